//! The office gives an approved request one of its own times; no page names an official by itself.
use majlis::scheduling::Decision;
use majlis::scheduling::ids::RequestId;
use majlis::service::decide::{Verdict, decide};
use majlis::service::hand_in::{NewRequest, hand_in};
use majlis::service::requests;
use majlis::store::place;

use crate::house::House;
use crate::pages::staff;
use crate::people::{NOUR, Papers, SAMIRA, meeting};
use crate::world::{Kind, World, on_both};

const DAY: &str = "2026-11-25";

/// An approved request to meet the minister; its id.
async fn approved(world: &World, papers: Papers, centre: Option<&str>) -> String {
    let caller = world.citizen(papers).await.caller;
    let wish = NewRequest {
        official: Some("minister".into()),
        centre: centre.map(Into::into),
        ..meeting("")
    };
    let whole = hand_in(&world.app, &caller, wish, world.now())
        .await
        .unwrap();
    let id = whole.request.id;
    approves(world, &id).await;
    id.to_string()
}

/// The office approves a request.
pub(crate) async fn approves(world: &World, id: &RequestId) {
    let verdict = Verdict {
        decision: Decision::Approve,
        official: None,
        mode: None,
        department: None,
        urgency: None,
        urgency_reason: None,
        note: None,
        text: None,
    };
    let office = world.staff("scheduler").await.caller;
    decide(&world.app, &office, (id.clone(), verdict), world.now())
        .await
        .unwrap();
}

/// The times that a page offers.
fn offered(html: &str) -> Vec<String> {
    let Some((_, list)) = html.split_once("name=\"slot\"") else {
        return Vec::new();
    };
    let list = list.split("</select>").next().unwrap();
    let values = list.split("<option value=\"").skip(1);
    values
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect()
}

on_both! {
    async fn the_office_gives_a_time_and_the_sms_names_no_minister(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let (nours, samiras) = (
            approved(&world, NOUR, Some("madinah")).await,
            approved(&world, SAMIRA, Some("madinah")).await,
        );
        let page = format!("/office/requests/{nours}");
        let mut office = staff(&house, "secretary", &page).await;
        let times = offered(&office.html);
        let time = times.first().unwrap().clone();
        world.pass(chrono::TimeDelta::seconds(1));
        office.fills(&format!("{page}/allocate"), &[("slot", &time)]).await;
        assert_eq!((office.path.clone(), office.status), (format!("{page}?done=true"), 200));
        let nour = world.signs_in(NOUR.identity, NOUR.mobile).await.caller;
        let own = requests::own(&world.app, &nour, (None, 9)).await.unwrap();
        let appointment = own[0].appointments.first().unwrap();
        assert_eq!(own[0].request.state.as_str(), "scheduled");
        assert_eq!(appointment.state.as_str(), "booked");
        let told = majlis::service::phone::messages(&world.app, Some(NOUR.mobile), 9).await.unwrap();
        let sms = &told.iter().find(|one| one.event.as_str() == "booked").unwrap().text;
        for name in ["الوزير", "Minister"] {
            assert!(!sms.contains(name), "{sms}");
        }

        // The same time for somebody else: refused in words, on the page, with what is free.
        let page = format!("/office/requests/{samiras}");
        office.opens(&page).await;
        assert!(!offered(&office.html).contains(&time), "a booked time is not offered");
        office.fills(&format!("{page}/allocate"), &[("slot", &time)]).await;
        let words = world.app.words.words("ar");
        assert!(office.says(&words.get("refused-slot-taken")), "{}", office.html);
        assert!(!offered(&office.html).is_empty(), "the free times stand there again");
    }

    async fn without_a_centre_day_and_centre_are_chosen_first(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let id = approved(&world, NOUR, None).await;
        let page = format!("/office/requests/{id}");
        let mut office = staff(&house, "secretary", &page).await;
        assert!(office.says("name=\"day\"") && offered(&office.html).is_empty(), "{}", office.html);
        let (_, first) = office.html.split_once("name=\"day\" type=\"date\" value=\"").unwrap();
        let first = first.split('"').next().unwrap().to_owned();
        office.opens(&format!("{page}?day={first}&centre=madinah")).await;
        let times = offered(&office.html);
        assert!((1..=60).contains(&times.len()), "{} times", times.len());
        office.fills(&format!("{page}/allocate"), &[("slot", &times[0])]).await;
        assert_eq!(office.path, format!("{page}?done=true"));
        let words = world.app.words.words("ar");
        let other = approved(&world, SAMIRA, None).await;
        // A Friday has no times.
        office.opens(&format!("/office/requests/{other}?day=2026-11-27&centre=madinah")).await;
        assert!(office.says(&words.get("allocate-none")), "{}", office.html);
        office.opens(&format!("/office/requests/{other}?day={DAY}&centre=")).await;
        assert_eq!(office.status, 200);
    }
}

/// Every template of the pages.
fn templates() -> Vec<std::path::PathBuf> {
    let mut folders = vec![std::path::PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src/web"
    ))];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("node_modules") {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "html") {
                found.push(path);
            }
        }
    }
    found
}

#[actix_web::test]
async fn no_template_names_an_official() {
    let world = World::ministry(Kind::Sqlite, &[]).await;
    let officials = world.app.store.read(place::officials);
    let mut names: Vec<String> = [
        "وزير",
        "سمو ",
        "معالي",
        "Minister",
        "Excellency",
        "Highness",
    ]
    .map(str::to_owned)
    .to_vec();
    for official in officials.await.unwrap() {
        for language in ["ar", "en"] {
            let style = official.styles.in_language(language);
            names.extend([style.full, style.short, style.sms]);
        }
    }
    let found = templates();
    assert!(found.len() > 30, "{} templates", found.len());
    for path in found {
        let html = std::fs::read_to_string(&path).unwrap().to_lowercase();
        for name in &names {
            let is_named = html.contains(&name.to_lowercase());
            assert!(!is_named, "{} names {name}", path.display());
        }
    }
}
