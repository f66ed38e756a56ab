//! Calendar feeds of busy times: one address per device, which says when and nothing else, and can
//! be taken back at any moment.

use chrono::{DateTime, TimeDelta, Utc};
use icalendar::{Calendar, Component as _, Event, EventLike as _, Property};

use super::app::App;
use super::audit;
use super::caller::{Caller, StaffCaller};
use super::catalogue::Catalogue;
use super::error::ServiceError;
use super::readers;
use crate::scheduling::ids::{CentreId, FeedId, OfficialId, RoomId, StaffId};
use crate::scheduling::occupancy::{Cell, Resource, stretches};
use crate::scheduling::{Refusal, Role, Week, calendar};
use crate::store::audit::Deed;
use crate::store::feed::{self, Feed};
use crate::store::staff::Staff;
use crate::store::{self, Db, occupancy, staff};

/// So many devices at most has one member of staff.
pub const FEEDS_MAX: usize = 12;
/// The longest name of a device, in letters.
pub const DEVICE_LETTERS_MAX: usize = 60;
/// A feed shows last week, this one, and so many after it.
const WEEKS_AHEAD: usize = 8;
/// What says that a feed is used is written this often at most.
const USED_EVERY: TimeDelta = TimeDelta::hours(1);
/// How often a calendar is asked to look again.
const REFRESHED: &str = "PT15M";
/// The language of the two words that stand in a feed: both languages are in them.
const LANGUAGE: &str = "ar";

/// Whose times a feed shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// An official's.
    Official(OfficialId),
    /// A room's of a centre.
    Room(RoomId),
}

/// A feed that was just made: the one moment in which its secret is known.
#[derive(Clone, Debug)]
pub struct Made {
    /// The feed.
    pub feed: Feed,
    /// Where it is.
    pub address: String,
}

/// A feed as a calendar reads it.
#[derive(Clone, Debug)]
pub struct Read {
    /// The calendar file.
    pub text: String,
    /// Names this text; another text has another name.
    pub tag: String,
}

/// The caller's feeds that stand, the oldest first.
pub async fn own(app: &App, caller: &Caller) -> Result<Vec<Feed>, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.id.clone();
    app.store
        .read(move |db| Ok(feed::of_staff(db, &staff)?))
        .await
}

/// Whose times the caller may have on a device, in the ministry's order.
pub fn offered(app: &App, caller: &Caller) -> Vec<Of> {
    let catalogue = app.catalogue.get();
    let Some(staff) = caller.staff() else {
        return Vec::new();
    };
    let officials = catalogue.officials.iter();
    let officials = officials.map(|one| Of::Official(one.id.clone()));
    let rooms = catalogue.rooms.iter();
    let rooms = rooms.map(|one| Of::Room(one.id.clone()));
    let may = |of: &Of| may_have(&catalogue, &of_caller(staff), of);
    officials.chain(rooms).filter(may).collect()
}

/// What of an account decides which feeds it may have.
type Who<'a> = (
    &'a StaffId,
    Role,
    (Option<&'a OfficialId>, Option<&'a CentreId>),
);

fn of_caller(staff: &StaffCaller) -> Who<'_> {
    let own = (staff.official.as_ref(), staff.centre.as_ref());
    (&staff.id, staff.role, own)
}

fn of_account(row: &Staff) -> Who<'_> {
    let own = (row.official_id.as_ref(), row.centre_id.as_ref());
    (&row.id, row.role, own)
}

/// Whether an account may have these times on a device: an official's where it is named for that
/// week, a room's where it manages the centre or plans for all of them.
fn may_have(catalogue: &Catalogue, (id, role, own): &Who<'_>, of: &Of) -> bool {
    let (official, centre) = *own;
    match of {
        Of::Official(whose) => readers::sees(catalogue, (id, *role, official), whose),
        Of::Room(room) => {
            let room = catalogue.room(room);
            room.is_some_and(|room| match role {
                Role::Scheduler => true,
                Role::CentreManager => centre == Some(&room.centre_id),
                Role::Applicant
                | Role::Receptionist
                | Role::OperationsOfficer
                | Role::VideoOperator
                | Role::CallAgent
                | Role::Secretary
                | Role::Official
                | Role::Interpreter
                | Role::Administrator
                | Role::Portal => false,
            })
        }
    }
}

/// Makes a feed for a device of the caller's.
pub async fn make(
    app: &App,
    caller: &Caller,
    (of, device): (Of, String),
    now: DateTime<Utc>,
) -> Result<Made, ServiceError> {
    let member = caller.staff().ok_or(Refusal::NotFound)?;
    if !may_have(&app.catalogue.get(), &of_caller(member), &of) {
        return Err(Refusal::NotFound.into());
    }
    let device = device.trim().to_owned();
    if device.is_empty() || device.chars().count() > DEVICE_LETTERS_MAX {
        return Err(Refusal::FieldWrong.into());
    }
    let mut pad = app.pad(now);
    let secret = pad.token();
    let (official_id, room_id) = match of {
        Of::Official(id) => (Some(id), None),
        Of::Room(id) => (None, Some(id)),
    };
    let row = Feed {
        id: pad.id(FeedId::made),
        token_hash: hash(app, &secret),
        staff_id: member.id.clone(),
        official_id,
        room_id,
        device,
        made_at: pad.at(),
        used_at: None,
        revoked_at: None,
    };
    let (by, new) = (caller.clone(), row.clone());
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            if feed::of_staff(db, &new.staff_id)?.len() >= FEEDS_MAX {
                return Err(ServiceError::from(Refusal::FeedsFull));
            }
            feed::add(db, &new)?;
            let deed = audit::deed(&by, "make_feed", &format!("feed:{}", new.id), &mut pad);
            let of = resource(&new).map(|of| of.to_string());
            Ok(store::audit::add(db, &Deed { detail: of, ..deed })?)
        })
        .await?;
    let base = app.settings.server.public_url.trim_end_matches('/');
    Ok(Made {
        address: format!("{base}/feeds/{secret}.ics"),
        feed: row,
    })
}

/// Takes one of the caller's feeds back: its address is nobody's from this moment on.
pub async fn revoke(
    app: &App,
    caller: &Caller,
    id: FeedId,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.id.clone();
    let (by, pad) = (caller.clone(), app.pad(now));
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            if !feed::revoke(db, (&staff, &id), pad.at())? {
                return Err(ServiceError::from(Refusal::NotFound));
            }
            let deed = audit::deed(&by, "revoke_feed", &format!("feed:{id}"), &mut pad);
            Ok(store::audit::add(db, &deed)?)
        })
        .await
}

/// The feed behind a secret, while it stands and its owner may still see those times.
pub async fn read(app: &App, secret: &str, now: DateTime<Utc>) -> Result<Read, ServiceError> {
    let (hash, at) = (hash(app, secret), app.pad(now).at());
    let span = span(app, now);
    let of_work = app.clone();
    let (row, cells) = app
        .store
        .read(move |db| {
            let row = feed::of_hash(db, &hash)?.ok_or(Refusal::NotFound)?;
            let resource = standing(&of_work, db, &row)?;
            let cells = occupancy::kept(db, &resource, span)?;
            Ok::<_, ServiceError>((row, cells))
        })
        .await?;
    if row.used_at.is_none_or(|used| at - used >= USED_EVERY) {
        let id = row.id.clone();
        app.store
            .write(move |db| Ok::<_, ServiceError>(feed::used(db, &id, at)?))
            .await?;
    }
    let text = text(app, &row, cells);
    let tag = app.keys.lookup("feed text", &text);
    Ok(Read { text, tag })
}

/// What a feed shows, if its owner may see it today.
fn standing(app: &App, db: &mut Db, row: &Feed) -> Result<Resource, ServiceError> {
    let owner = staff::find(db, &row.staff_id)?.filter(|one| one.active);
    let owner = owner.ok_or(Refusal::NotFound)?;
    let of = match (&row.official_id, &row.room_id) {
        (Some(id), _) => Of::Official(id.clone()),
        (None, Some(id)) => Of::Room(id.clone()),
        (None, None) => return Err(Refusal::NotFound.into()),
    };
    if !may_have(&app.catalogue.get(), &of_account(&owner), &of) {
        return Err(Refusal::NotFound.into());
    }
    Ok(match of {
        Of::Official(id) => Resource::Official(id),
        Of::Room(id) => Resource::Room(id),
    })
}

fn resource(row: &Feed) -> Option<Resource> {
    let official = row.official_id.clone().map(Resource::Official);
    official.or_else(|| row.room_id.clone().map(Resource::Room))
}

/// From the beginning of last week on.
fn span(app: &App, now: DateTime<Utc>) -> (Cell, Cell) {
    let zone = app.settings.ministry.zone;
    let this = Week::containing(calendar::local_day(zone, now));
    let last = (0..WEEKS_AHEAD).fold(this, |week, _| week.next());
    let (from, to) = calendar::days_span(zone, this.previous().first(), last.last());
    (Cell::at(from), Cell::at(to))
}

/// The secret stands in the address alone.
fn hash(app: &App, secret: &str) -> String {
    app.keys.lookup("feed", secret)
}

/// The calendar file: when somebody is busy, in two words, and nothing of why. What an entry is
/// called is keyed, so that it leads to no appointment.
fn text(app: &App, row: &Feed, cells: Vec<Cell>) -> String {
    let words = app.words.words(LANGUAGE);
    let mut file = Calendar::new();
    file.append_property(("X-WR-CALNAME", words.get("feeds-calendar").as_str()));
    let every = Property::new("REFRESH-INTERVAL", REFRESHED)
        .add_parameter("VALUE", "DURATION")
        .done();
    file.append_property(every);
    for (from, to) in stretches(cells) {
        let name = format!("{} {}", row.id, from.timestamp());
        let uid = app.keys.lookup("feed entry", &name);
        let event = Event::new()
            .uid(&format!("{uid}@majlis"))
            .timestamp(row.made_at.and_utc())
            .starts::<DateTime<Utc>>(from)
            .ends::<DateTime<Utc>>(to)
            .summary(&words.get("feeds-busy"))
            .add_property("TRANSP", "OPAQUE")
            .done();
        file.push(event);
    }
    file.done().to_string()
}
