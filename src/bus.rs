//! News between parts of the process: a week changed, a queue moved.
//!
//! News is never truth: who hears it looks into the database. Nobody waits for a listener, and a
//! listener that was too slow hears [`News::Missed`] and looks at everything.
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::broadcast;

use crate::scheduling::ids::{AppointmentId, CentreId, OfficialId, RequestId, SessionId};

const NEWS_KEPT: usize = 1024;

/// Something changed; look again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// The free slots of an official changed: published, taken, freed.
    SlotsMoved(OfficialId),
    /// A request changed its state.
    RequestMoved(RequestId),
    /// An appointment changed its state or its time.
    AppointmentMoved(AppointmentId),
    /// Somebody entered, was called or left.
    QueueMoved(CentreId),
    /// A session opened, changed or ended.
    SessionMoved(SessionId),
    /// By how much an official's day runs late was said anew.
    LatenessMoved(OfficialId),
    /// Days, hours or prayers changed: the slots of everybody may be others now.
    CalendarMoved,
    /// The outbox has something to send.
    NoticeQueued,
    /// This listener was too slow and missed some news.
    Missed,
}

/// The news of the process; a clone reaches the same listeners.
#[derive(Clone, Debug)]
pub struct Bus {
    news: broadcast::Sender<News>,
    slot_moves: Arc<AtomicU64>,
}

/// One listener.
#[derive(Debug)]
pub struct Ear(broadcast::Receiver<News>);

impl Bus {
    /// A bus that nobody listens to yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            news: broadcast::channel(NEWS_KEPT).0,
            slot_moves: Arc::default(),
        }
    }

    /// Tells whoever listens; returns at once.
    pub fn tell(&self, news: News) {
        if matches!(news, News::SlotsMoved(_) | News::CalendarMoved) {
            self.slot_moves.fetch_add(1, Ordering::AcqRel);
        }
        // Without a listener the news comes back; then it was news to nobody.
        drop(self.news.send(news));
    }

    /// How often slots were told to have moved: whoever keeps an answer about them compares.
    #[must_use]
    pub fn slot_moves(&self) -> u64 {
        self.slot_moves.load(Ordering::Acquire)
    }

    /// Hears what is told from now on.
    #[must_use]
    pub fn listen(&self) -> Ear {
        Ear(self.news.subscribe())
    }
}

impl Default for Bus {
    fn default() -> Self {
        Self::new()
    }
}

impl Ear {
    /// The next news; `None` when the bus is gone.
    pub async fn next(&mut self) -> Option<News> {
        match self.0.recv().await {
            Ok(news) => Some(news),
            Err(broadcast::error::RecvError::Lagged(_)) => Some(News::Missed),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }
}
