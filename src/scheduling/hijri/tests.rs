//! Tests of hijri.
