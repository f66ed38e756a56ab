//! Writing to the call centre, for people who cannot telephone: a page that works on any telephone
//! that shows pages; an SMS says when there is an answer.

use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::{Answered, facts};
use crate::scheduling::Refusal;
use crate::service::calls::Written;
use crate::service::calls::reach::{self as reaching, NewReach};
use crate::service::calls::write::{self as service, TEXT_CHARS_MAX};
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Field, Problem, Problems};
use crate::web::reader::Reader;
use crate::web::shown;
use crate::words::Words;

/// What was done a moment ago.
#[derive(Default, Deserialize)]
pub struct Said {
    #[serde(default)]
    done: String,
}

/// What the form sends.
#[derive(Default, Deserialize)]
pub struct WriteForm {
    /// What is written.
    #[serde(default)]
    pub text: String,
}

/// What the form about telephone calls sends.
#[derive(Default, Deserialize)]
pub struct ReachForm {
    /// `yes`: never ring, always write.
    #[serde(default)]
    pub text_only: String,
}

/// One thing that was written.
pub struct LineView {
    /// Who wrote it.
    pub who: String,
    /// When.
    pub time: String,
    /// What it says.
    pub text: String,
}

/// The page.
#[derive(Template)]
#[template(path = "citizen/write.html")]
pub struct WritePage {
    frame: Frame,
    problems: Problems,
    done: Option<String>,
    lines: Vec<LineView>,
    text: Field,
    is_text_only: bool,
}

/// One line as it stands on a page; what the person wrote is called by `name`.
pub(in crate::web) fn line(
    reader: &Reader,
    words: &Words,
    (row, name): (&Written, &str),
) -> LineView {
    let at = shown::local(reader.app.settings.ministry.zone, row.at);
    LineView {
        who: if row.staff_id.is_some() {
            words.get("write-centre")
        } else {
            name.to_owned()
        },
        time: words.short_date_time(at.date(), at.time()),
        text: row.text.clone(),
    }
}

/// Shows what was written so far.
pub async fn see(reader: Reader, said: Query<Said>) -> Answered {
    let done = match said.done.as_str() {
        "sent" => Some(reader.words.get("write-sent")),
        "reach" => Some(reader.words.get("reach-saved")),
        _ => None,
    };
    show(&reader, (&WriteForm::default(), Vec::new()), done).await
}

/// Sends what was written.
pub async fn send(reader: Reader, Form(form): Form<WriteForm>) -> Answered {
    let text = form.text.trim();
    if text.is_empty() || text.chars().count() > TEXT_CHARS_MAX {
        let found = vec![problem(reader.words.get("write-wrong"))];
        return show(&reader, (&form, found), None).await;
    }
    match service::ask(&reader.app, &reader.caller, form.text.clone(), reader.now).await {
        Ok(()) => Ok(reader.see("/write?done=sent")),
        Err(error) => match error.refusal() {
            Some(refusal @ (Refusal::TooManyRequests | Refusal::FieldWrong)) => {
                let found = vec![problem(reader.words.get(refusal.key()))];
                show(&reader, (&form, found), None).await
            }
            Some(_) | None => Err(error.into()),
        },
    }
}

/// Says whether one is rung or written to.
pub async fn reach(reader: Reader, Form(form): Form<ReachForm>) -> Answered {
    let new = NewReach {
        phone: None,
        keeps_phone: true,
        text_only: form.text_only == "yes",
    };
    reaching::set(&reader.app, &reader.caller, new, reader.now).await?;
    Ok(reader.see("/write?done=reach"))
}

fn problem(text: String) -> Problem {
    Problem {
        field: "text".to_owned(),
        text,
    }
}

async fn show(
    reader: &Reader,
    (form, found): (&WriteForm, Vec<Problem>),
    done: Option<String>,
) -> Answered {
    let (frame, _) = facts::known(reader).await?;
    let frame = frame.titled("write-title").gone_wrong(!found.is_empty());
    let words = frame.words.clone();
    let lines = service::own(&reader.app, &reader.caller).await?;
    let me = words.get("write-me");
    let problems = Problems::new(&words, found);
    reader.page(&WritePage {
        done,
        lines: lines
            .iter()
            .map(|one| line(reader, &words, (one, &me)))
            .collect(),
        text: Field::lines("text", words.get("write-text"))
            .longest(u32::try_from(TEXT_CHARS_MAX).unwrap_or(u32::MAX))
            .value(form.text.as_str())
            .wrong(problems.of("text")),
        is_text_only: reaching::is_text_only(&reader.app, &reader.caller).await?,
        problems,
        frame,
    })
}
