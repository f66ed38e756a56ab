//! `rush`: a hundred thousand tries for five hundred slots from two thousand connections. The load
//! comes from a process of its own, so that the memory that is measured is the service's.
//!
//! A try is one person's press for one slot, and ends with a yes or with a no to that slot. Who is
//! given a place in the queue waits as long as told and presses again: that is the same try.
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::country::percentile;
use super::figure::Figure;
use super::folder::Folder;
use super::{BenchError, host, load, town};
use crate::clock::Stopwatch;
use crate::command::Out;
use crate::lifecycle::{Lifecycle, blocking};

const CONNECTIONS: usize = 2000;
const SLOTS: usize = 500;
const TRIES_EACH: usize = 50;
const P99_MS_MOST: u32 = 1000;
const GROWTH_MB_MOST: u32 = 64;
/// So many files a process may have open here; each connection is one.
const FILES_MIN: usize = CONNECTIONS + 200;
const NAME: (&str, &str) = ("rush", "winners");

/// What the load is told: who tries, and for what.
#[derive(Serialize, Deserialize)]
struct Orders {
    address: String,
    tries_each: usize,
    /// Access token and request of each connection.
    people: Vec<(String, String)>,
    slots: Vec<String>,
}

/// What the load saw.
#[derive(Serialize, Deserialize)]
struct Report {
    won: u32,
    /// Answered with a refusal, as it should be.
    refused: u32,
    /// Not answered, or with a fault of the service.
    failed: u32,
    /// Answers that gave a place in the queue instead.
    queued: u32,
    /// From one press to its answer, whatever it said.
    p99_ms: u32,
    /// From the first press of a try to its yes or no, with all that was waited in the queue.
    whole_p99_ms: u32,
}

/// How one try went.
struct Tried {
    /// The status of its last answer; none where the connection was lost.
    status: Option<u16>,
    /// How long each of its answers took.
    answers: Vec<Duration>,
    whole: Duration,
}

/// Lets them run.
pub(super) async fn measure(folder: &Folder) -> Result<Vec<Figure>, BenchError> {
    if files_max() < FILES_MIN {
        let why = format!("ulimit -n is below {FILES_MIN}");
        return Ok(vec![Figure::missing(NAME, why, 1.0)]);
    }
    let url = format!("sqlite:{}/rush.sqlite", folder.path().display());
    let now = town::morning();
    let app = host::app(folder, &url, now)?;
    let people = town::people(&app, now, CONNECTIONS).await?;
    let file = folder.path().join("rush.json");
    let orders = |address: &str| Orders {
        address: address.to_owned(),
        tries_each: TRIES_EACH,
        slots: people
            .iter()
            .take(SLOTS)
            .map(|one| one.slot.as_str().to_owned())
            .collect(),
        people: people
            .iter()
            .map(|one| (one.token.clone(), one.request.to_string()))
            .collect(),
    };
    let (report, growth) = host::serving(app, async |address: &str| {
        let text = serde_json::to_string(&orders(address)).unwrap_or_default();
        std::fs::write(&file, text)?;
        forget_peak();
        let before = resident_kb("VmRSS:");
        let program = std::env::current_exe()?;
        let mut command = std::process::Command::new(program);
        command.arg("bench-load").arg(&file).stdout(Stdio::piped());
        let output = blocking(move || command.output()).await??;
        let report: Report = serde_json::from_slice(&output.stdout)
            .map_err(|_unread| BenchError::Broken("the load said nothing"))?;
        Ok((report, resident_kb("VmHWM:").saturating_sub(before) / 1024))
    })
    .await?;
    if report.failed > 0 {
        return Err(BenchError::Broken("not everybody was answered"));
    }
    Ok(vec![
        Figure::exactly(NAME, report.won, u32::try_from(SLOTS).unwrap_or(u32::MAX)),
        Figure::below(("rush_p99", "ms"), report.p99_ms, P99_MS_MOST),
        Figure::told(("rush_whole_p99", "ms"), report.whole_p99_ms),
        Figure::told(("rush_queued", "answers"), report.queued),
        Figure::below(("rush_memory", "MB"), growth, GROWTH_MB_MOST),
    ])
}

/// What the setup took and gave back is not the load's: Linux counts the largest resident memory anew
/// from here (`proc_pid_clear_refs(5)`, value 5).
fn forget_peak() {
    if let Err(error) = std::fs::write("/proc/self/clear_refs", "5") {
        tracing::warn!(%error, "the largest resident memory holds that of the setup too");
    }
}

/// A figure of this process in kilobytes, as Linux tells it.
fn resident_kb(name: &str) -> u32 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|text| text.split_whitespace().next());
    number
        .and_then(|text| text.parse().ok())
        .unwrap_or_default()
}

fn files_max() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"));
    let number = line.and_then(|text| text.split_whitespace().next());
    number
        .and_then(|text| text.parse().ok())
        .unwrap_or(usize::MAX)
}

/// The other process: tries as it is told, and prints what it saw.
pub(super) async fn try_all(
    file: &std::path::Path,
    life: &Lifecycle,
    out: &mut impl Out,
) -> Result<(), BenchError> {
    let text = std::fs::read_to_string(file)?;
    let orders: Orders = serde_json::from_str(&text)
        .map_err(|_unread| BenchError::Broken("the orders cannot be read"))?;
    let orders = Arc::new(orders);
    let client = load::client_keeping(CONNECTIONS)?;
    let (told, mut heard) = tokio::sync::mpsc::channel(CONNECTIONS);
    for number in 0..orders.people.len() {
        let (client, orders, told) = (client.clone(), Arc::clone(&orders), told.clone());
        life.spawn("try", async move {
            for count in 0..orders.tries_each {
                let tried = try_once(&client, &orders, (number, count)).await;
                if told.send(tried).await.is_err() {
                    return;
                }
            }
        });
    }
    drop(told);
    let mut report = Report {
        won: 0,
        refused: 0,
        failed: 0,
        queued: 0,
        p99_ms: 0,
        whole_p99_ms: 0,
    };
    let (mut answers, mut whole) = (Vec::new(), Vec::new());
    while let Some(tried) = heard.recv().await {
        let queued = tried.answers.len().saturating_sub(1);
        report.queued += u32::try_from(queued).unwrap_or(u32::MAX);
        answers.extend(tried.answers);
        whole.push(tried.whole);
        match tried.status {
            Some(201) => report.won += 1,
            Some(403 | 409) => report.refused += 1,
            Some(_) | None => {
                if report.failed == 0 {
                    tracing::warn!(status = ?tried.status, "the first try that was not answered");
                }
                report.failed += 1;
            }
        }
    }
    let p99 = |times: &[Duration]| {
        let found = percentile(times, 99)?.as_millis();
        Ok::<_, BenchError>(u32::try_from(found).unwrap_or(u32::MAX))
    };
    report.p99_ms = p99(&answers)?;
    report.whole_p99_ms = p99(&whole)?;
    out.line(&serde_json::to_string(&report).unwrap_or_default());
    Ok(())
}

/// One try, from the first press to its yes or no.
async fn try_once(
    client: &reqwest::Client,
    orders: &Orders,
    (number, count): (usize, usize),
) -> Tried {
    let whole = Stopwatch::started();
    let (mut status, mut answers) = (None, Vec::new());
    // Everybody tries the same times in another order.
    let place = (number * 7 + count * 13) % orders.slots.len().max(1);
    if let (Some((token, request)), Some(slot)) =
        (orders.people.get(number), orders.slots.get(place))
    {
        let body = serde_json::json!({ "request": request, "slot": slot }).to_string();
        let mut queue = None;
        loop {
            let watch = Stopwatch::started();
            let pressed = press(client, (&orders.address, token), &body, queue.as_deref()).await;
            answers.push(watch.elapsed());
            let Ok(pressed) = pressed else {
                status = None;
                break;
            };
            status = Some(pressed.status);
            let Some(again) = pressed.again else {
                break;
            };
            queue = pressed.queue;
            tokio::time::sleep(Duration::from_secs(again)).await;
        }
    }
    Tried {
        status,
        answers,
        whole: whole.elapsed(),
    }
}

/// What one press was answered.
struct Pressed {
    status: u16,
    /// After how many seconds to press again, where a place in the queue was given.
    again: Option<u64>,
    /// The token of that place.
    queue: Option<String>,
}

async fn press(
    client: &reqwest::Client,
    (address, token): (&str, &str),
    body: &str,
    queue: Option<&str>,
) -> Result<Pressed, reqwest::Error> {
    let mut call = client
        .post(format!("{address}/api/v1/appointments"))
        .bearer_auth(token)
        .header("content-type", "application/json")
        .body(body.to_owned());
    if let Some(queue) = queue {
        call = call.header("majlis-queue", queue);
    }
    let answer = call.send().await?;
    let told = |name: &str| {
        let value = answer.headers().get(name)?.to_str().ok()?;
        Some(value.to_owned())
    };
    let status = answer.status().as_u16();
    let again = told("retry-after").and_then(|seconds| seconds.parse().ok());
    let queue = told("majlis-queue");
    answer.bytes().await?;
    Ok(Pressed {
        status,
        again: again.filter(|_| status == 503),
        queue,
    })
}
