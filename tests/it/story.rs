//! The main job, whole: from asking for a meeting to the answer that stands in the figures.
use chrono::TimeDelta;
use insta::assert_snapshot;
use majlis::scheduling::availability::Stretch;
use majlis::scheduling::figures::FigureKey;
use majlis::scheduling::survey::{Mark, SurveyAnswer};
use majlis::scheduling::{
    AppointmentState, MeetingResult, Mode, Refusal, RequestState, SessionState, Week, Window,
};
use majlis::service::book::Booked;
use majlis::service::check_in::check_in;
use majlis::service::hold::own_hold;
use majlis::service::outcome::{Said, outcome};
use majlis::service::phone::messages;
use majlis::service::session_events::keep;
use majlis::service::start_session::start;
use majlis::service::{Caller, figures, join, letters, profile, requests, survey, waiting, week};
use majlis::store::survey as surveys;
use majlis_signaling::id::ParticipantId;
use majlis_signaling::message::Role as RoomRole;
use majlis_signaling::room::Event;

use crate::people::{NOUR, SAMIRA, day, refusal, time};
use crate::world::{World, on_both};

const DAY: &str = "2026-11-24";
const INTERPRETER: &str = "+966500000901";

/// Nour's meeting with the deputy, Tuesday at ten, with sign language.
async fn booked(world: &World) -> Booked {
    let nour = world.citizen(NOUR).await;
    let slot = world.slot(DAY, "10:00").await.unwrap();
    let hold = nour.holds(&slot).await.unwrap();
    nour.confirms(&hold.id).await.unwrap()
}

/// The link in the newest SMS of a mobile, without the house it leads to.
async fn link(world: &World, mobile: &str, path: &str) -> String {
    let text = world.reads_sms_with(mobile, path).await;
    let (_, token) = text.split_once(path).unwrap();
    token.split_whitespace().next().unwrap().to_owned()
}

/// She is there on the day, the link is open, and she was let in.
pub(crate) async fn live(world: &World, booked: &Booked) -> Caller {
    let id = booked.appointment.id.clone();
    world
        .app
        .clock
        .set(booked.appointment.starts_at.and_utc())
        .unwrap();
    let operator = world.staff("video.madinah").await.caller;
    check_in(&world.app, &operator, id.clone(), world.now())
        .await
        .unwrap();
    let session = start(&world.app, &operator, id, world.now()).await.unwrap();
    let nour = || ParticipantId::new("applicant".to_owned()).unwrap();
    let role = RoomRole::Applicant;
    let waits = Event::Waiting {
        participant: nour(),
        role,
    };
    keep(&world.app, (session.id.clone(), waits), world.now())
        .await
        .unwrap();
    world.pass(TimeDelta::minutes(4));
    let let_in = Event::Admitted {
        participant: nour(),
        role,
        by: ParticipantId::new("staff-secretary".to_owned()).unwrap(),
        waited_seconds: 240,
    };
    for event in [let_in, Event::Live] {
        keep(&world.app, (session.id.clone(), event), world.now())
            .await
            .unwrap();
    }
    operator
}

on_both! {
    async fn she_asks_holds_confirms_and_is_told_day_time_and_place(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        nour.says_who(NOUR.name, NOUR.sex, Some("nour@example.org")).await;
        let slot = world.slot(DAY, "10:00").await.unwrap();
        let hold = nour.holds(&slot).await.unwrap();
        assert_eq!(hold.expires_at, (world.now() + TimeDelta::minutes(5)).naive_utc());
        assert_eq!(world.slot(DAY, "10:00").await, None, "a held time is nobody else's");
        let Booked { appointment, request } = nour.confirms(&hold.id).await.unwrap();
        assert_eq!(request.state, RequestState::Scheduled);
        assert_eq!(appointment.state, AppointmentState::Booked);
        assert_eq!(appointment.reference, request.reference);
        assert_eq!(appointment.interpreter_id.unwrap().as_str(), "staff-interpreter");
        assert_eq!(world.slot(DAY, "10:00").await, None, "a booked time is nobody else's");
        let sms = [world.reads_sms(NOUR.mobile).await, world.reads_sms(INTERPRETER).await];
        let mail = messages(&world.app, Some("nour@example.org"), 9).await.unwrap();
        let mail = format!("{}\n\n{}", mail[0].subject.as_deref().unwrap(), mail[0].text);
        assert_snapshot!("she_is_told", format!("{}\n\n{}\n\n{mail}", sms[0], sms[1]));
        let own = requests::own(&world.app, &nour.caller, (None, 9)).await.unwrap();
        assert_eq!(own.len(), 1);
        assert_eq!(own[0].appointments[0].id, appointment.id);
    }

    async fn the_calendar_file_keeps_its_name_and_counts_its_changes(kind) {
        let world = World::ministry(kind, &[]).await;
        let Booked { appointment, .. } = booked(&world).await;
        let nour = world.signs_in(NOUR.identity, NOUR.mobile).await.caller;
        let known = profile::see(&world.app, &nour).await.unwrap();
        let text = letters::calendar(&world.app, &appointment, &known);
        assert!(text.contains(&format!("UID:{}@majlis\r\n", appointment.id)), "{text}");
        assert!(text.contains("SEQUENCE:0\r\n"), "{text}");
        assert!(text.contains("DTSTART:20261124T070000Z\r\n"), "{text}");
        let wish = (appointment.id.clone(), None);
        let gone = majlis::service::cancel::cancel(&world.app, &nour, wish, world.now()).await;
        let text = letters::calendar(&world.app, &gone.unwrap().appointment, &known);
        assert!(text.contains(&format!("UID:{}@majlis\r\n", appointment.id)), "{text}");
        assert!(text.contains("SEQUENCE:1\r\n") && text.contains("CANCELLED"), "{text}");
        assert!(world.slot(DAY, "10:00").await.is_some(), "the time is free again");
    }

    async fn the_minister_is_named_to_nobody_before_sign_in(kind) {
        let world = World::ministry(kind, &[]).await;
        let told = messages(&world.app, None, 500).await.unwrap();
        assert!(told.len() > 10);
        for message in &told {
            assert!(!message.text.contains("معالي الوزير"), "{}", message.text);
        }
    }

    async fn who_pressed_second_is_told_so_and_loses_nothing(kind) {
        let world = World::ministry(kind, &[]).await;
        let (nour, samira) = (world.citizen(NOUR).await, world.citizen(SAMIRA).await);
        let typed = r#"{"subject":"شكوى"}"#.to_owned();
        profile::keep_draft(&world.app, &samira.caller, typed.clone(), world.now()).await.unwrap();
        let slot = world.slot(DAY, "10:00").await.unwrap();
        let hold = nour.holds(&slot).await.unwrap();
        assert_eq!(refusal(samira.holds(&slot).await), Refusal::SlotTaken);
        assert_eq!(refusal(samira.presses(&slot).await), Refusal::SlotTaken);
        nour.confirms(&hold.id).await.unwrap();
        assert_eq!(refusal(samira.presses(&slot).await), Refusal::SlotTaken);
        let kept = profile::draft(&world.app, &samira.caller).await.unwrap();
        assert_eq!(kept.as_deref(), Some(&*typed));
        let next = world.slot(DAY, "10:30").await.unwrap();
        samira.presses(&next).await.unwrap();
    }

    async fn ones_own_hold_does_not_stand_in_the_way(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        let slot = world.slot(DAY, "10:00").await.unwrap();
        let hold = nour.holds(&slot).await.unwrap();
        assert_eq!(nour.holds(&slot).await.unwrap().id, hold.id, "the same hold again");
        nour.presses(&slot).await.unwrap();
        let left = own_hold(&world.app, &nour.caller, world.now()).await.unwrap();
        assert!(left.is_none(), "the hold went with it");
    }

    async fn the_office_sees_its_week_and_changes_it(kind) {
        let world = World::ministry(kind, &[]).await;
        let Booked { appointment, .. } = booked(&world).await;
        let office = world.staff("scheduler").await.caller;
        let whose = || ("deputy".into(), Week::containing(day(DAY)));
        let seen = week::see(&world.app, &office, whose(), world.now()).await.unwrap();
        let here = seen.appointments.iter().find(|(row, _)| row.id == appointment.id);
        assert_eq!(here.unwrap().1.name.as_deref(), Some(NOUR.name));
        let hour = |from, to| ("deputy".into(), day(DAY), time(from), time(to));
        let taken = week::withdraw(&world.app, &office, hour("10:00", "10:30"), world.now()).await;
        assert_eq!(refusal(taken), Refusal::HourBooked);
        assert!(world.slot(DAY, "11:00").await.is_some());
        let free = week::withdraw(&world.app, &office, hour("11:00", "11:30"), world.now()).await;
        free.unwrap();
        assert_eq!(world.slot(DAY, "11:00").await, None);
        let window = Window {
buffer_minutes: 10,
..Stretch::plain((time("08:00"), time("09:00")), [Mode::Video], 20).on(day(DAY))
};
        let added = ("deputy".into(), window);
        week::add(&world.app, &office, added, world.now()).await.unwrap();
        assert!(world.slot(DAY, "08:00").await.is_some());
    }

    async fn the_link_is_started_on_the_day_and_the_interpreter_enters_once(kind) {
        let world = World::ministry(kind, &[]).await;
        let Booked { appointment, .. } = booked(&world).await;
        let operator = world.staff("video.madinah").await.caller;
        let early = check_in(&world.app, &operator, appointment.id.clone(), world.now()).await;
        assert_eq!(refusal(early), Refusal::TooEarly);
        let token = link(&world, INTERPRETER, "/join/").await;
        assert_eq!(refusal(join::enter(&world.app, &token, world.now()).await), Refusal::TooEarly);
        let elsewhere = world.staff("video.jeddah").await.caller;
        let foreign = start(&world.app, &elsewhere, appointment.id.clone(), world.now()).await;
        assert_eq!(refusal(foreign), Refusal::NotFound);
        let booked = Booked { appointment, request: own_request(&world).await };
        live(&world, &booked).await;
        let secretary = world.staff("secretary").await.caller;
        let rows = waiting::waiting(&world.app, &secretary, world.now()).await.unwrap();
        let row = rows.iter().find(|row| row.appointment.id == booked.appointment.id).unwrap();
        assert_eq!(row.session.state, SessionState::Live);
        assert_eq!(row.participants[0].id, "applicant");
        join::enter(&world.app, &token, world.now()).await.unwrap();
        assert_eq!(refusal(join::enter(&world.app, &token, world.now()).await), Refusal::LinkSpent);
    }

    async fn the_end_asks_her_and_the_answer_stands_in_the_figures(kind) {
        let world = World::ministry(kind, &[]).await;
        let booked = booked(&world).await;
        live(&world, &booked).await;
        let official = world.staff("deputy").await.caller;
        let said = (booked.appointment.id.clone(), Said::bare(MeetingResult::Close));
        outcome(&world.app, &official, said, world.now()).await.unwrap();
        let case = requests::one(
            &world.app, &official, (booked.request.id.clone(), "after"), world.now(),
        ).await.unwrap();
        assert_eq!(case.request.state, RequestState::Closed);
        assert_eq!(case.appointments[0].state, AppointmentState::Done);
        assert_snapshot!("she_is_asked", world.reads_sms_with(NOUR.mobile, "/s/").await);
        let token = link(&world, NOUR.mobile, "/s/").await;
        let answer = || SurveyAnswer::of(Mark::of(4).unwrap(), false, true, "شكرًا").unwrap();
        survey::answer(&world.app, &token, answer(), world.now()).await.unwrap();
        let again = survey::answer(&world.app, &token, answer(), world.now()).await;
        assert_eq!(refusal(again), Refusal::AlreadyAnswered);
        let today = (day(DAY), day(DAY), None);
        let figures = figures::summary(&world.app, &official, today).await.unwrap();
        let value = |key| figures.iter().find(|figure| figure.key == key).unwrap().value;
        assert_eq!(value(FigureKey::SurveysAnswered), Some(1));
        assert_eq!(value(FigureKey::MeanMark), Some(4000));
        assert_eq!(value(FigureKey::FirstTime), Some(1));
        assert_eq!(value(FigureKey::MeetingsHeld), Some(1));
        let hash = world.app.keys.lookup("survey", &token);
        let row = world.app.store.read(move |db| surveys::of_token(db, &hash)).await.unwrap();
        assert_eq!(row.unwrap().remark.as_deref(), Some("شكرًا"));
    }
}

async fn own_request(world: &World) -> majlis::store::request::Request {
    let nour = world.signs_in(NOUR.identity, NOUR.mobile).await.caller;
    let own = requests::own(&world.app, &nour, (None, 1)).await.unwrap();
    own.into_iter().next().unwrap().request
}
