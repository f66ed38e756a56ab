//! Why not, in words: the same sentences for programs and on pages.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::scheduling::slot::why::public::{Plain, PublicReason};
use crate::scheduling::slot::why::relax::{Change, Relaxation};
use crate::scheduling::slot::why::{Reason, Rule};
use crate::service::{App, letters};
use crate::words::{Value, Words};

fn when(words: &Words, zone: Tz, at: DateTime<Utc>) -> String {
    let wall = at.with_timezone(&zone).naive_local();
    words.short_date_time(wall.date(), wall.time())
}

/// What the public is told.
pub fn plain(words: &Words, zone: Tz, plain: &Plain) -> String {
    let Some(reason) = plain.reason else {
        return words.get("why-public-free");
    };
    let key = |ending: &str| {
        let reason = reason.as_str().replace('_', "-");
        format!("why-public-{reason}{ending}")
    };
    match (reason, plain.until) {
        (PublicReason::YourLimit | PublicReason::TooFar, Some(until)) => {
            words.say(&key("-until"), "when", when(words, zone, until))
        }
        _other => words.get(&key("")),
    }
}

/// A rule that says no, in one sentence for the office.
pub fn reason(words: &Words, zone: Tz, reason: &Reason) -> String {
    let key = |ending: &str| {
        let rule = reason.rule.as_str().replace('_', "-");
        format!("why-{rule}{ending}")
    };
    match (reason.rule, &reason.need, reason.until) {
        (Rule::InterpreterNone | Rule::InterpreterBusy, Some(need), _) => {
            words.say(&key(""), "need", letters::need(words, need))
        }
        (Rule::Holiday, ..) if reason.is_estimated => words.get(&key("-estimated")),
        (Rule::OffGrid, ..) if !reason.around.is_empty() => {
            let times: Vec<String> = reason
                .around
                .iter()
                .map(|at| words.time(at.with_timezone(&zone).time()))
                .collect();
            words.say(
                &key("-around"),
                "times",
                times.join(&words.get("list-comma")),
            )
        }
        (
            Rule::TooFar | Rule::Reserved | Rule::ByOffice | Rule::Blocked | Rule::MissedPause,
            _,
            Some(until),
        ) => words.say(&key("-until"), "when", when(words, zone, until)),
        _other => words.get(&key("")),
    }
}

/// One way round, in one sentence.
pub fn relaxation(app: &App, words: &Words, one: &Relaxation) -> String {
    let slot = &one.slot.key;
    let catalogue = app.catalogue.get();
    let zone = catalogue.zone(slot.centre.as_ref(), app.settings.ministry.zone);
    let at = when(words, zone, slot.starts_at);
    let place = letters::place_of(app, words, slot.centre.as_ref());
    let mode = words.value("mode", slot.mode.as_str());
    let need = match &one.change {
        Change::Without(need) => letters::need(words, need),
        Change::Time
        | Change::Centre
        | Change::Mode
        | Change::From(_)
        | Change::Urgent
        | Change::OnHoliday => String::new(),
    };
    let at = match &one.change {
        Change::From(from) => when(words, zone, *from),
        Change::Time
        | Change::Without(_)
        | Change::Centre
        | Change::Mode
        | Change::Urgent
        | Change::OnHoliday => at,
    };
    let given: [(&str, Value<'_>); 4] = [
        ("when", at.into()),
        ("need", need.into()),
        ("place", place.into()),
        ("mode", mode.into()),
    ];
    let change = one.change.as_str().replace('_', "-");
    words.with(&format!("why-change-{change}"), &given)
}
