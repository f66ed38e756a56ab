//! The calendar people live by: a holiday takes the day's times away and gives them back, a
//! centre's hours change on a date, prayers are kept free, and the calendar is for everybody to
//! read.
use std::collections::{BTreeMap, BTreeSet};

use majlis::scheduling::availability::Stretch;
use majlis::scheduling::slot::facts::Day;
use majlis::scheduling::slot::hours::HoursOverride;
use majlis::scheduling::{Mode, Refusal, Section, Week, Window};
use majlis::service::calendar::{
    NewHoliday, add_holiday, confirm_holiday, days, override_hours, remove_holiday, remove_override,
};
use majlis::service::slots::{Ask, free_slots};
use majlis::service::{Caller, week};
use serde_json::{Value, json};

use crate::house::House;
use crate::people::{NOUR, SAMIRA, day, refusal, time};
use crate::world::{World, on_both};

const DAY: &str = "2026-11-24";

fn mourning() -> NewHoliday {
    let names = [("ar", "إجازة رسمية"), ("en", "A day given by decree")];
    NewHoliday {
        days: (day(DAY), day(DAY)),
        names: names
            .map(|(code, name)| (code.to_owned(), name.to_owned()))
            .into(),
        is_estimated: false,
    }
}

fn window(on: &str, from: &str, to: &str, mode: Mode, on_holiday: bool) -> Window {
    Window {
        buffer_minutes: 10,
        on_holiday,
        ..Stretch::plain((time(from), time(to)), [mode], 20).on(day(on))
    }
}

/// Publishes one more window of the deputy's.
async fn publishes(world: &World, window: Window) {
    let office = world.staff("scheduler").await.caller;
    let added = ("deputy".into(), window);
    week::add(&world.app, &office, added, world.now())
        .await
        .unwrap();
}

/// The deputy's free times of a day in person at the headquarters, on the wall.
async fn at_headquarters(world: &World, on: &str) -> Vec<String> {
    let ask = Ask {
        officials: BTreeSet::from(["deputy".into()]),
        mode: Some(Mode::InPerson),
        from: Some(day(on)),
        to: Some(day(on)),
        ..Ask::default()
    };
    let zone = chrono_tz::Asia::Riyadh;
    let slots = free_slots(&world.app, ask, world.now()).await.unwrap();
    let wall = |at| majlis::scheduling::calendar::local_time(zone, at).to_string();
    slots.iter().map(|slot| wall(slot.key.starts_at)).collect()
}

async fn admin(world: &World) -> Caller {
    world.staff("admin").await.caller
}

on_both! {
    async fn a_holiday_takes_the_times_of_its_day_and_gives_them_back(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        let samira = world.citizen(SAMIRA).await;
        let booked = nour.presses(&world.slot(DAY, "10:00").await.unwrap()).await.unwrap();
        let wanted = world.slot(DAY, "10:30").await.unwrap();
        let admin = admin(&world).await;
        let added = add_holiday(&world.app, &admin, mourning(), world.now()).await.unwrap();
        let hit: Vec<_> = added.hit.iter().map(|row| row.id.clone()).collect();
        assert!(hit.contains(&booked.appointment.id), "who stands on that day is listed");
        assert!(added.hit.iter().all(|row| row.state.holds_resources()));
        assert_eq!(world.slot(DAY, "10:30").await, None);
        assert_eq!(refusal(samira.presses(&wanted).await), Refusal::SlotTaken);
        assert!(world.slot("2026-11-25", "10:30").await.is_some(), "the day after is as it was");
        let office = world.staff("scheduler").await.caller;
        let whose = ("deputy".into(), Week::containing(day(DAY)));
        let seen = week::see(&world.app, &office, whose, world.now()).await.unwrap();
        assert!(seen.appointments.iter().any(|(row, _)| row.id == booked.appointment.id));
        let gone = remove_holiday(&world.app, &admin, added.holiday.id.clone(), world.now()).await;
        assert_eq!(gone.unwrap().hit.len(), 0);
        assert_eq!(world.slot(DAY, "10:00").await, None, "she kept her time");
        samira.presses(&world.slot(DAY, "10:30").await.unwrap()).await.unwrap();
        let twice = remove_holiday(&world.app, &admin, added.holiday.id, world.now()).await;
        assert_eq!(refusal(twice), Refusal::NotFound);
    }

    async fn a_computed_holiday_is_confirmed_on_the_days_that_were_announced(kind) {
        let world = World::ministry(kind, &[]).await;
        let admin = admin(&world).await;
        let of = |first: &str, last: &str| days(&world.app, None, (day(first), day(last))).unwrap();
        let before = of("2027-03-03", "2027-03-16");
        let kept: Vec<bool> = before.iter().map(|view| view.holiday.is_some()).collect();
        assert_eq!(kept.iter().filter(|&&is_kept| is_kept).count(), 10, "{kept:?}");
        let id = before[1].holiday.clone().unwrap().id;
        assert_eq!(id, "eid_fitr-1448");
        let announced = (id.clone(), Some((day("2027-03-05"), day("2027-03-15"))));
        confirm_holiday(&world.app, &admin, announced, world.now()).await.unwrap();
        let after = of("2027-03-04", "2027-03-15");
        assert!(after[0].holiday.is_none());
        assert!(after[1..].iter().all(|view| view.holiday.as_ref().unwrap().id == id));
        // One that no row holds yet is computed, and confirmed as it is.
        let far = of("2034-09-20", "2034-09-30");
        let found = far.iter().find_map(|view| view.holiday.clone()).unwrap();
        assert_eq!(found.id, "national_day-2034");
        let order = (found.id.clone(), None);
        confirm_holiday(&world.app, &admin, order, world.now()).await.unwrap();
        let unknown = ("eid_fitr-1".to_owned(), None);
        let refused = confirm_holiday(&world.app, &admin, unknown, world.now()).await;
        assert_eq!(refusal(refused), Refusal::NotFound);
        let backward = (found.id, Some((day("2034-09-24"), day("2034-09-20"))));
        let refused = confirm_holiday(&world.app, &admin, backward, world.now()).await;
        assert_eq!(refusal(refused), Refusal::WindowOrder);
    }

    async fn the_office_may_receive_on_a_holiday_and_says_so(kind) {
        let world = World::ministry(kind, &[]).await;
        publishes(&world, window(DAY, "16:00", "17:00", Mode::InPerson, false)).await;
        publishes(&world, window(DAY, "19:00", "20:00", Mode::InPerson, true)).await;
        let before = at_headquarters(&world, DAY).await;
        assert!(before.contains(&"16:00".to_owned()), "{before:?}");
        add_holiday(&world.app, &admin(&world).await, mourning(), world.now()).await.unwrap();
        // Isha is called at 18:34 and kept free for half an hour; 19:00 would hit it.
        assert_eq!(at_headquarters(&world, DAY).await, ["19:30"]);
    }

    async fn a_centre_keeps_other_hours_on_a_date(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        let booked = nour.presses(&world.slot(DAY, "10:00").await.unwrap()).await.unwrap();
        let admin = admin(&world).await;
        let closed = HoursOverride {
            section: Some(Section::Women),
            first: day(DAY),
            last: day(DAY),
            weekdays: BTreeSet::new(),
            hours: vec![(time("10:30"), time("11:30"))],
        };
        let madinah = || "madinah".into();
        let order = (madinah(), closed.clone(), " ".to_owned());
        let refused = override_hours(&world.app, &admin, order, world.now()).await;
        assert_eq!(refusal(refused), Refusal::ReasonNeeded);
        let order = (madinah(), closed, "صيانة".to_owned());
        let (id, hit) = override_hours(&world.app, &admin, order, world.now()).await.unwrap();
        assert!(hit.iter().any(|row| row.id == booked.appointment.id));
        assert_eq!(world.slot(DAY, "09:30").await, None);
        assert!(world.slot(DAY, "10:30").await.is_some());
        remove_override(&world.app, &admin, (madinah(), id), world.now()).await.unwrap();
        assert!(world.slot(DAY, "09:30").await.is_some());
        // The women's section opens on the Saturdays of a month: by name, so the weekend stays.
        publishes(&world, window("2026-11-28", "09:00", "10:00", Mode::Video, false)).await;
        assert_eq!(world.slot("2026-11-28", "09:00").await, None);
        let saturdays = HoursOverride {
            section: Some(Section::Women),
            first: day("2026-11-22"),
            last: day("2026-12-22"),
            weekdays: Day::of_number(6).into_iter().collect(),
            hours: vec![(time("09:00"), time("12:00"))],
        };
        let order = (madinah(), saturdays, "أيام السبت للنساء".to_owned());
        override_hours(&world.app, &admin, order, world.now()).await.unwrap();
        assert!(world.slot("2026-11-28", "09:00").await.is_some());
        assert!(world.slot(DAY, "10:30").await.is_some(), "other days are as they were");
    }

    async fn a_time_across_a_prayer_is_not_offered(kind) {
        // In Riyadh Asr is called at 14:43, in Madinah at 15:11.
        let asr = || Window {
            slot_minutes: 10,
            buffer_minutes: 20,
            ..window(DAY, "14:45", "16:00", Mode::Video, false)
        };
        let world = World::ministry(kind, &[]).await;
        publishes(&world, asr()).await;
        for (at, is_free) in [("14:45", false), ("15:15", false), ("15:45", true)] {
            assert_eq!(world.slot(DAY, at).await.is_some(), is_free, "{at}");
        }
        let prayers = [("calendar.prayer_minutes", "0"), ("calendar.friday_minutes", "0")];
        let world = World::ministry(kind, &prayers).await;
        publishes(&world, asr()).await;
        for at in ["14:45", "15:15", "15:45"] {
            assert!(world.slot(DAY, at).await.is_some(), "{at}");
        }
    }

    async fn the_calendar_is_for_everybody_and_changed_by_the_administrator(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let read = async |query: &str| -> Value {
            let (status, text) = house.get(&format!("/api/v1/calendar?{query}")).await;
            assert_eq!(status, 200, "{text}");
            serde_json::from_str(&text).unwrap()
        };
        let week = read("from=2026-11-26&to=2026-11-28&centre=madinah").await;
        let days = week["days"].as_array().unwrap();
        assert_eq!(days.len(), 3);
        assert_eq!(days[0]["weekend"], false);
        assert_eq!(days[0]["hours"][0], json!({"section": "men", "from": "08:00", "to": "16:00"}));
        assert_eq!(days[1]["weekend"], true);
        assert_eq!(days[1]["hours"], json!([]));
        assert_eq!(days[1]["prayers"][1]["prayer"], "dhuhr");
        assert_eq!(days[1]["prayers"][1]["from"], "2026-11-27T12:09:00+03:00");
        assert_eq!(days[1]["prayers"][1]["to"], "2026-11-27T13:09:00+03:00");
        let ramadan = read("from=1448-09-01&to=1448-09-01&calendar=umalqura&centre=riyadh").await;
        assert_eq!(ramadan["days"][0]["day"], "2027-02-08");
        assert_eq!(ramadan["days"][0]["ramadan"]["from"], "10:00");
        assert_eq!(ramadan["days"][0]["hours"][0]["to"], "15:00");
        let founding = read("from=2027-02-22&to=2027-02-22").await;
        let holiday = &founding["days"][0]["holiday"];
        assert_eq!((&holiday["id"], &holiday["estimated"]), (&json!("founding_day-2027"), &json!(false)));
        for wrong in ["from=2026-11-28&to=2026-11-26", "from=2026-11-28&to=2026-11-30&centre=nowhere",
            "from=2026-01-01&to=2027-06-01", "to=2026-11-26"] {
            assert_ne!(house.get(&format!("/api/v1/calendar?{wrong}")).await.0, 200, "{wrong}");
        }
        let sends = async |who: &str, path: &str, body: Value| {
            let token = world.staff(who).await.access_token;
            let order = house.client.post(format!("{}/api/v1{path}", house.url));
            let answer = order.bearer_auth(token).json(&body).send().await.unwrap();
            let status = answer.status().as_u16();
            (status, answer.json::<Value>().await.unwrap_or_default())
        };
        let body = json!({"first": DAY, "names": {"ar": "إجازة", "en": "A day off"}});
        assert_eq!(sends("scheduler", "/calendar/holidays", body.clone()).await.0, 403);
        let (status, made) = sends("admin", "/calendar/holidays", body).await;
        assert_eq!(status, 201, "{made}");
        let id = made["holiday"]["id"].as_str().unwrap().to_owned();
        assert!(made["hit"].as_array().is_some());
        let confirmed = sends("admin", &format!("/calendar/holidays/{id}/confirm"), json!({})).await;
        assert_eq!(confirmed.0, 200);
        let unnamed = json!({"first": DAY, "last": "2026-11-20", "names": {"ar": "إجازة"}});
        let (status, problem) = sends("admin", "/calendar/holidays", unnamed).await;
        assert_eq!((status, problem["errors"].as_array().unwrap().len()), (422, 2), "{problem}");
        let hours = json!({"first": DAY, "hours": [{"from": "09:00", "to": "12:00"}], "reason": "صيانة"});
        assert_eq!(sends("admin", "/centres/riyadh/overrides", hours.clone()).await.0, 201);
        assert_eq!(sends("admin", "/centres/nowhere/overrides", hours).await.0, 404);
        let (_, page) = house.get("/api/v1/calendar?from=2026-11-24&to=2026-11-24&centre=riyadh").await;
        let day: Value = serde_json::from_str(&page).unwrap();
        assert_eq!(day["days"][0]["holiday"]["id"], json!(id));
        assert_eq!(day["days"][0]["hours"][0]["to"], "12:00", "said by name: {page}");
    }
}

#[actix_web::test]
async fn a_ministry_without_computed_holidays_keeps_only_its_own() {
    let flags = [("calendar.holidays", "none"), ("calendar.city", "")];
    let world = World::empty(crate::world::Kind::Sqlite, &flags);
    world.app.catalogue.reload(&world.app.store).await.unwrap();
    let all = days(&world.app, None, (day("2027-01-01"), day("2027-12-31"))).unwrap();
    assert_eq!(all.len(), 365);
    assert!(
        all.iter()
            .all(|view| view.holiday.is_none() && view.prayers.is_empty())
    );
    let counted: BTreeMap<bool, usize> = all.iter().fold(BTreeMap::new(), |mut counted, view| {
        *counted.entry(view.is_weekend).or_default() += 1;
        counted
    });
    assert_eq!(counted[&true], 105);
}
