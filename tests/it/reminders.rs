//! Reminders, and the hours in which nobody is woken.
use chrono::{DateTime, TimeDelta, Utc};
use majlis::scheduling::NoticeEvent;
use majlis::scheduling::notice::timing::{QuietHours, last_evening, next_evening};
use majlis::service::Appointment;
use majlis::service::cancel::cancel;
use majlis::service::remind::sweep;
use majlis::store::outbox;
use proptest::prelude::*;

use crate::people::{NOUR, time};
use crate::world::{World, on_both};

/// The Wednesday after the world's morning.
const DAY: &str = "2026-11-25";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn nights() -> QuietHours {
    QuietHours {
        zone: chrono_tz::Asia::Riyadh,
        from: time("22:00"),
        to: time("08:00"),
    }
}

/// The reminders of an appointment: how each stands.
async fn reminders(world: &World, of: &Appointment) -> Vec<String> {
    let thing = format!("appointment:{}", of.id);
    let rows = world
        .app
        .store
        .read(move |db| outbox::about(db, &thing))
        .await
        .unwrap();
    rows.into_iter()
        .filter(|row| row.event == NoticeEvent::Reminder)
        .map(|row| row.state)
        .collect()
}

#[test]
fn only_what_cannot_wait_wakes_anybody() {
    let nights = nights();
    let (late, morning) = (
        at("2026-11-22T23:30:00+03:00"),
        at("2026-11-23T08:00:00+03:00"),
    );
    let (next_day, in_a_week) = (
        at("2026-11-23T09:00:00+03:00"),
        at("2026-11-29T09:00:00+03:00"),
    );
    for (event, starts_at, due) in [
        (NoticeEvent::Code, None, late),
        (NoticeEvent::Received, None, late),
        (NoticeEvent::Answered, None, morning),
        (NoticeEvent::Registered, None, morning),
        (NoticeEvent::Cancelled, Some(next_day), late),
        (NoticeEvent::Moved, Some(next_day), late),
        (NoticeEvent::Cancelled, Some(in_a_week), morning),
        (NoticeEvent::Moved, Some(in_a_week), morning),
    ] {
        assert_eq!(nights.due(event, late, starts_at), due, "{event}");
    }
    // At noon nothing waits; without quiet hours neither.
    let noon = at("2026-11-22T12:00:00+03:00");
    assert_eq!(nights.due(NoticeEvent::Survey, noon, None), noon);
    let never = QuietHours {
        to: nights.from,
        ..nights
    };
    assert_eq!(never.due(NoticeEvent::Survey, late, None), late);
    // A reminder is rather early than late.
    assert_eq!(
        nights.reminder(next_day, 3),
        at("2026-11-22T21:30:00+03:00")
    );
    assert_eq!(
        nights.reminder(next_day, 48),
        at("2026-11-21T09:00:00+03:00")
    );
}

proptest! {
    #[test]
    fn the_quiet_hours_hold_exactly_their_stretch(
        minutes in 0_i64..1_000_000,
        from in 0_u16..1440,
        to in 0_u16..1440,
    ) {
        let quiet = QuietHours {
            zone: chrono_tz::Asia::Riyadh,
            from: majlis::scheduling::TimeOfDay::of_minutes(from).unwrap(),
            to: majlis::scheduling::TimeOfDay::of_minutes(to).unwrap(),
        };
        let now = at("2026-01-01T00:00:00+03:00") + TimeDelta::minutes(minutes);
        let wall = u16::try_from(minutes % 1440).unwrap();
        let is_quiet = if from <= to { from <= wall && wall < to } else { wall >= from || wall < to };
        prop_assert_eq!(quiet.around(now).is_some(), is_quiet);
        let reminded = quiet.reminder(now + TimeDelta::hours(3), 3);
        prop_assert!(reminded <= now && now - reminded <= quiet.slack());
        if quiet.slack() < TimeDelta::hours(22) {
            prop_assert!(quiet.around(reminded).is_none());
        }
        let evening = last_evening(quiet.zone, quiet.from, now);
        prop_assert!(evening <= now && now < next_evening(quiet.zone, quiet.from, now));
        prop_assert_eq!(next_evening(quiet.zone, quiet.from, evening), evening + TimeDelta::days(1));
    }
}

on_both! {
    async fn she_is_reminded_two_days_and_three_hours_before_and_once(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        let slot = world.slot(DAY, "13:30").await.unwrap();
        let mine = nour.presses(&slot).await.unwrap().appointment;
        let starts_at = mine.starts_at.and_utc();
        for (hours, so_far) in [(48, 1), (3, 2)] {
            let due = starts_at - TimeDelta::hours(hours);
            world.pass(due - world.now() - TimeDelta::minutes(1));
            sweep(&world.app, world.now()).await.unwrap();
            assert_eq!(reminders(&world, &mine).await.len(), so_far - 1, "too early: {hours}");
            world.pass(TimeDelta::minutes(1));
            // Two nodes at the same moment, and one again.
            let other = world.second_node().await;
            let (one, two) = futures_util::future::join(
                sweep(&world.app, world.now()),
                sweep(&other, world.now()),
            )
            .await;
            assert!(one.unwrap() + two.unwrap() >= 1);
            sweep(&world.app, world.now()).await.unwrap();
            assert_eq!(reminders(&world, &mine).await.len(), so_far, "{hours} hours before");
        }
        world.deliver().await;
        assert_eq!(reminders(&world, &mine).await, ["sent", "sent"]);
        let text = world.reads_sms(NOUR.mobile).await;
        assert!(text.contains("تذكير بموعدك"), "{text}");
    }

    async fn nobody_is_reminded_twice_at_once_or_of_what_does_not_stand(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        let slot = world.slot(DAY, "13:30").await.unwrap();
        let mine = nour.presses(&slot).await.unwrap().appointment;
        // Nothing ran until the day itself: the nearest reminder stands for both.
        world.pass(mine.starts_at.and_utc() - world.now() - TimeDelta::minutes(150));
        for _ in 0..2 {
            sweep(&world.app, world.now()).await.unwrap();
            assert_eq!(reminders(&world, &mine).await, ["waiting"]);
        }
        // It was cancelled before the gateway took the reminder.
        let which = (mine.id.clone(), None);
        cancel(&world.app, &nour.caller, which, world.now()).await.unwrap();
        world.deliver().await;
        assert_eq!(reminders(&world, &mine).await, ["dropped"]);
        sweep(&world.app, world.now()).await.unwrap();
        assert_eq!(reminders(&world, &mine).await, ["dropped"]);
    }

    async fn who_books_late_is_not_reminded_of_what_was_just_booked(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        let slot = world.slot(DAY, "13:30").await.unwrap();
        world.pass(TimeDelta::hours(60));
        let mine = nour.presses(&slot).await.unwrap().appointment;
        sweep(&world.app, world.now()).await.unwrap();
        assert!(reminders(&world, &mine).await.is_empty(), "two days before is over");
        world.pass(mine.starts_at.and_utc() - world.now() - TimeDelta::hours(3));
        sweep(&world.app, world.now()).await.unwrap();
        assert_eq!(reminders(&world, &mine).await.len(), 1);
    }
}
