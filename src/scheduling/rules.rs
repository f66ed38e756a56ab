//! What a person may still do, by what was done before: quotas, open requests, missed
//! appointments, blocks.
//!
//! Everything counts per account, the pair of identity number and mobile: whoever types another's
//! identity number can use up nothing of the other's.

use chrono::{DateTime, TimeDelta, Utc};

use crate::scheduling::refusal::Refusal;
use crate::value;

value! {
    /// What missing too many appointments leads to.
    pub enum NoShowConsequence {
        /// Nothing.
        None = "none",
        /// The office sets the times of this person; none are chosen.
        OfficeOnly = "office_only",
        /// Nothing is booked for some days after the last one missed.
        Pause = "pause",
    }
}

/// The ministry's rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// At most so many appointments in any `quota_span`; 0 for no limit.
    pub quota_count: usize,
    /// The span of the quota.
    pub quota_span: TimeDelta,
    /// Whether one open request to meet the same official is the most.
    pub one_open_meeting: bool,
    /// So many missed appointments in `no_show_span` have a consequence; 0 for never.
    pub no_show_limit: usize,
    /// The span in which missed appointments count.
    pub no_show_span: TimeDelta,
    /// The consequence.
    pub no_show_consequence: NoShowConsequence,
    /// How long a pause is.
    pub no_show_pause: TimeDelta,
}

/// What is known of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The beginnings of the appointments that stand, were held or were missed.
    pub appointments: Vec<DateTime<Utc>>,
    /// The beginnings of those that were missed.
    pub missed: Vec<DateTime<Utc>>,
    /// The ends of the blocks that have begun.
    pub blocked_until: Vec<DateTime<Utc>>,
}

/// A no, and until when it holds, where it ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct No {
    /// The refusal.
    pub refusal: Refusal,
    /// When it ends.
    pub until: Option<DateTime<Utc>>,
}

impl Policy {
    /// Whether a meeting may be asked for: no block, and no other open request to that official.
    pub fn may_ask(&self, open: i64, history: &History, now: DateTime<Utc>) -> Result<(), No> {
        history.unblocked(now)?;
        if self.one_open_meeting && open > 0 {
            return Err(No::plain(Refusal::RequestOpen));
        }
        Ok(())
    }

    /// Whether an account may choose a time that begins at `starts_at`.
    pub fn may_book(
        &self,
        starts_at: DateTime<Utc>,
        history: &History,
        now: DateTime<Utc>,
    ) -> Result<(), No> {
        history.unblocked(now)?;
        self.may_after_missing(history, now)?;
        if self.quota_count > 0 && self.most_around(starts_at, history) >= self.quota_count {
            return Err(No::plain(Refusal::QuotaReached));
        }
        Ok(())
    }

    fn may_after_missing(&self, history: &History, now: DateTime<Utc>) -> Result<(), No> {
        let counted = || {
            let recent = |at: &&DateTime<Utc>| **at <= now && now - **at < self.no_show_span;
            history.missed.iter().filter(recent)
        };
        if self.no_show_limit == 0 || counted().count() < self.no_show_limit {
            return Ok(());
        }
        match self.no_show_consequence {
            NoShowConsequence::None => Ok(()),
            NoShowConsequence::OfficeOnly => Err(No::plain(Refusal::OfficeOnly)),
            NoShowConsequence::Pause => {
                match counted().max().map(|last| *last + self.no_show_pause) {
                    Some(until) if now < until => Err(No {
                        refusal: Refusal::NoShowPause,
                        until: Some(until),
                    }),
                    Some(_) | None => Ok(()),
                }
            }
        }
    }

    /// The most appointments that lie in one span together with a time.
    fn most_around(&self, at: DateTime<Utc>, history: &History) -> usize {
        let span = self.quota_span;
        // A span that holds both begins at the time itself or at one shortly before it.
        let begins = history
            .appointments
            .iter()
            .copied()
            .filter(|begin| *begin <= at && at - *begin < span)
            .chain([at]);
        let held = |begin: DateTime<Utc>| {
            let inside = |each: &&DateTime<Utc>| **each >= begin && **each - begin < span;
            history.appointments.iter().filter(inside).count()
        };
        begins.map(held).max().unwrap_or(0)
    }
}

impl History {
    fn unblocked(&self, now: DateTime<Utc>) -> Result<(), No> {
        let last = self.blocked_until.iter().copied().max();
        match last.filter(|until| now < *until) {
            Some(until) => Err(No {
                refusal: Refusal::BlockedUntil,
                until: Some(until),
            }),
            None => Ok(()),
        }
    }
}

impl No {
    const fn plain(refusal: Refusal) -> Self {
        Self {
            refusal,
            until: None,
        }
    }
}

#[cfg(test)]
mod tests;
