//! The requests before an office.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::filed;
use crate::scheduling::{RequestState, Urgency};
use crate::service::requests::{
    Case, office_list, open_count, overdue, overdue_count, waits_for_office,
};
use crate::service::{Request, letters};
use crate::web::citizen::requests::request_tag;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use crate::web::parts::{Mood, Tag};
use crate::web::reader::Reader;
use crate::web::shown;
use crate::words::Words;

/// The requests, urgent ones first.
#[derive(Template)]
#[template(path = "office/inbox.html")]
pub struct InboxPage {
    /// What stands around it.
    pub frame: Frame,
    /// Which are shown.
    pub shows: Shows,
    /// How many wait.
    pub open: String,
    /// How many are past their day.
    pub late: String,
    /// Whether any is.
    pub is_late: bool,
    /// The requests.
    pub rows: Vec<InboxRow>,
}

/// Which requests the list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// Those that wait for a decision.
    Open,
    /// All of them.
    All,
    /// Those that are past their day.
    Overdue,
}

/// One request of the list.
pub struct InboxRow {
    /// Its id.
    pub id: String,
    /// What the person was given.
    pub reference: String,
    /// What it is about.
    pub subject: String,
    /// What it is.
    pub kind: String,
    /// Whose it is.
    pub name: String,
    /// When it came.
    pub received: String,
    /// Whether it presses.
    pub urgent: Option<Tag>,
    /// How far it is.
    pub state: Tag,
    /// By when it is due, where that was said.
    pub due: Option<Tag>,
}

/// So many requests are shown at most; the oldest come first, so that none is passed over.
const SHOWN_MAX: i64 = 200;

/// What the list shows.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    show: String,
}

pub(super) async fn list(reader: Reader, asked: Query<Asked>) -> Result<HttpResponse, Failure> {
    let shows = match asked.show.as_str() {
        "all" => Shows::All,
        "overdue" => Shows::Overdue,
        _open => Shows::Open,
    };
    let (app, caller, now) = (&reader.app, &reader.caller, reader.now);
    let cases = match shows {
        Shows::Overdue => overdue(app, caller, (None, SHOWN_MAX), now).await?,
        Shows::Open | Shows::All => by_urgency(&reader, shows).await?,
    };
    let open = open_count(app, caller, SHOWN_MAX).await?;
    let late = overdue_count(app, caller, SHOWN_MAX, now).await?;
    let said = |count: usize| {
        let number = reader
            .words
            .number(i64::try_from(count).unwrap_or(i64::MAX));
        let is_more = i64::try_from(count).is_ok_and(|count| count >= SHOWN_MAX);
        if is_more {
            format!("{number}+")
        } else {
            number
        }
    };
    reader.page(&InboxPage {
        shows,
        open: said(open),
        late: said(late),
        is_late: late > 0,
        rows: cases.iter().map(|case| line(&reader, case)).collect(),
        frame: reader.frame().titled("inbox-title"),
    })
}

async fn by_urgency(reader: &Reader, shows: Shows) -> Result<Vec<Case>, Failure> {
    let wanted = RequestState::ALL
        .iter()
        .copied()
        .filter(|state| shows == Shows::All || waits_for_office(*state));
    let wish = (wanted.collect(), None, SHOWN_MAX);
    let mut cases = office_list(&reader.app, &reader.caller, wish, reader.now).await?;
    cases.sort_by_key(|case| {
        (
            case.request.urgency != Urgency::Urgent,
            case.request.received_at,
        )
    });
    Ok(cases)
}

fn line(reader: &Reader, case: &Case) -> InboxRow {
    let (words, request) = (&reader.words, &case.request);
    let received = shown::local(reader.app.settings.ministry.zone, request.received_at);
    InboxRow {
        id: request.id.to_string(),
        reference: letters::shown(&request.reference),
        subject: request.subject.clone(),
        kind: words.value("kind", request.kind.as_str()),
        name: shown::person(words, case.person.name.as_ref()),
        received: words.short_day(received.date()),
        urgent: urgent(words, request),
        state: request_tag(words, request.state),
        due: filed::due(words, reader, case),
    }
}

/// A label for what presses, or for what is said to press until somebody decides.
pub(super) fn urgent(words: &Words, request: &Request) -> Option<Tag> {
    let is_open = waits_for_office(request.state) && request.state != RequestState::Approved;
    match (request.urgency, &request.urgent_reason) {
        (Urgency::Urgent, _) => Some(Tag::new(Mood::Bad, words.get("inbox-urgent"))),
        (Urgency::Normal, Some(_)) if is_open => {
            Some(Tag::new(Mood::Wait, words.get("inbox-urgent-asked")))
        }
        (Urgency::Normal, _) => None,
    }
}
