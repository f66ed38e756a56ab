//! The life of an appointment: moved without ever being lost, confirmed by a link, missed,
//! cancelled; each with its notice and its line in the audit trail, or nothing at all.
use std::collections::BTreeSet;

use chrono::TimeDelta;
use diesel::connection::SimpleConnection as _;
use majlis::scheduling::appointment::ChangedBy;
use majlis::scheduling::availability::Stretch;
use majlis::scheduling::slot::{Slot, SlotId};
use majlis::scheduling::{AppointmentState, Mode, NoticeEvent, Refusal, RequestState, Sex, Window};
use majlis::service::book::{Booked, For, Which, book};
use majlis::service::cancel::cancel;
use majlis::service::check_in::check_in;
use majlis::service::confirm::confirm;
use majlis::service::miss::{miss, sweep};
use majlis::service::phone::messages;
use majlis::service::reschedule::{Move, reschedule};
use majlis::service::slots::{Ask, free_slots};
use majlis::service::{Appointment, Caller, ServiceError, join, letters, profile, requests, week};
use majlis::store::{StoreError, appointment, audit, outbox};
use majlis::words::sms_parts;

use crate::browser::Browser;
use crate::guard;
use crate::people::{Citizen, NOUR, SAMIRA, day, refusal, time};
use crate::world::{World, on_both};

const DAY: &str = "2026-11-24";
const INTERPRETER: &str = "+966500000901";

/// Nour's meeting with the deputy at that time of the Tuesday, with sign language.
async fn booked(world: &World, who: &Citizen, at: &str) -> Booked {
    let slot = world.slot(DAY, at).await.unwrap();
    who.presses(&slot).await.unwrap()
}

/// Moves it to that slot.
async fn moves(
    world: &World,
    caller: &Caller,
    of: &Booked,
    slot: &SlotId,
    reason: Option<&str>,
) -> Result<Booked, ServiceError> {
    let wish = Move {
        id: of.appointment.id.clone(),
        slot: slot.clone(),
        reason: reason.map(str::to_owned),
    };
    reschedule(&world.app, caller, wish, world.now()).await
}

async fn stands(world: &World, of: &Booked) -> Appointment {
    let id = of.appointment.id.clone();
    let read = world.app.store.read(move |db| appointment::find(db, &id));
    read.await.unwrap().unwrap()
}

/// What the outbox and the audit trail hold about an appointment: events and actions.
async fn traces(world: &World, of: &Appointment) -> (Vec<NoticeEvent>, Vec<String>) {
    let thing = format!("appointment:{}", of.id);
    let read = world.app.store.read(move |db| {
        let notices = outbox::about(db, &thing)?;
        Ok::<_, StoreError>((notices, audit::of_thing(db, &thing)?))
    });
    let (notices, deeds) = read.await.unwrap();
    let events = notices.into_iter().map(|notice| notice.event).collect();
    (events, deeds.into_iter().map(|deed| deed.action).collect())
}

/// The link in a text, without the house it leads to.
fn link(text: &str, path: &str) -> String {
    let (_, token) = text.split_once(path).unwrap();
    token.split_whitespace().next().unwrap().to_owned()
}

/// The deputy's free times in Riyadh's hall for a woman.
async fn elsewhere(world: &World) -> Vec<Slot> {
    let ask = Ask {
        officials: BTreeSet::from(["deputy".into()]),
        mode: Some(Mode::Video),
        centre: Some("riyadh".into()),
        ..Ask::default()
    };
    free_slots(&world.app, ask, world.now()).await.unwrap()
}

on_both! {
    async fn she_moves_it_herself_and_keeps_its_calendar_entry(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        nour.says_who(NOUR.name, NOUR.sex, Some("nour@example.org")).await;
        let old = booked(&world, &nour, "10:00").await;
        let before = link(&world.reads_sms(INTERPRETER).await, "/join/");
        let (was, slot) = (old.appointment.slot_id.clone(), world.slot(DAY, "11:00").await.unwrap());
        world.pass(TimeDelta::minutes(1));
        let new = moves(&world, &nour.caller, &old, &slot, None).await.unwrap();

        let gone = stands(&world, &old).await;
        assert_eq!(gone.state, AppointmentState::Moved);
        assert_eq!(gone.moved_to.as_ref(), Some(&new.appointment.id));
        assert_eq!(gone.ended_by, Some(ChangedBy::Applicant));
        assert_eq!(new.appointment.state, AppointmentState::Booked);
        assert_eq!(new.request.state, RequestState::Scheduled);
        assert_eq!((&new.appointment.uid, new.appointment.sequence), (&old.appointment.uid, 1));
        assert_eq!(new.appointment.reference, old.appointment.reference);
        assert_ne!(new.appointment.number, old.appointment.number);
        assert!(world.slot(DAY, "11:00").await.is_none());
        assert_eq!(world.slot(DAY, "10:00").await.unwrap().as_str(), was, "given back at once");
        guard::is_sound(&world.app.store, world.now()).await;

        let sms = world.reads_sms(NOUR.mobile).await;
        assert!(sms.starts_with("نُقل موعدك") && sms.contains("11:00"), "{sms}");
        assert!(!sms.contains("نائب"), "nobody is named: {sms}");
        let mails = messages(&world.app, Some("nour@example.org"), 9).await.unwrap();
        assert!(mails[0].text.contains("11:00"), "{}", mails[0].text);
        let known = profile::see(&world.app, &nour.caller).await.unwrap();
        let file = letters::calendar(&world.app, &new.appointment, &known);
        assert!(file.contains(&format!("UID:{}@majlis\r\n", old.appointment.id)), "{file}");
        assert!(file.contains("SEQUENCE:1\r\n") && file.contains("DTSTART:20261124T080000Z"), "{file}");
        let told = messages(&world.app, Some(INTERPRETER), 9).await.unwrap();
        let invited = told.iter().find(|sms| sms.text.contains("/join/")).unwrap();
        let after = link(&invited.text, "/join/");
        assert!(told.iter().any(|sms| sms.text.contains("لم تعد الترجمة مطلوبة")), "{told:?}");
        let spent = join::look(&world.app, &before, world.now()).await;
        assert_eq!(refusal(spent.map(drop)), Refusal::LinkSpent);
        let door = join::look(&world.app, &after, world.now()).await.unwrap();
        assert_eq!(door.appointment.id, new.appointment.id);
        let (events, deeds) = traces(&world, &new.appointment).await;
        assert!(events.contains(&NoticeEvent::Moved) && deeds.is_empty(), "{events:?} {deeds:?}");
        assert!(traces(&world, &old.appointment).await.1.contains(&"move".to_owned()));
    }

    /// The mail's file enters the change in place of the entry, and takes it out in the end.
    async fn calendars_follow_by_mail(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        nour.says_who(NOUR.name, NOUR.sex, Some("nour@example.org")).await;
        let old = booked(&world, &nour, "10:00").await;
        let slot = world.slot(DAY, "11:00").await.unwrap();
        let new = moves(&world, &nour.caller, &old, &slot, None).await.unwrap();
        let wish = (new.appointment.id.clone(), None);
        cancel(&world.app, &nour.caller, wish, world.now()).await.unwrap();
        let mut files = Vec::new();
        for about in [&old.appointment, &new.appointment] {
            let thing = format!("appointment:{}", about.id);
            let read = world.app.store.read(move |db| outbox::about(db, &thing));
            files.extend(read.await.unwrap().into_iter().filter_map(|row| row.attachment));
        }
        let told = |method: &str, sequence: u8| files.iter().any(|file| {
            file.contains(&format!("METHOD:{method}\r\n"))
                && file.contains(&format!("SEQUENCE:{sequence}\r\n"))
                && file.contains(&format!("UID:{}@majlis\r\n", old.appointment.id))
                && file.contains("ATTENDEE:mailto:nour@example.org")
        });
        assert!(told("REQUEST", 0) && told("REQUEST", 1) && told("CANCEL", 2), "{files:#?}");
    }

    async fn it_moves_to_another_centre_and_back_and_forth_by_half_an_hour(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        let first = booked(&world, &nour, "10:00").await;
        let other = elsewhere(&world).await;
        let other = other.iter().find(|slot| slot.key.starts_at > world.now() + TimeDelta::days(1));
        let second = moves(&world, &nour.caller, &first, &other.unwrap().id(), None).await.unwrap();
        assert_eq!(second.appointment.centre_id.as_ref().unwrap().as_str(), "riyadh");
        assert_ne!(second.appointment.room_id, first.appointment.room_id);
        let slot = world.slot(DAY, "10:30").await.unwrap();
        let third = moves(&world, &nour.caller, &second, &slot, None).await.unwrap();
        let same = moves(&world, &nour.caller, &third, &slot, None).await;
        assert_eq!(refusal(same), Refusal::SameTime);
        let again = moves(&world, &nour.caller, &first, &slot, None).await;
        assert_eq!(refusal(again), Refusal::WrongStage);
        assert_eq!((&third.appointment.uid, third.appointment.sequence), (&first.appointment.uid, 2));
        guard::is_sound(&world.app.store, world.now()).await;
    }

    /// The office moves within its officials' times, says why, and the reason is read.
    async fn the_office_moves_it_with_a_reason(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        let old = booked(&world, &nour, "10:00").await;
        let secretary = world.staff("secretary").await.caller;
        let slot = world.slot(DAY, "13:00").await.unwrap();
        let silent = moves(&world, &secretary, &old, &slot, None).await;
        assert_eq!(refusal(silent), Refusal::ReasonNeeded);
        // Within the deadline she cannot any more, and the office can.
        world.app.clock.set(old.appointment.starts_at.and_utc() - TimeDelta::minutes(30)).unwrap();
        assert_eq!(refusal(moves(&world, &nour.caller, &old, &slot, None).await), Refusal::TooLate);
        let new = moves(&world, &secretary, &old, &slot, Some("اجتماع طارئ")).await.unwrap();
        let gone = stands(&world, &old).await;
        assert_eq!((gone.ended_by, gone.reason.as_deref()), (Some(ChangedBy::Office), Some("اجتماع طارئ")));
        let case = requests::one(&world.app, &nour.caller, (new.request.id, "own"), world.now()).await;
        let case = case.unwrap();
        assert_eq!(case.request.state, RequestState::Scheduled);
        assert!(case.steps.iter().any(|step| step.text.as_deref() == Some("اجتماع طارئ")));
    }

    async fn who_is_there_is_not_moved_away(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        let old = booked(&world, &nour, "10:00").await;
        let (slot, secretary) = (world.slot(DAY, "13:00").await.unwrap(), "secretary");
        world.app.clock.set(old.appointment.starts_at.and_utc()).unwrap();
        let operator = world.staff("video.madinah").await.caller;
        let id = old.appointment.id.clone();
        check_in(&world.app, &operator, id, world.now()).await.unwrap();
        let secretary = world.staff(secretary).await.caller;
        let told = moves(&world, &secretary, &old, &slot, Some("سبب")).await;
        assert_eq!(refusal(told), Refusal::AlreadyThere);
        assert_eq!(stands(&world, &old).await.state, AppointmentState::CheckedIn);
    }

    async fn a_stranger_moves_nothing(kind) {
        let world = World::ministry(kind, &[]).await;
        let (nour, samira) = (world.citizen(NOUR).await, world.citizen(SAMIRA).await);
        let old = booked(&world, &nour, "10:00").await;
        let slot = world.slot(DAY, "11:00").await.unwrap();
        let told = moves(&world, &samira.caller, &old, &slot, None).await;
        assert_eq!(refusal(told), Refusal::NotFound);
        let told = moves(&world, &Caller::Nobody, &old, &slot, None).await;
        assert_eq!(refusal(told), Refusal::SignInNeeded);
    }

    /// A request whose time was given up takes another one.
    async fn after_a_cancellation_another_time_is_booked_for_the_same_request(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        let old = booked(&world, &nour, "10:00").await;
        let wish = (old.appointment.id.clone(), Some("سفر".to_owned()));
        let gone = cancel(&world.app, &nour.caller, wish, world.now()).await.unwrap().appointment;
        assert_eq!((gone.ended_by, gone.reason.as_deref()), (Some(ChangedBy::Applicant), Some("سفر")));
        let slot = world.slot(DAY, "11:00").await.unwrap();
        let order = (For::Request(old.request.id.clone()), Which::Slot(slot));
        let new = book(&world.app, &nour.caller, order, world.now()).await.unwrap();
        assert_eq!(new.appointment.reference, old.appointment.reference);
        assert_ne!(new.appointment.uid, old.appointment.uid, "what was taken out stays out");
        guard::is_sound(&world.app.store, world.now()).await;
    }

    async fn a_hundred_move_to_one_time_and_ninety_nine_keep_theirs(kind) {
        let world = World::ministry(kind, &[]).await;
        let mut slots = wide(&world).await;
        let target = slots.pop().unwrap();
        let mut meetings = Vec::new();
        for (one, slot) in world.crowd(100).await.into_iter().zip(slots) {
            let meeting = one.presses_plainly(&slot).await.unwrap();
            meetings.push((one, meeting));
        }
        assert_eq!(meetings.len(), 100);
        let tasks: Vec<_> = meetings.iter().map(|(one, meeting)| {
            let (app, caller) = (world.app.clone(), one.caller.clone());
            let (id, slot) = (meeting.appointment.id.clone(), target.clone());
            actix_web::rt::spawn(async move {
                let wish = Move { id: id.clone(), slot, reason: None };
                let now = app.clock.now();
                (id, reschedule(&app, &caller, wish, now).await)
            })
        }).collect();
        let mut winners = Vec::new();
        for told in futures_util::future::join_all(tasks).await {
            match told.unwrap() {
                (id, Ok(_)) => winners.push(id),
                (_, Err(error)) => assert_eq!(refusal::<()>(Err(error)), Refusal::SlotTaken),
            }
        }
        assert_eq!(winners.len(), 1);
        for (_, meeting) in &meetings {
            let row = stands(&world, meeting).await;
            let is_winner = row.id == winners[0];
            let state = if is_winner { AppointmentState::Moved } else { AppointmentState::Booked };
            assert_eq!((row.state, row.slot_id), (state, meeting.appointment.slot_id.clone()));
        }
        guard::is_sound(&world.app.store, world.now()).await;
    }

    /// Twenty pairs change places at the same moment: whoever is refused keeps the old time.
    async fn neighbours_who_change_places_wait_for_nobody_in_a_ring(kind) {
        let world = World::ministry(kind, &[]).await;
        let slots = wide(&world).await;
        let mut meetings = Vec::new();
        for (one, slot) in world.crowd(40).await.into_iter().zip(&slots) {
            meetings.push((one.clone(), one.presses_plainly(slot).await.unwrap()));
        }
        let tasks: Vec<_> = meetings.iter().enumerate().map(|(number, (one, meeting))| {
            let (app, caller) = (world.app.clone(), one.caller.clone());
            let slot = SlotId::from_text(&meetings[number ^ 1].1.appointment.slot_id);
            let wish = Move { id: meeting.appointment.id.clone(), slot, reason: None };
            actix_web::rt::spawn(async move {
                let now = app.clock.now();
                reschedule(&app, &caller, wish, now).await
            })
        }).collect();
        for told in futures_util::future::join_all(tasks).await {
            assert_eq!(refusal(told.unwrap()), Refusal::SlotTaken);
        }
        guard::is_sound(&world.app.store, world.now()).await;
    }

    /// The link of the message confirms by its button, not by being looked at.
    async fn she_confirms_by_the_link_without_signing_in(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        let meeting = booked(&world, &nour, "10:00").await;
        let sms = world.reads_sms(NOUR.mobile).await;
        assert!(sms_parts(&sms) <= 3, "{sms}");
        let path = format!("/c/{}", link(&sms, "/c/"));
        let mut telephone = Browser::new(&world);
        let page = telephone.get(&path).await;
        page.says("10:00").says("تأكيد الحضور");
        assert!(!page.body.contains("نائب") && !page.body.contains("نور"), "{}", page.body);
        telephone.get(&path).await;
        assert_eq!(stands(&world, &meeting).await.state, AppointmentState::Booked);
        let machine = Browser::new(&world).send(&page, &path, &[]).await;
        assert_eq!((machine.status, machine.to.as_str()), (403, ""), "a form needs its own page");
        for _ in 0..2 {
            telephone.send(&page, &path, &[]).await.leads_to(&path);
            assert_eq!(stands(&world, &meeting).await.state, AppointmentState::Confirmed);
        }
        telephone.get(&path).await.says("سُجّل تأكيد حضورك");
        telephone.get(&format!("/appointments/{}/cancel", meeting.appointment.id)).await
            .leads_to("/sign-in?next=");
        let deeds = traces(&world, &meeting.appointment).await.1;
        assert_eq!(deeds.iter().filter(|deed| *deed == "confirm").count(), 1);

        let slot = world.slot(DAY, "11:00").await.unwrap();
        world.pass(TimeDelta::seconds(1));
        let moved = moves(&world, &nour.caller, &meeting, &slot, None).await.unwrap();
        assert_eq!(telephone.get(&path).await.status, 410, "the old link is spent");
        let path = format!("/c/{}", link(&world.reads_sms(NOUR.mobile).await, "/c/"));
        telephone.get(&path).await.says("11:00");
        world.app.clock.set(moved.appointment.starts_at.and_utc()).unwrap();
        assert_eq!(telephone.get(&path).await.status, 410, "too late to say so");
    }

    /// Who comes late is let in within the grace; then nobody came, and the time is free.
    async fn late_is_late_and_missed_is_missed(kind) {
        let world = World::ministry(kind, &[]).await;
        let (nour, samira) = (world.citizen(NOUR).await, world.citizen(SAMIRA).await);
        let (one, other) =
            (booked(&world, &nour, "10:00").await, booked(&world, &samira, "10:30").await);
        let operator = world.staff("video.madinah").await.caller;
        let app = &world.app;
        let starts_at = one.appointment.starts_at.and_utc();
        let id = one.appointment.id.clone();
        app.clock.set(starts_at + TimeDelta::minutes(15)).unwrap();
        let early = miss(app, &operator, id.clone(), world.now()).await;
        assert_eq!(refusal(early), Refusal::TooEarly);
        world.pass(TimeDelta::minutes(1));
        let late = check_in(app, &operator, id.clone(), world.now()).await;
        assert_eq!(refusal(late), Refusal::CameLate);
        let missed = miss(app, &operator, id, world.now()).await.unwrap();
        assert_eq!(missed.appointment.state, AppointmentState::NoShow);
        assert_eq!(missed.appointment.ended_by, Some(ChangedBy::Office));
        assert_eq!(missed.request.state, RequestState::Approved);
        guard::is_sound(&app.store, world.now()).await;
        let sms = world.reads_sms(NOUR.mobile).await;
        assert!(sms.starts_with("لم نلتقِ بك"), "{sms}");
        let (events, deeds) = traces(&world, &missed.appointment).await;
        assert!(events.contains(&NoticeEvent::Missed) && deeds.contains(&"miss".to_owned()));

        // The second came within the grace, and is not missed by anybody.
        app.clock.set(other.appointment.starts_at.and_utc() + TimeDelta::minutes(14)).unwrap();
        let id = other.appointment.id.clone();
        check_in(app, &operator, id.clone(), world.now()).await.unwrap();
        app.clock.set(starts_at + TimeDelta::hours(3)).unwrap();
        assert_eq!(refusal(miss(app, &operator, id, world.now()).await), Refusal::AlreadyThere);
    }

    /// What nobody wrote down is written down by the service, once, after the end and the grace.
    async fn the_service_writes_down_who_never_came(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        let meeting = booked(&world, &nour, "10:00").await;
        let app = &world.app;
        app.clock.set(meeting.appointment.ends_at.and_utc() + TimeDelta::minutes(15)).unwrap();
        sweep(app, world.now()).await.unwrap();
        assert_eq!(stands(&world, &meeting).await.state, AppointmentState::Booked);
        world.pass(TimeDelta::minutes(1));
        assert!(sweep(app, world.now()).await.unwrap() >= 1);
        let row = stands(&world, &meeting).await;
        assert_eq!((row.state, row.ended_by), (AppointmentState::NoShow, Some(ChangedBy::System)));
        assert_eq!(sweep(app, world.now()).await.unwrap(), 0);
        guard::is_sound(&app.store, world.now()).await;
    }

    /// The last line of each change fails: then nothing of it was done, and nobody was told.
    async fn a_change_that_fails_at_its_end_left_no_trace(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        let old = booked(&world, &nour, "10:00").await;
        let slot = world.slot(DAY, "11:00").await.unwrap();
        let before = told(&world).await;
        sql(&world, "ALTER TABLE audit RENAME TO audit_away").await;
        let (app, caller, id) = (&world.app, &nour.caller, old.appointment.id.clone());
        assert!(refused(moves(&world, caller, &old, &slot, None).await).is_none());
        assert!(refused(cancel(app, caller, (id.clone(), None), world.now()).await).is_none());
        assert!(refused(confirm(app, caller, id, world.now()).await).is_none());
        sql(&world, "ALTER TABLE audit_away RENAME TO audit").await;
        assert_eq!(told(&world).await, before);
        let row = stands(&world, &old).await;
        assert_eq!((row.state, row.sequence), (AppointmentState::Booked, 0));
        guard::is_sound(&world.app.store, world.now()).await;
        moves(&world, caller, &old, &slot, None).await.unwrap();
        assert!(told(&world).await > before);
    }
}

/// The refusal of a failure; none for one of the database's.
fn refused<T>(answer: Result<T, ServiceError>) -> Option<Refusal> {
    answer.err().unwrap().refusal()
}

/// How many notices there are.
async fn told(world: &World) -> i64 {
    let read = world.app.store.read(|db| {
        let (waiting, _) = outbox::open(db)?;
        let sent = outbox::sent(db, None, i64::MAX)?.len();
        Ok::<_, StoreError>(waiting + i64::try_from(sent).unwrap())
    });
    read.await.unwrap()
}

async fn sql(world: &World, text: &'static str) {
    let write = world.app.store.write(move |db| {
        db.batch_execute(text)?;
        Ok::<_, StoreError>(())
    });
    write.await.unwrap();
}

/// More than a hundred short times of the deputy, by video from Madinah.
async fn wide(world: &World) -> Vec<SlotId> {
    let scheduler = world.staff("scheduler").await.caller;
    for on in ["2026-12-27", "2026-12-28", "2026-12-29"] {
        let window = Window {
            centres: BTreeSet::from(["madinah".into()]),
            ..Stretch::plain((time("08:00"), time("16:00")), [Mode::Video], 10).on(day(on))
        };
        let wish = ("deputy".into(), window);
        week::add(&world.app, &scheduler, wish, world.now())
            .await
            .unwrap();
    }
    let ask = Ask {
        officials: BTreeSet::from(["deputy".into()]),
        mode: Some(Mode::Video),
        centre: Some("madinah".into()),
        section: Some(Sex::Woman.section()),
        from: Some(day("2026-12-27")),
        to: Some(day("2026-12-29")),
        most: Some(101),
        ..Ask::default()
    };
    let free = free_slots(&world.app, ask, world.now()).await.unwrap();
    assert_eq!(free.len(), 101);
    free.iter().map(Slot::id).collect()
}
