//! The room of one session as a state machine: told what happened and when, it says what to do.
//!
//! It reads no clock, makes no random choice and keeps everything in order, so that every race
//! can be tested without a socket and a failing run can be played again.

mod deciding;
mod door;
mod input;
mod lines;
mod place;
mod speech;
mod view;

pub use input::{
    Arrival, Closing, Connection, Entry, Event, Input, Leaving, LineNews, Moment, Output, Path,
    Saying,
};
pub use place::{ANSWERS_KEPT_MAX, BYTES_KEPT_MAX, FRAMES_KEPT_MAX};
pub use view::{Snapshot, WaitingPerson};

use crate::{
    host::{Bar, Delay, Expectation, Seed, Standing},
    id::{ParticipantId, SessionId},
    message::{By, ErrorCode, ServerMessage, SessionState},
};
use place::Place;
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

/// How long a place is kept after its socket is lost.
pub const GRACE: Duration = Duration::from_secs(30);
/// How long a broken media line rests before it is made anew.
pub const LINE_REST: Duration = Duration::from_secs(1);
/// How long a live session may stand empty before it counts as broken off.
pub const ABANDONED_AFTER: Duration = Duration::from_mins(15);
/// The most people in one room; the office comes in beyond it too, for it is the office's own.
pub const PLACES_MAX: usize = 32;
/// The most people a session remembers to have put out or turned away.
pub const BARRED_MAX: usize = 256;

/// The room of one session.
pub struct Room {
    session: SessionId,
    state: SessionState,
    places: BTreeMap<ParticipantId, Place>,
    barred: BTreeMap<ParticipantId, Bar>,
    locked: bool,
    pinned: Option<ParticipantId>,
    expectation: Expectation,
    delay: Delay,
    versions: u64,
    routes: BTreeSet<Path>,
    empty_since: Option<Duration>,
    is_drained: bool,
    is_changed: bool,
    out: Vec<Output>,
}

/// Why a request was not done.
struct No(ErrorCode, &'static str);

impl Room {
    /// Opens the room of a session with what the host knows of it.
    pub fn new(session: SessionId, seed: Seed, now: Moment) -> Self {
        let Standing {
            places,
            barred,
            locked,
            pinned,
            versions,
        } = seed.standing;
        let mut room = Self {
            session,
            state: seed.state,
            places: BTreeMap::new(),
            barred,
            locked,
            pinned,
            expectation: seed.expectation,
            delay: seed.delay,
            versions,
            routes: BTreeSet::new(),
            empty_since: Some(now.steady),
            is_drained: false,
            is_changed: true,
            out: Vec::new(),
        };
        for place in places {
            room.versions = room.versions.max(place.version);
            let place = Place::restored(place, now);
            room.places.insert(place.participant().clone(), place);
            room.empty_since = None;
        }
        room
    }

    /// Takes one thing that happened and says, in order, everything that is to be done about it.
    pub fn handle(&mut self, now: Moment, input: Input) -> Vec<Output> {
        self.expire(now);
        match input {
            Input::Join(arrival) => self.join(now, arrival),
            Input::Said(saying) => self.said(now, saying),
            Input::Garbled {
                from,
                connection,
                id,
                code,
                detail,
            } => {
                self.garbled(&from, connection, id, ServerMessage::Error { code, detail });
            }
            Input::Lost { from, connection } => self.lost(now, &from, connection),
            Input::Line { of, line, news } => self.line_news(now, &of, line, news),
            Input::Invited { wish, id, result } => self.invited(now, &wish, id, result),
            Input::Expect(expectation) => {
                self.expectation = expectation;
                self.is_changed = true;
            }
            Input::Late(delay) => {
                self.is_changed |= self.delay != delay;
                self.delay = delay;
            }
            Input::End { outcome } => self.end_all(now, By::System, None, outcome),
            Input::Fail { cause } => self.fail(now, cause),
            Input::Drain { signal_url } => self.drain(signal_url.as_deref()),
            Input::Tick => {}
        }
        self.settle();
        std::mem::take(&mut self.out)
    }

    /// Where everybody stands: what the room is opened with after the program was killed.
    pub fn standing(&self) -> Standing {
        Standing {
            places: self.places.values().map(Place::standing).collect(),
            barred: self.barred.clone(),
            locked: self.locked,
            pinned: self.pinned.clone(),
            versions: self.versions,
        }
    }

    /// When to call `handle` with a `Tick` at the latest, by the steady clock.
    pub fn next_due(&self) -> Option<Duration> {
        let lost = self
            .places
            .values()
            .filter_map(|place| place.lost_at.map(|at| at + GRACE));
        let broken = self
            .places
            .values()
            .filter_map(|place| place.line.reopen_at);
        lost.chain(broken).chain(self.abandoned_at()).min()
    }

    /// How far the session is.
    pub fn state(&self) -> SessionState {
        self.state
    }

    /// Whether the session is over, for good or ill.
    pub fn is_over(&self) -> bool {
        match self.state {
            SessionState::Ended | SessionState::Failed => true,
            SessionState::Scheduled | SessionState::Open | SessionState::Live => false,
        }
    }

    /// Whether nothing would be lost if the room were closed and opened anew from its seed.
    pub fn is_idle(&self) -> bool {
        let is_before = match self.state {
            SessionState::Scheduled | SessionState::Open => true,
            SessionState::Live | SessionState::Ended | SessionState::Failed => false,
        };
        self.places.is_empty()
            && (self.is_over() || (is_before && !self.locked && self.barred.is_empty()))
    }

    fn abandoned_at(&self) -> Option<Duration> {
        if self.state == SessionState::Live && !self.is_drained {
            self.empty_since.map(|since| since + ABANDONED_AFTER)
        } else {
            None
        }
    }

    fn next_version(&mut self) -> u64 {
        self.versions += 1;
        self.versions
    }

    /// Does what became due.
    fn expire(&mut self, now: Moment) {
        if self.is_drained {
            return;
        }
        let is_due = |at: Option<Duration>| at.is_some_and(|at| at <= now.steady);
        let gone: Vec<ParticipantId> = self
            .places
            .values()
            .filter(|place| is_due(place.lost_at.map(|at| at + GRACE)))
            .map(|place| place.participant().clone())
            .collect();
        for participant in gone {
            self.leave(now, &participant, Leaving::Lost, Closing::Bye);
        }
        let broken: Vec<ParticipantId> = self
            .places
            .values()
            .filter(|place| is_due(place.line.reopen_at))
            .map(|place| place.participant().clone())
            .collect();
        for participant in broken {
            self.open_line(&participant);
        }
        if is_due(self.abandoned_at()) {
            self.fail(now, "abandoned".to_owned());
        }
    }

    /// Numbers a message at a place and, when the person is connected, sends it.
    fn send(&mut self, to: &ParticipantId, id: Option<u64>, message: ServerMessage) {
        if let Some(place) = self.places.get_mut(to) {
            let frame = place.number(id, message);
            if let Some(connection) = place.connection {
                let to = to.clone();
                self.out.push(Output::Send {
                    to,
                    connection,
                    frame,
                    fresh: true,
                });
            }
        }
    }

    /// Sends a message to everybody who is admitted.
    fn tell_admitted(&mut self, message: &ServerMessage, except: Option<&ParticipantId>) {
        let readers: Vec<ParticipantId> = self
            .places
            .values()
            .filter(|place| place.is_admitted() && Some(place.participant()) != except)
            .map(|place| place.participant().clone())
            .collect();
        for reader in readers {
            self.send(&reader, None, message.clone());
        }
    }

    fn event(&mut self, now: Moment, event: Event) {
        self.out.push(Output::Event { at: now.at, event });
    }

    /// Moves the session on and tells everybody who may know; the order of the states is the way they go.
    fn advance(&mut self, now: Moment, state: SessionState, event: Event) {
        if self.state >= state {
            return;
        }
        self.state = state;
        self.event(now, event);
        let readers: Vec<ParticipantId> = self
            .places
            .values()
            .filter(|place| place.is_admitted() || state != SessionState::Live)
            .map(|place| place.participant().clone())
            .collect();
        for reader in readers {
            self.send(&reader, None, ServerMessage::State { state });
        }
    }

    fn fail(&mut self, now: Moment, cause: String) {
        if self.is_over() {
            return;
        }
        self.state = SessionState::Failed;
        self.event(now, Event::Failed { cause });
        self.dismiss_all(now, By::System, None);
    }

    /// Tells everybody that the session goes on elsewhere and closes the sockets; the places stay.
    fn drain(&mut self, signal_url: Option<&str>) {
        self.is_drained = true;
        let people: Vec<ParticipantId> = self.places.keys().cloned().collect();
        for participant in people {
            if let Some(signal_url) = signal_url.map(str::to_owned) {
                self.send(&participant, None, ServerMessage::Moved { signal_url });
            }
            if let Some(place) = self.places.get_mut(&participant) {
                if let Some(connection) = place.connection.take() {
                    let closing = Closing::Draining;
                    let participant = participant.clone();
                    self.out.push(Output::Close {
                        participant,
                        connection,
                        closing,
                    });
                }
                if std::mem::take(&mut place.line.is_open) {
                    self.out.push(Output::CloseLine { participant });
                }
            }
        }
    }
}
