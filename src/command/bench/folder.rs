//! A folder for one run, gone afterwards.
use std::io;
use std::path::{Path, PathBuf};

use crate::clock::Noise;

/// The folder; dropping it deletes it with everything in it.
pub(super) struct Folder(PathBuf);

impl Folder {
    /// An empty folder of an unused name under the system's temporary one.
    pub(super) fn new(noise: &Noise) -> io::Result<Self> {
        let name = format!("majlis-bench-{}", noise.digits(12));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir(&path)?;
        Ok(Self(path))
    }

    /// Its own name, which nothing else has.
    pub(super) fn name(&self) -> String {
        let name = self.0.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, "the folder of the benchmark stays behind");
        }
    }
}
