//! The week's plan and the gate of the headquarters: who waits there is planned and not confirmed,
//! who is not let in is not planned, and neither says why.
use majlis::scheduling::clearance::Clearance;
use majlis::scheduling::ids::RequestId;
use majlis::scheduling::plan::LeftOut;
use majlis::scheduling::planning::sentence::Outcome;
use majlis::scheduling::{AppointmentState, Decision, Mode, Refusal};
use majlis::service::allocate::allocate;
use majlis::service::confirm::confirm;
use majlis::service::decide::decide;
use majlis::service::plan::publish::publish;
use majlis::service::plan::verify::verify;
use majlis::service::plan::{Seen, Whose};
use majlis::service::{Caller, requests};

use crate::house::House;
use crate::pages::{comes_to_ask, staff};
use crate::people::{Citizen, NOUR, Papers, SAMIRA, refusal};
use crate::plans::{WEEK, order, slot_of, week};
use crate::triage::{asks, clears, events, verdict};
use crate::world::{Kind, World, on_both};

const FLAGS: &[(&str, &str)] = &[
    ("server.port", "0"),
    ("calendar.prayer_minutes", "0"),
    ("requests.clearance", "true"),
];
/// Nobody but the office reads it.
const WHY: &str = "سبب لا يُقال";

/// Somebody whose meeting with the minister at the headquarters is approved.
async fn approved(world: &World, office: &Caller, who: Papers) -> (Citizen, RequestId) {
    let citizen = world.citizen(who).await;
    citizen.says_who(who.name, who.sex, None).await;
    let id = asks(world, &citizen, "مقابلة في المقر").await;
    let yes = (id.clone(), verdict(Decision::Approve, None));
    decide(&world.app, office, yes, world.now()).await.unwrap();
    (citizen, id)
}

/// A ministry that asks who comes, with two who would and nobody else.
async fn two_who_come(kind: Kind) -> (World, Caller, [(Citizen, RequestId); 2]) {
    let world = World::ministry(kind, FLAGS).await;
    let office = world.staff("scheduler").await.caller;
    world.waits_only(&office, &[]).await;
    let nour = approved(&world, &office, NOUR).await;
    let samira = approved(&world, &office, SAMIRA).await;
    (world, office, [nour, samira])
}

async fn refuses(world: &World, office: &Caller, id: &RequestId) {
    let no = (0, Clearance::Refused, Some(WHY));
    clears(world, office, id, no).await.unwrap();
}

fn certificate(seen: &Seen, id: &RequestId) -> Option<LeftOut> {
    let (_, said) = seen.said.iter().find(|(other, _)| other == id).unwrap();
    match &said.outcome {
        Outcome::Placed { .. } => None,
        Outcome::LeftOut { certificate, .. } => Some(certificate.clone()),
    }
}

on_both! {
    async fn who_is_not_let_in_is_left_out_and_told_no_reason(kind) {
        let (world, office, [(_, barred), (samira, waits)]) = two_who_come(kind).await;
        let house = House::of(&world).await;
        let words = world.app.words.words("ar");
        let both = world.plans(&office).await;
        for id in [&barred, &waits] {
            let key = slot_of(&both, id).unwrap().key().unwrap();
            assert_eq!(both.clearance(id, &key), Some(Clearance::Pending));
        }
        let page = format!("/office/plan?week={WEEK}");
        let mut of_office = staff(&house, "scheduler", &page).await;
        let pending = words.get("plan-clearance-pending");
        assert_eq!(of_office.html.matches(&pending).count(), 2, "{}", of_office.html);
        assert!(of_office.says(&words.say("plan-publish-clearance", "count", 2_i64)));

        refuses(&world, &office, &barred).await;
        of_office.opens(&page).await;
        assert!(of_office.says(&words.get("plan-clearance-refused")), "the plan is older");
        let seen = world.plans(&office).await;
        assert_eq!(certificate(&seen, &barred), Some(LeftOut::NotLetIn));
        assert!(slot_of(&seen, &waits).is_some());
        for (_, verdict) in verify(&world.app, Whose::of(&office, (week(), None)).unwrap()).await.unwrap() {
            verdict.unwrap();
        }
        of_office.opens(&page).await;
        assert!(of_office.says(&words.get("plan-left-not-let-in")), "{}", of_office.html);
        assert!(!of_office.says(WHY), "the reason is read on the request's own page");

        let whose = Whose::of(&office, (week(), None)).unwrap();
        let done = publish(&world.app, &office, order(&whose, None), world.now()).await.unwrap();
        assert_eq!((done.booked, done.left_out), (vec![waits.clone()], vec![barred.clone()]));
        world.deliver().await;
        assert!(!events(&world, NOUR.mobile).await.contains(&"booked".to_owned()));
        let mut own = comes_to_ask(&world, &house, NOUR).await;
        own.opens(&format!("/requests/{barred}")).await;
        assert!(own.says(&words.get("plan-own-not-let-in")), "{}", own.html);
        assert!(!own.says(WHY) && !own.says(&words.get("clearance-refused")), "{}", own.html);

        // Whoever waits is booked, and confirmed once let in.
        let case = requests::one(&world.app, &office, (waits.clone(), "triage"), world.now()).await;
        let booked = case.unwrap().appointments.remove(0);
        let confirms = || confirm(&world.app, &samira.caller, booked.id.clone(), world.now());
        assert_eq!(refusal(confirms().await), Refusal::ClearanceOpen);
        clears(&world, &office, &waits, (0, Clearance::Cleared, None)).await.unwrap();
        assert_eq!(confirms().await.unwrap().state, AppointmentState::Confirmed);
    }

    async fn who_is_refused_after_the_plan_was_made_is_not_booked(kind) {
        let (world, office, [(_, barred), (_, waits)]) = two_who_come(kind).await;
        let seen = world.plans(&office).await;
        let slot = slot_of(&seen, &barred).unwrap();
        refuses(&world, &office, &barred).await;
        let whose = Whose::of(&office, (week(), None)).unwrap();
        let done = publish(&world.app, &office, order(&whose, None), world.now()).await.unwrap();
        assert_eq!(done.booked, [waits]);
        assert_eq!(done.gone, [(barred.clone(), "clearance_refused".to_owned())]);
        world.deliver().await;
        assert!(!events(&world, NOUR.mobile).await.contains(&"booked".to_owned()));

        // Nor does the office give it a time there by hand; by video nobody is asked at a gate.
        let by_hand = allocate(&world.app, &office, (barred.clone(), slot.clone()), world.now()).await;
        assert_eq!(refusal(by_hand), Refusal::ClearanceRefused);
        let mut key = slot.key().unwrap();
        (key.mode, key.centre) = (Mode::Video, Some("madinah".into()));
        let by_video = allocate(&world.app, &office, (barred, key.id()), world.now()).await.unwrap();
        assert_eq!(by_video.appointment.mode, Mode::Video);
    }

    async fn a_booked_time_stays_until_the_office_decides(kind) {
        let (world, office, [(_, barred), _]) = two_who_come(kind).await;
        world.plans(&office).await;
        let whose = Whose::of(&office, (week(), None)).unwrap();
        publish(&world.app, &office, order(&whose, None), world.now()).await.unwrap();
        refuses(&world, &office, &barred).await;
        let told = (whose, majlis::service::plan::Who::Told);
        majlis::service::plan::compute::compute(&world.app, Some(&office), told, world.now()).await.unwrap();
        let seen = world.plan(&office).await;
        let case = requests::one(&world.app, &office, (barred.clone(), "triage"), world.now()).await;
        let has = case.unwrap().appointments.remove(0).slot_id;
        assert_eq!(slot_of(&seen, &barred).unwrap().as_str(), has);
    }
}
