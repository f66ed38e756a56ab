//! What every page handler is given: who reads, when, in which words.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Utc};

use super::failure::Failure;
use super::frame::{Frame, NavLink, Person};
use super::language;
use crate::access::{self, Seen};
use crate::scheduling::permission::allowed;
use crate::scheduling::{Action, Refusal};
use crate::service::tokens::SignedIn;
use crate::service::{App, Caller, ServiceError, whoami};
use crate::words::Words;

/// The parts of the site, who may use them, and what they are called.
const PARTS: &[(&str, Action, &str)] = &[
    ("/requests", Action::SeeOwnRequests, "my-requests"),
    ("/profile", Action::EditOwnProfile, "my-profile"),
    ("/write", Action::WriteToCalls, "nav-write"),
    ("/calls", Action::TakeCalls, "calls-title"),
    ("/calls/log", Action::SeeCallLog, "calls-log"),
    ("/centre", Action::ReadQueue, "nav-today"),
    ("/staff/evening", Action::SeeEvening, "nav-evening"),
    ("/centre/remarks", Action::FollowRemarks, "remarks-title"),
    ("/staff/register", Action::RegisterPerson, "nav-register"),
    ("/staff/people", Action::FindPerson, "nav-people"),
    (
        "/staff/representations",
        Action::RegisterRepresentation,
        "nav-representations",
    ),
    ("/interpreter", Action::SeeOwnJobs, "jobs-title"),
    ("/office/next", Action::SeeNext, "nav-next"),
    ("/office/week", Action::SeeWeek, "nav-week"),
    ("/office/plan", Action::SeePlan, "nav-plan"),
    ("/office/today", Action::SeeWeek, "nav-office-today"),
    ("/office/requests", Action::SeeRequests, "nav-inbox"),
    ("/office/waiting", Action::AdmitParticipant, "nav-waiting"),
    ("/office/day-sheet", Action::SeeDaySheet, "nav-sheet"),
    ("/office/figures", Action::SeeFigures, "nav-figures"),
    ("/office/blocks", Action::ManageBlocks, "nav-blocks"),
    ("/office/feeds", Action::KeepFeeds, "nav-feeds"),
    ("/office/readers", Action::KeepReaders, "nav-readers"),
    (
        "/admin/categories",
        Action::KeepCategories,
        "nav-categories",
    ),
    ("/admin/holidays", Action::EditCalendar, "nav-holidays"),
    ("/admin/texts", Action::EditTexts, "nav-texts"),
    ("/admin/notices", Action::ManageNotices, "nav-notices"),
];

/// Where the pages of staff stand.
const STAFFS: [&str; 6] = [
    "/staff",
    "/office",
    "/centre",
    "/calls",
    "/interpreter",
    "/admin",
];

/// Whether a page of that path is one of the staff's.
pub(super) fn is_of_staff(path: &str) -> bool {
    STAFFS.iter().any(|area| path.starts_with(area))
}

/// Who reads a page.
#[derive(Clone)]
pub struct Reader {
    /// The parts of the running service.
    pub app: App,
    /// Who is calling.
    pub caller: Caller,
    /// The one time of this request.
    pub now: DateTime<Utc>,
    /// The words this browser reads.
    pub words: Words,
    /// What forms of this browser carry back.
    pub csrf: String,
    /// The page's own path and query.
    pub path: String,
    name: Option<String>,
}

impl Reader {
    /// The reader of a request that the door let in.
    pub async fn of(request: &HttpRequest) -> Result<Self, Failure> {
        let app = request
            .app_data::<web::Data<App>>()
            .ok_or(Refusal::NotFound)?;
        let app = app.get_ref().clone();
        let seen = request.extensions().get::<Seen>().cloned();
        let words = language::of(&app.words, request);
        let (caller, now, csrf) = match seen {
            Some(seen) => (seen.caller, seen.now, seen.csrf),
            None => (Caller::Nobody, app.clock.now(), String::new()),
        };
        let name = whoami::name(&app, &caller, words.lang().code().to_owned()).await?;
        let path = request
            .uri()
            .path_and_query()
            .map_or("/", |whole| whole.as_str())
            .to_owned();
        Ok(Self {
            app,
            caller,
            now,
            words,
            csrf,
            path,
            name,
        })
    }

    /// What stands around the page.
    pub fn frame(&self) -> Frame {
        let code = self.words.lang().code();
        let mut frame = Frame::new(&self.app.words, self.words.clone(), self.now);
        frame.ministry = self
            .app
            .settings
            .ministry
            .name
            .get(code)
            .cloned()
            .unwrap_or_default();
        frame.phone.clone_from(&self.app.settings.ministry.phone);
        frame.path.clone_from(&self.path);
        frame.csrf.clone_from(&self.csrf);
        frame.demo = self.app.is_demo;
        frame.staff = is_of_staff(&self.path);
        let role = self.caller.role();
        frame.person = self.name.clone().map(|name| Person {
            name,
            role: match self.caller.staff() {
                Some(staff) => self.words.value("role", staff.role.as_str()),
                None => String::new(),
            },
        });
        // Whoever follows one request by its reference has no account to go to.
        let is_follower = matches!(self.caller, Caller::Follower { .. });
        if role.is_some() && !is_follower {
            frame.nav = PARTS
                .iter()
                .filter(|(_, action, _)| allowed(role, *action))
                .map(|(href, _, key)| NavLink {
                    href: (*href).to_owned(),
                    name: self.words.get(key),
                })
                .collect();
        }
        frame
    }

    /// The language this page is read in.
    pub fn language(&self) -> String {
        self.words.lang().code().to_owned()
    }

    /// A page.
    pub fn page(&self, page: &impl Template) -> Result<HttpResponse, Failure> {
        let html = page
            .render()
            .map_err(|_unwritable| ServiceError::Broken("a page could not be written"))?;
        Ok(HttpResponse::Ok()
            .content_type("text/html; charset=utf-8")
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .body(html))
    }

    /// Off to another page, after a form was taken.
    pub fn see(&self, path: &str) -> HttpResponse {
        HttpResponse::SeeOther()
            .insert_header((header::LOCATION, path.to_owned()))
            .finish()
    }

    /// The same answer with the cookies of a sign-in.
    pub fn signed_in(&self, mut response: HttpResponse, signed_in: &SignedIn) -> HttpResponse {
        for cookie in access::sign_in_cookies(&self.app, signed_in) {
            keep(&mut response, &cookie);
        }
        response
    }

    /// The same answer with the cookies of a sign-in emptied.
    pub fn signed_out(&self, mut response: HttpResponse) -> HttpResponse {
        for cookie in access::sign_out_cookies(&self.app) {
            keep(&mut response, &cookie);
        }
        response
    }
}

fn keep(response: &mut HttpResponse, cookie: &actix_web::cookie::Cookie<'_>) {
    if let Err(error) = response.add_cookie(cookie) {
        tracing::warn!(error = %error, "a cookie could not be set");
    }
}

impl FromRequest for Reader {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { Self::of(&request).await })
    }
}
