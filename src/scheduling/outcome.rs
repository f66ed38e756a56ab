//! What comes of a meeting: what was promised or referred is owed by somebody until a day, and the
//! request stays open until then.

use chrono::{Days, NaiveDate};

use crate::scheduling::ids::DepartmentId;
use crate::scheduling::refusal::Refusal;
use crate::value;

/// So far ahead at most is a next step due.
const DAYS_AHEAD_MAX: u64 = 731;

value! {
    /// What came of a meeting.
    pub enum MeetingResult {
        /// Something was promised.
        Promise = "promise",
        /// A department works on it from here.
        Refer = "refer",
        /// It is settled.
        Close = "close",
        /// The person could not be heard.
        Unheard = "unheard",
    }
}

/// What is said of the next step, as far as somebody said it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Next {
    /// What is to be done.
    pub text: Option<String>,
    /// Who does it; none is the office.
    pub department: Option<DepartmentId>,
    /// Until when.
    pub due_on: Option<NaiveDate>,
}

impl Next {
    /// Whether nothing was said.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.text.is_none() && self.department.is_none() && self.due_on.is_none()
    }
}

/// What stands in for what was not said.
#[derive(Clone, Debug)]
pub struct Usual {
    /// The day on which it is written down.
    pub today: NaiveDate,
    /// The day by which an answer is due where nobody names one.
    pub due_on: NaiveDate,
    /// The department that works on the request's category.
    pub department: Option<DepartmentId>,
}

/// What is owed after a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// What is to be done; empty where it was referred without a word.
    pub text: String,
    /// Who does it; none is the office.
    pub department: Option<DepartmentId>,
    /// Until when.
    pub due_on: NaiveDate,
}

/// What a result means for the request: something is owed and it stays open, or nothing is and it
/// ends. What was promised is the next step itself where no other is named.
pub fn owed(
    result: MeetingResult,
    (said, next): (Option<&str>, Next),
    usual: &Usual,
) -> Result<Option<Owed>, Refusal> {
    let is_referred = match result {
        MeetingResult::Close | MeetingResult::Unheard if next.is_empty() => return Ok(None),
        MeetingResult::Close | MeetingResult::Unheard => return Err(Refusal::NextStepUnwanted),
        MeetingResult::Refer => true,
        MeetingResult::Promise => false,
    };
    let text = next.text.or_else(|| said.map(str::to_owned));
    if text.is_none() && !is_referred {
        return Err(Refusal::NextStepMissing);
    }
    let department = next.department;
    let department = department.or_else(|| usual.department.clone().filter(|_| is_referred));
    if department.is_none() && is_referred {
        return Err(Refusal::NextStepOwner);
    }
    let due_on = next.due_on.unwrap_or(usual.due_on);
    let last = usual.today.checked_add_days(Days::new(DAYS_AHEAD_MAX));
    if due_on < usual.today || last.is_none_or(|last| due_on > last) {
        return Err(Refusal::NextStepDay);
    }
    Ok(Some(Owed {
        text: text.unwrap_or_default(),
        department,
        due_on,
    }))
}

#[cfg(test)]
mod tests;
