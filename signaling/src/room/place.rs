//! One person's place: where he stands, what he was sent, what he asked before.

use super::input::{Connection, Moment};
use crate::{
    host::{Delay, Guest, StandingPlace},
    id::ParticipantId,
    message::{Muted, ParticipantState, Person, Quality, QueuePlace, ServerFrame, ServerMessage},
};
use chrono::{DateTime, Utc};
use std::{
    collections::{BTreeMap, VecDeque},
    time::Duration,
};

/// How many frames are kept to be sent again.
pub const FRAMES_KEPT_MAX: usize = 256;
/// How many bytes of session descriptions and text are kept to be sent again.
pub const BYTES_KEPT_MAX: usize = 256 * 1024;
/// How many answers are remembered for repeated requests.
pub const ANSWERS_KEPT_MAX: usize = 256;

/// What is known of a request's number.
pub(super) enum Asked {
    /// It is new.
    Never,
    /// It was answered so.
    Answered(ServerMessage),
    /// Its answer is on its way.
    Pending,
    /// It is older than everything remembered.
    Forgotten,
}

/// One person's place.
pub(super) struct Place {
    pub(super) guest: Guest,
    pub(super) state: ParticipantState,
    pub(super) version: u64,
    pub(super) connection: Option<Connection>,
    /// When the socket was lost; none while it is there.
    pub(super) lost_at: Option<Duration>,
    pub(super) waiting_since: DateTime<Utc>,
    /// Since when the person is seen and heard; none while he waits.
    pub(super) admitted_at: Option<DateTime<Utc>>,
    pub(super) ready: bool,
    pub(super) muted: Muted,
    pub(super) quality: Option<Quality>,
    pub(super) line: Line,
    pub(super) seq: u64,
    /// Whether what the person saw was numbered by a program that was killed.
    is_restored: bool,
    kept: VecDeque<ServerFrame>,
    kept_bytes: usize,
    answers: BTreeMap<u64, Option<ServerMessage>>,
    forgotten_to: Option<u64>,
    /// What the person was last shown of everybody.
    pub(super) view: Vec<Person>,
    /// What the person was last told of his own place.
    pub(super) queue: Option<QueuePlace>,
    /// What the person was last told of how late it is.
    pub(super) delay: Delay,
    /// What the office wrote to the person last, until the person is let in: a new page shows it too.
    pub(super) told: Option<(String, DateTime<Utc>)>,
}

/// The media line of a place.
#[derive(Default)]
pub(super) struct Line {
    /// The present line's number, 0 before the first.
    pub(super) number: u64,
    pub(super) is_open: bool,
    pub(super) is_up: bool,
    /// Added to the forwarder's epochs, so that no number comes twice at a place.
    pub(super) epoch_base: u64,
    pub(super) epoch_max: u64,
    /// When to make the line anew after it broke.
    pub(super) reopen_at: Option<Duration>,
}

impl Place {
    pub(super) fn new(guest: Guest, version: u64, now: Moment) -> Self {
        let state = if guest.role.is_queued() {
            ParticipantState::Waiting
        } else {
            ParticipantState::Admitted
        };
        Self {
            guest,
            state,
            version,
            connection: None,
            lost_at: Some(now.steady),
            waiting_since: now.at,
            admitted_at: (state == ParticipantState::Admitted).then_some(now.at),
            ready: false,
            muted: Muted::default(),
            quality: None,
            line: Line::default(),
            seq: 0,
            is_restored: false,
            kept: VecDeque::new(),
            kept_bytes: 0,
            answers: BTreeMap::new(),
            forgotten_to: None,
            view: Vec::new(),
            queue: None,
            delay: Delay::default(),
            told: None,
        }
    }

    /// A place as it stood when the program was killed; its person is still to come back.
    pub(super) fn restored(stood: StandingPlace, now: Moment) -> Self {
        Self {
            state: stood.state,
            waiting_since: stood.waiting_since,
            admitted_at: stood.admitted_at,
            ready: stood.ready,
            muted: stood.muted,
            told: stood.told,
            is_restored: true,
            ..Self::new(stood.guest, stood.version, now)
        }
    }

    pub(super) fn standing(&self) -> StandingPlace {
        StandingPlace {
            guest: self.guest.clone(),
            state: self.state,
            version: self.version,
            waiting_since: self.waiting_since,
            admitted_at: self.admitted_at,
            ready: self.ready,
            muted: self.muted,
            told: self.told.clone(),
        }
    }

    pub(super) fn is_admitted(&self) -> bool {
        self.state == ParticipantState::Admitted
    }

    pub(super) fn is_waiting(&self) -> bool {
        self.state == ParticipantState::Waiting
    }

    pub(super) fn participant(&self) -> &ParticipantId {
        &self.guest.participant
    }

    /// Numbers a message, keeps it to be sent again, and gives the frame to send now.
    pub(super) fn number(&mut self, id: Option<u64>, message: ServerMessage) -> ServerFrame {
        self.seq += 1;
        let frame = ServerFrame {
            seq: self.seq,
            id,
            message,
        };
        self.kept_bytes += weight(&frame.message);
        self.kept.push_back(frame.clone());
        while self.kept.len() > FRAMES_KEPT_MAX || self.kept_bytes > BYTES_KEPT_MAX {
            let Some(oldest) = self.kept.pop_front() else {
                break;
            };
            self.kept_bytes -= weight(&oldest.message);
        }
        frame
    }

    /// The frames after `seen`, or none when some of them are no longer kept.
    pub(super) fn missed(&self, seen: u64) -> Option<Vec<ServerFrame>> {
        if self.is_restored || seen > self.seq {
            return None;
        }
        let first_kept = self.kept.front().map_or(self.seq + 1, |frame| frame.seq);
        (seen + 1 >= first_kept).then(|| {
            self.kept
                .iter()
                .filter(|frame| frame.seq > seen)
                .cloned()
                .collect()
        })
    }

    /// A new page begins at this place: numbers and answers begin anew, the epochs do not.
    pub(super) fn begin_anew(&mut self) {
        self.seq = 0;
        self.is_restored = false;
        self.kept.clear();
        self.kept_bytes = 0;
        self.answers.clear();
        self.forgotten_to = None;
        self.view.clear();
        self.queue = None;
        self.delay = Delay::default();
    }

    pub(super) fn asked(&self, id: u64) -> Asked {
        match self.answers.get(&id) {
            Some(Some(answer)) => Asked::Answered(answer.clone()),
            Some(None) => Asked::Pending,
            None if self.forgotten_to.is_some_and(|limit| id <= limit) => Asked::Forgotten,
            None => Asked::Never,
        }
    }

    /// Remembers a request's answer; none while it is on its way.
    pub(super) fn remember(&mut self, id: u64, answer: Option<ServerMessage>) {
        self.answers.insert(id, answer);
        if self.answers.len() > ANSWERS_KEPT_MAX
            && let Some((oldest, _)) = self.answers.pop_first()
        {
            self.forgotten_to = Some(oldest.max(self.forgotten_to.unwrap_or(0)));
        }
    }
}

/// Only what can be large is weighed.
fn weight(message: &ServerMessage) -> usize {
    const SMALL: usize = 256;
    match message {
        ServerMessage::Offer { sdp, .. } => SMALL + sdp.len(),
        ServerMessage::Chat { text, .. } | ServerMessage::Told { text, .. } => SMALL + text.len(),
        ServerMessage::Late { text, .. } => SMALL + text.as_ref().map_or(0, String::len),
        ServerMessage::Welcome { participants, .. }
        | ServerMessage::Participants { participants } => SMALL * (1 + participants.len()),
        ServerMessage::Declined { reason, .. } => SMALL + reason.len(),
        ServerMessage::Queue { .. }
        | ServerMessage::State { .. }
        | ServerMessage::Down { .. }
        | ServerMessage::Candidate { .. }
        | ServerMessage::Admitted { .. }
        | ServerMessage::Held { .. }
        | ServerMessage::Invited { .. }
        | ServerMessage::Muted { .. }
        | ServerMessage::Removed { .. }
        | ServerMessage::Locked { .. }
        | ServerMessage::Pin { .. }
        | ServerMessage::Quality { .. }
        | ServerMessage::Ended { .. }
        | ServerMessage::Error { .. }
        | ServerMessage::Moved { .. }
        | ServerMessage::Done {}
        | ServerMessage::Beat {} => SMALL,
    }
}
