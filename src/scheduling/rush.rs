//! The line of people when more come than can be served at once: numbers by arrival, called as
//! fast as the service answers.
//!
//! It knows no clock and no people: it is told the time, and who comes under which name. Whoever
//! comes is answered at once: come in, or wait with a number. Nobody is called before somebody who
//! came earlier and still asks; a number that is called and stays away lapses, and so does one
//! that nobody asks about any more.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

/// How often numbers are called, and how often what is finished is measured.
const BEAT: TimeDelta = TimeDelta::seconds(1);
/// So many calls per second are assumed before anything was measured.
const RATE_FIRST: u64 = 400;
/// An arrival longer ago than this is of another rush.
const ARRIVAL_KEPT: TimeDelta = TimeDelta::hours(2);

/// How the line goes.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// How long those inside may wait for their turn before newcomers are given numbers.
    pub patience: TimeDelta,
    /// How long a called number may stay away.
    pub called: TimeDelta,
    /// How long a number is kept that nobody asks about.
    pub absent: TimeDelta,
    /// How long one who came in may go on after the last call, without another number.
    pub inside: TimeDelta,
    /// How soon one who waits asks again, at the earliest and at the latest.
    pub again: (TimeDelta, TimeDelta),
    /// At least so many numbers are called per second.
    pub calls_least: u64,
    /// So many calls at most wait for their turn inside, however fast they are done: each of them keeps
    /// memory.
    pub in_line_most: usize,
    /// So many places there are at most; who comes beyond is asked to come again.
    pub places_most: usize,
}

/// When somebody came, in microseconds; it orders the line, and no two in it are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrival(pub i64);

/// What those inside did since the last beat.
#[derive(Clone, Copy, Debug, Default)]
pub struct Load {
    /// Calls that were finished.
    pub finished: u64,
    /// Calls that wait for their turn.
    pub in_line: usize,
}

/// Where somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// When this person came.
    pub arrival: Arrival,
    /// The place in the line, from 1 on, as of the last beat; it only ever falls.
    pub number: u64,
    /// About how long it takes until the call.
    pub expected: TimeDelta,
    /// When to ask again.
    pub again: TimeDelta,
}

/// What somebody who comes is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Come in.
    Enter,
    /// Wait, with this place.
    Wait(Place),
}

#[derive(Clone, Copy, Debug)]
enum Standing {
    Waiting(Arrival),
    /// Called, and expected until then.
    Called(DateTime<Utc>),
    /// Came in, and may go on until then.
    Inside(DateTime<Utc>),
}

#[derive(Clone, Debug)]
struct Waiting<Who> {
    who: Who,
    seen_at: DateTime<Utc>,
    number: u64,
}

/// The line.
#[derive(Clone, Debug)]
pub struct Line<Who> {
    rules: Rules,
    waiting: BTreeMap<Arrival, Waiting<Who>>,
    people: BTreeMap<Who, Standing>,
    is_raised: bool,
    /// Whoever came before this was called, or lapsed.
    called_up_to: Option<Arrival>,
    last_beat: Option<DateTime<Utc>>,
    /// Calls finished per second, as measured.
    rate: u64,
    /// Numbers called per second.
    pace: u64,
}

impl<Who: Ord + Clone> Line<Who> {
    /// An empty line.
    #[must_use]
    pub const fn new(rules: Rules) -> Self {
        Self {
            rules,
            waiting: BTreeMap::new(),
            people: BTreeMap::new(),
            is_raised: false,
            called_up_to: None,
            last_beat: None,
            rate: RATE_FIRST,
            pace: rules.calls_least,
        }
    }

    /// Whether whoever comes needs a number.
    #[must_use]
    pub const fn is_raised(&self) -> bool {
        self.is_raised
    }

    /// How many calls may wait for their turn inside: those that are done within the patience, and no
    /// more than there is room for.
    #[must_use]
    pub fn allowance(&self) -> usize {
        let patience = u64::try_from(self.rules.patience.num_milliseconds()).unwrap_or(0);
        let most = self.rate.saturating_mul(patience) / 1000;
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        most.min(self.rules.in_line_most).max(1)
    }

    /// Those inside wait too long: from now on whoever comes is given a number.
    pub fn raise(&mut self, now: DateTime<Utc>) {
        if !self.is_raised {
            self.is_raised = true;
            self.last_beat = Some(now);
            self.pace = (self.rate / 2).max(self.rules.calls_least);
        }
    }

    /// Whether somebody may come in: always while nobody needs a number, else who was called.
    pub fn may_enter(&mut self, who: &Who, now: DateTime<Utc>) -> bool {
        if !self.is_raised {
            return true;
        }
        let may = match self.people.get(who) {
            Some(Standing::Called(until) | Standing::Inside(until)) => *until > now,
            Some(Standing::Waiting(_)) | None => false,
        };
        if may {
            let until = now + self.rules.inside;
            self.people.insert(who.clone(), Standing::Inside(until));
        }
        may
    }

    /// Somebody comes, or asks again. `shown` is the arrival that a place given before names: it
    /// is kept where this line does not know the person any more, because it runs on another node
    /// or was started anew; not where it was called already.
    pub fn come(&mut self, who: &Who, shown: Option<Arrival>, now: DateTime<Utc>) -> Said {
        if self.is_raised && self.may_enter(who, now) {
            return Said::Enter;
        }
        if let Some(Standing::Waiting(arrival)) = self.people.get(who).copied()
            && let Some(waiting) = self.waiting.get_mut(&arrival)
        {
            waiting.seen_at = now;
            let number = waiting.number;
            return Said::Wait(self.place(arrival, number));
        }
        let arrival = self.arrival(shown, now);
        if self.waiting.len() >= self.rules.places_most {
            return Said::Wait(self.place(arrival, self.behind_all()));
        }
        let number = self.number_at(arrival);
        let waiting = Waiting {
            who: who.clone(),
            seen_at: now,
            number,
        };
        self.waiting.insert(arrival, waiting);
        self.people.insert(who.clone(), Standing::Waiting(arrival));
        self.raise(now);
        Said::Wait(self.place(arrival, number))
    }

    /// Once a second: measures, lets lapse, calls the next, and lets everybody in where nobody
    /// waits any more. True where the second was over.
    pub fn beat(&mut self, load: Load, now: DateTime<Utc>) -> bool {
        let last = *self.last_beat.get_or_insert(now);
        let passed = now - last;
        if passed < BEAT {
            return false;
        }
        self.last_beat = Some(now);
        self.measure(load, passed);
        self.people.retain(|_, standing| match standing {
            Standing::Waiting(_) => true,
            Standing::Called(until) | Standing::Inside(until) => *until > now,
        });
        self.call(now);
        for (waiting, number) in self.waiting.values_mut().zip(1..) {
            waiting.number = number;
        }
        if self.waiting.is_empty() && self.expected() == 0 {
            self.is_raised = false;
            self.people.clear();
        }
        true
    }

    /// How many wait.
    #[must_use]
    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    /// Whether nobody waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Where those inside wait too long fewer are called, else more.
    fn measure(&mut self, load: Load, passed: TimeDelta) {
        let passed = u64::try_from(passed.num_milliseconds()).unwrap_or(1).max(1);
        let rate = load.finished.saturating_mul(1000) / passed;
        let is_busy = load.in_line > 0;
        self.rate = if is_busy {
            u64::midpoint(self.rate, rate)
        } else {
            // What could have been done while nobody waited is not known.
            self.rate.max(rate)
        };
        self.rate = self.rate.max(self.rules.calls_least);
        self.pace = if load.in_line > self.allowance() {
            (self.pace.min(self.rate) * 3 / 4).max(self.rules.calls_least)
        } else {
            self.pace + self.pace / 4 + 1
        };
    }

    /// Calls as many as come within the time in which one asks again.
    fn call(&mut self, now: DateTime<Utc>) {
        let spread = u64::try_from(self.rules.again.0.num_seconds()).unwrap_or(1);
        let most = self.pace.saturating_mul(spread.max(1));
        let mut expected = self.expected();
        while expected < most
            && let Some((arrival, next)) = self.waiting.pop_first()
        {
            self.called_up_to = self.called_up_to.max(Some(arrival));
            if next.seen_at + self.rules.absent <= now {
                self.people.remove(&next.who);
                continue;
            }
            let until = now + self.rules.called;
            self.people.insert(next.who, Standing::Called(until));
            expected += 1;
        }
    }

    /// How many were called and did not come yet.
    fn expected(&self) -> u64 {
        let called = self.people.values().filter(|standing| match standing {
            Standing::Called(_) => true,
            Standing::Waiting(_) | Standing::Inside(_) => false,
        });
        u64::try_from(called.count()).unwrap_or(u64::MAX)
    }

    fn arrival(&self, shown: Option<Arrival>, now: DateTime<Utc>) -> Arrival {
        let newest = Arrival(now.timestamp_micros());
        let oldest = Arrival((now - ARRIVAL_KEPT).timestamp_micros());
        let is_kept = |shown: &Arrival| {
            *shown > oldest && *shown < newest && Some(*shown) > self.called_up_to
        };
        let mut arrival = shown.filter(is_kept).unwrap_or(newest);
        while self.waiting.contains_key(&arrival) {
            arrival.0 += 1;
        }
        arrival
    }

    /// The number of somebody who came then: after the nearest before, and at the end behind all.
    fn number_at(&self, arrival: Arrival) -> u64 {
        match self.waiting.range(arrival..).next() {
            Some((_, next)) => next.number,
            None => self.behind_all(),
        }
    }

    fn behind_all(&self) -> u64 {
        u64::try_from(self.waiting.len()).unwrap_or(u64::MAX) + 1
    }

    fn place(&self, arrival: Arrival, number: u64) -> Place {
        let seconds = number.div_ceil(self.pace.max(1));
        let expected = TimeDelta::seconds(i64::try_from(seconds).unwrap_or(i64::MAX / 1000));
        let (least, most) = self.rules.again;
        Place {
            arrival,
            number,
            expected,
            again: (expected / 4).clamp(least, most),
        }
    }
}

#[cfg(test)]
mod tests;
