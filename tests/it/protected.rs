//! A detainee's relative: no text that goes out, in any language or way, and no page or resource
//! of any other role shows the person concerned, the kinship, or what the case is about.
use std::collections::BTreeSet;

use chrono::TimeDelta;
use diesel::prelude::*;
use majlis::access::ROUTES;
use majlis::scheduling::permission::allowed;
use majlis::scheduling::{Decision, NoticeEvent, RequestKind, Role};
use majlis::service::book::{For, Which, book};
use majlis::service::decide::{Verdict, decide};
use majlis::service::hand_in::{NewRequest, hand_in};
use majlis::service::outcome::outcome;
use majlis::service::{App, Caller, cancel, confirm, letters, profile, requests, reschedule};
use majlis::store::outbox::Notice;
use majlis::store::schema::outbox;
use majlis::store::{Db, StoreError};

use crate::house::House;
use crate::people::{NOUR, Papers, SAMIRA, meeting};
use crate::story::live;
use crate::world::{World, on_both};

const DAY: &str = "2026-11-24";

/// What no text and no other role may say: whom it is about, on what basis, and the words of the
/// matter, which tell it as plainly.
const CONCERNED: &str = "فهد-الموقوف";
const KINSHIP: &str = "زوجة-السجين";
const SUBJECT: &str = "زيارة-سجن-ذهبان";
const DETAILS: &str = "موقوف-منذ-عام";
const NEVER: [&str; 4] = [CONCERNED, KINSHIP, SUBJECT, DETAILS];

/// Who is neither the office of the official asked for nor the applicant.
const OTHERS: [(Option<Role>, &str); 13] = [
    (Some(Role::Receptionist), "reception.madinah"),
    (Some(Role::OperationsOfficer), "desk.madinah"),
    (Some(Role::VideoOperator), "video.madinah"),
    (Some(Role::CentreManager), "manager.madinah"),
    (Some(Role::Receptionist), "reception.riyadh"),
    (Some(Role::OperationsOfficer), "desk.riyadh"),
    (Some(Role::VideoOperator), "video.riyadh"),
    (Some(Role::CentreManager), "manager.riyadh"),
    (Some(Role::CallAgent), "calls"),
    (Some(Role::Official), "minister"),
    (Some(Role::Interpreter), "interpreter"),
    (Some(Role::Administrator), "admin"),
    (None, ""),
];

fn relatives() -> NewRequest {
    NewRequest {
        subject: SUBJECT.to_owned(),
        details: DETAILS.to_owned(),
        person_concerned: Some(CONCERNED.to_owned()),
        basis: Some(KINSHIP.to_owned()),
        urgent_reason: Some(DETAILS.to_owned()),
        ..meeting("sign_language")
    }
}

fn told(text: &str) -> Vec<&'static str> {
    NEVER
        .into_iter()
        .filter(|word| text.contains(word))
        .collect()
}

fn verdict(decision: Decision) -> Verdict {
    Verdict {
        decision,
        official: None,
        mode: None,
        department: None,
        urgency: None,
        urgency_reason: None,
        note: None,
        text: Some("نص الجواب".to_owned()),
    }
}

/// Everything that was queued, sent or not, with its attachment.
async fn everything(app: &App) -> Vec<Notice> {
    let read = |db: &mut Db| -> Result<Vec<Notice>, StoreError> {
        Ok(outbox::table.select(Notice::as_select()).load(db)?)
    };
    app.store.read(read).await.unwrap()
}

impl World {
    /// Nour, written to in that language, with an address.
    async fn speaks(&self, papers: Papers, language: &str) -> Caller {
        let citizen = self.citizen(papers).await;
        let known = profile::see(&self.app, &citizen.caller).await.unwrap();
        let given = majlis::service::Profile {
            sex: known.sex,
            name: known.name,
            name_latin: None,
            region: known.region,
            email: Some(format!("{language}@example.org")),
            language: language.to_owned(),
            mobile_shared: false,
        };
        profile::save(&self.app, &citizen.caller, given, self.now())
            .await
            .unwrap();
        citizen.caller
    }
}

on_both! {
    async fn no_text_of_a_whole_life_names_whom_it_is_about(kind) {
        let world = World::ministry(kind, &[]).await;
        let app = &world.app;
        let codes: Vec<String> = app.words.languages().map(|one| one.code().to_owned()).collect();
        for (papers, language) in [NOUR, SAMIRA].into_iter().zip(&codes) {
            let her = world.speaks(papers, language).await;
            let wish = (For::New(Box::new(relatives())), Which::Slot(world.slot(DAY, "10:00").await.unwrap()));
            let booked = book(app, &her, wish, world.now()).await.unwrap();
            let coming = confirm::confirm(app, &her, booked.appointment.id, world.now()).await.unwrap();
            let slot = world.slot(DAY, "11:00").await.unwrap();
            let wish = reschedule::Move { id: coming.id, slot, reason: None };
            let moved = reschedule::reschedule(app, &her, wish, world.now()).await.unwrap();
            cancel::cancel(app, &her, (moved.appointment.id, None), world.now()).await.unwrap();
            let paper = NewRequest { kind: RequestKind::Transaction, ..relatives() };
            let paper = hand_in(app, &her, paper, world.now()).await.unwrap().request.id;
            let office = world.staff("secretary").await.caller;
            for (id, decision) in [
                (&booked.request.id, Decision::Decline),
                (&paper, Decision::Ask),
                (&paper, Decision::Approve),
                (&paper, Decision::Answer),
            ] {
                world.pass(TimeDelta::seconds(1));
                let order = (id.clone(), verdict(decision));
                decide(app, &office, order, world.now()).await.unwrap();
            }
        }
        world.deliver().await;
        let all = everything(app).await;
        let of_these: BTreeSet<&str> = all.iter().map(|row| row.event.as_str()).collect();
        for event in ["received", "booked", "moved", "cancelled", "asked", "approved", "answered", "declined"] {
            assert!(of_these.contains(event), "{event} was told: {of_these:?}");
        }
        for row in &all {
            let whole = format!("{:?} {} {:?}", row.subject, row.body, row.attachment);
            assert_eq!(told(&whole), [""; 0], "{} by {}: {whole}", row.event, row.channel);
        }
    }

    async fn no_event_in_any_language_by_any_way_names_whom_it_is_about(kind) {
        let world = World::ministry(kind, &[]).await;
        let app = &world.app;
        let nour = world.citizen(NOUR).await;
        let slot = world.slot(DAY, "10:00").await.unwrap();
        let wish = (For::New(Box::new(relatives())), Which::Slot(slot));
        let booked = book(app, &nour.caller, wish, world.now()).await.unwrap();
        let known = profile::see(app, &nour.caller).await.unwrap();
        let about = (booked.request.id.as_str(), booked.request.reference.as_str());
        for language in app.words.languages() {
            let person = majlis::service::Person {
                language: language.code().to_owned(),
                email: Some("nour@example.org".to_owned()),
                ..known.clone()
            };
            let meeting = (&booked.appointment, &person);
            for &event in NoticeEvent::ALL {
                for letter in [
                    letters::of_request(app, event, about, &person),
                    letters::of_appointment(app, event, &booked.appointment, &person),
                    letters::with_link(app, event, meeting, "/x"),
                    letters::of_person(app, event, &person, "/x"),
                ] {
                    let whole = format!("{letter:?}");
                    assert_eq!(told(&whole), [""; 0], "{event} in {}: {whole}", language.code());
                }
            }
            let file = letters::calendar(app, &booked.appointment, &person);
            assert_eq!(told(&file), [""; 0], "{file}");
        }
    }

    async fn no_page_of_another_role_names_whom_it_is_about(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let app = &world.app;
        let nour = world.citizen(NOUR).await;
        let slot = world.slot(DAY, "10:00").await.unwrap();
        let wish = (For::New(Box::new(relatives())), Which::Slot(slot));
        let booked = book(app, &nour.caller, wish, world.now()).await.unwrap();
        let mut second = relatives();
        second.kind = RequestKind::Transaction;
        let open = hand_in(app, &nour.caller, second, world.now()).await.unwrap().request;
        live(&world, &booked).await;
        let house = House::of(&world).await;
        let whose = nour.caller.person().unwrap().to_string();
        let case = requests::own(app, &nour.caller, (None, 9)).await.unwrap();
        assert_eq!(case.len(), 2);
        let ids = [
            booked.request.id.to_string(), open.id.to_string(), booked.appointment.id.to_string(),
            whose, booked.request.reference.clone(), "deputy".to_owned(), "madinah".to_owned(),
        ];
        let mut seen = 0;
        for (role, username) in OTHERS {
            let token = match role {
                Some(_) => Some(world.staff(username).await.access_token),
                None => None,
            };
            let mut paths = BTreeSet::from([
                format!("/api/v1/people?reference={}&purpose=desk", booked.request.reference),
                "/api/v1/people?mobile_tail=0201&purpose=gate".to_owned(),
            ]);
            let open = ROUTES.iter().filter(|route| route.method == "GET");
            for route in open.filter(|route| allowed(role, route.action)) {
                paths.extend(ids.iter().map(|id| filled(route.path, id)));
            }
            for path in paths {
                let mut order = house.client.get(format!("{}{path}", house.url));
                if let Some(token) = &token {
                    order = order.bearer_auth(token);
                }
                let answer = order.send().await.unwrap();
                let status = answer.status().as_u16();
                seen += u32::from(status == 200);
                let text = answer.text().await.unwrap();
                assert_eq!(told(&text), [""; 0], "{username} GET {path}: {status}");
            }
        }
        assert!(seen > 100, "{seen} pages were looked at");
        // The same walk finds it where it may stand: with the office.
        let office = world.staff("secretary").await.access_token;
        let page = format!("{}/office/requests/{}", house.url, open.id);
        let text = house.client.get(page).bearer_auth(office).send().await.unwrap();
        assert!(text.text().await.unwrap().contains(SUBJECT));
        let secretary = world.staff("secretary").await.caller;
        let end = (booked.appointment.id, "close".to_owned(), None);
        outcome(app, &secretary, end, world.now()).await.unwrap();
        for row in everything(app).await {
            assert_eq!(told(&row.body), [""; 0], "{}", row.event);
        }
    }
}

/// The address of a route with the same thing in each of its places; a week where a week belongs.
fn filled(pattern: &str, id: &str) -> String {
    let parts = pattern.split('/').map(|part| match part.split_once('{') {
        Some((before, rest)) => {
            let (name, after) = rest.split_once('}').unwrap();
            let value = match name {
                "week" => "2026-W48",
                "year" => "1448",
                _ => id,
            };
            format!("{before}{value}{after}")
        }
        None => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}
