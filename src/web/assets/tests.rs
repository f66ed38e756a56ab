//! Every page's files are there, and a browser need not fetch them twice.

use actix_web::http::header;
use actix_web::test::{TestRequest, call_service, init_service};
use actix_web::{App, dev::ServiceResponse};

use super::{ASSETS, routes, url};

#[test]
fn the_pages_files_are_embedded() {
    for name in [
        "app.css",
        "app.js",
        "stage.js",
        "editor.js",
        "docs.css",
        "docs.js",
        "mark.svg",
    ] {
        assert!(url(name).starts_with("/assets/"), "{name} is missing");
    }
    assert_eq!(url("nothing.css"), "");
}

#[test]
fn nothing_is_loaded_from_elsewhere_by_our_own_styles() {
    let styles = ASSETS.iter().find(|asset| asset.name == "app.css").unwrap();
    let text = std::str::from_utf8(styles.bytes).unwrap();
    assert!(!text.contains("http:") && !text.contains("https:"));
    assert_eq!(
        text.matches("url(\"/assets/").count(),
        text.matches("url(").count()
    );
}

#[actix_web::test]
async fn a_file_is_kept_for_good_and_not_sent_twice() {
    let pages = init_service(App::new().configure(routes)).await;
    let ask = |uri: &str| TestRequest::get().uri(uri);
    let answer = call_service(&pages, ask(url("app.css")).to_request()).await;
    assert_eq!(answer.status().as_u16(), 200);
    assert_eq!(said(&answer, "content-type"), "text/css; charset=utf-8");
    assert_eq!(
        said(&answer, "cache-control"),
        "public, max-age=31536000, immutable"
    );

    let known = ask(url("app.css")).insert_header((header::IF_NONE_MATCH, said(&answer, "etag")));
    assert_eq!(
        call_service(&pages, known.to_request())
            .await
            .status()
            .as_u16(),
        304
    );
    let unknown = ask("/assets/app-0.css").to_request();
    assert_eq!(call_service(&pages, unknown).await.status().as_u16(), 404);
}

fn said<'a>(answer: &'a ServiceResponse, name: &str) -> &'a str {
    answer.headers().get(name).unwrap().to_str().unwrap()
}
