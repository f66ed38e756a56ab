//! The values that the room and the wire share: roles, states, sides, kinds, figures.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$one:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$one])* #[serde(rename = $word)] $variant),+
        }

        impl $name {
            /// Every value, in the order of the contract.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The value as it stands on the wire.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

words! {
    /// What a person is in a session.
    Role {
        /// Whose request it is.
        Applicant = "applicant",
        /// Who comes with the applicant.
        Companion = "companion",
        /// Who acts for the applicant.
        Representative = "representative",
        /// Who runs the centre's room.
        Operator = "operator",
        /// Who is met.
        Official = "official",
        /// Who keeps the official's waiting room.
        Secretary = "secretary",
        /// Who translates.
        Interpreter = "interpreter",
        /// Who signs.
        SignLanguageInterpreter = "sign_language_interpreter",
        /// Who only looks on, named on every screen.
        Observer = "observer",
    }
}

impl Role {
    /// Where the person belongs.
    pub const fn side(self) -> Side {
        match self {
            Self::Applicant | Self::Companion | Self::Representative | Self::Operator => {
                Side::Centre
            }
            Self::Official | Self::Secretary => Side::Office,
            Self::Interpreter | Self::SignLanguageInterpreter | Self::Observer => Side::Third,
        }
    }

    /// Whether the person waits until admitted; the office and the centre's operator do not.
    pub const fn is_queued(self) -> bool {
        match self {
            Self::Operator | Self::Official | Self::Secretary => false,
            Self::Applicant
            | Self::Companion
            | Self::Representative
            | Self::Interpreter
            | Self::SignLanguageInterpreter
            | Self::Observer => true,
        }
    }

    /// Whether others may see and hear the person once admitted.
    pub const fn is_seen(self) -> bool {
        match self {
            Self::Operator | Self::Observer => false,
            Self::Applicant
            | Self::Companion
            | Self::Representative
            | Self::Official
            | Self::Secretary
            | Self::Interpreter
            | Self::SignLanguageInterpreter => true,
        }
    }

    /// Whether the person sees and hears others once admitted; the operator stands beside the
    /// applicant's device and has no picture of his own.
    pub const fn sees(self) -> bool {
        !matches!(self, Self::Operator)
    }
}

words! {
    /// Where a person belongs.
    Side {
        /// The centre, or the applicant's home.
        Centre = "centre",
        /// The official's office.
        Office = "office",
        /// Neither: interpreters and observers.
        Third = "third",
    }
}

words! {
    /// Who brought something about, as far as everybody may know it.
    By {
        /// Somebody of the centre.
        Centre = "centre",
        /// Somebody of the office.
        Office = "office",
        /// The service itself.
        System = "system",
    }
}

words! {
    /// How far a session is.
    SessionState {
        /// Nobody opened it yet.
        Scheduled = "scheduled",
        /// The office or the centre's operator is there.
        Open = "open",
        /// Somebody was admitted.
        Live = "live",
        /// It was ended by a person or by the host.
        Ended = "ended",
        /// It broke off.
        Failed = "failed",
    }
}

words! {
    /// Where a person stands in a session.
    ParticipantState {
        /// In the waiting room.
        Waiting = "waiting",
        /// In the session.
        Admitted = "admitted",
        /// Sent back to wait.
        Held = "held",
        /// Gone.
        Left = "left",
    }
}

words! {
    /// One of the two things a line carries.
    MediaKind {
        /// Sound.
        Audio = "audio",
        /// Picture.
        Video = "video",
    }
}

words! {
    /// How an invitation reaches the invited person.
    Way {
        /// The host sends it to a mobile.
        Sms = "sms",
        /// The asker passes the link on.
        Link = "link",
    }
}

words! {
    /// Which way packets take, as the browser reports it.
    Path {
        /// Straight, over UDP.
        Udp = "udp",
        /// Straight, over TCP.
        Tcp = "tcp",
        /// Through a relay.
        Relay = "relay",
    }
}

words! {
    /// How good a person's line is.
    Level {
        /// Nobody notices anything.
        Good = "good",
        /// One notices.
        Fair = "fair",
        /// One suffers.
        Poor = "poor",
    }
}

words! {
    /// Why a line is not good.
    Cause {
        /// It is good.
        None = "none",
        /// Packets of the person's own picture and sound get lost.
        LossUp = "loss_up",
        /// Packets that should reach the person get lost.
        LossDown = "loss_down",
        /// Packets take long.
        Delay = "delay",
        /// Packets arrive unevenly.
        Jitter = "jitter",
        /// The person's line is too narrow.
        Bandwidth = "bandwidth",
        /// The person's machine cannot keep up.
        Machine = "machine",
    }
}

/// What a person's machine has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Devices {
    /// A camera that gave a picture.
    pub camera: bool,
    /// A microphone that gave a sound.
    pub microphone: bool,
    /// A loudspeaker somebody heard.
    #[serde(default)]
    pub speaker: bool,
}

/// The result of the check before a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Whether the session can be held over this line.
    pub passed: bool,
    /// Which way packets take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<Path>,
    /// There and back, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round_trip_ms: Option<u32>,
    /// Lost packets of a thousand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loss_permille: Option<u16>,
}

/// An ICE candidate with the field names that browsers use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The candidate line; empty at the end of candidates.
    pub candidate: String,
    /// The media line it belongs to, by name.
    #[serde(rename = "sdpMid", default, skip_serializing_if = "Option::is_none")]
    pub sdp_mid: Option<String>,
    /// The media line it belongs to, by number.
    #[serde(
        rename = "sdpMLineIndex",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub sdp_m_line_index: Option<u16>,
    /// The generation of ICE credentials it belongs to.
    #[serde(
        rename = "usernameFragment",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub username_fragment: Option<String>,
}

/// The media lines (`mid`) on which a browser sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Up {
    /// For its sound.
    pub audio: String,
    /// For its picture.
    pub video: String,
}

/// One media line (`mid`) on which a browser receives, and whose it is at the moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Down {
    /// The media line.
    pub mid: String,
    /// What it carries.
    pub kind: MediaKind,
    /// Whom it shows; nobody while it is free.
    pub participant: Option<crate::id::ParticipantId>,
}

/// What the office switched off at the forwarder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Muted {
    /// The sound.
    pub audio: bool,
    /// The picture.
    pub video: bool,
}

impl Muted {
    /// Whether this kind is off.
    pub const fn is_off(self, kind: MediaKind) -> bool {
        match kind {
            MediaKind::Audio => self.audio,
            MediaKind::Video => self.video,
        }
    }

    /// Switches a kind off or on again.
    pub const fn set(&mut self, kind: MediaKind, on: bool) {
        match kind {
            MediaKind::Audio => self.audio = on,
            MediaKind::Video => self.video = on,
        }
    }
}

/// How good a line is, and why it is no better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Quality {
    /// How good.
    pub level: Level,
    /// Why.
    pub cause: Cause,
}

/// What a browser measured in the last five seconds; whole numbers, each where it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Stats {
    /// There and back, in milliseconds.
    pub round_trip_ms: Option<u32>,
    /// Own packets lost, of a thousand.
    pub loss_up_permille: Option<u16>,
    /// Others' packets lost, of a thousand.
    pub loss_down_permille: Option<u16>,
    /// Unevenness, in milliseconds.
    pub jitter_ms: Option<u32>,
    /// Own kilobits a second.
    pub kbps_up: Option<u32>,
    /// Others' kilobits a second.
    pub kbps_down: Option<u32>,
    /// Pictures shown a second.
    pub frames_per_second: Option<u16>,
    /// Whether the browser lowered its picture because the line is narrow.
    pub limited_by_bandwidth: Option<bool>,
    /// Whether the browser lowered its picture because the machine is slow.
    pub limited_by_machine: Option<bool>,
    /// Which way packets take.
    pub path: Option<Path>,
}

impl Stats {
    /// Names the level and the first cause that explains it.
    pub fn quality(&self) -> Quality {
        let found = [
            (
                grade(self.loss_up_permille.map(u32::from), 20, 80),
                Cause::LossUp,
            ),
            (
                grade(self.loss_down_permille.map(u32::from), 20, 80),
                Cause::LossDown,
            ),
            (grade(self.round_trip_ms, 300, 700), Cause::Delay),
            (grade(self.jitter_ms, 40, 120), Cause::Jitter),
            (lowered(self.limited_by_machine), Cause::Machine),
            (lowered(self.limited_by_bandwidth), Cause::Bandwidth),
        ];
        let mut worst = Quality {
            level: Level::Good,
            cause: Cause::None,
        };
        for (level, cause) in found {
            if level > worst.level {
                worst = Quality { level, cause };
            }
        }
        worst
    }
}

fn grade(figure: Option<u32>, fair_from: u32, poor_from: u32) -> Level {
    let figure = figure.unwrap_or(0);
    if figure >= poor_from {
        Level::Poor
    } else if figure >= fair_from {
        Level::Fair
    } else {
        Level::Good
    }
}

fn lowered(flag: Option<bool>) -> Level {
    if flag.unwrap_or(false) {
        Level::Fair
    } else {
        Level::Good
    }
}

/// A place in the waiting room, as its owner is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueuePlace {
    /// 1 is next.
    pub position: u32,
    /// Since when the person waits.
    pub waiting_since: DateTime<Utc>,
    /// When the host expects the person to be admitted.
    pub expected: Option<DateTime<Utc>>,
}
