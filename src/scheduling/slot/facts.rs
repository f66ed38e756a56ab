//! What the search for slots is told: the world as it stands, and what is wished.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;

use crate::scheduling::availability::{Mode, WeekPlan};
use crate::scheduling::calendar::TimeOfDay;
use crate::scheduling::calendar::days::DayRules;
use crate::scheduling::calendar::prayer::City;
use crate::scheduling::ids::{CentreId, DeskId, OfficialId, PersonId, RoomId, ServiceId, StaffId};
use crate::scheduling::needs::{Need, Needs};
use crate::scheduling::occupancy::{Resource, Taken};
use crate::scheduling::person::Section;
use crate::scheduling::slot::hours::HoursOverride;
use crate::scheduling::slot::search::Allocation;
use crate::value;

value! {
    /// What kind of place a centre is. The search treats all alike: what differs is where their
    /// hours come from and what their desks are.
    pub enum PlaceKind {
        /// A main branch.
        Main = "main",
        /// A centre of a region.
        Regional = "regional",
        /// A mobile unit, which receives at its stops.
        Mobile = "mobile",
        /// Teams that visit people at home; each team is a desk.
        Home = "home",
        /// Where officials receive when a week names no place; no centre.
        Headquarters = "headquarters",
    }
}

/// From an instant up to but not including another.
pub type Span = (DateTime<Utc>, DateTime<Utc>);

/// A centre as far as slots go: its clock, its hours, its rooms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which centre.
    pub id: CentreId,
    /// The zone its wall clock shows.
    pub zone: Tz,
    /// When which section is open, week by week.
    pub hours: Vec<Opening>,
    /// Other hours on some dates, the latest said last.
    pub overrides: Vec<HoursOverride>,
    /// Where it is; prayers are kept free by the sun of its city.
    pub city: Option<City>,
    /// The stretches kept free for prayers in the time that is looked at, in order, none over
    /// another.
    pub kept: Vec<Span>,
    /// Its video rooms.
    pub rooms: Vec<Room>,
    /// Its desks; of a home visit's place the teams that travel.
    pub desks: Vec<Desk>,
    /// Where an official is met in person.
    pub site: Site,
}

/// What a place has for a meeting in person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Site {
    /// Whether a wheelchair gets in.
    pub is_step_free: bool,
    /// How many people one meeting has seats for, companions included.
    pub seats: u16,
}

impl Default for Site {
    fn default() -> Self {
        Self::OPEN
    }
}

impl Site {
    /// A place of which nothing is written down.
    pub const OPEN: Self = Self {
        is_step_free: true,
        seats: u16::MAX,
    };

    /// Whether so many people can be received here, with a wheelchair if it is needed.
    #[must_use]
    pub fn suits(self, needs: &Needs) -> bool {
        self.seats > needs.companions().into()
            && (self.is_step_free || !needs.has(&Need::Wheelchair))
    }
}

/// A service of the centres that a time is booked for; each centre with a desk for it has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Service {
    /// Which service.
    pub id: ServiceId,
    /// How long it takes.
    pub minutes: u16,
    /// Only in this section; none is both.
    pub section: Option<Section>,
}

/// A desk of a centre, or a team that travels from it: serves one person at a time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Desk {
    /// Which desk.
    pub id: DeskId,
    /// Whose section it is in.
    pub section: Section,
    /// Whether a wheelchair gets to it.
    pub is_step_free: bool,
    /// How many people sit at it, companions included.
    pub seats: u8,
    /// What is done at it.
    pub services: BTreeSet<ServiceId>,
    /// On which weekdays, from when until when; none is whenever its section is open.
    pub hours: Vec<(Day, TimeOfDay, TimeOfDay)>,
}

/// One stretch of a weekday in which a section of a centre is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Opening {
    /// Which section.
    pub section: Section,
    /// Which day, counted from Sunday as 0.
    pub weekday: Day,
    /// From when.
    pub from: TimeOfDay,
    /// Until when.
    pub to: TimeOfDay,
}

/// A day of the week, counted from Sunday as 0, as tables keep it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(u8);

impl Day {
    /// A day from its number, 0 (Sunday) to 6 (Saturday).
    #[must_use]
    pub const fn of_number(number: u8) -> Option<Self> {
        if number < 7 { Some(Self(number)) } else { None }
    }

    /// The day's number, 0 (Sunday) to 6 (Saturday).
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }

    /// The day of the week of a date.
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        use chrono::Datelike as _;
        Self::from(date.weekday())
    }
}

impl From<Weekday> for Day {
    fn from(weekday: Weekday) -> Self {
        Self(match weekday {
            Weekday::Sun => 0,
            Weekday::Mon => 1,
            Weekday::Tue => 2,
            Weekday::Wed => 3,
            Weekday::Thu => 4,
            Weekday::Fri => 5,
            Weekday::Sat => 6,
        })
    }
}

/// A video room of a centre.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Room {
    /// Which room.
    pub id: RoomId,
    /// Whose section it is in.
    pub section: Section,
    /// Whether a wheelchair gets in.
    pub is_step_free: bool,
    /// How many people sit in it, companions included.
    pub seats: u8,
}

/// An interpreter who can be asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Interpreter {
    /// Who.
    pub id: StaffId,
    /// Whether of sign language.
    pub signs: bool,
    /// The languages spoken, by code in lower case.
    pub languages: BTreeSet<String>,
}

impl Interpreter {
    /// Whether this interpreter meets a need.
    #[must_use]
    pub fn meets(&self, need: &Need) -> bool {
        match need {
            Need::SignLanguage => self.signs,
            Need::Interpreter(language) => self.languages.contains(language),
            Need::Wheelchair | Need::Companions(_) => false,
        }
    }
}

/// The world as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The ministry's zone, in which windows are written.
    pub zone: Tz,
    /// What kind of day a day is.
    pub days: Arc<DayRules>,
    /// Where the headquarters is.
    pub city: Option<City>,
    /// The stretches kept free for prayers at the headquarters, in order, none over another.
    pub kept: Vec<Span>,
    /// Published weeks, of one official or of many.
    pub plans: Vec<WeekPlan>,
    /// The centres.
    pub places: Vec<Place>,
    /// The interpreters.
    pub interpreters: Vec<Interpreter>,
    /// What can be done at a desk.
    pub services: Vec<Service>,
    /// The headquarters, where a window names no place.
    pub headquarters: Site,
    /// What is taken.
    pub taken: Taken,
    /// Of what is taken, the officials' time that the reception sessions of each official have.
    pub sessions: BTreeMap<OfficialId, Taken>,
}

impl Facts {
    /// Whether an official can be in a reception session of `lead`: free, or in it already.
    #[must_use]
    pub fn can_join(&self, lead: &OfficialId, official: &OfficialId, span: Span) -> bool {
        let resource = Resource::Official(official.clone());
        self.taken
            .is_free_but(self.sessions.get(lead), &resource, span)
    }

    /// Marks everything that an allocation takes, for whoever asks next.
    pub fn take(&mut self, found: &Allocation) {
        self.taken.take(&found.takes);
        if let (Mode::Reception, Some(lead)) = (found.slot.key.mode, &found.slot.key.official) {
            self.sessions
                .entry(lead.clone())
                .or_default()
                .take(&found.takes);
        }
    }
}

/// Who wishes for a slot, and under which rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The section that receives the applicant; none while that is not known.
    pub section: Option<Section>,
    /// What the applicant needs.
    pub needs: Needs,
    /// The applicant, whose own time is taken too.
    pub person: Option<PersonId>,
    /// Whether the office asks for an urgent request, and may give times of the reserve.
    pub is_urgent: bool,
    /// The time now.
    pub now: DateTime<Utc>,
    /// How long before its start a slot can still be booked.
    pub lead: TimeDelta,
    /// How far ahead slots can be booked.
    pub horizon: TimeDelta,
}

/// A question for free slots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// With whom; nobody named is everybody.
    pub officials: BTreeSet<OfficialId>,
    /// How; none is every way.
    pub mode: Option<Mode>,
    /// From which centre; none gives a row per centre.
    pub centre: Option<CentreId>,
    /// Which of the centres' services; none is every one, where services are asked for.
    pub service: Option<ServiceId>,
    /// Slots that begin at or after this.
    pub from: DateTime<Utc>,
    /// Slots that begin before this.
    pub to: DateTime<Utc>,
    /// So many rows at most.
    pub limit: usize,
    /// For whom.
    pub wish: Wish,
}

/// Stretches in order, joined where they touch or overlap.
#[must_use]
pub fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    spans.into_iter().fold(Vec::new(), join)
}

fn join(mut spans: Vec<Span>, next: Span) -> Vec<Span> {
    match spans.last_mut() {
        Some(last) if next.0 <= last.1 => last.1 = last.1.max(next.1),
        Some(_) | None => spans.push(next),
    }
    spans
}

/// Whether one of some stretches in order, none over another, touches a time inside `[from, to)`.
#[must_use]
pub fn is_hit(spans: &[Span], (from, to): Span) -> bool {
    let next = spans.partition_point(|&(_, end)| end <= from);
    spans.get(next).is_some_and(|&(start, _)| start < to)
}
