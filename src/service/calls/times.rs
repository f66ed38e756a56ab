//! Free times for a caller: for a request, in place of an appointment, or at a centre's desk.

use chrono::{DateTime, Utc};

use super::acting;
use crate::scheduling::ids::{AppointmentId, CallId, CentreId, PersonId, RequestId, ServiceId};
use crate::scheduling::slot::{Slot, SlotId};
use crate::scheduling::{Mode, Needs, Refusal, Sex};
use crate::service::app::App;
use crate::service::caller::Caller;
use crate::service::cancel::visible;
use crate::service::error::ServiceError;
use crate::service::slots::{self, Ask};
use crate::store::person;
use crate::store::request;

/// So many times stand in the list at the most.
const TIMES_MAX: usize = 60;

/// What a time is looked for.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// A request that is handed in already.
    Request(RequestId),
    /// Another time of an appointment.
    Appointment(AppointmentId),
    /// A service at a centre.
    Service(ServiceId, CentreId),
}

/// The free times that the caller of this call may choose.
pub async fn times(
    app: &App,
    caller: &Caller,
    (call, wanted): (CallId, Wanted),
    now: DateTime<Utc>,
) -> Result<Vec<Slot>, ServiceError> {
    let acting = acting(app, caller, call, now).await?;
    let whose = acting.person().ok_or(Refusal::CallerUnchecked)?.clone();
    let ask = app
        .store
        .read(move |db| {
            let known = person::find(db, &whose)?.ok_or(Refusal::NotFound)?;
            let ask = of_person(&known.id, known.sex);
            Ok::<_, ServiceError>(match &wanted {
                Wanted::Request(id) => {
                    let own = request::find(db, id)?.filter(|row| row.person_id == whose);
                    let row = own.ok_or(Refusal::NotFound)?;
                    Ask {
                        officials: row.official_id.into_iter().collect(),
                        mode: row.mode,
                        centre: row.centre_id,
                        needs: Needs::parse(&row.needs).unwrap_or_default(),
                        ..ask
                    }
                }
                Wanted::Appointment(id) => {
                    let row = visible(db, &acting, id)?;
                    let key = SlotId::from_text(&row.slot_id).key();
                    Ask {
                        officials: row.official_id.into_iter().collect(),
                        mode: Some(row.mode),
                        centre: row.centre_id,
                        service: key.and_then(|key| key.service),
                        needs: Needs::parse(&row.needs).unwrap_or_default(),
                        ..ask
                    }
                }
                Wanted::Service(service, centre) => Ask {
                    mode: Some(Mode::Service),
                    service: Some(service.clone()),
                    centre: Some(centre.clone()),
                    ..ask
                },
            })
        })
        .await?;
    let free = slots::free_slots(app, ask, now).await?;
    Ok(free
        .into_iter()
        .filter(|slot| slot.open_to_choice)
        .collect())
}

fn of_person(id: &PersonId, sex: Option<Sex>) -> Ask {
    Ask {
        section: sex.map(Sex::section),
        person: Some(id.clone()),
        most: Some(TIMES_MAX),
        ..Ask::default()
    }
}
