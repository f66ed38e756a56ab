//! The office's pages.

use chrono::{NaiveDate, NaiveTime};

use super::{readers, say, shown, staff};
use crate::web::frame::Frame;
use crate::web::office::case::{CasePage, CaseStep};
use crate::web::office::clearing::{ClearingView, GuestRow};
use crate::web::office::deciding::CaseForm;
use crate::web::office::figures::{Bar, Chart, FiguresPage, Tile};
use crate::web::office::inbox::{InboxPage, InboxRow, ViewLink};
use crate::web::office::second::SecondView;
use crate::web::office::settle::CaseLine;
use crate::web::office::sieve::Shows;
use crate::web::office::week::{CellTime, WeekCell, WeekDay, WeekForm, WeekPage, WeekTab};
use crate::web::parts::{Choice, Choices, Field, Mood, Problems, Tag};
use crate::words::{Library, Words};

pub(super) fn time(words: &Words, hour: u32, minute: u32) -> String {
    words.time(NaiveTime::from_hms_opt(hour, minute, 0).unwrap())
}

pub(super) fn at(library: &Library, words: &Words, title: &str, path: &str) -> Frame {
    Frame {
        path: path.to_owned(),
        ..staff(library, words, title, "secretary")
    }
}

pub(super) fn none(words: &Words) -> Problems {
    Problems::new(words, Vec::new())
}

fn request_tag(words: &Words, mood: Mood, state: &str) -> Tag {
    Tag::new(mood, words.value("state-request", state))
}

fn view(words: &Words) -> ViewLink {
    ViewLink {
        id: "v1".into(),
        name: say(words, "لقاءات هذا الأسبوع", "Meetings this week"),
        href: "/office/requests?kind=meeting".into(),
        is_here: false,
    }
}

#[test]
fn inbox() {
    for (library, words) in readers() {
        let row = |subject: (&str, &str), name: (&str, &str), state: Tag| InboxRow {
            id: "1".into(),
            reference: "M7K-2Q9-X4".into(),
            subject: say(&words, subject.0, subject.1),
            kind: words.value("kind", "meeting"),
            name: say(&words, name.0, name.1),
            received: words.short_day(NaiveDate::from_ymd_opt(2026, 11, 19).unwrap()),
            urgent: None,
            state,
            proposed: None,
            due: None,
            owner: None,
        };
        let mut rows = vec![
            row(
                (
                    "نقل ابني المريض إلى مستشفى أقرب",
                    "Moving my sick son to a nearer hospital",
                ),
                ("سعاد بنت ناصر المطيري", "Suad Al-Mutairi"),
                request_tag(&words, Mood::Wait, "in_review"),
            ),
            row(
                ("تظلم من قرار إزالة", "An objection to a removal order"),
                ("فهد بن سالم الدوسري", "Fahd Al-Dosari"),
                request_tag(&words, Mood::Plain, "received"),
            ),
            row(
                (
                    "اقتراح لتسريع إصدار الرخص",
                    "A proposal to issue permits sooner",
                ),
                ("سمير إدريس", "Samir Idris"),
                request_tag(&words, Mood::Plain, "registered"),
            ),
        ];
        rows[0].urgent = Some(Tag::new(Mood::Bad, words.get("inbox-urgent")));
        let frame = at(&library, &words, "inbox-title", "/office/requests");
        let open = words.number(3);
        let page = InboxPage {
            frame,
            shows: Shows::Open,
            open,
            late: words.number(0),
            is_late: false,
            problems: none(&words),
            views: vec![view(&words)],
            here: None,
            fields: vec![Field::text("q", words.get("sieve-text"))],
            is_narrowed: true,
            pairs: vec![("kind".into(), "meeting".into())],
            name: Field::text("name", words.get("view-name")),
            sees_guests: true,
            rows,
        };
        shown("office-requests", &words, &page);
        shown(
            "office-requests-empty",
            &words,
            &InboxPage {
                rows: Vec::new(),
                ..page
            },
        );
    }
}

fn case_form(words: &Words) -> CaseForm {
    let options = ["approve", "route", "answer", "ask", "decline"].map(|decision| {
        Choice::new(decision, words.value("decision", decision))
            .text(words.get(&format!("case-decision-{decision}-text")))
    });
    let departments = vec![
        (String::new(), words.get("case-department-none")),
        ("d1".into(), say(words, "الأحوال المدنية", "Civil affairs")),
    ];
    let urgencies =
        ["normal", "urgent"].map(|urgency| (urgency.to_owned(), words.value("urgency", urgency)));
    CaseForm {
        decision: Choices::one("decision", words.get("case-decision"), options.into()),
        fields: vec![
            Field::one_of("department", words.get("case-department"), departments)
                .hint(words.get("case-department-hint"))
                .optional(words.get("optional")),
            Field::one_of("urgency", words.get("case-urgency"), urgencies.into()),
            Field::lines("text", words.get("case-reply")).hint(words.get("case-reply-hint")),
        ],
    }
}

fn second(words: &Words) -> SecondView {
    SecondView {
        href: "/office/requests/1/second".into(),
        facts: vec![(
            words.get("case-decision"),
            words.value("decision", "approve"),
        )],
        is_own: false,
    }
}

fn clearing(words: &Words) -> ClearingView {
    ClearingView {
        href: "/office/requests/1/guests".into(),
        decides: true,
        is_refused: true,
        plate: Some(say(words, "أ ب ح 1234", "ABJ 1234")),
        guests: vec![GuestRow {
            position: 0,
            name: say(words, "سعاد بنت ناصر المطيري", "Suad Al-Mutairi"),
            role: words.value("guest-role", "applicant"),
            identity: "1000000024".into(),
            state: Tag::new(Mood::Bad, words.value("clearance", "refused")),
            reason: say(words, "وثيقة منتهية", "An expired paper"),
            is_cleared: false,
        }],
    }
}

#[test]
fn case() {
    for (library, words) in readers() {
        let day = words.short_day(NaiveDate::from_ymd_opt(2026, 11, 19).unwrap());
        let step = |state: &str, text: &str| CaseStep {
            time: day.clone(),
            what: words.value("state-request", state),
            text: text.into(),
            sent: String::new(),
        };
        let page = CasePage {
            frame: at(&library, &words, "case-details", "/office/requests/1"),
            problems: none(&words),
            done: None,
            subject: say(
                &words,
                "نقل ابني المريض إلى مستشفى أقرب",
                "Moving my sick son to a nearer hospital",
            ),
            reference: "M7K-2Q9-X4".into(),
            state: request_tag(&words, Mood::Wait, "in_review"),
            urgent: Some(Tag::new(Mood::Bad, words.get("inbox-urgent"))),
            facts: vec![
                (
                    words.get("case-person"),
                    say(&words, "سعاد بنت ناصر المطيري", "Suad Al-Mutairi"),
                ),
                (words.get("case-kind"), words.value("kind", "meeting")),
                (words.get("case-mode"), words.value("mode", "video")),
                (words.get("case-centre"), say(&words, "جدة", "Jeddah")),
                (words.get("case-received"), day.clone()),
            ],
            text: say(
                &words,
                "ابني في المستشفى منذ ثلاثة أشهر، ويبعد عنا أربعمئة كيلومتر.\nأرجو النظر في نقله.",
                "My son has been in hospital for three months, 400 km from us.\nPlease consider it.",
            ),
            steps: vec![
                step("received", ""),
                step("registered", ""),
                step("in_review", ""),
            ],
            decide: Some(case_form(&words)),
            allocate: None,
            moving: None,
            file: None,
            alike: Vec::new(),
            papers: Vec::new(),
            close: None,
            brief: "/office/requests/1/brief".into(),
            second: Some(second(&words)),
            clearing: Some(clearing(&words)),
            href: "/office/requests/1/decision".into(),
        };
        shown("office-request", &words, &page);
    }
}

fn marks(words: &Words, place: usize) -> Vec<Tag> {
    let weekend = || Tag::new(Mood::Plain, words.get("day-weekend"));
    if place > 4 {
        vec![weekend()]
    } else {
        Vec::new()
    }
}

fn cells(words: &Words, place: usize) -> Vec<WeekCell> {
    let cell = |hour: u32, kind: &'static str, state: &str| WeekCell {
        time: time(words, hour, 0),
        kind,
        state: format!("{} · {}", words.get(state), words.minutes(20)),
        mode: words.value("mode", "video"),
        who: Vec::new(),
        withdraw: None,
    };
    if place > 4 {
        return Vec::new();
    }
    let mut cells = vec![
        cell(10, "taken", "week-taken"),
        cell(11, "free", "week-free"),
        cell(13, "held", "week-held"),
    ];
    let who = say(words, "نورة بنت عبدالله الشهري", "Noura Al-Shehri");
    cells[0].who = vec![(who, "/office/requests/1".into())];
    let (day, from, to) = ("2026-11-22".into(), "11:00".into(), "11:20".into());
    cells[1].withdraw = Some(CellTime { day, from, to });
    cells.truncate(3 - place % 3);
    cells
}

#[test]
fn week() {
    for (library, words) in readers() {
        let first = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let days = first.iter_days().take(7).enumerate();
        let modes = ["video", "in_person"].map(|mode| (mode.to_owned(), words.value("mode", mode)));
        let page = WeekPage {
            undo: Some(words.say("undo-until", "time", time(&words, 7, 56))),
            version: "1.0".to_owned(),
            frame: at(&library, &words, "week-title", "/office/week/1/2026-W48"),
            problems: none(&words),
            done: None,
            official: "1".into(),
            week: "2026-W48".into(),
            around: ["/a".into(), "/b".into(), "/c".into()],
            officials: vec![
                WeekTab {
                    href: "/1".into(),
                    name: say(&words, "معالي الوزير", "His Excellency the Minister"),
                    here: false,
                },
                WeekTab {
                    href: "/2".into(),
                    name: say(&words, "سعادة نائب الوزير", "The Deputy Minister"),
                    here: true,
                },
            ],
            of: words.say("week-of", "day", words.day(first)),
            draft: "/office/week/preview?official=1&week=2026-W48".into(),
            edit: "/office/week/edit?official=1&week=2026-W48".into(),
            is_drafted: true,
            rules: ["/office/rules".into(), "/office/exceptions".into()],
            cases: vec![CaseLine {
                id: "1".into(),
                appointment: "1".into(),
                name: say(&words, "نورة بنت عبدالله الشهري", "Noura Al-Shehri"),
                href: "/office/requests/1".into(),
                time: words.date_time(first, NaiveTime::MIN),
                reason: say(&words, "سفر طارئ", "An urgent journey"),
            }],
            counts: words.with(
                "week-counts",
                &[("taken", 5_i64.into()), ("free", 4_i64.into())],
            ),
            days: days
                .map(|(place, day)| WeekDay {
                    name: words.short_day(day),
                    hijri: words.hijri_date(day),
                    today: place == 0,
                    marks: marks(&words, place),
                    cells: cells(&words, place),
                })
                .collect(),
            add: Some(WeekForm {
                fields: vec![
                    Field::date("day", words.get("week-day")).value("2026-11-25"),
                    Field::time("from", words.get("week-from"), 5).value("10:00"),
                    Field::time("to", words.get("week-to"), 5).value("11:00"),
                    Field::one_of("mode", words.get("week-mode"), modes.into()),
                ],
                with: None,
                open: true,
                on_holiday: false,
            }),
            hit: None,
        };
        shown("office-week", &words, &page);
    }
}

#[test]
fn figures() {
    for (library, words) in readers() {
        let bar = |list: &str, part: &str, count: i64| Bar {
            name: words.value(list, part),
            value: words.number(count),
            percent: u64::try_from(count * 100 / 61).unwrap(),
        };
        let tile = |key: &str, value: String| Tile {
            name: words.value("figure", key),
            hidden: value.parse::<f64>().is_err(),
            value,
            note: String::new(),
        };
        let page = FiguresPage {
            frame: at(&library, &words, "figures-title", "/office/figures"),
            problems: none(&words),
            fields: vec![
                Field::text("from", words.get("figures-from"))
                    .value("2026-11-01")
                    .short(),
                Field::text("to", words.get("figures-to"))
                    .value("2026-11-30")
                    .short(),
            ],
            period: words.with(
                "figures-period",
                &[
                    (
                        "from",
                        words
                            .day(NaiveDate::from_ymd_opt(2026, 11, 1).unwrap())
                            .into(),
                    ),
                    (
                        "to",
                        words
                            .day(NaiveDate::from_ymd_opt(2026, 11, 30).unwrap())
                            .into(),
                    ),
                ],
            ),
            tiles: vec![
                tile("requests_by_kind", words.number(118)),
                tile("meetings_held", words.number(33)),
                tile("mean_mark", words.in_digits("4.6")),
                tile("obstacles", words.get("figures-hidden")),
            ],
            charts: vec![
                Chart {
                    name: words.value("figure", "requests_by_kind"),
                    bars: vec![
                        bar("kind", "meeting", 61),
                        bar("kind", "transaction", 32),
                        bar("kind", "complaint", 14),
                        bar("kind", "suggestion", 11),
                    ],
                },
                Chart {
                    name: words.value("figure", "requests_by_sex"),
                    bars: vec![bar("sex", "man", 56), bar("sex", "woman", 20)],
                },
            ],
        };
        shown("office-figures", &words, &page);
    }
}
