//! The texts that leave the house: whole, short, and in the voice of their reader.

use super::*;

#[test]
fn parts_are_counted_as_a_gateway_does() {
    let arabic = |letters: usize| "م".repeat(letters);
    let latin = |letters: usize| "m".repeat(letters);
    assert_eq!(
        (
            sms_parts(&arabic(70)),
            sms_parts(&arabic(71)),
            sms_parts(&arabic(135))
        ),
        (1, 2, 3)
    );
    assert_eq!(
        (
            sms_parts(&latin(160)),
            sms_parts(&latin(161)),
            sms_parts(&latin(307))
        ),
        (1, 2, 3)
    );
    assert_eq!(sms_parts(&"€".repeat(81)), 2);
    // What takes two units is never cut in two: 76 of them fill 152 of a part's 153 septets.
    assert_eq!(sms_parts(&"€".repeat(152)), 2);
    assert_eq!(sms_parts(&format!("{}m", "€".repeat(152))), 2);
    assert_eq!(sms_parts(&format!("{}mm", "€".repeat(152))), 3);
    assert_eq!(sms_parts(&"😀".repeat(67)), 3);
    let cost = sms_cost("{m");
    assert_eq!((cost.is_gsm, cost.units, cost.parts), (true, 3, 1));
}

/// The longest things a notice is ever given.
fn longest(words: &Words) -> Vec<(&'static str, Value<'static>)> {
    let arabic = words.lang().code() == "ar";
    let pick = |in_arabic: &'static str, in_english: &'static str| {
        Value::from(if arabic { in_arabic } else { in_english })
    };
    let wednesday = date(2026, 9, 23);
    vec![
        ("service", words.get("service-name").into()),
        ("reference", "7K3Q-92XA".into()),
        ("registration", "1448/0012345".into()),
        ("link", "https://majlis.example.gov.sa/r/7K3Q-92XA".into()),
        ("code", "493027".into()),
        ("minutes", 10_i64.into()),
        ("day", words.day(wednesday).into()),
        ("sms-day", words.sms_day(wednesday).into()),
        ("short-day", words.short_day(wednesday).into()),
        ("time", words.time(time(10, 20)).into()),
        ("until", words.time(time(11, 20)).into()),
        ("expected", words.time(time(11, 20)).into()),
        (
            "place",
            pick(
                "مركز جدة، طريق الملك عبدالعزيز",
                "Jeddah, King Abdulaziz Road",
            ),
        ),
        ("section", words.get("section-women").into()),
        ("mode", words.get("mode-video").into()),
        ("named", "yes".into()),
        (
            "official",
            pick("معالي نائب الوزير", "H.E. the Deputy Minister"),
        ),
    ]
}

/// The same of one event: the link that confirms is longer than the request's.
fn longest_of(words: &Words, event: NoticeEvent) -> Vec<(&'static str, Value<'static>)> {
    let mut values = longest(words);
    if event == NoticeEvent::Booked || event == NoticeEvent::Moved {
        values.retain(|(name, _)| *name != "link");
        let link = "https://majlis.example.gov.sa/c/Zq3vT8xK2mN";
        values.push(("link", link.into()));
    }
    values
}

const READERS: [Option<Sex>; 3] = [None, Some(Sex::Man), Some(Sex::Woman)];

#[test]
fn every_sms_is_short() {
    let library = library();
    for language in library.written_in() {
        for reader in READERS {
            let words = library.words(language.code()).plain().speaking_to(reader);
            for event in NoticeEvent::ALL {
                let values = longest_of(&words, *event);
                let allowed = parts_max(*event);
                let text = words.with(&key("sms", event.as_str()), &values);
                let parts = sms_parts(&text);
                assert!(
                    parts <= allowed,
                    "{parts} parts, {}: {text}",
                    text.chars().count()
                );
                assert_whole(&text);
            }
        }
    }
}

#[test]
fn every_mail_is_whole() {
    let to_mobile = [
        NoticeEvent::Code,
        NoticeEvent::CallCode,
        NoticeEvent::Wrote,
        NoticeEvent::RunningLate,
    ];
    let library = library();
    for language in library.written_in() {
        for reader in READERS {
            let words = library.words(language.code()).plain().speaking_to(reader);
            for event in NoticeEvent::ALL.iter().filter(|it| !to_mobile.contains(it)) {
                for part in ["subject", "body"] {
                    let key = format!("{}-{part}", key("mail", event.as_str()));
                    assert_whole(&words.with(&key, &longest(&words)));
                }
            }
        }
    }
}

#[track_caller]
fn assert_whole(text: &str) {
    assert!(!text.contains(['$', '{', '}', MISSING]), "{text}");
}

#[test]
fn a_text_agrees_with_whom_it_speaks_to() {
    let words = library().words("ar").plain();
    let said = |reader: Sex| {
        let words = words.clone().speaking_to(Some(reader));
        words.with("sms-code", &longest(&words))
    };
    assert_eq!(
        said(Sex::Man),
        "رمز الدخول 493027، صالح 10 دقائق. لا تشاركه مع أحد."
    );
    assert_eq!(
        said(Sex::Woman),
        "رمز الدخول 493027، صالح 10 دقائق. لا تشاركيه مع أحد."
    );
    let unnamed = [("named", "no".into()), ("official", "".into())];
    let values: Vec<_> = longest(&words).into_iter().chain(unnamed).collect();
    let said = words.with("sms-booked", &values);
    assert!(said.starts_with("موعدك: الأربعاء"), "{said}");
}
