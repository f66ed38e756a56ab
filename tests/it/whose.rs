//! Whose a request is: the office reads the applicant, the submitter, the basis with its end and the
//! person concerned; nobody else reads the last.
use chrono::TimeDelta;
use majlis::scheduling::{Decision, Refusal, RequestKind};
use majlis::service::decide::{Verdict, decide};
use majlis::service::hand_in::{Came, NewRequest, hand_in};
use majlis::service::requests::one;
use serde_json::{Value, json};

use crate::house::House;
use crate::pages::{comes_to_ask, staff};
use crate::people::{NOUR, meeting, refusal};
use crate::world::{World, on_both};

const FATHER: &str = "سالم الحربي";
const CONCERNED: &str = "فهد الحربي";

fn for_her_father() -> NewRequest {
    NewRequest {
        kind: RequestKind::Complaint,
        official: None,
        mode: None,
        centre: None,
        applicant: Some(FATHER.to_owned()),
        person_concerned: Some(CONCERNED.to_owned()),
        basis: Some("power_of_attorney".to_owned()),
        urgent_reason: Some("موعد الجلسة قريب".to_owned()),
        came: Came {
            basis_until: "2027-06-30".parse().ok(),
            ..Came::default()
        },
        ..meeting("")
    }
}

fn grant(official: Option<&str>) -> Verdict {
    Verdict {
        decision: Decision::Approve,
        official: official.map(Into::into),
        mode: None,
        department: None,
        urgency: None,
        urgency_reason: None,
        note: None,
        text: None,
    }
}

async fn reads(house: &House, token: &str, path: &str) -> Value {
    let order = house.client.get(format!("{}{path}", house.url));
    let answer = order.bearer_auth(token).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 200, "{path}");
    serde_json::from_str(&answer.text().await.unwrap()).unwrap()
}

on_both! {
    async fn the_office_reads_whose_it_is_and_whom_it_is_about(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let nour = world.citizen(NOUR).await;
        let new = for_her_father();
        let request = hand_in(&world.app, &nour.caller, new, world.now()).await.unwrap().request;
        let house = House::of(&world).await;
        let words = world.app.words.words("ar");
        let page = staff(&house, "scheduler", &format!("/office/requests/{}", request.id)).await;
        for key in ["case-person", "case-submitter", "case-concerned", "case-basis"] {
            assert!(page.says(&words.get(key)), "{key}: {}", page.html);
        }
        let until = words.date("2027-06-30".parse().unwrap());
        for told in [FATHER, CONCERNED, until.as_str(), words.get("inbox-urgent-asked").as_str()] {
            assert!(page.says(told), "{told}: {}", page.html);
        }
        let list = staff(&house, "scheduler", "/office/requests").await;
        assert!(list.says(&words.get("inbox-urgent-asked")), "who says that it presses stands out");
        assert!(!list.says(CONCERNED), "a list names nobody concerned");
        let path = format!("/api/v1/requests/{}", request.id);
        let office = world.staff("scheduler").await.access_token;
        let told = reads(&house, &office, &path).await;
        assert_eq!(told["person_concerned"], json!(CONCERNED));
        assert_eq!(told["basis_until"], json!("2027-06-30"));
        let own = one(&world.app, &nour.caller, (request.id, "own"), world.now()).await.unwrap();
        assert_eq!(own.concerned, None, "it is read by the office alone");
    }

    async fn a_representation_that_is_over_is_not_taken(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let words = world.app.words.words("ar");
        let mut browser = comes_to_ask(&world, &house, NOUR).await;
        browser.fills("/ask", &[("kind", "complaint")]).await;
        let about = |until| {
            [
                ("subject", "تأخر معاملة"),
                ("details", "سطر أول"),
                ("applicant", FATHER),
                ("basis", "power_of_attorney"),
                ("basis_until", until),
            ]
        };
        browser.uploads("/ask/about", &about("2020-01-01"), &[]).await;
        assert!(browser.says(&words.get("intake-until-wrong")), "{}", browser.html);
        assert!(browser.says(FATHER), "what was typed stays");
        browser.uploads("/ask/about", &about("2027-06-30"), &[("كشف.pdf", b"")]).await;
        assert!(browser.says("كشف.pdf"), "an empty file is said to be none: {}", browser.html);
        browser.uploads("/ask/about", &about("2027-06-30"), &[]).await;
        assert_eq!(browser.path, "/ask/check");
        let until = words.date("2027-06-30".parse().unwrap());
        for told in [words.value("basis", "power_of_attorney"), until, words.get("check-later-answer")] {
            assert!(browser.says(&told), "{told}: {}", browser.html);
        }
        world.pass(TimeDelta::seconds(1));
        let token = world.signs_in(NOUR.identity, NOUR.mobile).await.access_token;
        let body = json!({
            "kind": "complaint", "subject": "شكوى", "details": "نص", "applicant": FATHER,
            "basis": "kinship", "basis_until": "2020-01-01",
        });
        let order = house.client.post(format!("{}/api/v1/requests", house.url));
        let order = order.header("content-type", "application/json").bearer_auth(token);
        let answer = order.body(body.to_string()).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 422);
        let answer: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        assert_eq!(answer["errors"][0]["field"], json!("basis_until"));
        assert_eq!(answer["errors"][0]["code"], json!("past"));
    }

    async fn only_who_asks_for_a_meeting_or_is_offered_one_is_granted_it(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let nour = world.citizen(NOUR).await;
        let new = for_her_father();
        let request = hand_in(&world.app, &nour.caller, new, world.now()).await.unwrap().request;
        let office = world.staff("scheduler").await.caller;
        let house = House::of(&world).await;
        let page = staff(&house, "scheduler", &format!("/office/requests/{}", request.id)).await;
        assert!(page.says("value=\"answer\"") && !page.says("value=\"approve\""), "{}", page.html);
        let order = (request.id.clone(), grant(None));
        let refused = decide(&world.app, &office, order, world.now()).await;
        assert_eq!(refusal(refused), Refusal::NoMeeting);
        let order = (request.id.clone(), grant(Some("deputy")));
        let granted = decide(&world.app, &office, order, world.now()).await.unwrap();
        assert_eq!(granted.official_id.unwrap().as_str(), "deputy");
    }
}
