//! Who sees an official's week: named and removed by the official, or by the administrator.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use crate::scheduling::Refusal;
use crate::service::readers::{self, Named, Readers};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Problem, Problems};
use crate::web::reader::Reader;
use crate::web::shown;

/// The lists, one of each official.
#[derive(Template)]
#[template(path = "office/readers.html")]
pub struct ReadersPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong in a form.
    pub problems: Problems,
    /// What was just done.
    pub done: Option<String>,
    /// One of each official.
    pub weeks: Vec<WeekReaders>,
}

/// Who sees one official's week.
pub struct WeekReaders {
    /// Whose week.
    pub official: String,
    /// How the official is addressed.
    pub name: String,
    /// Who is named.
    pub rows: Vec<ReaderRow>,
    /// Who else could be: account, and name with work.
    pub others: Vec<(String, String)>,
    /// What was wrong in its form.
    pub wrong: Option<String>,
}

/// One who is named.
pub struct ReaderRow {
    /// The account.
    pub id: String,
    /// The name.
    pub name: String,
    /// The work.
    pub role: String,
    /// Since when.
    pub since: String,
    /// Who named this one.
    pub by: String,
}

#[derive(Deserialize)]
pub(super) struct Done {
    #[serde(default)]
    done: String,
}

/// Whose week, and whom.
#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    official: String,
    #[serde(default)]
    staff: String,
}

pub(super) async fn see(reader: Reader, done: Query<Done>) -> Result<HttpResponse, Failure> {
    let mut page = page(&reader, Vec::new()).await?;
    page.done = match done.done.as_str() {
        "named" => Some(reader.words.get("readers-named")),
        "removed" => Some(reader.words.get("readers-removed")),
        _ => None,
    };
    reader.page(&page)
}

pub(super) async fn name(reader: Reader, form: Form<Typed>) -> Result<HttpResponse, Failure> {
    let Form(typed) = form;
    if typed.staff.is_empty() {
        let found = vec![Problem {
            field: format!("staff-{}", typed.official),
            text: reader.words.get("readers-missing"),
        }];
        return reader.page(&page(&reader, found).await?);
    }
    let order = (typed.official.into(), typed.staff.into());
    readers::name(&reader.app, &reader.caller, order, reader.now).await?;
    Ok(reader.see("/office/readers?done=named"))
}

pub(super) async fn remove(reader: Reader, form: Form<Typed>) -> Result<HttpResponse, Failure> {
    let Form(typed) = form;
    let order = (typed.official.into(), typed.staff.into());
    match readers::remove(&reader.app, &reader.caller, order, reader.now).await {
        // Whoever presses twice finds it done.
        Ok(()) => Ok(reader.see("/office/readers?done=removed")),
        Err(error) if error.refusal() == Some(Refusal::NotFound) => {
            Ok(reader.see("/office/readers"))
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(reader: &Reader, found: Vec<Problem>) -> Result<ReadersPage, Failure> {
    let is_wrong = !found.is_empty();
    let problems = Problems::new(&reader.words, found);
    let mut weeks = Vec::new();
    for official in readers::kept(&reader.app, &reader.caller) {
        let known = readers::of_official(&reader.app, &reader.caller, official).await?;
        weeks.push(week(reader, &known, &problems));
    }
    Ok(ReadersPage {
        done: None,
        weeks,
        problems,
        frame: reader.frame().titled("readers-title").gone_wrong(is_wrong),
    })
}

fn week(reader: &Reader, known: &Readers, problems: &Problems) -> WeekReaders {
    let words = &reader.words;
    let code = words.lang().code();
    let options = known.others.iter().map(|one| {
        let role = words.value("role", one.role.as_str());
        let name = one.names.in_language(code);
        (one.id.to_string(), format!("{name} · {role}"))
    });
    WeekReaders {
        official: known.official.to_string(),
        name: shown::official(&reader.app, words, Some(&known.official)).unwrap_or_default(),
        rows: known.named.iter().map(|one| line(reader, one)).collect(),
        others: options.collect(),
        wrong: problems.of(&format!("staff-{}", known.official)),
    }
}

fn line(reader: &Reader, one: &Named) -> ReaderRow {
    let words = &reader.words;
    let code = words.lang().code();
    let since = shown::local(reader.app.settings.ministry.zone, one.at);
    let by = one.by.as_ref();
    ReaderRow {
        id: one.staff.id.to_string(),
        name: one.staff.names.in_language(code).to_owned(),
        role: words.value("role", one.staff.role.as_str()),
        since: words.short_day(since.date()),
        by: by.map_or_else(
            || words.get("readers-by-data"),
            |by| by.names.in_language(code).to_owned(),
        ),
    }
}
