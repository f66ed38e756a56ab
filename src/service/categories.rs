//! The tree of categories as the administrator keeps it, and which departments citizens are named.

use chrono::{DateTime, Utc};

use super::app::App;
use super::audit;
use super::caller::Caller;
use super::catalogue;
use super::error::ServiceError;
use crate::scheduling::Refusal;
use crate::scheduling::category::{Suggestion, Tree};
use crate::scheduling::ids::{CategoryId, DepartmentId};
use crate::store::{self, category, place};

pub use crate::store::Texts;
pub use crate::store::category::Category;

/// What the audit trail calls it.
const KEEP: &str = "keep_category";
/// What the audit trail calls it.
const SHOW: &str = "show_department";
/// So many categories at most has a ministry.
pub const CATEGORIES_MAX: usize = 500;

/// A category as the administrator writes it down, checked already.
#[derive(Clone, Debug)]
pub struct NewCategory {
    /// The one above it.
    pub parent: Option<CategoryId>,
    /// The order among those beside it.
    pub position: i32,
    /// The name, per language.
    pub names: Texts,
    /// Words that suggest it, per language.
    pub words: Texts,
    /// Who works on it.
    pub department: Option<DepartmentId>,
    /// Working days until an answer is due.
    pub due_days: Option<u16>,
    /// Whether it is chosen for no request any more.
    pub is_retired: bool,
    /// Whether its requests are protected.
    pub is_protected: bool,
}

/// Keeps a category: a new one, or a known one anew. Its place in the tree is checked.
pub async fn keep(
    app: &App,
    caller: &Caller,
    (id, new): (Option<CategoryId>, NewCategory),
    now: DateTime<Utc>,
) -> Result<CategoryId, ServiceError> {
    let pad = app.pad(now);
    let (of_work, by) = (app.clone(), caller.clone());
    let id = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let known = catalogue::current(&of_work, db)?;
            if id.is_none() && known.categories.len() >= CATEGORIES_MAX {
                return Err(ServiceError::from(Refusal::CategoryPlace));
            }
            check(&known, id.as_ref(), &new)?;
            let row = Category {
                id: id.clone().unwrap_or_else(|| pad.id(CategoryId::made)),
                parent_id: new.parent.clone(),
                position: new.position,
                names: new.names.clone(),
                words: new.words.clone(),
                department_id: new.department.clone(),
                due_days: new.due_days.map(i32::from),
                retired: new.is_retired,
                is_protected: new.is_protected,
            };
            match &id {
                None => category::add(db, &row)?,
                Some(_) if category::change(db, &row)? => {}
                Some(_) => return Err(Refusal::NotFound.into()),
            }
            catalogue::mark(db, &mut pad)?;
            let thing = format!("category:{}", row.id);
            store::audit::add(db, &audit::deed(&by, KEEP, &thing, &mut pad))?;
            Ok(row.id)
        })
        .await?;
    app.catalogue.reload(&app.store).await?;
    Ok(id)
}

fn check(
    known: &catalogue::Catalogue,
    id: Option<&CategoryId>,
    new: &NewCategory,
) -> Result<(), Refusal> {
    if let Some(department) = &new.department
        && known.department(department).is_none()
    {
        return Err(Refusal::FieldWrong);
    }
    let Some(parent) = &new.parent else {
        return Ok(());
    };
    let fits = match id {
        Some(id) => known.tree.may_stand_below(id, parent),
        None => known.tree.find(parent).is_some() && known.tree.has_room_below(parent),
    };
    if fits {
        Ok(())
    } else {
        Err(Refusal::CategoryPlace)
    }
}

/// Says whether citizens are told the name of a department.
pub async fn show_department(
    app: &App,
    caller: &Caller,
    (id, is_shown): (DepartmentId, bool),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let pad = app.pad(now);
    let by = caller.clone();
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            if !place::show_department(db, &id, is_shown)? {
                return Err(ServiceError::from(Refusal::NotFound));
            }
            catalogue::mark(db, &mut pad)?;
            let thing = format!("department:{id}");
            store::audit::add(db, &audit::deed(&by, SHOW, &thing, &mut pad))?;
            Ok(())
        })
        .await?;
    app.catalogue.reload(&app.store).await
}

/// The name of a category with those above it, the highest first; blank where there is none.
pub fn path(app: &App, id: &CategoryId, code: &str) -> String {
    let catalogue = app.catalogue.get();
    let line = catalogue.tree.upwards(id);
    let name = |id: &CategoryId| {
        let mut all = catalogue.categories.iter();
        let found = all.find(|one| one.id == *id);
        found
            .map_or("", |one| one.names.in_language(code))
            .to_owned()
    };
    let names: Vec<String> = line.into_iter().rev().map(|one| name(&one.id)).collect();
    names.join(" / ")
}

/// The categories that the words of a request suggest.
pub fn suggested(app: &App, (subject, details): (&str, &str)) -> Vec<Suggestion> {
    let catalogue = app.catalogue.get();
    catalogue.tree.suggest(&format!("{subject} {details}"))
}

/// The tree that the rules read, from the rows.
pub(super) fn tree(rows: &[Category]) -> Tree {
    let words = |texts: &Texts| -> Vec<String> {
        let each = texts.0.values().flat_map(|text| text.split_whitespace());
        each.map(str::to_owned).collect()
    };
    let each = rows
        .iter()
        .map(|row| crate::scheduling::category::Category {
            id: row.id.clone(),
            parent: row.parent_id.clone(),
            words: words(&row.words),
            department: row.department_id.clone(),
            due_days: row.due_days.and_then(|days| u16::try_from(days).ok()),
            is_retired: row.retired,
            is_protected: row.is_protected,
        });
    Tree::new(each.collect())
}
