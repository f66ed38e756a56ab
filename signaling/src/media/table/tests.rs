//! Who is shown where.

use super::{assign, wanted};
use crate::media::Route;
use std::collections::BTreeSet;

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn shown(names: &[&str]) -> Vec<Option<String>> {
    names
        .iter()
        .map(|name| (*name != "-").then(|| (*name).to_owned()))
        .collect()
}

#[test]
fn those_still_wanted_stay_where_they_are() {
    let (now, missing) = assign(&shown(&["huda", "nour", "-"]), &names(&["nour", "samir"]));
    assert_eq!((now, missing), (shown(&["samir", "nour", "-"]), 0));
}

#[test]
fn who_finds_no_slot_is_counted() {
    let (now, missing) = assign(&shown(&["huda"]), &names(&["huda", "nour", "samir"]));
    assert_eq!((now, missing), (shown(&["huda"]), 2));
}

#[test]
fn nobody_wanted_means_nobody_shown() {
    assert_eq!(
        assign(&shown(&["huda", "nour"]), &names(&[])),
        (shown(&["-", "-"]), 0)
    );
}

#[test]
fn nobody_is_led_to_himself() {
    let route = |from: &str, to: &str| Route {
        from: from.to_owned(),
        to: to.to_owned(),
    };
    let routes = [
        route("huda", "nour"),
        route("nour", "huda"),
        route("nour", "nour"),
    ];
    assert_eq!(wanted(&routes.into(), "nour"), names(&["huda"]));
}
