//! What `majlis` can be told to do, one command a file.
pub mod audit;
pub mod bench;
pub mod demo;
pub mod doctor;
pub mod migrate;
pub mod plan;
pub mod seed;
pub mod serve;

use std::io;
use std::path::PathBuf;

use crate::config::Problems;
use crate::server::StartError;
use crate::store::StoreError;
use crate::telemetry::TelemetryError;

/// Why a command failed; one sentence, with what lies under it.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The settings cannot be used.
    #[error("{0}")]
    Settings(#[from] Problems),
    /// Logs or metrics did not start.
    #[error("logging cannot start")]
    Telemetry(#[from] TelemetryError),
    /// The service did not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The database.
    #[error("the database cannot be used")]
    Store(#[from] StoreError),
    /// The system did not give what a command needs.
    #[error("the system refused")]
    System(#[from] io::Error),
    /// A file or a folder.
    #[error("{0} cannot be used")]
    Path(PathBuf, #[source] io::Error),
    /// `serve` does not migrate by itself.
    #[error("the database is not up to date; run majlis migrate first")]
    MigrationPending,
    /// Only an empty database is filled.
    #[error("the database is not empty; only an empty one is filled")]
    NotEmpty,
    /// A part fell while serving.
    #[error("a part of the service fell; its reason stands in the log")]
    Fell,
    /// A benchmark could not be run.
    #[error("nothing was measured")]
    Bench(#[from] bench::BenchError),
    /// The audit trail could not be read.
    #[error("the audit trail cannot be read")]
    Trail(#[from] crate::service::ServiceError),
    /// The audit trail is not what was written.
    #[error("the audit trail is broken: {0}")]
    Broken(String),
    /// The week's plan could not be made or read.
    #[error("the week's plan cannot be made")]
    Plan(#[source] crate::service::ServiceError),
    /// A kept plan is not what its inputs give.
    #[error("{0} of the kept plans are not what they were made from gives")]
    PlanDiffers(usize),
    /// The doctor found something.
    #[error("{0} of the checks want something done")]
    Unwell(usize),
}

impl CommandError {
    /// The error and everything under it, in one sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let mut text = self.to_string();
        let mut under = std::error::Error::source(self);
        while let Some(error) = under {
            let said = error.to_string();
            if !text.ends_with(&said) {
                text = format!("{text}: {said}");
            }
            under = error.source();
        }
        text
    }
}

/// Where a command writes what a person or a program reads.
pub trait Out {
    /// Writes one line.
    fn line(&mut self, text: &str);
}

impl<W: io::Write> Out for W {
    fn line(&mut self, text: &str) {
        // A closed pipe is the reader's choice.
        drop(writeln!(self, "{text}").and_then(|()| self.flush()));
    }
}
