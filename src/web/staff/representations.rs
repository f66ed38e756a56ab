//! Who acts for whom: the representations of a person who stands before one, one more, an end.
//! Numbers go in forms, never in an address.

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use crate::scheduling::ids::RepresentationId;
use crate::scheduling::{Basis, IdentityNumber, Mobile, Refusal, calendar};
use crate::service::representations::{self, Named, NewRepresentation};
use crate::web::citizen::sign_in::SignInForm;
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Field, Problem, Problems};
use crate::web::reader::Reader;
use crate::web::shown;
use crate::words::Words;

/// The longest name of an applicant or a document.
const LETTERS_MAX: u32 = 100;

/// The form as it was typed: who acts, and what is written down.
#[derive(Default, Deserialize)]
pub(in crate::web) struct Typed {
    #[serde(default)]
    identity_number: String,
    #[serde(default)]
    mobile: String,
    #[serde(default)]
    applicant: String,
    #[serde(default)]
    basis: String,
    #[serde(default)]
    document: String,
    #[serde(default)]
    until: String,
}

/// The questions, and what stands for the person asked about.
#[derive(Template)]
#[template(path = "staff/representations.html")]
pub struct RepresentationsPage {
    frame: Frame,
    problems: Problems,
    done: Option<String>,
    who: Vec<Field>,
    known: Option<Known>,
}

/// What stands for one person, and the questions of one more.
struct Known {
    identity_number: String,
    mobile: String,
    rows: Vec<Row>,
    fields: Vec<Field>,
}

/// One representation.
struct Row {
    id: String,
    applicant: String,
    basis: String,
    document: String,
    until: String,
}

/// Asks who stands there.
pub(in crate::web) async fn ask(reader: Reader) -> Result<HttpResponse, Failure> {
    reader.page(&page(&reader, &Typed::default(), (Vec::new(), None), None))
}

/// Shows what stands for that person.
pub(in crate::web) async fn find(
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<HttpResponse, Failure> {
    shows(&reader, &typed, (Vec::new(), None)).await
}

/// Writes one down.
pub(in crate::web) async fn add(
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<HttpResponse, Failure> {
    let new = match parsed(&reader, &typed) {
        Ok(new) => new,
        Err(found) => return shows(&reader, &typed, (found, None)).await,
    };
    match representations::register(&reader.app, &reader.caller, new, reader.now).await {
        Ok(_) => {
            let blank = Typed {
                identity_number: typed.identity_number,
                mobile: typed.mobile,
                ..Typed::default()
            };
            shows(&reader, &blank, (Vec::new(), Some("represent-added"))).await
        }
        Err(error) => {
            let refusal = error.refusal().ok_or_else(|| Failure::from(error))?;
            let found = vec![problem("until", reader.words.get(refusal.key()))];
            shows(&reader, &typed, (found, None)).await
        }
    }
}

/// Ends one before its time.
pub(in crate::web) async fn end(
    reader: Reader,
    id: Path<String>,
    Form(typed): Form<Typed>,
) -> Result<HttpResponse, Failure> {
    let id = RepresentationId::from(id.into_inner());
    representations::revoke(&reader.app, &reader.caller, id, reader.now).await?;
    shows(&reader, &typed, (Vec::new(), Some("represent-ended"))).await
}

/// The page with what stands for the person typed, where there is such an account.
async fn shows(
    reader: &Reader,
    typed: &Typed,
    (mut found, done): (Vec<Problem>, Option<&str>),
) -> Result<HttpResponse, Failure> {
    let words = &reader.words;
    let pair = match pair(words, typed) {
        Ok(pair) => pair,
        Err(wrong) => return reader.page(&page(reader, typed, (wrong, None), None)),
    };
    let known = representations::of_account(&reader.app, &reader.caller, pair, reader.now).await;
    let rows = match known {
        Ok(rows) => Some(rows),
        Err(error) if error.refusal() == Some(Refusal::NotFound) => {
            found.push(problem("identity_number", words.get("represent-nobody")));
            None
        }
        Err(error) => return Err(error.into()),
    };
    reader.page(&page(reader, typed, (found, done), rows))
}

fn problem(field: &str, text: String) -> Problem {
    Problem {
        field: field.to_owned(),
        text,
    }
}

fn pair(words: &Words, typed: &Typed) -> Result<(IdentityNumber, Mobile), Vec<Problem>> {
    let who = SignInForm {
        identity_number: typed.identity_number.clone(),
        mobile: typed.mobile.clone(),
        ..SignInForm::default()
    };
    who.parse(words)
}

fn parsed(reader: &Reader, typed: &Typed) -> Result<NewRepresentation, Vec<Problem>> {
    let words = &reader.words;
    let representative = pair(words, typed)?;
    let (applicant, document) = (typed.applicant.trim(), typed.document.trim());
    let basis = Basis::parse(&typed.basis);
    let until: Option<NaiveDate> = typed.until.trim().parse().ok();
    if let (Some(basis), Some(last), false, false) =
        (basis, until, applicant.is_empty(), document.is_empty())
    {
        let (_, ends_at) = calendar::days_span(reader.app.settings.ministry.zone, last, last);
        return Ok(NewRepresentation {
            representative,
            applicant: applicant.to_owned(),
            account: None,
            basis,
            document: document.to_owned(),
            ends_at,
        });
    }
    let wrong = [
        (applicant.is_empty(), "applicant", "represent-for-missing"),
        (basis.is_none(), "basis", "error-choice"),
        (
            document.is_empty(),
            "document",
            "represent-document-missing",
        ),
        (until.is_none(), "until", "represent-until-wrong"),
    ];
    let wrong = wrong.into_iter().filter(|(is_wrong, _, _)| *is_wrong);
    Err(wrong
        .map(|(_, field, key)| problem(field, words.get(key)))
        .collect())
}

fn page(
    reader: &Reader,
    typed: &Typed,
    (found, done): (Vec<Problem>, Option<&str>),
    rows: Option<Vec<Named>>,
) -> RepresentationsPage {
    let words = &reader.words;
    let frame = reader
        .frame()
        .titled("represent-title")
        .gone_wrong(!found.is_empty());
    let problems = Problems::new(words, found);
    let known = rows.map(|rows| Known {
        identity_number: typed.identity_number.clone(),
        mobile: typed.mobile.clone(),
        rows: rows.into_iter().map(|row| line(reader, row)).collect(),
        fields: fields(words, typed, &problems),
    });
    RepresentationsPage {
        who: vec![
            Field::digits("identity_number", words.get("identity-label"), "off")
                .value(typed.identity_number.as_str())
                .wrong(problems.of("identity_number")),
            Field::digits("mobile", words.get("mobile-label"), "off")
                .value(typed.mobile.as_str())
                .wrong(problems.of("mobile")),
        ],
        done: done.map(|key| words.get(key)),
        known,
        problems,
        frame,
    }
}

fn fields(words: &Words, typed: &Typed, problems: &Problems) -> Vec<Field> {
    let bases = Basis::ALL
        .iter()
        .map(|basis| (basis.to_string(), words.value("basis", basis.as_str())));
    vec![
        Field::text("applicant", words.get("represent-for"))
            .hint(words.get("represent-for-hint"))
            .longest(LETTERS_MAX)
            .complete("off")
            .value(typed.applicant.as_str())
            .wrong(problems.of("applicant")),
        Field::one_of("basis", words.get("represent-basis"), bases.collect())
            .value(typed.basis.as_str())
            .wrong(problems.of("basis")),
        Field::text("document", words.get("represent-document"))
            .hint(words.get("represent-document-hint"))
            .longest(LETTERS_MAX)
            .complete("off")
            .value(typed.document.as_str())
            .wrong(problems.of("document")),
        Field::date("until", words.get("represent-until"))
            .value(typed.until.as_str())
            .wrong(problems.of("until")),
    ]
}

fn line(reader: &Reader, named: Named) -> Row {
    let words = &reader.words;
    let ends_at = named.row.ends_at - chrono::TimeDelta::seconds(1);
    let last = shown::local(reader.app.settings.ministry.zone, ends_at);
    Row {
        id: named.row.id.to_string(),
        applicant: named.applicant,
        basis: words.value("basis", named.row.basis.as_str()),
        document: named.row.document,
        until: words.day(last.date()),
    }
}
