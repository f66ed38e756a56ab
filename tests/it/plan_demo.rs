//! Next week's plan of the demo ministry: somebody is placed, and somebody is left out for each
//! reason that a reader of the page should see; and to which centre somebody is asked.
use std::collections::{BTreeMap, BTreeSet};

use diesel::RunQueryDsl as _;
use majlis::on_either;
use majlis::scheduling::RequestState;
use majlis::scheduling::plan::LeftOut;
use majlis::scheduling::planning::sentence::Outcome;
use majlis::service::demo;
use majlis::service::plan::{Seen, Who, Whose, compute};
use majlis::store::{StoreError, proposal, request};

use crate::house::House;
use crate::pages::staff;
use crate::plans::{WEEK, slot_of, week};
use crate::world::{World, on_both};

/// Who asks for the minister by video and names no centre, from Riyadh and from Al-Bahah.
const NORAH: &str = "person-1058529940";
const SALEM: &str = "person-1001244019";

fn named((one, other): (&str, &str)) -> (String, String) {
    (one.to_owned(), other.to_owned())
}

/// From where each who is placed meets, by the account.
fn centres(seen: &Seen) -> BTreeMap<String, String> {
    let placed = seen.said.iter().filter_map(|(id, _)| {
        let centre = slot_of(seen, id)?.key()?.centre?;
        Some((seen.cases.get(id)?.1.id.to_string(), centre.to_string()))
    });
    placed.collect()
}

/// Who has no time, by the account, and why.
fn left_out(seen: &Seen) -> BTreeMap<String, LeftOut> {
    let left = seen
        .said
        .iter()
        .filter_map(|(id, said)| match &said.outcome {
            Outcome::Placed { .. } => None,
            Outcome::LeftOut { certificate, .. } => {
                let person = seen.cases.get(id)?.1.id.to_string();
                Some((person, certificate.clone()))
            }
        });
    left.collect()
}

on_both! {
    async fn the_demo_leaves_out_whom_the_week_has_no_time_or_no_interpreter_for(kind) {
        let world = World::ministry(kind, &[]).await;
        let office = world.staff("scheduler").await.caller;
        let seen = world.plans(&office).await;
        assert_eq!(seen.said.len(), 10, "{:?}", seen.said);
        let pools = BTreeSet::from(["interpreters:sign_language".to_owned()]);
        let all_held = LeftOut::Held { slots: 3, ahead: 3 };
        assert_eq!(left_out(&seen), BTreeMap::from([
            ("person-1029000773".to_owned(), all_held.clone()),
            ("person-1062000334".to_owned(), LeftOut::Limited { pools }),
            ("person-2077000665".to_owned(), all_held),
        ]));
    }

    async fn a_demo_whose_decisions_need_two_is_filled_by_two(kind) {
        let flags = [("requests.four_eyes", "meeting transaction complaint suggestion enquiry")];
        let world = World::empty(kind, &flags);
        demo::fill(&world.app, world.now()).await.unwrap();
        world.deliver().await;
        let (approved, open) = world.app.store.read(|db| {
            let approved = request::in_states(db, &[RequestState::Approved], None, None, 100)?;
            let mut open = 0;
            for row in &approved {
                open += usize::from(proposal::find(db, &row.id)?.is_some());
            }
            Ok::<_, StoreError>((approved.len(), open))
        }).await.unwrap();
        assert_eq!((approved, open), (10, 0));
        let office = world.staff("scheduler").await.caller;
        let wanted = (Whose::of(&office, (week(), None)).unwrap(), Who::Waiting);
        let draft = compute::dry_run(&world.app, wanted, world.now()).await.unwrap();
        assert_eq!(draft.plan.left_out.len(), 3, "{:?}", draft.plan.left_out);
    }

    async fn who_lives_where_no_centre_is_comes_to_a_main_branch(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let office = world.staff("scheduler").await.caller;
        world.waits_only(&office, &[NORAH, SALEM]).await;
        let seen = world.plans(&office).await;
        let near = [(NORAH, "riyadh"), (SALEM, "bahah")].map(named);
        assert_eq!(centres(&seen), near.into());
        let page = format!("/office/plan?week={WEEK}");
        let elsewhere = world.app.words.words("ar").get("plan-elsewhere");
        let mut browser = staff(&house, "scheduler", &page).await;
        assert!(!browser.says(&elsewhere), "{}", browser.html);

        // The centre of Salem's region is given to another region.
        let moved = world.app.store.write(|db| {
            let order = "UPDATE centre SET region = 'makkah' WHERE id = 'bahah'";
            Ok::<_, StoreError>(on_either!(db, |conn| diesel::sql_query(order).execute(conn))?)
        });
        assert_eq!(moved.await.unwrap(), 1);
        world.app.catalogue.reload(&world.app.store).await.unwrap();
        let seen = world.plans(&office).await;
        let given = centres(&seen);
        assert!(["riyadh", "jeddah"].contains(&given[SALEM].as_str()), "{given:?}");
        browser.opens(&page).await;
        assert_eq!(browser.html.matches(&elsewhere).count(), 1, "{}", browser.html);
    }
}
