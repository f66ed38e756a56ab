//! Majlis, the open audience: appointments and video sessions with the officials of a ministry.
//!
//! The modules in reading order, inside out:
//!
//! - [`scheduling`]: the rules. Values in, values out; no clock, no database, no luck.
//! - [`store`]: the rules' memory, on `SQLite` or `PostgreSQL`.
//! - [`service`]: one verb per file; the only way in.
//! - [`words`]: everything a person reads, in every language.
//! - [`notify`]: how a notice leaves the house: SMS, mail.
//! - [`jobs`]: what happens without anybody asking: delivering, expiring.
//! - [`access`]: the door: who calls, and what the role table lets them do.
//! - [`web`]: the pages. [`api`]: the same verbs as JSON.
//! - [`command`]: what `majlis` can be told to do. [`server`]: everything above, put together.
//! - [`config`], [`clock`], [`lifecycle`], [`telemetry`], [`bus`]: the edges of the process.
pub mod access;
pub mod api;
pub mod bus;
pub mod clock;
pub mod command;
pub mod config;
pub mod jobs;
pub mod lifecycle;
pub mod notify;
pub mod scheduling;
pub mod server;
pub mod service;
pub mod store;
pub mod telemetry;
pub mod web;
pub mod words;
