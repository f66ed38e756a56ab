//! What is told to whom, on which channel, and whether it may name the official.

use crate::value;

pub mod template;
pub mod timing;

value! {
    /// How a notice travels.
    pub enum Channel {
        /// A text message.
        Sms = "sms",
        /// An email.
        Mail = "mail",
    }
}

value! {
    /// Where something is written down for people to read.
    pub enum Surface {
        /// A text message.
        Sms = "sms",
        /// An email.
        Mail = "mail",
        /// A calendar file.
        Calendar = "calendar",
        /// A page behind a sign-in.
        Page = "page",
    }
}

value! {
    /// What a notice is about.
    pub enum NoticeEvent {
        /// The one-time code.
        Code = "code",
        /// The code that a caller reads to the agent; it signs nobody in.
        CallCode = "call_code",
        /// The request was received: here is its reference.
        Received = "received",
        /// The request has its registration number and a department.
        Registered = "registered",
        /// The evening came and the request has no registration number or department yet.
        NotYetRegistered = "not_yet_registered",
        /// The meeting is granted; a time follows.
        Approved = "approved",
        /// A department works on it.
        Routed = "routed",
        /// It was declined.
        Declined = "declined",
        /// It was answered.
        Answered = "answered",
        /// It was closed, with its result.
        Closed = "closed",
        /// It is written down what came of the meeting; it is read after signing in.
        ResultReady = "result_ready",
        /// The office asks something.
        Asked = "asked",
        /// It was taken back.
        Withdrawn = "withdrawn",
        /// The appointment is booked: day, time, place.
        Booked = "booked",
        /// The appointment comes near.
        Reminder = "reminder",
        /// The day of the appointment runs late: it is expected so much later.
        RunningLate = "running_late",
        /// The appointment has another time.
        Moved = "moved",
        /// The time of the appointment has to change; another is offered.
        TimeChanging = "time_changing",
        /// The time of the appointment stays after all.
        TimeKept = "time_kept",
        /// The appointment is cancelled.
        Cancelled = "cancelled",
        /// Nobody came to the appointment.
        Missed = "missed",
        /// A freed time is offered to one who waits, by a link.
        Offered = "offered",
        /// The interpreter's one-use link.
        InterpreterLink = "interpreter_link",
        /// The interpreter is not needed any more.
        InterpreterFreed = "interpreter_freed",
        /// A third person's one-use link.
        Invited = "invited",
        /// The survey after a meeting, a visit or a call.
        Survey = "survey",
        /// The call centre wrote to somebody who cannot telephone.
        Wrote = "wrote",
    }
}

value! {
    /// Whom a notice is for.
    pub enum Recipient {
        /// The applicant, or who acts for the applicant.
        Applicant = "applicant",
        /// The interpreter of the appointment.
        Interpreter = "interpreter",
        /// A third person who was invited.
        Guest = "guest",
    }
}

/// Which surfaces may name the official; nowhere but after sign-in, unless a ministry says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamingPolicy {
    /// Text messages may.
    pub sms: bool,
    /// Emails may.
    pub mail: bool,
    /// Calendar files may.
    pub calendar: bool,
}

impl NamingPolicy {
    /// The official is named nowhere but after sign-in: the default for a minister.
    pub const DISCREET: Self = Self {
        sms: false,
        mail: false,
        calendar: false,
    };

    /// The official is named everywhere, in the style of address of each place.
    pub const OPEN: Self = Self {
        sms: true,
        mail: true,
        calendar: true,
    };
}

/// Whether a text on that surface may name the official.
#[must_use]
pub fn names_official(policy: NamingPolicy, surface: Surface) -> bool {
    match surface {
        Surface::Sms => policy.sms,
        Surface::Mail => policy.mail,
        Surface::Calendar => policy.calendar,
        Surface::Page => true,
    }
}

impl From<Channel> for Surface {
    fn from(channel: Channel) -> Self {
        match channel {
            Channel::Sms => Self::Sms,
            Channel::Mail => Self::Mail,
        }
    }
}

/// Whom an event is told to.
#[must_use]
pub const fn recipient(event: NoticeEvent) -> Recipient {
    match event {
        NoticeEvent::Code
        | NoticeEvent::CallCode
        | NoticeEvent::Received
        | NoticeEvent::Registered
        | NoticeEvent::NotYetRegistered
        | NoticeEvent::Approved
        | NoticeEvent::Routed
        | NoticeEvent::Declined
        | NoticeEvent::Answered
        | NoticeEvent::Closed
        | NoticeEvent::ResultReady
        | NoticeEvent::Asked
        | NoticeEvent::Withdrawn
        | NoticeEvent::Booked
        | NoticeEvent::Reminder
        | NoticeEvent::RunningLate
        | NoticeEvent::Moved
        | NoticeEvent::TimeChanging
        | NoticeEvent::TimeKept
        | NoticeEvent::Cancelled
        | NoticeEvent::Missed
        | NoticeEvent::Offered
        | NoticeEvent::Survey
        | NoticeEvent::Wrote => Recipient::Applicant,
        NoticeEvent::InterpreterLink | NoticeEvent::InterpreterFreed => Recipient::Interpreter,
        NoticeEvent::Invited => Recipient::Guest,
    }
}

/// The channels of an event: a text message always, an email too where an address is known and
/// there is something to keep.
#[must_use]
pub const fn channels(event: NoticeEvent, has_email: bool) -> &'static [Channel] {
    match event {
        NoticeEvent::Received
        | NoticeEvent::Registered
        | NoticeEvent::NotYetRegistered
        | NoticeEvent::Approved
        | NoticeEvent::Routed
        | NoticeEvent::Declined
        | NoticeEvent::Answered
        | NoticeEvent::Closed
        | NoticeEvent::ResultReady
        | NoticeEvent::Asked
        | NoticeEvent::Withdrawn
        | NoticeEvent::Booked
        | NoticeEvent::Moved
        | NoticeEvent::TimeChanging
        | NoticeEvent::TimeKept
        | NoticeEvent::Cancelled
        | NoticeEvent::Missed
            if has_email =>
        {
            &[Channel::Sms, Channel::Mail]
        }
        // A secret, a link of one use and a nudge travel to the mobile alone.
        NoticeEvent::Code
        | NoticeEvent::CallCode
        | NoticeEvent::Received
        | NoticeEvent::Registered
        | NoticeEvent::NotYetRegistered
        | NoticeEvent::Approved
        | NoticeEvent::Routed
        | NoticeEvent::Declined
        | NoticeEvent::Answered
        | NoticeEvent::Closed
        | NoticeEvent::ResultReady
        | NoticeEvent::Asked
        | NoticeEvent::Withdrawn
        | NoticeEvent::Booked
        | NoticeEvent::Reminder
        | NoticeEvent::RunningLate
        | NoticeEvent::Moved
        | NoticeEvent::TimeChanging
        | NoticeEvent::TimeKept
        | NoticeEvent::Cancelled
        | NoticeEvent::Missed
        | NoticeEvent::Offered
        | NoticeEvent::InterpreterLink
        | NoticeEvent::InterpreterFreed
        | NoticeEvent::Invited
        | NoticeEvent::Survey
        | NoticeEvent::Wrote => &[Channel::Sms],
    }
}

/// Whether a notice that falls into the quiet hours waits for their end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// It goes at once: somebody waits for it, or its time runs out.
    None,
    /// It waits, unless it changes somebody's way of that very day.
    UnlessToday,
    /// It waits.
    UntilMorning,
}

/// Whether a notice waits for the morning when it falls into the quiet hours: what was asked for
/// at once, and what changes somebody's way of that day, does not.
#[must_use]
pub const fn patience(event: NoticeEvent) -> Patience {
    match event {
        NoticeEvent::Code
        | NoticeEvent::CallCode
        | NoticeEvent::Received
        | NoticeEvent::Booked
        | NoticeEvent::Offered
        | NoticeEvent::Invited
        | NoticeEvent::Withdrawn
        | NoticeEvent::Wrote => Patience::None,
        NoticeEvent::Moved
        | NoticeEvent::TimeChanging
        | NoticeEvent::TimeKept
        | NoticeEvent::Cancelled
        | NoticeEvent::Reminder
        | NoticeEvent::RunningLate
        | NoticeEvent::InterpreterLink
        | NoticeEvent::InterpreterFreed => Patience::UnlessToday,
        NoticeEvent::Registered
        | NoticeEvent::NotYetRegistered
        | NoticeEvent::Approved
        | NoticeEvent::Routed
        | NoticeEvent::Declined
        | NoticeEvent::Answered
        | NoticeEvent::Closed
        | NoticeEvent::ResultReady
        | NoticeEvent::Asked
        | NoticeEvent::Missed
        | NoticeEvent::Survey => Patience::UntilMorning,
    }
}

#[cfg(test)]
mod tests;
