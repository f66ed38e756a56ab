//! Tests of occupancy.
