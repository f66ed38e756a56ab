//! How an invited person gets into a session.

pub mod link;
pub mod session;

use actix_web::HttpResponse;
use actix_web::web::{Path, ServiceConfig, get, post};
use serde::Deserialize;

use crate::scheduling::Refusal;
use crate::service::join::{Door, enter, look};
use crate::service::letters;
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::parts::Stage;
use crate::web::reader::Reader;
use link::{Invited, LinkPage};
use session::JoinedPage;

/// Puts these pages into the program's routes.
pub fn routes(routes: &mut ServiceConfig) {
    routes
        .route("/join/{token}", get().to(read))
        .route("/join/{token}", post().to(take));
}

#[derive(Deserialize)]
struct Nothing {}

/// Shows the invitation; looking does not use it up, for links are opened by machines too.
async fn read(reader: Reader, token: Path<String>) -> Result<HttpResponse, Failure> {
    let token = token.into_inner();
    let door = match look(&reader.app, &token, reader.now).await {
        Ok(door) => Some(door),
        Err(error) if error.refusal() == Some(Refusal::LinkSpent) => None,
        Err(error) => return Err(error.into()),
    };
    reader.page(&page(&reader, door.as_ref(), None))
}

fn page(reader: &Reader, door: Option<&Door>, note: Option<String>) -> LinkPage {
    let words = &reader.words;
    let invited = door.map(|door| {
        let at = letters::local(&reader.app, &door.appointment);
        let role = words.value("session-role", door.invite.role.as_str());
        Invited {
            name: door.invite.name.clone(),
            lead: words.say("join-lead", "role", role),
            when: words.say("join-when", "time", words.date_time(at.date(), at.time())),
        }
    });
    LinkPage {
        invited,
        note,
        frame: reader.frame().titled("join-title"),
    }
}

/// Uses the link up and gives the seat; what is too early leaves the link good.
async fn take(
    reader: Reader,
    token: Path<String>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Failure> {
    let token = token.into_inner();
    let door = match look(&reader.app, &token, reader.now).await {
        Ok(door) => door,
        Err(error) if error.refusal() == Some(Refusal::LinkSpent) => {
            return reader.page(&page(&reader, None, None));
        }
        Err(error) => return Err(error.into()),
    };
    match enter(&reader.app, &token, reader.now).await {
        Ok(ticket) => {
            let role = door.invite.role;
            let stage = Stage::new(&reader.words, role, String::new(), reader.csrf.clone())
                .with_ticket(ticket.ticket)
                .starting();
            reader.page(&JoinedPage {
                stage,
                frame: reader.frame().titled("stage-title"),
            })
        }
        Err(error) => match error.refusal() {
            Some(Refusal::TooEarly) => {
                let note = reader.words.get("join-early");
                reader.page(&page(&reader, Some(&door), Some(note)))
            }
            Some(refusal) => {
                let note = reader.words.get(refusal.key());
                reader.page(&page(&reader, None, Some(note)))
            }
            None => Err(error.into()),
        },
    }
}
