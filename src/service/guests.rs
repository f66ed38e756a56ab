//! Who comes to the headquarters: what the applicant says of companions and the car, who is let in,
//! and the list that stands at the gate.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::app::App;
use super::audit::{self, log_looks};
use super::caller::Caller;
use super::cancel::visible;
use super::error::ServiceError;
use super::pad::Pad;
use super::requests::is_of_office;
use super::week::with_people;
use crate::scheduling::ids::{AppointmentId, RequestId};
use crate::scheduling::slot::SlotKey;
use crate::scheduling::{
    AppointmentState, Clearance, GuestRole, IdentityNumber, Needs, Refusal, calendar, clearance,
};
use crate::store::appointment::{self, Appointment};
use crate::store::guest::{self as rows, Guest as Row};
use crate::store::person::{self, Person};
use crate::store::request::{self, Request};
use crate::store::{self, Db, StoreError};

/// The first position of a companion; before it stand the account's person, and the applicant whom
/// that person speaks for.
const COMPANIONS_FROM: i32 = 2;
/// The longest plate, in letters.
pub const PLATE_LETTERS_MAX: usize = 20;
/// The longest name of a companion, in letters.
pub const NAME_LETTERS_MAX: usize = 100;

/// One who comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest {
    /// The place among the guests of a request.
    pub position: i32,
    /// As what.
    pub role: GuestRole,
    /// The name; none where nobody said it.
    pub name: Option<String>,
    /// The identity number, or another document; none where nobody said it.
    pub identity: Option<String>,
    /// Whether this one is let in.
    pub clearance: Clearance,
    /// Why not; read by the office alone.
    pub reason: Option<String>,
}

/// Everybody who comes for a request, and by which car.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guests {
    /// Who comes, the account's person first.
    pub people: Vec<Guest>,
    /// The plate of the car.
    pub plate: Option<String>,
}

/// What an applicant says of who comes along.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// The plate of the car, if one is known.
    pub plate: Option<String>,
    /// The companions: name and identity number.
    pub companions: Vec<(String, IdentityNumber)>,
}

/// Whether somebody is met face to face at the headquarters, behind whose gate no centre stands.
#[must_use]
pub fn is_at_headquarters(row: &Appointment) -> bool {
    row.official_id.is_some() && clearance::is_asked(row.mode, row.centre_id.as_ref())
}

/// How many companions an appointment has room for.
#[must_use]
pub fn companions(row: &Appointment) -> usize {
    let needs = Needs::parse(&row.needs).unwrap_or_default();
    usize::from(needs.companions())
}

/// The guests of one's own appointment at the headquarters, while one can still say who they are.
pub async fn own(
    app: &App,
    caller: &Caller,
    id: AppointmentId,
    now: DateTime<Utc>,
) -> Result<(Appointment, Guests), ServiceError> {
    caller.person().ok_or(Refusal::SignInNeeded)?;
    let (of_work, by, at) = (app.clone(), caller.clone(), app.pad(now).at());
    app.store
        .read(move |db| {
            let row = visible(db, &by, &id)?;
            may_say(&row, at)?;
            let guests = of_appointment(&of_work, db, &row)?;
            Ok((row, guests))
        })
        .await
}

/// Whether who comes along to an appointment can be said at that instant (UTC).
pub fn may_say(row: &Appointment, at: chrono::NaiveDateTime) -> Result<(), Refusal> {
    let is_booked = matches!(
        row.state,
        AppointmentState::Booked | AppointmentState::Confirmed
    );
    if !is_at_headquarters(row) {
        return Err(Refusal::NotFound);
    }
    if !is_booked || row.starts_at <= at {
        return Err(Refusal::TooLate);
    }
    Ok(())
}

/// Writes down who comes along and by which car, over what was said before. A companion who was
/// named before keeps what was decided of him or her; whoever is new waits.
pub async fn say(
    app: &App,
    caller: &Caller,
    (id, said): (AppointmentId, Said),
    now: DateTime<Utc>,
) -> Result<Appointment, ServiceError> {
    caller.person().ok_or(Refusal::SignInNeeded)?;
    let pad = app.pad(now);
    let (of_work, by) = (app.clone(), caller.clone());
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            let row = visible(db, &by, &id)?;
            may_say(&row, pad.at())?;
            if said.companions.len() > companions(&row) {
                return Err(ServiceError::from(Refusal::FieldWrong));
            }
            write(&of_work, db, (&row.request_id, &said), &mut pad)?;
            let thing = format!("appointment:{id}");
            store::audit::add(db, &audit::deed(&by, "name_guests", &thing, &mut pad))?;
            Ok(row)
        })
        .await
}

fn write(
    app: &App,
    db: &mut Db,
    (id, said): (&RequestId, &Said),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    let before = rows::of_request(db, id)?;
    let mut first = before
        .iter()
        .find(|row| row.position == 0)
        .cloned()
        .unwrap_or_else(|| Row::unknown(id.clone(), 0));
    first.plate_sealed = match &said.plate {
        Some(plate) => Some(app.keys.seal(plate, pad)?),
        None => None,
    };
    rows::put(db, &first)?;
    let mut kept = Vec::new();
    for row in before {
        if let Some(sealed) = row.identity_sealed.clone() {
            kept.push((app.keys.open(&sealed)?, row));
        }
    }
    rows::drop_from(db, id, COMPANIONS_FROM)?;
    for (position, (name, identity)) in (COMPANIONS_FROM..).zip(&said.companions) {
        let known = kept
            .iter()
            .find(|(number, _)| number == identity.as_str())
            .map(|(_, row)| row.clone());
        let row = known.unwrap_or_else(|| Row::unknown(id.clone(), position));
        rows::put(
            db,
            &Row {
                position,
                name_sealed: Some(app.keys.seal(name, pad)?),
                identity_sealed: Some(app.keys.seal(identity.as_str(), pad)?),
                ..row
            },
        )?;
    }
    Ok(())
}

/// The guests of a request, as its office reads them; the look is logged with the request's.
pub async fn of_case(app: &App, caller: &Caller, id: RequestId) -> Result<Guests, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.clone();
    let of_work = app.clone();
    app.store
        .read(move |db| {
            let found = request::find(db, &id)?.filter(|row| is_of_office(&staff, row));
            let row = found.ok_or(Refusal::NotFound)?;
            let known = person::find(db, &row.person_id)?.ok_or(Refusal::NotFound)?;
            whole(&of_work, db, (&row, &known))
        })
        .await
}

fn of_appointment(app: &App, db: &mut Db, row: &Appointment) -> Result<Guests, ServiceError> {
    let request = request::find(db, &row.request_id)?.ok_or(Refusal::NotFound)?;
    let known = person::find(db, &row.person_id)?.ok_or(Refusal::NotFound)?;
    whole(app, db, (&request, &known))
}

fn whole(
    app: &App,
    db: &mut Db,
    (request, known): (&Request, &Person),
) -> Result<Guests, ServiceError> {
    let stored = rows::of_request(db, &request.id)?;
    let at = |position: i32| {
        let mut all = stored.iter();
        all.find(|row| row.position == position).cloned()
    };
    let first = at(0).unwrap_or_else(|| Row::unknown(request.id.clone(), 0));
    let plate = opened(app, first.plate_sealed.as_deref())?;
    let document = known.identity_sealed.as_deref();
    let document = document.or(known.other_document.as_deref());
    let is_spoken_for = request.applicant.is_some();
    let mut people = vec![Guest {
        name: known.name.clone(),
        identity: opened(app, document)?,
        role: if is_spoken_for {
            GuestRole::Representative
        } else {
            GuestRole::Applicant
        },
        ..guest(app, &first)?
    }];
    if let Some(applicant) = &request.applicant {
        let row = at(1).unwrap_or_else(|| Row::unknown(request.id.clone(), 1));
        people.push(Guest {
            name: Some(applicant.clone()),
            role: GuestRole::Applicant,
            ..guest(app, &row)?
        });
    }
    for row in stored.iter().filter(|row| row.position >= COMPANIONS_FROM) {
        people.push(guest(app, row)?);
    }
    Ok(Guests { people, plate })
}

fn guest(app: &App, row: &Row) -> Result<Guest, ServiceError> {
    Ok(Guest {
        position: row.position,
        role: GuestRole::Companion,
        name: opened(app, row.name_sealed.as_deref())?,
        identity: opened(app, row.identity_sealed.as_deref())?,
        clearance: row.clearance,
        reason: opened(app, row.reason_sealed.as_deref())?,
    })
}

fn opened(app: &App, sealed: Option<&str>) -> Result<Option<String>, ServiceError> {
    sealed.map(|text| app.keys.open(text)).transpose()
}

/// Decides whether a guest is let in. A refusal has a reason, which is kept sealed; the meeting
/// itself stays as it is until the office decides what becomes of it.
pub async fn clear(
    app: &App,
    caller: &Caller,
    (id, position, verdict): (RequestId, i32, (Clearance, Option<String>)),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.clone();
    let (clearance, reason) = verdict;
    let reason = reason.filter(|text| !text.trim().is_empty());
    if clearance == Clearance::Refused && reason.is_none() {
        return Err(Refusal::ReasonNeeded.into());
    }
    let pad = app.pad(now);
    let (of_work, by) = (app.clone(), caller.clone());
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            let found = request::find(db, &id)?.filter(|row| is_of_office(&staff, row));
            let case = found.ok_or(Refusal::NotFound)?;
            let known = person::find(db, &case.person_id)?.ok_or(Refusal::NotFound)?;
            let guests = whole(&of_work, db, (&case, &known))?;
            if guests.people.iter().all(|one| one.position != position) {
                return Err(ServiceError::from(Refusal::NotFound));
            }
            let stored = rows::of_request(db, &id)?;
            let was = stored.into_iter().find(|row| row.position == position);
            let reason = reason.as_deref();
            let reason_sealed = reason.map(|text| of_work.keys.seal(text, &mut pad));
            let new = Row {
                clearance,
                reason_sealed: reason_sealed.transpose()?,
                decided_by: Some(staff.id.clone()),
                decided_at: Some(pad.at()),
                ..was.unwrap_or_else(|| Row::unknown(id.clone(), position))
            };
            rows::put(db, &new)?;
            let deed = audit::deed(&by, "clear", &format!("request:{id}"), &mut pad);
            let detail = Some(format!("guest {position} {clearance}"));
            store::audit::add(db, &store::audit::Deed { detail, ..deed })?;
            Ok(())
        })
        .await
}

/// Refuses what needs everybody let in while somebody is not, where the settings ask for it and the
/// appointment is at the headquarters.
pub(super) fn check(app: &App, db: &mut Db, row: &Appointment) -> Result<(), ServiceError> {
    if !app.settings.requests.clearance || !is_at_headquarters(row) {
        return Ok(());
    }
    let case = request::find(db, &row.request_id)?.ok_or(Refusal::NotFound)?;
    party(&case, &rows::of_request(db, &case.id)?).confirms()?;
    Ok(())
}

/// Refuses a time at the headquarters to a request of which somebody is not let in, where the
/// settings ask for clearance.
pub(super) fn check_slot(
    app: &App,
    db: &mut Db,
    (case, slot): (&Request, &SlotKey),
) -> Result<(), ServiceError> {
    if clearance::is_asked(slot.mode, slot.centre.as_ref()) {
        let asked = parties(app, db, std::slice::from_ref(case))?;
        asked.values().try_for_each(|party| party.admits())?;
    }
    Ok(())
}

/// How it stands with those who come for each of these requests; nobody where the settings ask for
/// no clearance.
pub(super) fn parties(
    app: &App,
    db: &mut Db,
    requests: &[Request],
) -> Result<BTreeMap<RequestId, Clearance>, StoreError> {
    if !app.settings.requests.clearance {
        return Ok(BTreeMap::new());
    }
    let ids: Vec<RequestId> = requests.iter().map(|row| row.id.clone()).collect();
    let mut stored: BTreeMap<RequestId, Vec<Row>> = BTreeMap::new();
    for row in rows::of_requests(db, &ids)? {
        stored.entry(row.request_id.clone()).or_default().push(row);
    }
    let party = |case: &Request| {
        let own = stored.get(&case.id).map_or(&[][..], Vec::as_slice);
        (case.id.clone(), party(case, own))
    };
    Ok(requests.iter().map(party).collect())
}

/// How it stands with everybody who comes for a request; of whom nothing is written waits.
fn party(case: &Request, stored: &[Row]) -> Clearance {
    let of = |position: i32| {
        let found = stored.iter().find(|row| row.position == position);
        found.map_or(Clearance::Pending, |row| row.clearance)
    };
    let applicant = case.applicant.iter().map(|_name| of(1));
    let companions = stored.iter().filter(|row| row.position >= COMPANIONS_FROM);
    let companions = companions.map(|row| row.clearance);
    clearance::of_party([of(0)].into_iter().chain(applicant).chain(companions))
}

/// Whether an appointment still waits for somebody to be let in.
pub async fn is_open(app: &App, row: &Appointment) -> Result<bool, ServiceError> {
    let (of_work, row) = (app.clone(), row.clone());
    app.store
        .read(move |db| match check(&of_work, db, &row) {
            Ok(()) => Ok(false),
            Err(error) if error.refusal() == Some(Refusal::ClearanceOpen) => Ok(true),
            Err(error) => Err(error),
        })
        .await
}

/// The guests of one appointment on the list at the gate.
#[derive(Clone, Debug)]
pub struct Expected {
    /// The appointment.
    pub appointment: Appointment,
    /// Who comes for it.
    pub guests: Guests,
}

/// Who is expected at the gate of the headquarters on a day, by the hour, for the officials whose
/// week the caller is named for; every reading is logged.
pub async fn at_gate(
    app: &App,
    caller: &Caller,
    day: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Vec<Expected>, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.clone();
    let (from, to) = calendar::days_span(app.settings.ministry.zone, day, day);
    let of_work = app.clone();
    let expected = app
        .store
        .read(move |db| {
            let span = (from.naive_utc(), to.naive_utc());
            let mut rows = appointment::between(db, span.0, span.1, None, None)?;
            rows.retain(|row| {
                let is_seen = staff.sees_of(row.official_id.as_ref());
                is_seen && is_at_headquarters(row) && is_expected(row.state)
            });
            let mut all = Vec::new();
            for (appointment, person) in with_people(db, rows)? {
                let case = request::find(db, &appointment.request_id)?;
                let case = case.ok_or(Refusal::NotFound)?;
                all.push(Expected {
                    guests: whole(&of_work, db, (&case, &person))?,
                    appointment,
                });
            }
            Ok::<_, ServiceError>(all)
        })
        .await?;
    let list = std::iter::once(format!("guest_list:{day}"));
    let rows = expected.iter();
    let rows = rows.map(|one| format!("appointment:{}", one.appointment.id));
    let things: Vec<String> = list.chain(rows).collect();
    log_looks(app, caller, (&things, "gate"), now).await?;
    Ok(expected)
}

/// Whether somebody comes, is there or was.
pub(super) const fn is_expected(state: AppointmentState) -> bool {
    match state {
        AppointmentState::Booked
        | AppointmentState::Confirmed
        | AppointmentState::CheckedIn
        | AppointmentState::InSession
        | AppointmentState::Done => true,
        AppointmentState::Proposed
        | AppointmentState::NoShow
        | AppointmentState::Cancelled
        | AppointmentState::Moved => false,
    }
}
