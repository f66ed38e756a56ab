//! The pages people see.

pub mod admin;
pub mod assets;
pub mod behalf;
pub mod calls;
pub mod centre;
pub mod citizen;
pub mod demo;
pub mod docs;
pub mod failure;
pub mod form;
pub mod frame;
#[cfg(test)]
mod gallery;
pub mod interpreter;
pub mod join;
pub mod language;
pub mod office;
pub mod papers;
pub mod parts;
pub mod reader;
pub mod security;
pub mod shown;
pub mod staff;
pub mod turn;
pub mod upload;

use actix_web::web::ServiceConfig;

/// Every page.
pub fn routes(config: &mut ServiceConfig) {
    config
        .configure(citizen::routes)
        .configure(staff::routes)
        .configure(calls::routes)
        .configure(centre::routes)
        .configure(office::routes)
        .configure(admin::routes)
        .configure(join::routes)
        .configure(interpreter::routes)
        .configure(demo::routes);
}
