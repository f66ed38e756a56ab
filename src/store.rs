//! The database behind one type: `SQLite` or `PostgreSQL`.
