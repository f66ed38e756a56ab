//! The office's waiting room and its sessions.

use chrono::TimeDelta;

use super::office::{at, none, time};
use super::{now, readers, say, shown};
use crate::scheduling::session::SessionRole;
use crate::web::frame::instant;
use crate::web::office::late::LateForm;
use crate::web::office::notes::{NoteRow, NotesView};
use crate::web::office::outcome::OutcomeForm;
use crate::web::office::session::SessionPage;
use crate::web::office::waiting::{NextUp, WaitingPage, WaitingPerson, WaitingSession};
use crate::web::parts::{Choice, Choices, Field, Mood, Stage, Tag};
use crate::words::Words;

#[test]
fn waiting() {
    for (library, words) in readers() {
        let person = |name: (&str, &str), role: &str, minutes: i64| WaitingPerson {
            name: say(&words, name.0, name.1),
            role: words.value("session-role", role),
            appointment: words.say("waiting-appointment", "time", time(&words, 10, 20)),
            needs: Vec::new(),
            since: instant(now() - TimeDelta::minutes(minutes)),
            since_words: words.say("waiting-since", "time", time(&words, 10, 16)),
            minutes,
            href: "/office/sessions/1".into(),
        };
        let mut people = vec![
            person(
                ("نورة بنت عبدالله الشهري", "Noura Al-Shehri"),
                "applicant",
                8,
            ),
            person(
                ("سارة القحطاني", "Sarah Al-Qahtani"),
                "sign_language_interpreter",
                3,
            ),
        ];
        people[0].needs = vec![Tag::new(
            Mood::Special,
            words.value("need", "sign_language"),
        )];
        let page = WaitingPage {
            frame: at(&library, &words, "waiting-title", "/office/waiting"),
            done: None,
            next: vec![NextUp {
                official: Some(say(&words, "معالي نائب الوزير", "H.E. the Deputy Minister")),
                name: say(&words, "نورة بنت عبدالله الشهري", "Noura Al-Shehri"),
                time: time(&words, 10, 20),
                href: "/office/session/1".into(),
                is_taken: false,
            }],
            late: Some(late(&words)),
            people,
            sessions: vec![WaitingSession {
                time: time(&words, 10, 40),
                name: say(&words, "سمير إدريس", "Samir Idris"),
                place: say(&words, "مركز جدة", "Jeddah centre"),
                state: Tag::new(Mood::Plain, words.value("state-session", "open")),
                href: "/office/session/2".into(),
            }],
            late_after_minutes: 7,
        };
        shown("office-waiting", &words, &page);
        let empty = WaitingPage {
            next: Vec::new(),
            people: Vec::new(),
            sessions: Vec::new(),
            ..page
        };
        shown("office-waiting-empty", &words, &empty);
    }
}

fn late(words: &Words) -> LateForm {
    LateForm {
        said: vec![words.say("late-by", "minutes", 20_i64)],
        official: "deputy".into(),
        fields: vec![Field::text("message", words.get("late-message"))],
        back: "/office/waiting".into(),
    }
}

#[test]
fn session() {
    for (library, words) in readers() {
        let ticket = "/session/1/ticket".to_owned();
        let options = vec![
            Choice::new("promise", words.value("outcome", "promise")),
            Choice::new("refer", words.value("outcome", "refer")),
        ];
        let title = words.say("session-title", "time", time(&words, 10, 20));
        let page = SessionPage {
            frame: at(&library, &words, "session-brief", "/office/sessions/1").called(title),
            problems: none(&words),
            name: say(&words, "نورة بنت عبدالله الشهري", "Noura Al-Shehri"),
            subject: say(
                &words,
                "تظلم من قرار إزالة",
                "An objection to a removal order",
            ),
            facts: vec![(
                words.get("case-centre"),
                say(&words, "المدينة المنورة", "Madinah"),
            )],
            needs: vec![Tag::new(
                Mood::Special,
                words.value("need", "sign_language"),
            )],
            state: Tag::new(Mood::Info, words.value("state-appointment", "checked_in")),
            live: Tag::new(Mood::Good, words.value("state-appointment", "in_session")),
            stage: Stage::new(&words, SessionRole::Secretary, ticket, "c".into()),
            outcome: Some(OutcomeForm {
                href: "/office/appointments/1/outcome".into(),
                session: "1".into(),
                result: Choices::one("result", words.get("session-outcome"), options),
                fields: vec![
                    Field::lines("text", words.get("session-outcome-text"))
                        .optional(words.get("optional")),
                ],
                next: vec![Field::date("due_on", words.get("outcome-due"))],
            }),
            invite: vec![Field::text("called", words.get("invite-name"))],
            late: Some(late(&words)),
            notes: NotesView {
                href: "/office/appointments/1/notes".into(),
                back: "/office/session/1".into(),
                rows: vec![NoteRow {
                    said: say(&words, "سكرتير المكتب", "The secretary"),
                    text: say(&words, "معها تقرير طبي.", "She brings a medical report."),
                }],
                field: Field::lines("note", words.get("notes-new")),
            },
            late_after_minutes: 7,
        };
        shown("office-session", &words, &page);
    }
}
