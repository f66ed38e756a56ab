//! Whatever people, sockets and the network do: what must hold after every single thing.

use crate::cast::{CAST, Stage, id, role_of};
use majlis_signaling::{
    host::Delay,
    message::{
        ClientMessage, Down, MediaKind, ParticipantState, Role, ServerFrame, ServerMessage, Stats,
        Up, Way,
    },
    permission::{Right, right},
    room::{Connection, Entry, Event, Input, LineNews, Output, Path, Saying},
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// One thing that may happen; people are numbers into the cast.
#[derive(Clone, Debug)]
enum Step {
    Enters(usize),
    Resumes(usize, u64),
    ResumesUnseen(usize),
    Loses(usize),
    /// The old socket's end is heard late.
    LosesLate(usize),
    Says(usize, Word, usize),
    /// The last request comes once more.
    Repeats(usize),
    /// A request comes out of a socket that was replaced.
    SaysLate(usize, Word, usize),
    Line(usize, u64, bool),
    Passes(u64),
    /// The host says by how much it is late.
    RunsLate(u32),
}

#[derive(Clone, Copy, Debug)]
enum Word {
    Admit,
    AdmitStale,
    Hold,
    Decline,
    Mute,
    Remove,
    Lock(bool),
    Pin,
    Chat,
    Stats(u16),
    Invite,
    Tell,
    End,
    Bye,
}

fn word() -> impl Strategy<Value = Word> {
    prop_oneof![
        8 => Just(Word::Admit),
        2 => Just(Word::AdmitStale),
        4 => Just(Word::Hold),
        1 => Just(Word::Decline),
        2 => Just(Word::Mute),
        1 => Just(Word::Remove),
        1 => any::<bool>().prop_map(Word::Lock),
        1 => Just(Word::Pin),
        2 => Just(Word::Chat),
        2 => (0_u16..200).prop_map(Word::Stats),
        1 => Just(Word::Invite),
        2 => Just(Word::Tell),
        1 => Just(Word::End),
        1 => Just(Word::Bye),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let who = 0..CAST.len();
    // The office speaks most, or little would ever happen.
    let speaker = prop_oneof![2 => 0..CAST.len(), 3 => 4_usize..7];
    prop_oneof![
        6 => who.clone().prop_map(Step::Enters),
        3 => (who.clone(), 0_u64..40).prop_map(|(who, seen)| Step::Resumes(who, seen)),
        1 => who.clone().prop_map(Step::ResumesUnseen),
        3 => who.clone().prop_map(Step::Loses),
        1 => who.clone().prop_map(Step::LosesLate),
        14 => (speaker, word(), who.clone()).prop_map(|(a, word, b)| Step::Says(a, word, b)),
        3 => who.clone().prop_map(Step::Repeats),
        2 => (who.clone(), word(), who.clone()).prop_map(|(a, word, b)| Step::SaysLate(a, word, b)),
        3 => (who.clone(), 1_u64..3, any::<bool>()).prop_map(|(a, line, up)| Step::Line(a, line, up)),
        3 => (1_u64..40).prop_map(Step::Passes),
        2 => (0_u32..3).prop_map(Step::RunsLate),
    ]
}

/// The room and what is remembered of it to judge the next step by.
struct Watch {
    stage: Stage,
    number: u64,
    old_sockets: BTreeMap<String, Connection>,
    asked: BTreeMap<String, (u64, ClientMessage)>,
    seqs: BTreeMap<Connection, u64>,
    admitted_versions: BTreeSet<(String, u64)>,
    transcript: Vec<Output>,
}

impl Watch {
    fn new() -> Self {
        Self {
            stage: Stage::new(),
            number: 1,
            old_sockets: BTreeMap::new(),
            asked: BTreeMap::new(),
            seqs: BTreeMap::new(),
            admitted_versions: BTreeSet::new(),
            transcript: Vec::new(),
        }
    }

    fn message(&self, word: Word, whom: &str) -> ClientMessage {
        let people = self.stage.room.snapshot().participants;
        let version = people
            .iter()
            .find(|p| p.participant == id(whom))
            .map_or(0, |p| p.version);
        let participant = id(whom);
        match word {
            Word::Admit => ClientMessage::Admit {
                participant,
                version,
            },
            Word::AdmitStale => ClientMessage::Admit {
                participant,
                version: version.saturating_sub(1),
            },
            Word::Hold => ClientMessage::Hold {
                participant,
                version: None,
            },
            Word::Decline => {
                let reason = "later".to_owned();
                ClientMessage::Decline {
                    participant,
                    reason,
                    version: None,
                }
            }
            Word::Mute => ClientMessage::Mute {
                participant,
                kind: MediaKind::Video,
                on: true,
            },
            Word::Remove => ClientMessage::Remove { participant },
            Word::Lock(on) => ClientMessage::Lock { on },
            Word::Pin => ClientMessage::Pin {
                participant: Some(participant),
            },
            Word::Chat => ClientMessage::Chat {
                text: "text".to_owned(),
            },
            Word::Stats(loss) => ClientMessage::Stats(Stats {
                loss_up_permille: Some(loss),
                ..Stats::default()
            }),
            Word::Invite => ClientMessage::Invite {
                role: Role::Companion,
                by: Way::Link,
                to: None,
                name: None,
            },
            Word::Tell => ClientMessage::Tell {
                participant,
                text: "text".to_owned(),
            },
            Word::End => ClientMessage::End { outcome: None },
            Word::Bye => ClientMessage::Bye {},
        }
    }

    fn take(&mut self, step: &Step) {
        let name = |who: &usize| CAST[*who].0;
        match step {
            Step::Enters(who) => self.comes(name(who), Entry::Ticket),
            Step::Resumes(who, seen) => self.comes(name(who), Entry::Resume { seen: Some(*seen) }),
            Step::ResumesUnseen(who) => self.comes(name(who), Entry::Resume { seen: None }),
            Step::Loses(who) if self.stage.sockets.contains_key(name(who)) => {
                self.watch(|stage| stage.loses(name(who)));
            }
            Step::LosesLate(who) => {
                if let Some(connection) = self.old_sockets.get(name(who)).copied() {
                    let from = id(name(who));
                    self.watch(|stage| stage.tell(Input::Lost { from, connection }));
                }
            }
            Step::Says(who, word, whom) if self.stage.sockets.contains_key(name(who)) => {
                self.number += 1;
                let (number, message) = (self.number, self.message(*word, name(whom)));
                self.asked
                    .insert(name(who).to_owned(), (number, message.clone()));
                self.watch(|stage| stage.says(name(who), number, message));
            }
            Step::Repeats(who) => self.repeats(name(who)),
            Step::SaysLate(who, word, whom) => {
                if let Some(connection) = self.old_sockets.get(name(who)).copied() {
                    let message = self.message(*word, name(whom));
                    let saying = Saying {
                        from: id(name(who)),
                        connection,
                        id: None,
                        message,
                    };
                    self.watch(|stage| stage.tell(Input::Said(saying)));
                    assert!(self.stage.last.is_empty(), "an old socket has no voice");
                }
            }
            Step::Line(who, line, up) => {
                let up_to = Up {
                    audio: "0".to_owned(),
                    video: "1".to_owned(),
                };
                let shows = |who: &(&str, Role)| Down {
                    mid: "2".to_owned(),
                    kind: MediaKind::Video,
                    participant: Some(id(who.0)),
                };
                let down = CAST.iter().map(shows).collect();
                let news = if *up {
                    LineNews::Offer {
                        sdp: "v=0".to_owned(),
                        epoch: 1,
                        up: up_to,
                        down,
                    }
                } else {
                    LineNews::Failed
                };
                self.watch(|stage| stage.line(name(who), *line, news));
            }
            Step::Passes(seconds) => self.watch(|stage| stage.pass(*seconds)),
            Step::RunsLate(minutes) => {
                let (minutes, text) = (*minutes, None);
                self.watch(|stage| stage.tell(Input::Late(Delay { minutes, text })));
            }
            Step::Loses(_) | Step::Says(..) => {}
        }
    }

    fn comes(&mut self, name: &str, entry: Entry) {
        if let Some(old) = self.stage.sockets.get(name) {
            self.old_sockets.insert(name.to_owned(), *old);
        }
        self.asked.remove(name);
        self.watch(|stage| stage.comes(name, entry));
        // A refused socket has no place.
        if self
            .stage
            .last
            .iter()
            .any(|output| matches!(output, Output::Refuse { .. }))
        {
            self.stage.sockets.remove(name);
        }
    }

    fn repeats(&mut self, name: &str) {
        let Some((number, message)) = self.asked.get(name).cloned() else {
            return;
        };
        if !self.stage.sockets.contains_key(name) {
            return;
        }
        self.watch(|stage| stage.says(name, number, message));
        for output in &self.stage.last {
            match output {
                Output::Send { to, frame, .. } => {
                    assert_eq!(
                        (to, frame.id),
                        (&id(name), Some(number)),
                        "only the asker hears"
                    );
                    let before: Vec<&ServerFrame> = self.transcript_of(name, number);
                    assert_eq!(before[0].message, frame.message, "the same answer");
                }
                other => panic!("a repeated request did something: {other:?}"),
            }
        }
    }

    fn transcript_of(&self, name: &str, number: u64) -> Vec<&ServerFrame> {
        self.transcript
            .iter()
            .filter_map(|output| match output {
                Output::Send { to, frame, .. } if *to == id(name) => Some(frame),
                _ => None,
            })
            .filter(|frame| frame.id == Some(number))
            .collect()
    }

    /// Lets something happen and judges it.
    fn watch(&mut self, happen: impl FnOnce(&mut Stage)) {
        let before = self.stage.room.snapshot();
        happen(&mut self.stage);
        let after = self.stage.room.snapshot();
        let state = |snapshot: &majlis_signaling::room::Snapshot, name: &str| {
            snapshot
                .participants
                .iter()
                .find(|person| person.participant == id(name))
                .map_or(ParticipantState::Left, |person| person.state)
        };
        let official_was_there = before
            .participants
            .iter()
            .any(|p| p.role == Role::Official && p.connected);

        let mut wanted = BTreeSet::new();
        for (from, _) in CAST {
            for (to, _) in CAST {
                let both_in = [from, to]
                    .iter()
                    .all(|name| state(&after, name) == ParticipantState::Admitted);
                let (from_role, to_role) = (role_of(from), role_of(to));
                let is_shown = !matches!(from_role, Role::Operator | Role::Observer);
                if both_in && from != to && is_shown && to_role != Role::Operator {
                    wanted.insert(Path {
                        from: id(from),
                        to: id(to),
                    });
                }
            }
        }
        assert_eq!(
            self.stage.routes, wanted,
            "the table is who is admitted, and nobody else"
        );

        for output in self.stage.last.clone() {
            match &output {
                Output::Send {
                    to,
                    connection,
                    frame,
                    fresh,
                } => {
                    self.numbered(*connection, frame);
                    let name = to.as_str();
                    let never_in = [&before, &after]
                        .iter()
                        .all(|snapshot| state(snapshot, name) != ParticipantState::Admitted);
                    if *fresh && never_in {
                        knows_nobody(name, frame);
                    }
                }
                Output::Event { event, .. } => {
                    self.judged(event, official_was_there, &before);
                }
                _ => {}
            }
            self.transcript.push(output);
        }
        assert!(
            self.stage
                .room
                .next_due()
                .is_none_or(|due| due >= self.stage.now.steady)
        );
    }

    fn numbered(&mut self, connection: Connection, frame: &ServerFrame) {
        if let Some(last) = self.seqs.insert(connection, frame.seq) {
            assert_eq!(frame.seq, last + 1, "no gap and no repetition");
            return;
        }
        let goes_on = self.stage.last.iter().any(|output| {
            matches!(
                output,
                Output::Send { frame, .. }
                    if matches!(frame.message, ServerMessage::Welcome { resumed: true, .. })
            )
        });
        assert!(frame.seq == 1 || goes_on, "a new page starts at 1");
    }

    fn judged(
        &mut self,
        event: &Event,
        official_was_there: bool,
        before: &majlis_signaling::room::Snapshot,
    ) {
        let decider = match event {
            Event::Admitted {
                participant, by, ..
            } => {
                let version = before
                    .participants
                    .iter()
                    .find(|person| person.participant == *participant)
                    .unwrap()
                    .version;
                assert!(
                    self.admitted_versions
                        .insert((participant.to_string(), version)),
                    "one admission for a version"
                );
                Some(by)
            }
            Event::Held { by, .. } | Event::Declined { by, .. } => Some(by),
            Event::Locked { by, .. }
            | Event::Invited { by, .. }
            | Event::Told { by, .. }
            | Event::Removed { by, .. } => {
                assert!(matches!(
                    role_of(by.as_str()),
                    Role::Official | Role::Secretary | Role::Operator
                ));
                None
            }
            _ => None,
        };
        if let Some(by) = decider {
            match right(role_of(by.as_str()), majlis_signaling::message::Kind::Admit) {
                Right::Yes => {}
                Right::WhileOfficial => assert!(official_was_there),
                other => panic!("{by} decided with the right {other:?}"),
            }
        }
    }
}

fn knows_nobody(name: &str, frame: &ServerFrame) {
    let text = serde_json::to_string(frame).unwrap();
    for (other, _) in CAST.iter().filter(|(other, _)| *other != name) {
        assert!(
            !text.contains(&format!("\"{other}\"")),
            "{name} read of {other}: {text}"
        );
        assert!(
            !text.contains(&format!("the name of {other}\"")),
            "{name} read of {other}: {text}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_rules_hold(steps in proptest::collection::vec(step(), 1..120)) {
        let mut watch = Watch::new();
        for name in ["amir", "sara", "nour"] {
            watch.comes(name, Entry::Ticket);
        }
        for step in &steps {
            watch.take(step);
        }
    }

    #[test]
    fn the_same_things_make_the_same_room(steps in proptest::collection::vec(step(), 1..60)) {
        let play = || {
            let mut watch = Watch::new();
            for step in &steps {
                watch.take(step);
            }
            watch.transcript
        };
        prop_assert_eq!(play(), play());
    }
}
