//! The centre's pages.

use chrono::NaiveTime;

use super::{readers, say, shown, staff};
use crate::scheduling::session::SessionRole;
use crate::web::centre::room::RoomPage;
use crate::web::centre::today::{TodayAct, TodayPage, TodayRow, WalkInRow};
use crate::web::parts::{Mood, Stage, Tag};
use crate::words::Words;

fn time(words: &Words, hour: u32, minute: u32) -> String {
    words.time(NaiveTime::from_hms_opt(hour, minute, 0).unwrap())
}

fn day(words: &Words) -> String {
    words.day(chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap())
}

fn rows(words: &Words) -> Vec<TodayRow> {
    let state = |mood, state| Tag::new(mood, words.value("state-appointment", state));
    let row = |at: (u32, u32), name: (&str, &str), state: Tag, act| TodayRow {
        id: format!("a{}", at.1),
        time: time(words, at.0, at.1),
        late: None,
        name: say(words, name.0, name.1),
        reference: "M7K-2Q9-X4".into(),
        place: say(words, "الغرفة 2", "Room 2"),
        needs: Vec::new(),
        state,
        act,
    };
    let mut rows = vec![
        row(
            (10, 0),
            ("فهد بن سالم الدوسري", "Fahd Al-Dosari"),
            state(Mood::Good, "done"),
            TodayAct::Nothing(String::new()),
        ),
        row(
            (10, 20),
            ("نورة بنت عبدالله الشهري", "Noura Al-Shehri"),
            state(Mood::Info, "checked_in"),
            TodayAct::Room,
        ),
        row(
            (10, 40),
            ("سمير إدريس", "Samir Idris"),
            state(Mood::Plain, "booked"),
            TodayAct::CheckIn,
        ),
        row(
            (14, 0),
            ("عبدالرحمن بن محمد الغامدي", "Abdulrahman Al-Ghamdi"),
            state(Mood::Plain, "confirmed"),
            TodayAct::Nothing(words.get("not-yet")),
        ),
    ];
    rows[2].late = Some(words.say("late-expected", "time", time(words, 11, 0)));
    rows[1].needs = vec![Tag::new(
        Mood::Special,
        words.value("need", "sign_language"),
    )];
    rows
}

#[test]
fn today() {
    for (library, words) in readers() {
        let page = TodayPage {
            frame: staff(&library, &words, "today-title", "video_operator"),
            caption: say(&words, "مركز المدينة المنورة", "Madinah centre"),
            base: "/centre",
            empty: ["today-empty", "today-empty-text"].map(|key| words.get(key)),
            day: day(&words),
            count: words.say("today-count", "count", 4_i64),
            done: Some(words.say("check-in-done", "reference", "M7K-2Q9-X4")),
            refused: None,
            sessions: vec![(
                time(&words, 9, 0),
                words.with(
                    "today-session",
                    &[("there", 3_i64.into()), ("expected", 8_i64.into())],
                ),
            )],
            rows: rows(&words),
            walk_ins: vec![WalkInRow {
                id: Some("1".to_owned()),
                ticket: "007".to_owned(),
                name: say(&words, "سالم الغامدي", "Salem Al-Ghamdi"),
                time: time(&words, 9, 12),
            }],
            late: None,
        };
        shown("centre-today", &words, &page);
        let empty = TodayPage {
            rows: Vec::new(),
            walk_ins: Vec::new(),
            sessions: Vec::new(),
            done: None,
            ..page
        };
        shown("centre-today-empty", &words, &empty);
    }
}

#[test]
fn room() {
    for (library, words) in readers() {
        let ticket = "/session/1/ticket".to_owned();
        let page = RoomPage {
            frame: staff(&library, &words, "room-title", "video_operator"),
            place: say(
                &words,
                "مركز المدينة المنورة، الغرفة 2",
                "Madinah centre, room 2",
            ),
            time: format!("{}، {}", day(&words), time(&words, 10, 20)),
            name: say(&words, "نورة بنت عبدالله الشهري", "Noura Al-Shehri"),
            reference: "M7K-2Q9-X4".into(),
            needs: vec![Tag::new(
                Mood::Special,
                words.value("need", "sign_language"),
            )],
            state: Tag::new(Mood::Info, words.value("state-appointment", "checked_in")),
            live: Tag::new(Mood::Good, words.value("state-appointment", "in_session")),
            over: Tag::new(Mood::Plain, words.value("state-appointment", "done")),
            ready: true,
            stage: Stage::new(&words, SessionRole::Applicant, ticket, "c".into()),
        };
        shown("centre-room", &words, &page);
        shown(
            "centre-room-early",
            &words,
            &RoomPage {
                ready: false,
                ..page
            },
        );
    }
}
