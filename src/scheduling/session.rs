//! A video session's life as the ministry sees it; the room itself lives in `signaling`.

use crate::scheduling::refusal::Refusal;
use crate::value;

value! {
    /// Where a session stands.
    pub enum SessionState {
        /// It will be.
        Scheduled = "scheduled",
        /// The room is open; people wait.
        Open = "open",
        /// Somebody was admitted.
        Live = "live",
        /// It ended.
        Ended = "ended",
        /// It could not be held.
        Failed = "failed",
    }
}

value! {
    /// What happens to a session.
    pub enum SessionEvent {
        /// The operator or the office opens the room.
        Open = "open",
        /// The office admits the applicant.
        Admit = "admit",
        /// It is ended.
        End = "end",
        /// It cannot be held.
        Fail = "fail",
    }
}

value! {
    /// Where a participant stands.
    pub enum ParticipantState {
        /// In the waiting room.
        Waiting = "waiting",
        /// Seen and heard.
        Admitted = "admitted",
        /// Sent back to wait.
        Held = "held",
        /// Gone.
        Left = "left",
    }
}

value! {
    /// As what somebody takes part.
    pub enum SessionRole {
        /// Whose request it is.
        Applicant = "applicant",
        /// With the applicant.
        Companion = "companion",
        /// Acting for the applicant.
        Representative = "representative",
        /// The video operator of the centre.
        Operator = "operator",
        /// Who is met.
        Official = "official",
        /// The official's secretary.
        Secretary = "secretary",
        /// An interpreter of a spoken language.
        Interpreter = "interpreter",
        /// A sign-language interpreter.
        SignLanguageInterpreter = "sign_language_interpreter",
        /// Somebody who looks on, named on every screen.
        Observer = "observer",
    }
}

impl SessionState {
    /// Where the session stands after an event; to open an open room again changes nothing.
    pub fn after(self, event: SessionEvent) -> Result<Self, Refusal> {
        match (event, self) {
            (SessionEvent::Open, Self::Scheduled | Self::Open) => Ok(Self::Open),
            (SessionEvent::Admit, Self::Open | Self::Live) | (SessionEvent::Open, Self::Live) => {
                Ok(Self::Live)
            }
            (SessionEvent::End, Self::Open | Self::Live) => Ok(Self::Ended),
            (SessionEvent::Fail, Self::Scheduled | Self::Open | Self::Live) => Ok(Self::Failed),
            (SessionEvent::Open | SessionEvent::Admit, Self::Ended | Self::Failed)
            | (SessionEvent::Admit, Self::Scheduled) => Err(Refusal::SessionClosed),
            (SessionEvent::End, Self::Scheduled | Self::Ended | Self::Failed)
            | (SessionEvent::Fail, Self::Ended | Self::Failed) => Err(Refusal::WrongStage),
        }
    }

    /// Whether people can be in the room.
    #[must_use]
    pub const fn is_open(self) -> bool {
        match self {
            Self::Open | Self::Live => true,
            Self::Scheduled | Self::Ended | Self::Failed => false,
        }
    }
}

#[cfg(test)]
mod tests;
