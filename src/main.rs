//! The one binary: `majlis demo`, `serve`, `migrate` and the rest of the commands.

fn main() {}
