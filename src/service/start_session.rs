//! Starting the link: the centre opens the session of an appointment that was checked in.

use chrono::{DateTime, Utc};

use super::app::App;
use super::audit;
use super::caller::Caller;
use super::cancel::visible;
use super::error::ServiceError;
use crate::bus::News;
use crate::scheduling::ids::{AppointmentId, SessionId};
use crate::scheduling::{AppointmentState, Mode, Refusal, SessionState};
use crate::store;
use crate::store::session::{self, Session};

/// Opens the session of a video appointment; the same one if it is open already.
pub async fn start(
    app: &App,
    caller: &Caller,
    id: AppointmentId,
    now: DateTime<Utc>,
) -> Result<Session, ServiceError> {
    let pad = app.pad(now);
    let by = caller.clone();
    let opened = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let row = visible(db, &by, &id)?;
            if row.mode != Mode::Video {
                return Err(ServiceError::from(Refusal::WrongStage));
            }
            if let Some(known) = session::of_appointment(db, &id)? {
                return if known.state.is_open() {
                    Ok(known)
                } else {
                    Err(Refusal::SessionClosed.into())
                };
            }
            if row.state != AppointmentState::CheckedIn {
                return Err(Refusal::WrongStage.into());
            }
            let new = Session {
                id: pad.id(SessionId::made),
                appointment_id: id.clone(),
                state: SessionState::Open,
                opened_at: pad.at(),
                live_at: None,
                ended_at: None,
                outcome: None,
            };
            if !session::add(db, &new)? {
                return Err(Refusal::WrongStage.into());
            }
            let thing = format!("session:{}", new.id);
            store::audit::add(db, &audit::deed(&by, "start_session", &thing, &mut pad))?;
            Ok(new)
        })
        .await?;
    app.bus.tell(News::SessionMoved(opened.id.clone()));
    Ok(opened)
}
