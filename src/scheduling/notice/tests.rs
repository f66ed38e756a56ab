//! Tests of notice.
