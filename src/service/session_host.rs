//! What the signalling module asks of us: facts, used tickets, and keeping what happened.

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use majlis_signaling::host::{
    Guest, Host, HostError, Invitation, ResumeHash, Seed, Standing, Wish,
};
use majlis_signaling::id::{ParticipantId, SessionId as RoomName};
use majlis_signaling::message::{IceServer, SessionState as RoomState, Way};
use majlis_signaling::room::Event;
use serde::{Deserialize, Serialize};

use super::app::App;
use super::error::ServiceError;
use super::expectation;
use super::invite::{self, Invited};
use super::lateness;
use super::session_events;
use super::standing;
use super::ticket::{room_role, session_role};
use crate::bus::News;
use crate::scheduling::ids::SessionId;
use crate::scheduling::{Mobile, Refusal, SessionRole, SessionState};
use crate::store::{appointment, session};

/// The host of every session of this process.
pub struct SessionHost(App);

impl SessionHost {
    /// A host over the running service.
    pub const fn new(app: App) -> Self {
        Self(app)
    }

    fn at(&self) -> NaiveDateTime {
        self.0.pad(self.0.clock.now()).at()
    }
}

/// Who holds a place, as it stands in the table of resume secrets.
#[derive(Serialize, Deserialize)]
struct KeptGuest {
    session: String,
    participant: String,
    role: SessionRole,
    name: String,
    language: String,
    issued_at: DateTime<Utc>,
}

fn opaque(error: ServiceError) -> HostError {
    let error: Box<dyn std::error::Error + Send + Sync> = Box::new(error);
    HostError::from(error)
}

fn id_of(session: &RoomName) -> SessionId {
    SessionId::from(session.as_str())
}

#[async_trait]
impl Host for SessionHost {
    fn now(&self) -> DateTime<Utc> {
        self.0.clock.now()
    }

    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let noise: [u8; 32] = self.0.noise.bytes();
            for (to, from) in chunk.iter_mut().zip(noise) {
                *to = from;
            }
        }
    }

    async fn burn(&self, jti: &str, expires_at: DateTime<Utc>) -> Result<bool, HostError> {
        let (jti, at) = (jti.to_owned(), self.at());
        self.0
            .store
            .write(move |db| {
                Ok::<_, ServiceError>(session::burn_ticket(db, &jti, expires_at.naive_utc(), at)?)
            })
            .await
            .map_err(opaque)
    }

    async fn keep_resume(&self, hash: ResumeHash, guest: &Guest) -> Result<(), HostError> {
        let kept = KeptGuest {
            session: guest.session.as_str().to_owned(),
            participant: guest.participant.as_str().to_owned(),
            role: session_role(guest.role),
            name: guest.name.clone(),
            language: guest.language.clone(),
            issued_at: guest.issued_at,
        };
        let text = serde_json::to_string(&kept).unwrap_or_default();
        let hash = URL_SAFE_NO_PAD.encode(hash);
        // A socket may live for hours before it is lost; what counts is the room's own 30 s.
        let until = self.at() + TimeDelta::hours(12);
        self.0
            .store
            .write(move |db| {
                let of = (
                    kept.session.as_str(),
                    kept.participant.as_str(),
                    text.as_str(),
                );
                Ok::<_, ServiceError>(session::keep_resume(db, &hash, of, until)?)
            })
            .await
            .map_err(opaque)
    }

    async fn take_resume(&self, hash: ResumeHash) -> Result<Option<Guest>, HostError> {
        let (hash, at) = (URL_SAFE_NO_PAD.encode(hash), self.at());
        let found = self
            .0
            .store
            .write(move |db| Ok::<_, ServiceError>(session::take_resume(db, &hash, at)?))
            .await
            .map_err(opaque)?;
        Ok(found.as_deref().and_then(guest_of))
    }

    async fn drop_resume(
        &self,
        session: &RoomName,
        participant: &ParticipantId,
    ) -> Result<(), HostError> {
        let (id, who) = (session.as_str().to_owned(), participant.as_str().to_owned());
        self.0
            .store
            .write(move |db| Ok::<_, ServiceError>(session::drop_resumes(db, &id, Some(&who))?))
            .await
            .map_err(opaque)
    }

    async fn seed(&self, session: &RoomName) -> Result<Option<Seed>, HostError> {
        let (id, app) = (id_of(session), self.0.clone());
        let now = app.clock.now();
        let found = self
            .0
            .store
            .read(move |db| {
                let Some(row) = session::find(db, &id)? else {
                    return Ok::<_, ServiceError>(None);
                };
                let of = appointment::find(db, &row.appointment_id)?;
                let of = of.ok_or(Refusal::NotFound)?;
                let delay = lateness::delay(&app, db, &of, now)?;
                let standing = standing::of_session(&app, db, &id)?;
                let told = expectation::of_all(&app, db, now)?.into_iter();
                let expected = told.filter(|(of, _)| *of == id).map(|(_, one)| one).next();
                Ok(Some((row, delay, standing, expected.unwrap_or_default())))
            })
            .await
            .map_err(opaque)?;
        Ok(found.map(|(row, delay, standing, expectation)| Seed {
            state: room_state(row.state),
            expectation,
            delay,
            standing,
        }))
    }

    async fn is_barred(&self, guest: &Guest) -> Result<bool, HostError> {
        let (id, issued_at) = (id_of(&guest.session), guest.issued_at);
        let who = guest.participant.as_str().to_owned();
        self.0
            .store
            .read(move |db| Ok::<_, ServiceError>(standing::is_barred(db, (&id, &who), issued_at)?))
            .await
            .map_err(opaque)
    }

    async fn event(
        &self,
        session: &RoomName,
        at: DateTime<Utc>,
        event: &Event,
        standing: &Standing,
    ) -> Result<(), HostError> {
        let id = id_of(session);
        let what = (id.clone(), event.clone());
        session_events::keep_with(&self.0, what, Some(standing.clone()), at)
            .await
            .map_err(opaque)?;
        self.0.bus.tell(News::SessionMoved(id));
        self.0.bus.tell(News::NoticeQueued);
        Ok(())
    }

    async fn invite(
        &self,
        session: &RoomName,
        wish: &Wish,
    ) -> Result<Option<Invitation>, HostError> {
        let mobile = match (wish.way, wish.to.as_deref().map(Mobile::parse)) {
            (Way::Link, _) => None,
            (Way::Sms, Some(Ok(mobile))) => Some(mobile),
            (Way::Sms, Some(Err(_)) | None) => return Ok(None),
        };
        let invited = Invited {
            role: session_role(wish.role),
            name: wish.name.clone(),
            mobile,
        };
        let by_link = wish.way == Way::Link;
        let order = (id_of(session), invited);
        match invite::invite(&self.0, order, self.0.clock.now()).await {
            Ok(path) => Ok(Some(Invitation {
                link: by_link.then(|| self.0.link(&path)),
            })),
            Err(error) if error.refusal().is_some() => Ok(None),
            Err(error) => Err(opaque(error)),
        }
    }

    async fn survey(&self, _: &RoomName, _: &ParticipantId) -> Result<Option<String>, HostError> {
        // The link is the person's own and goes to the person's mobile, not to the room's screen.
        Ok(None)
    }

    async fn ice_servers(
        &self,
        _: &RoomName,
        _: &ParticipantId,
    ) -> Result<Vec<IceServer>, HostError> {
        Ok(Vec::new())
    }
}

fn guest_of(text: &str) -> Option<Guest> {
    let kept: KeptGuest = serde_json::from_str(text).ok()?;
    Some(Guest {
        session: RoomName::new(kept.session).ok()?,
        participant: ParticipantId::new(kept.participant).ok()?,
        role: room_role(kept.role),
        name: kept.name,
        language: kept.language,
        issued_at: kept.issued_at,
    })
}

const fn room_state(state: SessionState) -> RoomState {
    match state {
        SessionState::Scheduled => RoomState::Scheduled,
        SessionState::Open => RoomState::Open,
        SessionState::Live => RoomState::Live,
        SessionState::Ended => RoomState::Ended,
        SessionState::Failed => RoomState::Failed,
    }
}
