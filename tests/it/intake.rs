//! What came by letter, fax or email: registered by staff of any centre, kept while it is typed.
use majlis::service::Caller;
use majlis::service::staff_draft;
use majlis::store::{filing, person, request};

use crate::house::House;
use crate::pages::staff;
use crate::world::{World, on_both};

const MOBILE: &str = "+966500000377";
/// Nobody of the demo has it.
const IDENTITY: &str = "1000000016";

/// A letter of a woman for her father, as the desk types it.
const LETTER: [(&str, &str); 17] = [
    ("paper", "identity_number"),
    ("number", IDENTITY),
    ("name", "نور الحربي"),
    ("sex", "woman"),
    ("mobile", MOBILE),
    ("language", "ar"),
    ("channel", "letter"),
    ("dated", "2026-11-15"),
    ("sender_number", "ص/17"),
    ("kind", "transaction"),
    ("subject", "رخصة مركبة والدي"),
    ("details", "أرفقت صورة الوكالة"),
    ("applicant", "سالم الحربي"),
    ("basis", "power_of_attorney"),
    ("basis_until", "2027-06-30"),
    ("concerned", "فهد الحربي"),
    ("urgent", "تنتهي الرخصة قريبًا"),
];

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = LETTER.iter().copied();
    let kept = kept.filter(|(name, _)| more.iter().all(|(other, _)| other != name));
    kept.chain(more.iter().copied()).collect()
}

async fn ready(kind: crate::world::Kind) -> (World, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().to_str().unwrap().to_owned();
    let flags = [
        ("server.port", "0"),
        ("requests.attachments_folder", place.as_str()),
    ];
    (World::ministry(kind, &flags).await, folder)
}

on_both! {
    async fn a_letter_is_registered_with_its_three_people_and_its_papers(kind) {
        let (world, _folder) = ready(kind).await;
        let house = House::of(&world).await;
        let mut desk = staff(&house, "desk.jeddah", "/staff/register").await;
        let words = world.app.words.words("ar");
        let wrong = with(&[
            ("dated", "2026-12-24"),
            ("basis", ""),
            ("basis_until", "2020-01-01"),
            ("subject", ""),
        ]);
        desk.uploads("/staff/register", &wrong, &[("scan.pdf", b"%PDF-1.4"), ("x.doc", b"doc")]).await;
        for key in [
            "intake-dated-wrong",
            "intake-until-wrong",
            "other-basis-missing",
            "subject-missing",
            "refused-attachment-kind",
        ] {
            assert!(desk.says(&words.get(key)), "{key}: {}", desk.html);
        }
        for typed in ["ص/17", "سالم الحربي", "أرفقت صورة الوكالة", "scan.pdf"] {
            assert!(desk.says(typed), "{typed} stays");
        }
        let entered = with(&[("register", "yes"), ("entry_number", ""), ("category", "traffic")]);
        desk.uploads("/staff/register", &entered, &[]).await;
        assert!(desk.path.starts_with("/staff/register?done="), "{}: {}", desk.path, desk.html);
        let (_, reference) = desk.path.split_once("reference=").unwrap();
        let reference = reference.split('&').next().unwrap().to_owned();
        let (row, filed, papers, who) = world.app.store.read(move |db| {
            let row = request::of_reference(db, &reference)?.unwrap();
            let filed = filing::find(db, &row.id)?.unwrap();
            let papers = majlis::store::attachment::of_request(db, &row.id)?;
            let who = person::find(db, &row.person_id)?.unwrap();
            Ok::<_, majlis::store::StoreError>((row, filed, papers, who))
        }).await.unwrap();
        assert_eq!((row.channel.as_str(), row.centre_id.as_ref().unwrap().as_str()), ("letter", "jeddah"));
        assert_eq!(who.name.as_deref(), Some("نور الحربي"), "the submitter");
        assert_eq!(row.applicant.as_deref(), Some("سالم الحربي"));
        assert!(row.person_concerned.is_some_and(|sealed| !sealed.contains("سالم")), "sealed");
        assert_eq!(row.basis.as_deref(), Some("power_of_attorney"));
        assert_eq!(row.urgent_reason.as_deref(), Some("تنتهي الرخصة قريبًا"));
        assert!(row.registration_number.is_some_and(|number| number.starts_with("1448-")));
        assert_eq!(filed.basis_until.as_deref(), Some("2027-06-30"));
        assert_eq!(filed.dated.as_deref(), Some("2026-11-15"));
        assert_eq!(filed.sender_number.as_deref(), Some("ص/17"));
        assert_eq!(filed.category_id.unwrap().as_str(), "traffic");
        assert_eq!(papers.len(), 1);
        desk.opens("/staff/register").await;
        assert!(!desk.says("ص/17"), "the form is empty again");
        let page = staff(&house, "scheduler", &format!("/office/requests/{}", row.id)).await;
        let days = ["2026-11-15", "2027-06-30"].map(|day| words.date(day.parse().unwrap()));
        for told in ["ص/17", "فهد الحربي", "نور الحربي", days[0].as_str(), days[1].as_str()] {
            assert!(page.says(told), "the office reads {told}: {}", page.html);
        }
    }

    async fn what_came_to_the_office_or_the_call_centre_is_registered_there(kind) {
        let (world, _folder) = ready(kind).await;
        let house = House::of(&world).await;
        let words = world.app.words.words("ar");
        for (username, channel) in [("calls", "phone"), ("secretary", "email")] {
            let mut by = staff(&house, username, "/staff/register").await;
            assert!(by.says(&words.get("intake-title")) && !by.says(&words.get("register-request-none")));
            assert!(!by.says("<details class=\"more\" open>"), "what few need is folded");
            let nothing = with(&[("channel", channel), ("kind", "")]);
            by.uploads("/staff/register", &nothing, &[("scan.pdf", b"%PDF-1.4")]).await;
            for text in [words.get("intake-kind-missing").as_str(), "ص/17", "سالم الحربي", "scan.pdf"] {
                assert!(by.says(text), "{text}: {}", by.html);
            }
            assert_eq!(by.html.matches("<details class=\"more\" open>").count(), 2, "what was typed lies open");
            let filled = with(&[("channel", channel), ("centre", "jeddah")]);
            by.uploads("/staff/register", &filled, &[]).await;
            assert!(by.path.contains("done=") && !by.says(&words.get("visit-finish")), "{}", by.html);
            let (_, reference) = by.path.split_once("reference=").unwrap();
            let reference = reference.split('&').next().unwrap().to_owned();
            let (row, who) = world.app.store.read(move |db| {
                let row = request::of_reference(db, &reference)?.unwrap();
                let who = person::find(db, &row.person_id)?.unwrap();
                Ok::<_, majlis::store::StoreError>((row, who))
            }).await.unwrap();
            assert_eq!((row.channel.as_str(), row.centre_id.unwrap().as_str()), (channel, "jeddah"));
            assert!(!who.proved && who.centre_id.is_none(), "nobody saw the card");
            assert!(world.reads_sms(MOBILE).await.contains("استلمنا طلبك"));
        }
    }

    async fn a_number_that_is_taken_loses_nothing(kind) {
        let (world, _folder) = ready(kind).await;
        let house = House::of(&world).await;
        let mut desk = staff(&house, "desk.riyadh", "/staff/register").await;
        let words = world.app.words.words("ar");
        let first = with(&[("register", "yes"), ("entry_number", "9/9")]);
        desk.uploads("/staff/register", &first, &[]).await;
        assert!(desk.path.contains("done="), "{}", desk.html);
        let second = with(&[("register", "yes"), ("entry_number", "9/9"), ("subject", "أخرى")]);
        desk.uploads("/staff/register", &second, &[]).await;
        assert!(desk.says(&words.get("refused-number-taken")), "{}", desk.html);
        assert!(desk.says("أخرى"));
    }

    async fn what_is_typed_outlives_a_dropped_line(kind) {
        let (world, _folder) = ready(kind).await;
        let house = House::of(&world).await;
        let mut desk = staff(&house, "desk.riyadh", "/staff/register").await;
        let words = world.app.words.words("ar");
        desk.keeps("/staff/register", "/staff/register/draft", &LETTER).await;
        assert_eq!(desk.status, 204);
        let by: Caller = world.staff("desk.riyadh").await.caller;
        let kept = staff_draft::read(&world.app, &by, "register").await.unwrap().unwrap();
        assert!(kept.contains(IDENTITY) && !kept.contains("csrf"));
        let other = world.staff("desk.jeddah").await.caller;
        let none = staff_draft::read(&world.app, &other, "register").await.unwrap();
        assert!(none.is_none(), "a draft is its writer's");
        let mut again = staff(&house, "desk.riyadh", "/staff/register").await;
        assert!(again.says(&words.get("intake-draft")), "{}", again.html);
        assert!(again.says("رخصة مركبة والدي"));
        again.fills("/staff/register", &[("anew", "yes")]).await;
        assert!(!again.says("رخصة مركبة والدي"));
    }
}
