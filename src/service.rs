//! The use cases, one verb per file: the only way in.
