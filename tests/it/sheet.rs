//! The day on paper, and the busy times on a device: who reads them, what they say, and what not.
use std::process::Command;

use chrono::TimeDelta;
use majlis::scheduling::Refusal;
use majlis::service::book::Booked;
use majlis::service::feeds::{self, Of};
use majlis::service::{letters, readers};
use majlis::store::audit;
use reqwest::header::{ETAG, IF_NONE_MATCH};
use serde_json::{Value, json};

use crate::house::House;
use crate::mail::read_by;
use crate::pages::staff;
use crate::people::{NOUR, SAMIRA, refusal};
use crate::tools::{python, root};
use crate::world::{Kind, World, on_both};

const DAY: &str = "2026-11-24";
const SHEET: &str = "/office/day-sheet?day=2026-11-24";

/// Nour's meeting with the deputy, Tuesday at ten.
async fn booked(world: &World) -> Booked {
    let nour = world.citizen(NOUR).await;
    let slot = world.slot(DAY, "10:00").await.unwrap();
    nour.presses(&slot).await.unwrap()
}

/// The feed of the deputy's week on the secretary's phone: its address.
async fn feed(world: &World, house: &House, token: &str) -> (String, String) {
    let order = house.client.post(format!("{}/api/v1/feeds", house.url));
    let body = json!({"official": "deputy", "device": "هاتف المكتب"});
    let answer = order.bearer_auth(token).json(&body).send().await.unwrap();
    assert_eq!(answer.status(), 201);
    let made: Value = answer.json().await.unwrap();
    let address = made["address"].as_str().unwrap();
    let base = world.app.settings.server.public_url.trim_end_matches('/');
    let path = address.strip_prefix(base).unwrap().to_owned();
    (made["id"].as_str().unwrap().to_owned(), path)
}

on_both! {
    async fn the_sheet_is_arabic_with_both_dates_and_every_opening_is_logged(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let booked = booked(&world).await;
        let house = House::of(&world).await;
        let ar = world.app.words.words("ar");
        let mut office = staff(&house, "secretary", SHEET).await;
        office.opens("/language/en?next=/office/day-sheet?day=2026-11-24").await;
        let sheet = office.html.split("class=\"day-sheet\"").nth(1).unwrap().to_owned();
        assert!(sheet.starts_with(" lang=\"ar\" dir=\"rtl\""), "{sheet}");
        assert!(office.says(&world.app.words.words("en").get("sheet-lead")), "English around it");
        let reference = letters::shown(&booked.request.reference);
        let date = ar.day(DAY.parse().unwrap());
        assert!(date.contains("1448") && date.contains("2026"), "{date}");
        for said in [date.as_str(), NOUR.name, &booked.request.subject, &reference, "مركز المدينة المنورة",
            &ar.get("sheet-no-companions"), &ar.get("sheet-secret")] {
            assert!(sheet.contains(said), "{said}: {sheet}");
        }
        let thing = "day_sheet:2026-11-24".to_owned();
        let looks = world.app.store.read(move |db| audit::of_thing(db, &thing)).await.unwrap();
        assert!(looks.iter().any(|look| look.actor == "staff:staff-secretary"), "{looks:?}");
        let own = format!("appointment:{}", booked.appointment.id);
        let looks = world.app.store.read(move |db| audit::of_thing(db, &own)).await.unwrap();
        assert!(looks.iter().any(|look| look.purpose.as_deref() == Some("day_sheet")));

        // Another official's people stand on no sheet of the minister.
        let minister = staff(&house, "minister", SHEET).await;
        assert!(!minister.says(NOUR.name) && minister.says(&ar.get("sheet-none")), "{}", minister.html);
        let mut minister = minister;
        minister.opens(&format!("{SHEET}&official=deputy")).await;
        assert_eq!(minister.status, 404);
    }

    async fn a_feed_says_when_and_nothing_else_and_ends_at_once(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let booked = booked(&world).await;
        let house = House::of(&world).await;
        let signed_in = world.staff("secretary").await;
        let (id, path) = feed(&world, &house, &signed_in.access_token).await;
        let asks = async |known: &str| {
            let order = house.client.get(format!("{}{path}", house.url));
            order.header(IF_NONE_MATCH, known).send().await.unwrap()
        };
        let answer = asks("\"other\"").await;
        assert_eq!(answer.status(), 200);
        let tag = answer.headers()[ETAG].to_str().unwrap().to_owned();
        let kind_of = answer.headers()["content-type"].to_str().unwrap().to_owned();
        assert_eq!(kind_of, "text/calendar; charset=utf-8");
        let text = answer.text().await.unwrap();
        assert!(text.contains("DTSTART:20261124T070000Z"), "{text}");
        let (appointment, request) = (&booked.appointment, &booked.request);
        for secret in [NOUR.name, &request.subject, &request.reference, appointment.id.as_str(),
            request.id.as_str(), &appointment.uid, "LOCATION", "DESCRIPTION", "deputy", "المدينة"] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
        assert_eq!(asks(&tag).await.status(), 304);
        assert_eq!(asks(&format!("W/{tag}")).await.status(), 304);

        // Another time, another text; the same time, the same name of its entry.
        let samira = world.citizen(SAMIRA).await;
        samira.presses(&world.slot(DAY, "11:00").await.unwrap()).await.unwrap();
        let later = asks(&tag).await;
        assert_eq!(later.status(), 200);
        let uid = text.lines().find(|line| line.starts_with("UID:")).unwrap().to_owned();
        assert!(later.text().await.unwrap().contains(&uid));

        let secret = path.trim_start_matches("/feeds/").trim_end_matches(".ics").to_owned();
        let kept = feeds::own(&world.app, &signed_in.caller).await.unwrap();
        assert!(kept[0].token_hash != secret && kept[0].used_at.is_some());
        let other = world.staff("scheduler").await.caller;
        let theirs = feeds::revoke(&world.app, &other, id.as_str().into(), world.now()).await;
        assert_eq!(refusal(theirs), Refusal::NotFound);
        let order = house.client.delete(format!("{}/api/v1/feeds/{id}", house.url));
        let gone = order.bearer_auth(&signed_in.access_token).send().await.unwrap();
        assert_eq!(gone.status(), 204);
        assert_eq!(asks(&tag).await.status(), 404, "at once, also for who has read it");
        assert_eq!(house.get("/feeds/guessed.ics").await.0, 404);
    }

    async fn a_feed_ends_with_the_name_it_stands_on(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let token = world.staff("secretary").await.access_token;
        let (_, path) = feed(&world, &house, &token).await;
        assert_eq!(house.get(&path).await.0, 200);
        let deputy = world.staff("deputy").await.caller;
        let name = || ("deputy".into(), "staff-secretary".into());
        readers::remove(&world.app, &deputy, name(), world.now()).await.unwrap();
        assert_eq!(house.get(&path).await.0, 404);
        let unnamed = world.staff("secretary").await.caller;
        let of = (Of::Official("deputy".into()), "هاتف".to_owned());
        let made = feeds::make(&world.app, &unnamed, of, world.now()).await;
        assert_eq!(refusal(made), Refusal::NotFound);
        let office = staff(&house, "secretary", "/office/feeds").await;
        assert!(!office.says("value=\"official:deputy\"") && office.says("value=\"official:minister\""));
    }

    async fn a_rooms_week_is_for_its_manager_and_the_scheduler(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let booked = booked(&world).await;
        let room = booked.appointment.room_id.clone().unwrap();
        let house = House::of(&world).await;
        let of = || (Of::Room(room.clone()), "شاشة الغرفة".to_owned());
        for (who, may) in [("manager.madinah", true), ("scheduler", true), ("manager.riyadh", false), ("secretary", false)] {
            let caller = world.staff(who).await.caller;
            let made = feeds::make(&world.app, &caller, of(), world.now()).await;
            assert_eq!(made.is_ok(), may, "{who}");
            let Ok(made) = made else { continue };
            let (_, path) = made.address.split_once("/feeds/").unwrap();
            let (status, text) = house.get(&format!("/feeds/{path}")).await;
            assert_eq!(status, 200);
            assert!(text.contains("DTSTART:20261124T070000Z") && !text.contains(NOUR.name), "{text}");
        }
    }
}

#[actix_web::test]
async fn two_calendars_read_the_same_busy_times() {
    let world = World::ministry(Kind::Sqlite, &[]).await;
    let booked = booked(&world).await;
    let caller = world.staff("secretary").await.caller;
    let of = (Of::Official("deputy".into()), "هاتف".to_owned());
    let made = feeds::make(&world.app, &caller, of, world.now())
        .await
        .unwrap();
    let (_, secret) = made.address.split_once("/feeds/").unwrap();
    let secret = secret.trim_end_matches(".ics");
    let text = feeds::read(&world.app, secret, world.now()).await.unwrap();
    let mut first = Command::new(python());
    let first = read_by(first.arg(root().join("tests/it/feed_read.py")), &text.text);
    let mut second = Command::new("node");
    second.arg(root().join("tests/browser/tools/feed.mjs"));
    let second = read_by(&mut second, &text.text);
    assert_eq!(first, second, "{}", text.text);
    let all = first.as_array().unwrap();
    let starts = booked.appointment.starts_at.and_utc();
    let hers = starts.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    assert!(all.iter().any(|one| one["starts"] == hers.as_str()));
    let names = json!(["DTEND", "DTSTAMP", "DTSTART", "SUMMARY", "TRANSP", "UID"]);
    for one in all {
        assert_eq!(
            (&one["summary"], &one["names"]),
            (&json!("مشغول / Busy"), &names)
        );
    }
    world.pass(TimeDelta::days(1));
    let same = feeds::read(&world.app, secret, world.now()).await.unwrap();
    assert_eq!(same.tag, text.tag, "nothing changed");
}
