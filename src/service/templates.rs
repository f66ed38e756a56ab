//! The kinds of week: what each changes in the rules of every official, when a week is filled as it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::app::App;
use super::audit;
use super::caller::Caller;
use super::error::ServiceError;
use super::rules::as_json;
use super::week::may_receive_with;
use crate::scheduling::availability::{Template, TemplateAdds, TemplateHours, Weekday};
use crate::scheduling::ids::TemplateId;
use crate::scheduling::{Refusal, TimeOfDay};
use crate::store::rule::{self, WeekTemplate};
use crate::store::{self, StoreError, Texts};

/// The longest name of a kind of week, in letters.
pub const NAME_CHARS_MAX: usize = 100;

/// So many kinds of week there are at the most.
pub const TEMPLATES_MAX: usize = 20;

/// A name in every language of the service, by the language's code.
pub type Names = BTreeMap<String, String>;

/// A kind of week, by its name.
#[derive(Clone, Debug)]
pub struct NamedTemplate {
    /// Its id.
    pub id: TemplateId,
    /// The name, per language.
    pub names: Texts,
    /// What it changes.
    pub template: Template,
}

/// A change of a kind of week.
#[derive(Clone, Debug)]
pub enum Edit {
    /// The name and everything that it changes.
    Whole(Names, Template),
    /// The name and the hours of every day.
    Says(Names, Option<TemplateHours>),
    /// One more time of its own.
    Adds(TemplateAdds),
    /// One time less: the one on that weekday that begins then.
    Drops(Weekday, TimeOfDay),
}

/// The kinds of week there are, in the ministry's order.
pub async fn all(app: &App) -> Result<Vec<NamedTemplate>, ServiceError> {
    app.store
        .read(|db| rule::templates(db)?.into_iter().map(named).collect())
        .await
}

/// The kind of week of that id.
pub async fn one(app: &App, id: TemplateId) -> Result<NamedTemplate, ServiceError> {
    app.store
        .read(move |db| {
            let found = rule::template(db, &id)?.ok_or(Refusal::NotFound)?;
            named(found)
        })
        .await
}

fn named(row: WeekTemplate) -> Result<NamedTemplate, ServiceError> {
    Ok(NamedTemplate {
        template: row.value()?,
        id: row.id,
        names: row.names,
    })
}

/// Whether the caller may change what every official's weeks are filled from.
#[must_use]
pub fn may_edit(caller: &Caller) -> bool {
    caller.staff().is_some_and(|staff| staff.official.is_none())
}

/// Makes a kind of week, the last in the order.
pub async fn make(
    app: &App,
    caller: &Caller,
    (names, wanted): (Names, Template),
    now: DateTime<Utc>,
) -> Result<TemplateId, ServiceError> {
    check(app, caller, &Edit::Whole(names.clone(), wanted.clone()))?;
    let pad = app.pad(now);
    let by = caller.clone();
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            let known = rule::templates(db)?;
            if known.len() >= TEMPLATES_MAX {
                return Err(Refusal::TooManyRules.into());
            }
            let last = known.iter().map(|each| each.position).max();
            let row = WeekTemplate {
                id: pad.id(TemplateId::made),
                position: last.unwrap_or(0) + 1,
                names: Texts(names.clone()),
                body: as_json(&wanted),
            };
            rule::add_template(db, &row)?;
            let thing = format!("template:{}", row.id);
            store::audit::add(db, &audit::deed(&by, "add_template", &thing, &mut pad))?;
            Ok::<_, ServiceError>(row.id)
        })
        .await
}

/// Changes a kind of week; weeks that were filled as it stay as they are.
pub async fn change(
    app: &App,
    caller: &Caller,
    (id, edit): (TemplateId, Edit),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    check(app, caller, &edit)?;
    let pad = app.pad(now);
    let by = caller.clone();
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            let old = rule::template(db, &id)?.ok_or(Refusal::NotFound)?;
            let new = changed(&old, &edit)?;
            if !rule::replace_template(db, &old, &new)? {
                return Err(Refusal::WrongStage.into());
            }
            let thing = format!("template:{id}");
            store::audit::add(db, &audit::deed(&by, "change_template", &thing, &mut pad))?;
            Ok::<_, ServiceError>(())
        })
        .await
}

/// Removes a kind of week; weeks that were filled as it stay as they are.
pub async fn end(
    app: &App,
    caller: &Caller,
    id: TemplateId,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    may_edit(caller).then_some(()).ok_or(Refusal::NotAllowed)?;
    let pad = app.pad(now);
    let by = caller.clone();
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            if !rule::remove_template(db, &id)? {
                return Err(Refusal::NotFound.into());
            }
            let thing = format!("template:{id}");
            store::audit::add(db, &audit::deed(&by, "end_template", &thing, &mut pad))?;
            Ok::<_, ServiceError>(())
        })
        .await
}

/// The row after a change of its value.
fn changed(old: &WeekTemplate, edit: &Edit) -> Result<WeekTemplate, ServiceError> {
    let was: Result<Template, StoreError> = old.value();
    let (names, template) = match edit {
        Edit::Whole(names, template) => (Texts(names.clone()), template.clone()),
        Edit::Says(names, hours) => {
            let template = Template {
                hours: *hours,
                ..was?
            };
            (Texts(names.clone()), template)
        }
        Edit::Adds(adds) => (old.names.clone(), was?.add(adds.clone())?),
        Edit::Drops(weekday, from) => (old.names.clone(), was?.drop((*weekday, *from))?),
    };
    template.check()?;
    Ok(WeekTemplate {
        names,
        body: as_json(&template),
        ..old.clone()
    })
}

/// Whether the caller may make such a change, as far as it can be said without the row.
fn check(app: &App, caller: &Caller, edit: &Edit) -> Result<(), ServiceError> {
    may_edit(caller).then_some(()).ok_or(Refusal::NotAllowed)?;
    let (names, template) = match edit {
        Edit::Whole(names, template) => (Some(names), template.clone()),
        Edit::Says(names, hours) => {
            let template = Template {
                hours: *hours,
                ..Template::default()
            };
            (Some(names), template)
        }
        Edit::Adds(adds) => (None, Template::default().add(adds.clone())?),
        Edit::Drops(..) => (None, Template::default()),
    };
    template.check()?;
    let receptions = template.adds.iter();
    may_receive_with(
        app,
        caller,
        receptions.filter_map(|each| each.stretch.reception.clone()),
    )?;
    let is_named = |names: &Names| {
        let is_said = |text: &String| {
            let letters = text.trim().chars().count();
            (1..=NAME_CHARS_MAX).contains(&letters)
        };
        let mut languages = app.words.languages();
        let is_whole = languages.all(|each| names.get(each.code()).is_some_and(is_said));
        is_whole && names.len() == app.words.languages().count()
    };
    if names.is_some_and(|names| !is_named(names)) {
        return Err(Refusal::FieldWrong.into());
    }
    Ok(())
}
