//! A detainee's relative: no text that goes out, in any language or way, and no page, resource or
//! answer of any other role shows the person concerned, the kinship, the category, or what the case
//! is about.
use std::collections::BTreeSet;

use chrono::TimeDelta;
use diesel::prelude::*;
use majlis::access::ROUTES;
use majlis::scheduling::ids::{CallId, RequestId};
use majlis::scheduling::permission::allowed;
use majlis::scheduling::{Decision, IdentityNumber, MeetingResult, NoticeEvent, RequestKind, Role};
use majlis::service::book::{Booked, For, Which, book};
use majlis::service::calls::begin::{Begin, begin};
use majlis::service::calls::check::{Known, Said, compare, enter};
use majlis::service::categories::{self, NewCategory, Texts};
use majlis::service::decide::{Verdict, decide};
use majlis::service::demo::PASSWORD;
use majlis::service::hand_in::{NewRequest, hand_in};
use majlis::service::outcome::{Said as Came, outcome};
use majlis::service::{
    App, Caller, cancel, confirm, filing, letters, profile, requests, reschedule,
};
use majlis::store::outbox::Notice;
use majlis::store::schema::outbox;
use majlis::store::{Db, StoreError};

use crate::client::Browser;
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
/// The category, as the ministry calls it in both languages.
const CATEGORY: [&str; 2] = ["شؤون-الموقوفين", "detainees-and-kin"];
const NEVER: [&str; 6] = [
    CONCERNED,
    KINSHIP,
    SUBJECT,
    DETAILS,
    CATEGORY[0],
    CATEGORY[1],
];

/// Where the tree of categories itself is kept or chosen from; it says of nobody what a case is.
const TREE: [&str; 3] = ["/admin/categories", "/api/v1/categories", "/staff/register"];
/// What a press of these does is to leave, or to move the clock.
const UNPRESSED: [&str; 2] = ["/sign-out", "/demo/phone/clock"];
/// What the pages speak; what they do not, they say in another.
const LANGUAGES: [&str; 3] = ["ar", "en", "ur"];

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

/// The same of what stands on that page, where the tree may stand.
fn told_at(path: &str, text: &str) -> Vec<&'static str> {
    let is_tree = TREE.iter().any(|start| path.starts_with(start));
    let mut found = told(text);
    found.retain(|word| !is_tree || !CATEGORY.contains(word));
    found
}

fn verdict(decision: Decision) -> Verdict {
    Verdict {
        text: Some("نص الجواب".to_owned()),
        ..Verdict::of(decision)
    }
}

/// Everything that was queued, sent or not, with its attachment.
async fn everything(app: &App) -> Vec<Notice> {
    let read = |db: &mut Db| -> Result<Vec<Notice>, StoreError> {
        Ok(outbox::table.select(Notice::as_select()).load(db)?)
    };
    app.store.read(read).await.unwrap()
}

/// What Nour handed in and booked, and every name that leads to it.
struct Hidden {
    booked: Booked,
    whose: Caller,
    ids: Vec<String>,
    /// One that the office may open.
    open: RequestId,
}

impl World {
    /// Nour books a time and hands in two more: one about somebody else, one that only its category
    /// protects.
    async fn hides(&self) -> Hidden {
        let app = &self.app;
        let admin = self.staff("admin").await.caller;
        let new = NewCategory {
            parent: None,
            position: 9,
            names: Texts::of([("ar", CATEGORY[0]), ("en", CATEGORY[1])]),
            words: Texts::of([("ar", ""), ("en", "")]),
            department: None,
            due_days: None,
            is_retired: false,
            is_protected: true,
        };
        let category = categories::keep(app, &admin, (None, new), self.now()).await;
        let category = category.unwrap();
        let nour = self.citizen(NOUR).await;
        let slot = self.slot(DAY, "10:00").await.unwrap();
        let wish = (For::New(Box::new(relatives())), Which::Slot(slot));
        let booked = book(app, &nour.caller, wish, self.now()).await.unwrap();
        let second = NewRequest {
            kind: RequestKind::Transaction,
            ..relatives()
        };
        let third = NewRequest {
            kind: RequestKind::Enquiry,
            person_concerned: None,
            ..relatives()
        };
        let mut ids = vec![
            booked.request.id.to_string(),
            booked.request.reference.clone(),
            booked.appointment.id.to_string(),
            nour.caller.person().unwrap().to_string(),
            "deputy".to_owned(),
            "madinah".to_owned(),
        ];
        let office = self.staff("secretary").await.caller;
        let mut open = booked.request.id.clone();
        for new in [second, third] {
            let whole = hand_in(app, &nour.caller, new, self.now()).await.unwrap();
            let filed = (whole.request.id.clone(), category.clone());
            filing::classify(app, &office, filed, self.now())
                .await
                .unwrap();
            ids.extend([whole.request.id.to_string(), whole.request.reference]);
            open = whole.request.id;
        }
        Hidden {
            booked,
            whose: nour.caller,
            ids,
            open,
        }
    }

    /// An agent speaks with Nour, who passed the script.
    async fn speaks_with_nour(&self) -> CallId {
        let agent = self.staff("calls").await.caller;
        let call = begin(&self.app, &agent, Begin::Incoming, self.now()).await;
        let call = call.unwrap();
        let said = Said {
            identity: Some(IdentityNumber::parse(NOUR.identity).unwrap()),
            known: Some(Known::Tail("0201".to_owned())),
        };
        compare(&self.app, &agent, (call.clone(), said), self.now())
            .await
            .unwrap();
        let code = self.reads_code(NOUR.mobile).await;
        enter(&self.app, &agent, (call.clone(), code), self.now())
            .await
            .unwrap();
        call
    }

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
        let mut hidden = world.hides().await;
        assert_eq!(requests::own(app, &hidden.whose, (None, 9)).await.unwrap().len(), 3);
        live(&world, &hidden.booked).await;
        hidden.ids.push(world.speaks_with_nour().await.to_string());
        let house = House::of(&world).await;
        let mut seen = 0;
        for (role, username) in OTHERS {
            let token = match role {
                Some(_) => Some(world.staff(username).await.access_token),
                None => None,
            };
            let reference = &hidden.booked.request.reference;
            let mut paths = BTreeSet::from([
                format!("/api/v1/people?reference={reference}&purpose=desk"),
                "/api/v1/people?mobile_tail=0201&purpose=gate".to_owned(),
                "/api/v1/requests?overdue=true".to_owned(),
            ]);
            let open = ROUTES.iter().filter(|route| route.method == "GET");
            for route in open.filter(|route| allowed(role, route.action)) {
                paths.extend(hidden.ids.iter().map(|id| filled(route.path, id)));
            }
            for path in paths {
                for language in LANGUAGES {
                    let mut order = house.client.get(format!("{}{path}", house.url));
                    order = order.header("accept-language", language);
                    if let Some(token) = &token {
                        order = order.bearer_auth(token);
                    }
                    let answer = order.send().await.unwrap();
                    let status = answer.status().as_u16();
                    let text = answer.text().await.unwrap();
                    assert_eq!(told_at(&path, &text), [""; 0], "{username} GET {path}: {status}");
                    if status != 200 {
                        break;
                    }
                    seen += 1;
                }
            }
        }
        assert!(seen > 300, "{seen} pages were looked at");
        // The same walk finds it where it may stand: with the office.
        let office = world.staff("secretary").await.access_token;
        let page = format!("{}/office/requests/{}", house.url, hidden.open);
        let text = house.client.get(page).bearer_auth(office).send().await.unwrap();
        let text = text.text().await.unwrap();
        assert!(text.contains(SUBJECT) && text.contains(CATEGORY[0]));
        let secretary = world.staff("secretary").await.caller;
        let end = (hidden.booked.appointment.id, Came::bare(MeetingResult::Close));
        outcome(app, &secretary, end, world.now()).await.unwrap();
        for row in everything(app).await {
            assert_eq!(told(&row.body), [""; 0], "{}", row.event);
        }
    }

    /// Every button that a role is shown is pressed once, and every answer is read.
    async fn no_answer_to_a_press_of_another_role_names_whom_it_is_about(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let mut hidden = world.hides().await;
        world.pass(hidden.booked.appointment.starts_at.and_utc() - world.now());
        hidden.ids.push(world.speaks_with_nour().await.to_string());
        let house = House::of(&world).await;
        let mut presses = BTreeSet::new();
        for (role, username) in OTHERS {
            let mut browser = Browser::of(&house);
            if role.is_some() {
                let given = [("username", username), ("password", PASSWORD)];
                browser.opens("/staff/sign-in").await.fills("", &given).await;
                assert_eq!(browser.status, 200, "{username}");
            }
            let pages = ROUTES.iter().filter(|route| {
                let is_page = !route.path.starts_with("/api/") && !route.path.starts_with("/assets/");
                route.method == "GET" && is_page && allowed(role, route.action)
            });
            let paths: BTreeSet<String> = pages
                .flat_map(|route| hidden.ids.iter().map(|id| filled(route.path, id)))
                .collect();
            for path in paths {
                browser.opens(&path).await;
                for action in browser.presses() {
                    let is_new = !UNPRESSED.contains(&action.as_str())
                        && presses.insert((username, action.clone()));
                    if !is_new {
                        continue;
                    }
                    browser.opens(&path).await;
                    if browser.presses().contains(&action) {
                        browser.fills(&action, &[]).await;
                        let found = told_at(&browser.path, &browser.html);
                        assert_eq!(found, [""; 0], "{username} on {path} pressed {action}");
                    }
                }
            }
        }
        assert!(presses.len() > 40, "{presses:?}");
        let of = |name: &str| presses.iter().any(|(_, action)| action.contains(name));
        assert!(of("/check-in") && of("/calls/on/") && of("/staff/people"), "{presses:?}");
    }

    /// Whatever a program of a role may send is answered without it.
    async fn no_answer_to_a_call_of_another_role_names_whom_it_is_about(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let hidden = world.hides().await;
        world.pass(hidden.booked.appointment.starts_at.and_utc() - world.now());
        let house = House::of(&world).await;
        let mut done = 0;
        for (role, username) in OTHERS {
            let Some(role) = role else { continue };
            let token = world.staff(username).await.access_token;
            let calls = ROUTES.iter().filter(|route| {
                route.method == "POST" && route.path.starts_with("/api/v1/")
                    && !route.path.starts_with("/api/v1/auth/") && allowed(Some(role), route.action)
            });
            for route in calls {
                for id in &hidden.ids {
                    let path = filled(route.path, id);
                    let order = house.client.post(format!("{}{path}", house.url)).bearer_auth(&token);
                    let order = order.header("content-type", "application/json").body("{}");
                    let answer = order.send().await.unwrap();
                    done += u32::from(answer.status().is_success());
                    let text = answer.text().await.unwrap();
                    assert_eq!(told_at(&path, &text), [""; 0], "{username} POST {path}");
                }
            }
        }
        assert!(done > 0, "something was done");
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
