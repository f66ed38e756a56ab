//! Check 22: whatever a sender's packets say, each goes out at most once, and under our header.

use super::{Feed, Stream};
use crate::media::outlet::{Arrived, Outlet};
use crate::media::tally::{RouteTally, Tally};
use crate::media::{Kind, peer};
use bytes::Bytes;
use proptest::prelude::*;
use rtc::rtp;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// A packet as nobody would send it.
fn packet() -> impl Strategy<Value = rtp::Packet> {
    let header = (
        prop_oneof![6 => Just(96_u8), 1 => 0_u8..128],
        prop_oneof![4 => 0_u16..50, 1 => any::<u16>()],
        any::<u32>(),
        prop_oneof![6 => Just(1_u32), 1 => any::<u32>()],
        proptest::collection::vec(any::<u32>(), 0..4),
        any::<bool>(),
    );
    let payload = prop_oneof![
        Just(vec![0x10, 0x50, 1, 2, 3]),
        proptest::collection::vec(any::<u8>(), 0..30)
    ];
    (header, payload).prop_map(|(header, payload)| {
        let (payload_type, sequence_number, timestamp, ssrc, csrc, marker) = header;
        rtp::Packet {
            header: rtp::Header {
                version: 2,
                padding: marker,
                extension: true,
                extension_profile: 0xbede,
                marker,
                payload_type,
                sequence_number,
                timestamp,
                ssrc,
                csrc,
                ..Default::default()
            },
            payload: Bytes::from(payload),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_arrives_is_counted_and_leaves_at_most_once(
        packets in proptest::collection::vec((packet(), 0_u64..400), 0..80),
    ) {
        let tally = Arc::new(Tally::default());
        let feed = Feed::new(Kind::Video, Arc::clone(&tally));
        let outlet = Outlet::new(Kind::Video, "slot0", Arc::clone(&tally));
        outlet.connect(Some(feed.source(Arc::new(RouteTally::default()))));
        outlet.make_ready();
        feed.lead_to(vec![outlet]);
        let (mut stream, mut now): (Option<Stream>, _) = (None, Instant::now());
        for (packet, millis) in &packets {
            now += Duration::from_millis(*millis);
            feed.take(&mut stream, packet, now);
        }
        let totals = tally.totals(0);
        let arrived = u64::try_from(packets.len()).unwrap();
        prop_assert_eq!(totals.packets_in, arrived);
        let foreign = packets.iter().filter(|(packet, _)| packet.header.payload_type != 96);
        prop_assert_eq!(totals.dropped_foreign, u64::try_from(foreign.count()).unwrap());
        let left = totals.packets_out + totals.dropped_full;
        prop_assert!(left + totals.dropped_foreign + totals.dropped_stale <= arrived);
    }

    /// Check 30: a packet goes out under the number of the slot; the sender's own number, his
    /// extensions and his contributors stay with his connection.
    #[test]
    fn nothing_of_a_senders_header_leaves(packets in proptest::collection::vec(packet(), 1..40)) {
        let tally = Arc::new(Tally::default());
        let feed = Feed::new(Kind::Video, Arc::clone(&tally));
        let stranger = Feed::new(Kind::Video, Arc::clone(&tally));
        let outlet = Outlet::new(Kind::Video, "slot0", tally);
        outlet.connect(Some(feed.source(Arc::new(RouteTally::default()))));
        outlet.make_ready();
        let mut ours = None;
        for (place, packet) in packets.iter().enumerate() {
            let mut arrived = Arrived {
                serial: stranger.serial,
                clock: 1,
                place: i64::try_from(place).unwrap(),
                packet,
                now: Instant::now(),
            };
            prop_assert!(outlet.admit(&arrived).is_none(), "of a feed that is not routed here");
            arrived.serial = feed.serial;
            let Some((header, _)) = outlet.admit(&arrived) else { continue };
            prop_assert_eq!(header.payload_type, peer::payload_type(Kind::Video));
            prop_assert_eq!(*ours.get_or_insert(header.ssrc), header.ssrc);
            prop_assert!(!header.extension && header.extensions.is_empty());
            prop_assert!(header.csrc.is_empty() && !header.padding);
        }
    }
}
