//! Reception sessions as the office sees them: one time of a week, with all who sit in it.

use super::off;
use super::week::{CellTime, WeekCell};
use crate::scheduling::availability::{Offer, Reception};
use crate::scheduling::ids::{CentreId, OfficialId};
use crate::scheduling::{Mode, Section, Window};
use crate::service::week::{WeekView, publish};
use crate::service::{Appointment, letters};
use crate::web::reader::Reader;
use crate::web::shown;

/// Whether an appointment is a seat of a session that stands in the published week.
pub(super) fn is_in_session(reader: &Reader, view: &WeekView, row: &Appointment) -> bool {
    let zone = reader.app.settings.ministry.zone;
    let mut sessions = view.plan.windows.iter();
    row.mode == Mode::Reception
        && sessions.any(|window| {
            let offers = window.reception.iter().flat_map(|_| window.offers(zone));
            offers.into_iter().any(|offer| sits(row, &offer))
        })
}

fn sits(row: &Appointment, offer: &Offer) -> bool {
    row.mode == Mode::Reception
        && row.state.holds_resources()
        && row.starts_at == offer.starts_at.naive_utc()
}

/// A session in the week: so many of its seats are taken, and by whom. One in which somebody sits
/// is withdrawn by way of the draft.
pub(super) fn cell(
    reader: &Reader,
    view: &WeekView,
    (window, reception, offer): (&Window, &Reception, &Offer),
    edits: bool,
) -> WeekCell {
    let words = &reader.words;
    let zone = reader.app.settings.ministry.zone;
    let sitting: Vec<_> = view
        .appointments
        .iter()
        .filter(|(row, _)| sits(row, offer))
        .collect();
    let taken: u16 = sitting.iter().map(|(row, _)| publish::people(row)).sum();
    let (kind, state) = match off::why(view, window, offer) {
        None if taken > 0 => ("taken", None),
        closed => {
            let (kind, key) = off::said(closed);
            (kind, closed.map(|_| words.get(key)))
        }
    };
    let seats = [
        ("taken", i64::from(taken).into()),
        ("seats", i64::from(reception.seats).into()),
    ];
    let length = words.minutes(window.slot_minutes.into());
    let state = state.unwrap_or_else(|| words.with("week-seats-taken", &seats));
    let how = std::iter::once(words.value("mode", Mode::Reception.as_str()))
        .chain(told(
            reader,
            reception,
            window.section,
            window.place.as_ref(),
        ))
        .chain([words.get(if window.open_to_choice {
            "week-chosen"
        } else {
            "week-allocated"
        })]);
    WeekCell {
        time: words.time(shown::local(zone, offer.starts_at.naive_utc()).time()),
        kind,
        state: format!("{state} · {length}"),
        mode: how.collect::<Vec<_>>().join(" · "),
        who: sitting
            .iter()
            .map(|(row, person)| {
                let name = shown::person(words, person.name.as_ref());
                (name, format!("/office/requests/{}", row.request_id))
            })
            .collect(),
        withdraw: (edits && offer.starts_at > reader.now)
            .then(|| CellTime::of(zone, window.day, (offer.starts_at, offer.ends_at))),
    }
}

/// A session of another official in this one's week: it is not this week's to withdraw.
pub(super) fn guest(
    reader: &Reader,
    view: &WeekView,
    (lead, window, offer): (&OfficialId, &Window, &Offer),
) -> WeekCell {
    let words = &reader.words;
    let zone = reader.app.settings.ministry.zone;
    let closed = off::why(view, window, offer);
    let (kind, key) = off::said(closed);
    let session = words.value("mode", Mode::Reception.as_str());
    WeekCell {
        time: words.time(shown::local(zone, offer.starts_at.naive_utc()).time()),
        kind: if closed.is_none() { "held" } else { kind },
        state: closed.map_or(session, |_| words.get(key)),
        mode: words.say("week-guest-of", "official", style(reader, lead)),
        who: Vec::new(),
        withdraw: None,
    }
}

/// How an official is addressed inside a sentence.
fn style(reader: &Reader, id: &OfficialId) -> String {
    let catalogue = reader.app.catalogue.get();
    let code = reader.words.lang().code();
    let official = catalogue.official(id);
    official.map_or_else(String::new, |it| it.styles.in_language(code).short)
}

/// For whom a session is, who receives too, and where, as far as it is said.
pub(super) fn told(
    reader: &Reader,
    reception: &Reception,
    section: Option<Section>,
    place: Option<&CentreId>,
) -> Vec<String> {
    let (app, words) = (&reader.app, &reader.words);
    let section = section.map(|section| words.value("section", section.as_str()));
    let with = reception
        .with
        .iter()
        .map(|id| words.say("week-receives-too", "official", style(reader, id)));
    let place = place.map(|id| letters::place_of(app, words, Some(id)));
    section.into_iter().chain(with).chain(place).collect()
}
