//! How long a slot is still kept for somebody.

use askama::Template;
use askama::filters::HtmlSafe;
use chrono::{DateTime, Utc};

use crate::web::frame::instant;
use crate::words::Words;

/// The most minutes for which the script is given a sentence to speak.
const SPOKEN_MINUTES: i64 = 15;

/// The remaining time of a hold; counts down where scripts run, says the minutes where none do.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/countdown.html")]
pub struct Countdown {
    label: String,
    clock: String,
    now: String,
    end: String,
    after: String,
    spoken: Vec<(i64, String)>,
}

impl HtmlSafe for Countdown {}

impl Countdown {
    /// A countdown from `now` to `end`; a page left open goes to `after` when it is over.
    #[must_use]
    pub fn new(words: &Words, now: DateTime<Utc>, end: DateTime<Utc>, after: String) -> Self {
        let left = (end - now).num_seconds().max(0);
        let clock = words.in_digits(&format!("{}:{:02}", left / 60, left % 60));
        let mut spoken = vec![
            (0, words.get("countdown-over")),
            (30, words.get("countdown-last")),
        ];
        let whole = (left / 60 + 1).min(SPOKEN_MINUTES);
        spoken.extend(
            (1..=whole)
                .map(|minutes| (minutes * 60, words.say("countdown-left", "count", minutes))),
        );
        let label = words.get("countdown-label");
        Self {
            label,
            clock,
            now: instant(now),
            end: instant(end),
            after,
            spoken,
        }
    }
}
