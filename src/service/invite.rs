//! A third person is invited into an open session: by a link that the office passes on, or by an SMS.

use chrono::{DateTime, TimeDelta, Utc};

use super::app::App;
use super::error::ServiceError;
use super::letters;
use super::notices::{self, Recipient};
use super::pad::Pad;
use crate::bus::News;
use crate::scheduling::ids::{InviteId, SessionId};
use crate::scheduling::{Mobile, NoticeEvent, Refusal, SessionRole};
use crate::store::Db;
use crate::store::appointment::{self, Appointment};
use crate::store::person::{self, Person};
use crate::store::session::{self, Invite};

/// How long an invitation made in a session is good.
const INVITE_HOURS: i64 = 2;
/// So many people at most are invited to one appointment.
pub const INVITES_MAX: i64 = 20;

/// Who is invited.
#[derive(Clone, Debug)]
pub struct Invited {
    /// As what.
    pub role: SessionRole,
    /// What the person is called on the others' screens; none: after the role.
    pub name: Option<String>,
    /// Where the link is sent; none: whoever asked passes it on.
    pub mobile: Option<Mobile>,
}

/// Makes a one-use link into a session, and sends it where a mobile is known. Gives its path.
pub async fn invite(
    app: &App,
    (id, invited): (SessionId, Invited),
    now: DateTime<Utc>,
) -> Result<String, ServiceError> {
    if invited.role == SessionRole::Applicant {
        return Err(Refusal::NotAllowed.into());
    }
    let mut pad = app.pad(now);
    let token = pad.short_token();
    let path = format!("/join/{token}");
    let (of_work, way) = (app.clone(), path.clone());
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            let open = session::find(db, &id)?.filter(|one| one.state.is_open());
            let open = open.ok_or(Refusal::SessionClosed)?;
            let row = appointment::find(db, &open.appointment_id)?.ok_or(Refusal::NotFound)?;
            if session::count_invites(db, &row.id)? >= INVITES_MAX {
                return Err(ServiceError::from(Refusal::NotAllowed));
            }
            add(&of_work, db, (&row, &invited, &token), &mut pad)?;
            match &invited.mobile {
                Some(mobile) => send(&of_work, db, (&row, mobile, &way), &mut pad),
                None => Ok(()),
            }
        })
        .await?;
    app.bus.tell(News::NoticeQueued);
    Ok(path)
}

fn add(
    app: &App,
    db: &mut Db,
    (row, invited, token): (&Appointment, &Invited, &str),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    let language = app.settings.ministry.language.clone();
    let given = invited.name.as_deref().map(str::trim);
    let name = given.filter(|name| !name.is_empty()).map_or_else(
        || {
            let words = app.words.words(&language);
            words.value("session-role", invited.role.as_str())
        },
        str::to_owned,
    );
    let row = Invite {
        id: pad.id(InviteId::made),
        appointment_id: row.id.clone(),
        role: invited.role,
        name,
        staff_id: None,
        language,
        token_hash: app.keys.lookup("invite", token),
        expires_at: pad.at() + TimeDelta::hours(INVITE_HOURS),
        used_at: None,
        revoked_at: None,
    };
    Ok(session::add_invite(db, &row)?)
}

/// The guest is told in the ministry's language, and nothing of the applicant.
fn send(
    app: &App,
    db: &mut Db,
    (row, mobile, way): (&Appointment, &Mobile, &str),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    let applicant = person::find(db, &row.person_id)?.ok_or(Refusal::NotFound)?;
    let reader = Person {
        sex: None,
        language: app.settings.ministry.language.clone(),
        email: None,
        mobile_shared: false,
        ..applicant
    };
    let letter = letters::with_link(app, NoticeEvent::Invited, (row, &reader), way);
    let to = Recipient {
        mobile: Some(mobile.clone()),
        ..Recipient::default()
    };
    notices::queue(db, &notices::rows(app, &letter, &to, pad)?)?;
    Ok(())
}
