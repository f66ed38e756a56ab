//! The week editor: a grid to paint a draft into, over forms that do the same without it.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;

use super::draft;
use super::laid::{clock, how, span};
use super::stretch::{Sent, Typed, field_of, fields, holiday_field, more_fields};
use super::stretch::{one_of, session_fields, with_choices};
use super::week::{CellTime, meant};
use crate::scheduling::availability::Stretch;
use crate::scheduling::ids::OfficialId;
use crate::scheduling::{Refusal, Week, WeekPlan};
use crate::service::week::{self as weeks, WeekView, editor};
use crate::service::{Appointment, Person};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Choices, Field, Problem, Problems, Tag};
use crate::web::reader::Reader;
use crate::web::shown;

mod data;
mod layers;
pub(super) mod sent;

use data::Data;
use layers::Layer;

/// So many minutes a row of the grid may have.
const STEPS: [i64; 3] = [15, 20, 30];

/// The page of the editor.
#[derive(Template)]
#[template(path = "office/edit.html")]
pub struct EditPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong in a form.
    pub problems: Problems,
    /// Whose week and which, as the forms name them.
    pub official: String,
    /// The week, `2026-W48`.
    pub week: String,
    /// The published week, and the weeks before and after in the editor.
    pub around: [String; 3],
    /// Where the draft is looked at and published.
    pub draft: String,
    /// "The week of …", and whose it is.
    pub of: String,
    /// Whether something is drafted.
    pub is_drafted: bool,
    /// How many minutes a row of the grid has, and that in words; the last is the usual.
    pub steps: Vec<(i64, String)>,
    /// Day, from, until, and how: the brush.
    pub brush: Vec<Field>,
    /// The day and the hours of the brush, for those who paint by hand.
    pub hours: Vec<Field>,
    /// Who receives too, in a reception session.
    pub with: Option<Choices>,
    /// The day that is copied, and the one that it becomes.
    pub copies: Vec<Field>,
    /// The kinds of week to fill it as.
    pub template: Field,
    /// The draft in words, day by day.
    pub days: Vec<EditDay>,
    /// Everything that the grid is drawn from, as JSON.
    pub data: String,
}

/// One day of the draft, in words.
pub struct EditDay {
    /// Weekday and date.
    pub name: String,
    /// The Hijri date.
    pub hijri: String,
    /// What kind of day it is.
    pub marks: Vec<Tag>,
    /// What lies under it, in words.
    pub layers: Vec<String>,
    /// Its stretches: from when until when, how, and how a form names them.
    pub stretches: Vec<(String, String, CellTime)>,
    /// Who is booked, and when.
    pub booked: Vec<String>,
}

/// Where the editor of a week stands.
pub(super) fn address(official: &OfficialId, week: Week) -> String {
    format!("/office/week/edit?official={official}&week={week}")
}

pub(super) async fn see(reader: Reader, asked: Query<Typed>) -> Result<HttpResponse, Failure> {
    let typed = asked.into_inner();
    let whose = meant(&reader, &typed.official, &typed.week)?;
    let usual = Typed::usual(whose.1.first());
    reader.page(&page(&reader, whose, &usual, Vec::new()).await?)
}

/// Puts a stretch into the draft, or takes one out of it: by hand, without the grid.
pub(super) async fn paint(reader: Reader, form: Form<Sent>) -> Result<HttpResponse, Failure> {
    let Form(Sent(typed)) = form;
    let whose = meant(&reader, &typed.official, &typed.week)?;
    match draft::redraft(&reader, whose.clone(), |base| painted(base, &typed)).await {
        Ok(()) => Ok(reader.see(&address(&whose.0, whose.1))),
        Err(error) => {
            let refusal = error.refusal().ok_or(error)?;
            let found = vec![Problem {
                field: field_of(refusal).to_owned(),
                text: reader.words.get(refusal.key()),
            }];
            reader.page(&page(&reader, whose, &typed, found).await?)
        }
    }
}

fn painted(base: &WeekPlan, typed: &Typed) -> Result<WeekPlan, Refusal> {
    if typed.what == "erase" {
        let (day, from, to) = typed.hour().ok_or(Refusal::FieldWrong)?;
        return base.withdraw(day, from, to);
    }
    base.put(typed.window().ok_or(Refusal::FieldWrong)?)
}

async fn page(
    reader: &Reader,
    (official, week): (OfficialId, Week),
    typed: &Typed,
    found: Vec<Problem>,
) -> Result<EditPage, Failure> {
    let words = &reader.words;
    let typed = &Typed {
        official: official.to_string(),
        ..typed.clone()
    };
    let whose = (official.clone(), week);
    let view = weeks::see(&reader.app, &reader.caller, whose.clone(), reader.now).await?;
    let exceptions = editor::exceptions(&reader.app, &reader.caller, whose).await?;
    let layers = layers::of(reader, &view, (week, exceptions.as_slice()));
    let plan = view.draft.as_ref().unwrap_or(&view.plan);
    let booked = booked(reader, &view);
    let is_wrong = !found.is_empty();
    let problems = Problems::new(words, found);
    let name = shown::official(&reader.app, words, Some(&official)).unwrap_or_default();
    let of_week = words.say("week-of", "day", words.day(week.first()));
    let data = Data::of(
        reader,
        (&official, week),
        (&view, plan),
        (layers.as_slice(), booked.as_slice()),
    );
    let days = week.days();
    Ok(EditPage {
        around: [
            super::week::address(&official, week),
            address(&official, week.previous()),
            address(&official, week.next()),
        ],
        draft: draft::address(&official, week),
        of: format!("{name} · {of_week}"),
        is_drafted: view.draft.is_some(),
        steps: STEPS.map(|step| (step, words.minutes(step))).into(),
        brush: brush(reader, typed, &problems),
        hours: hours(reader, typed, week, &problems),
        with: with_choices(reader, typed),
        template: draft::templates(reader, typed, &problems).await?,
        copies: copies(reader, week, &problems),
        days: days
            .into_iter()
            .map(|day| {
                day_of(
                    reader,
                    &view,
                    (plan, layers.as_slice(), booked.as_slice()),
                    day,
                )
            })
            .collect(),
        data: serde_json::to_string(&data).unwrap_or_default(),
        official: official.to_string(),
        week: week.to_string(),
        problems,
        frame: reader.frame().titled("edit-title").gone_wrong(is_wrong),
    })
}

/// How the times are that are painted: way, length, pause, who may take them, where.
fn brush(reader: &Reader, typed: &Typed, problems: &Problems) -> Vec<Field> {
    let words = &reader.words;
    let all = fields(words, typed, problems).into_iter();
    // Its first two are the hours.
    let mut brush: Vec<Field> = all.skip(2).collect();
    brush.extend(more_fields(words, typed, problems));
    brush.extend(session_fields(reader, typed, problems));
    brush.push(holiday_field(words, typed, problems));
    brush
}

/// Day, from, until.
fn hours(reader: &Reader, typed: &Typed, week: Week, problems: &Problems) -> Vec<Field> {
    let words = &reader.words;
    let days = week
        .days()
        .map(|day| (day.to_string(), words.short_day(day)));
    let day = ("day", "week-day");
    let mut hours = vec![one_of(words, day, days.into(), &typed.day, problems)];
    hours.extend(fields(words, typed, problems).into_iter().take(2));
    hours
}

/// Which day is copied, of this week and the one before, and onto which.
fn copies(reader: &Reader, week: Week, problems: &Problems) -> Vec<Field> {
    let words = &reader.words;
    let named = |week: Week| {
        let days = week.days();
        days.map(|day| (day.to_string(), words.short_day(day)))
    };
    let mut from: Vec<(String, String)> = named(week.previous()).into();
    from.extend(named(week));
    let first = week.first();
    vec![
        one_of(
            words,
            ("valid_from", "edit-copy-from"),
            from,
            &first.to_string(),
            problems,
        ),
        one_of(
            words,
            ("valid_to", "edit-copy-to"),
            named(week).into(),
            &first.succ_opt().unwrap_or(first).to_string(),
            problems,
        ),
    ]
}

/// Somebody who is booked in the week: the day, from, until, and how they are called.
struct Booked {
    row: Appointment,
    local: (chrono::NaiveDateTime, chrono::NaiveDateTime),
    label: String,
}

fn booked(reader: &Reader, view: &WeekView) -> Vec<Booked> {
    let words = &reader.words;
    let zone = reader.app.settings.ministry.zone;
    let all = view.appointments.iter();
    let stand = all.filter(|(row, _)| row.state.holds_resources());
    stand
        .map(|(row, person): &(Appointment, Person)| {
            let name = shown::person(words, person.name.as_ref());
            let mode = words.value("mode", row.mode.as_str());
            let local = |at| shown::local(zone, at);
            let starts = local(row.starts_at);
            Booked {
                label: format!("{} · {name} · {mode}", words.time(starts.time())),
                local: (starts, local(row.ends_at)),
                row: row.clone(),
            }
        })
        .collect()
}

fn day_of(
    reader: &Reader,
    view: &WeekView,
    (plan, layers, booked): (&WeekPlan, &[Layer], &[Booked]),
    day: chrono::NaiveDate,
) -> EditDay {
    let words = &reader.words;
    let windows = plan.windows.iter().filter(|window| window.day == day);
    let under = layers.iter().filter(|layer| layer.day == day);
    let there = booked.iter().filter(|one| one.local.0.date() == day);
    EditDay {
        name: words.short_day(day),
        hijri: words.hijri_date(day),
        marks: shown::day_marks(words, &view.calendar.days, day),
        layers: under.map(|layer| layers::line(reader, layer)).collect(),
        stretches: windows
            .map(|window| {
                let stretch = Stretch::from(window.clone());
                let time = CellTime {
                    day: day.to_string(),
                    from: window.from.to_string(),
                    to: window.to.to_string(),
                };
                let when = span(words, window.from, window.to);
                (when, how(reader, &stretch), time)
            })
            .collect(),
        booked: there.map(|one| one.label.clone()).collect(),
    }
}

/// A time of day of the grid, as the wall's clock shows it.
fn clocks(reader: &Reader) -> Vec<String> {
    let minutes = (0..=crate::scheduling::calendar::DAY_MINUTES).step_by(5);
    let times = minutes.filter_map(crate::scheduling::TimeOfDay::of_minutes);
    times.map(|time| clock(&reader.words, time)).collect()
}
