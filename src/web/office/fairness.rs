//! How the order of a week's plan treats regions, men and women, citizens and residents, and ways
//! in; and what another order would change. Only counts.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;

use super::plan::{Asked, official_of};
use crate::scheduling::planning::fairness::{Group, Price, groups, prices};
use crate::service::plan::{Seen, Whose, read};
use crate::service::{Person, Request};
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use crate::web::reader::Reader;
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "office/fairness.html")]
pub struct FairnessPage {
    /// What stands around it.
    pub frame: Frame,
    /// "The week of …".
    pub of: String,
    /// The week, `2026-W48`.
    pub week: String,
    /// Whose plan; blank where it is the ministry's.
    pub official: String,
    /// What is counted; nothing where there is no plan.
    pub tables: Vec<CountTable>,
}

/// One table of counts.
pub struct CountTable {
    /// Its name in the page.
    pub id: &'static str,
    /// What it is of.
    pub title: String,
    /// The names of the columns, that of the rows first.
    pub columns: Vec<String>,
    /// The rows, each with its name first; every cell with its column's name.
    pub rows: Vec<Vec<(String, String)>>,
}

impl CountTable {
    fn of(
        (id, title): (&'static str, String),
        columns: Vec<String>,
        rows: impl IntoIterator<Item = Vec<String>>,
    ) -> Self {
        let named = |row: Vec<String>| columns.iter().cloned().zip(row).collect();
        Self {
            id,
            title,
            rows: rows.into_iter().map(named).collect(),
            columns,
        }
    }
}

/// By what people are told apart here: the name of the table, the list of words, and the value.
type Kind = (
    &'static str,
    &'static str,
    fn(&Request, &Person) -> Option<String>,
);

const KINDS: [Kind; 4] = [
    ("region", "region", |_, person| person.region.clone()),
    ("sex", "sex", |_, person| {
        person.sex.map(|sex| sex.as_str().to_owned())
    }),
    ("citizenship", "citizenship", |_, person| {
        person.citizenship.map(|it| it.as_str().to_owned())
    }),
    ("channel", "came-by", |request, _| {
        Some(request.channel.clone())
    }),
];

pub(super) async fn see(reader: Reader, asked: Query<Asked>) -> Result<HttpResponse, Failure> {
    let whose = asked.whose(&reader)?;
    let seen = read(&reader.app, whose.clone()).await?;
    reader.page(&page(&reader, &whose, seen.as_ref()))
}

fn page(reader: &Reader, whose: &Whose, seen: Option<&Seen>) -> FairnessPage {
    let words = &reader.words;
    let week = whose.week;
    let mut tables = Vec::new();
    if let Some(seen) = seen {
        tables.extend(KINDS.iter().map(|kind| of_kind(words, seen, *kind)));
        tables.push(of_orders(words, &prices(&seen.problem, &seen.plan)));
    }
    FairnessPage {
        of: words.say("week-of", "day", words.day(week.first())),
        week: week.to_string(),
        official: official_of(whose),
        tables,
        frame: reader.frame().titled("fair-title"),
    }
}

fn of_kind(words: &Words, seen: &Seen, (id, list, kind): Kind) -> CountTable {
    let said = |value: &str| {
        if value.is_empty() {
            words.get("sex-unknown")
        } else {
            words.value(list, value)
        }
    };
    let found = groups(&seen.said, |request| {
        let (request, person) = seen.cases.get(request)?;
        Some(kind(request, person).unwrap_or_default())
    });
    let row = |(value, group): (&String, &Group)| {
        let left = group.asking - group.placed;
        let counts = [count(group.asking), count(group.placed), count(left)];
        let mut row = vec![said(value)];
        row.extend(counts.map(|count| words.number(count)));
        row.push(words.days(group.waiting));
        row.push(words.number(group.number));
        row
    };
    let columns = [
        "fair-asking",
        "plan-placed-count",
        "plan-left-count",
        "fair-waiting",
        "fair-number",
    ];
    let title = words.value("fair-by", id);
    let columns = headed(words, &title, &columns);
    CountTable::of((id, title), columns, found.iter().map(row))
}

fn of_orders(words: &Words, prices: &[Price]) -> CountTable {
    let row = |price: &Price| {
        let counts = [price.placed, price.gain, price.lose, price.moved];
        let mut row = vec![words.value("fair-order", price.switch.as_str())];
        row.extend(counts.map(|many| words.number(count(many))));
        row
    };
    let columns = ["plan-placed-count", "fair-gain", "fair-lose", "fair-moved"];
    let columns = headed(words, &words.get("fair-order"), &columns);
    let about = ("order", words.get("fair-orders"));
    CountTable::of(about, columns, prices.iter().map(row))
}

fn headed(words: &Words, first: &str, others: &[&str]) -> Vec<String> {
    let others = others.iter().map(|key| words.get(key));
    std::iter::once(first.to_owned()).chain(others).collect()
}

fn count(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}
