//! Why a time at a centre's service is not to be had: the same questions as at booking, in the same
//! order, asked of the desks instead of an official's week.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Reason, Rule, interpreters, when};
use crate::scheduling::availability::Offer;
use crate::scheduling::calendar;
use crate::scheduling::needs::Needs;
use crate::scheduling::person::Section;
use crate::scheduling::refusal::Refusal;
use crate::scheduling::slot::SlotKey;
use crate::scheduling::slot::desks::Counter;
use crate::scheduling::slot::facts::{Facts, Place, Service, Wish, is_hit};
use crate::scheduling::slot::search::{Search, is_free};

/// Every rule that says no to a time at a service, in its order; none: it is to be had.
pub(super) fn reasons(key: &SlotKey, wish: &Wish, facts: &Facts) -> Vec<Reason> {
    let mut places = facts.places.iter();
    let place = places.find(|place| Some(&place.id) == key.centre.as_ref());
    let mut services = facts.services.iter();
    let service = services.find(|service| Some(&service.id) == key.service.as_ref());
    let (Some(place), Some(service)) = (place, service) else {
        return vec![Reason::of(Rule::NoDesk)];
    };
    let day = calendar::local_day(place.zone, key.starts_at);
    let anybody = Wish {
        section: None,
        needs: Needs::none(),
        ..wish.clone()
    };
    let every = Counter::of((place, service), day, &anybody, facts);
    let of_section = Counter::of((place, service), day, wish, facts);
    let offered = every.at(key.starts_at);
    let offer = offered.unwrap_or_else(|| would_be(service, key.starts_at));
    let mut found = Vec::new();
    if offered.is_none() {
        found.push(missing((place, service), &every, &offer, facts));
    }
    found.extend(when(&offer, wish));
    if offered.is_some() && of_section.at(key.starts_at).is_none() {
        found.push(Reason::of(Rule::OtherSection));
    }
    let span = (offer.starts_at, offer.ends_at);
    let search = Search::of(wish, facts, Some(&place.id), span);
    if !is_free(search.person, offer.starts_at, offer.ends_at) {
        found.push(Reason::of(Rule::PersonBusy));
    }
    if of_section.at(key.starts_at).is_some() {
        found.extend(of_section.desk(&offer).err().map(|refusal| {
            Reason::of(if refusal == Refusal::NeedsUnavailable {
                Rule::PlaceNeeds
            } else {
                Rule::DesksBusy
            })
        }));
    }
    found.extend(interpreters(&offer, wish, &search));
    found
}

fn would_be(service: &Service, starts_at: DateTime<Utc>) -> Offer {
    let ends_at = starts_at + TimeDelta::minutes(service.minutes.into());
    Offer {
        prepares_at: starts_at,
        starts_at,
        ends_at,
        clear_at: ends_at,
    }
}

/// Why nobody is served then, in whichever section.
fn missing(
    (place, service): (&Place, &Service),
    every: &Counter<'_>,
    offer: &Offer,
    facts: &Facts,
) -> Reason {
    let mut desks = place.desks.iter();
    if !desks.any(|desk| desk.services.contains(&service.id)) {
        return Reason::of(Rule::NoDesk);
    }
    let day = calendar::local_day(place.zone, offer.starts_at);
    let day_before = day.pred_opt().unwrap_or(day);
    let instant = (offer.starts_at, offer.starts_at + TimeDelta::seconds(1));
    let is_open = |section: &Section| {
        let openings = place.openings(*section, [day_before, day], &facts.days);
        is_hit(&openings, instant)
    };
    if !Section::ALL.iter().any(is_open) {
        return Reason::of(if facts.days.is_off(day) {
            Rule::CentreOff
        } else {
            Rule::CentreClosed
        });
    }
    if is_hit(&place.kept, (offer.starts_at, offer.ends_at)) {
        return Reason::of(Rule::CentrePrayer);
    }
    Reason {
        around: every.around(offer.starts_at),
        ..Reason::of(Rule::OffGrid)
    }
}
