//! Hands viewers' requests for a key frame to us; all other feedback ends where it is dealt with.

use rtc::interceptor::{
    Attribute, AttributedPacket, Interceptor, Packet, Slot, StreamInfo, TaggedPacket,
};
use rtc::rtcp;
use rtc::rtcp::payload_feedbacks::full_intra_request::FullIntraRequest;
use rtc::rtcp::payload_feedbacks::picture_loss_indication::PictureLossIndication;
use rtc::sansio::Protocol;
use rtc::shared::error::Error;
use std::collections::VecDeque;
use std::time::Instant;

/// Most requests taken out of one packet of feedback.
const REQUESTS_MAX: usize = 8;
/// Behind every interceptor that reads feedback.
const LAST: usize = 14_000;

/// The interceptor. Inbound feedback otherwise stops at the end of the chain.
#[derive(Default)]
pub(super) struct KeyFrameRequests {
    inward: VecDeque<TaggedPacket>,
    outward: VecDeque<TaggedPacket>,
}

/// Where the interceptor stands.
pub(super) fn slot() -> Slot {
    Slot::from(LAST)
}

/// A packet that asks a sender for a key frame.
pub(super) fn request(ssrc: u32) -> Vec<Box<dyn rtcp::Packet>> {
    vec![Box::new(PictureLossIndication {
        sender_ssrc: 1,
        media_ssrc: ssrc,
    })]
}

impl Protocol<TaggedPacket, TaggedPacket, ()> for KeyFrameRequests {
    type Rout = TaggedPacket;
    type Wout = TaggedPacket;
    type Eout = ();
    type Error = Error;
    type Time = Instant;

    fn handle_read(&mut self, message: TaggedPacket) -> Result<(), Self::Error> {
        let Packet::Rtcp(packets) = &message.message.packet else {
            self.inward.push_back(message);
            return Ok(());
        };
        // One message each: a compound goes whole to the stream its first packet names.
        for packet in packets
            .iter()
            .filter(|packet| asks(packet.as_ref()))
            .take(REQUESTS_MAX)
        {
            let mut alone = AttributedPacket::new(Packet::Rtcp(vec![packet.clone()]));
            alone.add(Attribute::DeliverToApplication);
            self.inward.push_back(TaggedPacket {
                now: message.now,
                transport: message.transport,
                message: alone,
            });
        }
        Ok(())
    }

    fn poll_read(&mut self) -> Option<Self::Rout> {
        self.inward.pop_front()
    }

    fn handle_write(&mut self, message: TaggedPacket) -> Result<(), Self::Error> {
        self.outward.push_back(message);
        Ok(())
    }

    fn poll_write(&mut self) -> Option<Self::Wout> {
        self.outward.pop_front()
    }
}

impl Interceptor for KeyFrameRequests {
    fn bind_local_stream(&mut self, _: &StreamInfo) {}
    fn unbind_local_stream(&mut self, _: &StreamInfo) {}
    fn bind_remote_stream(&mut self, _: &StreamInfo) {}
    fn unbind_remote_stream(&mut self, _: &StreamInfo) {}
}

fn asks(packet: &dyn rtcp::Packet) -> bool {
    let packet = packet.as_any();
    packet.is::<PictureLossIndication>() || packet.is::<FullIntraRequest>()
}
