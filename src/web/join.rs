//! How an invited person gets into a session.

pub mod link;
pub mod session;
