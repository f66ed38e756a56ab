//! The media lines: made while people wait, so that an admission only opens a gate.

use super::{
    LINE_REST, Room,
    input::{LineNews, Moment, Output, Path},
    speech::Answer,
};
use crate::{
    id::ParticipantId,
    message::{Candidate, Down, MediaKind, ServerMessage, Trickle},
};

impl Room {
    /// Makes a person's line unless there is one.
    pub(super) fn open_line(&mut self, participant: &ParticipantId) {
        let Some(place) = self.places.get_mut(participant) else {
            return;
        };
        place.line.reopen_at = None;
        // Nobody would answer the offer; the line is made when the socket is back.
        if place.line.is_open || place.connection.is_none() {
            return;
        }
        place.line.is_open = true;
        place.line.is_up = false;
        place.line.number += 1;
        place.line.epoch_base = place.line.epoch_max + 1;
        let (line, muted) = (place.line.number, place.muted);
        let participant = participant.clone();
        self.out.push(Output::OpenLine {
            participant: participant.clone(),
            line,
        });
        for kind in [MediaKind::Audio, MediaKind::Video] {
            if muted.is_off(kind) {
                let participant = participant.clone();
                self.out.push(Output::MuteLine {
                    participant,
                    kind,
                    on: true,
                });
            }
        }
    }

    pub(super) fn close_line(&mut self, participant: &ParticipantId) {
        if let Some(place) = self.places.get_mut(participant)
            && std::mem::take(&mut place.line.is_open)
        {
            place.line.is_up = false;
            self.is_changed = true;
            self.out.push(Output::CloseLine {
                participant: participant.clone(),
            });
        }
    }

    pub(super) fn line_news(&mut self, now: Moment, of: &ParticipantId, line: u64, news: LineNews) {
        let Some(place) = self.places.get_mut(of) else {
            return;
        };
        if !place.line.is_open || place.line.number != line {
            return;
        }
        match news {
            LineNews::Offer {
                sdp,
                epoch,
                up,
                down,
            } => {
                let epoch = place.line.epoch_base + epoch;
                place.line.epoch_max = place.line.epoch_max.max(epoch);
                let down = self.shown(of, down);
                self.send(
                    of,
                    None,
                    ServerMessage::Offer {
                        sdp,
                        epoch,
                        line,
                        up,
                        down,
                    },
                );
            }
            LineNews::Down(down) => {
                let down = self.shown(of, down);
                self.send(of, None, ServerMessage::Down { down });
            }
            LineNews::Candidate { candidate, epoch } => {
                let epoch = place.line.epoch_base + epoch;
                self.send(of, None, ServerMessage::Candidate { candidate, epoch });
            }
            LineNews::Connected => self.line_is_up(of, true),
            LineNews::Disconnected => self.line_is_up(of, false),
            LineNews::Failed => {
                place.line.reopen_at = Some(now.steady + LINE_REST);
                self.close_line(of);
            }
        }
    }

    fn line_is_up(&mut self, of: &ParticipantId, is_up: bool) {
        if let Some(place) = self.places.get_mut(of) {
            place.line.is_up = is_up;
            self.is_changed = true;
        }
    }

    /// Names nobody whose picture the reader does not get: the table here is the only truth.
    fn shown(&self, reader: &ParticipantId, mut down: Vec<Down>) -> Vec<Down> {
        for line in &mut down {
            line.participant = line.participant.take().filter(|from| {
                self.wanted_routes().contains(&Path {
                    from: from.clone(),
                    to: reader.clone(),
                })
            });
        }
        down
    }

    pub(super) fn answer(&mut self, from: &ParticipantId, epoch: u64, sdp: String) -> Answer {
        if let Some(epoch) = self.epoch_on_line(from, epoch) {
            let participant = from.clone();
            self.out.push(Output::Answer {
                participant,
                epoch,
                sdp,
            });
        }
        Answer::Done
    }

    pub(super) fn candidate(&mut self, from: &ParticipantId, trickle: Trickle) -> Answer {
        let Trickle {
            candidate,
            sdp_mid,
            sdp_m_line_index,
            username_fragment,
            epoch,
        } = trickle;
        if let Some(epoch) = self.epoch_on_line(from, epoch) {
            let candidate = Candidate {
                candidate,
                sdp_mid,
                sdp_m_line_index,
                username_fragment,
            };
            let participant = from.clone();
            self.out.push(Output::Candidate {
                participant,
                epoch,
                candidate,
            });
        }
        Answer::Done
    }

    /// The forwarder's own number of an epoch; none when it belongs to an older line.
    fn epoch_on_line(&self, from: &ParticipantId, epoch: u64) -> Option<u64> {
        let line = &self.places.get(from)?.line;
        let is_present = line.is_open && epoch <= line.epoch_max;
        if is_present {
            epoch.checked_sub(line.epoch_base)
        } else {
            None
        }
    }

    pub(super) fn restart(&mut self, from: &ParticipantId) -> Answer {
        if self
            .places
            .get(from)
            .is_some_and(|place| place.line.is_open)
        {
            self.out.push(Output::RestartLine {
                participant: from.clone(),
            });
        } else {
            self.open_line(from);
        }
        Answer::Done
    }
}
