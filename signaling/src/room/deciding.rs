//! What the office, and the operator for the centre's side, decide about people.

use super::{
    No, Room,
    input::{Closing, Event, Leaving, Moment, Output},
    place::Place,
    speech::{Answer, NOBODY},
};
use crate::{
    host::{Bar, Invitation, Wish},
    id::ParticipantId,
    message::{
        By, ErrorCode, Kind, MediaKind, ParticipantState, ServerMessage, SessionState, Side, Way,
    },
    permission::{Right, right},
};

const STALE: No = No(ErrorCode::Conflict, "somebody was faster: look again");

/// Somebody, as the asker saw him.
#[derive(Clone, Copy)]
pub(super) struct Whom<'a> {
    pub(super) participant: &'a ParticipantId,
    /// The version the asker saw; none asks for whatever stands there now.
    pub(super) version: Option<u64>,
}

impl Room {
    pub(super) fn admit(
        &mut self,
        now: Moment,
        from: &ParticipantId,
        Whom {
            participant: whom,
            version,
        }: Whom<'_>,
    ) -> Result<Answer, No> {
        let next = self.versions + 1;
        let place = self.seen_as(from, whom, version)?;
        match place.state {
            ParticipantState::Waiting | ParticipantState::Held => {}
            ParticipantState::Admitted | ParticipantState::Left => {
                return Err(No(ErrorCode::WrongState, "the person does not wait"));
            }
        }
        place.state = ParticipantState::Admitted;
        place.admitted_at = Some(now.at);
        place.told = None;
        place.version = next;
        let role = place.guest.role;
        let waited_seconds = (now.at - place.waiting_since).num_seconds();
        self.versions = next;
        self.is_changed = true;
        let (participant, by) = (whom.clone(), from.clone());
        self.event(
            now,
            Event::Admitted {
                participant,
                role,
                by,
                waited_seconds,
            },
        );
        let message = ServerMessage::Admitted {
            participant: whom.clone(),
            version: next,
        };
        self.send(whom, None, message.clone());
        if let Some(pinned) = self.pinned.clone() {
            self.send(
                whom,
                None,
                ServerMessage::Pin {
                    participant: Some(pinned),
                },
            );
        }
        if self.state == SessionState::Live {
            self.send(whom, None, ServerMessage::State { state: self.state });
        }
        self.advance(now, SessionState::Live, Event::Live);
        Ok(Answer::Now(message))
    }

    pub(super) fn hold(
        &mut self,
        now: Moment,
        from: &ParticipantId,
        Whom {
            participant: whom,
            version,
        }: Whom<'_>,
    ) -> Result<Answer, No> {
        let next = self.versions + 1;
        let place = self.seen_as(from, whom, version)?;
        if !place.is_admitted() || !place.guest.role.is_queued() {
            return Err(No(
                ErrorCode::WrongState,
                "only who was admitted can be held",
            ));
        }
        place.state = ParticipantState::Held;
        place.admitted_at = None;
        place.version = next;
        place.waiting_since = now.at;
        self.versions = next;
        self.is_changed = true;
        let (participant, by) = (whom.clone(), from.clone());
        self.event(now, Event::Held { participant, by });
        let message = ServerMessage::Held {
            participant: whom.clone(),
            version: next,
        };
        self.send(whom, None, message.clone());
        if self.pinned.as_ref() == Some(whom) {
            self.pinned = None;
            self.tell_admitted(&ServerMessage::Pin { participant: None }, None);
        }
        Ok(Answer::Now(message))
    }

    pub(super) fn decline(
        &mut self,
        now: Moment,
        from: &ParticipantId,
        Whom {
            participant: whom,
            version,
        }: Whom<'_>,
        reason: String,
    ) -> Result<Answer, No> {
        let place = self.seen_as(from, whom, version)?;
        match place.state {
            ParticipantState::Waiting | ParticipantState::Held => {}
            ParticipantState::Admitted | ParticipantState::Left => {
                return Err(No(ErrorCode::WrongState, "the person does not wait"));
            }
        }
        let message = ServerMessage::Declined {
            participant: whom.clone(),
            reason: reason.clone(),
        };
        self.send(whom, None, message.clone());
        let (participant, by) = (whom.clone(), from.clone());
        self.event(
            now,
            Event::Declined {
                participant,
                by,
                reason,
            },
        );
        self.bar(whom, Bar::Declined(now.at));
        self.leave(now, whom, Leaving::Declined, Closing::Dismissed);
        Ok(Answer::Now(message))
    }

    /// Writes to one person who waits; the others who wait are told nothing of it.
    pub(super) fn tell(
        &mut self,
        now: Moment,
        from: &ParticipantId,
        whom: &ParticipantId,
        text: String,
    ) -> Result<Answer, No> {
        if text.trim().is_empty() {
            return Err(No(ErrorCode::BadFrame, "there is no text"));
        }
        let place = self.seen_as(from, whom, None)?;
        match place.state {
            ParticipantState::Waiting | ParticipantState::Held => {}
            ParticipantState::Admitted | ParticipantState::Left => {
                return Err(No(ErrorCode::WrongState, "the person does not wait"));
            }
        }
        place.told = Some((text.clone(), now.at));
        let message = ServerMessage::Told {
            participant: whom.clone(),
            text,
            at: now.at,
        };
        self.send(whom, None, message.clone());
        let (participant, by) = (whom.clone(), from.clone());
        self.event(now, Event::Told { participant, by });
        Ok(Answer::Now(message))
    }

    pub(super) fn remove(
        &mut self,
        now: Moment,
        from: &ParticipantId,
        whom: &ParticipantId,
    ) -> Result<Answer, No> {
        self.within_reach(from, whom, Kind::Remove)?;
        let message = ServerMessage::Removed {
            participant: whom.clone(),
        };
        self.send(whom, None, message.clone());
        let (participant, by) = (whom.clone(), from.clone());
        self.event(now, Event::Removed { participant, by });
        self.bar(whom, Bar::Removed);
        self.leave(now, whom, Leaving::Removed, Closing::Dismissed);
        Ok(Answer::Now(message))
    }

    pub(super) fn mute(
        &mut self,
        now: Moment,
        from: &ParticipantId,
        whom: &ParticipantId,
        (kind, on): (MediaKind, bool),
    ) -> Result<Answer, No> {
        self.within_reach(from, whom, Kind::Mute)?;
        let place = self.places.get_mut(whom).ok_or(NOBODY)?;
        let message = ServerMessage::Muted {
            participant: whom.clone(),
            kind,
            on,
        };
        if place.muted.is_off(kind) == on {
            return Ok(Answer::Now(message));
        }
        place.muted.set(kind, on);
        self.is_changed = true;
        if place.line.is_open {
            let participant = whom.clone();
            self.out.push(Output::MuteLine {
                participant,
                kind,
                on,
            });
        }
        let (participant, by) = (whom.clone(), from.clone());
        self.event(
            now,
            Event::Muted {
                participant,
                by,
                kind,
                on,
            },
        );
        self.send(whom, None, message.clone());
        Ok(Answer::Now(message))
    }

    pub(super) fn lock(&mut self, now: Moment, from: &ParticipantId, on: bool) -> Answer {
        let message = ServerMessage::Locked { on };
        if self.locked != on {
            self.locked = on;
            self.event(
                now,
                Event::Locked {
                    by: from.clone(),
                    on,
                },
            );
            self.tell_admitted(&message, Some(from));
        }
        Answer::Now(message)
    }

    pub(super) fn pin(
        &mut self,
        now: Moment,
        from: &ParticipantId,
        whom: Option<ParticipantId>,
    ) -> Result<Answer, No> {
        if let Some(whom) = &whom
            && !self.places.get(whom).is_some_and(Place::is_admitted)
        {
            return Err(NOBODY);
        }
        let message = ServerMessage::Pin {
            participant: whom.clone(),
        };
        if self.pinned != whom {
            self.pinned.clone_from(&whom);
            let (by, participant) = (from.clone(), whom);
            self.event(now, Event::Pinned { by, participant });
            self.tell_admitted(&message, Some(from));
        }
        Ok(Answer::Now(message))
    }

    pub(super) fn invite(&mut self, id: Option<u64>, wish: Wish) -> Result<Answer, No> {
        if !wish.role.is_queued() {
            return Err(No(
                ErrorCode::NotAllowed,
                "staff sign in, they are not invited",
            ));
        }
        match (wish.way, &wish.to) {
            (Way::Sms, Some(_)) | (Way::Link, None | Some(_)) => {}
            (Way::Sms, None) => return Err(No(ErrorCode::BadFrame, "`to` is missing")),
        }
        self.out.push(Output::Invite { wish, id });
        Ok(Answer::Later)
    }

    /// Passes on what the host said to a wish.
    pub(super) fn invited(
        &mut self,
        now: Moment,
        wish: &Wish,
        id: Option<u64>,
        result: Result<Option<Invitation>, ()>,
    ) {
        let error = |code, detail: &str| ServerMessage::Error {
            code,
            detail: detail.to_owned(),
        };
        let answer = match result {
            Ok(Some(Invitation { link })) => {
                let (by, role, way) = (wish.by.clone(), wish.role, wish.way);
                self.event(now, Event::Invited { by, role, way });
                ServerMessage::Invited {
                    role,
                    by: way,
                    link,
                }
            }
            Ok(None) => error(ErrorCode::NotAllowed, "the host makes no such link"),
            Err(()) => error(
                ErrorCode::Unavailable,
                "the link could not be made; try again",
            ),
        };
        self.remember(&wish.by, id, Some(answer.clone()));
        self.send(&wish.by, id, answer);
    }

    pub(super) fn end(
        &mut self,
        now: Moment,
        from: &ParticipantId,
        id: Option<u64>,
        outcome: Option<String>,
    ) -> Answer {
        match self.right_of(from, Kind::End) {
            Right::OwnSide => self.end_side(now, from, id, outcome),
            Right::No | Right::Yes | Right::WhileOfficial | Right::Admitted => {
                self.end_all(now, By::Office, Some((from, id)), outcome);
            }
        }
        Answer::Told
    }

    fn right_of(&self, from: &ParticipantId, kind: Kind) -> Right {
        self.places
            .get(from)
            .map_or(Right::No, |place| right(place.guest.role, kind))
    }

    /// The person as the asker saw him: gone, unknown and changed since are told apart here.
    fn seen_as(
        &mut self,
        from: &ParticipantId,
        whom: &ParticipantId,
        version: Option<u64>,
    ) -> Result<&mut Place, No> {
        if !self.knows(from, whom) {
            return Err(NOBODY);
        }
        let place = self.places.get_mut(whom).ok_or(NOBODY)?;
        if version.is_some_and(|version| version != place.version) {
            return Err(STALE);
        }
        Ok(place)
    }

    /// Nobody reaches the official, nor himself; an operator reaches the centre's people only.
    fn within_reach(
        &self,
        from: &ParticipantId,
        whom: &ParticipantId,
        kind: Kind,
    ) -> Result<(), No> {
        if !self.knows(from, whom) {
            return Err(NOBODY);
        }
        let target = self.places.get(whom).ok_or(NOBODY)?.guest.role;
        let is_in_reach = match self.right_of(from, kind) {
            Right::OwnSide => target.side() == Side::Centre,
            Right::Yes | Right::WhileOfficial | Right::Admitted => target.side() != Side::Office,
            Right::No => false,
        };
        if is_in_reach && from != whom {
            Ok(())
        } else {
            Err(No(
                ErrorCode::NotAllowed,
                "this person is out of the asker's reach",
            ))
        }
    }
}
