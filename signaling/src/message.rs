//! The wire format `majlis.v1`: JSON text frames, each with a `type`, in both directions.

mod client;
mod server;
mod values;

pub use client::{BadFrame, ClientFrame, ClientMessage, Kind, Trickle};
pub use server::{ErrorCode, IceServer, Person, ServerFrame, ServerMessage};
pub use values::{
    By, Candidate, Cause, Check, Devices, Down, Level, MediaKind, Muted, ParticipantState, Path,
    Quality, QueuePlace, Role, SessionState, Side, Stats, Up, Way,
};

/// The WebSocket subprotocol, and with it the version of everything in this file.
pub const PROTOCOL: &str = "majlis.v1";
/// The largest frame that is read, in bytes.
pub const FRAME_BYTES_MAX: usize = 128 * 1024;
/// The largest session description that is read, in bytes.
pub const SDP_BYTES_MAX: usize = 64 * 1024;
/// The largest ICE candidate line that is read, in bytes.
pub const CANDIDATE_BYTES_MAX: usize = 1024;
/// The longest line of chat, in characters.
pub const CHAT_CHARS_MAX: usize = 2_000;
/// The longest text to somebody who waits, in characters.
pub const TELL_CHARS_MAX: usize = 300;
/// The longest name of somebody who is invited, in characters.
pub const NAME_CHARS_MAX: usize = 100;
/// The longest reason of a decline, in characters.
pub const REASON_CHARS_MAX: usize = 500;
/// The longest self-description of a client, in characters.
pub const CLIENT_CHARS_MAX: usize = 200;
/// The longest outcome code, in characters.
pub const OUTCOME_CHARS_MAX: usize = 64;
/// The longest address an invitation goes to, in characters.
pub const ADDRESS_CHARS_MAX: usize = 200;
/// The largest request number: what every JSON reader can hold exactly.
pub const REQUEST_ID_MAX: u64 = (1 << 53) - 1;
