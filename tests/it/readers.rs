//! An official's week is seen by named people: every address of it, for one who is not named.
use majlis::scheduling::{Refusal, Week};
use majlis::service::readers::{name, of_official, remove};
use majlis::service::week;
use majlis::store::audit;
use serde_json::{Value, json};

use crate::house::House;
use crate::pages::staff;
use crate::people::{NOUR, refusal};
use crate::world::{World, on_both};

const DAY: &str = "2026-11-24";
const WEEK: &str = "2026-W48";
/// The one to be planned.
const NEXT: &str = "2026-W49";

/// Takes an account off both officials' weeks, or off one.
async fn unnames(world: &World, account: &str, officials: &[&str]) {
    let admin = world.staff("admin").await.caller;
    for official in officials {
        let whom = ((*official).into(), account.into());
        remove(&world.app, &admin, whom, world.now()).await.unwrap();
    }
}

/// Every address by which an official's week, or what belongs to it, could be read or changed.
fn addresses(appointment: &str, request: &str) -> Vec<(&'static str, String)> {
    let api = |rest: &str| format!("/api/v1/officials/deputy/{rest}");
    let week = |rest: &str| api(&format!("weeks/{WEEK}{rest}"));
    let page = |rest: &str| format!("/office/{rest}");
    let query = format!("official=deputy&week={WEEK}");
    vec![
        ("GET", page(&format!("week?{query}"))),
        ("GET", page(&format!("week/preview?{query}"))),
        ("GET", page(&format!("week/edit?{query}"))),
        ("GET", page(&format!("week/difference?{query}"))),
        ("GET", page("rules?official=deputy")),
        ("GET", page("exceptions?official=deputy")),
        ("GET", page("plan")),
        ("GET", page("fairness")),
        ("GET", page("plan/compare")),
        ("GET", page("today")),
        ("GET", page("waiting")),
        ("GET", page("waiting-list")),
        ("GET", page("why")),
        ("GET", page(&format!("guests?day={DAY}"))),
        ("GET", page(&format!("day-sheet?day={DAY}"))),
        ("GET", page(&format!("day-sheet?day={DAY}&official=deputy"))),
        ("GET", page("feeds")),
        ("GET", page("requests")),
        ("GET", page("requests?show=all")),
        ("GET", page(&format!("requests/{request}"))),
        ("GET", page(&format!("requests/{request}/brief"))),
        ("GET", page(&format!("appointments/{appointment}/outcome"))),
        ("GET", week("")),
        ("PUT", week("")),
        ("POST", week("/fill")),
        ("POST", week("/copy")),
        ("POST", week("/preview")),
        ("POST", week("/publish")),
        ("POST", week("/undo")),
        ("GET", api("rules")),
        ("GET", api("exceptions")),
        ("GET", api("cases")),
        ("GET", format!("/api/v1/weeks/{WEEK}/plan")),
        ("POST", format!("/api/v1/weeks/{WEEK}/plan")),
        ("GET", format!("/api/v1/appointments/{appointment}")),
        ("GET", format!("/api/v1/requests/{request}")),
        ("GET", "/api/v1/requests".to_owned()),
        ("POST", format!("/api/v1/appointments/{appointment}/cancel")),
        ("POST", "/api/v1/feeds".to_owned()),
    ]
}

/// The body that a call needs to come past the reading of it.
fn body(path: &str) -> Value {
    let last = path.rsplit('/').next().unwrap();
    match last {
        "copy" => json!({"from": "2026-W47"}),
        "cancel" => json!({"reason": "سبب"}),
        "feeds" => json!({"official": "deputy", "device": "هاتف"}),
        WEEK => json!({"windows": []}),
        _ => json!({}),
    }
}

/// What stands on pages of everybody: lists that are empty for who sees nobody's week.
const EMPTY: [&str; 10] = [
    "/office/today",
    "/office/waiting",
    "/office/waiting-list",
    "/office/why",
    "/office/guests?day=2026-11-24",
    "/office/day-sheet?day=2026-11-24",
    "/office/feeds",
    "/office/requests",
    "/office/requests?show=all",
    "/api/v1/requests",
];

on_both! {
    async fn whoever_is_not_named_finds_nothing_of_the_week(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let nour = world.citizen(NOUR).await;
        let booked = nour.presses(&world.slot(DAY, "10:00").await.unwrap()).await.unwrap();
        let all = addresses(booked.appointment.id.as_str(), booked.request.id.as_str());
        unnames(&world, "staff-secretary", &["minister", "deputy"]).await;
        let house = House::of(&world).await;
        let named = world.staff("scheduler").await.access_token;
        let unnamed = world.staff("secretary").await.access_token;
        let asks = async |method: &str, path: &str, token: &str| {
            let address = format!("{}{path}", house.url);
            let order = house.client.request(method.parse().unwrap(), address).bearer_auth(token);
            let order = match method {
                "GET" => order,
                _ => order.header("if-match", "\"0.0\"").json(&body(path)),
            };
            let answer = order.send().await.unwrap();
            (answer.status().as_u16(), answer.text().await.unwrap())
        };
        let mut seen = 0;
        for (method, path) in &all {
            let (status, text) = asks(method, path, &unnamed).await;
            let is_list = EMPTY.contains(&path.as_str());
            assert_eq!(status, if is_list { 200 } else { 404 }, "{method} {path}: {text}");
            for trace in [NOUR.name, booked.request.reference.as_str(), &booked.request.subject] {
                assert!(!text.contains(trace), "{method} {path} says {trace}");
            }
            assert!(!path.contains("feeds") || !text.contains("official:"), "{path}: {text}");
            if *method == "GET" {
                let (_, text) = asks(method, path, &named).await;
                seen += usize::from(text.contains(NOUR.name));
            }
        }
        assert!(seen >= 5, "the named scheduler sees her on {seen} of these");
        // The verbs themselves, not only the pages.
        let caller = world.staff("secretary").await.caller;
        let whose = ("deputy".into(), Week::parse(WEEK).unwrap());
        let view = week::see(&world.app, &caller, whose, world.now()).await;
        assert_eq!(refusal(view), Refusal::NotFound);
    }

    async fn who_is_named_for_one_sees_that_one(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        unnames(&world, "staff-scheduler", &["minister"]).await;
        let house = House::of(&world).await;
        let mut office = staff(&house, "scheduler", "/office/week").await;
        assert!(office.says("value=\"deputy\"") && !office.says("official=minister"), "{}", office.html);
        office.opens("/office/week?official=minister").await;
        assert_eq!(office.status, 404);
        office.opens("/office/plan").await;
        assert_eq!(office.status, 200, "the plan of the one");
        // The door reads names at each call: an old sign-in is no way around.
        let token = world.staff("scheduler").await.access_token;
        unnames(&world, "staff-scheduler", &["deputy"]).await;
        let address = format!("{}/api/v1/officials/deputy/weeks/{WEEK}", house.url);
        let answer = house.client.get(address).bearer_auth(token).send().await.unwrap();
        assert_eq!(answer.status(), 404);
    }

    async fn who_is_named_for_some_keeps_a_plan_of_each(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        world.writes(
            "INSERT INTO official (id, position, styles, name_policy, open_to_choice) \
             SELECT 'aide', 9, styles, name_policy, open_to_choice FROM official WHERE id = 'deputy'",
        ).await;
        world.app.catalogue.reload(&world.app.store).await.unwrap();
        let house = House::of(&world).await;
        let mut office = staff(&house, "scheduler", "/office/plan").await;
        let here = |official: &str| format!("official={official}\" aria-current=\"page\"");
        assert!(office.says(&here("minister")) && office.says("official=deputy"), "{}", office.html);
        assert!(!office.says("official=aide"), "{}", office.html);
        office.opens("/office/plan?official=deputy").await;
        assert!(office.says(&here("deputy")), "{}", office.html);
        office.fills("/office/plan", &[]).await;
        let made = world.app.words.words("ar").get("plan-done-made");
        assert!(office.says(&made) && office.says(&here("deputy")), "{}", office.html);
        let none = world.app.words.words("ar").get("plan-none");
        for (official, has_one) in [("minister", false), ("deputy", true)] {
            office.opens(&format!("/office/plan?official={official}")).await;
            assert_ne!(office.says(&none), has_one, "{official}: {}", office.html);
        }
        for page in ["", "/compare", "/fairness"] {
            office.opens(&format!("/office/plan{page}?official=aide")).await;
            assert_eq!(office.status, 404, "{page}");
        }
        let token = world.staff("scheduler").await.access_token;
        for (official, status) in [("minister", 404), ("deputy", 200), ("aide", 404)] {
            let address = format!("{}/api/v1/weeks/{NEXT}/plan?official={official}", house.url);
            let answer = house.client.get(address).bearer_auth(&token).send().await.unwrap();
            assert_eq!(answer.status(), status, "{official}");
        }
    }

    async fn the_official_names_and_removes_and_it_is_written_down(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let words = world.app.words.words("ar");
        let mut deputy = staff(&house, "deputy", "/office/readers").await;
        assert!(!deputy.says("value=\"minister\""), "one's own readers alone: {}", deputy.html);
        for account in ["staff-scheduler", "staff-secretary"] {
            let gone = [("official", "deputy"), ("staff", account)];
            deputy.fills("/office/readers/remove", &gone).await;
            assert!(deputy.says(&words.get("readers-removed")), "{}", deputy.html);
        }
        assert!(deputy.says(&words.get("readers-none")), "the last one may go: {}", deputy.html);
        deputy.opens("/office/week").await;
        assert_eq!(deputy.status, 200, "the official always sees it");
        deputy.opens("/office/readers").await;
        deputy.fills("/office/readers", &[("staff", "")]).await;
        assert!(deputy.says(&words.get("readers-missing")), "{}", deputy.html);
        deputy.fills("/office/readers", &[("staff", "staff-secretary")]).await;
        assert!(deputy.says(&words.get("readers-named")), "{}", deputy.html);
        let deeds = world.app.store.read(|db| audit::of_thing(db, "official:deputy")).await.unwrap();
        let of = |what: &str| deeds.iter().filter(|deed| deed.action == what).count();
        assert_eq!((of("name_reader"), of("remove_reader")), (1, 2), "{deeds:?}");
        assert!(deeds.iter().all(|deed| deed.actor == "staff:staff-deputy"));

        let token = world.staff("deputy").await.access_token;
        let sends = async |method: &str, rest: &str| {
            let address = format!("{}/api/v1/officials/{rest}", house.url);
            let order = house.client.request(method.parse().unwrap(), address).bearer_auth(&token);
            let answer = order.send().await.unwrap();
            (answer.status().as_u16(), answer.text().await.unwrap())
        };
        let (status, text) = sends("GET", "deputy/readers").await;
        let listed: Value = serde_json::from_str(&text).unwrap();
        assert_eq!((status, &listed["readers"][0]["staff"]), (200, &json!("staff-secretary")));
        assert_eq!(sends("PUT", "deputy/readers/staff-scheduler").await.0, 204);
        assert_eq!(sends("PUT", "deputy/readers/staff-scheduler").await.0, 204, "twice is once");
        assert_eq!(sends("PUT", "deputy/readers/staff-calls").await.0, 404, "no account of an office");
        assert_eq!(sends("DELETE", "deputy/readers/staff-scheduler").await.0, 204);
        assert_eq!(sends("DELETE", "deputy/readers/staff-scheduler").await.0, 404);
        assert_eq!(sends("GET", "minister/readers").await.0, 404, "another official's");

        let secretary = world.staff("secretary").await.caller;
        let whom = || ("deputy".into(), "staff-scheduler".into());
        assert_eq!(refusal(name(&world.app, &secretary, whom(), world.now()).await), Refusal::NotFound);
        let seen = of_official(&world.app, &secretary, "deputy".into()).await;
        assert_eq!(refusal(seen), Refusal::NotFound);
    }

    async fn another_node_knows_who_is_named(kind) {
        let world = World::ministry(kind, &[]).await;
        let node = world.second_node().await;
        unnames(&world, "staff-scheduler", &["deputy"]).await;
        node.catalogue.reload(&node.store).await.unwrap();
        let token = world.staff("scheduler").await.access_token;
        let there = majlis::service::tokens::check(&node, &token, world.now()).await.unwrap();
        let seen = there.staff().unwrap();
        assert!(seen.sees(&"minister".into()) && !seen.sees(&"deputy".into()));
    }
}
