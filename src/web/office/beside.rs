//! Two requests of the same person about the same, side by side.

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;

use super::case::{self, CaseStep};
use crate::scheduling::Refusal;
use crate::scheduling::ids::RequestId;
use crate::service::letters;
use crate::service::requests::{Case, alike, one};
use crate::web::citizen::requests::request_tag;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use crate::web::parts::Tag;
use crate::web::reader::Reader;

/// Both.
#[derive(Template)]
#[template(path = "office/beside.html")]
pub struct BesidePage {
    /// What stands around it.
    pub frame: Frame,
    /// Where one comes from.
    pub back: String,
    /// The two, the one that was being read first.
    pub sides: [Side; 2],
}

/// One of the two.
pub struct Side {
    /// Where it is read and decided on.
    pub href: String,
    /// What the person was given.
    pub reference: String,
    /// What it is about.
    pub subject: String,
    /// How far it is.
    pub state: Tag,
    /// What is known of it: label and words.
    pub facts: Vec<(String, String)>,
    /// What it says.
    pub text: String,
    /// What happened so far.
    pub steps: Vec<CaseStep>,
}

pub(super) async fn see(
    reader: Reader,
    ids: Path<(String, String)>,
) -> Result<HttpResponse, Failure> {
    let (id, other) = ids.into_inner();
    let (app, caller, now) = (&reader.app, &reader.caller, reader.now);
    let this = one(app, caller, (RequestId::from(id), "compare"), now).await?;
    let known = alike(app, caller, &this).await?;
    if known.iter().all(|one| one.id.as_str() != other) {
        return Err(Refusal::NotFound.into());
    }
    let that = one(app, caller, (RequestId::from(other), "compare"), now).await?;
    reader.page(&BesidePage {
        back: format!("/office/requests/{}", this.request.id),
        sides: [side(&reader, &this), side(&reader, &that)],
        frame: reader.frame().titled("beside-title"),
    })
}

fn side(reader: &Reader, case: &Case) -> Side {
    let request = &case.request;
    Side {
        href: format!("/office/requests/{}", request.id),
        reference: letters::shown(&request.reference),
        subject: request.subject.clone(),
        state: request_tag(&reader.words, request.state),
        facts: case::facts(reader, case),
        text: request.details.clone(),
        steps: case::steps(reader, case),
    }
}
