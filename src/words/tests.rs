//! The words fit together: keys, plurals, dates, lengths, manners.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use icu_locale_core::locale;
use icu_plurals::{PluralCategory, PluralRules};

use super::*;
use crate::scheduling::appointment::{AppointmentState, ChangedBy};
use crate::scheduling::availability::Mode;
use crate::scheduling::call::{CallPurpose, Direction, Proof, Way};
use crate::scheduling::document::DocumentFault;
use crate::scheduling::email::EmailFault;
use crate::scheduling::figures::FigureKey;
use crate::scheduling::identity::IdentityFault;
use crate::scheduling::mobile::MobileFault;
use crate::scheduling::notice::template::{Variable, parts_max};
use crate::scheduling::notice::{Channel, NoticeEvent};
use crate::scheduling::permission::Role;
use crate::scheduling::person::{Citizenship, Section};
use crate::scheduling::refusal::Refusal;
use crate::scheduling::representation::Basis;
use crate::scheduling::request::{Decision, RequestKind, RequestState, Urgency};
use crate::scheduling::session::{ParticipantState, SessionRole, SessionState};
use crate::scheduling::slot::why::Rule;
use crate::scheduling::slot::why::public::PublicReason;
use crate::scheduling::slot::why::relax::Change;
use crate::scheduling::survey::Asked;
use crate::scheduling::visit::VisitState;
use crate::service::find_person::Purpose;
use crate::service::register_person::PaperKind;
use crate::web::staff::people::SearchBy;

mod messages;

fn library() -> Library {
    Library::load().unwrap()
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
}

/// Every file with its text, of every language.
fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
    SHELF.iter().flat_map(|(_, files)| files.iter().copied())
}

#[test]
fn every_language_says_everything() {
    if let Err(error) = Library::load() {
        panic!("{error}");
    }
    let names: Vec<_> = library()
        .languages()
        .map(|it| it.name().to_owned())
        .collect();
    assert_eq!(names, ["العربية", "English"]);
}

#[test]
fn a_language_of_messages_has_every_word_that_messages_need() {
    let library = library();
    let of_messages = |key: &&String| {
        let parts = [
            "sms-",
            "mail-",
            "weekday-",
            "month-",
            "hijri-month-",
            "time-morning",
            "time-noon",
            "time-evening",
            "section-",
            "mode-",
        ];
        parts.iter().any(|part| key.starts_with(part))
    };
    // What a page says of a way to meet stands in no message.
    let of_pages = |key: &&String| key.starts_with("mode-text-");
    for tongue in library.letters.iter() {
        let needed = library.first.keys.iter().filter(of_messages);
        let needed = needed.filter(|key| !of_pages(key));
        let missing: Vec<_> = needed.filter(|key| !tongue.keys.contains(*key)).collect();
        assert!(
            missing.is_empty(),
            "{}: {missing:?}",
            tongue.language.code()
        );
        assert!(tongue.language.is_unreviewed(), "who read it, and when?");
    }
}

#[test]
fn no_key_is_written_twice() {
    for (about, files) in SHELF {
        let mut seen = std::collections::BTreeSet::new();
        for key in files.iter().flat_map(|(_, text)| tongue::keys(text)) {
            assert!(seen.insert(key.clone()), "`{key}` stands twice: {about}");
        }
    }
}

#[test]
fn the_words_hold_no_html() {
    for (name, text) in files() {
        for (number, line) in text.lines().enumerate() {
            let markup = line.contains('<') || line.contains("&amp;") || line.contains("&nbsp;");
            assert!(!markup, "{name}:{}: {line}", number + 1);
        }
    }
}

#[test]
fn no_text_names_an_official() {
    for (name, text) in files() {
        for bare in [
            "official_name",
            "official-name",
            "official.name",
            "$minister",
            "$deputy",
        ] {
            assert!(!text.contains(bare), "{name} names an official by `{bare}`");
        }
    }
}

#[test]
fn forms_are_those_of_unicode() {
    let arabic = (language::Plurals::Arabic, locale!("ar"));
    let english = (language::Plurals::OneOther, locale!("en"));
    for (plurals, locale) in [arabic, english] {
        let rules = PluralRules::try_new_cardinal((&locale).into()).unwrap();
        for count in 0..=2000_u32 {
            let form = match rules.category_for(count) {
                PluralCategory::Zero => "zero",
                PluralCategory::One => "one",
                PluralCategory::Two => "two",
                PluralCategory::Few => "few",
                PluralCategory::Many => "many",
                PluralCategory::Other => "other",
            };
            assert_eq!(
                plurals.form(count.into()).as_str(),
                form,
                "{count} in {locale}"
            );
        }
    }
}

#[test]
fn a_day_stands_in_both_calendars() {
    let library = library();
    let sunday = date(2026, 11, 22);
    let arabic = library.words("ar");
    let said = "الأحد 22 نوفمبر 2026م الموافق 12 جمادى الآخرة 1448هـ";
    assert_eq!(arabic.day(sunday), said);
    assert_eq!(
        arabic.date_time(sunday, time(10, 20)),
        format!("{said}، الساعة 10:20 صباحًا")
    );
    assert_eq!(arabic.short_day(sunday), "الأحد 22 نوفمبر");
    let english = library.words("en");
    let said = "Sunday 22 November 2026 (12 Jumada al-Akhirah 1448 AH)";
    assert_eq!(english.day(sunday), said);
    assert_eq!(
        english.date_time(sunday, time(10, 20)),
        format!("{said}, at 10:20 am")
    );
    assert_eq!(english.date(sunday), "22 November 2026");
    assert_eq!(english.hijri_date(date(2027, 2, 8)), "1 Ramadan 1448 AH");
}

#[test]
fn the_clock_has_twelve_hours() {
    let library = library();
    let (arabic, english) = (library.words("ar"), library.words("en"));
    for (at, in_arabic, in_english) in [
        (time(0, 5), "12:05 صباحًا", "12:05 am"),
        (time(9, 0), "9:00 صباحًا", "9:00 am"),
        (time(12, 30), "12:30 ظهرًا", "12:30 pm"),
        (time(15, 40), "3:40 مساءً", "3:40 pm"),
    ] {
        assert_eq!(arabic.time(at), in_arabic);
        assert_eq!(english.time(at), in_english);
    }
}

#[test]
fn digits_are_the_readers_choice() {
    let words = library().words("ar").in_those(Digits::Own);
    assert_eq!(words.time(time(10, 20)), "١٠:٢٠ صباحًا");
    assert_eq!(words.minutes(7), "٧ دقائق");
    assert_eq!(
        words.day(date(2026, 11, 22)),
        "الأحد ٢٢ نوفمبر ٢٠٢٦م الموافق ١٢ جمادى الآخرة ١٤٤٨هـ"
    );
    assert_eq!(words.plain().minutes(7), "7 دقائق");
    let english = library().words("en").in_those(Digits::Own);
    assert_eq!(english.minutes(7), "7 minutes");
}

#[test]
fn lengths_of_time_agree_with_their_count() {
    let words = library().words("ar");
    for (count, said) in [
        (1, "دقيقة واحدة"),
        (2, "دقيقتان"),
        (7, "7 دقائق"),
        (15, "15 دقيقة"),
        (100, "100 دقيقة"),
        (105, "105 دقائق"),
    ] {
        assert_eq!(words.minutes(count), said);
    }
    assert_eq!(
        words.duration(TimeDelta::minutes(62)),
        "ساعة واحدة ودقيقتان"
    );
    assert_eq!(words.duration(TimeDelta::minutes(60 * 50)), "يومان وساعتان");
}

#[test]
fn pages_isolate_what_is_put_in_and_messages_do_not() {
    let words = library().words("ar");
    let values = [("reference", "M-1".into()), ("link", "https://x".into())];
    assert!(
        words
            .with("sms-received", &values)
            .contains("\u{2068}M-1\u{2069}")
    );
    assert!(
        !words
            .plain()
            .with("sms-received", &values)
            .contains('\u{2068}')
    );
}

#[test]
fn a_browser_is_answered_in_its_language() {
    let library = library();
    for (header, code) in [
        ("en-GB,en;q=0.9,ar;q=0.8", "en"),
        ("ar-SA", "ar"),
        ("fr, en;q=0.2, ar;q=0.75", "ar"),
        ("fr", "ar"),
        ("en;q=0", "ar"),
        ("", "ar"),
    ] {
        assert_eq!(library.preferred(header).code(), code, "{header}");
    }
}

fn key(list: &str, spelling: &str) -> String {
    format!("{list}-{}", spelling.replace('_', "-"))
}

/// Every closed list whose values people see, by the name its words begin with.
fn lists() -> Vec<(&'static str, Vec<&'static str>)> {
    macro_rules! list {
        ($name:literal, $values:ty) => {
            (
                $name,
                <$values>::ALL.iter().map(|value| value.as_str()).collect(),
            )
        };
    }
    vec![
        list!("state-request", RequestState),
        list!("next-request", RequestState),
        list!("state-appointment", AppointmentState),
        list!("changed-by", ChangedBy),
        list!("state-visit", VisitState),
        list!("state-session", SessionState),
        list!("state-participant", ParticipantState),
        list!("session-role", SessionRole),
        list!("kind", RequestKind),
        list!("decision", Decision),
        list!("urgency", Urgency),
        list!("basis", Basis),
        list!("mode", Mode),
        list!("section", Section),
        list!("sex", Sex),
        list!("citizenship", Citizenship),
        list!("role", Role),
        list!("channel", Channel),
        list!("event", NoticeEvent),
        list!("put", Variable),
        list!("figure", FigureKey),
        list!("error-identity", IdentityFault),
        list!("error-mobile", MobileFault),
        list!("error-email", EmailFault),
        list!("error-document", DocumentFault),
        list!("paper", PaperKind),
        list!("purpose", Purpose),
        list!("search-by", SearchBy),
        list!("proof", Proof),
        list!("way", Way),
        list!("direction", Direction),
        list!("call-purpose", CallPurpose),
        list!("asked", Asked),
        list!("survey-title", Asked),
        list!("why", Rule),
        list!("why-public", PublicReason),
        ("why-change", Change::NAMES.to_vec()),
    ]
}

#[test]
fn every_value_and_every_refusal_has_words() {
    let keys = &library().first.keys;
    for (name, spellings) in lists() {
        for spelling in spellings {
            assert!(
                keys.contains(&key(name, spelling)),
                "no words for `{name}` {spelling}"
            );
        }
    }
    for refusal in Refusal::ALL {
        assert!(
            keys.contains(refusal.key()),
            "no words for `{}`",
            refusal.key()
        );
    }
}

/// Every file of the program whose name ends so.
fn sources(ending: &str) -> Vec<std::path::PathBuf> {
    let mut folders = vec![std::path::PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src"
    ))];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("node_modules") {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) && !path.ends_with("tests.rs") {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn every_key_the_program_asks_for_has_words() {
    let keys = &library().first.keys;
    let asked = [
        "words.get(\"",
        "words.say(\"",
        "words.with(\"",
        ".titled(\"",
    ];
    for path in [sources(".html"), sources(".rs")].concat() {
        let text = std::fs::read_to_string(&path).unwrap();
        for call in asked {
            for rest in text.split(call).skip(1) {
                let key = rest.split('"').next().unwrap_or_default();
                assert!(
                    keys.contains(key),
                    "no words for `{key}`: {}",
                    path.display()
                );
            }
        }
    }
}
