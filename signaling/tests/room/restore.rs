//! The program was killed: the room is opened anew with what was kept of it.

use crate::cast::{Stage, guest, id, seed, session};
use majlis_signaling::{
    host::{Seed, Standing},
    message::{
        ClientMessage, ErrorCode, MediaKind, ParticipantState, Role, ServerMessage, SessionState,
    },
    room::{Arrival, Connection, Entry, Event, Input, Leaving, Output, PLACES_MAX, Room, Saying},
};

/// Everybody has one of his own, so they may have the same number here.
const SOCKET: Connection = Connection(1);

/// The official has let Nour in, her companion waits; the office has muted, pinned, written, locked.
fn busy_room() -> Stage {
    let mut stage = Stage::new();
    for name in ["amir", "nour", "ines", "samir"] {
        stage.enters(name);
        stage.pass(1);
    }
    stage.ready("samir", 2);
    stage.admits("amir", 2, "nour");
    let mute = ClientMessage::Mute {
        participant: id("nour"),
        kind: MediaKind::Audio,
        on: true,
    };
    let tell = ClientMessage::Tell {
        participant: id("samir"),
        text: "two minutes more".to_owned(),
    };
    let pin = ClientMessage::Pin {
        participant: Some(id("nour")),
    };
    let remove = ClientMessage::Remove {
        participant: id("ines"),
    };
    let lock = ClientMessage::Lock { on: true };
    for (number, message) in (3..).zip([mute, tell, pin, remove, lock]) {
        stage.says("amir", number, message);
    }
    stage
}

/// The process dies and another one opens the room with what was written down.
fn kill(stage: &mut Stage) {
    let written = serde_json::to_string(&stage.room.standing()).unwrap();
    let standing: Standing = serde_json::from_str(&written).unwrap();
    let seed = Seed {
        standing,
        ..seed(stage.room.state())
    };
    stage.room = Room::new(session(), seed, stage.now);
    stage.events.clear();
    stage.read.clear();
    stage.routes.clear();
}

fn resumes(stage: &mut Stage, name: &str) -> ServerMessage {
    stage.comes(name, Entry::Resume { seen: Some(2) });
    stage.reads(name).remove(0)
}

#[test]
fn after_a_kill_everybody_stands_where_he_stood_and_nobody_presses_anything() {
    let mut stage = busy_room();
    let before = stage.room.standing();
    assert!(
        stage
            .events
            .iter()
            .any(|one| matches!(one, Event::Pinned { .. }))
    );
    kill(&mut stage);
    assert_eq!(stage.room.standing(), before);

    stage.comes("amir", Entry::Ticket);
    stage.reads("amir");
    let ServerMessage::Welcome {
        resumed,
        locked,
        pinned,
        state,
        ..
    } = resumes(&mut stage, "nour")
    else {
        panic!("she is welcome");
    };
    assert!(
        !resumed && locked,
        "a page begins anew in the room that was"
    );
    assert_eq!(pinned, Some(id("nour")));
    assert_eq!(state, SessionState::Live);
    let muted = Output::MuteLine {
        participant: id("nour"),
        kind: MediaKind::Audio,
        on: true,
    };
    assert!(stage.last.contains(&muted), "her new line is off as well");
    assert!(stage.is_routed("amir", "nour") && stage.is_routed("nour", "amir"));

    resumes(&mut stage, "samir");
    let samir = stage.person("samir");
    assert_eq!(samir.state, ParticipantState::Waiting);
    assert!(samir.ready && !stage.is_routed("amir", "samir"));
    assert_eq!(
        stage.room.waiting()[0].waiting_since,
        before.places[2].waiting_since
    );
    assert!(stage.events.is_empty(), "nothing happened but a kill");
    let version = before.places[1].version;
    assert_eq!(
        stage.person("nour").version,
        version,
        "who looked before may still press"
    );
}

#[test]
fn who_does_not_come_back_after_a_kill_leaves_in_time() {
    let mut stage = busy_room();
    kill(&mut stage);
    resumes(&mut stage, "nour");
    stage.pass(29);
    assert!(stage.is_here("amir") && stage.is_here("samir"));
    stage.pass(2);
    assert!(stage.is_here("nour") && !stage.is_here("amir") && !stage.is_here("samir"));
    let lost = stage.events.iter().filter(|one| {
        matches!(
            one,
            Event::Left {
                cause: Leaving::Lost,
                ..
            }
        )
    });
    assert_eq!(lost.count(), 2, "{:?}", stage.events);
}

#[test]
fn who_was_put_out_stays_out_after_a_kill() {
    let mut stage = busy_room();
    kill(&mut stage);
    for entry in [Entry::Ticket, Entry::Resume { seen: None }] {
        stage.comes("ines", entry);
        let refused = matches!(
            stage.last.last(),
            Some(Output::Refuse {
                code: ErrorCode::Removed,
                ..
            })
        );
        assert!(refused, "{:?}", stage.last);
    }
}

#[test]
fn what_a_dead_program_numbered_is_not_taken_for_what_this_one_says() {
    let mut stage = busy_room();
    kill(&mut stage);
    // Meanwhile the room has numbered a few messages of its own for her.
    for name in ["amir", "samir"] {
        stage.comes(name, Entry::Ticket);
    }
    let ServerMessage::Welcome { resumed, .. } = resumes(&mut stage, "nour") else {
        panic!("she is welcome");
    };
    assert!(!resumed);
}

#[test]
fn neither_a_crowd_nor_a_lock_keeps_the_office_out_of_its_own_room() {
    let mut stage = Stage::new();
    let enters = |stage: &mut Stage, name: &str, role: Role| {
        let arrival = Arrival {
            guest: guest(name, role),
            connection: SOCKET,
            id: Some(1),
            entry: Entry::Ticket,
        };
        stage.tell(Input::Join(arrival));
        !matches!(stage.last[..], [Output::Refuse { .. }])
    };
    for number in 0..PLACES_MAX {
        assert!(enters(
            &mut stage,
            &format!("guest-{number}"),
            Role::Observer
        ));
    }
    assert!(!enters(&mut stage, "one-too-many", Role::Observer));
    assert!(enters(&mut stage, "sara", Role::Secretary));
    let lock = Input::Said(Saying {
        from: id("sara"),
        connection: SOCKET,
        id: Some(2),
        message: ClientMessage::Lock { on: true },
    });
    stage.tell(lock);
    assert!(enters(&mut stage, "amir", Role::Official));
    assert!(stage.room.snapshot().locked && stage.is_here("amir"));
}
