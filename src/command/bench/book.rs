//! `book_sqlite`, `book_postgres`: durable bookings over HTTP against the same rows inserted
//! directly.
use std::sync::Arc;

use diesel::connection::SimpleConnection as _;

use super::figure::{Figure, Rate};
use super::folder::Folder;
use super::postgres::Cluster;
use super::town::{self, Wanted};
use super::{BenchError, host, load};
use crate::clock::Stopwatch;
use crate::lifecycle::{Lifecycle, blocking};
use crate::scheduling::RequestState;
use crate::scheduling::ids::RequestId;
use crate::scheduling::occupancy::Cell;
use crate::service::{App, Appointment, ServiceError};
use crate::store::audit::{self, Deed};
use crate::store::confirm_link::{self, ConfirmLink};
use crate::store::outbox::{self, Notice};
use crate::store::request::{self, Step};
use crate::store::{Db, Pace, Place, StoreError, appointment, occupancy};

const BOOKINGS: usize = 4000;
/// So many are booked before the time is taken.
const WARM_UP: usize = 256;
/// So many bookings are in one transaction of the embedded reference.
const BATCH: usize = 256;
const UNIT: &str = "bookings/s";
const SQLITE_GOAL: f64 = 0.3;
const POSTGRES_GOAL: f64 = 0.5;

/// Everything one booking adds.
struct Rows {
    appointment: Appointment,
    cells: Vec<(String, Cell)>,
    links: Vec<ConfirmLink>,
    step: Vec<Step>,
    notices: Vec<Notice>,
    deeds: Vec<Deed>,
}

/// On an embedded database, `synchronous=FULL` on both sides.
pub(super) async fn on_sqlite(folder: &Folder, life: &Lifecycle) -> Result<Figure, BenchError> {
    let url = |name: &str| format!("sqlite:{}/{name}.sqlite", folder.path().display());
    let (ours, rows) = booked(folder, &url("booked"), life).await?;
    let place = Place::parse(&url("inserted"))?;
    drop(prepared(folder, &url("inserted")).await?);
    let of_reference = blocking(move || in_batches(&place, &rows)).await??;
    let reference = ("the same rows, batches of 256", of_reference);
    Ok(Figure::rate(
        ("book_sqlite", UNIT),
        ours,
        reference,
        SQLITE_GOAL,
    ))
}

/// On `PostgreSQL`: the server of that address, or one that is started here; without either
/// there is nothing to say.
pub(super) async fn on_postgres(
    folder: &Folder,
    url: Option<&String>,
    life: &Lifecycle,
) -> Result<Figure, BenchError> {
    const NAME: (&str, &str) = ("book_postgres", UNIT);
    let given = url.cloned();
    let name = folder.name();
    let opened = blocking(move || Cluster::open(given.as_deref(), &name)).await?;
    let cluster = match opened {
        Ok(cluster) => cluster,
        Err(why) => return Ok(Figure::missing(NAME, why.to_string(), POSTGRES_GOAL)),
    };
    let (ours, rows) = booked(folder, &cluster.database("booked")?, life).await?;
    let (app, _) = prepared(folder, &cluster.database("inserted")?).await?;
    let of_reference = pooled(&app, rows, life).await?;
    drop(app);
    let reference = ("the same rows, raw pooled inserts", of_reference);
    let figure = Figure::rate(NAME, ours, reference, POSTGRES_GOAL);
    blocking(move || drop(cluster)).await?;
    Ok(figure)
}

async fn prepared(folder: &Folder, url: &str) -> Result<(App, Vec<Wanted>), BenchError> {
    let now = town::morning();
    let app = host::app_with(folder, url, now, |settings| settings.queue.seats = BATCH)?;
    let people = town::people(&app, now, WARM_UP + BOOKINGS).await?;
    Ok((app, people))
}

/// Books so many over HTTP on a new embedded database whose writer goes at that pace.
pub(super) async fn at_pace(
    folder: &Folder,
    (name, count): (&str, usize),
    pace: Pace,
    life: &Lifecycle,
) -> Result<Rate, BenchError> {
    let url = format!("sqlite:{}/{name}.sqlite", folder.path().display());
    let (app, mut people) = prepared(folder, &url).await?;
    people.truncate(WARM_UP + count);
    let counted = people.split_off(WARM_UP);
    over_http(host::paced(app, &url, pace)?, (people, counted), life).await
}

/// Books over HTTP; gives what every counted booking added.
async fn booked(
    folder: &Folder,
    url: &str,
    life: &Lifecycle,
) -> Result<(Rate, Vec<Rows>), BenchError> {
    let (app, mut people) = prepared(folder, url).await?;
    let counted = people.split_off(WARM_UP);
    let ids: Vec<RequestId> = counted.iter().map(|one| one.request.clone()).collect();
    let store = app.store.clone();
    let rate = over_http(app, (people, counted), life).await?;
    let read = move |db: &mut Db| ids.iter().map(|id| added(db, id)).collect();
    let rows: Result<_, ServiceError> = store.read(read).await;
    Ok((rate, rows?))
}

/// Books for the first of these people, and counts what the others book.
async fn over_http(
    app: App,
    (warm_up, counted): (Vec<Wanted>, Vec<Wanted>),
    life: &Lifecycle,
) -> Result<Rate, BenchError> {
    // So many that a commit may take in as many as the reference's.
    let at_once = BATCH;
    host::serving(app, async |address: &str| {
        let client = load::client_keeping(at_once)?;
        let url: Arc<str> = format!("{address}/api/v1/appointments").into();
        let book = move |place: usize, people: Arc<Vec<Wanted>>| {
            let (client, url) = (client.clone(), Arc::clone(&url));
            async move {
                let Some(one) = people.get(place) else {
                    return Ok(());
                };
                let request = client
                    .post(&*url)
                    .bearer_auth(&one.token)
                    .header("content-type", "application/json")
                    .body(one.body.clone());
                load::call(request).await.map(drop)
            }
        };
        load::each(life, (Arc::new(warm_up), at_once), book.clone()).await?;
        load::each(life, (Arc::new(counted), at_once), book).await
    })
    .await
}

fn added(db: &mut Db, id: &RequestId) -> Result<Rows, ServiceError> {
    let appointment = appointment::of_request(db, id)?.pop();
    let appointment = appointment.ok_or(ServiceError::Broken("a booking left no trace"))?;
    let thing = format!("appointment:{}", appointment.id);
    Ok(Rows {
        cells: occupancy::of_holder(db, appointment.id.as_str())?
            .into_iter()
            .map(|(resource, cell)| (resource, Cell(cell)))
            .collect(),
        links: confirm_link::of_appointment(db, &appointment.id)?,
        step: request::steps(db, id)?
            .into_iter()
            .filter(|step| step.state == RequestState::Scheduled)
            .collect(),
        notices: outbox::about(db, &thing)?,
        deeds: audit::of_thing(db, &thing)?,
        appointment,
    })
}

/// Inserts them one booking after the other, with a commit after so many.
fn in_batches(place: &Place, rows: &[Rows]) -> Result<Rate, StoreError> {
    let mut db = place.connect_to_write()?;
    let watch = Stopwatch::started();
    for batch in rows.chunks(BATCH) {
        db.batch_execute("BEGIN IMMEDIATE")?;
        batch.iter().try_for_each(|one| insert(&mut db, one))?;
        db.batch_execute("COMMIT")?;
    }
    let took = watch.elapsed();
    let calls = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    Ok(Rate { calls, took })
}

/// Inserts them from as many callers as bookings came from, a transaction each.
async fn pooled(app: &App, rows: Vec<Rows>, life: &Lifecycle) -> Result<Rate, BenchError> {
    let store = app.store.clone();
    let act = move |place: usize, rows: Arc<Vec<Rows>>| {
        let store = store.clone();
        async move {
            let write = move |db: &mut Db| match rows.get(place) {
                Some(one) => insert(db, one),
                None => Ok(()),
            };
            Ok(store.write(write).await?)
        }
    };
    load::each(life, (Arc::new(rows), load::CONNECTIONS), act).await
}

fn insert(db: &mut Db, rows: &Rows) -> Result<(), StoreError> {
    if !appointment::add(db, &rows.appointment)? {
        return Err(StoreError::Stopped("a row stands there already".to_owned()));
    }
    occupancy::add(db, &rows.cells, (rows.appointment.id.as_str(), None))?;
    for link in &rows.links {
        confirm_link::add(db, link)?;
    }
    for step in &rows.step {
        request::add_step(db, step)?;
    }
    for notice in &rows.notices {
        outbox::add(db, notice)?;
    }
    rows.deeds.iter().try_for_each(|deed| audit::add(db, deed))
}
