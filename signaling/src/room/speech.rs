//! What people say: numbered, checked against the table of rights, answered once.

use super::{
    No, Room,
    deciding::Whom,
    input::{Connection, Event, Leaving, Moment, Saying},
    place::Asked,
};
use crate::{
    host::Wish,
    id::ParticipantId,
    message::{Check, ClientMessage, ErrorCode, Kind, Role, ServerMessage, SessionState, Stats},
    permission::{Right, right},
};

/// How a request is answered.
pub(super) enum Answer {
    /// With this.
    Now(ServerMessage),
    /// With nothing of its own.
    Done,
    /// When the host has done its part.
    Later,
    /// The asker was told already, or is gone.
    Told,
}

impl Room {
    pub(super) fn said(&mut self, now: Moment, saying: Saying) {
        let Saying {
            from,
            connection,
            id,
            message,
        } = saying;
        let from = &from;
        let Some(place) = self.places.get(from) else {
            return;
        };
        if place.connection != Some(connection) {
            return;
        }
        if let Some(id) = id {
            match place.asked(id) {
                Asked::Never => {}
                Asked::Answered(answer) => return self.send(from, Some(id), answer),
                Asked::Pending => return,
                Asked::Forgotten => {
                    let no = No(ErrorCode::StaleId, "request numbers go up");
                    return self.send(from, Some(id), no.message());
                }
            }
        }
        let kind = message.kind();
        let answer = match self
            .may(from, kind)
            .and_then(|()| self.act(now, from, id, message))
        {
            Ok(Answer::Now(answer)) => Some(answer),
            Ok(Answer::Done) => id.map(|_| ServerMessage::Done {}),
            Ok(Answer::Later) => return self.remember(from, id, None),
            Ok(Answer::Told) => return,
            Err(no) => Some(no.message()),
        };
        if let Some(answer) = answer {
            self.remember(from, id, Some(answer.clone()));
            self.send(from, id, answer);
        }
    }

    pub(super) fn remember(
        &mut self,
        from: &ParticipantId,
        id: Option<u64>,
        answer: Option<ServerMessage>,
    ) {
        if let (Some(id), Some(place)) = (id, self.places.get_mut(from)) {
            place.remember(id, answer);
        }
    }

    /// Says that a frame could not be read or came too fast; it changes nothing.
    pub(super) fn garbled(
        &mut self,
        from: &ParticipantId,
        connection: Connection,
        id: Option<u64>,
        message: ServerMessage,
    ) {
        if self
            .places
            .get(from)
            .is_some_and(|place| place.connection == Some(connection))
        {
            self.send(from, id, message);
        }
    }

    fn may(&self, from: &ParticipantId, kind: Kind) -> Result<(), No> {
        let place = self.places.get(from).ok_or(NOBODY)?;
        match right(place.guest.role, kind) {
            Right::Yes | Right::OwnSide => Ok(()),
            Right::No => Err(No(ErrorCode::NotAllowed, "this role has no right to this")),
            Right::WhileOfficial if self.has_official() => Ok(()),
            Right::WhileOfficial => Err(No(
                ErrorCode::OfficialAbsent,
                "no page of the official is connected",
            )),
            Right::Admitted if place.is_admitted() => Ok(()),
            Right::Admitted => Err(No(
                ErrorCode::NotAdmitted,
                "only who is admitted may do this",
            )),
        }
    }

    fn act(
        &mut self,
        now: Moment,
        from: &ParticipantId,
        id: Option<u64>,
        message: ClientMessage,
    ) -> Result<Answer, No> {
        match message {
            ClientMessage::Hello { .. } => Err(No(ErrorCode::WrongState, "hello was said")),
            ClientMessage::Ready { devices: _, check } => self.ready(now, from, check),
            ClientMessage::Answer { sdp, epoch } => Ok(self.answer(from, epoch, sdp)),
            ClientMessage::Candidate(trickle) => Ok(self.candidate(from, trickle)),
            ClientMessage::Restart {} => Ok(self.restart(from)),
            ClientMessage::Admit {
                participant,
                version,
            } => self.admit(
                now,
                from,
                Whom {
                    participant: &participant,
                    version: Some(version),
                },
            ),
            ClientMessage::Hold {
                participant,
                version,
            } => self.hold(
                now,
                from,
                Whom {
                    participant: &participant,
                    version,
                },
            ),
            ClientMessage::Decline {
                participant,
                reason,
                version,
            } => self.decline(
                now,
                from,
                Whom {
                    participant: &participant,
                    version,
                },
                reason,
            ),
            ClientMessage::Invite { role, by, to, name } => {
                let wish = Wish {
                    by: from.clone(),
                    role,
                    way: by,
                    to,
                    name,
                };
                self.invite(id, wish)
            }
            ClientMessage::Tell { participant, text } => self.tell(now, from, &participant, text),
            ClientMessage::Mute {
                participant,
                kind,
                on,
            } => self.mute(now, from, &participant, (kind, on)),
            ClientMessage::Remove { participant } => self.remove(now, from, &participant),
            ClientMessage::Lock { on } => Ok(self.lock(now, from, on)),
            ClientMessage::Chat { text } => self.chat(now, from, text),
            ClientMessage::Pin { participant } => self.pin(now, from, participant),
            ClientMessage::Stats(stats) => Ok(self.stats(now, from, stats)),
            ClientMessage::End { outcome } => Ok(self.end(now, from, id, outcome)),
            ClientMessage::Bye {} => {
                self.leave(now, from, Leaving::Bye, super::Closing::Bye);
                Ok(Answer::Told)
            }
        }
    }

    fn ready(&mut self, now: Moment, from: &ParticipantId, check: Check) -> Result<Answer, No> {
        let place = self.places.get_mut(from).ok_or(NOBODY)?;
        place.ready = check.passed;
        self.is_changed = true;
        let role = place.guest.role;
        self.event(
            now,
            Event::Ready {
                participant: from.clone(),
                check,
            },
        );
        if role == Role::Operator {
            let by = from.clone();
            self.advance(now, SessionState::Open, Event::Opened { by });
        }
        let queue = self.queue_for(from);
        if let Some(place) = self.places.get_mut(from) {
            place.queue = queue;
        }
        Ok(queue.map_or(Answer::Done, |queue| {
            Answer::Now(super::view::queue_message(queue))
        }))
    }

    fn chat(&mut self, now: Moment, from: &ParticipantId, text: String) -> Result<Answer, No> {
        if text.trim().is_empty() {
            return Err(No(ErrorCode::BadFrame, "there is no text"));
        }
        let message = ServerMessage::Chat {
            from: from.clone(),
            text,
            at: now.at,
        };
        self.tell_admitted(&message, Some(from));
        Ok(Answer::Now(message))
    }

    fn stats(&mut self, now: Moment, from: &ParticipantId, stats: Stats) -> Answer {
        let quality = stats.quality();
        let Some(place) = self.places.get_mut(from) else {
            return Answer::Told;
        };
        if place.quality.replace(quality) == Some(quality) {
            return Answer::Done;
        }
        let (level, cause) = (quality.level, quality.cause);
        self.event(
            now,
            Event::Quality {
                participant: from.clone(),
                level,
                cause,
            },
        );
        let readers: Vec<ParticipantId> = self
            .places
            .values()
            .map(|place| place.participant().clone())
            .filter(|reader| self.knows(reader, from))
            .collect();
        for reader in readers {
            let participant = from.clone();
            self.send(
                &reader,
                None,
                ServerMessage::Quality {
                    participant,
                    level,
                    cause,
                },
            );
        }
        Answer::Done
    }
}

/// The same for whoever is not there and for whoever the asker may not know of.
pub(super) const NOBODY: No = No(ErrorCode::NoSuchParticipant, "nobody of that name is here");

impl No {
    fn message(self) -> ServerMessage {
        ServerMessage::Error {
            code: self.0,
            detail: self.1.to_owned(),
        }
    }
}
