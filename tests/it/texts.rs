//! The texts of messages: changed by an administrator, in everybody's language, and neutral where
//! others read them.
use majlis::scheduling::notice::template::{Template, parts_max};
use majlis::scheduling::{Channel, NoticeEvent, Refusal, Sex};
use majlis::service::texts::{Typed, all, preview, restore, save, see};
use majlis::service::{Profile, profile};

use crate::house::House;
use crate::pages::staff;
use crate::people::{Citizen, NOUR, meeting, refusal};
use crate::world::{Kind, World, on_both};

/// Says in which language she is written to, and whether others read her mobile.
async fn says(world: &World, who: &Citizen, language: &str, mobile_shared: bool) {
    let given = Profile {
        sex: Some(Sex::Woman),
        name: Some(NOUR.name.to_owned()),
        name_latin: None,
        region: None,
        email: None,
        language: language.to_owned(),
        mobile_shared,
    };
    profile::save(&world.app, &who.caller, given, world.now())
        .await
        .unwrap();
}

async fn asks(world: &World, who: &Citizen) -> String {
    let new = majlis::service::hand_in::NewRequest {
        kind: majlis::scheduling::RequestKind::Enquiry,
        official: None,
        mode: None,
        ..meeting("")
    };
    // A moment later than whatever was told before.
    world.pass(chrono::TimeDelta::seconds(1));
    majlis::service::hand_in::hand_in(&world.app, &who.caller, new, world.now())
        .await
        .unwrap();
    world.reads_sms(NOUR.mobile).await
}

#[actix_web::test]
async fn every_shipped_text_could_be_written_by_an_administrator() {
    let world = World::ministry(
        Kind::Sqlite,
        &[("server.public_url", "https://majlis.example.gov.sa")],
    )
    .await;
    let texts = all(&world.app);
    let languages = 3;
    // Codes, the word that the call centre wrote, and what changes within the hour come by SMS alone.
    let mails = NoticeEvent::ALL.len() - 4;
    assert_eq!(texts.len(), languages * (NoticeEvent::ALL.len() + mails));
    for text in texts {
        let key = (text.event, text.language.clone(), text.channel);
        let typed = Typed {
            subject: text.subject.clone(),
            body: text.body.clone(),
        };
        let shown = preview(&world.app, &key, &typed);
        let shown = shown.unwrap_or_else(|wrong| panic!("{key:?}: {wrong:?}: {}", text.body));
        assert!(!shown.body.contains(['{', '}', '$', '⟦']), "{}", shown.body);
        if text.channel == Channel::Sms {
            assert!(
                shown.cost.parts <= parts_max(text.event),
                "{key:?}: {}",
                shown.body
            );
        }
        assert!(Template::parse(text.event, text.channel, &text.body).is_ok());
    }
}

on_both! {
    async fn what_an_administrator_writes_is_what_is_sent(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        let admin = world.staff("admin").await.caller;
        let key = (NoticeEvent::Received, "ar".to_owned(), Channel::Sms);
        let typed = |body: &str| Typed { subject: None, body: body.to_owned() };
        for wrong in ["بلا رقم", "{reference} {nothing} {link}", &"م".repeat(601), "{reference} {link"] {
            let refused = save(&world.app, &admin, (key.clone(), typed(wrong)), world.now()).await;
            assert_eq!(refusal(refused), Refusal::FieldWrong, "{wrong}");
        }
        let own = typed("وصلنا طلبكم {reference} وهذا رابطه {link}");
        save(&world.app, &admin, (key.clone(), own), world.now()).await.unwrap();
        assert!(see(&world.app, key.clone()).unwrap().is_own);
        assert!(asks(&world, &nour).await.starts_with("وصلنا طلبكم "));
        restore(&world.app, &admin, key.clone(), world.now()).await.unwrap();
        assert!(asks(&world, &nour).await.starts_with("استلمنا طلبك"));
        let again = restore(&world.app, &admin, key, world.now()).await;
        assert_eq!(refusal(again), Refusal::NotFound);
    }

    async fn she_is_written_to_in_her_language_and_a_shared_mobile_learns_nothing(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        says(&world, &nour, "ur", false).await;
        let text = asks(&world, &nour).await;
        assert!(text.starts_with("آپ کی درخواست موصول ہوئی"), "{text}");
        says(&world, &nour, "ar", true).await;
        let text = asks(&world, &nour).await;
        assert!(text.contains("لديك رسالة جديدة"), "{text}");
        let request = majlis::service::requests::own(&world.app, &nour.caller, (None, 1)).await;
        let reference = request.unwrap()[0].request.reference.clone();
        let shown = majlis::service::letters::shown(&reference);
        assert!(!text.contains(&reference) && !text.contains(&shown), "{text}");
        world.asks_code(NOUR.identity, NOUR.mobile).await.unwrap();
        assert_eq!(world.reads_code(NOUR.mobile).await.len(), 6, "a code stays a code");
    }
}

#[actix_web::test]
async fn the_page_says_what_is_wrong_and_keeps_what_was_typed() {
    let world = World::ministry(Kind::Sqlite, &[("server.port", "0")]).await;
    let house = House::of(&world).await;
    let words = world.app.words.words("ar");
    let mut admin = staff(&house, "admin", "/admin/texts").await;
    assert!(
        admin.says("استلمنا طلبك {reference}")
            || admin.says("استلمنا طلبك، ورقم المتابعة {reference}"),
        "{}",
        admin.html
    );
    admin.opens("/admin/texts?language=ur").await;
    assert!(admin.says(&words.get("texts-unreviewed")));
    let one = "/admin/texts/received/ar/sms";
    admin.opens(one).await;
    admin
        .fills(one, &[("body", "مرحبًا {nobody}"), ("act", "save")])
        .await;
    assert!(
        admin.says("{nobody}") && admin.says("مرحبًا {nobody}</textarea>"),
        "{}",
        admin.html
    );
    let good = "وصل {reference} {link}";
    admin
        .fills(one, &[("body", good), ("act", "preview")])
        .await;
    assert!(admin.says("وصل 7K3Q-92XA "), "{}", admin.html);
    admin.fills(one, &[("body", good), ("act", "save")]).await;
    assert!(admin.path.starts_with("/admin/texts?") && admin.says(&words.get("text-saved")));
    assert!(admin.says(&words.get("text-own")));
}
