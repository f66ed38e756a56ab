//! One morning in the waiting room, told from the front.

use crate::cast::{Stage, id};
use majlis_signaling::{
    host::{Delay, Expectation, Invitation, Wish},
    message::{
        By, ClientMessage, Down, ErrorCode, MediaKind, ParticipantState, Role, ServerMessage,
        SessionState, Stats, Up, Way,
    },
    room::{ABANDONED_AFTER, Closing, Entry, Event, GRACE, Input, Leaving, LineNews, Output},
};

fn error(messages: &[ServerMessage]) -> Option<ErrorCode> {
    messages.iter().find_map(|message| match message {
        ServerMessage::Error { code, .. } => Some(*code),
        _ => None,
    })
}

fn open_room() -> Stage {
    let mut stage = Stage::new();
    stage.enters("omar");
    stage.ready("omar", 1);
    stage.enters("nour");
    stage.ready("nour", 1);
    stage.enters("sara");
    stage.enters("amir");
    stage
}

#[test]
fn a_person_waits_is_admitted_is_held_and_admitted_again() {
    let mut stage = open_room();
    assert_eq!(stage.room.state(), SessionState::Open);
    assert_eq!(stage.sees("nour"), ["nour"]);
    assert_eq!(stage.sees("sara"), ["amir", "nour", "omar", "sara"]);
    assert!(stage.reads("nour").iter().any(|message| matches!(
        message,
        ServerMessage::Queue {
            position: 1,
            expected: None,
            ..
        }
    )));

    stage.pass(40);
    stage.admits("sara", 1, "nour");
    assert_eq!(stage.room.state(), SessionState::Live);
    assert!(stage.is_routed("nour", "amir") && stage.is_routed("amir", "nour"));
    assert!(!stage.is_routed("amir", "omar"));
    assert_eq!(stage.sees("nour"), ["amir", "nour", "omar", "sara"]);
    assert!(stage.events.contains(&Event::Admitted {
        participant: id("nour"),
        role: Role::Applicant,
        by: id("sara"),
        waited_seconds: 40,
    }));
    assert!(
        matches!(stage.last.first(), Some(Output::Route(_))),
        "the gate comes first"
    );

    stage.says(
        "amir",
        1,
        ClientMessage::Hold {
            participant: id("nour"),
            version: None,
        },
    );
    assert!(!stage.is_routed("amir", "nour"));
    assert_eq!(stage.sees("nour"), ["nour"]);
    assert_eq!(stage.person("nour").state, ParticipantState::Held);
    stage.admits("amir", 2, "nour");
    assert!(stage.is_routed("amir", "nour"));
}

#[test]
fn two_secretaries_cannot_admit_the_same_person_twice() {
    let mut stage = open_room();
    stage.enters("salma");
    let version = stage.person("nour").version;
    let admit = || ClientMessage::Admit {
        participant: id("nour"),
        version,
    };
    stage.says("sara", 1, admit());
    stage.reads("salma");
    stage.says("salma", 1, admit());
    assert_eq!(error(&stage.reads("salma")), Some(ErrorCode::Conflict));
    let admissions = stage
        .events
        .iter()
        .filter(|e| matches!(e, Event::Admitted { .. }))
        .count();
    assert_eq!(admissions, 1);
}

#[test]
fn a_repeated_request_has_one_effect_and_the_same_answer() {
    let mut stage = open_room();
    let version = stage.person("nour").version;
    let admit = || ClientMessage::Admit {
        participant: id("nour"),
        version,
    };
    stage.reads("sara");
    stage.says("sara", 7, admit());
    let first = stage.reads("sara");
    stage.says("sara", 7, admit());
    let second = stage.reads("sara");
    assert_eq!(
        second,
        vec![ServerMessage::Admitted {
            participant: id("nour"),
            version: version + 3
        }]
    );
    assert!(first.contains(&second[0]));
}

#[test]
fn the_secretary_decides_only_while_the_official_is_connected() {
    let mut stage = open_room();
    stage.loses("amir");
    stage.reads("sara");
    stage.admits("sara", 1, "nour");
    assert_eq!(error(&stage.reads("sara")), Some(ErrorCode::OfficialAbsent));
    stage.comes("amir", Entry::Resume { seen: Some(0) });
    stage.admits("sara", 2, "nour");
    assert_eq!(stage.person("nour").state, ParticipantState::Admitted);
}

#[test]
fn those_who_wait_know_nothing_of_each_other() {
    let mut stage = open_room();
    stage.tell(Input::Expect(Expectation {
        ahead: 2,
        at: Some(stage.now.at),
    }));
    stage.pass(1);
    stage.enters("samir");
    stage.enters("ines");
    assert_eq!(stage.sees("samir"), ["samir"]);
    assert_eq!(
        stage.sees("omar"),
        ["amir", "nour", "omar", "samir", "sara"]
    );
    let position = stage
        .reads("samir")
        .iter()
        .find_map(|message| match message {
            ServerMessage::Queue { position, .. } => Some(*position),
            _ => None,
        });
    assert_eq!(position, Some(4), "two elsewhere and nour are before samir");
    stage.admits("sara", 1, "nour");
    assert_eq!(stage.sees("nour"), ["amir", "nour", "omar", "sara"]);
    let read = stage.reads("samir");
    assert!(
        matches!(read.as_slice(), [ServerMessage::Queue { position: 3, .. }]),
        "{read:?}"
    );
}

#[test]
fn a_lost_socket_keeps_the_place_and_what_was_missed() {
    let mut stage = open_room();
    stage.admits("sara", 1, "nour");
    let seen = stage.read["nour"].last().unwrap().seq;
    stage.loses("nour");
    assert!(
        stage.is_routed("nour", "amir"),
        "media does not depend on the socket"
    );
    stage.says(
        "amir",
        1,
        ClientMessage::Chat {
            text: "مرحباً".to_owned(),
        },
    );
    stage.pass(29);
    stage.read.clear();
    stage.comes("nour", Entry::Resume { seen: Some(seen) });
    let frames = stage.read["nour"].clone();
    let numbers: Vec<u64> = frames.iter().map(|frame| frame.seq).collect();
    let expected: Vec<u64> = (seen + 1..=seen + u64::try_from(frames.len()).unwrap()).collect();
    assert_eq!(numbers, expected);
    let read = stage.reads("nour");
    assert!(
        read.iter()
            .any(|m| matches!(m, ServerMessage::Chat { text, .. } if text == "مرحباً"))
    );
    assert!(
        read.iter()
            .any(|m| matches!(m, ServerMessage::Welcome { resumed: true, .. }))
    );
    assert!(
        !stage
            .last
            .iter()
            .any(|o| matches!(o, Output::OpenLine { .. }))
    );
}

#[test]
fn a_socket_lost_too_long_gives_the_place_up_and_the_person_is_told() {
    let mut stage = open_room();
    stage.loses("nour");
    assert_eq!(stage.room.next_due(), Some(stage.now.steady + GRACE));
    stage.pass(GRACE.as_secs());
    assert!(!stage.is_here("nour"));
    let cause = Leaving::Lost;
    assert!(stage.events.contains(&Event::Left {
        participant: id("nour"),
        role: Role::Applicant,
        cause
    }));
    stage.comes("nour", Entry::Resume { seen: Some(3) });
    assert!(matches!(
        stage.last[0],
        Output::Refuse {
            code: ErrorCode::Gone,
            ..
        }
    ));
}

#[test]
fn a_demo_clock_pushed_forward_takes_nobody_his_place() {
    let mut stage = open_room();
    stage.loses("nour");
    stage.now.at += chrono::TimeDelta::days(2);
    stage.tell(Input::Tick);
    assert!(stage.is_here("nour"));
}

#[test]
fn a_second_page_takes_the_place_of_the_first() {
    let mut stage = open_room();
    let old = stage.sockets["nour"];
    stage.enters("nour");
    assert_eq!(stage.closed, vec![("nour".to_owned(), Closing::Replaced)]);
    stage.tell(Input::Lost {
        from: id("nour"),
        connection: old,
    });
    assert!(
        stage.person("nour").connected,
        "the old socket's end says nothing"
    );
    assert_eq!(
        stage.person("nour").waiting_since,
        Some(crate::cast::start())
    );
    assert!(stage.last.is_empty());
}

#[test]
fn who_was_turned_away_needs_a_new_ticket_and_who_was_put_out_stays_out() {
    let mut stage = open_room();
    let reason = "الرجاء العودة غداً".to_owned();
    let decline = ClientMessage::Decline {
        participant: id("nour"),
        reason,
        version: None,
    };
    stage.says("amir", 1, decline);
    assert!(
        stage
            .reads("nour")
            .iter()
            .any(|m| matches!(m, ServerMessage::Declined { .. }))
    );
    assert_eq!(stage.closed, vec![("nour".to_owned(), Closing::Dismissed)]);
    stage.enters("nour");
    assert!(matches!(
        stage.last[0],
        Output::Refuse {
            code: ErrorCode::Removed,
            ..
        }
    ));
    stage.pass(1);
    stage.enters("nour");
    assert!(stage.is_here("nour"));
    stage.says(
        "sara",
        2,
        ClientMessage::Remove {
            participant: id("nour"),
        },
    );
    stage.pass(10);
    stage.enters("nour");
    assert!(matches!(
        stage.last[0],
        Output::Refuse {
            code: ErrorCode::Removed,
            ..
        }
    ));
}

#[test]
fn a_locked_session_takes_nobody_new_but_keeps_places() {
    let mut stage = open_room();
    stage.says("sara", 1, ClientMessage::Lock { on: true });
    stage.enters("ines");
    assert!(matches!(
        stage.last[0],
        Output::Refuse {
            code: ErrorCode::Locked,
            ..
        }
    ));
    stage.loses("nour");
    stage.comes("nour", Entry::Resume { seen: None });
    assert!(stage.person("nour").connected);
}

#[test]
fn the_office_ends_it_and_everybody_is_told() {
    let mut stage = open_room();
    stage.admits("sara", 1, "nour");
    stage.reads("nour");
    stage.says(
        "amir",
        9,
        ClientMessage::End {
            outcome: Some("heard".to_owned()),
        },
    );
    assert_eq!(stage.room.state(), SessionState::Ended);
    assert_eq!(
        stage.reads("nour"),
        vec![ServerMessage::Ended {
            by: By::Office,
            survey: None
        }]
    );
    assert_eq!(stage.closed.len(), 4);
    assert!(stage.routes.is_empty() && stage.room.is_idle());
    stage.enters("nour");
    assert!(matches!(
        stage.last[0],
        Output::Refuse {
            code: ErrorCode::Ended,
            ..
        }
    ));
}

#[test]
fn the_operator_ends_the_centres_side_and_the_office_decides_the_rest() {
    let mut stage = open_room();
    stage.admits("sara", 1, "nour");
    stage.says("omar", 2, ClientMessage::End { outcome: None });
    assert!(!stage.is_here("nour") && !stage.is_here("omar") && stage.is_here("amir"));
    assert_eq!(stage.room.state(), SessionState::Live);
    stage.says(
        "sara",
        2,
        ClientMessage::End {
            outcome: Some("heard".to_owned()),
        },
    );
    assert_eq!(stage.room.state(), SessionState::Ended);
}

#[test]
fn a_live_session_that_everybody_left_counts_as_broken_off() {
    let mut stage = open_room();
    stage.admits("sara", 1, "nour");
    for name in ["nour", "omar", "sara", "amir"] {
        stage.says(name, 50, ClientMessage::Bye {});
    }
    stage.pass(ABANDONED_AFTER.as_secs());
    assert_eq!(stage.room.state(), SessionState::Failed);
}

#[test]
fn the_office_mutes_pins_and_invites() {
    let mut stage = open_room();
    stage.admits("sara", 1, "nour");
    let mute = ClientMessage::Mute {
        participant: id("nour"),
        kind: MediaKind::Audio,
        on: true,
    };
    stage.says("sara", 2, mute);
    assert!(stage.last.iter().any(|o| matches!(
        o,
        Output::MuteLine {
            kind: MediaKind::Audio,
            on: true,
            ..
        }
    )));
    assert!(stage.person("nour").muted.audio);
    stage.says(
        "sara",
        3,
        ClientMessage::Pin {
            participant: Some(id("nour")),
        },
    );
    assert!(stage.reads("nour").contains(&ServerMessage::Pin {
        participant: Some(id("nour"))
    }));
    let invite = ClientMessage::Invite {
        role: Role::Interpreter,
        by: Way::Link,
        to: None,
        name: Some("سلمى".to_owned()),
    };
    stage.says("sara", 4, invite);
    let wish = Wish {
        by: id("sara"),
        role: Role::Interpreter,
        way: Way::Link,
        to: None,
        name: Some("سلمى".to_owned()),
    };
    assert!(stage.last.contains(&Output::Invite {
        wish: wish.clone(),
        id: Some(4)
    }));
    let link = Some("https://example.test/join/x".to_owned());
    let result = Ok(Some(Invitation { link: link.clone() }));
    stage.tell(Input::Invited {
        wish,
        id: Some(4),
        result,
    });
    let answer = ServerMessage::Invited {
        role: Role::Interpreter,
        by: Way::Link,
        link,
    };
    assert_eq!(stage.read["sara"].last().unwrap().id, Some(4));
    assert!(stage.reads("sara").contains(&answer));
}

/// The office writes to somebody.
fn tells(whom: &str, text: &str) -> ClientMessage {
    ClientMessage::Tell {
        participant: id(whom),
        text: text.to_owned(),
    }
}

#[test]
fn what_the_office_writes_to_one_who_waits_is_read_by_that_one_alone() {
    let mut stage = open_room();
    stage.enters("samir");
    for name in ["nour", "samir", "amir", "omar"] {
        stage.reads(name);
    }
    // Writing is no decision: it needs no official.
    stage.loses("amir");
    stage.says("sara", 1, tells("nour", "دقائق وتُدعين"));
    let text = "دقائق وتُدعين".to_owned();
    let (participant, at) = (id("nour"), stage.now.at);
    let told = ServerMessage::Told {
        participant,
        text,
        at,
    };
    assert_eq!(stage.reads("nour"), std::slice::from_ref(&told));
    assert!(
        stage.reads("sara").contains(&told),
        "the answer to the asker"
    );
    for other in ["samir", "omar"] {
        let read = stage.reads(other);
        let heard = |message: &ServerMessage| matches!(message, ServerMessage::Told { .. });
        assert!(!read.iter().any(heard), "{other}: {read:?}");
    }
    let (participant, by) = (id("nour"), id("sara"));
    assert!(stage.events.contains(&Event::Told { participant, by }));

    // A new page shows it too, until the person is let in.
    stage.comes("nour", Entry::Ticket);
    assert!(stage.reads("nour").contains(&told));
    stage.comes("amir", Entry::Resume { seen: Some(0) });
    stage.admits("sara", 2, "nour");
    stage.says("sara", 3, tells("nour", "…"));
    assert_eq!(error(&stage.reads("sara")), Some(ErrorCode::WrongState));
    stage.says("sara", 4, tells("samir", "  "));
    assert_eq!(error(&stage.reads("sara")), Some(ErrorCode::BadFrame));
    stage.says("omar", 2, tells("samir", "…"));
    assert_eq!(error(&stage.reads("omar")), Some(ErrorCode::NotAllowed));
    stage.comes("nour", Entry::Ticket);
    assert!(!stage.reads("nour").contains(&told));
}

#[test]
fn those_who_wait_hear_by_how_much_it_is_late_and_hear_it_once() {
    let mut stage = open_room();
    stage.admits("sara", 1, "nour");
    stage.enters("samir");
    for name in ["nour", "samir", "sara"] {
        stage.reads(name);
    }
    let delay = Delay {
        minutes: 20,
        text: Some("نعتذر".to_owned()),
    };
    let late = ServerMessage::Late {
        minutes: 20,
        text: Some("نعتذر".to_owned()),
    };
    stage.tell(Input::Late(delay.clone()));
    assert_eq!(stage.reads("samir"), std::slice::from_ref(&late));
    stage.tell(Input::Late(delay));
    assert!(
        stage.last.is_empty(),
        "said twice, heard once: {:?}",
        stage.last
    );
    assert!(stage.reads("nour").is_empty() && stage.reads("sara").is_empty());
    // Who comes later or is sent back hears it then.
    stage.enters("rana");
    assert!(stage.reads("rana").contains(&late));
    let participant = id("nour");
    let hold = ClientMessage::Hold {
        participant,
        version: None,
    };
    stage.says("sara", 2, hold);
    assert!(stage.reads("nour").contains(&late));
    stage.tell(Input::Late(Delay::default()));
    let over = ServerMessage::Late {
        minutes: 0,
        text: None,
    };
    assert_eq!(stage.reads("samir"), [over]);
}

#[test]
fn chat_reaches_those_who_are_in_and_nobody_who_waits() {
    let mut stage = open_room();
    stage.enters("samir");
    stage.admits("sara", 1, "nour");
    stage.reads("samir");
    stage.says(
        "nour",
        2,
        ClientMessage::Chat {
            text: "نعم".to_owned(),
        },
    );
    assert!(
        stage
            .reads("amir")
            .iter()
            .any(|m| matches!(m, ServerMessage::Chat { .. }))
    );
    assert!(stage.reads("samir").is_empty());
    stage.says(
        "samir",
        2,
        ClientMessage::Chat {
            text: "؟".to_owned(),
        },
    );
    assert_eq!(error(&stage.reads("samir")), Some(ErrorCode::NotAdmitted));
}

#[test]
fn a_bad_line_is_named_once_with_its_cause() {
    let mut stage = open_room();
    stage.reads("sara");
    let stats = Stats {
        loss_up_permille: Some(120),
        ..Stats::default()
    };
    stage.says("nour", 2, ClientMessage::Stats(stats));
    stage.says("nour", 3, ClientMessage::Stats(stats));
    let read = stage.reads("sara");
    assert_eq!(read.len(), 1, "{read:?}");
    assert!(
        matches!(&read[0], ServerMessage::Quality { participant, .. } if *participant == id("nour"))
    );
}

fn offer(epoch: u64, shows: &str) -> LineNews {
    LineNews::Offer {
        sdp: "v=0".to_owned(),
        epoch,
        up: Up {
            audio: "0".to_owned(),
            video: "1".to_owned(),
        },
        down: vec![Down {
            mid: "2".to_owned(),
            kind: MediaKind::Video,
            participant: Some(id(shows)),
        }],
    }
}

#[test]
fn a_line_is_ready_while_its_owner_waits_and_shows_nobody_until_admitted() {
    let mut stage = open_room();
    stage.reads("nour");
    stage.line("nour", 1, offer(1, "amir"));
    let read = stage.reads("nour");
    let [ServerMessage::Offer { epoch, down, .. }] = read.as_slice() else {
        panic!("{read:?}")
    };
    assert_eq!(down[0].participant, None);
    let epoch = *epoch;
    stage.says(
        "nour",
        2,
        ClientMessage::Answer {
            sdp: "v=0".to_owned(),
            epoch,
        },
    );
    assert!(
        stage
            .last
            .iter()
            .any(|o| matches!(o, Output::Answer { epoch: 1, .. }))
    );

    stage.line("nour", 1, LineNews::Failed);
    stage.says(
        "nour",
        3,
        ClientMessage::Answer {
            sdp: "v=0".to_owned(),
            epoch,
        },
    );
    assert!(
        !stage
            .last
            .iter()
            .any(|o| matches!(o, Output::Answer { .. })),
        "a stale answer"
    );
    stage.pass(1);
    assert!(
        stage
            .last
            .iter()
            .any(|o| matches!(o, Output::OpenLine { line: 2, .. }))
    );
    stage.line("nour", 1, LineNews::Connected);
    assert!(
        !stage.person("nour").line,
        "news of the old line says nothing of the new one"
    );
    stage.reads("nour");
    stage.line("nour", 2, offer(1, "amir"));
    let read = stage.reads("nour");
    assert!(matches!(read[0], ServerMessage::Offer { epoch: next, line: 2, .. } if next > epoch));
}

#[test]
fn a_machine_that_stops_keeps_the_places_for_the_next() {
    let mut stage = open_room();
    stage.reads("nour");
    let signal_url = Some("wss://other.example/signal".to_owned());
    stage.tell(Input::Drain { signal_url });
    assert!(
        stage
            .reads("nour")
            .iter()
            .any(|m| matches!(m, ServerMessage::Moved { .. }))
    );
    assert!(
        !stage
            .last
            .iter()
            .any(|o| matches!(o, Output::DropResume { .. }))
    );
    assert!(!stage.events.iter().any(|e| matches!(e, Event::Left { .. })));
}
