//! What protects people: a code proves a mobile only, and a stolen token opens nothing for long.
use chrono::TimeDelta;
use majlis::scheduling::Refusal;
use majlis::service::enter_code::enter_code;
use majlis::service::refresh::refresh;
use majlis::service::sign_in_staff::sign_in_staff;
use majlis::service::sign_out::sign_out;
use majlis::service::tokens::check;
use majlis::service::{App, Caller, ServiceError, profile, requests};
use majlis::store::staff;
use totp_rs::{Builder, Secret, Totp};

use crate::people::{Citizen, NOUR, Papers, meeting, refusal};
use crate::world::{World, on_both};

const DAY: &str = "2026-11-24";
const SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

/// Somebody who knows Nour's identity number and has another mobile.
const STRANGER: Papers = Papers {
    mobile: "+966500000209",
    name: "غريبة",
    ..NOUR
};

async fn reads(app: &App, caller: &Caller, id: &str) -> Result<(), ServiceError> {
    let asked = (id.into(), "own");
    requests::one(app, caller, asked, app.clock.now())
        .await
        .map(drop)
}

on_both! {
    async fn the_same_identity_number_from_a_second_mobile_sees_nothing_and_blocks_nobody(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        let first = world.slot(DAY, "10:00").await.unwrap();
        let hold = nour.holds(&first).await.unwrap();
        let booked = nour.confirms(&hold.id).await.unwrap();
        let wish = (booked.appointment.id.clone(), None);

        let stranger = Citizen {
            app: world.app.clone(),
            caller: world.signs_in(STRANGER.identity, STRANGER.mobile).await.caller,
        };
        let seen = profile::see(&world.app, &stranger.caller).await.unwrap();
        assert_eq!((seen.name, seen.sex, seen.proved), (None, None, false));
        assert!(requests::own(&world.app, &stranger.caller, (None, 9)).await.unwrap().is_empty());
        let read = reads(&world.app, &stranger.caller, booked.request.id.as_str()).await;
        assert_eq!(refusal(read), Refusal::NotFound);
        let gone = majlis::service::cancel::cancel(&world.app, &stranger.caller, wish, world.now());
        assert_eq!(refusal(gone.await), Refusal::NotFound);

        // Both hold, both have a request open to the same official.
        stranger.says_who(STRANGER.name, STRANGER.sex, None).await;
        let second = world.slot(DAY, "10:30").await.unwrap();
        stranger.presses(&second).await.unwrap();
        let third = world.slot(DAY, "11:00").await.unwrap();
        nour.holds(&third).await.unwrap();
        assert_eq!(refusal(nour.presses(&third).await), Refusal::RequestOpen);
        let new = meeting("");
        let again = majlis::service::hand_in::hand_in(&world.app, &stranger.caller, new, world.now());
        assert_eq!(refusal(again.await), Refusal::RequestOpen);
        let name = profile::see(&world.app, &nour.caller).await.unwrap().name;
        assert_eq!(name.as_deref(), Some(NOUR.name));
    }

    async fn asking_for_a_code_tells_nothing_of_who_is_known(kind) {
        let world = World::ministry(kind, &[]).await;
        world.citizen(NOUR).await;
        world.pass(TimeDelta::minutes(1));
        world.asks_code(NOUR.identity, NOUR.mobile).await.unwrap();
        let known = world.reads_sms(NOUR.mobile).await;
        world.asks_code(STRANGER.identity, STRANGER.mobile).await.unwrap();
        let unknown = world.reads_sms(STRANGER.mobile).await;
        let shape = |text: &str| text.replace(|letter: char| letter.is_ascii_digit(), "#");
        assert_eq!(shape(&known), shape(&unknown));
        assert!(shape(&known).contains("######"), "{known}");
    }

    async fn a_code_bears_five_wrong_tries_and_five_minutes_and_opens_once(kind) {
        let world = World::ministry(kind, &[]).await;
        let enter = |challenge, code: String| {
            let app = world.app.clone();
            async move { enter_code(&app, challenge, &code, app.clock.now()).await }
        };
        let guessed = world.asks_code(NOUR.identity, NOUR.mobile).await.unwrap();
        let code = world.reads_code(NOUR.mobile).await;
        let wrong = if code == "000000" { "111111" } else { "000000" };
        for _ in 0..5 {
            let told = enter(guessed.clone(), wrong.to_owned()).await;
            assert_eq!(refusal(told), Refusal::CodeWrong);
        }
        assert_eq!(refusal(enter(guessed, code).await), Refusal::TooManyTries);

        world.pass(TimeDelta::seconds(1));
        let old = world.asks_code(NOUR.identity, NOUR.mobile).await.unwrap();
        let code = world.reads_code(NOUR.mobile).await;
        world.pass(TimeDelta::minutes(5));
        assert_eq!(refusal(enter(old, code).await), Refusal::CodeExpired);

        let good = world.asks_code(NOUR.identity, NOUR.mobile).await.unwrap();
        let code = world.reads_code(NOUR.mobile).await;
        enter(good.clone(), code.clone()).await.unwrap();
        assert_eq!(refusal(enter(good, code).await), Refusal::CodeExpired);
    }

    async fn nobody_floods_a_mobile_with_codes(kind) {
        let world = World::ministry(kind, &[]).await;
        for _ in 0..6 {
            world.asks_code(NOUR.identity, NOUR.mobile).await.unwrap();
        }
        let more = world.asks_code("1058529940", NOUR.mobile).await;
        assert_eq!(refusal(more), Refusal::TooManyTries);
        world.asks_code(NOUR.identity, STRANGER.mobile).await.unwrap();
        world.pass(TimeDelta::hours(1) + TimeDelta::seconds(1));
        world.asks_code(NOUR.identity, NOUR.mobile).await.unwrap();
    }

    async fn a_tab_that_is_a_moment_late_is_handed_the_same_tokens(kind) {
        let world = World::ministry(kind, &[]).await;
        let app = &world.app;
        let first = world.signs_in(NOUR.identity, NOUR.mobile).await;
        let quick = refresh(app, &first.refresh_token, world.now()).await.unwrap();
        world.pass(TimeDelta::seconds(9));
        let late = refresh(app, &first.refresh_token, world.now()).await.unwrap();
        assert_eq!(late.refresh_token, quick.refresh_token);
        check(app, &late.access_token, world.now()).await.unwrap();
        let next = refresh(app, &late.refresh_token, world.now()).await.unwrap();
        check(app, &next.access_token, world.now()).await.unwrap();
        let two_before = refresh(app, &first.refresh_token, world.now()).await;
        assert_eq!(refusal(two_before), Refusal::SignInNeeded);
        let ended = check(app, &next.access_token, world.now()).await;
        assert_eq!(refusal(ended), Refusal::SignInNeeded);
    }

    async fn two_tabs_at_the_same_moment_stay_signed_in(kind) {
        let world = World::ministry(kind, &[]).await;
        let app = &world.app;
        let first = world.signs_in(NOUR.identity, NOUR.mobile).await;
        let tab = || refresh(app, &first.refresh_token, world.now());
        let (one, other) = tokio::join!(tab(), tab());
        let (one, other) = (one.unwrap(), other.unwrap());
        assert_eq!(one.refresh_token, other.refresh_token);
        check(app, &one.access_token, world.now()).await.unwrap();
    }

    async fn a_refresh_token_is_good_once_and_its_return_ends_the_sign_in(kind) {
        let world = World::ministry(kind, &[]).await;
        let app = &world.app;
        let first = world.signs_in(NOUR.identity, NOUR.mobile).await;
        let second = refresh(app, &first.refresh_token, world.now()).await.unwrap();
        check(app, &second.access_token, world.now()).await.unwrap();
        let third = refresh(app, &second.refresh_token, world.now()).await.unwrap();
        world.pass(TimeDelta::seconds(30));
        let stolen = refresh(app, &second.refresh_token, world.now()).await;
        assert_eq!(refusal(stolen), Refusal::SignInNeeded);
        let ended = refresh(app, &third.refresh_token, world.now()).await;
        assert_eq!(refusal(ended), Refusal::SignInNeeded);
        let access = check(app, &third.access_token, world.now()).await;
        assert_eq!(refusal(access), Refusal::SignInNeeded);
    }

    async fn an_access_token_ends_with_its_minutes_and_with_its_sign_in(kind) {
        let world = World::ministry(kind, &[]).await;
        let app = &world.app;
        let short = world.signs_in(NOUR.identity, NOUR.mobile).await;
        world.pass(TimeDelta::seconds(short.expires_in));
        let late = check(app, &short.access_token, world.now()).await;
        assert_eq!(refusal(late), Refusal::SignInNeeded);
        let staff = world.staff("secretary").await;
        assert_eq!(check(app, &staff.access_token, world.now()).await.unwrap(), staff.caller);
        sign_out(app, &staff.caller, world.now()).await.unwrap();
        let revoked = check(app, &staff.access_token, world.now()).await;
        assert_eq!(refusal(revoked), Refusal::SignInNeeded);
        let forged = format!("{}x", staff.access_token);
        assert_eq!(refusal(check(app, &forged, world.now()).await), Refusal::SignInNeeded);
    }

    async fn outside_the_demo_staff_need_a_second_factor_and_a_code_is_good_once(kind) {
        let world = World::ministry(kind, &[("auth.totp_required", "true")]).await;
        let app = &world.app;
        let enter = |password: &str, code: Option<String>| {
            let given = ("secretary".to_owned(), password.to_owned(), code);
            async move { sign_in_staff(app, given, app.clock.now()).await.map(drop) }
        };
        let password = majlis::service::demo::PASSWORD;
        assert_eq!(refusal(enter(password, None).await), Refusal::NotAllowed);
        let sealed = app.keys.seal(SECRET, &mut app.pad(world.now())).unwrap();
        let set = move |db: &mut majlis::store::Db| {
            staff::set_totp(db, &"staff-secretary".into(), Some(&sealed))
        };
        app.store.write(set).await.unwrap();
        assert_eq!(refusal(enter(password, None).await), Refusal::SecondFactorNeeded);
        assert_eq!(refusal(enter(password, Some("000000".into())).await), Refusal::SignInFailed);
        let code = code(&world);
        assert_eq!(refusal(enter("guess", Some(code.clone())).await), Refusal::SignInFailed);
        enter(password, Some(code.clone())).await.unwrap();
        assert_eq!(refusal(enter(password, Some(code)).await), Refusal::SignInFailed);
        world.pass(TimeDelta::seconds(60));
        enter(password, Some(self::code(&world))).await.unwrap();
    }
}

/// What the secretary's telephone shows now.
fn code(world: &World) -> String {
    let secret = Secret::try_from_base32(SECRET).unwrap();
    let totp: Totp = Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(world.now().timestamp()).unwrap())
        .to_string()
}
