//! Why a time is not to be had: every rule that says no, in the order in which booking asks them.
//!
//! The rules are asked with the allocator's own predicates ([`search`]), of any time at all: one
//! that is not offered is looked at as if the nearest window of that day offered it. Where nothing
//! says no, [`search::allocate`] gives the time, and the first no is the one that it says.

use chrono::{DateTime, TimeDelta, Utc};

use crate::scheduling::availability::{Mode, Offer, Window};
use crate::scheduling::calendar;
use crate::scheduling::calendar::holiday::HolidayState;
use crate::scheduling::needs::Need;
use crate::scheduling::occupancy::Resource;
use crate::scheduling::person::Section;
use crate::scheduling::refusal::Refusal;
use crate::scheduling::slot::SlotKey;
use crate::scheduling::slot::facts::{Facts, Room, Wish, is_hit};
use crate::scheduling::slot::receiving::{Closed, Receiving};
use crate::scheduling::slot::search::{self, Search, is_free, is_invited};
use crate::scheduling::slot::seats::{Seats, are_free};
use crate::scheduling::slot::view::{Busy, PlaceView};
use crate::value;

mod asked;
pub mod public;
pub mod relax;
mod served;

value! {
    /// A rule that says no to a time, in the office's words.
    pub enum Rule {
        /// The official's week is not published.
        NotPublished = "not_published",
        /// The official does not receive then.
        NoWindow = "no_window",
        /// The official does not receive that way then.
        ModeNotOffered = "mode_not_offered",
        /// Nothing begins then; a meeting or a time at a desk does shortly before or after.
        OffGrid = "off_grid",
        /// It begins too soon, or has begun.
        TooSoon = "too_soon",
        /// It lies further ahead than bookings reach.
        TooFar = "too_far",
        /// The day is a holiday, and the window is not for holidays.
        Holiday = "holiday",
        /// It lies outside the hours of Ramadan.
        RamadanHours = "ramadan_hours",
        /// A prayer is kept free where the official is.
        Prayer = "prayer",
        /// The window is for the other section.
        OtherSection = "other_section",
        /// It is kept for urgent requests, and not released yet.
        Reserved = "reserved",
        /// The official has something else then.
        OfficialBusy = "official_busy",
        /// The pause after, or the preparation before, a neighbouring meeting lies over it.
        Pause = "pause",
        /// The applicant has something else then.
        PersonBusy = "person_busy",
        /// The official is met in person somewhere else.
        OtherPlace = "other_place",
        /// That centre does not come in by video then.
        NotInvited = "not_invited",
        /// The centre rests: a weekend or a holiday.
        CentreOff = "centre_off",
        /// The section of the centre is closed at that hour.
        CentreClosed = "centre_closed",
        /// A prayer is kept free in the centre's city.
        CentrePrayer = "centre_prayer",
        /// The centre has no room in that section.
        NoRoom = "no_room",
        /// Every room of that section is taken.
        RoomBusy = "room_busy",
        /// No room has so many seats.
        RoomSeats = "room_seats",
        /// No room with so many seats is without steps.
        RoomSteps = "room_steps",
        /// A room that fits is there, but taken.
        RoomFittingBusy = "room_fitting_busy",
        /// The place has no way in without steps, or too few seats.
        PlaceNeeds = "place_needs",
        /// Nobody interprets that.
        InterpreterNone = "interpreter_none",
        /// Everybody who interprets that is taken.
        InterpreterBusy = "interpreter_busy",
        /// Every seat of the reception session is taken.
        SeatsTaken = "seats_taken",
        /// Seats are left, but fewer than people come along.
        SeatsShort = "seats_short",
        /// Nothing of that service is done at that centre.
        NoDesk = "no_desk",
        /// Every desk that does the service is taken.
        DesksBusy = "desks_busy",
        /// The office gives this time; the public does not choose it.
        ByOffice = "by_office",
        /// The name or the section of the applicant is not known yet.
        ProfileNeeded = "profile_needed",
        /// One request to meet this official is already open.
        RequestOpen = "open_request",
        /// The account may book nothing for a while.
        Blocked = "blocked",
        /// Too many appointments were missed: nothing for some days.
        MissedPause = "missed_pause",
        /// Too many appointments were missed: the office sets the times.
        MissedOfficeOnly = "missed_office_only",
        /// The account has as many appointments in these days as one may have.
        Quota = "quota",
        /// The representation does not last until then.
        RepresentationEnded = "representation_ended",
        /// The request has a time already, or waits for none.
        WrongStage = "wrong_stage",
    }
}

impl Rule {
    /// What booking says where this rule is the first to say no.
    #[must_use]
    pub const fn refusal(self) -> Refusal {
        match self {
            Self::NotPublished
            | Self::NoWindow
            | Self::ModeNotOffered
            | Self::OffGrid
            | Self::Holiday
            | Self::RamadanHours
            | Self::Prayer
            | Self::Reserved
            | Self::OfficialBusy
            | Self::Pause
            | Self::OtherPlace
            | Self::NotInvited
            | Self::CentreOff
            | Self::CentreClosed
            | Self::CentrePrayer
            | Self::NoRoom
            | Self::RoomBusy
            | Self::SeatsTaken
            | Self::NoDesk
            | Self::DesksBusy => Refusal::SlotTaken,
            Self::TooSoon => Refusal::TooLate,
            Self::TooFar => Refusal::TooFarAhead,
            Self::OtherSection => Refusal::NotYourSection,
            Self::PersonBusy => Refusal::PersonBusy,
            Self::RoomSeats
            | Self::RoomSteps
            | Self::RoomFittingBusy
            | Self::PlaceNeeds
            | Self::SeatsShort
            | Self::InterpreterNone
            | Self::InterpreterBusy => Refusal::NeedsUnavailable,
            Self::ByOffice => Refusal::NotOpenToChoice,
            Self::ProfileNeeded => Refusal::ProfileNeeded,
            Self::RequestOpen => Refusal::RequestOpen,
            Self::Blocked => Refusal::BlockedUntil,
            Self::MissedPause => Refusal::NoShowPause,
            Self::MissedOfficeOnly => Refusal::OfficeOnly,
            Self::Quota => Refusal::QuotaReached,
            Self::RepresentationEnded => Refusal::RepresentationEnded,
            Self::WrongStage => Refusal::WrongStage,
        }
    }

    /// The rule for people behind a refusal, where it is one.
    #[must_use]
    pub fn of_person(refusal: Refusal) -> Option<Self> {
        let rules = [
            Self::RequestOpen,
            Self::Blocked,
            Self::MissedPause,
            Self::MissedOfficeOnly,
            Self::Quota,
            Self::RepresentationEnded,
        ];
        rules.into_iter().find(|rule| rule.refusal() == refusal)
    }

    /// Whether it stands only in the way of the applicant's own choice: the office may still give
    /// the time.
    #[must_use]
    pub fn is_for_choice_only(self) -> bool {
        [
            Self::ByOffice,
            Self::ProfileNeeded,
            Self::RequestOpen,
            Self::Blocked,
            Self::MissedPause,
            Self::MissedOfficeOnly,
            Self::Quota,
        ]
        .contains(&self)
    }
}

/// One no, with what there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The rule.
    pub rule: Rule,
    /// The need that it is about.
    pub need: Option<Need>,
    /// When it ends by itself.
    pub until: Option<DateTime<Utc>>,
    /// Whether it rests on an estimate: a holiday that is not confirmed yet.
    pub is_estimated: bool,
    /// The beginnings of meetings before and after a time between them.
    pub around: Vec<DateTime<Utc>>,
}

impl Reason {
    /// A no that says itself.
    #[must_use]
    pub const fn of(rule: Rule) -> Self {
        Self {
            rule,
            need: None,
            until: None,
            is_estimated: false,
            around: Vec::new(),
        }
    }

    /// The same, with the moment from which it does not hold any more.
    #[must_use]
    pub fn ending(self, until: Option<DateTime<Utc>>) -> Self {
        Self { until, ..self }
    }
}

/// Every rule of the allocator that says no to a time, in its order; none: it is to be had.
#[must_use]
pub fn reasons(key: &SlotKey, wish: &Wish, facts: &Facts) -> Vec<Reason> {
    if key.mode == Mode::Service {
        return served::reasons(key, wish, facts);
    }
    let asked = asked::look(key, facts);
    let (window, offer) = (&asked.window, &asked.offer);
    let mut found: Vec<Reason> = asked.missing.into_iter().collect();
    found.extend(when(offer, wish));
    found.extend(calendar_says(window, offer, facts));
    if !search::suits(window, wish) {
        found.push(Reason::of(Rule::OtherSection));
    }
    if !search::may_have(window, offer, wish) {
        found.push(Reason::of(Rule::Reserved).ending(released(window, offer)));
    }
    found.extend(official_says(key, (window, offer), facts));
    let span = (offer.starts_at, offer.ends_at);
    let laid_out = Search::of(wish, facts, key.centre.as_ref(), span);
    if !is_free(laid_out.person, offer.starts_at, offer.ends_at) {
        found.push(Reason::of(Rule::PersonBusy));
    }
    found.extend(seat(key, (window, offer), wish, (&laid_out, facts)));
    found.extend(interpreters(offer, wish, &laid_out));
    found.extend(seats(key, (window, offer), wish, facts));
    found
}

/// Whether the public may not choose the time, whoever has it; with the moment from which it may.
#[must_use]
pub fn by_office(key: &SlotKey, wish: &Wish, facts: &Facts) -> Option<Reason> {
    // Nobody but whoever comes decides about a time at a desk.
    if key.mode == Mode::Service {
        return None;
    }
    let asked = asked::look(key, facts);
    let is_reserved = asked.window.is_reserved(&asked.offer, wish.now);
    if asked.missing.is_some() || (asked.window.open_to_choice && !is_reserved) {
        return None;
    }
    let released = released(&asked.window, &asked.offer).filter(|_| asked.window.open_to_choice);
    Some(Reason::of(Rule::ByOffice).ending(released))
}

fn when(offer: &Offer, wish: &Wish) -> Option<Reason> {
    if offer.starts_at < wish.now + wish.lead {
        return Some(Reason::of(Rule::TooSoon));
    }
    (offer.starts_at >= wish.now + wish.horizon).then(|| {
        let opens = offer.starts_at - wish.horizon + TimeDelta::seconds(1);
        Reason::of(Rule::TooFar).ending(Some(opens))
    })
}

/// When a time of a reserve is everybody's.
fn released(window: &Window, offer: &Offer) -> Option<DateTime<Utc>> {
    window
        .reserve
        .map(|reserve| offer.starts_at - TimeDelta::minutes(i64::from(reserve.release_minutes)))
}

fn calendar_says(window: &Window, offer: &Offer, facts: &Facts) -> Option<Reason> {
    let Some(receiving) = Receiving::of(window, facts) else {
        let holiday = facts.days.holiday(window.day);
        return Some(Reason {
            is_estimated: holiday.is_some_and(|one| one.state == HolidayState::Estimated),
            ..Reason::of(Rule::Holiday)
        });
    };
    receiving.why_not(offer).map(|closed| {
        Reason::of(match closed {
            Closed::Holiday => Rule::Holiday,
            Closed::Ramadan => Rule::RamadanHours,
            Closed::Prayer => Rule::Prayer,
        })
    })
}

fn official_says(
    key: &SlotKey,
    (window, offer): (&Window, &Offer),
    facts: &Facts,
) -> Option<Reason> {
    let official = key.official.clone()?;
    let busy = facts.taken.of(&Resource::Official(official.clone()));
    if are_free(facts, (&official, busy), window, offer) {
        return None;
    }
    let is_alone = window.reception.is_none();
    let is_pause = is_alone && is_free(busy, offer.starts_at, offer.ends_at);
    Some(Reason::of(if is_pause {
        Rule::Pause
    } else {
        Rule::OfficialBusy
    }))
}

/// Why the applicant cannot be seated, where the allocator finds no seat.
fn seat(
    key: &SlotKey,
    (window, offer): (&Window, &Offer),
    wish: &Wish,
    (search, facts): (&Search<'_>, &Facts),
) -> Option<Reason> {
    let refusal = search.seat(key, window, offer).err()?;
    let view = key.centre.as_ref().and_then(|centre| search.place(centre));
    let rule = match (key.mode, view) {
        (Mode::Service, _) => Rule::ModeNotOffered,
        (Mode::InPerson | Mode::Reception, _) if refusal == Refusal::NeedsUnavailable => {
            Rule::PlaceNeeds
        }
        (Mode::InPerson | Mode::Reception, Some(view)) if key.centre == window.place => {
            closed(view, offer, facts)
        }
        (Mode::InPerson | Mode::Reception, _) | (Mode::Video, None) => Rule::OtherPlace,
        (Mode::Video, Some(view)) if !is_invited(window, &view.place.id) => Rule::NotInvited,
        (Mode::Video, Some(view)) => {
            let section = window.section.or(search.section);
            let no_room = no_room(view, (section, offer), wish, refusal);
            no_room.unwrap_or_else(|| closed(view, offer, facts))
        }
    };
    Some(Reason::of(rule))
}

fn closed(view: &PlaceView<'_>, offer: &Offer, facts: &Facts) -> Rule {
    let day = calendar::local_day(view.place.zone, offer.starts_at);
    if facts.days.is_off(day) {
        Rule::CentreOff
    } else {
        Rule::CentreClosed
    }
}

/// Why no room is to be had in an invited centre; nothing where all of its rooms are closed.
fn no_room(
    view: &PlaceView<'_>,
    (section, offer): (Option<Section>, &Offer),
    wish: &Wish,
    refusal: Refusal,
) -> Option<Rule> {
    if is_hit(&view.place.kept, (offer.starts_at, offer.ends_at)) {
        return Some(Rule::CentrePrayer);
    }
    let of_section = |room: &Room| section.is_none_or(|wished| wished == room.section);
    if !view.place.rooms.iter().any(of_section) {
        return Some(Rule::NoRoom);
    }
    let is_open = |room: &Room| of_section(room) && view.hours.is_open(room.section, offer);
    if !view.place.rooms.iter().any(is_open) {
        return None;
    }
    if refusal != Refusal::NeedsUnavailable {
        return Some(Rule::RoomBusy);
    }
    let seats = |room: &Room| is_open(room) && room.seats > wish.needs.companions();
    Some(if view.fitting.iter().any(|(room, _)| is_open(room)) {
        Rule::RoomFittingBusy
    } else if wish.needs.has(&Need::Wheelchair) && view.place.rooms.iter().any(seats) {
        Rule::RoomSteps
    } else {
        Rule::RoomSeats
    })
}

/// The need that no interpreter meets then, where the allocator finds not enough of them.
fn interpreters(offer: &Offer, wish: &Wish, search: &Search<'_>) -> Option<Reason> {
    if search.interpreters(offer).is_some() {
        return None;
    }
    let needs: Vec<_> = wish.needs.spoken_for().zip(&search.interpreters).collect();
    let about = |rule, need: &Need| Reason {
        need: Some(need.clone()),
        ..Reason::of(rule)
    };
    if let Some((need, _)) = needs.iter().find(|(_, able)| able.is_empty()) {
        return Some(about(Rule::InterpreterNone, need));
    }
    let is_taken = |able: &[Busy<'_, _>]| {
        able.iter()
            .all(|(_, busy)| !is_free(*busy, offer.starts_at, offer.ends_at))
    };
    let taken = needs.iter().find(|(_, able)| is_taken(able));
    // Each need alone could be met, but not all of them by different people.
    let (need, _) = taken.or_else(|| needs.last())?;
    Some(about(Rule::InterpreterBusy, need))
}

/// Why no seat of a reception session is left for everybody who comes.
fn seats(
    key: &SlotKey,
    (window, offer): (&Window, &Offer),
    wish: &Wish,
    facts: &Facts,
) -> Option<Reason> {
    let seats = Seats::of(key.official.as_ref()?, window, offer, facts)?;
    let refusal = seats.for_wish(wish).err()?;
    Some(Reason::of(if refusal == Refusal::SlotTaken {
        Rule::SeatsTaken
    } else {
        Rule::SeatsShort
    }))
}

#[cfg(test)]
mod tests;
