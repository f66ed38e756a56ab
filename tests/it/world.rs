//! A running service for one test: its own database, a clock that stands still, seeded luck.
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, TimeDelta, TimeZone as _, Utc};
use diesel::connection::SimpleConnection as _;
use majlis::bus::Bus;
use majlis::clock::{Clock, Noise};
use majlis::config::Settings;
use majlis::jobs::Deliverer;
use majlis::service::App;
use majlis::service::catalogue::Shelf;
use majlis::service::crowd::Crowd;
use majlis::service::gate::Gate;
use majlis::service::keys::Keys;
use majlis::service::slots::Kept;
use majlis::store::{Place, Store, migrate};
use majlis::telemetry::Metrics;
use majlis::words::Library;

use crate::postgres;
use crate::settings::demo;

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

/// One running service.
pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) metrics: Metrics,
    place: Place,
    _folder: tempfile::TempDir,
}

/// Declares tests that run on both databases; each is a module with `sqlite` and `postgres`.
macro_rules! on_both {
    ($($(#[$doc:meta])* async fn $name:ident($kind:ident) $body:block)+) => {$(
        $(#[$doc])*
        mod $name {
            use super::*;

            async fn story($kind: $crate::world::Kind) $body

            #[actix_web::test]
            async fn sqlite() {
                story($crate::world::Kind::Sqlite).await;
            }

            #[actix_web::test]
            async fn postgres() {
                story($crate::world::Kind::Postgres).await;
            }
        }
    )+};
}
pub(crate) use on_both;

impl World {
    /// Sunday, 22 November 2026, nine in the morning in Riyadh.
    pub(crate) fn morning() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 22, 6, 0, 0).unwrap()
    }

    /// An empty migrated database, the demo's settings with `flags` over them.
    pub(crate) fn empty(kind: Kind, flags: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = match kind {
            Kind::Sqlite => {
                let path = folder.path().join("majlis.sqlite");
                std::fs::copy(migrated_file(), &path).unwrap();
                Place::Sqlite(path.to_str().unwrap().to_owned())
            }
            Kind::Postgres => Place::Postgres(postgres::copy_of("migrated", |address| {
                migrate::run(&Place::Postgres(address.to_owned())).unwrap();
            })),
        };
        Self {
            app: app(&place, demo(flags), 7),
            metrics: Metrics::new().unwrap(),
            place,
            _folder: folder,
        }
    }

    /// The demo ministry on that morning, the demo's settings with `flags` over them; everything
    /// that was to be told is told.
    pub(crate) async fn ministry(kind: Kind, flags: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = match kind {
            Kind::Sqlite => {
                let path = folder.path().join("majlis.sqlite");
                std::fs::copy(ministry_file(), &path).unwrap();
                Place::Sqlite(path.to_str().unwrap().to_owned())
            }
            Kind::Postgres => Place::Postgres(postgres::copy_of("ministry", |address| {
                fill(&Place::Postgres(address.to_owned()));
            })),
        };
        // Other luck than the ministry was filled with: its ids are taken.
        let app = app(&place, demo(flags), 11);
        app.catalogue.reload(&app.store).await.unwrap();
        Self {
            app,
            metrics: Metrics::new().unwrap(),
            place,
            _folder: folder,
        }
    }

    /// Opens the database anew and forgets what was kept in memory, as a new process does; time
    /// and luck go on.
    pub(crate) async fn reopens(&mut self) {
        self.app.store = Store::open(&self.place, 8).unwrap();
        self.app.catalogue = Shelf::default();
        self.app.kept = Kept::default();
        self.app.crowd = Crowd::default();
        self.app.gate = Gate::new(&self.app.settings.queue);
        self.app.bus = Bus::new();
        self.app.catalogue.reload(&self.app.store).await.unwrap();
    }

    /// Another node of the same service: the same database, and nothing else in common.
    pub(crate) async fn second_node(&self) -> App {
        let node = app(&self.place, (*self.app.settings).clone(), 13);
        node.catalogue.reload(&node.store).await.unwrap();
        node
    }

    /// What time it is in this world.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.app.clock.now()
    }

    /// Lets time pass.
    #[track_caller]
    pub(crate) fn pass(&self, step: TimeDelta) {
        self.app.clock.advance(step).unwrap();
    }

    /// Sends everything that is due, with a new line to each gateway, as after a restart.
    pub(crate) async fn deliver(&self) -> usize {
        deliver(&self.app, &self.metrics).await
    }
}

async fn deliver(app: &App, metrics: &Metrics) -> usize {
    let deliverer = Deliverer::new(app.clone(), metrics.clone()).unwrap();
    let mut all = 0;
    loop {
        match deliverer.round().await.unwrap() {
            0 => return all,
            some => all += some,
        }
    }
}

fn app(place: &Place, settings: Settings, seed: u64) -> App {
    App {
        store: Store::open(place, 8).unwrap(),
        clock: Clock::stopped(World::morning()),
        noise: Noise::seeded(seed),
        catalogue: Shelf::new(&settings.calendar),
        gate: Gate::new(&settings.queue),
        crowd: Crowd::default(),
        settings: Arc::new(settings),
        words: Arc::new(Library::load().unwrap()),
        keys: Arc::new(Keys::new(&[1; 32], &[2; 32], &[3; 32]).unwrap()),
        kept: Kept::default(),
        bus: Bus::new(),
        is_demo: true,
    }
}

/// A database file that is migrated once per run of the tests.
fn migrated_file() -> &'static PathBuf {
    static FILE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = FILE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("migrated.sqlite");
        migrate::run(&Place::Sqlite(path.to_str().unwrap().to_owned())).unwrap();
        (folder, path)
    });
    path
}

/// Fills a database with the demo ministry, on a thread of its own: the caller may be in a runtime.
fn fill(place: &Place) {
    migrate::run(place).unwrap();
    let filled = std::thread::scope(|scope| {
        let work = || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let app = app(place, demo(&[]), 7);
                majlis::service::demo::fill(&app, World::morning())
                    .await
                    .unwrap();
                deliver(&app, &Metrics::new().unwrap()).await
            })
        };
        scope.spawn(work).join().unwrap()
    });
    assert!(filled > 0, "the ministry told nobody anything");
}

/// A database file that is filled once per run of the tests.
fn ministry_file() -> &'static PathBuf {
    static FILE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = FILE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let working = Place::Sqlite(place("working.sqlite"));
        fill(&working);
        let copy = place("ministry.sqlite");
        let mut db = working.connect().unwrap();
        db.batch_execute(&format!("VACUUM INTO '{copy}'")).unwrap();
        (folder, copy.into())
    });
    path
}
