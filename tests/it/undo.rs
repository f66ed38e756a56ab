//! A publication undone: within ten minutes, while nobody was told of it and nobody has one of its
//! new times; then everything is as it was, and what was published is the draft again.
use chrono::TimeDelta;
use majlis::scheduling::ids::AppointmentId;
use majlis::scheduling::{NoticeEvent, OfferState, Refusal, WeekPlan};
use majlis::service::cancel::cancel;
use majlis::service::deliver::take_due;
use majlis::service::week::publish::Done;
use majlis::service::week::{WeekView, draft, undo};
use majlis::service::{Caller, ServiceError, rules, week};
use serde_json::json;

use crate::availability::{away, deputy, whose, window};
use crate::house::House;
use crate::people::{NOUR, SAMIRA, refusal};
use crate::race::guard_is_sound;
use crate::rules::call;
use crate::waiting_list::wish;
use crate::world::{World, on_both};

impl World {
    async fn week(&self, office: &Caller) -> WeekView {
        week::see(&self.app, office, whose(), self.now())
            .await
            .unwrap()
    }

    async fn undoes(&self, office: &Caller) -> Result<(), ServiceError> {
        undo::undo(&self.app, office, whose(), None, self.now()).await
    }

    /// The deputy's Tuesday morning goes: the week as it was, and who was hit.
    async fn takes_the_morning(&self, office: &Caller) -> (WeekPlan, Vec<AppointmentId>) {
        let was = self.week(office).await.plan;
        rules::add_exception(&self.app, office, (deputy(), away()), self.now())
            .await
            .unwrap();
        self.fills(office, None).await;
        self.pass(TimeDelta::seconds(1));
        let Done::Published(hit) = self.publishes(office, Some("سفر")).await else {
            panic!("it was not published");
        };
        (was, hit.into_iter().map(|(row, _)| row.id).collect())
    }

    /// An hour in the afternoon is drafted beside what is published, and published.
    async fn brings_an_hour(&self, office: &Caller) {
        let mut windows = self.week(office).await.plan.windows;
        windows.push(window("15:00", "16:00"));
        draft::save(&self.app, office, whose(), (None, windows), self.now())
            .await
            .unwrap();
        assert!(matches!(
            self.publishes(office, None).await,
            Done::Published(_)
        ));
    }
}

on_both! {
    async fn within_ten_minutes_everything_is_as_it_was_and_nobody_heard_of_it(kind) {
        let world = World::ministry(kind, &[]).await;
        let office = world.office().await;
        let nour = world.books(NOUR, "10:00").await.appointment;
        let chosen = world.chosen().await;
        let before = world.told(NOUR).await;
        let (was, hit) = world.takes_the_morning(&office).await;
        assert!(hit.contains(&nour.id));
        let seen = world.week(&office).await;
        assert_eq!(seen.undo_until, Some(world.now() + TimeDelta::minutes(10)));
        world.pass(TimeDelta::minutes(9));
        assert_eq!(world.told(NOUR).await, before, "she is told nothing yet");
        world.undoes(&office).await.unwrap();
        let now = world.week(&office).await;
        assert_eq!((now.plan.windows, now.undo_until), (was.windows, None));
        assert_eq!(now.plan.version, was.version + 2, "versions only rise");
        assert_eq!(now.draft.unwrap().windows, seen.plan.windows, "to be mended and published");
        assert_eq!(world.chosen().await, chosen);
        assert!(!world.cases(&office).await.iter().any(|one| hit.contains(&one.appointment.id)));
        world.pass(TimeDelta::minutes(10));
        assert_eq!(world.told(NOUR).await, before, "nor ever");
        assert_eq!(refusal(world.undoes(&office).await), Refusal::UndoLate, "once only");
        guard_is_sound(&world).await;
        // Published again, it hits the same people, and this time they hear of it.
        let again = world.publishes(&office, Some("سفر")).await;
        assert!(matches!(again, Done::Published(rows) if rows.len() == hit.len()));
        world.pass(TimeDelta::minutes(10));
        assert_eq!(world.told(NOUR).await[0], NoticeEvent::TimeChanging);
        assert_eq!(refusal(world.undoes(&office).await), Refusal::UndoLate);
    }

    async fn a_message_that_may_be_out_is_not_taken_back(kind) {
        let world = World::ministry(kind, &[]).await;
        let office = world.office().await;
        world.books(NOUR, "10:00").await;
        let (_, hit) = world.takes_the_morning(&office).await;
        // Another node whose clock is a little ahead is sending.
        let ahead = world.now() + TimeDelta::minutes(10);
        let due = take_due(&world.app, 50, ahead).await.unwrap();
        assert!(due.iter().any(|one| one.event == NoticeEvent::TimeChanging));
        assert_eq!(world.week(&office).await.undo_until, None, "nor is it offered");
        assert_eq!(refusal(world.undoes(&office).await), Refusal::UndoTold);
        let cases = world.cases(&office).await;
        let open = cases.iter().filter(|one| hit.contains(&one.appointment.id));
        assert_eq!(open.count(), hit.len(), "nothing of it was undone");
    }

    async fn what_somebody_booked_or_settled_since_stands(kind) {
        let world = World::ministry(kind, &[("calendar.prayer_minutes", "0")]).await;
        let office = world.office().await;
        world.brings_an_hour(&office).await;
        let samira = world.books(SAMIRA, "15:00").await.appointment;
        assert_eq!(refusal(world.undoes(&office).await), Refusal::UndoOvertaken);
        assert!(world.chosen().await.contains(&"15:30".to_owned()));
        // She gives it back: then nobody has a new time.
        let citizen = world.citizen(SAMIRA).await;
        cancel(&world.app, &citizen.caller, (samira.id, None), world.now()).await.unwrap();
        world.undoes(&office).await.unwrap();
        assert!(!world.chosen().await.contains(&"15:30".to_owned()));
        draft::discard(&world.app, &office, whose(), None, world.now()).await.unwrap();
        // Somebody who is hit cancels of her own accord: that is settled.
        let nour = world.books(NOUR, "10:00").await.appointment;
        world.takes_the_morning(&office).await;
        let citizen = world.citizen(NOUR).await;
        cancel(&world.app, &citizen.caller, (nour.id, None), world.now()).await.unwrap();
        assert_eq!(refusal(world.undoes(&office).await), Refusal::UndoOvertaken);
        guard_is_sound(&world).await;
    }

    async fn an_offer_that_nobody_knows_of_is_taken_back_and_made_again(kind) {
        let world = World::ministry(kind, &[("calendar.prayer_minutes", "0")]).await;
        let office = world.office().await;
        draft::save(&world.app, &office, whose(), (None, Vec::new()), world.now()).await.unwrap();
        world.publishes(&office, Some("عطلة")).await;
        world.pass(TimeDelta::minutes(10));
        let nour = world.citizen(NOUR).await;
        nour.waits(wish()).await;
        world.brings_an_hour(&office).await;
        let offers = world.offers().await;
        assert_eq!(offers.iter().map(|row| row.state).collect::<Vec<_>>(), [OfferState::Open]);
        let until = world.now() + TimeDelta::minutes(70);
        assert_eq!(offers[0].expires_at, until.naive_utc(), "she has as long to answer");
        assert!(!world.told(NOUR).await.contains(&NoticeEvent::Offered));
        world.undoes(&office).await.unwrap();
        let offers = world.offers().await;
        assert_eq!(offers.iter().map(|row| row.state).collect::<Vec<_>>(), [OfferState::Withdrawn]);
        guard_is_sound(&world).await;
        world.publishes(&office, None).await;
        assert_eq!(world.offers().await.len(), 2, "the same time is offered to her once more");
        world.pass(TimeDelta::minutes(10));
        let heard = world.told(NOUR).await;
        assert_eq!(heard.iter().filter(|event| **event == NoticeEvent::Offered).count(), 1);
    }

    /// Two publications within the minutes: the second gives the time back that the first took.
    async fn whoever_was_told_nothing_is_told_nothing_when_the_time_stands_again(kind) {
        let world = World::ministry(kind, &[]).await;
        let office = world.office().await;
        world.books(NOUR, "10:00").await;
        let before = world.told(NOUR).await;
        let (was, hit) = world.takes_the_morning(&office).await;
        world.pass(TimeDelta::minutes(1));
        let back = (None, was.windows);
        draft::save(&world.app, &office, whose(), back, world.now()).await.unwrap();
        world.publishes(&office, None).await;
        assert!(!world.cases(&office).await.iter().any(|one| hit.contains(&one.appointment.id)));
        // And the second one is undone: her time is away again, and she hears of that after all.
        world.undoes(&office).await.unwrap();
        let cases = world.cases(&office).await;
        assert!(hit.iter().all(|id| cases.iter().any(|one| one.appointment.id == *id)));
        assert_eq!(world.told(NOUR).await, before);
        world.pass(TimeDelta::minutes(10));
        let heard = world.told(NOUR).await;
        assert_eq!(heard[0], NoticeEvent::TimeChanging);
        assert!(!heard.contains(&NoticeEvent::TimeKept));
    }

    async fn programs_undo_a_publication(kind) {
        let flags = [("server.port", "0"), ("calendar.prayer_minutes", "0")];
        let world = World::ministry(kind, &flags).await;
        let house = House::of(&world).await;
        let office = world.office().await;
        world.brings_an_hour(&office).await;
        let token = world.staff("scheduler").await.access_token;
        let path = format!("/officials/deputy/weeks/{}", whose().1);
        let (_, seen) = call(&house, &token, ("GET", &path, json!(null))).await;
        assert!(seen["undo_until"].is_string(), "{seen}");
        let undo = format!("{path}/undo");
        let (status, seen) = call(&house, &token, ("POST", &undo, json!({}))).await;
        assert_eq!((status, &seen["undo_until"]), (200, &json!(null)), "{seen}");
        assert!(seen["draft"]["windows"].is_array());
        let (status, problem) = call(&house, &token, ("POST", &undo, json!({}))).await;
        assert_eq!((status, &problem["code"]), (409, &json!("undo_late")));
    }
}
