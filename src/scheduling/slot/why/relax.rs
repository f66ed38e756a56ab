//! The nearest way round a no: one thing changed, and the time that is then to be had.
//!
//! Nothing is guessed: each time named here is one that the allocator gives once the one thing is
//! changed ([`Change::applied`] says how the world looks then).

use std::borrow::Cow;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Reason, Rule};
use crate::scheduling::availability::Mode;
use crate::scheduling::needs::{Need, Needs};
use crate::scheduling::slot::facts::{Facts, Question, Wish};
use crate::scheduling::slot::{Slot, SlotKey, search};

/// The one thing that is changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// The time alone.
    Time,
    /// One need is left out.
    Without(Need),
    /// Another centre, or the headquarters.
    Centre,
    /// Another way to meet.
    Mode,
    /// The same time, asked for from then on.
    From(DateTime<Utc>),
    /// The same time, for an urgent request.
    Urgent,
    /// The same time, when the office receives although it is a holiday or Ramadan.
    OnHoliday,
}

impl Change {
    /// Its name for programs and words.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Without(_) => "without",
            Self::Centre => "centre",
            Self::Mode => "mode",
            Self::From(_) => "from",
            Self::Urgent => "urgent",
            Self::OnHoliday => "on_holiday",
        }
    }

    /// Every name, for whoever gives them words.
    pub const NAMES: &'static [&'static str] = &[
        "time",
        "without",
        "centre",
        "mode",
        "from",
        "urgent",
        "on_holiday",
    ];

    /// The wish and the world with the one thing changed; another time, centre or way to meet is
    /// in the slot itself.
    #[must_use]
    pub fn applied<'a>(&self, wish: &Wish, facts: &'a Facts) -> (Wish, Cow<'a, Facts>) {
        let (mut wish, mut facts) = (wish.clone(), Cow::Borrowed(facts));
        match self {
            Self::Time | Self::Centre | Self::Mode => {}
            Self::Without(need) => {
                let rest = wish.needs.iter().filter(|each| *each != need).cloned();
                wish.needs = Needs::of(rest).unwrap_or_default();
            }
            Self::From(at) => wish.now = *at,
            Self::Urgent => wish.is_urgent = true,
            Self::OnHoliday => {
                let plans = facts.to_mut().plans.iter_mut();
                for window in plans.flat_map(|plan| &mut plan.windows) {
                    window.on_holiday = true;
                }
            }
        }
        (wish, facts)
    }
}

/// A change, and the slot that it makes possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relaxation {
    /// What is changed.
    pub change: Change,
    /// What is then to be had.
    pub slot: Slot,
}

/// The nearest relaxations of these reasons, those of the first reason first, each once.
///
/// `there` is the world around the time that was asked for, `ahead` the one in which other times
/// are looked for. `is_choice` leaves out times that only the office gives.
#[must_use]
pub fn relaxations(
    reasons: &[Reason],
    (key, wish): (&SlotKey, &Wish),
    (there, ahead): (&Facts, &Facts),
    is_choice: bool,
) -> Vec<Relaxation> {
    let mut changes: Vec<Change> = Vec::new();
    for reason in reasons {
        for change in changes_of(reason, wish) {
            if !changes.contains(&change) {
                changes.push(change);
            }
        }
    }
    let is_wanted = |slot: &Slot| !is_choice || slot.open_to_choice;
    let found = changes.into_iter().filter_map(|change| {
        let slot = match change {
            Change::From(_) | Change::Urgent | Change::OnHoliday => {
                let (wish, facts) = change.applied(wish, there);
                let found = search::allocate(key, &wish, &facts).ok()?;
                Some(found.slot).filter(is_wanted)
            }
            Change::Time | Change::Without(_) | Change::Centre | Change::Mode => {
                let (wish, _) = change.applied(wish, ahead);
                let free = elsewhere(key, wish, ahead).into_iter();
                let free = free.filter(is_wanted);
                nearest(free.filter(|slot| is_meant(&change, key, slot)), key)
            }
        };
        Some(Relaxation {
            change,
            slot: slot?,
        })
    });
    found.collect()
}

/// What might help against a no.
fn changes_of(reason: &Reason, wish: &Wish) -> Vec<Change> {
    let from = reason.until.map(Change::From);
    let without = |is_meant: fn(&Need) -> bool| {
        let needs = wish.needs.iter().filter(move |need| is_meant(need));
        needs.cloned().map(Change::Without)
    };
    let is_of_rooms = |need: &Need| matches!(need, Need::Wheelchair | Need::Companions(_));
    let special: Vec<Change> = match reason.rule {
        Rule::TooFar => from.into_iter().collect(),
        Rule::Reserved => [Change::Urgent].into_iter().chain(from).collect(),
        Rule::Holiday | Rule::RamadanHours => vec![Change::OnHoliday],
        Rule::ModeNotOffered | Rule::SeatsTaken => vec![Change::Mode],
        Rule::OtherPlace
        | Rule::NotInvited
        | Rule::CentreOff
        | Rule::CentreClosed
        | Rule::CentrePrayer
        | Rule::NoRoom
        | Rule::RoomBusy => vec![Change::Centre, Change::Mode],
        Rule::NoDesk | Rule::DesksBusy => vec![Change::Centre],
        Rule::SeatsShort => without(is_of_rooms).collect(),
        Rule::RoomSeats | Rule::RoomSteps | Rule::RoomFittingBusy | Rule::PlaceNeeds => {
            without(is_of_rooms).chain([Change::Centre]).collect()
        }
        Rule::InterpreterNone | Rule::InterpreterBusy => reason
            .need
            .clone()
            .map(Change::Without)
            .into_iter()
            .collect(),
        Rule::NotPublished
        | Rule::NoWindow
        | Rule::OffGrid
        | Rule::TooSoon
        | Rule::Prayer
        | Rule::OtherSection
        | Rule::OfficialBusy
        | Rule::Pause
        | Rule::PersonBusy
        | Rule::ByOffice
        | Rule::Quota => Vec::new(),
        Rule::ProfileNeeded
        | Rule::RequestOpen
        | Rule::Blocked
        | Rule::MissedPause
        | Rule::MissedOfficeOnly
        | Rule::RepresentationEnded
        | Rule::WrongStage => return Vec::new(),
    };
    special.into_iter().chain([Change::Time]).collect()
}

/// Every free slot of the same official, or of the same service, for a wish.
fn elsewhere(key: &SlotKey, wish: Wish, facts: &Facts) -> Vec<Slot> {
    let to = wish.now + wish.horizon + TimeDelta::days(1);
    search::free_slots(&all_of(key, wish, to), facts)
}

/// The question for everything like a time that was asked for: of the same official any way to
/// meet, of the same service every centre, up to an instant.
#[must_use]
pub fn all_of(key: &SlotKey, wish: Wish, to: DateTime<Utc>) -> Question {
    Question {
        officials: key.official.iter().cloned().collect(),
        mode: Some(key.mode).filter(|&mode| mode == Mode::Service),
        centre: None,
        service: key.service.clone(),
        from: wish.now,
        to,
        limit: usize::MAX,
        wish,
    }
}

/// Whether a free slot differs from what was asked for in that one thing, and the time.
pub(super) fn is_meant(change: &Change, key: &SlotKey, slot: &Slot) -> bool {
    let (is_mode, is_centre) = (slot.key.mode == key.mode, slot.key.centre == key.centre);
    match change {
        Change::Time | Change::Without(_) => is_mode && is_centre,
        Change::Centre => is_mode && !is_centre,
        Change::Mode => !is_mode,
        Change::From(_) | Change::Urgent | Change::OnHoliday => slot.key == *key,
    }
}

/// The slot that begins nearest to what was asked for; of two as near, the earlier.
pub(super) fn nearest(slots: impl Iterator<Item = Slot>, key: &SlotKey) -> Option<Slot> {
    slots.min_by_key(|slot| {
        let far = (slot.key.starts_at - key.starts_at).abs();
        (far, slot.key.clone())
    })
}
