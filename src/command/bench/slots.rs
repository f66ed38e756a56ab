//! `slots`: free slots over HTTP against a handler that returns the same bytes from memory.
use std::net::{Ipv4Addr, TcpListener};
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use actix_web::http::header::ContentType;
use actix_web::{App as Pages, HttpResponse, HttpServer, web};
use chrono::TimeDelta;

use super::folder::Folder;
use super::{BenchError, host, load, town};
use crate::lifecycle::Lifecycle;
use crate::scheduling::calendar;

use super::figure::{Figure, Rate};

const GOAL: f64 = 0.5;
/// Eight weeks, the first and the last day included.
const DAYS: i64 = 8 * 7 - 1;
/// Both are measured in turns, so that neither has the quieter machine.
const TURNS: usize = 4;
const TURN: Duration = Duration::from_secs(2);
const WARM_UP: Duration = Duration::from_millis(500);

/// Asks for one official's free slots over eight weeks with a need.
pub(super) async fn measure(folder: &Folder, life: &Lifecycle) -> Result<Figure, BenchError> {
    let now = town::morning();
    let url = format!("sqlite:{}/slots.sqlite", folder.path().display());
    let app = host::app(folder, &url, now)?;
    town::publish(&app, now).await?;
    let zone = app.settings.ministry.zone;
    let first = calendar::local_day(zone, now);
    let last = first + TimeDelta::days(DAYS);
    let workers = app.settings.server.workers;
    let path = format!(
        "/api/v1/slots?official={}&needs=sign_language&from={first}&to={last}",
        town::DEPUTY
    );
    let (ours, of_reference) = host::serving(app, async |address: &str| {
        let (client, url) = (load::client()?, format!("{address}{path}"));
        let bytes = load::call(client.get(&url)).await?;
        if !bytes.starts_with(br#"{"slots":[{"#) {
            return Err(BenchError::Broken("there are no free slots to ask for"));
        }
        let (memory, handle) = memory(life, bytes, workers)?;
        let mut both = (Rate::default(), Rate::default());
        load::again(life, &client, &url, WARM_UP).await?;
        load::again(life, &client, &memory, WARM_UP).await?;
        for _ in 0..TURNS {
            both.0 = both.0.and(load::again(life, &client, &url, TURN).await?);
            both.1 = both.1.and(load::again(life, &client, &memory, TURN).await?);
        }
        handle.stop(false).await;
        Ok(both)
    })
    .await?;
    let reference = ("the same bytes from memory", of_reference);
    Ok(Figure::rate(("slots", "requests/s"), ours, reference, GOAL))
}

/// Serves these bytes to whatever is asked at its address, with as many workers as the service has.
pub(super) fn memory(
    life: &Lifecycle,
    bytes: Vec<u8>,
    workers: usize,
) -> Result<(String, ServerHandle), BenchError> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    let bytes = web::Data::new(web::Bytes::from(bytes));
    let server: Server = HttpServer::new(move || {
        Pages::new()
            .app_data(bytes.clone())
            .route("/", web::to(same))
    })
    .workers(workers)
    .disable_signals()
    .listen(listener)?
    .run();
    let handle = server.handle();
    life.spawn("memory", async move {
        if let Err(error) = server.await {
            tracing::error!(%error, "the reference fell");
        }
    });
    Ok((format!("http://{address}/"), handle))
}

/// Reads what was sent, as everybody does who keeps a connection: one that is not read to its end
/// cannot carry the next call.
async fn same(bytes: web::Data<web::Bytes>, _sent: web::Bytes) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(ContentType::json())
        .body(bytes.as_ref().clone())
}
