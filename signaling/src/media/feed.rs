//! What one participant sends of one kind, and to which outlets it goes.

use super::line::News;
use super::outlet::{Arrived, Outlet, Source};
use super::tally::{RouteTally, Tally, count};
use super::window::Window;
use super::{Kind, key_frame, peer};
use futures_util::FutureExt as _;
use rtc::rtp;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::{Notify, mpsc};
use tokio::time::{Instant, sleep_until};
use webrtc::media_stream::track_remote::{TrackRemote, TrackRemoteEvent};

/// Until a key frame came it is asked for again this often.
const ASK_AGAIN: Duration = Duration::from_millis(500);
/// Viewers' own requests reach a sender at most this often; browsers ignore quicker ones.
const ASK_POLITELY: Duration = Duration::from_millis(300);
/// A sender this quiet has his camera off: what he was asked may be forgotten when he sends again.
const SILENCE: Duration = Duration::from_millis(200);
/// Longer than any session: a timer that is not set.
const NEVER: Duration = Duration::from_hours(7 * 24);

static NEXT_SERIAL: AtomicU64 = AtomicU64::new(1);

/// The source. It is there before the first packet and stays when packets pause.
pub(super) struct Feed {
    kind: Kind,
    serial: u64,
    tally: Arc<Tally>,
    outlets: RwLock<Arc<[Arc<Outlet>]>>,
    muted: AtomicBool,
    asked: Notify,
    urgent: AtomicBool,
}

/// One stream of the source, as it is read.
struct Stream {
    ssrc: u32,
    window: Window,
    heard: Instant,
    /// The run of the sender's clock; another one after every silence.
    clock: u64,
}

/// When the next request for a key frame goes out.
struct Asking {
    last: Option<Instant>,
    due: Option<Instant>,
    /// Somebody asked, as opposed to our own repeating.
    owed: bool,
}

impl Feed {
    pub(super) fn new(kind: Kind, tally: Arc<Tally>) -> Arc<Self> {
        Arc::new(Self {
            kind,
            serial: next_serial(),
            tally,
            outlets: RwLock::new(Arc::new([])),
            muted: AtomicBool::new(false),
            asked: Notify::new(),
            urgent: AtomicBool::new(false),
        })
    }

    /// What an outlet needs to carry this feed.
    pub(super) fn source(self: &Arc<Self>, passed: Arc<RouteTally>) -> Source {
        Source {
            feed: Arc::downgrade(self),
            serial: self.serial,
            passed,
        }
    }

    /// Replaces the outlets.
    pub(super) fn lead_to(&self, outlets: Vec<Arc<Outlet>>) {
        *self.outlets.write().unwrap_or_else(PoisonError::into_inner) = outlets.into();
    }

    pub(super) fn mute(&self, on: bool) {
        if self.muted.swap(on, Ordering::AcqRel) && !on {
            for outlet in self.outlets().iter() {
                outlet.resume();
            }
        }
    }

    /// A viewer was let in: he must not wait.
    pub(super) fn ask_at_once(&self) {
        if self.kind == Kind::Video {
            self.urgent.store(true, Ordering::Release);
            self.asked.notify_one();
        }
    }

    /// A viewer lost the picture.
    pub(super) fn ask_politely(&self) {
        self.asked.notify_one();
    }

    /// Reads a track until it ends.
    pub(super) async fn read(
        self: Arc<Self>,
        track: Arc<dyn TrackRemote>,
        news: mpsc::Sender<News>,
    ) {
        let mut stream: Option<Stream> = None;
        let mut asking = Asking {
            last: None,
            due: None,
            owed: false,
        };
        let timer = sleep_until(Instant::now() + NEVER);
        tokio::pin!(timer);
        loop {
            tokio::select! {
                event = track.poll() => match event {
                    None => return,
                    Some(event) => {
                        if let TrackRemoteEvent::OnRtpPacket(packet) = event {
                            let now = Instant::now();
                            let first = stream.is_none();
                            let resumed = stream.as_ref().is_none_or(|stream| stream.is_silent(now));
                            self.take(&mut stream, &packet, now);
                            if first {
                                self.announce(&news);
                            }
                            if resumed && self.is_awaited() {
                                asking.plan(true, now);
                                timer.as_mut().reset(asking.wake());
                            }
                        }
                    }
                },
                () = self.asked.notified() => {
                    let urgent = self.urgent.swap(false, Ordering::AcqRel);
                    asking.plan(urgent, Instant::now());
                    timer.as_mut().reset(asking.wake());
                }
                () = &mut timer => {
                    let (awaited, now) = (self.is_awaited(), Instant::now());
                    if asking.is_to_be_sent(awaited, now) && let Some(stream) = &stream {
                        self.send_request(&track, stream.ssrc);
                    }
                    timer.as_mut().reset(asking.wake());
                }
            }
        }
    }

    /// Says that the participant is heard or seen.
    fn announce(&self, news: &mpsc::Sender<News>) {
        if news.try_send(News::Heard(self.kind)).is_err() {
            tracing::debug!("a first packet went unannounced");
        }
    }

    fn take(&self, stream: &mut Option<Stream>, packet: &rtp::Packet, now: Instant) {
        count(&self.tally.packets_in);
        if packet.header.payload_type != peer::payload_type(self.kind) {
            count(&self.tally.dropped_foreign);
            return;
        }
        let ssrc = packet.header.ssrc;
        let changed = stream.as_ref().is_some_and(|stream| stream.ssrc != ssrc);
        if changed {
            *stream = None;
        }
        let begin = || Stream {
            ssrc,
            window: Window::default(),
            heard: now,
            clock: next_serial(),
        };
        let stream = stream.get_or_insert_with(begin);
        if stream.is_silent(now) {
            stream.clock = next_serial();
        }
        stream.heard = now;
        let Some(place) = stream.window.admit(packet.header.sequence_number) else {
            count(&self.tally.dropped_stale);
            return;
        };
        if self.muted.load(Ordering::Acquire) {
            count(&self.tally.dropped_muted);
            return;
        }
        let (serial, clock) = (self.serial, stream.clock);
        let arrived = Arrived {
            serial,
            clock,
            place,
            packet,
            now,
        };
        for outlet in self.outlets().iter() {
            if changed {
                outlet.resume();
            }
            outlet.pass(&arrived);
        }
    }

    fn send_request(&self, track: &Arc<dyn TrackRemote>, ssrc: u32) {
        // Not sent when the driver's queue is full: the timer repeats it.
        let sent = track.write_rtcp(key_frame::request(ssrc)).now_or_never();
        if sent.is_some_and(|sent| sent.is_ok()) {
            count(&self.tally.key_frames_asked);
        }
    }

    fn is_awaited(&self) -> bool {
        self.kind == Kind::Video
            && !self.muted.load(Ordering::Acquire)
            && self
                .outlets()
                .iter()
                .any(|outlet| outlet.waits(self.serial))
    }

    fn outlets(&self) -> Arc<[Arc<Outlet>]> {
        Arc::clone(&self.outlets.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Stream {
    fn is_silent(&self, now: Instant) -> bool {
        now > self.heard + SILENCE
    }
}

impl Asking {
    fn plan(&mut self, urgent: bool, now: Instant) {
        let at = match self.last {
            Some(last) if !urgent => now.max(last + ASK_POLITELY),
            Some(_) | None => now,
        };
        self.owed = true;
        self.due = Some(self.due.map_or(at, |due| due.min(at)));
    }

    fn is_to_be_sent(&mut self, awaited: bool, now: Instant) -> bool {
        let send = self.due.is_some() && (self.owed || awaited);
        if send {
            self.last = Some(now);
        }
        self.owed = false;
        self.due = awaited.then(|| now + ASK_AGAIN);
        send
    }

    fn wake(&self) -> Instant {
        self.due.unwrap_or_else(|| Instant::now() + NEVER)
    }
}

fn next_serial() -> u64 {
    NEXT_SERIAL.fetch_add(1, Ordering::Relaxed)
}

#[cfg(test)]
mod tests;
