//! A new request, fourth question: which of the free times.

use std::collections::BTreeMap;

use askama::Template;
use chrono::{NaiveDate, NaiveDateTime};

use super::draft::{Draft, Step};
use crate::web::frame::Frame;
use crate::web::parts::Steps;
use crate::words::Words;

/// A free time, in the local time of its place.
#[derive(Clone, Debug)]
pub struct FreeTime {
    /// The slot's id.
    pub id: String,
    /// When it begins, on the wall of its place.
    pub starts: NaiveDateTime,
}

/// A time as a button shows it.
struct SlotView {
    id: String,
    day: String,
    time: String,
    whole: String,
}

/// A day with its times.
struct DayView {
    id: String,
    name: String,
    hijri: String,
    count: String,
    slots: Vec<SlotView>,
}

/// So many of the nearest times stand on top when the one wanted is gone.
const NEAREST: usize = 6;

/// The page on which a time is chosen.
#[derive(Template)]
#[template(path = "citizen/time.html")]
pub struct TimePage {
    frame: Frame,
    steps: Steps,
    alert: Option<String>,
    whom: String,
    needs: String,
    nearest_title: String,
    nearest: Vec<SlotView>,
    days: Vec<DayView>,
}

impl TimePage {
    /// The page with the free times in their order.
    ///
    /// `alert` says why the person is here again; then `lost` is the time that was wanted, and the
    /// free times nearest to it stand on top. Otherwise the first free one does.
    #[must_use]
    pub fn new(
        frame: Frame,
        draft: &Draft,
        whom: String,
        free: &[FreeTime],
        (alert, lost): (Option<String>, Option<NaiveDateTime>),
    ) -> Self {
        let frame = frame.titled("time-title").gone_wrong(alert.is_some());
        let words = frame.words.clone();
        let (title, nearest) = match lost {
            Some(lost) => ("time-nearest", nearest(free, lost)),
            None => ("time-first", free.iter().take(1).collect()),
        };
        Self {
            steps: draft.steps(&words, Step::Time, true),
            needs: draft.needs_said(&words),
            nearest_title: words.get(title),
            nearest: nearest.into_iter().map(|time| view(&words, time)).collect(),
            days: days(&words, free),
            frame,
            alert,
            whom,
        }
    }
}

/// The free times nearest to a lost one, in the order of time.
fn nearest(free: &[FreeTime], lost: NaiveDateTime) -> Vec<&FreeTime> {
    let mut near: Vec<&FreeTime> = free.iter().collect();
    near.sort_by_key(|time| ((time.starts - lost).abs(), time.starts));
    near.truncate(NEAREST);
    near.sort_by_key(|time| time.starts);
    near
}

fn days(words: &Words, free: &[FreeTime]) -> Vec<DayView> {
    let mut days: BTreeMap<NaiveDate, Vec<SlotView>> = BTreeMap::new();
    for time in free {
        days.entry(time.starts.date())
            .or_default()
            .push(view(words, time));
    }
    let day = |(date, slots): (NaiveDate, Vec<SlotView>)| {
        let count = i64::try_from(slots.len()).unwrap_or(i64::MAX);
        DayView {
            id: format!("day-{date}"),
            name: words.short_day(date),
            hijri: words.hijri_date(date),
            count: words.say("time-day-free", "free", count),
            slots,
        }
    };
    days.into_iter().map(day).collect()
}

fn view(words: &Words, time: &FreeTime) -> SlotView {
    SlotView {
        id: time.id.clone(),
        day: words.short_day(time.starts.date()),
        time: words.time(time.starts.time()),
        whole: words.short_date_time(time.starts.date(), time.starts.time()),
    }
}
