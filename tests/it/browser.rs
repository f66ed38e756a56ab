//! A browser for stories: it keeps cookies, follows nothing by itself, and fills in forms.
use std::collections::BTreeMap;

use actix_web::body::{BoxBody, MessageBody as _};
use actix_web::cookie::Cookie;
use actix_web::dev::{Service as _, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::from_fn;
use actix_web::{App as Pages, Error, test, web};
use majlis::access;
use majlis::web::{citizen, language};

use crate::world::World;

/// One browser with its cookies.
pub(crate) struct Browser<'a> {
    world: &'a World,
    cookies: BTreeMap<String, String>,
}

/// What came back.
pub(crate) struct Page {
    pub(crate) status: u16,
    /// Where a redirect leads; empty for none.
    pub(crate) to: String,
    pub(crate) body: String,
}

impl Page {
    /// The values of every field of that name on the page, in order.
    pub(crate) fn values(&self, field: &str) -> Vec<String> {
        let mark = format!("name=\"{field}\" value=\"");
        let found = self.body.split(&mark).skip(1);
        found
            .filter_map(|rest| rest.split('"').next())
            .map(str::to_owned)
            .collect()
    }

    /// Whether the page says that, in these words.
    #[track_caller]
    pub(crate) fn says(&self, words: &str) -> &Self {
        assert!(self.body.contains(words), "no `{words}` in {}", self.body);
        self
    }

    /// Where it sends the browser.
    #[track_caller]
    pub(crate) fn leads_to(&self, path: &str) -> &Self {
        assert!(
            self.to.starts_with(path),
            "{} {}: {}",
            self.status,
            self.to,
            self.body
        );
        self
    }
}

impl<'a> Browser<'a> {
    /// A browser that was never here.
    pub(crate) fn new(world: &'a World) -> Self {
        let cookies = BTreeMap::new();
        Self { world, cookies }
    }

    /// Opens a page.
    pub(crate) async fn get(&mut self, path: &str) -> Page {
        self.ask(test::TestRequest::get().uri(path)).await
    }

    /// Opens a page, and every page it leads to.
    pub(crate) async fn open(&mut self, path: &str) -> Page {
        let mut page = self.get(path).await;
        for _ in 0..5 {
            if page.to.is_empty() {
                break;
            }
            page = self.get(&page.to.clone()).await;
        }
        page
    }

    /// Sends a form of the page at that address, with its secret.
    pub(crate) async fn send(&mut self, page: &Page, path: &str, fields: &[(&str, &str)]) -> Page {
        let csrf = page.values("csrf").pop().unwrap_or_default();
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        self.ask(test::TestRequest::post().uri(path).set_form(all))
            .await
    }

    async fn ask(&mut self, mut request: test::TestRequest) -> Page {
        for (name, value) in &self.cookies {
            request = request.cookie(Cookie::new(name.clone(), value.clone()));
        }
        let response = serve(self.world, request).await;
        for cookie in response.response().cookies() {
            self.cookies
                .insert(cookie.name().to_owned(), cookie.value().to_owned());
        }
        let to = response.headers().get(header::LOCATION);
        let to = to.map_or("", |to| to.to_str().unwrap()).to_owned();
        let status = response.status().as_u16();
        let body = response.into_body().try_into_bytes().unwrap_or_default();
        let body = String::from_utf8(body.to_vec()).unwrap();
        Page { status, to, body }
    }
}

async fn serve(world: &World, request: test::TestRequest) -> ServiceResponse<BoxBody> {
    let pages = Pages::new()
        .app_data(web::Data::new(world.app.clone()))
        .wrap(from_fn(access::door))
        .configure(language::routes)
        .configure(citizen::routes);
    let pages = test::init_service(pages).await;
    let answer: Result<_, Error> = pages.call(request.to_request()).await;
    answer.unwrap()
}
