//! What a kind of week, or a copy, would make of a draft: shown before it is done.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;

use super::draft::{self, by_day, source_of};
use super::edit;
use super::stretch::Typed;
use super::week::meant;
use crate::scheduling::availability::effect::Time;
use crate::service::templates as kinds;
use crate::service::week::compare::{Difference, Wanted, compare};
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use crate::web::reader::Reader;
use crate::web::shown;

/// The difference, and the button that makes it.
#[derive(Template)]
#[template(path = "office/difference.html")]
pub struct DifferencePage {
    /// What stands around it.
    pub frame: Frame,
    /// The fields that say what is done, and where they go.
    pub action: &'static str,
    /// Names and values of those fields.
    pub fields: Vec<(&'static str, String)>,
    /// The editor, and the draft's page.
    pub back: [String; 2],
    /// "The week of …", and whose it is.
    pub of: String,
    /// What would be done.
    pub what: String,
    /// So many come, go and stay.
    pub counts: String,
    /// The days with their times.
    pub days: Vec<DifferenceDay>,
    /// Times that come, by day and way.
    pub gained: Vec<(String, String)>,
    /// Times that go.
    pub lost: Vec<(String, String)>,
}

/// One day of the difference.
pub struct DifferenceDay {
    /// Weekday and date.
    pub name: String,
    /// Its times: when and how, and whether they come (`gained`), go (`lost`) or stay (`stays`),
    /// with the word for that.
    pub times: Vec<(String, &'static str, String)>,
}

pub(super) async fn see(reader: Reader, asked: Query<Typed>) -> Result<HttpResponse, Failure> {
    let typed = asked.into_inner();
    let whose = meant(&reader, &typed.official, &typed.week)?;
    let words = &reader.words;
    let (wanted, action, what) = match typed.what.as_str() {
        "day" | "copy" => {
            let what = words.get(match typed.what.as_str() {
                "day" => "edit-copy-day",
                _ => "draft-copy",
            });
            let source = source_of(whose.1, &typed)?;
            (Wanted::Copied(source), "/office/week/copy", what)
        }
        _ => {
            let template = Some(typed.template.as_str()).filter(|id| !id.is_empty());
            let code = words.lang().code();
            let name = match template {
                None => words.get("rules-title"),
                Some(id) => {
                    let named = kinds::one(&reader.app, id.into()).await?;
                    named.names.in_language(code).to_owned()
                }
            };
            let what = words.say("difference-fill", "name", name);
            let wanted = Wanted::Filled(template.map(Into::into));
            (wanted, "/office/week/fill", what)
        }
    };
    let (app, caller) = (&reader.app, &reader.caller);
    let seen = compare(app, caller, whose.clone(), wanted, reader.now).await?;
    let name = shown::official(app, words, Some(&whose.0)).unwrap_or_default();
    let of_week = words.say("week-of", "day", words.day(whose.1.first()));
    let page = DifferencePage {
        action,
        fields: vec![
            ("official", whose.0.to_string()),
            ("week", whose.1.to_string()),
            ("version", seen.version.to_string()),
            ("template", typed.template.clone()),
            ("what", typed.what.clone()),
            ("valid_from", typed.valid_from.clone()),
            ("valid_to", typed.valid_to.clone()),
        ],
        back: [
            edit::address(&whose.0, whose.1),
            draft::address(&whose.0, whose.1),
        ],
        of: format!("{name} · {of_week}"),
        what,
        counts: counts(&reader, &seen),
        days: whose.1.days().map(|day| day_of(&reader, &seen, day)).into(),
        gained: by_day(&reader, &seen.effect.gained),
        lost: by_day(&reader, &seen.effect.lost),
        frame: reader.frame().titled("difference-title"),
    };
    reader.page(&page)
}

fn counts(reader: &Reader, seen: &Difference) -> String {
    let count = |length: usize| i64::try_from(length).unwrap_or(i64::MAX).into();
    let counts = [
        ("gained", count(seen.effect.gained.len())),
        ("lost", count(seen.effect.lost.len())),
        ("stays", count(seen.stays.len())),
    ];
    reader.words.with("difference-counts", &counts)
}

fn day_of(reader: &Reader, seen: &Difference, day: chrono::NaiveDate) -> DifferenceDay {
    let (words, zone) = (&reader.words, reader.app.settings.ministry.zone);
    let kinds: [(&[Time], &'static str); 3] = [
        (seen.effect.gained.as_slice(), "gained"),
        (seen.effect.lost.as_slice(), "lost"),
        (seen.stays.as_slice(), "stays"),
    ];
    let mut times: Vec<_> = kinds
        .iter()
        .flat_map(|(times, kind)| times.iter().map(move |time| (*time, *kind)))
        .filter(|((starts_at, _, _), _)| shown::local(zone, starts_at.naive_utc()).date() == day)
        .collect();
    times.sort_unstable();
    DifferenceDay {
        name: words.short_day(day),
        times: times
            .into_iter()
            .map(|((starts_at, _, mode), kind)| {
                let local = shown::local(zone, starts_at.naive_utc());
                let mode = words.value("mode", mode.as_str());
                let when = format!("{} · {mode}", words.time(local.time()));
                (when, kind, words.get(&format!("difference-{kind}")))
            })
            .collect(),
    }
}
