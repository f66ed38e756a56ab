//! How single values of the settings are read: bounds, zones, times of day, addresses.
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize as _, Deserializer};

use crate::scheduling::calendar::prayer::City;

/// A whole number between `LOW` and `HIGH`, both included.
pub(super) fn within<'de, const LOW: i64, const HIGH: i64, T, D>(de: D) -> Result<T, D::Error>
where
    T: TryFrom<i64>,
    D: Deserializer<'de>,
{
    let number = i64::deserialize(de)?;
    (LOW..=HIGH)
        .contains(&number)
        .then(|| T::try_from(number).ok())
        .flatten()
        .ok_or_else(|| D::Error::custom(format!("{number} must be from {LOW} to {HIGH}")))
}

/// Anything that is read from its text.
pub(super) fn parsed<'de, T, D>(de: D) -> Result<T, D::Error>
where
    T: FromStr,
    T::Err: std::fmt::Display,
    D: Deserializer<'de>,
{
    let text = String::deserialize(de)?;
    text.parse()
        .map_err(|error| D::Error::custom(format!("`{text}`: {error}")))
}

/// At most five different numbers of hours, from 1 to 720; the shortest comes first afterwards.
pub(super) fn hours<'de, D: Deserializer<'de>>(de: D) -> Result<Vec<i32>, D::Error> {
    let mut hours = Vec::<i32>::deserialize(de)?;
    hours.sort_unstable();
    hours.dedup();
    if hours.len() > 5 || hours.iter().any(|each| !(1..=720).contains(each)) {
        return Err(D::Error::custom(
            "must be at most five numbers from 1 to 720",
        ));
    }
    Ok(hours)
}

/// A text that is not blank.
pub(super) fn filled<'de, D: Deserializer<'de>>(de: D) -> Result<String, D::Error> {
    let text = String::deserialize(de)?;
    if text.trim().is_empty() {
        return Err(D::Error::custom("must not be blank"));
    }
    Ok(text)
}

/// Blank, or an `http` or `https` address without a slash at its end.
pub(super) fn web_address<'de, D: Deserializer<'de>>(de: D) -> Result<String, D::Error> {
    let text = String::deserialize(de)?;
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let is_fine = host.is_some_and(|rest| !rest.is_empty() && !rest.ends_with('/'));
    if text.is_empty() || is_fine {
        return Ok(text);
    }
    Err(D::Error::custom(format!(
        "`{text}` must begin with http:// or https:// and not end in /"
    )))
}

/// Lines of `Name: value`.
pub(super) fn header_lines<'de, D: Deserializer<'de>>(de: D) -> Result<Vec<String>, D::Error> {
    let lines = Vec::<String>::deserialize(de)?;
    match lines.iter().find(|line| !line.contains(": ")) {
        Some(line) => Err(D::Error::custom(format!(
            "`{line}` must read `Name: value`"
        ))),
        None => Ok(lines),
    }
}

/// Blank, or a city in degrees north and east, `24.7136, 46.6753`.
pub(super) fn city<'de, D: Deserializer<'de>>(de: D) -> Result<Option<City>, D::Error> {
    let text = String::deserialize(de)?;
    if text.trim().is_empty() {
        return Ok(None);
    }
    City::parse(&text).map(Some).ok_or_else(|| {
        D::Error::custom(format!(
            "`{text}` must be degrees north and east like 24.7136, 46.6753"
        ))
    })
}
