//! A seat in an audience and a time at a desk, on the pages: asked for, taken, moved, given back,
//! seen by the office and by the centre.
use chrono::TimeDelta;
use majlis::scheduling::ids::CentreId;
use majlis::scheduling::slot::SlotId;
use majlis::service::slots::{Ask, free_slots};

use crate::client::Browser;
use crate::house::House;
use crate::pages::{comes_to_ask, staff};
use crate::people::{NOUR, Papers, SAMIRA, day};
use crate::world::{World, on_both};

/// Prayers are another story; the pages are served.
const FLAGS: &[(&str, &str)] = &[("server.port", "0"), ("calendar.prayer_minutes", "0")];
/// Monday and Tuesday of the demo's first week.
const MONDAY: &str = "2026-11-23";
const TUESDAY: &str = "2026-11-24";

/// The addresses or values that stand on a page after that mark.
pub(crate) fn after(browser: &Browser<'_>, mark: &str) -> Vec<String> {
    let found = browser.html.split(mark).skip(1);
    found
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect()
}

fn slots(browser: &Browser<'_>) -> Vec<String> {
    let mut all = after(browser, "name=\"slot\" value=\"");
    all.dedup();
    all
}

async fn says_who(browser: &mut Browser<'_>, one: Papers) {
    let given = [("name", one.name), ("sex", one.sex.as_str()), ("email", "")];
    browser.fills("/profile", &given).await;
}

/// Holds a time, looks at the answers, and books it; the page that confirms it.
pub(crate) async fn books(world: &World, browser: &mut Browser<'_>, slot: &str) {
    browser.fills("/ask/time", &[("slot", slot)]).await;
    assert_eq!(browser.path, "/ask/check", "{}", browser.html);
    world.pass(TimeDelta::seconds(1));
    browser.fills("/ask/check", &[]).await;
    assert!(browser.path.ends_with("/done"), "{}", browser.html);
}

/// Answers everything up to the seats of the minister's audience.
pub(crate) async fn comes_to_the_seats<'a>(
    world: &World,
    house: &'a House,
    one: Papers,
) -> Browser<'a> {
    let mut browser = comes_to_ask(world, house, one).await;
    browser.fills("/ask", &[("kind", "meeting")]).await;
    let whom = [("official", "minister"), ("mode", "reception")];
    browser.fills("/ask/meeting", &whom).await;
    let about = [("subject", "السلام على معالي الوزير"), ("companions", "1")];
    browser.fills("/ask/about", &about).await;
    says_who(&mut browser, one).await;
    assert_eq!(browser.path, "/ask/time", "{}", browser.html);
    browser
}

/// Answers everything up to the times of a service in Madinah.
async fn comes_to_the_desks<'a>(world: &World, house: &'a House, one: Papers) -> Browser<'a> {
    let mut browser = comes_to_ask(world, house, one).await;
    browser.fills("/ask", &[("kind", "service")]).await;
    assert_eq!(browser.path, "/ask/service", "{}", browser.html);
    let what = [("service", "attestation"), ("centre", "madinah")];
    browser.fills("/ask/service", &what).await;
    assert_eq!(browser.path, "/ask/about", "{}", browser.html);
    assert!(browser.says("value=\"تصديق وثيقة\""), "{}", browser.html);
    browser
        .fills("/ask/about", &[("subject", "تصديق وثيقة")])
        .await;
    says_who(&mut browser, one).await;
    assert_eq!(browser.path, "/ask/time", "{}", browser.html);
    browser
}

/// The first free time at that service of that centre on a day.
async fn desk_on(world: &World, on: &str) -> String {
    let ask = Ask {
        service: Some("attestation".into()),
        centre: Some("madinah".into()),
        section: Some(NOUR.sex.section()),
        from: Some(day(on)),
        to: Some(day(on)),
        ..Ask::default()
    };
    let free = free_slots(&world.app, ask, world.now()).await.unwrap();
    free.first().unwrap().id().as_str().to_owned()
}

/// The free seats, by the centre they are at.
pub(crate) fn seats_at(page: &Browser<'_>, centre: Option<&str>) -> Vec<String> {
    let is_there = |slot: &String| {
        let key = SlotId::from_text(slot).key().unwrap();
        key.centre.as_ref().map(CentreId::as_str) == centre
    };
    slots(page).into_iter().filter(is_there).collect()
}

/// One more session of the minister for women, on Monday at one o'clock in Madinah.
async fn opens_in_madinah(house: &House) {
    let mut office = staff(house, "scheduler", "/office/week?official=minister").await;
    let session = [
        ("day", MONDAY),
        ("from", "13:00"),
        ("to", "14:00"),
        ("mode", "reception"),
        ("minutes", "60"),
        ("pause", "0"),
        ("open_to_choice", "true"),
        ("section", "women"),
        ("place", "madinah"),
        ("seats", "8"),
    ];
    office.fills("/office/week/add", &session).await;
    assert!(office.says("value=\"minister\""), "{}", office.html);
}

on_both! {
    async fn a_seat_is_asked_for_taken_moved_and_given_back(kind) {
        let world = World::ministry(kind, FLAGS).await;
        let house = House::of(&world).await;
        let words = world.app.words.words("ar");
        let mut nour = comes_to_ask(&world, &house, NOUR).await;
        nour.fills("/ask", &[("kind", "meeting")]).await;
        assert!(nour.says("value=\"reception\""), "{}", nour.html);
        let nobody = [("official", "deputy"), ("mode", "reception")];
        nour.fills("/ask/meeting", &nobody).await;
        assert!(nour.says(&words.get("meeting-mode-not-held")), "{}", nour.html);

        world.pass(TimeDelta::minutes(1));
        let mut nour = comes_to_the_seats(&world, &house, NOUR).await;
        let left = |free: i64| words.say("time-seats-left", "free", free);
        assert!(nour.says(&left(12)) && nour.says("1448هـ"), "{}", nour.html);
        let seats = slots(&nour);
        assert_eq!(seats.len(), 2, "women are received once a week: {seats:?}");
        nour.opens(&format!("/ask/why?day={MONDAY}&time=08:30")).await;
        assert!(nour.says(&words.get("why-public-section")), "{}", nour.html);
        nour.opens(&format!("/ask/why?day={MONDAY}&time=10:00")).await;
        assert!(nour.says(&words.get("why-public-free")), "{}", nour.html);
        nour.opens("/ask/time").await;
        nour.fills("/ask/time", &[("slot", &seats[0])]).await;
        let session = words.value("mode", "reception");
        let there = words.get("place-headquarters");
        assert!(nour.says(&session) && nour.says(&there), "{}", nour.html);
        world.pass(TimeDelta::seconds(1));
        nour.fills("/ask/check", &[]).await;
        assert!(nour.says(&session) && nour.says(&words.get("done-booked")), "{}", nour.html);
        let sms = world.reads_sms(NOUR.mobile).await;
        assert!(sms.contains(&session) && !sms.contains("الوزير"), "{sms}");
        let file = after(&nour, "href=\"").into_iter().find(|it| it.ends_with("/majlis.ics")).unwrap();
        let request = nour.path.strip_suffix("/done").unwrap().to_owned();
        nour.opens(&file).await;
        assert!(nour.says(&format!("SUMMARY:{session}")) && !nour.says("الوزير"), "{}", nour.html);

        let samira = comes_to_the_seats(&world, &house, SAMIRA).await;
        assert!(samira.says(&left(10)), "a companion has a seat too: {}", samira.html);
        let appointment = file.strip_suffix("/majlis.ics").unwrap();
        nour.opens(&request).await;
        assert!(nour.says(&session), "{}", nour.html);
        nour.fills(&format!("{appointment}/confirm"), &[]).await;
        assert!(nour.says(&words.get("appointment-confirmed")), "{}", nour.html);
        nour.opens(&format!("{appointment}/why?day={MONDAY}&time=12:30")).await;
        assert!(nour.says(&words.get("why-public-not-offered")), "{}", nour.html);
        let other = slots(&nour).into_iter().find(|slot| *slot == seats[1]).unwrap();
        // Of two appointments made in the same thousandth of a second neither is the later one.
        world.pass(TimeDelta::seconds(1));
        nour.fills(&format!("{appointment}/move"), &[("slot", &other)]).await;
        nour.fills(&format!("{appointment}/move/check"), &[]).await;
        assert!(nour.says(&words.get("move-done")), "{}", nour.html);
        let mut samira = samira;
        samira.opens("/ask/time").await;
        assert!(samira.says(&left(12)) && samira.says(&left(10)), "{}", samira.html);
        let cancel = after(&nour, "href=\"").into_iter().find(|it| it.ends_with("/cancel")).unwrap();
        nour.opens(&cancel).await;
        nour.fills(&cancel, &[("reason", "سفر")]).await;
        assert!(nour.says(&words.get("cancel-done")), "{}", nour.html);
    }

    async fn a_time_at_a_desk_is_asked_for_taken_and_moved(kind) {
        let world = World::ministry(kind, FLAGS).await;
        let house = House::of(&world).await;
        let words = world.app.words.words("ar");
        let mut nour = comes_to_ask(&world, &house, NOUR).await;
        nour.fills("/ask", &[("kind", "service")]).await;
        let homes = [("service", "home-visit"), ("centre", "madinah")];
        nour.fills("/ask/service", &homes).await;
        assert!(nour.says(&words.get("errand-centre-missing")), "{}", nour.html);

        world.pass(TimeDelta::minutes(1));
        let mut nour = comes_to_the_desks(&world, &house, NOUR).await;
        assert!(nour.says(&words.say("time-places-left", "free", 2_i64)), "{}", nour.html);
        nour.opens("/ask/why?day=2026-11-27&time=10:00").await;
        assert!(nour.says(&words.get("why-public-closed")) && !nour.says("/ask/wait"));
        let nearest = slots(&nour);
        assert!(!nearest.is_empty(), "times near it are offered: {}", nour.html);
        nour.opens("/ask/time").await;
        books(&world, &mut nour, &desk_on(&world, MONDAY).await).await;
        assert!(nour.says("تصديق وثيقة") && nour.says(&words.value("section", "women")));
        let sms = world.reads_sms(NOUR.mobile).await;
        assert!(sms.contains("مركز المدينة المنورة") && !sms.contains("تصديق"), "{sms}");
        let file = after(&nour, "href=\"").into_iter().find(|it| it.ends_with("/majlis.ics")).unwrap();
        let request = nour.path.strip_suffix("/done").unwrap().to_owned();
        let appointment = file.strip_suffix("/majlis.ics").unwrap();
        nour.opens(&format!("{appointment}/move")).await;
        assert!(!nour.says("value=\"dammam\""), "only where the service is done: {}", nour.html);
        let other = desk_on(&world, TUESDAY).await;
        nour.opens(&format!("{appointment}/why?day={TUESDAY}&time=08:05")).await;
        assert!(nour.says(&words.get("why-public-not-offered")), "{}", nour.html);
        // Of two appointments made in the same thousandth of a second neither is the later one.
        world.pass(TimeDelta::seconds(1));
        nour.fills(&format!("{appointment}/move"), &[("slot", &other)]).await;
        nour.fills(&format!("{appointment}/move/check"), &[]).await;
        assert!(nour.path.starts_with(&request) && nour.says(&words.get("move-done")));
    }

    async fn the_centre_sees_who_comes_to_its_desks_and_sessions(kind) {
        let world = World::ministry(kind, FLAGS).await;
        let house = House::of(&world).await;
        let words = world.app.words.words("ar");
        let page = "/office/week?official=minister";
        let mut office = staff(&house, "scheduler", page).await;
        let taken = |taken: i64, seats: i64| {
            words.with("week-seats-taken", &[("taken", taken.into()), ("seats", seats.into())])
        };
        assert!(office.says(&taken(0, 12)), "{}", office.html);
        let session = [
            ("day", MONDAY), ("from", "13:00"), ("to", "14:00"), ("mode", "reception"),
            ("minutes", "60"), ("pause", "0"), ("open_to_choice", "true"), ("section", "women"),
            ("with", "deputy"), ("place", "madinah"),
        ];
        let with = |seats| [&session[..], &[("seats", seats)]].concat();
        office.fills("/office/week/add", &with("0")).await;
        assert!(office.says(&words.get("refused-window-seats")), "{}", office.html);
        office.fills("/office/week/add", &with("٨")).await;
        assert!(office.says(&words.get("week-added")) && office.says(&taken(0, 8)), "{}", office.html);

        let mut nour = comes_to_the_seats(&world, &house, NOUR).await;
        let seat = slots(&nour).into_iter().find(|slot| {
            SlotId::from_text(slot).key().unwrap().centre.is_some()
        });
        books(&world, &mut nour, &seat.unwrap()).await;
        assert!(nour.says("مركز المدينة المنورة"), "{}", nour.html);
        let mut samira = comes_to_the_desks(&world, &house, SAMIRA).await;
        books(&world, &mut samira, &desk_on(&world, MONDAY).await).await;
        office.opens(page).await;
        assert!(office.says(&taken(2, 8)) && office.says(NOUR.name), "{}", office.html);
        let withdrawn = [("day", MONDAY), ("from", "10:00"), ("to", "11:00")];
        office.fills("/office/week/withdraw", &withdrawn).await;
        assert!(office.says(&words.get("week-withdrawn")), "{}", office.html);

        world.pass(TimeDelta::days(1) - TimeDelta::hours(1));
        let mut gate = staff(&house, "reception.madinah", "/centre").await;
        let there = |there: i64| {
            words.with("today-session", &[("there", there.into()), ("expected", 2_i64.into())])
        };
        assert!(gate.says(&there(0)) && gate.says("تصديق وثيقة · نافذة"), "{}", gate.html);
        let comes = after(&gate, "action=\"/centre/appointments/");
        assert_eq!(comes.len(), 2, "both can be checked in: {comes:?}");
        gate.fills(&format!("/centre/appointments/{}", comes[0]), &[]).await;
        world.pass(TimeDelta::hours(4));
        let mut gate = staff(&house, "reception.madinah", "/centre").await;
        gate.fills(&format!("/centre/appointments/{}", comes[1]), &[]).await;
        assert!(gate.says(&there(2)), "{}", gate.html);
    }

    async fn a_session_is_found_and_moved_to_wherever_it_is(kind) {
        let world = World::ministry(kind, FLAGS).await;
        let house = House::of(&world).await;
        let words = world.app.words.words("ar");
        opens_in_madinah(&house).await;
        let madinah = "مركز المدينة المنورة";
        let there = words.get("place-headquarters");
        let mut nour = comes_to_the_seats(&world, &house, NOUR).await;
        let at_centre = seats_at(&nour, Some("madinah")).remove(0);
        nour.opens(&format!("/ask/why?day={MONDAY}&time=13:00")).await;
        assert!(nour.says(&words.get("why-public-free")) && nour.says(madinah), "{}", nour.html);
        assert_eq!(slots(&nour), std::slice::from_ref(&at_centre), "{}", nour.html);
        nour.opens(&format!("/ask/why?day={MONDAY}&time=12:00")).await;
        assert!(nour.says(&words.get("why-public-not-offered")), "{}", nour.html);
        assert!(nour.says(&format!("· {madinah}")) && nour.says(&format!("· {there}")), "{}", nour.html);
        assert!(slots(&nour).contains(&at_centre), "{}", nour.html);

        nour.opens("/ask/time").await;
        let at_headquarters = seats_at(&nour, None).remove(0);
        books(&world, &mut nour, &at_headquarters).await;
        let file = after(&nour, "href=\"").into_iter().find(|it| it.ends_with("/majlis.ics")).unwrap();
        let appointment = file.strip_suffix("/majlis.ics").unwrap().to_owned();
        nour.opens(&format!("{appointment}/why?day={MONDAY}&time=13:00")).await;
        assert!(nour.says(&words.get("why-public-free")) && nour.says(madinah), "{}", nour.html);
        nour.opens(&format!("{appointment}/move")).await;
        assert!(slots(&nour).contains(&at_centre) && nour.says(madinah), "{}", nour.html);
        world.pass(TimeDelta::seconds(1));
        nour.fills(&format!("{appointment}/move"), &[("slot", &at_centre)]).await;
        assert!(nour.says(madinah), "both places are looked at before: {}", nour.html);
        nour.fills(&format!("{appointment}/move/check"), &[]).await;
        assert!(nour.says(&words.get("move-done")) && nour.says(madinah), "{}", nour.html);

        // And back: the page of an appointment in Madinah says where the others are.
        let moved = after(&nour, "href=\"").into_iter().find(|it| it.ends_with("/move")).unwrap();
        nour.opens(&moved).await;
        let others = seats_at(&nour, None);
        assert!(!others.is_empty() && nour.says(&there), "{}", nour.html);
        world.pass(TimeDelta::seconds(1));
        nour.fills(&moved, &[("slot", &others[0])]).await;
        nour.fills(&format!("{moved}/check"), &[]).await;
        assert!(nour.says(&words.get("move-done")) && nour.says(&there), "{}", nour.html);
    }
}
