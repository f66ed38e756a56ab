//! Every staff page once in both languages, as a person would see it; what `npm run gallery` photographs.
//!
//! The people are invented. The pages are written to `target/gallery`.

mod centre;
mod office;
mod public;
mod waiting;

use std::fs;
use std::path::Path;

use askama::Template;
use chrono::{DateTime, Utc};

use crate::web::frame::{Frame, NavLink, Person};
use crate::words::{Library, MISSING, Words};

/// Writes a page down, after a look at what no page may have.
#[track_caller]
pub(super) fn shown(name: &str, words: &Words, page: &impl Template) {
    let html = page.render().unwrap();
    let (before, after) = html.split_once(MISSING).unwrap_or((&html, ""));
    let near = after.chars().take(40).collect::<String>();
    assert!(before.len() == html.len(), "{name}: no words for {near}");
    for forbidden in [" style=", "<style", "onclick=", "javascript:"] {
        assert!(!html.contains(forbidden), "{name}: {forbidden}");
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/gallery");
    fs::create_dir_all(&folder).unwrap();
    fs::write(
        folder.join(format!("{name}.{}.html", words.lang().code())),
        html,
    )
    .unwrap();
}

/// Every language there is.
pub(super) fn readers() -> Vec<(Library, Words)> {
    let library = Library::load().unwrap();
    let codes: Vec<String> = library
        .languages()
        .map(|one| one.code().to_owned())
        .collect();
    codes
        .iter()
        .map(|code| (library.clone(), library.words(code)))
        .collect()
}

pub(super) fn now() -> DateTime<Utc> {
    "2026-11-22T07:24:00Z".parse().unwrap()
}

/// A name in the reader's letters.
pub(super) fn say(words: &Words, arabic: &str, english: &str) -> String {
    if words.lang().code() == "ar" {
        arabic.to_owned()
    } else {
        english.to_owned()
    }
}

pub(super) fn public(library: &Library, words: &Words, title: &str) -> Frame {
    let frame = Frame::new(library, words.clone(), now()).titled(title);
    Frame {
        ministry: say(words, "وزارة الشؤون العامة", "Ministry of Public Affairs"),
        phone: "9200 00000".to_owned(),
        demo: true,
        ..frame
    }
}

pub(super) fn staff(library: &Library, words: &Words, title: &str, role: &str) -> Frame {
    let keys: &[(&str, &str)] = if role == "secretary" {
        &[
            ("/office/requests", "nav-inbox"),
            ("/office/week", "nav-week"),
            ("/office/waiting", "nav-waiting"),
            ("/office/figures", "nav-figures"),
        ]
    } else {
        &[("/centre", "nav-today")]
    };
    let name = if role == "secretary" {
        say(words, "هدى العتيبي", "Huda Al-Otaibi")
    } else {
        say(words, "ماجد الحربي", "Majed Al-Harbi")
    };
    let link = |(href, key): &(&str, &str)| NavLink {
        href: (*href).to_owned(),
        name: words.get(key),
    };
    Frame {
        nav: keys.iter().map(link).collect(),
        person: Some(Person {
            name,
            role: words.value("role", role),
        }),
        staff: true,
        ..public(library, words, title)
    }
}
