//! Whose address counts, and which bucket a question is taken from.

use actix_web::test::TestRequest;

use super::*;

#[test]
fn behind_a_proxy_only_its_own_word_counts() {
    let request = TestRequest::default()
        .peer_addr("10.0.0.1:443".parse().unwrap())
        .insert_header(("x-forwarded-for", "1.2.3.4, 203.0.113.9"))
        .to_http_request();
    let seen = |is_behind| address(&request, is_behind).unwrap().to_string();
    assert_eq!(seen(true), "203.0.113.9");
    assert_eq!(seen(false), "10.0.0.1");
}

#[test]
fn a_home_shares_one_bucket() {
    let home = |text: &str| network(text.parse().unwrap());
    assert_eq!(home("2001:db8:1:2::1"), home("2001:db8:1:2:ffff::9"));
    assert_ne!(home("2001:db8:1:2::1"), home("2001:db8:1:3::1"));
    assert_eq!(home("::ffff:192.0.2.1"), home("192.0.2.1"));
}

#[test]
fn every_question_has_its_class() {
    let of = |action, method: Method, pattern| class(action, &method, pattern);
    let sign_in = Action::SignIn;
    assert_eq!(
        of(sign_in, Method::POST, "/api/v1/auth/otp"),
        Some(Class::Otp)
    );
    assert_eq!(
        of(sign_in, Method::POST, "/staff/sign-in"),
        Some(Class::SignIn)
    );
    assert_eq!(
        of(sign_in, Method::GET, "/staff/sign-in"),
        Some(Class::Read)
    );
    assert_eq!(of(sign_in, Method::POST, "/sign-out"), Some(Class::Write));
    let track = Action::TrackRequest;
    assert_eq!(of(track, Method::POST, "/api/v1/track"), Some(Class::Track));
    assert_eq!(of(Action::SeePublic, Method::GET, "/assets/{name}"), None);
}
