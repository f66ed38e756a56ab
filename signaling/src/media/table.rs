//! The table of who reaches whom: sessions, their lines, their routes, and the outlets that follow
//! from them. Everything here happens under one lock and touches no network.

use super::line::Line;
use super::outlet::Outlet;
use super::tally::{Passed, RouteTally};
use super::{Down, Kind, LineId, Route, SLOTS_MAX};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Most routes of one session whose counts are remembered.
const COUNTED_MAX: usize = 256;

/// All sessions of the forwarder.
#[derive(Default)]
pub(super) struct Table {
    sessions: BTreeMap<String, Session>,
    lines: usize,
}

#[derive(Default)]
struct Session {
    places: BTreeMap<String, Place>,
    routes: BTreeSet<Route>,
    muted: BTreeSet<(String, Kind)>,
    passed: BTreeMap<Route, Arc<RouteTally>>,
}

/// A line and the pairs of outlets it has for others.
struct Place {
    line: Arc<Line>,
    slots: Vec<Slot>,
}

/// Sound and picture of one other participant, on a line.
#[derive(Clone)]
pub(super) struct Slot {
    pub(super) audio: Arc<Outlet>,
    pub(super) video: Arc<Outlet>,
    /// The `mid`s of both, once they are negotiated.
    pub(super) mids: Option<(String, String)>,
    /// Whom it shows.
    pub(super) shows: Option<String>,
}

impl Table {
    pub(super) fn lines(&self) -> usize {
        self.lines
    }

    pub(super) fn line(&self, id: &LineId) -> Option<Arc<Line>> {
        let place = self
            .sessions
            .get(&id.session)?
            .places
            .get(&id.participant)?;
        Some(Arc::clone(&place.line))
    }

    /// Gives a line its place; the one that held it before is handed back.
    pub(super) fn enter(&mut self, line: &Arc<Line>) -> Option<Arc<Line>> {
        let session = self.sessions.entry(line.id.session.clone()).or_default();
        let place = Place {
            line: Arc::clone(line),
            slots: Vec::new(),
        };
        for kind in [Kind::Audio, Kind::Video] {
            let muted = session.muted.contains(&(line.id.participant.clone(), kind));
            line.feed(kind).mute(muted);
        }
        let replaced = session.places.insert(line.id.participant.clone(), place);
        match &replaced {
            Some(replaced) => replaced.vacate(),
            None => self.lines += 1,
        }
        session.settle();
        replaced.map(|replaced| replaced.line)
    }

    /// Takes a line out, unless another holds its place already.
    pub(super) fn leave(&mut self, line: &Arc<Line>) {
        let Some(session) = self.sessions.get_mut(&line.id.session) else {
            return;
        };
        let held = session.places.get(&line.id.participant);
        if !held.is_some_and(|place| Arc::ptr_eq(&place.line, line)) {
            return;
        }
        if let Some(place) = session.places.remove(&line.id.participant) {
            place.vacate();
            self.lines = self.lines.saturating_sub(1);
        }
        session.settle();
        self.drop_if_empty(&line.id.session);
    }

    pub(super) fn route(&mut self, name: &str, routes: BTreeSet<Route>) {
        let session = self.sessions.entry(name.to_owned()).or_default();
        session.routes = routes;
        session.settle();
        self.drop_if_empty(name);
    }

    pub(super) fn mute(&mut self, id: &LineId, kind: Kind, on: bool) {
        let Some(session) = self.sessions.get_mut(&id.session) else {
            return;
        };
        let key = (id.participant.clone(), kind);
        let changed = if on {
            session.muted.insert(key)
        } else {
            session.muted.remove(&key)
        };
        if changed && let Some(place) = session.places.get(&id.participant) {
            place.line.feed(kind).mute(on);
        }
    }

    /// Forgets a session and hands back its lines, to be ended.
    pub(super) fn forget(&mut self, name: &str) -> Vec<Arc<Line>> {
        let Some(session) = self.sessions.remove(name) else {
            return Vec::new();
        };
        self.lines = self.lines.saturating_sub(session.places.len());
        session
            .places
            .into_values()
            .map(|place| {
                place.vacate();
                place.line
            })
            .collect()
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) -> Vec<Arc<Line>> {
        let names: Vec<String> = self.sessions.keys().cloned().collect();
        names.iter().flat_map(|name| self.forget(name)).collect()
    }

    /// How many more slots a line needs for those it may see.
    pub(super) fn missing(&self, line: &Arc<Line>) -> usize {
        self.place(line).map_or(0, |(session, place)| {
            let wanted = wanted(&session.routes, &line.id.participant);
            assign(&place.shown(), &wanted)
                .1
                .min(SLOTS_MAX.saturating_sub(place.slots.len()))
        })
    }

    /// Gives a line its slots; those it had keep what they show.
    pub(super) fn furnish(&mut self, line: &Arc<Line>, slots: Vec<Slot>) {
        let Some(session) = self.sessions.get_mut(&line.id.session) else {
            return;
        };
        if let Some(place) = session.place_mut(line) {
            place.slots.extend(slots);
            session.settle();
        }
    }

    /// Notes the `mid`s under which a line's slots were offered, in their order.
    pub(super) fn name_slots(&mut self, line: &Arc<Line>, mids: Vec<(String, String)>) {
        let session = self.sessions.get_mut(&line.id.session);
        if let Some(place) = session.and_then(|session| session.place_mut(line)) {
            for (slot, mids) in place.slots.iter_mut().zip(mids) {
                slot.mids = Some(mids);
            }
        }
    }

    /// What a line receives, on the media lines it knows of.
    pub(super) fn down(&self, line: &Arc<Line>) -> Vec<Down> {
        let Some((_, place)) = self.place(line) else {
            return Vec::new();
        };
        let mut down = Vec::with_capacity(place.slots.len() * 2);
        for slot in &place.slots {
            let Some((audio, video)) = &slot.mids else {
                continue;
            };
            for (mid, kind) in [(audio, Kind::Audio), (video, Kind::Video)] {
                down.push(Down {
                    mid: mid.clone(),
                    kind,
                    participant: slot.shows.clone(),
                });
            }
        }
        down
    }

    pub(super) fn passed(&self, session: &str) -> BTreeMap<Route, Passed> {
        let Some(session) = self.sessions.get(session) else {
            return BTreeMap::new();
        };
        session
            .passed
            .iter()
            .map(|(route, tally)| (route.clone(), tally.passed()))
            .collect()
    }

    fn place(&self, line: &Arc<Line>) -> Option<(&Session, &Place)> {
        let session = self.sessions.get(&line.id.session)?;
        let place = session.places.get(&line.id.participant)?;
        Arc::ptr_eq(&place.line, line).then_some((session, place))
    }

    fn drop_if_empty(&mut self, name: &str) {
        let empty = |session: &Session| session.places.is_empty() && session.routes.is_empty();
        if self.sessions.get(name).is_some_and(empty) {
            self.sessions.remove(name);
        }
    }
}

impl Session {
    fn place_mut(&mut self, line: &Arc<Line>) -> Option<&mut Place> {
        let place = self.places.get_mut(&line.id.participant)?;
        Arc::ptr_eq(&place.line, line).then_some(place)
    }

    /// Makes the outlets follow the routes.
    fn settle(&mut self) {
        let routes = &self.routes;
        for (name, place) in &mut self.places {
            let wanted = wanted(routes, name);
            let (shown, missing) = assign(&place.shown(), &wanted);
            let changed = place.shown() != shown;
            for (slot, shows) in place.slots.iter_mut().zip(shown) {
                slot.shows = shows;
            }
            if changed || missing > 0 {
                place.line.nudge();
            }
        }
        self.connect();
    }

    /// Connects every outlet to whom it shows, first cutting those that show nobody.
    fn connect(&mut self) {
        let mut outlets: BTreeMap<(String, Kind), Vec<Arc<Outlet>>> = BTreeMap::new();
        let mut led = Vec::new();
        for (name, place) in &self.places {
            for slot in &place.slots {
                for (outlet, kind) in [(&slot.audio, Kind::Audio), (&slot.video, Kind::Video)] {
                    match &slot.shows {
                        None => outlet.connect(None),
                        Some(from) => {
                            outlets
                                .entry((from.clone(), kind))
                                .or_default()
                                .push(Arc::clone(outlet));
                            let route = Route {
                                from: from.clone(),
                                to: name.clone(),
                            };
                            led.push((Arc::clone(outlet), route, kind));
                        }
                    }
                }
            }
        }
        for (name, place) in &self.places {
            for kind in [Kind::Audio, Kind::Video] {
                let outlets = outlets.remove(&(name.clone(), kind)).unwrap_or_default();
                place.line.feed(kind).lead_to(outlets);
            }
        }
        for (outlet, route, kind) in led {
            let feed = self
                .places
                .get(&route.from)
                .map(|place| Arc::clone(place.line.feed(kind)));
            outlet.connect(feed.map(|feed| feed.source(self.tally(route))));
        }
    }

    fn tally(&mut self, route: Route) -> Arc<RouteTally> {
        if self.passed.len() >= COUNTED_MAX && !self.passed.contains_key(&route) {
            return Arc::default();
        }
        Arc::clone(self.passed.entry(route).or_default())
    }
}

impl Place {
    fn shown(&self) -> Vec<Option<String>> {
        self.slots.iter().map(|slot| slot.shows.clone()).collect()
    }

    /// Cuts the line off from everybody.
    fn vacate(&self) {
        for slot in &self.slots {
            slot.audio.connect(None);
            slot.video.connect(None);
        }
        for kind in [Kind::Audio, Kind::Video] {
            self.line.feed(kind).lead_to(Vec::new());
        }
    }
}

/// Whom a participant may hear and see.
fn wanted(routes: &BTreeSet<Route>, to: &str) -> BTreeSet<String> {
    let leads_here = |route: &&Route| route.to == to && route.from != to;
    routes
        .iter()
        .filter(leads_here)
        .map(|route| route.from.clone())
        .collect()
}

/// Who is shown where: whoever is still wanted stays in his slot, the others fill what is free.
/// With it, how many found no slot.
fn assign(shown: &[Option<String>], wanted: &BTreeSet<String>) -> (Vec<Option<String>>, usize) {
    let mut kept: Vec<Option<String>> = shown
        .iter()
        .map(|shows| shows.clone().filter(|shows| wanted.contains(shows)))
        .collect();
    let placed: BTreeSet<String> = kept.iter().flatten().cloned().collect();
    let mut waiting = wanted.difference(&placed).cloned();
    for slot in kept.iter_mut().filter(|slot| slot.is_none()) {
        *slot = waiting.next();
    }
    let missing = waiting.count();
    (kept, missing)
}

#[cfg(test)]
mod tests;
