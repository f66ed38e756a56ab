//! What a client may say, and how a frame is read: strictly, and never larger than its bound.

use super::{
    ADDRESS_CHARS_MAX, CANDIDATE_BYTES_MAX, CHAT_CHARS_MAX, CLIENT_CHARS_MAX, Check, Devices,
    ErrorCode, FRAME_BYTES_MAX, MediaKind, NAME_CHARS_MAX, OUTCOME_CHARS_MAX, REASON_CHARS_MAX,
    REQUEST_ID_MAX, Role, SDP_BYTES_MAX, Stats, TELL_CHARS_MAX, Way,
};
use crate::id::ParticipantId;
use serde::{Deserialize, Serialize};
use serde_json::Value;

const DETAIL_CHARS_MAX: usize = 200;

/// One frame from a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientFrame {
    /// The request's number: echoed in the answer, and harmless when repeated.
    pub id: Option<u64>,
    /// What the client says.
    pub message: ClientMessage,
}

/// A frame that could not be read, with its number when that much could be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct BadFrame {
    /// The request's number.
    pub id: Option<u64>,
    /// Which kind of mistake.
    pub code: ErrorCode,
    /// One sentence for whoever writes the client.
    pub detail: String,
}

/// An ICE candidate of a client, with the field names that browsers use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trickle {
    /// The candidate line; empty at the end of candidates.
    pub candidate: String,
    /// The media line it belongs to, by name.
    #[serde(rename = "sdpMid", default)]
    pub sdp_mid: Option<String>,
    /// The media line it belongs to, by number.
    #[serde(rename = "sdpMLineIndex", default)]
    pub sdp_m_line_index: Option<u16>,
    /// The generation of ICE credentials it belongs to.
    #[serde(rename = "usernameFragment", default)]
    pub username_fragment: Option<String>,
    /// The epoch of the latest offer.
    pub epoch: u64,
}

/// Everything a client may say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum ClientMessage {
    /// The first frame, within two seconds.
    Hello {
        /// What the client calls itself.
        client: String,
        /// The last frame it saw before its socket was lost.
        #[serde(default)]
        seq: Option<u64>,
    },
    /// The result of the check before a call; from an operator it opens the session.
    Ready {
        /// What the machine has.
        devices: Devices,
        /// What the line is worth.
        check: Check,
    },
    /// The answer to the server's offer.
    Answer {
        /// The session description.
        sdp: String,
        /// The epoch of the offer.
        epoch: u64,
    },
    /// An ICE candidate.
    Candidate(Trickle),
    /// Asks for an ICE restart after the network changed.
    Restart {},
    /// Lets a waiting or held person in.
    Admit {
        /// Whom.
        participant: ParticipantId,
        /// The version of that person's entry the asker saw.
        version: u64,
    },
    /// Sends an admitted person back to wait.
    Hold {
        /// Whom.
        participant: ParticipantId,
        /// The version of that person's entry the asker saw.
        #[serde(default)]
        version: Option<u64>,
    },
    /// Turns a waiting or held person away.
    Decline {
        /// Whom.
        participant: ParticipantId,
        /// Why, as the person is told.
        reason: String,
        /// The version of that person's entry the asker saw.
        #[serde(default)]
        version: Option<u64>,
    },
    /// Asks the host for a link that lets one more person in.
    Invite {
        /// As what.
        role: Role,
        /// By which way the link goes.
        by: Way,
        /// Where to, when the host sends it.
        #[serde(default)]
        to: Option<String>,
        /// What the person is called on the others' screens; none: after the role.
        #[serde(default)]
        name: Option<String>,
    },
    /// A short text to one person who waits or is held; nobody else who waits learns of it.
    Tell {
        /// Whom.
        participant: ParticipantId,
        /// The text.
        text: String,
    },
    /// Switches a person's sound or picture off at the forwarder.
    Mute {
        /// Whose.
        participant: ParticipantId,
        /// Which.
        kind: MediaKind,
        /// False switches it on again.
        #[serde(default = "yes")]
        on: bool,
    },
    /// Puts a person out for the rest of the session.
    Remove {
        /// Whom.
        participant: ParticipantId,
    },
    /// Lets nobody new into the waiting room.
    Lock {
        /// False lets people in again.
        on: bool,
    },
    /// A line of text to everybody in the session.
    Chat {
        /// The text.
        text: String,
    },
    /// Shows a person large on every screen.
    Pin {
        /// Whom; nobody takes the pin away.
        participant: Option<ParticipantId>,
    },
    /// What the browser measured.
    Stats(Stats),
    /// Ends the session; from an operator, the centre's side of it.
    End {
        /// What came of it, in the host's own words.
        #[serde(default)]
        outcome: Option<String>,
    },
    /// Leaves at once.
    Bye {},
}

const fn yes() -> bool {
    true
}

/// The kind of a client's message, for the table of rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the message of the same name")]
pub enum Kind {
    Hello,
    Ready,
    Answer,
    Candidate,
    Restart,
    Admit,
    Hold,
    Decline,
    Invite,
    Tell,
    Mute,
    Remove,
    Lock,
    Chat,
    Pin,
    Stats,
    End,
    Bye,
}

impl Kind {
    /// Every kind, in the order of the contract.
    pub const ALL: [Self; 18] = [
        Self::Hello,
        Self::Ready,
        Self::Answer,
        Self::Candidate,
        Self::Restart,
        Self::Admit,
        Self::Hold,
        Self::Decline,
        Self::Invite,
        Self::Tell,
        Self::Mute,
        Self::Remove,
        Self::Lock,
        Self::Chat,
        Self::Pin,
        Self::Stats,
        Self::End,
        Self::Bye,
    ];

    /// The kind as it stands on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hello => "hello",
            Self::Ready => "ready",
            Self::Answer => "answer",
            Self::Candidate => "candidate",
            Self::Restart => "restart",
            Self::Admit => "admit",
            Self::Hold => "hold",
            Self::Decline => "decline",
            Self::Invite => "invite",
            Self::Tell => "tell",
            Self::Mute => "mute",
            Self::Remove => "remove",
            Self::Lock => "lock",
            Self::Chat => "chat",
            Self::Pin => "pin",
            Self::Stats => "stats",
            Self::End => "end",
            Self::Bye => "bye",
        }
    }
}

impl ClientMessage {
    /// The kind of this message.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Hello { .. } => Kind::Hello,
            Self::Ready { .. } => Kind::Ready,
            Self::Answer { .. } => Kind::Answer,
            Self::Candidate(_) => Kind::Candidate,
            Self::Restart {} => Kind::Restart,
            Self::Admit { .. } => Kind::Admit,
            Self::Hold { .. } => Kind::Hold,
            Self::Decline { .. } => Kind::Decline,
            Self::Invite { .. } => Kind::Invite,
            Self::Tell { .. } => Kind::Tell,
            Self::Mute { .. } => Kind::Mute,
            Self::Remove { .. } => Kind::Remove,
            Self::Lock { .. } => Kind::Lock,
            Self::Chat { .. } => Kind::Chat,
            Self::Pin { .. } => Kind::Pin,
            Self::Stats(_) => Kind::Stats,
            Self::End { .. } => Kind::End,
            Self::Bye {} => Kind::Bye,
        }
    }

    fn oversize(&self) -> Option<&'static str> {
        let chars = |text: &str, max: usize| text.chars().nth(max).is_some();
        let long =
            |text: &Option<String>, max: usize| text.as_deref().is_some_and(|t| chars(t, max));
        let (is_over, what) = match self {
            Self::Hello { client, .. } => (chars(client, CLIENT_CHARS_MAX), "client"),
            Self::Answer { sdp, .. } => (sdp.len() > SDP_BYTES_MAX, "sdp"),
            Self::Candidate(Trickle {
                candidate,
                sdp_mid,
                username_fragment,
                ..
            }) => (
                candidate.len() > CANDIDATE_BYTES_MAX
                    || long(sdp_mid, CANDIDATE_BYTES_MAX)
                    || long(username_fragment, CANDIDATE_BYTES_MAX),
                "candidate",
            ),
            Self::Decline { reason, .. } => (chars(reason, REASON_CHARS_MAX), "reason"),
            Self::Invite { to, .. } if long(to, ADDRESS_CHARS_MAX) => (true, "to"),
            Self::Invite { name, .. } => (long(name, NAME_CHARS_MAX), "name"),
            Self::Tell { text, .. } => (chars(text, TELL_CHARS_MAX), "text"),
            Self::Chat { text } => (chars(text, CHAT_CHARS_MAX), "text"),
            Self::End { outcome } => (long(outcome, OUTCOME_CHARS_MAX), "outcome"),
            Self::Ready { .. }
            | Self::Restart {}
            | Self::Admit { .. }
            | Self::Hold { .. }
            | Self::Mute { .. }
            | Self::Remove { .. }
            | Self::Lock { .. }
            | Self::Pin { .. }
            | Self::Stats(_)
            | Self::Bye {} => (false, ""),
        };
        is_over.then_some(what)
    }
}

impl ClientFrame {
    /// Reads a text frame: unknown types, unknown fields and anything over its bound are refused.
    pub fn read(text: &str) -> Result<Self, BadFrame> {
        // The sentence may quote the frame, which may be long.
        let bad = |id, detail: String| BadFrame {
            id,
            code: ErrorCode::BadFrame,
            detail: detail.chars().take(DETAIL_CHARS_MAX).collect(),
        };
        if text.len() > FRAME_BYTES_MAX {
            let detail = format!("a frame holds at most {FRAME_BYTES_MAX} bytes");
            return Err(BadFrame {
                id: None,
                code: ErrorCode::TooLarge,
                detail,
            });
        }
        let value: Value = serde_json::from_str(text).map_err(|why| bad(None, why.to_string()))?;
        let Value::Object(mut fields) = value else {
            return Err(bad(None, "a frame is a JSON object".to_owned()));
        };
        let id = match fields.remove("id") {
            None | Some(Value::Null) => None,
            Some(found) => match found.as_u64().filter(|id| *id <= REQUEST_ID_MAX) {
                Some(id) => Some(id),
                None => return Err(bad(None, "`id` is a whole number below 2^53".to_owned())),
            },
        };
        let message = ClientMessage::deserialize(Value::Object(fields))
            .map_err(|why| bad(id, why.to_string()))?;
        match message.oversize() {
            None => Ok(Self { id, message }),
            Some(what) => Err(BadFrame {
                id,
                code: ErrorCode::TooLarge,
                detail: format!("`{what}` is too long"),
            }),
        }
    }
}
