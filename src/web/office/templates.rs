//! The kinds of week: a list of them, and one with its hours and its own times; plain forms.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::laid::{how, span, weekday};
use super::stretch::{
    Sent, Typed, clock_field, field_of, fields, holiday_field, more_fields, one_of, session_fields,
    with_choices,
};
use crate::scheduling::availability::{Template as Kind, TemplateAdds, TemplateHours, Weekday};
use crate::scheduling::ids::TemplateId;
use crate::scheduling::permission::allowed;
use crate::scheduling::{Action, Refusal, TimeOfDay, calendar};
use crate::service::ServiceError;
use crate::service::templates::{self as kinds, Edit, NAME_CHARS_MAX, NamedTemplate, Names};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Choices, Field, Problem, Problems};
use crate::web::reader::Reader;
use crate::words::Words;

/// Where the list stands.
pub(super) const LIST: &str = "/office/templates";

/// The kinds of week.
#[derive(Template)]
#[template(path = "office/templates.html")]
pub struct TemplatesPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong in the form.
    pub problems: Problems,
    /// What was just done.
    pub done: Option<String>,
    /// The kinds, in the ministry's order.
    pub rows: Vec<TemplateRow>,
    /// The questions for a new one; none for those who only look.
    pub fields: Vec<Field>,
}

/// A kind of week in a few lines.
pub struct TemplateRow {
    /// Its page.
    pub href: String,
    /// What it is called.
    pub name: String,
    /// Its hours.
    pub hours: String,
    /// The times that it adds: when, and how.
    pub times: Vec<(String, String)>,
}

/// One kind of week.
#[derive(Template)]
#[template(path = "office/template.html")]
pub struct TemplatePage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong in a form.
    pub problems: Problems,
    /// What was just done.
    pub done: Option<String>,
    /// Its page, to which the forms go.
    pub href: String,
    /// Its hours.
    pub hours: String,
    /// Its own times.
    pub times: Vec<TemplateTime>,
    /// Whether the reader may change it.
    pub edits: bool,
    /// The questions for its name and its hours.
    pub says: Vec<Field>,
    /// The questions for one more time.
    pub fields: Vec<Field>,
    /// Who receives too, where that time is a reception session.
    pub with: Option<Choices>,
}

/// One of a kind's own times.
pub struct TemplateTime {
    /// The weekday and the beginning, as the form names them.
    pub key: (String, String),
    /// On which day, from when until when.
    pub what: String,
    /// How.
    pub how: String,
}

/// What was done a moment ago.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    done: String,
}

/// Name and hours, as they were typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Says {
    name_ar: String,
    name_en: String,
    opens: String,
    closes: String,
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

impl Says {
    fn of(one: &NamedTemplate) -> Self {
        let name = |code: &str| one.names.0.get(code).cloned().unwrap_or_default();
        let hours = one.template.hours;
        Self {
            name_ar: name("ar"),
            name_en: name("en"),
            opens: hours.map_or_else(String::new, |hours| hours.from.to_string()),
            closes: hours.map_or_else(String::new, |hours| hours.to.to_string()),
        }
    }

    /// Name and hours, or the field that is wrong.
    fn read(&self) -> Result<(Names, Option<TemplateHours>), &'static str> {
        let mut names = Names::new();
        for (code, field, text) in [
            ("ar", "name_ar", &self.name_ar),
            ("en", "name_en", &self.name_en),
        ] {
            let text = text.trim();
            if text.is_empty() || text.chars().count() > NAME_CHARS_MAX {
                return Err(field);
            }
            names.insert(code.to_owned(), text.to_owned());
        }
        let hours = match (self.opens.trim(), self.closes.trim()) {
            ("", "") => None,
            (from, to) => Some(TemplateHours {
                from: TimeOfDay::parse(from).ok_or("opens")?,
                to: TimeOfDay::parse(to).ok_or("closes")?,
            }),
        };
        Ok((names, hours))
    }
}

pub(super) async fn list(reader: Reader, asked: Query<Asked>) -> Result<HttpResponse, Failure> {
    let mut page = list_page(&reader, &Says::default(), Vec::new()).await?;
    page.done = (asked.done == "ended").then(|| reader.words.get("templates-ended"));
    reader.page(&page)
}

pub(super) async fn make(reader: Reader, form: Form<Says>) -> Result<HttpResponse, Failure> {
    let Form(typed) = form;
    let wrong = match typed.read() {
        Err(field) => (field, Refusal::FieldWrong),
        Ok((names, hours)) => {
            let wanted = Kind {
                hours,
                ..Kind::default()
            };
            let order = (names, wanted);
            match kinds::make(&reader.app, &reader.caller, order, reader.now).await {
                Ok(id) => return Ok(reader.see(&format!("{LIST}/{id}?done=made"))),
                Err(error) => (said_of(&error), refused(error)?),
            }
        }
    };
    let found = vec![problem(&reader.words, wrong)];
    reader.page(&list_page(&reader, &typed, found).await?)
}

pub(super) async fn see(
    reader: Reader,
    id: Path<String>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Failure> {
    let mut page = page(&reader, id.into_inner().into(), Forms::default()).await?;
    page.done = match asked.done.as_str() {
        "made" => Some(reader.words.get("templates-made")),
        "saved" => Some(reader.words.get("templates-saved")),
        "added" => Some(reader.words.get("templates-time-added")),
        "dropped" => Some(reader.words.get("templates-time-dropped")),
        _ => None,
    };
    reader.page(&page)
}

pub(super) async fn save(
    reader: Reader,
    id: Path<String>,
    form: Form<Says>,
) -> Result<HttpResponse, Failure> {
    let (id, Form(typed)) = (TemplateId::from(id.into_inner()), form);
    let wrong = match typed.read() {
        Err(field) => (field, Refusal::FieldWrong),
        Ok((names, hours)) => match change(&reader, &id, Edit::Says(names, hours)).await {
            Ok(()) => return Ok(reader.see(&format!("{LIST}/{id}?done=saved"))),
            Err(error) => (said_of(&error), refused(error)?),
        },
    };
    let forms = Forms {
        says: Some(typed),
        found: vec![problem(&reader.words, wrong)],
        ..Forms::default()
    };
    reader.page(&page(&reader, id, forms).await?)
}

pub(super) async fn add(
    reader: Reader,
    id: Path<String>,
    form: Form<Sent>,
) -> Result<HttpResponse, Failure> {
    let (id, Form(Sent(typed))) = (TemplateId::from(id.into_inner()), form);
    let wanted = Weekday::parse(&typed.weekday).zip(typed.stretch());
    let done = match wanted {
        None => Err(Refusal::FieldWrong.into()),
        Some((weekday, stretch)) => {
            let adds = TemplateAdds { weekday, stretch };
            change(&reader, &id, Edit::Adds(adds)).await
        }
    };
    let refusal = match done {
        Ok(()) => return Ok(reader.see(&format!("{LIST}/{id}?done=added"))),
        Err(error) => refused(error)?,
    };
    let forms = Forms {
        time: Some(typed),
        found: vec![problem(&reader.words, (field_of(refusal), refusal))],
        ..Forms::default()
    };
    reader.page(&page(&reader, id, forms).await?)
}

pub(super) async fn take_out(
    reader: Reader,
    id: Path<String>,
    form: Form<Typed>,
) -> Result<HttpResponse, Failure> {
    let (id, Form(typed)) = (TemplateId::from(id.into_inner()), form);
    let meant = Weekday::parse(&typed.weekday).zip(TimeOfDay::parse(&typed.from));
    let (weekday, from) = meant.ok_or(Refusal::FieldWrong)?;
    match change(&reader, &id, Edit::Drops(weekday, from)).await {
        Ok(()) => Ok(reader.see(&format!("{LIST}/{id}?done=dropped"))),
        Err(error) => {
            let forms = Forms {
                found: vec![problem(&reader.words, ("", refused(error)?))],
                ..Forms::default()
            };
            reader.page(&page(&reader, id, forms).await?)
        }
    }
}

pub(super) async fn end(
    reader: Reader,
    id: Path<String>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Failure> {
    let id = TemplateId::from(id.into_inner());
    kinds::end(&reader.app, &reader.caller, id, reader.now).await?;
    Ok(reader.see(&format!("{LIST}?done=ended")))
}

async fn change(reader: &Reader, id: &TemplateId, edit: Edit) -> Result<(), ServiceError> {
    kinds::change(&reader.app, &reader.caller, (id.clone(), edit), reader.now).await
}

/// What is said on the page again; everything else is an answer of its own.
fn refused(error: ServiceError) -> Result<Refusal, Failure> {
    match error.refusal() {
        None | Some(Refusal::NotFound | Refusal::NotAllowed) => Err(error.into()),
        Some(refusal) => Ok(refusal),
    }
}

/// The field of name and hours that a refusal is about; none where it is about the list.
fn said_of(error: &ServiceError) -> &'static str {
    if error.refusal() == Some(Refusal::WindowOrder) {
        "opens"
    } else {
        ""
    }
}

fn problem(words: &Words, (field, refusal): (&str, Refusal)) -> Problem {
    Problem {
        field: field.to_owned(),
        text: words.get(refusal.key()),
    }
}

/// What stands in the forms of one kind's page, and what was wrong in it.
#[derive(Default)]
struct Forms {
    says: Option<Says>,
    time: Option<Typed>,
    found: Vec<Problem>,
}

async fn list_page(
    reader: &Reader,
    typed: &Says,
    found: Vec<Problem>,
) -> Result<TemplatesPage, Failure> {
    let all = kinds::all(&reader.app).await?;
    let is_wrong = !found.is_empty();
    let problems = Problems::new(&reader.words, found);
    Ok(TemplatesPage {
        done: None,
        rows: all.iter().map(|one| row(reader, one)).collect(),
        fields: if edits(reader) {
            says(&reader.words, typed, &problems)
        } else {
            Vec::new()
        },
        problems,
        frame: reader
            .frame()
            .titled("templates-title")
            .gone_wrong(is_wrong),
    })
}

fn edits(reader: &Reader) -> bool {
    allowed(reader.caller.role(), Action::EditWeek) && kinds::may_edit(&reader.caller)
}

fn row(reader: &Reader, one: &NamedTemplate) -> TemplateRow {
    let times = one.template.adds.iter().map(|adds| said(reader, adds));
    TemplateRow {
        href: format!("{LIST}/{}", one.id),
        name: name(&reader.words, one),
        hours: hours(&reader.words, &one.template),
        times: times.collect(),
    }
}

fn name(words: &Words, one: &NamedTemplate) -> String {
    one.names.in_language(words.lang().code()).to_owned()
}

fn hours(words: &Words, kind: &Kind) -> String {
    match kind.hours {
        None => words.get("templates-hours-none"),
        Some(hours) => words.say(
            "templates-hours",
            "hours",
            span(words, hours.from, hours.to),
        ),
    }
}

/// A time of a kind's own: when, and how.
fn said(reader: &Reader, adds: &TemplateAdds) -> (String, String) {
    let (words, stretch) = (&reader.words, &adds.stretch);
    let times = span(words, stretch.from, stretch.to);
    let when = format!("{} · {times}", weekday(words, adds.weekday));
    (when, how(reader, stretch))
}

async fn page(reader: &Reader, id: TemplateId, forms: Forms) -> Result<TemplatePage, Failure> {
    let words = &reader.words;
    let one = kinds::one(&reader.app, id).await?;
    let is_wrong = !forms.found.is_empty();
    let problems = Problems::new(words, forms.found);
    let today = calendar::local_day(reader.app.settings.ministry.zone, reader.now);
    let typed = forms.time.unwrap_or_else(|| Typed::usual(today));
    let typed = Typed {
        official: String::new(),
        ..typed
    };
    let times = one.template.adds.iter().map(|adds| {
        let (what, how) = said(reader, adds);
        let key = (adds.weekday.to_string(), adds.stretch.from.to_string());
        TemplateTime { key, what, how }
    });
    Ok(TemplatePage {
        done: None,
        href: format!("{LIST}/{}", one.id),
        hours: hours(words, &one.template),
        times: times.collect(),
        edits: edits(reader),
        says: says(
            words,
            &forms.says.unwrap_or_else(|| Says::of(&one)),
            &problems,
        ),
        fields: time(reader, &typed, &problems),
        with: with_choices(reader, &typed),
        problems,
        frame: reader
            .frame()
            .called(name(words, &one))
            .gone_wrong(is_wrong),
    })
}

/// The questions for a name and the hours of every day.
fn says(words: &Words, typed: &Says, problems: &Problems) -> Vec<Field> {
    let letters_max = u32::try_from(NAME_CHARS_MAX).unwrap_or(u32::MAX);
    let name = |field, label: &str, value: &str| {
        Field::text(field, words.get(label))
            .longest(letters_max)
            .value(value)
            .wrong(problems.of(field))
    };
    let hour = |field, key, value: &str| {
        clock_field(words, (field, key), value, problems).optional(words.get("optional"))
    };
    vec![
        name("name_ar", "holiday-name-ar", &typed.name_ar),
        name("name_en", "holiday-name-en", &typed.name_en).latin(),
        hour("opens", "templates-opens", &typed.opens),
        hour("closes", "templates-closes", &typed.closes),
    ]
}

/// The questions for one more time.
fn time(reader: &Reader, typed: &Typed, problems: &Problems) -> Vec<Field> {
    let words = &reader.words;
    let weekdays = Weekday::ALL
        .iter()
        .map(|&day| (day.to_string(), weekday(words, day)));
    let mut all = vec![one_of(
        words,
        ("weekday", "rules-weekday"),
        weekdays.collect(),
        &typed.weekday,
        problems,
    )];
    all.extend(fields(words, typed, problems));
    all.extend(more_fields(words, typed, problems));
    all.extend(session_fields(reader, typed, problems));
    all.push(holiday_field(words, typed, problems));
    all
}
