//! Texts kept per language in one column, as JSON.

use std::collections::BTreeMap;

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromStaticSqlRow, Queryable};
use diesel::expression::AsExpression;
use diesel::internal::derives::as_expression::Bound;
use diesel::sql_types::{HasSqlType, Text};
use serde::{Deserialize, Serialize};

/// One text per language code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Texts(pub BTreeMap<String, String>);

impl Texts {
    /// The same thing in each language.
    pub fn of<const N: usize>(pairs: [(&str, &str); N]) -> Self {
        Self(
            pairs
                .into_iter()
                .map(|(code, text)| (code.to_owned(), text.to_owned()))
                .collect(),
        )
    }

    /// The text in that language, else in any.
    pub fn in_language(&self, code: &str) -> &str {
        self.0
            .get(code)
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }
}

/// The forms in which an official is addressed in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Style {
    /// On pages, at first mention.
    pub full: String,
    /// On pages, afterwards.
    pub short: String,
    /// In an SMS.
    pub sms: String,
}

/// The forms of address of an official, per language code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Styles(pub BTreeMap<String, Style>);

impl Styles {
    /// The forms in that language, else in any.
    pub fn in_language(&self, code: &str) -> Style {
        self.0
            .get(code)
            .or_else(|| self.0.values().next())
            .cloned()
            .unwrap_or_default()
    }
}

/// Gives a type that is JSON in a text column its place there.
macro_rules! json_column {
    ($($name:ty),+) => {$(
        impl<DB> FromSql<Text, DB> for $name
        where
            DB: Backend,
            String: FromSql<Text, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
                Ok(serde_json::from_str(&<String as FromSql<Text, DB>>::from_sql(bytes)?)?)
            }
        }

        impl<DB> Queryable<Text, DB> for $name
        where
            DB: Backend + HasSqlType<Text>,
            String: FromStaticSqlRow<Text, DB>,
        {
            type Row = String;

            fn build(text: String) -> deserialize::Result<Self> {
                Ok(serde_json::from_str(&text)?)
            }
        }

        impl AsExpression<Text> for &$name {
            type Expression = Bound<Text, String>;

            fn as_expression(self) -> Self::Expression {
                // A map of texts always is JSON.
                Bound::new(serde_json::to_string(self).unwrap_or_default())
            }
        }

        impl AsExpression<Text> for $name {
            type Expression = Bound<Text, String>;

            fn as_expression(self) -> Self::Expression {
                <&Self as AsExpression<Text>>::as_expression(&self)
            }
        }
    )+};
}

json_column!(Texts, Styles);
