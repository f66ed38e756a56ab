//! An appointment's life, from the proposal to the outcome.

use chrono::{DateTime, TimeDelta, Utc};

use crate::scheduling::refusal::Refusal;
use crate::value;

value! {
    /// Where an appointment stands.
    pub enum AppointmentState {
        /// Proposed by a plan that is not published yet.
        Proposed = "proposed",
        /// Booked.
        Booked = "booked",
        /// Booked, and the applicant said that he comes.
        Confirmed = "confirmed",
        /// The applicant is there.
        CheckedIn = "checked_in",
        /// The session is on.
        InSession = "in_session",
        /// The meeting was held.
        Done = "done",
        /// The applicant did not come.
        NoShow = "no_show",
        /// It was cancelled.
        Cancelled = "cancelled",
        /// It was moved: another appointment took its place.
        Moved = "moved",
    }
}

value! {
    /// How far the settling of an appointment is whose time a published week took away.
    pub enum CaseState {
        /// The person is told that another time comes; the time is still held.
        Open = "open",
        /// It has another time.
        Moved = "moved",
        /// It was cancelled.
        Cancelled = "cancelled",
        /// It stays as it was.
        Kept = "kept",
    }
}

value! {
    /// What happens to an appointment.
    pub enum AppointmentEvent {
        /// It becomes binding.
        Book = "book",
        /// The applicant says that he comes.
        Confirm = "confirm",
        /// The applicant is there.
        CheckIn = "check_in",
        /// The meeting begins.
        Start = "start",
        /// The line broke; the applicant waits again.
        Break = "break",
        /// The meeting ended.
        Finish = "finish",
        /// The applicant did not come.
        Miss = "miss",
        /// It is cancelled.
        Cancel = "cancel",
        /// Another time takes its place.
        Move = "move",
    }
}

value! {
    /// Who changes an appointment.
    pub enum ChangedBy {
        /// The applicant, until the deadline.
        Applicant = "applicant",
        /// The office or a centre, with a reason.
        Office = "office",
        /// The service itself, by a rule.
        System = "system",
    }
}

impl AppointmentState {
    /// Where the appointment stands after an event.
    pub fn after(self, event: AppointmentEvent) -> Result<Self, Refusal> {
        match event {
            AppointmentEvent::Book => self.only_from(&[Self::Proposed], Self::Booked),
            AppointmentEvent::Confirm => self.only_from(&[Self::Booked], Self::Confirmed),
            AppointmentEvent::CheckIn => {
                self.only_from(&[Self::Booked, Self::Confirmed], Self::CheckedIn)
            }
            AppointmentEvent::Start => self.only_from(&[Self::CheckedIn], Self::InSession),
            AppointmentEvent::Break => self.only_from(&[Self::InSession], Self::CheckedIn),
            AppointmentEvent::Finish => {
                self.only_from(&[Self::CheckedIn, Self::InSession], Self::Done)
            }
            AppointmentEvent::Miss => self.only_from(
                &[Self::Booked, Self::Confirmed, Self::CheckedIn],
                Self::NoShow,
            ),
            AppointmentEvent::Cancel => self.only_from(
                &[
                    Self::Proposed,
                    Self::Booked,
                    Self::Confirmed,
                    Self::CheckedIn,
                ],
                Self::Cancelled,
            ),
            AppointmentEvent::Move => self.only_from(
                &[Self::Proposed, Self::Booked, Self::Confirmed],
                Self::Moved,
            ),
        }
    }

    fn only_from(self, stages: &[Self], to: Self) -> Result<Self, Refusal> {
        if stages.contains(&self) {
            Ok(to)
        } else {
            Err(Refusal::WrongStage)
        }
    }

    /// Whether it keeps its resources taken.
    #[must_use]
    pub const fn holds_resources(self) -> bool {
        match self {
            Self::Proposed | Self::Booked | Self::Confirmed | Self::CheckedIn | Self::InSession => {
                true
            }
            Self::Done | Self::NoShow | Self::Cancelled | Self::Moved => false,
        }
    }
}

/// Whether an appointment may still be cancelled or moved: the office always, the applicant until
/// `deadline` before it begins.
pub fn may_change(
    by: ChangedBy,
    starts_at: DateTime<Utc>,
    now: DateTime<Utc>,
    deadline: TimeDelta,
) -> Result<(), Refusal> {
    match by {
        ChangedBy::Office | ChangedBy::System => Ok(()),
        ChangedBy::Applicant if now + deadline <= starts_at => Ok(()),
        ChangedBy::Applicant => Err(Refusal::TooLate),
    }
}

/// Whether an appointment may be moved: not once the person is there or the session is open.
pub const fn may_move(state: AppointmentState, is_session_open: bool) -> Result<(), Refusal> {
    match state {
        AppointmentState::CheckedIn | AppointmentState::InSession => Err(Refusal::AlreadyThere),
        AppointmentState::Proposed | AppointmentState::Booked | AppointmentState::Confirmed
            if is_session_open =>
        {
            Err(Refusal::AlreadyThere)
        }
        AppointmentState::Proposed | AppointmentState::Booked | AppointmentState::Confirmed => {
            Ok(())
        }
        AppointmentState::Done
        | AppointmentState::NoShow
        | AppointmentState::Cancelled
        | AppointmentState::Moved => Err(Refusal::WrongStage),
    }
}

/// Whether it is time to check in: from `early` before the beginning until `grace` after it.
pub fn may_check_in(
    starts_at: DateTime<Utc>,
    now: DateTime<Utc>,
    early: TimeDelta,
    grace: TimeDelta,
) -> Result<(), Refusal> {
    if now + early < starts_at {
        return Err(Refusal::TooEarly);
    }
    if now > starts_at + grace {
        return Err(Refusal::TooLate);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
