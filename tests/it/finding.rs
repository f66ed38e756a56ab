//! Finding a person or a case: with a purpose, written down, limited, and by each role its own.
use majlis::scheduling::{Document, DocumentKind, IdentityNumber, Mobile, Reference, Refusal, Sex};
use majlis::service::find_person::{BY_NAME, BY_TAIL, Found, Purpose, Search, find_person};
use majlis::service::hand_in::{NewRequest, hand_in};
use majlis::service::register_person::{CHANNEL, NewPerson, Paper, register_person};
use majlis::service::{Caller, ServiceError};
use majlis::store::audit;
use serde_json::Value;

use crate::house::House;
use crate::pages::staff;
use crate::people::{NOUR, meeting, refusal};
use crate::world::{World, on_both};

async fn finds(world: &World, by: &Caller, search: Search) -> Result<Vec<Found>, ServiceError> {
    // Each search has its own moment, so that the trail tells their order.
    world.pass(chrono::TimeDelta::seconds(1));
    find_person(&world.app, by, (search, Purpose::Desk), world.now()).await
}

fn names(found: &[Found]) -> Vec<&str> {
    let named = found.iter().filter_map(|one| one.person.as_ref());
    named.filter_map(|seen| seen.name.as_deref()).collect()
}

fn name(text: &str) -> Search {
    Search::name(text).unwrap()
}

fn tail(text: &str) -> Search {
    Search::tail(text).unwrap()
}

/// Nour hands a request in at Madinah; its reference.
async fn nour_asks(world: &World, new: NewRequest) -> Reference {
    let nour = world.citizen(NOUR).await.caller;
    let whole = hand_in(&world.app, &nour, new, world.now()).await.unwrap();
    Reference::parse(&whole.request.reference).unwrap()
}

on_both! {
    async fn one_person_is_found_in_every_way(kind) {
        let world = World::ministry(kind, &[]).await;
        let reference = nour_asks(&world, meeting("")).await;
        let gate = world.staff("reception.madinah").await.caller;
        let identity = IdentityNumber::parse(NOUR.identity).unwrap();
        for search in [
            Search::Reference(reference), tail("0201"), tail("500000201"), tail("٠٢٠١"),
            name("نور حربي"), name("نُور الحربى"),
        ] {
            let found = finds(&world, &gate, search.clone()).await.unwrap();
            assert_eq!(names(&found), [NOUR.name], "{search:?}");
            assert_eq!(found[0].requests.len(), 1);
            let seen = found[0].person.as_ref().unwrap();
            assert_eq!(seen.mobile.as_deref(), Some("05•••••201"));
        }
        let found = finds(&world, &gate, Search::Identity(identity)).await.unwrap();
        assert!(names(&found).contains(&NOUR.name), "{found:?}");
        assert!(finds(&world, &gate, tail("10201")).await.unwrap().is_empty());
        assert!(finds(&world, &gate, name("الحربي نوره")).await.unwrap().is_empty());
    }

    async fn too_little_to_search_by_is_no_search(kind) {
        let _world = World::ministry(kind, &[]).await;
        assert!(Search::tail("201").is_none() && Search::tail("02x1").is_none());
        assert!(Search::name("نو").is_none() && Search::name("%%%").is_none());
    }

    async fn a_centre_finds_its_own_and_a_desk_its_own_section(kind) {
        let world = World::ministry(kind, &[]).await;
        let reference = nour_asks(&world, meeting("")).await;
        let exact = || Search::Reference(reference.clone());
        let elsewhere = world.staff("reception.jeddah").await.caller;
        for search in [exact(), tail("0201"), name("نور")] {
            assert!(finds(&world, &elsewhere, search).await.unwrap().is_empty());
        }
        // The desk's officer is a man: the women's section is not his.
        let desk = world.staff("desk.madinah").await.caller;
        for search in [exact(), tail("0201"), name("نور")] {
            assert!(finds(&world, &desk, search).await.unwrap().is_empty());
        }
        // The gate's receptionist is a woman: she finds a man by his exact number only.
        let ali = NewPerson {
            paper: Paper::Other(Document::parse(DocumentKind::Passport, "A0123456", "YEM").unwrap()),
            name: Some("علي صالح".to_owned()),
            name_latin: None,
            sex: Sex::Man,
            mobile: Some(Mobile::parse("+966500000301").unwrap()),
            mobile_shared: false,
            phone: None,
            language: "ar".to_owned(),
        };
        let wish = NewRequest { channel: CHANNEL, ..meeting("") };
        let done = register_person(&world.app, &desk, (ali, Some(wish)), world.now()).await;
        let his = done.unwrap().request.unwrap().request.reference;
        let his = Search::Reference(Reference::parse(&his).unwrap());
        let gate = world.staff("reception.madinah").await.caller;
        assert!(finds(&world, &gate, name("علي صالح")).await.unwrap().is_empty());
        assert_eq!(names(&finds(&world, &gate, his).await.unwrap()), ["علي صالح"]);
        assert_eq!(names(&finds(&world, &desk, tail("0301")).await.unwrap()), ["علي صالح"]);
    }

    async fn the_call_centre_sees_reference_and_state_only(kind) {
        let world = World::ministry(kind, &[]).await;
        let reference = nour_asks(&world, meeting("")).await;
        let agent = world.staff("calls").await.caller;
        for search in [Search::Reference(reference.clone()), tail("0201"), name("نور الحربي")] {
            let found = finds(&world, &agent, search).await.unwrap();
            let [one] = found.as_slice() else { panic!("{found:?}") };
            assert!(one.person.is_none());
            let [case] = one.requests.as_slice() else { panic!("{one:?}") };
            assert_eq!(case.reference, reference.as_str());
            assert!(case.id.is_none() && case.kind.is_none() && case.received_at.is_none());
        }
        for username in ["video.madinah", "manager.madinah", "interpreter", "admin", "deputy"] {
            let other = world.staff(username).await.caller;
            assert_eq!(refusal(finds(&world, &other, name("نور")).await), Refusal::NotAllowed);
        }
        let nour = world.signs_in(NOUR.identity, NOUR.mobile).await.caller;
        assert_eq!(refusal(finds(&world, &nour, name("نور")).await), Refusal::NotAllowed);
    }

    async fn a_case_about_somebody_else_never_shows_at_a_centre(kind) {
        let world = World::ministry(kind, &[]).await;
        let protected = NewRequest { person_concerned: Some("سجين".to_owned()), ..meeting("") };
        let reference = nour_asks(&world, protected).await;
        let exact = || Search::Reference(reference.clone());
        let gate = world.staff("reception.madinah").await.caller;
        for search in [exact(), tail("0201"), name("نور")] {
            assert!(finds(&world, &gate, search).await.unwrap().is_empty());
        }
        let office = world.staff("secretary").await.caller;
        let found = finds(&world, &office, exact()).await.unwrap();
        assert!(found[0].requests[0].kind.is_none(), "its kind is said nowhere");
        let agent = world.staff("calls").await.caller;
        assert_eq!(finds(&world, &agent, exact()).await.unwrap().len(), 1);
    }

    async fn every_search_is_written_down_and_an_hour_has_thirty(kind) {
        let world = World::ministry(kind, &[("auth.searches_per_hour", "3")]).await;
        let reference = nour_asks(&world, meeting("")).await;
        let gate = world.staff("reception.madinah").await.caller;
        finds(&world, &gate, tail("0201")).await.unwrap();
        finds(&world, &gate, name("نور")).await.unwrap();
        finds(&world, &gate, name("لا أحد هنا")).await.unwrap();
        for search in [tail("0201"), name("نور")] {
            assert_eq!(refusal(finds(&world, &gate, search).await), Refusal::SearchLimit);
        }
        finds(&world, &gate, Search::Reference(reference)).await.unwrap();
        let other = world.staff("reception.jeddah").await.caller;
        finds(&world, &other, name("نور")).await.unwrap();
        let deeds = world.app.store.read(|db| audit::of_thing(db, "people")).await.unwrap();
        let hers: Vec<_> = deeds.iter().filter(|deed| deed.actor == gate.actor()).collect();
        let actions: Vec<&str> = hers.iter().map(|deed| deed.action.as_str()).collect();
        assert_eq!(actions, [BY_TAIL, BY_NAME, BY_NAME, "find_by_reference"]);
        for deed in hers {
            assert_eq!(deed.purpose.as_deref(), Some("desk"));
            let kept = format!("{deed:?}");
            assert!(!kept.contains("0201") && !kept.contains("نور"), "{kept}");
        }
        world.pass(chrono::TimeDelta::minutes(61));
        let gate = world.staff("reception.madinah").await.caller;
        finds(&world, &gate, name("نور")).await.unwrap();
    }

    async fn a_program_is_told_what_is_wrong_and_when_it_is_enough(kind) {
        let flags = [("server.port", "0"), ("auth.searches_per_hour", "1")];
        let world = World::ministry(kind, &flags).await;
        let house = House::of(&world).await;
        nour_asks(&world, meeting("")).await;
        let token = world.staff("reception.madinah").await.access_token;
        let asks = async |query: &str| {
            let order = house.client.get(format!("{}/api/v1/people?{query}", house.url));
            let answer = order.bearer_auth(&token).send().await.unwrap();
            let status = answer.status().as_u16();
            (status, serde_json::from_str::<Value>(&answer.text().await.unwrap()).unwrap())
        };
        for wrong in [
            "mobile_tail=0201", "purpose=desk", "mobile_tail=201&purpose=desk",
            "name=ab&purpose=desk", "reference=2CDF-4HJK&mobile_tail=0201&purpose=desk",
            "identity=1058529941&purpose=desk",
        ] {
            let (status, told) = asks(wrong).await;
            assert_eq!((status, told["code"].as_str()), (422, Some("field_wrong")), "{wrong}");
        }
        assert_eq!(asks("mobile_tail=0201&purpose=curiosity").await.0, 400);
        let (status, found) = asks("mobile_tail=0201&purpose=gate").await;
        assert_eq!((status, found["people"][0]["person"]["name"].as_str()), (200, Some(NOUR.name)));
        let (status, told) = asks("mobile_tail=0201&purpose=gate").await;
        assert_eq!((status, told["code"].as_str()), (429, Some("search_limit")));
    }

    async fn the_page_shows_who_was_found_and_leads_the_office_to_the_case(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let reference = nour_asks(&world, meeting("")).await.to_string();
        let typed = [("by", "mobile_tail"), ("text", "0201"), ("purpose", "office")];
        let mut office = staff(&house, "secretary", "/staff/people").await;
        office.fills("/staff/people", &typed).await;
        assert!(office.says(NOUR.name) && office.says(&reference), "{}", office.html);
        assert!(office.says("href=\"/office/requests/"));
        assert!(!office.path.contains("0201"), "what was searched by stands in no address");
        let mut agent = staff(&house, "calls", "/staff/people").await;
        agent.fills("/staff/people", &typed).await;
        assert!(agent.says(&reference) && !agent.says(NOUR.name), "{}", agent.html);
        agent.fills("/staff/people", &[("by", "name"), ("text", "نو"), ("purpose", "phone")]).await;
        let words = world.app.words.words("ar");
        assert!(agent.says(&words.get("error-search-name")) && agent.says("value=\"نو\""));
    }
}
