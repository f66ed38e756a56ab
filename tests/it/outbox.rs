//! Every notice reaches its gateway once, or is given up where an administrator sees it.
use chrono::TimeDelta;
use majlis::scheduling::ids::NoticeId;
use majlis::scheduling::{Mobile, NoticeEvent, Refusal};
use majlis::service::ServiceError;
use majlis::service::dead_letters::{Overview, repeat, see};
use majlis::service::deliver::{Backlog, backlog, take_due};
use majlis::service::notices::{Letter, Mail, Recipient, queue, rows};
use majlis::service::receipts::{Outcome, take};
use majlis::store::outbox;

use crate::notify::Gateway;
use crate::people::refusal;
use crate::world::{Kind, World, on_both};

/// Queues an SMS, and a mail too if `email` is given.
async fn queued(world: &World, event: NoticeEvent, text: &str, email: Option<&str>) {
    let app = &world.app;
    let letter = Letter {
        event,
        about: "request:1".to_owned(),
        starts_at: None,
        sms: Some(text.to_owned()),
        mail: email.map(|_| Mail {
            subject: "موعدك".to_owned(),
            body: text.to_owned(),
            calendar: None,
        }),
    };
    let to = Recipient {
        mobile: Some(Mobile::parse("0501234567").unwrap()),
        email: email.map(str::to_owned),
        rung: None,
    };
    let rows = rows(app, &letter, &to, &mut app.pad(world.now())).unwrap();
    app.store
        .write(move |db| Ok::<(), ServiceError>(queue(db, &rows)?))
        .await
        .unwrap();
}

async fn stands(world: &World) -> (i64, i64) {
    let Backlog { waiting, dead, .. } = backlog(&world.app).await.unwrap();
    (waiting, dead)
}

/// How many notices were reported as delivered and as failed in the last day.
async fn stood(world: &World) -> (i64, i64) {
    world.pass(TimeDelta::seconds(1));
    let Overview {
        delivered, failed, ..
    } = see(&world.app, world.now()).await.unwrap();
    (delivered, failed)
}

fn flags(url: &str) -> [(&str, &str); 2] {
    [("sms.transport", "http"), ("sms.url", url)]
}

on_both! {
    async fn a_notice_is_sent_once(kind) {
        let gateway = Gateway::answering(200, "");
        let world = World::empty(kind, &flags(&gateway.url));
        queued(&world, NoticeEvent::Received, "وصل طلبك", Some("nour@example.org")).await;
        assert_eq!(world.deliver().await, 2);
        assert_eq!(world.deliver().await, 0);
        assert!(gateway.only_one().1.contains("وصل طلبك"));
        assert_eq!(stands(&world).await, (0, 0));
    }

    async fn a_notice_in_flight_is_nobody_elses_until_its_lease_ends(kind) {
        let world = World::empty(kind, &[]);
        queued(&world, NoticeEvent::Received, "وصل طلبك", None).await;
        assert_eq!(take_due(&world.app, 32, world.now()).await.unwrap().len(), 1);
        assert_eq!(world.deliver().await, 0);
        world.pass(TimeDelta::seconds(world.app.settings.notices.lease_seconds));
        assert_eq!(world.deliver().await, 1);
    }

    async fn two_nodes_never_take_the_same_notice(kind) {
        let world = World::empty(kind, &[("notices.batch", "5")]);
        for _ in 0..20 {
            queued(&world, NoticeEvent::Received, "وصل طلبك", None).await;
        }
        let both = (0..8).map(|_| take_due(&world.app, 5, world.now()));
        let taken = futures_util::future::join_all(both).await;
        let mut ids: Vec<_> = taken.into_iter().flat_map(Result::unwrap).map(|due| due.id).collect();
        let all = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), all, "a notice was given to two");
    }

    async fn a_failing_gateway_is_tried_again_with_longer_pauses_and_an_end(kind) {
        let gateway = Gateway::answering(503, "");
        let mut flags = flags(&gateway.url).to_vec();
        flags.extend([("notices.tries", "3"), ("notices.retry_seconds", "200")]);
        let world = World::empty(kind, &flags);
        queued(&world, NoticeEvent::Received, "وصل طلبك", None).await;
        for pause in [200, 400] {
            assert_eq!(world.deliver().await, 1);
            world.pass(TimeDelta::seconds(pause - 1));
            assert_eq!(world.deliver().await, 0, "too early");
            world.pass(TimeDelta::seconds(1));
        }
        assert_eq!(stands(&world).await, (1, 0));
        assert_eq!(world.deliver().await, 1);
        assert_eq!(stands(&world).await, (0, 1));
        assert_eq!(gateway.count(), 3);
    }

    async fn at_night_an_answer_waits_for_the_morning_and_a_receipt_does_not(kind) {
        let world = World::empty(kind, &[]);
        // Half past eleven in the evening.
        world.pass(TimeDelta::minutes(14 * 60 + 30));
        queued(&world, NoticeEvent::Answered, "صدر الرد على طلبك", Some("nour@example.org")).await;
        queued(&world, NoticeEvent::Received, "وصل طلبك", None).await;
        assert_eq!(world.deliver().await, 2, "the receipt, and the mail, which wakes nobody");
        world.pass(TimeDelta::minutes(8 * 60 + 29));
        assert_eq!(world.deliver().await, 0);
        world.pass(TimeDelta::minutes(1));
        assert_eq!(world.deliver().await, 1);
    }

    async fn a_report_is_kept_and_counted_whoever_repeats_it(kind) {
        let gateway = Gateway::answering(200, r#"{"data": {"id": 9921}}"#);
        let flags = [flags(&gateway.url).to_vec(), vec![("sms.answer_id", "/data/id")]].concat();
        let world = World::empty(kind, &flags);
        queued(&world, NoticeEvent::Answered, "صدر الرد", None).await;
        world.deliver().await;
        let take = |named: &str, state: &str| take(&world.app, named.to_owned(), state.to_owned(), world.now());
        assert_eq!(take("9921", "buffered").await.unwrap(), None, "it is on its way");
        assert_eq!(take("9921", "Failed").await.unwrap(), Some(Outcome::Failed));
        assert_eq!(stood(&world).await, (0, 1));
        for _ in 0..3 {
            assert_eq!(take("9921", "DELIVRD").await.unwrap(), Some(Outcome::Delivered));
        }
        assert_eq!(take("9921", "expired").await.unwrap(), Some(Outcome::Failed));
        assert_eq!(stood(&world).await, (1, 0), "what arrived has arrived");
        assert_eq!(refusal(take("9922", "DELIVRD").await), Refusal::NotFound);
    }

    async fn what_did_not_arrive_is_sent_again_once_under_another_id(kind) {
        let gateway = Gateway::answering(400, "");
        let world = World::ministry(kind, &flags(&gateway.url)).await;
        let admin = world.staff("admin").await.caller;
        let again = |id: &NoticeId| repeat(&world.app, &admin, id.clone(), world.now());
        queued(&world, NoticeEvent::Answered, "صدر الرد", None).await;
        queued(&world, NoticeEvent::Code, "رمزك 123456", None).await;
        world.deliver().await;
        let letters = see(&world.app, world.now()).await.unwrap().letters;
        let (code, answer): (Vec<_>, Vec<_>) =
            letters.iter().partition(|one| one.event == NoticeEvent::Code);
        assert_eq!(answer[0].to, "…4567");
        assert!(answer[0].can_repeat && !code[0].can_repeat, "{letters:?}");
        assert_eq!(refusal(again(&code[0].id).await), Refusal::WrongStage);
        let (one, two) = futures_util::future::join(again(&answer[0].id), again(&answer[0].id)).await;
        assert!(one.is_ok() != two.is_ok(), "two presses send it once");
        let new = one.or(two).unwrap();
        assert_ne!(new, answer[0].id, "a gateway would take the old one for a repetition");
        assert_eq!(world.deliver().await, 1);
        let left = see(&world.app, world.now()).await.unwrap().letters;
        assert_eq!(left.iter().filter(|one| one.event == NoticeEvent::Answered).count(), 1);
        // What a gateway gave up after it took it can be sent again too.
        take(&world.app, new.to_string(), "rejected".to_owned(), world.now()).await.unwrap();
    }

    async fn a_code_that_has_run_out_is_not_sent(kind) {
        let gateway = Gateway::answering(200, "");
        let world = World::empty(kind, &flags(&gateway.url));
        queued(&world, NoticeEvent::Code, "رمزك 123456", None).await;
        world.pass(TimeDelta::minutes(6));
        assert_eq!(world.deliver().await, 1);
        assert_eq!(stands(&world).await, (0, 1));
        assert_eq!(gateway.count(), 0);
    }

    async fn outside_the_demo_a_text_that_opens_something_is_forgotten(kind) {
        let mut world = World::empty(kind, &[]);
        world.app.is_demo = false;
        queued(&world, NoticeEvent::Code, "رمزك 123456", None).await;
        queued(&world, NoticeEvent::Received, "وصل طلبك", None).await;
        world.deliver().await;
        let kept = world.app.store.read(|db| outbox::sent(db, None, 9)).await.unwrap();
        let mut texts: Vec<&str> = kept.iter().map(|row| row.body.as_str()).collect();
        texts.sort_unstable();
        assert_eq!(texts, ["", "وصل طلبك"]);
    }
}

#[actix_web::test]
async fn the_running_job_is_woken_by_news_and_stops_when_asked() {
    use majlis::bus::News;
    use majlis::lifecycle::{Lifecycle, Reason};

    let gateway = Gateway::answering(200, "");
    let flags = [
        ("sms.transport", "http"),
        ("sms.url", gateway.url.as_str()),
        ("notices.tick_seconds", "600"),
    ];
    let world = World::empty(Kind::Sqlite, &flags);
    let life = Lifecycle::new(tokio::runtime::Handle::current());
    majlis::jobs::start(&world.app, &world.metrics, &life).unwrap();
    queued(&world, NoticeEvent::Received, "وصل طلبك", None).await;
    world.app.bus.tell(News::NoticeQueued);
    gateway.arrived(1).await;
    let stopped = life.shut_down(std::time::Duration::from_secs(5)).await;
    assert_eq!(stopped, Reason::Asked);
}
