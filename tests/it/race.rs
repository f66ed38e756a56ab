//! Many people want the same times at the same moment: each time is given once.

use chrono::TimeDelta;
use diesel::prelude::*;
use majlis::scheduling::ids::{AuditId, OfficialId};
use majlis::scheduling::slot::{Slot, SlotId};
use majlis::scheduling::{Refusal, Week, calendar};
use majlis::service::ServiceError;
use majlis::service::book::{Booked, For, Which, book};
use majlis::service::hand_in::hand_in;
use majlis::service::reschedule::{Move, reschedule};
use majlis::service::wait::{Wish, wait};
use majlis::service::week::publish::{self, Done};
use majlis::service::week::{cases, draft};
use majlis::store::StoreError;
use majlis::store::audit::{self, Deed};
use majlis::store::schema::request;

use crate::guard;
use crate::people::{Citizen, NOUR, SAMIRA, day, meeting, refusal};
use crate::world::{World, on_both};

const DAY: &str = "2026-11-24";

/// What stands in the guard, against what stands in the tables it guards.
pub(crate) async fn guard_is_sound(world: &World) {
    guard::is_sound(&world.app.store, world.now()).await;
}

/// How many requests to the deputy there are.
async fn requests_to_deputy(world: &World) -> i64 {
    let all = request::table.filter(request::official_id.eq("deputy"));
    let counted = world
        .app
        .store
        .read(move |db| Ok::<_, StoreError>(all.count().get_result(db)?));
    counted.await.unwrap()
}

/// Everybody presses at the same moment; what each was told.
async fn rush(
    crowd: Vec<Citizen>,
    slot_of: impl Fn(usize) -> SlotId,
    holds_first: impl Fn(usize) -> bool,
) -> Vec<Result<Booked, ServiceError>> {
    let tasks: Vec<_> = crowd
        .into_iter()
        .enumerate()
        .map(|(number, one)| {
            let (slot, holds) = (slot_of(number), holds_first(number));
            actix_web::rt::spawn(async move {
                if holds {
                    let hold = one.holds(&slot).await?;
                    one.confirms(&hold.id).await
                } else {
                    one.presses(&slot).await
                }
            })
        })
        .collect();
    let told = futures_util::future::join_all(tasks).await;
    told.into_iter().map(Result::unwrap).collect()
}

fn won(told: Vec<Result<Booked, ServiceError>>) -> Vec<SlotId> {
    let mut won = Vec::new();
    for one in told {
        match one {
            Ok(booked) => won.push(SlotId::from_text(&booked.appointment.slot_id)),
            Err(error) => assert_eq!(refusal::<()>(Err(error)), Refusal::SlotTaken),
        }
    }
    won
}

/// So many write at the same moment.
const WRITES: usize = 90;

/// A deed that is recognised by its number.
fn numbered(world: &World, number: usize) -> Deed {
    let now = world.now();
    Deed {
        id: world.app.pad(now).id(AuditId::made),
        at: now.naive_utc(),
        actor: "system".to_owned(),
        action: "written".to_owned(),
        thing: format!("number:{number}"),
        purpose: None,
        detail: None,
    }
}

on_both! {
    async fn a_write_that_fails_leaves_nothing_and_takes_nothing_along(kind) {
        let world = World::ministry(kind, &[]).await;
        let writes = (0..WRITES).map(|number| {
            let deed = numbered(&world, number);
            world.app.store.write(move |db| {
                match number % 3 {
                    // It refuses before and after it wrote; and the database refuses its second row.
                    1 if number % 2 == 0 => return Err(ServiceError::from(Refusal::SlotTaken)),
                    1 => {
                        audit::add(db, &deed)?;
                        return Err(Refusal::SlotTaken.into());
                    }
                    2 => audit::add(db, &deed)?,
                    _ => {}
                }
                Ok(audit::add(db, &deed)?)
            })
        });
        let told = futures_util::future::join_all(writes).await;
        for (number, told) in told.into_iter().enumerate() {
            assert_eq!(told.is_ok(), number % 3 == 0, "{number}");
            let thing = format!("number:{number}");
            let found = world.app.store.read(move |db| audit::of_thing(db, &thing)).await.unwrap();
            assert_eq!(found.len(), usize::from(number % 3 == 0), "{number}");
        }
    }

    async fn two_hundred_want_one_slot_and_one_gets_it(kind) {
        let world = World::ministry(kind, &[]).await;
        let before = requests_to_deputy(&world).await;
        let slot = world.slot(DAY, "10:00").await.unwrap();
        let crowd = world.crowd(200).await;
        let told = rush(crowd, |_| slot.clone(), |_| false).await;
        assert_eq!(told.len(), 200);
        assert_eq!(won(told), std::slice::from_ref(&slot));
        guard_is_sound(&world).await;
        assert_eq!(requests_to_deputy(&world).await, before + 1, "who lost left nothing behind");
    }

    async fn holds_and_bookings_meet_over_neighbouring_slots(kind) {
        let world = World::ministry(kind, &[]).await;
        let mut slots = Vec::new();
        for at in ["09:30", "10:00", "10:30", "11:00", "13:00", "13:30", "14:00"] {
            slots.push(world.slot(DAY, at).await.unwrap());
        }
        let crowd = world.crowd(140).await;
        let told = rush(crowd, |number| slots[number % 7].clone(), |number| number % 2 == 0).await;
        let mut got = won(told);
        got.sort();
        slots.sort();
        assert_eq!(got, slots, "each slot once");
        guard_is_sound(&world).await;
    }

    async fn an_expired_hold_blocks_nobody(kind) {
        let world = World::ministry(kind, &[]).await;
        let (nour, samira) = (world.citizen(NOUR).await, world.citizen(SAMIRA).await);
        let slot = world.slot(DAY, "10:00").await.unwrap();
        let hold = nour.holds(&slot).await.unwrap();
        world.pass(TimeDelta::minutes(5));
        assert_eq!(world.slot(DAY, "10:00").await.as_ref(), Some(&slot));
        samira.presses(&slot).await.unwrap();
        assert_eq!(refusal(nour.confirms(&hold.id).await), Refusal::HoldExpired);
        majlis::service::expire::expire(&world.app, world.now()).await.unwrap();
        guard_is_sound(&world).await;
    }

    async fn one_person_keeps_one_hold_however_often_she_presses(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        let mut slots = Vec::new();
        for at in ["10:00", "10:30", "11:00"] {
            slots.push(world.slot(DAY, at).await.unwrap());
        }
        let tries: Vec<_> = (0..24)
            .map(|number: usize| {
                let (nour, slot) = (nour.clone(), slots[number % 3].clone());
                actix_web::rt::spawn(async move { nour.holds(&slot).await })
            })
            .collect();
        for told in futures_util::future::join_all(tries).await {
            if let Err(error) = told.unwrap() {
                assert_eq!(refusal::<()>(Err(error)), Refusal::SlotTaken);
            }
        }
        guard_is_sound(&world).await;
        let free = world.free("sign_language").await;
        let taken = slots.iter().filter(|slot| !free.iter().any(|one| one.id() == **slot));
        assert_eq!(taken.count(), 1);
    }

    /// One person, many fingers: a quota of three gives three, however the presses fall together.
    async fn a_quota_is_never_passed_by_pressing_at_once(kind) {
        let flags = [("rules.quota_count", "3"), ("rules.one_open_meeting", "false")];
        let world = World::ministry(kind, &flags).await;
        let nour = world.citizen(NOUR).await;
        let slots: Vec<SlotId> = world.free("sign_language").await.iter().map(Slot::id).take(12).collect();
        // Half of them for a request that stands, which is decided ahead of the write.
        let mut wanted = Vec::new();
        for _ in 0..6 {
            let (app, new) = (&world.app, meeting("sign_language"));
            let handed = hand_in(app, &nour.caller, new, world.now()).await.unwrap();
            wanted.push(For::Request(handed.request.id));
        }
        wanted.extend((0..6).map(|_| For::New(Box::new(meeting("sign_language")))));
        let tries = wanted.into_iter().zip(&slots).map(|(purpose, slot)| {
            let (nour, which) = (nour.clone(), Which::Slot(slot.clone()));
            let now = world.now();
            actix_web::rt::spawn(async move { book(&nour.app, &nour.caller, (purpose, which), now).await })
        });
        let tries: Vec<_> = tries.collect();
        let mut winners = 0;
        for told in futures_util::future::join_all(tries).await {
            match told.unwrap() {
                Ok(_) => winners += 1,
                Err(error) => assert_eq!(refusal::<()>(Err(error)), Refusal::QuotaReached),
            }
        }
        assert_eq!(winners, 3);
        guard_is_sound(&world).await;
    }

    /// Two appointments that lie apart cannot both be moved into the span that has room for one.
    async fn two_moves_at_once_do_not_meet_in_one_span(kind) {
        let flags = [
            ("rules.quota_count", "1"),
            ("rules.quota_days", "2"),
            ("rules.one_open_meeting", "false"),
        ];
        let world = World::ministry(kind, &flags).await;
        let nour = world.citizen(NOUR).await;
        let mut moves = Vec::new();
        for (from, to) in [("2026-11-24", "2026-11-29"), ("2026-12-02", "2026-11-30")] {
            let booked = nour.presses(&world.slot(from, "10:00").await.unwrap()).await.unwrap();
            moves.push(Move {
                id: booked.appointment.id,
                slot: world.slot(to, "10:00").await.unwrap(),
                reason: None,
            });
        }
        let tries: Vec<_> = moves
            .into_iter()
            .map(|wish| {
                let (nour, now) = (nour.clone(), world.now());
                actix_web::rt::spawn(async move { reschedule(&nour.app, &nour.caller, wish, now).await })
            })
            .collect();
        let told = futures_util::future::join_all(tries).await;
        let (done, stayed): (Vec<_>, Vec<_>) = told.into_iter().map(Result::unwrap).partition(Result::is_ok);
        assert_eq!((done.len(), stayed.len()), (1, 1));
        for told in stayed {
            assert_eq!(refusal(told), Refusal::QuotaReached);
        }
        guard_is_sound(&world).await;
    }

    async fn one_open_meeting_stays_one_however_often_it_is_handed_in(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        let slots: Vec<SlotId> = world.free("sign_language").await.iter().map(Slot::id).take(12).collect();
        let tries: Vec<_> = slots
            .into_iter()
            .enumerate()
            .map(|(number, slot)| {
                let (nour, now) = (nour.clone(), world.now());
                actix_web::rt::spawn(async move {
                    match number % 3 {
                        0 => hand_in(&nour.app, &nour.caller, meeting(""), now).await.map(drop),
                        1 => {
                            let purpose = For::New(Box::new(meeting("")));
                            let wish = (purpose, Wish::default());
                            wait(&nour.app, &nour.caller, wish, now).await.map(drop)
                        }
                        _ => nour.presses(&slot).await.map(drop),
                    }
                })
            })
            .collect();
        let mut winners = 0;
        for told in futures_util::future::join_all(tries).await {
            match told.unwrap() {
                Ok(()) => winners += 1,
                Err(error) => assert_eq!(refusal::<()>(Err(error)), Refusal::RequestOpen),
            }
        }
        assert_eq!(winners, 1);
        guard_is_sound(&world).await;
    }

    async fn nobody_falls_between_a_booking_and_a_publication(kind) {
        let world = World::ministry(kind, &[]).await;
        let office = world.staff("scheduler").await.caller;
        let whose = || (OfficialId::from("deputy"), Week::containing(day(DAY)));
        let nothing = (None, Vec::new());
        draft::save(&world.app, &office, whose(), nothing, world.now()).await.unwrap();
        let free: Vec<SlotId> = world.free("sign_language").await.iter().map(Slot::id).take(16).collect();
        let crowd = world.crowd(16).await;
        let (app, now) = (world.app.clone(), world.now());
        let published = actix_web::rt::spawn(async move {
            let why = (None, Some("سفر".to_owned()));
            publish::publish(&app, &office, whose(), why, now).await
        });
        let told = rush(crowd, |number| free[number].clone(), |number| number % 2 == 0).await;
        assert!(matches!(published.await.unwrap().unwrap(), Done::Published(_)));
        guard_is_sound(&world).await;
        let office = world.staff("scheduler").await.caller;
        let open = cases::cases(&world.app, &office, "deputy".into(), world.now()).await.unwrap();
        let of_week = |booked: &Booked| {
            let at = booked.appointment.starts_at.and_utc();
            Week::containing(calendar::local_day(chrono_tz::Asia::Riyadh, at)) == whose().1
        };
        for one in told {
            match one {
                // Whoever was in time is to be settled; nobody has a time that no week has.
                Ok(booked) if of_week(&booked) => {
                    let id = &booked.appointment.id;
                    assert!(open.iter().any(|case| case.appointment.id == *id), "{id} fell between");
                }
                Ok(_) => {}
                Err(error) => {
                    let refusal = refusal::<()>(Err(error));
                    assert!(matches!(refusal, Refusal::SlotTaken | Refusal::HoldExpired), "{refusal}");
                }
            }
        }
    }
}
