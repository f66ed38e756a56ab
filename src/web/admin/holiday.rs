//! One holiday: its days, who has an appointment on them, and then whether it is kept.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use super::holidays::{days, state};
use crate::scheduling::Refusal;
use crate::scheduling::calendar::holiday::{Holiday, HolidayState};
use crate::service::calendar::{self as calendar_verbs, NewHoliday};
use crate::service::{Appointment, letters};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Field, Problem, Problems, Tag};
use crate::web::reader::Reader;

/// The longest name.
const NAME_LETTERS_MAX: u32 = 100;

/// The page of one holiday, or of one that is to be.
#[derive(Template)]
#[template(path = "admin/holiday.html")]
pub struct HolidayPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong in the form.
    pub problems: Problems,
    /// How sure it is; none for one that is to be.
    pub state: Option<Tag>,
    /// The questions: its days, and its name where it is a new one.
    pub fields: Vec<Field>,
    /// Where the questions go.
    pub asks: String,
    /// What was asked about; none while nothing was.
    pub asked: Option<Asked>,
    /// Where it is dropped; none where it is not kept anyway.
    pub drops: Option<String>,
}

/// Days that were asked about.
pub struct Asked {
    /// The days, each with both dates.
    pub days: String,
    /// Who has an appointment on them, in a line each, by start.
    pub hit: Vec<HitRow>,
    /// How many those are.
    pub count: String,
    /// Where these days are kept.
    pub keeps: String,
    /// What the form sends along.
    pub hidden: Vec<(&'static str, String)>,
    /// What the button says.
    pub button: String,
}

/// An appointment on one of the days; names are not for the administrator.
pub struct HitRow {
    /// The reference of its request.
    pub reference: String,
    /// Day and time.
    pub at: String,
    /// Where.
    pub place: String,
}

/// The questions as they were answered.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    first: String,
    #[serde(default)]
    last: String,
    #[serde(default)]
    name_ar: String,
    #[serde(default)]
    name_en: String,
}

impl Typed {
    fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let first: NaiveDate = self.first.trim().parse().ok()?;
        let last: NaiveDate = match self.last.trim() {
            "" => first,
            text => text.parse().ok()?,
        };
        calendar_verbs::are_days(first, last).then_some((first, last))
    }

    fn is_blank(&self) -> bool {
        [&self.first, &self.last, &self.name_ar, &self.name_en]
            .iter()
            .all(|text| text.is_empty())
    }

    fn has_names(&self) -> bool {
        !self.name_ar.trim().is_empty() && !self.name_en.trim().is_empty()
    }
}

/// A holiday that is to be: its questions, and who has an appointment on its days.
pub(super) async fn draft(reader: Reader, typed: Query<Typed>) -> Result<HttpResponse, Failure> {
    reader.page(&page(&reader, None, &typed).await?)
}

/// One that is known.
pub(super) async fn see(
    reader: Reader,
    id: Path<String>,
    typed: Query<Typed>,
) -> Result<HttpResponse, Failure> {
    let holiday = calendar_verbs::holiday(&reader.app, &reader.caller, &id).await?;
    let mut typed = typed.into_inner();
    if typed.is_blank() {
        typed.first = holiday.first.to_string();
        typed.last = holiday.last.to_string();
    }
    reader.page(&page(&reader, Some(&holiday), &typed).await?)
}

/// Keeps the new one.
pub(super) async fn add(reader: Reader, form: Form<Typed>) -> Result<HttpResponse, Failure> {
    let Form(typed) = form;
    let Some(days) = typed.days().filter(|_| typed.has_names()) else {
        return reader.page(&page(&reader, None, &typed).await?);
    };
    let name = |code: &str, text: &str| (code.to_owned(), text.trim().to_owned());
    let new = NewHoliday {
        days,
        names: [name("ar", &typed.name_ar), name("en", &typed.name_en)].into(),
        is_estimated: false,
    };
    calendar_verbs::add_holiday(&reader.app, &reader.caller, new, reader.now).await?;
    Ok(reader.see(&list(days.0, "added")))
}

/// Confirms it on the days that were shown.
pub(super) async fn confirm(
    reader: Reader,
    id: Path<String>,
    form: Form<Typed>,
) -> Result<HttpResponse, Failure> {
    let Form(typed) = form;
    let days = typed.days().ok_or(Refusal::WindowOrder)?;
    let order = (id.into_inner(), Some(days));
    calendar_verbs::confirm_holiday(&reader.app, &reader.caller, order, reader.now).await?;
    Ok(reader.see(&list(days.0, "confirmed")))
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

/// Drops it: people are received on its days.
pub(super) async fn drop_it(
    reader: Reader,
    id: Path<String>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Failure> {
    let id = id.into_inner();
    let gone = calendar_verbs::remove_holiday(&reader.app, &reader.caller, id, reader.now).await?;
    Ok(reader.see(&list(gone.holiday.first, "dropped")))
}

/// The list of a day's year.
fn list(day: NaiveDate, done: &str) -> String {
    format!("/admin/holidays?year={}&done={done}", day.format("%Y"))
}

async fn page(
    reader: &Reader,
    holiday: Option<&Holiday>,
    typed: &Typed,
) -> Result<HolidayPage, Failure> {
    let words = &reader.words;
    let found = if typed.is_blank() {
        Vec::new()
    } else {
        wrong(reader, holiday, typed)
    };
    let days = typed.days().filter(|_| found.is_empty());
    let asked = match days {
        Some(days) => Some(asked(reader, holiday, (typed, days)).await?),
        None => None,
    };
    let frame = match holiday {
        Some(holiday) => reader.frame().called(calendar_verbs::name(words, holiday)),
        None => reader.frame().titled("holiday-new"),
    };
    let frame = frame.gone_wrong(!found.is_empty());
    let problems = Problems::new(words, found);
    let kept = holiday.filter(|one| one.state != HolidayState::Dropped);
    Ok(HolidayPage {
        fields: fields(reader, holiday, typed, &problems),
        asks: holiday.map_or_else(
            || "/admin/holidays/new".to_owned(),
            |one| format!("/admin/holidays/{}", one.id),
        ),
        state: holiday.map(|one| state(words, one.state)),
        drops: kept.map(|one| format!("/admin/holidays/{}/drop", one.id)),
        frame,
        problems,
        asked,
    })
}

fn wrong(reader: &Reader, holiday: Option<&Holiday>, typed: &Typed) -> Vec<Problem> {
    let is_new = holiday.is_none();
    let is_nameless = |name: &str| is_new && name.trim().is_empty();
    let all = [
        (
            is_nameless(&typed.name_ar),
            "name_ar",
            "holiday-name-missing",
        ),
        (
            is_nameless(&typed.name_en),
            "name_en",
            "holiday-name-missing",
        ),
        (typed.days().is_none(), "first", "holiday-days-wrong"),
    ];
    let wrong = all.into_iter().filter(|(is_wrong, _, _)| *is_wrong);
    wrong
        .map(|(_, field, key)| Problem {
            field: field.to_owned(),
            text: reader.words.get(key),
        })
        .collect()
}

fn fields(
    reader: &Reader,
    holiday: Option<&Holiday>,
    typed: &Typed,
    problems: &Problems,
) -> Vec<Field> {
    let words = &reader.words;
    let name = |field: &'static str, label: &str, value: &str| {
        Field::text(field, words.get(label))
            .longest(NAME_LETTERS_MAX)
            .value(value)
            .wrong(problems.of(field))
    };
    let mut fields = Vec::new();
    if holiday.is_none() {
        fields.push(name("name_ar", "holiday-name-ar", &typed.name_ar));
        fields.push(name("name_en", "holiday-name-en", &typed.name_en).latin());
    }
    fields.push(
        Field::date("first", words.get("holiday-first"))
            .value(typed.first.as_str())
            .wrong(problems.of("first")),
    );
    fields.push(
        Field::date("last", words.get("holiday-last"))
            .hint(words.get("holiday-last-hint"))
            .value(typed.last.as_str()),
    );
    fields
}

/// The days that were asked about, and who has an appointment on them.
async fn asked(
    reader: &Reader,
    holiday: Option<&Holiday>,
    (typed, (first, last)): (&Typed, (NaiveDate, NaiveDate)),
) -> Result<Asked, Failure> {
    let words = &reader.words;
    let span = (first, last);
    let hit = calendar_verbs::whom(&reader.app, &reader.caller, span, reader.now).await?;
    let mut hidden = vec![("first", first.to_string()), ("last", last.to_string())];
    if holiday.is_none() {
        hidden.push(("name_ar", typed.name_ar.clone()));
        hidden.push(("name_en", typed.name_en.clone()));
    }
    let count = i64::try_from(hit.len()).unwrap_or(i64::MAX);
    Ok(Asked {
        days: days(words, span),
        count: words.say("holiday-hit-count", "count", count),
        hit: hit.iter().map(|row| line(reader, row)).collect(),
        keeps: holiday.map_or_else(
            || "/admin/holidays".to_owned(),
            |one| format!("/admin/holidays/{}/confirm", one.id),
        ),
        button: words.get(if holiday.is_some() {
            "holiday-confirm-button"
        } else {
            "holiday-add-button"
        }),
        hidden,
    })
}

fn line(reader: &Reader, row: &Appointment) -> HitRow {
    let local = letters::local(&reader.app, row);
    HitRow {
        reference: letters::shown(&row.reference),
        at: reader.words.date_time(local.date(), local.time()),
        place: letters::place(&reader.app, &reader.words, row),
    }
}
