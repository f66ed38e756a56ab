//! Tests of slot.
