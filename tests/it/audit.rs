//! The audit trail keeps what was written: the database refuses to change it, and the chain over
//! it tells when somebody did all the same.
use std::sync::Arc;

use diesel::connection::SimpleConnection as _;
use majlis::service::audit_trail::{Reach, Verdict, seal, verify};
use majlis::service::keys::Keys;
use majlis::store::{StoreError, audit};

use crate::people::NOUR;
use crate::world::{Kind, World, on_both};

async fn verdict(world: &World, head: Option<&str>) -> Verdict {
    let now = world.now() + chrono::TimeDelta::hours(1);
    let keys = Arc::clone(&world.app.keys);
    verify(&world.app.store, keys, head.map(str::to_owned), now)
        .await
        .unwrap()
}

async fn runs(world: &World, sql: &'static str) -> Result<(), StoreError> {
    world
        .app
        .store
        .write(move |db| Ok::<_, StoreError>(db.batch_execute(sql)?))
        .await
}

/// A ministry whose trail is sealed, with how many links and the last one.
async fn sealed(kind: Kind) -> (World, i64, String) {
    let world = World::ministry(kind, &[]).await;
    world.citizen(NOUR).await;
    seal(&world.app, Reach::Everything, world.now())
        .await
        .unwrap();
    let found = verdict(&world, None).await;
    let Verdict::Whole { links, head } = found else {
        panic!("{found:?}");
    };
    (world, links, head)
}

/// As somebody does who owns the database and not the key.
async fn tampers(world: &World, kind: Kind, sql: &'static str) {
    let first = match kind {
        Kind::Sqlite => {
            "DROP TRIGGER audit_not_changed; DROP TRIGGER audit_not_deleted; \
             DROP TRIGGER audit_seal_not_changed; DROP TRIGGER audit_seal_not_deleted;"
        }
        Kind::Postgres => {
            "DROP TRIGGER audit_only_added ON audit; \
             DROP TRIGGER audit_seal_only_added ON audit_seal;"
        }
    };
    runs(world, first).await.unwrap();
    runs(world, sql).await.unwrap();
}

on_both! {
    async fn the_database_refuses_to_change_a_deed(kind) {
        let (world, links, _) = sealed(kind).await;
        assert!(links > 10, "{links}");
        for sql in [
            "UPDATE audit SET actor = 'nobody'",
            "DELETE FROM audit",
            "UPDATE audit_seal SET hash = ''",
            "DELETE FROM audit_seal",
        ] {
            let error = runs(&world, sql).await.unwrap_err();
            let said = format!("{error:?}");
            assert!(said.contains("only added to"), "{sql}: {said}");
        }
        assert!(matches!(verdict(&world, None).await, Verdict::Whole { .. }));
    }

    async fn a_changed_deed_breaks_its_link(kind) {
        let (world, _, _) = sealed(kind).await;
        tampers(&world, kind, "UPDATE audit SET actor = 'staff:nobody' WHERE id = \
            (SELECT audit_id FROM audit_seal WHERE position = 3)").await;
        assert_eq!(verdict(&world, None).await, Verdict::Broken { position: 3 });
    }

    async fn a_deed_taken_out_breaks_the_chain(kind) {
        let (world, _, _) = sealed(kind).await;
        tampers(&world, kind, "CREATE TABLE gone AS SELECT audit_id AS id FROM audit_seal WHERE position = 4; \
            DELETE FROM audit_seal WHERE position = 4; DELETE FROM audit WHERE id IN (SELECT id FROM gone)").await;
        assert_eq!(verdict(&world, None).await, Verdict::Broken { position: 4 });
    }

    async fn an_end_that_was_cut_off_is_missed_by_who_wrote_the_head_down(kind) {
        let (world, links, head) = sealed(kind).await;
        tampers(&world, kind, "CREATE TABLE gone AS SELECT audit_id AS id FROM audit_seal ORDER BY position DESC LIMIT 1; \
            DELETE FROM audit_seal WHERE audit_id IN (SELECT id FROM gone); \
            DELETE FROM audit WHERE id IN (SELECT id FROM gone)").await;
        assert!(matches!(verdict(&world, None).await, Verdict::Whole { links: left, .. } if left == links - 1));
        assert_eq!(verdict(&world, Some(&head)).await, Verdict::Cut);
    }

    async fn a_deed_that_nobody_sealed_is_told(kind) {
        let (world, _, _) = sealed(kind).await;
        world.citizen(crate::people::SAMIRA).await;
        assert!(matches!(verdict(&world, None).await, Verdict::Unsealed { deeds } if deeds > 0));
        let made = seal(&world.app, Reach::Recent, world.now()).await.unwrap();
        assert!(made > 0);
        assert!(matches!(verdict(&world, None).await, Verdict::Whole { .. }));
    }

    async fn whoever_has_another_key_cannot_make_links(kind) {
        let (world, _, _) = sealed(kind).await;
        let other = Arc::new(Keys::new(&[1; 32], &[9; 32], &[3; 32]).unwrap());
        let found = verify(&world.app.store, other, None, world.now()).await.unwrap();
        assert_eq!(found, Verdict::Broken { position: 1 });
    }

    async fn eight_nodes_seal_at_once_and_the_chain_has_no_gap(kind) {
        let world = World::ministry(kind, &[]).await;
        let tasks = (0..8).map(|_| {
            let app = world.app.clone();
            actix_web::rt::spawn(async move {
                seal(&app, Reach::Everything, app.clock.now()).await.unwrap()
            })
        });
        let made: usize = futures_util::future::join_all(tasks)
            .await
            .into_iter()
            .map(Result::unwrap)
            .sum();
        let last = world.app.store.read(audit::last_seal).await.unwrap().unwrap();
        assert_eq!(i64::try_from(made).unwrap(), last.0.position);
        assert!(matches!(verdict(&world, None).await, Verdict::Whole { links, .. } if links == last.0.position));
    }
}
