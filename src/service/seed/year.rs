//! The published figures of one period (1 January to 24 December 2013) as history that was
//! imported: visits, calls and messages as printed, requests and meetings as a third of what is
//! printed of three years.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::folk;
use crate::scheduling::call::{Direction, Way};
use crate::scheduling::ids::{AppointmentId, CallId, NoticeId, SurveyId, VisitId};
use crate::scheduling::slot::SlotKey;
use crate::scheduling::slot::facts::Day;
use crate::scheduling::survey::Asked;
use crate::scheduling::{
    AppointmentState, Channel, Citizenship, Mode, Needs, NoticeEvent, RequestKind, RequestState,
    Sex, TimeOfDay, VisitState, calendar,
};
use crate::service::app::App;
use crate::service::caller::Caller;
use crate::service::demo;
use crate::service::error::ServiceError;
use crate::service::{Appointment, Pad, Person, Request, Step, audit};
use crate::store::call::Call;
use crate::store::outbox::Notice;
use crate::store::survey::Survey;
use crate::store::visit::Visit;
use crate::store::{self, Db, bulk};

/// The days of the period.
const FIRST: (i32, u32, u32) = (2013, 1, 1);
const LAST: (i32, u32, u32) = (2013, 12, 24);
/// As printed of the period.
const VISITORS: [(Sex, usize); 2] = [(Sex::Man, 15_300), (Sex::Woman, 3_500)];
const RESIDENT_VISITORS: usize = 4_300;
const CALLS: usize = 22_000;
const MESSAGES: usize = 5_900;
/// A third of what is printed of three years: 88,000 requests, 56,000 of them by men and 20,000
/// by women; eighteen in a hundred by residents.
const REQUESTS: [(Option<Sex>, usize); 3] = [
    (Some(Sex::Man), 18_667),
    (Some(Sex::Woman), 6_667),
    (None, 4_000),
];
const RESIDENTS_IN_HUNDRED: usize = 18;
/// One meeting for every seventeen requests.
const REQUESTS_A_MEETING: usize = 17;
/// Of a hundred who were asked: who met an obstacle, and who had asked to meet before.
const OBSTACLES_IN_HUNDRED: usize = 6;
const BEFORE_IN_HUNDRED: usize = 12;
/// Of ten marks, six are a five and four a four: 4.6.
const FOURS_IN_TEN: usize = 4;
const CENTRES: [&str; 3] = ["riyadh", "jeddah", "madinah"];
/// The first meeting of a day, how many there are, and how far apart.
const MEETINGS_FROM: &str = "09:00";
const MEETINGS_A_DAY: usize = 8;
const MEETING_MINUTES: i64 = 30;
const LASTS_MINUTES: i64 = 20;

/// Everything that happened.
#[derive(Default)]
struct History {
    people: Vec<Person>,
    requests: Vec<Request>,
    steps: Vec<Step>,
    appointments: Vec<Appointment>,
    surveys: Vec<Survey>,
    visits: Vec<Visit>,
    calls: Vec<Call>,
    messages: Vec<Notice>,
}

pub(super) async fn fill(app: &App, now: DateTime<Utc>) -> Result<(), ServiceError> {
    demo::ministry(app, now).await?;
    app.catalogue.reload(&app.store).await?;
    let days = days();
    let mut history = History::default();
    people_and_requests(app, &days, &mut history)?;
    visits(app, &days, &mut history);
    calls(app, &days, &mut history);
    messages(app, &days, &mut history)?;
    let mut pad = app.pad(now);
    let deed = audit::deed(&Caller::Nobody, "import", "history:2013", &mut pad);
    app.store
        .write(move |db| {
            write(db, &history)?;
            Ok::<_, ServiceError>(store::audit::add(db, &deed)?)
        })
        .await
}

fn write(db: &mut Db, history: &History) -> Result<(), ServiceError> {
    bulk::people(db, &history.people)?;
    bulk::requests(db, &history.requests)?;
    bulk::steps(db, &history.steps)?;
    bulk::appointments(db, &history.appointments)?;
    bulk::surveys(db, &history.surveys)?;
    bulk::visits(db, &history.visits)?;
    bulk::calls(db, &history.calls)?;
    Ok(bulk::notices(db, &history.messages)?)
}

/// The working days of the period: the weekend was Thursday and Friday until 28 June 2013, and is
/// Friday and Saturday since.
fn days() -> Vec<NaiveDate> {
    let day = |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day);
    let (Some(first), Some(last), Some(moved)) = (day(FIRST), day(LAST), day((2013, 6, 28))) else {
        return Vec::new();
    };
    let is_working = |date: &NaiveDate| match Day::of(*date).number() {
        5 => false,
        4 => *date >= moved,
        6 => *date < moved,
        _ => true,
    };
    let all = first.iter_days().take_while(|date| *date <= last);
    all.filter(is_working).collect()
}

/// The `number`-th of `count` things that are spread evenly over the working days, in the hours
/// in which the centres are open.
fn moment(app: &App, days: &[NaiveDate], (number, count): (usize, usize)) -> DateTime<Utc> {
    let place = number * days.len() / count.max(1);
    let day = days.get(place).copied().unwrap_or_default();
    let minutes = i64::try_from(number * 7 % (8 * 60)).unwrap_or_default();
    let opens = TimeOfDay::parse("08:00")
        .map(|time| calendar::instant(app.settings.ministry.zone, day, time));
    opens.unwrap_or_default() + TimeDelta::minutes(minutes)
}

fn people_and_requests(
    app: &App,
    days: &[NaiveDate],
    history: &mut History,
) -> Result<(), ServiceError> {
    let count: usize = REQUESTS.iter().map(|(_, count)| count).sum();
    // Spread by a step that meets every place once, so that each day has some of everybody.
    let mut number = 0;
    for (sex, those) in REQUESTS {
        for _ in 0..those {
            let place = number * 7_919 % count;
            let is_resident = place % 100 < RESIDENTS_IN_HUNDRED;
            let citizenship = if is_resident {
                Citizenship::Resident
            } else {
                Citizenship::Citizen
            };
            let mut pad = app.pad(moment(app, days, (place, count)));
            let person = folk::person(app, number, (sex, citizenship), &mut pad)?;
            let meets = place.is_multiple_of(REQUESTS_A_MEETING);
            let (kind, states) = kind_of(place, meets);
            let (request, steps) = folk::request(&person.id, (number, kind), states, &mut pad);
            let request = Request {
                centre_id: folk::one_of(&CENTRES, place).map(Into::into),
                channel: if number.is_multiple_of(2) {
                    "centre"
                } else {
                    "web"
                }
                .to_owned(),
                registration_number: Some(format!("{:07}", place + 1)),
                ..request
            };
            if meets {
                meeting(app, days, (&request, place / REQUESTS_A_MEETING), history);
            }
            history.people.push(person);
            history.requests.push(request);
            history.steps.extend(steps);
            number += 1;
        }
    }
    Ok(())
}

/// What somebody handed in, and what became of it.
fn kind_of(place: usize, meets: bool) -> (RequestKind, &'static [RequestState]) {
    use RequestState::{Answered, Approved, Closed, Received, Registered, Routed, Scheduled};
    if meets {
        let way = &[Received, Registered, Approved, Scheduled, Closed];
        return (RequestKind::Meeting, way);
    }
    let kinds = [
        RequestKind::Transaction,
        RequestKind::Transaction,
        RequestKind::Meeting,
        RequestKind::Complaint,
        RequestKind::Enquiry,
        RequestKind::Suggestion,
    ];
    let kind = folk::one_of(&kinds, place).unwrap_or(RequestKind::Transaction);
    (kind, &[Received, Registered, Routed, Answered, Closed])
}

/// A meeting that was held, and what was thought of it.
fn meeting(
    app: &App,
    days: &[NaiveDate],
    (request, number): (&Request, usize),
    history: &mut History,
) {
    let count: usize = REQUESTS.iter().map(|(_, count)| count).sum();
    let day = number * days.len() * REQUESTS_A_MEETING / count;
    let in_day = number % MEETINGS_A_DAY;
    let date = days.get(day).copied().unwrap_or_default();
    let from = TimeOfDay::parse(MEETINGS_FROM)
        .map(|time| calendar::instant(app.settings.ministry.zone, date, time))
        .unwrap_or_default();
    let starts_at =
        from + TimeDelta::minutes(MEETING_MINUTES * i64::try_from(in_day).unwrap_or_default());
    let ends_at = starts_at + TimeDelta::minutes(LASTS_MINUTES);
    let mode = if number.is_multiple_of(2) {
        Mode::InPerson
    } else {
        Mode::Video
    };
    let centre = request.centre_id.clone().filter(|_| mode == Mode::Video);
    let key = SlotKey {
        official: Some("minister".into()),
        mode,
        centre,
        service: None,
        starts_at,
    };
    let mut pad = app.pad(starts_at);
    let id = pad.id(AppointmentId::made);
    history
        .surveys
        .push(survey(app, (&id, number), &key, &mut pad));
    history.appointments.push(Appointment {
        uid: id.to_string(),
        id,
        number: request.reference.clone(),
        reference: request.reference.clone(),
        request_id: request.id.clone(),
        person_id: request.person_id.clone(),
        slot_id: key.id().as_str().to_owned(),
        official_id: key.official.clone(),
        mode,
        centre_id: key.centre,
        room_id: None,
        interpreter_id: None,
        needs: Needs::none().to_string(),
        starts_at: starts_at.naive_utc(),
        ends_at: ends_at.naive_utc(),
        state: AppointmentState::Done,
        sequence: 0,
        reason: None,
        moved_to: None,
        ended_by: None,
        outcome: Some("close".to_owned()),
        outcome_text: None,
        created_at: request.received_at,
        changed_at: ends_at.naive_utc(),
    });
}

fn survey(
    app: &App,
    (id, number): (&AppointmentId, usize),
    key: &SlotKey,
    pad: &mut Pad,
) -> Survey {
    Survey {
        id: pad.id(SurveyId::made),
        token_hash: app.keys.lookup("survey", &pad.token()),
        occasion: Asked::Meeting,
        about: Some(format!("appointment:{id}")),
        is_protected: false,
        official_id: key.official.clone(),
        centre_id: key.centre.clone(),
        language: "ar".to_owned(),
        sent_at: pad.at(),
        answered_at: Some(pad.at() + TimeDelta::hours(2)),
        mark: Some(if number % 10 < FOURS_IN_TEN { 4 } else { 5 }),
        obstacle: Some(number % 100 < OBSTACLES_IN_HUNDRED),
        first_time: Some(number % 100 >= BEFORE_IN_HUNDRED),
        remark: None,
        followed_at: None,
        followed_by: None,
        followed: None,
    }
}

/// The visitors: of each sex the first of those who handed something in, and as many residents as
/// are printed.
fn visits(app: &App, days: &[NaiveDate], history: &mut History) {
    let count: usize = VISITORS.iter().map(|(_, count)| count).sum();
    let is = |sex: Sex, citizenship: Citizenship| {
        move |person: &&Person| person.sex == Some(sex) && person.citizenship == Some(citizenship)
    };
    let mut visits = Vec::with_capacity(count);
    for (sex, those) in VISITORS {
        // The residents are shared out as the visitors are.
        let residents = (RESIDENT_VISITORS * those + count / 2) / count;
        let citizens = history.people.iter().filter(is(sex, Citizenship::Citizen));
        let others = history.people.iter().filter(is(sex, Citizenship::Resident));
        let known = citizens.cycle().take(those - residents);
        for person in known.chain(others.cycle().take(residents)) {
            let place = visits.len() * 7_919 % count;
            visits.push(visit(
                app,
                moment(app, days, (place, count)),
                (person, sex),
                place,
            ));
        }
    }
    history.visits = visits;
}

fn visit(app: &App, at: DateTime<Utc>, (person, sex): (&Person, Sex), place: usize) -> Visit {
    let mut pad = app.pad(at);
    let after = |minutes: i64| Some(pad.at() + TimeDelta::minutes(minutes));
    let wait = i64::try_from(place % 7).unwrap_or_default() + 1;
    let (called_at, started_at) = (after(wait - 1), after(wait));
    let (registered_at, finished_at) = (after(wait + 5), after(wait + 9));
    Visit {
        id: pad.id(VisitId::made),
        centre_id: folk::one_of(&CENTRES, place).unwrap_or_default().into(),
        section: sex.section(),
        person_id: Some(person.id.clone()),
        appointment_id: None,
        ticket: format!("{:03}", place % 1000),
        state: VisitState::Finished,
        desk: Some("1".to_owned()),
        entered_at: pad.at(),
        called_at,
        started_at,
        registered_at,
        finished_at,
    }
}

fn calls(app: &App, days: &[NaiveDate], history: &mut History) {
    const PURPOSES: [&str; 3] = ["enquiry", "request", "follow_up"];
    history.calls = (0..CALLS)
        .map(|number| {
            let mut pad = app.pad(moment(app, days, (number, CALLS)));
            Call {
                id: pad.id(CallId::made),
                direction: if number % 5 == 0 {
                    Direction::Out
                } else {
                    Direction::In
                },
                purpose: folk::one_of(&PURPOSES, number)
                    .unwrap_or_default()
                    .to_owned(),
                minutes: i32::try_from(number % 9).unwrap_or_default() + 1,
                request_id: None,
                staff_id: "staff-calls".into(),
                at: pad.at(),
                way: Way::Voice,
            }
        })
        .collect();
}

/// The messages that were sent; of what they said nothing is kept.
fn messages(app: &App, days: &[NaiveDate], history: &mut History) -> Result<(), ServiceError> {
    let sent = history.requests.iter().take(MESSAGES).enumerate();
    let rows = sent.map(|(number, request)| {
        let mut pad = app.pad(moment(app, days, (number, MESSAGES)));
        let mobile = format!("history-{number}");
        Ok(Notice {
            id: pad.id(NoticeId::made),
            event: NoticeEvent::Received,
            channel: Channel::Sms,
            recipient_sealed: app.keys.seal(&mobile, &mut pad)?,
            recipient_hash: app.keys.lookup("recipient", &mobile),
            subject: None,
            body: String::new(),
            attachment: None,
            about: format!("request:{}", request.id),
            state: "sent".to_owned(),
            tries: 1,
            due_at: pad.at(),
            created_at: pad.at(),
            sent_at: Some(pad.at()),
            error: None,
        })
    });
    history.messages = rows.collect::<Result<_, ServiceError>>()?;
    Ok(())
}
