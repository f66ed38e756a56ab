//! Waiting for a time: what suits, and the place on the list.

use askama::Template;
use chrono::{NaiveDate, TimeDelta};

use super::check::{new_request, papers};
use super::draft::{Draft, Step};
use super::{Answered, facts};
use crate::scheduling::ids::{RequestId, WaitingId};
use crate::scheduling::waiting::Unsuitable;
use crate::scheduling::{Mode, Refusal, TimeOfDay};
use crate::service::book::For;
use crate::service::wait::{self, Place, Wish};
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Choice, Choices, Problem, Problems, Steps};
use crate::web::reader::Reader;
use crate::words::Words;
use actix_web::web::Path;

/// What the day is divided at: before it is the morning.
const NOON: u16 = 12 * 60;

/// Asks what suits.
pub async fn see(reader: Reader) -> Answered {
    show(&reader, &WaitForm::default(), Vec::new()).await
}

async fn show(reader: &Reader, form: &WaitForm, found: Vec<Problem>) -> Answered {
    let draft = facts::draft(reader).await?;
    if let Some(page) = draft.missing(Step::Time) {
        return Ok(reader.see(page));
    }
    if !draft.is_meeting() {
        return Ok(reader.see("/ask/time"));
    }
    if !facts::chooses_time(&reader.app, &draft) {
        return Ok(reader.see("/ask/check"));
    }
    let (frame, person) = facts::known(reader).await?;
    if person.name.is_none() || person.sex.is_none() {
        return Ok(reader.see("/profile?next=/ask/wait"));
    }
    let words = frame.words.clone();
    let place = facts::place(&reader.app, &words, &draft);
    let minutes = reader.app.settings.booking.offer_minutes;
    reader.page(&WaitPage::new(
        frame,
        (&draft, place),
        minutes,
        (form, found),
    ))
}

/// Joins the list: with the request that is handed in already, or with the one just filled in.
pub async fn join(reader: Reader, Form(fields): Form<Vec<(String, String)>>) -> Answered {
    let draft = facts::draft(&reader).await?;
    let form = WaitForm::of(fields);
    if draft.missing(Step::Time).is_some() {
        return Ok(reader.see("/requests"));
    }
    let papers = papers(&reader.app, &reader.caller).await?;
    let purpose = match draft.request.clone() {
        Some(id) => For::Request(id),
        None => For::New(Box::new(new_request(&draft, papers))),
    };
    let wish = (purpose, form.wish(&draft));
    match wait::wait(&reader.app, &reader.caller, wish, reader.now).await {
        Ok(place) => Ok(joined(&reader, &place.request.id)),
        Err(error) => {
            let refusal = facts::refused(error)?;
            if refusal == Refusal::ProfileNeeded {
                return Ok(reader.see("/profile?next=/ask/wait"));
            }
            let (field, text) = (String::new(), reader.words.get(refusal.key()));
            show(&reader, &form, vec![Problem { field, text }]).await
        }
    }
}

fn joined(reader: &Reader, id: &RequestId) -> actix_web::HttpResponse {
    reader.see(&format!("/requests/{id}?said=waiting"))
}

/// Leaves the list with one request.
pub async fn leave(
    reader: Reader,
    id: Path<String>,
    _form: Form<Vec<(String, String)>>,
) -> Answered {
    let id = RequestId::from(id.into_inner());
    let place = of_request(&reader, &id).await?.ok_or(Refusal::NotFound)?;
    let place: WaitingId = place.waiting.id;
    wait::leave(&reader.app, &reader.caller, place, reader.now).await?;
    Ok(reader.see(&format!("/requests/{id}?said=left")))
}

/// The reader's place on the list with that request, if there is one.
pub(super) async fn of_request(
    reader: &Reader,
    id: &RequestId,
) -> Result<Option<Place>, crate::web::failure::Failure> {
    let own = wait::own(&reader.app, &reader.caller).await?;
    Ok(own.into_iter().find(|place| place.request.id == *id))
}

/// What the form sends.
#[derive(Clone, Debug, Default)]
pub struct WaitForm {
    mode: String,
    centre: String,
    weekdays: Vec<String>,
    hours: String,
    near: bool,
}

impl WaitForm {
    /// Reads the fields; a day of the week may stand among them more than once.
    #[must_use]
    pub fn of(fields: Vec<(String, String)>) -> Self {
        let mut form = Self::default();
        for (name, value) in fields {
            match name.as_str() {
                "mode" => form.mode = value,
                "centre" => form.centre = value,
                "not_on" => form.weekdays.push(value),
                "hours" => form.hours = value,
                "near" => form.near = value == "yes",
                _ => {}
            }
        }
        form
    }

    fn wish(&self, draft: &Draft) -> Wish {
        let noon = TimeOfDay::of_minutes(NOON);
        Wish {
            mode: draft.mode.filter(|_| self.mode != "any"),
            centre: draft.centre.clone().filter(|_| self.centre != "any"),
            unsuitable: Unsuitable {
                days: Vec::new(),
                weekdays: self
                    .weekdays
                    .iter()
                    .filter_map(|day| day.parse().ok())
                    .filter(|day| *day < 7)
                    .collect(),
                before: noon.filter(|_| self.hours == "afternoon"),
                after: noon.filter(|_| self.hours == "morning"),
            },
            near: self.near,
        }
    }
}

/// The page that asks what suits.
#[derive(Template)]
#[template(path = "citizen/wait.html")]
pub struct WaitPage {
    frame: Frame,
    problems: Problems,
    steps: Steps,
    lead: String,
    asked: Vec<Choices>,
}

impl WaitPage {
    /// The page for what the draft asks for at that place; an offer lasts so many minutes.
    #[must_use]
    pub fn new(
        frame: Frame,
        (draft, place): (&Draft, String),
        minutes: i64,
        (form, found): (&WaitForm, Vec<Problem>),
    ) -> Self {
        let frame = frame.titled("wait-title").gone_wrong(!found.is_empty());
        let words = frame.words.clone();
        let mut asked = vec![modes(&words, draft, form)];
        if draft.centre.is_some() {
            asked.push(centres(&words, place, form));
        }
        asked.extend([weekdays(&words, form), hours(&words, form)]);
        asked.push(near(&words, form));
        Self {
            problems: Problems::new(&words, found),
            steps: draft.steps(&words, Step::Time, true),
            lead: words.say("wait-lead", "length", words.minutes(minutes)),
            frame,
            asked,
        }
    }
}

fn modes(words: &Words, draft: &Draft, form: &WaitForm) -> Choices {
    let mode = draft.mode.map_or("", Mode::as_str);
    let options = vec![
        Choice::new("this", words.value("mode", mode)),
        Choice::new("any", words.get("wait-mode-any")),
    ];
    let chosen = if form.mode == "any" { "any" } else { "this" };
    Choices::one("mode", words.get("check-mode"), options).chosen(chosen)
}

fn centres(words: &Words, place: String, form: &WaitForm) -> Choices {
    let options = vec![
        Choice::new("this", place),
        Choice::new("any", words.get("wait-centre-any")),
    ];
    let chosen = if form.centre == "any" { "any" } else { "this" };
    Choices::one("centre", words.get("check-centre"), options).chosen(chosen)
}

fn weekdays(words: &Words, form: &WaitForm) -> Choices {
    // Any Sunday will do for the names of the days.
    let sunday = NaiveDate::from_isoywd_opt(2026, 1, chrono::Weekday::Sun).unwrap_or_default();
    let options = (0..7).map(|day| {
        let date = sunday + TimeDelta::days(day);
        Choice::new(day.to_string(), words.weekday(date))
    });
    Choices::many("not_on", words.get("wait-not-on"), options.collect())
        .all_chosen(form.weekdays.clone())
}

fn hours(words: &Words, form: &WaitForm) -> Choices {
    let option = |value: &'static str| Choice::new(value, words.value("wait-hours", value));
    let options = ["any", "morning", "afternoon"].map(option);
    let chosen = if form.hours.is_empty() {
        "any"
    } else {
        &form.hours
    };
    Choices::one("hours", words.get("wait-hours"), options.into()).chosen(chosen)
}

fn near(words: &Words, form: &WaitForm) -> Choices {
    let option = Choice::new("yes", words.get("wait-near")).text(words.get("wait-near-text"));
    let chosen = if form.near { "yes" } else { "" };
    Choices::many("near", words.get("wait-near-legend"), vec![option]).chosen(chosen)
}
