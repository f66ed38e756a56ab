//! The prices of limits that cross slots, and the bounds they give.
//!
//! At any prices, the cheapest assignment without the limits, less what the rooms are worth, is a
//! bound below which no assignment that keeps the limits can cost. The price of a limit that is
//! broken is raised and that of one with room lowered, by steps that shrink when they help no more
//! (Held and Karp 1971). A price that is much smaller than any cost does not move the bound; it
//! makes those who have the choice keep out of each other's way.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::assign::{Search, Shared, Way};
use super::matching::Matching;
use super::table::Table;

/// What a unit of cost is in prices.
pub(super) const UNIT: i64 = 64;
/// After so many better bounds in a row the step is doubled.
const GAINS_MAX: usize = 2;
/// After so many rounds without a better bound the step is divided.
const VAIN_MAX: usize = 6;
/// After so many rounds a case is split instead.
const ROUNDS_MAX: usize = 200;

/// In this case the ask is not given the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rule {
    pub(super) ask: usize,
    pub(super) way: usize,
}

/// One case of several: what is not allowed in it, and the cheapest at its prices.
#[derive(Clone, Debug)]
pub(super) struct Case<'a> {
    rules: BTreeSet<Rule>,
    prices: Table,
    matching: Matching<'a>,
    least: i64,
}

/// What an assignment does to the limits, by limit: by how much it is over its room. Only those
/// that are broken, or have room and a price.
type Over = Vec<(usize, i64)>;

impl<'a> Case<'a> {
    /// The case in which everything is allowed; nobody is told the prices yet.
    pub(super) fn first(asks: &'a [&'a [Way]], shared: &'a Shared, prices: Table) -> Self {
        Self {
            rules: BTreeSet::new(),
            prices,
            matching: Matching::new(asks, shared),
            least: i64::MIN,
        }
    }

    /// Adds to what is not allowed; whom it concerns has to be told.
    pub(super) fn forbid(&mut self, rules: Vec<Rule>) {
        self.rules.extend(rules);
    }

    /// Whether that is not allowed.
    pub(super) fn forbids(&self, rule: Rule) -> bool {
        self.rules.contains(&rule)
    }

    /// By ask the index of the way it is given.
    pub(super) fn each(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let each = self.matching.each();
        each.map(|(ask, place, _)| (ask, place))
    }

    /// No assignment of this case that keeps the limits costs less, in prices.
    pub(super) const fn least(&self) -> i64 {
        self.least
    }

    /// The prices that give the bound.
    pub(super) fn prices(&self) -> Table {
        self.prices.clone()
    }

    /// By ask and way what an assignment with it costs at least above the bound, in prices.
    pub(super) fn dearer(&self) -> Vec<Vec<i64>> {
        self.matching.dearer()
    }

    /// Tells these asks prices and rules anew; false where somebody finds no seat.
    fn tell(&mut self, asks: &BTreeSet<usize>) -> bool {
        let Self {
            rules,
            prices,
            matching,
            least: _,
        } = self;
        let mut tell = |ask: usize| {
            matching.tell(ask, |place, way| {
                let drawn: i64 = way.draws.iter().map(|limit| prices.get(*limit)).sum();
                (!rules.contains(&Rule { ask, way: place })).then(|| way.cost * UNIT + drawn)
            })
        };
        let loose: Vec<usize> = asks.iter().copied().filter(|ask| tell(*ask)).collect();
        loose.into_iter().all(|ask| matching.add(ask))
    }

    /// How many draw on each limit.
    fn drawn(&self, shared: &Shared) -> Table {
        let mut drawn = shared.no_prices();
        for limit in self.matching.each().flat_map(|(.., way)| &way.draws) {
            drawn.add(*limit, 1);
        }
        drawn
    }

    /// The bound at these prices, and what is over.
    fn seen(&self, shared: &Shared) -> (i64, Over) {
        let drawn = self.drawn(shared);
        let mut least = self.matching.cost();
        let mut over = Vec::new();
        for (limit, (room, _)) in shared.limits.iter().enumerate() {
            let (price, room) = (self.prices.get(limit), i64::from(*room));
            least -= price * room;
            let by = drawn.get(limit) - room;
            if by > 0 || (by < 0 && price > 0) {
                over.push((limit, by));
            }
        }
        (least, over)
    }

    /// Changes the prices of what is over; false where somebody finds no seat.
    fn change(&mut self, search: &Search<'_>, over: Over, step: i64) -> bool {
        let mut changed = Vec::new();
        for (limit, by) in over {
            let price = self.prices.get(limit);
            let new = (price + step * by).max(0);
            if new != price {
                self.prices.set(limit, new);
                changed.push(limit);
            }
        }
        self.tell(&search.drawing_on(&changed))
    }

    /// A limit that is broken, with who draws on it in which slot: the one with the highest price.
    pub(super) fn broken(&self, shared: &Shared) -> Option<(usize, Vec<(usize, usize)>)> {
        let (_, over) = self.seen(shared);
        let broken = over.into_iter().filter(|(_, by)| *by > 0);
        let (limit, _) =
            broken.min_by_key(|(limit, by)| (Reverse((self.prices.get(*limit), *by)), *limit))?;
        let drawing = self.matching.each();
        let drawing = drawing.filter(|(.., way)| way.draws.contains(&limit));
        Some((
            limit,
            drawing.map(|(ask, _, way)| (ask, way.slot)).collect(),
        ))
    }
}

impl Search<'_> {
    /// Looks at a case after telling these asks: its bound, where something better than the best may
    /// still be in it. What keeps every limit on the way is taken note of.
    pub(super) fn look<'a>(&mut self, case: &mut Case<'a>, told: &BTreeSet<usize>) -> Looked<'a> {
        if !case.tell(told) {
            return Looked {
                least: None,
                best: None,
            };
        }
        let mut best = Best::of(case, self.shared());
        let mut is_open = self.part(case, &mut best);
        if is_open {
            let least = best.case.least;
            let parted = case.clone();
            is_open = self.raise(case, &mut best);
            if is_open && best.case.least > least {
                case.clone_from(&best.case);
                is_open = self.part(case, &mut best);
            } else {
                case.clone_from(&parted);
            }
        }
        if best.is_broken() && case.broken(self.shared()).is_none() {
            // What keeps every limit says nothing of where to split.
            case.clone_from(&best.case);
        }
        case.least = case.least.max(best.case.least);
        Looked {
            least: is_open.then_some(case.least),
            best: Some(best.case),
        }
    }

    /// Takes note of what a case is at its prices, and says what is over; none where nothing better
    /// than the best of all can be in the case.
    fn note<'a>(&mut self, case: &Case<'a>, best: &mut Best<'a>) -> Option<(bool, Over)> {
        let (least, over) = case.seen(self.shared());
        if over.iter().all(|(_, by)| *by < 0) {
            self.found(case.matching.assignment());
        }
        let is_better = least > best.case.least;
        if is_better {
            best.case.clone_from(case);
            best.case.least = least;
            best.over.clone_from(&over);
        }
        (best.case.least <= self.bound_most()).then_some((is_better, over))
    }

    /// Raises prices that are much less than a unit until those who have the choice keep every
    /// limit; false where the case is of no more use.
    fn part<'a>(&mut self, case: &mut Case<'a>, best: &mut Best<'a>) -> bool {
        for _ in 0..ROUNDS_MAX {
            let Some((_, mut over)) = self.note(case, best) else {
                return false;
            };
            over.retain(|(_, by)| *by > 0);
            if over.is_empty() {
                break;
            }
            if !case.change(self, over, UNIT / 16) {
                return false;
            }
        }
        true
    }

    /// Raises the bound for as long as that is worth it; false where the case is of no more use.
    fn raise<'a>(&mut self, case: &mut Case<'a>, best: &mut Best<'a>) -> bool {
        let (mut step, mut gains, mut vain) = (UNIT, 0, 0);
        case.clone_from(&best.case);
        for _ in 0..ROUNDS_MAX {
            let Some((is_better, mut over)) = self.note(case, best) else {
                return false;
            };
            (gains, vain) = if is_better {
                (gains + 1, 0)
            } else {
                (0, vain + 1)
            };
            if gains > GAINS_MAX {
                step *= 2;
            }
            if vain > VAIN_MAX {
                (step, vain) = (step / 4, 0);
                case.clone_from(&best.case);
                over.clone_from(&best.over);
            }
            if step == 0 {
                break;
            }
            if !case.change(self, over, step) {
                return false;
            }
        }
        true
    }
}

/// What was seen of a case.
pub(super) struct Looked<'a> {
    /// Its bound, where something better than the best may still be in it.
    pub(super) least: Option<i64>,
    /// The case at the prices that give the best bound; none where somebody finds no seat.
    pub(super) best: Option<Case<'a>>,
}

/// A case with the prices that give it the best bound so far, and what is over at those.
struct Best<'a> {
    case: Case<'a>,
    over: Over,
}

impl<'a> Best<'a> {
    fn of(case: &Case<'a>, shared: &Shared) -> Self {
        let (least, over) = case.seen(shared);
        let mut case = case.clone();
        case.least = least;
        Self { case, over }
    }

    fn is_broken(&self) -> bool {
        self.over.iter().any(|(_, by)| *by > 0)
    }
}
