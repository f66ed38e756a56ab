//! Random small worlds: zones whose clocks change, days off, narrow windows, few rooms, much taken.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;

use crate::scheduling::availability::{Mode, Reception, Reserve, WeekPlan, Window};
use crate::scheduling::calendar::days::{DayRules, Written};
use crate::scheduling::calendar::holiday::{Holiday, HolidayState, Occasion};
use crate::scheduling::calendar::prayer::{City, PrayerRule, kept_of};
use crate::scheduling::calendar::ramadan::Ramadan;
use crate::scheduling::calendar::weekend::{WeekendRule, Weekends};
use crate::scheduling::calendar::{TimeOfDay, Week};
use crate::scheduling::ids::{CentreId, DeskId, OfficialId, PersonId, RoomId, ServiceId, StaffId};
use crate::scheduling::needs::{Need, Needs};
use crate::scheduling::occupancy::{Resource, Take, Taken};
use crate::scheduling::person::Section;
use crate::scheduling::slot::facts::{
    Day, Desk, Facts, Interpreter, Opening, Place, Question, Room, Service, Site, Span, Wish,
    joined,
};
use crate::scheduling::slot::hours::HoursOverride;

/// Officials that windows are drawn for.
pub(in crate::scheduling::slot) const OFFICIALS: [&str; 2] = ["deputy", "minister"];

/// Centres that may stand in a world.
pub(in crate::scheduling::slot) const CENTRES: [&str; 2] = ["jeddah", "madinah"];

/// Services that some desks do.
pub(in crate::scheduling::slot) const SERVICES: [&str; 2] = ["photo", "stamp"];

const LANGUAGES: [&str; 2] = ["en", "ur"];

/// Sundays of weeks in which some of the zones change their clocks.
fn any_sunday() -> impl Strategy<Value = NaiveDate> {
    let sundays = [
        "2026-11-22",
        "2026-03-29",
        "2026-10-25",
        "2026-10-04",
        "2026-03-08",
        "2026-04-05",
    ];
    prop::sample::select(Vec::from(sundays)).prop_map(|day| day.parse().unwrap())
}

fn any_zone() -> impl Strategy<Value = Tz> {
    use chrono_tz::{America, Asia, Australia, Europe};
    prop::sample::select(vec![
        Asia::Riyadh,
        Asia::Riyadh,
        Europe::London,
        Australia::Lord_Howe,
        America::St_Johns,
        Asia::Kathmandu,
    ])
}

fn any_section() -> impl Strategy<Value = Section> {
    prop::sample::select(Section::ALL)
}

fn some_of(names: &'static [&'static str]) -> impl Strategy<Value = BTreeSet<String>> {
    prop::sample::subsequence(names, 0..=names.len())
        .prop_map(|some| some.into_iter().map(str::to_owned).collect())
}

prop_compose! {
    fn any_window(sunday: NaiveDate)(
        day in prop::sample::select(vec![0_u64, 1, 2, 5]),
        from in 0_u16..22,
        halves in 1_u16..12,
        late in prop::sample::select(vec![0_u16, 5, 15]),
        modes in prop::sample::subsequence(vec![Mode::InPerson, Mode::Video], 1..=2),
        slot_minutes in prop::sample::select(vec![10_u16, 15, 20, 30, 45, 60]),
        buffer_minutes in prop::sample::select(vec![0_u16, 0, 5, 10, 30]),
        buffer_before_minutes in prop::sample::select(vec![0_u16, 0, 5, 15]),
        release in prop::option::weighted(0.3, prop::sample::select(vec![0_u32, 60, 600, 2880])),
        open_to_choice in any::<bool>(),
        place in prop::option::weighted(0.3, prop::sample::select(&CENTRES)),
        centres in prop_oneof![3 => Just(BTreeSet::new()), 1 => some_of(&CENTRES)],
        section in prop::option::weighted(0.2, any_section()),
        on_holiday in prop::bool::weighted(0.3),
        reception in prop::option::weighted(0.4, (1_u16..4, some_of(&OFFICIALS))),
    ) -> Window {
        let from = from * 60 + late;
        Window {
            day: sunday + Days::new(day),
            from: TimeOfDay::of_minutes(from).unwrap(),
            to: TimeOfDay::of_minutes((from + halves * 30).min(1440)).unwrap(),
            modes: match reception {
                Some(_) => [Mode::Reception].into(),
                None => modes.into_iter().collect(),
            },
            slot_minutes,
            buffer_minutes,
            buffer_before_minutes,
            reserve: release.map(|release_minutes| Reserve { release_minutes }),
            open_to_choice,
            place: place.map(CentreId::from),
            centres: centres.into_iter().map(CentreId::from).collect(),
            section,
            on_holiday,
            reception: reception.map(|(seats, with)| Reception {
                seats,
                with: with.into_iter().map(OfficialId::from).collect(),
            }),
        }
    }
}

fn any_plan(official: &'static str, sunday: NaiveDate) -> impl Strategy<Value = WeekPlan> {
    prop::collection::vec(any_window(sunday), 0..5).prop_map(move |windows| {
        let empty = WeekPlan::empty(OfficialId::from(official), Week::containing(sunday));
        windows
            .into_iter()
            .fold(empty, |plan, window| plan.add(window).unwrap_or(plan))
    })
}

prop_compose! {
    fn any_opening()(
        section in any_section(),
        weekday in prop::sample::select(vec![0_u8, 1, 2, 5]),
        from in 0_u16..20,
        hours in 2_u16..24,
    ) -> Opening {
        Opening {
            section,
            weekday: Day::of_number(weekday).unwrap(),
            from: TimeOfDay::of_minutes(from * 60).unwrap(),
            to: TimeOfDay::of_minutes(((from + hours) * 60).min(1440)).unwrap(),
        }
    }
}

prop_compose! {
    fn any_room(centre: &'static str)(
        number in 0_u8..4,
        section in any_section(),
        is_step_free in any::<bool>(),
        seats in 1_u8..4,
    ) -> Room {
        Room { id: RoomId::from(format!("{centre}-{number}")), section, is_step_free, seats }
    }
}

prop_compose! {
    fn any_desk(centre: &'static str)(
        number in 0_u8..3,
        section in any_section(),
        is_step_free in any::<bool>(),
        seats in 1_u8..4,
        services in some_of(&SERVICES),
        hours in prop::collection::vec((0_u8..3, 0_u16..20, 1_u16..9), 0..3),
    ) -> Desk {
        let day = |number| Day::of_number(number).unwrap();
        Desk {
            id: DeskId::from(format!("{centre}-{number}")),
            section,
            is_step_free,
            seats,
            services: services.into_iter().map(ServiceId::from).collect(),
            hours: hours
                .into_iter()
                .map(|(on, from, long)| (day(on), time(from), time(from + long)))
                .collect(),
        }
    }
}

prop_compose! {
    fn any_site()(is_step_free in prop::bool::weighted(0.8), seats in 1_u16..6) -> Site {
        Site { is_step_free, seats }
    }
}

prop_compose! {
    fn any_services()(
        photo in prop::sample::select(vec![15_u16, 20, 45]),
        stamp in prop::sample::select(vec![30_u16, 60]),
        section in prop::option::weighted(0.3, any_section()),
    ) -> Vec<Service> {
        let service = |id: &str, minutes, section| Service {
            id: ServiceId::from(id),
            minutes,
            section,
        };
        vec![service("photo", photo, None), service("stamp", stamp, section)]
    }
}

fn time(hours: u16) -> TimeOfDay {
    TimeOfDay::of_minutes((hours * 60).min(1440)).unwrap()
}

prop_compose! {
    fn any_override(sunday: NaiveDate)(
        section in prop::option::of(any_section()),
        first in -1_i64..6,
        days in 0_i64..4,
        weekdays in prop::collection::btree_set(0_u8..7, 0..4),
        hours in prop::collection::vec((0_u16..23, 1_u16..12), 0..3),
    ) -> HoursOverride {
        HoursOverride {
            section,
            first: sunday + TimeDelta::days(first),
            last: sunday + TimeDelta::days(first + days),
            weekdays: weekdays.into_iter().filter_map(Day::of_number).collect(),
            hours: hours
                .into_iter()
                .map(|(from, long)| (time(from), time(from + long)))
                .collect(),
        }
    }
}

/// In a city of the south, of the east, of the north where the sun may not rise, and nowhere.
fn any_city() -> impl Strategy<Value = Option<City>> {
    let cities = [
        "24.7136, 46.6753",
        "-13.83, -171.77",
        "35.68, 139.69",
        "69.65, 18.96",
    ];
    prop::option::weighted(
        0.7,
        prop::sample::select(Vec::from(cities)).prop_map(|text| City::parse(text).unwrap()),
    )
}

/// What is kept free for prayers around a week.
fn kept(sunday: NaiveDate, city: Option<City>, zone: Tz, days: &DayRules) -> Vec<Span> {
    let around = (sunday - Days::new(5)).iter_days().take(17);
    let all = city.map(|city| around.flat_map(move |day| kept_of(city, zone, day, days)));
    joined(all.into_iter().flatten().map(|(_, span)| span).collect())
}

fn any_place(id: &'static str, sunday: NaiveDate) -> impl Strategy<Value = Place> {
    let rooms = prop::collection::vec(any_room(id), 0..4);
    let desks = prop::collection::vec(any_desk(id), 0..4);
    (
        any_zone(),
        prop::collection::vec(any_opening(), 0..8),
        prop::collection::vec(any_override(sunday), 0..3),
        any_city(),
        rooms,
        desks,
        any_site(),
    )
        .prop_map(
            move |(zone, hours, overrides, city, mut rooms, mut desks, site)| {
                let mut seen = BTreeSet::new();
                rooms.retain(|room| seen.insert(room.id.clone()));
                let mut seen = BTreeSet::new();
                desks.retain(|desk| seen.insert(desk.id.clone()));
                Place {
                    id: CentreId::from(id),
                    zone,
                    hours,
                    overrides,
                    city,
                    kept: Vec::new(),
                    rooms,
                    desks,
                    site,
                }
            },
        )
}

prop_compose! {
    fn any_holiday(sunday: NaiveDate)(
        first in -2_i64..6,
        days in 0_i64..2,
        state in prop::sample::select(HolidayState::ALL),
        number in 0..1000,
    ) -> Holiday {
        Holiday {
            id: format!("h{number}"),
            occasion: Occasion::Other,
            first: sunday + TimeDelta::days(first),
            last: sunday + TimeDelta::days(first + days),
            names: BTreeMap::new(),
            state,
        }
    }
}

prop_compose! {
    fn any_ramadan(sunday: NaiveDate)(
        first in -4_i64..6,
        days in 0_i64..6,
        from in 6_u16..13,
        hours in 3_u16..10,
    ) -> Ramadan {
        Ramadan {
            year: 1448,
            first: sunday + TimeDelta::days(first),
            last: sunday + TimeDelta::days(first + days),
            from: time(from),
            to: time(from + hours),
            is_estimated: false,
        }
    }
}

prop_compose! {
    fn any_days(sunday: NaiveDate)(
        weekend in prop::sample::select(vec![vec![5, 6], vec![4, 5], vec![0], vec![]]),
        moved in prop::option::weighted(0.3, 0_i64..4),
        holidays in prop::collection::vec(any_holiday(sunday), 0..2),
        ramadan in prop::option::weighted(0.3, any_ramadan(sunday)),
        minutes in prop::sample::select(vec![0_u16, 10, 30, 30, 200]),
        friday_minutes in prop::sample::select(vec![0_u16, 60]),
    ) -> DayRules {
        let day = |number| Day::of_number(number).unwrap();
        let mut rules = vec![WeekendRule {
            from: NaiveDate::MIN,
            days: weekend.into_iter().map(day).collect(),
        }];
        rules.extend(moved.map(|later| WeekendRule {
            from: sunday + TimeDelta::days(later),
            days: [day(1), day(5)].into(),
        }));
        DayRules::new(Written {
            weekends: Weekends::new(rules),
            holidays,
            ramadans: ramadan.into_iter().collect(),
            prayer: PrayerRule { minutes, friday_minutes },
            ..Written::default()
        })
    }
}

fn any_interpreters() -> impl Strategy<Value = Vec<Interpreter>> {
    prop::collection::vec((any::<bool>(), some_of(&LANGUAGES)), 0..4).prop_map(|all| {
        let ids = (1..).map(|number| StaffId::from(format!("i{number}")));
        ids.zip(all)
            .map(|(id, (signs, languages))| Interpreter {
                id,
                signs,
                languages,
            })
            .collect()
    })
}

fn any_take(sunday: NaiveDate) -> impl Strategy<Value = Take> {
    let resources = [
        "official:deputy",
        "official:minister",
        "room:jeddah-0",
        "room:jeddah-1",
        "room:madinah-0",
        "room:madinah-2",
        "interpreter:i1",
        "interpreter:i2",
        "person:nour",
        "desk:jeddah-0",
        "desk:jeddah-1",
        "desk:madinah-0",
        "seat:deputy#1",
        "seat:deputy#2",
        "seat:minister#1",
    ];
    (
        prop::sample::select(Vec::from(resources)),
        -12_i64..84,
        1_i64..30,
    )
        .prop_map(move |(resource, hours, fives)| {
            let starts_at = moment(sunday, hours);
            Take {
                resource: Resource::parse(resource).unwrap(),
                starts_at,
                ends_at: starts_at + TimeDelta::minutes(5 * fives),
            }
        })
}

/// Officials' time that some reception session has.
fn any_session(sunday: NaiveDate) -> impl Strategy<Value = (OfficialId, Take)> {
    let officials = || prop::sample::select(&OFFICIALS);
    (officials(), officials(), -2_i64..60, 1_i64..40).prop_map(move |(lead, who, hours, fives)| {
        let starts_at = moment(sunday, hours);
        let take = Take {
            resource: Resource::Official(OfficialId::from(who)),
            starts_at,
            ends_at: starts_at + TimeDelta::minutes(5 * fives),
        };
        (OfficialId::from(lead), take)
    })
}

prop_compose! {
    fn any_facts(sunday: NaiveDate)(
        zone in any_zone(),
        deputy in any_plan("deputy", sunday),
        minister in any_plan("minister", sunday),
        jeddah in any_place("jeddah", sunday),
        madinah in any_place("madinah", sunday),
        interpreters in any_interpreters(),
        takes in prop::collection::vec(any_take(sunday), 0..25),
        days in any_days(sunday),
        city in any_city(),
        services in any_services(),
        headquarters in any_site(),
        in_session in prop::collection::vec(any_session(sunday), 0..6),
    ) -> Facts {
        let mut taken = Taken::default();
        taken.take(&takes);
        let mut sessions: BTreeMap<OfficialId, Taken> = BTreeMap::new();
        for (lead, take) in in_session {
            let take = std::slice::from_ref(&take);
            taken.take(take);
            sessions.entry(lead).or_default().take(take);
        }
        let with_prayers = |place: Place| Place {
            kept: kept(sunday, place.city, place.zone, &days),
            ..place
        };
        let places = [jeddah, madinah].map(with_prayers).into();
        Facts {
            zone,
            kept: kept(sunday, city, zone, &days),
            city,
            days: Arc::new(days),
            plans: vec![deputy, minister],
            places,
            interpreters,
            services,
            headquarters,
            taken,
            sessions,
        }
    }
}

fn any_needs() -> impl Strategy<Value = Needs> {
    let need = prop_oneof![
        Just(Need::SignLanguage),
        Just(Need::Wheelchair),
        prop::sample::select(&LANGUAGES)
            .prop_map(|language| Need::Interpreter(language.to_owned())),
        (1_u8..4).prop_map(Need::Companions),
    ];
    prop::collection::vec(need, 0..3).prop_map(|needs| Needs::of(needs).unwrap_or_default())
}

fn moment(sunday: NaiveDate, hours: i64) -> DateTime<Utc> {
    sunday.and_hms_opt(0, 0, 0).unwrap().and_utc() + TimeDelta::hours(hours)
}

prop_compose! {
    fn any_question(sunday: NaiveDate)(
        official in prop::option::weighted(0.4, prop::sample::select(&OFFICIALS)),
        mode in prop::option::of(prop::sample::select(Mode::ALL)),
        centre in prop::option::weighted(0.3, prop::sample::select(&CENTRES)),
        service in prop::option::weighted(0.2, prop::sample::select(&SERVICES)),
        from in -24_i64..24,
        length in 20_i64..150,
        section in prop::option::of(any_section()),
        needs in any_needs(),
        is_known in any::<bool>(),
        is_urgent in any::<bool>(),
        now in -30_i64..40,
        lead in 0_i64..20,
        horizon in 30_i64..170,
    ) -> Question {
        Question {
            officials: official.map(OfficialId::from).into_iter().collect(),
            mode,
            centre: centre.map(CentreId::from),
            service: service.map(ServiceId::from),
            from: moment(sunday, from),
            to: moment(sunday, from + length),
            limit: usize::MAX,
            wish: Wish {
                section,
                needs,
                person: is_known.then(|| PersonId::from("nour")),
                is_urgent,
                now: moment(sunday, now),
                lead: TimeDelta::hours(lead),
                horizon: TimeDelta::hours(horizon),
            },
        }
    }
}

/// A world and a question to ask in it.
pub(in crate::scheduling) fn any_case() -> impl Strategy<Value = (Facts, Question)> {
    any_sunday().prop_flat_map(|sunday| (any_facts(sunday), any_question(sunday)))
}
