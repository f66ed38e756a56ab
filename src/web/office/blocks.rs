//! Who may not book for a while: the list, and the form that adds to it.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use crate::scheduling::ids::BlockId;
use crate::scheduling::{IdentityNumber, Reference, Refusal, calendar};
use crate::service::blocks::{self, Blocked, NewBlock, Whom};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Field, Problem, Problems};
use crate::web::reader::Reader;
use crate::web::shown;

/// The longest reason.
const REASON_LETTERS_MAX: u32 = 500;

/// The list and the form.
#[derive(Template)]
#[template(path = "office/blocks.html")]
pub struct BlocksPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong in the form.
    pub problems: Problems,
    /// What was just done.
    pub done: Option<String>,
    /// The blocks, the first to end first.
    pub rows: Vec<BlockRow>,
    /// The questions of the form.
    pub fields: Vec<Field>,
}

/// One block.
pub struct BlockRow {
    /// Its id.
    pub id: String,
    /// Whom it is for.
    pub whom: String,
    /// Why.
    pub reason: String,
    /// Until when.
    pub until: String,
}

#[derive(Deserialize)]
pub(super) struct Said {
    #[serde(default)]
    done: String,
    #[serde(default)]
    reference: String,
}

/// The form as it was typed.
#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    whom: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    until: String,
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

pub(super) async fn see(reader: Reader, said: Query<Said>) -> Result<HttpResponse, Failure> {
    let said = said.into_inner();
    let typed = Typed {
        whom: said.reference,
        ..Typed::default()
    };
    let mut page = page(&reader, &typed, Vec::new()).await?;
    page.done = match said.done.as_str() {
        "set" => Some(reader.words.get("block-set")),
        "lifted" => Some(reader.words.get("block-lifted")),
        _ => None,
    };
    reader.page(&page)
}

pub(super) async fn add(reader: Reader, form: Form<Typed>) -> Result<HttpResponse, Failure> {
    let Form(typed) = form;
    let new = match parsed(&reader, &typed) {
        Ok(new) => new,
        Err(found) => return reader.page(&page(&reader, &typed, found).await?),
    };
    match blocks::add(&reader.app, &reader.caller, new, reader.now).await {
        Ok(_) => Ok(reader.see("/office/blocks?done=set")),
        Err(error) => {
            let refusal = error.refusal().ok_or_else(|| Failure::from(error))?;
            let (field, key) = if refusal == Refusal::NotFound {
                ("whom", "block-whom-unknown")
            } else {
                ("until", "block-until-wrong")
            };
            let found = vec![problem(&reader, field, key)];
            reader.page(&page(&reader, &typed, found).await?)
        }
    }
}

pub(super) async fn lift(
    reader: Reader,
    id: Path<String>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Failure> {
    let id = BlockId::from(id.into_inner());
    blocks::lift(&reader.app, &reader.caller, id, reader.now).await?;
    Ok(reader.see("/office/blocks?done=lifted"))
}

fn problem(reader: &Reader, field: &str, key: &str) -> Problem {
    Problem {
        field: field.to_owned(),
        text: reader.words.get(key),
    }
}

fn parsed(reader: &Reader, typed: &Typed) -> Result<NewBlock, Vec<Problem>> {
    let whom = Reference::parse(&typed.whom).map(Whom::Applicant);
    let whom = whom.or_else(|| IdentityNumber::parse(&typed.whom).ok().map(Whom::Identity));
    let until: Option<NaiveDate> = typed.until.trim().parse().ok();
    let reason = typed.reason.trim().to_owned();
    if let (Some(whom), Some(last), false) = (&whom, until, reason.is_empty()) {
        let (_, until) = calendar::days_span(reader.app.settings.ministry.zone, last, last);
        return Ok(NewBlock {
            whom: whom.clone(),
            reason,
            from: None,
            until,
        });
    }
    let wrong = [
        (whom.is_none(), "whom", "block-whom-unknown"),
        (reason.is_empty(), "reason", Refusal::ReasonNeeded.key()),
        (until.is_none(), "until", "block-until-wrong"),
    ];
    let wrong = wrong.into_iter().filter(|(is_wrong, _, _)| *is_wrong);
    Err(wrong
        .map(|(_, field, key)| problem(reader, field, key))
        .collect())
}

async fn page(reader: &Reader, typed: &Typed, found: Vec<Problem>) -> Result<BlocksPage, Failure> {
    let words = &reader.words;
    let rows = blocks::list(&reader.app, &reader.caller, reader.now).await?;
    let is_wrong = !found.is_empty();
    let problems = Problems::new(words, found);
    Ok(BlocksPage {
        done: None,
        rows: rows.iter().map(|row| line(reader, row)).collect(),
        fields: vec![
            Field::text("whom", words.get("block-whom"))
                .hint(words.get("block-whom-hint"))
                .value(typed.whom.as_str())
                .wrong(problems.of("whom")),
            Field::text("reason", words.get("block-reason"))
                .hint(words.get("block-reason-hint"))
                .longest(REASON_LETTERS_MAX)
                .value(typed.reason.as_str())
                .wrong(problems.of("reason")),
            Field::date("until", words.get("block-until"))
                .value(typed.until.as_str())
                .wrong(problems.of("until")),
        ],
        problems,
        frame: reader.frame().titled("blocks-title").gone_wrong(is_wrong),
    })
}

fn line(reader: &Reader, row: &Blocked) -> BlockRow {
    let words = &reader.words;
    let until = shown::local(reader.app.settings.ministry.zone, row.block.ends_at);
    BlockRow {
        id: row.block.id.to_string(),
        whom: match &row.person {
            Some(person) => shown::person(words, person.name.as_ref()),
            None => words.get("block-identity"),
        },
        reason: row.block.reason.clone(),
        until: words.date_time(until.date(), until.time()),
    }
}
