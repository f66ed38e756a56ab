//! Whoever is met face to face at the headquarters: the office's day.
use chrono::TimeDelta;
use majlis::scheduling::ids::AppointmentId;
use majlis::scheduling::{AppointmentState, Refusal, RequestState};
use majlis::service::check_in::check_in;
use majlis::service::miss::sweep;
use majlis::service::requests;
use majlis::store::visit;

use crate::client::Browser;
use crate::house::House;
use crate::pages::staff;
use crate::people::{NOUR, SAMIRA, refusal};
use crate::places::{after, books, comes_to_the_seats, seats_at};
use crate::world::{World, on_both};

/// Prayers are another story; the pages are served.
const FLAGS: &[(&str, &str)] = &[("server.port", "0"), ("calendar.prayer_minutes", "0")];
const DAY: &str = "/office/today";

/// What can be done to whom on the day's page, in the order of the page.
fn acts(page: &Browser<'_>, what: &str) -> Vec<String> {
    let all = after(page, "action=\"/office/appointments/").into_iter();
    let acts = all.filter_map(|act| act.strip_suffix(what).map(str::to_owned));
    acts.collect()
}

on_both! {
    async fn the_secretary_checks_in_whoever_comes_and_writes_what_came_of_it(kind) {
        let world = World::ministry(kind, FLAGS).await;
        let house = House::of(&world).await;
        let words = world.app.words.words("ar");
        for one in [NOUR, SAMIRA] {
            let mut person = comes_to_the_seats(&world, &house, one).await;
            let seat = seats_at(&person, None).remove(0);
            books(&world, &mut person, &seat).await;
        }
        world.pass(TimeDelta::days(1) - TimeDelta::minutes(5));
        let there = |there: i64| {
            let counts = [("there", there.into()), ("expected", 4_i64.into())];
            words.with("today-session", &counts)
        };
        let mut office = staff(&house, "secretary", DAY).await;
        assert!(office.says(NOUR.name) && office.says(SAMIRA.name), "{}", office.html);
        assert!(office.says(&there(0)) && office.says(&words.say("week-seats-of", "seats", 12_i64)));
        let comes = acts(&office, "/check-in");
        assert_eq!(comes.len(), 2, "{}", office.html);
        let (nour, samira) = (comes[0].clone(), comes[1].clone());

        // Nobody else: not the scheduler, not another official, not the gate of a centre.
        let scheduler = staff(&house, "scheduler", DAY).await;
        assert!(scheduler.says(NOUR.name) && acts(&scheduler, "/check-in").is_empty());
        let deputy = staff(&house, "deputy", DAY).await;
        assert!(!deputy.says(NOUR.name), "{}", deputy.html);
        let gate = world.staff("reception.riyadh").await.caller;
        let id = AppointmentId::from(nour.as_str());
        let at_gate = check_in(&world.app, &gate, id.clone(), world.now()).await;
        assert_eq!(refusal(at_gate), Refusal::NotFound);

        office.fills(&format!("/office/appointments/{nour}/check-in"), &[]).await;
        assert!(office.says(&there(2)) && office.path.starts_with("/office/today?done="), "{}", office.html);
        let of_visit = id.clone();
        let stay = world.app.store.read(move |db| visit::of_appointment(db, &of_visit));
        assert!(stay.await.unwrap().is_none(), "nobody queues at the headquarters");
        let again = world.staff("secretary").await.caller;
        let again = check_in(&world.app, &again, id.clone(), world.now()).await;
        assert_eq!(refusal(again), Refusal::WrongStage);

        world.pass(TimeDelta::hours(2));
        let mut office = staff(&house, "secretary", DAY).await;
        office.fills(&format!("/office/appointments/{samira}/miss"), &[]).await;
        assert!(office.path.starts_with("/office/today?missed="), "{}", office.html);
        let page = format!("/office/appointments/{nour}/outcome");
        assert!(office.says(&format!("href=\"{page}\"")), "{}", office.html);
        office.opens(&page).await;
        assert!(office.says("السلام على معالي الوزير"), "{}", office.html);
        office.fills(&page, &[("text", "")]).await;
        assert!(office.says(&words.get("session-outcome-missing")), "{}", office.html);
        office.fills(&page, &[("result", "promise"), ("text", "متابعة المعاملة")]).await;
        assert!(office.says(&words.get("session-outcome-saved")), "{}", office.html);
        assert!(!office.says(&page) && office.path.starts_with(DAY), "{}", office.html);

        let secretary = world.staff("secretary").await.caller;
        let (row, _) = requests::appointment(&world.app, &secretary, id).await.unwrap();
        assert_eq!((row.state, row.outcome.as_deref()), (AppointmentState::Done, Some("promise")));
        let wish = (row.request_id, "test");
        let case = requests::one(&world.app, &secretary, wish, world.now()).await.unwrap();
        assert_eq!(case.request.state, RequestState::Routed, "what was promised is owed");
        assert!(world.reads_sms_with(NOUR.mobile, "/s/").await.contains("/s/"), "she is asked how it was");
    }

    async fn whoever_was_met_is_no_no_show_and_waits_for_an_outcome(kind) {
        let flags = [FLAGS, &[("rules.no_show_auto", "true")]].concat();
        let world = World::ministry(kind, &flags).await;
        let house = House::of(&world).await;
        let mut nour = comes_to_the_seats(&world, &house, NOUR).await;
        let seat = seats_at(&nour, None).remove(0);
        books(&world, &mut nour, &seat).await;
        world.pass(TimeDelta::days(1));
        let mut office = staff(&house, "secretary", DAY).await;
        let id = acts(&office, "/check-in").remove(0);
        office.fills(&format!("/office/appointments/{id}/check-in"), &[]).await;
        world.pass(TimeDelta::days(1));
        assert_eq!(sweep(&world.app, world.now()).await.unwrap(), 0);
        let office = staff(&house, "secretary", DAY).await;
        let page = format!("href=\"/office/appointments/{id}/outcome\"");
        assert!(office.says(NOUR.name) && office.says(&page), "{}", office.html);
    }
}
