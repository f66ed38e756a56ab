//! The office's day: who is next, how late it is, what the office writes to itself, who is invited.
use chrono::{NaiveDate, TimeDelta};
use majlis::scheduling::ids::AppointmentId;
use majlis::scheduling::lateness::Word;
use majlis::scheduling::{AppointmentState, MeetingResult, Mobile, Refusal, SessionRole};
use majlis::service::book::Booked;
use majlis::service::check_in::check_in;
use majlis::service::invite::{INVITES_MAX, Invited, invite};
use majlis::service::lateness::{self, Lateness};
use majlis::service::miss::sweep;
use majlis::service::notes;
use majlis::service::outcome::{Said, outcome};
use majlis::service::phone::messages;
use majlis::service::session_events::keep;
use majlis::service::start_session::start;
use majlis::service::ticket::ticket;
use majlis::service::turns::{show_in, turns};
use majlis::service::{Caller, ServiceError, join, requests};
use majlis::store::{audit, office_note};
use majlis_signaling::id::ParticipantId;
use majlis_signaling::room::Event;

use crate::house::House;
use crate::pages::{comes_to_ask, staff};
use crate::people::{NOUR, Papers, SAMIRA, day, refusal};
use crate::triage::comes_in_person;
use crate::world::{World, on_both};

/// Prayers are another story; the pages are served.
const FLAGS: &[(&str, &str)] = &[("server.port", "0"), ("calendar.prayer_minutes", "0")];
/// A Tuesday on which the deputy receives by video.
pub(crate) const DAY: &str = "2026-11-24";
const GUEST: &str = "+966500000777";

fn word(minutes: i32, message: Option<&str>) -> Word {
    let message = message.map(str::to_owned);
    Word { minutes, message }
}

/// A time with the deputy by video from Madinah on that Tuesday.
pub(crate) async fn comes_at(world: &World, one: Papers, at: &str) -> Booked {
    let who = world.citizen(one).await;
    let slot = world.slot(DAY, at).await.unwrap();
    who.presses_plainly(&slot).await.unwrap()
}

async fn says(
    world: &World,
    by: &Caller,
    (on, minutes): (NaiveDate, i32),
) -> Result<Lateness, ServiceError> {
    world.pass(TimeDelta::seconds(1));
    let order = ("deputy".into(), on, word(minutes, None));
    lateness::say(&world.app, by, order, world.now()).await
}

/// How many messages somebody got about a day that runs late.
async fn told(world: &World, mobile: &str) -> usize {
    world.deliver().await;
    let all = messages(&world.app, Some(mobile), 50).await.unwrap();
    let late = all
        .iter()
        .filter(|one| one.event.as_str() == "running_late");
    late.count()
}

/// The operator of Madinah checks somebody in and starts the link.
pub(crate) async fn opens(world: &World, booked: &Booked) -> majlis::store::session::Session {
    let operator = world.staff("video.madinah").await.caller;
    let id = booked.appointment.id.clone();
    check_in(&world.app, &operator, id.clone(), world.now())
        .await
        .unwrap();
    start(&world.app, &operator, id, world.now()).await.unwrap()
}

on_both! {
    async fn whoever_is_still_to_come_hears_of_each_change_that_is_worth_it(kind) {
        let world = World::ministry(kind, FLAGS).await;
        let nour = comes_at(&world, NOUR, "10:00").await;
        let samira = comes_at(&world, SAMIRA, "10:30").await;
        world.app.clock.set(nour.appointment.starts_at.and_utc()).unwrap();
        opens(&world, &nour).await;
        let secretary = world.staff("secretary").await.caller;
        let on = day(DAY);

        says(&world, &secretary, (on, 10)).await.unwrap();
        assert_eq!(told(&world, SAMIRA.mobile).await, 0, "ten minutes are not worth a message");
        says(&world, &secretary, (on, 20)).await.unwrap();
        assert_eq!(told(&world, SAMIRA.mobile).await, 1);
        let sms = world.reads_sms(SAMIRA.mobile).await;
        assert!(sms.contains("20 دقيقة") && sms.contains("10:50"), "{sms}");
        for unsaid in ["نائب", "الوزير", SAMIRA.name] {
            assert!(!sms.contains(unsaid), "{sms}");
        }
        assert_eq!(told(&world, NOUR.mobile).await, 0, "who is there sees it, and needs no message");
        let again = says(&world, &secretary, (on, 20)).await.unwrap();
        assert_eq!(told(&world, SAMIRA.mobile).await, 1, "nothing changed");
        assert!(again.said_at < world.now().naive_utc(), "it is late since it was said first");
        says(&world, &secretary, (on, 45)).await.unwrap();
        assert_eq!(told(&world, SAMIRA.mobile).await, 2);
        says(&world, &secretary, (on, 10)).await.unwrap();
        assert_eq!(told(&world, SAMIRA.mobile).await, 2, "a shrink below it is kept to oneself");

        // What is not true any more by the time it could be sent is not sent.
        says(&world, &secretary, (on, 30)).await.unwrap();
        says(&world, &secretary, (on, 0)).await.unwrap();
        assert_eq!(told(&world, SAMIRA.mobile).await, 2);
        assert_eq!(samira.appointment.state, AppointmentState::Booked);

        // Only today, only one's own official, within bounds.
        let tomorrow = says(&world, &secretary, (day("2026-11-25"), 20)).await;
        assert_eq!(refusal(tomorrow), Refusal::TooEarly);
        assert_eq!(refusal(says(&world, &secretary, (day("2026-11-23"), 20)).await), Refusal::TooLate);
        assert_eq!(refusal(says(&world, &secretary, (on, 241)).await), Refusal::FieldWrong);
        let minister = world.staff("minister").await.caller;
        assert_eq!(refusal(says(&world, &minister, (on, 20)).await), Refusal::NotFound);
        let thing = format!("day:deputy {DAY}");
        let deeds = world.app.store.read(move |db| audit::of_thing(db, &thing)).await.unwrap();
        assert_eq!(deeds.len(), 7, "{deeds:?}");
    }

    async fn every_page_says_the_expected_hour_and_none_says_why(kind) {
        let world = World::ministry(kind, FLAGS).await;
        let house = House::of(&world).await;
        let words = world.app.words.words("ar");
        let nour = comes_at(&world, NOUR, "10:30").await;
        world.app.clock.set(nour.appointment.starts_at.and_utc() - TimeDelta::minutes(30)).unwrap();
        let session = opens(&world, &nour).await;

        // The office says it by a form; what is wrong comes back with what was typed.
        let mut office = staff(&house, "secretary", "/office/today").await;
        let long = "م".repeat(201);
        let typed = [("official", "deputy"), ("minutes", "20"), ("message", long.as_str())];
        office.fills("/office/late", &typed).await;
        assert!(office.says("aria-invalid") && office.says(&long), "{}", office.html);
        let kind_word = "نشكر لكم صبركم";
        let typed = [("official", "deputy"), ("minutes", "20"), ("message", kind_word)];
        office.fills("/office/late", &typed).await;
        assert_eq!(office.path, "/office/today?late=said");
        let said = words.say("late-by", "minutes", 20_i64);
        assert!(office.says(&said) && office.says(kind_word), "{}", office.html);

        let centre = staff(&house, "reception.madinah", "/centre").await;
        assert!(centre.says("المتوقع") && centre.says("10:50"), "{}", centre.html);
        let mut own = comes_to_ask(&world, &house, NOUR).await;
        own.opens(&format!("/requests/{}", nour.request.id)).await;
        assert!(own.says("10:50") && own.says("اللقاءات اليوم متأخرة نحو"), "{}", own.html);
        assert!(!own.says(kind_word), "the word is for those who wait in the room");
        let next = staff(&house, "deputy", "/office/next").await;
        assert!(next.says("10:50"), "{}", next.html);

        // Those who wait are told by the room: how late it is, and the office's word.
        let told = lateness::delays(&world.app, world.now()).await.unwrap();
        let mine = told.iter().find(|(id, _)| *id == session.id).unwrap();
        assert_eq!((mine.1.minutes, mine.1.text.as_deref()), (20, Some(kind_word)));

        // A program does the same.
        let token = world.staff("secretary").await.access_token;
        let url = format!("{}/api/v1/officials/deputy/days/{DAY}/lateness", house.url);
        let put = house.client.put(&url).bearer_auth(&token);
        let put = put.header("content-type", "application/json").body(r#"{"minutes": 241}"#);
        assert_eq!(put.send().await.unwrap().status(), 422);
        let put = house.client.put(&url).bearer_auth(&token);
        let put = put.header("content-type", "application/json").body(r#"{"minutes": 0}"#);
        assert_eq!(put.send().await.unwrap().status(), 200);
        let seen = house.client.get(&url).bearer_auth(&token).send().await.unwrap();
        let seen: serde_json::Value = seen.json().await.unwrap();
        assert_eq!((&seen["minutes"], &seen["message"]), (&0.into(), &serde_json::Value::Null));
        own.opens(&format!("/requests/{}", nour.request.id)).await;
        assert!(!own.says("10:50"), "{}", own.html);
    }

    async fn what_an_office_writes_to_itself_nobody_else_reads(kind) {
        let world = World::ministry(kind, FLAGS).await;
        let house = House::of(&world).await;
        let nour = comes_at(&world, NOUR, "10:00").await;
        let id = nour.appointment.id.clone();
        world.app.clock.set(nour.appointment.starts_at.and_utc()).unwrap();
        let page = format!("/office/appointments/{id}/notes");
        let secret = "يُسأل عن وعد العام الماضي";

        let mut office = staff(&house, "secretary", &page).await;
        office.fills(&page, &[("note", "  ")]).await;
        assert!(office.says("aria-invalid"), "{}", office.html);
        office.fills(&page, &[("note", secret), ("back", "/office/today")]).await;
        assert_eq!(office.path, "/office/today");
        office.opens(&page).await;
        assert!(office.says(secret), "{}", office.html);
        let of_store = id.clone();
        let rows = world.app.store.read(move |db| office_note::of_appointment(db, &of_store));
        let rows = rows.await.unwrap();
        assert!(rows.len() == 1 && !rows[0].text_sealed.contains("وعد"), "{rows:?}");

        // The office reads it wherever it looks at the appointment.
        let mut deputy = staff(&house, "deputy", "/office/next").await;
        assert!(deputy.says(secret), "{}", deputy.html);
        deputy.opens(&format!("/office/requests/{}/brief", nour.request.id)).await;
        assert!(deputy.says(secret), "{}", deputy.html);
        let token = world.staff("secretary").await.access_token;
        let path = format!("/api/v1/appointments/{id}/notes");
        let api = |token: String| {
            house.client.get(format!("{}{path}", house.url)).bearer_auth(token).send()
        };
        let seen: serde_json::Value = api(token.clone()).await.unwrap().json().await.unwrap();
        assert_eq!(seen["notes"][0]["text"], secret);
        let add = house.client.post(format!("{}{path}", house.url)).bearer_auth(&token);
        let add = add.header("content-type", "application/json");
        let add = add.body(r#"{"text": "ثانية"}"#).send().await.unwrap();
        assert_eq!(add.status(), 201);

        // Nobody else: not the other official's office, no centre, no agent, not the applicant.
        for (name, status) in [
            ("minister", 404),
            ("video.madinah", 403),
            ("reception.madinah", 403),
            ("calls", 403),
            ("manager.madinah", 403),
            ("admin", 403),
            ("interpreter", 403),
        ] {
            let token = world.staff(name).await.access_token;
            assert_eq!(api(token).await.unwrap().status(), status, "{name}");
            let caller = world.staff(name).await.caller;
            let read = notes::of(&world.app, &caller, id.clone(), world.now()).await;
            assert_eq!(refusal(read), Refusal::NotFound, "{name}");
            let written = (id.clone(), "أنا".to_owned());
            let written = notes::add(&world.app, &caller, written, world.now()).await;
            assert_eq!(refusal(written), Refusal::NotFound, "{name}");
        }
        let signed_in = world.signs_in(NOUR.identity, NOUR.mobile).await;
        assert_eq!(api(signed_in.access_token).await.unwrap().status(), 403);
        let read = notes::of(&world.app, &signed_in.caller, id.clone(), world.now()).await;
        assert_eq!(refusal(read), Refusal::NotFound);
        let mut own = comes_to_ask(&world, &house, NOUR).await;
        own.opens(&format!("/requests/{}", nour.request.id)).await;
        assert!(own.status == 200 && !own.says(secret), "{}", own.html);
        for who in ["video.madinah", "reception.madinah"] {
            let mut centre = staff(&house, who, "/centre").await;
            assert!(!centre.says(secret), "{}", centre.html);
            centre.opens(&format!("/centre/appointments/{id}/room")).await;
            assert!(!centre.says(secret), "{}", centre.html);
        }
        let looks = world.app.store.read(move |db| audit::of_thing(db, &format!("appointment:{id}")));
        let looks = looks.await.unwrap();
        let looked = looks.iter().filter(|one| one.purpose.as_deref() == Some("notes"));
        assert!(looked.count() > 1, "who reads a note is written down");
    }

    async fn the_official_sees_one_after_the_other_and_shows_them_in(kind) {
        let world = World::ministry(kind, FLAGS).await;
        let house = House::of(&world).await;
        let words = world.app.words.words("ar");
        let nour = world.citizen(NOUR).await;
        nour.says_who(NOUR.name, NOUR.sex, None).await;
        let first = comes_in_person(&world, &nour).await.appointment;
        let samira = world.citizen(SAMIRA).await;
        samira.says_who(SAMIRA.name, SAMIRA.sex, None).await;
        let second = comes_in_person(&world, &samira).await.appointment;
        assert!(first.starts_at < second.starts_at);
        world.app.clock.set(first.starts_at.and_utc() - TimeDelta::minutes(10)).unwrap();
        // Those of the demo who came to nothing are nobody's turn.
        sweep(&world.app, world.now()).await.unwrap();
        let deputy = world.staff("deputy").await.caller;
        let order = |world: &World| {
            let (app, now) = (world.app.clone(), world.now());
            let deputy = deputy.clone();
            async move {
                let all = turns(&app, &deputy, now).await.unwrap();
                all.into_iter().map(|one| one.appointment.id).collect::<Vec<AppointmentId>>()
            }
        };
        assert_eq!(order(&world).await, [first.id.clone(), second.id.clone()]);
        let show = format!("/office/appointments/{}/show-in", first.id);
        let mut page = staff(&house, "deputy", "/office/next").await;
        assert!(page.says(NOUR.name) && page.says(&words.get("next-not-there")), "{}", page.html);
        assert!(page.presses().iter().all(|press| *press != show), "nobody is there to be shown in");
        let early = show_in(&world.app, &deputy, first.id.clone(), world.now()).await;
        assert_eq!(refusal(early), Refusal::WrongStage);

        // Whoever is there when the hour has come goes before the one who is not.
        let secretary = world.staff("secretary").await.caller;
        let there = |id: &AppointmentId| check_in(&world.app, &secretary, id.clone(), world.now());
        there(&second.id).await.unwrap();
        assert_eq!(order(&world).await, [first.id.clone(), second.id.clone()]);
        world.pass(TimeDelta::minutes(11));
        assert_eq!(order(&world).await, [second.id.clone(), first.id.clone()]);
        let there = |id: &AppointmentId| check_in(&world.app, &secretary, id.clone(), world.now());
        there(&first.id).await.unwrap();

        page.opens("/office/next").await;
        page.fills(&show, &[]).await;
        assert_eq!(page.path, "/office/next");
        assert!(page.says(&words.get("next-with-you")), "{}", page.html);
        let (row, _) = requests::appointment(&world.app, &deputy, first.id.clone()).await.unwrap();
        assert_eq!(row.state, AppointmentState::InSession);
        let minister = world.staff("minister").await.caller;
        let foreign = show_in(&world.app, &minister, second.id.clone(), world.now()).await;
        assert_eq!(refusal(foreign), Refusal::NotFound);

        // The result is one press away, and then the next one stands there.
        let result = format!("/office/appointments/{}/outcome", first.id);
        assert!(page.says(&format!("href=\"{result}\"")), "{}", page.html);
        page.opens(&result).await;
        page.fills(&result, &[("result", "close")]).await;
        assert_eq!(page.path, "/office/next?outcome=true");
        assert!(page.says(SAMIRA.name) && !page.says(NOUR.name), "{}", page.html);
        let done = (second.id.clone(), Said::bare(MeetingResult::Close));
        outcome(&world.app, &secretary, done, world.now()).await.unwrap();
        page.opens("/office/next").await;
        assert!(page.says(&words.get("next-nobody")), "{}", page.html);
        let home = page.opens("/staff").await;
        assert_eq!(home.path, "/office/next", "it is where the official's work begins");
        let mut office = staff(&house, "secretary", "/office/today").await;
        office.opens("/office/next").await;
        assert_eq!(office.status, 403, "it is nobody else's");
    }

    async fn one_press_of_the_office_opens_the_session_and_a_look_at_it_does_not(kind) {
        let world = World::ministry(kind, FLAGS).await;
        let house = House::of(&world).await;
        let nour = comes_at(&world, NOUR, "10:00").await;
        world.app.clock.set(nour.appointment.starts_at.and_utc()).unwrap();
        let session = opens(&world, &nour).await;
        let mut page = staff(&house, "deputy", "/office/next").await;
        let enter = format!("/office/session/{}", session.id);
        assert!(page.presses().contains(&enter), "{}", page.html);
        page.fills(&enter, &[]).await;
        assert_eq!((page.path.as_str(), page.status), (enter.as_str(), 200));
        assert!(page.says("data-starts") && page.says("data-admits"), "{}", page.html);
        page.opens(&enter).await;
        assert!(!page.says("data-starts") && !page.says("data-admits"), "{}", page.html);
        let mut minister = staff(&house, "minister", "/office/next").await;
        minister.opens(&enter).await;
        assert_eq!(minister.status, 404);
    }

    async fn a_third_party_is_invited_by_a_link_or_an_sms_and_never_too_many(kind) {
        let world = World::ministry(kind, FLAGS).await;
        let nour = comes_at(&world, NOUR, "10:00").await;
        world.app.clock.set(nour.appointment.starts_at.and_utc()).unwrap();
        let session = opens(&world, &nour).await;
        let asks = |role: SessionRole, name: Option<&str>, mobile: Option<&str>| {
            let invited = Invited {
                role,
                name: name.map(str::to_owned),
                mobile: mobile.map(|text| Mobile::parse(text).unwrap()),
            };
            invite(&world.app, (session.id.clone(), invited), world.now())
        };
        let path = asks(SessionRole::Observer, Some("سعاد"), None).await.unwrap();
        let token = path.strip_prefix("/join/").unwrap();
        let door = join::look(&world.app, token, world.now()).await.unwrap();
        assert_eq!((door.invite.role, door.invite.name.as_str()), (SessionRole::Observer, "سعاد"));
        assert!(messages(&world.app, Some(GUEST), 9).await.unwrap().is_empty());

        let path = asks(SessionRole::Interpreter, None, Some(GUEST)).await.unwrap();
        let sms = world.reads_sms(GUEST).await;
        assert!(sms.contains(&path), "{sms}");
        for unsaid in [NOUR.name, "نائب", "معاملة"] {
            assert!(!sms.contains(unsaid), "{sms}");
        }
        let token = path.strip_prefix("/join/").unwrap();
        join::enter(&world.app, token, world.now()).await.unwrap();
        let again = join::enter(&world.app, token, world.now()).await;
        assert_eq!(refusal(again), Refusal::LinkSpent);
        let applicant = asks(SessionRole::Applicant, None, None).await;
        assert_eq!(refusal(applicant), Refusal::NotAllowed);
        for _ in 2..INVITES_MAX {
            asks(SessionRole::Companion, None, None).await.unwrap();
        }
        let one_more = asks(SessionRole::Companion, None, None).await;
        assert_eq!(refusal(one_more), Refusal::NotAllowed);
        let secretary = world.staff("secretary").await.caller;
        let done = (nour.appointment.id.clone(), Said::bare(MeetingResult::Close));
        outcome(&world.app, &secretary, done, world.now()).await.unwrap();
        let over = asks(SessionRole::Companion, None, None).await;
        assert_eq!(refusal(over), Refusal::SessionClosed);
    }

    async fn who_was_turned_away_may_come_again_and_who_was_put_out_may_not(kind) {
        let world = World::ministry(kind, FLAGS).await;
        let nour = comes_at(&world, NOUR, "10:00").await;
        world.app.clock.set(nour.appointment.starts_at.and_utc()).unwrap();
        let session = opens(&world, &nour).await;
        let operator = world.staff("video.madinah").await.caller;
        let participant = ParticipantId::new("applicant").unwrap();
        let by = ParticipantId::new("secretary").unwrap();
        let seat = || {
            let now = world.app.clock.now() + TimeDelta::minutes(1);
            world.app.clock.set(now).unwrap();
            ticket(&world.app, &operator, (session.id.clone(), SessionRole::Applicant), now)
        };
        let happens = |event: Event| keep(&world.app, (session.id.clone(), event), world.now());
        let declined = || Event::Declined {
            participant: participant.clone(),
            by: by.clone(),
            reason: "later".to_owned(),
        };
        happens(declined()).await.unwrap();
        seat().await.unwrap();
        happens(Event::Removed { participant: participant.clone(), by: by.clone() }).await.unwrap();
        assert_eq!(refusal(seat().await), Refusal::NotAllowed);
        // Two of the office pressed at one moment, and the milder word is written down last.
        happens(declined()).await.unwrap();
        assert_eq!(refusal(seat().await), Refusal::NotAllowed);
    }
}
