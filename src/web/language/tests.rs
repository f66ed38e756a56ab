//! A change of language comes back to the same page and nowhere else.

use actix_web::App;
use actix_web::cookie::Cookie;
use actix_web::test::{TestRequest, call_service, init_service};

use super::{of, own_path, routes};
use crate::words::Library;

#[actix_web::test]
async fn the_switch_comes_back_to_the_page() {
    let pages = init_service(App::new().configure(routes)).await;
    let ask = TestRequest::get()
        .uri("/language/en?next=%2Frequests%3Fpage%3D2")
        .to_request();
    let answer = call_service(&pages, ask).await;
    assert_eq!(answer.status().as_u16(), 303);
    assert_eq!(
        answer.headers().get("location").unwrap(),
        "/requests?page=2"
    );
    let cookie = answer
        .headers()
        .get("set-cookie")
        .unwrap()
        .to_str()
        .unwrap();
    assert!(
        cookie.starts_with("language=en; HttpOnly; SameSite=Lax; Path=/; Max-Age="),
        "{cookie}"
    );
}

#[test]
fn nobody_is_led_away() {
    for path in [
        "https://elsewhere.example",
        "//elsewhere.example",
        "/\\elsewhere",
        "",
        "mine",
    ] {
        assert_eq!(own_path(path), "/", "{path}");
    }
    assert_eq!(own_path("/office/week?day=1"), "/office/week?day=1");
}

#[test]
fn the_pages_open_in_the_ministrys_language() {
    let library = Library::load().unwrap();
    let first = TestRequest::get()
        .insert_header(("accept-language", "en"))
        .to_http_request();
    assert_eq!(of(&library, &first).lang().code(), "ar");
    let chosen = TestRequest::get()
        .cookie(Cookie::new("language", "en"))
        .to_http_request();
    assert_eq!(of(&library, &chosen).lang().code(), "en");
    let own = TestRequest::get()
        .cookie(Cookie::new("digits", "own"))
        .to_http_request();
    assert_eq!(of(&library, &own).number(12), "١٢");
}
