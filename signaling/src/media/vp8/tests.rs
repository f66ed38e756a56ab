//! Payloads as browsers write them.

use super::starts_key_frame;

#[test]
fn a_plain_key_frame_is_seen() {
    assert!(starts_key_frame(&[
        0x10, 0x50, 0x01, 0x00, 0x9d, 0x01, 0x2a
    ]));
}

#[test]
fn a_delta_frame_is_not_a_key_frame() {
    assert!(!starts_key_frame(&[0x10, 0x51, 0x01, 0x00]));
}

#[test]
fn a_later_packet_of_a_key_frame_does_not_start_one() {
    assert!(!starts_key_frame(&[0x00, 0x50, 0x01, 0x00]));
    assert!(!starts_key_frame(&[0x11, 0x50, 0x01, 0x00]));
}

#[test]
fn the_extended_descriptor_is_skipped() {
    // Picture id of two bytes, layer index, layer and key index.
    assert!(starts_key_frame(&[
        0x90, 0xf0, 0x81, 0x23, 0x07, 0x20, 0x50
    ]));
    assert!(!starts_key_frame(&[
        0x90, 0xf0, 0x81, 0x23, 0x07, 0x20, 0x51
    ]));
    // Picture id of one byte.
    assert!(starts_key_frame(&[0x90, 0x80, 0x11, 0x50]));
}

#[test]
fn cut_off_payloads_are_nothing() {
    for payload in [
        &[][..],
        &[0x90],
        &[0x90, 0x80],
        &[0x90, 0x80, 0x81],
        &[0x10],
    ] {
        assert!(!starts_key_frame(payload), "{payload:?}");
    }
}
