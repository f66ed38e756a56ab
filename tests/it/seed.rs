//! Filling an empty database: how much there is, that the same seed gives the same, and that
//! nothing is filled twice.
use chrono::NaiveDate;
use majlis::scheduling::ids::OfficialId;
use majlis::scheduling::{Citizenship, Sex};
use majlis::service::ServiceError;
use majlis::service::seed::{Scenario, fill};
use majlis::service::slots::{Ask, free_slots};
use majlis::store::{Db, Store, appointment, call, person, place, request, survey, visit};

use crate::guard;
use crate::world::{Kind, World, on_both};

async fn read<T: Send + 'static>(
    store: &Store,
    work: impl FnOnce(&mut Db) -> Result<T, ServiceError> + Send + 'static,
) -> T {
    store.read(work).await.unwrap()
}

fn far(year: i32) -> chrono::NaiveDateTime {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap().into()
}

/// The ids of all appointments with their slots: what a scenario comes down to.
async fn booked(store: &Store) -> Vec<(String, String)> {
    read(store, |db| {
        let rows = appointment::between(db, far(2000), far(2100), None, None)?;
        Ok(rows
            .into_iter()
            .map(|row| (row.id.to_string(), row.slot_id))
            .collect())
    })
    .await
}

on_both! {
    async fn the_planned_size_is_half_full_and_nobody_is_in_two_places(kind) {
        let world = World::empty(kind, &[]);
        assert!(fill(&world.app, Scenario::Country, world.now()).await.unwrap());
        let (centres, rooms, officials) = read(&world.app.store, |db| {
            Ok((place::centres(db)?, place::rooms(db)?, place::officials(db)?))
        })
        .await;
        assert_eq!((centres.len(), rooms.len(), officials.len()), (30, 100, 20));
        let regions: std::collections::BTreeSet<_> =
            centres.iter().map(|centre| &centre.region).collect();
        assert_eq!(regions.len(), 13);
        guard::is_sound(&world.app.store, world.now()).await;
        let taken = booked(&world.app.store).await.len();
        assert!((4000..7000).contains(&taken), "{taken} are booked");
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let ask = Ask {
            officials: [OfficialId::from("deputy")].into(),
            from: Some(today),
            to: Some(today + chrono::Days::new(60)),
            most: Some(100_000),
            ..Ask::default()
        };
        let free = free_slots(&world.app, ask, world.now()).await.unwrap();
        let times: std::collections::BTreeSet<_> =
            free.iter().map(|slot| slot.key.starts_at).collect();
        assert!(times.len() > 200, "{} times are free", times.len());
    }

    async fn nothing_is_filled_twice(kind) {
        let world = World::ministry(kind, &[]).await;
        let before = booked(&world.app.store).await;
        for scenario in Scenario::ALL {
            assert!(!fill(&world.app, *scenario, world.now()).await.unwrap());
        }
        assert_eq!(booked(&world.app.store).await, before);
    }

    async fn the_published_year_is_what_was_printed(kind) {
        let world = World::empty(kind, &[]);
        assert!(fill(&world.app, Scenario::PublishedYear, world.now()).await.unwrap());
        let (from, to) = (far(2013), far(2014));
        let (visits, calls) = read(&world.app.store, move |db| {
            let mut visits = Vec::new();
            for centre in place::centres(db)? {
                visits.extend(visit::between(db, &centre.id, from, to)?);
            }
            let span = call::Wanted { from: Some(from), to: Some(to), ..call::Wanted::default() };
            Ok((visits, call::logged(db, &span, 30_000)?))
        })
        .await;
        assert_eq!((visits.len(), calls.len()), (18_800, 22_000));
        let ids: Vec<_> = visits.iter().filter_map(|row| row.person_id.clone()).collect();
        let people = read(&world.app.store, move |db| {
            let mut people = std::collections::BTreeMap::new();
            for some in ids.chunks(1000) {
                let rows = person::of_ids(db, some)?;
                people.extend(rows.into_iter().map(|row| (row.id.clone(), row)));
            }
            Ok(people)
        })
        .await;
        let count = |is: &dyn Fn(&person::Person) -> bool| {
            let known = visits.iter().filter_map(|row| people.get(row.person_id.as_ref()?));
            known.filter(|one| is(one)).count()
        };
        assert_eq!(count(&|one| one.sex == Some(Sex::Man)), 15_300);
        assert_eq!(count(&|one| one.sex == Some(Sex::Woman)), 3_500);
        assert_eq!(count(&|one| one.citizenship == Some(Citizenship::Resident)), 4_300);
        let (requests, surveys) = read(&world.app.store, move |db| {
            let requests = request::received_between(db, from, to)?.len();
            Ok((requests, survey::answered_between(db, from, to)?))
        })
        .await;
        assert_eq!((requests, surveys.len()), (29_334, 1_726));
        let sum: i32 = surveys.iter().filter_map(|row| row.mark).sum();
        let mean = sum * 100 / i32::try_from(surveys.len()).unwrap();
        assert!((459..=461).contains(&mean), "the mean mark is {mean} hundredths");
    }
}

#[actix_web::test]
async fn the_same_seed_gives_the_same_rows_on_both_databases() {
    let (one, other) = (
        World::empty(Kind::Sqlite, &[]),
        World::empty(Kind::Postgres, &[]),
    );
    for world in [&one, &other] {
        fill(&world.app, Scenario::Country, world.now())
            .await
            .unwrap();
    }
    let rows = booked(&one.app.store).await;
    assert_eq!(rows, booked(&other.app.store).await);
    assert!(!rows.is_empty());
}
