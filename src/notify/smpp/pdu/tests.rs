//! Units as the specification writes them, byte for byte.

use super::*;

#[test]
fn a_unit_is_read_as_it_was_written_and_not_before_it_is_whole() {
    let unit = Unit {
        command: command::ENQUIRE,
        status: 0,
        sequence: 7,
        body: b"abc".to_vec(),
    };
    let bytes = unit.bytes();
    assert_eq!(bytes.len(), 19);
    for end in 0..bytes.len() {
        assert_eq!(Unit::read(&bytes[..end]), Ok(None));
    }
    assert_eq!(Unit::read(&bytes), Ok(Some((unit, 19))));
    assert!(Unit::read(&[0, 0, 0, 3]).is_err(), "shorter than its head");
    assert!(Unit::read(&[1, 0, 0, 0]).is_err(), "longer than any");
}

#[test]
fn a_part_is_written_as_the_specification_says() {
    let part = Part {
        from: "Majlis",
        to: "966501234567",
        coding: 8,
        is_joined: false,
        wants_receipt: true,
        text: &[0x06, 0x45],
    };
    let mut expected = b"\0\x05\0Majlis\0\x01\x01966501234567\0".to_vec();
    expected.extend([0, 0, 0, 0, 0, 1, 0, 8, 0, 2, 0x06, 0x45]);
    assert_eq!(submit(&part), expected);
}

/// A delivery of that class with that text and those options.
fn delivery(class: u8, text: &str, options: &[u8]) -> Vec<u8> {
    let mut body = b"\0\x01\x01966501234567\0\x05\0Majlis\0".to_vec();
    body.extend([class, 0, 0, 0, 0, 0, 0, 0, 0]);
    body.push(u8::try_from(text.len()).unwrap());
    body.extend(text.as_bytes());
    body.extend(options);
    body
}

#[test]
fn a_receipt_is_understood_by_its_text_or_its_options() {
    let text = "id:9A21 sub:001 dlvrd:001 submit date:2611221000 done date:2611221001 stat:DELIVRD err:000 text:";
    let said = |id: &str, state: &str| {
        Some(Receipt {
            id: id.to_owned(),
            state: state.to_owned(),
        })
    };
    assert_eq!(receipt(&delivery(4, text, &[])), said("9A21", "DELIVRD"));
    let options = [0, 0x1e, 0, 4, b'7', b'7', b'1', 0, 0x04, 0x27, 0, 1, 5];
    assert_eq!(receipt(&delivery(4, "", &options)), said("771", "UNDELIV"));
    assert_eq!(
        receipt(&delivery(0, text, &[])),
        None,
        "somebody writes to us"
    );
    let whole = delivery(4, text, &options);
    for end in 0..whole.len() {
        // Whatever is cut off, nothing falls.
        drop(receipt(&whole[..end]));
    }
}
