//! A request that its applicant takes back.
use futures_util::future::join_all;
use majlis::scheduling::NoticeEvent;
use majlis::service::cancel::cancel;
use majlis::service::wait;
use majlis::service::withdraw::withdraw;
use majlis::store::outbox;
use serde_json::json;

use crate::browser::Browser;
use crate::citizen::signs_in;
use crate::house::House;
use crate::people::{NOUR, SAMIRA};
use crate::race::guard_is_sound;
use crate::rules::call;
use crate::waiting_list::wish;
use crate::world::{World, on_both};

const DAY: &str = "2026-11-24";

/// How many messages of that kind are owed about a request, sent or not.
async fn owed(world: &World, about: String, event: NoticeEvent) -> usize {
    let rows = world
        .app
        .store
        .read(move |db| outbox::about(db, &about))
        .await
        .unwrap();
    rows.iter().filter(|row| row.event == event).count()
}

on_both! {
    async fn whoever_takes_a_request_back_waits_no_more_and_is_told_once(kind) {
        let world = World::ministry(kind, &[]).await;
        let holder = world.crowd(1).await.remove(0);
        let slot = world.slot(DAY, "10:00").await.unwrap();
        let booked = holder.presses(&slot).await.unwrap();
        let (nour, samira) = (world.citizen(NOUR).await, world.citizen(SAMIRA).await);
        let place = nour.waits(wish()).await;
        world.pass(chrono::TimeDelta::seconds(1));
        samira.waits(wish()).await;
        let gone = (booked.appointment.id, None);
        cancel(&world.app, &holder.caller, gone, world.now()).await.unwrap();
        let offered = wait::own(&world.app, &nour.caller).await.unwrap();
        assert!(offered[0].offer.is_some(), "the first is offered the time");

        let id = place.request.id;
        let presses = (0..4).map(|_| withdraw(&world.app, &nour.caller, id.clone(), world.now()));
        let done = join_all(presses).await;
        assert_eq!(done.iter().filter(|each| each.is_ok()).count(), 1);
        assert_eq!(owed(&world, format!("request:{id}"), NoticeEvent::Withdrawn).await, 1);
        assert!(wait::own(&world.app, &nour.caller).await.unwrap().is_empty());
        let next = wait::own(&world.app, &samira.caller).await.unwrap();
        assert!(next[0].offer.is_some(), "the time goes to the next at once");
        guard_is_sound(&world).await;
    }

    async fn only_the_applicant_takes_it_back_and_never_past_an_appointment(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let nour = world.citizen(NOUR).await;
        let own = world.signs_in(NOUR.identity, NOUR.mobile).await.access_token;
        let other = world.signs_in(SAMIRA.identity, SAMIRA.mobile).await.access_token;
        let slot = world.slot(DAY, "10:00").await.unwrap();
        let booked = nour.presses(&slot).await.unwrap();
        let way = format!("/requests/{}/withdraw", booked.request.id);
        let (status, told) = call(&house, &own, ("POST", &way, json!({}))).await;
        assert_eq!((status, told["code"].as_str()), (409, Some("wrong_stage")), "{told}");
        let gone = (booked.appointment.id, None);
        cancel(&world.app, &nour.caller, gone, world.now()).await.unwrap();
        assert_eq!(call(&house, &other, ("POST", &way, json!({}))).await.0, 404);
        let (status, told) = call(&house, &own, ("POST", &way, json!({}))).await;
        assert_eq!((status, told["state"].as_str()), (200, Some("withdrawn")), "{told}");
    }

    async fn the_page_asks_once_more_and_says_what_was_done(kind) {
        let world = World::ministry(kind, &[]).await;
        let place = world.citizen(NOUR).await.waits(wish()).await;
        let request = format!("/requests/{}", place.request.id);
        let link = format!("{request}/withdraw");
        let mut nour = Browser::new(&world);
        signs_in(&world, &mut nour, (NOUR.identity, NOUR.mobile)).await;
        nour.get(&request).await.says(&link);
        let asked = nour.get(&link).await;
        asked.says("لا يمكن الرجوع فيه");
        let done = nour.send(&asked, &link, &[]).await;
        done.leads_to(&request);
        let shown = nour.get(&done.to).await;
        shown.says("سُحب الطلب، وأُرسلت رسالة بذلك.");
        assert!(!shown.body.contains(&link), "what is taken back is not taken back again");
        assert_eq!(nour.send(&asked, &link, &[]).await.status, 409);
    }
}
