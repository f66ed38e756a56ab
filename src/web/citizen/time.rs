//! A new request, fourth question: which of the free times.

use std::collections::BTreeMap;

use actix_web::HttpRequest;
use actix_web::web::Query;
use askama::Template;
use chrono::{NaiveDate, NaiveDateTime};
use serde::Deserialize;

use super::draft::{Draft, Step};
use super::{Answered, facts};
use crate::scheduling::ids::CentreId;
use crate::scheduling::slot::SlotId;
use crate::scheduling::{Refusal, Sex, calendar};
use crate::service::slots::{self, Ask};
use crate::service::{Person, ServiceError, gate, hold, profile};
use crate::web::failure::{self, Failure};
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::Steps;
use crate::web::reader::Reader;
use crate::web::shown;
use crate::words::Words;

/// How the page is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Wanted {
    /// The slot whose hold ran out.
    #[serde(default)]
    lost: String,
    /// The slot that was chosen before one had to wait in the queue.
    #[serde(default)]
    wanted: String,
}

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct TimeForm {
    /// The slot chosen.
    #[serde(default)]
    slot: String,
}

/// Shows the free times.
pub async fn see(reader: Reader, query: Query<Wanted>) -> Answered {
    gate::enter(&reader.app, &reader.caller, reader.now)?;
    let lost = match (query.lost.as_str(), query.wanted.as_str()) {
        ("", "") => None,
        ("", slot) => Some((reader.words.get("turn-came"), SlotId::from_text(slot))),
        (slot, _) => {
            let said = reader.words.get(Refusal::HoldExpired.key());
            Some((said, SlotId::from_text(slot)))
        }
    };
    show(&reader, lost).await
}

/// Holds the time that was chosen; when it is gone, says so and offers the nearest.
pub async fn hold(request: HttpRequest, reader: Reader, Form(form): Form<TimeForm>) -> Answered {
    let slot = SlotId::from_text(&form.slot);
    match held(&reader, slot.clone()).await {
        Ok(()) => Ok(reader.see("/ask/check")),
        Err(error) if error.refusal() == Some(Refusal::WaitYourTurn) => {
            // Only a slot's own letters go into the address.
            let wanted = slot.key().map(|key| format!("?wanted={}", key.id()));
            let back = format!("/ask/time{}", wanted.unwrap_or_default());
            Ok(failure::waits(&request, &reader, &back))
        }
        Err(error) => {
            let (_, said) = facts::told(&reader, error)?;
            show(&reader, Some((said, slot))).await
        }
    }
}

async fn held(reader: &Reader, slot: SlotId) -> Result<(), ServiceError> {
    gate::enter(&reader.app, &reader.caller, reader.now)?;
    let body = profile::draft(&reader.app, &reader.caller).await?;
    let draft = body.map_or_else(Draft::default, |body| Draft::read(&body));
    let wish = (slot, draft.needs().unwrap_or_default());
    hold::hold_slot(&reader.app, &reader.caller, wish, reader.now).await?;
    Ok(())
}

/// Gives the held time back, and shows the others.
pub async fn release(reader: Reader, _form: Form<Vec<(String, String)>>) -> Answered {
    if let Some(held) = hold::own_hold(&reader.app, &reader.caller, reader.now).await? {
        hold::release_hold(&reader.app, &reader.caller, held.id, reader.now).await?;
    }
    Ok(reader.see("/ask/time"))
}

/// The page, or the one on which something is still missing.
pub(super) async fn show(reader: &Reader, lost: Option<(String, SlotId)>) -> Answered {
    let draft = facts::draft(reader).await?;
    if let Some(page) = draft.missing(Step::Time) {
        return Ok(reader.see(page));
    }
    if !facts::chooses_time(&reader.app, &draft) {
        return Ok(reader.see("/ask/check"));
    }
    let (frame, person) = facts::known(reader).await?;
    if person.name.is_none() || person.sex.is_none() {
        return Ok(reader.see("/profile?next=/ask/time"));
    }
    let free = free(reader, &draft, &person).await?;
    let off = off(reader, draft.centre.as_ref(), &free);
    let words = frame.words.clone();
    let official = facts::official(&reader.app, &words, &draft);
    let place = facts::place(&reader.app, &words, &draft);
    let whom = [official, place].join(&words.get("list-comma"));
    let why = match lost {
        None => (None, None),
        Some((said, slot)) => {
            let at = slot.key().map(|key| key.starts_at);
            let at = at.map(|at| facts::wall(&reader.app, draft.centre.as_ref(), at));
            (Some(said), at)
        }
    };
    reader.page(&TimePage::new(frame, &draft, whom, (&free, &off), why))
}

async fn free(reader: &Reader, draft: &Draft, person: &Person) -> Result<Vec<FreeTime>, Failure> {
    let ask = Ask {
        officials: draft.official.iter().cloned().collect(),
        mode: draft.mode,
        centre: draft.centre.clone(),
        service: draft.service.clone(),
        section: person.sex.map(Sex::section),
        needs: draft.needs().unwrap_or_default(),
        person: Some(person.id.clone()),
        most: Some(TIMES_MAX),
        ..Ask::default()
    };
    let slots = slots::in_turn(&reader.app, ask, reader.now).await?;
    let open = slots.into_iter().filter(|slot| slot.open_to_choice);
    let time = open.map(|slot| FreeTime {
        id: slot.id().as_str().to_owned(),
        beside: facts::beside(&reader.app, &reader.words, &slot, draft.centre.as_ref()),
        starts: facts::wall(&reader.app, slot.key.centre.as_ref(), slot.key.starts_at),
    });
    Ok(time.collect())
}

/// What kind of days the days ahead are, as far as it is to be said: those with a free time, and
/// those off.
pub(super) fn off(reader: &Reader, centre: Option<&CentreId>, free: &[FreeTime]) -> Vec<DayMark> {
    let catalogue = reader.app.catalogue.get();
    let zone = catalogue.zone(centre, reader.app.settings.ministry.zone);
    let today = calendar::local_day(zone, reader.now);
    let ahead = usize::try_from(reader.app.settings.booking.horizon_days).unwrap_or(0);
    let mark = |day: NaiveDate| DayMark {
        day,
        said: shown::day_marks(&reader.words, &catalogue.days, day)
            .iter()
            .map(|tag| tag.word().to_owned())
            .collect(),
        is_off: catalogue.days.is_off(day),
    };
    let is_told = |mark: &DayMark| {
        let is_free = free.iter().any(|time| time.starts.date() == mark.day);
        !mark.said.is_empty() && (mark.is_off || is_free)
    };
    let days = today.iter_days().take(ahead).map(mark);
    days.filter(is_told).collect()
}

/// What kind of day a day is.
#[derive(Clone, Debug)]
pub struct DayMark {
    /// The day.
    pub day: NaiveDate,
    /// Weekend, holiday, Ramadan, in words.
    pub said: Vec<String>,
    /// Whether work rests on it.
    pub is_off: bool,
}

/// A free time, in the local time of its place.
#[derive(Clone, Debug)]
pub struct FreeTime {
    /// The slot's id.
    pub id: String,
    /// When it begins, on the wall of its place.
    pub starts: NaiveDateTime,
    /// Where else it is, and how many places are left; empty for a meeting with one.
    pub beside: String,
}

/// A time as a button shows it.
pub(super) struct SlotView {
    pub(super) id: String,
    pub(super) day: String,
    pub(super) time: String,
    pub(super) whole: String,
    pub(super) beside: String,
}

/// A day with its times; one that is off has none.
pub(super) struct DayView {
    pub(super) marks: Vec<String>,
    /// Whether its times stand open: the first day that has any.
    pub(super) opens: bool,
    pub(super) id: String,
    pub(super) name: String,
    pub(super) hijri: String,
    pub(super) count: String,
    pub(super) slots: Vec<SlotView>,
}

/// So many free times stand on one page at the most; two weeks of one official are far fewer.
pub(super) const TIMES_MAX: usize = 500;

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
    /// Where another way or place is chosen.
    change: &'static str,
    /// Whether one can wait for a time of it.
    can_wait: bool,
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
        (free, marks): (&[FreeTime], &[DayMark]),
        (alert, lost): (Option<String>, Option<NaiveDateTime>),
    ) -> Self {
        let frame = frame.titled("time-title").gone_wrong(alert.is_some());
        let words = frame.words.clone();
        let (nearest_title, nearest) = on_top(&words, free, lost);
        Self {
            steps: draft.steps(&words, Step::Time, true),
            needs: draft.needs_said(&words),
            nearest_title,
            nearest,
            days: days(&words, free, marks),
            change: if draft.is_errand() {
                "/ask/service"
            } else {
                "/ask/meeting"
            },
            can_wait: draft.is_meeting(),
            frame,
            alert,
            whom,
        }
    }
}

/// What stands on top, and what it is called: the nearest to a lost time, or the first.
pub(super) fn on_top(
    words: &Words,
    free: &[FreeTime],
    lost: Option<NaiveDateTime>,
) -> (String, Vec<SlotView>) {
    let (title, times) = match lost {
        Some(lost) => ("time-nearest", nearest(free, lost)),
        None => ("time-first", free.iter().take(1).collect()),
    };
    let views = times.into_iter().map(|time| view(words, time));
    (words.get(title), views.collect())
}

/// The free times nearest to a lost one, in the order of time.
fn nearest(free: &[FreeTime], lost: NaiveDateTime) -> Vec<&FreeTime> {
    let mut near: Vec<&FreeTime> = free.iter().collect();
    near.sort_by_key(|time| ((time.starts - lost).abs(), time.starts));
    near.truncate(NEAREST);
    near.sort_by_key(|time| time.starts);
    near
}

/// The days with free times, and between them those that are off, neighbours of one kind together.
pub(super) fn days(words: &Words, free: &[FreeTime], marks: &[DayMark]) -> Vec<DayView> {
    let mut times: BTreeMap<NaiveDate, Vec<SlotView>> = BTreeMap::new();
    for time in free {
        times
            .entry(time.starts.date())
            .or_default()
            .push(view(words, time));
    }
    let said = |date: NaiveDate| {
        let mark = marks.iter().find(|mark| mark.day == date);
        mark.map(|mark| mark.said.clone()).unwrap_or_default()
    };
    let bare = |mark: &&DayMark| mark.is_off && !times.contains_key(&mark.day);
    let mut off: Vec<(NaiveDate, NaiveDate, &DayMark)> = Vec::new();
    for mark in marks.iter().filter(bare) {
        match off.last_mut() {
            Some((_, last, kind))
                if kind.said == mark.said && last.succ_opt() == Some(mark.day) =>
            {
                *last = mark.day;
            }
            Some(_) | None => off.push((mark.day, mark.day, mark)),
        }
    }
    let off = off.into_iter().map(|(first, last, mark)| {
        let name = if first == last {
            words.short_day(first)
        } else {
            let ends = [
                ("first", words.short_day(first).into()),
                ("last", words.short_day(last).into()),
            ];
            words.with("day-span", &ends)
        };
        let view = DayView {
            marks: mark.said.clone(),
            opens: false,
            id: format!("day-{first}"),
            name,
            hijri: String::new(),
            count: String::new(),
            slots: Vec::new(),
        };
        (first, view)
    });
    let mut all: BTreeMap<NaiveDate, DayView> = off.collect();
    let first = times.keys().next().copied();
    all.extend(times.into_iter().map(|(date, slots)| {
        let count = i64::try_from(slots.len()).unwrap_or(i64::MAX);
        let view = DayView {
            marks: said(date),
            opens: Some(date) == first,
            id: format!("day-{date}"),
            name: words.short_day(date),
            hijri: words.hijri_date(date),
            count: words.say("time-day-free", "free", count),
            slots,
        };
        (date, view)
    }));
    all.into_values().collect()
}

fn view(words: &Words, time: &FreeTime) -> SlotView {
    SlotView {
        id: time.id.clone(),
        day: words.short_day(time.starts.date()),
        time: words.time(time.starts.time()),
        whole: words.short_date_time(time.starts.date(), time.starts.time()),
        beside: time.beside.clone(),
    }
}
