//! How a connection is set up: two codecs, feedback, and the timing that makes joining quick.

use super::key_frame::{self, KeyFrameRequests};
use super::{Kind, MediaError};
use rtc::crypto::RTCCryptoProvider;
use rtc::ice::mdns::MulticastDnsMode;
use rtc::peer_connection::transport::RTCDtlsRole;
use rtc::rtp_transceiver::rtp_sender::{
    RTCPFeedback, RTCRtpCodec, RTCRtpCodecParameters, RTCRtpCodingParameters,
    RTCRtpEncodingParameters, RtpCodecKind,
};
use rtc::rtp_transceiver::{RTCRtpTransceiverDirection, RTCRtpTransceiverInit};
use rtc::shared::error::Result;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use webrtc::media_stream::MediaStreamTrack;
use webrtc::media_stream::track_local::static_rtp::TrackLocalStaticRTP;
use webrtc::peer_connection::{
    MediaEngine, PeerConnection, PeerConnectionBuilder, PeerConnectionEventHandler,
    RTCBundlePolicy, RTCConfigurationBuilder, Registry, SettingEngine, SettingEngineBuilder,
    configure_nack, configure_rtcp_reports, configure_twcc_receiver_only,
};
use webrtc::runtime::Runtime;

/// Between two connection checks; the crate's 200 ms would be paid by every join.
const CHECK_EVERY: Duration = Duration::from_millis(20);
/// Checks per pair before it is given up: as long as the crate's own 7 of 200 ms, and longer.
const CHECKS_MAX: u16 = 250;

/// Streams of our own get numbers that no other stream of this process has.
static NEXT_SSRC: AtomicU32 = AtomicU32::new(0x4d61_0001);

/// A stream we send: the track and its number.
pub(super) struct Outgoing {
    pub(super) track: Arc<TrackLocalStaticRTP>,
    pub(super) ssrc: u32,
}

/// The cryptography the connections use, for the checks at the port.
pub(super) fn crypto() -> std::result::Result<Arc<dyn RTCCryptoProvider>, MediaError> {
    rtc::crypto::default_provider().map_err(|error| MediaError::Crypto(error.to_string()))
}

/// A connection on a runtime, with sockets bound to these addresses and, where it answers, this
/// part in the handshake.
pub(super) async fn connect(
    runtime: Arc<dyn Runtime>,
    handler: Arc<dyn PeerConnectionEventHandler>,
    local: Vec<String>,
    answering: RTCDtlsRole,
) -> Result<Arc<dyn PeerConnection>> {
    let (engine, registry) = media()?;
    let configuration = RTCConfigurationBuilder::new()
        .with_bundle_policy(RTCBundlePolicy::MaxBundle)
        .build();
    let building = PeerConnectionBuilder::new()
        .with_configuration(configuration)
        .with_media_engine(engine)
        .with_setting_engine(settings(answering))
        .with_interceptor_registry(registry)
        .with_handler(handler)
        .with_udp_addrs(local)
        .with_runtime(runtime)
        .build();
    Ok(Arc::new(Box::pin(building).await?))
}

/// A stream to be sent, under a label that says nothing of whom it will show.
pub(super) fn outgoing(kind: Kind, label: &str) -> Outgoing {
    outgoing_as(kind, label, NEXT_SSRC.fetch_add(1, Ordering::Relaxed))
}

/// A stream to be sent under this number.
pub(super) fn outgoing_as(kind: Kind, label: &str, ssrc: u32) -> Outgoing {
    let name = match kind {
        Kind::Audio => "audio",
        Kind::Video => "video",
    };
    let coding = RTCRtpEncodingParameters {
        rtp_coding_parameters: RTCRtpCodingParameters {
            ssrc: Some(ssrc),
            ..Default::default()
        },
        codec: codec(kind),
        ..Default::default()
    };
    let track = MediaStreamTrack::new(
        label.to_owned(),
        format!("{label}-{name}"),
        label.to_owned(),
        codec_kind(kind),
        vec![coding],
    );
    Outgoing {
        track: Arc::new(TrackLocalStaticRTP::new(track)),
        ssrc,
    }
}

/// A media line on which we only send.
pub(super) fn send_only(label: &str) -> RTCRtpTransceiverInit {
    RTCRtpTransceiverInit {
        direction: RTCRtpTransceiverDirection::Sendonly,
        streams: vec![label.to_owned()],
        ..Default::default()
    }
}

/// A media line on which we only receive.
pub(super) fn receive_only() -> RTCRtpTransceiverInit {
    RTCRtpTransceiverInit {
        direction: RTCRtpTransceiverDirection::Recvonly,
        ..Default::default()
    }
}

/// The crate's word for sound or picture.
pub(super) fn codec_kind(kind: Kind) -> RtpCodecKind {
    match kind {
        Kind::Audio => RtpCodecKind::Audio,
        Kind::Video => RtpCodecKind::Video,
    }
}

/// The one payload type of a kind, the same on every line, so that nothing is ever translated.
pub(super) fn payload_type(kind: Kind) -> u8 {
    match kind {
        Kind::Audio => 111,
        Kind::Video => 96,
    }
}

/// Exactly one codec per kind, and no `video/rtx`: the generator of NACKs would ask again for what
/// a retransmission already brought.
fn media() -> Result<(MediaEngine, Registry)> {
    let mut engine = MediaEngine::default();
    for kind in [Kind::Audio, Kind::Video] {
        let parameters = RTCRtpCodecParameters {
            rtp_codec: codec(kind),
            payload_type: payload_type(kind),
        };
        engine.register_codec(parameters, codec_kind(kind))?;
    }
    let registry = Registry::new().with(key_frame::slot(), KeyFrameRequests::default());
    let registry = configure_rtcp_reports(configure_nack(registry, &mut engine));
    let registry = configure_twcc_receiver_only(registry, &mut engine)?;
    Ok((engine, registry))
}

fn settings(answering: RTCDtlsRole) -> SettingEngine {
    let at_once = Some(Duration::ZERO);
    SettingEngineBuilder::new()
        .with_include_loopback_candidate(true)
        .with_multicast_dns_mode(MulticastDnsMode::Disabled)
        .with_answering_dtls_role(answering)
        .with_ice_connection_attempts(Some(CHECK_EVERY), Some(CHECKS_MAX))
        .with_host_acceptance_min_wait(at_once)
        .with_srflx_acceptance_min_wait(at_once)
        .with_prflx_acceptance_min_wait(at_once)
        .with_relay_acceptance_min_wait(at_once)
        .build()
}

fn codec(kind: Kind) -> RTCRtpCodec {
    let feedback = |typ: &str, parameter: &str| RTCPFeedback {
        typ: typ.to_owned(),
        parameter: parameter.to_owned(),
    };
    match kind {
        Kind::Audio => RTCRtpCodec {
            mime_type: "audio/opus".to_owned(),
            clock_rate: 48_000,
            channels: 2,
            sdp_fmtp_line: "minptime=10;useinbandfec=1".to_owned(),
            rtcp_feedback: Vec::new(),
        },
        Kind::Video => RTCRtpCodec {
            mime_type: "video/VP8".to_owned(),
            clock_rate: 90_000,
            channels: 0,
            sdp_fmtp_line: String::new(),
            rtcp_feedback: vec![
                feedback("goog-remb", ""),
                feedback("ccm", "fir"),
                feedback("nack", ""),
                feedback("nack", "pli"),
            ],
        },
    }
}
