//! The wire format: what is read, what is refused, and how a frame looks.

use crate::cast::{id, start};
use majlis_signaling::message::{
    CHAT_CHARS_MAX, ClientFrame, ClientMessage, ErrorCode, FRAME_BYTES_MAX, SDP_BYTES_MAX,
    ServerFrame, ServerMessage, Stats, TELL_CHARS_MAX, Trickle,
};
use proptest::prelude::*;

fn read(text: &str) -> Result<ClientFrame, ErrorCode> {
    ClientFrame::read(text).map_err(|bad| bad.code)
}

/// One frame of each kind, and more of those with something optional.
const FRAMES: [&str; 20] = [
    r#"{"type":"hello","client":"kiosk 1.0","seq":4}"#,
    r#"{"type":"ready","id":1,"devices":{"camera":true,"microphone":true},"check":{"passed":true,"path":"udp"}}"#,
    r#"{"type":"answer","sdp":"v=0","epoch":1}"#,
    r#"{"type":"candidate","candidate":"","sdpMid":"0","sdpMLineIndex":0,"usernameFragment":"u","epoch":1}"#,
    r#"{"type":"candidate","candidate":"","sdpMid":null,"sdpMLineIndex":null,"epoch":1}"#,
    r#"{"type":"restart"}"#,
    r#"{"type":"admit","id":2,"participant":"p1","version":3}"#,
    r#"{"type":"hold","participant":"p1"}"#,
    r#"{"type":"decline","participant":"p1","reason":"غداً"}"#,
    r#"{"type":"invite","role":"sign_language_interpreter","by":"sms","to":"+966500000000"}"#,
    r#"{"type":"invite","role":"observer","by":"link","name":"سعاد"}"#,
    r#"{"type":"tell","id":3,"participant":"p1","text":"دقائق"}"#,
    r#"{"type":"mute","participant":"p1","kind":"audio"}"#,
    r#"{"type":"remove","participant":"p1"}"#,
    r#"{"type":"lock","on":true}"#,
    r#"{"type":"chat","text":"نعم"}"#,
    r#"{"type":"pin","participant":null}"#,
    r#"{"type":"stats","round_trip_ms":40,"loss_up_permille":2}"#,
    r#"{"type":"end","outcome":"heard"}"#,
    r#"{"type":"bye"}"#,
];

#[test]
fn every_message_of_the_contract_is_read() {
    for frame in FRAMES {
        assert!(
            read(frame).is_ok(),
            "{frame}: {:?}",
            ClientFrame::read(frame)
        );
    }
}

#[test]
fn what_is_not_in_the_contract_is_refused() {
    let frames = [
        "[]",
        r#"{"type":"bye","extra":1}"#,
        r#"{"type":"stats","mood":1}"#,
        r#"{"type":"lock","on":true,"off":false}"#,
        r#"{"type":"candidate","candidate":"","epoch":1,"mid":"0"}"#,
        r#"{"type":"sing"}"#,
        r#"{"type":"admit","participant":"","version":1}"#,
        r#"{"type":"admit","participant":"a b","version":1}"#,
        r#"{"type":"bye","id":-1}"#,
        r#"{"type":"bye","id":9007199254740992}"#,
        r#"{"id":1}"#,
    ];
    for frame in frames {
        assert_eq!(read(frame), Err(ErrorCode::BadFrame), "{frame}");
    }
}

#[test]
fn what_is_over_its_bound_is_refused() {
    let long = "ن".repeat(CHAT_CHARS_MAX);
    assert!(read(&format!(r#"{{"type":"chat","text":"{long}"}}"#)).is_ok());
    assert_eq!(
        read(&format!(r#"{{"type":"chat","text":"{long}ن"}}"#)),
        Err(ErrorCode::TooLarge)
    );
    let long = "ن".repeat(TELL_CHARS_MAX);
    let tell = |text: &str| {
        read(&format!(
            r#"{{"type":"tell","participant":"p1","text":"{text}"}}"#
        ))
    };
    assert!(tell(&long).is_ok());
    assert_eq!(tell(&format!("{long}ن")), Err(ErrorCode::TooLarge));
    let sdp = "x".repeat(SDP_BYTES_MAX + 1);
    let answer = format!(r#"{{"type":"answer","sdp":"{sdp}","epoch":1}}"#);
    assert_eq!(read(&answer), Err(ErrorCode::TooLarge));
    let frame = " ".repeat(FRAME_BYTES_MAX + 1);
    assert_eq!(read(&frame), Err(ErrorCode::TooLarge));
    let bad = ClientFrame::read(&format!(r#"{{"type":"{sdp}","id":5}}"#)).unwrap_err();
    assert!(bad.detail.chars().count() <= 200 && bad.id == Some(5));
}

#[test]
fn a_frame_of_the_server_carries_its_numbers() {
    let message = ServerMessage::Chat {
        from: id("nour"),
        text: "نعم".to_owned(),
        at: start(),
    };
    let text = serde_json::to_string(&ServerFrame {
        seq: 3,
        id: Some(9),
        message,
    })
    .unwrap();
    let expected =
        r#"{"seq":3,"id":9,"type":"chat","from":"nour","text":"نعم","at":"2026-11-18T11:06:40Z"}"#;
    assert_eq!(text, expected);
    let text = serde_json::to_string(&ServerFrame {
        seq: 1,
        id: None,
        message: ServerMessage::Done {},
    });
    assert_eq!(text.unwrap(), r#"{"seq":1,"type":"done"}"#);
}

/// Check 22: something that is nearly a frame: pieces of good ones, cut and joined anyhow.
fn nearly() -> impl Strategy<Value = String> {
    let piece = (0..FRAMES.len(), any::<usize>(), any::<usize>(), any::<u8>());
    proptest::collection::vec(piece, 1..5).prop_map(|pieces| {
        let mut bytes = Vec::new();
        for (frame, from, to, other) in pieces {
            let frame = FRAMES[frame].as_bytes();
            let (from, to) = (from % frame.len(), to % (frame.len() + 1));
            bytes.extend_from_slice(&frame[from.min(to)..to]);
            if other % 4 == 0 {
                bytes.push(other);
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// Any value of JSON, as deep as a frame could nest it.
fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        ".{0,20}".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 20, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            proptest::collection::btree_map("[a-zA-Z_]{1,8}", inner, 0..4)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

/// What the reader makes of it: nothing, with a short sentence, or a frame that is read the same
/// when it is written again.
fn judged(text: &str) -> Result<(), TestCaseError> {
    match ClientFrame::read(text) {
        Err(bad) => prop_assert!(bad.detail.chars().count() <= 200),
        Ok(frame) => {
            let mut value = serde_json::to_value(&frame.message).unwrap();
            if let Some(number) = frame.id {
                value["id"] = number.into();
            }
            prop_assert_eq!(ClientFrame::read(&value.to_string()), Ok(frame));
        }
    }
    Ok(())
}

#[test]
fn a_frame_nested_without_end_is_refused() {
    for open in ["[", "{\"type\":", "{\"id\":["] {
        let deep = open.repeat(FRAME_BYTES_MAX / open.len());
        assert_eq!(read(&deep), Err(ErrorCode::BadFrame));
    }
}

proptest! {
    #[test]
    fn what_is_nearly_a_frame_makes_nobody_stumble(text in nearly()) {
        judged(&text)?;
    }

    #[test]
    fn a_field_of_any_kind_makes_nobody_stumble(
        frame in 0..FRAMES.len(), field in any::<usize>(), other in any_json(),
    ) {
        let mut value: serde_json::Value = serde_json::from_str(FRAMES[frame]).unwrap();
        let fields = value.as_object_mut().unwrap();
        let at = field % fields.len();
        *fields.values_mut().nth(at).unwrap() = other;
        judged(&value.to_string())?;
    }

    #[test]
    fn no_text_makes_the_reader_stumble(text in ".{0,200}") {
        let _read = ClientFrame::read(&text);
    }

    #[test]
    fn what_is_written_is_read_again(number in proptest::option::of(0_u64..1 << 53), epoch: u64, text in ".{0,50}") {
        for message in [
            ClientMessage::Chat { text: text.clone() },
            ClientMessage::Stats(Stats::default()),
            ClientMessage::Candidate(Trickle {
                candidate: text.clone(),
                sdp_mid: None,
                sdp_m_line_index: Some(1),
                username_fragment: None,
                epoch,
            }),
        ] {
            let mut value = serde_json::to_value(&message).unwrap();
            if let Some(number) = number {
                value["id"] = number.into();
            }
            let frame = ClientFrame::read(&value.to_string()).unwrap();
            prop_assert_eq!(frame, ClientFrame { id: number, message });
        }
    }
}
