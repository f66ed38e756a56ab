//! A request in the register: its number, its category, where it goes, by when, and its end.
use chrono::TimeDelta;
use majlis::scheduling::ids::{DepartmentId, RequestId};
use majlis::scheduling::{Decision, Refusal, RequestKind, RequestState, Urgency};
use majlis::service::decide::{Verdict, decide};
use majlis::service::filing::{Entry, classify, register};
use majlis::service::hand_in::{NewRequest, hand_in};
use majlis::service::requests::{Case, alike, one, overdue};
use majlis::service::whereabouts::{self, Holder, whereabouts};
use majlis::service::withdraw::withdraw;
use majlis::service::{Caller, Request, ServiceError, categories, close};
use serde_json::Value;

use crate::house::House;
use crate::pages::staff;
use crate::people::{Citizen, NOUR, SAMIRA, day, meeting, refusal};
use crate::world::{World, on_both};

fn wish(subject: &str) -> NewRequest {
    NewRequest {
        kind: RequestKind::Transaction,
        official: None,
        mode: None,
        centre: None,
        subject: subject.to_owned(),
        details: String::new(),
        ..meeting("")
    }
}

async fn hands_in(world: &World, who: &Citizen, subject: &str) -> Request {
    world.pass(TimeDelta::seconds(1));
    let new = wish(subject);
    hand_in(&world.app, &who.caller, new, world.now())
        .await
        .unwrap()
        .request
}

async fn enters(
    world: &World,
    by: &Caller,
    id: &RequestId,
    (number, category): (Option<&str>, Option<&str>),
) -> Result<Request, ServiceError> {
    let entry = Entry {
        number: number.map(str::to_owned),
        category: category.map(Into::into),
    };
    register(&world.app, by, (id.clone(), entry), world.now()).await
}

fn route(department: Option<&str>, official: Option<&str>, note: &str) -> Verdict {
    Verdict {
        official: official.map(Into::into),
        department: department.map(Into::into),
        note: Some(note.to_owned()),
        ..Verdict::of(Decision::Route)
    }
}

async fn case(world: &World, by: &Caller, id: &RequestId) -> Case {
    one(&world.app, by, (id.clone(), "test"), world.now())
        .await
        .unwrap()
}

async fn sent(world: &World, by: &Caller, id: &RequestId, verdict: Verdict) -> Request {
    world.pass(TimeDelta::minutes(1));
    decide(&world.app, by, (id.clone(), verdict), world.now())
        .await
        .unwrap()
}

on_both! {
    async fn two_requests_never_have_one_number(kind) {
        let flags = [("requests.register_pattern", "{hijri_year}/{number:4}")];
        let world = World::ministry(kind, &flags).await;
        let (nour, office) = (world.citizen(NOUR).await, world.staff("scheduler").await.caller);
        let [first, second, third] = [
            hands_in(&world, &nour, "رخصة").await,
            hands_in(&world, &nour, "سجل").await,
            hands_in(&world, &nour, "طريق").await,
        ];
        let one = enters(&world, &office, &first.id, (None, None)).await.unwrap();
        assert_eq!(one.registration_number.as_deref(), Some("1448/0001"));
        assert_eq!(one.state, RequestState::Registered);
        let taken = enters(&world, &office, &second.id, (Some("1448/0001"), None)).await;
        assert_eq!(refusal(taken), Refusal::NumberTaken);
        let by_hand = enters(&world, &office, &second.id, (Some(" ١٤٤٨/٠٠٠٢ "), None)).await;
        assert_eq!(by_hand.unwrap().registration_number.as_deref(), Some("1448/0002"));
        // The running number passes over what was given by hand.
        let next = enters(&world, &office, &third.id, (None, None)).await.unwrap();
        assert_eq!(next.registration_number.as_deref(), Some("1448/0003"));
        let again = enters(&world, &office, &third.id, (None, None)).await;
        assert_eq!(refusal(again), Refusal::WrongStage);
        let wrong = enters(&world, &office, &first.id, (Some("<1>"), None)).await;
        assert_eq!(refusal(wrong), Refusal::WrongStage);
    }

    async fn without_a_pattern_staff_give_the_number(kind) {
        let world = World::ministry(kind, &[("requests.register_pattern", "")]).await;
        let (nour, office) = (world.citizen(NOUR).await, world.staff("scheduler").await.caller);
        let request = hands_in(&world, &nour, "رخصة").await;
        let none = enters(&world, &office, &request.id, (None, None)).await;
        assert_eq!(refusal(none), Refusal::NumberWrong);
        let done = enters(&world, &office, &request.id, (Some("55-A"), None)).await.unwrap();
        assert_eq!(done.registration_number.as_deref(), Some("55-A"));
    }

    async fn the_category_says_who_works_on_it_and_by_when(kind) {
        let world = World::ministry(kind, &[]).await;
        let (nour, office) = (world.citizen(NOUR).await, world.staff("scheduler").await.caller);
        let request = hands_in(&world, &nour, "تأخر الإقامة").await;
        let suggested = categories::suggested(&world.app, (&request.subject, ""));
        assert_eq!(suggested[0].id.as_str(), "residence");
        assert_eq!(suggested[0].found, ["الإقامة"]);
        let there = whereabouts(&world.app, &case(&world, &nour.caller, &request.id).await, world.now());
        assert_eq!((there.holder, there.due), (Holder::Registry, Some(day("2026-11-23"))));
        let filed = (None, Some("residence-delay"));
        enters(&world, &office, &request.id, filed).await.unwrap();
        // Five working days from Sunday: over the weekend, to the next Sunday.
        let known = case(&world, &office, &request.id).await;
        assert_eq!(known.filing.unwrap().due_on.as_deref(), Some("2026-11-29"));
        // Nobody names a department: the category does, by the one above it.
        let request = sent(&world, &office, &request.id, route(None, None, "")).await;
        assert_eq!(request.department_id.unwrap().as_str(), "passports");
        let missing = classify(&world.app, &office, (request.id.clone(), "nothing".into()), world.now());
        assert_eq!(refusal(missing.await), Refusal::FieldWrong);
        world.pass(TimeDelta::days(7));
        let late = overdue(&world.app, &office, (None, 50), world.now()).await.unwrap();
        assert!(late.iter().all(|one| one.request.id != request.id), "due today is not late");
        world.pass(TimeDelta::days(1));
        let late = overdue(&world.app, &office, (None, 50), world.now()).await.unwrap();
        assert!(late.iter().any(|one| one.request.id == request.id));
    }

    async fn what_waits_for_the_register_too_long_is_overdue_too(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let (nour, office) = (world.citizen(NOUR).await, world.staff("scheduler").await.caller);
        let waits = hands_in(&world, &nour, "رخصة لم تقيد").await;
        let routed = hands_in(&world, &nour, "رخصة بلا تصنيف").await;
        let asked = hands_in(&world, &nour, "رخصة ناقصة").await;
        sent(&world, &office, &routed.id, route(Some("traffic"), None, "للاختصاص")).await;
        let question = Verdict {
            decision: Decision::Ask,
            text: Some("ما رقمها؟".to_owned()),
            ..route(None, None, "")
        };
        sent(&world, &office, &asked.id, question).await;
        // The demo ministry has late ones of its own.
        let ours = [waits.id.clone(), routed.id.clone(), asked.id.clone()];
        let late = async |days: i64| {
            world.pass(TimeDelta::days(days));
            let late = overdue(&world.app, &office, (None, 50), world.now()).await.unwrap();
            let late = late.into_iter().map(|one| one.request.id);
            late.filter(|id| ours.contains(id)).collect::<Vec<_>>()
        };
        assert_eq!(late(1).await, [], "a working day is the time for it");
        assert_eq!(late(1).await.first(), Some(&waits.id));
        let house = House::of(&world).await;
        let list = staff(&house, "scheduler", "/office/requests?show=overdue").await;
        assert!(list.says("رخصة لم تقيد") && list.says("فات موعده"), "{}", list.html);
        // What the applicant was asked is late for nobody; what no category dates is due all the same.
        assert_eq!(late(28).await, [waits.id.clone(), routed.id.clone()]);
        let nours = case(&world, &nour.caller, &waits.id).await;
        assert!(whereabouts(&world.app, &nours, world.now()).is_overdue, "the same day as on her page");
    }

    async fn what_is_late_is_listed_page_by_page(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let (nour, office) = (world.citizen(NOUR).await, world.staff("scheduler").await.caller);
        let mut expected = Vec::new();
        for category in ["residence-delay", "residence"] {
            let request = hands_in(&world, &nour, "إقامة").await;
            enters(&world, &office, &request.id, (None, Some(category))).await.unwrap();
            expected.push(request.id.to_string());
        }
        world.pass(TimeDelta::days(40));
        let house = House::of(&world).await;
        let token = world.staff("scheduler").await.access_token;
        let mut listed: Vec<String> = Vec::new();
        let mut cursor = String::new();
        loop {
            let path = format!("/api/v1/requests?overdue=true&limit=1{cursor}");
            let order = house.client.get(format!("{}{path}", house.url)).bearer_auth(&token);
            let page: Value = order.send().await.unwrap().json().await.unwrap();
            let rows = page["requests"].as_array().unwrap().iter();
            listed.extend(rows.map(|row| row["id"].as_str().unwrap().to_owned()));
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        let late = overdue(&world.app, &office, (None, 50), world.now()).await.unwrap();
        let whole: Vec<String> = late.iter().map(|case| case.request.id.to_string()).collect();
        assert_eq!(listed, whole, "page by page the same as at once");
        listed.retain(|id| expected.contains(id));
        assert_eq!(listed, expected, "the older first");
        let both = "/api/v1/requests?overdue=true&state=routed";
        let order = house.client.get(format!("{}{both}", house.url)).bearer_auth(&token);
        assert_eq!(order.send().await.unwrap().status(), 422);
    }

    async fn a_request_leaves_a_trail_wherever_it_is_sent(kind) {
        let world = World::ministry(kind, &[]).await;
        let (nour, office) = (world.citizen(NOUR).await, world.staff("scheduler").await.caller);
        let request = hands_in(&world, &nour, "رخصة مركبة").await;
        let id = &request.id;
        sent(&world, &office, id, route(Some("traffic"), None, "للاختصاص")).await;
        sent(&world, &office, id, route(Some("legal"), None, "فيه حكم")).await;
        let last = sent(&world, &office, id, route(None, Some("minister"), "طلبه المكتب")).await;
        assert_eq!(last.state, RequestState::InReview);
        assert_eq!((last.department_id, last.official_id.unwrap().as_str()), (None, "minister"));
        let secretary = world.staff("secretary").await.caller;
        let known = case(&world, &secretary, id).await;
        let trail: Vec<(Option<&str>, Option<&str>)> = known
            .referrals
            .iter()
            .map(|one| (one.department_id.as_ref().map(DepartmentId::as_str), one.reason.as_deref()))
            .collect();
        let expected = [
            (Some("traffic"), Some("للاختصاص")),
            (Some("legal"), Some("فيه حكم")),
            (None, Some("طلبه المكتب")),
        ];
        assert_eq!(trail, expected);
        let steps: Vec<_> = known.steps.iter().map(|step| &step.id).collect();
        assert!(known.referrals.iter().all(|one| steps.contains(&&one.id)), "each has its step");
    }

    async fn a_number_that_comes_late_is_a_step_and_answers_no_question(kind) {
        let world = World::ministry(kind, &[]).await;
        let (nour, office) = (world.citizen(NOUR).await, world.staff("scheduler").await.caller);
        let request = hands_in(&world, &nour, "رخصة").await;
        sent(&world, &office, &request.id, route(Some("traffic"), None, "")).await;
        let question = Verdict {
            decision: Decision::Ask,
            note: None,
            text: Some("من أي مركز؟".to_owned()),
            ..route(None, None, "")
        };
        sent(&world, &office, &request.id, question).await;
        world.pass(TimeDelta::minutes(1));
        let entered = enters(&world, &office, &request.id, (Some("77/1"), None)).await.unwrap();
        assert_eq!(entered.state, RequestState::Routed);
        let case = case(&world, &nour.caller, &request.id).await;
        let states: Vec<_> = case.steps.iter().map(|step| step.state).collect();
        let way = [RequestState::Received, RequestState::Routed, RequestState::Routed, RequestState::Registered];
        assert_eq!(states, way);
        let asked = whereabouts::asked(&case).and_then(|step| step.text.clone());
        assert_eq!(asked.as_deref(), Some("من أي مركز؟"));
        assert_eq!(whereabouts(&world.app, &case, world.now()).holder, Holder::Applicant);
    }

    async fn who_has_it_is_said_in_the_ministrys_words(kind) {
        let world = World::ministry(kind, &[]).await;
        let (nour, office) = (world.citizen(NOUR).await, world.staff("scheduler").await.caller);
        let request = hands_in(&world, &nour, "رخصة مركبة").await;
        let words = world.app.words.words("en").plain();
        let said = async |who: &Caller| {
            let known = case(&world, who, &request.id).await;
            let there = whereabouts(&world.app, &known, world.now());
            whereabouts::said(&world.app, &words, (who, &there.holder))
        };
        assert_eq!(said(&nour.caller).await, "the registry");
        sent(&world, &office, &request.id, route(Some("traffic"), None, "")).await;
        assert_eq!(said(&nour.caller).await, "Traffic");
        sent(&world, &office, &request.id, route(Some("legal"), None, "")).await;
        assert_eq!(said(&nour.caller).await, "the department in charge");
        assert_eq!(said(&office).await, "Legal Affairs");
        let ask = Verdict {
            decision: Decision::Ask,
            text: Some("ما رقم المركبة؟".to_owned()),
            ..route(None, None, "")
        };
        sent(&world, &office, &request.id, ask).await;
        assert!(said(&nour.caller).await.starts_with("you:"));
    }

    async fn what_is_urgent_has_a_reason(kind) {
        let world = World::ministry(kind, &[]).await;
        let (nour, office) = (world.citizen(NOUR).await, world.staff("scheduler").await.caller);
        let request = hands_in(&world, &nour, "علاج").await;
        let urgent = |reason: Option<&str>| Verdict {
            urgency: Some(Urgency::Urgent),
            urgency_reason: reason.map(str::to_owned),
            ..route(Some("civil"), None, "")
        };
        let bare = decide(&world.app, &office, (request.id.clone(), urgent(None)), world.now()).await;
        assert_eq!(refusal(bare), Refusal::UrgencyReason);
        sent(&world, &office, &request.id, urgent(Some("عملية بعد غد"))).await;
        let known = case(&world, &office, &request.id).await;
        assert_eq!(known.request.urgency, Urgency::Urgent);
        assert_eq!(known.filing.unwrap().urgency_reason.as_deref(), Some("عملية بعد غد"));
    }

    async fn a_request_is_closed_with_its_result(kind) {
        let world = World::ministry(kind, &[]).await;
        let (nour, office) = (world.citizen(NOUR).await, world.staff("scheduler").await.caller);
        let request = hands_in(&world, &nour, "إنارة الطريق").await;
        let end = |text: &str| close::close(&world.app, &office, (request.id.clone(), text.to_owned()), world.now());
        assert_eq!(refusal(end("أُنير").await), Refusal::WrongStage);
        sent(&world, &office, &request.id, route(Some("civil"), None, "")).await;
        assert_eq!(refusal(end("  ").await), Refusal::ReasonNeeded);
        world.pass(TimeDelta::seconds(1));
        let done = close::close(&world.app, &office, (request.id.clone(), "أُنير الطريق".to_owned()), world.now());
        assert_eq!(done.await.unwrap().state, RequestState::Closed);
        let told = world.reads_sms(NOUR.mobile).await;
        assert!(told.contains("اكتمل العمل على طلبك") && !told.contains("الطريق"), "{told}");
        let known = case(&world, &nour.caller, &request.id).await;
        assert_eq!(known.steps.last().unwrap().text.as_deref(), Some("أُنير الطريق"));
        let holder = whereabouts(&world.app, &known, world.now()).holder;
        assert_eq!(holder, Holder::Nobody);
    }

    async fn what_one_person_asked_twice_stands_side_by_side(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let (nour, samira) = (world.citizen(NOUR).await, world.citizen(SAMIRA).await);
        let first = hands_in(&world, &nour, "تأخر معاملة إقامة").await;
        let again = hands_in(&world, &nour, "معاملة الإقامه متأخرة").await;
        let other = hands_in(&world, &nour, "شكوى من انتظار طويل").await;
        let foreign = hands_in(&world, &samira, "تأخر معاملة إقامة").await;
        let office = world.staff("scheduler").await.caller;
        let known = case(&world, &office, &first.id).await;
        let same = alike(&world.app, &office, &known).await.unwrap();
        let ids: Vec<_> = same.iter().map(|one| &one.id).collect();
        assert_eq!(ids, [&again.id], "never another person's, never about something else");
        let house = House::of(&world).await;
        let page = format!("/office/requests/{}", first.id);
        let mut browser = staff(&house, "scheduler", &page).await;
        let beside = format!("{page}/beside/{}", again.id);
        assert!(browser.says(&beside), "{}", browser.html);
        browser.opens(&beside).await;
        assert!(browser.says("تأخر معاملة إقامة") && browser.says("معاملة الإقامه متأخرة"));
        for wrong in [&other.id, &foreign.id] {
            browser.opens(&format!("{page}/beside/{wrong}")).await;
            assert_eq!(browser.status, 404);
        }
    }

    async fn the_office_registers_sends_on_and_closes_through_its_pages(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let nour = world.citizen(NOUR).await;
        let request = hands_in(&world, &nour, "مخالفة مرورية").await;
        let waits = hands_in(&world, &nour, "مخالفة قديمة").await;
        let office = world.staff("scheduler").await.caller;
        enters(&world, &office, &waits.id, (None, Some("traffic"))).await.unwrap();
        let house = House::of(&world).await;
        let page = format!("/office/requests/{}", request.id);
        let mut browser = staff(&house, "scheduler", &page).await;
        let words = world.app.words.words("ar");
        assert!(browser.says(&words.get("file-suggested")), "{}", browser.html);
        let file = format!("{page}/register");
        browser.fills(&file, &[("number", "a b"), ("category", "traffic")]).await;
        assert!(browser.says(&words.get("refused-number-wrong")) && browser.says("a b"));
        browser.fills(&file, &[("number", "77/1"), ("category", "traffic")]).await;
        assert_eq!(browser.path, format!("{page}?filed=true"));
        assert!(browser.says("77/1"));
        browser.fills(&file, &[("category", "")]).await;
        assert!(browser.says(&words.get("file-category-missing")));
        let decision = format!("{page}/decision");
        let bare = [("decision", "route"), ("department", "nothing")];
        browser.fills(&decision, &bare).await;
        assert!(browser.says(&words.get("case-department-missing")));
        let office = [("decision", "route"), ("department", "office:deputy"), ("note", "للاطلاع")];
        browser.fills(&decision, &office).await;
        assert!(browser.says("للاطلاع"), "{}", browser.html);
        browser.opens(&page).await;
        browser.fills(&decision, &[("decision", "route"), ("department", "traffic")]).await;
        let end = format!("{page}/close");
        browser.fills(&end, &[("result", " ")]).await;
        assert!(browser.says(&words.get("refused-reason-needed")));
        browser.fills(&end, &[("result", "أُلغيت المخالفة")]).await;
        assert!(browser.says("أُلغيت المخالفة") && browser.says(&words.get("state-request-closed")));
        browser.opens("/office/requests?show=overdue").await;
        assert!(browser.says(&words.get("inbox-overdue")) && !browser.says("مخالفة"));
        world.pass(TimeDelta::days(30));
        let browser = staff(&house, "scheduler", "/office/requests?show=overdue").await;
        assert!(browser.says("فات موعده") && browser.says("مخالفة قديمة"), "{}", browser.html);
        assert!(!browser.says("مخالفة مرورية"), "what is closed is late for nothing");
    }

    async fn the_administrator_keeps_the_tree(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let mut admin = staff(&house, "admin", "/admin/categories/new").await;
        let words = world.app.words.words("ar");
        let wrong = [("name_ar", ""), ("name_en", "Water"), ("due_days", "0"), ("position", "x")];
        admin.fills("/admin/categories", &wrong).await;
        for key in ["category-name-wrong", "category-due-wrong", "category-position-wrong"] {
            assert!(admin.says(&words.get(key)), "{key}");
        }
        assert!(admin.says("Water"), "what was typed stays");
        let right = [
            ("name_ar", "المياه"),
            ("name_en", "Water"),
            ("parent", "works"),
            ("department", "civil"),
            ("due_days", "٣"),
            ("words_ar", "مياه خزان"),
        ];
        admin.fills("/admin/categories", &right).await;
        assert_eq!(admin.path, "/admin/categories?done=kept");
        assert!(admin.says("المياه"), "{}", admin.html);
        let suggested = categories::suggested(&world.app, ("انقطاع المياه", ""));
        let id = suggested[0].id.clone();
        assert_eq!(world.app.catalogue.get().tree.due_days(&id), Some(3));
        let node = world.second_node().await;
        assert!(node.catalogue.get().tree.find(&id).is_some());
        // A category goes below none that stands below it.
        admin.opens("/admin/categories/works").await;
        let below = [("name_ar", "الخدمات"), ("name_en", "Works"), ("parent", id.as_str())];
        admin.fills("/admin/categories/works", &below).await;
        assert!(admin.says(&words.get("refused-category-place")), "{}", admin.html);
        let page = format!("/admin/categories/{id}");
        admin.opens(&page).await;
        let retired = [("name_ar", "المياه"), ("name_en", "Water"), ("retired", "yes")];
        admin.fills(&page, &retired).await;
        assert!(categories::suggested(&world.app, ("انقطاع المياه", "")).is_empty());
        admin.fills("/admin/departments/legal", &[]).await;
        assert!(world.app.catalogue.get().department(&"legal".into()).unwrap().shown);
    }
}

#[actix_web::test]
async fn what_is_over_is_not_entered_any_more() {
    let world = World::ministry(crate::world::Kind::Sqlite, &[]).await;
    let (nour, office) = (
        world.citizen(NOUR).await,
        world.staff("scheduler").await.caller,
    );
    let request = hands_in(&world, &nour, "سجل").await;
    withdraw(&world.app, &nour.caller, request.id.clone(), world.now())
        .await
        .unwrap();
    let late = enters(&world, &office, &request.id, (None, None)).await;
    assert_eq!(refusal(late), Refusal::WrongStage);
}
