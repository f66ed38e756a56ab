//! What really arrives at a gateway and at a mail server.
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use chrono::{TimeZone as _, Utc};
use majlis::notify::{Mail, MailMessage, SendError, Sms, SmsMessage, Stamp};
use majlis::scheduling::ids::NoticeId;
use serde_json::{Value, json};

use crate::settings::demo;
use crate::tools::{Lines, Running, python, root};

fn stamp() -> Stamp {
    let at = Utc.with_ymd_and_hms(2026, 11, 22, 7, 20, 0).unwrap();
    Stamp {
        id: NoticeId::from("0199-notice"),
        at,
    }
}

fn sms(text: &str) -> SmsMessage {
    SmsMessage {
        stamp: stamp(),
        to: "+966501234567".to_owned(),
        text: text.to_owned(),
    }
}

/// A gateway on a free port: it keeps what arrives and answers as it is told.
pub(crate) struct Gateway {
    pub(crate) url: String,
    seen: Arc<Mutex<Vec<(HttpRequestParts, String)>>>,
    arrivals: tokio::sync::watch::Receiver<usize>,
    server: actix_web::dev::ServerHandle,
}

pub(crate) type HttpRequestParts = Vec<(String, String)>;

impl Gateway {
    pub(crate) fn answering(status: u16, body: &'static str) -> Self {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&seen);
        let (arrived, arrivals) = tokio::sync::watch::channel(0);
        let server = HttpServer::new(move || {
            let (kept, arrived) = (Arc::clone(&kept), arrived.clone());
            App::new().route(
                "/sms",
                web::post().to(move |request: HttpRequest, text: String| {
                    let headers = request.headers().iter().map(|(name, value)| {
                        (name.to_string(), value.to_str().unwrap().to_owned())
                    });
                    kept.lock().unwrap().push((headers.collect(), text));
                    arrived.send_modify(|count| *count += 1);
                    let code = actix_web::http::StatusCode::from_u16(status).unwrap();
                    let answer = HttpResponse::build(code)
                        .insert_header(("Retry-After", "120"))
                        .insert_header(("Location", "http://127.0.0.1:1/elsewhere"))
                        .body(body);
                    async move { answer }
                }),
            )
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
            seen,
            arrivals,
            server: handle,
        }
    }

    fn sms(&self, flags: &[(&str, &str)]) -> Sms {
        let mut all = vec![
            ("sms.transport", "http"),
            ("sms.url", self.url.as_str()),
            ("sms.secret", "k-123"),
        ];
        all.extend_from_slice(flags);
        Sms::new(&demo(&all).sms).unwrap()
    }

    /// How many requests arrived.
    pub(crate) fn count(&self) -> usize {
        self.seen.lock().unwrap().len()
    }

    /// Ends when that many requests have arrived.
    pub(crate) async fn arrived(&self, count: usize) {
        let mut arrivals = self.arrivals.clone();
        arrivals
            .wait_for(|arrived| *arrived >= count)
            .await
            .unwrap();
    }

    pub(crate) fn only_one(&self) -> (HttpRequestParts, String) {
        let mut seen = self.seen.lock().unwrap();
        assert_eq!(seen.len(), 1, "one request was to arrive");
        seen.remove(0)
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        drop(self.server.stop(false));
    }
}

fn value<'a>(headers: &'a HttpRequestParts, name: &str) -> &'a str {
    &headers.iter().find(|(each, _)| each == name).unwrap().1
}

#[actix_web::test]
async fn an_sms_arrives_as_json_with_key_and_notice_id() {
    let gateway = Gateway::answering(201, "{}");
    let text = "موعدك \"الأحد\" {secret}\nالساعة 10:20";
    gateway.sms(&[]).send(&sms(text)).await.unwrap();
    let (headers, body) = gateway.only_one();
    assert_eq!(value(&headers, "authorization"), "Bearer k-123");
    assert_eq!(value(&headers, "idempotency-key"), "0199-notice");
    assert_eq!(value(&headers, "content-type"), "application/json");
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(
        body,
        json!({"recipients": ["966501234567"], "body": text, "sender": "Majlis"})
    );
}

#[actix_web::test]
async fn an_sms_arrives_as_a_form() {
    let gateway = Gateway::answering(200, "");
    let fields = r#"{"AppSid": "{secret}", "Recipient": "{to}", "Body": "{text}", "Max": 2}"#;
    let way = gateway.sms(&[("sms.style", "form"), ("sms.fields", fields)]);
    way.send(&sms("رمزك 123 & لا تعطه أحدًا")).await.unwrap();
    let (headers, body) = gateway.only_one();
    assert_eq!(
        value(&headers, "content-type"),
        "application/x-www-form-urlencoded"
    );
    let form = web::Query::<Vec<(String, String)>>::from_query(&body)
        .unwrap()
        .into_inner();
    let form: Vec<(&str, &str)> = form.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(
        form,
        [
            ("AppSid", "k-123"),
            ("Body", "رمزك 123 & لا تعطه أحدًا"),
            ("Max", "2"),
            ("Recipient", "966501234567"),
        ]
    );
}

#[actix_web::test]
async fn an_answer_decides_between_later_and_never() {
    for (status, is_later) in [
        (302, true),
        (401, true),
        (429, true),
        (503, true),
        (400, false),
    ] {
        let gateway = Gateway::answering(status, "");
        let error = gateway.sms(&[]).send(&sms("x")).await.unwrap_err();
        match error {
            SendError::Later { after, why } => {
                assert!(is_later, "{status}: {why}");
                assert_eq!(after.unwrap().num_seconds(), 120);
            }
            SendError::Never { why } => assert!(!is_later, "{status}: {why}"),
        }
    }
}

#[actix_web::test]
async fn a_gateway_that_refuses_with_200_is_understood() {
    let gateway = Gateway::answering(200, r#"{"success":false}"#);
    let way = gateway.sms(&[("sms.accepted", r#""success":true"#)]);
    assert!(matches!(
        way.send(&sms("x")).await,
        Err(SendError::Never { .. })
    ));
}

#[actix_web::test]
async fn a_gateway_that_is_away_means_later() {
    let flags = [
        ("sms.transport", "http"),
        ("sms.url", "http://127.0.0.1:9/sms"),
    ];
    let way = Sms::new(&demo(&flags).sms).unwrap();
    assert!(matches!(
        way.send(&sms("x")).await,
        Err(SendError::Later { .. })
    ));
}

/// A real mail server (aiosmtpd) on a free port.
pub(crate) struct MailServer {
    port: String,
    lines: Lines,
    _running: Running,
}

impl MailServer {
    pub(crate) fn start() -> Self {
        let mut child = Command::new(python())
            .arg(root().join("tests/it/smtp.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = Lines::of(child.stdout.take().unwrap());
        let port = lines.next();
        Self {
            port,
            lines,
            _running: Running(child),
        }
    }

    pub(crate) fn mail(&self, flags: &[(&str, &str)]) -> Mail {
        let mut all = vec![
            ("mail.transport", "smtp"),
            ("mail.host", "127.0.0.1"),
            ("mail.port", self.port.as_str()),
            ("mail.tls", "none"),
            ("mail.from", "مجلس <majlis@ministry.example>"),
        ];
        all.extend_from_slice(flags);
        Mail::new(&demo(&all).mail).unwrap()
    }

    pub(crate) fn next(&mut self) -> Value {
        serde_json::from_str(&self.lines.next()).unwrap()
    }
}

pub(crate) fn mail(to: &str, calendar: Option<&str>) -> MailMessage {
    MailMessage {
        stamp: stamp(),
        to: to.to_owned(),
        subject: "موعدك مؤكد".to_owned(),
        text: "يوم الأحد 22 نوفمبر 2026م، الساعة 10:20".to_owned(),
        calendar: calendar.map(str::to_owned),
    }
}

#[actix_web::test]
async fn a_mail_arrives_and_a_repetition_is_the_same_mail() {
    let mut server = MailServer::start();
    let way = server.mail(&[]);
    let calendar = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";
    way.send(&mail("nour@example.org", Some(calendar)))
        .await
        .unwrap();
    way.send(&mail("nour@example.org", Some(calendar)))
        .await
        .unwrap();
    let first = server.next();
    assert_eq!(first, server.next());
    assert_eq!(first["to"], json!(["nour@example.org"]));
    assert_eq!(first["hello"], "ministry.example");
    insta::assert_snapshot!(first["content"].as_str().unwrap().replace('\r', ""));
}

#[actix_web::test]
async fn a_mail_server_may_ask_for_a_password() {
    let mut server = MailServer::start();
    let wrong = server.mail(&[("mail.user", "majlis"), ("mail.password", "wrong")]);
    let error = wrong
        .send(&mail("nour@example.org", None))
        .await
        .unwrap_err();
    assert!(matches!(error, SendError::Later { .. }), "{error}");
    let right = server.mail(&[("mail.user", "majlis"), ("mail.password", "right")]);
    right.send(&mail("nour@example.org", None)).await.unwrap();
    assert_eq!(server.next()["user"], "majlis");
}

#[actix_web::test]
async fn a_mail_servers_answer_decides_between_later_and_never() {
    let server = MailServer::start();
    let way = server.mail(&[]);
    let error = way
        .send(&mail("nobody@example.org", None))
        .await
        .unwrap_err();
    assert!(matches!(error, SendError::Never { .. }), "{error}");
    let error = way.send(&mail("busy@example.org", None)).await.unwrap_err();
    assert!(matches!(error, SendError::Later { .. }), "{error}");
    let error = way.send(&mail("no address", None)).await.unwrap_err();
    assert!(matches!(error, SendError::Never { .. }), "{error}");
}

#[actix_web::test]
async fn no_mail_leaves_in_the_open_when_tls_is_asked_for() {
    let server = MailServer::start();
    let way = server.mail(&[("mail.tls", "starttls"), ("mail.host", "localhost")]);
    let error = way.send(&mail("nour@example.org", None)).await.unwrap_err();
    assert!(matches!(error, SendError::Later { .. }), "{error}");
}

#[actix_web::test]
async fn a_mail_server_that_falls_silent_does_not_hold_the_notice() {
    let silent = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = silent.local_addr().unwrap().port().to_string();
    let flags = [
        ("mail.transport", "smtp"),
        ("mail.host", "127.0.0.1"),
        ("mail.port", port.as_str()),
        ("mail.tls", "none"),
        ("mail.timeout_seconds", "1"),
    ];
    let way = Mail::new(&demo(&flags).mail).unwrap();
    let error = way.send(&mail("nour@example.org", None)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "later: the mail server did not answer in time"
    );
}
