//! Following a request: who has it, what comes next and by when, with an account and without.
use chrono::TimeDelta;
use majlis::scheduling::{Decision, RequestKind};
use majlis::service::decide::{Verdict, decide};
use majlis::service::hand_in::{NewRequest, hand_in};
use majlis::service::{Request, letters};

use crate::client::Browser;
use crate::house::House;
use crate::pages::comes_to_ask;
use crate::people::{Citizen, NOUR, SAMIRA, meeting};
use crate::world::{World, on_both};

async fn transaction(world: &World, who: &Citizen) -> Request {
    let new = NewRequest {
        kind: RequestKind::Transaction,
        official: None,
        mode: None,
        centre: None,
        ..meeting("")
    };
    hand_in(&world.app, &who.caller, new, world.now())
        .await
        .unwrap()
        .request
}

async fn decides(world: &World, request: &Request, decision: Decision, text: Option<&str>) {
    world.pass(TimeDelta::minutes(1));
    let office = world.staff("scheduler").await.caller;
    let verdict = Verdict {
        department: (decision == Decision::Route).then(|| "traffic".into()),
        note: Some("للموظفين وحدهم".to_owned()),
        text: text.map(str::to_owned),
        ..Verdict::of(decision)
    };
    let order = (request.id.clone(), verdict);
    decide(&world.app, &office, order, world.now())
        .await
        .unwrap();
}

on_both! {
    async fn a_reference_and_a_code_show_who_has_it_and_by_when(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let nour = world.citizen(NOUR).await;
        let request = transaction(&world, &nour).await;
        decides(&world, &request, Decision::Route, None).await;
        let house = House::of(&world).await;
        let words = world.app.words.words("ar");
        let mut browser = Browser::of(&house);
        browser.opens(&format!("/r/{}", request.reference)).await;
        let instead = format!("/track?reference={}", letters::shown(&request.reference));
        assert!(browser.says(&instead), "{}", browser.html);
        browser.opens("/track").await;
        browser.fills("/track", &[("reference", "12")]).await;
        assert!(browser.says(&words.get("error-reference")) && browser.says("12"));
        world.pass(TimeDelta::seconds(1));
        let reference = letters::shown(&request.reference).to_lowercase();
        browser.fills("/track", &[("reference", &reference)]).await;
        let page = browser.path.clone();
        assert!(browser.says(&words.get("track-code-lead")), "{}", browser.html);
        browser.fills(&page, &[("code", "")]).await;
        assert!(browser.says(&words.get("code-missing")));
        browser.fills(&page, &[("code", "000000")]).await;
        assert!(browser.says(&words.get("refused-code-wrong")), "{}", browser.html);
        let code = world.reads_code(NOUR.mobile).await;
        browser.fills(&page, &[("code", &code)]).await;
        assert_eq!(browser.path, "/track/request");
        assert!(browser.says("المرور") && browser.says(&words.get("track-holder")));
        // Fifteen working days from Sunday, 22 November.
        assert!(browser.says(&words.day("2026-12-13".parse().unwrap())), "{}", browser.html);
        assert!(!browser.says(NOUR.name) && !browser.says("منذ ستة أشهر"), "no more than it must");
        assert!(!browser.says("للموظفين وحدهم"), "notes are for staff");
        assert!(!browser.says("href=\"/requests\""), "there is no account to go to");
        browser.opens(&format!("/r/{}", request.reference)).await;
        assert_eq!(browser.path, "/track/request", "the link in an SMS leads to what is followed");
        browser.opens(&format!("/requests/{}/reply", request.id)).await;
        assert_eq!(browser.status, 409, "a code follows, it does not write");
    }

    async fn an_unknown_reference_looks_like_a_known_one(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let mut browser = Browser::of(&house);
        browser.opens("/track").await;
        let request = transaction(&world, &world.citizen(SAMIRA).await).await;
        let unknown = majlis::scheduling::Reference::made([7; 8]);
        let mut seen = Vec::new();
        for reference in [request.reference.as_str(), unknown.as_str()] {
            browser.opens("/track").await;
            browser.fills("/track", &[("reference", reference)]).await;
            let own = browser.path.clone();
            let form = browser.html.split("name=\"csrf\"").next().unwrap().to_owned();
            let linked = own.replace('/', "%2F");
            seen.push((browser.status, form.replace(&own, "").replace(&linked, "")));
        }
        assert_eq!(seen[0], seen[1]);
    }

    async fn what_was_asked_is_answered_on_the_page(kind) {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().to_str().unwrap();
        let flags = [("server.port", "0"), ("requests.attachments_folder", place)];
        let world = World::ministry(kind, &flags).await;
        let house = House::of(&world).await;
        let mut browser = comes_to_ask(&world, &house, NOUR).await;
        let nour = world.citizen(NOUR).await;
        let request = transaction(&world, &nour).await;
        decides(&world, &request, Decision::Ask, Some("ما رقم المركبة؟")).await;
        let words = world.app.words.words("ar");
        let page = format!("/requests/{}", request.id);
        browser.opens(&format!("/r/{}", request.reference)).await;
        assert_eq!(browser.path, page);
        assert!(browser.says(&words.get("next-asked")), "{}", browser.html);
        assert!(browser.says(&words.get("reply-answer")) && browser.says(&words.get("reply-asked")));
        assert!(browser.says("ما رقم المركبة؟"), "the question stands on the page");
        let reply = format!("{page}/reply");
        browser.opens(&reply).await;
        assert!(browser.says("ما رقم المركبة؟"));
        browser.uploads(&reply, &[("text", " ")], &[]).await;
        assert!(browser.says(&words.get("refused-reply-empty")), "{}", browser.html);
        browser.uploads(&reply, &[("text", "أ ب ج 1234")], &[("x.txt", b"text")]).await;
        assert!(browser.says(&words.get("refused-attachment-kind")) && browser.says("أ ب ج 1234"));
        world.pass(TimeDelta::minutes(1));
        browser.uploads(&reply, &[("text", "أ ب ج 1234")], &[("x.pdf", b"%PDF-1.7")]).await;
        assert_eq!(browser.path, format!("{page}?said=replied"));
        assert!(browser.says(&words.get("track-replied")) && browser.says("x.pdf"));
        assert!(!browser.says(&words.get("next-asked")), "the office has it again");
    }
}
