//! The text of a notice as an administrator writes it: letters, and the names of what is put in
//! between braces, `{reference}`.

use super::{Channel, NoticeEvent};
use crate::value;

value! {
    /// What can be put into a text.
    pub enum Variable {
        /// What the ministry calls this service.
        Service = "service",
        /// The reference of the request.
        Reference = "reference",
        /// The ministry's own register number.
        Registration = "registration",
        /// The link that leads on.
        Link = "link",
        /// The one-time code.
        Code = "code",
        /// For how many minutes the code is good.
        Minutes = "minutes",
        /// The day in both calendars, in full.
        Day = "day",
        /// The day in both calendars, in few letters.
        SmsDay = "sms-day",
        /// The day without its year.
        ShortDay = "short-day",
        /// The time of day.
        Time = "time",
        /// Until when an offered time is kept.
        Until = "until",
        /// When an appointment is expected to begin that runs late.
        Expected = "expected",
        /// The place.
        Place = "place",
        /// The section of the centre.
        Section = "section",
        /// How they meet.
        Mode = "mode",
    }
}

use Variable::{
    Code, Day, Expected, Link, Minutes, Mode, Place, Reference, Registration, Section, Service,
    ShortDay, SmsDay, Time, Until,
};

/// Any of these says the day.
const SOME_DAY: &[Variable] = &[ShortDay, SmsDay, Day];
/// What stands in a text about a request.
const OF_REQUEST: &[Variable] = &[Service, Reference, Link];
/// What stands in a text about an appointment. Whom one meets does not: only the default texts
/// name an official, where the policy allows it.
const OF_APPOINTMENT: &[Variable] = &[
    Service, Reference, Link, Day, SmsDay, ShortDay, Time, Place, Section, Mode,
];

/// So many characters at most has the text of an SMS, and a subject.
pub const SHORT_CHARS_MAX: usize = 600;
/// So many characters at most has the text of a mail.
pub const LONG_CHARS_MAX: usize = 4000;

/// What can be put into a text about an event.
#[must_use]
pub const fn variables(event: NoticeEvent) -> &'static [Variable] {
    match event {
        NoticeEvent::Code | NoticeEvent::CallCode => &[Code, Minutes],
        NoticeEvent::Wrote => &[Service, Link],
        NoticeEvent::Registered => &[Service, Reference, Registration, Link],
        NoticeEvent::Received
        | NoticeEvent::NotYetRegistered
        | NoticeEvent::Approved
        | NoticeEvent::Routed
        | NoticeEvent::Declined
        | NoticeEvent::Answered
        | NoticeEvent::Closed
        | NoticeEvent::ResultReady
        | NoticeEvent::Asked
        | NoticeEvent::Withdrawn => OF_REQUEST,
        NoticeEvent::Offered => &[Service, ShortDay, Time, Until, Place, Link],
        NoticeEvent::RunningLate => &[Service, Reference, Link, Time, Expected, Minutes, Place],
        NoticeEvent::Booked
        | NoticeEvent::Reminder
        | NoticeEvent::Moved
        | NoticeEvent::TimeChanging
        | NoticeEvent::TimeKept
        | NoticeEvent::Cancelled
        | NoticeEvent::Missed
        | NoticeEvent::InterpreterLink
        | NoticeEvent::InterpreterFreed
        | NoticeEvent::Invited
        | NoticeEvent::Survey => OF_APPOINTMENT,
    }
}

/// What a text about an event cannot do without: of each group one.
#[must_use]
pub const fn required(event: NoticeEvent) -> &'static [&'static [Variable]] {
    match event {
        NoticeEvent::Code | NoticeEvent::CallCode => &[&[Code]],
        NoticeEvent::Registered => &[&[Registration]],
        NoticeEvent::Received
        | NoticeEvent::NotYetRegistered
        | NoticeEvent::Approved
        | NoticeEvent::Routed
        | NoticeEvent::Declined
        | NoticeEvent::Answered
        | NoticeEvent::Closed
        | NoticeEvent::ResultReady
        | NoticeEvent::Asked => &[&[Reference], &[Link]],
        NoticeEvent::Withdrawn => &[&[Reference]],
        NoticeEvent::Booked | NoticeEvent::Moved => &[SOME_DAY, &[Time], &[Place], &[Link]],
        NoticeEvent::Reminder
        | NoticeEvent::TimeChanging
        | NoticeEvent::TimeKept
        | NoticeEvent::Cancelled
        | NoticeEvent::InterpreterFreed => &[SOME_DAY, &[Time]],
        NoticeEvent::RunningLate => &[&[Expected]],
        NoticeEvent::Offered => &[&[ShortDay], &[Time], &[Until], &[Link]],
        NoticeEvent::InterpreterLink | NoticeEvent::Invited => &[SOME_DAY, &[Time], &[Link]],
        NoticeEvent::Missed | NoticeEvent::Survey | NoticeEvent::Wrote => &[&[Link]],
    }
}

/// How many parts the SMS of an event may cost with the longest names.
#[must_use]
pub const fn parts_max(event: NoticeEvent) -> usize {
    // Day, time, place, section, reference and link: nothing of it can be left out.
    if matches!(event, NoticeEvent::Booked | NoticeEvent::Moved) {
        3
    } else {
        2
    }
}

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is written.
    Empty,
    /// It is longer than so many characters.
    TooLong(usize),
    /// A brace is opened and not closed, or closed and not opened.
    Brace,
    /// Something is put in that there is not, by its name as written.
    Unknown(String),
    /// One of these is missing.
    Missing(&'static [Variable]),
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Letters(String),
    Put(Variable),
}

/// A text that was read and can be filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

impl Template {
    /// Reads the text of a message about an event, or says everything that is wrong with it.
    pub fn parse(event: NoticeEvent, channel: Channel, text: &str) -> Result<Self, Vec<Fault>> {
        let most = match channel {
            Channel::Sms => SHORT_CHARS_MAX,
            Channel::Mail => LONG_CHARS_MAX,
        };
        let (template, mut faults) = Self::read(event, text, most);
        for group in required(event) {
            let has = |piece: &Piece| matches!(piece, Piece::Put(it) if group.contains(it));
            if !template.0.iter().any(has) {
                faults.push(Fault::Missing(group));
            }
        }
        if faults.is_empty() {
            Ok(template)
        } else {
            Err(faults)
        }
    }

    /// Reads the subject of a mail; nothing is required in it.
    pub fn subject(event: NoticeEvent, text: &str) -> Result<Self, Vec<Fault>> {
        let (template, faults) = Self::read(event, text, SHORT_CHARS_MAX);
        if faults.is_empty() {
            Ok(template)
        } else {
            Err(faults)
        }
    }

    fn read(event: NoticeEvent, text: &str, most: usize) -> (Self, Vec<Fault>) {
        let mut faults = Vec::new();
        if text.trim().is_empty() {
            faults.push(Fault::Empty);
        }
        if text.chars().count() > most {
            faults.push(Fault::TooLong(most));
        }
        let mut pieces = Vec::new();
        let mut rest = text.trim();
        while let Some((before, after)) = rest.split_once('{') {
            letters(before, &mut pieces, &mut faults);
            let Some((name, after)) = after.split_once('}') else {
                faults.push(Fault::Brace);
                rest = "";
                break;
            };
            match Variable::parse(name.trim()).filter(|it| variables(event).contains(it)) {
                Some(variable) => pieces.push(Piece::Put(variable)),
                None => faults.push(Fault::Unknown(name.trim().to_owned())),
            }
            rest = after;
        }
        letters(rest, &mut pieces, &mut faults);
        (Self(pieces), faults)
    }

    /// The text with everything put in.
    pub fn fill(&self, value: impl Fn(Variable) -> String) -> String {
        let said = self.0.iter().map(|piece| match piece {
            Piece::Letters(text) => text.clone(),
            Piece::Put(variable) => value(*variable),
        });
        said.collect()
    }
}

fn letters(text: &str, pieces: &mut Vec<Piece>, faults: &mut Vec<Fault>) {
    if text.contains('}') {
        faults.push(Fault::Brace);
    }
    if !text.is_empty() {
        pieces.push(Piece::Letters(text.replace("\r\n", "\n")));
    }
}

#[cfg(test)]
mod tests;
