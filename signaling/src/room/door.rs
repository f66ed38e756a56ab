//! Coming in, losing the socket, leaving, and the end of it all.

use super::{
    BARRED_MAX, PLACES_MAX, Room,
    input::{Arrival, Closing, Connection, Entry, Event, Leaving, Moment, Output},
    place::Place,
};
use crate::{
    host::{Bar, Guest},
    id::ParticipantId,
    message::{By, ErrorCode, Role, ServerFrame, ServerMessage, SessionState, Side},
};

/// How somebody is seen off.
#[derive(Clone, Copy)]
struct Parting<'a> {
    by: By,
    /// Who ended it, and the number of that request.
    asker: Option<(&'a ParticipantId, Option<u64>)>,
    cause: Leaving,
}

impl Room {
    pub(super) fn join(&mut self, now: Moment, arrival: Arrival) {
        let Arrival {
            guest,
            connection,
            id,
            entry,
        } = &arrival;
        if let Some(code) = self.refusal(guest, *connection, *entry) {
            self.out.push(Output::Refuse {
                connection: *connection,
                id: *id,
                code,
            });
            return;
        }
        let known = self.places.get(&guest.participant);
        if known.is_some_and(|place| place.guest.role == guest.role) {
            self.come_back(now, &arrival);
            return;
        }
        let participant = guest.participant.clone();
        self.leave(now, &participant, Leaving::Changed, Closing::Replaced);
        self.come_in(now, arrival);
    }

    fn refusal(&self, guest: &Guest, connection: Connection, entry: Entry) -> Option<ErrorCode> {
        if self.is_over() || self.is_drained {
            return Some(ErrorCode::Ended);
        }
        let bar = self.barred.get(&guest.participant);
        if bar.is_some_and(|bar| bar.keeps_out(guest.issued_at)) {
            return Some(ErrorCode::Removed);
        }
        if let Some(place) = self.places.get(&guest.participant) {
            // A socket that is older than the one here lost the race.
            return place
                .connection
                .is_some_and(|c| c >= connection)
                .then_some(ErrorCode::Gone);
        }
        if matches!(entry, Entry::Resume { .. }) {
            return Some(ErrorCode::Gone);
        }
        if self.locked && guest.role.is_queued() {
            return Some(ErrorCode::Locked);
        }
        // A crowd does not keep the office out of its own room.
        let is_full = self.places.len() >= PLACES_MAX || self.barred.len() >= BARRED_MAX;
        (is_full && guest.role.side() != Side::Office).then_some(ErrorCode::Full)
    }

    fn come_in(&mut self, now: Moment, arrival: Arrival) {
        let Arrival {
            guest,
            connection,
            id,
            entry: _,
        } = arrival;
        let (participant, role) = (guest.participant.clone(), guest.role);
        let version = self.next_version();
        let mut place = Place::new(guest, version, now);
        place.connection = Some(connection);
        place.lost_at = None;
        self.places.insert(participant.clone(), place);
        self.empty_since = None;
        self.welcome(&participant, id, false, now);
        self.open_line(&participant);
        let arrived = if role.is_queued() {
            Event::Waiting {
                participant: participant.clone(),
                role,
            }
        } else {
            Event::Arrived {
                participant: participant.clone(),
                role,
            }
        };
        self.event(now, arrived);
        if role.side() == Side::Office {
            self.advance(now, SessionState::Open, Event::Opened { by: participant });
        }
    }

    fn come_back(&mut self, now: Moment, arrival: &Arrival) {
        let Arrival {
            guest,
            connection,
            id,
            entry,
        } = arrival;
        let participant = &guest.participant;
        let Some(place) = self.places.get_mut(participant) else {
            return;
        };
        if let Some(old) = place.connection.replace(*connection) {
            let closing = Closing::Replaced;
            let participant = participant.clone();
            self.out.push(Output::Close {
                participant,
                connection: old,
                closing,
            });
        }
        place.lost_at = None;
        place.guest = guest.clone();
        let missed = match entry {
            Entry::Ticket | Entry::Resume { seen: None } => None,
            Entry::Resume { seen: Some(seen) } => place.missed(*seen),
        };
        if let Some(frames) = missed {
            self.send_again(participant, *connection, frames);
            self.welcome(participant, *id, true, now);
            self.open_line(participant);
            return;
        }
        place.begin_anew();
        let told = place.told.clone().filter(|_| !place.is_admitted());
        self.welcome(participant, *id, false, now);
        if let Some((text, at)) = told {
            let participant = participant.clone();
            let message = ServerMessage::Told {
                participant: participant.clone(),
                text,
                at,
            };
            self.send(&participant, None, message);
        }
        self.close_line(participant);
        self.open_line(participant);
    }

    fn send_again(&mut self, to: &ParticipantId, connection: Connection, frames: Vec<ServerFrame>) {
        for frame in frames {
            let to = to.clone();
            self.out.push(Output::Send {
                to,
                connection,
                frame,
                fresh: false,
            });
        }
    }

    /// Says everything there is to know at this moment; the driver adds servers and secrets.
    fn welcome(&mut self, to: &ParticipantId, id: Option<u64>, resumed: bool, now: Moment) {
        self.is_changed = true;
        let participants = self.view_for(to);
        let Some(place) = self.places.get_mut(to) else {
            return;
        };
        place.view = super::view::without_quality(&participants);
        let state = match self.state {
            // Who waits need not know that others are in.
            SessionState::Live if !place.is_admitted() => SessionState::Open,
            state @ (SessionState::Scheduled
            | SessionState::Open
            | SessionState::Live
            | SessionState::Ended
            | SessionState::Failed) => state,
        };
        let message = ServerMessage::Welcome {
            session: self.session.clone(),
            role: place.guest.role,
            you: to.clone(),
            participants,
            state,
            locked: self.locked,
            pinned: self.pinned.clone().filter(|_| place.is_admitted()),
            ice_servers: Vec::new(),
            resume_token: None,
            resumed,
            now: now.at,
        };
        self.send(to, id, message);
    }

    pub(super) fn lost(&mut self, now: Moment, from: &ParticipantId, connection: Connection) {
        if let Some(place) = self.places.get_mut(from)
            && place.connection == Some(connection)
        {
            place.connection = None;
            place.lost_at = Some(now.steady);
            self.is_changed = true;
        }
    }

    /// Takes a place away; what was sent to it before still goes out.
    pub(super) fn leave(
        &mut self,
        now: Moment,
        participant: &ParticipantId,
        cause: Leaving,
        closing: Closing,
    ) {
        let Some(place) = self.places.remove(participant) else {
            return;
        };
        self.is_changed = true;
        if place.line.is_open {
            self.out.push(Output::CloseLine {
                participant: participant.clone(),
            });
        }
        self.out.push(Output::DropResume {
            participant: participant.clone(),
        });
        if let Some(connection) = place.connection {
            let participant = participant.clone();
            self.out.push(Output::Close {
                participant,
                connection,
                closing,
            });
        }
        let role = place.guest.role;
        self.event(
            now,
            Event::Left {
                participant: participant.clone(),
                role,
                cause,
            },
        );
        if self.pinned.as_ref() == Some(participant) {
            self.pinned = None;
            self.tell_admitted(&ServerMessage::Pin { participant: None }, None);
        }
        if self.places.is_empty() {
            self.empty_since = Some(now.steady);
        }
    }

    /// Ends the session for everybody.
    pub(super) fn end_all(
        &mut self,
        now: Moment,
        by: By,
        asker: Option<(&ParticipantId, Option<u64>)>,
        outcome: Option<String>,
    ) {
        if self.is_over() {
            return;
        }
        self.state = SessionState::Ended;
        let participant = asker.map(|(participant, _)| participant.clone());
        self.event(
            now,
            Event::Ended {
                by,
                participant,
                outcome,
            },
        );
        self.dismiss_all(now, by, asker);
    }

    pub(super) fn dismiss_all(
        &mut self,
        now: Moment,
        by: By,
        asker: Option<(&ParticipantId, Option<u64>)>,
    ) {
        let people: Vec<ParticipantId> = self.places.keys().cloned().collect();
        for participant in people {
            self.dismiss(
                now,
                &participant,
                Parting {
                    by,
                    asker,
                    cause: Leaving::Ended,
                },
            );
        }
    }

    fn dismiss(&mut self, now: Moment, participant: &ParticipantId, parting: Parting<'_>) {
        let Parting { by, asker, cause } = parting;
        let id = asker
            .filter(|(who, _)| *who == participant)
            .and_then(|(_, id)| id);
        self.send(participant, id, ServerMessage::Ended { by, survey: None });
        self.leave(now, participant, cause, Closing::Over);
    }

    /// Ends the centre's side; the office stays, and decides what came of it.
    pub(super) fn end_side(
        &mut self,
        now: Moment,
        asker: &ParticipantId,
        id: Option<u64>,
        outcome: Option<String>,
    ) {
        let has_office = self
            .places
            .values()
            .any(|p| p.guest.role.side() == Side::Office);
        if !has_office {
            self.end_all(now, By::Centre, Some((asker, id)), outcome);
            return;
        }
        let people: Vec<ParticipantId> = self
            .places
            .values()
            .filter(|place| place.guest.role.side() == Side::Centre)
            .map(|place| place.participant().clone())
            .collect();
        for participant in people {
            let asker = Some((asker, id));
            let parting = Parting {
                by: By::Centre,
                asker,
                cause: Leaving::SideEnded,
            };
            self.dismiss(now, &participant, parting);
        }
    }

    /// Whether a page of the official is connected: the secretary decides only meanwhile.
    pub(super) fn has_official(&self) -> bool {
        self.places
            .values()
            .any(|place| place.guest.role == Role::Official && place.connection.is_some())
    }

    pub(super) fn bar(&mut self, participant: &ParticipantId, why: Bar) {
        self.barred.insert(participant.clone(), why);
    }
}
