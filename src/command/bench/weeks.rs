//! Weeks to plan: two officials, centres with one video room each, one sign-language interpreter.
//!
//! The same size and seed give the same week. The limits cross slots, as both officials sit at the
//! same times: a room, and the interpreter, serve one of them.
use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use crate::scheduling::Urgency;
use crate::scheduling::plan::{Ask, LimitName, Problem, Rank, Suits, Told, WeekSlot};
use crate::scheduling::slot::SlotId;

/// Sunday to Thursday.
const DAYS: u64 = 5;
const GRID_MINUTES: i64 = 20;
const TARGET_DAYS: i64 = 30;
/// 22 November 2026.
const SUNDAY: DateTime<Utc> = match DateTime::<Utc>::from_timestamp(1_795_305_600, 0) {
    Some(at) => at,
    None => DateTime::<Utc>::MIN_UTC,
};

/// How large a week is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// How many ask.
    pub requests: u64,
    /// For how many slots.
    pub slots: u64,
    /// From how many centres.
    pub centres: u64,
    /// How many of a hundred have been told a time.
    pub told: u64,
}

/// Numbers without chance (Marsaglia 2003).
struct Numbers(u64);

impl Numbers {
    const fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % end
    }

    const fn hits(&mut self, of_a_hundred: u64) -> bool {
        self.below(100) < of_a_hundred
    }
}

/// A slot with the times it runs over and whose it is.
struct Sitting {
    slot: WeekSlot,
    official: u64,
    day: u64,
    times: Vec<DateTime<Utc>>,
}

/// The week of that size; another seed gives another.
#[must_use]
pub fn week(size: Size, seed: u64) -> Problem {
    let mut numbers = Numbers(0x0139_408d_cbbf_7a44 ^ (seed * 7_919 + 1));
    let sittings = sittings(size.slots);
    let times: BTreeSet<DateTime<Utc>> = sittings
        .iter()
        .flat_map(|sitting| sitting.times.clone())
        .collect();
    let pools = (0..size.centres).map(room_of).chain([SIGNING.to_owned()]);
    let limits = pools.flat_map(|pool| {
        let each = times.iter().map(move |at| limit(&pool, *at));
        each.map(|name| (name, 1)).collect::<Vec<_>>()
    });
    let limits = limits.collect();
    let asks = (0..size.requests).map(|number| ask(number, size, &sittings, &mut numbers));
    Problem {
        asks: asks.collect(),
        slots: sittings
            .iter()
            .map(|sitting| sitting.slot.clone())
            .collect(),
        limits,
    }
}

const SIGNING: &str = "sign_language";

fn room_of(centre: u64) -> String {
    format!("rooms-{centre}")
}

fn limit(pool: &str, at: DateTime<Utc>) -> LimitName {
    LimitName {
        pool: pool.to_owned(),
        at,
    }
}

/// Both officials sit at the same times of five days; one slot in eleven is twice as long.
fn sittings(slots: u64) -> Vec<Sitting> {
    let a_day = slots.div_ceil(2 * DAYS);
    let mut sittings = Vec::new();
    for official in 0..2 {
        for day in 0..DAYS {
            let mut time = 0;
            for number in 0..a_day {
                let length = if (number + 3 * official + day) % 11 == 7 {
                    2
                } else {
                    1
                };
                let at = |time: u64| {
                    let grid = i64::try_from(time).unwrap_or(0);
                    let days = i64::try_from(day).unwrap_or(0);
                    SUNDAY + TimeDelta::days(days) + TimeDelta::minutes(GRID_MINUTES * grid)
                };
                sittings.push(Sitting {
                    slot: WeekSlot {
                        starts_at: at(time),
                        slot: SlotId::from_text(&format!("official-{official}-{day}-{number}")),
                        seats: 1,
                        number: u32::try_from(number).unwrap_or(0),
                    },
                    official,
                    day,
                    times: (time..time + length).map(at).collect(),
                });
                time += length;
            }
        }
    }
    sittings
}

/// One wants the first official, one the second, one either; seven of ten come by video.
fn ask(number: u64, size: Size, sittings: &[Sitting], numbers: &mut Numbers) -> Ask {
    let room = room_of(numbers.below(size.centres));
    let by_video = numbers.hits(70);
    let official = numbers.below(3);
    let signs = numbers.hits(10);
    let away = numbers.below(DAYS);
    let mut suits = BTreeSet::new();
    for sitting in sittings {
        let suits_them = official == 2 || sitting.official == official;
        if !suits_them || sitting.day == away || numbers.hits(25) {
            continue;
        }
        let pools = [(by_video, room.as_str()), (signs, SIGNING)];
        let drawn = pools.iter().filter(|(draws, _)| *draws);
        suits.insert(Suits {
            slot: sitting.slot.slot.clone(),
            draws: drawn
                .flat_map(|(_, pool)| sitting.times.iter().map(|at| limit(pool, *at)))
                .collect(),
            dislike: u32::try_from(numbers.below(3)).unwrap_or(0),
            trip: signs.then(|| format!("{SIGNING}-{}", sitting.day)),
        });
    }
    let stands = numbers.hits(size.told).then(|| {
        let place = numbers.below(u64::try_from(suits.len()).unwrap_or(0).max(1));
        let suit = suits.iter().nth(usize::try_from(place).unwrap_or(0))?;
        let told = match numbers.below(3) {
            0 => Told::Proposed,
            1 => Told::Told,
            _ => Told::Soon,
        };
        Some((suit.slot.clone(), told))
    });
    let urgency = if numbers.hits(10) {
        Urgency::Urgent
    } else {
        Urgency::Normal
    };
    let waiting = i64::try_from(numbers.below(60)).unwrap_or(0);
    Ask {
        rank: Rank {
            urgency: Reverse(urgency),
            past_target: Reverse((waiting - TARGET_DAYS).max(0)),
            waiting: Reverse(waiting),
            receipt: format!("R{number:05}"),
        },
        request: format!("request-{number}").into(),
        suits,
        stands: stands.flatten(),
        by_hand: None,
        barred: false,
    }
}
