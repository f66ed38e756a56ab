//! Who has a request now, and by when something is due: what its applicant is told at any moment.

use chrono::{DateTime, NaiveDate, Utc};

use super::app::App;
use super::caller::Caller;
use super::filing;
use super::requests::Case;
use crate::scheduling::ids::{DepartmentId, OfficialId};
use crate::scheduling::{NamingPolicy, RequestState, calendar};
use crate::store::filing::Filing;
use crate::store::next_step::NextStep;
use crate::store::request::{Request, Step};
use crate::words::Words;

/// Who has a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// It waits to be entered in the register.
    Registry,
    /// An official's office; none: the ministry's.
    Office(Option<OfficialId>),
    /// A department.
    Department(DepartmentId),
    /// The applicant, who was asked something.
    Applicant,
    /// Nobody has to do anything before the meeting.
    Meeting,
    /// Nobody: it is over.
    Nobody,
}

impl Holder {
    /// Who does what comes next after a meeting.
    #[must_use]
    pub fn of_step(next: &NextStep, request: &Request) -> Self {
        match &next.department_id {
            Some(id) => Self::Department(id.clone()),
            None => Self::Office(request.official_id.clone()),
        }
    }

    /// The one spelling of its kind.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Registry => "registry",
            Self::Office(_) => "office",
            Self::Department(_) => "department",
            Self::Applicant => "applicant",
            Self::Meeting => "meeting",
            Self::Nobody => "nobody",
        }
    }
}

/// Where a request is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whereabouts {
    /// Who has it.
    pub holder: Holder,
    /// The day by which the next thing is to happen, where one was said.
    pub due: Option<NaiveDate>,
    /// Whether that day is over.
    pub is_overdue: bool,
}

/// Where a request is that was read alone.
pub fn whereabouts(app: &App, case: &Case, now: DateTime<Utc>) -> Whereabouts {
    let request = &case.request;
    let office = || Holder::Office(request.official_id.clone());
    let holder = match request.state {
        _asked if asked(case).is_some() => Holder::Applicant,
        RequestState::Received => Holder::Registry,
        RequestState::Registered | RequestState::InReview | RequestState::Approved => office(),
        RequestState::Routed => match &request.department_id {
            Some(id) => Holder::Department(id.clone()),
            None => office(),
        },
        RequestState::Scheduled => Holder::Meeting,
        RequestState::Answered
        | RequestState::Declined
        | RequestState::Closed
        | RequestState::Withdrawn => Holder::Nobody,
    };
    let is_theirs = holder == Holder::Applicant;
    let due = due(app, request, case.filing.as_ref()).filter(|_| !is_theirs);
    let today = calendar::local_day(app.settings.ministry.zone, now);
    Whereabouts {
        is_overdue: due.is_some_and(|due| due < today),
        holder,
        due,
    }
}

/// The day by which the next thing is to happen with a request, unless its applicant has to answer
/// something first.
pub(super) fn due(app: &App, request: &Request, filed: Option<&Filing>) -> Option<NaiveDate> {
    match request.state {
        RequestState::Received => {
            let zone = app.settings.ministry.zone;
            let received = calendar::local_day(zone, request.received_at.and_utc());
            let days = app.settings.requests.register_days;
            Some(app.catalogue.get().days.after_working_days(received, days))
        }
        RequestState::Registered | RequestState::InReview | RequestState::Routed => {
            let said = filed.and_then(Filing::due);
            Some(said.unwrap_or_else(|| filing::due(app, request, None)))
        }
        // An approved meeting waits for a time of the official's week, not for an answer.
        RequestState::Approved
        | RequestState::Scheduled
        | RequestState::Answered
        | RequestState::Declined
        | RequestState::Closed
        | RequestState::Withdrawn => None,
    }
}

/// The question to the applicant that was not answered yet, where there is one.
pub fn asked(case: &Case) -> Option<&Step> {
    let may_ask = match case.request.state {
        RequestState::InReview | RequestState::Routed => true,
        RequestState::Received
        | RequestState::Registered
        | RequestState::Approved
        | RequestState::Scheduled
        | RequestState::Answered
        | RequestState::Declined
        | RequestState::Closed
        | RequestState::Withdrawn => false,
    };
    // That it was entered in the register meanwhile answers nothing.
    let is_entry = |step: &&Step| step.state == RequestState::Registered;
    let newest = case.steps.iter().rev().find(|step| !is_entry(step));
    newest.filter(|step| may_ask && is_question(case, step))
}

/// Whether a step of a request that was read alone asks its applicant something: words of the
/// office on a request that stays where it is.
pub fn is_question(case: &Case, step: &Step) -> bool {
    let stays = matches!(step.state, RequestState::InReview | RequestState::Routed);
    stays
        && step.text.is_some()
        && !case.replies.contains(&step.id)
        && case.next.iter().all(|next| next.step_id != step.id)
        && case.referrals.iter().all(|referral| referral.id != step.id)
}

/// Who has it, as this reader may be told: an official is named after a full sign-in only, or
/// where the ministry names the official everywhere; a department where the ministry shows it.
pub fn said(app: &App, words: &Words, (caller, holder): (&Caller, &Holder)) -> String {
    let code = words.lang().code();
    let catalogue = app.catalogue.get();
    match holder {
        Holder::Registry => words.get("holder-registry"),
        Holder::Office(id) => {
            let names = |id: &OfficialId| match caller {
                Caller::Person { .. } | Caller::Staff(_) => true,
                Caller::Nobody | Caller::Follower { .. } | Caller::Agent { .. } => {
                    catalogue.naming(id) == NamingPolicy::OPEN
                }
            };
            let official = id.as_ref().filter(|id| names(id));
            let official = official.and_then(|id| catalogue.official(id));
            match official {
                Some(known) => {
                    let style = known.styles.in_language(code).short;
                    words.say("holder-office-of", "official", style)
                }
                None => words.get("holder-office"),
            }
        }
        Holder::Department(id) => department(app, words, (caller, id)),
        Holder::Applicant if caller.staff().is_none() => words.get("holder-you"),
        Holder::Applicant => words.get("holder-applicant"),
        Holder::Meeting => words.get("holder-meeting"),
        Holder::Nobody => words.get("holder-nobody"),
    }
}

/// A department as this reader may be told: by its name, or as the one in charge.
pub fn department(app: &App, words: &Words, (caller, id): (&Caller, &DepartmentId)) -> String {
    let catalogue = app.catalogue.get();
    let known = catalogue.department(id);
    let known = known.filter(|known| known.shown || caller.staff().is_some());
    known.map_or_else(
        || words.get("holder-department"),
        |known| known.names.in_language(words.lang().code()).to_owned(),
    )
}
