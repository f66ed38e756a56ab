//! The folder in which papers lie, each under its hash; written once, never changed.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use aws_lc_rs::digest::{SHA256, digest};

use crate::lifecycle::Lost;
use crate::service::error::ServiceError;

/// The hash of a file, in small hexadecimal digits.
pub(super) fn hash(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in digest(&SHA256, bytes).as_ref() {
        let digits = [byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16));
        text.extend(digits.iter().flatten());
    }
    text
}

/// Where a file lies: by the first two digits, so that no folder grows without end.
fn place(folder: &Path, hash: &str) -> PathBuf {
    let first: String = hash.chars().take(2).collect();
    folder.join(first).join(hash)
}

/// Keeps a file, whole or not at all; one that lies there already stays. `token` is a secret of
/// this one keeping, so that two of the same file do not write into each other.
pub(super) fn keep(folder: &Path, hash: &str, token: &str, bytes: &[u8]) -> io::Result<()> {
    let path = place(folder, hash);
    if path.exists() {
        return Ok(());
    }
    let within = path.parent().unwrap_or(folder);
    fs::create_dir_all(within)?;
    let draft = within.join(format!("{token}.new"));
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&draft)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&draft, &path)?;
    fs::File::open(within)?.sync_all()
}

/// What lies under a hash.
pub(super) fn read(folder: &Path, hash: &str) -> io::Result<Vec<u8>> {
    fs::read(place(folder, hash))
}

/// Throws a file away; one that is gone already is gone.
pub(super) fn remove(folder: &Path, hash: &str) -> io::Result<()> {
    match fs::remove_file(place(folder, hash)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// What came of work on the folder; the log is told what went wrong.
pub(super) fn done<T>(outcome: Result<io::Result<T>, Lost>) -> Result<T, ServiceError> {
    match outcome {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => {
            tracing::error!(%error, "the folder of attachments cannot be used");
            Err(ServiceError::Broken(
                "the folder of attachments cannot be used",
            ))
        }
        Err(_lost) => Err(ServiceError::Broken(
            "work on the folder of attachments was lost",
        )),
    }
}
