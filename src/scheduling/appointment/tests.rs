//! Tests of appointment.
