//! Meetings with many, and times with nobody but a desk: seats and desks are given once each.
use std::collections::BTreeSet;

use chrono::TimeDelta;
use diesel::prelude::*;
use majlis::scheduling::availability::{Reception, Stretch};
use majlis::scheduling::slot::facts::PlaceKind;
use majlis::scheduling::slot::{Slot, SlotId};
use majlis::scheduling::{
    Mode, NoticeEvent, OfferState, Refusal, RequestKind, Section, Week, Window, calendar,
};
use majlis::service::answer::accept;
use majlis::service::book::{Booked, For, Which, book};
use majlis::service::cancel::cancel;
use majlis::service::expire::expire;
use majlis::service::hand_in::NewRequest;
use majlis::service::reschedule::{Move, reschedule};
use majlis::service::slots::{Ask, free_slots};
use majlis::service::wait::{Wish, wait};
use majlis::service::week::publish::{self, Done};
use majlis::service::week::{cases, draft};
use majlis::service::{Appointment, Caller, ServiceError, week};
use majlis::store::desk::{self, Desk, DeskOpening, Service, Stop};
use majlis::store::place::{self, Centre};
use majlis::store::schema::{occupancy, offer, outbox};
use majlis::store::{StoreError, Texts};

use crate::people::{Citizen, NOUR, SAMIRA, day, meeting, mobile_of, needs, refusal, time};
use crate::race::guard_is_sound;
use crate::world::{World, on_both};

/// A Tuesday on which the minister receives too, from 10:00 to 12:00.
const DAY: &str = "2026-11-24";
/// Prayers are another story: the hours of these lie across some.
const QUIET: &[(&str, &str)] = &[("calendar.prayer_minutes", "0")];

/// The deputy's session for women with the minister, from half past eleven.
fn session(seats: u16) -> Window {
    Window {
        section: Some(Section::Women),
        reception: Some(Reception {
            seats,
            with: ["minister".into()].into(),
        }),
        ..Stretch::plain((time("11:30"), time("12:30")), [Mode::Reception], 60).on(day(DAY))
    }
}

/// Asks for a time at a desk.
fn errand(wanted: &str) -> NewRequest {
    NewRequest {
        kind: RequestKind::Transaction,
        official: None,
        mode: Some(Mode::Service),
        centre: Some("madinah".into()),
        ..meeting(wanted)
    }
}

impl World {
    async fn opens_session(&self, window: Window) {
        let office = self.staff("scheduler").await.caller;
        week::add(&self.app, &office, ("deputy".into(), window), self.now())
            .await
            .unwrap();
    }

    async fn asks(&self, ask: Ask) -> Vec<Slot> {
        free_slots(&self.app, ask, self.now()).await.unwrap()
    }

    /// The deputy's reception session of that day, if seats for these needs are left.
    async fn seats(&self, wanted: &str) -> Option<Slot> {
        let ask = Ask {
            officials: ["deputy".into()].into(),
            mode: Some(Mode::Reception),
            section: Some(Section::Women),
            needs: needs(wanted),
            ..Ask::default()
        };
        let mut free = self.asks(ask).await;
        assert!(free.len() <= 1);
        free.pop()
    }

    /// Whether the minister can be met at half past eleven.
    async fn minister_is_free(&self) -> bool {
        let ask = Ask {
            officials: ["minister".into()].into(),
            mode: Some(Mode::InPerson),
            ..Ask::default()
        };
        let at = calendar::instant(chrono_tz::Asia::Riyadh, day(DAY), time("11:30"));
        self.asks(ask)
            .await
            .iter()
            .any(|slot| slot.key.starts_at == at)
    }

    /// A service of twenty minutes, done at that many desks of Madinah's women's section.
    pub(crate) async fn opens_desks(&self, count: u32) {
        let written = self.app.store.write(move |db| {
            add_service(db)?;
            for number in 1..=count {
                let row = Desk {
                    id: format!("test-{number}").as_str().into(),
                    centre_id: "madinah".into(),
                    section: Section::Women,
                    names: Texts::of([("ar", "نافذة"), ("en", "Desk")]),
                    step_free: number == 1,
                    seats: if number == 1 { 3 } else { 1 },
                };
                desk::add_desk(db, &row, &["copy".into()], &[])?;
            }
            Ok::<_, StoreError>(())
        });
        written.await.unwrap();
        self.app.catalogue.reload(&self.app.store).await.unwrap();
    }

    /// The times at that service on that day.
    pub(crate) async fn at_desks(&self, centre: &str, wanted: &str) -> Vec<Slot> {
        let ask = Ask {
            service: Some("copy".into()),
            centre: Some(centre.into()),
            section: Some(Section::Women),
            needs: needs(wanted),
            from: Some(day(DAY)),
            to: Some(day(DAY)),
            ..Ask::default()
        };
        self.asks(ask).await
    }
}

fn add_service(db: &mut majlis::store::Db) -> Result<(), StoreError> {
    let row = Service {
        id: "copy".into(),
        position: 9,
        names: Texts::of([("ar", "نسخة مصدقة"), ("en", "A certified copy")]),
        minutes: 20,
        section: None,
    };
    desk::add_service(db, &row)
}

impl Citizen {
    pub(crate) async fn asks_at_desk(
        &self,
        slot: &SlotId,
        wanted: &str,
    ) -> Result<Booked, ServiceError> {
        let purpose = For::New(Box::new(errand(wanted)));
        let which = Which::Slot(slot.clone());
        book(
            &self.app,
            &self.caller,
            (purpose, which),
            self.app.clock.now(),
        )
        .await
    }

    async fn gives_up(&self, booked: &Booked) {
        let wish = (booked.appointment.id.clone(), None);
        let now = self.app.clock.now();
        cancel(&self.app, &self.caller, wish, now).await.unwrap();
    }
}

/// Everybody presses at the same moment, every other one by way of a hold.
async fn rush(crowd: Vec<Citizen>, slot: &SlotId) -> Vec<Result<Booked, ServiceError>> {
    let tasks: Vec<_> = crowd
        .into_iter()
        .enumerate()
        .map(|(number, one)| {
            let slot = slot.clone();
            actix_web::rt::spawn(async move {
                if number % 2 == 0 {
                    return one.presses_plainly(&slot).await;
                }
                let hold = one.holds_for(&slot, "").await?;
                one.confirms(&hold.id).await
            })
        })
        .collect();
    let told = futures_util::future::join_all(tasks).await;
    told.into_iter().map(Result::unwrap).collect()
}

/// Who won; whoever did not was told that it is taken.
fn winners(told: Vec<Result<Booked, ServiceError>>) -> Vec<Appointment> {
    let mut won = Vec::new();
    for one in told {
        match one {
            Ok(booked) => won.push(booked.appointment),
            Err(error) => assert_eq!(refusal::<()>(Err(error)), Refusal::SlotTaken),
        }
    }
    won
}

/// Everybody who won was told.
async fn are_told(world: &World, won: &[Appointment]) {
    let about: Vec<String> = won
        .iter()
        .map(|row| format!("appointment:{}", row.id))
        .collect();
    let told = outbox::table
        .filter(outbox::event.eq(NoticeEvent::Booked.as_str()))
        .filter(outbox::channel.eq("sms"))
        .filter(outbox::about.eq_any(about))
        .count();
    let told = world
        .app
        .store
        .read(move |db| Ok::<_, StoreError>(told.get_result::<i64>(db)?));
    assert_eq!(usize::try_from(told.await.unwrap()).unwrap(), won.len());
}

/// How many rows of the guard are of some resources.
async fn cells_of(world: &World, pattern: &'static str) -> i64 {
    let rows = occupancy::table.filter(occupancy::resource.like(pattern));
    let count = world
        .app
        .store
        .read(move |db| Ok::<_, StoreError>(rows.count().get_result(db)?));
    count.await.unwrap()
}

on_both! {
    async fn two_hundred_want_forty_seats_and_forty_get_one(kind) {
        let world = World::ministry(kind, QUIET).await;
        world.opens_session(session(40)).await;
        let slot = world.seats("").await.unwrap();
        assert_eq!((slot.capacity, slot.free), (40, 40));
        let crowd = world.crowd(200).await;
        let told = rush(crowd, &slot.id()).await;
        assert_eq!(told.len(), 200);
        let won = winners(told);
        assert_eq!(won.len(), 40);
        are_told(&world, &won).await;
        assert_eq!(world.seats("").await, None, "nothing is left");
        assert_eq!(cells_of(&world, "seat:deputy#%").await, 40 * 12, "no seat twice");
        guard_is_sound(&world).await;
    }

    async fn as_many_get_a_desk_as_are_open(kind) {
        let world = World::ministry(kind, QUIET).await;
        world.opens_desks(5).await;
        let free = world.at_desks("madinah", "").await;
        let slot = free.first().unwrap();
        assert_eq!((slot.capacity, slot.free), (5, 5));
        let crowd = world.crowd(60).await;
        let won = winners(rush(crowd, &slot.id()).await);
        assert_eq!(won.len(), 5);
        are_told(&world, &won).await;
        let left = world.at_desks("madinah", "").await;
        assert_ne!(left.first().unwrap().key.starts_at, slot.key.starts_at);
        guard_is_sound(&world).await;
    }

    async fn a_session_has_its_officials_from_the_first_seat_to_the_last(kind) {
        let world = World::ministry(kind, QUIET).await;
        world.opens_session(session(4)).await;
        let (nour, samira) = (world.citizen(NOUR).await, world.citizen(SAMIRA).await);
        assert!(world.minister_is_free().await);
        let slot = world.seats("").await.unwrap();
        let first = nour.presses_plainly(&slot.id()).await.unwrap();
        assert!(!world.minister_is_free().await, "he is in the session");
        let left = world.seats("").await.unwrap();
        assert_eq!((left.capacity, left.free), (4, 3));
        assert_eq!(world.seats("companions:3").await, None, "companions sit too");
        assert_eq!(
            refusal(samira.books_for(&slot.id(), "companions:3").await),
            Refusal::NeedsUnavailable
        );
        // A hold that runs out takes the officials along, swept or not.
        nour.gives_up(&first).await;
        assert!(world.minister_is_free().await);
        samira.holds_for(&slot.id(), "companions:2").await.unwrap();
        assert_eq!(world.seats("").await.unwrap().free, 1);
        assert!(!world.minister_is_free().await);
        guard_is_sound(&world).await;
        world.pass(TimeDelta::minutes(5));
        assert!(world.minister_is_free().await);
        assert_eq!(world.seats("").await.unwrap().free, 4);
        expire(&world.app, world.now()).await.unwrap();
        assert_eq!(cells_of(&world, "%:minister").await, 0);
        // Two seats, and each is given back alone.
        let both = samira.books_for(&slot.id(), "companions:1").await.unwrap();
        let one = world.crowd(1).await.remove(0);
        let third = one.presses_plainly(&slot.id()).await.unwrap();
        samira.gives_up(&both).await;
        assert!(!world.minister_is_free().await, "somebody still sits there");
        guard_is_sound(&world).await;
        one.gives_up(&third).await;
        assert!(world.minister_is_free().await);
        guard_is_sound(&world).await;
    }

    async fn nobody_disposes_of_another_officials_time(kind) {
        let world = World::ministry(kind, QUIET).await;
        let deputy = world.staff("deputy").await.caller;
        let adds = |window: Window| {
            let wanted = ("deputy".into(), window);
            week::add(&world.app, &deputy, wanted, world.now())
        };
        assert_eq!(refusal(adds(session(4)).await), Refusal::NotAllowed);
        let alone = Reception { seats: 4, with: BTreeSet::new() };
        let alone = Window { reception: Some(alone), ..session(4) };
        adds(alone.clone()).await.unwrap();
        let drafts = |windows: Vec<Window>| {
            let whose = ("deputy".into(), Week::containing(day(DAY)));
            draft::save(&world.app, &deputy, whose, (None, windows), world.now())
        };
        drafts(vec![alone]).await.unwrap();
        assert_eq!(refusal(drafts(vec![session(4)]).await), Refusal::NotAllowed);
    }

    async fn the_last_two_leave_at_the_same_moment(kind) {
        let world = World::ministry(kind, QUIET).await;
        world.opens_session(session(12)).await;
        let slot = world.seats("").await.unwrap().id();
        let mut tasks = Vec::new();
        for one in world.crowd(12).await {
            let slot = slot.clone();
            tasks.push(actix_web::rt::spawn(async move {
                let booked = one.presses_plainly(&slot).await.unwrap();
                one.gives_up(&booked).await;
            }));
        }
        for done in futures_util::future::join_all(tasks).await {
            done.unwrap();
        }
        assert_eq!(cells_of(&world, "seat:%").await, 0);
        guard_is_sound(&world).await;
        assert!(world.minister_is_free().await, "nobody's time is left behind");
        assert_eq!(world.seats("").await.unwrap().free, 12);
    }

    async fn a_freed_seat_is_offered_like_a_freed_slot(kind) {
        let world = World::ministry(kind, QUIET).await;
        world.opens_session(session(2)).await;
        let slot = world.seats("").await.unwrap().id();
        let crowd = world.crowd(5).await;
        let mut booked = Vec::new();
        for one in &crowd[..2] {
            booked.push(one.presses_plainly(&slot).await.unwrap());
        }
        for one in &crowd[2..4] {
            world.pass(TimeDelta::minutes(1));
            let purpose = For::New(Box::new(NewRequest { mode: Some(Mode::Reception), ..meeting("") }));
            let wish = Wish { mode: Some(Mode::Reception), ..Wish::default() };
            wait(&world.app, &one.caller, (purpose, wish), world.now()).await.unwrap();
        }
        crowd[0].gives_up(&booked[0]).await;
        assert_eq!(refusal(crowd[4].presses_plainly(&slot).await), Refusal::SlotTaken, "it is offered");
        let text = world.reads_sms(&mobile_of(2)).await;
        let (_, token) = text.split_once("/o/").unwrap();
        let got = accept(&world.app, token.split_whitespace().next().unwrap(), world.now()).await.unwrap();
        assert_eq!(got.appointment.mode, Mode::Reception);
        guard_is_sound(&world).await;
        crowd[1].gives_up(&booked[1]).await;
        let open = offer::table.filter(offer::state.eq(OfferState::Open)).count();
        let read = world.app.store.read(move |db| Ok::<_, StoreError>(open.get_result::<i64>(db)?));
        assert_eq!(read.await.unwrap(), 1, "the second goes to the next");
        guard_is_sound(&world).await;
    }

    async fn a_cut_session_begins_a_case_for_everybody_in_it(kind) {
        let world = World::ministry(kind, QUIET).await;
        world.opens_session(session(6)).await;
        let slot = world.seats("").await.unwrap().id();
        let crowd = world.crowd(4).await;
        for one in &crowd {
            world.pass(TimeDelta::minutes(1));
            one.presses_plainly(&slot).await.unwrap();
        }
        // Fewer seats than people: who came last is hit, and only with a reason.
        let fewer = session(3);
        let hit = world.drafts(|window| if window.reception.is_some() { vec![fewer.clone()] } else { vec![window] }).await;
        assert_eq!(hit, [crowd[3].caller.person().unwrap().clone()]);
        assert_eq!(world.open_cases().await.len(), 1);
        guard_is_sound(&world).await;
        // Half an hour later: everybody is hit, and each is moved into the new one.
        let later = Window { from: time("12:00"), to: time("13:00"), ..session(6) };
        let hit = world.drafts(|window| if window.reception.is_some() { vec![later.clone()] } else { vec![window] }).await;
        assert_eq!(hit.len(), 4);
        let open = world.open_cases().await;
        assert_eq!(open.len(), 4);
        let new = world.seats("").await.unwrap();
        assert_eq!(new.free, 2, "four still sit where the two overlap");
        let office = world.staff("scheduler").await.caller;
        for row in open {
            let wish = Move { id: row.id, slot: new.id(), reason: Some("تغير الوقت".to_owned()) };
            let moved = reschedule(&world.app, &office, wish, world.now()).await.unwrap();
            assert_eq!(moved.appointment.slot_id, new.id().as_str());
            guard_is_sound(&world).await;
        }
        assert!(world.open_cases().await.is_empty());
        assert_eq!(world.seats("").await.unwrap().free, 2);
        assert_eq!(cells_of(&world, "official:minister").await, 12, "an hour, and not two halves more");
    }

    async fn a_session_is_kept_for_all_who_sit_in_it(kind) {
        let world = World::ministry(kind, QUIET).await;
        world.opens_session(session(6)).await;
        let slot = world.seats("").await.unwrap().id();
        for one in world.crowd(3).await {
            one.presses_plainly(&slot).await.unwrap();
        }
        let hit = world.drafts(|window| if window.reception.is_some() { Vec::new() } else { vec![window] }).await;
        assert_eq!(hit.len(), 3);
        assert_eq!(world.seats("").await, None);
        let office = world.staff("scheduler").await.caller;
        let open = cases::cases(&world.app, &office, "deputy".into(), world.now()).await.unwrap();
        let whose = ("deputy".into(), open[0].case.id.clone());
        cases::keep(&world.app, &office, whose, world.now()).await.unwrap();
        assert!(world.open_cases().await.is_empty(), "for one is for all");
        assert_eq!(world.seats("").await, None, "and for nobody else");
        guard_is_sound(&world).await;
    }

    async fn a_time_at_a_desk_is_held_booked_moved_and_cancelled(kind) {
        let world = World::ministry(kind, QUIET).await;
        world.opens_desks(2).await;
        let (nour, samira) = (world.citizen(NOUR).await, world.citizen(SAMIRA).await);
        let free = world.at_desks("madinah", "").await;
        assert_eq!(world.at_desks("jeddah", "").await, [], "no desk there does it");
        let (first, second) = (free[0].clone(), free[1].clone());
        assert_eq!(second.key.starts_at - first.key.starts_at, TimeDelta::minutes(20));
        let hold = nour.holds_for(&first.id(), "").await.unwrap();
        assert_eq!(world.at_desks("madinah", "").await[0].free, 1);
        let purpose = For::New(Box::new(errand("")));
        let which = Which::Hold(hold.id);
        let booked = book(&world.app, &nour.caller, (purpose, which), world.now()).await.unwrap();
        assert_eq!(booked.appointment.official_id, None);
        assert_eq!(booked.appointment.centre_id, Some("madinah".into()));
        guard_is_sound(&world).await;
        // The only step-free desk was kept for whoever needs it.
        let wheels = world.at_desks("madinah", "wheelchair").await;
        assert_eq!(wheels[0].key, first.key);
        samira.asks_at_desk(&first.id(), "wheelchair").await.unwrap();
        let third = world.crowd(1).await.remove(0);
        assert_eq!(refusal(third.asks_at_desk(&first.id(), "").await), Refusal::SlotTaken);
        assert_eq!(
            refusal(third.asks_at_desk(&second.id(), "companions:3").await),
            Refusal::NeedsUnavailable
        );
        let wish = Move { id: booked.appointment.id.clone(), slot: second.id(), reason: None };
        let moved = reschedule(&world.app, &nour.caller, wish, world.now()).await.unwrap();
        guard_is_sound(&world).await;
        assert_eq!(world.at_desks("madinah", "").await[0].key, first.key);
        nour.gives_up(&moved).await;
        guard_is_sound(&world).await;
        assert_eq!(world.at_desks("madinah", "").await[1].free, 2);
    }

    async fn a_mobile_unit_is_added_by_rows_and_booked_at_its_stop(kind) {
        let world = World::ministry(kind, QUIET).await;
        let written = world.app.store.write(|db| {
            add_service(db)?;
            let unit = Centre {
                id: "unit-1".into(),
                position: 90,
                kind: PlaceKind::Mobile,
                names: Texts::of([("ar", "الوحدة المتنقلة الأولى"), ("en", "Mobile Unit 1")]),
                addresses: Texts::of([("ar", "متنقلة"), ("en", "On the road")]),
                region: "madinah".to_owned(),
                zone: "Asia/Riyadh".to_owned(),
                step_free: true,
                seats: 2,
            };
            place::add_centre(db, &unit, &[], &[])?;
            let row = Desk {
                id: "unit-1-1".into(),
                centre_id: unit.id.clone(),
                section: Section::Women,
                names: Texts::of([("ar", "نافذة"), ("en", "Desk")]),
                step_free: true,
                seats: 2,
            };
            let mornings = DeskOpening {
                desk_id: row.id.clone(),
                weekday: 2,
                from_minute: 540,
                to_minute: 720,
            };
            desk::add_desk(db, &row, &["copy".into()], &[mornings])?;
            desk::add_stop(db, &Stop {
                id: "khaybar".into(),
                centre_id: unit.id,
                first_day: DAY.to_owned(),
                last_day: DAY.to_owned(),
                hours: "08:00-12:00".to_owned(),
                addresses: Texts::of([("ar", "خيبر، ساحة البلدية"), ("en", "Khaybar, town square")]),
                latitude: 25_698_000,
                longitude: 39_292_000,
            })
        });
        written.await.unwrap();
        world.app.catalogue.reload(&world.app.store).await.unwrap();
        let free = world.at_desks("unit-1", "").await;
        let at: Vec<_> = free.iter().map(|slot| calendar::local_time(chrono_tz::Asia::Riyadh, slot.key.starts_at)).collect();
        assert_eq!((at.first(), at.last(), at.len()), (Some(&time("09:00")), Some(&time("11:40")), 9));
        let elsewhere = Ask {
            service: Some("copy".into()),
            centre: Some("unit-1".into()),
            ..Ask::default()
        };
        assert_eq!(world.asks(elsewhere).await.len(), 9, "on the day of the stop and on no other");
        let nour = world.citizen(NOUR).await;
        let booked = nour.asks_at_desk(&free[0].id(), "").await.unwrap();
        assert_eq!(booked.appointment.centre_id, Some("unit-1".into()));
        let said = world.reads_sms(NOUR.mobile).await;
        assert!(said.contains("الوحدة المتنقلة الأولى"), "{said}");
        assert_eq!(world.at_desks("unit-1", "").await.len(), 8);
        guard_is_sound(&world).await;
    }

    async fn one_booking_takes_official_seat_interpreter_and_person_or_nothing(kind) {
        let world = World::ministry(kind, QUIET).await;
        world.opens_session(session(3)).await;
        let slot = world.seats("sign_language").await.unwrap().id();
        let (nour, samira) = (world.citizen(NOUR).await, world.citizen(SAMIRA).await);
        let booked = nour.books_for(&slot, "sign_language,companions:1").await.unwrap();
        let id = booked.appointment.id.clone();
        let rows = world.app.store.read(move |db| {
            let rows = occupancy::table.filter(occupancy::holder.eq(id.as_str()));
            Ok::<_, StoreError>(rows.select(occupancy::resource).distinct().order(occupancy::resource).load::<String>(db)?)
        });
        let kinds: Vec<String> = rows.await.unwrap().iter().map(|one| one.split(':').next().unwrap().to_owned()).collect();
        assert_eq!(kinds, ["interpreter", "person", "seat", "seat"]);
        assert!(booked.appointment.interpreter_id.is_some());
        // The only interpreter is taken: a seat is left, and still nothing is given.
        assert_eq!(world.seats("sign_language").await, None);
        assert_eq!(refusal(samira.books_for(&slot, "sign_language").await), Refusal::NeedsUnavailable);
        assert_eq!(world.seats("").await.unwrap().free, 1);
        guard_is_sound(&world).await;
        samira.presses_plainly(&slot).await.unwrap();
    }
}

impl World {
    /// Publishes another week of the deputy in the place of what is published; whom it hits.
    async fn drafts(
        &self,
        change: impl Fn(Window) -> Vec<Window>,
    ) -> Vec<majlis::scheduling::ids::PersonId> {
        let office = self.staff("scheduler").await.caller;
        let whose = || ("deputy".into(), Week::containing(day(DAY)));
        let seen = publish::preview(&self.app, &office, whose(), self.now())
            .await
            .unwrap();
        let windows = seen.plan.windows.into_iter().flat_map(change).collect();
        draft::save(&self.app, &office, whose(), (None, windows), self.now())
            .await
            .unwrap();
        let why = |reason: Option<&str>| (None, reason.map(str::to_owned));
        let app = &self.app;
        let silent = publish::publish(app, &office, whose(), why(None), self.now()).await;
        assert!(
            matches!(silent.unwrap(), Done::Affects(_)),
            "never without a reason"
        );
        let done = publish::publish(app, &office, whose(), why(Some("سفر")), self.now()).await;
        let Done::Published(hit) = done.unwrap() else {
            panic!("it was not published");
        };
        hit.into_iter().map(|(_, person)| person.id).collect()
    }

    async fn open_cases(&self) -> Vec<Appointment> {
        let office: Caller = self.staff("scheduler").await.caller;
        let open = cases::cases(&self.app, &office, "deputy".into(), self.now()).await;
        open.unwrap()
            .into_iter()
            .map(|case| case.appointment)
            .collect()
    }
}
