//! What the program that carries this module does for it: facts, secrets, and keeping what happened.

use crate::{
    id::{ParticipantId, SessionId},
    message::{IceServer, Muted, ParticipantState, Role, SessionState, Way},
    room::Event,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, error::Error, fmt};

/// The host could not do its part; the reason is for the log.
#[derive(Debug, thiserror::Error)]
#[error("the host of the session could not do its part")]
pub struct HostError(#[from] Box<dyn Error + Send + Sync>);

/// Who holds a place: what a ticket proves and a resume token stands for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guest {
    /// The session.
    pub session: SessionId,
    /// The place.
    pub participant: ParticipantId,
    /// As what.
    pub role: Role,
    /// The name others may see.
    pub name: String,
    /// The language the person reads.
    pub language: String,
    /// When the ticket was issued; tickets from before a decline do not let back in.
    pub issued_at: DateTime<Utc>,
}

impl fmt::Debug for Guest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guest")
            .field("session", &self.session)
            .field("participant", &self.participant)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// One place, as it is kept with what happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingPlace {
    /// Who holds it.
    pub guest: Guest,
    /// Where the person stands.
    pub state: ParticipantState,
    /// The version the office sees; it also parts those who came in the same second.
    pub version: u64,
    /// Since when the person waits.
    pub waiting_since: DateTime<Utc>,
    /// Since when the person is seen and heard.
    pub admitted_at: Option<DateTime<Utc>>,
    /// Whether the check before the call passed.
    pub ready: bool,
    /// What is switched off at the forwarder.
    pub muted: Muted,
    /// What the office wrote last to the person who waits, and when.
    pub told: Option<(String, DateTime<Utc>)>,
}

/// Why somebody is not let in again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bar {
    /// Put out, for the rest of the session.
    Removed,
    /// Turned away: a ticket issued later is good again.
    Declined(DateTime<Utc>),
}

impl Bar {
    /// Whether it keeps out somebody whose ticket was issued then.
    pub fn keeps_out(self, issued_at: DateTime<Utc>) -> bool {
        match self {
            Self::Removed => true,
            Self::Declined(at) => issued_at <= at,
        }
    }
}

/// All that a room needs to go on after the program was killed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The places that are taken.
    pub places: Vec<StandingPlace>,
    /// Who is not let in again.
    pub barred: BTreeMap<ParticipantId, Bar>,
    /// Whether nobody new is taken.
    pub locked: bool,
    /// Who is shown large.
    pub pinned: Option<ParticipantId>,
    /// The last version that was given.
    pub versions: u64,
}

/// When the people of a session may expect to be admitted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Expectation {
    /// How many wait for the same official before the first of this session.
    pub ahead: u32,
    /// When this session is expected to begin.
    pub at: Option<DateTime<Utc>>,
}

/// By how much the meetings run behind, and what the office says to everybody who waits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delay {
    /// So many minutes; 0 is none.
    pub minutes: u32,
    /// The office's words.
    pub text: Option<String>,
}

/// What the host knows of a session when its room is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seed {
    /// How far it is.
    pub state: SessionState,
    /// What people who wait are told.
    pub expectation: Expectation,
    /// By how much the meetings run behind.
    pub delay: Delay,
    /// Where everybody stood when something was kept last; nobody, before that.
    pub standing: Standing,
}

/// A link for one more person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The link, when the asker passes it on; none when the host sends it.
    pub link: Option<String>,
}

/// A request for a link that lets one more person in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Who asks.
    pub by: ParticipantId,
    /// As what the person comes.
    pub role: Role,
    /// By which way the link goes.
    pub way: Way,
    /// Where to, when the host sends it.
    pub to: Option<String>,
    /// What the person is called on the others' screens; none: after the role.
    pub name: Option<String>,
}

/// The SHA-256 of a resume token: all that is ever kept of it.
pub type ResumeHash = [u8; 32];

/// The program that carries this module. An error is logged once and, for events, tried again.
#[async_trait]
pub trait Host: Send + Sync + 'static {
    /// The time.
    fn now(&self) -> DateTime<Utc>;

    /// Fills the slice with secret random bytes.
    fn fill(&self, bytes: &mut [u8]);

    /// Marks a ticket's number as used until it expires; false when it was used before.
    async fn burn(&self, jti: &str, expires_at: DateTime<Utc>) -> Result<bool, HostError>;

    /// Keeps the hash of a place's resume token instead of the one kept before.
    async fn keep_resume(&self, hash: ResumeHash, guest: &Guest) -> Result<(), HostError>;

    /// Takes a hash away and says whose it was; none when it is not kept (any more).
    async fn take_resume(&self, hash: ResumeHash) -> Result<Option<Guest>, HostError>;

    /// Forgets a place's hash.
    async fn drop_resume(
        &self,
        session: &SessionId,
        participant: &ParticipantId,
    ) -> Result<(), HostError>;

    /// Says what is known of a session; none when there is no such session.
    async fn seed(&self, session: &SessionId) -> Result<Option<Seed>, HostError>;

    /// Whether somebody is not let in again, on whichever machine that was decided.
    async fn is_barred(&self, guest: &Guest) -> Result<bool, HostError>;

    /// Keeps what happened together with where everybody stands by it: both or neither. Called in
    /// order, one at a time for a session, and again after an error.
    async fn event(
        &self,
        session: &SessionId,
        at: DateTime<Utc>,
        event: &Event,
        standing: &Standing,
    ) -> Result<(), HostError>;

    /// Makes a one-use link that lets one more person in; none when the host refuses.
    async fn invite(
        &self,
        session: &SessionId,
        wish: &Wish,
    ) -> Result<Option<Invitation>, HostError>;

    /// Says where a person may rate the session that ended, if anywhere.
    async fn survey(
        &self,
        session: &SessionId,
        participant: &ParticipantId,
    ) -> Result<Option<String>, HostError>;

    /// Says where a person's browser looks for a way to the forwarder.
    async fn ice_servers(
        &self,
        session: &SessionId,
        participant: &ParticipantId,
    ) -> Result<Vec<IceServer>, HostError>;
}
