//! Weeks from rules: drafted, previewed, published with a reason, and nobody moved silently.
use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use majlis::scheduling::availability::{Change, Exception, Reserve, Stretch, Weekday, WeeklyRule};
use majlis::scheduling::ids::{AppointmentId, OfficialId};
use majlis::scheduling::slot::hours::HoursOverride;
use majlis::scheduling::{
    AppointmentState, CaseState, Mode, NoticeEvent, Refusal, RequestState, Section, TimeOfDay,
    Week, Window, calendar,
};
use majlis::service::book::Booked;
use majlis::service::calendar::{NewHoliday, add_holiday, override_hours};
use majlis::service::cancel::cancel;
use majlis::service::phone::messages;
use majlis::service::slots::{Ask, free_slots};
use majlis::service::week::cases;
use majlis::service::week::draft::{self, Source};
use majlis::service::week::publish::{self, Done, Preview};
use majlis::service::{Caller, rules, templates, week};
use majlis::store;
use serde_json::{Value, json};

use crate::house::House;
use crate::people::{NOUR, Papers, SAMIRA, day, needs, refusal, time};
use crate::world::{World, on_both};

const DAY: &str = "2026-11-24";

pub(crate) fn deputy() -> OfficialId {
    "deputy".into()
}

pub(crate) fn whose() -> (OfficialId, Week) {
    (deputy(), Week::containing(day(DAY)))
}

fn stretch(from: &str, to: &str) -> Stretch {
    Stretch {
        buffer_minutes: 10,
        ..Stretch::plain((time(from), time(to)), [Mode::Video], 20)
    }
}

pub(crate) fn window(from: &str, to: &str) -> Window {
    stretch(from, to).on(day(DAY))
}

/// The deputy is away on that Tuesday morning.
pub(crate) fn away() -> Exception {
    Exception {
        day: day(DAY),
        last_day: None,
        change: Change::Remove {
            from: None,
            to: Some(time("12:00")),
        },
        reason: "سفر".to_owned(),
    }
}

impl World {
    pub(crate) async fn office(&self) -> Caller {
        self.staff("scheduler").await.caller
    }

    /// A week's draft is filled anew, under that template.
    pub(crate) async fn fills(&self, office: &Caller, template: Option<&str>) {
        let wanted = (None, template.map(Into::into));
        draft::fill(&self.app, office, whose(), wanted, self.now())
            .await
            .unwrap();
    }

    pub(crate) async fn sees_before(&self, office: &Caller) -> Preview {
        publish::preview(&self.app, office, whose(), self.now())
            .await
            .unwrap()
    }

    pub(crate) async fn publishes(&self, office: &Caller, reason: Option<&str>) -> Done {
        let wanted = (None, reason.map(str::to_owned));
        publish::publish(&self.app, office, whose(), wanted, self.now())
            .await
            .unwrap()
    }

    pub(crate) async fn cases(&self, office: &Caller) -> Vec<week::Affected> {
        cases::cases(&self.app, office, deputy(), self.now())
            .await
            .unwrap()
    }

    pub(crate) async fn books(&self, who: Papers, at: &str) -> Booked {
        let citizen = self.citizen(who).await;
        let slot = self.slot(DAY, at).await.unwrap();
        citizen.presses(&slot).await.unwrap()
    }

    /// The wall's times on the day of the times that the public may choose.
    pub(crate) async fn chosen(&self) -> Vec<String> {
        let free = self.free("").await;
        let zone = chrono_tz::Asia::Riyadh;
        let starts = free
            .iter()
            .filter(|slot| slot.open_to_choice)
            .map(|slot| slot.key.starts_at)
            .filter(|&at| calendar::local_day(zone, at) == day(DAY));
        starts
            .map(|at| calendar::local_time(zone, at).to_string())
            .collect()
    }

    /// The deputy's times of that week that the public is shown.
    async fn all_free(&self) -> BTreeSet<(DateTime<Utc>, DateTime<Utc>, Mode)> {
        let week = whose().1;
        let ask = Ask {
            officials: BTreeSet::from([deputy()]),
            from: Some(week.first()),
            to: Some(week.last()),
            most: Some(5000),
            ..Ask::default()
        };
        let free = free_slots(&self.app, ask, self.now()).await.unwrap();
        let times = free.iter();
        times
            .map(|slot| (slot.key.starts_at, slot.ends_at, slot.key.mode))
            .collect()
    }

    /// The events of the last messages to a mobile, newest first.
    pub(crate) async fn told(&self, who: Papers) -> Vec<NoticeEvent> {
        while self.deliver().await > 0 {}
        let all = messages(&self.app, Some(who.mobile), 9).await.unwrap();
        all.into_iter().map(|one| one.event).collect()
    }

    /// How many cells an appointment holds.
    async fn cells_of(&self, id: &AppointmentId) -> usize {
        let id = id.clone();
        let read = move |db: &mut store::Db| store::occupancy::of_holder(db, id.as_str());
        self.app.store.read(read).await.unwrap().len()
    }
}

fn local(at: DateTime<Utc>) -> TimeOfDay {
    calendar::local_time(chrono_tz::Asia::Riyadh, at)
}

on_both! {
    async fn a_draft_is_the_offices_alone_until_it_is_published(kind) {
        let world = World::ministry(kind, &[]).await;
        let office = world.office().await;
        let before = world.chosen().await;
        let seen = week::see(&world.app, &office, whose(), world.now()).await.unwrap();
        assert_eq!(seen.draft, None);
        let mut windows = seen.plan.windows.clone();
        windows.push(window("08:00", "09:00"));
        let wanted = (Some(seen.version), windows);
        draft::save(&world.app, &office, whose(), wanted.clone(), world.now()).await.unwrap();
        assert_eq!(world.chosen().await, before, "nobody sees a draft");
        // Who read the week before that draft loses nothing and overwrites nothing.
        let late = draft::save(&world.app, &office, whose(), wanted, world.now()).await;
        assert_eq!(refusal(late), Refusal::WeekChanged);
        let effect = world.sees_before(&office).await.effect;
        assert_eq!(effect.lost, []);
        let gained: Vec<TimeOfDay> = effect.gained.iter().map(|&(at, _, _)| local(at)).collect();
        assert_eq!(gained, [time("08:00"), time("08:30")]);
        let old = (Some(seen.version), None);
        let stale = publish::publish(&world.app, &office, whose(), old, world.now()).await;
        assert_eq!(refusal(stale), Refusal::WeekChanged);
        assert!(matches!(world.publishes(&office, None).await, Done::Published(hit) if hit.is_empty()));
        let now = week::see(&world.app, &office, whose(), world.now()).await.unwrap();
        assert_eq!((now.plan.version, now.draft), (seen.plan.version + 1, None));
        assert!(world.chosen().await.contains(&"08:00".to_owned()));
        let nothing = (None, None);
        let again = publish::publish(&world.app, &office, whose(), nothing, world.now()).await;
        assert_eq!(refusal(again), Refusal::NothingDrafted);
    }

    async fn whoever_is_hit_is_named_before_told_why_and_never_moved(kind) {
        let world = World::ministry(kind, &[]).await;
        let office = world.office().await;
        let nour = world.books(NOUR, "10:00").await.appointment;
        let cells = world.cells_of(&nour.id).await;
        rules::add_exception(&world.app, &office, (deputy(), away()), world.now()).await.unwrap();
        world.fills(&office, None).await;
        let seen = world.sees_before(&office).await;
        assert_eq!(seen.effect.gained, []);
        assert!(seen.effect.lost.len() >= 4, "{:?}", seen.effect.lost);
        let hit: Vec<_> = seen.hit.iter().map(|(row, _)| row.id.clone()).collect();
        assert!(hit.contains(&nour.id));
        let refused = world.publishes(&office, Some("  ")).await;
        assert!(matches!(refused, Done::Affects(rows) if rows.len() == hit.len()));
        assert!(world.chosen().await.contains(&"10:30".to_owned()), "nothing was published");
        world.pass(TimeDelta::seconds(1));
        let done = world.publishes(&office, Some("سفر طارئ")).await;
        assert!(matches!(done, Done::Published(rows) if rows.len() == hit.len()));
        assert!(!world.chosen().await.contains(&"10:30".to_owned()));
        // Her appointment is what it was, with everything it holds, and she was told.
        let read = nour.id.clone();
        let row = world.app.store.read(move |db| store::appointment::find(db, &read)).await;
        let row = row.unwrap().unwrap();
        assert_eq!((row.state, row.starts_at), (AppointmentState::Booked, nour.starts_at));
        assert_eq!(world.cells_of(&nour.id).await, cells);
        assert!(!world.told(NOUR).await.contains(&NoticeEvent::TimeChanging), "it can be undone");
        world.pass(TimeDelta::minutes(10));
        assert_eq!(world.told(NOUR).await[0], NoticeEvent::TimeChanging);
        let sms = world.reads_sms(NOUR.mobile).await;
        assert!(sms.starts_with("نعتذر، يلزم تغيير موعدك") && !sms.contains("نائب"), "{sms}");
        let case = world.cases(&office).await.into_iter().find(|one| one.appointment.id == nour.id);
        let case = case.unwrap();
        assert_eq!((case.case.state, case.case.reason.as_str()), (CaseState::Open, "سفر طارئ"));
        assert_eq!(case.person.name.as_deref(), Some(NOUR.name));
        // The same week filled and published again hits nobody anew.
        draft::save(&world.app, &office, whose(), (None, vec![window("20:00", "20:20")]), world.now())
            .await
            .unwrap();
        assert!(!world.sees_before(&office).await.hit.iter().any(|(row, _)| row.id == nour.id));
    }

    async fn a_kept_appointment_has_a_time_of_its_own(kind) {
        let world = World::ministry(kind, &[]).await;
        let office = world.office().await;
        let nour = world.books(NOUR, "10:00").await.appointment;
        rules::add_exception(&world.app, &office, (deputy(), away()), world.now()).await.unwrap();
        world.fills(&office, None).await;
        world.publishes(&office, Some("سفر")).await;
        let case = world.cases(&office).await.into_iter().find(|one| one.appointment.id == nour.id);
        let id = case.unwrap().case.id;
        world.pass(TimeDelta::minutes(10));
        assert_eq!(world.told(NOUR).await[0], NoticeEvent::TimeChanging);
        world.pass(TimeDelta::seconds(1));
        cases::keep(&world.app, &office, (deputy(), id.clone()), world.now()).await.unwrap();
        assert_eq!(world.told(NOUR).await[0], NoticeEvent::TimeKept);
        assert!(!world.cases(&office).await.iter().any(|one| one.appointment.id == nour.id));
        assert!(world.cells_of(&nour.id).await > 0);
        // Filled anew from the rules, the week still has it.
        world.fills(&office, None).await;
        let seen = world.sees_before(&office).await;
        assert!(seen.draft.is_none() && seen.hit.is_empty(), "{:?}", seen.draft);
        let again = cases::keep(&world.app, &office, (deputy(), id), world.now()).await;
        assert_eq!(refusal(again), Refusal::WrongStage);
        assert!(!world.chosen().await.contains(&"10:00".to_owned()), "it is hers alone");
    }

    async fn a_cancelled_appointment_settles_its_case(kind) {
        let world = World::ministry(kind, &[]).await;
        let office = world.office().await;
        let Booked { appointment, request } = world.books(NOUR, "10:00").await;
        assert_eq!(request.state, RequestState::Scheduled);
        rules::add_exception(&world.app, &office, (deputy(), away()), world.now()).await.unwrap();
        world.fills(&office, None).await;
        world.publishes(&office, Some("سفر")).await;
        let why = (appointment.id.clone(), Some("تعذر اللقاء".to_owned()));
        cancel(&world.app, &office, why, world.now()).await.unwrap();
        assert!(!world.cases(&office).await.iter().any(|one| one.appointment.id == appointment.id));
        assert_eq!(world.cells_of(&appointment.id).await, 0);
        assert!(!world.chosen().await.contains(&"10:00".to_owned()), "the time stays away");
    }

    async fn a_held_time_that_goes_is_given_back(kind) {
        let world = World::ministry(kind, &[]).await;
        let office = world.office().await;
        let nour = world.citizen(NOUR).await;
        let slot = world.slot(DAY, "10:00").await.unwrap();
        let hold = nour.holds(&slot).await.unwrap();
        draft::save(&world.app, &office, whose(), (None, Vec::new()), world.now()).await.unwrap();
        world.publishes(&office, Some("عطلة")).await;
        assert_eq!(refusal(nour.confirms(&hold.id).await), Refusal::HoldExpired);
    }

    async fn rules_make_weeks_and_templates_change_them(kind) {
        let world = World::ministry(kind, &[("calendar.prayer_minutes", "0")]).await;
        let office = world.office().await;
        world.fills(&office, None).await;
        assert_eq!(world.sees_before(&office).await.draft, None, "the demo's weeks are its rules");
        // Ramadan: nothing before ten; the demo's morning is from half past nine.
        world.fills(&office, Some("ramadan")).await;
        let effect = world.sees_before(&office).await.effect;
        let lost: BTreeSet<TimeOfDay> = effect.lost.iter().map(|&(at, _, _)| local(at)).collect();
        assert_eq!(lost, BTreeSet::from([time("09:30")]));
        // Sunday's is too near to be booked as it is.
        assert_eq!((effect.lost.len(), effect.gained.len()), (4, 0));
        // Summer: six times on the women's Saturday, once a centre opens its doors on it.
        world.fills(&office, Some("summer")).await;
        assert!(world.sees_before(&office).await.effect.is_nothing());
        let admin = world.staff("admin").await.caller;
        let open = HoursOverride {
            section: Some(Section::Women),
            first: whose().1.last(),
            last: whose().1.last(),
            weekdays: BTreeSet::new(),
            hours: vec![(time("08:00"), time("16:00"))],
        };
        let open = ("madinah".into(), open, "سبت النساء".to_owned());
        override_hours(&world.app, &admin, open, world.now()).await.unwrap();
        let effect = world.sees_before(&office).await.effect;
        assert_eq!((effect.lost.len(), effect.gained.len()), (0, 6));
        let named = templates::all(&world.app).await.unwrap();
        let ids: Vec<&str> = named.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, ["normal", "ramadan", "summer"]);
        let unknown = (None, Some("winter".into()));
        let none = draft::fill(&world.app, &office, whose(), unknown, world.now()).await;
        assert_eq!(refusal(none), Refusal::NotFound);
        draft::discard(&world.app, &office, whose(), None, world.now()).await.unwrap();
        assert_eq!(world.sees_before(&office).await.draft, None);
    }

    /// A holiday inside the week: nobody gains or loses what nobody would be shown.
    async fn a_preview_counts_what_people_would_see(kind) {
        let world = World::ministry(kind, &[("calendar.prayer_minutes", "0")]).await;
        let (office, admin) = (world.office().await, world.staff("admin").await.caller);
        let nour = world.books(NOUR, "10:00").await.appointment;
        let wednesday = day("2026-11-25");
        let holiday = NewHoliday {
            days: (wednesday, wednesday),
            names: [("ar".to_owned(), "يوم إجازة".to_owned())].into(),
            is_estimated: false,
        };
        add_holiday(&world.app, &admin, holiday, world.now()).await.unwrap();
        let on_holiday = |from, to, on_holiday| Window {
            day: wednesday,
            modes: BTreeSet::from([Mode::InPerson]),
            on_holiday,
            ..window(from, to)
        };
        let windows = vec![
            window("15:00", "16:00"),
            // The centres' doors are closed by then.
            window("20:00", "21:00"),
            on_holiday("09:00", "10:00", false),
            on_holiday("12:00", "13:00", true),
        ];
        draft::save(&world.app, &office, whose(), (None, windows), world.now()).await.unwrap();
        let seen = world.sees_before(&office).await;
        let gained: Vec<_> = seen.effect.gained.iter().map(|&(at, _, mode)| (local(at), mode)).collect();
        assert_eq!(gained, [
            (time("15:00"), Mode::Video),
            (time("15:30"), Mode::Video),
            (time("12:00"), Mode::InPerson),
            (time("12:30"), Mode::InPerson),
        ]);
        let of_day = |at: DateTime<Utc>| calendar::local_day(chrono_tz::Asia::Riyadh, at);
        assert!(seen.effect.lost.iter().all(|&(at, _, _)| of_day(at) != wednesday));
        assert!(seen.hit.iter().any(|(row, _)| row.id == nour.id), "hers is named");
        let before = world.all_free().await;
        world.publishes(&office, Some("سفر")).await;
        let after = world.all_free().await;
        let came: Vec<_> = after.difference(&before).copied().collect();
        assert_eq!(came, seen.effect.gained, "the public is shown the same");
        let lost: BTreeSet<_> = seen.effect.lost.iter().copied().collect();
        assert!(before.difference(&after).all(|time| lost.contains(time)));
    }

    async fn a_rule_counts_its_weeks_and_ends(kind) {
        let world = World::ministry(kind, &[]).await;
        let office = world.office().await;
        let second = WeeklyRule {
            weekday: Weekday::Tuesday,
            stretch: stretch("20:00", "20:20"),
            valid_from: day(DAY),
            valid_to: Some(day("2026-12-08")),
            every_weeks: 2,
        };
        let wanted = (deputy(), second.clone());
        let id = rules::add_rule(&world.app, &office, wanted, world.now()).await.unwrap();
        let mut evenings = Vec::new();
        for on in ["2026-11-24", "2026-12-01", "2026-12-08", "2026-12-22"] {
            let whose = (deputy(), Week::containing(day(on)));
            draft::fill(&world.app, &office, whose.clone(), (None, None), world.now()).await.unwrap();
            let seen = publish::preview(&world.app, &office, whose, world.now()).await.unwrap();
            let plan = seen.draft.unwrap_or(seen.plan);
            evenings.push(plan.windows.iter().any(|window| window.from == time("20:00")));
        }
        assert_eq!(evenings, [true, false, true, false]);
        let minister = world.staff("minister").await.caller;
        let foreign = rules::rules(&world.app, &minister, deputy()).await;
        assert_eq!(refusal(foreign), Refusal::NotFound);
        rules::end_rule(&world.app, &office, (deputy(), id.clone()), world.now()).await.unwrap();
        let again = rules::end_rule(&world.app, &office, (deputy(), id), world.now()).await;
        assert_eq!(refusal(again), Refusal::NotFound);
        let wrong = WeeklyRule { every_weeks: 0, ..second };
        let wrong = rules::add_rule(&world.app, &office, (deputy(), wrong), world.now()).await;
        assert_eq!(refusal(wrong), Refusal::RuleDays);
    }

    async fn a_week_and_a_day_are_copied(kind) {
        let world = World::ministry(kind, &[]).await;
        let office = world.office().await;
        week::add(&world.app, &office, (deputy(), window("15:30", "15:50")), world.now())
            .await
            .unwrap();
        let next = (deputy(), Week::containing(day(DAY)).next());
        let last = (None, Source::Week(Week::containing(day(DAY))));
        draft::copy(&world.app, &office, next.clone(), last, world.now()).await.unwrap();
        let seen = publish::preview(&world.app, &office, next.clone(), world.now()).await.unwrap();
        let gained: Vec<_> = seen.effect.gained.iter().map(|&(at, _, _)| (at.date_naive(), local(at))).collect();
        assert_eq!(gained, [(day("2026-12-01"), time("15:30"))]);
        let one = Source::Day { from: day(DAY), to: day("2026-12-05") };
        draft::copy(&world.app, &office, next.clone(), (None, one), world.now()).await.unwrap();
        let seen = publish::preview(&world.app, &office, next.clone(), world.now()).await.unwrap();
        let saturday = seen.draft.unwrap();
        let saturday = saturday.windows.iter().filter(|window| window.day == day("2026-12-05"));
        assert_eq!(saturday.count(), 3);
        let outside = Source::Day { from: day(DAY), to: day("2026-12-06") };
        let outside = draft::copy(&world.app, &office, next, (None, outside), world.now()).await;
        assert_eq!(refusal(outside), Refusal::WindowDay);
    }

    async fn a_reserve_is_for_the_urgent_until_it_is_released(kind) {
        let world = World::ministry(kind, &[]).await;
        let office = world.office().await;
        let asks = |urgent| Ask {
            officials: BTreeSet::from([deputy()]),
            mode: Some(Mode::Video),
            centre: Some("madinah".into()),
            needs: needs(""),
            urgent,
            ..Ask::default()
        };
        let kept = Window {
            reserve: Some(Reserve { release_minutes: 180 }),
            ..window("08:00", "08:20")
        };
        week::add(&world.app, &office, (deputy(), kept), world.now()).await.unwrap();
        let at_eight = |free: &[majlis::scheduling::slot::Slot]| {
            let at = calendar::instant(chrono_tz::Asia::Riyadh, day(DAY), time("08:00"));
            free.iter().find(|slot| slot.key.starts_at == at).map(|slot| slot.open_to_choice)
        };
        let free = free_slots(&world.app, asks(false), world.now()).await.unwrap();
        assert_eq!(at_eight(&free), None, "nobody sees a reserve");
        let free = free_slots(&world.app, asks(true), world.now()).await.unwrap();
        assert_eq!(at_eight(&free), Some(false), "the office may give it");
        let samira = world.citizen(SAMIRA).await;
        let slot = free.iter().find(|slot| {
            slot.key.starts_at == calendar::instant(chrono_tz::Asia::Riyadh, day(DAY), time("08:00"))
        });
        let slot = slot.unwrap().id();
        assert_eq!(refusal(samira.presses(&slot).await), Refusal::SlotTaken);
        let release = calendar::instant(chrono_tz::Asia::Riyadh, day(DAY), time("05:00"));
        world.app.clock.set(release).unwrap();
        let free = free_slots(&world.app, asks(false), world.now()).await.unwrap();
        assert_eq!(at_eight(&free), Some(true), "released, it is open to choice");
    }

    async fn preparing_takes_the_officials_time_too(kind) {
        let world = World::ministry(kind, &[]).await;
        let office = world.office().await;
        let early = Window { buffer_minutes: 0, ..window("08:00", "08:20") };
        let late = Window { buffer_before_minutes: 30, ..window("08:30", "08:50") };
        for one in [early, late] {
            week::add(&world.app, &office, (deputy(), one), world.now()).await.unwrap();
        }
        assert!(world.chosen().await.contains(&"08:00".to_owned()));
        world.books(NOUR, "08:30").await;
        assert!(!world.chosen().await.contains(&"08:00".to_owned()), "he prepares from eight on");
    }
}

/// A caller over HTTP with the scheduler's token.
pub(crate) struct Office<'a> {
    pub(crate) house: &'a House,
    pub(crate) token: String,
}

impl Office<'_> {
    pub(crate) async fn asks(
        &self,
        (method, path): (&str, &str),
        tag: Option<&str>,
        body: Option<Value>,
    ) -> (u16, Option<String>, Value) {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let address = format!("{}/api/v1{path}", self.house.url);
        let mut order = self
            .house
            .client
            .request(method, address)
            .bearer_auth(&self.token);
        if let Some(tag) = tag {
            order = order.header("if-match", tag);
        }
        if let Some(body) = body {
            order = order.json(&body);
        }
        let answer = order.send().await.unwrap();
        let status = answer.status().as_u16();
        let tag = answer
            .headers()
            .get("etag")
            .map(|tag| tag.to_str().unwrap().to_owned());
        let text = answer.text().await.unwrap();
        (status, tag, serde_json::from_str(&text).unwrap_or_default())
    }
}

on_both! {
    async fn programs_draft_preview_and_publish_a_week(kind) {
        let flags = [("server.port", "0"), ("calendar.prayer_minutes", "0")];
        let world = World::ministry(kind, &flags).await;
        let nour = world.books(NOUR, "10:00").await.appointment;
        let house = House::of(&world).await;
        let token = world.staff("scheduler").await.access_token;
        let office = Office { house: &house, token };
        let path = format!("/officials/deputy/weeks/{}", Week::containing(day(DAY)));
        let (status, tag, seen) = office.asks(("GET", &path), None, None).await;
        assert_eq!((status, &seen["draft"]), (200, &Value::Null));
        let (version, tag) = (seen["version"].as_i64().unwrap(), tag.unwrap());
        let body = json!({"windows": [window("15:00", "16:00")]});
        let (status, _, problem) = office.asks(("PUT", &path), None, Some(body.clone())).await;
        assert_eq!((status, &problem["code"]), (428, &json!("if_match_needed")));
        let (status, new_tag, saved) =
            office.asks(("PUT", &path), Some(&tag), Some(body.clone())).await;
        assert_eq!((status, saved["version"].as_i64()), (200, Some(version)));
        assert_eq!(saved["draft"]["windows"].as_array().unwrap().len(), 1);
        let (status, _, problem) = office.asks(("PUT", &path), Some(&tag), Some(body)).await;
        assert_eq!((status, &problem["code"]), (412, &json!("week_changed")));
        let preview = format!("{path}/preview");
        let (status, _, effect) = office.asks(("POST", &preview), None, None).await;
        assert_eq!(status, 200);
        assert_eq!(effect["gained"].as_array().unwrap().len(), 2);
        let ids = |value: &Value| -> Vec<String> {
            let rows = value["appointments"].as_array().unwrap();
            rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
        };
        assert!(ids(&effect).contains(&nour.id.to_string()));
        let publish = format!("{path}/publish");
        let (status, _, problem) = office.asks(("POST", &publish), None, Some(json!({}))).await;
        assert_eq!((status, &problem["code"]), (409, &json!("reason_needed")));
        assert_eq!(ids(&problem), ids(&effect));
        let why = Some(json!({"reason": "سفر"}));
        let (status, _, _) = office.asks(("POST", &publish), Some(&tag), why.clone()).await;
        assert_eq!(status, 412);
        let (status, _, done) = office.asks(("POST", &publish), new_tag.as_deref(), why).await;
        assert_eq!((status, done["version"].as_i64()), (200, Some(version + 1)));
        let (_, _, cases) = office.asks(("GET", "/officials/deputy/cases"), None, None).await;
        let case = cases["cases"].as_array().unwrap().iter()
            .find(|case| case["appointment"]["id"] == nour.id.as_str())
            .unwrap();
        let keep = format!("/officials/deputy/cases/{}/keep", case["id"].as_str().unwrap());
        let (status, _, _) = office.asks(("POST", &keep), None, None).await;
        assert_eq!(status, 204);
        let (_, _, seen) = office.asks(("GET", &path), None, None).await;
        assert_eq!(seen["version"].as_i64(), Some(version + 2));
    }

    async fn programs_keep_rules_and_exceptions(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let token = world.staff("scheduler").await.access_token;
        let office = Office { house: &house, token };
        let (status, _, all) = office.asks(("GET", "/officials/deputy/rules"), None, None).await;
        assert_eq!((status, all["rules"].as_array().unwrap().len()), (200, 10));
        let rule = json!({"rule": {
            "weekday": "saturday", "valid_from": "2026-11-22", "every_weeks": 2,
            "stretch": stretch("15:00", "16:00"),
        }});
        let (status, _, made) = office.asks(("POST", "/officials/deputy/rules"), None, Some(rule)).await;
        assert_eq!(status, 201);
        let exception = json!({"exception": away()});
        let (status, _, out) =
            office.asks(("POST", "/officials/deputy/exceptions"), None, Some(exception)).await;
        assert_eq!(status, 201);
        let path = format!("/officials/deputy/weeks/{}/fill", Week::containing(day(DAY)));
        let body = Some(json!({"template": "normal"}));
        let (status, _, filled) = office.asks(("POST", &path), None, body).await;
        assert_eq!(status, 200);
        let windows = filled["draft"]["windows"].as_array().unwrap();
        // Ten by the rules, one morning less, one Saturday more.
        assert_eq!(windows.len(), 10);
        assert!(windows.iter().any(|window| window["day"] == "2026-11-28"));
        for (list, id) in [("rules", &made["id"]), ("exceptions", &out["id"])] {
            let one = format!("/officials/deputy/{list}/{}", id.as_str().unwrap());
            assert_eq!(office.asks(("DELETE", &one), None, None).await.0, 204);
            assert_eq!(office.asks(("DELETE", &one), None, None).await.0, 404);
        }
        let (_, _, templates) = office.asks(("GET", "/templates"), None, None).await;
        assert_eq!(templates["templates"].as_array().unwrap().len(), 3);
        let odd = json!({"rule": {"weekday": "someday"}});
        let odd = office.asks(("POST", "/officials/deputy/rules"), None, Some(odd)).await;
        assert_eq!(odd.0, 400);
    }
}
