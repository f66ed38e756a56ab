//! Everything a person reads, per language.
