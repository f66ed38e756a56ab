//! The demo's own secrets: made once, kept in its folder, the same after any crash.
use std::fs;
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::clock::Noise;

const NAMES: [&str; 3] = ["signing", "lookup", "sealing"];

/// The file of secrets in that folder, made when there is none; readable by its owner only.
pub fn own_secrets(folder: &Path, noise: &Noise) -> io::Result<PathBuf> {
    let path = folder.join("secrets.toml");
    if path.exists() {
        return Ok(path);
    }
    fs::create_dir_all(folder)?;
    let draft = folder.join("secrets.toml.new");
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&draft)?;
    writeln!(
        file,
        "# Made by majlis demo; whoever has this file can read its database.\n[secrets]"
    )?;
    for name in NAMES {
        writeln!(
            file,
            "{name} = \"{}\"",
            STANDARD.encode(noise.bytes::<32>())
        )?;
    }
    file.sync_all()?;
    fs::rename(&draft, &path)?;
    fs::File::open(folder)?.sync_all()?;
    Ok(path)
}
