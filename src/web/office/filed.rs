//! A request in the ministry's register: its number, what it is about, by when it is due, what is
//! like it, and how it is closed.

use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Deserialize;

use super::case::{self, CasePage, TEXT_LETTERS_MAX};
use super::deciding::Typed as Decided;
use crate::scheduling::ids::{CategoryId, RequestId};
use crate::scheduling::permission::allowed;
use crate::scheduling::register::NUMBER_CHARS_MAX;
use crate::scheduling::{Action, Refusal, RequestEvent, RequestState};
use crate::service::filing::{self, Entry};
use crate::service::requests::{self, Case};
use crate::service::whereabouts::{self, whereabouts};
use crate::service::{NextStep, ServiceError, Step, attachments, categories, close, letters};
use crate::web::citizen::requests::request_tag;
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::parts::{Field, Mood, Problem, Problems, Tag, field_of};
use crate::web::reader::Reader;
use crate::web::shown;
use crate::words::Words;

/// The fields that refusals of the register are about.
const FIELDS: [(Refusal, &str); 3] = [
    (Refusal::NumberTaken, "number"),
    (Refusal::NumberWrong, "number"),
    (Refusal::FieldWrong, "category"),
];

/// The questions of the register.
pub struct FileForm {
    /// Where they go.
    pub href: String,
    /// The number; nothing once it has one.
    pub number: Option<Field>,
    /// What it is about.
    pub category: Field,
    /// What its words suggest: the category and the words.
    pub suggested: Vec<(String, String)>,
    /// What the button says.
    pub button: String,
}

/// How a request is closed.
pub struct CloseForm {
    /// Where it goes.
    pub href: String,
    /// What came of it.
    pub result: Field,
    /// What it does.
    pub title: String,
    /// What is owed after a meeting, and is done by this; none where nothing is.
    pub owed: Option<String>,
    /// The words of its button.
    pub button: String,
}

/// Another request of the same person about the same.
pub struct AlikeRow {
    /// Where both are read side by side.
    pub href: String,
    /// What the person was given.
    pub reference: String,
    /// What it is about.
    pub subject: String,
    /// When it came.
    pub received: String,
    /// How far it is.
    pub state: Tag,
}

/// The register's questions as they were answered.
#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    number: String,
    /// None where the form was not sent yet: the best suggestion stands there.
    category: Option<String>,
}

/// What came of a request, as it was typed.
#[derive(Default, Deserialize)]
pub(super) struct TypedResult {
    #[serde(default)]
    result: String,
}

/// Registers a request, or says that it is about something else.
pub(super) async fn file(
    reader: Reader,
    id: Path<String>,
    Form(typed): Form<Typed>,
) -> Result<HttpResponse, Failure> {
    let id = RequestId::from(id.into_inner());
    match filed(&reader, id.clone(), &typed).await {
        Ok(()) => Ok(reader.see(&format!("/office/requests/{id}?filed=true"))),
        Err(error) => {
            let refusal = error.refusal().ok_or(error)?;
            let field = field_of(refusal, &FIELDS);
            let key = if refusal == Refusal::FieldWrong {
                "file-category-missing"
            } else {
                refusal.key()
            };
            let (case, mut page) = again(&reader, id, (field, key)).await?;
            page.file = form(&reader, &case, (&typed, &page.problems));
            reader.page(&page)
        }
    }
}

async fn filed(reader: &Reader, id: RequestId, typed: &Typed) -> Result<(), ServiceError> {
    let (app, caller, now) = (&reader.app, &reader.caller, reader.now);
    let known = requests::one(app, caller, (id.clone(), "register"), now).await?;
    let category = typed.category.as_deref().filter(|id| !id.is_empty());
    let category = category.map(CategoryId::from);
    if known.request.registration_number.is_some() {
        let category = category.ok_or(Refusal::FieldWrong)?;
        filing::classify(app, caller, (id, category), now).await?;
        return Ok(());
    }
    let number = Some(typed.number.trim()).filter(|text| !text.is_empty());
    let entry = Entry {
        number: number.map(str::to_owned),
        category,
    };
    filing::register(app, caller, (id, entry), now).await?;
    Ok(())
}

/// Closes a request with its result.
pub(super) async fn finish(
    reader: Reader,
    id: Path<String>,
    Form(typed): Form<TypedResult>,
) -> Result<HttpResponse, Failure> {
    let id = RequestId::from(id.into_inner());
    let order = (id.clone(), typed.result.trim().to_owned());
    match close::close(&reader.app, &reader.caller, order, reader.now).await {
        Ok(_) => Ok(reader.see(&format!("/office/requests/{id}?done=true"))),
        Err(error) => {
            let refusal = error.refusal().ok_or(error)?;
            let field = field_of(refusal, &[(Refusal::ReasonNeeded, "result")]);
            let (case, mut page) = again(&reader, id, (field, refusal.key())).await?;
            page.close = closing(&reader, &case, (typed.result, &page.problems));
            reader.page(&page)
        }
    }
}

/// The page of the request with what was wrong in one field.
async fn again(
    reader: &Reader,
    id: RequestId,
    (field, key): (&str, &str),
) -> Result<(Case, CasePage), Failure> {
    let case = requests::one(&reader.app, &reader.caller, (id, "decision"), reader.now).await?;
    let problem = Problem {
        field: field.to_owned(),
        text: reader.words.get(key),
    };
    let typed = Decided::of(reader, &case);
    let mut page = case::page(reader, &case, typed, vec![problem]);
    case::complete(reader, &case, &mut page).await?;
    Ok((case, page))
}

/// The register's form, while the request is open and the reader may decide on it.
pub(super) fn form(
    reader: &Reader,
    case: &Case,
    (typed, problems): (&Typed, &Problems),
) -> Option<FileForm> {
    let request = &case.request;
    if !request.state.is_open() || !allowed(reader.caller.role(), Action::DecideRequest) {
        return None;
    }
    let (app, words) = (&reader.app, &reader.words);
    let known = case.filing.as_ref();
    let known = known.and_then(|filing| filing.category_id.clone());
    let suggested = categories::suggested(app, (&request.subject, &request.details));
    let best = suggested.first().map(|one| one.id.clone());
    let chosen = typed.category.clone();
    let chosen = chosen.or_else(|| known.or(best).map(|id| id.to_string()));
    let code = words.lang().code();
    let suggested = suggested.iter().map(|one| {
        let found = one.found.join(&words.get("list-comma"));
        (categories::path(app, &one.id, code), found)
    });
    let is_registered = request.registration_number.is_some();
    let category = Field::one_of("category", words.get("file-category"), options(reader));
    let number = (!is_registered).then(|| {
        let field = number_field(reader, "number");
        field
            .value(typed.number.as_str())
            .wrong(problems.of("number"))
    });
    Some(FileForm {
        href: format!("/office/requests/{}/register", request.id),
        number,
        category: category
            .value(chosen.unwrap_or_default())
            .wrong(problems.of("category")),
        suggested: suggested.collect(),
        button: words.get(if is_registered { "save" } else { "file-button" }),
    })
}

/// The field of the register's number; optional where the pattern gives it.
pub fn number_field(reader: &Reader, name: &'static str) -> Field {
    let words = &reader.words;
    let longest = u32::try_from(NUMBER_CHARS_MAX).unwrap_or(u32::MAX);
    let field = Field::text(name, words.get("file-number"))
        .latin()
        .longest(longest);
    if reader.app.settings.requests.register_pattern.is_running() {
        let field = field.optional(words.get("optional"));
        return field.hint(words.get("file-number-hint"));
    }
    field
}

/// Every category that can be chosen, each below the one above it.
pub fn options(reader: &Reader) -> Vec<(String, String)> {
    let catalogue = reader.app.catalogue.get();
    let code = reader.words.lang().code();
    let none = (String::new(), reader.words.get("file-category-none"));
    let all = catalogue.tree.in_order().into_iter();
    let each = all.filter(|(one, _)| !one.is_retired).map(|(one, _)| {
        let name = categories::path(&reader.app, &one.id, code);
        (one.id.to_string(), name)
    });
    std::iter::once(none).chain(each).collect()
}

/// How the request is closed, where it can be.
pub(super) fn closing(
    reader: &Reader,
    case: &Case,
    (result, problems): (String, &Problems),
) -> Option<CloseForm> {
    let state = case.request.state;
    let may_close = state != RequestState::Scheduled && state.after(RequestEvent::Close).is_ok();
    if !may_close || !allowed(reader.caller.role(), Action::DecideRequest) {
        return None;
    }
    let words = &reader.words;
    let owed_now = case.next.iter().rfind(|next| next.is_owed());
    let [title, hint, button] = match owed_now {
        Some(_) => ["step-done-title", "step-done-hint", "step-done-button"],
        None => ["close-title", "close-result-hint", "close-button"],
    };
    Some(CloseForm {
        href: format!("/office/requests/{}/close", case.request.id),
        title: words.get(title),
        owed: owed_now.map(|next| owed(reader, case, next)),
        button: words.get(button),
        result: Field::lines("result", words.get("close-result"))
            .hint(words.get(hint))
            .longest(TEXT_LETTERS_MAX)
            .value(result)
            .wrong(problems.of("result")),
    })
}

/// Other requests of the same person about the same.
pub(super) async fn alike(reader: &Reader, case: &Case) -> Result<Vec<AlikeRow>, Failure> {
    let others = requests::alike(&reader.app, &reader.caller, case).await?;
    let words = &reader.words;
    let rows = others.iter().map(|other| {
        let zone = reader.app.settings.ministry.zone;
        let received = shown::local(zone, other.received_at);
        AlikeRow {
            href: format!("/office/requests/{}/beside/{}", case.request.id, other.id),
            reference: letters::shown(&other.reference),
            subject: other.subject.clone(),
            received: words.short_day(received.date()),
            state: request_tag(words, other.state),
        }
    });
    Ok(rows.collect())
}

/// The papers that came with a request: address and name.
pub(super) async fn papers(reader: &Reader, case: &Case) -> Result<Vec<(String, String)>, Failure> {
    let id = case.request.id.clone();
    let all = attachments::of_request(&reader.app, &reader.caller, id, reader.now).await?;
    let each = all.into_iter();
    Ok(each
        .map(|one| (format!("/papers/{}", one.id), one.name))
        .collect())
}

/// What the register knows of a request: label and words.
pub(super) fn facts(reader: &Reader, case: &Case) -> Vec<(String, String)> {
    let (app, words) = (&reader.app, &reader.words);
    let filing = case.filing.as_ref();
    let category = filing.and_then(|filing| filing.category_id.as_ref());
    let there = whereabouts(app, case, reader.now);
    let said = [
        ("file-number", case.request.registration_number.clone()),
        (
            "file-category",
            category.map(|id| categories::path(app, id, words.lang().code())),
        ),
        (
            "case-channel",
            Some(words.value("came-by", &case.request.channel)),
        ),
        ("case-holder", Some(holder(reader, case))),
        (
            "case-due",
            there.due.map(|due| {
                let key = if there.is_overdue {
                    "case-due-over"
                } else {
                    "case-due-by"
                };
                words.say(key, "day", words.short_day(due))
            }),
        ),
    ];
    let said = said.into_iter();
    said.filter_map(|(key, value)| Some((words.get(key), value?)))
        .collect()
}

/// Who has a request now.
pub(super) fn holder(reader: &Reader, case: &Case) -> String {
    let there = whereabouts(&reader.app, case, reader.now);
    whereabouts::said(&reader.app, &reader.words, (&reader.caller, &there.holder))
}

/// Where a step sent the request, and why; none where it sent it nowhere.
pub(super) fn sent(reader: &Reader, case: &Case, step: &Step) -> Option<String> {
    if let Some(next) = case.next.iter().find(|one| one.step_id == step.id) {
        return Some(owed(reader, case, next));
    }
    let referral = case.referrals.iter().find(|one| one.id == step.id)?;
    let (app, words) = (&reader.app, &reader.words);
    let to = match (&referral.department_id, &referral.official_id) {
        (Some(id), _) => whereabouts::department(app, words, (&reader.caller, id)),
        (None, id) => {
            let holder = whereabouts::Holder::Office(id.clone());
            whereabouts::said(app, words, (&reader.caller, &holder))
        }
    };
    let to = words.say("step-sent", "to", to);
    Some(match &referral.reason {
        Some(reason) => format!("{to}. {reason}"),
        None => to,
    })
}

/// What is owed after a meeting: what, by whom, and until when.
fn owed(reader: &Reader, case: &Case, next: &NextStep) -> String {
    let words = &reader.words;
    let who = whereabouts::Holder::of_step(next, &case.request);
    let who = whereabouts::said(&reader.app, words, (&reader.caller, &who));
    let day = next
        .due()
        .map_or_else(String::new, |day| words.short_day(day));
    let said = [("who", who.as_str().into()), ("day", day.as_str().into())];
    let line = words.with("step-next", &said);
    if next.text.is_empty() {
        return line;
    }
    format!("{line}: {}", next.text)
}

/// A label for what is due: past its day, or soon where somebody said by when.
pub(super) fn due(words: &Words, reader: &Reader, case: &Case) -> Option<Tag> {
    let there = whereabouts(&reader.app, case, reader.now);
    let day = words.short_day(there.due?);
    if there.is_overdue {
        return Some(Tag::new(Mood::Bad, words.say("case-due-over", "day", day)));
    }
    case.filing.as_ref()?.due()?;
    Some(Tag::new(Mood::Plain, words.say("case-due-by", "day", day)))
}
