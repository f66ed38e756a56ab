//! Who was served at a desk is asked how it was: once, by a link, whoever shares the mobile.
use majlis::scheduling::survey::{Asked, Mark, SurveyAnswer};
use majlis::scheduling::{
    AppointmentState, IdentityNumber, Mobile, NoticeEvent, Refusal, RequestKind, Sex, VisitState,
};
use majlis::service::check_in::check_in;
use majlis::service::hand_in::NewRequest;
use majlis::service::phone::messages;
use majlis::service::register_person::{CHANNEL, NewPerson, Paper, Registered, register_person};
use majlis::service::{Caller, requests, survey, visits};
use serde_json::Value;

use crate::house::House;
use crate::pages::staff;
use crate::people::{NOUR, meeting, refusal};
use crate::world::{World, on_both};

const IDENTITY: &str = "1000000115";
const MOBILE: &str = "+966500000401";

fn salem(mobile: Option<&str>, mobile_shared: bool) -> NewPerson {
    NewPerson {
        paper: Paper::Card(IdentityNumber::parse(IDENTITY).unwrap()),
        name: Some("سالم الغامدي".to_owned()),
        name_latin: None,
        sex: Sex::Man,
        mobile: mobile.map(|mobile| Mobile::parse(mobile).unwrap()),
        mobile_shared,
        phone: None,
        language: "ar".to_owned(),
    }
}

fn paper(concerned: Option<&str>) -> NewRequest {
    NewRequest {
        kind: RequestKind::Transaction,
        official: None,
        mode: None,
        person_concerned: concerned.map(str::to_owned),
        channel: CHANNEL,
        ..meeting("")
    }
}

impl World {
    async fn takes(&self, desk: &Caller, who: NewPerson, what: NewRequest) -> Registered {
        let done = register_person(&self.app, desk, (who, Some(what)), self.now()).await;
        done.unwrap()
    }

    /// The texts of surveys that came to a mobile.
    async fn surveys(&self, mobile: &str) -> Vec<String> {
        self.deliver().await;
        let all = messages(&self.app, Some(mobile), 20).await.unwrap();
        let asked = all.into_iter().filter(|it| it.event == NoticeEvent::Survey);
        asked.map(|it| it.text).collect()
    }
}

fn token(sms: &str) -> &str {
    let (_, after) = sms.split_once("/s/").unwrap();
    after.split_whitespace().next().unwrap()
}

on_both! {
    async fn whoever_was_served_is_asked_once(kind) {
        let world = World::ministry(kind, &[]).await;
        let desk = world.staff("desk.madinah").await.caller;
        let first = world.takes(&desk, salem(Some(MOBILE), false), paper(None)).await;
        let visit = first.visit.unwrap();
        assert_eq!(visit.state, VisitState::Registered);
        let second = world.takes(&desk, salem(Some(MOBILE), false), paper(None)).await;
        assert_eq!(second.visit.unwrap().id, visit.id, "two papers are one visit");
        let there = visits::walk_ins(&world.app, &desk, world.now()).await.unwrap();
        assert!(there.iter().any(|one| one.visit.id == visit.id));
        assert!(world.surveys(MOBILE).await.is_empty(), "nobody is asked before it is over");

        let elsewhere = world.staff("desk.riyadh").await.caller;
        let gate = world.staff("reception.madinah").await.caller;
        for (by, no) in [(&elsewhere, Refusal::NotFound), (&gate, Refusal::NotAllowed)] {
            let ended = visits::finish(&world.app, by, visit.id.clone(), world.now()).await;
            assert_eq!(refusal(ended), no);
        }
        let over = visits::finish(&world.app, &desk, visit.id.clone(), world.now()).await.unwrap();
        assert_eq!((over.state, over.finished_at), (VisitState::Finished, Some(world.now().naive_utc())));
        let again = visits::finish(&world.app, &desk, visit.id.clone(), world.now()).await;
        assert_eq!(refusal(again), Refusal::WrongStage);
        let there = visits::walk_ins(&world.app, &desk, world.now()).await.unwrap();
        assert!(there.iter().all(|one| one.visit.id != visit.id));

        let texts = world.surveys(MOBILE).await;
        let [text] = texts.as_slice() else { panic!("{texts:?}") };
        let asked = survey::see(&world.app, token(text)).await.unwrap();
        assert_eq!((asked.occasion, asked.is_protected), (Asked::Visit, false));
        assert_eq!(asked.centre_id, Some("madinah".into()));
        let answer = || SurveyAnswer::of(Mark::of(4).unwrap(), false, true, "").unwrap();
        survey::answer(&world.app, token(text), answer(), world.now()).await.unwrap();
        let more = survey::answer(&world.app, token(text), answer(), world.now()).await;
        assert_eq!(refusal(more), Refusal::AlreadyAnswered);
    }

    async fn a_shared_mobile_hears_nothing_but_the_link(kind) {
        let world = World::ministry(kind, &[]).await;
        let desk = world.staff("desk.madinah").await.caller;
        let done = world.takes(&desk, salem(Some(MOBILE), true), paper(Some("أخوه الموقوف"))).await;
        visits::finish(&world.app, &desk, done.visit.unwrap().id, world.now()).await.unwrap();
        let texts = world.surveys(MOBILE).await;
        let [text] = texts.as_slice() else { panic!("{texts:?}") };
        let link = world.app.link(&format!("/s/{}", token(text)));
        let words = world.app.words.words("ar").plain();
        let service = world.app.ministry_name("ar");
        let neutral = [("service", service.into()), ("link", link.into())];
        assert_eq!(*text, words.with("sms-neutral", &neutral));
        let asked = survey::see(&world.app, token(text)).await.unwrap();
        assert!(asked.is_protected, "no remark of it reaches the manager");
    }

    async fn a_desk_sees_its_own_section(kind) {
        let world = World::ministry(kind, &[]).await;
        // A man.
        let desk = world.staff("desk.madinah").await.caller;
        let salma = NewPerson { sex: Sex::Woman, name: Some("سلمى".to_owned()), ..salem(Some(MOBILE), false) };
        let visit = world.takes(&desk, salma, paper(None)).await.visit.unwrap();
        for (username, sees) in [("desk.madinah", false), ("reception.madinah", true), ("manager.madinah", true)] {
            let by = world.staff(username).await.caller;
            let there = visits::walk_ins(&world.app, &by, world.now()).await.unwrap();
            assert_eq!(there.iter().any(|one| one.visit.id == visit.id), sees, "{username}");
        }
    }

    async fn nobody_without_a_mobile_is_asked_and_no_letter_is_a_visit(kind) {
        let world = World::ministry(kind, &[]).await;
        let desk = world.staff("desk.madinah").await.caller;
        let done = world.takes(&desk, salem(None, false), paper(None)).await;
        visits::finish(&world.app, &desk, done.visit.unwrap().id, world.now()).await.unwrap();
        assert!(world.surveys(MOBILE).await.is_empty());
        let letter = NewRequest { channel: "letter", ..paper(None) };
        let done = world.takes(&desk, salem(Some(MOBILE), false), letter).await;
        assert!(done.visit.is_none(), "nobody stood there");
    }

    async fn a_time_of_a_service_ends_at_the_desk(kind) {
        let world = World::ministry(kind, &[("calendar.prayer_minutes", "0")]).await;
        world.opens_desks(1).await;
        let slot = world.at_desks("madinah", "").await.remove(0);
        let nour = world.citizen(NOUR).await;
        let booked = nour.asks_at_desk(&slot.id(), "").await.unwrap();
        world.pass(slot.key.starts_at - world.now());
        let gate = world.staff("reception.madinah").await.caller;
        let id = booked.appointment.id;
        let arrived = check_in(&world.app, &gate, id.clone(), world.now()).await.unwrap();
        let desk = world.staff("desk.madinah").await.caller;
        let visit = arrived.visit.unwrap().id;
        visits::finish(&world.app, &desk, visit.clone(), world.now()).await.unwrap();
        let (row, _) = requests::appointment(&world.app, &desk, id).await.unwrap();
        assert_eq!(row.state, AppointmentState::Done);
        let again = visits::finish(&world.app, &desk, visit, world.now()).await;
        assert_eq!(refusal(again), Refusal::WrongStage);
        let texts = world.surveys(NOUR.mobile).await;
        let [text] = texts.as_slice() else { panic!("{texts:?}") };
        assert_eq!(survey::see(&world.app, token(text)).await.unwrap().occasion, Asked::Visit);
    }

    async fn a_desk_ends_a_visit_on_its_page_and_by_the_interface(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let desk = world.staff("desk.madinah").await;
        let first = world.takes(&desk.caller, salem(Some(MOBILE), false), paper(None)).await;
        let visit = first.visit.unwrap();
        let path = format!("/centre/visits/{}/finish", visit.id);
        let words = world.app.words.words("ar");
        let mut gate = staff(&house, "reception.madinah", "/centre").await;
        assert!(gate.says("سالم الغامدي") && !gate.says(&path), "{}", gate.html);
        let mut page = staff(&house, "desk.madinah", "/centre").await;
        page.fills(&path, &[]).await;
        let said = words.say("visit-done", "ticket", visit.ticket.as_str());
        assert!(page.says(&said) && !page.says("سالم الغامدي"), "{}", page.html);
        gate.opens("/centre").await;
        assert!(!gate.says("سالم الغامدي"));
        let order = house.client.post(format!("{}/api/v1/visits/{}/finish", house.url, visit.id));
        let answer = order.bearer_auth(&desk.access_token).send().await.unwrap();
        assert_eq!(answer.status(), 409);
        let told: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        assert_eq!(told["code"], "wrong_stage");
    }
}
