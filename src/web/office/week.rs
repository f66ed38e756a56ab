//! An official's week: who comes when, which hours are free, one more hour, one less.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::Deserialize;

use super::draft;
use super::edit;
use super::off;
use super::seated;
use super::settle::{self, CaseLine};
use super::stretch::{
    Sent, Typed, field_of, fields, one_of, section_field, session_fields, with_choices,
};
use crate::scheduling::ids::OfficialId;
use crate::scheduling::permission::allowed;
use crate::scheduling::slot::receiving::Closed;
use crate::scheduling::{Action, Refusal, Week, Window, calendar};
use crate::service::week::{self as weeks, WeekView};
use crate::service::{Appointment, ServiceError};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Choices, Field, Problem, Problems, Tag};
use crate::web::reader::Reader;
use crate::web::shown;
use crate::words::Words;

/// The seven days of a week.
#[derive(Template)]
#[template(path = "office/week.html")]
pub struct WeekPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong in the form.
    pub problems: Problems,
    /// What was just done.
    pub done: Option<String>,
    /// Whose week and which, as the forms name them.
    pub official: String,
    /// The week, `2026-W48`.
    pub week: String,
    /// The weeks before and after, and this one, as addresses.
    pub around: [String; 3],
    /// The officials whose weeks one may see.
    pub officials: Vec<WeekTab>,
    /// "The week of …".
    pub of: String,
    /// So many booked, so many free.
    pub counts: String,
    /// What the office has to look at: appointments on a holiday.
    pub hit: Option<String>,
    /// The days, Sunday first.
    pub days: Vec<WeekDay>,
    /// The form for one more time; nothing for those who only look.
    pub add: Option<WeekForm>,
    /// Where the draft is seen, prepared and published.
    pub draft: String,
    /// Where the draft is edited.
    pub edit: String,
    /// Which publication and draft these are, as the forms name them.
    pub version: String,
    /// Until when the last publication can be undone, in words; nothing where it cannot.
    pub undo: Option<String>,
    /// Whether something is drafted that is not published.
    pub is_drafted: bool,
    /// Where the official's rules and exceptions stand.
    pub rules: [String; 2],
    /// Whose appointments are to be settled anew.
    pub cases: Vec<CaseLine>,
}

/// An official to change to.
pub struct WeekTab {
    /// Where.
    pub href: String,
    /// How the official is addressed.
    pub name: String,
    /// Whether it is this one.
    pub here: bool,
}

/// One day.
pub struct WeekDay {
    /// Weekday and Gregorian date.
    pub name: String,
    /// The Hijri date.
    pub hijri: String,
    /// Whether it is today.
    pub today: bool,
    /// What kind of day it is: weekend, holiday, Ramadan.
    pub marks: Vec<Tag>,
    /// What stands in it.
    pub cells: Vec<WeekCell>,
}

/// One time of a day.
pub struct WeekCell {
    /// From when to when.
    pub time: String,
    /// `free`, `held`, `taken`, or `closed` where the calendar does not offer it.
    pub kind: &'static str,
    /// Its state in words.
    pub state: String,
    /// How one meets, and whether the public chooses it.
    pub mode: String,
    /// Who comes, and the request's address; many in a reception session.
    pub who: Vec<(String, String)>,
    /// What a withdrawal has to name; nothing where none is possible. A taken time is withdrawn
    /// from the draft, a free one at once.
    pub withdraw: Option<CellTime>,
}

/// A time as a form names it.
pub struct CellTime {
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// From, `HH:MM`.
    pub from: String,
    /// Until, `HH:MM`.
    pub to: String,
}

/// The form for one more time.
pub struct WeekForm {
    /// Day, from, until, way, minutes.
    pub fields: Vec<Field>,
    /// Who receives too, where it is a reception session.
    pub with: Option<Choices>,
    /// Whether the public may choose it.
    pub open: bool,
    /// Whether it is offered on a holiday too.
    pub on_holiday: bool,
}

/// Which week of whom is asked for.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    official: String,
    #[serde(default)]
    week: String,
    #[serde(default)]
    done: String,
}

pub(super) async fn see(reader: Reader, asked: Query<Asked>) -> Result<HttpResponse, Failure> {
    let asked = asked.into_inner();
    let (official, week) = meant(&reader, &asked.official, &asked.week)?;
    let typed = Typed::usual(week.first());
    let mut page = page(&reader, (official, week), &typed, Vec::new()).await?;
    page.done = match asked.done.as_str() {
        "added" => Some(reader.words.get("week-added")),
        "withdrawn" => Some(reader.words.get("week-withdrawn")),
        "published" => Some(reader.words.get("draft-published")),
        "undone" => Some(reader.words.get("undo-done")),
        "kept" => Some(reader.words.get("cases-kept")),
        "cancelled" => Some(reader.words.get("cases-cancelled")),
        _ => None,
    };
    reader.page(&page)
}

pub(super) async fn withdraw(reader: Reader, form: Form<Typed>) -> Result<HttpResponse, Failure> {
    let Form(typed) = form;
    let (official, week) = meant(&reader, &typed.official, &typed.week)?;
    let done = match typed.hour() {
        Some((day, from, to)) => {
            let order = (official.clone(), day, from, to);
            weeks::withdraw(&reader.app, &reader.caller, order, reader.now).await
        }
        None => Err(Refusal::FieldWrong.into()),
    };
    answer(
        &reader,
        (official, week),
        &typed,
        done.map(|_plan| "withdrawn"),
    )
    .await
}

pub(super) async fn add(reader: Reader, form: Form<Sent>) -> Result<HttpResponse, Failure> {
    let Form(Sent(typed)) = form;
    let (official, week) = meant(&reader, &typed.official, &typed.week)?;
    let done = match typed.window() {
        Some(window) => {
            let order = (official.clone(), window);
            weeks::add(&reader.app, &reader.caller, order, reader.now).await
        }
        None => Err(Refusal::FieldWrong.into()),
    };
    answer(&reader, (official, week), &typed, done.map(|_plan| "added")).await
}

/// Back to the week, or the week again with what was wrong.
pub(super) async fn answer(
    reader: &Reader,
    (official, week): (OfficialId, Week),
    typed: &Typed,
    done: Result<&'static str, ServiceError>,
) -> Result<HttpResponse, Failure> {
    match done {
        Ok(what) => Ok(reader.see(&format!("{}&done={what}", address(&official, week)))),
        Err(error) => match error.refusal() {
            Some(refusal) => {
                // The week has several reasons to give, and no field of that name.
                let is_reason = refusal == Refusal::ReasonNeeded;
                let field = if is_reason { "" } else { field_of(refusal) };
                let text = reader.words.get(refusal.key());
                let found = vec![Problem {
                    field: field.to_owned(),
                    text,
                }];
                reader.page(&page(reader, (official, week), typed, found).await?)
            }
            None => Err(error.into()),
        },
    }
}

/// The official and the week that are meant: by default the first one named for, and this week.
pub(super) fn meant(
    reader: &Reader,
    official: &str,
    week: &str,
) -> Result<(OfficialId, Week), Failure> {
    let staff = reader.caller.staff();
    let first = || staff.and_then(|staff| staff.weeks.named.first().cloned());
    let named = Some(official)
        .filter(|id| !id.is_empty())
        .map(OfficialId::from);
    let official = named.or_else(first).ok_or(Refusal::NotFound)?;
    let today = calendar::local_day(reader.app.settings.ministry.zone, reader.now);
    let week = Week::parse(week).unwrap_or_else(|| Week::containing(today));
    Ok((official, week))
}

pub(super) fn address(official: &OfficialId, week: Week) -> String {
    format!("/office/week?official={official}&week={week}")
}

async fn page(
    reader: &Reader,
    (official, week): (OfficialId, Week),
    typed: &Typed,
    found: Vec<Problem>,
) -> Result<WeekPage, Failure> {
    let words = &reader.words;
    let typed = &Typed {
        official: official.to_string(),
        ..typed.clone()
    };
    let wanted = (official.clone(), week);
    let view = weeks::see(&reader.app, &reader.caller, wanted, reader.now).await?;
    let edits = allowed(reader.caller.role(), Action::EditWeek);
    let days: Vec<WeekDay> = week
        .days()
        .into_iter()
        .map(|day| day_of(reader, &view, day, edits))
        .collect();
    let count = |kind: &str| {
        let cells = days
            .iter()
            .flat_map(|day| &day.cells)
            .filter(|cell| cell.kind == kind);
        i64::try_from(cells.count()).unwrap_or(i64::MAX)
    };
    let counts = [
        ("taken", count("taken").into()),
        ("free", count("free").into()),
    ];
    let today = calendar::local_day(reader.app.settings.ministry.zone, reader.now);
    let around = [week.previous(), week.next(), Week::containing(today)];
    let is_wrong = !found.is_empty();
    let problems = Problems::new(words, found);
    Ok(WeekPage {
        done: None,
        around: around.map(|week| address(&official, week)),
        officials: tabs(reader, &official, week),
        of: words.say("week-of", "day", words.day(week.first())),
        counts: words.with("week-counts", &counts),
        add: edits.then(|| WeekForm {
            fields: form(reader, typed, week, &problems),
            with: with_choices(reader, typed),
            open: typed.open_to_choice,
            on_holiday: typed.on_holiday,
        }),
        hit: off::hit(reader, &view),
        draft: draft::address(&official, week),
        edit: edit::address(&official, week),
        undo: view.undo_until.filter(|_| edits).map(|until| {
            let local = shown::local(reader.app.settings.ministry.zone, until.naive_utc());
            words.say("undo-until", "time", words.time(local.time()))
        }),
        version: view.version.to_string(),
        is_drafted: view.draft.is_some(),
        rules: ["rules", "exceptions"].map(|list| format!("/office/{list}?official={official}")),
        cases: settle::lines(reader, &view.cases),
        official: official.to_string(),
        week: week.to_string(),
        days,
        problems,
        frame: reader.frame().titled("week-title").gone_wrong(is_wrong),
    })
}

fn tabs(reader: &Reader, official: &OfficialId, week: Week) -> Vec<WeekTab> {
    let staff = reader.caller.staff();
    let catalogue = reader.app.catalogue.get();
    let seen = catalogue
        .officials
        .iter()
        .filter(|each| staff.is_some_and(|staff| staff.sees(&each.id)));
    seen.map(|each| WeekTab {
        href: address(&each.id, week),
        name: shown::standing_alone(&each.styles.in_language(reader.words.lang().code()).short),
        here: each.id == *official,
    })
    .collect()
}

fn day_of(reader: &Reader, view: &WeekView, day: NaiveDate, edits: bool) -> WeekDay {
    let words = &reader.words;
    let zone = reader.app.settings.ministry.zone;
    let mut cells = booked(reader, view, day, edits);
    for window in view.plan.windows.iter().filter(|window| window.day == day) {
        for offer in window.offers(zone) {
            if let Some(reception) = &window.reception {
                let session = (window, reception, &offer);
                cells.push((offer.starts_at, seated::cell(reader, view, session, edits)));
                continue;
            }
            let is_taken = view.appointments.iter().any(|(row, _)| {
                row.state.holds_resources()
                    && row.starts_at < offer.ends_at.naive_utc()
                    && row.ends_at > offer.starts_at.naive_utc()
            });
            if is_taken {
                continue;
            }
            let closed = off::why(view, window, &offer);
            let may_go = edits && offer.starts_at > reader.now;
            let at = shown::local(zone, offer.starts_at.naive_utc());
            let cell = WeekCell {
                withdraw: may_go.then(|| CellTime::of(zone, day, (offer.starts_at, offer.ends_at))),
                ..free(words, (window, closed), at)
            };
            cells.push((offer.starts_at, cell));
        }
    }
    let guest_of = view.guest_of.iter();
    for (lead, window) in guest_of.filter(|(_, window)| window.day == day) {
        for offer in window.offers(zone) {
            let cell = seated::guest(reader, view, (lead, window, &offer));
            cells.push((offer.starts_at, cell));
        }
    }
    cells.sort_by_key(|(at, _)| *at);
    WeekDay {
        name: words.short_day(day),
        hijri: words.hijri_date(day),
        today: calendar::local_day(zone, reader.now) == day,
        marks: shown::day_marks(words, &view.calendar.days, day),
        cells: cells.into_iter().map(|(_, cell)| cell).collect(),
    }
}

/// The appointments of a day, but for the seats of a session, which stand together.
fn booked(
    reader: &Reader,
    view: &WeekView,
    day: NaiveDate,
    edits: bool,
) -> Vec<(DateTime<Utc>, WeekCell)> {
    let words = &reader.words;
    let zone = reader.app.settings.ministry.zone;
    // What is to be settled already is in no week any more.
    let can_go = |row: &Appointment| {
        let mut cases = view.cases.iter();
        row.starts_at.and_utc() > reader.now && !cases.any(|each| each.appointment.id == row.id)
    };
    let is_shown = |row: &Appointment| {
        row.state.holds_resources()
            && shown::local(zone, row.starts_at).date() == day
            && !seated::is_in_session(reader, view, row)
    };
    let shown_here = view.appointments.iter().filter(|(row, _)| is_shown(row));
    let cells = shown_here.map(|(row, person)| {
        let name = shown::person(words, person.name.as_ref());
        let length = (row.ends_at - row.starts_at).num_minutes();
        let span = (row.starts_at.and_utc(), row.ends_at.and_utc());
        let cell = WeekCell {
            time: words.time(shown::local(zone, row.starts_at).time()),
            kind: "taken",
            state: format!("{} · {}", words.get("week-taken"), words.minutes(length)),
            mode: words.value("mode", row.mode.as_str()),
            who: vec![(name, format!("/office/requests/{}", row.request_id))],
            withdraw: (edits && can_go(row)).then(|| CellTime::of(zone, day, span)),
        };
        (span.0, cell)
    });
    cells.collect()
}

impl CellTime {
    /// A time of a day, on the ministry's wall.
    pub(super) fn of(zone: Tz, day: NaiveDate, (from, to): (DateTime<Utc>, DateTime<Utc>)) -> Self {
        Self {
            day: day.to_string(),
            from: calendar::local_time(zone, from).to_string(),
            to: calendar::local_time(zone, to).to_string(),
        }
    }
}

fn free(
    words: &Words,
    (window, closed): (&Window, Option<Closed>),
    at: chrono::NaiveDateTime,
) -> WeekCell {
    let modes: Vec<String> = window
        .modes
        .iter()
        .map(|mode| words.value("mode", mode.as_str()))
        .collect();
    let choice = if window.open_to_choice {
        "week-chosen"
    } else {
        "week-allocated"
    };
    let length = words.minutes(window.slot_minutes.into());
    let (kind, state) = off::said(closed);
    WeekCell {
        time: words.time(at.time()),
        kind,
        state: format!("{} · {length}", words.get(state)),
        mode: format!("{} · {}", modes.join(" / "), words.get(choice)),
        who: Vec::new(),
        withdraw: None,
    }
}

fn form(reader: &Reader, typed: &Typed, week: Week, problems: &Problems) -> Vec<Field> {
    let words = &reader.words;
    let days = week
        .days()
        .map(|day| (day.to_string(), words.short_day(day)));
    let day = ("day", "week-day");
    let mut form = vec![one_of(words, day, days.into(), &typed.day, problems)];
    form.extend(fields(words, typed, problems));
    form.push(section_field(words, typed, problems));
    form.extend(session_fields(reader, typed, problems));
    form
}
