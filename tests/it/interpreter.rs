//! The interpreter's own appointments, the looks that are logged once, and HEAD.
use chrono::TimeDelta;
use majlis::scheduling::{Refusal, SessionRole};
use majlis::service::check_in::check_in;
use majlis::service::demo::PASSWORD;
use majlis::service::start_session::start;
use majlis::service::{ServiceError, interpreting, requests, ticket, waiting};
use majlis::store::audit;

use crate::client::Browser;
use crate::house::House;
use crate::people::NOUR;
use crate::world::{World, on_both};

const DAY: &str = "2026-11-24";

/// How often somebody looked at a thing.
async fn looks(world: &World, thing: String) -> usize {
    let deeds = world
        .app
        .store
        .read(move |db| Ok::<_, ServiceError>(audit::of_thing(db, &thing)?))
        .await
        .unwrap();
    deeds.iter().filter(|deed| deed.action == "look").count()
}

/// Nour's meeting with the deputy, Tuesday at ten, with sign language.
async fn booked(world: &World) -> majlis::service::Appointment {
    let nour = world.citizen(NOUR).await;
    let slot = world.slot(DAY, "10:00").await.unwrap();
    let hold = nour.holds(&slot).await.unwrap();
    nour.confirms(&hold.id).await.unwrap().appointment
}

on_both! {
    async fn an_interpreter_sees_the_own_appointments_and_joins_only_those(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let row = booked(&world).await;
        let mut lama = Browser::of(&house);
        lama.opens("/interpreter").await;
        assert!(lama.path.starts_with("/staff/sign-in"), "{}", lama.path);
        let given = [("username", "interpreter"), ("password", PASSWORD)];
        lama.fills("", &given).await;
        assert_eq!((lama.path.as_str(), lama.status), ("/interpreter", 200));
        assert!(lama.says("24 نوفمبر") && lama.says("1448"), "{}", lama.html);
        assert!(!lama.says(NOUR.name), "no name before the day");
        assert!(!lama.says("/interpreter/session/"), "nothing is open yet");

        world.app.clock.set(row.starts_at.and_utc()).unwrap();
        let operator = world.staff("video.madinah").await.caller;
        check_in(&world.app, &operator, row.id.clone(), world.now()).await.unwrap();
        let open = start(&world.app, &operator, row.id, world.now()).await.unwrap();
        lama.opens("/interpreter").await;
        assert!(lama.says(NOUR.name), "the name on the day");
        let page = format!("/interpreter/session/{}", open.id);
        assert!(lama.says(&page), "the way in");
        lama.opens(&page).await;
        assert!(lama.status == 200 && lama.says("data-stage"), "{}", lama.html);

        let own = world.staff("interpreter").await.caller;
        interpreting::seat(&world.app, &own, open.id.clone(), world.now()).await.unwrap();
        let other = world.staff("interpreter.urdu").await.caller;
        assert!(interpreting::jobs(&world.app, &other, world.now()).await.unwrap().is_empty());
        let wish = (open.id, SessionRole::Interpreter);
        let taken = ticket::ticket(&world.app, &other, wish, world.now()).await;
        assert_eq!(taken.err().and_then(|no| no.refusal()), Some(Refusal::NotFound));
    }

    async fn a_page_that_renews_itself_is_one_look(kind) {
        let world = World::ministry(kind, &[]).await;
        let row = booked(&world).await;
        let (app, thing) = (&world.app, format!("request:{}", row.request_id));
        let secretary = world.staff("secretary").await.caller;
        let read = |purpose| requests::one(app, &secretary, (row.request_id.clone(), purpose), world.now());
        let before = looks(&world, thing.clone()).await;
        read("triage").await.unwrap();
        world.pass(TimeDelta::minutes(9));
        read("triage").await.unwrap();
        assert_eq!(looks(&world, thing.clone()).await, before + 1);
        read("session").await.unwrap();
        assert_eq!(looks(&world, thing.clone()).await, before + 2, "another purpose is another look");
        world.pass(TimeDelta::minutes(2));
        read("triage").await.unwrap();
        assert_eq!(looks(&world, thing.clone()).await, before + 3, "and so is a later one");
        let again = world.staff("secretary").await.caller;
        requests::one(app, &again, (row.request_id.clone(), "triage"), world.now()).await.unwrap();
        assert_eq!(looks(&world, thing).await, before + 4, "and another sign-in's");
        waiting::waiting(app, &secretary, world.now()).await.unwrap();
    }
}

#[actix_web::test]
async fn head_is_get_without_its_body() {
    let world = World::ministry(crate::world::Kind::Sqlite, &[("server.port", "0")]).await;
    let house = House::of(&world).await;
    for (path, status) in [
        ("/", 200),
        ("/sign-in", 200),
        ("/healthz", 200),
        ("/api/docs", 200),
        ("/api/v1/officials", 200),
        ("/office/requests", 303),
        ("/nowhere", 404),
    ] {
        let address = format!("{}{path}", house.url);
        let got = house.client.get(&address).send().await.unwrap();
        assert_eq!(got.status().as_u16(), status, "{path}");
        let kind = got.headers().get("content-type").cloned();
        let head = house.client.head(&address).send().await.unwrap();
        assert_eq!(head.status().as_u16(), status, "{path}");
        assert_eq!(head.headers().get("content-type"), kind.as_ref(), "{path}");
        assert!(head.bytes().await.unwrap().is_empty(), "{path}");
    }
}
