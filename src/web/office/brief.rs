//! The brief of a request: who asks, what for, and what this office did for that person before, on
//! one page that can be printed.

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;

use super::filed;
use super::notes::{self, NoteRow};
use super::whose;
use crate::scheduling::ids::RequestId;
use crate::service::requests::Case;
use crate::service::triage::{Brief, brief};
use crate::service::{Appointment, Request, letters};
use crate::web::citizen::requests::{appointment_tag, request_tag};
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use crate::web::parts::Tag;
use crate::web::reader::Reader;
use crate::web::shown;
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "office/brief.html")]
pub struct BriefPage {
    /// What stands around it.
    pub frame: Frame,
    /// The request's own page.
    pub case: String,
    /// What the person was given.
    pub reference: String,
    /// What it is about.
    pub subject: String,
    /// How far it is, and whether it presses.
    pub tags: Vec<Tag>,
    /// What is needed.
    pub needs: Vec<Tag>,
    /// The rest.
    pub sheet: Sheet,
}

/// Who asks, what for, and what came before, on one sheet.
pub struct Sheet {
    /// Who asks: label and words.
    pub who: Vec<(String, String)>,
    /// What is asked.
    pub asked: Vec<(String, String)>,
    /// What it says.
    pub text: String,
    /// The papers that came with it: address and name.
    pub papers: Vec<(String, String)>,
    /// What the person asked of this office before, newest first.
    pub history: Vec<Before>,
    /// What the office wrote to itself about its appointments, the oldest first.
    pub notes: Vec<NoteRow>,
    /// Who printed it, and when; nothing where it is not a page to print.
    pub printed: Option<String>,
}

/// An earlier request of the person.
pub struct Before {
    /// When it came.
    pub day: String,
    /// What it was about.
    pub subject: String,
    /// How far it is.
    pub state: Tag,
    /// Its meetings.
    pub meetings: Vec<Met>,
}

/// An earlier meeting, or one that did not come about.
pub struct Met {
    /// When, and with whom.
    pub said: String,
    /// How far it came.
    pub state: Tag,
    /// What came of it; empty where nobody wrote it down.
    pub outcome: String,
    /// What was promised or decided; empty for nothing.
    pub text: String,
}

pub(super) async fn see(reader: Reader, id: Path<String>) -> Result<HttpResponse, Failure> {
    let id = RequestId::from(id.into_inner());
    let known = brief(&reader.app, &reader.caller, id, reader.now).await?;
    let (words, case) = (&reader.words, &known.case);
    let request = &case.request;
    let urgent = super::inbox::urgent(words, request);
    let of_case = sheet(&reader, &known).await?;
    reader.page(&BriefPage {
        case: format!("/office/requests/{}", request.id),
        reference: letters::shown(&request.reference),
        subject: request.subject.clone(),
        tags: std::iter::once(request_tag(words, request.state))
            .chain(urgent)
            .collect(),
        needs: shown::needs(words, &request.needs),
        sheet: Sheet {
            printed: Some(printed(&reader)),
            ..of_case
        },
        frame: reader.frame().titled("brief-title"),
    })
}

/// The sheet of a request.
pub(super) async fn sheet(reader: &Reader, known: &Brief) -> Result<Sheet, Failure> {
    let case = &known.case;
    let history = known.history.iter();
    let own = reader
        .caller
        .staff()
        .and_then(|staff| staff.official.as_ref());
    let mut notes = Vec::new();
    for row in case.appointments.iter().rev() {
        // A time at a desk is no official's, and another office's notes are its own.
        let official = row.official_id.as_ref();
        if official.is_some() && (own.is_none() || own == official) {
            notes.extend(notes::rows(reader, row.id.clone()).await?);
        }
    }
    Ok(Sheet {
        who: who(reader, case),
        asked: asked(reader, case),
        text: case.request.details.clone(),
        papers: filed::papers(reader, case).await?,
        history: history.map(|(row, met)| before(reader, row, met)).collect(),
        notes,
        printed: None,
    })
}

/// Who printed a sheet, and when, by both calendars.
pub(super) fn printed(reader: &Reader) -> String {
    let name = reader
        .frame()
        .person
        .map_or_else(String::new, |one| one.name);
    printed_in(reader, &reader.words, &name)
}

/// The same on a paper of another language, with the name as it is written there.
pub(super) fn printed_in(reader: &Reader, words: &Words, name: &str) -> String {
    let zone = reader.app.settings.ministry.zone;
    let at = shown::local(zone, reader.now.naive_utc());
    let at = words.date_time(at.date(), at.time());
    let said = [("name", name.into()), ("at", at.as_str().into())];
    words.with("sheet-printed", &said)
}

fn who(reader: &Reader, case: &Case) -> Vec<(String, String)> {
    let (words, person) = (&reader.words, &case.person);
    let proved = if person.proved {
        "find-proved"
    } else {
        "find-unproved"
    };
    let said = [
        (
            "sex-label",
            person.sex.map(|sex| words.value("sex", sex.as_str())),
        ),
        (
            "find-citizenship",
            person
                .citizenship
                .map(|one| words.value("citizenship", one.as_str())),
        ),
        (
            "brief-region",
            person
                .region
                .as_ref()
                .map(|region| words.value("region", region)),
        ),
        ("brief-identity", Some(words.get(proved))),
    ];
    let whose = whose::facts(reader, case).into_iter();
    whose
        .chain(said)
        .filter_map(|(key, value)| Some((words.get(key), value?)))
        .collect()
}

fn asked(reader: &Reader, case: &Case) -> Vec<(String, String)> {
    let (app, words, request) = (&reader.app, &reader.words, &case.request);
    let received = shown::local(app.settings.ministry.zone, request.received_at);
    let said = [
        (
            "case-kind",
            Some(words.value("kind", request.kind.as_str())),
        ),
        (
            "case-official",
            shown::official(app, words, request.official_id.as_ref()),
        ),
        (
            "case-mode",
            request.mode.map(|mode| words.value("mode", mode.as_str())),
        ),
        (
            "case-centre",
            shown::centre(app, words, request.centre_id.as_ref()),
        ),
        ("case-received", Some(words.day(received.date()))),
    ];
    let said = said.into_iter();
    said.chain(whose::urgency(case))
        .filter_map(|(key, value)| Some((words.get(key), value?)))
        .collect()
}

fn before(reader: &Reader, row: &Request, met: &[Appointment]) -> Before {
    let words = &reader.words;
    let zone = reader.app.settings.ministry.zone;
    Before {
        day: words.short_day(shown::local(zone, row.received_at).date()),
        subject: row.subject.clone(),
        state: request_tag(words, row.state),
        meetings: met.iter().map(|one| meeting(reader, one)).collect(),
    }
}

fn meeting(reader: &Reader, row: &Appointment) -> Met {
    let (app, words) = (&reader.app, &reader.words);
    let at = letters::local(app, row);
    let parts = [
        Some(words.short_date_time(at.date(), at.time())),
        shown::official(app, words, row.official_id.as_ref()),
    ];
    let outcome = row.outcome.as_deref();
    Met {
        said: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        state: appointment_tag(words, row.state),
        outcome: outcome.map_or_else(String::new, |one| words.value("outcome", one)),
        text: row.outcome_text.clone().unwrap_or_default(),
    }
}
