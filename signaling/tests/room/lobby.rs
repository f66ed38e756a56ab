//! Checks 9, 16 and 17: nobody is let in but by a decision, said by who has the right to it.

use crate::cast::{CAST, Stage, id};
use majlis_signaling::{
    message::{
        Check, ClientFrame, ClientMessage, Devices, ErrorCode, Kind, MediaKind, ParticipantState,
        Role, ServerMessage, Stats, Trickle, Way,
    },
    permission::{Right, right},
    room::{Entry, Event, Output},
};

/// Check 9: whoever comes early waits, and an office that comes, goes and comes again lets nobody
/// in by coming.
#[test]
fn who_comes_early_waits_and_the_office_that_comes_admits_nobody() {
    let mut stage = Stage::new();
    let early = ["nour", "samir", "rana", "ines"];
    for name in early {
        stage.enters(name);
        stage.ready(name, 1);
    }
    stage.pass(600);
    stage.enters("omar");
    stage.ready("omar", 1);
    for office in ["sara", "amir", "salma"] {
        stage.enters(office);
        stage.ready(office, 1);
    }
    stage.loses("amir");
    stage.comes("amir", Entry::Resume { seen: Some(0) });
    stage.comes("amir", Entry::Ticket);
    stage.pass(600);
    for name in early {
        let found = stage.person(name).state;
        assert_eq!(found, ParticipantState::Waiting, "{name}");
        for office in ["amir", "sara", "omar"] {
            assert!(!stage.is_routed(name, office) && !stage.is_routed(office, name));
        }
    }
    let admitted = |event: &&Event| matches!(event, Event::Admitted { .. });
    assert_eq!(stage.events.iter().find(admitted), None);
    // The same room does let in who is decided about, and nobody beside.
    stage.admits("amir", 2, "nour");
    assert!(stage.is_routed("nour", "amir"));
    assert_eq!(stage.events.iter().filter(admitted).count(), 1);
    assert_eq!(stage.person("samir").state, ParticipantState::Waiting);
}

/// Check 17: a frame that names its sender is no frame, and what is passed on bears the name of
/// the socket it came from.
#[test]
fn the_sender_is_named_by_the_room_and_by_nobody_else() {
    for field in ["from", "sender", "by", "as"] {
        let forged = format!(r#"{{"type":"chat","text":"x","{field}":"amir"}}"#);
        let read = ClientFrame::read(&forged).map_err(|bad| bad.code);
        assert_eq!(read, Err(ErrorCode::BadFrame), "{field}");
    }
    let mut stage = Stage::new();
    for name in ["omar", "amir", "sara", "nour"] {
        stage.enters(name);
    }
    stage.admits("amir", 2, "nour");
    for speaker in ["nour", "omar", "sara"] {
        stage.reads("amir");
        let text = "أنا الوكيل".to_owned();
        stage.says(speaker, 9, ClientMessage::Chat { text });
        let read = stage.reads("amir");
        let [ServerMessage::Chat { from, .. }] = read.as_slice() else {
            panic!("{read:?}")
        };
        assert_eq!(*from, id(speaker));
    }
}

/// A room in which every right can be seen: everybody is there, and `whom` waits.
fn room() -> Stage {
    let mut stage = Stage::new();
    for (name, _) in CAST {
        stage.enters(name);
    }
    stage
}

/// One message of each kind, about somebody who waits.
fn message(stage: &Stage, kind: Kind, whom: &str) -> ClientMessage {
    let participant = id(whom);
    let version = stage.person(whom).version;
    let text = "نعم".to_owned();
    match kind {
        Kind::Hello => ClientMessage::Hello {
            client: "test".to_owned(),
            seq: None,
        },
        Kind::Ready => ClientMessage::Ready {
            devices: Devices::default(),
            check: Check::default(),
        },
        Kind::Answer => ClientMessage::Answer {
            sdp: "v=0".to_owned(),
            epoch: 0,
        },
        Kind::Candidate => ClientMessage::Candidate(Trickle {
            candidate: String::new(),
            sdp_mid: None,
            sdp_m_line_index: None,
            username_fragment: None,
            epoch: 0,
        }),
        Kind::Restart => ClientMessage::Restart {},
        Kind::Admit => ClientMessage::Admit {
            participant,
            version,
        },
        Kind::Hold => ClientMessage::Hold {
            participant,
            version: None,
        },
        Kind::Decline => ClientMessage::Decline {
            participant,
            reason: text,
            version: None,
        },
        Kind::Invite => ClientMessage::Invite {
            role: Role::Interpreter,
            by: Way::Link,
            to: None,
            name: None,
        },
        Kind::Tell => ClientMessage::Tell { participant, text },
        Kind::Mute => ClientMessage::Mute {
            participant,
            kind: MediaKind::Audio,
            on: true,
        },
        Kind::Remove => ClientMessage::Remove { participant },
        Kind::Lock => ClientMessage::Lock { on: true },
        Kind::Chat => ClientMessage::Chat { text },
        Kind::Pin => ClientMessage::Pin { participant: None },
        Kind::Stats => ClientMessage::Stats(Stats::default()),
        Kind::End => ClientMessage::End { outcome: None },
        Kind::Bye => ClientMessage::Bye {},
    }
}

/// What a person of this role is told when he says this to a room, as far as rights go.
fn refused(stage: &mut Stage, name: &str, kind: Kind, whom: &str) -> Option<ErrorCode> {
    let message = message(stage, kind, whom);
    stage.reads(name);
    stage.says(name, 100, message);
    let answers = stage.read.get(name).cloned().unwrap_or_default();
    answers
        .iter()
        .filter(|frame| frame.id == Some(100))
        .find_map(|frame| match &frame.message {
            ServerMessage::Error { code, .. } => Some(*code),
            _ => None,
        })
}

/// Whether a refusal is one of rights, and not of what the room is just now.
fn is_of_rights(code: Option<ErrorCode>) -> bool {
    matches!(
        code,
        Some(ErrorCode::NotAllowed | ErrorCode::OfficialAbsent | ErrorCode::NotAdmitted)
    )
}

/// Check 16: each of the 162 cells is said in a room, and the room does what the table says.
#[test]
fn every_role_says_every_kind_and_the_room_keeps_the_table() {
    let mut cells = 0;
    for role in Role::ALL.iter().copied() {
        let (name, _) = CAST.into_iter().find(|(_, each)| *each == role).unwrap();
        let whom = if role == Role::Applicant {
            "samir"
        } else {
            "nour"
        };
        for kind in Kind::ALL {
            cells += 1;
            let cell = format!("{} says {}", role.name(), kind.name());
            let mut stage = room();
            let before = stage.room.snapshot();
            let code = refused(&mut stage, name, kind, whom);
            match right(role, kind) {
                Right::Yes => assert!(!is_of_rights(code), "{cell}: {code:?}"),
                Right::No => {
                    assert_eq!(code, Some(ErrorCode::NotAllowed), "{cell}");
                    assert_eq!(stage.room.snapshot(), before, "{cell}");
                    let acts = |output: &Output| !matches!(output, Output::Send { .. });
                    assert!(!stage.last.iter().any(acts), "{cell}: {:?}", stage.last);
                }
                Right::WhileOfficial => {
                    assert!(!is_of_rights(code), "{cell}: {code:?}");
                    let mut stage = room();
                    stage.loses("amir");
                    let code = refused(&mut stage, name, kind, whom);
                    assert_eq!(code, Some(ErrorCode::OfficialAbsent), "{cell}");
                }
                Right::Admitted => {
                    assert_eq!(code, Some(ErrorCode::NotAdmitted), "{cell}");
                    let mut stage = room();
                    stage.admits("amir", 2, name);
                    let code = refused(&mut stage, name, kind, whom);
                    assert!(!is_of_rights(code), "{cell}: {code:?}");
                }
                Right::OwnSide => {
                    assert!(!is_of_rights(code), "{cell}: {code:?}");
                    let mut stage = room();
                    let code = refused(&mut stage, name, kind, "amir");
                    // Ending names nobody: it ends the own side, and the office stays.
                    let is_spared = code.is_some() || kind == Kind::End;
                    assert!(is_spared && stage.is_here("amir"), "{cell}: {code:?}");
                }
            }
        }
    }
    assert_eq!(cells, 162);
}
