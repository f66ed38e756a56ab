//! `outbox`: notices from the outbox to a gateway that answers at once, against the raw HTTP client
//! that sends the same messages to the same gateway and keeps no books.
use std::sync::Arc;

use super::figure::{Figure, Rate};
use super::folder::Folder;
use super::slots::memory;
use super::{BenchError, host, load, town};
use crate::clock::Stopwatch;
use crate::config::SmsTransport;
use crate::jobs::Deliverer;
use crate::lifecycle::Lifecycle;
use crate::scheduling::{Mobile, NoticeEvent};
use crate::service::notices::{Letter, Recipient, queue, rows};
use crate::service::{App, ServiceError};
use crate::telemetry::{Metrics, TelemetryError};

const NOTICES: u32 = 8000;
/// So many are sent before the time is taken.
const WARM_UP: u32 = 500;
const GOAL: f64 = 0.5;
const TEXT: &str =
    "صدر الرد على طلبك 7K3Q-92XA. لقراءته: https://majlis.example.gov.sa/r/7K3Q-92XA";

/// Leases, seals, sends and marks on an embedded database, `synchronous=FULL`; both sides have as
/// many requests in flight.
pub(super) async fn measure(folder: &Folder, life: &Lifecycle) -> Result<Figure, BenchError> {
    let (gateway, handle) = memory(life, b"{}".to_vec(), 1)?;
    let url = format!("sqlite:{}/outbox.sqlite", folder.path().display());
    let app = host::app_with(folder, &url, town::morning(), |settings| {
        settings.sms.transport = SmsTransport::Http;
        settings.sms.url.clone_from(&gateway);
        settings.notices.batch = load::CONNECTIONS;
    })?;
    let metrics = Metrics::new().map_err(TelemetryError::Metric)?;
    let broken = |_| BenchError::Broken("the deliverer cannot be made");
    let deliverer = Deliverer::new(app.clone(), metrics).map_err(broken)?;
    let client = load::client()?;
    let mut both = (Rate::default(), Rate::default());
    for (count, is_counted) in [(WARM_UP, false), (NOTICES, true)] {
        fill(&app, count).await?;
        let watch = Stopwatch::started();
        let mut calls = 0;
        loop {
            match deliverer.round().await? {
                0 => break,
                some => calls += u32::try_from(some).unwrap_or(u32::MAX),
            }
        }
        let ours = Rate {
            calls,
            took: watch.elapsed(),
        };
        if ours.calls != count {
            return Err(BenchError::Broken("not every notice was sent once"));
        }
        let raw = raw(life, &client, (&gateway, count)).await?;
        if is_counted {
            both = (ours, raw);
        }
    }
    handle.stop(false).await;
    let reference = ("the raw HTTP client, nothing kept", both.1);
    Ok(Figure::rate(
        ("outbox", "notices/s"),
        both.0,
        reference,
        GOAL,
    ))
}

/// Queues so many SMS.
async fn fill(app: &App, count: u32) -> Result<(), BenchError> {
    let to = Recipient {
        mobile: Mobile::parse("0501234567").ok(),
        email: None,
        rung: None,
    };
    let letter = Letter {
        event: NoticeEvent::Answered,
        about: "request:bench".to_owned(),
        starts_at: None,
        sms: Some(TEXT.to_owned()),
        mail: None,
    };
    let (of_work, pad) = (app.clone(), app.pad(app.clock.now()));
    let filled = app.store.write(move |db| {
        let mut pad = pad.clone();
        for _ in 0..count {
            queue(db, &rows(&of_work, &letter, &to, &mut pad)?)?;
        }
        Ok::<_, ServiceError>(())
    });
    Ok(filled.await?)
}

/// Posts the same fields as the gateway's default ones, so often.
async fn raw(
    life: &Lifecycle,
    client: &reqwest::Client,
    (gateway, count): (&str, u32),
) -> Result<Rate, BenchError> {
    let body = serde_json::json!({
        "recipients": ["966501234567"], "body": TEXT, "sender": "Majlis",
    });
    let (client, url, body): (_, Arc<str>, Arc<str>) =
        (client.clone(), gateway.into(), body.to_string().into());
    let send = move |_: usize, _: Arc<Vec<()>>| {
        let request = client
            .post(&*url)
            .header("content-type", "application/json")
            .header("authorization", "Bearer none")
            .body(body.to_string());
        async move { load::call(request).await.map(drop) }
    };
    let things = vec![(); usize::try_from(count).unwrap_or(usize::MAX)];
    load::each(life, (Arc::new(things), load::CONNECTIONS), send).await
}
