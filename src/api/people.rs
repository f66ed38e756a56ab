//! People: registering whoever stands before staff, and finding a person or a case.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::{Answer, Asked, Body, Call, Made, shown};
use super::failure::Failure;
use super::requests::view::RequestView;
use super::requests::{self, NewRequestBody};
use super::rules::{Calendar, Rules};
use crate::scheduling::ids::{PersonId, RequestId, VisitId};
use crate::scheduling::{Citizenship, Reference, Refusal, RequestKind, RequestState, Sex};
use crate::service::calls::reach;
use crate::service::find_person::{self, Found, Purpose, Search};
use crate::service::hand_in::NewRequest;
use crate::service::register_person::{self, NewPerson, Paper, PaperKind, Registered};

/// A person as staff enter her or him.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPersonBody {
    /// What was shown.
    pub paper: PaperBody,
    /// The name in Arabic letters; this one or the Latin one is needed.
    pub name: Option<String>,
    /// The name in Latin letters.
    pub name_latin: Option<String>,
    /// Man or woman.
    pub sex: Sex,
    /// The mobile, of people who have one.
    pub mobile: Option<String>,
    /// Whether others read what comes to it: it gets neutral texts only.
    #[serde(default)]
    pub mobile_shared: bool,
    /// A telephone that is rung, of people whom no text reaches.
    pub phone: Option<String>,
    /// The language the person is written to in.
    #[schema(example = "ar")]
    pub language: String,
    /// What the person hands in, in the same step; needed where nobody stands before the caller.
    pub request: Option<NewRequestBody>,
    /// How it came: `centre` (the person stands there, for a desk), `letter`, `fax`, `email` or `phone`
    /// (an answering machine, for the call centre and an office). Nothing but `centre` proves an identity.
    #[schema(example = "letter")]
    pub came_by: Option<String>,
}

/// What was shown.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperBody {
    /// Which paper.
    pub kind: PaperKind,
    /// Its number; none where nothing was shown.
    #[serde(default)]
    pub number: String,
    /// Who issued a passport or a card of the Gulf states, as it stands printed (`YEM`).
    #[serde(default)]
    pub country: String,
}

/// Somebody who was registered.
#[derive(Serialize, ToSchema)]
pub struct RegisteredView {
    /// The account.
    pub id: PersonId,
    /// Whether it stood there already.
    pub known: bool,
    /// Whether the identity was seen.
    pub proved: bool,
    /// The name.
    pub name: Option<String>,
    /// What was handed in.
    pub request: Option<RequestView>,
    /// The visit on which it was handed in; `POST /visits/{id}/finish` ends it.
    pub visit: Option<VisitId>,
}

/// Registers a person at one's own centre by the paper that was shown; the same paper again gives
/// the same person. With `request`, it is handed in in the same step.
#[utoipa::path(
    post, path = "/api/v1/people", tag = "People", request_body = NewPersonBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "Same key and body, same answer")),
    responses((status = 201, description = "Registered", body = RegisteredView))
)]
pub async fn register(call: Call, body: Body<NewPersonBody>) -> Answer {
    let asked = checked(&call, body.value)?;
    let work = async {
        let done =
            register_person::register_person(&call.app, &call.caller, asked, call.now).await?;
        Ok(Made::created(&view(&call, done)))
    };
    call.once(&body.raw, work).await
}

fn checked(call: &Call, body: NewPersonBody) -> Result<(NewPerson, Option<NewRequest>), Failure> {
    let mut rules = Rules::default();
    let given = body.paper;
    let paper = Paper::parse(given.kind, &given.number, &given.country);
    if let Err(fault) = &paper {
        rules.fail(
            fault.field("paper.number", "paper.country"),
            fault.code(),
            &fault.key(),
            None,
        );
    }
    let filled = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let (name, latin) = (filled(body.name), filled(body.name_latin));
    if name.is_none() && latin.is_none() {
        rules.fail("name", "empty", "error-text-empty", None);
    }
    let name = name.map(|text| rules.name("name", &text));
    let name_latin = latin.map(|text| rules.name("name_latin", &text));
    let mobile = filled(body.mobile).map(|text| rules.mobile("mobile", &text));
    let phone = filled(body.phone).map(|text| reach::parse(&text));
    if phone == Some(None) {
        rules.fail("phone", "phone", Refusal::PhoneWrong.key(), None);
    }
    let speaks = call
        .app
        .words
        .written_in()
        .any(|one| one.code() == body.language);
    rules.chosen("language", speaks);
    let role = call.caller.role();
    let ways = role.map_or(&[][..], register_person::channels);
    let is_chosen = |way: &&&str| body.came_by.as_deref().is_none_or(|by| by == **way);
    let way = ways.iter().find(is_chosen).copied();
    rules.chosen("came_by", way.is_some() || body.came_by.is_none());
    let Ok(paper) = paper else {
        return Err(rules.failure());
    };
    rules.passed()?;
    let new = NewPerson {
        paper,
        name,
        name_latin,
        sex: body.sex,
        mobile: mobile.flatten(),
        mobile_shared: body.mobile_shared,
        phone: phone.flatten(),
        language: body.language,
    };
    let centre = call.caller.staff().and_then(|staff| staff.centre.clone());
    let wish = match body.request {
        None => None,
        Some(wish) => {
            let wish = requests::checked(call, wish, Calendar::Gregorian)?;
            Some(NewRequest {
                centre: wish.centre.or(centre),
                channel: way.unwrap_or(register_person::CHANNEL),
                ..wish
            })
        }
    };
    Ok((new, wish))
}

fn view(call: &Call, done: Registered) -> RegisteredView {
    RegisteredView {
        id: done.person.id,
        known: done.is_known,
        proved: done.person.proved,
        name: done.person.name,
        request: done.request.map(|whole| RequestView::of_new(call, &whole)),
        visit: done.visit.map(|visit| visit.id),
    }
}

/// What is searched by: exactly one of the four; and why.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Searched {
    /// An exact reference.
    pub reference: Option<String>,
    /// An exact identity number.
    pub identity: Option<String>,
    /// The last digits of a mobile, four at least.
    pub mobile_tail: Option<String>,
    /// A name, three letters at least.
    pub name: Option<String>,
    /// Why; it is written down with the search.
    pub purpose: Option<Purpose>,
}

/// What a search showed.
#[derive(Serialize, ToSchema)]
pub struct People {
    /// At most ten.
    pub people: Vec<FoundView>,
}

/// Somebody who was found.
#[derive(Serialize, ToSchema)]
pub struct FoundView {
    /// Who; not for the call centre.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<SeenView>,
    /// What she or he handed in, as far as the caller may know of it.
    pub requests: Vec<CaseView>,
}

/// A person as far as a search shows one.
#[derive(Serialize, ToSchema)]
pub struct SeenView {
    /// The account.
    pub id: PersonId,
    /// The name.
    pub name: Option<String>,
    /// The name in Latin letters.
    pub name_latin: Option<String>,
    /// Man or woman.
    pub sex: Option<Sex>,
    /// Citizen, resident or neither.
    pub citizenship: Option<Citizenship>,
    /// The mobile, masked.
    pub mobile: Option<String>,
    /// Whether the identity was proved.
    pub proved: bool,
}

/// A request as far as a search shows one.
#[derive(Serialize, ToSchema)]
pub struct CaseView {
    /// Its id, where the caller may open it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<RequestId>,
    /// What the person was given.
    pub reference: String,
    /// How far it is.
    pub state: RequestState,
    /// What it is, where the caller may know it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<RequestKind>,
    /// When it came, in the same case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_at: Option<DateTime<FixedOffset>>,
}

/// Finds a person or a case; every search is logged with its purpose, and searches by name or
/// phone tail are limited per hour (429, `search_limit`).
#[utoipa::path(
    get, path = "/api/v1/people", tag = "People", params(Searched),
    responses((status = 200, description = "Who was found", body = People))
)]
pub async fn find(call: Call, Asked(asked): Asked<Searched>) -> Answer {
    let search = sought(asked)?;
    let found = find_person::find_person(&call.app, &call.caller, search, call.now).await?;
    let people = found
        .into_iter()
        .map(|one| found_view(&call, one))
        .collect();
    shown(&People { people })
}

fn sought(asked: Searched) -> Result<(Search, Purpose), Failure> {
    let mut rules = Rules::default();
    let filled = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let search = match (
        filled(asked.reference),
        filled(asked.identity),
        filled(asked.mobile_tail),
        filled(asked.name),
    ) {
        (Some(text), None, None, None) => {
            let read = Reference::parse(&text).map(Search::Reference);
            if read.is_none() {
                rules.fail("reference", "reference", "error-reference", None);
            }
            read
        }
        (None, Some(text), None, None) => rules.identity("identity", &text).map(Search::Identity),
        (None, None, Some(text), None) => {
            let read = Search::tail(&text);
            if read.is_none() {
                rules.fail("mobile_tail", "short", "error-search-mobile-tail", None);
            }
            read
        }
        (None, None, None, Some(text)) => {
            let read = Search::name(&text);
            if read.is_none() {
                rules.fail("name", "short", "error-search-name", None);
            }
            read
        }
        _none_or_several => {
            rules.fail("reference", "one_of", "error-search-one", None);
            None
        }
    };
    if asked.purpose.is_none() {
        rules.fail("purpose", "empty", "error-search-purpose", None);
    }
    match (search, asked.purpose) {
        (Some(search), Some(purpose)) => Ok((search, purpose)),
        (None, _) | (_, None) => Err(rules.failure()),
    }
}

fn found_view(call: &Call, found: Found) -> FoundView {
    FoundView {
        person: found.person.map(|seen| SeenView {
            id: seen.id,
            name: seen.name,
            name_latin: seen.name_latin,
            sex: seen.sex,
            citizenship: seen.citizenship,
            mobile: seen.mobile,
            proved: seen.proved,
        }),
        requests: found
            .requests
            .into_iter()
            .map(|case| CaseView {
                id: case.id,
                reference: crate::service::letters::shown(&case.reference),
                state: case.state,
                kind: case.kind,
                received_at: case.received_at.map(|at| call.at(at)),
            })
            .collect(),
    }
}
