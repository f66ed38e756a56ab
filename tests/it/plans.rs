//! The plan of a week, from the requests that wait to the messages of those who were placed.
use std::collections::BTreeMap;

use chrono::TimeDelta;
use diesel::RunQueryDsl as _;
use majlis::on_either;
use majlis::scheduling::ids::{OfficialId, RequestId};
use majlis::scheduling::plan::{LeftOut, Told, moves};
use majlis::scheduling::planning::sentence::Outcome;
use majlis::scheduling::planning::{LineState, PlanState};
use majlis::scheduling::slot::SlotId;
use majlis::scheduling::{Decision, Refusal, RequestState, Week, Window};
use majlis::service::allocate::allocate;
use majlis::service::decide::decide;
use majlis::service::phone::messages;
use majlis::service::plan::compute::{Change, change, compute};
use majlis::service::plan::publish::{Order, begin, publish};
use majlis::service::plan::verify::verify;
use majlis::service::plan::{Seen, Who, Whose, see};
use majlis::service::week::{self as weeks, draft, withdraw};
use majlis::service::{Caller, requests};
use majlis::store::{StoreError, request};
use serde_json::json;

use crate::availability::Office;
use crate::house::House;
use crate::pages::staff;
use crate::people::{day, refusal, time};
use crate::triage::verdict;
use crate::world::{Kind, World, on_both};

pub(crate) const WEEK: &str = "2026-W49";
/// The demo's people whose meeting with the minister is approved, by their mobile, in the order:
/// urgent; six days; two days.
const SALEM: &str = "+966500000102";
const ABDULLAH: &str = "+966500000103";
const NORAH: &str = "+966500000101";
const ALL: [(&str, &str); 3] = [
    (SALEM, "person-1001244019"),
    (ABDULLAH, "person-1101798278"),
    (NORAH, "person-1058529940"),
];

pub(crate) fn week() -> Week {
    Week::parse(WEEK).unwrap()
}

pub(crate) fn order(whose: &Whose, expected: Option<i64>) -> Order {
    Order {
        whose: whose.clone(),
        expected,
        reason: None,
    }
}

/// A world in which the minister receives at ten and at half past ten on Tuesday, and the office.
async fn two_times(kind: Kind, flags: &[(&str, &str)]) -> (World, Caller) {
    let mut all = vec![("calendar.prayer_minutes", "0")];
    all.extend(flags);
    let world = World::ministry(kind, &all).await;
    let office = world.staff("scheduler").await.caller;
    for (date, from) in [("2026-11-29", "10:00"), ("2026-12-01", "11:00")] {
        let hours = ("minister".into(), day(date), time(from), time("12:00"));
        withdraw(&world.app, &office, hours, world.now())
            .await
            .unwrap();
    }
    world
        .waits_only(&office, &ALL.map(|(_, person)| person))
        .await;
    (world, office)
}

impl World {
    /// The office declines whoever waits for a time and is none of these.
    pub(crate) async fn waits_only(&self, office: &Caller, people: &[&str]) {
        let waiting = self.app.store.read(|db| {
            let approved = [RequestState::Approved];
            request::in_states(db, &approved, None, None, 100)
        });
        let mut waiting = waiting.await.unwrap();
        waiting.retain(|row| !people.contains(&row.person_id.as_str()));
        for row in waiting {
            let no = (row.id, verdict(Decision::Decline, Some("في قصة أخرى")));
            decide(&self.app, office, no, self.now()).await.unwrap();
        }
        self.deliver().await;
    }

    /// The newest plan of the week, made from now.
    pub(crate) async fn plans(&self, office: &Caller) -> Seen {
        let whose = Whose::of(office, (week(), None)).unwrap();
        compute(&self.app, Some(office), (whose, Who::Waiting), self.now())
            .await
            .unwrap();
        self.plan(office).await
    }

    pub(crate) async fn plan(&self, office: &Caller) -> Seen {
        let whose = Whose::of(office, (week(), None)).unwrap();
        let seen = see(&self.app, office, whose, self.now()).await;
        seen.unwrap().unwrap()
    }

    async fn changes(
        &self,
        office: &Caller,
        seen: &Seen,
        wanted: (&RequestId, Change),
    ) -> Result<Seen, Refusal> {
        let whose = (
            Whose::of(office, (week(), None)).unwrap(),
            seen.version.version,
        );
        let wanted = (wanted.0.clone(), wanted.1);
        match change(&self.app, office, whose, wanted, self.now()).await {
            Ok(_version) => Ok(self.plan(office).await),
            Err(error) => Err(error.refusal().unwrap()),
        }
    }

    /// How many messages of that event came to each of the three.
    async fn messages_of(&self, event: &str) -> [usize; 3] {
        self.deliver().await;
        let mut told = [0; 3];
        for (place, (mobile, _)) in ALL.into_iter().enumerate() {
            let all = messages(&self.app, Some(mobile), 50).await.unwrap();
            let sms = all.iter().filter(|one| one.to == mobile);
            told[place] = sms.filter(|one| one.event.as_str() == event).count();
        }
        told
    }
}

/// The requests of the three in the plan, in their order.
fn three(seen: &Seen) -> [RequestId; 3] {
    let by_person: BTreeMap<&str, &RequestId> = seen
        .cases
        .iter()
        .map(|(id, (row, _))| (row.person_id.as_str(), id))
        .collect();
    ALL.map(|(_, person)| (*by_person.get(person).unwrap()).clone())
}

/// When each request is placed, `HH:MM` on the ministry's wall; blank where it is left out.
fn drawn(seen: &Seen) -> Vec<String> {
    let at = |id: &RequestId| slot_of(seen, id).map_or_else(String::new, |slot| clock(&slot));
    three(seen).iter().map(at).collect()
}

fn clock(slot: &SlotId) -> String {
    let at = slot
        .key()
        .unwrap()
        .starts_at
        .with_timezone(&chrono_tz::Asia::Riyadh);
    at.format("%H:%M").to_string()
}

pub(crate) fn slot_of(seen: &Seen, id: &RequestId) -> Option<SlotId> {
    let (_, said) = seen.said.iter().find(|(other, _)| other == id).unwrap();
    match &said.outcome {
        Outcome::Placed { slot, .. } => Some(slot.clone()),
        Outcome::LeftOut { .. } => None,
    }
}

on_both! {
    async fn a_plan_is_made_explained_changed_by_hand_and_published_once(kind) {
        let (world, office) = two_times(kind, &[]).await;
        let before = world.messages_of("booked").await;
        let seen = world.plans(&office).await;
        assert_eq!(seen.said.len(), 3, "{:?}", seen.said);
        let [salem, abdullah, norah] = three(&seen);
        let listed: Vec<&RequestId> = seen.said.iter().map(|(id, _)| id).collect();
        assert_eq!(listed, [&salem, &abdullah, &norah]);
        assert_eq!(drawn(&seen).iter().filter(|at| !at.is_empty()).count(), 2);
        let (_, said) = &seen.said[2];
        let Outcome::LeftOut { certificate, again } = &said.outcome else {
            panic!("{said:?}");
        };
        assert_eq!(*certificate, LeftOut::Held { slots: 2, ahead: 2 });
        assert_eq!(*again, day("2026-12-06"));

        // By hand: Norah first. Then whoever is last of the others has no place.
        let wanted = slot_of(&seen, &salem).unwrap();
        let key = wanted.key().unwrap();
        let own = seen.problem.asks.iter().find(|ask| ask.request == norah).unwrap();
        let mut ways = own.suits.iter().filter_map(majlis::scheduling::planning::slot_of);
        let slot = ways.find(|way| way.starts_at == key.starts_at).unwrap().id();
        let moved = world.changes(&office, &seen, (&norah, Change::Move(slot.clone()))).await.unwrap();
        assert_eq!(slot_of(&moved, &norah), Some(slot));
        assert!(slot_of(&moved, &salem).is_some());
        assert_eq!(slot_of(&moved, &abdullah), None);
        // Who read the version before is told so, and what cannot be is refused.
        let stale = world.changes(&office, &seen, (&salem, Change::Lock)).await;
        assert_eq!(stale.unwrap_err(), Refusal::PlanChanged);
        let nowhere = SlotId::from_text("ZGVwdXR5fHZpZGVvfG1hZGluYWh8MTc5NTUwMzYwMA");
        let unfit = world.changes(&office, &moved, (&salem, Change::Move(nowhere))).await;
        assert_eq!(unfit.unwrap_err(), Refusal::PlanUnfit);
        let locked = world.changes(&office, &moved, (&abdullah, Change::Lock)).await;
        assert_eq!(locked.unwrap_err(), Refusal::PlanUnfit);
        let freed = world.changes(&office, &moved, (&norah, Change::Release)).await.unwrap();
        assert_eq!(drawn(&freed), drawn(&seen));
        let dropped = world.changes(&office, &freed, (&abdullah, Change::Drop)).await.unwrap();
        assert_eq!(slot_of(&dropped, &abdullah), None);
        assert!(slot_of(&dropped, &norah).is_some());
        assert_eq!(world.messages_of("booked").await, before, "nobody was told anything");

        let whose = Whose::of(&office, (week(), None)).unwrap();
        let stale = publish(&world.app, &office, order(&whose, Some(1)), world.now()).await;
        assert_eq!(refusal(stale), Refusal::PlanChanged);
        let read = Some(dropped.version.version);
        let done = publish(&world.app, &office, order(&whose, read), world.now()).await.unwrap();
        assert_eq!(done.booked.len(), 2);
        assert_eq!(done.left_out, std::slice::from_ref(&abdullah));
        assert!(done.gone.is_empty(), "{done:?}");
        let now = world.messages_of("booked").await;
        assert_eq!(now, [before[0] + 1, before[1], before[2] + 1]);
        let again = publish(&world.app, &office, order(&whose, None), world.now()).await;
        assert_eq!(refusal(again), Refusal::WrongStage);
        assert_eq!(world.messages_of("booked").await, now);
        let published = world.plan(&office).await;
        assert_eq!(published.version.state, PlanState::Published);
        for id in [&salem, &norah] {
            let case = requests::one(&world.app, &office, (id.clone(), "triage"), world.now()).await;
            let booked = case.unwrap().appointments;
            let slot = slot_of(&dropped, id).unwrap();
            assert_eq!(booked.first().unwrap().slot_id, slot.as_str());
        }
    }

    async fn every_kept_version_is_computed_again_to_the_same_bytes(kind) {
        let (world, office) = two_times(kind, &[]).await;
        let seen = world.plans(&office).await;
        let [salem, abdullah, _] = three(&seen);
        let seen = world.changes(&office, &seen, (&abdullah, Change::Drop)).await.unwrap();
        let seen = world.changes(&office, &seen, (&salem, Change::Lock)).await.unwrap();
        assert_eq!(seen.version.version, 3);
        let whose = Whose::of(&office, (week(), None)).unwrap();
        let checked = verify(&world.app, whose.clone()).await.unwrap();
        assert_eq!(checked.len(), 3);
        assert!(checked.iter().all(|(_, verdict)| verdict.is_ok()), "{checked:?}");
        // The first version of the rules knew of no gate: what it kept is planned as it was.
        world.writes("UPDATE plan SET rules = 1, problem = replace(problem, ',\"barred\":false', '') WHERE version = 1").await;
        let old = verify(&world.app, whose.clone()).await.unwrap().remove(0);
        assert!(old.1.is_ok() && !old.0.problem.contains("barred"), "{:?}", old.1);
        world.writes("UPDATE plan SET result = result || ' ' WHERE version = 2").await;
        let checked = verify(&world.app, whose).await.unwrap();
        let wrong: Vec<i64> = checked
            .iter()
            .filter(|(_, verdict)| verdict.is_err())
            .map(|(version, _)| version.version)
            .collect();
        assert_eq!(wrong, [2]);
    }

    async fn a_publication_that_was_cut_off_goes_on_and_tells_nobody_twice(kind) {
        let (mut world, office) = two_times(kind, &[]).await;
        let before = world.messages_of("booked").await;
        let seen = world.plans(&office).await;
        let whose = Whose::of(&office, (week(), None)).unwrap();
        let mut publication = begin(&world.app, &office, order(&whose, None), world.now()).await.unwrap();
        assert!(publication.next(&world.app, &office, world.now()).await.unwrap());
        drop(publication);
        world.reopens().await;
        let half = world.messages_of("booked").await;
        assert_eq!(half.iter().sum::<usize>(), before.iter().sum::<usize>() + 1);
        let remade = compute(&world.app, Some(&office), (whose.clone(), Who::Waiting), world.now()).await;
        assert_eq!(refusal(remade), Refusal::PlanUnfinished);
        // Two finish it at once.
        let (one, other) = tokio::join!(
            publish(&world.app, &office, order(&whose, None), world.now()),
            publish(&world.app, &office, order(&whose, None), world.now()),
        );
        assert!(one.is_ok() || other.is_ok());
        let [salem, abdullah, norah] = three(&seen);
        for (id, count) in [(&salem, 1), (&abdullah, 1), (&norah, 0)] {
            let case = requests::one(&world.app, &office, (id.clone(), "triage"), world.now()).await;
            assert_eq!(case.unwrap().appointments.len(), count, "{id}");
        }
        assert_eq!(world.messages_of("booked").await, [before[0] + 1, before[1] + 1, before[2]]);
        let published = world.plan(&office).await;
        assert_eq!(published.version.state, PlanState::Published);
        assert_eq!(published.lines.len(), 3);
    }

    async fn a_time_that_went_meanwhile_is_not_booked(kind) {
        let (world, office) = two_times(kind, &[]).await;
        let before = world.messages_of("booked").await;
        let seen = world.plans(&office).await;
        let [salem, abdullah, norah] = three(&seen);
        let own = seen.problem.asks.iter().find(|ask| ask.request == norah).unwrap();
        let taken = slot_of(&seen, &salem).unwrap().key().unwrap().starts_at;
        let mut ways = own.suits.iter().filter_map(majlis::scheduling::planning::slot_of);
        let slot = ways.find(|way| way.starts_at == taken).unwrap().id();
        allocate(&world.app, &office, (norah.clone(), slot), world.now()).await.unwrap();
        let whose = Whose::of(&office, (week(), None)).unwrap();
        let done = publish(&world.app, &office, order(&whose, None), world.now()).await.unwrap();
        assert_eq!(done.booked, [abdullah]);
        assert_eq!(done.gone, [(salem, "slot_taken".to_owned())]);
        assert_eq!(world.messages_of("booked").await, [before[0], before[1] + 1, before[2] + 1]);
    }

    async fn programs_make_change_and_publish_a_plan(kind) {
        let (world, caller) = two_times(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let office = Office { house: &house, token: world.staff("secretary").await.access_token };
        let path = format!("/weeks/{WEEK}/plan");
        let (status, _, problem) = office.asks(("GET", &path), None, None).await;
        assert_eq!((status, &problem["code"]), (404, &json!("not_found")));
        let (status, tag, made) = office.asks(("POST", &path), None, None).await;
        assert_eq!((status, &made["state"]), (201, &json!("proposed")));
        assert_eq!(made["placed"].as_array().unwrap().len(), 2);
        assert_eq!(made["left_out"][0]["certificate"]["why"], "held");
        assert_eq!(made["left_out"][0]["again"], "2026-12-06");
        let [_, abdullah, norah] = three(&world.plan(&caller).await);
        let drop = json!({"request": abdullah, "action": "drop"});
        let (status, _, problem) = office.asks(("PATCH", &path), None, Some(drop.clone())).await;
        assert_eq!((status, &problem["code"]), (428, &json!("if_match_needed")));
        let (status, new_tag, changed) =
            office.asks(("PATCH", &path), tag.as_deref(), Some(drop.clone())).await;
        assert_eq!((status, &changed["version"]), (200, &json!(2)));
        assert_eq!(changed["placed"][1]["request"], json!(norah));
        let (status, _, problem) = office.asks(("PATCH", &path), tag.as_deref(), Some(drop)).await;
        assert_eq!((status, &problem["code"]), (412, &json!("plan_changed")));
        let move_to_nothing = json!({"request": norah, "action": "move"});
        let (status, ..) = office.asks(("PATCH", &path), new_tag.as_deref(), Some(move_to_nothing)).await;
        assert_eq!(status, 422);
        let publish = format!("{path}/publish");
        let (status, _, done) = office.asks(("POST", &publish), new_tag.as_deref(), None).await;
        assert_eq!((status, &done["state"]), (200, &json!("published")));
        let lines = done["published"].as_array().unwrap();
        assert_eq!(lines.iter().filter(|line| line["state"] == "booked").count(), 2);
        assert_eq!(lines.iter().filter(|line| line["state"] == "left_out").count(), 1);
        let (status, ..) = office.asks(("POST", &publish), None, None).await;
        assert_eq!(status, 409);
        let (status, ..) = office.asks(("GET", "/weeks/2026-W99/plan"), None, None).await;
        assert_eq!(status, 404);
    }

    async fn the_office_plans_on_its_page_and_each_person_reads_why(kind) {
        let (world, caller) = two_times(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let words = world.app.words.words("ar");
        let page = format!("/office/plan?week={WEEK}");
        let mut office = staff(&house, "secretary", &page).await;
        assert!(office.says(&words.get("plan-none")), "{}", office.html);
        office.fills("/office/plan", &[]).await;
        assert_eq!((office.path.clone(), office.status), (format!("{page}&done=made"), 200));
        for name in ["سالم الغامدي", "عبدالله العتيبي", "نورة الشمري"] {
            assert!(office.says(name), "{name}");
        }
        let [salem, ..] = three(&world.plan(&caller).await);
        office.fills("/office/plan/change", &[("request", salem.as_str()), ("action", "lock")]).await;
        assert_eq!(office.path, format!("{page}&done=changed"));
        assert!(office.says(&words.get("plan-locked")), "{}", office.html);
        world.pass(TimeDelta::seconds(1));
        office.fills("/office/plan/publish", &[]).await;
        assert_eq!(office.path, format!("{page}&done=published"));
        assert!(office.says(&words.get("plan-booked")), "{}", office.html);

        // Norah has no time, and reads why and when; no one's name, and nothing of the minister.
        let norah = world.signs_in("1058529940", NORAH).await.caller;
        let own = requests::own(&world.app, &norah, (None, 9)).await.unwrap();
        let mut browser = crate::client::Browser::of(&house);
        let signed = [("identity_number", "1058529940"), ("mobile", NORAH)];
        browser.opens("/requests").await;
        browser.fills("/sign-in", &signed).await;
        let code = world.reads_code(NORAH).await;
        let challenge = browser.path.split('?').next().unwrap().to_owned();
        browser.fills(&challenge, &[("code", &code)]).await;
        browser.opens(&format!("/requests/{}", own[0].request.id)).await;
        assert!(browser.says(&words.get("plan-own-held")), "{}", browser.html);
        assert!(!browser.says("سالم") && !browser.says("عبدالله"));
    }
}

/// The minister loses Tuesday's first time and receives on Wednesday instead.
async fn loses_an_hour(world: &World, office: &Caller) {
    let (minister, reason) = (OfficialId::from("minister"), "سفر".to_owned());
    let whose = || (minister.clone(), week());
    let now = weeks::see(&world.app, office, whose(), world.now())
        .await
        .unwrap();
    let is_tuesday = |window: &&Window| window.day == day("2026-12-01");
    let tuesday = now.plan.windows.iter().find(is_tuesday).unwrap().clone();
    let without = now
        .plan
        .withdraw(tuesday.day, time("10:00"), time("10:30"))
        .unwrap();
    let wednesday = Window {
        day: day("2026-12-02"),
        ..tuesday
    };
    let plan = without.add(wednesday).unwrap();
    draft::save(
        &world.app,
        office,
        whose(),
        (None, plan.windows),
        world.now(),
    )
    .await
    .unwrap();
    let order = (None, Some(reason));
    let done = weeks::publish::publish(&world.app, office, whose(), order, world.now()).await;
    assert!(matches!(done.unwrap(), weeks::publish::Done::Published(hit) if hit.len() == 1));
}

on_both! {
    async fn a_lost_hour_moves_only_whoever_had_it_and_tells_when_it_is_published(kind) {
        let (world, office) = two_times(kind, &[]).await;
        let seen = world.plans(&office).await;
        let whose = Whose::of(&office, (week(), None)).unwrap();
        publish(&world.app, &office, order(&whose, None), world.now()).await.unwrap();
        let booked = world.messages_of("booked").await;
        let hit = drawn(&seen).iter().position(|at| at == "10:00").unwrap();
        let ids = three(&seen);
        world.pass(TimeDelta::minutes(1));
        loses_an_hour(&world, &office).await;

        let wanted = (whose.clone(), Who::Told);
        compute(&world.app, Some(&office), wanted.clone(), world.now()).await.unwrap();
        let seen = world.plan(&office).await;
        let moved = moves(&seen.problem, &seen.plan);
        assert_eq!(moved.len(), 1, "{moved:?}");
        assert_eq!((&moved[0].request, moved[0].told), (&ids[hit], Told::Told));
        assert!(drawn(&seen).iter().all(|at| !at.is_empty()), "{:?}", drawn(&seen));
        assert_eq!(world.messages_of("moved").await, [0; 3], "only a proposal");

        let silent = publish(&world.app, &office, order(&whose, None), world.now()).await;
        assert_eq!(refusal(silent), Refusal::ReasonNeeded);
        let said = Order { reason: Some("سفر".to_owned()), ..order(&whose, None) };
        let done = publish(&world.app, &office, said, world.now()).await.unwrap();
        assert_eq!(done.booked.len(), 3);
        let mut told = [0; 3];
        told[hit] = 1;
        assert_eq!(world.messages_of("moved").await, told);
        assert_eq!(world.messages_of("booked").await, [booked[0], booked[1], booked[2] + 1]);
        let states: Vec<_> = world.plan(&office).await.lines.into_values().collect();
        let of = |state: LineState| states.iter().filter(|line| line.state == state).count();
        assert_eq!((of(LineState::Moved), of(LineState::Kept), of(LineState::Booked)), (1, 1, 1));

        // A week that nothing happened to is planned again as it is.
        compute(&world.app, Some(&office), wanted, world.now()).await.unwrap();
        let seen = world.plan(&office).await;
        assert_eq!(moves(&seen.problem, &seen.plan), []);
    }
}

impl World {
    /// Somebody changes one kept plan behind the service's back.
    pub(crate) async fn writes(&self, query: &'static str) {
        let touched = self.app.store.write(move |db| {
            Ok::<_, StoreError>(on_either!(db, |conn| diesel::sql_query(query).execute(conn))?)
        });
        assert_eq!(touched.await.unwrap(), 1);
    }
}
