//! The rules for people: quotas, missed appointments, blocks, sections, representatives.
use std::collections::BTreeSet;

use chrono::TimeDelta;
use majlis::scheduling::availability::Stretch;
use majlis::scheduling::rules::NoShowConsequence;
use majlis::scheduling::{
    Basis, IdentityNumber, Mobile, Mode, Reference, Refusal, RequestKind, Section, Sex, Window,
};
use majlis::service::allocate::allocate;
use majlis::service::blocks::{self, NewBlock, Whom};
use majlis::service::hand_in::{NewRequest, hand_in};
use majlis::service::miss::sweep;
use majlis::service::representations::{NewRepresentation, register, revoke};
use majlis::service::{Caller, ServiceError, week};
use serde_json::{Value, json};

use crate::house::House;
use crate::pages::staff;
use crate::people::{Citizen, NOUR, Papers, SAMIRA, day, meeting, refusal, time};
use crate::world::{World, on_both};

const DAY: &str = "2026-11-24";

/// A man of Madinah.
const SALIM: Papers = Papers {
    identity: "1001244019",
    mobile: "+966500000203",
    name: "سالم الجهني",
    sex: Sex::Man,
};

/// Somebody who knows Nour's identity number and has another mobile.
const STRANGER: Papers = Papers {
    mobile: "+966500000209",
    name: "غريبة",
    ..NOUR
};

async fn blocks_her(world: &World, staff: &Caller, whom: Whom) -> Result<(), ServiceError> {
    let new = NewBlock {
        whom,
        reason: "إساءة إلى الموظفين".to_owned(),
        from: None,
        until: world.now() + TimeDelta::days(10),
    };
    blocks::add(&world.app, staff, new, world.now())
        .await
        .map(drop)
}

async fn presses(world: &World, who: &Citizen, at: &str) -> Result<(), ServiceError> {
    let slot = world.slot(DAY, at).await.unwrap();
    who.presses(&slot).await.map(drop)
}

async fn hands_in(world: &World, who: &Citizen, new: NewRequest) -> Result<(), ServiceError> {
    hand_in(&world.app, &who.caller, new, world.now())
        .await
        .map(drop)
}

/// One call of the JSON surface by somebody who is signed in.
pub(crate) async fn call(house: &House, token: &str, call: (&str, &str, Value)) -> (u16, Value) {
    let (method, path, body) = call;
    let address = format!("{}/api/v1{path}", house.url);
    let order = match method {
        "GET" => house.client.get(address),
        "DELETE" => house.client.delete(address),
        _ => house.client.post(address).json(&body),
    };
    let order = match token {
        "" => order,
        token => order.bearer_auth(token),
    };
    let answer = order.header("accept-language", "en").send().await.unwrap();
    let status = answer.status().as_u16();
    let text = answer.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::Null))
}

on_both! {
    async fn the_quota_counts_per_account_and_a_move_is_no_second_one(kind) {
        let flags = [("rules.quota_count", "1"), ("rules.one_open_meeting", "false")];
        let world = World::ministry(kind, &flags).await;
        let nour = world.citizen(NOUR).await;
        let slot = world.slot(DAY, "10:00").await.unwrap();
        let first = nour.presses(&slot).await.unwrap();
        assert_eq!(refusal(presses(&world, &nour, "11:00").await), Refusal::QuotaReached);
        let held = nour.holds(&world.slot(DAY, "11:00").await.unwrap()).await;
        assert_eq!(refusal(held), Refusal::QuotaReached, "told before anything is filled in");
        let wish = majlis::service::reschedule::Move {
            id: first.appointment.id.clone(),
            slot: world.slot(DAY, "11:00").await.unwrap(),
            reason: None,
        };
        let now = world.now();
        majlis::service::reschedule::reschedule(&world.app, &nour.caller, wish, now).await.unwrap();
        // The same identity number from another mobile has its own count.
        let stranger = world.citizen(STRANGER).await;
        presses(&world, &stranger, "10:00").await.unwrap();
    }

    async fn who_misses_waits_or_is_given_a_time_by_the_office(kind) {
        for consequence in NoShowConsequence::ALL {
            let flags = [
                ("rules.no_show_limit", "1"),
                ("rules.no_show_consequence", consequence.as_str()),
            ];
            let world = World::ministry(kind, &flags).await;
            let nour = world.citizen(NOUR).await;
            let slot = world.slot("2026-11-23", "10:00").await.unwrap();
            let first = nour.presses(&slot).await.unwrap();
            let ends_at = first.appointment.ends_at.and_utc();
            world.app.clock.set(ends_at + TimeDelta::minutes(16)).unwrap();
            sweep(&world.app, world.now()).await.unwrap();
            let told = nour.holds(&world.slot(DAY, "11:00").await.unwrap()).await;
            match consequence {
                NoShowConsequence::None => drop(told.unwrap()),
                NoShowConsequence::OfficeOnly => assert_eq!(refusal(told), Refusal::OfficeOnly),
                NoShowConsequence::Pause => assert_eq!(refusal(told), Refusal::NoShowPause),
            }
            let secretary = world.staff("secretary").await.caller;
            let slot = world.slot(DAY, "13:00").await.unwrap();
            let order = (first.request.id, slot);
            allocate(&world.app, &secretary, order, world.now()).await.unwrap();
        }
    }

    async fn a_block_is_of_the_account_and_says_its_end_and_not_its_reason(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let nour = world.citizen(NOUR).await;
        let slot = world.slot(DAY, "10:00").await.unwrap();
        let first = nour.presses(&slot).await.unwrap();
        let secretary = world.staff("secretary").await;
        let reference = Reference::parse(&first.request.reference).unwrap();
        blocks_her(&world, &secretary.caller, Whom::Applicant(reference)).await.unwrap();
        assert_eq!(refusal(presses(&world, &nour, "11:00").await), Refusal::BlockedUntil);
        assert_eq!(refusal(hands_in(&world, &nour, meeting("")).await), Refusal::BlockedUntil);
        let complaint = NewRequest { kind: RequestKind::Complaint, official: None, ..meeting("") };
        hands_in(&world, &nour, complaint).await.unwrap();
        let stranger = world.citizen(STRANGER).await;
        presses(&world, &stranger, "11:00").await.unwrap();

        let house = House::of(&world).await;
        let token = world.signs_in(NOUR.identity, NOUR.mobile).await.access_token;
        let slot = world.slot(DAY, "13:00").await.unwrap();
        let order = ("POST", "/holds", json!({ "slot": slot }));
        let (status, told) = call(&house, &token, order).await;
        assert_eq!((status, told["code"].as_str()), (403, Some("blocked_until")), "{told}");
        let detail = told["detail"].as_str().unwrap();
        assert!(detail.contains("2 December 2026") && detail.contains("call centre"), "{detail}");
        assert!(!told.to_string().contains("إساءة"), "{told}");
        let (status, _) = call(&house, &token, ("GET", "/blocks", json!(null))).await;
        assert_eq!(status, 403);

        let token = secretary.access_token;
        let (_, list) = call(&house, &token, ("GET", "/blocks", json!(null))).await;
        let id = list["blocks"][0]["id"].as_str().unwrap();
        assert_eq!(list["blocks"][0]["reason"], "إساءة إلى الموظفين");
        let way = format!("/blocks/{id}");
        assert_eq!(call(&house, &token, ("DELETE", &way, json!(null))).await.0, 204);
        assert_eq!(call(&house, &token, ("DELETE", &way, json!(null))).await.0, 404);
        nour.holds(&world.slot(DAY, "13:00").await.unwrap()).await.unwrap();
    }

    /// A block of an identity number binds who proved it, and tells a stranger nothing.
    async fn a_blocked_identity_binds_only_who_proved_it(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        let admin = world.staff("admin").await.caller;
        let number = IdentityNumber::parse(NOUR.identity).unwrap();
        blocks_her(&world, &admin, Whom::Identity(number)).await.unwrap();
        nour.holds(&world.slot(DAY, "10:00").await.unwrap()).await.unwrap();
        let id = nour.caller.person().unwrap().clone();
        let proved = world.app.store.write(move |db| majlis::store::person::prove(db, &id));
        proved.await.unwrap();
        let told = nour.holds(&world.slot(DAY, "11:00").await.unwrap()).await;
        assert_eq!(refusal(told), Refusal::BlockedUntil);
        world.pass(TimeDelta::days(10));
        let slot = world.free("").await[0].id();
        nour.holds(&slot).await.unwrap();
        let mute = NewBlock {
            whom: Whom::Identity(IdentityNumber::parse(NOUR.identity).unwrap()),
            reason: " ".to_owned(),
            from: None,
            until: world.now() + TimeDelta::days(1),
        };
        let told = blocks::add(&world.app, &admin, mute, world.now()).await;
        assert_eq!(refusal(told), Refusal::ReasonNeeded);
    }

    async fn a_time_of_the_womens_section_is_for_women(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let scheduler = world.staff("scheduler").await.caller;
        let window = Window {
centres: BTreeSet::from(["madinah".into()]),
section: Some(Section::Women),
..Stretch::plain((time("09:00"), time("10:00")), [Mode::Video], 20).on(day("2026-12-27"))
};
        let wish = ("deputy".into(), window);
        week::add(&world.app, &scheduler, wish, world.now()).await.unwrap();
        world.citizen(SALIM).await;
        world.citizen(SAMIRA).await;
        let house = House::of(&world).await;
        let asked = "/slots?official=deputy&mode=video&centre=madinah\
            &from=2026-12-27&to=2026-12-27&section=";
        let (_, men) = call(&house, "", ("GET", &format!("{asked}men"), json!(null))).await;
        assert_eq!(men["slots"], json!([]));
        let (_, women) = call(&house, "", ("GET", &format!("{asked}women"), json!(null))).await;
        let slot = women["slots"][0]["id"].clone();
        let his = world.signs_in(SALIM.identity, SALIM.mobile).await.access_token;
        let (status, told) = call(&house, &his, ("POST", "/holds", json!({ "slot": slot }))).await;
        assert_eq!((status, told["code"].as_str()), (403, Some("not_your_section")), "{told}");
        let hers = world.signs_in(SAMIRA.identity, SAMIRA.mobile).await.access_token;
        let (status, told) = call(&house, &hers, ("POST", "/holds", json!({ "slot": slot }))).await;
        assert_eq!(status, 201, "{told}");
    }

    async fn a_representative_acts_until_the_end_and_not_after(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let (nour, samira) = (world.citizen(NOUR).await, world.citizen(SAMIRA).await);
        let desk = world.staff("desk.madinah").await.caller;
        let pair = |papers: Papers| {
            let mobile = Mobile::parse(papers.mobile).unwrap();
            (IdentityNumber::parse(papers.identity).unwrap(), mobile)
        };
        let new = |ends_at| NewRepresentation {
            representative: pair(NOUR),
            applicant: "والدتها".to_owned(),
            account: None,
            basis: Basis::PowerOfAttorney,
            document: "وكالة 4412".to_owned(),
            ends_at,
        };
        let past = register(&world.app, &desk, new(world.now()), world.now()).await;
        assert_eq!(refusal(past), Refusal::RepresentationEnded);
        let by_herself = register(&world.app, &nour.caller, new(world.now()), world.now()).await;
        assert_eq!(refusal(by_herself), Refusal::NotFound);
        let ends_at = world.now() + TimeDelta::days(1);
        let stands = register(&world.app, &desk, new(ends_at), world.now()).await.unwrap().row;
        let under = |official: Option<&str>| NewRequest {
            official: official.map(Into::into),
            representation: Some(stands.id.clone()),
            ..meeting("")
        };
        let stolen = hands_in(&world, &samira, under(Some("deputy"))).await;
        assert_eq!(refusal(stolen), Refusal::NotFound, "it is not hers");
        let handed = hand_in(&world.app, &nour.caller, under(Some("deputy")), world.now()).await;
        let request = handed.unwrap().request;
        assert_eq!(request.applicant.as_deref(), Some("والدتها"));
        assert_eq!(request.basis.as_deref(), Some("power_of_attorney"));
        let office = staff(&house, "secretary", &format!("/office/requests/{}", request.id)).await;
        for said in ["والدتها", "بموجب", "وكالة"] {
            assert!(office.says(said), "{said}");
        }
        // The meeting would be on a day on which she acts no more.
        let slot = world.slot(DAY, "10:00").await.unwrap();
        let purpose = majlis::service::book::For::Request(request.id);
        let order = (purpose, majlis::service::book::Which::Slot(slot));
        let booked = majlis::service::book::book(&world.app, &nour.caller, order, world.now()).await;
        assert_eq!(refusal(booked), Refusal::RepresentationEnded);
        world.pass(TimeDelta::days(1));
        let late = hands_in(&world, &nour, under(Some("minister"))).await;
        assert_eq!(refusal(late), Refusal::RepresentationEnded);

        let ends_at = world.now() + TimeDelta::days(30);
        let stands = register(&world.app, &desk, new(ends_at), world.now()).await.unwrap().row;
        revoke(&world.app, &desk, stands.id.clone(), world.now()).await.unwrap();
        let new = NewRequest {
            official: Some("minister".into()),
            representation: Some(stands.id),
            ..meeting("")
        };
        assert_eq!(refusal(hands_in(&world, &nour, new).await), Refusal::RepresentationEnded);
    }
}
