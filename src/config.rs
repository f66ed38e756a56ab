//! Settings: defaults, a file, the environment; read once, every problem reported at once.
