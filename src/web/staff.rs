//! The staff's own pages: signing in and out, and the way to one's work.

pub mod people;
pub mod representations;
pub mod sign_in;
pub mod slip;

use actix_web::HttpResponse;
use actix_web::web::{Query, ServiceConfig, get, post};
use serde::Deserialize;

use crate::scheduling::{Refusal, Role};
use crate::service::sign_in_staff::sign_in_staff;
use crate::service::sign_out::sign_out;
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::language::own_path;
use crate::web::parts::{Field, Problem, Problems};
use crate::web::reader::Reader;
use sign_in::SignInPage;

/// The demo's accounts, as its sign-in page lists them.
const DEMO_NAMES: [&str; 11] = [
    "reception.madinah",
    "desk.madinah",
    "video.madinah",
    "manager.madinah",
    "calls",
    "scheduler",
    "secretary",
    "minister",
    "deputy",
    "interpreter",
    "admin",
];
const DEMO_PASSWORD: &str = "majlis-demo";

/// Puts these pages into the program's routes.
pub fn routes(routes: &mut ServiceConfig) {
    routes
        .route("/staff", get().to(home))
        .route("/staff/people", get().to(people::ask))
        .route("/staff/people", post().to(people::find))
        .route("/staff/representations", get().to(representations::ask))
        .route("/staff/representations", post().to(representations::find))
        .route(
            "/staff/representations/add",
            post().to(representations::add),
        )
        .route(
            "/staff/representations/{id}/end",
            post().to(representations::end),
        )
        .route("/staff/slips/{reference}", get().to(slip::see))
        .route("/staff/sign-in", get().to(ask))
        .route("/staff/sign-in", post().to(enter))
        .route("/sign-out", post().to(leave));
}

#[derive(Deserialize)]
struct Before {
    #[serde(default)]
    next: String,
}

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    username: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    next: String,
}

/// A form that says nothing but "do it".
#[derive(Deserialize)]
struct Nothing {}

/// Sends everybody to the page of their own work.
async fn home(reader: Reader) -> HttpResponse {
    reader.see(match reader.caller.role() {
        Some(Role::Receptionist | Role::OperationsOfficer | Role::VideoOperator) => "/centre",
        Some(Role::CentreManager | Role::Administrator) => "/office/figures",
        Some(Role::Scheduler) => "/office/requests",
        Some(Role::Secretary) => "/office/waiting",
        Some(Role::Official) => "/office/next",
        Some(Role::CallAgent) => "/calls",
        Some(Role::Interpreter) => "/interpreter",
        Some(Role::Portal | Role::Applicant) | None => "/",
    })
}

async fn ask(reader: Reader, before: Query<Before>) -> Result<HttpResponse, Failure> {
    let next = before.into_inner().next;
    if reader.caller.staff().is_some() {
        // Another tab renewed the sign-in a moment before.
        return Ok(reader.see(staffs_own(&next)));
    }
    let (username, password, code) = (String::new(), String::new(), String::new());
    reader.page(&page(
        &reader,
        Typed {
            username,
            password,
            code,
            next,
        },
        None,
    ))
}

async fn enter(reader: Reader, form: Form<Typed>) -> Result<HttpResponse, Failure> {
    let Form(typed) = form;
    let code = Some(typed.code.clone()).filter(|code| !code.is_empty());
    let given = (typed.username.clone(), typed.password.clone(), code);
    match sign_in_staff(&reader.app, given, reader.now).await {
        Ok(signed_in) => {
            let answer = reader.see(staffs_own(&typed.next));
            Ok(reader.signed_in(answer, &signed_in))
        }
        Err(error) => match error.refusal() {
            Some(refusal) => reader.page(&page(&reader, typed, Some(refusal))),
            None => Err(error.into()),
        },
    }
}

/// The page asked for before, or the page of one's own work.
fn staffs_own(next: &str) -> &str {
    match own_path(next) {
        "/" => "/staff",
        path => path,
    }
}

async fn leave(reader: Reader, _form: Form<Nothing>) -> Result<HttpResponse, Failure> {
    sign_out(&reader.app, &reader.caller, reader.now).await?;
    let is_staff = reader.caller.staff().is_some();
    let answer = reader.see(if is_staff { "/staff/sign-in" } else { "/" });
    Ok(reader.signed_out(answer))
}

fn page(reader: &Reader, typed: Typed, refusal: Option<Refusal>) -> SignInPage {
    let words = &reader.words;
    let problem = refusal.map(|refusal| {
        let is_code = matches!(
            refusal,
            Refusal::SecondFactorNeeded | Refusal::SecondFactorWrong
        );
        let field = if is_code { "code" } else { "username" };
        Problem {
            field: field.to_owned(),
            text: words.get(refusal.key()),
        }
    });
    let problems = Problems::new(words, problem.into_iter().collect());
    let mut fields = vec![
        Field::text("username", words.get("staff-username"))
            .complete("username")
            .value(typed.username)
            .wrong(problems.of("username")),
        Field::password("password", words.get("staff-password")),
    ];
    if reader.app.settings.auth.totp_required || problems.of("code").is_some() {
        let code = Field::code("code", words.get("staff-code")).hint(words.get("staff-code-hint"));
        fields.push(code.wrong(problems.of("code")));
    }
    let demo = reader.app.is_demo.then(|| {
        let names = DEMO_NAMES.map(str::to_owned).to_vec();
        (DEMO_PASSWORD.to_owned(), names)
    });
    SignInPage {
        frame: reader
            .frame()
            .titled("staff-sign-in-title")
            .gone_wrong(refusal.is_some()),
        problems,
        fields,
        next: typed.next,
        demo,
    }
}
