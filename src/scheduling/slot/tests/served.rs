//! Times at a centre's service by the slow and obvious way: every minute of every desk.

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};

use super::reference::{
    Moment, Walked, all_minutes, first_reading, hours, is_free, minute, minute_before, reads,
};
use super::world::{CENTRES, SERVICES};
use crate::scheduling::availability::Mode;
use crate::scheduling::calendar::TimeOfDay;
use crate::scheduling::ids::{CentreId, ServiceId};
use crate::scheduling::needs::Need;
use crate::scheduling::occupancy::Resource;
use crate::scheduling::person::Section;
use crate::scheduling::slot::SlotKey;
use crate::scheduling::slot::facts::{Day, Desk, Facts, Place, Service};

/// Walks the hours of a section of a place on a day: one time after the other while it is open.
pub(super) fn served(
    facts: &Facts,
    (place, service): (&Place, &Service),
    section: Section,
    day: NaiveDate,
) -> Vec<(Moment, Moment)> {
    let mut open = BTreeSet::new();
    for (from, to) in hours(facts, place, section, day) {
        let (opens, closes) = (
            first_reading(place.zone, day, from),
            first_reading(place.zone, day, to),
        );
        open.extend(all_minutes(opens, closes));
    }
    let mut found = Vec::new();
    let mut next = None;
    for &at in &open {
        let is_first = !open.contains(&minute_before(at));
        if !is_first && next != Some(at) {
            continue;
        }
        let ends_at = (0..service.minutes).fold(at, |at, _| minute(at));
        next = Some(ends_at);
        let read_before =
            |back| reads(place.zone, at - TimeDelta::minutes(back)) == reads(place.zone, at);
        if all_minutes(at, ends_at).all(|at| open.contains(&at))
            && !(5..=180).step_by(5).any(read_before)
        {
            found.push((at, ends_at));
        }
    }
    found
}

/// Every key that could be meant: also where no time begins, and at a centre or for a service that
/// has none then.
pub(super) fn keys(walked: &Walked<'_>) -> BTreeSet<SlotKey> {
    let mut keys = BTreeSet::new();
    for &(_, _, _, _, from, _) in &walked.services {
        for starts_at in [from, from + TimeDelta::minutes(5)] {
            for centre in CENTRES {
                for service in SERVICES {
                    keys.insert(SlotKey {
                        starts_at,
                        official: None,
                        mode: Mode::Service,
                        centre: Some(CentreId::from(centre)),
                        service: Some(ServiceId::from(service)),
                    });
                }
            }
        }
    }
    keys
}

impl Walked<'_> {
    /// Whether some desk serves the wish then.
    pub(super) fn is_served(&self, key: &SlotKey) -> bool {
        let (facts, wish) = (self.facts, self.wish);
        let person = wish.person.clone().map(Resource::Person);
        self.services
            .iter()
            .any(|&(place, service, section, day, from, to)| {
                let serves = |desk: &Desk| {
                    let opens = |&(on, opens, closes): &(Day, TimeOfDay, TimeOfDay), at| {
                        on == Day::of(day)
                            && first_reading(place.zone, day, opens) <= at
                            && at < first_reading(place.zone, day, closes)
                    };
                    desk.section == section
                        && desk.services.contains(&service.id)
                        && desk.seats > wish.needs.companions()
                        && (desk.is_step_free || !wish.needs.has(&Need::Wheelchair))
                        && (desk.hours.is_empty()
                            || all_minutes(from, to)
                                .all(|at| desk.hours.iter().any(|hours| opens(hours, at))))
                        && is_free(facts, &Resource::Desk(desk.id.clone()), from, to)
                };
                from == key.starts_at
                    && key.centre.as_ref() == Some(&place.id)
                    && key.service.as_ref() == Some(&service.id)
                    && service.section.is_none_or(|only| only == section)
                    && wish.section.is_none_or(|only| only == section)
                    && self.is_quiet(Some(&place.id), from, to)
                    && person
                        .as_ref()
                        .is_none_or(|person| is_free(facts, person, from, to))
                    && self.has_interpreters(from, to)
                    && place.desks.iter().any(serves)
            })
    }
}
