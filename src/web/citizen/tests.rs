//! Every page of the citizen, in every language, as it stands with a little of everything in it.

use askama::Template as _;
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};

use super::about::{self, AboutPage};
use super::ask::AskPage;
use super::cancel::{CancelForm, CancelPage};
use super::check::{CheckFacts, CheckPage, HeldView};
use super::code::CodePage;
use super::done::{BookedView, DonePage};
use super::draft::Draft;
use super::meeting::{CentreView, MeetingForm, MeetingPage, OfficialView};
use super::profile::{ProfileForm, ProfilePage};
use super::request::{MeetingView, RequestPage, RequestView, StepView};
use super::requests::{RequestCard, RequestsPage, appointment_tag, request_tag};
use super::sign_in::{SignInForm, SignInPage};
use super::start::StartPage;
use super::survey::{About, SurveyForm, SurveyPage, ThanksPage};
use super::time::{DayMark, FreeTime, TimePage};
use super::withdraw::WithdrawPage;
use super::*;
use crate::scheduling::appointment::AppointmentState;
use crate::scheduling::person::Sex;
use crate::scheduling::request::{RequestKind, RequestState};
use crate::scheduling::survey::Asked;
use crate::web::frame::{Frame, Person};
use crate::words::{Library, MISSING};

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_240_000, 0).unwrap()
}

fn at(day: u32, hour: u32, minute: u32) -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    day.and_hms_opt(hour, minute, 0).unwrap()
}

fn frame(library: &Library, code: &str) -> Frame {
    let words = library.words(code).speaking_to(Some(Sex::Woman));
    let person = Person {
        name: "نورة الحربي".to_owned(),
        role: String::new(),
    };
    Frame {
        ministry: "وزارة التجربة".to_owned(),
        person: Some(person),
        csrf: "secret".to_owned(),
        demo: true,
        ..Frame::new(library, words, now())
    }
}

fn draft() -> Draft {
    let form = MeetingForm {
        official: "deputy".to_owned(),
        mode: "video".to_owned(),
        centre: "madinah".to_owned(),
    };
    let fields = [
        ("subject", "تأخر معاملة والدي"),
        ("details", "قدّمتها قبل عام ولم يصل رد.\nرقمها <1234>."),
        ("needs", "sign_language"),
        ("companions", "1"),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let kind = Draft {
        kind: Some(RequestKind::Meeting),
        ..Draft::default()
    };
    about::into_draft(fields.into(), form.into_draft(kind))
}

fn officials() -> Vec<OfficialView> {
    let official = |id: &str, style: &str, open_to_choice: bool| OfficialView {
        id: id.into(),
        style: style.to_owned(),
        open_to_choice,
        holds_sessions: !open_to_choice,
    };
    vec![
        official("minister", "صاحب السمو الملكي وزير التجربة", false),
        official("deputy", "معالي نائب وزير التجربة", true),
    ]
}

fn centres() -> Vec<CentreView> {
    let centre = |id: &str, name: &str| CentreView {
        id: id.into(),
        name: name.to_owned(),
    };
    vec![
        centre("riyadh", "مركز الرياض، المروج"),
        centre("madinah", "مركز المدينة المنورة"),
    ]
}

fn times() -> Vec<FreeTime> {
    let mut times = Vec::new();
    for day in [22, 23, 25] {
        for slot in 0..day - 18 {
            let starts = at(day, 9, 0) + TimeDelta::minutes(i64::from(slot) * 20);
            let id = format!("slot-{day}-{slot}");
            times.push(FreeTime {
                id,
                starts,
                beside: String::new(),
            });
        }
    }
    times
}

/// A weekend after the free times, and a free day of Ramadan.
fn marks() -> Vec<DayMark> {
    let mark = |day: u32, said: &str, is_off: bool| DayMark {
        day: at(day, 0, 0).date(),
        said: vec![said.to_owned()],
        is_off,
    };
    vec![
        mark(23, "Ramadan hours", false),
        mark(24, "National Day", true),
        mark(27, "Weekend", true),
        mark(28, "Weekend", true),
    ]
}

fn facts(words: &Words) -> Vec<Answer> {
    vec![
        Answer::new(words, "appointment-with", "معالي نائب وزير التجربة"),
        Answer::new(words, "check-day", words.day(at(22, 9, 0).date())),
        Answer::new(words, "check-time", words.time(at(22, 9, 20).time())),
        Answer::new(words, "appointment-where", "مركز المدينة المنورة"),
    ]
}

fn request(words: &Words) -> RequestView {
    let step = |state: RequestState, text: Option<&str>| StepView {
        state: words.value("state-request", state.as_str()),
        at: words.date_time(at(21, 9, 0).date(), at(21, 9, 0).time()),
        text: text.map(str::to_owned),
    };
    RequestView {
        id: "r1".to_owned(),
        reference: "7K3Q-92XA".to_owned(),
        tag: request_tag(words, RequestState::Scheduled),
        kind: words.value("kind", "meeting"),
        meeting: Some(MeetingView {
            id: "a1".to_owned(),
            tag: appointment_tag(words, AppointmentState::Booked),
            facts: facts(words),
            calendar: Some("/appointments/a1.ics".to_owned()),
            may_confirm: true,
            guests: Some("/appointments/a1/guests".to_owned()),
            late: None,
            note: None,
            may_move: true,
            may_cancel: true,
        }),
        timeline: vec![
            step(RequestState::Received, None),
            step(RequestState::Scheduled, Some("نرجو إحضار أصل المعاملة.")),
        ],
        facts: vec![Answer::new(words, "check-subject", "تأخر معاملة والدي")],
        told: vec![
            Answer::new(words, "track-holder", words.get("holder-department")),
            Answer::new(words, "request-next", words.get("next-request-routed")),
        ],
        papers: vec![("/papers/1".to_owned(), "تقرير طبي.pdf".to_owned())],
        asked: None,
        may_reply: true,
        may_withdraw: true,
        may_choose: true,
        waiting: Some("المكان 3 من 12".to_owned()),
        planned: Some((words.get("plan-own-title"), words.get("plan-own-earliest"))),
    }
}

fn check(frame: Frame, is_held: bool) -> String {
    let words = frame.words.clone();
    let held = is_held.then(|| HeldView {
        slot: "slot".to_owned(),
        day: words.day(at(22, 9, 0).date()),
        time: words.time(at(22, 9, 20).time()),
        expires_at: now() + TimeDelta::minutes(5),
        may_extend: true,
        until: words.time(at(21, 21, 5).time()),
    });
    let facts = CheckFacts {
        official: "معالي نائب وزير التجربة".to_owned(),
        centre: "مركز المدينة المنورة".to_owned(),
        section: words.get("section-women"),
        name: "نورة الحربي".to_owned(),
        email: "nora@example.com".to_owned(),
        papers: "تقرير طبي.pdf".to_owned(),
        held,
    };
    let page = CheckPage::new(frame, &draft(), &facts, Vec::new());
    page.render().unwrap()
}

/// The pages of a new request.
fn asking(frame: &Frame) -> Vec<(&'static str, String)> {
    let words = &frame.words;
    let wrong = Draft {
        kind: Some(RequestKind::Meeting),
        companions: "40".to_owned(),
        ..Draft::default()
    };
    let meeting = |draft: &Draft, is_wrong: bool| {
        let page = MeetingPage::new(frame.clone(), draft, officials(), centres(), is_wrong);
        page.render().unwrap()
    };
    let about = |draft: &Draft, is_wrong: bool| {
        let page = AboutPage::new(frame.clone(), draft, true, (None, is_wrong, Vec::new()));
        page.render().unwrap()
    };
    let time = |free: &[FreeTime], why: (Option<String>, Option<NaiveDateTime>)| {
        let whom = "معالي نائب وزير التجربة، مركز المدينة المنورة".to_owned();
        let page = TimePage::new(frame.clone(), &draft(), whom, (free, &marks()), why);
        page.render().unwrap()
    };
    let lost = (Some(words.get("refused-slot-taken")), Some(at(23, 9, 40)));
    let ask =
        |is_wrong: bool| AskPage::new(frame.clone(), (&Draft::default(), true), is_wrong).render();
    vec![
        ("ask", ask(false).unwrap()),
        ("ask-wrong", ask(true).unwrap()),
        ("meeting", meeting(&draft(), false)),
        ("meeting-wrong", meeting(&wrong, true)),
        ("about", about(&draft(), false)),
        ("about-wrong", about(&wrong, true)),
        ("time", time(&times(), (None, None))),
        ("time-lost", time(&times(), lost)),
        ("time-none", time(&[], (None, None))),
        ("check", check(frame.clone(), true)),
        ("check-later", check(frame.clone(), false)),
    ]
}

/// The pages around a request.
fn around(frame: &Frame) -> Vec<(&'static str, String)> {
    let words = &frame.words;
    let typed = SignInForm {
        identity_number: "3".to_owned(),
        ..SignInForm::default()
    };
    let wrong = typed.parse(words).unwrap_err();
    let profile = ProfileForm {
        next: "/ask/time".to_owned(),
        ..ProfileForm::default()
    };
    let profile_wrong = profile.parse(words).unwrap_err();
    let survey = SurveyForm::default();
    let survey_wrong = survey.parse(words).unwrap_err();
    let sign_in = |form: &SignInForm, found| SignInPage::new(frame.clone(), form, found).render();
    let code = |wrong| CodePage::new(frame.clone(), "c1".to_owned(), "/ask".to_owned(), wrong);
    let about = About {
        occasion: Asked::Meeting,
        place: None,
        action: "/s/t1".to_owned(),
        press: String::new(),
    };
    let survey = |found| SurveyPage::new(frame.clone(), about.clone(), &survey, found).render();
    let profile = |found, saved| {
        let tongues = vec![("ar".to_owned(), "العربية".to_owned())];
        ProfilePage::new(frame.clone(), &profile, (found, tongues), saved).render()
    };
    vec![
        (
            "start",
            StartPage::new(frame.clone(), true).render().unwrap(),
        ),
        (
            "sign-in",
            sign_in(&SignInForm::default(), Vec::new()).unwrap(),
        ),
        ("sign-in-wrong", sign_in(&typed, wrong).unwrap()),
        ("code", code(None).render().unwrap()),
        (
            "code-wrong",
            code(Some(words.get("refused-code-wrong")))
                .render()
                .unwrap(),
        ),
        ("profile", profile(Vec::new(), true).unwrap()),
        ("profile-wrong", profile(profile_wrong, false).unwrap()),
        ("survey", survey(Vec::new()).unwrap()),
        ("survey-wrong", survey(survey_wrong).unwrap()),
        (
            "thanks",
            ThanksPage::new(frame.clone(), true).render().unwrap(),
        ),
    ]
}

/// The pages that follow a request.
fn following(frame: &Frame) -> Vec<(&'static str, String)> {
    let words = &frame.words;
    let booked = BookedView {
        facts: facts(words),
        calendar: "/appointments/a1.ics".to_owned(),
    };
    let done = |meeting| {
        let request = ("r1".to_owned(), "7K3Q-92XA".to_owned());
        let page = DonePage::new(frame.clone(), request, meeting, true);
        page.render().unwrap()
    };
    let card = RequestCard {
        id: "r1".to_owned(),
        reference: "7K3Q-92XA".to_owned(),
        subject: "تأخر معاملة والدي".to_owned(),
        kind: words.value("kind", "meeting"),
        tag: request_tag(words, RequestState::Scheduled),
        meeting: words.short_date_time(at(22, 9, 20).date(), at(22, 9, 20).time()),
        received: words.say("requests-received", "day", words.date(at(21, 9, 0).date())),
    };
    let requests = |cards| RequestsPage::new(frame.clone(), cards).render().unwrap();
    let said = Some(words.get("appointment-confirmed"));
    let cancel = CancelPage::new(
        frame.clone(),
        ("r1".to_owned(), "a1".to_owned()),
        words.date_time(at(22, 9, 20).date(), at(22, 9, 20).time()),
        &CancelForm::default(),
        Vec::new(),
    );
    let withdraw = WithdrawPage::new(
        frame.clone(),
        "r1".to_owned(),
        ("7K3Q-92XA".to_owned(), "تأخر معاملة والدي".to_owned()),
    );
    let one = RequestPage::new(frame.clone(), request(words), said);
    vec![
        ("done", done(Some(booked))),
        ("done-later", done(None)),
        ("requests", requests(vec![card.clone(), card])),
        ("requests-none", requests(Vec::new())),
        ("request", one.render().unwrap()),
        ("cancel", cancel.render().unwrap()),
        ("withdraw", withdraw.render().unwrap()),
    ]
}

#[test]
fn every_page_is_whole_in_every_language() {
    let library = Library::load().unwrap();
    for language in library.languages() {
        let frame = frame(&library, language.code());
        for (name, page) in [asking(&frame), around(&frame), following(&frame)].concat() {
            let name = format!("{name} in {}", language.code());
            assert!(!page.contains(MISSING), "{name} lacks words");
            assert!(!page.contains("{$"), "{name} lacks a value");
            assert_eq!(page.matches("<h1").count(), 1, "{name} has one heading");
            assert!(
                page.contains("name=\"csrf\"") || !page.contains("method=\"post\""),
                "{name}"
            );
            assert!(
                !page.contains("style=") && !page.contains("onclick"),
                "{name}"
            );
            if name.contains("wrong") {
                assert!(
                    page.contains("data-error-summary"),
                    "{name} says what was wrong"
                );
            }
        }
    }
}

#[test]
fn what_was_typed_is_escaped_and_kept() {
    let library = Library::load().unwrap();
    let page = AboutPage::new(
        frame(&library, "ar"),
        &draft(),
        true,
        (None, false, Vec::new()),
    );
    let page = page.render().unwrap();
    assert!(page.contains("تأخر معاملة والدي"));
    assert!(page.contains("&#60;1234&#62;"), "{page}");
    assert!(!page.contains("<1234>"));
}

#[test]
fn the_nearest_times_stand_on_top_when_one_was_lost() {
    let library = Library::load().unwrap();
    let lost = (Some("taken".to_owned()), Some(at(23, 9, 40)));
    let free = times();
    let page = TimePage::new(
        frame(&library, "en"),
        &draft(),
        String::new(),
        (&free, &[]),
        lost,
    );
    let page = page.render().unwrap();
    let top = page.split("class=\"days\"").next().unwrap();
    assert!(
        top.contains("slot-23-2") && !top.contains("slot-25-0"),
        "{top}"
    );
}

#[test]
fn days_off_stand_between_the_free_ones_and_say_why() {
    let library = Library::load().unwrap();
    let free = times();
    let page = TimePage::new(
        frame(&library, "en"),
        &draft(),
        String::new(),
        (&free, &marks()),
        (None, None),
    );
    let page = page.render().unwrap();
    let days = page.split("class=\"days\"").nth(1).unwrap();
    let place = |text: &str| days.find(text).unwrap_or_else(|| panic!("{text}: {days}"));
    assert!(place("id=\"day-2026-11-23\"") < place("Ramadan hours"));
    assert!(place("Ramadan hours") < place("National Day"));
    assert!(place("National Day") < place("id=\"day-2026-11-25\""));
    assert!(place("id=\"day-2026-11-25\"") < place("id=\"day-2026-11-27\""));
    assert_eq!(days.matches("Weekend").count(), 1, "one row for both days");
    assert_eq!(days.matches("<details").count(), 3);
    assert_eq!(days.matches(" open>").count(), 1);
}
