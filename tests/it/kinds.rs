//! Kinds of week, made and changed on their pages and by programs.
use majlis::scheduling::availability::{Stretch, TemplateAdds, Weekday};
use majlis::scheduling::ids::OfficialId;
use majlis::scheduling::{Mode, Refusal, Week};
use majlis::service::templates::{self, Edit};
use majlis::service::week::draft;
use majlis::service::{Caller, week};
use majlis::store::Texts;
use serde_json::{Value, json};

use crate::house::House;
use crate::pages::staff;
use crate::people::{day, refusal, time};
use crate::world::{World, on_both};

const FLAGS: &[(&str, &str)] = &[("server.port", "0")];
const LIST: &str = "/office/templates";

fn names(ar: &str, en: &str) -> templates::Names {
    Texts::of([("ar", ar), ("en", en)]).0
}

/// Saturday morning, by video.
fn adds(from: &str, to: &str) -> TemplateAdds {
    TemplateAdds {
        weekday: Weekday::Saturday,
        stretch: Stretch {
            buffer_minutes: 10,
            ..Stretch::plain((time(from), time(to)), [Mode::Video], 20)
        },
    }
}

on_both! {
    async fn the_office_makes_a_kind_of_week_and_fills_one_as_it(kind) {
        let world = World::ministry(kind, FLAGS).await;
        let house = House::of(&world).await;
        let words = world.app.words.words("ar");
        let mut office = staff(&house, "scheduler", "/office/week?official=deputy").await;
        assert!(office.says("href=\"/office/templates\""), "{}", office.html);
        office.opens(LIST).await;
        assert!(office.says("أسبوع رمضان") && office.says("أسبوع الصيف"), "{}", office.html);
        assert!(office.says(&words.get("weekday-sat")), "what it adds is said: {}", office.html);

        let winter = [("name_ar", "أسبوع الشتاء"), ("opens", "10:00"), ("closes", "09:00")];
        office.fills(LIST, &winter).await;
        assert!(office.says(&words.get("refused-field-wrong")), "{}", office.html);
        let named = [&winter[..], &[("name_en", "A week of winter")]].concat();
        office.fills(LIST, &named).await;
        assert!(office.says(&words.get("refused-window-order")), "{}", office.html);
        let named = [&named[..2], &[("closes", "11:00"), ("name_en", "A week of winter")]].concat();
        office.fills(LIST, &named).await;
        assert!(office.says(&words.get("templates-made")), "{}", office.html);
        let one = office.path.split('?').next().unwrap().to_owned();
        let time = [
            ("weekday", "saturday"), ("from", "09:00"), ("to", "10:00"), ("mode", "video"),
            ("minutes", "20"), ("pause", "10"), ("before", "0"), ("access", "open"),
            ("release", "1440"), ("section", ""), ("place", ""), ("on_holiday", "false"),
        ];
        let add = format!("{one}/add");
        office.fills(&add, &time).await;
        assert!(office.says(&words.get("templates-time-added")), "{}", office.html);
        office.fills(&add, &time).await;
        assert!(office.says(&words.get("refused-window-overlaps")), "{}", office.html);

        let id = one.strip_prefix("/office/templates/").unwrap();
        let caller = world.staff("scheduler").await.caller;
        let whose = || (OfficialId::from("deputy"), Week::containing(day("2026-12-06")));
        let wanted = (None, Some(id.into()));
        draft::fill(&world.app, &caller, whose(), wanted, world.now()).await.unwrap();
        let seen = week::see(&world.app, &caller, whose(), world.now()).await.unwrap();
        let windows = seen.draft.unwrap().windows;
        assert!(windows.iter().any(|it| it.day == day("2026-12-12")), "the Saturday is added");
        let inside = |from, to| time_in(from) && time_in(to);
        assert!(windows.iter().filter(|it| it.day != day("2026-12-12"))
            .all(|it| inside(it.from, it.to)), "{windows:?}");

        office.fills(&format!("{one}/drop"), &[]).await;
        assert!(office.says(&words.get("templates-time-dropped")), "{}", office.html);
        let says = [("name_ar", "أسبوع البرد"), ("name_en", "Cold"), ("opens", ""), ("closes", "")];
        office.fills(&one, &says).await;
        assert!(office.says(&words.get("templates-saved")) && office.says("أسبوع البرد"));
        assert!(office.says(&words.get("templates-hours-none")), "{}", office.html);
        let minister = staff(&house, "minister", LIST).await;
        assert!(minister.says("أسبوع البرد") && !minister.says("name=\"name_ar\""));
        office.fills(&format!("{one}/end"), &[]).await;
        assert!(office.says(&words.get("templates-ended")) && !office.says("أسبوع البرد"));
    }

    async fn a_kind_of_week_is_everybodys(kind) {
        let world = World::ministry(kind, FLAGS).await;
        let office = world.staff("scheduler").await.caller;
        let Caller::Staff(mut bound) = office.clone() else { panic!("staff") };
        bound.official = Some("deputy".into());
        let bound = Caller::Staff(bound);
        let (app, now) = (&world.app, world.now());
        let summer = || templates::one(app, "summer".into());
        let wanted = ("summer".into(), Edit::Adds(adds("15:00", "16:00")));
        let changed = templates::change(app, &bound, wanted.clone(), now).await;
        assert_eq!(refusal(changed), Refusal::NotAllowed);
        assert_eq!(refusal(templates::end(app, &bound, "summer".into(), now).await), Refusal::NotAllowed);
        templates::change(app, &office, wanted, now).await.unwrap();
        assert_eq!(summer().await.unwrap().template.adds.len(), 2);
        let late = Edit::Drops(Weekday::Saturday, time("15:30"));
        let dropped = templates::change(app, &office, ("summer".into(), late), now).await;
        assert_eq!(refusal(dropped), Refusal::NothingThere);
        let nameless = Edit::Says(names("اسم", " "), None);
        let named = templates::change(app, &office, ("summer".into(), nameless), now).await;
        assert_eq!(refusal(named), Refusal::FieldWrong);
        // Two who add at the same moment: both are added, or one is told to look again.
        let at_once = ["17:00", "18:00"].map(|from| {
            let to = if from == "17:00" { "18:00" } else { "19:00" };
            templates::change(app, &office, ("summer".into(), Edit::Adds(adds(from, to))), now)
        });
        let told = futures_util::future::join_all(at_once).await;
        let won = told.iter().filter(|one| one.is_ok()).count();
        for one in told.into_iter().filter(Result::is_err) {
            assert_eq!(refusal(one), Refusal::WrongStage);
        }
        assert_eq!(summer().await.unwrap().template.adds.len(), 2 + won);
    }

    async fn programs_make_change_and_remove_a_kind_of_week(kind) {
        let world = World::ministry(kind, FLAGS).await;
        let house = House::of(&world).await;
        let token = world.staff("scheduler").await.access_token;
        let asks = |method: reqwest::Method, path: String, body: Option<Value>| {
            let order = house.client.request(method, format!("{}/api/v1{path}", house.url));
            let order = order.bearer_auth(&token);
            let order = match body {
                Some(body) => order.json(&body),
                None => order,
            };
            async move {
                let answer = order.send().await.unwrap();
                let status = answer.status().as_u16();
                let text = answer.text().await.unwrap();
                (status, serde_json::from_str(&text).unwrap_or(Value::Null))
            }
        };
        let body = |template: Value| Some(json!({
            "names": {"ar": "أسبوع الشتاء", "en": "A week of winter"}, "template": template,
        }));
        let hours = json!({"hours": {"from": "10:00", "to": "14:00"}});
        let (status, made) = asks(reqwest::Method::POST, "/templates".into(), body(hours)).await;
        assert_eq!((status, &made["names"]["en"]), (201, &json!("A week of winter")), "{made}");
        let one = format!("/templates/{}", made["id"].as_str().unwrap());
        let (status, changed) = asks(reqwest::Method::PUT, one.clone(), body(json!({}))).await;
        assert_eq!((status, &changed["template"]), (200, &json!({})), "{changed}");
        let backwards = json!({"hours": {"from": "14:00", "to": "10:00"}});
        let (status, problem) = asks(reqwest::Method::PUT, one.clone(), body(backwards)).await;
        assert_eq!((status, &problem["code"]), (422, &json!("window_order")), "{problem}");
        let (_, all) = asks(reqwest::Method::GET, "/templates".into(), None).await;
        assert_eq!(all["templates"].as_array().unwrap().last().unwrap()["id"], made["id"]);
        assert_eq!(asks(reqwest::Method::DELETE, one.clone(), None).await.0, 204);
        assert_eq!(asks(reqwest::Method::DELETE, one, None).await.0, 404);
    }
}

/// Between ten and eleven.
fn time_in(at: majlis::scheduling::TimeOfDay) -> bool {
    (time("10:00")..=time("11:00")).contains(&at)
}
