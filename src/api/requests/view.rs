//! A request as JSON.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::appointments::view::AppointmentView;
use crate::api::call::Call;
use crate::scheduling::ids::{CategoryId, CentreId, DepartmentId, OfficialId, RequestId};
use crate::scheduling::{
    Citizenship, Decision, Mode, Needs, RequestKind, RequestState, Sex, Urgency,
};
use crate::service::hand_in::{Span, Whole};
use crate::service::letters;
use crate::service::requests::Case;
use crate::service::whereabouts::{self, Holder, whereabouts};
use crate::service::{Filing, NextStep, Person, Request, Step};

/// A page of requests.
#[derive(Serialize, ToSchema)]
pub struct Requests {
    /// The requests.
    pub requests: Vec<RequestView>,
    /// Asks for the next page; none on the last.
    pub next_cursor: Option<String>,
}

/// A request.
#[derive(Serialize, ToSchema)]
pub struct RequestView {
    /// Its id.
    pub id: RequestId,
    /// What the person was given at once.
    pub reference: String,
    /// The ministry's own register number.
    pub registration_number: Option<String>,
    /// What was handed in.
    pub kind: RequestKind,
    /// How far it is.
    pub state: RequestState,
    /// Whom the applicant asks to meet.
    pub official: Option<OfficialId>,
    /// How they are to meet.
    pub mode: Option<Mode>,
    /// From which centre.
    pub centre: Option<CentreId>,
    /// Who works on it.
    pub department: Option<DepartmentId>,
    /// In a few words.
    pub subject: String,
    /// In full.
    pub details: String,
    /// What the applicant needs.
    pub needs: Vec<String>,
    /// Normal or urgent, as a person decided.
    pub urgency: Urgency,
    /// Why it is urgent, as the applicant says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urgent_reason: Option<String>,
    /// The applicant, when someone else handed it in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applicant: Option<String>,
    /// On what basis a representative acts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// The last day on which the representative may act.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis_until: Option<NaiveDate>,
    /// Whom it is about, when that is someone else; for the office, where one request is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person_concerned: Option<String>,
    /// Days that do not suit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unavailable: Vec<Span>,
    /// When it was received.
    pub received_at: DateTime<FixedOffset>,
    /// What it is about, once staff said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<CategoryId>,
    /// Who has it now and by when the next thing is due; where one request is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now_with: Option<HolderView>,
    /// What was to be done after its meetings, from first to last; where one request is read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub next_steps: Vec<NextStepView>,
    /// Its steps, oldest first.
    pub timeline: Vec<StepView>,
    /// Its appointments, newest first.
    pub appointments: Vec<AppointmentView>,
    /// What one person of the office decided and a second one has to confirm; for the office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposed: Option<Decision>,
    /// Whose it is; for staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonView>,
}

/// Who has a request now.
#[derive(Serialize, ToSchema)]
pub struct HolderView {
    /// `registry`, `office`, `department`, `applicant`, `meeting` or `nobody`.
    pub kind: &'static str,
    /// The same in the caller's language, as the ministry wants it said.
    pub said: String,
    /// The day by which the next thing is to happen, where one was said.
    pub due_on: Option<NaiveDate>,
    /// Whether that day is over.
    pub overdue: bool,
}

/// What is to be done after a meeting.
#[derive(Serialize, ToSchema)]
pub struct NextStepView {
    /// What; empty for whoever follows the request by its reference.
    pub text: String,
    /// Who does it, in the caller's language.
    pub by: String,
    /// The day by which it is done.
    pub due_on: Option<NaiveDate>,
    /// Whether it was reported done.
    pub done: bool,
}

/// One step of a request.
#[derive(Serialize, ToSchema)]
pub struct StepView {
    /// The state it came to.
    pub state: RequestState,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// What the applicant is told beside the state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Whose request it is, as far as staff see.
#[derive(Serialize, ToSchema)]
pub struct PersonView {
    /// The name, once given.
    pub name: Option<String>,
    /// Man or woman, once given.
    pub sex: Option<Sex>,
    /// Citizen or resident.
    pub citizenship: Option<Citizenship>,
    /// The region of residence, once given.
    pub region: Option<String>,
    /// Whether the identity was proved.
    pub proved: bool,
}

impl PersonView {
    /// A person as staff see it.
    pub fn of(person: &Person) -> Self {
        Self {
            name: person.name.clone(),
            sex: person.sex,
            citizenship: person.citizenship,
            region: person.region.clone(),
            proved: person.proved,
        }
    }
}

impl RequestView {
    /// A request with all that belongs to it, as this caller may see it.
    pub fn of(call: &Call, case: &Case) -> Self {
        let appointments = case.appointments.iter();
        let staff = call.caller.staff();
        let filing = case.filing.as_ref().filter(|_| staff.is_some());
        Self {
            appointments: appointments
                .map(|row| AppointmentView::of(call, row))
                .collect(),
            person: staff.map(|_| PersonView::of(&case.person)),
            category: filing.and_then(|filing| filing.category_id.clone()),
            basis_until: case.filing.as_ref().and_then(Filing::until),
            person_concerned: case.concerned.clone(),
            ..Self::bare(call, &case.request, &case.steps)
        }
    }

    /// A request that is read alone, with who has it now.
    pub fn alone(call: &Call, case: &Case) -> Self {
        let there = whereabouts(&call.app, case, call.now);
        let said = whereabouts::said(&call.app, &call.words, (&call.caller, &there.holder));
        Self {
            now_with: Some(HolderView {
                kind: there.holder.kind(),
                said,
                due_on: there.due,
                overdue: there.is_overdue,
            }),
            next_steps: case.next.iter().map(|one| next(call, case, one)).collect(),
            ..Self::of(call, case)
        }
    }

    /// A request that was just handed in.
    pub fn of_new(call: &Call, whole: &Whole) -> Self {
        Self::bare(call, &whole.request, &whole.steps)
    }

    fn bare(call: &Call, row: &Request, steps: &[Step]) -> Self {
        let days = row.unavailable.as_deref();
        let days = days.and_then(|text| serde_json::from_str(text).ok());
        Self {
            id: row.id.clone(),
            reference: letters::shown(&row.reference),
            registration_number: row.registration_number.clone(),
            kind: row.kind,
            state: row.state,
            official: row.official_id.clone(),
            mode: row.mode,
            centre: row.centre_id.clone(),
            department: row.department_id.clone(),
            subject: row.subject.clone(),
            details: row.details.clone(),
            needs: needs(&row.needs),
            urgency: row.urgency,
            urgent_reason: row.urgent_reason.clone(),
            applicant: row.applicant.clone(),
            basis: row.basis.clone(),
            basis_until: None,
            person_concerned: None,
            unavailable: days.unwrap_or_default(),
            received_at: call.at(row.received_at),
            category: None,
            now_with: None,
            next_steps: Vec::new(),
            timeline: steps
                .iter()
                .map(|step| StepView {
                    state: step.state,
                    at: call.at(step.at),
                    text: step.text.clone(),
                })
                .collect(),
            appointments: Vec::new(),
            proposed: None,
            person: None,
        }
    }
}

fn next(call: &Call, case: &Case, one: &NextStep) -> NextStepView {
    let holder = Holder::of_step(one, &case.request);
    NextStepView {
        text: one.text.clone(),
        by: whereabouts::said(&call.app, &call.words, (&call.caller, &holder)),
        due_on: one.due(),
        done: !one.is_owed(),
    }
}

/// Needs as they stand in a column, each as its own text.
pub fn needs(text: &str) -> Vec<String> {
    let needs = Needs::parse(text).unwrap_or_default();
    needs.iter().map(ToString::to_string).collect()
}
