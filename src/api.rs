//! The JSON surface: one file per resource.

use actix_web::web::{ServiceConfig, delete, get, patch, post, put};

pub mod appointments;
pub mod attachments;
pub mod auth;
pub mod availability;
pub mod blocks;
pub mod calendar;
pub mod call;
pub mod calls;
pub mod day;
pub mod demo;
pub mod directory;
pub mod failure;
pub mod feeds;
pub mod filing;
pub mod gateway;
pub mod holds;
pub mod me;
pub mod offers;
pub mod openapi;
pub mod people;
pub mod plan;
pub mod queue;
pub mod readers;
pub mod reports;
pub mod representations;
pub mod requests;
pub mod rules;
pub mod sessions;
pub mod slots;
pub mod surveys;
pub mod templates;
pub mod waiting_list;
pub mod weeks;
pub mod why;

/// Puts every call into the program's routes.
pub fn routes(routes: &mut ServiceConfig) {
    routes
        .configure(meetings)
        .configure(people)
        .configure(staff)
        .configure(days)
        .route("/demo/messages", get().to(demo::messages))
        .route("/demo/clock", post().to(demo::clock))
        .route("/api/openapi.json", get().to(openapi::serve))
        .route("/api/docs", get().to(crate::web::docs::see));
}

fn people(routes: &mut ServiceConfig) {
    routes
        .route("/api/v1/auth/otp", post().to(auth::ask))
        .route("/api/v1/auth/otp/{challenge_id}", post().to(auth::enter))
        .route("/api/v1/auth/staff", post().to(auth::staff))
        .route("/api/v1/auth/refresh", post().to(auth::again))
        .route("/api/v1/auth/logout", post().to(auth::leave))
        .route("/api/v1/me", get().to(me::see))
        .route("/api/v1/me", put().to(me::save))
        .route("/api/v1/officials", get().to(directory::officials))
        .route("/api/v1/centres", get().to(directory::centres))
        .route("/api/v1/services", get().to(directory::services))
        .route("/api/v1/requests", post().to(requests::hand_in))
        .route("/api/v1/requests", get().to(requests::list))
        .route("/api/v1/requests/{id}", get().to(requests::see))
        .route(
            "/api/v1/requests/{id}/decision",
            post().to(requests::decide),
        )
        .configure(files)
        .route("/api/v1/track", post().to(requests::follow))
        .route("/api/v1/sms/reports", get().to(gateway::opened))
        .route("/api/v1/sms/reports", post().to(gateway::report))
        .route("/api/v1/surveys/{token}", get().to(surveys::see))
        .route("/api/v1/surveys/{token}", post().to(surveys::answer));
}

fn files(routes: &mut ServiceConfig) {
    const ONE: &str = "/api/v1/requests/{id}";
    routes
        .route(&format!("{ONE}/registration"), post().to(filing::register))
        .route(&format!("{ONE}/category"), post().to(filing::classify))
        .route(&format!("{ONE}/close"), post().to(filing::close))
        .route(&format!("{ONE}/withdraw"), post().to(filing::withdraw))
        .route(&format!("{ONE}/reply"), post().to(attachments::reply))
        .route(&format!("{ONE}/attachments"), get().to(attachments::list))
        .route("/api/v1/attachments", post().to(attachments::bring))
        .route("/api/v1/attachments/{id}", delete().to(attachments::remove))
        .route("/api/v1/attachments/{id}", get().to(attachments::open))
        .route("/api/v1/categories", get().to(filing::categories));
}

fn meetings(routes: &mut ServiceConfig) {
    const ONE: &str = "/api/v1/appointments/{id}";
    routes
        .route("/api/v1/slots", get().to(slots::list))
        .route("/api/v1/slots/why", get().to(why::see))
        .route("/api/v1/holds", post().to(holds::keep))
        .route("/api/v1/holds/{id}", delete().to(holds::release))
        .route("/api/v1/holds/{id}/extend", post().to(holds::extend))
        .route("/api/v1/waiting-list", post().to(waiting_list::join))
        .route("/api/v1/waiting-list", get().to(waiting_list::list))
        .route(
            "/api/v1/waiting-list/{id}",
            delete().to(waiting_list::leave),
        )
        .route("/api/v1/offers", get().to(offers::list))
        .route("/api/v1/offers/{id}/take", post().to(offers::take))
        .route("/api/v1/offers/{id}/decline", post().to(offers::decline))
        .route("/api/v1/appointments", post().to(appointments::book))
        // Before the bare one, whose pattern it would match too.
        .route(&format!("{ONE}.ics"), get().to(appointments::calendar))
        .route(ONE, get().to(appointments::see))
        .route(&format!("{ONE}/confirm"), post().to(appointments::confirm))
        .route(&format!("{ONE}/cancel"), post().to(appointments::cancel))
        .route(
            &format!("{ONE}/reschedule"),
            post().to(appointments::reschedule),
        )
        .route(
            &format!("{ONE}/check-in"),
            post().to(appointments::check_in),
        )
        .route(&format!("{ONE}/miss"), post().to(appointments::miss))
        .route(&format!("{ONE}/outcome"), post().to(sessions::close))
        .route(&format!("{ONE}/notes"), get().to(day::notes))
        .route(&format!("{ONE}/notes"), post().to(day::add_note))
        .route(
            "/api/v1/representations",
            post().to(representations::register),
        )
        .route("/api/v1/representations", get().to(representations::own))
        .route(
            "/api/v1/representations/{id}",
            delete().to(representations::revoke),
        )
        .route("/api/v1/blocks", post().to(blocks::add))
        .route("/api/v1/blocks", get().to(blocks::list))
        .route("/api/v1/blocks/{id}", delete().to(blocks::lift))
        .route("/api/v1/sessions", post().to(sessions::start))
        .route("/api/v1/sessions/{id}/tickets", post().to(sessions::enter));
}

fn days(routes: &mut ServiceConfig) {
    const ONE: &str = "/api/v1/calendar/holidays/{id}";
    const OVERRIDES: &str = "/api/v1/centres/{id}/overrides";
    routes
        .route("/api/v1/calendar", get().to(calendar::days))
        .route("/api/v1/calendar/holidays", post().to(calendar::add))
        .route(&format!("{ONE}/confirm"), post().to(calendar::confirm))
        .route(ONE, delete().to(calendar::remove))
        .route(
            "/api/v1/calendar/ramadan/{year}",
            put().to(calendar::ramadan),
        )
        .route(OVERRIDES, post().to(calendar::override_hours))
        .route(
            &format!("{OVERRIDES}/{{override}}"),
            delete().to(calendar::restore_hours),
        );
}

fn rules_of_weeks(routes: &mut ServiceConfig) {
    const ONE: &str = "/api/v1/officials/{id}";
    routes
        .route("/api/v1/templates", get().to(templates::all))
        .route("/api/v1/templates", post().to(templates::make))
        .route("/api/v1/templates/{id}", put().to(templates::change))
        .route("/api/v1/templates/{id}", delete().to(templates::end))
        .route(&format!("{ONE}/rules"), get().to(availability::rules))
        .route(&format!("{ONE}/rules"), post().to(availability::add_rule))
        .route(
            &format!("{ONE}/rules/{{rule}}"),
            delete().to(availability::end_rule),
        )
        .route(
            &format!("{ONE}/exceptions"),
            get().to(availability::exceptions),
        )
        .route(
            &format!("{ONE}/exceptions"),
            post().to(availability::add_exception),
        )
        .route(
            &format!("{ONE}/exceptions/{{exception}}"),
            delete().to(availability::end_exception),
        )
        .route(&format!("{ONE}/cases"), get().to(availability::cases))
        .route(
            &format!("{ONE}/cases/{{case}}/keep"),
            post().to(availability::keep),
        );
}

fn plans(routes: &mut ServiceConfig) {
    const PLAN: &str = "/api/v1/weeks/{week}/plan";
    routes
        .route(PLAN, get().to(plan::see))
        .route(PLAN, post().to(plan::make))
        .route(PLAN, patch().to(plan::change))
        .route(&format!("{PLAN}/publish"), post().to(plan::publish));
}

fn named(routes: &mut ServiceConfig) {
    const READERS: &str = "/api/v1/officials/{id}/readers";
    routes
        .route(READERS, get().to(readers::list))
        .route(&format!("{READERS}/{{staff}}"), put().to(readers::name))
        .route(
            &format!("{READERS}/{{staff}}"),
            delete().to(readers::remove),
        )
        .route("/api/v1/feeds", get().to(feeds::list))
        .route("/api/v1/feeds", post().to(feeds::make))
        .route("/api/v1/feeds/{id}", delete().to(feeds::revoke));
}

fn staff(routes: &mut ServiceConfig) {
    const WEEK: &str = "/api/v1/officials/{id}/weeks/{week}";
    const LATE: &str = "/api/v1/officials/{id}/days/{day}/lateness";
    routes
        .route(LATE, get().to(day::lateness))
        .route(LATE, put().to(day::say_late))
        .route(WEEK, get().to(weeks::see))
        .route(WEEK, put().to(weeks::save))
        .route(&format!("{WEEK}/fill"), post().to(weeks::fill))
        .route(&format!("{WEEK}/copy"), post().to(weeks::copy))
        .route(&format!("{WEEK}/preview"), post().to(weeks::preview))
        .route(&format!("{WEEK}/publish"), post().to(weeks::publish))
        .route(&format!("{WEEK}/undo"), post().to(weeks::undo))
        .configure(rules_of_weeks)
        .configure(plans)
        .configure(named)
        .route("/api/v1/centres/{id}/queue", get().to(queue::see))
        .route("/api/v1/visits/{id}/finish", post().to(queue::finish))
        .route("/api/v1/calls", post().to(calls::log))
        .route("/api/v1/people", get().to(people::find))
        .route("/api/v1/people", post().to(people::register))
        .route("/api/v1/reports/summary", get().to(reports::summary));
}
