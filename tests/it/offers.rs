//! Offered times over the JSON surface: seen, taken and given back by whoever is signed in.
use futures_util::future::join_all;
use majlis::service::cancel::cancel;
use majlis::service::hand_in::hand_in;
use serde_json::{Value, json};

use crate::house::House;
use crate::people::{Citizen, NOUR, Papers, SAMIRA, meeting};
use crate::race::guard_is_sound;
use crate::rules::call;
use crate::world::{World, on_both};

const DAY: &str = "2026-11-24";

async fn enters(world: &World, papers: Papers) -> (Citizen, String) {
    let citizen = world.citizen(papers).await;
    let signed = world.signs_in(papers.identity, papers.mobile).await;
    (citizen, signed.access_token)
}

/// A request of hers to meet the deputy; its id.
async fn asks(world: &World, who: &Citizen) -> String {
    let handed = hand_in(&world.app, &who.caller, meeting(""), world.now()).await;
    handed.unwrap().request.id.to_string()
}

/// Nour waits, and ten o'clock, which somebody gave back, is offered to her: her request and the
/// offer.
async fn offered(
    world: &World,
    house: &House,
    (nour, token): &(Citizen, String),
) -> (String, Value) {
    let first = world.crowd(1).await.remove(0);
    let slot = world.slot(DAY, "10:00").await.unwrap();
    let booked = first.presses(&slot).await.unwrap();
    let request = asks(world, nour).await;
    let place = json!({ "request": request, "mode": "video", "centre": "madinah" });
    assert_eq!(
        call(house, token, ("POST", "/waiting-list", place)).await.0,
        201
    );
    let (_, none) = call(house, token, ("GET", "/offers", json!(null))).await;
    assert_eq!(none["offers"], json!([]));
    let gone = (booked.appointment.id, None);
    cancel(&world.app, &first.caller, gone, world.now())
        .await
        .unwrap();
    let (_, told) = call(house, token, ("GET", "/offers", json!(null))).await;
    assert_eq!(told["offers"].as_array().unwrap().len(), 1, "{told}");
    assert_eq!(told["offers"][0]["slot"], slot.as_str());
    (request, told["offers"][0].clone())
}

on_both! {
    async fn she_takes_what_is_offered_to_her_and_nobody_else_does(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let nour = enters(&world, NOUR).await;
        let (_, stranger) = enters(&world, SAMIRA).await;
        let (request, offer) = offered(&world, &house, &nour).await;
        assert_eq!(offer["request"], request.as_str());
        assert_eq!(offer["starts_at"], "2026-11-24T10:00:00+03:00");
        let way = |verb: &str| format!("/offers/{}/{verb}", offer["id"].as_str().unwrap());
        for verb in ["take", "decline"] {
            let (status, told) = call(&house, &stranger, ("POST", &way(verb), json!({}))).await;
            assert_eq!((status, told["code"].as_str()), (404, Some("not_found")), "{told}");
            assert_eq!(call(&house, "", ("POST", &way(verb), json!({}))).await.0, 401);
        }
        let (status, booked) = call(&house, &nour.1, ("POST", &way("take"), json!({}))).await;
        assert_eq!((status, booked["state"].as_str()), (201, Some("booked")), "{booked}");
        assert_eq!(booked["request"], request.as_str());
        for verb in ["take", "decline"] {
            let (status, told) = call(&house, &nour.1, ("POST", &way(verb), json!({}))).await;
            assert_eq!((status, told["code"].as_str()), (410, Some("offer_over")), "{told}");
        }
        let (_, left) = call(&house, &nour.1, ("GET", "/offers", json!(null))).await;
        assert_eq!(left["offers"], json!([]));
        guard_is_sound(&world).await;
    }

    async fn what_she_gives_back_is_for_all_and_her_place_stays(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let nour = enters(&world, NOUR).await;
        let (_, offer) = offered(&world, &house, &nour).await;
        let way = format!("/offers/{}/decline", offer["id"].as_str().unwrap());
        assert_eq!(call(&house, &nour.1, ("POST", &way, json!({}))).await.0, 204);
        assert!(world.slot(DAY, "10:00").await.is_some());
        let (_, list) = call(&house, &nour.1, ("GET", "/waiting-list", json!(null))).await;
        assert_eq!(list["waiting"][0]["number"], 1, "{list}");
        guard_is_sound(&world).await;
    }

    async fn takes_declines_and_bookings_at_once_leave_one_winner(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let nour = enters(&world, NOUR).await;
        let (samira, hers) = enters(&world, SAMIRA).await;
        let wish = asks(&world, &samira).await;
        let (_, offer) = offered(&world, &house, &nour).await;
        let id = offer["id"].as_str().unwrap();
        let tries = (0..24).map(|number| {
            let (token, path, body) = match number % 4 {
                0 | 1 => (&nour.1, format!("/offers/{id}/take"), json!({})),
                2 => (&nour.1, format!("/offers/{id}/decline"), json!({})),
                _ => (&hers, "/appointments".to_owned(),
                    json!({ "request": wish, "slot": offer["slot"] })),
            };
            let house = &house;
            async move { (number % 4, call(house, token, ("POST", &path, body)).await) }
        });
        let (mut took, mut gave_back, mut booked) = (0, 0, 0);
        for (turn, (status, told)) in join_all(tries).await {
            match (turn, status) {
                (0 | 1, 201) => took += 1,
                (2, 204) => gave_back += 1,
                (3, 201) => booked += 1,
                (0..=2, 410) => assert_eq!(told["code"], "offer_over"),
                (3, 409) => {
                    let code = told["code"].as_str().unwrap();
                    // Once hers is booked, her request waits for no other time.
                    assert!(["slot_taken", "wrong_stage"].contains(&code), "{told}");
                }
                other => panic!("{other:?}: {told}"),
            }
        }
        assert_eq!(took + gave_back, 1, "one answer counts");
        assert!(took + booked <= 1, "the time is one person's");
        guard_is_sound(&world).await;
    }

    /// What was within her quota when it was offered may be one too many when she takes it.
    async fn an_offer_does_not_pass_the_quota(kind) {
        let flags = [
            ("server.port", "0"), ("rules.quota_count", "1"), ("rules.one_open_meeting", "false"),
        ];
        let world = World::ministry(kind, &flags).await;
        let house = House::of(&world).await;
        let nour = enters(&world, NOUR).await;
        let (_, offer) = offered(&world, &house, &nour).await;
        let slot = world.slot(DAY, "11:00").await.unwrap();
        nour.0.presses(&slot).await.unwrap();
        let take = format!("/offers/{}/take", offer["id"].as_str().unwrap());
        let (status, told) = call(&house, &nour.1, ("POST", &take, json!({}))).await;
        assert_eq!((status, told["code"].as_str()), (409, Some("quota_reached")), "{told}");
        let (_, left) = call(&house, &nour.1, ("GET", "/offers", json!(null))).await;
        assert_eq!(left["offers"][0]["id"], offer["id"], "hers until its time is over");
        guard_is_sound(&world).await;
    }
}
