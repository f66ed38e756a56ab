//! The only place that spawns; start and graceful stop.
