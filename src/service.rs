//! The use cases, one verb per file: the only way in.
//!
//! A page, a JSON call, a job and the signalling module all come through here. A verb loads,
//! decides by the rules of [`crate::scheduling`], writes, queues notices and appends to the audit
//! trail, all in one transaction; nothing is sent inside it.

pub mod allocate;
pub mod answer;
pub mod app;
pub mod ask_code;
pub mod audit;
pub mod audit_trail;
pub mod blocks;
pub mod book;
pub mod calendar;
pub mod calendar_file;
pub mod caller;
pub mod cancel;
pub mod catalogue;
pub mod check_in;
mod claims;
mod conduct;
pub mod confirm;
pub mod crowd;
pub mod days;
pub mod decide;
pub mod deliver;
pub mod demo;
pub mod enter_code;
pub mod error;
pub mod expire;
pub mod figures;
pub mod find_person;
pub mod gate;
pub mod hand_in;
pub mod hold;
pub mod idempotent;
mod interpreters;
pub mod interpreting;
pub mod join;
pub mod keys;
pub mod letters;
pub mod log_call;
pub mod miss;
pub mod move_clock;
pub mod notices;
mod offers;
pub mod outcome;
pub mod pad;
pub mod phone;
pub mod profile;
pub mod receptions;
pub mod refresh;
pub mod register_person;
pub mod representations;
pub mod requests;
pub mod reschedule;
pub mod reseat;
pub mod rules;
pub mod seed;
pub mod session_events;
pub mod session_host;
pub mod sign_in_staff;
pub mod sign_out;
pub mod slots;
pub mod start_session;
pub mod step;
pub mod survey;
pub mod ticket;
mod together;
pub mod tokens;
pub mod track;
pub mod wait;
pub mod waiting;
pub mod week;
pub mod whoami;
pub mod why;

pub use app::App;
pub use caller::Caller;
pub use error::ServiceError;
pub use pad::Pad;

pub use crate::store::appointment::Appointment;
pub use crate::store::block::Block;
pub use crate::store::hold::Hold;
pub use crate::store::person::{Person, Profile};
pub use crate::store::request::{Request, Step};
pub use crate::store::waiting::Offer;
