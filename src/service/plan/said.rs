//! What a plan says of a request, in words: for the office, and for the person whose it is.

use std::collections::BTreeSet;

use super::Seen;
use crate::scheduling::Mode;
use crate::scheduling::ids::RequestId;
use crate::scheduling::plan::{Basis, LeftOut};
use crate::scheduling::planning::pool::Pool;
use crate::scheduling::planning::sentence::{Outcome, Place, Said};
use crate::scheduling::slot::SlotKey;
use crate::service::app::App;
use crate::service::letters;
use crate::store::person::Person;
use crate::store::request::Request;
use crate::words::{Value, Words};

fn count(number: usize) -> Value<'static> {
    i64::try_from(number).unwrap_or(i64::MAX).into()
}

/// On what the place in the order rests: "No. 2 of 9 in the order: urgent, waiting 12 days."
pub fn place(words: &Words, place: &Place) -> String {
    let values = [
        ("number", count(place.number)),
        ("of", count(place.of)),
        ("why", waits(words, place).into()),
    ];
    words.with("plan-basis", &values)
}

fn waits(words: &Words, place: &Place) -> String {
    let urgent = place.is_urgent.then(|| words.get("plan-urgent"));
    let past = (place.past_target > 0)
        .then(|| words.say("plan-past", "days", words.days(place.past_target)));
    let waiting = words.say("plan-waiting", "days", words.days(place.waiting));
    let parts: Vec<String> = urgent.into_iter().chain(past).chain([waiting]).collect();
    parts.join(&words.get("list-comma"))
}

/// Why it is given what it is given, or nothing.
pub fn reason(app: &App, words: &Words, said: &Said) -> String {
    match &said.outcome {
        Outcome::Placed {
            because,
            is_earliest,
            ..
        } => {
            let earlier = because.earlier_held + because.better_held;
            match because.basis {
                Basis::Locked => words.get("plan-reason-by-hand"),
                Basis::Here => words.get("plan-reason-here"),
                Basis::Told if because.stays => words.get("plan-reason-told"),
                Basis::Told | Basis::Urgent | Basis::PastTarget | Basis::Waiting => {
                    let of = ("count", count(because.suits));
                    match (because.suits, earlier) {
                        (0 | 1, _) => words.get("plan-reason-only"),
                        _ if *is_earliest => words.with("plan-reason-earliest", &[of]),
                        (_, 0) => words.with("plan-reason-compact", &[of]),
                        _ => words.with("plan-reason-later", &[of, ("earlier", count(earlier))]),
                    }
                }
            }
        }
        Outcome::LeftOut { certificate, .. } => match certificate {
            LeftOut::Dropped => words.get("plan-left-dropped"),
            LeftOut::NothingSuits => words.get("plan-left-nothing-suits"),
            LeftOut::NotLetIn => words.get("plan-left-not-let-in"),
            LeftOut::Held { slots, ahead } => words.with(
                "plan-left-held",
                &[("slots", count(*slots)), ("count", count(*ahead))],
            ),
            LeftOut::Limited { pools } => {
                words.say("plan-left-limited", "what", pooled(app, words, pools))
            }
        },
    }
}

/// What would change it, or when it is looked at again.
pub fn change(words: &Words, said: &Said) -> String {
    match &said.outcome {
        Outcome::Placed { because, .. } => match because.basis {
            Basis::Locked => words.get("plan-change-by-hand"),
            Basis::Here => words.get("plan-change-here"),
            Basis::Told if because.stays => words.get("plan-change-told"),
            Basis::Told | Basis::Urgent | Basis::PastTarget | Basis::Waiting => {
                if because.others_free > 0 {
                    words.with("plan-change-free", &[("count", count(because.others_free))])
                } else {
                    words.get("plan-change-others")
                }
            }
        },
        Outcome::LeftOut { again, .. } => words.say("plan-again", "day", words.day(*again)),
    }
}

/// All three in one paragraph.
pub fn whole(app: &App, words: &Words, said: &Said) -> String {
    [
        place(words, &said.place),
        reason(app, words, said),
        change(words, said),
    ]
    .join(" ")
}

/// The same for whoever has the whole plan: it also says where somebody who named no centre is asked
/// to one outside the own region.
pub fn of_case(app: &App, words: &Words, seen: &Seen, (id, said): (&RequestId, &Said)) -> String {
    let slot = match &said.outcome {
        Outcome::Placed { slot, .. } => slot.key(),
        Outcome::LeftOut { .. } => None,
    };
    let is_far = seen
        .cases
        .get(id)
        .zip(slot)
        .is_some_and(|(case, slot)| is_elsewhere(app, case, &slot));
    let far = is_far.then(|| words.get("plan-elsewhere"));
    let parts = std::iter::once(whole(app, words, said)).chain(far);
    parts.collect::<Vec<_>>().join(" ")
}

fn is_elsewhere(app: &App, (request, person): &(Request, Person), slot: &SlotKey) -> bool {
    let catalogue = app.catalogue.get();
    let given = slot.centre.as_ref().filter(|_| slot.mode == Mode::Video);
    let centre = given.and_then(|id| catalogue.centre(id));
    let is_outside = centre.is_some_and(|it| Some(&it.region) != person.region.as_ref());
    request.centre_id.is_none() && is_outside
}

fn pooled(app: &App, words: &Words, pools: &BTreeSet<String>) -> String {
    let each = pools.iter().filter_map(|name| match Pool::parse(name)? {
        Pool::Rooms(centre, _) => {
            let centre = letters::place_of(app, words, Some(&centre));
            Some(words.say("plan-pool-rooms", "centre", centre))
        }
        Pool::Interpreters(need) => {
            let need = letters::need(words, &need);
            Some(words.say("plan-pool-interpreters", "need", need))
        }
        Pool::Person(_) => Some(words.get("plan-pool-person")),
        Pool::Place(_) | Pool::Audience(_) => None,
    });
    let mut each: Vec<String> = each.collect();
    each.dedup();
    each.join(&words.get("list-comma"))
}

/// The same for the person whose request it is: plain words, no counts of others, and nothing of
/// where an official is.
pub fn for_applicant(words: &Words, said: &Said) -> String {
    match &said.outcome {
        Outcome::Placed {
            because,
            is_earliest,
            ..
        } => {
            let basis = if said.place.is_urgent {
                words.get("plan-own-urgent")
            } else {
                words.say("plan-own-waited", "days", words.days(said.place.waiting))
            };
            let reason = words.get(match because.basis {
                Basis::Locked => "plan-own-by-hand",
                Basis::Here => "plan-own-told",
                Basis::Told if because.stays => "plan-own-told",
                Basis::Told | Basis::Urgent | Basis::PastTarget | Basis::Waiting => {
                    match (because.suits, is_earliest) {
                        (0 | 1, _) => "plan-own-only",
                        (_, true) => "plan-own-earliest",
                        (_, false) => "plan-own-later",
                    }
                }
            });
            [basis, reason].join(" ")
        }
        Outcome::LeftOut { certificate, again } => {
            let reason = words.get(match certificate {
                LeftOut::Dropped => "plan-own-dropped",
                LeftOut::NothingSuits => "plan-own-nothing-suits",
                LeftOut::NotLetIn => "plan-own-not-let-in",
                LeftOut::Held { .. } => "plan-own-held",
                LeftOut::Limited { .. } => "plan-own-limited",
            });
            let again = words.say("plan-own-again", "day", words.day(*again));
            [reason, again].join(" ")
        }
    }
}
