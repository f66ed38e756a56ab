//! `slots_country`: free slots at the planned size, half full: how far the slow ones are from the
//! usual ones, and how long an answer takes of which nothing is kept.
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::TimeDelta;

use super::figure::Figure;
use super::folder::Folder;
use super::{BenchError, host, load, town};
use crate::bus::News;
use crate::clock::Stopwatch;
use crate::lifecycle::Lifecycle;
use crate::scheduling::calendar;
use crate::service::seed::{Scenario, fill};

/// Eight weeks, the first and the last day included.
const DAYS: i64 = 8 * 7 - 1;
const ASKED: usize = 20_000;
const COLD: usize = 40;
const MOST_TIMES: f64 = 5.0;
const COLD_MS_MOST: u32 = 20;

/// Asks for one official's free slots over eight weeks with a need.
pub(super) async fn measure(folder: &Folder, life: &Lifecycle) -> Result<Vec<Figure>, BenchError> {
    let now = town::morning();
    let url = format!("sqlite:{}/country.sqlite", folder.path().display());
    let app = host::app(folder, &url, now)?;
    fill(&app, Scenario::Country, now).await?;
    let first = calendar::local_day(app.settings.ministry.zone, now);
    let last = first + TimeDelta::days(DAYS);
    let path = format!(
        "/api/v1/slots?official={}&needs=sign_language&from={first}&to={last}",
        town::DEPUTY
    );
    let of_work = app.clone();
    let (cold, warm) = host::serving(app, async |address: &str| {
        let (client, url) = (load::client()?, format!("{address}{path}"));
        let mut cold = Vec::with_capacity(COLD);
        for _ in 0..COLD {
            // Nothing is kept: no answer, no week that was read, no prayer worked out.
            of_work.catalogue.reload(&of_work.store).await?;
            of_work.bus.tell(News::CalendarMoved);
            let watch = Stopwatch::started();
            let bytes = load::call(client.get(&url)).await?;
            cold.push(watch.elapsed());
            if !bytes.starts_with(br#"{"slots":[{"#) {
                return Err(BenchError::Broken("there are no free slots to ask for"));
            }
        }
        let times = Arc::new(Mutex::new(Vec::with_capacity(ASKED)));
        let heard = Arc::clone(&times);
        let ask = move |_: usize, _: Arc<Vec<()>>| {
            let (client, url, heard) = (client.clone(), url.clone(), Arc::clone(&heard));
            async move {
                let watch = Stopwatch::started();
                load::call(client.get(&url)).await?;
                let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
                heard.push(watch.elapsed());
                Ok(())
            }
        };
        load::each(life, (Arc::new(vec![(); ASKED]), load::CONNECTIONS), ask).await?;
        let warm = std::mem::take(&mut *times.lock().unwrap_or_else(PoisonError::into_inner));
        Ok((cold, warm))
    })
    .await?;
    let (usual, slow) = (percentile(&warm, 50)?, percentile(&warm, 99)?);
    Ok(vec![
        Figure::spread(
            "slots_country",
            slow,
            ("p50; ratio is p99 to p50", usual),
            MOST_TIMES,
        ),
        Figure::time("slots_country_cold", percentile(&cold, 95)?, COLD_MS_MOST),
    ])
}

/// The time that so many of a hundred stayed below.
pub(super) fn percentile(times: &[Duration], percent: usize) -> Result<Duration, BenchError> {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let place = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    let found = sorted.get(place).copied();
    found.ok_or(BenchError::Broken("nothing was asked"))
}
