//! The time that somebody wants is not on the page: why not, and what is nearest to it.

use actix_web::web::Query;
use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use super::draft::{Draft, Step};
use super::{Answered, facts};
use crate::scheduling::slot::SlotKey;
use crate::scheduling::slot::why::relax::{Change, Relaxation};
use crate::scheduling::{TimeOfDay, calendar, digits};
use crate::service::why::{About, Asked, said, why_not};
use crate::web::frame::Frame;
use crate::web::parts::{Field, Problem, Problems, Steps};
use crate::web::reader::Reader;
use crate::words::Words;

/// Meetings begin on minutes divisible by this.
const STEP_MINUTES: u32 = 5;

/// The time that is wanted, as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    day: String,
    #[serde(default)]
    time: String,
}

impl Wanted {
    /// Day and time, where both can be read.
    pub(in crate::web) fn read(day: &str, time: &str) -> Option<(NaiveDate, TimeOfDay)> {
        let day = NaiveDate::parse_from_str(&digits::to_latin(day), "%Y-%m-%d").ok()?;
        Some((day, TimeOfDay::parse(&digits::to_latin(time))?))
    }

    fn is_blank(&self) -> bool {
        self.day.is_empty() && self.time.is_empty()
    }
}

/// Asks for the time, and answers.
pub async fn see(reader: Reader, query: Query<Wanted>) -> Answered {
    let draft = facts::draft(&reader).await?;
    if let Some(page) = draft.missing(Step::Time) {
        return Ok(reader.see(page));
    }
    if !facts::chooses_time(&reader.app, &draft) {
        return Ok(reader.see("/ask/check"));
    }
    let (frame, person) = facts::known(&reader).await?;
    if person.name.is_none() || person.sex.is_none() {
        return Ok(reader.see("/profile?next=/ask/why"));
    }
    let wanted = query.into_inner();
    let read = Wanted::read(&wanted.day, &wanted.time);
    let told = match read {
        Some(at) => Some(answer(&reader, (&frame.words, &draft), at).await?),
        None => None,
    };
    let is_wrong = read.is_none() && !wanted.is_blank();
    reader.page(&WhyPage::new(frame, &draft, (&wanted, is_wrong), told))
}

async fn answer(
    reader: &Reader,
    (words, draft): (&Words, &Draft),
    (day, time): (NaiveDate, TimeOfDay),
) -> Result<Told, crate::web::failure::Failure> {
    let app = &reader.app;
    let ministry = app.settings.ministry.zone;
    let zone = app.catalogue.get().zone(draft.centre.as_ref(), ministry);
    let starts_at = calendar::instant(zone, day, time);
    let mode = draft.mode.unwrap_or(crate::scheduling::Mode::Video);
    let asked = Asked {
        key: SlotKey {
            service: None,
            starts_at,
            official: draft.official.clone(),
            mode,
            centre: draft.centre.clone(),
        },
        section: None,
        needs: Some(draft.needs().unwrap_or_default()),
        about: draft.request.clone().map_or(About::Asker, About::Request),
    };
    let id = asked.key.id();
    let found = why_not(app, &reader.caller, asked, reader.now).await?.plain;
    let said = |one: &Relaxation| said::relaxation(app, words, one);
    let is_time = |one: &&Relaxation| one.change == Change::Time;
    let wall = starts_at.with_timezone(&zone).naive_local();
    Ok(Told {
        when: words.date_time(wall.date(), wall.time()),
        why: said::plain(words, zone, &found),
        free: found.reason.is_none().then(|| id.to_string()),
        nearest: found
            .near
            .iter()
            .filter(is_time)
            .map(|one| {
                let key = &one.slot.key;
                let at = key.starts_at.with_timezone(&zone).naive_local();
                let said = words.short_date_time(at.date(), at.time());
                (one.slot.id().to_string(), said)
            })
            .collect(),
        others: found
            .near
            .iter()
            .filter(|one| !is_time(one))
            .map(|one| {
                let is_need = matches!(one.change, Change::Without(_));
                (
                    said(one),
                    if is_need {
                        "/ask/about"
                    } else {
                        "/ask/meeting"
                    },
                )
            })
            .collect(),
    })
}

/// The answer, in words.
#[derive(Clone, Debug)]
pub struct Told {
    /// The time that was asked for.
    pub when: String,
    /// Why it is not to be had.
    pub why: String,
    /// The slot, where it is.
    pub free: Option<String>,
    /// The nearest times that can be taken at once: slot and words.
    pub nearest: Vec<(String, String)>,
    /// The nearest ones when something else is changed: words, and where that is done.
    pub others: Vec<(String, &'static str)>,
}

/// The page.
#[derive(Template)]
#[template(path = "citizen/why.html")]
pub struct WhyPage {
    frame: Frame,
    steps: Steps,
    problems: Problems,
    fields: [Field; 2],
    told: Option<Told>,
}

impl WhyPage {
    fn new(
        frame: Frame,
        draft: &Draft,
        (wanted, is_wrong): (&Wanted, bool),
        told: Option<Told>,
    ) -> Self {
        let frame = frame.titled("why-title").gone_wrong(is_wrong);
        let words = frame.words.clone();
        let missing = is_wrong.then(|| Problem {
            field: "day".to_owned(),
            text: words.get("why-missing"),
        });
        let problems = Problems::new(&words, missing.into_iter().collect());
        Self {
            steps: draft.steps(&words, Step::Time, true),
            fields: fields(&words, (&wanted.day, &wanted.time), problems.of("day")),
            frame,
            problems,
            told,
        }
    }
}

/// The questions for a day and a time.
pub(in crate::web) fn fields(
    words: &Words,
    (day, time): (&str, &str),
    wrong: Option<String>,
) -> [Field; 2] {
    [
        Field::date("day", words.get("why-day"))
            .value(day)
            .wrong(wrong),
        Field::time("time", words.get("why-time"), STEP_MINUTES).value(time),
    ]
}
