//! A room with people in it: who says what, and what each of them read.

use chrono::{DateTime, TimeDelta, Utc};
use majlis_signaling::{
    host::{Delay, Expectation, Guest, Seed, Standing},
    id::{ParticipantId, SessionId},
    message::{
        Check, ClientMessage, Devices, Person, Role, ServerFrame, ServerMessage, SessionState,
    },
    room::{
        Arrival, Closing, Connection, Entry, Event, Input, LineNews, Moment, Output, Path, Room,
        Saying,
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

pub(crate) fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap()
}

pub(crate) fn id(name: &str) -> ParticipantId {
    ParticipantId::new(name).unwrap()
}

pub(crate) fn session() -> SessionId {
    SessionId::new("s1").unwrap()
}

pub(crate) fn seed(state: SessionState) -> Seed {
    Seed {
        state,
        expectation: Expectation::default(),
        delay: Delay::default(),
        standing: Standing::default(),
    }
}

pub(crate) fn guest(name: &str, role: Role) -> Guest {
    Guest {
        session: session(),
        participant: id(name),
        role,
        name: format!("the name of {name}"),
        language: "ar".to_owned(),
        issued_at: start(),
    }
}

/// The cast: one person for each role, and a second secretary.
pub(crate) const CAST: [(&str, Role); 10] = [
    ("nour", Role::Applicant),
    ("samir", Role::Companion),
    ("rana", Role::Representative),
    ("omar", Role::Operator),
    ("amir", Role::Official),
    ("sara", Role::Secretary),
    ("salma", Role::Secretary),
    ("ines", Role::Interpreter),
    ("sami", Role::SignLanguageInterpreter),
    ("olga", Role::Observer),
];

pub(crate) fn role_of(name: &str) -> Role {
    CAST.iter().find(|(who, _)| *who == name).unwrap().1
}

/// A room, its clocks, and everything it said.
pub(crate) struct Stage {
    pub(crate) room: Room,
    pub(crate) now: Moment,
    pub(crate) sockets: BTreeMap<String, Connection>,
    pub(crate) read: BTreeMap<String, Vec<ServerFrame>>,
    pub(crate) events: Vec<Event>,
    pub(crate) routes: BTreeSet<Path>,
    pub(crate) closed: Vec<(String, Closing)>,
    pub(crate) last: Vec<Output>,
    next: u64,
}

impl Stage {
    pub(crate) fn new() -> Self {
        let now = Moment {
            at: start(),
            steady: Duration::from_secs(100),
        };
        Self {
            room: Room::new(session(), seed(SessionState::Scheduled), now),
            now,
            sockets: BTreeMap::new(),
            read: BTreeMap::new(),
            events: Vec::new(),
            routes: BTreeSet::new(),
            closed: Vec::new(),
            last: Vec::new(),
            next: 0,
        }
    }

    pub(crate) fn pass(&mut self, seconds: u64) {
        self.now.steady += Duration::from_secs(seconds);
        self.now.at += TimeDelta::seconds(i64::try_from(seconds).unwrap());
        self.tell(Input::Tick);
    }

    pub(crate) fn tell(&mut self, input: Input) {
        self.last = self.room.handle(self.now, input);
        for output in self.last.clone() {
            match output {
                Output::Send { to, frame, .. } => {
                    self.read.entry(to.to_string()).or_default().push(frame);
                }
                Output::Route(routes) => self.routes = routes,
                Output::Event { event, .. } => self.events.push(event),
                Output::Close {
                    participant,
                    closing,
                    ..
                } => {
                    self.closed.push((participant.to_string(), closing));
                }
                Output::Refuse { .. }
                | Output::OpenLine { .. }
                | Output::CloseLine { .. }
                | Output::Answer { .. }
                | Output::Candidate { .. }
                | Output::RestartLine { .. }
                | Output::MuteLine { .. }
                | Output::DropResume { .. }
                | Output::Invite { .. } => {}
            }
        }
    }

    pub(crate) fn enters(&mut self, name: &str) {
        self.comes(name, Entry::Ticket);
    }

    pub(crate) fn comes(&mut self, name: &str, entry: Entry) {
        let mut guest = guest(name, role_of(name));
        guest.issued_at = self.now.at;
        self.next += 1;
        let connection = Connection(self.next);
        self.sockets.insert(name.to_owned(), connection);
        self.tell(Input::Join(Arrival {
            guest,
            connection,
            id: Some(1),
            entry,
        }));
    }

    pub(crate) fn loses(&mut self, name: &str) {
        let connection = self.sockets[name];
        self.tell(Input::Lost {
            from: id(name),
            connection,
        });
    }

    pub(crate) fn says(&mut self, name: &str, number: u64, message: ClientMessage) {
        let connection = self.sockets[name];
        let saying = Saying {
            from: id(name),
            connection,
            id: Some(number),
            message,
        };
        self.tell(Input::Said(saying));
    }

    pub(crate) fn ready(&mut self, name: &str, number: u64) {
        let devices = Devices {
            camera: true,
            microphone: true,
            speaker: true,
        };
        let check = Check {
            passed: true,
            ..Check::default()
        };
        self.says(name, number, ClientMessage::Ready { devices, check });
    }

    pub(crate) fn admits(&mut self, name: &str, number: u64, whom: &str) {
        let version = self.person(whom).version;
        self.says(
            name,
            number,
            ClientMessage::Admit {
                participant: id(whom),
                version,
            },
        );
    }

    pub(crate) fn line(&mut self, name: &str, line: u64, news: LineNews) {
        self.tell(Input::Line {
            of: id(name),
            line,
            news,
        });
    }

    pub(crate) fn person(&self, name: &str) -> Person {
        let snapshot = self.room.snapshot();
        snapshot
            .participants
            .into_iter()
            .find(|p| p.participant == id(name))
            .unwrap()
    }

    pub(crate) fn is_here(&self, name: &str) -> bool {
        self.room
            .snapshot()
            .participants
            .iter()
            .any(|p| p.participant == id(name))
    }

    /// The messages a person read since the last time somebody asked.
    pub(crate) fn reads(&mut self, name: &str) -> Vec<ServerMessage> {
        self.read
            .remove(name)
            .unwrap_or_default()
            .into_iter()
            .map(|f| f.message)
            .collect()
    }

    /// The names a person was last shown.
    pub(crate) fn sees(&self, name: &str) -> Vec<String> {
        let shown = self.read[name]
            .iter()
            .rev()
            .find_map(|frame| match &frame.message {
                ServerMessage::Welcome { participants, .. }
                | ServerMessage::Participants { participants } => Some(participants),
                _ => None,
            });
        shown
            .unwrap()
            .iter()
            .map(|person| person.participant.to_string())
            .collect()
    }

    pub(crate) fn is_routed(&self, from: &str, to: &str) -> bool {
        self.routes.contains(&Path {
            from: id(from),
            to: id(to),
        })
    }
}
