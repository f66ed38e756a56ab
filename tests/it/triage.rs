//! The office picks among requests, decides with four eyes, clears who comes, and hands the gate its
//! list.
use chrono::TimeDelta;
use majlis::scheduling::clearance::Clearance;
use majlis::scheduling::ids::RequestId;
use majlis::scheduling::{
    AppointmentState, Decision, IdentityNumber, Mode, Refusal, RequestState, Urgency,
};
use majlis::service::book::{Booked, For, Which, book};
use majlis::service::check_in::check_in;
use majlis::service::confirm::confirm;
use majlis::service::decide::{Verdict, decide, second};
use majlis::service::guests::{self, Said};
use majlis::service::hand_in::{NewRequest, hand_in};
use majlis::service::slots::{Ask, free_slots};
use majlis::service::{Caller, phone, requests};
use majlis::store::{audit, guest};

use crate::house::House;
use crate::pages::staff;
use crate::people::{Citizen, NOUR, SAMIRA, meeting, refusal};
use crate::world::{World, on_both};

/// Prayers are another story; the pages are served.
const FLAGS: &[(&str, &str)] = &[("server.port", "0"), ("calendar.prayer_minutes", "0")];
const LIST: &str = "/office/requests";
/// Somebody who comes along.
const HUDA: (&str, &str) = ("هدى الحربي", "1000000024");

/// A request to meet the minister at the headquarters.
fn wish(subject: &str) -> NewRequest {
    NewRequest {
        official: Some("minister".into()),
        mode: Some(Mode::InPerson),
        centre: None,
        subject: subject.to_owned(),
        ..meeting("")
    }
}

pub(crate) fn verdict(decision: Decision, text: Option<&str>) -> Verdict {
    Verdict {
        text: text.map(str::to_owned),
        ..Verdict::of(decision)
    }
}

pub(crate) async fn asks(world: &World, who: &Citizen, subject: &str) -> RequestId {
    world.pass(TimeDelta::seconds(1));
    let whole = hand_in(&world.app, &who.caller, wish(subject), world.now());
    whole.await.unwrap().request.id
}

/// A meeting with the deputy at the headquarters, with one companion.
pub(crate) async fn comes_in_person(world: &World, who: &Citizen) -> Booked {
    let wish = NewRequest {
        mode: Some(Mode::InPerson),
        centre: None,
        ..meeting("companions:1")
    };
    let ask = Ask {
        officials: std::iter::once("deputy".into()).collect(),
        mode: Some(Mode::InPerson),
        needs: wish.needs.clone(),
        ..Ask::default()
    };
    let free = free_slots(&world.app, ask, world.now()).await.unwrap();
    let which = Which::Slot(free.first().unwrap().id());
    let order = (For::New(Box::new(wish)), which);
    book(&world.app, &who.caller, order, world.now())
        .await
        .unwrap()
}

fn said(plate: &str) -> Said {
    Said {
        plate: Some(plate.to_owned()),
        companions: vec![(HUDA.0.to_owned(), IdentityNumber::parse(HUDA.1).unwrap())],
    }
}

async fn deeds(world: &World, thing: String) -> Vec<audit::Deed> {
    let read = world.app.store.read(move |db| audit::of_thing(db, &thing));
    read.await.unwrap()
}

pub(crate) async fn events(world: &World, mobile: &str) -> Vec<String> {
    let told = phone::messages(&world.app, Some(mobile), 50).await.unwrap();
    told.iter().map(|one| one.event.to_string()).collect()
}

pub(crate) async fn clears(
    world: &World,
    by: &Caller,
    id: &RequestId,
    (position, clearance, reason): (i32, Clearance, Option<&str>),
) -> Result<(), majlis::service::ServiceError> {
    let order = (id.clone(), position, (clearance, reason.map(str::to_owned)));
    guests::clear(&world.app, by, order, world.now()).await
}

on_both! {
    async fn the_list_is_narrowed_and_what_narrows_it_is_saved(kind) {
        let world = World::ministry(kind, FLAGS).await;
        let house = House::of(&world).await;
        let (nour, samira) = (world.citizen(NOUR).await, world.citizen(SAMIRA).await);
        asks(&world, &nour, "طريق القرية").await;
        let complaint = NewRequest {
            kind: majlis::scheduling::RequestKind::Complaint,
            official: None,
            mode: None,
            ..wish("شكوى من الطريق")
        };
        hand_in(&world.app, &samira.caller, complaint, world.now()).await.unwrap();
        let narrowed = "kind=meeting&mode=in_person&q=%D8%A7%D9%84%D9%82%D8%B1%D9%8A%D8%A9";
        let mut office = staff(&house, "scheduler", &format!("{LIST}?{narrowed}")).await;
        assert!(office.says("طريق القرية") && !office.says("شكوى من الطريق"), "{}", office.html);
        office.opens(&format!("{LIST}?q=%25")).await;
        assert!(office.says("شكوى من الطريق"), "a sign that stands for anything narrows nothing");
        let words = world.app.words.words("ar");
        office.opens(&format!("{LIST}?press=urgent&kind=suggestion")).await;
        assert!(office.says(&words.get("sieve-empty")), "{}", office.html);

        office.opens(&format!("{LIST}?{narrowed}")).await;
        office.fills("/office/requests/views", &[("name", " ")]).await;
        assert!(office.says(&words.get("view-name-wrong")), "{}", office.html);
        office.fills("/office/requests/views", &[("name", "لقاءات القرى")]).await;
        assert!(office.path.contains("kind=meeting"), "{}", office.path);
        assert!(office.says("لقاءات القرى") && office.says("aria-current=\"page\"><bdi>"), "{}", office.html);
        let mut other = staff(&house, "secretary", LIST).await;
        assert!(!other.says("لقاءات القرى"), "each has lists of one's own");
        other.opens("/office/requests/views").await;
        let forget = crate::places::after(&office, "action=\"/office/requests/views/").remove(0);
        office.fills(&format!("/office/requests/views/{forget}"), &[]).await;
        assert!(!office.says("لقاءات القرى"), "{}", office.html);
    }

    async fn a_brief_says_on_one_page_who_asks_and_what_came_before(kind) {
        let world = World::ministry(kind, FLAGS).await;
        let house = House::of(&world).await;
        let nour = world.citizen(NOUR).await;
        nour.says_who(NOUR.name, NOUR.sex, None).await;
        let first = asks(&world, &nour, "مدرسة القرية").await;
        let office = world.staff("scheduler").await.caller;
        let declined = verdict(Decision::Decline, Some("لا يتيسر"));
        decide(&world.app, &office, (first.clone(), declined), world.now()).await.unwrap();
        let second = asks(&world, &nour, "طريق القرية").await;
        let page = staff(&house, "secretary", &format!("{LIST}/{second}/brief")).await;
        for text in [NOUR.name, "طريق القرية", "مدرسة القرية", "المدينة المنورة"] {
            assert!(page.says(text), "{text}: {}", page.html);
        }
        let looks = deeds(&world, format!("request:{first}")).await;
        let looked = looks.iter().any(|one| one.purpose.as_deref() == Some("brief"));
        assert!(looked, "what came before is a look too");
        let deputy = staff(&house, "deputy", "/office/requests").await;
        assert!(!deputy.says("طريق القرية"), "{}", deputy.html);
    }

    async fn a_decision_stands_as_proposed_until_a_second_person_confirms_it(kind) {
        let flags = [FLAGS, &[("requests.four_eyes", "meeting:urgent complaint")]].concat();
        let world = World::ministry(kind, &flags).await;
        let house = House::of(&world).await;
        let nour = world.citizen(NOUR).await;
        let id = asks(&world, &nour, "علاج عاجل").await;
        let scheduler = world.staff("scheduler").await.caller;
        let urgent = Verdict {
            urgency: Some(Urgency::Urgent),
            urgency_reason: Some("عملية بعد غد".to_owned()),
            ..verdict(Decision::Approve, None)
        };
        world.pass(TimeDelta::seconds(1));
        let bare = Verdict { urgency_reason: None, ..urgent.clone() };
        let bare = decide(&world.app, &scheduler, (id.clone(), bare), world.now()).await;
        assert_eq!(refusal(bare), Refusal::UrgencyReason, "checked as if it held");
        let order = (id.clone(), urgent);
        let request = decide(&world.app, &scheduler, order, world.now()).await.unwrap();
        assert_eq!((request.state, request.urgency), (RequestState::Received, Urgency::Normal));
        world.deliver().await;
        assert!(!events(&world, NOUR.mobile).await.contains(&"approved".to_owned()));
        let own = second::confirm(&world.app, &scheduler, id.clone(), world.now()).await;
        assert_eq!(refusal(own), Refusal::OwnProposal);

        // The page: the first can only take it back, the second sees who proposed what.
        let words = world.app.words.words("ar");
        let page = format!("{LIST}/{id}");
        let first = staff(&house, "scheduler", &page).await;
        assert!(first.says(&words.get("second-take-back")) && !first.says(&words.get("second-confirm")));
        let mut office = staff(&house, "secretary", &format!("{LIST}?press=proposed")).await;
        assert!(office.says("علاج عاجل") && office.says(&words.get("second-waits")), "{}", office.html);
        office.opens(&page).await;
        assert!(office.says("عملية بعد غد"), "{}", office.html);
        office.fills(&format!("{page}/second"), &[("answer", "confirm")]).await;
        assert!(office.says(&words.get("case-decided")), "{}", office.html);
        let known = requests::one(&world.app, &scheduler, (id.clone(), "test"), world.now()).await;
        let known = known.unwrap();
        assert_eq!((known.request.state, known.request.urgency), (RequestState::Approved, Urgency::Urgent));
        world.deliver().await;
        assert!(events(&world, NOUR.mobile).await.contains(&"approved".to_owned()));
        let trail = deeds(&world, format!("request:{id}")).await;
        let done: Vec<_> = trail.iter().map(|one| (one.action.as_str(), one.actor.as_str())).collect();
        let of = |name: &str| done.iter().find(|(action, _)| *action == name).map(|(_, actor)| *actor);
        assert!(of("propose").is_some() && of("second").is_some(), "{done:?}");
        assert_ne!(of("propose"), of("second"));

        // What is not asked for holds at once; what is rejected was told to nobody.
        let other = asks(&world, &world.citizen(SAMIRA).await, "سلام").await;
        let decline = verdict(Decision::Decline, Some("لا يتيسر"));
        let done = decide(&world.app, &scheduler, (other, decline), world.now()).await.unwrap();
        assert_eq!(done.state, RequestState::Declined);
        let again = second::reject(&world.app, &scheduler, id, world.now()).await;
        assert_eq!(refusal(again), Refusal::WrongStage);
    }

    async fn nobody_is_confirmed_at_the_headquarters_before_everybody_is_cleared(kind) {
        let flags = [FLAGS, &[("requests.clearance", "true")]].concat();
        let world = World::ministry(kind, &flags).await;
        let house = House::of(&world).await;
        let nour = world.citizen(NOUR).await;
        nour.says_who(NOUR.name, NOUR.sex, None).await;
        let booked = comes_in_person(&world, &nour).await.appointment;
        let (id, request) = (booked.id.clone(), booked.request_id.clone());
        guests::say(&world.app, &nour.caller, (id.clone(), said("أ ب ح 1234")), world.now()).await.unwrap();
        let confirms = || confirm(&world.app, &nour.caller, id.clone(), world.now());
        assert_eq!(refusal(confirms().await), Refusal::ClearanceOpen);

        let office = world.staff("scheduler").await.caller;
        let refused = clears(&world, &office, &request, (2, Clearance::Refused, None)).await;
        assert_eq!(refusal(refused), Refusal::ReasonNeeded);
        clears(&world, &office, &request, (0, Clearance::Cleared, None)).await.unwrap();
        let why = "سبب لا يُقال";
        clears(&world, &office, &request, (2, Clearance::Refused, Some(why))).await.unwrap();
        let missing = clears(&world, &office, &request, (7, Clearance::Cleared, None)).await;
        assert_eq!(refusal(missing), Refusal::NotFound);
        assert_eq!(refusal(confirms().await), Refusal::ClearanceOpen);

        // The reason is sealed in the database; the office reads it, the applicant hears one sentence.
        let of_store = request.clone();
        let rows = world.app.store.read(move |db| guest::of_request(db, &of_store)).await.unwrap();
        let sealed: Vec<_> = rows.iter().filter_map(|row| row.reason_sealed.as_deref()).collect();
        assert!(sealed.len() == 1 && !sealed[0].contains("سبب"), "{sealed:?}");
        let page = staff(&house, "scheduler", &format!("{LIST}/{request}")).await;
        assert!(page.says(why) && page.says(HUDA.0), "{}", page.html);
        world.pass(TimeDelta::seconds(1));
        let mut own = crate::pages::comes_to_ask(&world, &house, NOUR).await;
        own.opens(&format!("/requests/{request}")).await;
        let words = world.app.words.words("ar");
        assert!(own.says("يُؤكَّد حين تكتمل ترتيبات الزيارة"), "{}", own.html);
        assert!(!own.says(why) && !own.says(&words.get("clearance-refused")), "{}", own.html);

        // Said anew, the same companion stays as decided; the office decides, and it is confirmed.
        guests::say(&world.app, &nour.caller, (id.clone(), said("أ ب ح 9")), world.now()).await.unwrap();
        assert_eq!(refusal(confirms().await), Refusal::ClearanceOpen);
        clears(&world, &office, &request, (2, Clearance::Cleared, None)).await.unwrap();
        assert_eq!(confirms().await.unwrap().state, AppointmentState::Confirmed);
        let secretary = world.staff("secretary").await.caller;
        let stranger = clears(&world, &world.staff("minister").await.caller, &request, (0, Clearance::Cleared, None)).await;
        assert_eq!(refusal(stranger), Refusal::NotFound, "another official's office");
        world.pass((booked.starts_at - world.now().naive_utc()) - TimeDelta::minutes(5));
        let there = check_in(&world.app, &secretary, id, world.now()).await;
        assert!(there.is_ok(), "{:?}", there.map(|one| one.appointment.state));
    }

    async fn the_gate_has_a_list_and_each_reading_is_logged(kind) {
        let world = World::ministry(kind, FLAGS).await;
        let house = House::of(&world).await;
        let nour = world.citizen(NOUR).await;
        nour.says_who(NOUR.name, NOUR.sex, None).await;
        let booked = comes_in_person(&world, &nour).await.appointment;
        let page = format!("/appointments/{}/guests", booked.id);
        world.pass(TimeDelta::seconds(1));
        let mut own = crate::pages::comes_to_ask(&world, &house, NOUR).await;
        own.opens(&page).await;
        let wrong = [("plate", "أ ب ح 1234"), ("name1", HUDA.0), ("identity1", "1234567890")];
        own.fills(&page, &wrong).await;
        assert!(own.says("aria-invalid") && own.says(HUDA.0), "{}", own.html);
        let [plate, name, _] = wrong;
        own.fills(&page, &[plate, name, ("identity1", HUDA.1)]).await;
        assert!(own.path.ends_with("?said=guests"), "{}", own.html);
        own.opens(&page).await;
        assert!(own.says(HUDA.0) && own.says("أ ب ح 1234"), "{}", own.html);
        let foreign = world.citizen(SAMIRA).await.caller;
        let theirs = guests::own(&world.app, &foreign, booked.id.clone(), world.now()).await;
        assert_eq!(refusal(theirs), Refusal::NotFound);
        let many = Said { companions: [said("").companions, said("").companions].concat(), plate: None };
        let many = guests::say(&world.app, &nour.caller, (booked.id.clone(), many), world.now()).await;
        assert_eq!(refusal(many), Refusal::FieldWrong, "one companion was booked");

        let day = booked.starts_at.date();
        let gate = format!("/office/guests?day={day}");
        let list = staff(&house, "secretary", &gate).await;
        for text in [NOUR.name, NOUR.identity, HUDA.0, HUDA.1, "أ ب ح 1234"] {
            assert!(list.says(text), "{text}: {}", list.html);
        }
        let looks = deeds(&world, format!("guest_list:{day}")).await;
        assert_eq!(looks.len(), 1);
        let secretary = world.staff("secretary").await.caller;
        assert_eq!((looks[0].actor.clone(), looks[0].purpose.as_deref()), (secretary.actor(), Some("gate")));
        let kept = world.app.store.read(move |db| guest::of_request(db, &booked.request_id));
        let kept = format!("{:?}", kept.await.unwrap());
        assert!(!kept.contains("هدى") && !kept.contains(HUDA.1) && !kept.contains("1234"), "{kept}");
    }
}
