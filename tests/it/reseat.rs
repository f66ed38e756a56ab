//! A time that was held before it was known who comes: it follows to the right section, or it is
//! given back and the person is told.
use majlis::scheduling::occupancy::cells;
use majlis::scheduling::slot::SlotId;
use majlis::scheduling::{Refusal, Sex};
use majlis::service::hold::own_hold;
use majlis::service::profile;
use majlis::service::{Hold, ServiceError};
use majlis::store::occupancy;
use serde_json::{Value, json};

use crate::house::House;
use crate::pages::comes_to_the_times;
use crate::people::{Citizen, NOUR, refusal};
use crate::race::guard_is_sound;
use crate::world::{World, on_both};

const DAY: &str = "2026-11-24";

/// Nour, who signed in and said nothing of herself.
async fn unknown(world: &World) -> (Citizen, String) {
    let signed = world.signs_in(NOUR.identity, NOUR.mobile).await;
    let citizen = Citizen {
        app: world.app.clone(),
        caller: signed.caller,
    };
    (citizen, signed.access_token)
}

async fn held(nour: &Citizen) -> Option<Hold> {
    let now = nour.app.clock.now();
    own_hold(&nour.app, &nour.caller, now).await.unwrap()
}

/// Somebody else's work takes both rooms of a section of Madinah at that time.
async fn fill_rooms(world: &World, slot: &SlotId, section: &str) {
    let starts_at = slot.key().unwrap().starts_at;
    let ends_at = starts_at + chrono::TimeDelta::minutes(20);
    let rooms = [1, 2].map(|number| format!("room:madinah-{section}-{number}"));
    let rows: Vec<_> = rooms
        .into_iter()
        .flat_map(|room| cells(starts_at, ends_at).map(move |cell| (room.clone(), cell)))
        .collect();
    let took = world
        .app
        .store
        .write(move |db| Ok::<_, ServiceError>(occupancy::add(db, &rows, ("works", None))?));
    assert_eq!(took.await.unwrap(), 8);
}

async fn says_who(house: &House, token: &str) -> Value {
    let address = format!("{}/api/v1/me", house.url);
    let order = house.client.put(address).bearer_auth(token);
    let order = order.header("accept-language", "en");
    let body = json!({ "name": NOUR.name, "sex": "woman" });
    let answer = order.json(&body).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

on_both! {
    async fn a_held_time_moves_to_the_right_section_in_one_step(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let (nour, token) = unknown(&world).await;
        let slot = world.slot(DAY, "10:00").await.unwrap();
        let first = nour.holds(&slot).await.unwrap();
        assert!(first.resources.contains("room:madinah-men-"), "{}", first.resources);
        let house = House::of(&world).await;
        let told = says_who(&house, &token).await;
        assert_eq!(told["hold"]["state"], "reseated", "{told}");
        let now = held(&nour).await.unwrap();
        assert_eq!((&now.id, now.expires_at), (&first.id, first.expires_at));
        assert!(now.resources.contains("room:madinah-women-"), "{}", now.resources);
        guard_is_sound(&world).await;
        // Said again, nothing is new.
        assert_eq!(says_who(&house, &token).await["hold"], Value::Null);
        let booked = nour.confirms(&now.id).await.unwrap();
        let room = booked.appointment.room_id.unwrap();
        assert!(room.as_str().starts_with("madinah-women-"), "{room}");
        guard_is_sound(&world).await;
    }

    async fn where_the_section_is_full_the_time_is_given_back_and_she_is_told(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let (nour, token) = unknown(&world).await;
        let slot = world.slot(DAY, "10:00").await.unwrap();
        let first = nour.holds(&slot).await.unwrap();
        fill_rooms(&world, &slot, "women").await;
        let draft = r#"{"subject":"تأخر معاملة"}"#.to_owned();
        profile::keep_draft(&world.app, &nour.caller, draft.clone(), world.now()).await.unwrap();
        let house = House::of(&world).await;
        let told = says_who(&house, &token).await;
        assert_eq!(told["hold"]["code"], "hold_given_back", "{told}");
        assert!(told["hold"]["detail"].as_str().unwrap().contains("choose another time"), "{told}");
        assert_eq!(held(&nour).await.map(|row| row.id), None);
        assert_eq!(refusal(nour.confirms(&first.id).await), Refusal::HoldExpired);
        let kept = profile::draft(&world.app, &nour.caller).await.unwrap();
        assert_eq!(kept, Some(draft), "nothing typed is lost");
        let her = profile::see(&world.app, &nour.caller).await.unwrap();
        assert_eq!(her.sex, Some(Sex::Woman));
        nour.presses(&world.slot(DAY, "11:00").await.unwrap()).await.unwrap();
    }

    async fn the_page_that_asks_says_it_and_offers_the_nearest(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let slot = world.slot(DAY, "10:00").await.unwrap();
        let mut hers = comes_to_the_times(&world, &house, NOUR).await;
        hers.fills("/ask/time", &[("slot", slot.as_str())]).await;
        assert_eq!(hers.path, "/ask/check");
        fill_rooms(&world, &slot, "men").await;
        hers.opens("/profile?next=/ask/check").await;
        let corrected = [("name", "نور الحربي"), ("sex", "man"), ("email", "")];
        hers.fills("/profile", &corrected).await;
        let words = world.app.words.words("ar");
        assert!(hers.says(&words.get("refused-hold-given-back")), "{}", hers.html);
        assert!(hers.says("first-free"), "the nearest times are offered");
        hers.opens("/ask/about").await;
        assert!(hers.says("تأخر معاملة"), "what was typed is kept");
    }
}
