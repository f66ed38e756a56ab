//! The lines of a plan: its times with who is given them, and who is not placed.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::scheduling::ids::RequestId;
use crate::scheduling::plan::Ask;
use crate::scheduling::planning::sentence::{Outcome, Said};
use crate::scheduling::planning::{LineState, slot_of, time_of};
use crate::scheduling::slot::{SlotId, SlotKey};
use crate::scheduling::{Clearance, calendar};
use crate::service::letters;
use crate::service::plan::{Seen, said};
use crate::web::parts::{Mood, Tag};
use crate::web::reader::Reader;
use crate::web::shown;
use crate::words::Words;

/// A day of the plan.
pub struct PlanDay {
    /// Weekday and date, by both calendars.
    pub name: String,
    /// Its times.
    pub cells: Vec<PlanCell>,
}

/// A time of an official.
pub struct PlanCell {
    /// When it begins.
    pub time: String,
    /// Whose it is.
    pub official: String,
    /// Who is given it; several in a reception session.
    pub lines: Vec<PlanLine>,
    /// That it is free, or how many places are left.
    pub free: Option<String>,
}

/// A request in the plan.
pub struct PlanLine {
    /// Its id.
    pub id: String,
    /// What its person was given.
    pub reference: String,
    /// Whose it is.
    pub name: String,
    /// Where it is read.
    pub href: String,
    /// How and where they meet; blank where it is not placed.
    pub place: String,
    /// On what its place rests, why this, what would change it.
    pub why: String,
    /// Whether it is urgent, locked, booked.
    pub tags: Vec<Tag>,
    /// What can be done by hand.
    pub acts: Option<PlanActs>,
}

/// What can be done by hand.
pub struct PlanActs {
    /// What the part that unfolds is called.
    pub title: String,
    /// The times it can be moved to: value and words.
    pub times: Vec<(String, String)>,
    /// What else: action and words.
    pub buttons: Vec<(&'static str, String)>,
}

/// The days that have times, and how many places are left in all of them.
pub(super) fn days(reader: &Reader, seen: &Seen, may: bool) -> (Vec<PlanDay>, usize) {
    let words = &reader.words;
    let zone = reader.app.settings.ministry.zone;
    let mut given: BTreeMap<SlotId, Vec<PlanLine>> = BTreeMap::new();
    for (id, one) in &seen.said {
        if let Outcome::Placed { slot, .. } = &one.outcome
            && let Some(key) = slot.key()
        {
            let line = line(reader, seen, (id, one), (Some(&key), may));
            given.entry(time_of(&key)).or_default().extend(line);
        }
    }
    let mut slots: Vec<_> = seen.problem.slots.iter().collect();
    slots.sort();
    let mut days: BTreeMap<NaiveDate, Vec<PlanCell>> = BTreeMap::new();
    let mut all_free = 0;
    for slot in slots {
        let Some(key) = slot.slot.key() else { continue };
        let lines = given.remove(&slot.slot).unwrap_or_default();
        let seats = usize::try_from(slot.seats).unwrap_or(usize::MAX);
        let left = seats.saturating_sub(lines.len());
        all_free += left;
        let at = shown::local(zone, key.starts_at.naive_utc());
        let free = match (left, seats) {
            (0, _) => None,
            (_, 1) => Some(words.get("plan-free")),
            (left, _) => {
                let count = i64::try_from(left).unwrap_or(i64::MAX);
                Some(words.say("plan-seats-free", "count", count))
            }
        };
        let cell = PlanCell {
            time: words.time(at.time()),
            official: shown::official(&reader.app, words, key.official.as_ref())
                .unwrap_or_default(),
            lines,
            free,
        };
        let day = calendar::local_day(zone, key.starts_at);
        days.entry(day).or_default().push(cell);
    }
    let day = |(day, cells): (NaiveDate, Vec<PlanCell>)| PlanDay {
        name: words.day(day),
        cells,
    };
    (days.into_iter().map(day).collect(), all_free)
}

/// Who is not placed, in the order.
pub(super) fn left(reader: &Reader, seen: &Seen, may: bool) -> Vec<PlanLine> {
    let left = seen.said.iter().filter(|(_, one)| match one.outcome {
        Outcome::Placed { .. } => false,
        Outcome::LeftOut { .. } => true,
    });
    left.filter_map(|(id, one)| line(reader, seen, (id, one), (None, may)))
        .collect()
}

/// How many publishing booked, and for how many the time was gone.
pub(super) fn done(seen: &Seen) -> (usize, usize) {
    let (mut booked, mut gone) = (0, 0);
    for line in seen.lines.values() {
        match line.state {
            LineState::Booked | LineState::Moved => booked += 1,
            LineState::Gone => gone += 1,
            LineState::Kept | LineState::LeftOut => {}
        }
    }
    (booked, gone)
}

fn line(
    reader: &Reader,
    seen: &Seen,
    (id, one): (&RequestId, &Said),
    (key, may): (Option<&SlotKey>, bool),
) -> Option<PlanLine> {
    let words = &reader.words;
    let (request, person) = seen.cases.get(id)?;
    let reference = letters::shown(&request.reference);
    let place = key.map_or_else(String::new, |key| way(reader, key));
    Some(PlanLine {
        id: id.to_string(),
        name: shown::person(words, person.name.as_ref()),
        href: format!("/office/requests/{id}"),
        place,
        why: said::of_case(&reader.app, words, seen, (id, one)),
        tags: tags(reader, seen, (id, one), key),
        acts: may
            .then(|| acts(reader, seen, (id, &reference), key))
            .flatten(),
        reference,
    })
}

/// "Video · Madinah".
fn way(reader: &Reader, key: &SlotKey) -> String {
    let mode = reader.words.value("mode", key.mode.as_str());
    let place = letters::place_of(&reader.app, &reader.words, key.centre.as_ref());
    format!("{mode} · {place}")
}

/// How it stands at the gate, where that is still to be decided or was refused.
fn at_gate(words: &Words, clearance: Clearance) -> Option<Tag> {
    match clearance {
        Clearance::Cleared => None,
        Clearance::Pending => Some(Tag::new(Mood::Wait, words.get("plan-clearance-pending"))),
        Clearance::Refused => Some(Tag::new(Mood::Bad, words.get("plan-clearance-refused"))),
    }
}

/// How many meetings of the plan wait for somebody to be let in.
pub(super) fn waiting_at_gate(seen: &Seen) -> usize {
    let waits = |(id, one): &&(RequestId, Said)| match &one.outcome {
        Outcome::Placed { slot, .. } => {
            let asked = slot.key().and_then(|key| seen.clearance(id, &key));
            asked == Some(Clearance::Pending)
        }
        Outcome::LeftOut { .. } => false,
    };
    seen.said.iter().filter(waits).count()
}

fn tags(
    reader: &Reader,
    seen: &Seen,
    (id, one): (&RequestId, &Said),
    key: Option<&SlotKey>,
) -> Vec<Tag> {
    let words = &reader.words;
    let urgent = one.place.is_urgent;
    let urgent = urgent.then(|| Tag::new(Mood::Bad, words.get("inbox-urgent")));
    let hand = seen.hands.get(id).map(|hand| {
        let key = if hand.slot_id.is_some() {
            "plan-locked"
        } else {
            "plan-dropped"
        };
        Tag::new(Mood::Special, words.get(key))
    });
    let line = seen.lines.get(id).and_then(|line| match line.state {
        LineState::Booked | LineState::Moved => {
            Some(Tag::new(Mood::Good, words.get("plan-booked")))
        }
        LineState::Gone => Some(Tag::new(Mood::Bad, words.get("plan-gone"))),
        LineState::Kept | LineState::LeftOut => None,
    });
    let gate = key.and_then(|key| seen.clearance(id, key));
    let gate = gate.and_then(|clearance| at_gate(words, clearance));
    let about = urgent.into_iter().chain(hand).chain(gate);
    about.chain(line).collect()
}

fn acts(
    reader: &Reader,
    seen: &Seen,
    (id, reference): (&RequestId, &str),
    key: Option<&SlotKey>,
) -> Option<PlanActs> {
    let words = &reader.words;
    let ask = seen.problem.asks.iter().find(|ask| ask.request == *id)?;
    let is_decided = seen.hands.contains_key(id);
    let mut buttons = Vec::new();
    if key.is_some() && !is_decided {
        buttons.push(("lock", words.get("plan-lock")));
    }
    if is_decided {
        buttons.push(("release", words.get("plan-release")));
    }
    if key.is_some() {
        buttons.push(("drop", words.get("plan-drop")));
    }
    Some(PlanActs {
        title: words.say("plan-acts", "reference", reference),
        times: times(reader, seen, ask, key),
        buttons,
    })
}

/// The times that a request can be moved to, by time; those of others are marked.
fn times(reader: &Reader, seen: &Seen, ask: &Ask, own: Option<&SlotKey>) -> Vec<(String, String)> {
    let words = &reader.words;
    let zone = reader.app.settings.ministry.zone;
    let mut keys: Vec<SlotKey> = ask.suits.iter().filter_map(slot_of).collect();
    keys.sort();
    keys.dedup();
    keys.retain(|key| Some(key) != own);
    let is_taken = |key: &SlotKey| {
        let time = time_of(key);
        let given = seen.plan.placed.iter().filter(|it| it.given.slot == time);
        let seats = seen.problem.slots.iter().find(|it| it.slot == time);
        let seats = seats.map_or(0, |it| usize::try_from(it.seats).unwrap_or(usize::MAX));
        given.filter(|it| it.request != ask.request).count() >= seats
    };
    let named = keys.into_iter().map(|key| {
        let at = shown::local(zone, key.starts_at.naive_utc());
        let when = words.short_date_time(at.date(), at.time());
        let name = format!("{when} · {}", way(reader, &key));
        let name = if is_taken(&key) {
            words.say("plan-move-taken", "time", name)
        } else {
            name
        };
        (key.id().as_str().to_owned(), name)
    });
    named.collect()
}
