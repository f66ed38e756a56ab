//! What becomes of a request: its number, its days, and the papers that come with it.

use std::path::PathBuf;

use serde::Deserialize;

use super::value::{parsed, within};
use crate::scheduling::register::Numbering;
use crate::scheduling::second_look::SecondLook;

/// What becomes of a request.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requests {
    /// How numbers of the register are given; blank: by staff.
    #[serde(deserialize_with = "parsed")]
    pub register_pattern: Numbering,
    /// Working days in which a request is registered; what citizens are told.
    #[serde(deserialize_with = "within::<1, 30, _, _>")]
    pub register_days: u16,
    /// Working days in which an answer is due where the category says nothing.
    #[serde(deserialize_with = "within::<1, 250, _, _>")]
    pub due_days: u16,
    /// Whose decisions a second person of the office confirms before they hold.
    #[serde(deserialize_with = "parsed")]
    pub four_eyes: SecondLook,
    /// Whether everybody who comes to the headquarters is cleared before the meeting stands.
    pub clearance: bool,
    /// The folder of the papers; it is made when there is none.
    pub attachments_folder: PathBuf,
    /// The largest paper.
    #[serde(deserialize_with = "within::<1024, 104857600, _, _>")]
    pub attachment_bytes_max: usize,
    /// The most papers of one request.
    #[serde(deserialize_with = "within::<1, 100, _, _>")]
    pub attachments_max: usize,
    /// Where the virus scanner listens: `HOST:PORT` or `unix:PATH`; blank: papers are not scanned.
    #[serde(deserialize_with = "parsed")]
    pub clamd: Scanner,
    /// How long a scan may take.
    #[serde(deserialize_with = "within::<1, 120, _, _>")]
    pub clamd_timeout_seconds: u64,
}

/// Where the virus scanner listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scanner {
    /// Nowhere: papers are kept as they come.
    None,
    /// At a TCP address, `HOST:PORT`.
    Tcp(String),
    /// At a socket of this machine.
    Unix(PathBuf),
}

impl std::str::FromStr for Scanner {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self::None);
        }
        if let Some(path) = text.strip_prefix("unix:").filter(|path| !path.is_empty()) {
            return Ok(Self::Unix(path.into()));
        }
        let port = text.rsplit_once(':').map(|(_, port)| port.parse::<u16>());
        match port {
            Some(Ok(_)) => Ok(Self::Tcp(text.to_owned())),
            Some(Err(_)) | None => Err("must be HOST:PORT or unix:PATH"),
        }
    }
}
