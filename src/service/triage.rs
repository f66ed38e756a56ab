//! The office's requests as it picks among them, and what is known of one on a single page.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::app::App;
use super::audit::log_looks;
use super::caller::Caller;
use super::error::ServiceError;
use super::requests::{Case, is_of_office, log_shown, one, whole};
use crate::scheduling::ids::RequestId;
use crate::scheduling::{Reference, Refusal};
use crate::store::appointment::{self, Appointment};
use crate::store::request::{self, Request};
pub use crate::store::triage::Sieve;
use crate::store::{proposal, triage};

/// So many earlier requests of a person at most stand in a brief.
const HISTORY_MAX: usize = 20;
/// So many of a person's requests at most are looked through for them.
const HISTORY_READ_MAX: i64 = 100;

/// The office's requests that pass a sieve, and which of them wait for a second person.
#[derive(Clone, Debug)]
pub struct Picked {
    /// The requests, the urgent ones first and then the oldest.
    pub cases: Vec<Case>,
    /// Those whose decision waits for a second person of the office.
    pub proposed: BTreeSet<RequestId>,
}

/// The requests of the caller's office that pass, at most so many; each shown person is a logged
/// look.
pub async fn pick(
    app: &App,
    caller: &Caller,
    (sieve, limit): (Sieve, i64),
    now: DateTime<Utc>,
) -> Result<Picked, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.clone();
    let picked = app
        .store
        .read(move |db| {
            let rows = triage::sifted(db, (staff.weeks.asked(), &sieve), limit)?;
            let rows = rows.into_iter().filter(|row| is_of_office(&staff, row));
            let cases: Vec<Case> = rows
                .map(|row| whole(db, row))
                .collect::<Result<_, ServiceError>>()?;
            let ids: Vec<RequestId> = cases.iter().map(|case| case.request.id.clone()).collect();
            let proposed = proposal::among(db, &ids)?.into_iter().collect();
            Ok::<_, ServiceError>(Picked { cases, proposed })
        })
        .await?;
    log_shown(app, caller, &picked.cases, now).await?;
    Ok(picked)
}

/// What somebody typed to look for a request: its reference, or words of its subject.
#[must_use]
pub fn sought(sieve: Sieve, typed: &str) -> Sieve {
    // Signs that a database reads as "anything" are nobody's words.
    let words = typed.replace(['%', '_', '\\'], " ");
    let words = words.trim();
    if words.is_empty() {
        return sieve;
    }
    match Reference::parse(words) {
        Some(reference) => Sieve {
            reference: Some(reference.as_str().to_owned()),
            ..sieve
        },
        None => Sieve {
            words: Some(words.to_owned()),
            ..sieve
        },
    }
}

/// What an office knows of a request before it decides or receives, on one page.
#[derive(Clone, Debug)]
pub struct Brief {
    /// The request.
    pub case: Case,
    /// The person's other requests to this office, newest first, with their appointments.
    pub history: Vec<(Request, Vec<Appointment>)>,
}

/// The brief of a request; a logged look.
pub async fn brief(
    app: &App,
    caller: &Caller,
    id: RequestId,
    now: DateTime<Utc>,
) -> Result<Brief, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.clone();
    let case = one(app, caller, (id.clone(), "brief"), now).await?;
    let person = case.request.person_id.clone();
    let history = app
        .store
        .read(move |db| {
            let all = request::of_person(db, &person, None, HISTORY_READ_MAX)?;
            let others = all
                .into_iter()
                .filter(|row| row.id != id && is_of_office(&staff, row));
            others
                .take(HISTORY_MAX)
                .map(|row| Ok((row.clone(), appointment::of_request(db, &row.id)?)))
                .collect::<Result<Vec<_>, ServiceError>>()
        })
        .await?;
    let things: Vec<String> = history
        .iter()
        .map(|(row, _)| format!("request:{}", row.id))
        .collect();
    log_looks(app, caller, (&things, "brief"), now).await?;
    Ok(Brief { case, history })
}
