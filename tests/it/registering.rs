//! Registering people who stand before staff: by any paper, by none, and once each.
use majlis::scheduling::{
    Citizenship, Document, DocumentKind, IdentityNumber, Mobile, Refusal, RequestKind, Sex,
};
use majlis::service::calls::back;
use majlis::service::hand_in::NewRequest;
use majlis::service::register_person::{CHANNEL, NewPerson, Paper, Registered, register_person};
use majlis::service::{Caller, ServiceError};
use majlis::store::{audit, person};
use serde_json::{Value, json};

use crate::client::Browser;
use crate::house::House;
use crate::pages::staff;
use crate::people::{NOUR, meeting, refusal};
use crate::world::{World, on_both};

const MOBILE: &str = "+966500000301";

fn passport(number: &str) -> Paper {
    Paper::Other(Document::parse(DocumentKind::Passport, number, "YEM").unwrap())
}

fn ali(paper: Paper, mobile: Option<&str>) -> NewPerson {
    NewPerson {
        paper,
        name: Some("علي صالح".to_owned()),
        name_latin: Some("Ali Saleh".to_owned()),
        sex: Sex::Man,
        mobile: mobile.map(|mobile| Mobile::parse(mobile).unwrap()),
        mobile_shared: false,
        phone: None,
        language: "ar".to_owned(),
    }
}

fn complaint() -> NewRequest {
    NewRequest {
        kind: RequestKind::Complaint,
        official: None,
        mode: None,
        channel: CHANNEL,
        ..meeting("")
    }
}

async fn registers(
    world: &World,
    by: &Caller,
    new: NewPerson,
    wish: Option<NewRequest>,
) -> Result<Registered, ServiceError> {
    register_person(&world.app, by, (new, wish), world.now()).await
}

/// What a program is answered: the status and the body.
async fn posts(house: &House, token: &str, body: &Value) -> (u16, Value) {
    let order = house.client.post(format!("{}/api/v1/people", house.url));
    let order = order.header("content-type", "application/json");
    let answer = order
        .bearer_auth(token)
        .body(body.to_string())
        .send()
        .await
        .unwrap();
    let status = answer.status().as_u16();
    (
        status,
        serde_json::from_str(&answer.text().await.unwrap()).unwrap(),
    )
}

on_both! {
    async fn a_telephone_left_at_the_desk_stands_on_the_call_back_list(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let desk = world.staff("desk.madinah").await.caller;
        let phone = Some("0148221100".to_owned());
        let new = NewPerson { phone, ..ali(passport("A0123456"), None) };
        registers(&world, &desk, new, Some(complaint())).await.unwrap();
        let agent = world.staff("calls").await.caller;
        let (waiting, _) = back::list(&world.app, &agent, world.now()).await.unwrap();
        assert_eq!(waiting[0].phone.as_deref(), Some("0148221100"), "who has no mobile is rung there");
        // Said again without one, it stays.
        registers(&world, &desk, ali(passport("A0123456"), None), None).await.unwrap();
        let (waiting, _) = back::list(&world.app, &agent, world.now()).await.unwrap();
        assert!(waiting[0].phone.is_some());
        let house = House::of(&world).await;
        let mut page = staff(&house, "desk.madinah", "/staff/register").await;
        let typed = [("paper", "none"), ("name", "علي صالح"), ("sex", "man"), ("phone", "12"), ("language", "ar")];
        page.uploads("/staff/register", &typed, &[]).await;
        let words = world.app.words.words("ar");
        assert!(page.says(&words.get("refused-phone-wrong")), "{}", page.html);
    }

    async fn a_passport_is_enough_and_the_reference_is_given_at_once(kind) {
        let world = World::ministry(kind, &[]).await;
        let desk = world.staff("desk.madinah").await.caller;
        let new = ali(passport("A0123456"), Some(MOBILE));
        let done = registers(&world, &desk, new, Some(complaint())).await.unwrap();
        let (known, request) = (done.person, done.request.unwrap().request);
        assert!(known.proved && !done.is_known);
        assert_eq!(known.citizenship, Some(Citizenship::Other));
        assert_eq!((known.identity_hash, known.identity_sealed), (None, None));
        let sealed = known.other_document.unwrap();
        assert!(!sealed.contains("0123456"), "the number stands in the clear");
        assert_eq!(world.app.keys.open(&sealed).unwrap(), "passport YEM A0123456");
        assert_eq!((request.channel.as_str(), request.person_id.clone()), ("centre", known.id.clone()));
        let sms = world.reads_sms(MOBILE).await;
        assert!(sms.contains(&majlis::service::letters::shown(&request.reference)), "{sms}");
        let thing = format!("person:{}", known.id);
        let deeds = world.app.store.read(move |db| audit::of_thing(db, &thing)).await.unwrap();
        let deed = deeds.iter().find(|deed| deed.action == "register_person").unwrap();
        assert_eq!(deed.actor, "staff:staff-desk.madinah");
        assert_eq!((deed.purpose.as_deref(), deed.detail.as_deref()), (Some("desk"), Some("passport")));
    }

    async fn the_same_paper_gives_the_same_person_and_another_another(kind) {
        let world = World::ministry(kind, &[]).await;
        let gate = world.staff("reception.madinah").await.caller;
        let first = registers(&world, &gate, ali(passport("a-012 3456"), None), None).await.unwrap();
        let again = ali(passport("A0123456"), Some(MOBILE));
        let second = registers(&world, &gate, again, None).await.unwrap();
        assert_eq!(first.person.id, second.person.id);
        assert!(!first.is_known && second.is_known);
        assert!(second.person.mobile_hash.is_some(), "the mobile was missing, and is kept now");
        let other = registers(&world, &gate, ali(passport("B0123456"), None), None).await.unwrap();
        assert_ne!(first.person.id, other.person.id);
        let nothing = || ali(Paper::Nothing, None);
        let one = registers(&world, &gate, nothing(), None).await.unwrap().person;
        let two = registers(&world, &gate, nothing(), None).await.unwrap().person;
        assert_ne!(one.id, two.id, "who shows nothing is nobody known");
        assert!(!one.proved && !two.proved, "nothing was seen");
    }

    async fn a_card_at_the_gate_proves_the_account_and_no_strangers(kind) {
        let world = World::ministry(kind, &[]).await;
        let gate = world.staff("reception.madinah").await.caller;
        let card = || Paper::Card(IdentityNumber::parse(NOUR.identity).unwrap());
        let stranger = world.signs_in(NOUR.identity, MOBILE).await.caller;
        let nour = NewPerson { sex: Sex::Woman, name: Some(NOUR.name.to_owned()), ..ali(card(), Some(NOUR.mobile)) };
        let own = world.signs_in(NOUR.identity, NOUR.mobile).await.caller;
        let seen = registers(&world, &gate, nour, None).await.unwrap();
        assert_eq!(Some(&seen.person.id), own.person());
        assert!(seen.is_known && seen.person.proved);
        assert_eq!(seen.person.name.as_deref(), Some(NOUR.name));
        let id = stranger.person().unwrap().clone();
        let left = world.app.store.read(move |db| person::find(db, &id)).await.unwrap().unwrap();
        assert!(!left.proved && left.name.is_none(), "somebody else's mobile proves nothing");
    }

    async fn a_letter_proves_nothing_and_touches_no_account_of_another_mobile(kind) {
        let world = World::ministry(kind, &[]).await;
        let gate = world.staff("reception.madinah").await.caller;
        let office = world.staff("secretary").await.caller;
        // Nobody of the demo has it.
        let card = || Paper::Card(IdentityNumber::parse("1000000115").unwrap());
        let seen = registers(&world, &gate, ali(card(), Some(NOUR.mobile)), None).await.unwrap().person;
        let letter = || Some(NewRequest { channel: "letter", ..complaint() });
        for (mobile, is_hers) in [(Some(NOUR.mobile), true), (Some(MOBILE), false), (None, false)] {
            let done = registers(&world, &office, ali(card(), mobile), letter()).await.unwrap();
            assert_eq!(done.person.id == seen.id, is_hers, "{mobile:?}");
            assert_eq!(done.person.proved, is_hers, "{mobile:?}");
            assert!(done.visit.is_none(), "nobody stood there");
        }
        // At a desk a letter is a letter too; and a passport that nobody saw leads to no account.
        let desk = world.staff("desk.madinah").await.caller;
        let done = registers(&world, &desk, ali(card(), Some(MOBILE)), letter()).await.unwrap();
        assert!(done.is_known && !done.person.proved);
        let first = registers(&world, &office, ali(passport("A0123456"), None), letter()).await.unwrap();
        let shown = registers(&world, &gate, ali(passport("A0123456"), None), None).await.unwrap();
        assert!(first.person.id != shown.person.id && shown.person.proved && !shown.is_known);
    }

    async fn nobody_else_registers(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.signs_in(NOUR.identity, NOUR.mobile).await.caller;
        let (calls, office) = (world.staff("calls").await.caller, world.staff("secretary").await.caller);
        let scheduler = world.staff("scheduler").await.caller;
        for (caller, wish, no) in [
            (&nour, None, Refusal::NotAllowed),
            (&scheduler, Some(complaint()), Refusal::NotAllowed),
            // Nobody stands before these: they register what was written.
            (&calls, None, Refusal::FieldWrong),
            (&office, None, Refusal::FieldWrong),
            (&office, Some(complaint()), Refusal::FieldWrong),
        ] {
            let told = registers(&world, caller, ali(passport("A0123456"), None), wish).await;
            assert_eq!(refusal(told), no);
        }
        let gate = world.staff("reception.madinah").await.caller;
        let told = registers(&world, &gate, ali(passport("A0123456"), None), Some(complaint())).await;
        assert_eq!(refusal(told), Refusal::NotAllowed, "requests are taken at a desk");
    }

    async fn a_program_registers_and_is_told_every_rule_that_failed(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let token = world.staff("desk.madinah").await.access_token;
        let wrong = json!({"paper": {"kind": "identity_number", "number": "1058529941"},
            "sex": "man", "language": "xx", "mobile": "0411111111"});
        let (status, told) = posts(&house, &token, &wrong).await;
        assert_eq!(status, 422, "{told}");
        let codes: Vec<&str> = told["errors"].as_array().unwrap().iter()
            .map(|one| one["code"].as_str().unwrap()).collect();
        assert_eq!(codes, ["check_digit", "empty", "not_mobile", "unknown"]);
        let right = json!({"paper": {"kind": "gcc_card", "number": "784198012", "country": "are"},
            "name": "علي صالح", "sex": "man", "language": "ar",
            "request": {"kind": "enquiry", "subject": "سؤال"}});
        let (status, made) = posts(&house, &token, &right).await;
        assert_eq!((status, &made["known"], &made["proved"]), (201, &json!(false), &json!(true)));
        assert_eq!(made["request"]["centre"], json!("madinah"));
        let nour = world.signs_in(NOUR.identity, NOUR.mobile).await.access_token;
        assert_eq!(posts(&house, &nour, &right).await.0, 403);
    }

    async fn the_page_keeps_what_was_typed_and_says_which_rule_failed(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let mut desk: Browser<'_> = staff(&house, "desk.madinah", "/staff/register").await;
        let typed = |country| [
            ("paper", "passport"), ("number", "A0123456"), ("country", country),
            ("name", "علي صالح"), ("sex", "man"), ("mobile", ""), ("language", "ar"),
            ("kind", "complaint"), ("subject", "انتظار طويل"), ("details", ""),
        ];
        desk.fills("/staff/register", &typed("Y3")).await;
        let words = world.app.words.words("ar");
        assert!(desk.says(&words.get("error-document-country")), "{}", desk.html);
        assert!(desk.says("A0123456") && desk.says("انتظار طويل"), "what was typed is kept");
        desk.fills("/staff/register", &typed("YEM")).await;
        assert!(desk.says(&words.get("register-done")), "{}", desk.html);
        assert!(desk.says("class=\"reference") && desk.says(&words.get("register-receipt-none")));
        desk.fills("/staff/register", &typed("YEM")).await;
        assert!(desk.says(&words.get("register-known")), "{}", desk.html);
    }
}
