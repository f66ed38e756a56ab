//! Who may ask for what: the whole table to be read, and the door of the running service.
use std::fmt::Write as _;

use insta::assert_snapshot;
use majlis::access::{ROUTES, Route};
use majlis::scheduling::permission::allowed;
use majlis::scheduling::{Action, Role};

use crate::house::House;
use crate::people::NOUR;
use crate::world::{Kind, World};

/// Nobody who has signed in, then every role.
fn callers() -> Vec<(&'static str, Option<Role>)> {
    let roles = Role::ALL.iter().map(|role| (role.as_str(), Some(*role)));
    std::iter::once(("nobody", None)).chain(roles).collect()
}

/// The whole table: a route a line, and a column for nobody and for each role.
fn table() -> String {
    let callers = callers();
    let mut text = String::new();
    for (place, (name, _)) in callers.iter().enumerate() {
        writeln!(text, "{}{name}", "│ ".repeat(place)).unwrap();
    }
    for route in ROUTES {
        let marks: Vec<&str> = callers
            .iter()
            .map(|(_, role)| {
                if allowed(*role, route.action) {
                    "✓"
                } else {
                    "·"
                }
            })
            .collect();
        let action = route.action.as_str();
        let line = format!("{}  {:<6} {}", marks.join(" "), route.method, route.path);
        writeln!(text, "{line:<90} {action}").unwrap();
    }
    text
}

#[test]
fn every_route_and_every_role() {
    assert_snapshot!(table());
}

#[test]
fn no_route_stands_twice() {
    let mut names: Vec<_> = ROUTES
        .iter()
        .map(|route| (route.path, route.method))
        .collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
}

/// The demo's account of a role; an applicant signs in otherwise, a portal has none.
const ACCOUNTS: &[(Role, &str)] = &[
    (Role::Receptionist, "reception.riyadh"),
    (Role::OperationsOfficer, "desk.riyadh"),
    (Role::VideoOperator, "video.riyadh"),
    (Role::CallAgent, "calls"),
    (Role::CentreManager, "manager.riyadh"),
    (Role::Scheduler, "scheduler"),
    (Role::Secretary, "secretary"),
    (Role::Official, "deputy"),
    (Role::Interpreter, "interpreter"),
    (Role::Administrator, "admin"),
];

/// What a caller was told.
struct Told {
    status: u16,
    goes_to: String,
    text: String,
}

impl House {
    async fn asks(&self, (method, path): (&str, &str), token: Option<&str>) -> Told {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let mut order = self.client.request(method, format!("{}{path}", self.url));
        if let Some(token) = token {
            order = order.bearer_auth(token);
        }
        let answer = order.send().await.unwrap();
        let goes_to = answer.headers().get("location");
        Told {
            status: answer.status().as_u16(),
            goes_to: goes_to.map_or("", |to| to.to_str().unwrap()).to_owned(),
            text: answer.text().await.unwrap(),
        }
    }

    /// Asks for a route, with a thing that is not there in each of its places.
    async fn asks_for(&self, route: &Route, token: Option<&str>) -> Told {
        let path: Vec<String> = route
            .path
            .split('/')
            .map(|part| match part.split_once('{') {
                Some((before, rest)) => {
                    let (_, after) = rest.split_once('}').unwrap();
                    format!("{before}not-there{after}")
                }
                None => part.to_owned(),
            })
            .collect();
        self.asks((route.method, &path.join("/")), token).await
    }
}

impl Told {
    /// What the door says: nobody is sent to sign in, a role is told that it does not do this.
    fn is_shut_out(&self, role: Option<Role>, refused: &str) -> bool {
        let is_problem = |code: &str| self.text.contains(&format!("\"code\":\"{code}\""));
        match role {
            None => self.goes_to.contains("/sign-in?next=") || is_problem("sign_in_needed"),
            Some(_) => self.text.contains(refused) || is_problem("not_allowed"),
        }
    }

    /// The router's own answer where it knows no such route: bare. Ours are said in words.
    fn is_of_nobody(&self) -> bool {
        [404, 405].contains(&self.status) && self.text.is_empty()
    }
}

async fn house(is_demo: bool) -> (World, House) {
    let mut world = World::ministry(Kind::Sqlite, &[("server.port", "0")]).await;
    world.app.is_demo = is_demo;
    let house = House::of(&world).await;
    (world, house)
}

#[actix_web::test]
async fn the_door_keeps_the_table_for_every_role() {
    let (world, house) = house(true).await;
    let mut tokens = vec![(None, None)];
    let nour = world.signs_in(NOUR.identity, NOUR.mobile).await;
    tokens.push((Some(Role::Applicant), Some(nour.access_token)));
    for (role, username) in ACCOUNTS {
        let signed_in = world.staff(username).await;
        tokens.push((Some(*role), Some(signed_in.access_token)));
    }
    let refused = world.app.words.words("ar").get("refused-not-allowed");
    let mut wrong = Vec::new();
    let mut not_there = Vec::new();
    for route in ROUTES {
        let is_for_all = allowed(None, route.action);
        for (role, token) in &tokens {
            if is_for_all && role.is_some() {
                // A sign-out among them would end the sign-in; who signs nothing in shows enough.
                continue;
            }
            let told = house.asks_for(route, token.as_deref()).await;
            let is_in = allowed(*role, route.action);
            if told.is_shut_out(*role, &refused) == is_in {
                let (method, path, status) = (route.method, route.path, told.status);
                wrong.push(format!(
                    "{role:?} {method} {path}: {status} {}",
                    told.goes_to
                ));
            }
            // An asset that is not there is told bare; it is for browsers only.
            if is_in && told.is_of_nobody() && route.path != "/assets/{name}" {
                not_there.push(format!("{} {}", route.method, route.path));
            }
        }
    }
    not_there.dedup();
    assert_eq!(wrong, Vec::<String>::new(), "the door and the table differ");
    assert_eq!(
        not_there,
        Vec::<String>::new(),
        "a route of the table is not mounted"
    );
}

#[actix_web::test]
async fn what_is_not_in_the_table_is_refused() {
    let (world, house) = house(true).await;
    let admin = world.staff("admin").await.access_token;
    for token in [None, Some(&*admin)] {
        for unlisted in [
            ("GET", "/nowhere"),
            ("DELETE", "/healthz"),
            ("GET", "/api/v1/nowhere"),
        ] {
            let told = house.asks(unlisted, token).await;
            assert_eq!(told.status, 404, "{unlisted:?}");
            assert!(!told.is_of_nobody(), "{unlisted:?} got past the door");
        }
    }
}

#[actix_web::test]
async fn outside_the_demo_its_pages_do_not_exist() {
    let (_world, house) = house(false).await;
    for route in ROUTES
        .iter()
        .filter(|route| route.action == Action::UseDemo)
    {
        let told = house.asks_for(route, None).await;
        assert_eq!(told.status, 404, "{} {}", route.method, route.path);
    }
    assert_eq!(
        ROUTES
            .iter()
            .filter(|route| route.path.starts_with("/demo"))
            .count(),
        4
    );
}
