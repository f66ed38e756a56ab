//! The administrator's holidays: seen with both dates, and changed after it was seen who is hit.
use majlis::service::letters;

use crate::house::House;
use crate::pages::staff;
use crate::people::{NOUR, day};
use crate::world::{World, on_both};

const DAY: &str = "2026-11-24";

on_both! {
    async fn a_day_is_added_after_it_was_seen_who_is_hit(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let nour = world.citizen(NOUR).await;
        let booked = nour.presses(&world.slot(DAY, "10:00").await.unwrap()).await.unwrap();
        let mut admin = staff(&house, "admin", "/admin/holidays/new").await;
        let words = world.app.words.words("ar");
        admin.opens(&format!("/admin/holidays/new?first={DAY}&name_ar=&name_en=Day")).await;
        assert!(admin.says(&words.get("holiday-name-missing")), "{}", admin.html);
        admin.opens(&format!("/admin/holidays/new?first={DAY}&name_ar=يوم&name_en=Day")).await;
        assert!(admin.says(&letters::shown(&booked.request.reference)), "{}", admin.html);
        assert!(!admin.says(NOUR.name), "names are not for the administrator");
        assert!(world.slot(DAY, "11:00").await.is_some(), "nothing has changed yet");
        admin.fills("/admin/holidays", &[]).await;
        assert_eq!(admin.path, "/admin/holidays?year=2026&done=added");
        assert!(admin.says(&words.day(day(DAY))), "both dates are said");
        assert!(world.slot(DAY, "11:00").await.is_none());
    }

    async fn a_feast_is_confirmed_moved_by_a_day_and_dropped(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let words = world.app.words.words("ar");
        let mut admin = staff(&house, "admin", "/admin/holidays?year=2027").await;
        assert!(admin.says("عيد الفطر") && admin.says(&words.get("holiday-state-estimated")));
        let feast = || {
            let days = &world.app.catalogue.get().days;
            days.holidays().iter().find(|one| one.id == "eid_fitr-1448").cloned()
        };
        let was = feast().unwrap();
        let moved = (was.first.succ_opt().unwrap(), was.last.succ_opt().unwrap());
        let page = "/admin/holidays/eid_fitr-1448";
        admin.opens(&format!("{page}?first={}&last={}", moved.0, moved.1)).await;
        assert!(admin.says(&words.day(moved.0)), "{}", admin.html);
        admin.fills(&format!("{page}/confirm"), &[]).await;
        assert_eq!(admin.path, "/admin/holidays?year=2027&done=confirmed");
        let now = feast().unwrap();
        assert_eq!((now.first, now.last), moved);
        assert_eq!(now.state.as_str(), "confirmed");
        admin.opens(page).await;
        admin.fills(&format!("{page}/drop"), &[]).await;
        assert!(feast().is_none());
        assert!(admin.says(&words.get("holiday-state-dropped")), "it can be kept again");
        let wrong = format!("{page}?first=2027-03-20&last=2027-03-01");
        admin.opens(&wrong).await;
        assert!(admin.says(&words.get("holiday-days-wrong")));
        admin.opens("/admin/holidays/nothing").await;
        assert_eq!(admin.status, 404);
    }
}
