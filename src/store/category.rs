//! The tree by which requests are classified.

use diesel::prelude::*;

use super::schema::category;
use super::{Db, StoreError, Texts};
use crate::scheduling::ids::{CategoryId, DepartmentId};

/// A category.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = category, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Category {
    /// Its id.
    pub id: CategoryId,
    /// The one above it.
    pub parent_id: Option<CategoryId>,
    /// The order among those beside it.
    pub position: i32,
    /// The name, per language.
    pub names: Texts,
    /// Words of a request that suggest it, per language, blanks between.
    pub words: Texts,
    /// Who works on it; none: whoever works on the one above.
    pub department_id: Option<DepartmentId>,
    /// Working days until an answer is due; none: those of the one above.
    pub due_days: Option<i32>,
    /// Whether it is still read on old requests, but chosen for none.
    pub retired: bool,
    /// Whether its requests are protected, and those of the categories below it.
    pub is_protected: bool,
}

/// Every category, in order.
pub fn all(db: &mut Db) -> Result<Vec<Category>, StoreError> {
    Ok(category::table
        .order((category::position, category::id))
        .select(Category::as_select())
        .load(db)?)
}

/// Adds a category.
pub fn add(db: &mut Db, row: &Category) -> Result<(), StoreError> {
    diesel::insert_into(category::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// Changes a category; false where there is none of its id.
pub fn change(db: &mut Db, row: &Category) -> Result<bool, StoreError> {
    let changed = diesel::update(category::table.find(&row.id))
        .set(row)
        .execute(db)?;
    Ok(changed == 1)
}
