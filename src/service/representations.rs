//! Representatives: who acts for whom, written down by staff who saw the document, with an end
//! that is kept.

use chrono::{DateTime, Utc};

use super::app::App;
use super::audit;
use super::caller::Caller;
use super::error::ServiceError;
use crate::scheduling::ids::RepresentationId;
use crate::scheduling::representation::is_good;
use crate::scheduling::{Basis, IdentityNumber, Mobile, Refusal};
use crate::store::person::{self, Person};
use crate::store::representation::{self, Representation};
use crate::store::request::Request;
use crate::store::{self, Db};

/// So many stand in a list at the most.
const LIST_MAX: i64 = 50;

/// A representation that is written down.
#[derive(Clone, Debug)]
pub struct NewRepresentation {
    /// Who acts: the account of this identity number and mobile.
    pub representative: (IdentityNumber, Mobile),
    /// The applicant's name.
    pub applicant: String,
    /// The applicant's account, where there is one.
    pub account: Option<(IdentityNumber, Mobile)>,
    /// On what basis.
    pub basis: Basis,
    /// The document that was seen.
    pub document: String,
    /// Until when.
    pub ends_at: DateTime<Utc>,
}

/// A representation with the applicant's name.
#[derive(Clone, Debug)]
pub struct Named {
    /// The representation.
    pub row: Representation,
    /// The applicant's name.
    pub applicant: String,
}

/// Writes a representation down.
pub async fn register(
    app: &App,
    caller: &Caller,
    new: NewRepresentation,
    now: DateTime<Utc>,
) -> Result<Named, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.id.clone();
    is_good(new.ends_at, false, now)?;
    let pad = app.pad(now);
    let (of_work, by) = (app.clone(), caller.clone());
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            let acts = account(&of_work, db, &new.representative)?.ok_or(Refusal::NotFound)?;
            let applicant = match &new.account {
                Some(pair) => {
                    let known = account(&of_work, db, pair)?.ok_or(Refusal::NotFound)?;
                    Some(known.id)
                }
                None => None,
            };
            if applicant.as_ref() == Some(&acts.id) {
                return Err(ServiceError::from(Refusal::FieldWrong));
            }
            let row = Representation {
                id: pad.id(RepresentationId::made),
                person_id: acts.id,
                applicant_id: applicant,
                applicant_sealed: of_work.keys.seal(&new.applicant, &mut pad)?,
                basis: new.basis,
                document: new.document.clone(),
                ends_at: new.ends_at.naive_utc(),
                staff_id: staff.clone(),
                created_at: pad.at(),
                revoked_at: None,
            };
            representation::add(db, &row)?;
            let thing = format!("representation:{}", row.id);
            store::audit::add(db, &audit::deed(&by, "register", &thing, &mut pad))?;
            Ok(Named {
                row,
                applicant: new.applicant.clone(),
            })
        })
        .await
}

fn account(
    app: &App,
    db: &mut Db,
    (identity, mobile): &(IdentityNumber, Mobile),
) -> Result<Option<Person>, ServiceError> {
    let identity = app.keys.lookup("identity", identity.as_str());
    let mobile = app.keys.lookup("mobile", mobile.as_str());
    Ok(person::of_pair(db, &identity, &mobile)?)
}

/// The caller's own representations that stand.
pub async fn own(
    app: &App,
    caller: &Caller,
    now: DateTime<Utc>,
) -> Result<Vec<Named>, ServiceError> {
    let id = caller.person().ok_or(Refusal::SignInNeeded)?.clone();
    let at = app.pad(now).at();
    let rows = app
        .store
        .read(move |db| Ok::<_, ServiceError>(representation::standing(db, &id, at, LIST_MAX)?))
        .await?;
    rows.into_iter().map(|row| named(app, row)).collect()
}

/// The representations of an account that stand, for staff who have the person before them; the
/// look is logged.
pub async fn of_account(
    app: &App,
    caller: &Caller,
    pair: (IdentityNumber, Mobile),
    now: DateTime<Utc>,
) -> Result<Vec<Named>, ServiceError> {
    caller.staff().ok_or(Refusal::NotFound)?;
    let (of_work, at) = (app.clone(), app.pad(now).at());
    let (id, rows) = app
        .store
        .read(move |db| {
            let acts = account(&of_work, db, &pair)?.ok_or(Refusal::NotFound)?;
            let rows = representation::standing(db, &acts.id, at, LIST_MAX)?;
            Ok::<_, ServiceError>((acts.id, rows))
        })
        .await?;
    let things = [format!("person:{id}")];
    audit::log_looks(app, caller, (&things, "representation"), now).await?;
    rows.into_iter().map(|row| named(app, row)).collect()
}

fn named(app: &App, row: Representation) -> Result<Named, ServiceError> {
    let applicant = app.keys.open(&row.applicant_sealed)?;
    Ok(Named { row, applicant })
}

/// Revokes a representation before its end.
pub async fn revoke(
    app: &App,
    caller: &Caller,
    id: RepresentationId,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    caller.staff().ok_or(Refusal::NotFound)?;
    let pad = app.pad(now);
    let by = caller.clone();
    app.store
        .write(move |db| {
            if !representation::revoke(db, &id, pad.at())? {
                return Err(ServiceError::from(Refusal::NotFound));
            }
            let thing = format!("representation:{id}");
            let deed = audit::deed(&by, "revoke", &thing, &mut pad.clone());
            Ok(store::audit::add(db, &deed)?)
        })
        .await
}

/// The representation under which a person hands in, if it is this person's and good at that
/// moment.
pub(super) fn good(
    app: &App,
    db: &mut Db,
    (person, id): (&Person, &RepresentationId),
    at: DateTime<Utc>,
) -> Result<Named, ServiceError> {
    let found = representation::find(db, id)?.filter(|row| row.person_id == person.id);
    let row = found.ok_or(Refusal::NotFound)?;
    is_good(row.ends_at.and_utc(), row.revoked_at.is_some(), at)?;
    named(app, row)
}

/// Whether a request may take a time: what it was handed in under must still be good then.
pub(super) fn may_take(
    db: &mut Db,
    request: &Request,
    starts_at: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let Some(id) = &request.representation_id else {
        return Ok(());
    };
    let row = representation::find(db, id)?.ok_or(Refusal::RepresentationEnded)?;
    Ok(is_good(
        row.ends_at.and_utc(),
        row.revoked_at.is_some(),
        starts_at,
    )?)
}
