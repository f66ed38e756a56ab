//! The main job through the pages, as a browser without scripts walks it.
use std::collections::BTreeSet;

use chrono::TimeDelta;
use majlis::scheduling::Week;
use majlis::scheduling::availability::Weekday;
use majlis::scheduling::ids::OfficialId;
use majlis::scheduling::slot::SlotId;
use majlis::service::demo::PASSWORD;
use majlis::service::{readers, rules, week};
use majlis::store::StoreError;
use majlis::store::place::{self, Official};

use crate::client::Browser;
use crate::house::House;
use crate::people::{NOUR, Papers, SAMIRA, day, time};
use crate::world::{World, on_both};

const DAY: &str = "2026-11-24";

/// Signs in by the code in the SMS, and comes to the first question.
pub(crate) async fn comes_to_ask<'a>(world: &World, house: &'a House, one: Papers) -> Browser<'a> {
    let mut browser = Browser::of(house);
    browser.opens("/ask?kind=meeting").await;
    let given = [("identity_number", one.identity), ("mobile", one.mobile)];
    browser.fills("/sign-in", &given).await;
    let code = world.reads_code(one.mobile).await;
    let challenge = browser.path.split('?').next().unwrap().to_owned();
    browser.fills(&challenge, &[("code", &code)]).await;
    assert_eq!(
        (browser.path.as_str(), browser.status),
        ("/ask?kind=meeting", 200)
    );
    browser
}

/// Signs in, says who she is, and comes to the free times.
pub(crate) async fn comes_to_the_times<'a>(
    world: &World,
    house: &'a House,
    one: Papers,
) -> Browser<'a> {
    let mut browser = comes_to_ask(world, house, one).await;
    browser.fills("/ask", &[("kind", "meeting")]).await;
    let whom = [
        ("official", "deputy"),
        ("mode", "video"),
        ("centre", "madinah"),
    ];
    browser.fills("/ask/meeting", &whom).await;
    let about = [
        ("subject", "تأخر معاملة"),
        ("details", ""),
        ("needs", "sign_language"),
    ];
    browser.fills("/ask/about", &about).await;
    assert_eq!(browser.path, "/profile?next=/ask/time");
    let sex = one.sex.as_str();
    browser
        .fills(
            "/profile",
            &[("name", one.name), ("sex", sex), ("email", "")],
        )
        .await;
    assert_eq!((browser.path.as_str(), browser.status), ("/ask/time", 200));
    browser
}

pub(crate) async fn staff<'a>(house: &'a House, username: &str, page: &str) -> Browser<'a> {
    let mut browser = Browser::of(house);
    browser.opens(page).await;
    assert!(
        browser.path.starts_with("/staff/sign-in"),
        "{}",
        browser.path
    );
    browser
        .fills("", &[("username", username), ("password", PASSWORD)])
        .await;
    assert_eq!((browser.path.as_str(), browser.status), (page, 200));
    browser
}

fn offers(browser: &Browser<'_>, slot: &SlotId) -> bool {
    browser.says(&format!("value=\"{slot}\""))
}

impl World {
    /// A third official, whom nobody has booked yet; the scheduler is named for that week too.
    async fn has_adviser(&self) {
        let written = self.app.store.write(|db| {
            let known = place::officials(db)?;
            let deputy = known.into_iter().find(|one| one.id.as_str() == "deputy");
            let row = Official {
                id: "adviser".into(),
                position: 3,
                ..deputy.unwrap()
            };
            place::add_official(db, &row)?;
            Ok::<_, StoreError>(())
        });
        written.await.unwrap();
        self.app.catalogue.reload(&self.app.store).await.unwrap();
        let admin = self.staff("admin").await.caller;
        let whom = ("adviser".into(), "staff-scheduler".into());
        let named = readers::name(&self.app, &admin, whom, self.now());
        named.await.unwrap();
    }
}

/// The fields of a time on the pages: a reception session, with everybody who receives too.
fn session<'a>(seats: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all = vec![
        ("from", "13:00"),
        ("to", "14:00"),
        ("mode", "reception"),
        ("minutes", "60"),
        ("pause", "0"),
        ("before", "0"),
        ("access", "open"),
        ("release", "1440"),
        ("section", "women"),
        ("place", ""),
        ("on_holiday", "false"),
        ("seats", seats),
        ("with", "deputy"),
        ("with", "adviser"),
    ];
    all.extend(more);
    all
}

fn both() -> BTreeSet<OfficialId> {
    ["deputy".into(), "adviser".into()].into()
}

on_both! {
    async fn a_meeting_is_booked_and_the_second_to_press_is_told_so(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let slot = world.slot(DAY, "10:00").await.unwrap();
        let mut nour = comes_to_the_times(&world, &house, NOUR).await;
        let mut samira = comes_to_the_times(&world, &house, SAMIRA).await;
        assert!(offers(&nour, &slot) && offers(&samira, &slot));

        nour.fills("/ask/time", &[("slot", slot.as_str())]).await;
        assert_eq!((nour.path.as_str(), nour.status), ("/ask/check", 200));
        assert!(nour.says("تأخر معاملة"), "her answers stand there to be checked");
        samira.fills("/ask/time", &[("slot", slot.as_str())]).await;
        let words = world.app.words.words("ar");
        assert!(samira.says(&words.get("refused-slot-taken")), "{}", samira.html);
        assert!(samira.says("first-free"), "the nearest times are offered");
        assert!(!offers(&samira, &slot));
        samira.opens("/ask/about").await;
        assert!(samira.says("تأخر معاملة"), "what was typed is kept");

        // The code came a moment before, so that the newest SMS is of the booking.
        world.pass(TimeDelta::seconds(1));
        nour.fills("/ask/check", &[]).await;
        assert!(nour.path.ends_with("/done") && nour.status == 200, "{}", nour.path);
        assert!(nour.says("/majlis.ics"));
        let sms = world.reads_sms(NOUR.mobile).await;
        let (_, short) = sms.split_once("/c/").unwrap();
        nour.opens(&format!("/c/{}", short.split_whitespace().next().unwrap())).await;
        assert_eq!(nour.status, 200);
        let whole = nour.html.split("href=\"").find(|it| it.starts_with("/requests/")).unwrap();
        let whole = whole.split('"').next().unwrap().to_owned();
        nour.opens(&whole).await;
        assert!(nour.path.starts_with("/requests/") && nour.status == 200, "{}", nour.path);
        samira.opens("/ask/time").await;
        assert!(!offers(&samira, &slot));
        let hers = nour.path.clone();
        samira.opens(&hers).await;
        assert_eq!(samira.status, 404, "not found and not yours are the same");
    }

    async fn the_office_withdraws_an_hour_and_adds_another(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let mut nour = comes_to_the_times(&world, &house, NOUR).await;
        let (booked, free) =
            (world.slot(DAY, "10:00").await.unwrap(), world.slot(DAY, "11:00").await.unwrap());
        nour.fills("/ask/time", &[("slot", booked.as_str())]).await;
        nour.fills("/ask/check", &[]).await;

        let week = Week::containing(day(DAY)).to_string();
        let page = format!("/office/week?official=deputy&week={week}");
        let mut office = staff(&house, "scheduler", &page).await;
        assert!(office.says(NOUR.name), "the appointment stands in the week");
        let hour = |from, to| [("day", DAY), ("from", from), ("to", to)];
        office.fills("/office/week/withdraw", &hour("10:00", "10:30")).await;
        let words = world.app.words.words("ar");
        assert!(office.says(&words.get("refused-hour-booked")), "{}", office.html);
        office.fills("/office/week/withdraw", &hour("11:00", "11:30")).await;
        assert!(office.says(&words.get("week-withdrawn")));
        let mut samira = comes_to_the_times(&world, &house, SAMIRA).await;
        assert!(!offers(&samira, &free));
        let mut added = hour("08:00", "09:00").to_vec();
        let how = [("mode", "video"), ("minutes", "20"), ("pause", "10"), ("open_to_choice", "true")];
        added.extend(how);
        office.fills("/office/week/add", &added).await;
        assert!(office.says(&words.get("week-added")), "{}", office.html);
        samira.opens("/ask/time").await;
        assert!(offers(&samira, &world.slot(DAY, "08:00").await.unwrap()));
    }

    async fn the_office_drafts_a_week_and_settles_whom_it_hits(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let mut nour = comes_to_the_times(&world, &house, NOUR).await;
        let slot = world.slot(DAY, "10:00").await.unwrap();
        nour.fills("/ask/time", &[("slot", slot.as_str())]).await;
        nour.fills("/ask/check", &[]).await;
        let words = world.app.words.words("ar");

        let mut office = staff(&house, "scheduler", "/office/exceptions?official=deputy").await;
        let away = [("kind", "remove_day"), ("day", DAY), ("reason", "")];
        office.fills("/office/exceptions", &away).await;
        assert!(office.says(&words.get("refused-reason-needed")), "{}", office.html);
        let away = [("kind", "remove_day"), ("day", DAY), ("reason", "سفر طارئ")];
        office.fills("/office/exceptions", &away).await;
        assert!(office.says(&words.get("exceptions-added")) && office.says("سفر طارئ"));

        let week = Week::containing(day(DAY)).to_string();
        office.opens(&format!("/office/week/preview?official=deputy&week={week}")).await;
        assert!(office.says(&words.get("draft-nothing")));
        office.opens(&format!("/office/week/difference?official=deputy&week={week}&template=normal")).await;
        assert!(office.says(&words.get("difference-lost")), "{}", office.html);
        office.fills("/office/week/fill", &[]).await;
        assert!(office.says(NOUR.name), "whom it hits is named: {}", office.html);
        office.fills("/office/week/publish", &[]).await;
        assert!(office.says(&words.get("refused-reason-needed")), "{}", office.html);
        world.pass(TimeDelta::seconds(1));
        office.fills("/office/week/publish", &[("reason", "سفر")]).await;
        assert!(office.says(&words.get("draft-published")), "{}", office.html);
        assert!(office.says(&words.get("cases-title")));
        // It can be undone, and published again as it was drafted.
        office.fills("/office/week/undo", &[]).await;
        assert!(office.says(&words.get("undo-done")), "{}", office.html);
        assert!(!office.says(&words.get("cases-title")) && !office.says("action=\"/office/week/undo\""));
        office.opens(&format!("/office/week/preview?official=deputy&week={week}")).await;
        world.pass(TimeDelta::seconds(1));
        office.fills("/office/week/publish", &[("reason", "سفر")]).await;
        world.pass(TimeDelta::minutes(10));
        assert!(world.reads_sms(NOUR.mobile).await.starts_with("نعتذر"));

        let keep = office.html.split("action=\"/office/cases/").skip(1).find_map(|rest| {
            let id = rest.split('/').next()?;
            rest.split("</li>").next()?;
            Some(format!("/office/cases/{id}/keep"))
        });
        office.fills(&keep.unwrap(), &[]).await;
        assert!(office.says(&words.get("cases-kept")), "{}", office.html);
    }

    async fn the_office_adds_a_rule_and_ends_it(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let words = world.app.words.words("ar");
        let mut office = staff(&house, "scheduler", "/office/rules?official=deputy").await;
        let rule = |to| {
            vec![
                ("weekday", "saturday"), ("from", "10:00"), ("to", to), ("mode", "both"),
                ("minutes", "20"), ("pause", "10"), ("before", "5"), ("access", "urgent-open"),
                ("release", "1440"), ("section", "women"), ("every", "2"),
                ("valid_from", "2026-11-22"), ("valid_to", ""),
            ]
        };
        office.fills("/office/rules", &rule("09:00")).await;
        assert!(office.says(&words.get("refused-window-order")), "{}", office.html);
        office.fills("/office/rules", &rule("12:00")).await;
        assert!(office.says(&words.get("rules-added")), "{}", office.html);
        assert!(office.says(&words.get("access-urgent-open")));
        let before = office.html.matches("action=\"/office/rules/end\"").count();
        office.fills("/office/rules/end", &[]).await;
        assert!(office.says(&words.get("rules-ended")));
        let after = office.html.matches("action=\"/office/rules/end\"").count();
        assert_eq!(after, before - 1);
    }

    async fn several_receive_together_on_every_form(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        world.has_adviser().await;
        let house = House::of(&world).await;
        let words = world.app.words.words("ar");
        let page = "/office/week?official=minister";
        let mut office = staff(&house, "scheduler", page).await;
        assert!(!office.says("name=\"with\" value=\"minister\""), "not the one whose week it is");
        let monday = [("day", "2026-11-23"), ("open_to_choice", "true")];
        office.fills("/office/week/add", &session("0", &monday)).await;
        assert!(office.says(&words.get("refused-window-seats")), "{}", office.html);
        let ticked = office.html.matches("name=\"with\"").count();
        let kept = office.html.split("name=\"with\"").skip(1)
            .filter(|rest| rest.split('>').next().unwrap().contains("checked"));
        assert_eq!((ticked, kept.count()), (2, 2), "{}", office.html);
        office.fills("/office/week/add", &session("8", &monday)).await;
        assert!(office.says(&words.get("week-added")), "{}", office.html);
        let caller = world.staff("scheduler").await.caller;
        let whose = ("minister".into(), Week::containing(day("2026-11-23")));
        let seen = week::see(&world.app, &caller, whose, world.now()).await.unwrap();
        let with: Vec<_> = seen.plan.windows.into_iter()
            .filter(|it| it.day == day("2026-11-23") && it.from == time("13:00"))
            .filter_map(|it| it.reception)
            .map(|it| it.with)
            .collect();
        assert_eq!(with, [both()]);

        office.opens("/office/rules?official=minister").await;
        let weekly = [("weekday", "saturday"), ("every", "1"), ("valid_from", "2026-11-22"), ("valid_to", "")];
        office.fills("/office/rules", &session("8", &weekly)).await;
        assert!(office.says(&words.get("rules-added")), "{}", office.html);
        let known = rules::rules(&world.app, &caller, "minister".into()).await.unwrap();
        let saturday = known.iter().find(|(_, rule)| rule.weekday == Weekday::Saturday).unwrap();
        assert_eq!(saturday.1.stretch.reception.as_ref().unwrap().with, both());

        office.opens("/office/exceptions?official=minister").await;
        let dated = [("kind", "add"), ("day", "2026-11-25"), ("last_day", ""), ("reason", "زيارة وفد")];
        office.fills("/office/exceptions", &session("8", &dated)).await;
        assert!(office.says(&words.get("exceptions-added")), "{}", office.html);
        let known = rules::exceptions(&world.app, &caller, "minister".into(), world.now()).await.unwrap();
        let session = known.iter().flat_map(|(_, each)| each.change.stretches()).next().unwrap();
        assert_eq!(session.reception.as_ref().unwrap().with, both());
    }
}
