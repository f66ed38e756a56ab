//! The rules of the ministry's calendar: pure values in, values out.
//!
//! Nothing here knows a database, a clock, chance, a network or `async`; whoever calls brings
//! the time and the facts. `tests/it/tidy.rs` keeps it so.
pub mod ids;
pub mod value;
