//! Tests of calendar.
