//! Sends what the outbox owes: lease, send outside every transaction, mark.
//!
//! A crash between sending and marking sends again when the lease has ended; the receiver
//! recognises the notice's id.
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;

use super::Alarm;
use crate::bus::News;
use crate::clock::Stopwatch;
use crate::config::{Notices, Settings};
use crate::lifecycle::Stop;
use crate::notify::{MailMessage, SendError, SmsMessage, Stamp, Transports};
use crate::scheduling::{Channel, NoticeEvent};
use crate::service::deliver::{Due, Fate, backlog, note, take_due};
use crate::service::{App, ServiceError};
use crate::telemetry::Metrics;

pub use crate::notify::NotifyError;

/// So many that were sent at the same moment are marked in one write.
const MARKED_MAX: usize = 64;

/// The job that sends.
#[derive(Clone)]
pub struct Deliverer {
    app: App,
    ways: Transports,
    metrics: Metrics,
}

/// Whether the SMS gateway and the mail server answer; nothing is sent.
pub async fn reach(settings: &Settings) -> (Result<String, String>, Result<String, String>) {
    match Transports::new(settings) {
        Ok(ways) => (ways.sms.reach().await, ways.mail.reach().await),
        Err(error) => (Err(chain(&error)), Err(chain(&error))),
    }
}

impl Deliverer {
    /// The job with the ways that the settings name.
    pub fn new(app: App, metrics: Metrics) -> Result<Self, NotifyError> {
        let ways = Transports::new(&app.settings)?;
        Ok(Self { app, ways, metrics })
    }

    /// Sends until the process stops.
    pub async fn run(self, stop: Stop) {
        let mut alarm = Alarm::new(&self.app.bus, &self.app.clock, stop.clone());
        loop {
            while !stop.is_requested() {
                match self.round().await {
                    Ok(0) => break,
                    Ok(_) => {}
                    Err(error) => {
                        tracing::error!(error = chain(&error), "the outbox could not be worked on");
                        break;
                    }
                }
            }
            let pause = self.pause().await;
            if !alarm.rings(pause, concerns).await {
                return;
            }
        }
    }

    /// Takes the notices that are due, one batch at most, and sends them at the same time; how
    /// many there were.
    pub async fn round(&self) -> Result<usize, ServiceError> {
        let app = &self.app;
        let due = take_due(app, app.clock.now()).await?;
        let sending: FuturesUnordered<_> = due.iter().map(|notice| self.deliver(notice)).collect();
        // A gateway that is slow with one does not keep the others from being marked.
        let mut sent = sending.ready_chunks(MARKED_MAX);
        let mut marked = Ok(());
        while let Some(fates) = sent.next().await {
            marked = marked.and(note(app, fates, app.clock.now()).await);
        }
        marked.map(|()| due.len())
    }

    async fn deliver<'a>(&self, notice: &'a Due) -> (&'a Due, Fate) {
        let fate = match stale(notice, &self.app) {
            Some(why) => Fate::Never(why),
            None => self.attempt(notice).await,
        };
        let result = match &fate {
            Fate::Sent => "sent",
            Fate::Later(_, why) => {
                tracing::warn!(notice.id = %notice.id, attempt = notice.attempt, why, "a notice waits");
                "later"
            }
            Fate::Never(why) => {
                tracing::warn!(notice.id = %notice.id, attempt = notice.attempt, why, "a notice was given up");
                "never"
            }
        };
        let labels = [notice.channel.as_str(), result];
        self.metrics.notices.with_label_values(&labels).inc();
        (notice, fate)
    }

    async fn attempt(&self, notice: &Due) -> Fate {
        let watch = Stopwatch::started();
        let outcome = self.send(notice).await;
        let took = watch.elapsed().as_secs_f64();
        self.metrics.notice_seconds.observe(took);
        match outcome {
            Ok(()) => Fate::Sent,
            Err(error) => {
                let settings = &self.app.settings.notices;
                fate(error, notice.attempt, self.app.clock.now(), settings)
            }
        }
    }

    async fn send(&self, notice: &Due) -> Result<(), SendError> {
        let stamp = Stamp {
            id: notice.id.clone(),
            at: notice.written_at,
        };
        let (to, text) = (notice.to.clone(), notice.text.clone());
        match notice.channel {
            Channel::Sms => self.ways.sms.send(&SmsMessage { stamp, to, text }).await,
            Channel::Mail => {
                let mail = MailMessage {
                    stamp,
                    to,
                    subject: notice.subject.clone(),
                    text,
                    calendar: notice.calendar.clone(),
                };
                self.ways.mail.send(&mail).await
            }
        }
    }

    /// How long there is nothing to do, and the gauges on the way.
    async fn pause(&self) -> Duration {
        let longest = Duration::from_secs(self.app.settings.notices.tick_seconds);
        let backlog = match backlog(&self.app).await {
            Ok(backlog) => backlog,
            Err(error) => {
                tracing::error!(error = chain(&error), "the outbox could not be counted");
                return longest;
            }
        };
        self.metrics.notices_waiting.set(backlog.waiting);
        self.metrics.notices_dead.set(backlog.dead);
        let until = backlog.next_due.map(|due| due - self.app.clock.now());
        until.map_or(longest, |until| {
            until.to_std().unwrap_or(Duration::ZERO).min(longest)
        })
    }
}

const fn concerns(news: &News) -> bool {
    match news {
        News::NoticeQueued | News::Missed => true,
        News::SlotsMoved(_)
        | News::RequestMoved(_)
        | News::AppointmentMoved(_)
        | News::QueueMoved(_)
        | News::CalendarMoved
        | News::SessionMoved(_) => false,
    }
}

/// Why a notice is not worth sending any more: a code that has run out only confuses.
fn stale(notice: &Due, app: &App) -> Option<String> {
    let good_for = TimeDelta::minutes(app.settings.auth.otp_minutes);
    let is_old = app.clock.now() - notice.written_at > good_for;
    let is_code = matches!(notice.event, NoticeEvent::Code | NoticeEvent::CallCode);
    (is_code && is_old).then(|| "the code has run out".to_owned())
}

/// What follows from a failed attempt: the pause doubles, is never shorter than the other side
/// asks, and has an end.
fn fate(error: SendError, attempt: i32, now: DateTime<Utc>, settings: &Notices) -> Fate {
    match error {
        SendError::Never { why } => Fate::Never(why),
        SendError::Later { why, .. } if attempt >= settings.tries => {
            Fate::Never(format!("given up after {attempt} attempts: {why}"))
        }
        SendError::Later { why, after } => {
            let doublings = u32::try_from(attempt - 1).unwrap_or(0).min(30);
            let seconds = settings
                .retry_seconds
                .saturating_mul(2_i64.saturating_pow(doublings))
                .min(settings.retry_seconds_max);
            let pause = TimeDelta::seconds(seconds).max(after.unwrap_or_default());
            Fate::Later(now + pause, why)
        }
    }
}

/// An error with everything under it, in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut under = error.source();
    while let Some(error) = under {
        text = format!("{text}: {error}");
        under = error.source();
    }
    text
}
