//! What came of a meeting: owed by somebody until a day, read after signing in, done in the end.
use chrono::TimeDelta;
use majlis::scheduling::outcome::Next;
use majlis::scheduling::{Decision, MeetingResult, NoticeEvent, Refusal, RequestState};
use majlis::service::book::Booked;
use majlis::service::close::close;
use majlis::service::decide::{Verdict, decide};
use majlis::service::outcome::{Said, outcome};
use majlis::service::phone::messages;
use majlis::service::requests::{self, Case};
use majlis::service::session_events::keep;
use majlis::service::whereabouts::{Holder, whereabouts};
use majlis::service::{Caller, ServiceError};
use majlis::store::outbox;
use majlis_signaling::message::By;
use majlis_signaling::room::Event;
use serde_json::{Value, json};

use crate::house::House;
use crate::pages::{comes_to_ask, staff};
use crate::people::{NOUR, day, refusal};
use crate::story::live;
use crate::world::{World, on_both};

const DAY: &str = "2026-11-24";
const PROMISED: &str = "يُكتب إلى البلدية بشأن الأرض";
const STEP: &str = "إرسال الكتاب ومتابعته";
const RESULT: &str = "وافقت البلدية على الطلب";

/// Nour's meeting with the deputy, Tuesday at ten, is on; who writes what came of it.
async fn meets(world: &World) -> (Booked, Caller) {
    let nour = world.citizen(NOUR).await;
    let slot = world.slot(DAY, "10:00").await.unwrap();
    let booked = nour.presses(&slot).await.unwrap();
    live(world, &booked).await;
    (booked, world.staff("secretary").await.caller)
}

fn promise() -> Said {
    Said {
        result: MeetingResult::Promise,
        text: Some(PROMISED.to_owned()),
        next: Next {
            text: Some(STEP.to_owned()),
            department: Some("civil".into()),
            due_on: Some(day("2026-11-29")),
        },
    }
}

async fn writes(
    world: &World,
    by: &Caller,
    booked: &Booked,
    said: Said,
) -> Result<(), ServiceError> {
    let order = (booked.appointment.id.clone(), said);
    let done = outcome(&world.app, by, order, world.now()).await;
    done.map(drop)
}

async fn case(world: &World, by: &Caller, booked: &Booked) -> Case {
    let wish = (booked.request.id.clone(), "test");
    requests::one(&world.app, by, wish, world.now())
        .await
        .unwrap()
}

/// The events that Nour was told of.
async fn told(world: &World) -> Vec<NoticeEvent> {
    world.pass(TimeDelta::days(1));
    world.deliver().await;
    let all = messages(&world.app, Some(NOUR.mobile), 50).await.unwrap();
    all.into_iter().map(|one| one.event).collect()
}

/// No message, mail or calendar file says a word of it.
async fn nobody_is_written(world: &World, words: &[&str]) {
    let all = world.app.store.read(|db| outbox::sent(db, None, 500));
    for row in all.await.unwrap() {
        let whole = format!("{} {:?} {:?}", row.body, row.subject, row.attachment);
        assert!(words.iter().all(|it| !whole.contains(it)), "{whole}");
    }
}

on_both! {
    async fn a_promise_is_owed_until_it_is_reported_done(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let (booked, secretary) = meets(&world).await;
        writes(&world, &secretary, &booked, promise()).await.unwrap();
        let again = Said::bare(MeetingResult::Close);
        let again = writes(&world, &secretary, &booked, again).await;
        assert_eq!(refusal(again), Refusal::WrongStage, "it is written down once");

        let now = case(&world, &secretary, &booked).await;
        assert_eq!(now.request.state, RequestState::Routed);
        let there = whereabouts(&world.app, &now, world.now());
        assert_eq!(there.holder, Holder::Department("civil".into()));
        assert_eq!(there.due, Some(day("2026-11-29")));
        let [next] = now.next.as_slice() else { panic!("{:?}", now.next) };
        assert!(next.is_owed() && next.text == STEP);
        for (decision, text) in [(Decision::Decline, "لا"), (Decision::Answer, "نعم")] {
            let verdict = Verdict {
                decision,
                official: None,
                mode: None,
                department: None,
                urgency: None,
                urgency_reason: None,
                note: None,
                text: Some(text.to_owned()),
            };
            let order = (booked.request.id.clone(), verdict);
            let ended = decide(&world.app, &secretary, order, world.now()).await;
            assert_eq!(refusal(ended), Refusal::StepOwed, "{decision}");
        }

        // She reads it after signing in; no message says it, and a code alone shows it to nobody.
        assert!(told(&world).await.contains(&NoticeEvent::ResultReady));
        nobody_is_written(&world, &[PROMISED, STEP]).await;
        let nour = world.citizen(NOUR).await;
        let follower = Caller::Follower {
            request: booked.request.id.clone(),
            sign_in: nour.caller.sign_in().unwrap().clone(),
        };
        let shown = case(&world, &follower, &booked).await;
        assert!(!format!("{shown:?}").contains(PROMISED) && !format!("{shown:?}").contains(STEP));
        let house = House::of(&world).await;
        let mut page = comes_to_ask(&world, &house, NOUR).await;
        let request = format!("/requests/{}", booked.request.id);
        page.opens(&request).await;
        let words = world.app.words.words("ar");
        let date = words.day(day("2026-11-29"));
        let said = [("who", "الأحوال المدنية".into()), ("day", date.as_str().into())];
        assert!(page.says(&words.with("track-next", &said)), "{}", page.html);
        assert!(page.says(PROMISED) && page.says(STEP));

        // Past its day it stands in the office's list, with who owes it and the day.
        world.pass(TimeDelta::days(6));
        let late = requests::overdue(&world.app, &secretary, (None, 50), world.now()).await.unwrap();
        assert!(late.iter().any(|one| one.request.id == booked.request.id));
        let mut office = staff(&house, "secretary", "/office/requests?show=overdue").await;
        let due = words.say("case-due-over", "day", words.short_day(day("2026-11-29")));
        assert!(office.says(&due) && office.says("الأحوال المدنية"), "{}", office.html);
        let one = format!("/office/requests/{}", booked.request.id);
        office.opens(&one).await;
        assert!(office.says(&words.get("step-done-title")) && office.says(STEP), "{}", office.html);
        office.fills(&format!("{one}/close"), &[("result", "")]).await;
        assert!(office.says(&words.get("refused-reason-needed")), "{}", office.html);
        office.fills(&format!("{one}/close"), &[("result", RESULT)]).await;
        let done = case(&world, &secretary, &booked).await;
        assert_eq!(done.request.state, RequestState::Closed);
        assert!(done.next.iter().all(|next| !next.is_owed()));
        assert!(told(&world).await.contains(&NoticeEvent::Closed));
        nobody_is_written(&world, &[PROMISED, STEP, RESULT]).await;
    }

    async fn a_referral_says_to_whom_and_nothing_typed_is_lost(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let (booked, secretary) = meets(&world).await;
        let house = House::of(&world).await;
        let words = world.app.words.words("ar");
        let page = format!("/office/appointments/{}/outcome", booked.appointment.id);
        let mut office = staff(&house, "secretary", &page).await;
        for (fields, wrong) in [
            (vec![("text", PROMISED)], "session-outcome-missing"),
            (vec![("result", "promise"), ("next", ""), ("text", "")], "refused-next-step-missing"),
            (vec![("result", "refer"), ("next", STEP)], "refused-next-step-owner"),
            (vec![("result", "close"), ("next", STEP)], "refused-next-step-unwanted"),
            (vec![("result", "refer"), ("next", STEP), ("department", "civil"), ("due_on", "2020-01-01")],
                "refused-next-step-day"),
            (vec![("result", "refer"), ("next", STEP), ("department", "civil"), ("due_on", "أمس")],
                "refused-next-step-day"),
        ] {
            office.fills(&page, &fields).await;
            assert!(office.says(&words.get(wrong)), "{wrong}: {}", office.html);
            let typed = fields.iter().filter(|(name, _)| ["text", "next"].contains(name));
            assert!(typed.clone().all(|(_, text)| office.says(text)), "{}", office.html);
        }
        let whole = [("result", "refer"), ("department", "civil"), ("text", PROMISED)];
        office.fills(&page, &whole).await;
        assert!(office.says(&words.get("session-outcome-saved")), "{}", office.html);
        let now = case(&world, &secretary, &booked).await;
        assert_eq!(now.request.state, RequestState::Routed);
        assert_eq!(now.request.department_id, Some("civil".into()));
        let step = now.steps.last().unwrap();
        assert!(now.referrals.iter().any(|one| one.id == step.id), "the trail says so");
        assert!(now.next[0].is_owed() && now.next[0].due().unwrap() > day(DAY));
        let whole = whereabouts(&world.app, &now, world.now());
        assert_eq!(whole.holder, Holder::Department("civil".into()), "and nobody is asked anything");
    }

    async fn what_ended_without_a_word_goes_on_once_it_is_written(kind) {
        let world = World::ministry(kind, &[]).await;
        let (booked, secretary) = meets(&world).await;
        let open = majlis::service::waiting::waiting(&world.app, &secretary, world.now()).await;
        let session = open.unwrap().remove(0).session.id;
        let ended = Event::Ended { by: By::Centre, participant: None, outcome: None };
        keep(&world.app, (session, ended), world.now()).await.unwrap();
        let now = case(&world, &secretary, &booked).await;
        assert_eq!(now.request.state, RequestState::Closed);
        let unheard = told(&world).await;
        assert!(!unheard.contains(&NoticeEvent::ResultReady), "{unheard:?}");
        let said = Said { next: Next::default(), ..promise() };
        writes(&world, &secretary, &booked, said).await.unwrap();
        let now = case(&world, &secretary, &booked).await;
        assert_eq!(now.request.state, RequestState::Routed);
        assert_eq!(now.next[0].text, PROMISED, "what was promised is the step");
        let owner = whereabouts(&world.app, &now, world.now()).holder;
        assert_eq!(owner, Holder::Office(Some("deputy".into())));
        let surveys = told(&world).await;
        let asked = surveys.iter().filter(|event| **event == NoticeEvent::Survey);
        assert_eq!(asked.count(), 1, "asked once");
        let done = (booked.request.id.clone(), RESULT.to_owned());
        close(&world.app, &secretary, done, world.now()).await.unwrap();
        assert!(case(&world, &secretary, &booked).await.next.iter().all(|one| !one.is_owed()));
    }

    async fn the_outcome_is_written_over_json_in_either_calendar(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let (booked, secretary) = meets(&world).await;
        let house = House::of(&world).await;
        let token = world.staff("secretary").await.access_token;
        let sends = async |body: Value| {
            let path = format!("/api/v1/appointments/{}/outcome", booked.appointment.id);
            let order = house.client.post(format!("{}{path}", house.url));
            let answer = order.bearer_auth(&token).json(&body).send().await.unwrap();
            (answer.status().as_u16(), answer.text().await.unwrap())
        };
        for (next, wrong) in [
            (json!({"text": STEP, "department": "nowhere"}), "next.department"),
            (json!({"text": STEP, "due_on": "soon"}), "next.due_on"),
            (json!({"text": STEP, "due_on": "2020-01-01"}), "next_step_day"),
        ] {
            let (status, text) = sends(json!({"result": "promise", "next": next})).await;
            assert!(status == 422 && text.contains(wrong), "{text}");
        }
        let next = json!({"text": STEP, "due_on": "1448-06-21", "calendar": "umalqura"});
        let (status, text) = sends(json!({"result": "promise", "text": PROMISED, "next": next})).await;
        assert_eq!(status, 200, "{text}");
        let now = case(&world, &secretary, &booked).await;
        let due = majlis::scheduling::hijri::HijriDate::parse("1448-06-21").unwrap().gregorian();
        assert_eq!(now.next[0].due(), due);
        let (status, _) = sends(json!({"result": "close"})).await;
        assert_eq!(status, 409);
    }
}
