//! Months of people, offices and failures from one seed, on a clock that is moved by hand.
//!
//! After every step the tables are looked at whole: no cell twice, no cell of nobody, nothing by
//! half. What was acknowledged stands afterwards unless somebody undid it. The same seed gives the
//! same transcript, on either database. A failing run is found again by its seed alone:
//! `MAJLIS_SEED=17 cargo test --test it simulate`.
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike as _, TimeDelta, Utc};
use majlis::clock::Noise;
use majlis::scheduling::ids::{AppointmentId, HoldId};
use majlis::scheduling::slot::Slot;
use majlis::scheduling::{
    AppointmentState, MeetingResult, Mode, Refusal, Sex, Week, Window, calendar,
};
use majlis::service::book::Booked;
use majlis::service::slots::{Ask, free_slots};
use majlis::service::{Appointment, Caller, Offer, ServiceError};
use majlis::service::{cancel, check_in, confirm, expire, outcome, week};
use majlis::store::appointment;

use crate::guard;
use crate::people::{Citizen, day, time};
use crate::world::{Kind, World};

/// So many days one run covers.
const DAYS: i64 = 60;
/// So many citizens there are in it.
const CITIZENS: u64 = 14;
/// The runs that everybody's tests make.
const SEEDS: [u64; 8] = [1, 2, 3, 5, 8, 13, 21, 34];
const ZONE: chrono_tz::Tz = chrono_tz::Asia::Riyadh;

/// One run.
struct Run {
    world: World,
    luck: Noise,
    people: Vec<Person>,
    scheduler: Caller,
    receptions: BTreeMap<&'static str, Caller>,
    /// What was acknowledged and by nobody undone.
    promised: BTreeMap<AppointmentId, DateTime<Utc>>,
    transcript: Vec<String>,
}

struct Person {
    citizen: Citizen,
    mobile: String,
    sex: Sex,
    hold: Option<HoldId>,
}

/// What the office does with a week as a whole.
mod office;
/// What those who wait do.
mod waiting;

impl Run {
    async fn new(kind: Kind, seed: u64) -> Self {
        let mut world = World::ministry(kind, &[]).await;
        world.app.noise = Noise::seeded(seed);
        let luck = Noise::seeded(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5151);
        let mut people = Vec::new();
        for number in 0..CITIZENS {
            let mobile = format!("+9665003{number:05}");
            let sex = if number % 3 == 0 {
                Sex::Man
            } else {
                Sex::Woman
            };
            let signed = world.signs_in(&guard::identity(number), &mobile).await;
            let citizen = Citizen {
                app: world.app.clone(),
                caller: signed.caller,
            };
            citizen.says_who(&format!("شخص {number}"), sex, None).await;
            people.push(Person {
                citizen,
                mobile,
                sex,
                hold: None,
            });
        }
        let scheduler = world.staff("scheduler").await.caller;
        let mut receptions = BTreeMap::new();
        for centre in ["riyadh", "jeddah", "madinah"] {
            let name = format!("reception.{centre}");
            receptions.insert(centre, world.staff(&name).await.caller);
        }
        Self {
            world,
            luck,
            people,
            scheduler,
            receptions,
            promised: BTreeMap::new(),
            transcript: Vec::new(),
        }
    }

    fn now(&self) -> DateTime<Utc> {
        self.world.now()
    }

    fn one_of<T: Clone>(&self, things: &[T]) -> Option<T> {
        let count = u64::try_from(things.len()).unwrap();
        if count == 0 {
            return None;
        }
        let place = usize::try_from(self.luck.below(count)).unwrap();
        Some(things[place].clone())
    }

    fn writes(&mut self, what: &str, result: &str) {
        let at = self.now().format("%m-%d %H:%M");
        self.transcript.push(format!("{at} {what}: {result}"));
    }

    /// What a verb said, as a word of the transcript; anything but a yes or a refusal ends the run.
    fn told<T>(&mut self, what: &str, said: Result<T, ServiceError>) -> Option<T> {
        match said {
            Ok(given) => {
                self.writes(what, "yes");
                Some(given)
            }
            Err(ServiceError::Refused(refusal) | ServiceError::RefusedUntil(refusal, _)) => {
                self.writes(what, refusal.code());
                None
            }
            Err(error) => panic!("{what}: {error:?}"),
        }
    }

    async fn meetings(&self) -> Vec<Appointment> {
        let (from, to) = (
            self.now() - TimeDelta::days(3),
            self.now() + TimeDelta::days(30),
        );
        let read = self.world.app.store.read(move |db| {
            let (from, to) = (from.naive_utc(), to.naive_utc());
            Ok::<_, ServiceError>(appointment::between(db, from, to, None, None)?)
        });
        read.await.unwrap()
    }

    async fn free(&self, person: usize, mode: Mode) -> Vec<Slot> {
        let ask = Ask {
            officials: BTreeSet::from(["deputy".into()]),
            mode: Some(mode),
            section: Some(self.people[person].sex.section()),
            ..Ask::default()
        };
        let found = free_slots(&self.world.app, ask, self.now()).await.unwrap();
        found
            .into_iter()
            .filter(|slot| slot.open_to_choice)
            .collect()
    }

    /// Somebody holds or books a time that is shown as free: neither may be refused as taken.
    async fn takes(&mut self, is_hold: bool) {
        let person = usize::try_from(self.luck.below(CITIZENS)).unwrap();
        let mode = if self.luck.below(4) == 0 {
            Mode::InPerson
        } else {
            Mode::Video
        };
        let Some(slot) = self.one_of(&self.free(person, mode).await) else {
            self.writes(&format!("{person} looks"), "nothing free");
            return;
        };
        let (id, at) = (slot.id(), slot.key.starts_at.format("%m-%d %H:%M"));
        let citizen = self.people[person].citizen.clone();
        if is_hold {
            let held = citizen.holds_for(&id, "").await;
            self.never_taken(&held, &slot).await;
            let what = format!("{person} holds {at}");
            if let Some(held) = self.told(&what, held) {
                self.people[person].hold = Some(held.id);
            }
        } else {
            let booked = citizen.books_for(&id, "").await;
            self.never_taken(&booked, &slot).await;
            self.people[person].hold = None;
            let what = format!("{person} books {at}");
            if let Some(booked) = self.told(&what, booked) {
                self.promises(&booked);
            }
        }
    }

    /// What was shown as free is refused as taken only where it went to one who waits: something
    /// over it had run out, and was passed on first.
    async fn never_taken<T>(&self, said: &Result<T, ServiceError>, slot: &Slot) {
        if let Err(ServiceError::Refused(Refusal::SlotTaken)) = said {
            // The refused transaction was rolled back with what it passed on; the sweep does it.
            expire::expire(&self.world.app, self.now()).await.unwrap();
            let open = self.open_offers().await;
            let over = |row: &Offer| {
                row.starts_at < slot.ends_at.naive_utc() + TimeDelta::hours(1)
                    && slot.key.starts_at.naive_utc() < row.ends_at + TimeDelta::hours(1)
            };
            assert!(
                open.iter().any(over),
                "a time that was shown as free is taken"
            );
        }
    }

    fn promises(&mut self, booked: &Booked) {
        let row = &booked.appointment;
        self.promised
            .insert(row.id.clone(), row.starts_at.and_utc());
    }

    async fn confirms_hold(&mut self) {
        let holders: Vec<usize> = (0..self.people.len())
            .filter(|&place| self.people[place].hold.is_some())
            .collect();
        let Some(person) = self.one_of(&holders) else {
            return;
        };
        let Some(hold) = self.people[person].hold.take() else {
            return;
        };
        let citizen = self.people[person].citizen.clone();
        let said = citizen.confirms(&hold).await;
        if let Some(booked) = self.told(&format!("{person} confirms the hold"), said) {
            self.promises(&booked);
        }
    }

    async fn a_meeting(&self, stages: &[AppointmentState]) -> Option<Appointment> {
        let rows = self.meetings().await;
        let known =
            |row: &&Appointment| stages.contains(&row.state) && self.promised.contains_key(&row.id);
        let rows: Vec<Appointment> = rows.iter().filter(known).cloned().collect();
        self.one_of(&rows)
    }

    async fn cancels(&mut self, is_office: bool) {
        let stages = [AppointmentState::Booked, AppointmentState::Confirmed];
        let Some(row) = self.a_meeting(&stages).await else {
            return;
        };
        let (caller, reason) = if is_office {
            (self.scheduler.clone(), Some("سفر".to_owned()))
        } else {
            (self.owner(&row), None)
        };
        let said = cancel::cancel(
            &self.world.app,
            &caller,
            (row.id.clone(), reason),
            self.now(),
        )
        .await;
        let what = format!("cancel {} by office {is_office}", row.starts_at);
        if self.told(&what, said).is_some() {
            self.promised.remove(&row.id);
        }
    }

    fn owner(&self, row: &Appointment) -> Caller {
        let found = self
            .people
            .iter()
            .find(|one| one.citizen.caller.person() == Some(&row.person_id));
        found.unwrap().citizen.caller.clone()
    }

    async fn confirms(&mut self) {
        let Some(row) = self.a_meeting(&[AppointmentState::Booked]).await else {
            return;
        };
        let caller = self.owner(&row);
        let said = confirm::confirm(&self.world.app, &caller, row.id.clone(), self.now()).await;
        self.told(&format!("confirm {}", row.starts_at), said);
    }

    /// The centre of a meeting checks the person in when it is time.
    async fn checks_in(&mut self) {
        let stages = [AppointmentState::Booked, AppointmentState::Confirmed];
        let Some(row) = self.a_meeting(&stages).await else {
            return;
        };
        let centre = row
            .centre_id
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let Some(caller) = self.receptions.get(centre.as_str()).cloned() else {
            return;
        };
        let said = check_in::check_in(&self.world.app, &caller, row.id.clone(), self.now()).await;
        self.told(&format!("check in {}", row.starts_at), said);
    }

    async fn ends(&mut self) {
        let Some(row) = self.a_meeting(&[AppointmentState::CheckedIn]).await else {
            return;
        };
        let given = (row.id.clone(), outcome::Said::bare(MeetingResult::Close));
        let caller = self.scheduler.clone();
        let said = outcome::outcome(&self.world.app, &caller, given, self.now()).await;
        if self
            .told(&format!("outcome of {}", row.starts_at), said)
            .is_some()
        {
            self.promised.remove(&row.id);
        }
    }

    /// The office opens hours of a coming day, or takes some away.
    async fn edits_week(&mut self) {
        let ahead = TimeDelta::days(i64::try_from(self.luck.below(12)).unwrap() + 1);
        let date = calendar::local_day(ZONE, self.now() + ahead);
        let hour = self.luck.below(6) + 8;
        let app = &self.world.app;
        if self.luck.below(4) == 0 {
            let span = (
                time(&format!("{hour}:00")),
                time(&format!("{}:00", hour + 1)),
            );
            let given = ("deputy".into(), date, span.0, span.1);
            let said = week::withdraw(app, &self.scheduler, given, self.now()).await;
            self.told(&format!("withdraw {date} {hour}"), said);
            return;
        }
        let window = Window {
            slot_minutes: [15, 20, 30][usize::try_from(self.luck.below(3)).unwrap()],
            buffer_minutes: [0, 5, 10][usize::try_from(self.luck.below(3)).unwrap()],
            ..window(date.to_string().as_str(), hour)
        };
        let said = week::add(app, &self.scheduler, ("deputy".into(), window), self.now()).await;
        self.told(&format!("open {date} {hour}"), said);
    }

    /// The process dies between two steps and comes back; what it kept in memory is gone.
    async fn restarts(&mut self) {
        self.world.reopens().await;
        for one in &mut self.people {
            one.citizen.app = self.world.app.clone();
        }
        self.writes("the node", "restarted");
    }

    async fn step(&mut self) {
        match self.luck.below(34) {
            0..=3 => self.takes(false).await,
            4..=6 => self.takes(true).await,
            7..=8 => self.confirms_hold().await,
            9 => self.cancels(false).await,
            10 => self.cancels(true).await,
            11 => self.confirms().await,
            12..=13 => self.checks_in().await,
            14 => self.ends().await,
            15..=16 => self.edits_week().await,
            17..=18 => {
                let said = expire::expire(&self.world.app, self.now()).await;
                self.told("expire", said);
            }
            19 => {
                let sent = self.world.deliver().await;
                self.writes("delivered", &sent.to_string());
            }
            20 => self.restarts().await,
            21..=22 => self.moves(false).await,
            23 => self.moves(true).await,
            24 => self.misses().await,
            25..=26 => self.extends().await,
            27..=28 => self.waits().await,
            29..=31 => self.answers().await,
            _ => self.publishes().await,
        }
    }

    async fn holds_true(&self) {
        let store = &self.world.app.store;
        guard::is_sound(store, self.now()).await;
        guard::nothing_by_half(store).await;
        guard::nobody_meets_two(store).await;
        let rows = self.meetings().await;
        for (id, starts_at) in &self.promised {
            let Some(row) = rows.iter().find(|row| row.id == *id) else {
                assert!(
                    *starts_at < self.now() - TimeDelta::days(2)
                        || *starts_at > self.now() + TimeDelta::days(29),
                    "{id} was promised and is gone"
                );
                continue;
            };
            assert!(
                row.state != AppointmentState::Cancelled,
                "{id} was undone by nobody"
            );
        }
    }

    async fn whole(mut self) -> Vec<String> {
        let end = self.now() + TimeDelta::days(DAYS);
        while self.now() < end {
            self.step().await;
            self.holds_true().await;
            let minutes = match self.luck.below(10) {
                0..=5 => self.luck.below(20),
                6..=8 => self.luck.below(240),
                _ => self.luck.below(1440) + 240,
            };
            self.world
                .pass(TimeDelta::minutes(i64::try_from(minutes).unwrap()));
        }
        self.transcript
    }
}

fn window(date: &str, hour: u64) -> Window {
    let date = day(date);
    assert!(Week::containing(date).contains(date), "{}", date.weekday());
    serde_json::from_value(serde_json::json!({
        "day": date, "from": format!("{hour:02}:00"), "to": format!("{:02}:00", hour + 2),
        "modes": ["video", "in_person"], "slot_minutes": 20, "buffer_minutes": 5,
        "open_to_choice": true,
    }))
    .unwrap()
}

/// On threads of their own, as many as there are processors.
fn run_all(seeds: &[u64], act: impl Fn(u64) + Sync) {
    let next = std::sync::Mutex::new(seeds.iter());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let Some(&seed) = next.lock().unwrap().next() else {
                        return;
                    };
                    act(seed);
                }
            });
        }
    });
}

fn transcript(kind: Kind, seed: u64) -> Vec<String> {
    actix_web::rt::System::new().block_on(async { Run::new(kind, seed).await.whole().await })
}

fn seeds() -> Vec<u64> {
    let given = std::env::var_os("MAJLIS_SEED");
    if let Some(seed) = given.and_then(|text| text.to_str()?.parse().ok()) {
        return vec![seed];
    }
    if std::env::var_os("MAJLIS_SOAK").is_some() {
        return (0..1000).collect();
    }
    SEEDS.to_vec()
}

#[test]
fn months_of_luck_leave_every_table_sound() {
    let seen = std::sync::Mutex::new(BTreeMap::<&str, usize>::new());
    run_all(&seeds(), |seed| {
        let said = transcript(Kind::Sqlite, seed);
        let yes = said.iter().filter(|line| line.ends_with(": yes")).count();
        for done in [
            "moves",
            "waits",
            "takes the offer",
            "declines",
            "publishes",
            "missed",
            "keeps",
        ] {
            *seen.lock().unwrap().entry(done).or_insert(0) += said
                .iter()
                .filter(|line| line.contains(done) && line.ends_with(": yes"))
                .count();
        }
        assert!(
            yes > 40,
            "seed {seed}: only {yes} of {} steps did anything",
            said.len()
        );
    });
    let seen = seen.into_inner().unwrap();
    assert!(
        seeds().len() < SEEDS.len() || seen.values().all(|count| *count > 0),
        "some things never happened: {seen:?}"
    );
}

#[test]
fn the_same_seed_tells_the_same_story_on_both_databases() {
    let (first, again) = (transcript(Kind::Sqlite, 1), transcript(Kind::Sqlite, 1));
    assert_eq!(first, again);
    assert_eq!(first, transcript(Kind::Postgres, 1));
    assert_ne!(first, transcript(Kind::Sqlite, 2));
}
