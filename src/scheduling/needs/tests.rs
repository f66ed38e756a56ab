//! Tests of needs.
