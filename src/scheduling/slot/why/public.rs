//! Why a time is not to be had, as everybody may know it: one of a closed list of reasons.
//!
//! [`answer`] is given what the public sees anyway (free slots, the calendar, hours of centres) and
//! what the asker knows of himself, and nothing else: no published week, nothing that is taken. So
//! it cannot tell a journey from a booking or an hour withdrawn, whatever is changed in it.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::relax::{Change, Relaxation, is_meant, nearest};
use crate::scheduling::availability::Mode;
use crate::scheduling::calendar;
use crate::scheduling::calendar::days::DayRules;
use crate::scheduling::needs::Need;
use crate::scheduling::person::Section;
use crate::scheduling::rules::No;
use crate::scheduling::slot::facts::{Place, Span, is_hit};
use crate::scheduling::slot::{Slot, SlotKey};
use crate::value;

value! {
    /// A no in plain words: all that the public is ever told.
    pub enum PublicReason {
        /// A rule about the asker: a block, a pause, the most appointments one may have.
        YourLimit = "your_limit",
        /// The asker has something else then.
        YourOther = "your_other_appointment",
        /// It begins too soon, or has begun.
        TooSoon = "too_soon",
        /// It lies further ahead than bookings reach.
        TooFar = "too_far",
        /// The place is closed then: its hours, a day off, a prayer.
        Closed = "closed",
        /// The office gives this time itself.
        ByOffice = "by_office",
        /// The time is for people of the other section.
        Section = "section",
        /// The time is there, but not what is needed.
        Needs = "needs",
        /// The time is not offered. Nothing else is ever said of it.
        NotOffered = "not_offered",
    }
}

/// So many nearest times are named at the most.
pub const NEAREST_MAX: usize = 3;

/// What the public can see, and what the asker knows of himself.
#[derive(Clone, Debug)]
pub struct Outside<'a> {
    /// The time now, how long before and how far ahead slots are booked.
    pub when: (DateTime<Utc>, TimeDelta, TimeDelta),
    /// The section that receives the asker, where it is known.
    pub section: Option<Section>,
    /// Everything free for the asker with that official, not cut.
    pub free: &'a [Slot],
    /// The same with one need left out.
    pub easier: &'a [(Need, Vec<Slot>)],
    /// The same for the other section.
    pub other_section: &'a [Slot],
    /// The ministry's clock, its kinds of days, and the prayers at the headquarters.
    pub ministry: (Tz, &'a DayRules, &'a [Span]),
    /// The centres, with their prayers.
    pub places: &'a [Place],
    /// Whether the asker has something else then.
    pub is_busy: bool,
    /// What the rules for people say to the asker.
    pub no: Option<No>,
}

/// What everybody may know about a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plain {
    /// Why not; none: it is free.
    pub reason: Option<PublicReason>,
    /// The time itself, with its place; only where it is free.
    pub slot: Option<SlotKey>,
    /// When that ends by itself.
    pub until: Option<DateTime<Utc>>,
    /// The nearest times to be had, the same wish first.
    pub near: Vec<Relaxation>,
}

/// Why a time is not to be had, in public.
#[must_use]
pub fn answer(key: &SlotKey, outside: &Outside<'_>) -> Plain {
    let Some((reason, until)) = reason(key, outside) else {
        return Plain {
            reason: None,
            slot: meant(key, outside.free).map(|slot| slot.key.clone()),
            until: None,
            near: Vec::new(),
        };
    };
    Plain {
        reason: Some(reason),
        slot: None,
        until,
        near: near(key, outside),
    }
}

/// Whether wherever the official receives will do: one is met in person, and no place is named.
fn is_anywhere(key: &SlotKey) -> bool {
    key.centre.is_none() && matches!(key.mode, Mode::InPerson | Mode::Reception)
}

/// Which of these slots is the time that was asked for.
pub fn meant<'a>(key: &SlotKey, slots: &'a [Slot]) -> Option<&'a Slot> {
    let exact = slots.iter().find(|slot| slot.key == *key);
    let is_there = |slot: &&Slot| {
        let centre = key.centre.clone();
        is_anywhere(key)
            && *key
                == SlotKey {
                    centre,
                    ..slot.key.clone()
                }
    };
    exact.or_else(|| slots.iter().find(is_there))
}

fn reason(key: &SlotKey, outside: &Outside<'_>) -> Option<(PublicReason, Option<DateTime<Utc>>)> {
    let plain = |reason| Some((reason, None));
    let (now, lead, horizon) = outside.when;
    let is_in = |slots: &[Slot]| meant(key, slots).is_some();
    if let Some(no) = outside.no {
        return Some((PublicReason::YourLimit, no.until));
    }
    if outside.is_busy {
        return plain(PublicReason::YourOther);
    }
    if key.starts_at < now + lead {
        return plain(PublicReason::TooSoon);
    }
    if key.starts_at >= now + horizon {
        let opens = key.starts_at - horizon + TimeDelta::seconds(1);
        return Some((PublicReason::TooFar, Some(opens)));
    }
    if let Some(slot) = meant(key, outside.free) {
        return if slot.open_to_choice {
            None
        } else {
            plain(PublicReason::ByOffice)
        };
    }
    if is_closed(key, outside) {
        return plain(PublicReason::Closed);
    }
    let is_for_others = is_in(outside.other_section);
    let is_easier = outside.easier.iter().any(|(_, slots)| is_in(slots));
    plain(match (is_for_others, is_easier) {
        (true, _) => PublicReason::Section,
        (false, true) => PublicReason::Needs,
        (false, false) => PublicReason::NotOffered,
    })
}

/// Whether the place itself is closed at that instant, whoever is met there.
fn is_closed(key: &SlotKey, outside: &Outside<'_>) -> bool {
    let instant = (key.starts_at, key.starts_at + TimeDelta::seconds(1));
    let (zone, days, kept) = outside.ministry;
    match (key.mode, &key.centre) {
        (Mode::InPerson | Mode::Reception, None) => {
            let day = calendar::local_day(zone, key.starts_at);
            days.holiday(day).is_some() || is_hit(kept, instant)
        }
        (Mode::InPerson | Mode::Video | Mode::Reception | Mode::Service, centre) => {
            let place = outside
                .places
                .iter()
                .find(|place| Some(&place.id) == centre.as_ref());
            place.is_some_and(|place| {
                let is_open = |section| {
                    let day = calendar::local_day(place.zone, key.starts_at);
                    let day_before = day.pred_opt().unwrap_or(day);
                    is_hit(&place.openings(section, [day_before, day], days), instant)
                };
                let mut sections = Section::ALL
                    .iter()
                    .filter(|each| outside.section.is_none_or(|only| only == **each));
                !sections.any(|section| is_open(*section)) || is_hit(&place.kept, instant)
            })
        }
    }
}

/// The nearest times that can be chosen: the same wish, without a need, elsewhere, another way.
fn near(key: &SlotKey, outside: &Outside<'_>) -> Vec<Relaxation> {
    // Whom a rule about people stops is shown no times that cannot be taken.
    if outside.no.is_some() {
        return Vec::new();
    }
    let open = |slots: &[Slot]| -> Vec<Slot> {
        let open = slots.iter().filter(|slot| slot.open_to_choice);
        open.cloned().collect()
    };
    let is_wished = |change: &Change, slot: &Slot| {
        let is_same = matches!(change, Change::Time | Change::Without(_));
        if is_anywhere(key) && (is_same || *change == Change::Centre) {
            is_same && slot.key.mode == key.mode
        } else {
            is_meant(change, key, slot)
        }
    };
    let free = open(outside.free);
    let mut near = Vec::new();
    let mut same: Vec<Slot> = free.clone();
    same.retain(|slot| is_wished(&Change::Time, slot));
    same.sort_by_key(|slot| ((slot.key.starts_at - key.starts_at).abs(), slot.key.clone()));
    same.truncate(NEAREST_MAX);
    same.sort_by_key(|slot| slot.key.clone());
    near.extend(same.into_iter().map(|slot| (Change::Time, slot)));
    for (need, slots) in outside.easier {
        let change = Change::Without(need.clone());
        let easier = open(slots).into_iter();
        let found = nearest(easier.filter(|slot| is_wished(&change, slot)), key);
        near.extend(found.map(|slot| (change, slot)));
    }
    for change in [Change::Centre, Change::Mode] {
        let wished = free.iter().filter(|slot| is_wished(&change, slot));
        let found = nearest(wished.cloned(), key);
        near.extend(found.map(|slot| (change, slot)));
    }
    let relaxed = |(change, slot)| Relaxation { change, slot };
    near.into_iter().map(relaxed).collect()
}
