//! What the server says: every frame has its number, an answer also the number of its request.

use super::{
    By, Candidate, Cause, Down, Level, MediaKind, Muted, ParticipantState, Quality, Role,
    SessionState, Up, Way,
};
use crate::id::{ParticipantId, SessionId};
use chrono::{DateTime, Utc};
use serde::Serialize;

/// One frame to a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServerFrame {
    /// The frame's number at this place, from 1, without gaps; a `beat` repeats the last one.
    pub seq: u64,
    /// The number of the request this answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<u64>,
    /// What the server says.
    #[serde(flatten)]
    pub message: ServerMessage,
}

/// A STUN or TURN server, as browsers want it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IceServer {
    /// Its addresses.
    pub urls: Vec<String>,
    /// The name to sign in with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The secret to sign in with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credential: Option<String>,
}

/// A person of the session, as far as the reader may know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Person {
    /// Who.
    pub participant: ParticipantId,
    /// As what.
    pub role: Role,
    /// The name to show.
    pub name: String,
    /// The language the person reads.
    pub language: String,
    /// Where the person stands.
    pub state: ParticipantState,
    /// Goes up with every change of `state`; `admit` names it.
    pub version: u64,
    /// Whether the person's page is connected.
    pub connected: bool,
    /// Whether the check before the call passed.
    pub ready: bool,
    /// Whether the person's media line is up.
    pub line: bool,
    /// What the office switched off.
    pub muted: Muted,
    /// Since when the person waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting_since: Option<DateTime<Utc>>,
    /// Since when the person is seen and heard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admitted_at: Option<DateTime<Utc>>,
    /// How good the line is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quality: Option<Quality>,
}

/// Why something was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The frame could not be read.
    BadFrame,
    /// Something in the frame is over its bound.
    TooLarge,
    /// Frames come too fast; this one was not looked at.
    SlowDown,
    /// The number of the request is older than what is remembered.
    StaleId,
    /// The role has no right to this.
    NotAllowed,
    /// The secretary's right rests while the official is not connected.
    OfficialAbsent,
    /// Only who is admitted may do this.
    NotAdmitted,
    /// Nobody of that name is in the session, as far as the asker may know.
    NoSuchParticipant,
    /// Somebody was faster: the version is not the present one.
    Conflict,
    /// This cannot be done in the present state.
    WrongState,
    /// The session takes nobody new.
    Locked,
    /// The session is full.
    Full,
    /// The session is over.
    Ended,
    /// The person was put out.
    Removed,
    /// The place was given up; a new ticket is needed.
    Gone,
    /// The host could not do its part; try again.
    Unavailable,
}

/// Everything the server says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerMessage {
    /// The answer to `hello`.
    Welcome {
        /// The session.
        session: SessionId,
        /// The reader's role.
        role: Role,
        /// The reader's own place.
        you: ParticipantId,
        /// Everybody the reader may know of, the reader included.
        participants: Vec<Person>,
        /// How far the session is.
        state: SessionState,
        /// Whether it takes nobody new.
        locked: bool,
        /// Who is shown large on every screen.
        pinned: Option<ParticipantId>,
        /// Where to look for a way to the forwarder.
        ice_servers: Vec<IceServer>,
        /// The secret that gives the place back within 30 s after the socket is lost.
        resume_token: Option<String>,
        /// True when every frame missed was sent again and the old media line goes on.
        resumed: bool,
        /// The server's time.
        now: DateTime<Utc>,
    },
    /// The reader's own place in the waiting room.
    Queue {
        /// 1 is next.
        position: u32,
        /// Since when the reader waits.
        waiting_since: DateTime<Utc>,
        /// When the host expects the reader to be admitted.
        expected: Option<DateTime<Utc>>,
    },
    /// By how much the meetings run behind, for whoever waits or is held; said again when it changes.
    Late {
        /// So many minutes; 0 is none.
        minutes: u32,
        /// What the office says to everybody who waits.
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// Everybody the reader may know of.
    Participants {
        /// In order of their names in the system.
        participants: Vec<Person>,
    },
    /// The session moved on.
    State {
        /// How far it is.
        state: SessionState,
    },
    /// The server's offer.
    Offer {
        /// The session description.
        sdp: String,
        /// The answer names it.
        epoch: u64,
        /// A new number means a new connection: the old one is to be closed.
        line: u64,
        /// Where the browser sends.
        up: Up,
        /// Where it receives.
        down: Vec<Down>,
    },
    /// Whom each receiving line shows now, without a new offer.
    Down {
        /// Where the browser receives.
        down: Vec<Down>,
    },
    /// An ICE candidate of the server.
    Candidate {
        /// The candidate.
        #[serde(flatten)]
        candidate: Candidate,
        /// The epoch of the offer it belongs to.
        epoch: u64,
    },
    /// Somebody was let in: the reader, or whom the reader asked for.
    Admitted {
        /// Who.
        participant: ParticipantId,
        /// The entry's new version.
        version: u64,
    },
    /// Somebody was sent back to wait.
    Held {
        /// Who.
        participant: ParticipantId,
        /// The entry's new version.
        version: u64,
    },
    /// Somebody was turned away.
    Declined {
        /// Who.
        participant: ParticipantId,
        /// Why.
        reason: String,
    },
    /// The office wrote to somebody who waits: to the reader, or what the reader wrote.
    Told {
        /// To whom.
        participant: ParticipantId,
        /// The text.
        text: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// A link was made.
    Invited {
        /// As what.
        role: Role,
        /// By which way it goes.
        by: Way,
        /// The link, when the asker passes it on.
        #[serde(skip_serializing_if = "Option::is_none")]
        link: Option<String>,
    },
    /// Somebody's sound or picture was switched off or on.
    Muted {
        /// Whose.
        participant: ParticipantId,
        /// Which.
        kind: MediaKind,
        /// True is off.
        on: bool,
    },
    /// Somebody was put out.
    Removed {
        /// Who.
        participant: ParticipantId,
    },
    /// The session takes nobody new, or does again.
    Locked {
        /// True takes nobody.
        on: bool,
    },
    /// A line of text.
    Chat {
        /// Whose.
        from: ParticipantId,
        /// The text.
        text: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// Who is shown large on every screen.
    Pin {
        /// Whom; nobody when the pin was taken away.
        participant: Option<ParticipantId>,
    },
    /// A line got better or worse.
    Quality {
        /// Whose.
        participant: ParticipantId,
        /// How good it is.
        level: Level,
        /// Why it is no better.
        cause: Cause,
    },
    /// The session is over for the reader.
    Ended {
        /// By which side.
        by: By,
        /// Where to rate it.
        #[serde(skip_serializing_if = "Option::is_none")]
        survey: Option<String>,
    },
    /// The request was not done.
    Error {
        /// Why.
        code: ErrorCode,
        /// One sentence for whoever writes the client.
        detail: String,
    },
    /// The session goes on at another address; the resume token holds there.
    Moved {
        /// The address.
        signal_url: String,
    },
    /// The request was done and has no answer of its own.
    Done {},
    /// A sign of life every five seconds, since a page cannot see pings.
    Beat {},
}
