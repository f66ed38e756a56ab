//! Tests of availability.
