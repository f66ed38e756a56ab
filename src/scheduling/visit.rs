//! A visit's life: from the gate of a centre to the desk's last stamp.

use crate::scheduling::refusal::Refusal;
use crate::value;

value! {
    /// Where a visit stands.
    pub enum VisitState {
        /// Through the gate, in the hall.
        Entered = "entered",
        /// Called to a desk or a room.
        Called = "called",
        /// Being served.
        Started = "started",
        /// The request was registered.
        Registered = "registered",
        /// Served.
        Finished = "finished",
        /// Gone without being served.
        Left = "left",
    }
}

value! {
    /// What happens to a visit.
    pub enum VisitEvent {
        /// A desk calls the number.
        Call = "call",
        /// The service begins.
        Start = "start",
        /// The request is registered.
        Register = "register",
        /// The service ends.
        Finish = "finish",
        /// The visitor leaves unserved.
        Leave = "leave",
    }
}

impl VisitState {
    /// Where the visit stands after an event.
    pub fn after(self, event: VisitEvent) -> Result<Self, Refusal> {
        match (event, self) {
            (VisitEvent::Call, Self::Entered) => Ok(Self::Called),
            (VisitEvent::Call, Self::Called | Self::Started | Self::Registered) => {
                Err(Refusal::AlreadyCalled)
            }
            // An appointment is met without a call from a desk.
            (VisitEvent::Start, Self::Entered | Self::Called) => Ok(Self::Started),
            (VisitEvent::Register, Self::Started) => Ok(Self::Registered),
            (VisitEvent::Finish, Self::Started | Self::Registered) => Ok(Self::Finished),
            (VisitEvent::Leave, Self::Entered | Self::Called) => Ok(Self::Left),
            (VisitEvent::Call, Self::Finished | Self::Left)
            | (
                VisitEvent::Start | VisitEvent::Leave,
                Self::Started | Self::Registered | Self::Finished | Self::Left,
            )
            | (
                VisitEvent::Register,
                Self::Entered | Self::Called | Self::Registered | Self::Finished | Self::Left,
            )
            | (VisitEvent::Finish, Self::Entered | Self::Called | Self::Finished | Self::Left) => {
                Err(Refusal::WrongStage)
            }
        }
    }

    /// Whether the visitor is still in the centre.
    #[must_use]
    pub const fn is_present(self) -> bool {
        match self {
            Self::Entered | Self::Called | Self::Started | Self::Registered => true,
            Self::Finished | Self::Left => false,
        }
    }
}

#[cfg(test)]
mod tests;
