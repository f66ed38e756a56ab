//! What can be taken, and the five-minute cells in which it is taken.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::scheduling::ids::{OfficialId, PersonId, RoomId, StaffId};

/// Anything that can be in one place only: the first half of the key of `occupancy`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Resource {
    /// An official's time: `official:ID`.
    Official(OfficialId),
    /// A video room: `room:ID`.
    Room(RoomId),
    /// An interpreter's time: `interpreter:ID`.
    Interpreter(StaffId),
    /// The applicant's own time: `person:ID`.
    Person(PersonId),
}

impl Resource {
    /// The resource of that text, if it is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, id) = text.split_once(':')?;
        if id.is_empty() {
            return None;
        }
        match kind {
            "official" => Some(Self::Official(id.into())),
            "room" => Some(Self::Room(id.into())),
            "interpreter" => Some(Self::Interpreter(id.into())),
            "person" => Some(Self::Person(id.into())),
            _ => None,
        }
    }
}

impl std::fmt::Display for Resource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Official(id) => write!(f, "official:{id}"),
            Self::Room(id) => write!(f, "room:{id}"),
            Self::Interpreter(id) => write!(f, "interpreter:{id}"),
            Self::Person(id) => write!(f, "person:{id}"),
        }
    }
}

/// Five minutes of UTC, counted from 1970: the second half of the key of `occupancy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell(pub i64);

const CELL_SECONDS: i64 = 300;

impl Cell {
    /// The cell in which an instant lies.
    #[must_use]
    pub fn at(instant: DateTime<Utc>) -> Self {
        Self(instant.timestamp().div_euclid(CELL_SECONDS))
    }

    /// When the cell begins.
    #[must_use]
    pub fn starts_at(self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(self.0.checked_mul(CELL_SECONDS)?, 0)
    }
}

/// The cells a span touches, from the first to the last; an empty span touches none.
pub fn cells(starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> impl Iterator<Item = Cell> {
    let first = Cell::at(starts_at).0;
    let past = (ends_at.timestamp() + CELL_SECONDS - 1).div_euclid(CELL_SECONDS);
    (first..if starts_at < ends_at { past } else { first }).map(Cell)
}

/// One resource for one span: what an appointment or a hold writes into `occupancy`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Take {
    /// What is taken.
    pub resource: Resource,
    /// From when.
    pub starts_at: DateTime<Utc>,
    /// Until when, the pause after the meeting included.
    pub ends_at: DateTime<Utc>,
}

/// The rows that these takes are in `occupancy`, in the order of its key.
///
/// Every write goes in this one order, so that two of them never wait for each other in a ring.
#[must_use]
pub fn rows(takes: &[Take]) -> Vec<(String, Cell)> {
    let mut rows: Vec<(String, Cell)> = takes
        .iter()
        .flat_map(|take| {
            let resource = take.resource.to_string();
            cells(take.starts_at, take.ends_at).map(move |cell| (resource.clone(), cell))
        })
        .collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// A set of cells as bits: sixty-four cells to a word, words in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellSet(Vec<(i64, u64)>);

const WORD_CELLS: i64 = 64;

impl CellSet {
    /// Adds a cell; quickest when cells come in order.
    pub fn insert(&mut self, cell: Cell) {
        let word = cell.0.div_euclid(WORD_CELLS);
        let bit = bit(cell.0.rem_euclid(WORD_CELLS));
        match self.0.last_mut() {
            Some((last, bits)) if *last == word => *bits |= bit,
            Some((last, _)) if *last > word => self.insert_before_last(word, bit),
            Some(_) | None => self.0.push((word, bit)),
        }
    }

    fn insert_before_last(&mut self, word: i64, bit: u64) {
        match self.0.binary_search_by_key(&word, |&(key, _)| key) {
            Ok(place) => {
                if let Some((_, bits)) = self.0.get_mut(place) {
                    *bits |= bit;
                }
            }
            Err(place) => self.0.insert(place, (word, bit)),
        }
    }

    /// Whether no cell from `first` up to but not including `past` is in the set.
    #[must_use]
    pub fn is_clear(&self, first: Cell, past: Cell) -> bool {
        if first >= past {
            return true;
        }
        let (low, high) = (
            first.0.div_euclid(WORD_CELLS),
            (past.0 - 1).div_euclid(WORD_CELLS),
        );
        let start = self.0.partition_point(|&(word, _)| word < low);
        for &(word, bits) in self
            .0
            .iter()
            .skip(start)
            .take_while(|&&(word, _)| word <= high)
        {
            let from = if word == low {
                first.0.rem_euclid(WORD_CELLS)
            } else {
                0
            };
            let last = if word == high {
                (past.0 - 1).rem_euclid(WORD_CELLS)
            } else {
                WORD_CELLS - 1
            };
            let mask = (u64::MAX << from) & (u64::MAX >> (WORD_CELLS - 1 - last));
            if bits & mask != 0 {
                return false;
            }
        }
        true
    }
}

/// A single bit of a word; the place is always below sixty-four.
fn bit(place: i64) -> u64 {
    1_u64 << place
}

/// What is taken, by resource: the free map's other side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken(BTreeMap<Resource, CellSet>);

impl Taken {
    /// Marks a cell of a resource as taken.
    pub fn insert(&mut self, resource: &Resource, cell: Cell) {
        if let Some(set) = self.0.get_mut(resource) {
            set.insert(cell);
            return;
        }
        self.0.entry(resource.clone()).or_default().insert(cell);
    }

    /// Marks everything that these takes take.
    pub fn take(&mut self, takes: &[Take]) {
        for take in takes {
            for cell in cells(take.starts_at, take.ends_at) {
                self.insert(&take.resource, cell);
            }
        }
    }

    /// The cells of one resource, when any is taken.
    #[must_use]
    pub fn of(&self, resource: &Resource) -> Option<&CellSet> {
        self.0.get(resource)
    }

    /// Whether a resource is free for the whole of a span.
    #[must_use]
    pub fn is_free(
        &self,
        resource: &Resource,
        starts_at: DateTime<Utc>,
        ends_at: DateTime<Utc>,
    ) -> bool {
        self.of(resource)
            .is_none_or(|set| is_clear(set, starts_at, ends_at))
    }
}

/// Whether a set has none of the cells that a span touches.
#[must_use]
pub fn is_clear(set: &CellSet, starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> bool {
    let past = (ends_at.timestamp() + CELL_SECONDS - 1).div_euclid(CELL_SECONDS);
    starts_at >= ends_at || set.is_clear(Cell::at(starts_at), Cell(past))
}

impl FromIterator<(Resource, Cell)> for Taken {
    fn from_iter<Rows: IntoIterator<Item = (Resource, Cell)>>(rows: Rows) -> Self {
        let mut taken = Self::default();
        for (resource, cell) in rows {
            taken.insert(&resource, cell);
        }
        taken
    }
}

#[cfg(test)]
mod tests;
