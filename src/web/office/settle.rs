//! Appointments that a publication left to be settled: kept as they are, or cancelled with a
//! reason.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Deserialize;

use super::stretch::Typed;
use super::week::{answer, meant};
use crate::scheduling::ids::{AppointmentId, CaseId};
use crate::service::cancel::cancel as cancel_appointment;
use crate::service::letters;
use crate::service::week::{Affected, cases as settling};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::reader::Reader;
use crate::web::shown;

/// One appointment to settle.
pub struct CaseLine {
    /// The case.
    pub id: String,
    /// The appointment.
    pub appointment: String,
    /// Whose it is.
    pub name: String,
    /// The request's address.
    pub href: String,
    /// When it is.
    pub time: String,
    /// Why the week was changed.
    pub reason: String,
}

/// What is cancelled in whose week, and why.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(super) struct Cancelled {
    official: String,
    week: String,
    appointment: String,
    reason: String,
}

/// The cases as the week shows them.
pub(super) fn lines(reader: &Reader, cases: &[Affected]) -> Vec<CaseLine> {
    let words = &reader.words;
    let line = |each: &Affected| {
        let at = letters::local(&reader.app, &each.appointment);
        CaseLine {
            id: each.case.id.to_string(),
            appointment: each.appointment.id.to_string(),
            name: shown::person(words, each.person.name.as_ref()),
            href: format!("/office/requests/{}", each.appointment.request_id),
            time: words.date_time(at.date(), at.time()),
            reason: each.case.reason.clone(),
        }
    };
    cases.iter().map(line).collect()
}

pub(super) async fn keep(
    reader: Reader,
    id: Path<String>,
    form: Form<Typed>,
) -> Result<HttpResponse, Failure> {
    let Form(typed) = form;
    let (official, week) = meant(&reader, &typed.official, &typed.week)?;
    let wanted = (official.clone(), CaseId::from(id.into_inner()));
    let done = settling::keep(&reader.app, &reader.caller, wanted, reader.now).await;
    let usual = Typed::usual(week.first());
    answer(&reader, (official, week), &usual, done.map(|()| "kept")).await
}

pub(super) async fn cancel(
    reader: Reader,
    _id: Path<String>,
    form: Form<Cancelled>,
) -> Result<HttpResponse, Failure> {
    let Form(typed) = form;
    let (official, week) = meant(&reader, &typed.official, &typed.week)?;
    let wanted = (AppointmentId::from(typed.appointment), Some(typed.reason));
    let done = cancel_appointment(&reader.app, &reader.caller, wanted, reader.now).await;
    let usual = Typed::usual(week.first());
    let done = done.map(|_booked| "cancelled");
    answer(&reader, (official, week), &usual, done).await
}
