//! The tree by which requests are classified, and which departments citizens are named.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use crate::scheduling::category::Category;
use crate::scheduling::ids::DepartmentId;
use crate::service::categories;
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Mood, Tag};
use crate::web::reader::Reader;

/// The tree and the departments.
#[derive(Template)]
#[template(path = "admin/categories.html")]
pub struct CategoriesPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was just done.
    pub done: Option<String>,
    /// Every category, each below the one above it.
    pub rows: Vec<CategoryRow>,
    /// Every department.
    pub departments: Vec<DepartmentRow>,
}

/// One category.
pub struct CategoryRow {
    /// Where it is changed.
    pub href: String,
    /// Its name, with those above it.
    pub name: String,
    /// Who works on it.
    pub department: String,
    /// In how many working days an answer is due.
    pub due: String,
    /// Whether it is chosen for none any more, and whether its requests are protected.
    pub tags: Vec<Tag>,
}

/// One department.
pub struct DepartmentRow {
    /// Where it is changed.
    pub href: String,
    /// Its name.
    pub name: String,
    /// Whether citizens are told it.
    pub state: Tag,
    /// What the button says.
    pub button: String,
    /// What the button sends.
    pub show: &'static str,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    done: String,
}

/// Whether citizens are told the name of a department.
#[derive(Deserialize)]
pub(super) struct Shown {
    #[serde(default)]
    show: String,
}

pub(super) async fn see(reader: Reader, asked: Query<Asked>) -> Result<HttpResponse, Failure> {
    let catalogue = reader.app.catalogue.get();
    let all = catalogue.tree.in_order();
    let departments = catalogue.departments.iter();
    let words = &reader.words;
    let code = words.lang().code();
    let departments = departments.map(|known| {
        let (mood, key, button) = if known.shown {
            (Mood::Good, "department-shown", "department-hide")
        } else {
            (Mood::Plain, "department-hidden", "department-show")
        };
        DepartmentRow {
            href: format!("/admin/departments/{}", known.id),
            name: known.names.in_language(code).to_owned(),
            state: Tag::new(mood, words.get(key)),
            button: words.get(button),
            show: if known.shown { "no" } else { "yes" },
        }
    });
    reader.page(&CategoriesPage {
        done: (asked.done == "kept").then(|| words.get("category-kept")),
        rows: all.into_iter().map(|(one, _)| row(&reader, one)).collect(),
        departments: departments.collect(),
        frame: reader.frame().titled("categories-title"),
    })
}

fn row(reader: &Reader, one: &Category) -> CategoryRow {
    let (words, catalogue) = (&reader.words, reader.app.catalogue.get());
    let code = words.lang().code();
    let department = catalogue.tree.department(&one.id);
    let department = department.and_then(|id| catalogue.department(id));
    let days = catalogue.tree.due_days(&one.id);
    let days = days.unwrap_or(reader.app.settings.requests.due_days);
    let is_protected = catalogue.tree.is_protected(&one.id);
    let tags = [
        (one.is_retired, Mood::Plain, "category-retired"),
        (is_protected, Mood::Wait, "category-protected"),
    ];
    let tags = tags.into_iter().filter(|(is_so, _, _)| *is_so);
    CategoryRow {
        href: format!("/admin/categories/{}", one.id),
        name: categories::path(&reader.app, &one.id, code),
        department: department.map_or_else(
            || words.get("category-department-none"),
            |known| known.names.in_language(code).to_owned(),
        ),
        due: words.days(i64::from(days)),
        tags: tags
            .map(|(_, mood, key)| Tag::new(mood, words.get(key)))
            .collect(),
    }
}

/// Says whether citizens are told a department's name.
pub(super) async fn show(
    reader: Reader,
    id: Path<String>,
    Form(typed): Form<Shown>,
) -> Result<HttpResponse, Failure> {
    let wish = (DepartmentId::from(id.into_inner()), typed.show == "yes");
    categories::show_department(&reader.app, &reader.caller, wish, reader.now).await?;
    Ok(reader.see("/admin/categories?done=kept"))
}
