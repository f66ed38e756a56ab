//! Two kinds of no: one is said to a person, the other to the log.

use chrono::NaiveDateTime;

use crate::scheduling::Refusal;
use crate::store::{AsStoreError, StoreError};

/// Why a verb did not do it.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// The rules said no; a person is told.
    #[error("refused: {}", .0.code())]
    Refused(Refusal),
    /// The rules said no, until a local time; a person is told.
    #[error("refused: {}", .0.code())]
    RefusedUntil(Refusal, NaiveDateTime),
    /// The database said no; the log is told.
    #[error("the database failed")]
    Store(#[from] StoreError),
    /// A key, token or sealed text is not what it should be; the log is told.
    #[error("{0}")]
    Broken(&'static str),
}

impl From<Refusal> for ServiceError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl AsStoreError for ServiceError {
    fn as_store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            Self::Refused(_) | Self::RefusedUntil(..) | Self::Broken(_) => None,
        }
    }
}

impl ServiceError {
    /// The refusal, if it is one.
    pub const fn refusal(&self) -> Option<Refusal> {
        match self {
            Self::Refused(refusal) | Self::RefusedUntil(refusal, _) => Some(*refusal),
            Self::Store(_) | Self::Broken(_) => None,
        }
    }
}
