//! Who waits for a time: a freed slot goes to one after the other, and every race has one winner.
use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use majlis::scheduling::availability::Stretch;
use majlis::scheduling::calendar;
use majlis::scheduling::ids::PersonId;
use majlis::scheduling::slot::SlotId;
use majlis::scheduling::waiting::Unsuitable;
use majlis::scheduling::{
    Mode, NoticeEvent, OfferState, Refusal, TimeOfDay, Urgency, WaitingState, Window,
};
use majlis::service::answer::{accept, decline, look};
use majlis::service::book::{Booked, For};
use majlis::service::cancel::cancel;
use majlis::service::expire::{expire, look_round};
use majlis::service::hold::{extend_hold, release_hold};
use majlis::service::wait::{self, Place, Wish, leave, wait};
use majlis::service::{Appointment, Offer, ServiceError, week};
use majlis::store::StoreError;
use majlis::store::schema::{appointment, offer, outbox, request, waiting};

use crate::browser::Browser;
use crate::people::{Citizen, NOUR, SAMIRA, day, meeting, mobile_of, refusal, time};
use crate::race::guard_is_sound;
use crate::world::{World, on_both};

const DAY: &str = "2026-11-24";

/// Any time by video from Madinah.
pub(crate) fn wish() -> Wish {
    Wish {
        mode: Some(Mode::Video),
        centre: Some("madinah".into()),
        ..Wish::default()
    }
}

impl Citizen {
    /// Joins the waiting list with a new request, as does whoever finds no time.
    pub(crate) async fn waits(&self, wish: Wish) -> Place {
        let purpose = For::New(Box::new(meeting("")));
        let now = self.app.clock.now();
        wait(&self.app, &self.caller, (purpose, wish), now)
            .await
            .unwrap()
    }

    async fn cancels(&self, booked: &Booked) {
        let wish = (booked.appointment.id.clone(), None);
        let now = self.app.clock.now();
        cancel(&self.app, &self.caller, wish, now).await.unwrap();
    }

    async fn number(&self) -> Option<(usize, usize)> {
        let own = wait::own(&self.app, &self.caller).await.unwrap();
        own.first().map(|place| (place.number, place.of))
    }
}

impl World {
    /// The secret of the link in the newest SMS, if it offers a time.
    pub(crate) async fn offered(&self, mobile: &str) -> Option<String> {
        let text = self.reads_sms(mobile).await;
        let (_, token) = text.split_once("/o/")?;
        Some(token.split_whitespace().next().unwrap().to_owned())
    }

    pub(crate) async fn expires(&self) {
        expire(&self.app, self.now()).await.unwrap();
    }

    pub(crate) async fn offers(&self) -> Vec<Offer> {
        let all = offer::table.order(offer::id).select(Offer::as_select());
        let read = self
            .app
            .store
            .read(move |db| Ok::<_, StoreError>(all.load(db)?));
        read.await.unwrap()
    }

    /// Says that a request goes before the others, as the office does when it decides.
    async fn presses_for(&self, place: &Place) {
        let one = request::table.find(place.request.id.clone());
        let written = self.app.store.write(move |db| {
            let urgent = diesel::update(one.clone()).set(request::urgency.eq(Urgency::Urgent));
            Ok::<_, StoreError>(urgent.execute(db)?)
        });
        assert_eq!(written.await.unwrap(), 1);
    }
}

/// One who has the time at ten, two who wait for one, and the slot.
struct Three {
    crowd: Vec<Citizen>,
    booked: Booked,
    slot: SlotId,
}

/// The first of a crowd has ten o'clock; the second and the third wait, in this order.
async fn three(world: &World, count: u32) -> Three {
    let slot = world.slot(DAY, "10:00").await.unwrap();
    let crowd = world.crowd(count).await;
    let booked = crowd[0].presses(&slot).await.unwrap();
    for one in &crowd[1..3] {
        world.pass(TimeDelta::minutes(1));
        one.waits(wish()).await;
    }
    Three {
        crowd,
        booked,
        slot,
    }
}

fn ten() -> DateTime<Utc> {
    calendar::instant(chrono_tz::Asia::Riyadh, day(DAY), time("10:00"))
}

on_both! {
    async fn a_freed_slot_goes_to_one_after_the_other_and_then_to_all(kind) {
        let world = World::ministry(kind, &[]).await;
        let Three { crowd, booked, slot } = three(&world, 4).await;
        assert_eq!(crowd[1].number().await, Some((1, 2)));
        assert_eq!(crowd[2].number().await, Some((2, 2)));
        crowd[0].cancels(&booked).await;

        let first = world.offered(&mobile_of(1)).await.unwrap();
        assert_eq!(world.offered(&mobile_of(2)).await, None, "one at a time");
        let row = look(&world.app, &first).await.unwrap();
        assert_eq!(row.starts_at, ten().naive_utc());
        assert_eq!(row.expires_at, (world.now() + TimeDelta::minutes(60)).naive_utc());
        assert_eq!(world.slot(DAY, "10:00").await, None, "nobody else is shown it");
        assert_eq!(refusal(crowd[3].presses(&slot).await), Refusal::SlotTaken);
        assert_eq!(refusal(crowd[3].holds(&slot).await), Refusal::SlotTaken);
        guard_is_sound(&world).await;

        world.pass(TimeDelta::minutes(60));
        assert_eq!(refusal(crowd[3].presses(&slot).await), Refusal::SlotTaken, "she is not next");
        world.expires().await;
        let second = world.offered(&mobile_of(2)).await.unwrap();
        assert_eq!(refusal(accept(&world.app, &first, world.now()).await), Refusal::LinkSpent);
        assert_eq!(crowd[1].number().await, Some((1, 2)), "the place on the list stays");
        guard_is_sound(&world).await;

        decline(&world.app, &second, world.now()).await.unwrap();
        assert_eq!(refusal(decline(&world.app, &second, world.now()).await), Refusal::LinkSpent);
        assert_eq!(world.slot(DAY, "10:00").await.as_ref(), Some(&slot), "now it is for all");
        look_round(&world.app, world.now()).await.unwrap();
        let again = world.offers().await;
        let again = again.iter().filter(|row| row.starts_at == ten().naive_utc());
        assert_eq!(again.count(), 2, "nobody is offered the same time twice");
        guard_is_sound(&world).await;
    }

    async fn who_takes_an_offer_has_the_time_and_is_told(kind) {
        let world = World::ministry(kind, &[]).await;
        let Three { crowd, booked, .. } = three(&world, 3).await;
        crowd[0].cancels(&booked).await;
        let token = world.offered(&mobile_of(1)).await.unwrap();
        let got = accept(&world.app, &token, world.now()).await.unwrap();
        assert_eq!(got.appointment.starts_at, ten().naive_utc());
        assert_eq!(Some(&got.appointment.person_id), crowd[1].caller.person());
        let said = world.reads_sms(&mobile_of(1)).await;
        assert!(said.starts_with("موعدك"), "{said}");
        assert_eq!(crowd[1].number().await, None, "she waits no more");
        assert_eq!(crowd[2].number().await, Some((1, 1)));
        assert_eq!(refusal(accept(&world.app, &token, world.now()).await), Refusal::LinkSpent);
        guard_is_sound(&world).await;
        // Cancelled again, it goes to the next; she who gave it up does not wait.
        crowd[1].cancels(&got).await;
        assert!(world.offered(&mobile_of(2)).await.is_some());
        guard_is_sound(&world).await;
    }

    async fn urgent_requests_come_first_and_unsuitable_times_go_past(kind) {
        let world = World::ministry(kind, &[]).await;
        let slot = world.slot(DAY, "10:00").await.unwrap();
        let crowd = world.crowd(4).await;
        let booked = crowd[0].presses(&slot).await.unwrap();
        let tuesday = Unsuitable { weekdays: [2].into(), ..Unsuitable::default() };
        crowd[1].waits(Wish { unsuitable: tuesday, ..wish() }).await;
        world.pass(TimeDelta::minutes(1));
        crowd[2].waits(wish()).await;
        world.pass(TimeDelta::minutes(1));
        let last = crowd[3].waits(wish()).await;
        world.presses_for(&last).await;
        assert_eq!(crowd[3].number().await, Some((1, 3)));
        let nour = world.citizen(NOUR).await;
        nour.waits(Wish { centre: Some("jeddah".into()), ..wish() }).await;
        crowd[0].cancels(&booked).await;
        let mut order = Vec::new();
        for _ in 0..3 {
            let open = world.offers().await;
            let open: Vec<&Offer> = open.iter().filter(|row| row.state == OfferState::Open).collect();
            assert_eq!(open.len(), 1);
            order.push(open[0].waiting_id.clone());
            if open[0].centre_id == Some("jeddah".into()) {
                break;
            }
            let mobile = if order.len() == 1 { 3 } else { 2 };
            let token = world.offered(&mobile_of(mobile)).await.unwrap();
            decline(&world.app, &token, world.now()).await.unwrap();
        }
        assert_eq!(order.len(), 3, "the urgent one, she who came before, then Jeddah; not Tuesday's");
        assert_eq!(order[0], last.waiting.id);
        assert_eq!(world.offered(&mobile_of(1)).await, None);
    }

    async fn only_what_is_for_choosing_is_offered(kind) {
        // Prayers are another story: the hours of this one lie across one.
        let world = World::ministry(kind, &[("calendar.prayer_minutes", "0")]).await;
        let samira = world.citizen(SAMIRA).await;
        let late = TimeOfDay::parse("15:00");
        let afternoons = Unsuitable { before: late, ..Unsuitable::default() };
        samira.waits(Wish { unsuitable: afternoons, ..wish() }).await;
        let secretary = world.staff("secretary").await.caller;
        let window = |from: &str, to: &str, open_to_choice| Window {
buffer_minutes: 10,
open_to_choice,
..Stretch::plain((time(from), time(to)), [Mode::Video], 20).on(day(DAY))
};
        let closed = ("deputy".into(), window("15:00", "15:20", false));
        week::add(&world.app, &secretary, closed, world.now()).await.unwrap();
        look_round(&world.app, world.now()).await.unwrap();
        assert_eq!(world.offers().await, [], "the office's own times do not leak");
        let open = ("deputy".into(), window("15:30", "15:50", true));
        week::add(&world.app, &secretary, open, world.now()).await.unwrap();
        let offers = world.offers().await;
        assert_eq!(offers.len(), 1);
        assert_eq!(offers[0].starts_at, (ten() + TimeDelta::minutes(330)).naive_utc());
        guard_is_sound(&world).await;
    }

    async fn at_short_notice_standby_comes_first_and_has_less_time(kind) {
        let world = World::ministry(kind, &[]).await;
        let Three { crowd, booked, .. } = three(&world, 4).await;
        crowd[3].waits(Wish { near: true, ..wish() }).await;
        world.app.clock.set(ten() - TimeDelta::hours(3)).unwrap();
        crowd[0].cancels(&booked).await;
        let token = world.offered(&mobile_of(3)).await.unwrap();
        let row = look(&world.app, &token).await.unwrap();
        assert!(row.standby);
        assert_eq!(row.expires_at, (world.now() + TimeDelta::minutes(15)).naive_utc());
        decline(&world.app, &token, world.now()).await.unwrap();
        assert!(world.offered(&mobile_of(1)).await.is_some(), "then the usual order");
    }

    async fn whoever_leaves_gives_the_offer_to_the_next(kind) {
        let world = World::ministry(kind, &[]).await;
        let Three { crowd, booked, .. } = three(&world, 3).await;
        crowd[0].cancels(&booked).await;
        let own = wait::own(&world.app, &crowd[1].caller).await.unwrap();
        let place = own[0].waiting.id.clone();
        let strange = leave(&world.app, &crowd[2].caller, place.clone(), world.now()).await;
        assert_eq!(refusal(strange), Refusal::NotFound);
        leave(&world.app, &crowd[1].caller, place, world.now()).await.unwrap();
        assert!(world.offered(&mobile_of(2)).await.is_some());
        assert_eq!(crowd[1].number().await, None);
        guard_is_sound(&world).await;
    }

    async fn a_hold_that_ends_is_offered_before_anybody_presses(kind) {
        let world = World::ministry(kind, &[]).await;
        let slot = world.slot(DAY, "10:00").await.unwrap();
        let crowd = world.crowd(3).await;
        let hold = crowd[0].holds(&slot).await.unwrap();
        crowd[1].waits(wish()).await;
        world.pass(TimeDelta::minutes(5));
        assert_eq!(refusal(crowd[2].presses(&slot).await), Refusal::SlotTaken);
        world.expires().await;
        assert!(world.offered(&mobile_of(1)).await.is_some());
        assert_eq!(refusal(crowd[0].confirms(&hold.id).await), Refusal::HoldExpired);
        // One that is given back goes the same way.
        let other = world.slot(DAY, "11:00").await.unwrap();
        let hold = crowd[0].holds(&other).await.unwrap();
        let nour = world.citizen(NOUR).await;
        nour.waits(wish()).await;
        world.pass(TimeDelta::minutes(1));
        release_hold(&world.app, &crowd[0].caller, hold.id, world.now()).await.unwrap();
        assert!(world.offered(NOUR.mobile).await.is_some());
        guard_is_sound(&world).await;
    }

    async fn a_hold_is_prolonged_once(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        let slot = world.slot(DAY, "10:00").await.unwrap();
        let hold = nour.holds(&slot).await.unwrap();
        world.pass(TimeDelta::minutes(4));
        let longer = || extend_hold(&world.app, &nour.caller, hold.id.clone(), world.now());
        let extended = longer().await.unwrap();
        assert_eq!(extended.expires_at, hold.expires_at + TimeDelta::minutes(5));
        assert_eq!(refusal(longer().await), Refusal::AlreadyExtended);
        world.pass(TimeDelta::minutes(5));
        assert_eq!(world.slot(DAY, "10:00").await, None, "it is still hers");
        nour.confirms(&hold.id).await.unwrap();
        guard_is_sound(&world).await;
    }

    async fn the_page_of_an_offer_names_nobody_and_is_answered_without_scripts(kind) {
        let world = World::ministry(kind, &[]).await;
        let slot = world.slot(DAY, "10:00").await.unwrap();
        let crowd = world.crowd(1).await;
        let booked = crowd[0].presses(&slot).await.unwrap();
        let nour = world.citizen(NOUR).await;
        nour.waits(wish()).await;
        world.pass(TimeDelta::minutes(1));
        crowd[0].cancels(&booked).await;
        let token = world.offered(NOUR.mobile).await.unwrap();
        let sms = world.reads_sms(NOUR.mobile).await;
        let mut browser = Browser::new(&world);
        let path = format!("/o/{token}");
        let page = browser.get(&path).await;
        page.says("الثلاثاء 24 نوفمبر 2026").says("1448هـ").says("10:00");
        for hidden in [NOUR.name, "نائب الوزير"] {
            assert!(!page.body.contains(hidden) && !sms.contains(hidden), "{hidden}");
        }
        browser.send(&page, &path, &[("answer", "accept")]).await.leads_to(&path);
        browser.get(&path).await.says("حُجز هذا الموعد");
        let late = browser.send(&page, &path, &[("answer", "decline")]).await;
        browser.get(&late.to).await.says("استُعمل من قبل").says("حُجز هذا الموعد");
        browser.get("/o/nobody").await.says("هذا الرابط غير صالح");
        let left = waiting::table
            .filter(waiting::state.eq(WaitingState::Waiting))
            .filter(waiting::official_id.eq("deputy"))
            .count();
        let read = world.app.store.read(move |db| Ok::<_, StoreError>(left.get_result::<i64>(db)?));
        assert_eq!(read.await.unwrap(), 0);
    }
}

/// What a task of a race came to.
#[derive(Debug, PartialEq, Eq)]
enum Came {
    Has(PersonId),
    GaveBack,
    Not(Refusal),
    Swept,
}

fn came(told: Result<Booked, ServiceError>) -> Came {
    match told {
        Ok(booked) => Came::Has(booked.appointment.person_id),
        Err(error) => Came::Not(refusal::<()>(Err(error))),
    }
}

/// Everybody who has a time was told of it, every offer was told, and no two have one time.
async fn everybody_was_told(world: &World) {
    let (meetings, offers, told) = world
        .app
        .store
        .read(|db| {
            let meetings: Vec<Appointment> = appointment::table
                .select(Appointment::as_select())
                .load(db)?;
            let offers: Vec<Offer> = offer::table.select(Offer::as_select()).load(db)?;
            let told: Vec<(NoticeEvent, String)> = outbox::table
                .select((outbox::event, outbox::about))
                .load(db)?;
            Ok::<_, StoreError>((meetings, offers, told))
        })
        .await
        .unwrap();
    let was_told = |event: NoticeEvent, about: String| told.contains(&(event, about));
    let mut times = BTreeSet::new();
    for row in meetings.iter().filter(|row| row.state.holds_resources()) {
        let about = format!("appointment:{}", row.id);
        assert!(was_told(NoticeEvent::Booked, about), "{row:?} was not told");
        let is_first = times.insert((row.official_id.clone(), row.starts_at));
        assert!(is_first, "{row:?} is not the only one");
    }
    for row in &offers {
        let about = format!("offer:{}", row.id);
        assert!(
            was_told(NoticeEvent::Offered, about),
            "{row:?} was not told"
        );
    }
}

on_both! {
    async fn two_hundred_race_an_offer_and_it_has_one_winner(kind) {
        let world = World::ministry(kind, &[]).await;
        let Three { crowd, booked, slot } = three(&world, 200).await;
        crowd[0].cancels(&booked).await;
        let token = world.offered(&mobile_of(1)).await.unwrap();
        let tasks: Vec<_> = crowd
            .iter()
            .cloned()
            .enumerate()
            .map(|(number, one)| {
                let (slot, token, app) = (slot.clone(), token.clone(), world.app.clone());
                actix_web::rt::spawn(async move {
                    let now = app.clock.now();
                    match number % 5 {
                        0 => came(accept(&app, &token, now).await),
                        1 => came(one.presses(&slot).await),
                        2 => match one.holds(&slot).await {
                            Ok(hold) => came(one.confirms(&hold.id).await),
                            Err(error) => Came::Not(refusal::<()>(Err(error))),
                        },
                        3 => match decline(&app, &token, now).await {
                            Ok(_) => Came::GaveBack,
                            Err(error) => Came::Not(refusal::<()>(Err(error))),
                        },
                        _ => {
                            expire(&app, now).await.unwrap();
                            Came::Swept
                        }
                    }
                })
            })
            .collect();
        let mut all = Vec::new();
        for task in futures_util::future::join_all(tasks).await {
            all.push(task.unwrap());
        }
        let won = all.iter().filter(|one| matches!(one, Came::Has(_))).count();
        let gave_back = all.iter().filter(|one| **one == Came::GaveBack).count();
        assert_eq!(won + gave_back, 1, "one answer counts, and nobody else gets it: {all:?}");
        for one in &all {
            let is_plain = !matches!(one, Came::Not(_))
                || [Came::Not(Refusal::SlotTaken), Came::Not(Refusal::LinkSpent),
                    Came::Not(Refusal::RequestOpen)].contains(one);
            assert!(is_plain, "{one:?}");
        }
        let open = world.offers().await;
        let open = open.iter().filter(|row| row.state == OfferState::Open).count();
        assert_eq!(open, gave_back, "given back, it is the next one's");
        guard_is_sound(&world).await;
        everybody_was_told(&world).await;
    }

    async fn holds_bookings_cancels_offers_and_the_clock_meet_over_lengths_that_overlap(kind) {
        let world = World::ministry(kind, &[]).await;
        let secretary = world.staff("secretary").await.caller;
        // The minister's three quarters of an hour lie across the deputy's thirds, and both need
        // the one interpreter and the one room.
        let window = Stretch::plain((time("09:45"), time("11:15")), [Mode::Video], 45).on(day(DAY));
        let own = ("minister".into(), day(DAY), time("10:00"), time("12:00"));
        week::withdraw(&world.app, &secretary, own, world.now()).await.unwrap();
        week::add(&world.app, &secretary, ("minister".into(), window), world.now()).await.unwrap();
        let mut slots = Vec::new();
        for at in ["09:30", "10:00", "10:30", "11:00"] {
            slots.push(world.slot(DAY, at).await.unwrap());
        }
        slots.extend(world.slots_of("minister", DAY).await);
        assert_eq!(slots.len(), 6);
        let crowd = world.crowd(120).await;
        for one in &crowd[100..] {
            one.waits(Wish { near: true, ..wish() }).await;
        }
        let tasks: Vec<_> = crowd
            .iter()
            .take(100)
            .cloned()
            .enumerate()
            .map(|(number, one)| {
                let (slot, app) = (slots[number % slots.len()].clone(), world.app.clone());
                actix_web::rt::spawn(async move { presses_on(&app, &one, number, &slot).await })
            })
            .collect();
        for task in futures_util::future::join_all(tasks).await {
            task.unwrap();
        }
        guard_is_sound(&world).await;
        everybody_was_told(&world).await;
        // Who gave something back may have had the minister's time, for whom nobody waits; the room
        // and the interpreter that were freed with it are the job's to find.
        world.pass(TimeDelta::minutes(61));
        world.expires().await;
        look_round(&world.app, world.now()).await.unwrap();
        // When all that can end has ended, no hold and no offer is left, and no cell of theirs.
        for _ in 0..40 {
            world.pass(TimeDelta::minutes(61));
            world.expires().await;
        }
        guard_is_sound(&world).await;
        let open = world.offers().await;
        assert!(!open.is_empty(), "something was offered");
        assert!(open.iter().all(|row| row.state != OfferState::Open));
        everybody_was_told(&world).await;
    }
}

/// What one of many does: holds, waits a little, confirms or lets it go, cancels again.
async fn presses_on(app: &majlis::service::App, one: &Citizen, number: usize, slot: &SlotId) {
    let expected = [
        Refusal::SlotTaken,
        Refusal::HoldExpired,
        Refusal::AlreadyExtended,
        Refusal::RequestOpen,
        Refusal::NeedsUnavailable,
        Refusal::WrongStage,
        Refusal::NotFound,
    ];
    let is_expected = |error: ServiceError| {
        let refused = refusal::<()>(Err(error));
        assert!(expected.contains(&refused), "{refused}");
    };
    for round in 0..2 {
        let booked = if (number + round).is_multiple_of(3) {
            one.presses(slot).await
        } else {
            match one.holds(slot).await {
                Ok(hold) => {
                    if number % 4 == 1 {
                        let now = app.clock.now();
                        let longer = extend_hold(app, &one.caller, hold.id.clone(), now).await;
                        longer.map_or_else(is_expected, drop);
                    }
                    if number % 5 == 2 {
                        app.clock.advance(TimeDelta::minutes(2)).unwrap();
                    }
                    if number % 7 == 3 {
                        let now = app.clock.now();
                        let gone = release_hold(app, &one.caller, hold.id, now).await;
                        gone.map_or_else(is_expected, drop);
                        continue;
                    }
                    one.confirms(&hold.id).await
                }
                Err(error) => Err(error),
            }
        };
        match booked {
            Ok(booked) if number.is_multiple_of(2) => {
                let wish = (booked.appointment.id.clone(), None);
                let gone = cancel(app, &one.caller, wish, app.clock.now()).await;
                gone.map_or_else(is_expected, drop);
            }
            Ok(_) => {}
            Err(error) => is_expected(error),
        }
        if number.is_multiple_of(10) {
            expire(app, app.clock.now()).await.unwrap();
        }
    }
}

impl World {
    /// The free video times of an official on a day from Madinah, with sign language.
    async fn slots_of(&self, official: &str, on: &str) -> Vec<SlotId> {
        let ask = majlis::service::slots::Ask {
            officials: BTreeSet::from([official.into()]),
            mode: Some(Mode::Video),
            centre: Some("madinah".into()),
            from: Some(day(on)),
            to: Some(day(on)),
            needs: crate::people::needs("sign_language"),
            ..Default::default()
        };
        let free = majlis::service::slots::free_slots(&self.app, ask, self.now());
        free.await
            .unwrap()
            .iter()
            .map(majlis::scheduling::slot::Slot::id)
            .collect()
    }
}
