//! Tests of visit.
