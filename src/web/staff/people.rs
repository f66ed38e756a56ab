//! Finding a person or a case; what was searched by goes in the form, never in an address.

use actix_web::HttpResponse;
use askama::Template;
use serde::Deserialize;

use crate::scheduling::{IdentityNumber, Reference, Role};
use crate::service::find_person::{Found, FoundRequest, Purpose, Search, find_person};
use crate::service::letters;
use crate::value;
use crate::web::citizen::requests::request_tag;
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Field, Mood, Problem, Problems, Tag};
use crate::web::reader::Reader;
use crate::web::shown;
use crate::words::Words;

value! {
    /// What is searched by, as the page offers it.
    pub enum SearchBy {
        /// An exact reference.
        Reference = "reference",
        /// An exact identity number.
        Identity = "identity",
        /// The last digits of a mobile.
        MobileTail = "mobile_tail",
        /// A name.
        Name = "name",
    }
}

/// The form as it was typed.
#[derive(Default, Deserialize)]
pub(in crate::web) struct Typed {
    #[serde(default)]
    by: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    purpose: String,
}

/// The form, and who was found.
#[derive(Template)]
#[template(path = "staff/people.html")]
pub struct PeoplePage {
    frame: Frame,
    problems: Problems,
    fields: Vec<Field>,
    count: String,
    people: Option<Vec<PersonRow>>,
}

/// Somebody who was found.
pub struct PersonRow {
    name: Option<String>,
    proved: Tag,
    facts: Vec<(String, String)>,
    cases: Vec<CaseRow>,
}

/// A request of somebody who was found.
pub struct CaseRow {
    href: String,
    reference: String,
    kind: String,
    received: String,
    state: Tag,
}

/// Shows the form.
pub(in crate::web) async fn ask(reader: Reader) -> Result<HttpResponse, Failure> {
    let purpose = match reader.caller.role() {
        Some(Role::Receptionist) => Purpose::Gate,
        Some(Role::CallAgent) => Purpose::Phone,
        Some(Role::Scheduler | Role::Secretary) => Purpose::Office,
        Some(
            Role::OperationsOfficer
            | Role::Applicant
            | Role::VideoOperator
            | Role::CentreManager
            | Role::Official
            | Role::Interpreter
            | Role::Administrator
            | Role::Portal,
        )
        | None => Purpose::Desk,
    };
    let typed = Typed {
        purpose: purpose.to_string(),
        ..Typed::default()
    };
    reader.page(&page(&reader, &typed, Vec::new(), None))
}

/// Searches.
pub(in crate::web) async fn find(
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<HttpResponse, Failure> {
    let search = match parse(&reader.words, &typed) {
        Ok(search) => search,
        Err(found) => return reader.page(&page(&reader, &typed, found, None)),
    };
    let found = find_person(&reader.app, &reader.caller, search, reader.now).await?;
    reader.page(&page(&reader, &typed, Vec::new(), Some(found)))
}

fn parse(words: &Words, typed: &Typed) -> Result<(Search, Purpose), Vec<Problem>> {
    let text = typed.text.as_str();
    let said = |key: &str| words.get(key);
    let search = match SearchBy::parse(&typed.by) {
        None => Err(said("error-choice")),
        Some(SearchBy::Reference) => Reference::parse(text)
            .map(Search::Reference)
            .ok_or_else(|| said("error-reference")),
        Some(SearchBy::Identity) => IdentityNumber::parse(text)
            .map(Search::Identity)
            .map_err(|fault| words.value("error-identity", fault.as_str())),
        Some(SearchBy::MobileTail) => {
            Search::tail(text).ok_or_else(|| said("error-search-mobile-tail"))
        }
        Some(SearchBy::Name) => Search::name(text).ok_or_else(|| said("error-search-name")),
    };
    let mut found = Vec::new();
    let mut wrong = |field: &str, text: String| {
        found.push(Problem {
            field: field.to_owned(),
            text,
        });
    };
    let purpose = Purpose::parse(&typed.purpose);
    if let Err(text) = &search {
        wrong("text", text.clone());
    }
    if purpose.is_none() {
        wrong("purpose", words.get("error-search-purpose"));
    }
    match (search, purpose) {
        (Ok(search), Some(purpose)) => Ok((search, purpose)),
        (Ok(_) | Err(_), _) => Err(found),
    }
}

fn page(
    reader: &Reader,
    typed: &Typed,
    found: Vec<Problem>,
    people: Option<Vec<Found>>,
) -> PeoplePage {
    let words = &reader.words;
    let frame = reader
        .frame()
        .titled("find-title")
        .gone_wrong(!found.is_empty());
    let problems = Problems::new(words, found);
    let ways = SearchBy::ALL
        .iter()
        .map(|by| (by.to_string(), words.value("search-by", by.as_str())));
    let purposes = Purpose::ALL.iter().map(|purpose| {
        (
            purpose.to_string(),
            words.value("purpose", purpose.as_str()),
        )
    });
    let people: Option<Vec<PersonRow>> =
        people.map(|all| all.into_iter().map(|one| row(reader, one)).collect());
    let count = people.as_ref().map_or(0, Vec::len);
    PeoplePage {
        fields: vec![
            Field::one_of("by", words.get("find-by"), ways.collect()).value(typed.by.as_str()),
            Field::text("text", words.get("find-text"))
                .hint(words.get("find-text-hint"))
                .complete("off")
                .value(typed.text.as_str())
                .wrong(problems.of("text")),
            Field::one_of("purpose", words.get("find-purpose"), purposes.collect())
                .hint(words.get("find-purpose-hint"))
                .value(typed.purpose.as_str())
                .wrong(problems.of("purpose")),
        ],
        count: words.say(
            "find-count",
            "count",
            i64::try_from(count).unwrap_or(i64::MAX),
        ),
        people,
        problems,
        frame,
    }
}

fn row(reader: &Reader, found: Found) -> PersonRow {
    let words = &reader.words;
    let cases = found.requests.into_iter().map(|case| line(reader, case));
    let cases = cases.collect();
    let Some(seen) = found.person else {
        return PersonRow {
            name: None,
            proved: Tag::new(Mood::Plain, String::new()),
            facts: Vec::new(),
            cases,
        };
    };
    let proved = if seen.proved {
        Tag::new(Mood::Good, words.get("find-proved"))
    } else {
        Tag::new(Mood::Wait, words.get("find-unproved"))
    };
    let latin = seen
        .name_latin
        .filter(|latin| seen.name.as_ref() != Some(latin));
    let facts = [
        ("register-name-latin", latin),
        (
            "sex-label",
            seen.sex.map(|sex| words.value("sex", sex.as_str())),
        ),
        (
            "find-citizenship",
            seen.citizenship
                .map(|one| words.value("citizenship", one.as_str())),
        ),
        ("mobile-label", seen.mobile),
    ];
    PersonRow {
        name: Some(shown::person(words, seen.name.as_ref())),
        proved,
        facts: facts
            .into_iter()
            .filter_map(|(key, said)| Some((words.get(key), said?)))
            .collect(),
        cases,
    }
}

fn line(reader: &Reader, case: FoundRequest) -> CaseRow {
    let words = &reader.words;
    let zone = reader.app.settings.ministry.zone;
    let received = case.received_at.map(|at| shown::local(zone, at).date());
    CaseRow {
        href: case
            .id
            .map_or_else(String::new, |id| format!("/office/requests/{id}")),
        reference: letters::shown(&case.reference),
        kind: case
            .kind
            .map_or_else(String::new, |kind| words.value("kind", kind.as_str())),
        received: received.map_or_else(String::new, |day| words.short_day(day)),
        state: request_tag(words, case.state),
    }
}
