//! Check 18: heads in every cut, and what they announce.

use super::Guard;
use crate::message::FRAME_BYTES_MAX;
use proptest::prelude::*;

/// A masked frame of so many bytes, as its head and its body.
fn frame(length: usize) -> Vec<u8> {
    let mut frame = vec![0x81];
    if length < 126 {
        frame.push(0x80 | u8::try_from(length).unwrap());
    } else if let Ok(length) = u16::try_from(length) {
        frame.push(0x80 | 0x7e);
        frame.extend(length.to_be_bytes());
    } else {
        frame.push(0x80 | 0x7f);
        frame.extend(u64::try_from(length).unwrap().to_be_bytes());
    }
    frame.resize(frame.len() + 4 + length, 0xff);
    frame
}

#[test]
fn a_frame_is_refused_by_its_head_alone() {
    for announced in [FRAME_BYTES_MAX + 1, 1 << 40, usize::MAX] {
        let mut head = vec![0x81, 0xff];
        head.extend(u64::try_from(announced).unwrap().to_be_bytes());
        assert!(!Guard::default().lets_pass(&head), "{announced}");
    }
    assert!(Guard::default().lets_pass(&frame(FRAME_BYTES_MAX)));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn however_it_is_cut_every_head_is_found(
        lengths in proptest::collection::vec(prop_oneof![0_usize..300, 65_000_usize..66_000], 1..6),
        cuts in proptest::collection::vec(1_usize..5_000, 1..40),
    ) {
        let mut sent: Vec<u8> = lengths.iter().flat_map(|length| frame(*length)).collect();
        // Bodies are full of bytes that would be huge heads, were they taken for heads.
        sent.extend([0x81, 0xff, 0, 0, 0, 0, 0, 2, 0, 1]);
        let (mut guard, mut rest, mut cuts) = (Guard::default(), sent.as_slice(), cuts.iter().cycle());
        while rest.len() > 10 {
            let (now, later) = rest.split_at((*cuts.next().unwrap()).min(rest.len() - 10));
            prop_assert!(guard.lets_pass(now));
            rest = later;
        }
        prop_assert!(!guard.lets_pass(rest));
    }
}
