//! The staff's own pages: signing in, and the way to one's work.

pub mod sign_in;
