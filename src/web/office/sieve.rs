//! What the list of requests is narrowed to, as its address and its form say it.

use serde::{Deserialize, Serialize};

use crate::scheduling::ids::OfficialId;
use crate::scheduling::{Mode, RequestKind, RequestState, Urgency};
use crate::service::triage::{Sieve, sought};
use crate::web::parts::Field;
use crate::web::reader::Reader;
use crate::web::shown;

/// Which requests the list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// Those that wait for a decision.
    Open,
    /// All of them.
    All,
    /// Those that are past their day.
    Overdue,
}

/// So many letters of what is looked for are read.
const SOUGHT_LETTERS_MAX: u32 = 100;

/// What the list is asked for; blank narrows nothing.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Wanted {
    #[serde(skip_serializing_if = "String::is_empty")]
    show: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    kind: String,
    /// `urgent`, `asked` (the applicant says so) or `proposed` (waits for a second person).
    #[serde(skip_serializing_if = "String::is_empty")]
    press: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    mode: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    official: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    q: String,
    /// The name under which the list is to be saved.
    #[serde(skip_serializing)]
    pub(super) name: String,
}

impl Wanted {
    /// Which requests are shown.
    pub(super) fn shows(&self) -> Shows {
        match self.show.as_str() {
            "all" => Shows::All,
            "overdue" => Shows::Overdue,
            _open => Shows::Open,
        }
    }

    /// The list's address without its path.
    pub(super) fn query(&self) -> String {
        serde_urlencoded::to_string(self).unwrap_or_default()
    }

    /// The same as names and values.
    pub(super) fn pairs(&self) -> Vec<(String, String)> {
        serde_urlencoded::from_str(&self.query()).unwrap_or_default()
    }

    /// Whether the list is narrowed by more than its tab.
    pub(super) fn is_narrowed(&self) -> bool {
        [&self.kind, &self.press, &self.mode, &self.official, &self.q]
            .iter()
            .any(|text| !text.is_empty())
    }

    /// What passes, of those states.
    pub(super) fn sieve(&self, states: Vec<RequestState>) -> Sieve {
        let names = Some(self.official.as_str()).filter(|id| !id.is_empty());
        let sieve = Sieve {
            states,
            kind: RequestKind::parse(&self.kind),
            urgency: Urgency::parse(&self.press),
            asks_urgency: self.press == "asked",
            is_proposed: self.press == "proposed",
            mode: Mode::parse(&self.mode),
            names: names.map(OfficialId::from),
            ..Sieve::default()
        };
        sought(sieve, &self.q)
    }

    /// The form's fields; whom a request names is asked where the reader works for several.
    pub(super) fn fields(&self, reader: &Reader) -> Vec<Field> {
        let words = &reader.words;
        let any = || (String::new(), words.get("sieve-any"));
        let kinds = RequestKind::ALL.iter().map(|kind| {
            let name = words.value("kind", kind.as_str());
            (kind.to_string(), name)
        });
        let presses = ["urgent", "asked", "proposed"].into_iter().map(|press| {
            let name = words.get(&format!("sieve-{press}"));
            (press.to_owned(), name)
        });
        let modes = Mode::ALL.iter().filter(|mode| **mode != Mode::Service);
        let modes = modes.map(|mode| (mode.to_string(), words.value("mode", mode.as_str())));
        let choice = |name: &'static str, key: &str, all: Vec<(String, String)>| {
            let options = std::iter::once(any()).chain(all).collect();
            Field::one_of(name, words.get(key), options)
        };
        let mut fields = vec![
            Field::text("q", words.get("sieve-text"))
                .longest(SOUGHT_LETTERS_MAX)
                .optional(words.get("optional"))
                .value(self.q.as_str()),
            choice("kind", "inbox-kind", kinds.collect()).value(self.kind.as_str()),
            choice("press", "sieve-press", presses.collect()).value(self.press.as_str()),
            choice("mode", "case-mode", modes.collect()).value(self.mode.as_str()),
        ];
        let is_of_all = reader
            .caller
            .staff()
            .is_some_and(|one| one.official.is_none());
        if is_of_all {
            let field = choice("official", "case-official", officials(reader));
            fields.push(field.value(self.official.as_str()));
        }
        fields
    }
}

fn officials(reader: &Reader) -> Vec<(String, String)> {
    let catalogue = reader.app.catalogue.get();
    let all = catalogue.officials.iter();
    all.filter_map(|one| {
        let name = shown::official(&reader.app, &reader.words, Some(&one.id))?;
        Some((one.id.to_string(), name))
    })
    .collect()
}
