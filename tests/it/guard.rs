//! What must hold in the tables at any moment, whatever happened before.
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use majlis::scheduling::occupancy::{Resource, cells};
use majlis::scheduling::{Mode, NoticeEvent, OfferState, RequestState};
use majlis::service::{Appointment, Hold, Offer};
use majlis::store::schema::{appointment, audit, hold, occupancy, offer, outbox, request};
use majlis::store::{Store, StoreError};

/// What stands in the guard, against what stands in the tables it guards.
pub(crate) async fn is_sound(store: &Store, now: DateTime<Utc>) {
    let (cells_now, holds, meetings, offers) = store
        .read(move |db| {
            let cells = occupancy::table
                // What ran out is nobody's, whether it was swept or not.
                .filter(
                    occupancy::until
                        .is_null()
                        .or(occupancy::until.gt(now.naive_utc())),
                )
                .select((occupancy::resource, occupancy::cell, occupancy::holder))
                .load::<(String, i64, String)>(db)?;
            let holds = hold::table.filter(hold::expires_at.gt(now.naive_utc()));
            let holds = holds.select(Hold::as_select()).load(db)?;
            let rows = appointment::table.select(Appointment::as_select());
            let open = offer::table.filter(offer::state.eq(OfferState::Open));
            let offers: Vec<Offer> = open.select(Offer::as_select()).load(db)?;
            Ok::<_, StoreError>((cells, holds, rows.load(db)?, offers))
        })
        .await
        .unwrap();
    let mut of_holder: BTreeMap<&str, BTreeSet<(&str, i64)>> = BTreeMap::new();
    let mut once = BTreeSet::new();
    for (resource, cell, holder) in &cells_now {
        assert!(
            once.insert((resource, cell)),
            "{resource} {cell} is taken twice"
        );
        of_holder
            .entry(holder)
            .or_default()
            .insert((resource, *cell));
    }
    sessions_are_sound(&mut of_holder, &cells_now);
    let spans = holds
        .iter()
        .map(|row: &Hold| (row.id.as_str(), row.starts_at, row.ends_at))
        .chain(
            meetings
                .iter()
                .filter(|row| row.state.holds_resources())
                .map(|row| (row.id.as_str(), row.starts_at, row.ends_at)),
        )
        .chain(
            offers
                .iter()
                .map(|row| (row.id.as_str(), row.starts_at, row.ends_at)),
        );
    for (holder, starts_at, ends_at) in spans {
        let has = of_holder.remove(holder).unwrap_or_default();
        let resources: BTreeSet<&str> = has.iter().map(|(resource, _)| *resource).collect();
        // The official and the person at least; by video a room too.
        assert!(resources.len() >= 2, "{holder} has only {resources:?}");
        for resource in resources {
            for cell in cells(starts_at.and_utc(), ends_at.and_utc()) {
                assert!(
                    has.contains(&(resource, cell.0)),
                    "{holder} misses {resource}"
                );
            }
        }
    }
    assert!(of_holder.is_empty(), "cells of nobody: {of_holder:?}");
}

/// A reception session has its leading official wherever somebody has a seat, and nobody's time
/// where nobody has one.
fn sessions_are_sound<'a>(
    of_holder: &mut BTreeMap<&'a str, BTreeSet<(&'a str, i64)>>,
    rows: &'a [(String, i64, String)],
) {
    let mut seats: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
    for (resource, cell, _) in rows {
        if let Some(Resource::Seat(lead, _)) = Resource::parse(resource) {
            seats.entry(lead.to_string()).or_default().insert(*cell);
        }
    }
    let names: Vec<&str> = of_holder.keys().copied().collect();
    for holder in names {
        let Some(lead) = holder.strip_prefix("reception:") else {
            continue;
        };
        let needed = seats.remove(lead).unwrap_or_default();
        let official = format!("official:{lead}");
        let has = of_holder.remove(holder).unwrap();
        for (resource, cell) in &has {
            assert!(resource.starts_with("official:"), "{holder} has {resource}");
            assert!(needed.contains(cell), "{holder} has {resource} for nobody");
        }
        for cell in needed {
            assert!(
                has.contains(&(official.as_str(), cell)),
                "{holder} lacks {lead}"
            );
        }
    }
    assert!(seats.is_empty(), "seats in no session: {seats:?}");
}

/// Every appointment that stands has its request, its notice and its deed: all or nothing.
pub(crate) async fn nothing_by_half(store: &Store) {
    let meetings: Vec<Appointment> = store
        .read(|db| {
            let rows = appointment::table.select(Appointment::as_select());
            Ok::<_, StoreError>(rows.load(db)?)
        })
        .await
        .unwrap();
    let moved: BTreeMap<&str, &str> = meetings
        .iter()
        .filter_map(|row| Some((row.moved_to.as_ref()?.as_str(), row.id.as_str())))
        .collect();
    for row in meetings.iter().filter(|row| row.state.holds_resources()) {
        let (thing, of) = (format!("appointment:{}", row.id), row.request_id.clone());
        // A move is told as one, and stands in the trail under what was moved.
        let (event, action, deed) = match moved.get(row.id.as_str()) {
            Some(old) => (NoticeEvent::Moved, "move", format!("appointment:{old}")),
            None => (NoticeEvent::Booked, "book", thing.clone()),
        };
        let (told, done, state) = store
            .read(move |db| {
                let told = outbox::table.filter(outbox::about.eq(&thing));
                let told = told.filter(outbox::event.eq(event.as_str()));
                let done = audit::table.filter(audit::thing.eq(&deed));
                let state = request::table.find(of).select(request::state);
                Ok::<_, StoreError>((
                    told.count().get_result::<i64>(db)?,
                    done.filter(audit::action.eq(action))
                        .count()
                        .get_result::<i64>(db)?,
                    state.first::<RequestState>(db)?,
                ))
            })
            .await
            .unwrap();
        assert!(told >= 1, "{} was booked and nobody was told", row.id);
        assert_eq!(done, 1, "{} was booked {done} times", row.id);
        assert_eq!(state, RequestState::Scheduled, "{}", row.id);
    }
}

/// How many holds there are, run out or not.
pub(crate) async fn holds(store: &Store) -> i64 {
    let count = store.read(|db| Ok::<_, StoreError>(hold::table.count().get_result(db)?));
    count.await.unwrap()
}

/// Whoever has two appointments that overlap would have to be in two places: officials, people,
/// rooms and interpreters alike. Told from the appointments, not from the cells.
pub(crate) async fn nobody_meets_two(store: &Store) {
    let mut rows: Vec<Appointment> = store
        .read(|db| {
            let rows = appointment::table.select(Appointment::as_select());
            Ok::<_, StoreError>(rows.load(db)?)
        })
        .await
        .unwrap();
    rows.retain(|row| row.state.holds_resources());
    let mut of: BTreeMap<String, Vec<&Appointment>> = BTreeMap::new();
    for row in &rows {
        let busy = [
            Some(format!("person {}", row.person_id)),
            // In a reception session many meet one official.
            row.official_id
                .as_ref()
                .filter(|_| row.mode != Mode::Reception)
                .map(|id| format!("official {id}")),
            row.room_id.as_ref().map(|id| format!("room {id}")),
            row.interpreter_id
                .as_ref()
                .map(|id| format!("interpreter {id}")),
        ];
        for one in busy.into_iter().flatten() {
            of.entry(one).or_default().push(row);
        }
    }
    for (who, mut meetings) in of {
        meetings.sort_by_key(|row| row.starts_at);
        for pair in meetings.windows(2) {
            assert!(
                pair[0].ends_at <= pair[1].starts_at,
                "{who} is in {} and {}",
                pair[0].id,
                pair[1].id
            );
        }
    }
}

/// An identity number of a citizen with its check digit (Luhn over ten digits).
pub(crate) fn identity(number: u64) -> String {
    let body = format!("1{number:08}");
    let sum: u32 = body
        .chars()
        .enumerate()
        .map(|(place, digit)| {
            let digit = digit.to_digit(10).unwrap();
            let weighed = if place % 2 == 0 { digit * 2 } else { digit };
            weighed / 10 + weighed % 10
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}
