//! Rooms, waiting people and warm video lines: the signalling and forwarding module of Majlis.
//!
//! The crate knows sessions, people and roles, not appointments. The program that carries it
//! implements [`host::Host`] and mounts [`socket::Signaling`]. Inside, [`room::Room`] decides
//! everything and does nothing: it is told what happened and when, and says what to do; the
//! driver in `socket` does it. Read in this order:
//!
//! - [`id`]: the names of sessions and people
//! - [`message`]: the wire format `majlis.v1`
//! - [`permission`]: who may say what
//! - [`room`]: the room as a state machine
//! - [`host`]: what the carrying program does
//! - [`ticket`]: what a caller must hold to enter
//! - [`media`]: the forwarder of sound and picture
//! - [`socket`]: the WebSocket driver, and what the carrying program mounts and asks

pub mod host;
pub mod id;
pub mod media;
pub mod message;
pub mod permission;
pub mod room;
pub mod socket;
pub mod ticket;
