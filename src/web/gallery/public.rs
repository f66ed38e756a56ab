//! Pages for whoever comes: staff signing in, an invited person, the demo's telephone.

use super::{public, readers, say, shown};
use crate::scheduling::rush::{Arrival, Place};
use crate::scheduling::session::SessionRole;
use crate::service::gate::Told;
use crate::web::demo::phone::{PhoneMessage, PhonePage, PhonePiece};
use crate::web::join::link::{Invited, LinkPage};
use crate::web::join::session::JoinedPage;
use crate::web::parts::{Choice, Choices, Countdown, Field, Problem, Problems, Stage, Steps};
use crate::web::staff::sign_in::SignInPage;
use crate::web::turn::TurnPage;

#[test]
fn staff_sign_in() {
    for (library, words) in readers() {
        let wrong = Problem {
            field: "password".into(),
            text: words.get("refused-sign-in-failed"),
        };
        let problems = Problems::new(&words, vec![wrong]);
        let page = SignInPage {
            fields: vec![
                Field::text("username", words.get("staff-username")).value("reception.riyadh"),
                Field::password("password", words.get("staff-password"))
                    .wrong(problems.of("password")),
            ],
            frame: public(&library, &words, "staff-sign-in-title").gone_wrong(true),
            problems,
            next: String::new(),
            demo: Some((
                "majlis-demo".to_owned(),
                vec![
                    "reception.riyadh".into(),
                    "secretary".into(),
                    "minister".into(),
                ],
            )),
        };
        shown("staff-sign-in", &words, &page);
    }
}

#[test]
fn invited() {
    for (library, words) in readers() {
        let role = words.value("session-role", "sign_language_interpreter");
        let invited = Invited {
            name: say(&words, "سارة القحطاني", "Sarah Al-Qahtani"),
            lead: words.say("join-lead", "role", &role),
            when: words.say("join-when", "time", words.get("today-time")),
        };
        let frame = public(&library, &words, "join-title");
        shown(
            "join",
            &words,
            &LinkPage {
                frame: frame.clone(),
                invited: Some(invited),
                note: None,
            },
        );
        shown(
            "join-spent",
            &words,
            &LinkPage {
                frame: frame.clone(),
                invited: None,
                note: None,
            },
        );
        let role = SessionRole::SignLanguageInterpreter;
        let stage = Stage::new(&words, role, "/session/1/ticket".into(), "c".into());
        let stage = stage.starting();
        shown(
            "joined",
            &words,
            &JoinedPage {
                frame: frame.titled("stage-title"),
                stage,
            },
        );
    }
}

#[test]
fn phone() {
    for (library, words) in readers() {
        let message = |text: &str, link: Option<&str>| PhoneMessage {
            way: words.get("phone-sms"),
            to: "+966501234567".into(),
            time: words.time(chrono::NaiveTime::from_hms_opt(10, 20, 0).unwrap()),
            event: words.get("event-booked"),
            text: std::iter::once(PhonePiece::Words(text.into()))
                .chain(
                    link.map(|path| PhonePiece::Link(path.into(), format!("majlis.example{path}"))),
                )
                .collect(),
        };
        let page = PhonePage {
            frame: public(&library, &words, "phone-title"),
            to: Field::text("to", words.get("phone-to")).hint(words.get("phone-to-hint")),
            clock: words.date_time(
                chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
                chrono::NaiveTime::from_hms_opt(10, 24, 0).unwrap(),
            ),
            messages: vec![
                message("رمز الدخول إلى مجلس: 482913. لا تعطه لأحد.", None),
                message(
                    "حُجز موعدكم يوم الأحد 29 نوفمبر 2026 الساعة 10:20 صباحًا. ",
                    Some("/a/7KQ2"),
                ),
            ],
        };
        shown("phone", &words, &page);
        shown(
            "phone-empty",
            &words,
            &PhonePage {
                messages: vec![],
                ..page
            },
        );
    }
}

/// The pieces that the citizen's pages are put together from, on one sheet.
#[derive(askama::Template)]
#[template(path = "gallery/parts.html")]
struct PartsPage {
    frame: crate::web::frame::Frame,
    problems: Problems,
    steps: Steps,
    countdown: Countdown,
    choices: Choices,
    fields: Vec<Field>,
}

#[test]
fn parts() {
    for (library, words) in readers() {
        let wrong = Problem {
            field: "identity".into(),
            text: words.get("error-identity-check-digit"),
        };
        let problems = Problems::new(&words, vec![wrong]);
        let option = |kind: &str| {
            Choice::new(kind, words.value("kind", kind)).text(words.value("kind-text", kind))
        };
        let page = PartsPage {
            steps: Steps::new(
                &words,
                &["step-what", "step-who", "step-about", "step-time"],
                2,
            ),
            countdown: Countdown::new(
                &words,
                super::now(),
                super::now() + chrono::TimeDelta::seconds(290),
                String::new(),
            ),
            choices: Choices::one(
                "kind",
                words.get("ask-title"),
                ["meeting", "transaction", "complaint"].map(option).into(),
            )
            .chosen("meeting"),
            fields: vec![
                Field::digits("identity", words.get("identity-label"), "off")
                    .hint(words.get("identity-hint"))
                    .wrong(problems.of("identity"))
                    .value("1058529941"),
                Field::code("code", words.get("code-label")).value("482913"),
                Field::lines("details", words.get("case-text")).optional(words.get("optional")),
            ],
            frame: public(&library, &words, "ask-title").gone_wrong(true),
            problems,
        };
        shown("parts", &words, &page);
    }
}

#[test]
fn turn() {
    for (library, words) in readers() {
        for (name, number, seconds) in [("turn", 1287, 250), ("turn-next", 1, 5)] {
            let told = Told {
                place: Place {
                    arrival: Arrival(0),
                    number,
                    expected: chrono::TimeDelta::seconds(seconds),
                    again: chrono::TimeDelta::seconds(5),
                },
                token: "0.token".into(),
            };
            let frame = public(&library, &words, "turn-title");
            let page = TurnPage::new(frame, &told, 1, "/ask/time");
            shown(name, &words, &page);
        }
    }
}
