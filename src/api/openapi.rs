//! The description of the whole JSON surface (`OpenAPI` 3.1), generated from the code.

use std::future::{Ready, ready};
use std::sync::OnceLock;

use actix_web::HttpResponse;
use actix_web::http::header;
use utoipa::OpenApi;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Components, ContentBuilder, Ref, RefOr, Response, ResponseBuilder};

use super::call::Answer;
use super::failure::Problem;
use super::{
    appointments, attachments, auth, availability, blocks, calendar, calls, day, demo, directory,
    feeds, filing, gateway, holds, me, offers, people, plan, queue, readers, reports,
    representations, requests, sessions, slots, surveys, templates, waiting_list, weeks, why,
};
use crate::access::ROUTES;
use crate::scheduling::permission::allowed;

/// Every call, as the code describes it.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Majlis",
        description = "Appointments and video sessions with the officials of a ministry. Times are \
RFC 3339 with offset; dates YYYY-MM-DD, or Hijri with calendar=umalqura. Unknown JSON fields are \
refused. Not found and not yours are both 404. Errors are RFC 9457 problems in the language of \
Accept-Language, with a stable code."
    ),
    paths(
        auth::ask,
        auth::enter,
        auth::staff,
        auth::again,
        auth::leave,
        me::see,
        me::save,
        directory::officials,
        directory::centres,
        directory::services,
        slots::list,
        why::see,
        calendar::days,
        calendar::add,
        calendar::confirm,
        calendar::remove,
        calendar::ramadan,
        calendar::override_hours,
        calendar::restore_hours,
        holds::keep,
        holds::release,
        representations::register,
        representations::own,
        representations::revoke,
        holds::extend,
        waiting_list::join,
        waiting_list::list,
        waiting_list::leave,
        offers::list,
        offers::take,
        offers::decline,
        requests::hand_in,
        requests::list,
        requests::see,
        requests::decide,
        requests::follow,
        attachments::bring,
        attachments::remove,
        attachments::open,
        attachments::list,
        attachments::reply,
        filing::register,
        filing::classify,
        filing::close,
        filing::withdraw,
        filing::categories,
        blocks::add,
        blocks::list,
        blocks::lift,
        appointments::book,
        appointments::calendar,
        appointments::see,
        appointments::confirm,
        appointments::cancel,
        appointments::reschedule,
        appointments::check_in,
        appointments::miss,
        sessions::start,
        sessions::enter,
        sessions::close,
        day::lateness,
        day::say_late,
        day::notes,
        day::add_note,
        weeks::see,
        weeks::save,
        weeks::fill,
        weeks::copy,
        weeks::preview,
        weeks::publish,
        plan::see,
        plan::make,
        plan::change,
        plan::publish,
        weeks::undo,
        templates::all,
        templates::make,
        templates::change,
        templates::end,
        availability::rules,
        availability::add_rule,
        availability::end_rule,
        availability::exceptions,
        availability::add_exception,
        availability::end_exception,
        availability::cases,
        availability::keep,
        readers::list,
        readers::name,
        readers::remove,
        feeds::list,
        feeds::make,
        feeds::revoke,
        queue::see,
        queue::finish,
        calls::log,
        people::find,
        people::register,
        gateway::opened,
        gateway::report,
        surveys::see,
        surveys::answer,
        reports::summary,
        demo::messages,
        demo::clock,
    ),
    components(schemas(Problem))
)]
struct Described;

/// The whole description.
pub fn described() -> utoipa::openapi::OpenApi {
    let mut described = Described::openapi();
    for (path, item) in &mut described.paths.paths {
        for (method, operation) in operations(item) {
            operation
                .responses
                .responses
                .insert("default".to_owned(), RefOr::T(refused()));
            if !is_public(method, path) {
                let needed = SecurityRequirement::new("bearer", Vec::<String>::new());
                operation.security = Some(vec![needed]);
            }
        }
    }
    let scheme = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT")
        .build();
    described
        .components
        .get_or_insert_with(Components::new)
        .add_security_scheme("bearer", SecurityScheme::Http(scheme));
    described
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    [
        ("GET", item.get.as_mut()),
        ("PUT", item.put.as_mut()),
        ("POST", item.post.as_mut()),
        ("PATCH", item.patch.as_mut()),
        ("DELETE", item.delete.as_mut()),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation?)))
}

/// Whether somebody who has not signed in may make this call.
fn is_public(method: &str, path: &str) -> bool {
    let route = ROUTES
        .iter()
        .find(|route| route.method == method && route.path == path);
    route.is_some_and(|route| allowed(None, route.action))
}

/// How every call says no.
fn refused() -> Response {
    let problem = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .build();
    ResponseBuilder::new()
        .description("Refused, with a stable code")
        .content("application/problem+json", problem)
        .build()
}

/// Serves the description.
pub fn serve() -> Ready<Answer> {
    static TEXT: OnceLock<String> = OnceLock::new();
    let text = TEXT.get_or_init(|| described().to_json().unwrap_or_default());
    ready(Ok(HttpResponse::Ok()
        .content_type(header::ContentType::json())
        .body(text.as_str())))
}

#[cfg(test)]
mod tests;
