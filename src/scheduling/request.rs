//! A request's life, from the hand-in to the last word.

use crate::scheduling::refusal::Refusal;
use crate::value;

value! {
    /// What a person hands in.
    pub enum RequestKind {
        /// A meeting with an official.
        Meeting = "meeting",
        /// A transaction to put before an official.
        Transaction = "transaction",
        /// A complaint.
        Complaint = "complaint",
        /// A suggestion or an opinion.
        Suggestion = "suggestion",
        /// An enquiry.
        Enquiry = "enquiry",
    }
}

value! {
    /// Where a request stands.
    pub enum RequestState {
        /// Handed in; its reference was given.
        Received = "received",
        /// Entered in the ministry's register.
        Registered = "registered",
        /// Somebody is looking at it.
        InReview = "in_review",
        /// A department works on it.
        Routed = "routed",
        /// The meeting is granted and waits for a time.
        Approved = "approved",
        /// The meeting has a time.
        Scheduled = "scheduled",
        /// The answer was given.
        Answered = "answered",
        /// It was declined, with a reason.
        Declined = "declined",
        /// It is finished.
        Closed = "closed",
        /// The applicant took it back.
        Withdrawn = "withdrawn",
    }
}

value! {
    /// What the office decides on a request.
    pub enum Decision {
        /// Grant the meeting.
        Approve = "approve",
        /// Send it to a department.
        Route = "route",
        /// Decline it.
        Decline = "decline",
        /// Answer it.
        Answer = "answer",
        /// Ask the applicant something.
        Ask = "ask",
    }
}

value! {
    /// How pressing a request is, as a person decided.
    pub enum Urgency {
        /// In its turn.
        Normal = "normal",
        /// Before the others, with a reason.
        Urgent = "urgent",
    }
}

/// What happens to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestEvent {
    /// The register's number is given.
    Register,
    /// Somebody takes it up.
    Review,
    /// The office decides.
    Decide(Decision),
    /// It goes to another office, with no department between.
    PassOn,
    /// A time is booked for it.
    Book,
    /// The booked time is given up, and another may follow.
    Unbook,
    /// The meeting was held, and a department or the office works on from there.
    WorkOn,
    /// The meeting was held, or the matter is done.
    Close,
    /// The applicant takes it back.
    Withdraw,
}

impl Decision {
    /// Whether it can be decided so on a request of that kind: only what names an official whom
    /// somebody is to meet can be granted a meeting.
    pub fn fits(self, kind: RequestKind, has_official: bool) -> Result<(), Refusal> {
        let is_granted = self == Self::Approve;
        if is_granted && kind != RequestKind::Meeting && !has_official {
            return Err(Refusal::NoMeeting);
        }
        Ok(())
    }
}

impl RequestState {
    /// Where the request stands after an event.
    pub fn after(self, event: RequestEvent) -> Result<Self, Refusal> {
        match event {
            RequestEvent::Register => self.register(),
            RequestEvent::Review => self.review(),
            RequestEvent::Decide(decision) => self.decide(decision),
            RequestEvent::PassOn => self.pass_on(),
            RequestEvent::Book => self.book(),
            RequestEvent::Unbook => self.unbook(),
            RequestEvent::WorkOn => self.work_on(),
            RequestEvent::Close => self.close(),
            RequestEvent::Withdraw => self.withdraw(),
        }
    }

    /// Gives it its number in the ministry's register.
    pub fn register(self) -> Result<Self, Refusal> {
        match self {
            Self::Received => Ok(Self::Registered),
            Self::Registered
            | Self::InReview
            | Self::Routed
            | Self::Approved
            | Self::Scheduled
            | Self::Answered
            | Self::Declined
            | Self::Closed
            | Self::Withdrawn => Err(Refusal::WrongStage),
        }
    }

    /// Takes it up.
    pub fn review(self) -> Result<Self, Refusal> {
        match self {
            Self::Received | Self::Registered => Ok(Self::InReview),
            Self::InReview
            | Self::Routed
            | Self::Approved
            | Self::Scheduled
            | Self::Answered
            | Self::Declined
            | Self::Closed
            | Self::Withdrawn => Err(Refusal::WrongStage),
        }
    }

    /// Decides on it; what has a time can only be declined.
    pub fn decide(self, decision: Decision) -> Result<Self, Refusal> {
        match (self, decision) {
            (
                Self::Received | Self::Registered | Self::InReview | Self::Routed,
                Decision::Approve,
            ) => Ok(Self::Approved),
            (
                Self::Received | Self::Registered | Self::InReview | Self::Routed | Self::Approved,
                Decision::Route,
            )
            | (Self::Routed, Decision::Ask) => Ok(Self::Routed),
            (
                Self::Received
                | Self::Registered
                | Self::InReview
                | Self::Routed
                | Self::Approved
                | Self::Scheduled,
                Decision::Decline,
            ) => Ok(Self::Declined),
            (
                Self::Received | Self::Registered | Self::InReview | Self::Routed | Self::Approved,
                Decision::Answer,
            ) => Ok(Self::Answered),
            (Self::Received | Self::Registered | Self::InReview, Decision::Ask) => {
                Ok(Self::InReview)
            }
            (Self::Approved, Decision::Approve | Decision::Ask)
            | (
                Self::Scheduled,
                Decision::Approve | Decision::Route | Decision::Answer | Decision::Ask,
            )
            | (
                Self::Answered | Self::Declined | Self::Closed | Self::Withdrawn,
                Decision::Approve
                | Decision::Route
                | Decision::Decline
                | Decision::Answer
                | Decision::Ask,
            ) => Err(Refusal::WrongStage),
        }
    }

    /// Hands it to another office, which looks at it anew.
    pub fn pass_on(self) -> Result<Self, Refusal> {
        match self {
            Self::Received | Self::Registered | Self::InReview | Self::Routed | Self::Approved => {
                Ok(Self::InReview)
            }
            Self::Scheduled | Self::Answered | Self::Declined | Self::Closed | Self::Withdrawn => {
                Err(Refusal::WrongStage)
            }
        }
    }

    /// Gives it a time.
    pub fn book(self) -> Result<Self, Refusal> {
        match self {
            Self::Received | Self::Registered | Self::InReview | Self::Approved => {
                Ok(Self::Scheduled)
            }
            Self::Routed
            | Self::Scheduled
            | Self::Answered
            | Self::Declined
            | Self::Closed
            | Self::Withdrawn => Err(Refusal::WrongStage),
        }
    }

    /// Gives its time up; the meeting stays granted.
    pub fn unbook(self) -> Result<Self, Refusal> {
        match self {
            Self::Scheduled => Ok(Self::Approved),
            Self::Received
            | Self::Registered
            | Self::InReview
            | Self::Routed
            | Self::Approved
            | Self::Answered
            | Self::Declined
            | Self::Closed
            | Self::Withdrawn => Err(Refusal::WrongStage),
        }
    }

    /// Goes on after its meeting: something was promised, or it was referred. What ended without a
    /// word is closed, and goes on once somebody says what came of it.
    pub fn work_on(self) -> Result<Self, Refusal> {
        match self {
            Self::Scheduled | Self::Routed | Self::Closed => Ok(Self::Routed),
            Self::Received
            | Self::Registered
            | Self::InReview
            | Self::Approved
            | Self::Answered
            | Self::Declined
            | Self::Withdrawn => Err(Refusal::WrongStage),
        }
    }

    /// Finishes it.
    pub fn close(self) -> Result<Self, Refusal> {
        match self {
            Self::Routed | Self::Scheduled | Self::Answered => Ok(Self::Closed),
            Self::Received
            | Self::Registered
            | Self::InReview
            | Self::Approved
            | Self::Declined
            | Self::Closed
            | Self::Withdrawn => Err(Refusal::WrongStage),
        }
    }

    /// Takes it back; who has a time cancels that first, by its own deadline.
    pub fn withdraw(self) -> Result<Self, Refusal> {
        match self {
            Self::Received | Self::Registered | Self::InReview | Self::Routed | Self::Approved => {
                Ok(Self::Withdrawn)
            }
            Self::Scheduled | Self::Answered | Self::Declined | Self::Closed | Self::Withdrawn => {
                Err(Refusal::WrongStage)
            }
        }
    }

    /// Whether something is still to come.
    #[must_use]
    pub const fn is_open(self) -> bool {
        match self {
            Self::Received
            | Self::Registered
            | Self::InReview
            | Self::Routed
            | Self::Approved
            | Self::Scheduled => true,
            Self::Answered | Self::Declined | Self::Closed | Self::Withdrawn => false,
        }
    }
}

#[cfg(test)]
mod tests;
