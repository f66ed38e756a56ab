//! Running late: the form by which the office says so, on the pages of its day and on one of its own.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use crate::scheduling::Action;
use crate::scheduling::Refusal;
use crate::scheduling::digits;
use crate::scheduling::ids::OfficialId;
use crate::scheduling::lateness::{MESSAGE_CHARS_MAX, MINUTES_MAX, PRESETS, Word};
use crate::scheduling::permission::allowed;
use crate::service::lateness::{self, Lateness};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::language::own_path;
use crate::web::parts::{Field, Problem, Problems};
use crate::web::reader::Reader;
use crate::web::shown;

/// What the office says of today, and the form in which it says it.
#[derive(Clone)]
pub struct LateForm {
    /// What is said at the moment, official by official; empty while everybody is on time.
    pub said: Vec<String>,
    /// Of whom it is said, where there is only one to say it of.
    pub official: String,
    /// The questions.
    pub fields: Vec<Field>,
    /// Where one goes when it is said.
    pub back: String,
}

/// The page of the form alone: where it comes back to when something was wrong.
#[derive(Template)]
#[template(path = "office/late.html")]
pub struct LatePage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong.
    pub problems: Problems,
    /// The form.
    pub late: LateForm,
}

/// What was typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    official: String,
    minutes: String,
    message: String,
    back: String,
}

/// Where the form stands: whose day it is about, and where one goes afterwards.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    official: String,
    back: String,
}

/// The form on a page of the office's day, about one official or about all it works for; nothing
/// for those who do not say it.
pub(super) async fn form(
    reader: &Reader,
    official: Option<&OfficialId>,
) -> Result<Option<LateForm>, Failure> {
    if !allowed(reader.caller.role(), Action::SayLate) {
        return Ok(None);
    }
    let typed = Typed {
        official: official.map(ToString::to_string).unwrap_or_default(),
        back: reader.path.clone(),
        ..Typed::default()
    };
    let none = Problems::new(&reader.words, Vec::new());
    Ok(Some(filled(reader, typed, &none).await?))
}

pub(super) async fn see(reader: Reader, asked: Query<Asked>) -> Result<HttpResponse, Failure> {
    let Asked { official, back } = asked.into_inner();
    let typed = Typed {
        official,
        back,
        ..Typed::default()
    };
    show(&reader, typed, Vec::new()).await
}

pub(super) async fn say(reader: Reader, Form(typed): Form<Typed>) -> Result<HttpResponse, Failure> {
    let (app, now) = (&reader.app, reader.now);
    let message = typed.message.clone();
    let minutes = digits::to_latin(&typed.minutes).trim().parse().ok();
    let Some(minutes) = minutes.filter(|minutes| (0..=MINUTES_MAX).contains(minutes)) else {
        return show(&reader, typed, vec![wrong(&reader, "minutes")]).await;
    };
    if message.trim().chars().count() > MESSAGE_CHARS_MAX {
        return show(&reader, typed, vec![wrong(&reader, "message")]).await;
    }
    let word = Word {
        minutes,
        message: Some(message),
    };
    let of = OfficialId::from(typed.official.as_str());
    let order = (of, lateness::today(app, now), word);
    match lateness::say(app, &reader.caller, order, now).await {
        Ok(_said) => Ok(reader.see(&with_done(own_path(&typed.back)))),
        Err(error) if error.refusal() == Some(Refusal::NotFound) => {
            show(&reader, typed, vec![wrong(&reader, "official")]).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The address of the page one came from, which says that it is done.
fn with_done(back: &str) -> String {
    let plain = back.split('?').next().unwrap_or("/office/today");
    format!("{plain}?late=said")
}

fn wrong(reader: &Reader, field: &str) -> Problem {
    let most = i64::try_from(MESSAGE_CHARS_MAX).unwrap_or(i64::MAX);
    let text = if field == "message" {
        reader.words.say("late-message-wrong", "most", most)
    } else {
        reader.words.get(&format!("late-{field}-wrong"))
    };
    Problem {
        field: field.to_owned(),
        text,
    }
}

async fn show(reader: &Reader, typed: Typed, found: Vec<Problem>) -> Result<HttpResponse, Failure> {
    let is_wrong = !found.is_empty();
    let problems = Problems::new(&reader.words, found);
    let typed = Typed {
        back: own_path(&typed.back).to_owned(),
        ..typed
    };
    reader.page(&LatePage {
        late: filled(reader, typed, &problems).await?,
        frame: reader.frame().titled("late-say").gone_wrong(is_wrong),
        problems,
    })
}

/// The officials whose day the reader can speak of: id and style of address.
fn officials(reader: &Reader) -> Vec<(String, String)> {
    let staff = reader.caller.staff();
    let catalogue = reader.app.catalogue.get();
    let ours = catalogue.officials.iter();
    ours.filter(|one| staff.is_some_and(|staff| staff.sees(&one.id)))
        .map(|one| {
            let style = one.styles.in_language(reader.words.lang().code()).short;
            (one.id.to_string(), shown::standing_alone(&style))
        })
        .collect()
}

async fn filled(reader: &Reader, typed: Typed, problems: &Problems) -> Result<LateForm, Failure> {
    let words = &reader.words;
    let mut whose = officials(reader);
    if whose.iter().any(|(id, _)| *id == typed.official) {
        whose.retain(|(id, _)| *id == typed.official);
    }
    let today = lateness::today(&reader.app, reader.now);
    let mut rows = lateness::of_office(&reader.app, &reader.caller, today).await?;
    rows.retain(|row| whose.iter().any(|(id, _)| *id == row.official_id.as_str()));
    // One form about several begins empty; about one it begins with what is said of that one.
    let known = rows.first().filter(|_| whose.len() == 1);
    let minutes = match known {
        Some(row) if typed.minutes.is_empty() => row.minutes.to_string(),
        Some(_) | None => typed.minutes,
    };
    let message = match known {
        Some(row) if typed.message.is_empty() => row.message.clone().unwrap_or_default(),
        Some(_) | None => typed.message,
    };
    let mut fields = vec![
        Field::one_of(
            "minutes",
            words.get("late-minutes"),
            presets(reader, &minutes),
        )
        .value(minutes)
        .wrong(problems.of("minutes")),
        Field::text("message", words.get("late-message"))
            .hint(words.get("late-message-hint"))
            .optional(words.get("optional"))
            .longest(u32::try_from(MESSAGE_CHARS_MAX).unwrap_or(u32::MAX))
            .value(message)
            .wrong(problems.of("message")),
    ];
    let official = match whose.as_slice() {
        [(id, _)] => id.clone(),
        _several => {
            let choose = Field::one_of("official", words.get("late-official"), whose.clone());
            fields.insert(
                0,
                choose.value(typed.official).wrong(problems.of("official")),
            );
            String::new()
        }
    };
    Ok(LateForm {
        said: rows
            .iter()
            .filter_map(|row| said(reader, row, &whose))
            .collect(),
        official,
        fields,
        back: typed.back,
    })
}

/// What is said of an official at the moment.
fn said(reader: &Reader, row: &Lateness, whose: &[(String, String)]) -> Option<String> {
    let (words, minutes) = (&reader.words, i64::from(row.minutes));
    let late = (row.minutes > 0).then(|| words.say("late-by", "minutes", minutes));
    let parts: Vec<String> = [late, row.message.clone()].into_iter().flatten().collect();
    if parts.is_empty() {
        return None;
    }
    let (_, name) = whose
        .iter()
        .find(|(id, _)| *id == row.official_id.as_str())?;
    Some(format!("{name}: {}", parts.join(" · ")))
}

/// The presses, and whatever a program said that is none of them.
fn presets(reader: &Reader, chosen: &str) -> Vec<(String, String)> {
    let words = &reader.words;
    let mut all: Vec<i32> = std::iter::once(0).chain(PRESETS).collect();
    if let Ok(other) = chosen.parse::<i32>()
        && (0..=MINUTES_MAX).contains(&other)
    {
        all.push(other);
    }
    all.sort_unstable();
    all.dedup();
    let said = |minutes: i32| match minutes {
        0 => words.get("late-none"),
        some => words.say("late-choice", "minutes", i64::from(some)),
    };
    all.into_iter()
        .map(|minutes| (minutes.to_string(), said(minutes)))
        .collect()
}
