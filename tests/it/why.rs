//! Why not: every rule for the office, one of a closed list for everybody, and nothing between the
//! lines.
use std::collections::BTreeMap;

use chrono::TimeDelta;
use majlis::scheduling::Week;
use majlis::scheduling::availability::{Change, Exception};
use majlis::scheduling::ids::OfficialId;
use majlis::scheduling::slot::SlotId;
use majlis::service::hand_in::hand_in;
use majlis::service::rules;
use majlis::service::week::{self, draft, publish};
use majlis::store;
use serde_json::Value;

use crate::allocation::approves;
use crate::house::House;
use crate::pages::staff;
use crate::people::{NOUR, Papers, SAMIRA, day, meeting, time};
use crate::world::{Kind, World, on_both};

const DAY: &str = "2026-11-24";
/// Ten in the morning of that Tuesday: offered by the deputy, by video only.
const TEN: &str = "2026-11-24T10:00:00%2B03:00";

fn deputy() -> OfficialId {
    "deputy".into()
}

fn by_video(at: &str, more: &str) -> String {
    format!("/slots/why?official=deputy&mode=video&centre=madinah&starts_at={at}{more}")
}

/// The whole answer but for its date: status, headers, text.
async fn whole(house: &House, token: &str, path: &str) -> (u16, BTreeMap<String, String>, String) {
    let order = house.client.get(format!("{}/api/v1{path}", house.url));
    let order = match token {
        "" => order,
        token => order.bearer_auth(token),
    };
    let answer = order.header("accept-language", "en").send().await.unwrap();
    let status = answer.status().as_u16();
    let headers = answer
        .headers()
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    let mut headers: BTreeMap<String, String> = headers.collect();
    headers.remove("date");
    (status, headers, answer.text().await.unwrap())
}

async fn asks(house: &House, token: &str, path: &str) -> Value {
    let (status, _, text) = whole(house, token, path).await;
    assert_eq!(status, 200, "{path}: {text}");
    serde_json::from_str(&text).unwrap()
}

/// What may have become of ten in the morning.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Booked,
    Held,
    Withdrawn,
    Travel,
    ForTheOtherWay,
}

async fn happens(world: &World, fate: Fate) {
    let office = world.staff("scheduler").await.caller;
    match fate {
        Fate::Booked | Fate::Held => {
            let samira = world.citizen(SAMIRA).await;
            let slot = world.slot(DAY, "10:00").await.unwrap();
            if matches!(fate, Fate::Booked) {
                samira.presses_plainly(&slot).await.unwrap();
            } else {
                samira.holds_for(&slot, "").await.unwrap();
            }
        }
        Fate::Withdrawn => {
            let given = (deputy(), day(DAY), time("10:00"), time("10:30"));
            week::withdraw(&world.app, &office, given, world.now())
                .await
                .unwrap();
        }
        Fate::Travel => {
            let away = Exception {
                day: day(DAY),
                last_day: None,
                change: Change::Remove {
                    from: Some(time("10:00")),
                    to: Some(time("10:30")),
                },
                reason: "سفر".to_owned(),
            };
            rules::add_exception(&world.app, &office, (deputy(), away), world.now())
                .await
                .unwrap();
            let whose = (deputy(), Week::containing(day(DAY)));
            draft::fill(
                &world.app,
                &office,
                whose.clone(),
                (None, None),
                world.now(),
            )
            .await
            .unwrap();
            let why = (None, Some("سفر".to_owned()));
            publish::publish(&world.app, &office, whose, why, world.now())
                .await
                .unwrap();
        }
        Fate::ForTheOtherWay => {
            let given = (deputy(), day(DAY), time("10:00"), time("10:30"));
            week::withdraw(&world.app, &office, given, world.now())
                .await
                .unwrap();
            let window = serde_json::from_value(serde_json::json!({
                "day": DAY, "from": "10:00", "to": "10:30", "modes": ["video"],
                "slot_minutes": 20, "buffer_minutes": 10, "open_to_choice": true,
                "centres": ["nowhere"],
            }));
            let given = (deputy(), window.unwrap());
            week::add(&world.app, &office, given, world.now())
                .await
                .unwrap();
        }
    }
}

/// What somebody outside is told after that, by every question about that time.
async fn told(kind: Kind, fate: Fate) -> Vec<(u16, BTreeMap<String, String>, String)> {
    let world = World::ministry(kind, &[("server.port", "0")]).await;
    let nour = world
        .signs_in(NOUR.identity, NOUR.mobile)
        .await
        .access_token;
    let desk = world.staff("desk.madinah").await.access_token;
    happens(&world, fate).await;
    let house = House::of(&world).await;
    let mut told = Vec::new();
    for token in ["", nour.as_str(), desk.as_str()] {
        for more in [
            "",
            "&section=women",
            "&needs=sign_language",
            "&needs=wheelchair,companions:1",
        ] {
            told.push(whole(&house, token, &by_video(TEN, more)).await);
        }
        let in_person = TEN.replace("10:00:00", "10:05:00");
        let path = format!("/slots/why?official=deputy&mode=in_person&starts_at={in_person}");
        told.push(whole(&house, token, &path).await);
    }
    told
}

on_both! {
    async fn travel_a_booking_and_a_withdrawn_hour_look_alike(kind) {
        let booked = told(kind, Fate::Booked).await;
        let first: Value = serde_json::from_str(&booked[0].2).unwrap();
        assert_eq!((first["reason"].as_str(), first["free"].as_bool()), (Some("not_offered"), Some(false)));
        assert_eq!(first["detail"], "This time is not offered.");
        assert!(first["near"].as_array().unwrap().len() >= 3, "{first}");
        for fate in [Fate::Held, Fate::Withdrawn, Fate::Travel, Fate::ForTheOtherWay] {
            assert_eq!(told(kind, fate).await, booked, "{fate:?}");
        }
    }

    async fn each_public_reason_is_said_in_plain_words(kind) {
        let flags = [("server.port", "0"), ("rules.one_open_meeting", "false"), ("rules.quota_count", "1")];
        let world = World::ministry(kind, &flags).await;
        let house = House::of(&world).await;
        let said = |path: String, token: &str| {
            let (house, token) = (&house, token.to_owned());
            async move {
                let answer = asks(house, &token, &path).await;
                assert!(answer.get("office").is_none(), "{answer}");
                let reason = answer["reason"].as_str().unwrap_or("free").to_owned();
                (reason, answer["detail"].as_str().unwrap().to_owned())
            }
        };
        let reason = |path: String| { let said = said(path, ""); async move { said.await.0 } };
        let at = |moment: &str| by_video(&format!("{moment}%2B03:00"), "");
        assert_eq!(reason(at("2026-11-24T10:00:00")).await, "free");
        assert_eq!(reason(at("2026-11-22T09:30:00")).await, "too_soon");
        assert_eq!(reason(at("2025-01-01T09:30:00")).await, "too_soon");
        assert_eq!(reason(at("2027-06-01T09:30:00")).await, "too_far");
        // Madinah's hours, its weekend, and the noon prayer in its city.
        assert_eq!(reason(at("2026-11-24T22:00:00")).await, "closed");
        assert_eq!(reason(at("2026-11-27T10:00:00")).await, "closed");
        assert_eq!(reason(at("2026-11-24T12:15:00")).await, "closed");
        assert_eq!(reason(at("2026-11-24T10:07:00")).await, "not_offered");
        let ministers = at("2026-11-24T10:00:00").replace("deputy", "minister");
        assert_eq!(reason(ministers).await, "by_office");
        let urdu = by_video(TEN, "&needs=interpreter:zu");
        let answer = asks(&house, "", &urdu).await;
        assert_eq!(answer["reason"], "needs");
        let without = answer["near"].as_array().unwrap().iter().find(|one| one["change"] == "without");
        let without = without.unwrap();
        assert_eq!((without["need"].as_str(), without["slot"]["starts_at"].as_str()),
            (Some("interpreter:zu"), Some("2026-11-24T10:00:00+03:00")));
        let nour = world.citizen(NOUR).await;
        let token = world.signs_in(NOUR.identity, NOUR.mobile).await.access_token;
        nour.presses_plainly(&world.slot(DAY, "10:00").await.unwrap()).await.unwrap();
        let (code, words) = said(at("2026-11-25T10:00:00"), &token).await;
        assert_eq!(code, "your_limit", "one appointment is the most");
        assert!(words.contains("call the centre"), "{words}");
        // Whom no rule stops is told of the other appointment, whatever the official does then.
        let easy = World::ministry(kind, &[("server.port", "0"), ("rules.one_open_meeting", "false")]).await;
        let open = House::of(&easy).await;
        let nour = easy.citizen(NOUR).await;
        nour.presses_plainly(&easy.slot(DAY, "10:00").await.unwrap()).await.unwrap();
        let token = easy.signs_in(NOUR.identity, NOUR.mobile).await.access_token;
        for official in ["deputy", "minister"] {
            let path = at("2026-11-24T10:05:00").replace("deputy", official);
            assert_eq!(asks(&open, &token, &path).await["reason"], "your_other_appointment");
        }
    }

    async fn the_office_sees_every_rule_and_each_way_round_is_given(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let samira = world.citizen(SAMIRA).await;
        samira.presses_plainly(&world.slot(DAY, "10:00").await.unwrap()).await.unwrap();
        let (id, person) = approved(&world, NOUR).await;
        let office = world.staff("scheduler").await.access_token;
        let for_nour = by_video(TEN, &format!("&request={id}"));
        let answer = asks(&house, &office, &for_nour).await;
        let of_office = &answer["office"];
        assert_eq!(of_office["reasons"][0]["rule"], "official_busy");
        assert_eq!(of_office["given"], false);
        let ways = of_office["relaxations"].as_array().unwrap();
        let time = ways.iter().find(|one| one["change"] == "time").unwrap();
        assert_eq!(time["slot"]["starts_at"], "2026-11-24T09:30:00+03:00");
        let given = (id.clone().into(), SlotId::from_text(time["slot"]["id"].as_str().unwrap()));
        let caller = world.staff("scheduler").await.caller;
        majlis::service::allocate::allocate(&world.app, &caller, given, world.now()).await.unwrap();
        // The look at her request was written down with its purpose.
        let looks = world.looks("why_not").await;
        assert_eq!(looks, [format!("request:{id}")]);
        world.pass(TimeDelta::seconds(1));
        asks(&house, &office, &by_video(TEN, &format!("&person={person}"))).await;
        assert_eq!(world.looks("why_not").await[1], format!("person:{person}"));
        // Nobody but the office of that official asks about others or sees the rules.
        for name in ["desk.madinah", "manager.madinah", "calls", "admin"] {
            let token = world.staff(name).await.access_token;
            assert!(asks(&house, &token, &by_video(TEN, "")).await.get("office").is_none(), "{name}");
            assert_eq!(whole(&house, &token, &for_nour).await.0, 404, "{name}");
        }
        let stranger = world.signs_in(SAMIRA.identity, SAMIRA.mobile).await.access_token;
        for (who, path) in [
            (stranger.as_str(), for_nour.clone()),
            (stranger.as_str(), by_video(TEN, &format!("&person={person}"))),
            ("", for_nour.clone()),
            (office.as_str(), by_video(TEN, "&request=nothing")),
            (office.as_str(), by_video(TEN, "").replace("deputy", "nobody")),
        ] {
            assert_eq!(whole(&house, who, &path).await.0, 404, "{path}");
        }
        let unplaced = by_video(TEN, "").replace("&centre=madinah", "");
        assert_eq!(whole(&house, "", &unplaced).await.0, 422);
    }
}

impl World {
    /// What staff looked at for that purpose, in order.
    async fn looks(&self, purpose: &'static str) -> Vec<String> {
        use diesel::prelude::*;
        use majlis::store::schema::audit;
        let read = self.app.store.read(move |db| {
            let looks = audit::table.filter(audit::purpose.eq(purpose));
            let looks = looks.order(audit::id).select(audit::thing);
            Ok::<_, store::StoreError>(looks.load::<String>(db)?)
        });
        read.await.unwrap()
    }
}

/// An approved request to meet the deputy, and whose it is.
async fn approved(world: &World, papers: Papers) -> (String, String) {
    let nour = world.citizen(papers).await;
    let wish = meeting("");
    let request = hand_in(&world.app, &nour.caller, wish, world.now())
        .await
        .unwrap()
        .request;
    approves(world, &request.id).await;
    world.pass(TimeDelta::seconds(1));
    (request.id.to_string(), request.person_id.to_string())
}

on_both! {
    async fn pages_ask_for_a_time_and_answer(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let samira = world.citizen(SAMIRA).await;
        samira.presses_plainly(&world.slot(DAY, "10:00").await.unwrap()).await.unwrap();
        let (id, _) = approved(&world, NOUR).await;
        let house = House::of(&world).await;
        let words = world.app.words.words("ar");
        let mut office = staff(&house, "scheduler", &format!("/office/requests/{id}")).await;
        let page = format!("/office/why?request={id}");
        assert!(office.says(&page), "the page of the request leads to it");
        office.opens(&format!("{page}&official=deputy&mode=video&centre=madinah&day={DAY}&time=10:00")).await;
        assert!(office.says(&words.get("why-official-busy")), "{}", office.html);
        assert!(office.says(&words.get("why-public-not-offered")));
        office.opens(&format!("{page}&mode=video&centre=madinah&day={DAY}&time=10:30")).await;
        assert!(office.says(&words.get("why-given")), "{}", office.html);
        office.opens(&format!("{page}&mode=video&day={DAY}&time=soon")).await;
        assert!(office.says(&words.get("why-missing")), "{}", office.html);
        office.opens("/office/why").await;
        assert_eq!(office.status, 200);
    }
}
