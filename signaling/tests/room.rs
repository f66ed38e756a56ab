//! The room, its wire and its driver: stories, properties, and one real WebSocket.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]
#![expect(clippy::expect_used, reason = "a test may stop here")]
#![expect(clippy::panic, reason = "a test may stop here")]
#![expect(clippy::wildcard_enum_match_arm, reason = "a test looks for one thing")]
#![expect(clippy::indexing_slicing, reason = "a test may stop here")]

#[path = "room/cast.rs"]
mod cast;
#[path = "room/checks.rs"]
mod checks;
#[path = "room/hold.rs"]
mod hold;
#[path = "room/host.rs"]
mod host;
#[path = "room/lobby.rs"]
mod lobby;
#[path = "room/pressure.rs"]
mod pressure;
#[path = "room/property.rs"]
mod property;
#[path = "room/restore.rs"]
mod restore;
#[path = "room/right.rs"]
mod right;
#[path = "room/socket.rs"]
mod socket;
#[path = "room/story.rs"]
mod story;
#[path = "room/ticket.rs"]
mod ticket;
#[path = "room/wire.rs"]
mod wire;
