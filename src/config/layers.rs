//! Sources laid over each other, and every wrong value found by trying each one alone.
use std::collections::BTreeMap;

use serde::Deserialize as _;
use toml::{Table, Value};

use super::{Problem, Settings};

const PREFIX: &str = "MAJLIS__";

/// One source: what it says, and its name.
pub(super) struct Layer {
    name: String,
    leaves: Vec<Leaf>,
}

/// One value at its path; `raw` ones came as text and take the type of what they replace.
struct Leaf {
    path: Vec<String>,
    value: Value,
    is_raw: bool,
    source: Option<String>,
}

/// A layer of TOML text.
pub(super) fn text(name: &str, text: &str, problems: &mut Vec<Problem>) -> Layer {
    let mut leaves = Vec::new();
    match text.parse::<Table>() {
        Ok(table) => walk(&table, &mut Vec::new(), &mut leaves),
        Err(error) => problems.push(Problem {
            key: name.to_owned(),
            source: "TOML".to_owned(),
            what: error.to_string().trim_end().replace('\n', "\n    "),
        }),
    }
    Layer {
        name: name.to_owned(),
        leaves,
    }
}

/// The layer of `MAJLIS__SECTION__KEY` variables.
pub(super) fn environment(variables: &BTreeMap<String, String>) -> Layer {
    let leaves = variables.iter().filter_map(|(name, text)| {
        let path = name
            .strip_prefix(PREFIX)?
            .split("__")
            .map(str::to_lowercase)
            .collect();
        let value = Value::String(text.clone());
        Some(Leaf {
            path,
            value,
            is_raw: true,
            source: Some(name.clone()),
        })
    });
    Layer {
        name: "environment".to_owned(),
        leaves: leaves.collect(),
    }
}

/// The layer of what the command line says itself.
pub(super) fn flags(flags: &[(String, String)]) -> Layer {
    let leaves = flags.iter().map(|(key, text)| Leaf {
        path: key.split('.').map(str::to_owned).collect(),
        value: Value::String(text.clone()),
        is_raw: true,
        source: None,
    });
    Layer {
        name: "command line".to_owned(),
        leaves: leaves.collect(),
    }
}

/// Lays the layers over each other, weakest (and complete) first.
///
/// Each value is tried alone over what was good before it: so a wrong one is reported with its
/// path and its source, is left out, and does not hide the next wrong one.
pub(super) fn merge(layers: Vec<Layer>, problems: &mut Vec<Problem>) -> Option<Settings> {
    let mut layers = layers.into_iter();
    let mut good = Table::new();
    for leaf in layers.next()?.leaves {
        put(&mut good, &leaf.path, leaf.value);
    }
    let mut settings = match Settings::deserialize(good.clone()) {
        Ok(settings) => settings,
        Err(error) => {
            problems.push(problem(&[], "config/default.toml", &error));
            return None;
        }
    };
    for layer in layers {
        for leaf in layer.leaves {
            let source = leaf.source.as_deref().unwrap_or(&layer.name);
            let value = if leaf.is_raw {
                typed(&good, &leaf)
            } else {
                leaf.value
            };
            let mut tried = good.clone();
            put(&mut tried, &leaf.path, value);
            match Settings::deserialize(tried.clone()) {
                Ok(better) => (good, settings) = (tried, better),
                Err(error) => problems.push(problem(&leaf.path, source, &error)),
            }
        }
    }
    Some(settings)
}

fn problem(path: &[String], source: &str, error: &toml::de::Error) -> Problem {
    Problem {
        key: path.join("."),
        source: source.to_owned(),
        what: error.message().trim().to_owned(),
    }
}

fn walk(table: &Table, path: &mut Vec<String>, leaves: &mut Vec<Leaf>) {
    for (key, value) in table {
        path.push(key.clone());
        match value {
            Value::Table(inner) if !inner.is_empty() => walk(inner, path, leaves),
            Value::Table(_)
            | Value::String(_)
            | Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Datetime(_)
            | Value::Array(_) => leaves.push(Leaf {
                path: path.clone(),
                value: value.clone(),
                is_raw: false,
                source: None,
            }),
        }
        path.pop();
    }
}

fn put(table: &mut Table, path: &[String], value: Value) {
    let Some((first, rest)) = path.split_first() else {
        return;
    };
    if rest.is_empty() {
        table.insert(first.clone(), value);
        return;
    }
    let inner = table
        .entry(first.clone())
        .or_insert_with(|| Value::Table(Table::new()));
    match inner {
        Value::Table(inner) => put(inner, rest, value),
        Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_)
        | Value::Array(_) => {
            let mut fresh = Table::new();
            put(&mut fresh, rest, value);
            *inner = Value::Table(fresh);
        }
    }
}

/// A raw text read as the type of the value it replaces; a list is split at its commas.
fn typed(good: &Table, leaf: &Leaf) -> Value {
    let Some(text) = leaf.value.as_str() else {
        return leaf.value.clone();
    };
    match at(good, &leaf.path) {
        Some(Value::Integer(_)) => text
            .trim()
            .parse()
            .map_or_else(|_| string(text), Value::Integer),
        Some(Value::Boolean(_)) => text
            .trim()
            .parse()
            .map_or_else(|_| string(text), Value::Boolean),
        Some(Value::Array(_)) => Value::Array(
            text.split(',')
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(string)
                .collect(),
        ),
        Some(Value::String(_) | Value::Float(_) | Value::Datetime(_) | Value::Table(_)) | None => {
            string(text)
        }
    }
}

fn string(text: &str) -> Value {
    Value::String(text.to_owned())
}

fn at<'a>(table: &'a Table, path: &[String]) -> Option<&'a Value> {
    let (first, rest) = path.split_first()?;
    let value = table.get(first)?;
    if rest.is_empty() {
        Some(value)
    } else {
        at(value.as_table()?, rest)
    }
}
