//! What a room is told, what it wants done, and what its host must know.

use crate::{
    host::{Delay, Expectation, Guest, Invitation, Wish},
    id::ParticipantId,
    message::{
        By, Candidate, Cause, Check, ClientMessage, Down, ErrorCode, Level, MediaKind, Role,
        ServerFrame, Up, Way,
    },
};
use chrono::{DateTime, Utc};
use std::{collections::BTreeSet, time::Duration};

/// One instant on two clocks: the host's, which people read and a demo may push forward, and a
/// steady one, which alone decides how long a lost socket's place is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The host's time.
    pub at: DateTime<Utc>,
    /// Time since the driver started; never goes back.
    pub steady: Duration,
}

/// One socket, numbered by the driver; a later socket has a higher number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Connection(pub u64);

/// One direction of the forwarding table: `to` sees and hears `from`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path {
    /// Whose picture and sound.
    pub from: ParticipantId,
    /// Who gets them.
    pub to: ParticipantId,
}

/// What the forwarder reports of one person's line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineNews {
    /// The forwarder offers.
    Offer {
        /// The session description.
        sdp: String,
        /// The offer's number on this line.
        epoch: u64,
        /// Where the browser sends.
        up: Up,
        /// Where it receives, and whom.
        down: Vec<Down>,
    },
    /// The receiving lines show other people now.
    Down(Vec<Down>),
    /// A candidate of the forwarder.
    Candidate {
        /// The candidate.
        candidate: Candidate,
        /// The offer's number on this line.
        epoch: u64,
    },
    /// Packets flow.
    Connected,
    /// They stopped for the moment.
    Disconnected,
    /// The line broke and must be made anew.
    Failed,
}

/// Somebody who proved who he is and said hello.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Who.
    pub guest: Guest,
    /// On which socket.
    pub connection: Connection,
    /// The number of the hello.
    pub id: Option<u64>,
    /// How the person got here.
    pub entry: Entry,
}

/// A frame of somebody who is in the room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// From whom.
    pub from: ParticipantId,
    /// On which socket.
    pub connection: Connection,
    /// The request's number.
    pub id: Option<u64>,
    /// What it says.
    pub message: ClientMessage,
}

/// What a room is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Somebody stands at the door.
    Join(Arrival),
    /// A frame came.
    Said(Saying),
    /// A frame came that the driver did not pass.
    Garbled {
        /// From whom.
        from: ParticipantId,
        /// On which socket.
        connection: Connection,
        /// The request's number, if it could be read.
        id: Option<u64>,
        /// What was wrong.
        code: ErrorCode,
        /// In one sentence.
        detail: String,
    },
    /// A socket is gone.
    Lost {
        /// Whose.
        from: ParticipantId,
        /// Which.
        connection: Connection,
    },
    /// The forwarder reports.
    Line {
        /// Whose line.
        of: ParticipantId,
        /// Which of that person's lines, as `Output::OpenLine` named it.
        line: u64,
        /// What.
        news: LineNews,
    },
    /// The host made a link, or did not.
    Invited {
        /// The wish it answers.
        wish: Wish,
        /// The number of the request.
        id: Option<u64>,
        /// The link, the host's refusal, or its failure.
        result: Result<Option<Invitation>, ()>,
    },
    /// The host knows better when people will be admitted.
    Expect(Expectation),
    /// The meetings run behind, by more or less than before, or have caught up.
    Late(Delay),
    /// The host ends the session.
    End {
        /// What came of it.
        outcome: Option<String>,
    },
    /// The host gives the session up.
    Fail {
        /// Why, for the host's own records.
        cause: String,
    },
    /// This machine stops; the session goes on elsewhere, or here later.
    Drain {
        /// Where.
        signal_url: Option<String>,
    },
    /// Time passed.
    Tick,
}

/// How somebody got to the room's door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// With a ticket: a new page.
    Ticket,
    /// With a resume token, having seen the frames up to this one; none when the page was reloaded.
    Resume {
        /// The last frame seen.
        seen: Option<u64>,
    },
}

/// Why a socket is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// The person said bye.
    Bye,
    /// Another socket took the place.
    Replaced,
    /// The person was turned away or put out.
    Dismissed,
    /// The session is over.
    Over,
    /// This machine stops.
    Draining,
}

/// What a room wants done, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Send a frame to a connected person. A `welcome` still needs its ICE servers and, when
    /// `fresh`, its resume token; an `ended` still needs its survey.
    Send {
        /// To whom.
        to: ParticipantId,
        /// On which socket.
        connection: Connection,
        /// What.
        frame: ServerFrame,
        /// False for a frame sent again.
        fresh: bool,
    },
    /// Refuse somebody at the door: say why, and close.
    Refuse {
        /// Which socket.
        connection: Connection,
        /// The number of the hello.
        id: Option<u64>,
        /// Why.
        code: ErrorCode,
    },
    /// Close a socket after what was sent to it.
    Close {
        /// Whose.
        participant: ParticipantId,
        /// Which.
        connection: Connection,
        /// Why.
        closing: Closing,
    },
    /// Make a person's media line; everything said of it later names its number.
    OpenLine {
        /// Whose.
        participant: ParticipantId,
        /// Its number.
        line: u64,
    },
    /// Give a person's media line up.
    CloseLine {
        /// Whose.
        participant: ParticipantId,
    },
    /// Pass an answer to the forwarder.
    Answer {
        /// Whose.
        participant: ParticipantId,
        /// The offer's number on this line.
        epoch: u64,
        /// The session description.
        sdp: String,
    },
    /// Pass a candidate to the forwarder.
    Candidate {
        /// Whose.
        participant: ParticipantId,
        /// The offer's number on this line.
        epoch: u64,
        /// The candidate.
        candidate: Candidate,
    },
    /// Ask the forwarder for an ICE restart.
    RestartLine {
        /// Whose.
        participant: ParticipantId,
    },
    /// Switch a person's sound or picture off or on at the forwarder.
    MuteLine {
        /// Whose.
        participant: ParticipantId,
        /// Which.
        kind: MediaKind,
        /// True is off.
        on: bool,
    },
    /// The session's whole forwarding table, decided here and nowhere else.
    Route(BTreeSet<Path>),
    /// Forget a place's resume token.
    DropResume {
        /// Whose.
        participant: ParticipantId,
    },
    /// Ask the host for a link.
    Invite {
        /// What for.
        wish: Wish,
        /// The number of the request.
        id: Option<u64>,
    },
    /// Tell the host what happened.
    Event {
        /// When.
        at: DateTime<Utc>,
        /// What.
        event: Event,
    },
}

/// Why somebody is no longer there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leaving {
    /// The person left.
    Bye,
    /// The socket was lost and did not come back in time.
    Lost,
    /// The office turned the person away.
    Declined,
    /// The person was put out.
    Removed,
    /// The centre's side was ended.
    SideEnded,
    /// The session ended.
    Ended,
    /// The person came back in another role.
    Changed,
}

/// What happened, for the host's records and its own rules.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are named after what they are")]
pub enum Event {
    /// The session is open: the office or the operator is there.
    Opened { by: ParticipantId },
    /// Somebody who need not wait arrived.
    Arrived {
        participant: ParticipantId,
        role: Role,
    },
    /// Somebody began to wait.
    Waiting {
        participant: ParticipantId,
        role: Role,
    },
    /// Somebody checked his devices and line.
    Ready {
        participant: ParticipantId,
        check: Check,
    },
    /// Somebody was let in, after waiting so long by the host's clock.
    Admitted {
        participant: ParticipantId,
        role: Role,
        by: ParticipantId,
        waited_seconds: i64,
    },
    /// The first person was let in.
    Live,
    /// Somebody was sent back to wait.
    Held {
        participant: ParticipantId,
        by: ParticipantId,
    },
    /// Somebody was turned away.
    Declined {
        participant: ParticipantId,
        by: ParticipantId,
        reason: String,
    },
    /// Somebody's sound or picture was switched off or on.
    Muted {
        participant: ParticipantId,
        by: ParticipantId,
        kind: MediaKind,
        on: bool,
    },
    /// Somebody was put out.
    Removed {
        participant: ParticipantId,
        by: ParticipantId,
    },
    /// A link was made.
    Invited {
        by: ParticipantId,
        role: Role,
        way: Way,
    },
    /// The office wrote to somebody who waits; what it wrote is nobody else's.
    Told {
        participant: ParticipantId,
        by: ParticipantId,
    },
    /// The session takes nobody new, or does again.
    Locked { by: ParticipantId, on: bool },
    /// Somebody is shown large to everybody, or nobody is any more.
    Pinned {
        by: ParticipantId,
        participant: Option<ParticipantId>,
    },
    /// A line got better or worse.
    Quality {
        participant: ParticipantId,
        level: Level,
        cause: Cause,
    },
    /// Somebody is gone.
    Left {
        participant: ParticipantId,
        role: Role,
        cause: Leaving,
    },
    /// The session ended.
    Ended {
        by: By,
        participant: Option<ParticipantId>,
        outcome: Option<String>,
    },
    /// The session broke off.
    Failed { cause: String },
}
