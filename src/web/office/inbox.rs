//! The requests before an office: narrowed to what is looked for, and saved lists of them.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use askama::Template;

use super::filed;
use super::sieve::{Shows, Wanted};
use crate::scheduling::ids::ViewId;
use crate::scheduling::permission::allowed;
use crate::scheduling::{Action, Refusal, RequestState, Urgency};
use crate::service::requests::{Case, open_count, overdue, overdue_count, waits_for_office};
use crate::service::triage::{Picked, pick};
use crate::service::{Request, letters, views};
use crate::web::citizen::requests::request_tag;
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Field, Mood, Problem, Problems, Tag};
use crate::web::reader::Reader;
use crate::web::shown;
use crate::words::Words;

/// The requests, urgent ones first.
#[derive(Template)]
#[template(path = "office/inbox.html")]
pub struct InboxPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong with the name of a list.
    pub problems: Problems,
    /// Which are shown.
    pub shows: Shows,
    /// How many wait.
    pub open: String,
    /// How many are past their day.
    pub late: String,
    /// Whether any is.
    pub is_late: bool,
    /// The saved lists.
    pub views: Vec<ViewLink>,
    /// What narrows the list.
    pub fields: Vec<Field>,
    /// Whether it is narrowed.
    pub is_narrowed: bool,
    /// The saved list that is shown, if it is one.
    pub here: Option<ViewLink>,
    /// What the list is asked for, for saving it: names and values.
    pub pairs: Vec<(String, String)>,
    /// The name of a new saved list.
    pub name: Field,
    /// Whether the list of the gate is one of the reader's.
    pub sees_guests: bool,
    /// The requests.
    pub rows: Vec<InboxRow>,
}

/// A saved list.
#[derive(Clone)]
pub struct ViewLink {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Its address.
    pub href: String,
    /// Whether it is the one that is shown.
    pub is_here: bool,
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
    /// Whether its decision waits for a second person.
    pub proposed: Option<Tag>,
    /// By when it is due, where that was said.
    pub due: Option<Tag>,
    /// Who has it, in the list of what is overdue.
    pub owner: Option<String>,
}

/// So many requests are shown at most; the oldest come first, so that none is passed over.
const SHOWN_MAX: i64 = 200;

/// The list's address.
const LIST: &str = "/office/requests";

pub(super) async fn list(reader: Reader, wanted: Query<Wanted>) -> Result<HttpResponse, Failure> {
    let page = page(&reader, &wanted, Vec::new(), "").await?;
    reader.page(&page)
}

/// Saves the list as it is narrowed, under a name.
pub(super) async fn save(
    reader: Reader,
    Form(typed): Form<Wanted>,
) -> Result<HttpResponse, Failure> {
    let query = typed.query();
    let new = (typed.name.clone(), query.clone());
    let error = match views::save(&reader.app, &reader.caller, new, reader.now).await {
        Ok(()) => return Ok(reader.see(&format!("{LIST}?{query}"))),
        Err(error) => error,
    };
    let key = match error.refusal() {
        Some(Refusal::FieldWrong) => "view-name-wrong",
        Some(refusal) => refusal.key(),
        None => return Err(error.into()),
    };
    let found = vec![Problem {
        field: "name".to_owned(),
        text: reader.words.get(key),
    }];
    reader.page(&page(&reader, &typed, found, &typed.name).await?)
}

/// Forgets a saved list.
pub(super) async fn forget(
    reader: Reader,
    id: Path<String>,
    _form: Form<Vec<(String, String)>>,
) -> Result<HttpResponse, Failure> {
    let id = ViewId::from(id.into_inner());
    views::forget(&reader.app, &reader.caller, id).await?;
    Ok(reader.see(LIST))
}

async fn page(
    reader: &Reader,
    wanted: &Wanted,
    found: Vec<Problem>,
    name: &str,
) -> Result<InboxPage, Failure> {
    let (app, caller, now) = (&reader.app, &reader.caller, reader.now);
    let shows = wanted.shows();
    let picked = match shows {
        Shows::Overdue => Picked {
            cases: overdue(app, caller, (None, SHOWN_MAX), now).await?,
            proposed: std::collections::BTreeSet::new(),
        },
        Shows::Open | Shows::All => {
            let states = RequestState::ALL.iter().copied();
            let states = states.filter(|state| shows == Shows::All || waits_for_office(*state));
            let sieve = wanted.sieve(states.collect());
            pick(app, caller, (sieve, SHOWN_MAX), now).await?
        }
    };
    let open = open_count(app, caller, SHOWN_MAX).await?;
    let late = overdue_count(app, caller, SHOWN_MAX, now).await?;
    let views = own_views(reader, &wanted.query()).await?;
    let words = &reader.words;
    let frame = reader
        .frame()
        .titled("inbox-title")
        .gone_wrong(!found.is_empty());
    let problems = Problems::new(words, found);
    let longest = u32::try_from(views::NAME_LETTERS_MAX).unwrap_or(u32::MAX);
    Ok(InboxPage {
        shows,
        open: said(words, open),
        late: said(words, late),
        is_late: late > 0,
        here: views.iter().find(|view| view.is_here).cloned(),
        views,
        fields: wanted.fields(reader),
        is_narrowed: wanted.is_narrowed(),
        name: Field::text("name", words.get("view-name"))
            .longest(longest)
            .value(name)
            .wrong(problems.of("name")),
        pairs: wanted.pairs(),
        sees_guests: allowed(caller.role(), Action::SeeGuests),
        rows: picked
            .cases
            .iter()
            .map(|case| line(reader, case, (&picked, shows == Shows::Overdue)))
            .collect(),
        problems,
        frame,
    })
}

async fn own_views(reader: &Reader, query: &str) -> Result<Vec<ViewLink>, Failure> {
    let views = views::own(&reader.app, &reader.caller).await?.into_iter();
    Ok(views
        .map(|one| ViewLink {
            id: one.id.to_string(),
            is_here: one.query == query,
            href: format!("{LIST}?{}", one.query),
            name: one.name,
        })
        .collect())
}

/// A count that stops at what is shown at most.
fn said(words: &Words, count: usize) -> String {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let number = words.number(count);
    if count >= SHOWN_MAX {
        format!("{number}+")
    } else {
        number
    }
}

fn line(reader: &Reader, case: &Case, (picked, is_late): (&Picked, bool)) -> InboxRow {
    let (words, request) = (&reader.words, &case.request);
    let received = shown::local(reader.app.settings.ministry.zone, request.received_at);
    let is_proposed = picked.proposed.contains(&request.id);
    InboxRow {
        id: request.id.to_string(),
        reference: letters::shown(&request.reference),
        subject: request.subject.clone(),
        kind: words.value("kind", request.kind.as_str()),
        name: shown::person(words, case.person.name.as_ref()),
        received: words.short_day(received.date()),
        urgent: urgent(words, request),
        state: request_tag(words, request.state),
        proposed: is_proposed.then(|| Tag::new(Mood::Wait, words.get("second-waits"))),
        due: filed::due(words, reader, case),
        owner: is_late.then(|| filed::holder(reader, case)),
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
