//! Tests of mobile.
