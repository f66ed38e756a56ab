//! Telephone calls: which way, how the caller was proved, and by when somebody is rung back.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::scheduling::calendar::{self, TimeOfDay};
use crate::scheduling::notice::NoticeEvent;
use crate::value;

value! {
    /// Who called whom.
    pub enum Direction {
        /// Somebody called the ministry.
        In = "in",
        /// The ministry called somebody.
        Out = "out",
    }
}

value! {
    /// How a conversation is held.
    pub enum Way {
        /// By telephone.
        Voice = "voice",
        /// In writing: the way of people who cannot hear.
        Text = "text",
    }
}

value! {
    /// What proved the caller.
    pub enum Proof {
        /// The one-time code, read back from the caller's own mobile.
        Code = "code",
        /// Identity number and reference of the printed slip, of people without a mobile.
        Slip = "slip",
        /// The identity number, said at the telephone that the person had left and we rang.
        Rung = "rung",
        /// The sign-in under which the person wrote.
        SignIn = "sign_in",
    }
}

value! {
    /// What a call was for.
    pub enum CallPurpose {
        /// A question.
        Enquiry = "enquiry",
        /// Something was handed in.
        Request = "request",
        /// How a request stands.
        FollowUp = "follow_up",
        /// A time was booked, confirmed, moved or cancelled.
        Appointment = "appointment",
        /// A notice was told by voice.
        CallBack = "call_back",
        /// A complaint or an idea about the service itself.
        Service = "service",
        /// Something else.
        Other = "other",
    }
}

value! {
    /// How a call that is owed stands.
    pub enum CallBackState {
        /// The person is still to be told.
        Waiting = "waiting",
        /// The person was told.
        Done = "done",
    }
}

/// So many wrong answers end a conversation's script.
pub const SCRIPT_TRIES_MAX: i32 = 3;
/// So many minutes after a call that nobody took it is tried again.
pub const RETRY_MINUTES: i64 = 120;
/// The telephone is open from then to midnight, in minutes of the day; nobody is rung before it.
const OPENS_MINUTES: u16 = 8 * 60;
/// By then those are rung who would have been due in the night, in minutes of the day.
const MORNING_MINUTES: u16 = 10 * 60;

/// How long what happened may wait for a call; none where a call cannot carry it: a code, a link.
#[must_use]
pub const fn owed_within(event: NoticeEvent) -> Option<TimeDelta> {
    match event {
        NoticeEvent::Offered | NoticeEvent::RunningLate => Some(TimeDelta::minutes(20)),
        NoticeEvent::Booked
        | NoticeEvent::Reminder
        | NoticeEvent::Moved
        | NoticeEvent::TimeChanging
        | NoticeEvent::TimeKept
        | NoticeEvent::Cancelled => Some(TimeDelta::hours(2)),
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
        | NoticeEvent::Missed => Some(TimeDelta::hours(24)),
        NoticeEvent::Code
        | NoticeEvent::CallCode
        | NoticeEvent::Wrote
        | NoticeEvent::InterpreterLink
        | NoticeEvent::InterpreterFreed
        | NoticeEvent::Invited
        | NoticeEvent::Survey => None,
    }
}

/// By when somebody is to be rung of what happened at `at`; what would fall into the night of that
/// zone is told in the morning.
#[must_use]
pub fn ring_by(event: NoticeEvent, zone: Tz, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let by = at + owed_within(event)?;
    if calendar::local_time(zone, by).minutes() >= OPENS_MINUTES {
        return Some(by);
    }
    let morning = TimeOfDay::of_minutes(MORNING_MINUTES)?;
    Some(calendar::instant(
        zone,
        calendar::local_day(zone, by),
        morning,
    ))
}

#[cfg(test)]
mod tests;
