//! Confirming an appointment: the applicant says that he or she comes.

use chrono::{DateTime, Utc};

use super::app::App;
use super::audit;
use super::caller::Caller;
use super::cancel::visible;
use super::error::ServiceError;
use crate::bus::News;
use crate::scheduling::Refusal;
use crate::scheduling::appointment::AppointmentEvent;
use crate::scheduling::ids::AppointmentId;
use crate::store;
use crate::store::appointment::{self, Appointment};

/// Confirms one's own appointment while it lies ahead; doing it twice is as good as once.
pub async fn confirm(
    app: &App,
    caller: &Caller,
    id: AppointmentId,
    now: DateTime<Utc>,
) -> Result<Appointment, ServiceError> {
    caller.person().ok_or(Refusal::SignInNeeded)?;
    let pad = app.pad(now);
    let who = caller.clone();
    let confirmed = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let row = visible(db, &who, &id)?;
            if row.starts_at <= pad.at() {
                return Err(Refusal::TooLate.into());
            }
            let Ok(state) = row.state.after(AppointmentEvent::Confirm) else {
                return already(row);
            };
            let new = Appointment {
                state,
                sequence: row.sequence + 1,
                changed_at: pad.at(),
                ..row.clone()
            };
            if !appointment::change(db, row.sequence, &new)? {
                return Err(Refusal::WrongStage.into());
            }
            let thing = format!("appointment:{}", new.id);
            store::audit::add(db, &audit::deed(&who, "confirm", &thing, &mut pad))?;
            Ok(new)
        })
        .await?;
    app.bus.tell(News::AppointmentMoved(confirmed.id.clone()));
    Ok(confirmed)
}

fn already(row: Appointment) -> Result<Appointment, ServiceError> {
    use crate::scheduling::AppointmentState;
    if row.state == AppointmentState::Confirmed {
        Ok(row)
    } else {
        Err(Refusal::WrongStage.into())
    }
}
