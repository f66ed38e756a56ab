//! News between parts of the process: a week changed, a queue moved.
