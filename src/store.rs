//! The database behind one type, `SQLite` or `PostgreSQL`; one file per table group.
//!
//! Queries are sentences about one table, written once for both databases. Only `service` calls
//! them, inside [`Store::read`] or [`Store::write`].

mod column;
pub mod confirm_link;
pub mod db;
mod either;
mod error;
pub mod migrate;
pub mod schema;
mod steady;
mod texts;
mod writer;

pub mod appointment;
pub mod attachment;
pub mod audit;
pub mod availability;
pub mod block;
pub mod booking;
pub mod bulk;
pub mod calendar;
pub mod call;
pub mod call_back;
pub mod category;
pub mod desk;
pub mod feed;
pub mod filing;
pub mod ground;
pub mod guest;
pub mod health;
pub mod hold;
pub mod idempotency;
pub mod lateness;
pub mod next_step;
pub mod occupancy;
pub mod office_note;
pub mod outbox;
pub mod owed;
pub mod person;
pub mod place;
pub mod plan;
pub mod proposal;
pub mod publication;
pub mod reach;
pub mod receipt;
pub mod representation;
pub mod request;
pub mod reschedule;
pub mod room;
pub mod rule;
pub mod saved_view;
pub mod session;
pub mod sign_in;
pub mod staff;
pub mod staff_draft;
pub mod survey;
pub mod template;
pub mod triage;
pub mod visit;
pub mod waiting;
pub mod week_editor;
pub mod week_reader;
pub mod written;

pub use db::{AsStoreError, Db, Place, Store};
pub use error::StoreError;
pub use texts::{Style, Styles, Texts};
pub use writer::Pace;
