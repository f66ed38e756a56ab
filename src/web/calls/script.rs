//! The script: what the agent asks, what is read back, and the code that the caller reads out.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Deserialize;

use super::call::{self, Typed};
use super::page_of;
use crate::scheduling::ids::CallId;
use crate::scheduling::{IdentityNumber, Mobile, Reference, Refusal};
use crate::service::calls::check::{self, Known, Next, Said};
use crate::service::find_person::Search;
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::parts::Problem;
use crate::web::reader::Reader;
use crate::words::Words;

/// The code as it was typed.
#[derive(Deserialize)]
pub(super) struct Code {
    #[serde(default)]
    code: String,
}

/// Compares what the caller said.
pub(super) async fn compare(
    reader: Reader,
    id: Path<String>,
    Form(typed): Form<Typed>,
) -> Result<HttpResponse, Failure> {
    let id = CallId::from(id.into_inner());
    let said = match parse(&reader.words, &typed) {
        Ok(said) => said,
        Err(found) => return call::show(&reader, id, (typed, found)).await,
    };
    let order = (id.clone(), said);
    match check::compare(&reader.app, &reader.caller, order, reader.now).await {
        Ok(Next::Code) => Ok(reader.see(&format!("{}?done=code", page_of(&id)))),
        Ok(Next::Passed) => Ok(reader.see(&format!("{}?done=passed", page_of(&id)))),
        Err(error) => match error.refusal() {
            Some(refusal @ (Refusal::CallerUnknown | Refusal::TooManyTries)) => {
                let found = vec![problem("known", reader.words.get(refusal.key()))];
                call::show(&reader, id, (typed, found)).await
            }
            Some(_) | None => Err(error.into()),
        },
    }
}

/// Takes the code that the caller read out.
pub(super) async fn code(
    reader: Reader,
    id: Path<String>,
    Form(typed): Form<Code>,
) -> Result<HttpResponse, Failure> {
    let id = CallId::from(id.into_inner());
    let order = (id.clone(), typed.code);
    match check::enter(&reader.app, &reader.caller, order, reader.now).await {
        Ok(()) => Ok(reader.see(&format!("{}?done=passed", page_of(&id)))),
        Err(error) => match error.refusal() {
            Some(refusal @ (Refusal::CodeWrong | Refusal::CodeExpired | Refusal::TooManyTries)) => {
                let found = vec![problem("code", reader.words.get(refusal.key()))];
                call::show(&reader, id, (Typed::default(), found)).await
            }
            Some(_) | None => Err(error.into()),
        },
    }
}

/// What the caller said, or everything that is wrong with it in the order of the form.
fn parse(words: &Words, typed: &Typed) -> Result<Said, Vec<Problem>> {
    let mut found = Vec::new();
    let number = Some(typed.identity_number.trim()).filter(|text| !text.is_empty());
    let identity = number.map(IdentityNumber::parse).transpose();
    if let Err(fault) = &identity {
        let text = words.value("error-identity", fault.as_str());
        found.push(problem("identity_number", text));
    }
    let known = typed.known.trim();
    let known = if known.is_empty() {
        None
    } else {
        let read = recognised(known);
        if read.is_none() {
            found.push(problem("known", words.get("script-known-wrong")));
        }
        read
    };
    if typed.read_back != "yes" {
        found.push(problem("read_back", words.get("script-read-back-missing")));
    }
    match identity {
        Ok(identity) if found.is_empty() => Ok(Said { identity, known }),
        Ok(_) | Err(_) => Err(found),
    }
}

/// A whole mobile, a reference, or the last digits of a mobile, by what it looks like.
fn recognised(text: &str) -> Option<Known> {
    if let Ok(mobile) = Mobile::parse(text) {
        return Some(Known::Mobile(mobile));
    }
    if let Some(reference) = Reference::parse(text) {
        return Some(Known::Reference(reference));
    }
    match Search::tail(text) {
        Some(Search::MobileTail(tail)) => Some(Known::Tail(tail)),
        Some(Search::Reference(_) | Search::Identity(_) | Search::Name(_)) | None => None,
    }
}

/// Something that is wrong in a field.
pub(super) fn problem(field: &str, text: String) -> Problem {
    Problem {
        field: field.to_owned(),
        text,
    }
}
