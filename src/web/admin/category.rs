//! One category: its names, its place in the tree, the words that suggest it, who works on it.

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use serde::Deserialize;

use crate::scheduling::ids::{CategoryId, DepartmentId};
use crate::scheduling::{Refusal, digits};
use crate::service::categories::{self, Category, NewCategory, Texts};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Field, Problem, Problems};
use crate::web::reader::Reader;
use crate::words::Words;

/// The longest name.
const NAME_LETTERS_MAX: u32 = 100;
/// So long at most are the words that suggest it, in one language.
const WORDS_LETTERS_MAX: u32 = 500;
/// So many working days at most may an answer take.
const DUE_DAYS_MAX: u16 = 250;
/// The last place in the order.
const POSITION_MAX: u16 = 999;

/// The page of one category, or of one that is to be.
#[derive(Template)]
#[template(path = "admin/category.html")]
pub struct CategoryPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong in the form.
    pub problems: Problems,
    /// The questions.
    pub fields: Vec<Field>,
    /// Where they go.
    pub href: String,
}

/// A category as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    name_ar: String,
    #[serde(default)]
    name_en: String,
    #[serde(default)]
    parent: String,
    #[serde(default)]
    position: String,
    #[serde(default)]
    department: String,
    #[serde(default)]
    due_days: String,
    #[serde(default)]
    words_ar: String,
    #[serde(default)]
    words_en: String,
    #[serde(default)]
    retired: String,
    #[serde(default)]
    protected: String,
}

impl Typed {
    fn of(known: &Category) -> Self {
        let said = |texts: &Texts, code: &str| texts.0.get(code).cloned().unwrap_or_default();
        Self {
            name_ar: said(&known.names, "ar"),
            name_en: said(&known.names, "en"),
            parent: known
                .parent_id
                .as_ref()
                .map_or("", CategoryId::as_str)
                .to_owned(),
            position: known.position.to_string(),
            department: known
                .department_id
                .as_ref()
                .map_or("", DepartmentId::as_str)
                .to_owned(),
            due_days: known
                .due_days
                .map_or_else(String::new, |days| days.to_string()),
            words_ar: said(&known.words, "ar"),
            words_en: said(&known.words, "en"),
            retired: if known.retired { "yes" } else { "no" }.to_owned(),
            protected: if known.is_protected { "yes" } else { "no" }.to_owned(),
        }
    }

    /// What was typed, or the fields that cannot be read with the keys of what is wrong in them.
    fn read(&self) -> Result<NewCategory, Vec<(&'static str, &'static str)>> {
        let mut wrong = Vec::new();
        let names = [("name_ar", &self.name_ar), ("name_en", &self.name_en)];
        for (field, text) in names {
            if !fits(text, 1, NAME_LETTERS_MAX) {
                wrong.push((field, "category-name-wrong"));
            }
        }
        let words = [("words_ar", &self.words_ar), ("words_en", &self.words_en)];
        for (field, text) in words {
            if !fits(text, 0, WORDS_LETTERS_MAX) {
                wrong.push((field, "category-words-long"));
            }
        }
        let position = number(&self.position, &(0..=POSITION_MAX));
        let due_days = number(&self.due_days, &(1..=DUE_DAYS_MAX));
        if position.is_err() {
            wrong.push(("position", "category-position-wrong"));
        }
        if due_days.is_err() {
            wrong.push(("due_days", "category-due-wrong"));
        }
        let (Ok(position), Ok(due_days), true) = (position, due_days, wrong.is_empty()) else {
            return Err(wrong);
        };
        let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Ok(NewCategory {
            parent: filled(&self.parent).map(CategoryId::from),
            position: i32::from(position.unwrap_or(POSITION_MAX)),
            names: Texts::of([("ar", self.name_ar.trim()), ("en", self.name_en.trim())]),
            words: Texts::of([("ar", self.words_ar.trim()), ("en", self.words_en.trim())]),
            department: filled(&self.department).map(DepartmentId::from),
            due_days,
            is_retired: self.retired == "yes",
            is_protected: self.protected == "yes",
        })
    }
}

fn fits(text: &str, least: usize, most: u32) -> bool {
    let letters = text.trim().chars().count();
    letters >= least && u32::try_from(letters).is_ok_and(|letters| letters <= most)
}

/// A whole number between two; none where nothing is typed.
fn number(text: &str, within: &std::ops::RangeInclusive<u16>) -> Result<Option<u16>, ()> {
    let text = digits::compact(text);
    if text.is_empty() {
        return Ok(None);
    }
    let number = text.parse().ok().filter(|number| within.contains(number));
    number.map(Some).ok_or(())
}

/// A category that is to be.
pub(super) async fn draft(reader: Reader) -> Result<HttpResponse, Failure> {
    show(&reader, None, (&Typed::default(), Vec::new()))
}

/// One that is known.
pub(super) async fn see(reader: Reader, id: Path<String>) -> Result<HttpResponse, Failure> {
    let known = known(&reader, id.into_inner())?;
    show(&reader, Some(&known), (&Typed::of(&known), Vec::new()))
}

/// Keeps a new one.
pub(super) async fn add(reader: Reader, Form(typed): Form<Typed>) -> Result<HttpResponse, Failure> {
    keep(&reader, None, &typed).await
}

/// Keeps a known one anew.
pub(super) async fn change(
    reader: Reader,
    id: Path<String>,
    Form(typed): Form<Typed>,
) -> Result<HttpResponse, Failure> {
    let known = known(&reader, id.into_inner())?;
    keep(&reader, Some(&known), &typed).await
}

fn known(reader: &Reader, id: String) -> Result<Category, Failure> {
    let (id, catalogue) = (CategoryId::from(id), reader.app.catalogue.get());
    let found = catalogue.categories.iter().find(|one| one.id == id);
    Ok(found.cloned().ok_or(Refusal::NotFound)?)
}

async fn keep(
    reader: &Reader,
    known: Option<&Category>,
    typed: &Typed,
) -> Result<HttpResponse, Failure> {
    let new = match typed.read() {
        Ok(new) => new,
        Err(wrong) => return show(reader, known, (typed, wrong)),
    };
    let order = (known.map(|one| one.id.clone()), new);
    match categories::keep(&reader.app, &reader.caller, order, reader.now).await {
        Ok(_) => Ok(reader.see("/admin/categories?done=kept")),
        Err(error) => {
            let refusal = error.refusal().ok_or(error)?;
            show(reader, known, (typed, vec![("parent", refusal.key())]))
        }
    }
}

fn show(
    reader: &Reader,
    known: Option<&Category>,
    (typed, wrong): (&Typed, Vec<(&'static str, &'static str)>),
) -> Result<HttpResponse, Failure> {
    let words = &reader.words;
    let found = wrong.into_iter().map(|(field, key)| Problem {
        field: field.to_owned(),
        text: words.get(key),
    });
    let found: Vec<Problem> = found.collect();
    let frame = match known {
        Some(known) => {
            let name = known.names.in_language(words.lang().code());
            reader.frame().called(name.to_owned())
        }
        None => reader.frame().titled("category-new"),
    };
    let frame = frame.gone_wrong(!found.is_empty());
    let problems = Problems::new(words, found);
    reader.page(&CategoryPage {
        fields: fields(reader, known, (typed, &problems)),
        href: known.map_or_else(
            || "/admin/categories".to_owned(),
            |known| format!("/admin/categories/{}", known.id),
        ),
        problems,
        frame,
    })
}

fn fields(
    reader: &Reader,
    known: Option<&Category>,
    (typed, problems): (&Typed, &Problems),
) -> Vec<Field> {
    let words = &reader.words;
    let parent = Field::one_of(
        "parent",
        words.get("category-parent"),
        parents(reader, known),
    );
    let department = Field::one_of(
        "department",
        words.get("category-department"),
        departments(reader),
    );
    let mut fields = vec![
        text(
            words,
            ("name_ar", "holiday-name-ar", NAME_LETTERS_MAX),
            problems,
        )
        .value(typed.name_ar.as_str()),
        text(
            words,
            ("name_en", "holiday-name-en", NAME_LETTERS_MAX),
            problems,
        )
        .latin()
        .value(typed.name_en.as_str()),
        parent
            .value(typed.parent.as_str())
            .wrong(problems.of("parent")),
        department
            .hint(words.get("category-above-hint"))
            .value(typed.department.as_str()),
    ];
    fields.extend(optional(words, typed, problems));
    let protected = [
        ("no", "category-protected-no"),
        ("yes", "category-protected-yes"),
    ];
    let protected = protected.map(|(value, key)| (value.to_owned(), words.get(key)));
    let field = Field::one_of(
        "protected",
        words.get("category-protection"),
        protected.into(),
    );
    fields.push(
        field
            .hint(words.get("category-protection-hint"))
            .value(typed.protected.as_str()),
    );
    if known.is_some() {
        let retired = [
            ("no", "category-retired-no"),
            ("yes", "category-retired-yes"),
        ];
        let retired = retired.map(|(value, key)| (value.to_owned(), words.get(key)));
        let field = Field::one_of("retired", words.get("category-use"), retired.into());
        fields.push(field.value(typed.retired.as_str()));
    }
    fields
}

/// A line of text with what was wrong in it.
fn text(
    words: &Words,
    (name, key, longest): (&'static str, &str, u32),
    problems: &Problems,
) -> Field {
    Field::text(name, words.get(key))
        .longest(longest)
        .wrong(problems.of(name))
}

/// The questions that may stay empty.
fn optional(words: &Words, typed: &Typed, problems: &Problems) -> [Field; 4] {
    let days = text(words, ("due_days", "category-due", 3), problems);
    let arabic = ("words_ar", "category-words-ar", WORDS_LETTERS_MAX);
    let english = ("words_en", "category-words-en", WORDS_LETTERS_MAX);
    let place = text(words, ("position", "category-position", 3), problems);
    let asked = [
        (days.short(), "category-above-hint", &typed.due_days),
        (
            text(words, arabic, problems),
            "category-words-hint",
            &typed.words_ar,
        ),
        (
            text(words, english, problems).latin(),
            "category-words-hint",
            &typed.words_en,
        ),
        (place.short(), "category-position-hint", &typed.position),
    ];
    asked.map(|(field, hint, value)| {
        field
            .hint(words.get(hint))
            .optional(words.get("optional"))
            .value(value.as_str())
    })
}

/// What it can stand below.
fn parents(reader: &Reader, known: Option<&Category>) -> Vec<(String, String)> {
    let catalogue = reader.app.catalogue.get();
    let code = reader.words.lang().code();
    let none = (String::new(), reader.words.get("category-parent-none"));
    let all = catalogue.tree.in_order().into_iter();
    let can = |parent: &CategoryId| {
        known.is_none_or(|known| catalogue.tree.may_stand_below(&known.id, parent))
    };
    let each = all.filter(|(one, _)| can(&one.id)).map(|(one, _)| {
        let name = categories::path(&reader.app, &one.id, code);
        (one.id.to_string(), name)
    });
    std::iter::once(none).chain(each).collect()
}

fn departments(reader: &Reader) -> Vec<(String, String)> {
    let catalogue = reader.app.catalogue.get();
    let code = reader.words.lang().code();
    let none = (String::new(), reader.words.get("category-department-none"));
    let each = catalogue.departments.iter().map(|one| {
        let name = one.names.in_language(code).to_owned();
        (one.id.to_string(), name)
    });
    std::iter::once(none).chain(each).collect()
}
