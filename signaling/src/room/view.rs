//! What follows from the places: who may know of whom, who is next, and who sees whom.

use super::{
    Room,
    input::{Output, Path},
    place::Place,
};
use crate::{
    host::Delay,
    id::{ParticipantId, SessionId},
    message::{ParticipantState, Person, QueuePlace, Role, ServerMessage, SessionState, Side},
};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// The whole of a session, for the host's own pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Which.
    pub session: SessionId,
    /// How far it is.
    pub state: SessionState,
    /// Whether it takes nobody new.
    pub locked: bool,
    /// Who is shown large.
    pub pinned: Option<ParticipantId>,
    /// Everybody.
    pub participants: Vec<Person>,
}

/// Somebody in the waiting room, next first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingPerson {
    /// Who.
    pub participant: ParticipantId,
    /// As what.
    pub role: Role,
    /// The name to show.
    pub name: String,
    /// Since when.
    pub waiting_since: DateTime<Utc>,
    /// Whether the check before the call passed.
    pub ready: bool,
    /// Whether the person's page is connected.
    pub connected: bool,
}

impl Room {
    /// The whole of the session.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            session: self.session.clone(),
            state: self.state,
            locked: self.locked,
            pinned: self.pinned.clone(),
            participants: self
                .places
                .values()
                .map(|place| person(place, true))
                .collect(),
        }
    }

    /// Everybody who waits, next first.
    pub fn waiting(&self) -> Vec<WaitingPerson> {
        self.queue()
            .into_iter()
            .map(|place| WaitingPerson {
                participant: place.participant().clone(),
                role: place.guest.role,
                name: place.guest.name.clone(),
                waiting_since: place.waiting_since,
                ready: place.ready,
                connected: place.connection.is_some(),
            })
            .collect()
    }

    /// Who waits, next first. The version of who waits is that of the arrival, so it parts those
    /// who came in the same second.
    fn queue(&self) -> Vec<&Place> {
        let mut queue: Vec<&Place> = self
            .places
            .values()
            .filter(|place| place.is_waiting())
            .collect();
        queue.sort_by_key(|place| (place.waiting_since, place.version));
        queue
    }

    pub(super) fn queue_for(&self, reader: &ParticipantId) -> Option<QueuePlace> {
        let (index, place) = self
            .queue()
            .into_iter()
            .enumerate()
            .find(|(_, place)| place.participant() == reader)?;
        let before = u32::try_from(index).unwrap_or(u32::MAX);
        Some(QueuePlace {
            position: self
                .expectation
                .ahead
                .saturating_add(before)
                .saturating_add(1),
            waiting_since: place.waiting_since,
            expected: self.expectation.at,
        })
    }

    /// Everybody the reader may know of, with as much as the reader may know.
    pub(super) fn view_for(&self, reader: &ParticipantId) -> Vec<Person> {
        let Some(viewer) = self.places.get(reader) else {
            return Vec::new();
        };
        self.places
            .values()
            .filter(|place| may_know(viewer, place))
            .map(|place| {
                let is_own = place.participant() == reader;
                person(place, is_own || knows_more(viewer.guest.role))
            })
            .collect()
    }

    /// Whether the asker may know of the person at all.
    pub(super) fn knows(&self, asker: &ParticipantId, other: &ParticipantId) -> bool {
        match (self.places.get(asker), self.places.get(other)) {
            (Some(viewer), Some(place)) => may_know(viewer, place),
            (None, _) | (_, None) => false,
        }
    }

    /// Everybody admitted sees everybody admitted who is seen; nobody else sees or is seen.
    pub(super) fn wanted_routes(&self) -> BTreeSet<Path> {
        let admitted: Vec<&Place> = self.places.values().filter(|p| p.is_admitted()).collect();
        let mut routes = BTreeSet::new();
        for from in admitted.iter().filter(|place| place.guest.role.is_seen()) {
            for to in admitted.iter().filter(|place| place.guest.role.sees()) {
                if from.participant() != to.participant() {
                    routes.insert(Path {
                        from: from.participant().clone(),
                        to: to.participant().clone(),
                    });
                }
            }
        }
        routes
    }

    /// Tells everybody what follows from what happened, and only what is new to them.
    pub(super) fn settle(&mut self) {
        if !std::mem::take(&mut self.is_changed) || self.is_drained {
            return;
        }
        let routes = self.wanted_routes();
        if routes != self.routes {
            self.routes.clone_from(&routes);
            // The gate comes before the words: an admission is felt by its first picture.
            self.out.insert(0, Output::Route(routes));
        }
        let readers: Vec<ParticipantId> = self.places.keys().cloned().collect();
        for reader in readers {
            let participants = self.view_for(&reader);
            let view = without_quality(&participants);
            let queue = self.queue_for(&reader);
            let Some(place) = self.places.get_mut(&reader) else {
                continue;
            };
            let is_news = place.view != view;
            let moved = queue.filter(|_| place.queue != queue);
            let is_late = !place.is_admitted() && place.delay != self.delay;
            if is_late {
                place.delay.clone_from(&self.delay);
            }
            place.view = view;
            place.queue = queue;
            if is_news {
                self.send(&reader, None, ServerMessage::Participants { participants });
            }
            if let Some(queue) = moved {
                self.send(&reader, None, queue_message(queue));
            }
            if is_late {
                let Delay { minutes, text } = self.delay.clone();
                self.send(&reader, None, ServerMessage::Late { minutes, text });
            }
        }
    }
}

pub(super) fn queue_message(queue: QueuePlace) -> ServerMessage {
    ServerMessage::Queue {
        position: queue.position,
        waiting_since: queue.waiting_since,
        expected: queue.expected,
    }
}

/// A change of quality has its own message and is no reason to send everybody again.
pub(super) fn without_quality(view: &[Person]) -> Vec<Person> {
    view.iter()
        .map(|person| Person {
            quality: None,
            ..person.clone()
        })
        .collect()
}

/// Who waits or is held knows of nobody. The office knows everybody. The operator knows the
/// centre's people and the office, but no third party before the office lets it in.
fn may_know(viewer: &Place, place: &Place) -> bool {
    if viewer.participant() == place.participant() {
        return true;
    }
    if !viewer.is_admitted() {
        return false;
    }
    match viewer.guest.role {
        Role::Official | Role::Secretary => true,
        Role::Operator => place.is_admitted() || place.guest.role.side() == Side::Centre,
        Role::Applicant
        | Role::Companion
        | Role::Representative
        | Role::Interpreter
        | Role::SignLanguageInterpreter
        | Role::Observer => place.is_admitted(),
    }
}

/// Whose lines and waiting times are shown to whom.
fn knows_more(viewer: Role) -> bool {
    match viewer {
        Role::Official | Role::Secretary | Role::Operator => true,
        Role::Applicant
        | Role::Companion
        | Role::Representative
        | Role::Interpreter
        | Role::SignLanguageInterpreter
        | Role::Observer => false,
    }
}

fn person(place: &Place, is_detailed: bool) -> Person {
    let is_queued = match place.state {
        ParticipantState::Waiting | ParticipantState::Held => true,
        ParticipantState::Admitted | ParticipantState::Left => false,
    };
    Person {
        participant: place.participant().clone(),
        role: place.guest.role,
        name: place.guest.name.clone(),
        language: place.guest.language.clone(),
        state: place.state,
        version: place.version,
        connected: place.connection.is_some(),
        ready: place.ready,
        line: place.line.is_up,
        muted: place.muted,
        waiting_since: (is_detailed && is_queued).then_some(place.waiting_since),
        admitted_at: place.admitted_at,
        quality: place.quality.filter(|_| is_detailed),
    }
}
