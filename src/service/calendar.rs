//! The calendar as people see it, and what the administrator changes in it: holidays, Ramadan, a
//! centre's hours. Who has an appointment on a day that becomes free keeps it and is listed.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::app::App;
use super::audit;
use super::caller::Caller;
use super::catalogue;
use super::days::{hours_text, weekdays_text};
use super::error::ServiceError;
use super::pad::Pad;
use crate::bus::News;
use crate::scheduling::calendar::holiday::{Holiday, HolidayState, Occasion};
use crate::scheduling::calendar::prayer::{self, Prayer};
use crate::scheduling::calendar::ramadan::Ramadan;
use crate::scheduling::ids::{CentreId, OverrideId};
use crate::scheduling::slot::facts::{Place, Span};
use crate::scheduling::slot::hours::{HoursOverride, STRETCHES_MAX, Stretch};
use crate::scheduling::{Refusal, Section, calendar};
use crate::store::appointment::{self, Appointment};
use crate::store::calendar as rows;
use crate::store::{self, Db, Texts};
use crate::words::Words;

mod listed;

pub use listed::{are_days, holiday, holidays, whom};

/// So many days at most are shown at once: a year.
pub const DAYS_MAX: i64 = 366;
/// A Ramadan has so many days at most.
const RAMADAN_DAYS_MAX: i64 = 30;

/// A day as the calendar has it.
#[derive(Clone, Debug)]
pub struct DayView {
    /// The day.
    pub day: NaiveDate,
    /// Whether it is at a weekend.
    pub is_weekend: bool,
    /// The holiday it lies in.
    pub holiday: Option<Holiday>,
    /// The Ramadan it lies in.
    pub ramadan: Option<Ramadan>,
    /// The hours of a centre's sections; none where no centre was asked for.
    pub hours: Vec<(Section, Stretch)>,
    /// The stretches kept free for prayers, there or at the headquarters.
    pub prayers: Vec<(Prayer, Span)>,
}

/// A holiday after a change, and who has an appointment on its days.
#[derive(Clone, Debug)]
pub struct Changed {
    /// The holiday.
    pub holiday: Holiday,
    /// Appointments that stay and need a word, by start.
    pub hit: Vec<Appointment>,
}

/// The days from one to another, both included; for a centre, or for the headquarters.
pub fn days(
    app: &App,
    centre: Option<&CentreId>,
    (first, last): (NaiveDate, NaiveDate),
) -> Result<Vec<DayView>, ServiceError> {
    let catalogue = app.catalogue.get();
    let place = match centre {
        None => None,
        Some(id) => {
            let found = catalogue.places.iter().find(|place| place.id == *id);
            Some(found.ok_or(Refusal::NotFound)?)
        }
    };
    let (zone, city) = match place {
        None => (app.settings.ministry.zone, catalogue.city),
        Some(place) => (place.zone, place.city),
    };
    let rules = &catalogue.days;
    let view = |day: NaiveDate| {
        // The prayers of a wall's day may belong to the day of the sun beside it.
        let sun = [day - TimeDelta::days(1), day, day + TimeDelta::days(1)];
        let prayers = city.into_iter().flat_map(|city| {
            sun.into_iter()
                .flat_map(move |day| prayer::kept_of(city, zone, day, rules))
        });
        DayView {
            day,
            is_weekend: rules.is_weekend(day),
            holiday: rules.holiday(day).cloned(),
            ramadan: rules.ramadan(day).copied(),
            hours: place
                .map(|place| hours_of(place, day, rules))
                .unwrap_or_default(),
            prayers: prayers
                .filter(|(_, (from, _))| calendar::local_day(zone, *from) == day)
                .collect(),
        }
    };
    let most = usize::try_from(DAYS_MAX).unwrap_or(usize::MAX);
    let all = first.iter_days().take_while(|&day| day <= last).take(most);
    Ok(all.map(view).collect())
}

fn hours_of(
    place: &Place,
    day: NaiveDate,
    rules: &calendar::days::DayRules,
) -> Vec<(Section, Stretch)> {
    let of_section = |&section: &Section| {
        let hours = place.hours_on(section, day, rules);
        hours.into_iter().map(move |hours| (section, hours))
    };
    Section::ALL.iter().flat_map(of_section).collect()
}

/// What a holiday is called: its own name, or that of its occasion.
pub fn name(words: &Words, holiday: &Holiday) -> String {
    let own = holiday.names.get(words.lang().code());
    own.or_else(|| holiday.names.values().next())
        .cloned()
        .unwrap_or_else(|| words.value("occasion", holiday.occasion.as_str()))
}

/// A holiday that is to be kept.
#[derive(Clone, Debug)]
pub struct NewHoliday {
    /// The first and the last day.
    pub days: (NaiveDate, NaiveDate),
    /// Its name per language.
    pub names: BTreeMap<String, String>,
    /// Whether its days may still move.
    pub is_estimated: bool,
}

/// Writes down a holiday: from now on nobody is received on its days unless somebody said so.
pub async fn add_holiday(
    app: &App,
    caller: &Caller,
    new: NewHoliday,
    now: DateTime<Utc>,
) -> Result<Changed, ServiceError> {
    let id: OverrideId = app.pad(now).id(OverrideId::made);
    let holiday = Holiday {
        id: id.into_text(),
        occasion: Occasion::Other,
        first: new.days.0,
        last: new.days.1,
        names: new.names,
        state: if new.is_estimated {
            HolidayState::Estimated
        } else {
            HolidayState::Confirmed
        },
    };
    write(app, caller, ("add_holiday", now), move |_| {
        Ok(holiday.clone())
    })
    .await
}

/// Confirms a holiday, on other days if they are given; one that was dropped is kept again.
pub async fn confirm_holiday(
    app: &App,
    caller: &Caller,
    (id, days): (String, Option<(NaiveDate, NaiveDate)>),
    now: DateTime<Utc>,
) -> Result<Changed, ServiceError> {
    let known = app.catalogue.get().days.holidays().to_vec();
    write(app, caller, ("confirm_holiday", now), move |db| {
        let mut holiday = find(db, &id, &known)?;
        (holiday.first, holiday.last) = days.unwrap_or((holiday.first, holiday.last));
        holiday.state = HolidayState::Confirmed;
        Ok(holiday)
    })
    .await
}

/// Drops a holiday: people are received on its days as on others.
pub async fn remove_holiday(
    app: &App,
    caller: &Caller,
    id: String,
    now: DateTime<Utc>,
) -> Result<Changed, ServiceError> {
    let known = app.catalogue.get().days.holidays().to_vec();
    write(app, caller, ("remove_holiday", now), move |db| {
        let mut holiday = find(db, &id, &known)?;
        if holiday.state == HolidayState::Dropped {
            return Err(Refusal::NotFound.into());
        }
        holiday.state = HolidayState::Dropped;
        Ok(holiday)
    })
    .await
}

/// The holiday of that id: as it was written down, or as it is computed.
fn find(db: &mut Db, id: &str, known: &[Holiday]) -> Result<Holiday, ServiceError> {
    let written = rows::holidays(db)?.into_iter().find(|row| row.id == id);
    if let Some(row) = written {
        return Ok(super::days::as_holiday(&row)?);
    }
    let computed = known.iter().find(|holiday| holiday.id == id);
    Ok(computed.cloned().ok_or(Refusal::NotFound)?)
}

async fn write(
    app: &App,
    caller: &Caller,
    (deed, now): (&'static str, DateTime<Utc>),
    make: impl Fn(&mut Db) -> Result<Holiday, ServiceError> + Send + 'static,
) -> Result<Changed, ServiceError> {
    let (zone, pad, by) = (app.settings.ministry.zone, app.pad(now), caller.clone());
    let changed = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let holiday = make(db)?;
            if !holiday.has_days() {
                return Err(Refusal::WindowOrder.into());
            }
            rows::put_holiday(db, &row(&holiday, &pad))?;
            let hit = if holiday.state == HolidayState::Dropped {
                Vec::new()
            } else {
                hit(
                    db,
                    calendar::days_span(zone, holiday.first, holiday.last),
                    None,
                )?
            };
            let note = format!("{} {}..{}", holiday.state, holiday.first, holiday.last);
            let thing = format!("holiday:{}", holiday.id);
            log(db, &by, (deed, &thing, note), &mut pad)?;
            Ok::<_, ServiceError>(Changed { holiday, hit })
        })
        .await?;
    moved(app).await?;
    Ok(changed)
}

fn row(holiday: &Holiday, pad: &Pad) -> rows::Holiday {
    rows::Holiday {
        id: holiday.id.clone(),
        occasion: holiday.occasion,
        first_day: holiday.first.to_string(),
        last_day: holiday.last.to_string(),
        names: Texts(holiday.names.clone()),
        state: holiday.state,
        changed_at: pad.at(),
    }
}

/// What somebody has in a span of time, by start; at one centre where given.
fn hit(
    db: &mut Db,
    (from, to): Span,
    centre: Option<&CentreId>,
) -> Result<Vec<Appointment>, ServiceError> {
    let mut hit = appointment::between(db, from.naive_utc(), to.naive_utc(), None, centre)?;
    hit.retain(|row| row.state.holds_resources());
    Ok(hit)
}

/// Writes down who changed what, and that the catalogue is another one.
fn log(
    db: &mut Db,
    caller: &Caller,
    (deed, thing, note): (&str, &str, String),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    let mut deed = audit::deed(caller, deed, thing, pad);
    deed.detail = Some(note);
    store::audit::add(db, &deed)?;
    catalogue::mark(db, pad)
}

/// The catalogue is read anew before anybody is answered, and kept answers are dropped; other nodes
/// see the mark.
async fn moved(app: &App) -> Result<(), ServiceError> {
    app.catalogue.reload(&app.store).await?;
    app.bus.tell(News::CalendarMoved);
    Ok(())
}

/// Writes down a Ramadan as it was sighted, with the hours in it.
pub async fn set_ramadan(
    app: &App,
    caller: &Caller,
    ramadan: Ramadan,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let long = (ramadan.last - ramadan.first).num_days();
    if !(0..RAMADAN_DAYS_MAX).contains(&long) || ramadan.from >= ramadan.to {
        return Err(Refusal::WindowOrder.into());
    }
    let (pad, by) = (app.pad(now), caller.clone());
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            let row = rows::Ramadan {
                hijri_year: ramadan.year,
                first_day: ramadan.first.to_string(),
                last_day: ramadan.last.to_string(),
                from_minute: ramadan.from.minutes().into(),
                to_minute: ramadan.to.minutes().into(),
                estimated: ramadan.is_estimated,
                changed_at: pad.at(),
            };
            rows::put_ramadan(db, &row)?;
            let note = format!(
                "{}..{} {}-{}",
                ramadan.first, ramadan.last, ramadan.from, ramadan.to
            );
            let thing = format!("ramadan:{}", ramadan.year);
            log(db, &by, ("set_ramadan", &thing, note), &mut pad)
        })
        .await?;
    moved(app).await
}

/// Sets other hours of a centre on some dates, with a reason; whoever has an appointment outside
/// them keeps it and is listed.
pub async fn override_hours(
    app: &App,
    caller: &Caller,
    (centre, said, reason): (CentreId, HoursOverride, String),
    now: DateTime<Utc>,
) -> Result<(OverrideId, Vec<Appointment>), ServiceError> {
    let catalogue = app.catalogue.get();
    let place = catalogue.places.iter().find(|place| place.id == centre);
    let mut place = place.cloned().ok_or(Refusal::NotFound)?;
    check(&said)?;
    if reason.trim().is_empty() {
        return Err(Refusal::ReasonNeeded.into());
    }
    place.overrides.push(said.clone());
    let rules = Arc::clone(&catalogue.days);
    let (pad, by) = (app.pad(now), caller.clone());
    let made = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let id = pad.id(OverrideId::made);
            let row = rows::OpeningOverride {
                id: id.clone(),
                centre_id: centre.clone(),
                section: said.section,
                first_day: said.first.to_string(),
                last_day: said.last.to_string(),
                weekdays: weekdays_text(&said.weekdays),
                hours: hours_text(&said.hours),
                reason: reason.trim().to_owned(),
                created_at: pad.at(),
            };
            rows::add_override(db, &row)?;
            let span = calendar::days_span(place.zone, said.first, said.last);
            let mut hit = hit(db, span, Some(&centre))?;
            let is_open = |row: &Appointment| {
                let meeting = (row.starts_at.and_utc(), row.ends_at.and_utc());
                let day = calendar::local_day(place.zone, meeting.0);
                let room = row.room_id.as_ref();
                let room = room.and_then(|id| place.rooms.iter().find(|room| room.id == *id));
                Section::ALL.iter().any(|&section| {
                    if room.is_some_and(|room| room.section != section) {
                        return false;
                    }
                    let open = place.openings(section, [day], &rules);
                    open.iter()
                        .any(|(from, to)| *from <= meeting.0 && meeting.1 <= *to)
                })
            };
            hit.retain(|row| !is_open(row));
            let note = format!(
                "{}..{} [{}] {}",
                row.first_day, row.last_day, row.hours, row.reason
            );
            let thing = format!("centre:{centre}");
            log(db, &by, ("override_hours", &thing, note), &mut pad)?;
            Ok::<_, ServiceError>((id, hit))
        })
        .await?;
    moved(app).await?;
    Ok(made)
}

fn check(said: &HoursOverride) -> Result<(), Refusal> {
    let long = (said.last - said.first).num_days();
    let in_order = said.hours.iter().all(|(from, to)| from < to)
        && said.hours.is_sorted_by(|one, other| one.1 <= other.0);
    if !(0..=DAYS_MAX).contains(&long) || !in_order || said.hours.len() > STRETCHES_MAX {
        return Err(Refusal::WindowOrder);
    }
    Ok(())
}

/// Takes other hours of a centre back.
pub async fn remove_override(
    app: &App,
    caller: &Caller,
    (centre, id): (CentreId, OverrideId),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let (pad, by) = (app.pad(now), caller.clone());
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            if !rows::remove_override(db, &centre, &id)? {
                return Err(Refusal::NotFound.into());
            }
            let thing = format!("centre:{centre}");
            log(
                db,
                &by,
                ("remove_override", &thing, id.to_string()),
                &mut pad,
            )
        })
        .await?;
    moved(app).await
}
