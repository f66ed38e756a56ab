//! Sends what the outbox owes: lease, send outside every transaction, mark.
//!
//! A crash between sending and marking sends again when the lease has ended; the receiver
//! recognises the notice's id.
use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::StreamExt as _;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;

use tokio::sync::mpsc;

use super::Alarm;
use crate::bus::News;
use crate::clock::Stopwatch;
use crate::config::{Notices, Settings};
use crate::lifecycle::{Lifecycle, Stop};
use crate::notify::{MailMessage, Reported, SendError, SmsMessage, Stamp, Transports};
use crate::scheduling::{Channel, NoticeEvent};
use crate::service::deliver::{Due, Fate, backlog, note, take_due};
use crate::service::{App, ServiceError, receipts};
use crate::telemetry::Metrics;

pub use crate::notify::NotifyError;

/// So many that were sent at the same moment are marked in one write.
const MARKED_MAX: usize = 64;

/// So many reports of a line wait at the most.
const REPORTS_MAX: usize = 64;
/// How often a report is looked up whose message is not known yet, and how long between.
const REPORT_TRIES: usize = 10;
const REPORT_PAUSE: Duration = Duration::from_millis(100);

/// One thing that is under way, or nothing.
struct Step<'a, T>(Option<BoxFuture<'a, T>>);

impl<'a, T> Step<'a, T> {
    const fn none() -> Self {
        Self(None)
    }

    fn of(work: impl Future<Output = T> + Send + 'a) -> Self {
        Self(Some(Box::pin(work)))
    }

    const fn is_none(&self) -> bool {
        self.0.is_none()
    }
}

impl<T> Future for Step<'_, T> {
    type Output = Option<T>;

    /// Ends with what came of it, once; at once with nothing while nothing is under way.
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(work) = &mut self.0 else {
            return Poll::Ready(None);
        };
        let came = ready!(work.as_mut().poll(context));
        self.0 = None;
        Poll::Ready(Some(came))
    }
}

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
        Ok((ways, _)) => (ways.sms.reach().await, ways.mail.reach().await),
        Err(error) => (Err(chain(&error)), Err(chain(&error))),
    }
}

impl Deliverer {
    /// The job with the ways that the settings name; a line that one of them needs is kept open by
    /// nobody.
    pub fn new(app: App, metrics: Metrics) -> Result<Self, NotifyError> {
        let (ways, _) = Transports::new(&app.settings)?;
        Ok(Self { app, ways, metrics })
    }

    /// The job, with parts of the process that keep the line open and write down what it reports.
    pub fn started(app: App, metrics: Metrics, life: &Lifecycle) -> Result<Self, NotifyError> {
        let (ways, open) = Transports::new(&app.settings)?;
        if let Some(line) = open {
            let (reports, heard) = mpsc::channel(REPORTS_MAX);
            life.spawn("smpp", line.attend(reports, life.stop()));
            life.spawn("receipts", receive(app.clone(), heard));
        }
        Ok(Self { app, ways, metrics })
    }

    /// Sends until the process stops.
    pub async fn run(self, stop: Stop) {
        let mut alarm = Alarm::new(&self.app.bus, &self.app.clock, stop.clone());
        loop {
            while !stop.is_requested() {
                match self.round_while(|| !stop.is_requested()).await {
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

    /// Sends what is due; how many there were.
    pub async fn round(&self) -> Result<usize, ServiceError> {
        self.round_while(|| true).await
    }

    /// Sends what is due, a batch at the same time, until nothing is or it is to stop; what was leased
    /// by then is sent. Leasing the next, sending
    /// and marking what was sent go on beside each other, so that neither the disk waits for a
    /// gateway nor the gateway for the disk, and one that is slow with one notice keeps no other
    /// from being marked. As many as are under way are leased ahead: who is done has the next one
    /// at hand instead of waiting for a commit.
    async fn round_while(&self, goes_on: impl Fn() -> bool + Sync) -> Result<usize, ServiceError> {
        let (app, batch) = (&self.app, self.app.settings.notices.batch);
        let (mut taken, mut is_over, mut outcome) = (0, false, Ok(()));
        let (mut ahead, mut sending) = (VecDeque::new(), FuturesUnordered::new());
        let mut fates = Vec::new();
        let (mut leasing, mut marking) = (Step::none(), Step::none());
        loop {
            let free = batch.saturating_sub(sending.len()).min(ahead.len());
            sending.extend(ahead.drain(..free).map(|notice| self.deliver(notice)));
            if leasing.is_none() && !is_over && ahead.len() < batch {
                leasing = Step::of(take_due(app, batch, app.clock.now()));
            }
            if marking.is_none() && !fates.is_empty() {
                let some = fates.split_off(fates.len().saturating_sub(MARKED_MAX));
                marking = Step::of(note(app, some, app.clock.now()));
            }
            tokio::select! {
                // What was sent first: the more is marked in one write.
                biased;
                Some(sent) = sending.next() => fates.push(sent),
                Some(leased) = &mut leasing => match leased {
                    Ok(due) => {
                        taken += due.len();
                        is_over = due.is_empty() || !goes_on();
                        ahead.extend(due);
                    }
                    Err(error) => (is_over, outcome) = (true, Err(error)),
                },
                Some(marked) = &mut marking => if let Err(error) = marked {
                    (is_over, outcome) = (true, Err(error));
                },
                else => return outcome.map(|()| taken),
            }
        }
    }

    async fn deliver(&self, notice: Due) -> (Due, Fate) {
        let fate = match stale(&notice, &self.app) {
            Some(why) => Fate::Never(why),
            None => self.attempt(&notice).await,
        };
        let result = match &fate {
            Fate::Sent(_) => "sent",
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
            Ok(number) => Fate::Sent(number),
            Err(error) => {
                let settings = &self.app.settings.notices;
                fate(error, notice.attempt, self.app.clock.now(), settings)
            }
        }
    }

    async fn send(&self, notice: &Due) -> Result<Option<String>, SendError> {
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
                self.ways.mail.send(&mail).await.map(|()| None)
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

/// Writes down what a line reports, until it is closed for good.
async fn receive(app: App, mut heard: mpsc::Receiver<Reported>) {
    while let Some(reported) = heard.recv().await {
        let is_kept = keep(&app, &reported).await;
        if reported.is_kept.send(is_kept).is_err() {
            tracing::debug!("the line is gone that brought the report");
        }
    }
}

/// Whether a report was written down. A receipt may be quicker than our own note of the number
/// under which the operator took the message.
async fn keep(app: &App, reported: &Reported) -> bool {
    for _ in 0..REPORT_TRIES {
        let (id, state) = (reported.id.clone(), reported.state.clone());
        match receipts::take(app, id, state, app.clock.now()).await {
            Ok(_) => return true,
            Err(error) if error.refusal().is_some() => tokio::time::sleep(REPORT_PAUSE).await,
            Err(error) => {
                tracing::error!(error = chain(&error), "a receipt could not be written down");
                return false;
            }
        }
    }
    false
}

const fn concerns(news: &News) -> bool {
    match news {
        News::NoticeQueued | News::Missed => true,
        News::SlotsMoved(_)
        | News::RequestMoved(_)
        | News::AppointmentMoved(_)
        | News::QueueMoved(_)
        | News::CalendarMoved
        | News::LatenessMoved(_)
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
