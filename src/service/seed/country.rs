//! The planned size: thirteen regions, thirty centres, a hundred rooms, twenty officials, and
//! eight weeks of their time, half of it taken.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::folk;
use crate::scheduling::availability::Stretch;
use crate::scheduling::ids::{AppointmentId, CentreId, OfficialId};
use crate::scheduling::occupancy::{self, Cell, Resource, Taken};
use crate::scheduling::slot::SlotKey;
use crate::scheduling::slot::facts::{Facts, PlaceKind, Wish};
use crate::scheduling::slot::search::{self, Allocation};
use crate::scheduling::{
    AppointmentState, Citizenship, Mode, Needs, RequestKind, RequestState, Section, Sex, TimeOfDay,
    Week, WeekPlan, Window, calendar,
};
use crate::service::app::App;
use crate::service::catalogue::NAMED_EVERYWHERE;
use crate::service::demo;
use crate::service::error::ServiceError;
use crate::service::week::published_rows;
use crate::service::{Appointment, Person, Request, Step, readers};
use crate::store::availability;
use crate::store::calendar::{self as rows, City};
use crate::store::place::{self, Centre, Official, Opening, Room};
use crate::store::{self, Db, Style, Styles, Texts, bulk};

/// The planned size.
const CENTRES: usize = 30;
const ROOMS: usize = 100;
const OFFICIALS: usize = 20;
const WEEKS: usize = 8;
const WORKING_DAYS: usize = 5;
const OPENS: &str = "08:00";
const CLOSES: &str = "16:00";
const SLOT_MINUTES: u16 = 20;
const BUFFER_MINUTES: u16 = 10;

/// Everything that is booked.
#[derive(Default)]
struct Booked {
    people: Vec<Person>,
    requests: Vec<Request>,
    steps: Vec<Step>,
    appointments: Vec<Appointment>,
    cells: Vec<(String, Vec<(String, Cell)>)>,
}

pub(super) async fn fill(app: &App, now: DateTime<Utc>) -> Result<(), ServiceError> {
    demo::ministry(app, now).await?;
    let plans = plans(app, now);
    let at = app.pad(now).at();
    let published = published_rows(&plans, at);
    app.store
        .write(move |db| {
            more_centres(db)?;
            more_officials(db)?;
            readers::name_everybody(db, at)?;
            for row in &published {
                availability::add(db, row)?;
            }
            Ok::<_, ServiceError>(())
        })
        .await?;
    app.catalogue.reload(&app.store).await?;
    let booked = half(app, plans, now)?;
    app.store.write(move |db| write(db, &booked)).await
}

fn write(db: &mut Db, booked: &Booked) -> Result<(), ServiceError> {
    bulk::people(db, &booked.people)?;
    bulk::requests(db, &booked.requests)?;
    bulk::steps(db, &booked.steps)?;
    bulk::appointments(db, &booked.appointments)?;
    for (holder, cells) in &booked.cells {
        if store::occupancy::add(db, cells, (holder, None))? != cells.len() {
            return Err(ServiceError::Broken(
                "a time of the scenario was taken twice",
            ));
        }
    }
    Ok(())
}

/// The centres beyond the demo's thirteen, each in the region of one of those, and their rooms.
fn more_centres(db: &mut Db) -> Result<(), ServiceError> {
    let known = place::centres(db)?;
    let cities = rows::cities(db)?;
    let mut rooms_left = ROOMS.saturating_sub(place::rooms(db)?.len());
    let missing = CENTRES.saturating_sub(known.len());
    for number in 0..missing {
        let Some(like) = known.get(number % known.len().max(1)) else {
            break;
        };
        let id = CentreId::from(format!("{}-{}", like.id, number / known.len() + 2));
        let count = rooms_left.div_ceil(missing - number);
        rooms_left -= count;
        let names = |text: &Texts, second: &str| {
            Texts(
                text.0
                    .iter()
                    .map(|(code, name)| (code.clone(), format!("{name} {second}")))
                    .collect(),
            )
        };
        let centre = Centre {
            position: i32::try_from(known.len() + number).unwrap_or(i32::MAX) + 1,
            kind: PlaceKind::Regional,
            names: names(&like.names, "2"),
            addresses: like.addresses.clone(),
            region: like.region.clone(),
            zone: like.zone.clone(),
            step_free: like.step_free,
            seats: like.seats,
            id: id.clone(),
        };
        place::add_centre(db, &centre, &hours(&id), &rooms(&id, count))?;
        if let Some(city) = cities.iter().find(|city| city.centre_id == like.id) {
            rows::add_city(
                db,
                &City {
                    centre_id: id,
                    ..city.clone()
                },
            )?;
        }
    }
    Ok(())
}

fn hours(centre: &CentreId) -> Vec<Opening> {
    let minutes = |text| TimeOfDay::parse(text).map_or(0, |time| i32::from(time.minutes()));
    let days = 0..i32::try_from(WORKING_DAYS).unwrap_or_default();
    days.flat_map(|weekday| {
        Section::ALL.iter().map(move |section| Opening {
            centre_id: centre.clone(),
            section: *section,
            weekday,
            from_minute: minutes(OPENS),
            to_minute: minutes(CLOSES),
        })
    })
    .collect()
}

fn rooms(centre: &CentreId, count: usize) -> Vec<Room> {
    let sections = Section::ALL.iter().cycle();
    (1..=count)
        .zip(sections)
        .map(|(number, section)| Room {
            id: format!("{centre}-{section}-{number}").into(),
            centre_id: centre.clone(),
            section: *section,
            names: Texts::of([
                ("ar", format!("غرفة {number}").as_str()),
                ("en", format!("Room {number}").as_str()),
            ]),
            step_free: number <= 2,
            seats: 4,
        })
        .collect()
}

fn more_officials(db: &mut Db) -> Result<(), ServiceError> {
    let known = place::officials(db)?.len();
    for number in known + 1..=OFFICIALS {
        let style = |code: &str, name: String| {
            let (full, short, sms) = (name.clone(), name.clone(), name);
            (code.to_owned(), Style { full, short, sms })
        };
        let styles = [
            style("ar", format!("معالي مساعد الوزير {number}")),
            style("en", format!("His Excellency Assistant Minister {number}")),
        ];
        let official = Official {
            id: assistant(number),
            position: i32::try_from(number).unwrap_or(i32::MAX),
            styles: Styles(BTreeMap::from(styles)),
            name_policy: NAMED_EVERYWHERE.to_owned(),
            open_to_choice: true,
        };
        place::add_official(db, &official)?;
    }
    Ok(())
}

fn assistant(number: usize) -> OfficialId {
    format!("assistant-{number:02}").into()
}

/// Eight weeks from the next one, all day long by video from every centre; the minister's are the
/// office's to give.
fn plans(app: &App, now: DateTime<Utc>) -> Vec<WeekPlan> {
    let officials = ["minister".into(), "deputy".into()]
        .into_iter()
        .chain((3..=OFFICIALS).map(assistant));
    let first = Week::containing(calendar::local_day(app.settings.ministry.zone, now));
    let weeks: Vec<Week> = std::iter::successors(Some(first.next()), |week| Some(week.next()))
        .take(WEEKS)
        .collect();
    officials
        .flat_map(|official: OfficialId| weeks.iter().map(move |week| plan(&official, *week)))
        .collect()
}

fn plan(official: &OfficialId, week: Week) -> WeekPlan {
    let days = week.days().into_iter().take(WORKING_DAYS);
    let windows = days.filter_map(|day| {
        Some(Window {
            buffer_minutes: BUFFER_MINUTES,
            open_to_choice: official.as_str() != "minister",
            ..Stretch::plain(
                (TimeOfDay::parse(OPENS)?, TimeOfDay::parse(CLOSES)?),
                [Mode::Video],
                SLOT_MINUTES,
            )
            .on(day)
        })
    });
    WeekPlan {
        official: official.clone(),
        week,
        version: 1,
        windows: windows.collect(),
    }
}

/// Books every second time of every official for somebody, by the rules of life.
fn half(app: &App, plans: Vec<WeekPlan>, now: DateTime<Utc>) -> Result<Booked, ServiceError> {
    let zone = app.settings.ministry.zone;
    let catalogue = app.catalogue.get();
    let span = (
        calendar::local_day(zone, now),
        calendar::local_day(zone, now) + TimeDelta::weeks(10),
    );
    let mut facts = Facts {
        zone,
        days: Arc::clone(&catalogue.days),
        city: catalogue.city,
        kept: catalogue.kept(zone, span),
        plans: Vec::new(),
        places: catalogue.places_between(span, |_| true),
        interpreters: catalogue.interpreters.clone(),
        services: Vec::new(),
        headquarters: catalogue.headquarters,
        taken: Taken::default(),
        sessions: BTreeMap::new(),
    };
    let (mut booked, mut number) = (Booked::default(), 0);
    for (place, plan) in plans.into_iter().enumerate() {
        let times = plan.times(zone).into_iter().step_by(2);
        // At any one time each official is met from another centre.
        let centres = catalogue.centres.iter().cycle().skip(place / WEEKS);
        facts.plans = vec![plan.clone()];
        for ((starts_at, _, mode), centre) in times.zip(centres) {
            let key = SlotKey {
                starts_at,
                official: Some(plan.official.clone()),
                mode,
                centre: Some(centre.id.clone()),
                service: None,
            };
            number += 1;
            book(app, &mut facts, (&key, number, now), &mut booked)?;
        }
    }
    Ok(booked)
}

/// Books one time; one that the rules do not give (it lies over a prayer) stays as it is.
fn book(
    app: &App,
    facts: &mut Facts,
    (key, number, now): (&SlotKey, usize, DateTime<Utc>),
    booked: &mut Booked,
) -> Result<(), ServiceError> {
    let mut pad = app.pad(now);
    let sex = if number.is_multiple_of(4) {
        Sex::Woman
    } else {
        Sex::Man
    };
    let citizenship = if number.is_multiple_of(5) {
        Citizenship::Resident
    } else {
        Citizenship::Citizen
    };
    let person = folk::person(app, number, (Some(sex), citizenship), &mut pad)?;
    let wish = Wish {
        section: Some(sex.section()),
        needs: Needs::none(),
        person: Some(person.id.clone()),
        is_urgent: true,
        now,
        lead: TimeDelta::zero(),
        horizon: TimeDelta::weeks(12),
    };
    let Ok(found) = search::allocate(key, &wish, facts) else {
        return Ok(());
    };
    facts.taken.take(&found.takes);
    let states = [
        RequestState::Received,
        RequestState::Approved,
        RequestState::Scheduled,
    ];
    let (request, steps) = folk::request(
        &person.id,
        (number, RequestKind::Meeting),
        &states,
        &mut pad,
    );
    let request = Request {
        official_id: key.official.clone(),
        mode: Some(key.mode),
        centre_id: key.centre.clone(),
        ..request
    };
    let appointment = appointment(&request, &found, pad.id(AppointmentId::made), pad.at());
    let cells = occupancy::rows(&found.takes);
    booked.cells.push((appointment.id.to_string(), cells));
    booked.people.push(person);
    booked.requests.push(request);
    booked.steps.extend(steps);
    booked.appointments.push(appointment);
    Ok(())
}

fn appointment(
    request: &Request,
    found: &Allocation,
    id: AppointmentId,
    at: chrono::NaiveDateTime,
) -> Appointment {
    let key = &found.slot.key;
    let room = found.takes.iter().find_map(|take| match &take.resource {
        Resource::Room(id) => Some(id.clone()),
        Resource::Official(_)
        | Resource::Interpreter(_)
        | Resource::Person(_)
        | Resource::Desk(_)
        | Resource::Seat(..) => None,
    });
    Appointment {
        uid: id.to_string(),
        id,
        number: request.reference.clone(),
        reference: request.reference.clone(),
        request_id: request.id.clone(),
        person_id: request.person_id.clone(),
        slot_id: key.id().as_str().to_owned(),
        official_id: key.official.clone(),
        mode: key.mode,
        centre_id: key.centre.clone(),
        room_id: room,
        interpreter_id: None,
        needs: request.needs.clone(),
        starts_at: key.starts_at.naive_utc(),
        ends_at: found.slot.ends_at.naive_utc(),
        state: AppointmentState::Booked,
        sequence: 0,
        reason: None,
        moved_to: None,
        ended_by: None,
        outcome: None,
        outcome_text: None,
        created_at: at,
        changed_at: at,
    }
}
