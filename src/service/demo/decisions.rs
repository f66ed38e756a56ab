//! What the minister's office of the demo does with what was handed in, by the verbs of life.

use chrono::{DateTime, Utc};

use super::people::{Cast, Then};
use crate::scheduling::ids::{RequestId, SignInId, StaffId};
use crate::scheduling::{Decision, Role, Urgency};
use crate::service::caller::{StaffCaller, Weeks};
use crate::service::decide::{self, Verdict, second};
use crate::service::filing::{self, Entry};
use crate::service::hand_in::{self, NewRequest};
use crate::service::withdraw::withdraw;
use crate::service::{App, Caller, ServiceError, categories, close, readers};

/// Hands something in on that day, and the office does with it what its cast says.
pub(super) async fn goes_through(
    app: &App,
    caller: &Caller,
    (one, new): (&Cast, NewRequest),
    (handed_in, now): (DateTime<Utc>, DateTime<Utc>),
) -> Result<(), ServiceError> {
    let whole = hand_in::hand_in(app, caller, new, handed_in).await?;
    let office = office(app, "staff-scheduler", Role::Scheduler);
    follow(app, (caller, &office), (one, whole.request.id), now).await
}

/// Somebody of the minister's office.
fn office(app: &App, id: &str, role: Role) -> Caller {
    let member = StaffCaller {
        id: StaffId::from(id),
        sign_in: SignInId::from("demo"),
        role,
        centre: None,
        official: None,
        weeks: Weeks::default(),
    };
    readers::named(app, Caller::Staff(member))
}

async fn follow(
    app: &App,
    (caller, office): (&Caller, &Caller),
    (one, id): (&Cast, RequestId),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let decision = match one.then {
        Then::Received | Then::Booked(_) | Then::Waits => return Ok(()),
        Then::Registered => {
            filing::register(app, office, (id, entry(app, one)), now).await?;
            return Ok(());
        }
        Then::Withdrawn => {
            withdraw(app, caller, id, now).await?;
            return Ok(());
        }
        Then::Asked => (Decision::Ask, Some("نأمل إرفاق ما يثبت الحالة.")),
        Then::Routed | Then::Closed => (Decision::Route, None),
        Then::Approved(_) => (Decision::Approve, None),
        Then::Answered => (Decision::Answer, Some("عولجت الشكوى، ونشكر لكم تواصلكم.")),
        Then::Declined => (
            Decision::Decline,
            Some("هذا الموضوع من اختصاص جهة أخرى، ويمكن التقدم إليها مباشرة."),
        ),
    };
    let urgency = match one.then {
        Then::Approved(urgency) => Some(urgency),
        Then::Received
        | Then::Registered
        | Then::Asked
        | Then::Routed
        | Then::Booked(_)
        | Then::Waits
        | Then::Answered
        | Then::Declined
        | Then::Closed
        | Then::Withdrawn => None,
    };
    // What is sent on or finished went through the register.
    if matches!(one.then, Then::Routed | Then::Closed | Then::Answered) {
        filing::register(app, office, (id.clone(), entry(app, one)), now).await?;
    }
    let verdict = Verdict {
        department: (decision.0 == Decision::Route).then(|| "civil".into()),
        urgency,
        urgency_reason: (urgency == Some(Urgency::Urgent))
            .then(|| "القرية بلا طريق منذ السيل".to_owned()),
        text: decision.1.map(str::to_owned),
        ..Verdict::of(decision.0)
    };
    decides(app, office, (id.clone(), verdict), now).await?;
    if matches!(one.then, Then::Closed) {
        let text = "نُفذ الاقتراح.".to_owned();
        close::close(app, office, (id, text), now).await?;
    }
    Ok(())
}

/// The office decides; where the settings ask for a second person, the secretary confirms it.
async fn decides(
    app: &App,
    office: &Caller,
    (id, verdict): (RequestId, Verdict),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    decide::decide(app, office, (id.clone(), verdict), now).await?;
    let other = self::office(app, "staff-secretary", Role::Secretary);
    if second::find(app, &other, id.clone()).await?.is_some() {
        second::confirm(app, &other, id, now).await?;
    }
    Ok(())
}

/// What a request is entered under: what its words suggest first.
fn entry(app: &App, one: &Cast) -> Entry {
    let suggested = categories::suggested(app, (one.subject, ""));
    Entry {
        number: None,
        category: suggested.into_iter().next().map(|one| one.id),
    }
}
