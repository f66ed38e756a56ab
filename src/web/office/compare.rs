//! Two answers to a week that changed, side by side: the one that disturbs those who were told the
//! least, and the one that the order alone would give.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use chrono::TimeDelta;

use super::plan::{Asked, official_of};
use crate::scheduling::Action;
use crate::scheduling::permission::allowed;
use crate::scheduling::plan::{Moved, moves};
use crate::scheduling::slot::SlotId;
use crate::service::plan::compute::{Answer, answer};
use crate::service::plan::{Cases, Who, Whose};
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use crate::web::parts::{Mood, Tag};
use crate::web::reader::Reader;
use crate::web::shown;

/// Whoever has a time nearer than this has arranged the days around it.
const SOON: TimeDelta = TimeDelta::hours(48);

/// The two answers.
#[derive(Template)]
#[template(path = "office/compare.html")]
pub struct ComparePage {
    /// What stands around it.
    pub frame: Frame,
    /// "The week of …".
    pub of: String,
    /// The week, `2026-W48`.
    pub week: String,
    /// Whose plan; blank where it is the ministry's.
    pub official: String,
    /// Whether the reader may take one of them.
    pub may: bool,
    /// The two.
    pub sides: Vec<Side>,
}

/// One of the two.
pub struct Side {
    /// `told` or `fresh`, as the form says it.
    pub who: &'static str,
    /// What it is called.
    pub title: String,
    /// What it is.
    pub text: String,
    /// What it costs: names and counts.
    pub costs: Vec<(String, String)>,
    /// Who would move where.
    pub moves: Vec<MoveLine>,
}

/// Somebody who would be given another time.
pub struct MoveLine {
    /// Whose request.
    pub name: String,
    /// Where it is read.
    pub href: String,
    /// From when to when.
    pub what: String,
    /// That the old time is near, or that there is no other.
    pub tag: Option<Tag>,
}

pub(super) async fn see(reader: Reader, asked: Query<Asked>) -> Result<HttpResponse, Failure> {
    let whose = asked.whose(&reader)?;
    let week = whose.week;
    let official = official_of(&whose);
    let sides = vec![
        side(&reader, whose.clone(), (Who::Told, "told")).await?,
        side(&reader, whose, (Who::Fresh, "fresh")).await?,
    ];
    reader.page(&ComparePage {
        of: reader
            .words
            .say("week-of", "day", reader.words.day(week.first())),
        week: week.to_string(),
        official,
        may: allowed(reader.caller.role(), Action::MakePlan),
        sides,
        frame: reader.frame().titled("compare-title"),
    })
}

async fn side(
    reader: &Reader,
    whose: Whose,
    (who, name): (Who, &'static str),
) -> Result<Side, Failure> {
    let words = &reader.words;
    let Answer { draft, cases } =
        answer(&reader.app, &reader.caller, (whose, who), reader.now).await?;
    let moved = moves(&draft.problem, &draft.plan);
    let soon = moved.iter().filter(|one| is_soon(reader, &one.from));
    let count = |key: &str, many: usize| {
        let many = i64::try_from(many).unwrap_or(i64::MAX);
        (words.get(key), words.number(many))
    };
    Ok(Side {
        who: name,
        title: words.value("compare", name),
        text: words.get(&format!("compare-{name}-text")),
        costs: vec![
            count("compare-moved", moved.len()),
            count("compare-soon", soon.count()),
            count("plan-placed-count", draft.plan.placed.len()),
            count("plan-left-count", draft.plan.left_out.len()),
        ],
        moves: lines(reader, &cases, &moved),
    })
}

/// Who would move where, by name.
pub(super) fn lines(reader: &Reader, cases: &Cases, moved: &[Moved]) -> Vec<MoveLine> {
    let words = &reader.words;
    let line = |one: &Moved| {
        let (_, person) = cases.get(&one.request)?;
        let from = when(reader, &one.from)?;
        let to = one.to.as_ref().and_then(|to| when(reader, to));
        let tag = match &to {
            None => Some(Tag::new(Mood::Bad, words.get("compare-none"))),
            Some(_) if is_soon(reader, &one.from) => {
                Some(Tag::new(Mood::Wait, words.get("compare-near")))
            }
            Some(_) => None,
        };
        let what = match to {
            Some(to) => words.with(
                "compare-from-to",
                &[("from", from.into()), ("to", to.into())],
            ),
            None => from,
        };
        Some(MoveLine {
            name: shown::person(words, person.name.as_ref()),
            href: format!("/office/requests/{}", one.request),
            what,
            tag,
        })
    };
    moved.iter().filter_map(line).collect()
}

fn is_soon(reader: &Reader, slot: &SlotId) -> bool {
    slot.key()
        .is_some_and(|key| key.starts_at - reader.now < SOON)
}

fn when(reader: &Reader, slot: &SlotId) -> Option<String> {
    let key = slot.key()?;
    let zone = reader.app.settings.ministry.zone;
    let at = shown::local(zone, key.starts_at.naive_utc());
    Some(reader.words.short_date_time(at.date(), at.time()))
}
