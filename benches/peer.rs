//! A foreign solver written in Rust, microlp, on the weeks that `majlis bench-weeks` writes: it
//! solves each by successive solves, as `tests/it/plan_peer.py` lets HiGHS and OR-tools do, and
//! prints the same line.
//!
//! Nothing of Majlis is asked but the problem: the order, what may be given, and what a plan is
//! worth are worked out here anew. microlp takes no time limit, so it works in a thread that the
//! program does not wait for when the time is over.
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use microlp::{ComparisonOp, OptimizationDirection, Problem};
use serde_json::{Value, json};

/// So many requests down the order are decided in one solve, each worth more than all after it.
const BLOCK: usize = 10;
const SECONDS: u64 = 60;

/// What a row or a cost counts, by the place of the variable.
type Terms = BTreeMap<usize, f64>;
/// Who is placed, down the order, and what each tier comes to.
type Worth = (Vec<bool>, Vec<i64>);

/// A way to give an ask a slot.
struct Way {
    ask: usize,
    suit: Value,
    disturbance: i64,
}

/// The week in numbers: a variable for each way to give an ask a slot, and one for each trip.
struct Week {
    asks: Vec<String>,
    ways: Vec<Way>,
    trips: BTreeMap<String, usize>,
    slots: BTreeMap<String, Value>,
    limits: BTreeMap<(String, String), f64>,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn whole(value: &Value) -> i64 {
    value.as_i64().unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Whole numbers of this size are the same as fractions.
fn real(number: i64) -> f64 {
    f64::from(i32::try_from(number).unwrap_or(i32::MAX))
}

/// What of its order an ask is looked at by: what stands, then who was told, then the others.
fn in_turn(ask: &Value) -> impl Ord + use<> {
    let rank = &ask["rank"];
    let turn = match ask["stands"][1].as_str() {
        Some("here") => 0,
        _ if ask["by_hand"].is_object() => 1,
        Some("told" | "soon") => 2,
        _ => 3,
    };
    let urgent = Reverse(rank["urgency"] == "urgent");
    let waits = (
        Reverse(whole(&rank["past_target"])),
        Reverse(whole(&rank["waiting"])),
    );
    (turn, urgent, waits, text(&rank["receipt"]))
}

/// Whether an ask may be given a suit: any, or the one that is said.
fn may(ask: &Value, suit: &Value) -> bool {
    let (stands, hand) = (&ask["stands"], &ask["by_hand"]);
    if stands[1] == "here" {
        return suit["slot"] == stands[0] && hand != "dropped";
    }
    match hand {
        Value::Null => true,
        Value::Object(_) => suit["slot"] == hand["locked"],
        _dropped => false,
    }
}

fn disturbance(ask: &Value, suit: &Value) -> i64 {
    let stands = &ask["stands"];
    if stands.is_null() || stands[0] == suit["slot"] {
        return 0;
    }
    match stands[1].as_str() {
        Some("told") => 10,
        Some("soon" | "here") => 100,
        _proposed => 0,
    }
}

impl Week {
    fn of(problem: &Value) -> Self {
        let mut asks: Vec<&Value> = list(&problem["asks"]).iter().collect();
        asks.sort_by_cached_key(|ask| in_turn(ask));
        let slots = list(&problem["slots"]).iter();
        let slots: BTreeMap<String, Value> = slots
            .map(|slot| (text(&slot["slot"]), slot.clone()))
            .collect();
        let mut ways = Vec::new();
        for (place, ask) in asks.iter().enumerate() {
            let open = list(&ask["suits"]).iter().filter(|suit| may(ask, suit));
            let known = open.filter(|suit| slots.contains_key(&text(&suit["slot"])));
            ways.extend(known.map(|suit| Way {
                ask: place,
                suit: suit.clone(),
                disturbance: disturbance(ask, suit),
            }));
        }
        let trips: BTreeSet<String> = ways
            .iter()
            .filter_map(|way| way.suit["trip"].as_str().map(str::to_owned))
            .collect();
        let limits = list(&problem["limits"]).iter();
        let limits = limits.map(|limit| (name(&limit[0]), real(whole(&limit[1]))));
        Self {
            asks: asks.iter().map(|ask| text(&ask["request"])).collect(),
            trips: trips.into_iter().zip(ways.len()..).collect(),
            limits: limits.collect(),
            slots,
            ways,
        }
    }

    fn count(&self) -> usize {
        self.ways.len() + self.trips.len()
    }

    /// What must hold: each row comes to so much at most.
    fn rows(&self) -> Vec<(Terms, f64)> {
        let mut asks: BTreeMap<usize, Terms> = BTreeMap::new();
        let mut seats: BTreeMap<String, Terms> = BTreeMap::new();
        let mut drawn: BTreeMap<(String, String), Terms> = BTreeMap::new();
        let mut rows = Vec::new();
        for (place, way) in self.ways.iter().enumerate() {
            asks.entry(way.ask).or_default().insert(place, 1.0);
            seats
                .entry(text(&way.suit["slot"]))
                .or_default()
                .insert(place, 1.0);
            for limit in list(&way.suit["draws"]) {
                drawn.entry(name(limit)).or_default().insert(place, 1.0);
            }
            if let Some(trip) = way.suit["trip"]
                .as_str()
                .and_then(|trip| self.trips.get(trip))
            {
                rows.push((Terms::from([(place, 1.0), (*trip, -1.0)]), 0.0));
            }
        }
        rows.extend(asks.into_values().map(|terms| (terms, 1.0)));
        rows.extend(seats.into_iter().filter_map(|(slot, terms)| {
            let seats = whole(&self.slots.get(&slot)?["seats"]);
            Some((terms, real(seats)))
        }));
        rows.extend(
            drawn
                .into_iter()
                .filter_map(|(limit, terms)| Some((terms, *self.limits.get(&limit)?))),
        );
        rows
    }

    /// What is made least of, one after the other.
    fn tiers(&self) -> [Terms; 4] {
        let each = |cost: &dyn Fn(&Way) -> i64| -> Terms {
            let ways = self.ways.iter().enumerate();
            let costs = ways.map(|(place, way)| (place, real(cost(way))));
            costs.filter(|(_, cost)| *cost != 0.0).collect()
        };
        let number = |way: &Way| {
            let slot = self.slots.get(&text(&way.suit["slot"]));
            slot.map_or(0, |slot| whole(&slot["number"]))
        };
        [
            each(&|way| way.disturbance),
            each(&|way| whole(&way.suit["dislike"])),
            self.trips.values().map(|place| (*place, 1.0)).collect(),
            each(&number),
        ]
    }

    fn worth(&self, values: &[bool]) -> Worth {
        let is_set = |place: usize| values.get(place).copied().unwrap_or_default();
        let mut placed = vec![false; self.asks.len()];
        for (place, way) in self.ways.iter().enumerate() {
            if let Some(ask) = placed.get_mut(way.ask) {
                *ask |= is_set(place);
            }
        }
        let sum = |tier: &Terms| {
            let set = tier.iter().filter(|(place, _)| is_set(**place));
            let costs =
                set.map(|(_, cost)| format!("{cost:.0}").parse::<i64>().unwrap_or_default());
            costs.sum()
        };
        (placed, self.tiers().iter().map(sum).collect())
    }

    /// The plan of Majlis as values of these variables.
    fn planned(&self, plan: &Value) -> Vec<bool> {
        let given: BTreeMap<String, &Value> = list(&plan["placed"])
            .iter()
            .map(|one| (text(&one["request"]), &one["given"]))
            .collect();
        let of_way = |way: &Way| {
            let ask = self.asks.get(way.ask);
            ask.and_then(|ask| given.get(ask))
                .is_some_and(|given| **given == way.suit)
        };
        let mut values: Vec<bool> = self.ways.iter().map(of_way).collect();
        let made: BTreeSet<String> = (self.ways.iter().zip(&values))
            .filter(|(_, is_given)| **is_given)
            .filter_map(|(way, _)| way.suit["trip"].as_str().map(str::to_owned))
            .collect();
        values.extend(self.trips.keys().map(|trip| made.contains(trip)));
        values
    }
}

fn name(limit: &Value) -> (String, String) {
    (text(&limit["pool"]), text(&limit["at"]))
}

/// The values that make the costs least while every row holds.
fn least(week: &Week, rows: &[(Terms, f64)], costs: &Terms) -> Result<Vec<bool>, microlp::Error> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let cost = |place: usize| costs.get(&place).copied().unwrap_or_default();
    let names: Vec<_> = (0..week.count())
        .map(|place| problem.add_binary_var(cost(place)))
        .collect();
    for (terms, most) in rows {
        let named = terms
            .iter()
            .filter_map(|(place, by)| Some((*names.get(*place)?, *by)));
        problem.add_constraint(named.collect::<Vec<_>>(), ComparisonOp::Le, *most);
    }
    let found = problem.solve()?;
    Ok(names
        .iter()
        .map(|name| found.var_value_rounded(*name) > 0.5)
        .collect())
}

/// First who, in blocks down the order; then which slot, tier by tier.
fn solve(week: &Week) -> Result<Worth, microlp::Error> {
    let mut rows = week.rows();
    let mut of_ask = vec![Vec::new(); week.asks.len()];
    for (place, way) in week.ways.iter().enumerate() {
        if let Some(ways) = of_ask.get_mut(way.ask) {
            ways.push(place);
        }
    }
    let mut values = vec![false; week.count()];
    for block in of_ask.chunks(BLOCK) {
        let mut worth = Terms::new();
        for (ways, weight) in block.iter().zip((0..BLOCK).rev()) {
            let weight = real(1 << weight);
            worth.extend(ways.iter().map(|place| (*place, -weight)));
        }
        if worth.is_empty() {
            continue;
        }
        values = least(week, &rows, &worth)?;
        for ways in block.iter().filter(|ways| !ways.is_empty()) {
            let is_placed = ways.iter().any(|place| values.get(*place) == Some(&true));
            let (by, most) = if is_placed { (-1.0, -1.0) } else { (1.0, 0.0) };
            rows.push((ways.iter().map(|place| (*place, by)).collect(), most));
        }
    }
    for tier in week.tiers() {
        if tier.is_empty() {
            continue;
        }
        values = least(week, &rows, &tier)?;
        let set = tier
            .iter()
            .filter(|(place, _)| values.get(**place) == Some(&true));
        let sum = set.map(|(_, cost)| cost).sum();
        rows.push((tier, sum));
    }
    Ok(week.worth(&values))
}

/// What came of a solver that had its time, in words and whether it found what Majlis found.
fn said(
    answer: Result<Result<Worth, microlp::Error>, mpsc::RecvTimeoutError>,
    ours: &Worth,
    most: u64,
) -> String {
    let end = match answer {
        Ok(Ok(theirs)) if theirs == *ours => String::new(),
        Ok(Ok(_other)) => ": ANOTHER PLAN".to_owned(),
        Ok(Err(error)) => format!(", which gave up: {error}"),
        Err(mpsc::RecvTimeoutError::Timeout) => format!(", not done after {most} s"),
        Err(mpsc::RecvTimeoutError::Disconnected) => ", which broke down".to_owned(),
    };
    format!("microlp, successive solves{end}")
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("which week? peer FILE [SECONDS]")?;
    let most = arguments.next().map_or(Ok(SECONDS), |text| text.parse())?;
    let given: Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let week = Week::of(&given["problem"]);
    let ours = week.worth(&week.planned(&given["plan"]));
    let (tell, told) = mpsc::channel();
    let began = Instant::now();
    std::thread::spawn(move || tell.send(solve(&week)));
    let answer = told.recv_timeout(Duration::from_secs(most));
    let took = began.elapsed().as_secs_f64() * 1000.0;
    let value = given["seconds"].as_f64().unwrap_or_default() * 1000.0;
    let figure = json!({
        "name": given["name"], "value": value, "unit": "ms", "reference": said(answer, &ours, most),
        "reference_value": took, "ratio": value / took, "goal": "none", "met": null,
    });
    println!("{figure}");
    Ok(())
}
