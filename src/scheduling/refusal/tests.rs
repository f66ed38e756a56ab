//! Tests of refusal.
