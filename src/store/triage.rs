//! The office's requests, narrowed to what somebody looks for.

use diesel::prelude::*;

use super::schema::{proposal, request};
use super::{Db, StoreError};
use crate::scheduling::ids::OfficialId;
use crate::scheduling::{Mode, RequestKind, RequestState, Urgency};
use crate::store::request::{Request, texts_of};

/// What a list of requests is narrowed to; what says nothing narrows nothing.
#[derive(Clone, Debug, Default)]
pub struct Sieve {
    /// How far they are.
    pub states: Vec<RequestState>,
    /// What is asked for.
    pub kind: Option<RequestKind>,
    /// How pressing they are.
    pub urgency: Option<Urgency>,
    /// Whether their applicants say that they press.
    pub asks_urgency: bool,
    /// How they would meet.
    pub mode: Option<Mode>,
    /// Whom they name; not those who name nobody.
    pub names: Option<OfficialId>,
    /// Whether a decision waits for a second person.
    pub is_proposed: bool,
    /// Of that reference, in its stored form.
    pub reference: Option<String>,
    /// What the subject contains.
    pub words: Option<String>,
}

/// The requests that pass, the urgent ones first and then the oldest; of these officials and of none
/// if officials are given; at most so many.
pub fn sifted(
    db: &mut Db,
    (officials, sieve): (Option<&[OfficialId]>, &Sieve),
    limit: i64,
) -> Result<Vec<Request>, StoreError> {
    let states: Vec<&str> = sieve.states.iter().map(|state| state.as_str()).collect();
    let mut query = request::table
        .filter(request::state.eq_any(states))
        .into_boxed();
    if let Some(officials) = officials {
        let theirs = request::official_id.eq_any(texts_of(officials));
        query = query.filter(theirs.or(request::official_id.is_null()));
    }
    if let Some(names) = &sieve.names {
        query = query.filter(request::official_id.eq(names.as_str().to_owned()));
    }
    if let Some(kind) = sieve.kind {
        query = query.filter(request::kind.eq(kind));
    }
    if let Some(urgency) = sieve.urgency {
        query = query.filter(request::urgency.eq(urgency));
    }
    if sieve.asks_urgency {
        query = query.filter(request::urgent_reason.is_not_null());
    }
    if let Some(mode) = sieve.mode {
        query = query.filter(request::mode.eq(mode));
    }
    if sieve.is_proposed {
        let proposed = proposal::table.select(proposal::request_id);
        query = query.filter(request::id.eq_any(proposed));
    }
    if let Some(reference) = &sieve.reference {
        query = query.filter(request::reference.eq(reference.clone()));
    }
    if let Some(words) = &sieve.words {
        query = query.filter(request::subject.like(format!("%{words}%")));
    }
    Ok(query
        .order((request::urgency.desc(), request::received_at, request::id))
        .limit(limit)
        .select(Request::as_select())
        .load(db)?)
}
