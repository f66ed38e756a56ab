//! The world as the planner sees it: who waits for a time, who has one, and what is left.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::{Who, Whose};
use crate::scheduling::appointment::AppointmentState;
use crate::scheduling::ids::{CentreId, RequestId};
use crate::scheduling::plan::{Rank, Told};
use crate::scheduling::planning::{Asking, Hand};
use crate::scheduling::slot::facts::{Facts, PlaceKind, Wish};
use crate::scheduling::slot::{Slot, SlotId};
use crate::scheduling::waiting::{Days, Unsuitable};
use crate::scheduling::{
    Clearance, Mode, Needs, RequestKind, RequestState, Sex, Urgency, calendar,
};
use crate::service::app::App;
use crate::service::catalogue::{self, Catalogue};
use crate::service::error::ServiceError;
use crate::service::filing;
use crate::service::guests;
use crate::service::slots::{self, Scope};
use crate::store::appointment::{self, Appointment};
use crate::store::filing::{self as filed, Filing};
use crate::store::person::{self, Person};
use crate::store::place::Centre;
use crate::store::request::{self, Request};
use crate::store::{self, Db, StoreError};

use std::cmp::Reverse;

/// So many requests at most are planned for one week.
const ASKS_MAX: i64 = 2000;
/// Whose time is nearer than this is moved only where nothing else helps.
const SOON_HOURS: i64 = 48;

/// Everything that a week's plan is made from.
pub(super) struct World {
    pub(super) asking: Vec<Asking>,
    pub(super) facts: Facts,
}

/// Reads it in one transaction.
pub(super) fn world(
    app: &App,
    db: &mut Db,
    (whose, who): (&Whose, Who),
    hands: &BTreeMap<RequestId, Hand>,
    now: DateTime<Utc>,
) -> Result<World, ServiceError> {
    let zone = app.settings.ministry.zone;
    let days = (whose.week.first(), whose.week.last());
    let catalogue = catalogue::current(app, db)?;
    let standing = match who {
        Who::Waiting => Vec::new(),
        Who::Told | Who::Fresh => standing(app, db, whose)?,
    };
    let mut freed = BTreeSet::new();
    for row in &standing {
        freed.extend(store::occupancy::of_holder(db, row.id.as_str())?);
    }
    let scope = Scope::of_office(whose.office.as_ref()).freeing(freed);
    let facts = slots::facts(db, (&catalogue, zone), days, &scope, now)?;
    let has: BTreeMap<RequestId, Appointment> = standing
        .into_iter()
        .map(|row| (row.request_id.clone(), row))
        .collect();
    let booked: Vec<RequestId> = has.keys().cloned().collect();
    let mut requests = request::of_ids(db, &booked)?;
    requests.extend(waiting(db, whose)?);
    requests.sort_by(|one, other| one.id.cmp(&other.id));
    let people: Vec<_> = requests.iter().map(|row| row.person_id.clone()).collect();
    let people: BTreeMap<_, Person> = person::of_ids(db, &people)?
        .into_iter()
        .map(|person| (person.id.clone(), person))
        .collect();
    let parties = guests::parties(app, db, &requests)?;
    let mut asking = Vec::with_capacity(requests.len());
    for row in &requests {
        if let Some(person) = people.get(&row.person_id) {
            let filed = filed::find(db, &row.id)?;
            let waits = store::waiting::of_request(db, &row.id)?;
            let known = Known {
                person,
                filed: filed.as_ref(),
                unsuitable: waits.and_then(|row| serde_json::from_str(&row.unsuitable).ok()),
                has: has.get(&row.id),
                hand: hands.get(&row.id),
                // Where nobody is asked about at the gate, everybody is let in.
                clearance: parties.get(&row.id).copied().unwrap_or(Clearance::Cleared),
            };
            let mut one = known.asking(app, (&catalogue, whose), row, now);
            if who == Who::Fresh {
                one.stands = one.stands.map(as_if_untold);
            }
            asking.push(one);
        }
    }
    Ok(World { asking, facts })
}

/// The approved requests that wait for a time.
pub(super) fn waiting(db: &mut Db, whose: &Whose) -> Result<Vec<Request>, StoreError> {
    let (states, office) = ([RequestState::Approved], whose.office.as_ref());
    let office = office.map(std::slice::from_ref);
    let mut rows = request::in_states(db, &states, office, None, ASKS_MAX)?;
    rows.retain(is_meeting);
    Ok(rows)
}

/// The appointments of the week that can still be moved or have to stand.
fn standing(app: &App, db: &mut Db, whose: &Whose) -> Result<Vec<Appointment>, ServiceError> {
    let (from, to) = calendar::days_span(
        app.settings.ministry.zone,
        whose.week.first(),
        whose.week.last(),
    );
    let (from, to) = (from.naive_utc(), to.naive_utc());
    let mut rows = appointment::between(db, from, to, whose.office.as_ref(), None)?;
    rows.retain(|row| row.state.holds_resources() && row.mode != Mode::Service);
    Ok(rows)
}

/// Whether an approved request is for a meeting.
fn is_meeting(row: &Request) -> bool {
    let is_asked = row.kind == RequestKind::Meeting || row.official_id.is_some();
    is_asked && row.mode != Some(Mode::Service)
}

/// What is known of a request beside its row.
struct Known<'a> {
    person: &'a Person,
    filed: Option<&'a Filing>,
    unsuitable: Option<Unsuitable>,
    has: Option<&'a Appointment>,
    hand: Option<&'a Hand>,
    clearance: Clearance,
}

impl Known<'_> {
    fn asking(
        self,
        app: &App,
        (catalogue, whose): (&Catalogue, &Whose),
        row: &Request,
        now: DateTime<Utc>,
    ) -> Asking {
        let section = self.person.sex.map(Sex::section);
        let text = self.has.map_or(&row.needs, |has| &has.needs);
        let needs = Needs::parse(text).unwrap_or_default();
        let person = Some(self.person.id.clone());
        let mut unsuitable = self.unsuitable.unwrap_or_default();
        unsuitable.days.extend(days_off(row));
        let named = row.official_id.clone().or(whose.office.clone());
        Asking {
            request: row.id.clone(),
            rank: rank(app, row, self.filed, now),
            officials: self
                .has
                .map_or(named, |has| has.official_id.clone())
                .into_iter()
                .collect(),
            mode: self.has.map_or(row.mode, |has| Some(has.mode)),
            centre: match self.has {
                Some(has) if has.mode == Mode::Video => has.centre_id.clone(),
                Some(_) | None => row.centre_id.clone(),
            },
            near: near(catalogue, self.person),
            unsuitable,
            wish: Wish {
                is_urgent: row.urgency == Urgency::Urgent,
                ..slots::wish(app, (section, needs, person), now)
            },
            stands: self.has.and_then(|has| stands(has, now)),
            by_hand: self.hand.cloned(),
            clearance: self.clearance,
        }
    }
}

/// The days on which the person cannot come, as the request says.
fn days_off(row: &Request) -> Vec<Days> {
    row.unavailable
        .as_deref()
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default()
}

/// The published order: urgent first, then who is longest past the day, then who waits longest,
/// then the receipt's number.
fn rank(app: &App, row: &Request, filed: Option<&Filing>, now: DateTime<Utc>) -> Rank {
    let zone = app.settings.ministry.zone;
    let today = calendar::local_day(zone, now);
    let received = calendar::local_day(zone, row.received_at.and_utc());
    let due = filed.and_then(Filing::due);
    let due = due.unwrap_or_else(|| filing::due(app, row, None));
    Rank {
        urgency: Reverse(row.urgency),
        past_target: Reverse((today - due).num_days().max(0)),
        waiting: Reverse((today - received).num_days().max(0)),
        receipt: row.reference.clone(),
    }
}

/// Where somebody who names no centre is asked to: those of the person's own region, and where that
/// has none or none has a time, the main branches, which serve everybody.
fn near(catalogue: &Catalogue, person: &Person) -> Vec<BTreeSet<CentreId>> {
    let of = |is_one: &dyn Fn(&Centre) -> bool| -> BTreeSet<CentreId> {
        let centres = catalogue.centres.iter().filter(|centre| is_one(centre));
        centres.map(|centre| centre.id.clone()).collect()
    };
    vec![
        of(&|centre| Some(&centre.region) == person.region.as_ref()),
        of(&|centre| centre.kind == PlaceKind::Main),
    ]
}

/// The same time as if its person had not been told of it; who is there stays.
fn as_if_untold((slot, told): (Slot, Told)) -> (Slot, Told) {
    match told {
        Told::Here => (slot, Told::Here),
        Told::Proposed | Told::Told | Told::Soon => (slot, Told::Proposed),
    }
}

/// The time that somebody has, and what is known of it.
fn stands(row: &Appointment, now: DateTime<Utc>) -> Option<(Slot, Told)> {
    let key = SlotId::from_text(&row.slot_id).key()?;
    let is_soon = row.starts_at - now.naive_utc() < TimeDelta::hours(SOON_HOURS);
    let told = match row.state {
        AppointmentState::CheckedIn | AppointmentState::InSession => Told::Here,
        AppointmentState::Proposed => Told::Proposed,
        AppointmentState::Booked
        | AppointmentState::Confirmed
        | AppointmentState::Done
        | AppointmentState::NoShow
        | AppointmentState::Cancelled
        | AppointmentState::Moved => {
            if is_soon {
                Told::Soon
            } else {
                Told::Told
            }
        }
    };
    let slot = Slot {
        key,
        ends_at: row.ends_at.and_utc(),
        open_to_choice: false,
        capacity: 1,
        free: 1,
    };
    Some((slot, told))
}
