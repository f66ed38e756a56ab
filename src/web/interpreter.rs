//! The interpreter's pages: the own appointments, and the way into a session that is open.

pub mod jobs;

use actix_web::HttpResponse;
use actix_web::web::{Path, ServiceConfig, get, post};
use serde::Deserialize;

use crate::scheduling::Refusal;
use crate::scheduling::ids::SessionId;
use crate::service::interpreting;
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::join::session::JoinedPage;
use crate::web::parts::{Stage, seat};
use crate::web::reader::Reader;

/// Puts these pages into the program's routes.
pub fn routes(routes: &mut ServiceConfig) {
    routes
        .route("/interpreter", get().to(jobs::see))
        .route("/interpreter/session/{session}", get().to(join))
        .route("/interpreter/session/{session}/ticket", post().to(take));
}

#[derive(Deserialize)]
struct Nothing {}

/// The stage of one of the own sessions; one that is over leads back to the list.
async fn join(reader: Reader, id: Path<String>) -> Result<HttpResponse, Failure> {
    let id = SessionId::from(id.into_inner());
    let ticket = format!("/interpreter/session/{id}/ticket");
    match interpreting::look(&reader.app, &reader.caller, id).await {
        Ok(role) => {
            let stage = Stage::new(&reader.words, role, ticket, reader.csrf.clone())
                .then("/interpreter".to_owned());
            reader.page(&JoinedPage {
                stage,
                frame: reader.frame().titled("stage-title"),
            })
        }
        Err(error) if error.refusal() == Some(Refusal::SessionClosed) => {
            Ok(reader.see("/interpreter"))
        }
        Err(error) => Err(error.into()),
    }
}

/// A seat in one of the own sessions.
async fn take(
    reader: Reader,
    id: Path<String>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Failure> {
    let id = SessionId::from(id.into_inner());
    let ticket = interpreting::seat(&reader.app, &reader.caller, id, reader.now).await?;
    Ok(seat(&ticket))
}
