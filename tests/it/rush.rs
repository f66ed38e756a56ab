//! More come than can be served: numbers by arrival, and everybody is answered.
use std::collections::BTreeMap;

use chrono::TimeDelta;
use majlis::scheduling::ids::SignInId;
use majlis::scheduling::slot::Slot;
use majlis::service::{Caller, ServiceError, tokens};
use majlis::store::sign_in::{self, SignIn};
use reqwest::header::HeaderMap;

use crate::client::Browser;
use crate::house::House;
use crate::pages::comes_to_the_times;
use crate::people::{Citizen, NOUR, SAMIRA};
use crate::race::guard_is_sound;
use crate::world::{World, on_both};

/// One at a time, and four may wait inside: whoever else comes is given a number.
const NARROW: &[(&str, &str)] = &[
    ("server.port", "0"),
    ("queue.seats", "1"),
    ("queue.patience_ms", "10"),
    ("calendar.prayer_minutes", "0"),
];

impl World {
    /// What each of them shows at the door, signed in as they are.
    async fn tokens(&self, crowd: &[Citizen]) -> Vec<String> {
        let now = self.now();
        let mut tokens = Vec::new();
        for (number, one) in crowd.iter().enumerate() {
            let Caller::Person { id, .. } = &one.caller else {
                panic!("a crowd of people");
            };
            let sign_in = SignInId::from(format!("crowd-{number}"));
            let row = SignIn {
                id: sign_in.clone(),
                subject_kind: "person".to_owned(),
                subject_id: id.to_string(),
                refresh_hash: format!("refresh {number}"),
                previous_hash: None,
                rotated_at: now.naive_utc(),
                created_at: now.naive_utc(),
                ends_at: (now + TimeDelta::days(1)).naive_utc(),
                revoked_at: None,
            };
            let add = move |db: &mut _| Ok::<_, ServiceError>(sign_in::add(db, &row)?);
            self.app.store.write(add).await.unwrap();
            let id = id.clone();
            let caller = Caller::Person { id, sign_in };
            tokens.push(tokens::issue(&self.app, &caller, now).unwrap());
        }
        tokens
    }
}

/// What a press was answered.
struct Answer {
    status: u16,
    head: HeaderMap,
    body: serde_json::Value,
}

impl Answer {
    fn number(&self) -> u64 {
        self.body["queue"]["number"].as_u64().unwrap()
    }

    fn place(&self) -> String {
        self.body["queue"]["token"].as_str().unwrap().to_owned()
    }
}

async fn presses(house: &House, token: &str, slot: &Slot, place: Option<&str>) -> Answer {
    let mut call = house
        .client
        .post(format!("{}/api/v1/holds", house.url))
        .bearer_auth(token)
        .header("accept-language", "en")
        .json(&serde_json::json!({ "slot": slot.id() }));
    if let Some(place) = place {
        call = call.header("majlis-queue", place);
    }
    let answer = call.send().await.unwrap();
    Answer {
        status: answer.status().as_u16(),
        head: answer.headers().clone(),
        body: answer.json().await.unwrap(),
    }
}

/// Everybody presses at the same moment, each for another time as far as there are any.
async fn all_press(house: &House, tokens: &[String], slots: &[Slot]) -> Vec<Answer> {
    let all = tokens.iter().zip(slots.iter().cycle());
    let all = all.map(|(token, slot)| presses(house, token, slot, None));
    futures_util::future::join_all(all).await
}

on_both! {
    async fn everybody_is_answered_with_a_time_a_no_or_a_number_and_then_comes_in(kind) {
        let world = World::ministry(kind, NARROW).await;
        let slots = world.free("").await;
        let tokens = world.tokens(&world.crowd(60).await).await;
        let house = House::of(&world).await;
        let first = all_press(&house, &tokens, &slots).await;
        let mut waiting = BTreeMap::new();
        let mut won = 0;
        for (number, answer) in first.iter().enumerate() {
            match answer.status {
                201 => won += 1,
                409 => assert_eq!(answer.body["code"], "slot_taken"),
                503 => {
                    assert_eq!(answer.body["code"], "wait_your_turn");
                    let again: i64 = answer.head["retry-after"].to_str().unwrap().parse().unwrap();
                    assert!((5..=30).contains(&again), "{again}");
                    assert_eq!(answer.head["majlis-queue"].to_str().unwrap(), answer.place());
                    assert_eq!(waiting.insert(answer.number(), number), None, "one number each");
                }
                other => panic!("{other}: {}", answer.body),
            }
        }
        assert!(won > 0 && waiting.len() > 20, "{won} won, {} wait", waiting.len());
        let numbers: Vec<u64> = waiting.keys().copied().collect();
        let all: Vec<u64> = (1..).take(waiting.len()).collect();
        assert_eq!(numbers, all, "by arrival, without gaps");
        // Asking again at once changes nothing, with what was given along or without.
        let (number, who) = waiting.last_key_value().map(|(n, w)| (*n, *w)).unwrap();
        let place = first[who].place();
        for shown in [None, Some(place.as_str()), Some("1.forged")] {
            let again = presses(&house, &tokens[who], &slots[0], shown).await;
            assert_eq!((again.status, again.number()), (503, number));
        }
        // Once they are called they come in, in whatever order they ask.
        for who in waiting.values().rev() {
            let mut rounds = 0;
            loop {
                let answer = presses(&house, &tokens[*who], &slots[*who % slots.len()], None).await;
                if answer.status != 503 {
                    assert!([201, 409].contains(&answer.status), "{}", answer.body);
                    break;
                }
                rounds += 1;
                assert!(rounds < 60, "nobody waits for ever");
                world.pass(TimeDelta::seconds(1));
            }
        }
        world.pass(TimeDelta::seconds(61));
        let after = presses(&house, &tokens[0], &slots[0], None).await;
        assert_ne!(after.status, 503, "the rush is over");
        assert!(!world.app.gate.is_raised());
        guard_is_sound(&world).await;
    }

    async fn she_waits_on_a_page_that_says_her_number_and_comes_through_by_itself(kind) {
        let world = World::ministry(kind, NARROW).await;
        let slots = world.free("").await;
        let tokens = world.tokens(&world.crowd(40).await).await;
        let house = House::of(&world).await;
        let mut nour = comes_to_the_times(&world, &house, NOUR).await;
        let mut samira = comes_to_the_times(&world, &house, SAMIRA).await;
        let chosen = wanted(&nour);
        let told = all_press(&house, &tokens, &slots).await;
        let waiting = told.iter().filter(|answer| answer.status == 503).count();
        assert!(waiting > 0);
        nour.fills("/ask/time", &[("slot", &chosen)]).await;
        assert_eq!(nour.status, 503);
        assert!(nour.says("دورك محفوظ") && nour.says("ما كتبته محفوظ"), "{}", nour.html);
        let back = format!("/ask/time?wanted={chosen}");
        assert!(nour.says(&format!("href=\"{back}\"")), "{}", nour.html);
        let again = nour.head["refresh"].clone();
        assert!(again.ends_with(&format!("; url={back}")), "{again}");
        let number = format!("turn-number number\">{}<", waiting + 1);
        assert!(nour.says(&number), "{number} {}", nour.html);
        nour.opens(&back).await;
        assert!(nour.says(&number), "reloading changes nothing");
        samira.opens("/ask/time").await;
        assert_eq!(samira.status, 503, "and who comes later stands behind her");
        assert!(samira.says(&format!("turn-number number\">{}<", waiting + 2)), "{}", samira.html);
        // Her number is called.
        world.pass(TimeDelta::seconds(2));
        nour.opens(&back).await;
        assert_eq!((nour.status, nour.path.as_str()), (200, back.as_str()));
        assert!(nour.says("جاء دورك") && nour.says(&chosen), "{}", nour.html);
        nour.fills("/ask/time", &[("slot", &chosen)]).await;
        assert_eq!((nour.status, nour.path.as_str()), (200, "/ask/check"), "{}", nour.html);
    }
}

/// The last time that is offered on the page.
fn wanted(browser: &Browser<'_>) -> String {
    let (_, after) = browser.html.rsplit_once("name=\"slot\" value=\"").unwrap();
    after.split('"').next().unwrap().to_owned()
}

on_both! {
    async fn a_person_has_so_many_tries_a_minute(kind) {
        let flags = &[("server.port", "0"), ("limits.enabled", "true"), ("limits.tries_per_person_per_minute", "3")];
        let world = World::ministry(kind, flags).await;
        let slots = world.free("").await;
        let tokens = world.tokens(&world.crowd(2).await).await;
        let house = House::of(&world).await;
        for _ in 0..3 {
            let answer = presses(&house, &tokens[0], &slots[0], None).await;
            assert_eq!(answer.status, 201);
        }
        let many = presses(&house, &tokens[0], &slots[0], None).await;
        assert_eq!((many.status, &many.body["code"]), (429, &"too_many_requests".into()));
        assert!(many.head.contains_key("retry-after"));
        let other = presses(&house, &tokens[1], &slots[1], None).await;
        assert_eq!(other.status, 201, "the limit is each person's own");
    }
}
