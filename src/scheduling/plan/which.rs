//! Stage B, *which slot*: of all ways to place the chosen, the one that disturbs least, then the one
//! that people like best, then the one with the fewest trips of interpreters, then the one that
//! keeps the official's days short. What an earlier tier wants no later one takes away.

use std::collections::BTreeSet;

use super::assign::{Assignment, Shared, Way, cheapest};

/// What one way costs, tier by tier; less is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Tiers {
    /// For being moved, by whoever was told already.
    pub(super) disturbance: i64,
    /// For not being what the person wished.
    pub(super) dislike: i64,
    /// For making the official's day longer.
    pub(super) lateness: i64,
}

/// A way of a chosen ask: its slot and draws, what it costs, and the trip it needs.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// The slot and the draws; its own cost is not looked at.
    pub(super) way: Way,
    /// What it costs.
    pub(super) tiers: Tiers,
    /// The trip an interpreter makes for it.
    pub(super) trip: Option<usize>,
}

/// By ask the index of its way; none where the asks cannot be placed together.
pub(super) fn place(asks: &[Vec<Choice>], shared: &Shared) -> Option<Vec<usize>> {
    let scale = Scale::of(asks);
    let wanted = solve(asks, shared, |choice| Some(scale.first_two(choice.tiers)))?;
    let trips: BTreeSet<usize> = asks.iter().flatten().filter_map(|it| it.trip).collect();
    let trips: Vec<usize> = trips.into_iter().collect();
    for count in 0..=trips.len() {
        let mut best: Option<Assignment> = None;
        for some in subsets(&trips, count) {
            let cost = |choice: &Choice| {
                let is_made = choice.trip.is_none_or(|trip| some.contains(&trip));
                is_made.then(|| scale.whole(choice.tiers))
            };
            let found = solve(asks, shared, cost);
            let found = found.filter(|found| scale.firsts_of(found.cost) == wanted.cost);
            best = match (best, found) {
                (Some(best), Some(found)) if found.cost < best.cost => Some(found),
                (None, found) => found,
                (best, _) => best,
            };
        }
        if let Some(best) = best {
            return Some(best.ways);
        }
    }
    None
}

/// Every choice of so many of these, in order.
fn subsets(of: &[usize], count: usize) -> Vec<BTreeSet<usize>> {
    let Some((first, rest)) = of.split_first() else {
        return if count == 0 {
            vec![BTreeSet::new()]
        } else {
            Vec::new()
        };
    };
    let mut all = Vec::new();
    if count > 0 {
        for mut with in subsets(rest, count - 1) {
            with.insert(*first);
            all.push(with);
        }
    }
    all.extend(subsets(rest, count));
    all
}

fn solve(
    asks: &[Vec<Choice>],
    shared: &Shared,
    cost: impl Fn(&Choice) -> Option<i64>,
) -> Option<Assignment> {
    let mut places = Vec::with_capacity(asks.len());
    let mut ways = Vec::with_capacity(asks.len());
    for choices in asks {
        let open = choices.iter().enumerate().filter_map(|(place, choice)| {
            let way = Way {
                cost: cost(choice)?,
                ..choice.way.clone()
            };
            Some((place, way))
        });
        let (of_ask, own): (Vec<usize>, Vec<Way>) = open.unzip();
        places.push(of_ask);
        ways.push(own);
    }
    let ways: Vec<&[Way]> = ways.iter().map(Vec::as_slice).collect();
    let found = cheapest(&ways, shared)?;
    let given = places.iter().zip(found.ways);
    Some(Assignment {
        cost: found.cost,
        ways: given
            .filter_map(|(of_ask, way)| of_ask.get(way).copied())
            .collect(),
    })
}

/// One number for several tiers: a unit of a tier is worth more than all that the tiers below can
/// come to.
struct Scale {
    dislike: i64,
    lateness: i64,
}

impl Scale {
    fn of(asks: &[Vec<Choice>]) -> Self {
        let most = |tier: fn(&Tiers) -> i64| -> i64 {
            let of_ask = |choices: &Vec<Choice>| {
                let costs = choices.iter().map(|choice| tier(&choice.tiers));
                costs.max().unwrap_or(0)
            };
            asks.iter().map(of_ask).sum::<i64>() + 1
        };
        Self {
            dislike: most(|tiers| tiers.dislike),
            lateness: most(|tiers| tiers.lateness),
        }
    }

    const fn first_two(&self, tiers: Tiers) -> i64 {
        tiers.disturbance * self.dislike + tiers.dislike
    }

    const fn whole(&self, tiers: Tiers) -> i64 {
        self.first_two(tiers) * self.lateness + tiers.lateness
    }

    /// What the first two tiers are of a whole cost.
    const fn firsts_of(&self, whole: i64) -> i64 {
        whole.div_euclid(self.lateness)
    }
}
