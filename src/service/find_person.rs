//! Finding a person or a case: every search has a purpose and is written down, and searches by
//! name or phone tail are limited.
//!
//! Staff of a centre come upon people who have something at their own centre; officers of a desk
//! upon people of their own section. The gate receives both sections, so an exact number finds
//! whoever shows it there, and only browsing keeps to the section. The call centre sees reference
//! and state, the office its own cases. A protected case (it is about somebody else) is shown at a
//! centre to the officer who took it only, and its kind to nobody.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::app::App;
use super::audit;
use super::caller::{Caller, StaffCaller};
use super::error::ServiceError;
use super::hand_in::HAND_IN;
use super::keys::TAIL;
use super::letters;
use super::pad::Pad;
use super::requests::{is_of_office, is_protected};
use crate::scheduling::ids::{CentreId, PersonId, RequestId};
use crate::scheduling::mobile::TAIL_DIGITS;
use crate::scheduling::permission::allowed;
use crate::scheduling::{
    Action, Citizenship, IdentityNumber, Mobile, Reference, Refusal, RequestKind, RequestState,
    Role, Section, Sex, naming,
};
use crate::store::audit::Deed;
use crate::store::person::{self, By, Person, Scope};
use crate::store::request::{self, Request};
use crate::store::{self, Db, appointment, staff, visit};
use crate::value;

/// So many people at most does a search show.
pub const FOUND_MAX: usize = 10;
/// So many accounts at most are looked through for them.
const CANDIDATES_MAX: i64 = 200;
/// So many requests of one person at most are shown.
const REQUESTS_MAX: i64 = 20;

value! {
    /// Why somebody is searched for.
    pub enum Purpose {
        /// The person stands at the gate.
        Gate = "gate",
        /// The person is on the telephone.
        Phone = "phone",
        /// The person sits at the desk.
        Desk = "desk",
        /// The office works on the case.
        Office = "office",
    }
}

/// What is searched by, checked already.
#[derive(Clone, Debug)]
pub enum Search {
    /// An exact reference.
    Reference(Reference),
    /// An exact identity number.
    Identity(IdentityNumber),
    /// The last digits of a mobile, four at least.
    MobileTail(String),
    /// A name, folded, three letters at least.
    Name(String),
}

impl Search {
    /// Reads the last digits of a mobile.
    #[must_use]
    pub fn tail(text: &str) -> Option<Self> {
        let typed = crate::scheduling::digits::compact(text);
        let is_tail = typed.chars().all(|sign| sign.is_ascii_digit());
        let fits = (TAIL_DIGITS..=10).contains(&typed.len());
        (is_tail && fits).then_some(Self::MobileTail(typed))
    }

    /// Reads a name.
    #[must_use]
    pub fn name(text: &str) -> Option<Self> {
        let folded = naming::folded(text);
        (naming::letters(&folded) >= naming::LETTERS_MIN).then_some(Self::Name(folded))
    }

    /// What the audit trail calls a search of this kind.
    #[must_use]
    pub const fn action(&self) -> &'static str {
        match self {
            Self::Reference(_) => "find_by_reference",
            Self::Identity(_) => "find_by_identity",
            Self::MobileTail(_) => BY_TAIL,
            Self::Name(_) => BY_NAME,
        }
    }

    const fn is_limited(&self) -> bool {
        match self {
            Self::MobileTail(_) | Self::Name(_) => true,
            Self::Reference(_) | Self::Identity(_) => false,
        }
    }
}

/// What the audit trail calls a search by phone tail.
pub const BY_TAIL: &str = "find_by_mobile_tail";
/// What the audit trail calls a search by name.
pub const BY_NAME: &str = "find_by_name";

/// Somebody who was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Who, where the caller's role sees people.
    pub person: Option<Seen>,
    /// The requests the caller may know of, newest first.
    pub requests: Vec<FoundRequest>,
}

/// A person as far as a search shows one.
#[derive(Clone, Debug)]
pub struct Seen {
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
#[derive(Clone, Debug)]
pub struct FoundRequest {
    /// Its id, where the caller may open it.
    pub id: Option<RequestId>,
    /// What the person was given.
    pub reference: String,
    /// How far it is.
    pub state: RequestState,
    /// What it is, where the caller may know it.
    pub kind: Option<RequestKind>,
    /// When it came, in the same case.
    pub received_at: Option<NaiveDateTime>,
}

/// Who searches, and as whom.
struct Viewer {
    caller: Caller,
    staff: StaffCaller,
    section: Option<Section>,
}

/// Searches, and writes down who searched by what and for what purpose, and whom it showed.
pub async fn find_person(
    app: &App,
    caller: &Caller,
    (search, purpose): (Search, Purpose),
    now: DateTime<Utc>,
) -> Result<Vec<Found>, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotAllowed)?.clone();
    if !allowed(Some(staff.role), Action::FindPerson) {
        return Err(Refusal::NotAllowed.into());
    }
    let pad = app.pad(now);
    let (of_work, by) = (app.clone(), caller.clone());
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            if search.is_limited() && spent(&of_work, db, &by, &pad)? {
                return Err(ServiceError::from(Refusal::SearchLimit));
            }
            let member = staff::find(db, &staff.id)?.ok_or(Refusal::NotFound)?;
            let viewer = Viewer {
                caller: by.clone(),
                staff: staff.clone(),
                section: member.sex.map(Sex::section),
            };
            let found = look(&of_work, db, &viewer, &search)?;
            let deed = Deed {
                purpose: Some(purpose.as_str().to_owned()),
                detail: Some(format!("found {}", found.len())),
                ..audit::deed(&by, search.action(), "people", &mut pad)
            };
            store::audit::add(db, &deed)?;
            for (id, _) in &found {
                let thing = format!("person:{id}");
                let look = audit::look(&by, &thing, purpose.as_str(), &mut pad);
                store::audit::add(db, &look)?;
            }
            Ok(found.into_iter().map(|(_, found)| found).collect())
        })
        .await
}

/// Whether this member of staff has searched by name or tail as often as an hour allows.
fn spent(app: &App, db: &mut Db, caller: &Caller, pad: &Pad) -> Result<bool, ServiceError> {
    let since = pad.at() - TimeDelta::hours(1);
    let mut before = 0;
    for action in [BY_TAIL, BY_NAME] {
        before += store::audit::count_since(db, &caller.actor(), action, since)?;
    }
    Ok(before >= app.settings.auth.searches_per_hour)
}

fn look(
    app: &App,
    db: &mut Db,
    viewer: &Viewer,
    search: &Search,
) -> Result<Vec<(PersonId, Found)>, ServiceError> {
    let mut found = Vec::new();
    for row in candidates(app, db, viewer, search)? {
        if !viewer.receives(&row, search) {
            continue;
        }
        let requests = cases((app, db), viewer, &row, search)?;
        if requests.is_empty() && !is_here(db, viewer, &row)? {
            continue;
        }
        let person = viewer.sees_people().then(|| seen(app, &row)).transpose()?;
        found.push((row.id, Found { person, requests }));
        if found.len() == FOUND_MAX {
            break;
        }
    }
    Ok(found)
}

fn candidates(
    app: &App,
    db: &mut Db,
    viewer: &Viewer,
    search: &Search,
) -> Result<Vec<Person>, ServiceError> {
    let scope = Scope {
        centre: viewer.centre().cloned(),
        sex: viewer.centre().and(viewer.sex()),
    };
    Ok(match search {
        Search::Reference(reference) => {
            let case = request::of_reference(db, reference.as_str())?;
            let whose = case
                .map(|case| person::find(db, &case.person_id))
                .transpose()?;
            whose.flatten().into_iter().collect()
        }
        Search::Identity(number) => {
            let hash = app.keys.lookup("identity", number.as_str());
            person::of_identity(db, &hash, CANDIDATES_MAX)?
        }
        Search::MobileTail(typed) => {
            let skipped = typed.len().saturating_sub(TAIL_DIGITS);
            let tail: String = typed.chars().skip(skipped).collect();
            let hash = app.keys.lookup(TAIL, &tail);
            let mut rows = person::search(db, By::Tail(&hash), &scope, CANDIDATES_MAX)?;
            rows.retain(|row| ends_so(app, row, typed));
            rows
        }
        Search::Name(folded) => {
            let words: Vec<&str> = folded.split(' ').collect();
            person::search(db, By::Words(&words), &scope, CANDIDATES_MAX)?
        }
    })
}

/// Whether the mobile ends with all the digits that were typed.
pub(super) fn ends_so(app: &App, row: &Person, typed: &str) -> bool {
    let mobile = letters::recipient(app, row).ok().and_then(|to| to.mobile);
    mobile.is_some_and(|mobile| mobile.national().ends_with(typed))
}

impl Viewer {
    /// The centre to which this role keeps.
    fn centre(&self) -> Option<&CentreId> {
        match self.staff.role {
            Role::Receptionist | Role::OperationsOfficer => self.staff.centre.as_ref(),
            Role::Applicant
            | Role::VideoOperator
            | Role::CallAgent
            | Role::CentreManager
            | Role::Scheduler
            | Role::Secretary
            | Role::Official
            | Role::Interpreter
            | Role::Administrator
            | Role::Portal => None,
        }
    }

    const fn sex(&self) -> Option<Sex> {
        match self.section {
            Some(Section::Men) => Some(Sex::Man),
            Some(Section::Women) => Some(Sex::Woman),
            None => None,
        }
    }

    const fn sees_people(&self) -> bool {
        !matches!(self.staff.role, Role::CallAgent)
    }

    /// Whether this search of this role may come upon somebody of that section.
    fn receives(&self, row: &Person, search: &Search) -> bool {
        let is_own = match (row.sex, self.section) {
            (Some(sex), Some(own)) => sex.section() == own,
            (None, _) | (_, None) => true,
        };
        match self.staff.role {
            Role::OperationsOfficer => is_own,
            Role::Receptionist => is_own || !search.is_limited(),
            Role::Applicant
            | Role::VideoOperator
            | Role::CallAgent
            | Role::CentreManager
            | Role::Scheduler
            | Role::Secretary
            | Role::Official
            | Role::Interpreter
            | Role::Administrator
            | Role::Portal => true,
        }
    }
}

/// Whether a person without a request to show has something at the viewer's own centre.
fn is_here(db: &mut Db, viewer: &Viewer, row: &Person) -> Result<bool, ServiceError> {
    let Some(centre) = viewer.centre() else {
        return Ok(false);
    };
    Ok(row.centre_id.as_ref() == Some(centre) || visit::was_at(db, &row.id, centre)?)
}

/// The requests of a person that the viewer may know of.
fn cases(
    (app, db): (&App, &mut Db),
    viewer: &Viewer,
    row: &Person,
    search: &Search,
) -> Result<Vec<FoundRequest>, ServiceError> {
    let mut shown = Vec::new();
    for case in request::of_person(db, &row.id, None, REQUESTS_MAX)? {
        let is_meant = match search {
            Search::Reference(reference) => case.reference == reference.as_str(),
            Search::Identity(_) | Search::MobileTail(_) | Search::Name(_) => true,
        };
        if !is_meant {
            continue;
        }
        let is_protected = is_protected(app, db, &case)?;
        if may_know(db, viewer, (&case, is_protected))? {
            shown.push(told(viewer, case, is_protected));
        }
    }
    Ok(shown)
}

fn may_know(
    db: &mut Db,
    viewer: &Viewer,
    (case, is_protected): (&Request, bool),
) -> Result<bool, ServiceError> {
    let Some(centre) = viewer.centre() else {
        let is_agent = viewer.staff.role == Role::CallAgent;
        return Ok(is_agent || is_of_office(&viewer.staff, case));
    };
    let mut is_here = case.centre_id.as_ref() == Some(centre);
    if !is_here {
        let all = appointment::of_request(db, &case.id)?;
        is_here = all
            .iter()
            .any(|each| each.centre_id.as_ref() == Some(centre));
    }
    Ok(is_here && (!is_protected || took(db, &viewer.caller.actor(), case)?))
}

/// Whether that actor is the officer who took that request.
pub(super) fn took(db: &mut Db, actor: &str, case: &Request) -> Result<bool, ServiceError> {
    let deeds = store::audit::of_thing(db, &format!("request:{}", case.id))?;
    Ok(deeds
        .iter()
        .any(|deed| deed.action == HAND_IN && deed.actor == actor))
}

fn told(viewer: &Viewer, case: Request, is_protected: bool) -> FoundRequest {
    let is_plain = viewer.sees_people() && !is_protected;
    FoundRequest {
        id: is_of_office(&viewer.staff, &case).then_some(case.id),
        reference: case.reference,
        state: case.state,
        kind: is_plain.then_some(case.kind),
        received_at: is_plain.then_some(case.received_at),
    }
}

fn seen(app: &App, row: &Person) -> Result<Seen, ServiceError> {
    let mobile = letters::recipient(app, row)?.mobile;
    Ok(Seen {
        id: row.id.clone(),
        name: row.name.clone(),
        name_latin: row.name_latin.clone(),
        sex: row.sex,
        citizenship: row.citizenship,
        mobile: mobile.as_ref().map(Mobile::masked),
        proved: row.proved,
    })
}
