//! Tests of digits.
