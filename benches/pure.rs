//! The pure parts, each alone: what a slot search, an allocation, a why-not, a week's filling, a
//! calendar, the guard's sets and the two queues cost without a database, a network or a clock.
use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Asia::Riyadh;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};

use majlis::scheduling::availability::{Stretch, Template, Weekday, WeeklyRule, fill::fill};
use majlis::scheduling::calendar::days::{DayRules, Written};
use majlis::scheduling::calendar::prayer::{City, PrayerRule, kept_of};
use majlis::scheduling::calendar::weekend::{WeekendRule, Weekends};
use majlis::scheduling::claim::{Input, Standing, step};
use majlis::scheduling::ids::{OfficialId, PersonId};
use majlis::scheduling::occupancy::{Resource, Take, Taken};
use majlis::scheduling::rush::{Line, Load, Rules};
use majlis::scheduling::slot::SlotKey;
use majlis::scheduling::slot::facts::{
    Day, Facts, Interpreter, Opening, Place, Question, Room, Site, Wish, joined,
};
use majlis::scheduling::slot::search::{allocate, free_slots};
use majlis::scheduling::slot::why::reasons;
use majlis::scheduling::waiting::{Candidate, Turn, next};
use majlis::scheduling::{Needs, Section, TimeOfDay, Urgency, Week, WeekPlan};

/// Eight weeks of one official, asked for from thirty centres.
const WEEKS: usize = 8;
const CENTRES: usize = 30;
const WEEKDAYS: [Weekday; 5] = [
    Weekday::Sunday,
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
];

fn main_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default()
}

fn now() -> DateTime<Utc> {
    main_day().and_time(chrono::NaiveTime::MIN).and_utc()
}

const fn time(hour: u16) -> Option<TimeOfDay> {
    TimeOfDay::of_minutes(hour * 60)
}

fn stretch() -> Option<Stretch> {
    let said = serde_json::json!({
        "from": "08:00", "to": "16:00", "modes": ["video"],
        "slot_minutes": 20, "buffer_minutes": 10, "open_to_choice": true,
    });
    serde_json::from_value(said).ok()
}

fn rules() -> Vec<WeeklyRule> {
    let rule = |weekday| {
        Some(WeeklyRule {
            weekday,
            stretch: stretch()?,
            valid_from: main_day(),
            valid_to: None,
            every_weeks: 1,
        })
    };
    WEEKDAYS.into_iter().filter_map(rule).collect()
}

fn day_rules() -> DayRules {
    let free = [5, 6].iter().filter_map(|number| Day::of_number(*number));
    let weekend = WeekendRule {
        from: NaiveDate::from_ymd_opt(2013, 6, 29).unwrap_or_default(),
        days: free.collect(),
    };
    DayRules::new(Written {
        weekends: Weekends::new(vec![weekend]),
        is_civil_service: true,
        prayer: PrayerRule {
            minutes: 30,
            friday_minutes: 60,
        },
        ..Written::default()
    })
}

fn plans(official: &OfficialId) -> Vec<WeekPlan> {
    let weeks = std::iter::successors(Some(Week::containing(main_day())), |week| Some(week.next()));
    weeks
        .take(WEEKS)
        .map(|week| fill(official, week, &rules(), &Template::default(), &[]))
        .collect()
}

/// The world with every second time of the official taken.
fn facts() -> Facts {
    let (official, days, city) = (
        "deputy".into(),
        Arc::new(day_rules()),
        City::of(24_713_600, 46_675_300),
    );
    let all = main_day().iter_days().take(WEEKS * 7);
    let kept = city.map(|city| {
        let spans = all.flat_map(|day| kept_of(city, Riyadh, day, &days));
        joined(spans.map(|(_, span)| span).collect())
    });
    let kept = kept.unwrap_or_default();
    let plans = plans(&official);
    let mut taken = Taken::default();
    for (starts_at, ends_at, _) in plans.iter().flat_map(|plan| plan.times(Riyadh)).step_by(2) {
        let resource = Resource::Official(official.clone());
        taken.take(&[Take {
            resource,
            starts_at,
            ends_at,
        }]);
    }
    Facts {
        zone: Riyadh,
        days,
        city,
        places: (0..CENTRES)
            .filter_map(|number| place(number, &kept))
            .collect(),
        kept,
        plans,
        interpreters: vec![Interpreter {
            id: "interpreter".into(),
            signs: true,
            languages: BTreeSet::new(),
        }],
        services: Vec::new(),
        headquarters: Site::OPEN,
        taken,
        sessions: BTreeMap::new(),
    }
}

fn place(number: usize, kept: &[(DateTime<Utc>, DateTime<Utc>)]) -> Option<Place> {
    let (from, to) = (time(8)?, time(16)?);
    let days = (0..5).filter_map(Day::of_number);
    let hours = days.flat_map(|weekday| {
        Section::ALL.iter().map(move |section| Opening {
            section: *section,
            weekday,
            from,
            to,
        })
    });
    let rooms = Section::ALL.iter().map(|section| Room {
        id: format!("{number:02}-{section}").into(),
        section: *section,
        is_step_free: true,
        seats: 4,
    });
    Some(Place {
        id: format!("centre-{number:02}").into(),
        zone: Riyadh,
        hours: hours.collect(),
        overrides: Vec::new(),
        city: None,
        kept: kept.to_vec(),
        rooms: rooms.collect(),
        desks: Vec::new(),
        site: Site::OPEN,
    })
}

fn wish() -> Wish {
    Wish {
        section: Some(Section::Men),
        needs: Needs::parse("sign_language").unwrap_or_default(),
        person: Some(PersonId::from("nour")),
        is_urgent: false,
        now: now(),
        lead: TimeDelta::hours(1),
        horizon: TimeDelta::weeks(12),
    }
}

fn slots(bench: &mut Criterion) {
    let facts = facts();
    let question = Question {
        officials: ["deputy".into()].into(),
        mode: None,
        centre: None,
        service: None,
        from: now(),
        to: now() + TimeDelta::weeks(8),
        limit: 60,
        wish: wish(),
    };
    let free = free_slots(&question, &facts);
    let key = free.first().map(|slot| slot.key.clone());
    bench.bench_function("free_slots", |each| {
        each.iter(|| free_slots(black_box(&question), black_box(&facts)));
    });
    if let Some(key) = key {
        bench.bench_function("allocate", |each| {
            each.iter(|| allocate(black_box(&key), &question.wish, black_box(&facts)));
        });
        bench.bench_function("why not, free", |each| {
            each.iter(|| reasons(black_box(&key), &question.wish, black_box(&facts)));
        });
        let friday = SlotKey {
            starts_at: key.starts_at + TimeDelta::days(5),
            ..key
        };
        bench.bench_function("why not, day off", |each| {
            each.iter(|| reasons(black_box(&friday), &question.wish, black_box(&facts)));
        });
    }
}

fn weeks(bench: &mut Criterion) {
    let (official, rules, template) = ("deputy".into(), rules(), Template::default());
    let week = Week::containing(main_day());
    bench.bench_function("fill a week", |each| {
        each.iter(|| fill(&official, black_box(week), &rules, &template, &[]));
    });
}

fn calendars(bench: &mut Criterion) {
    let rules = day_rules();
    bench.bench_function("day rules", |each| each.iter(day_rules));
    bench.bench_function("holidays of a year", |each| {
        each.iter(|| {
            let days = main_day().iter_days().take(365);
            days.filter(|day| rules.holiday(black_box(*day)).is_some())
                .count()
        });
    });
    if let Some(city) = City::of(24_713_600, 46_675_300) {
        bench.bench_function("prayers of a day", |each| {
            each.iter(|| kept_of(black_box(city), Riyadh, main_day(), &rules));
        });
    }
}

fn cells(bench: &mut Criterion) {
    let resource = Resource::Official("deputy".into());
    let meetings: Vec<Take> = plans(&"deputy".into())
        .iter()
        .flat_map(|plan| plan.times(Riyadh))
        .map(|(starts_at, ends_at, _)| Take {
            resource: resource.clone(),
            starts_at,
            ends_at,
        })
        .collect();
    bench.bench_function("take eight weeks", |each| {
        each.iter(|| {
            let mut taken = Taken::default();
            taken.take(black_box(&meetings));
            taken
        });
    });
    let mut taken = Taken::default();
    taken.take(&meetings);
    let (from, to) = (
        now() + TimeDelta::weeks(4),
        now() + TimeDelta::weeks(4) + TimeDelta::hours(1),
    );
    bench.bench_function("is an hour free", |each| {
        each.iter(|| taken.is_free(black_box(&resource), from, to));
    });
    let others = [
        Standing::Held {
            until: 5,
            extended: false,
        },
        Standing::Offered { until: 9 },
    ];
    bench.bench_function("claim step", |each| {
        each.iter(|| step(None, black_box(&others), Input::Book, black_box(10)));
    });
}

/// A thousand who wait for a freed time, of whom the last one can use it.
fn waiting_list(bench: &mut Criterion) {
    let candidate = |number: u16| Candidate {
        who: number,
        turn: Turn::new(Urgency::Normal, number, number.to_string()),
        is_near: number % 3 == 0,
        was_asked: false,
    };
    let all: Vec<_> = (0..1000).map(candidate).collect();
    bench.bench_function("next of a thousand", |each| {
        each.iter(|| next(black_box(&all), true, |who| (*who == 998).then_some(())));
    });
}

/// The queue of a rush with ten thousand places.
fn rush(bench: &mut Criterion) {
    let rules = Rules {
        patience: TimeDelta::milliseconds(800),
        called: TimeDelta::seconds(60),
        absent: TimeDelta::seconds(120),
        inside: TimeDelta::minutes(10),
        again: (TimeDelta::seconds(5), TimeDelta::seconds(30)),
        calls_least: 5,
        in_line_most: 2_000,
        places_most: 200_000,
    };
    let mut line = Line::new(rules);
    line.raise(now());
    for who in 0..10_000_u32 {
        line.come(&who, None, now());
    }
    bench.bench_function("ask again in a queue of 10,000", |each| {
        each.iter(|| line.come(black_box(&5_000), None, now()));
    });
    let later = now() + TimeDelta::seconds(1);
    bench.bench_function("a second's calls from a queue of 10,000", |each| {
        let full = |line: &Line<u32>| line.clone();
        each.iter_batched(
            || full(&line),
            |mut line| {
                line.beat(Load::default(), later);
                line
            },
            BatchSize::LargeInput,
        );
    });
}

criterion_group!(pure, slots, weeks, calendars, cells, waiting_list, rush);
criterion_main!(pure);
