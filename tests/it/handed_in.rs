//! Handed in at the desk, receipt, evening message, routed, answered, survey: through a gateway that
//! fails, is slow, loses its answers and repeats itself, and over restarts, each message owed arrives
//! exactly once.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use chrono::{DateTime, TimeDelta, Utc};
use majlis::scheduling::call::CallPurpose;
use majlis::scheduling::ids::NoticeId;
use majlis::scheduling::survey::{Mark, SurveyAnswer};
use majlis::scheduling::{
    Decision, IdentityNumber, Mobile, Refusal, RequestKind, RequestState, Sex,
};
use majlis::service::calls::begin::{Begin, begin};
use majlis::service::calls::check::{Known, Said, compare, enter};
use majlis::service::calls::end::{Ending, end};
use majlis::service::decide::{Verdict, decide};
use majlis::service::deliver::backlog;
use majlis::service::filing::{self, Entry};
use majlis::service::hand_in::NewRequest;
use majlis::service::register_person::{NewPerson, Paper, register_person};
use majlis::service::{Caller, Request, evening, requests, survey};
use majlis::store::receipt;
use tokio::sync::Notify;

use crate::house::House;
use crate::people::{meeting, refusal};
use crate::world::{World, on_both};

const IDENTITY: &str = "1000000115";
const MOBILE: &str = "+966500000401";
const REPORT_KEY: &str = "a-key-that-only-the-gateway-has";
/// After so many rounds everything has arrived.
const ROUNDS_MAX: usize = 60;

/// What a gateway did to a message, by its number of the attempt.
#[derive(Clone, Copy, Debug)]
enum Mood {
    /// It is out of order.
    Fails,
    /// It takes the message and never says so: the house sends it again.
    Forgets,
    /// It takes the message, late.
    Delays,
}

const MOODS: [Mood; 3] = [Mood::Fails, Mood::Forgets, Mood::Delays];

/// A text with the mobile it went to.
type Text = (String, String);

/// What arrived: the texts by the id under which a repetition is recognised, every attempt, and
/// what was reported.
#[derive(Default)]
struct Arrived {
    attempts: BTreeMap<String, usize>,
    texts: BTreeMap<String, Text>,
    repeated: usize,
    reported: BTreeSet<String>,
}

/// A gateway on a free port, out of order in turns.
struct Unreliable {
    url: String,
    arrived: Arc<Mutex<Arrived>>,
    /// Rings when it holds a text of Salem's and has not answered.
    holds: Arc<Notify>,
    server: actix_web::dev::ServerHandle,
}

impl Unreliable {
    fn start() -> Self {
        let (arrived, holds) = (Arc::<Mutex<Arrived>>::default(), Arc::<Notify>::default());
        let (kept, bell) = (Arc::clone(&arrived), Arc::clone(&holds));
        let server = HttpServer::new(move || {
            let (kept, bell) = (Arc::clone(&kept), Arc::clone(&bell));
            let take = move |request: HttpRequest, body: web::Json<serde_json::Value>| {
                let id = request.headers().get("idempotency-key").unwrap();
                let id = id.to_str().unwrap().to_owned();
                let said = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
                let text = (said(&body["recipients"][0]), said(&body["body"]));
                let is_salems = MOBILE.ends_with(&text.0);
                let mood = kept.lock().unwrap().takes(id, &text);
                let bell = Arc::clone(&bell);
                async move { answers(mood, is_salems.then_some(&*bell)).await }
            };
            App::new().route("/sms", web::post().to(take))
        })
        .workers(1)
        .disable_signals()
        .bind(("127.0.0.1", 0))
        .unwrap();
        let url = format!("http://{}/sms", server.addrs()[0]);
        let server = server.run();
        let handle = server.handle();
        drop(actix_web::rt::spawn(server));
        Self {
            url,
            arrived,
            holds,
            server: handle,
        }
    }

    /// What arrived for Salem, each once however often it was sent.
    fn salems(&self) -> Vec<String> {
        let arrived = self.arrived.lock().unwrap();
        let all = arrived.texts.values();
        all.filter(|(to, _)| MOBILE.ends_with(to))
            .map(|(_, text)| text.clone())
            .collect()
    }

    /// Reports each text that arrived since it last did, and each report a second time.
    async fn reports(&self, world: &World) {
        let news: Vec<String> = {
            let mut arrived = self.arrived.lock().unwrap();
            let ids: Vec<String> = arrived.texts.keys().cloned().collect();
            let is_new = |id: &String| arrived.reported.insert(id.clone());
            ids.into_iter().filter(is_new).collect()
        };
        let house = House::of(world).await;
        for id in news.iter().chain(&news) {
            let said = serde_json::json!({"id": id, "state": "delivered"});
            let order = house
                .client
                .post(format!("{}/api/v1/sms/reports", house.url))
                .header("x-majlis-key", REPORT_KEY)
                .json(&said);
            assert_eq!(order.send().await.unwrap().status(), 204, "{id}");
        }
    }
}

/// What the gateway answers in that mood, and whom it rings for.
async fn answers(mood: Mood, bell: Option<&Notify>) -> HttpResponse {
    let slow = |millis| actix_web::rt::time::sleep(Duration::from_millis(millis));
    match mood {
        Mood::Fails => return HttpResponse::ServiceUnavailable().finish(),
        Mood::Forgets => {
            if let Some(bell) = bell {
                bell.notify_one();
            }
            slow(1500).await;
        }
        Mood::Delays => slow(100).await,
    }
    HttpResponse::Ok().finish()
}

impl Arrived {
    /// Takes an attempt in the mood of its turn; what it is, the receiver knows by its id.
    fn takes(&mut self, id: String, text: &Text) -> Mood {
        let attempt = self.attempts.entry(id.clone()).or_default();
        let mood = MOODS[*attempt % MOODS.len()];
        *attempt += 1;
        match mood {
            Mood::Fails => {}
            Mood::Forgets | Mood::Delays => {
                if let Some(before) = self.texts.insert(id, text.clone()) {
                    assert_eq!(before, *text, "a repetition says the same");
                    self.repeated += 1;
                }
            }
        }
        mood
    }
}

impl Drop for Unreliable {
    fn drop(&mut self) {
        drop(self.server.stop(false));
    }
}

impl World {
    /// Salem hands an enquiry in at Madinah's desk.
    async fn takes_at_the_desk(&self) -> Request {
        let desk = self.staff("desk.madinah").await.caller;
        let person = NewPerson {
            paper: Paper::Card(IdentityNumber::parse(IDENTITY).unwrap()),
            name: Some("سالم الغامدي".to_owned()),
            name_latin: None,
            sex: Sex::Man,
            mobile: Some(Mobile::parse(MOBILE).unwrap()),
            mobile_shared: false,
            phone: None,
            language: "ar".to_owned(),
        };
        let wish = NewRequest {
            kind: RequestKind::Transaction,
            official: None,
            mode: None,
            channel: "centre",
            ..meeting("")
        };
        let handed = register_person(&self.app, &desk, (person, Some(wish)), self.now());
        handed.await.unwrap().request.unwrap().request
    }

    /// Delivers until nothing waits, with the pauses that failures ask for. The process ends each
    /// time the gateway holds a text of Salem's and has not answered, and starts anew before each
    /// round.
    async fn delivers_all(&mut self, gateway: &Unreliable) {
        for _ in 0..ROUNDS_MAX {
            tokio::select! {
                _ = self.deliver() => {}
                () = gateway.holds.notified() => {}
            }
            self.reopens().await;
            let stands = backlog(&self.app).await.unwrap();
            assert_eq!(stands.dead, 0, "nothing is given up");
            let Some(next) = stands.next_due else {
                return gateway.reports(self).await;
            };
            let pause = next - self.now();
            self.pass(pause.max(TimeDelta::seconds(1)));
        }
        panic!("something is still owed");
    }

    /// Lets time pass until then.
    fn waits_until(&self, then: DateTime<Utc>) {
        self.pass(then - self.now());
    }

    /// The evening's job, and once more after a restart.
    async fn tells_the_evening(&mut self) {
        evening::tell(&self.app, self.now()).await.unwrap();
        self.reopens().await;
        assert_eq!(evening::tell(&self.app, self.now()).await.unwrap(), 0);
    }

    /// Salem rings, is checked by the code that is sent to him, and hears how it stands.
    async fn is_rung(&mut self, gateway: &Unreliable, request: &Request) {
        let agent = self.staff("calls").await.caller;
        let call = begin(&self.app, &agent, Begin::Incoming, self.now())
            .await
            .unwrap();
        let said = Said {
            identity: Some(IdentityNumber::parse(IDENTITY).unwrap()),
            known: Some(Known::Tail("0401".to_owned())),
        };
        compare(&self.app, &agent, (call.clone(), said), self.now())
            .await
            .unwrap();
        self.delivers_all(gateway).await;
        let read = (call.clone(), code(&gateway.salems()));
        enter(&self.app, &agent, read, self.now()).await.unwrap();
        let ending = Ending {
            purpose: CallPurpose::FollowUp,
            request: Some(request.reference.clone()),
        };
        end(&self.app, &agent, (call, ending), self.now())
            .await
            .unwrap();
        self.delivers_all(gateway).await;
    }

    /// The office decides.
    async fn decides(&self, office: &Caller, request: &Request, order: (Decision, Option<&str>)) {
        let verdict = Verdict {
            department: order.1.map(Into::into),
            text: Some("أُحيل إلى الإدارة المختصة".to_owned()),
            ..Verdict::of(order.0)
        };
        decide(&self.app, office, (request.id.clone(), verdict), self.now())
            .await
            .unwrap();
    }
}

/// The code among what arrived.
fn code(texts: &[String]) -> String {
    let sms = texts.iter().find(|text| text.contains("رمز المكالمة"));
    let words = sms.unwrap().split(|sign: char| !sign.is_ascii_digit());
    words
        .filter(|word| word.len() == 6)
        .map(str::to_owned)
        .next()
        .unwrap()
}

/// What opens the survey among what arrived.
fn survey_token(texts: &[String]) -> &str {
    let link = texts.iter().find_map(|text| text.split_once("/s/"));
    link.unwrap().1.split_whitespace().next().unwrap()
}

/// What Salem is owed, and nothing else.
const OWED: [&str; 6] = [
    "استلمنا طلبك",
    "برقم القيد 1448/0000777",
    "أُحيل طلبك",
    "صدر الرد",
    "رمز المكالمة",
    "/s/",
];

on_both! {
    async fn each_message_owed_arrives_exactly_once(kind) {
        let gateway = Unreliable::start();
        let flags = [
            ("server.port", "0"), ("sms.transport", "http"), ("sms.url", gateway.url.as_str()),
            ("sms.timeout_seconds", "1"), ("sms.report_key", REPORT_KEY),
            ("notices.retry_seconds", "1"), ("auth.otp_minutes", "30"),
        ];
        let mut world = World::ministry(kind, &flags).await;
        evening::tell(&world.app, world.now()).await.unwrap();
        let request = world.takes_at_the_desk().await;
        world.delivers_all(&gateway).await;
        assert_eq!(gateway.salems().len(), 1, "the receipt alone");

        let office = world.staff("secretary").await.caller;
        let entry = Entry { number: Some("1448/0000777".to_owned()), category: None };
        filing::register(&world.app, &office, (request.id.clone(), entry), world.now()).await.unwrap();
        world.decides(&office, &request, (Decision::Route, Some("civil"))).await;
        world.delivers_all(&gateway).await;

        world.waits_until(World::morning() + TimeDelta::hours(10));
        world.tells_the_evening().await;
        world.delivers_all(&gateway).await;
        world.waits_until(World::morning() + TimeDelta::hours(24));
        world.decides(&office, &request, (Decision::Answer, None)).await;
        world.delivers_all(&gateway).await;
        world.is_rung(&gateway, &request).await;
        world.waits_until(World::morning() + TimeDelta::hours(34));
        world.tells_the_evening().await;
        world.delivers_all(&gateway).await;

        let texts = gateway.salems();
        let token = survey_token(&texts);
        let answer = || SurveyAnswer::of(Mark::of(5).unwrap(), false, true, "").unwrap();
        survey::answer(&world.app, token, answer(), world.now()).await.unwrap();
        let again = survey::answer(&world.app, token, answer(), world.now()).await;
        assert_eq!(refusal(again), Refusal::AlreadyAnswered);
        let case = requests::one(&world.app, &office, (request.id, "after"), world.now()).await.unwrap();
        assert_eq!(case.request.state, RequestState::Answered);

        for what in OWED {
            let found = texts.iter().filter(|text| text.contains(what)).count();
            assert_eq!(found, 1, "{what}: {texts:#?}");
        }
        assert_eq!(texts.len(), OWED.len(), "{texts:#?}");
        let ids: Vec<String> = {
            let arrived = gateway.arrived.lock().unwrap();
            let distinct: BTreeSet<&Text> = arrived.texts.values().collect();
            assert_eq!(distinct.len(), arrived.texts.len(), "no text came under two ids");
            assert!(arrived.repeated >= OWED.len(), "each was sent again and known by its id");
            arrived.texts.keys().cloned().collect()
        };
        for id in ids {
            let of = NoticeId::from(id.as_str());
            let found = world.app.store.read(move |db| receipt::find(db, &of)).await.unwrap().unwrap();
            assert_eq!((found.state.as_str(), found.reports), ("delivered", 2), "{id}");
        }
    }
}
