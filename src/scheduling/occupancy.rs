//! What can be taken, and the five-minute cells in which it is taken.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::scheduling::ids::{DeskId, OfficialId, PersonId, RoomId, StaffId};

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
    /// A desk of a centre: `desk:ID`.
    Desk(DeskId),
    /// One seat of the reception sessions that an official leads, counted from 1: `seat:ID#N`.
    Seat(OfficialId, u16),
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
            "desk" => Some(Self::Desk(id.into())),
            "seat" => {
                let (lead, number) = id.rsplit_once('#')?;
                Some(Self::Seat(lead.into(), number.parse().ok()?))
            }
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
            Self::Desk(id) => write!(f, "desk:{id}"),
            Self::Seat(lead, number) => write!(f, "seat:{lead}#{number}"),
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

/// The stretches of time that some cells make: what touches is one stretch, whoever has it.
#[must_use]
pub fn stretches(cells: impl IntoIterator<Item = Cell>) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
    let cells: BTreeSet<Cell> = cells.into_iter().collect();
    let mut stretches: Vec<(DateTime<Utc>, DateTime<Utc>)> = Vec::new();
    for cell in cells {
        let (Some(from), Some(to)) = (cell.starts_at(), Cell(cell.0 + 1).starts_at()) else {
            continue;
        };
        match stretches.last_mut() {
            Some((_, end)) if *end == from => *end = to,
            Some(_) | None => stretches.push((from, to)),
        }
    }
    stretches
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

/// Whose reception session some rows take seats of; none where they take no seat.
///
/// Rows with a seat in them are of one session, and the officials' rows among them are the
/// session's and not the person's: taken with the first seat, given back with the last.
#[must_use]
pub fn lead_of(rows: &[(String, Cell)]) -> Option<OfficialId> {
    rows.iter()
        .find_map(|(resource, _)| match Resource::parse(resource)? {
            Resource::Seat(lead, _) => Some(lead),
            Resource::Official(_)
            | Resource::Room(_)
            | Resource::Interpreter(_)
            | Resource::Person(_)
            | Resource::Desk(_) => None,
        })
}

/// Whether a row is of an official's time.
#[must_use]
pub fn is_officials(resource: &str) -> bool {
    resource.starts_with("official:")
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

    fn is_set(set: &CellSet, cell: Cell) -> bool {
        !set.is_clear(cell, Cell(cell.0 + 1))
    }

    /// Whether a resource is free for the whole of a span, but for the cells it has in `own`.
    #[must_use]
    pub fn is_free_but(
        &self,
        own: Option<&Self>,
        resource: &Resource,
        (from, to): (DateTime<Utc>, DateTime<Utc>),
    ) -> bool {
        let Some(busy) = self.of(resource) else {
            return true;
        };
        let own = own.and_then(|own| own.of(resource));
        cells(from, to)
            .all(|cell| !Self::is_set(busy, cell) || own.is_some_and(|own| Self::is_set(own, cell)))
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

impl FromIterator<(Resource, Vec<Cell>)> for Taken {
    fn from_iter<Rows: IntoIterator<Item = (Resource, Vec<Cell>)>>(rows: Rows) -> Self {
        let mut taken = Self::default();
        for (resource, cells) in rows {
            let set = taken.0.entry(resource).or_default();
            for cell in cells {
                set.insert(cell);
            }
        }
        taken
    }
}

#[cfg(test)]
mod tests;
