//! The load: so many connections that stay open, each calling again as soon as it is answered.
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use reqwest::{Client, RequestBuilder};
use tokio::sync::mpsc;

use super::BenchError;
use super::figure::Rate;
use crate::clock::Stopwatch;
use crate::lifecycle::Lifecycle;

/// As many calls are in flight at any time.
pub(super) const CONNECTIONS: usize = 64;

/// A client that keeps its connections.
pub(super) fn client() -> Result<Client, BenchError> {
    client_keeping(CONNECTIONS)
}

/// Less than the service keeps an idle connection: who reuses one at the moment at which it is
/// closed gets no answer, and a browser would ask again.
const IDLE_MOST: Duration = Duration::from_secs(4);

/// A client that keeps so many.
pub(super) fn client_keeping(connections: usize) -> Result<Client, BenchError> {
    Ok(Client::builder()
        .no_proxy()
        .pool_max_idle_per_host(connections)
        .pool_idle_timeout(IDLE_MOST)
        .build()?)
}

/// Asks for the same address again and again for that long.
pub(super) async fn again(
    life: &Lifecycle,
    client: &Client,
    url: &str,
    span: Duration,
) -> Result<Rate, BenchError> {
    let watch = Stopwatch::started();
    on_every_connection(life, CONNECTIONS, || {
        let (client, url) = (client.clone(), url.to_owned());
        async move {
            let mut calls = 0;
            while watch.elapsed() < span {
                call(client.get(&url)).await?;
                calls += 1;
            }
            Ok(calls)
        }
    })
    .await
}

/// Does each of these once, so many at the same time.
pub(super) async fn each<T, F>(
    life: &Lifecycle,
    (things, at_once): (Arc<Vec<T>>, usize),
    act: impl Fn(usize, Arc<Vec<T>>) -> F + Clone + Send + Sync + 'static,
) -> Result<Rate, BenchError>
where
    T: Send + Sync + 'static,
    F: Future<Output = Result<(), BenchError>> + Send,
{
    let next = Arc::new(AtomicUsize::new(0));
    on_every_connection(life, at_once, || {
        let (next, things, act) = (Arc::clone(&next), Arc::clone(&things), act.clone());
        async move {
            let mut calls = 0;
            loop {
                let place = next.fetch_add(1, Ordering::Relaxed);
                if place >= things.len() {
                    return Ok(calls);
                }
                act(place, Arc::clone(&things)).await?;
                calls += 1;
            }
        }
    })
    .await
}

/// Calls and reads the whole answer; anything but a yes ends the benchmark.
pub(super) async fn call(request: RequestBuilder) -> Result<Vec<u8>, BenchError> {
    let response = request.send().await?;
    let status = response.status();
    let body = response.bytes().await?;
    if status.is_success() {
        return Ok(body.to_vec());
    }
    let said = String::from_utf8_lossy(&body).into_owned();
    Err(BenchError::Answer(status.as_u16(), said))
}

async fn on_every_connection<F>(
    life: &Lifecycle,
    connections: usize,
    load: impl Fn() -> F,
) -> Result<Rate, BenchError>
where
    F: Future<Output = Result<u32, BenchError>> + Send + 'static,
{
    let (told, mut heard) = mpsc::channel(connections);
    let watch = Stopwatch::started();
    for _ in 0..connections {
        let (one, told) = (load(), told.clone());
        life.spawn("load", async move {
            // Nobody listens any more once another connection failed.
            drop(told.send(one.await).await);
        });
    }
    drop(told);
    let mut calls = 0;
    while let Some(one) = heard.recv().await {
        calls += one?;
    }
    let took = watch.elapsed();
    Ok(Rate { calls, took })
}
