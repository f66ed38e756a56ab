//! A reference survives the telephone: any case, any digits, and no mistake unseen.

use proptest::prelude::*;

use super::{Reference, SIGNS};

#[test]
fn it_is_shown_in_two_groups() {
    let reference = Reference::made([0, 0, 0, 0, 0, 0, 0, 1]);
    assert_eq!(reference.to_string(), "3222-222W");
}

#[test]
fn what_is_no_reference_is_refused() {
    for text in [
        "",
        "3222-222",
        "3222-2223",
        "3222-222WP",
        "3222-2O2W",
        "الرقم",
    ] {
        assert_eq!(Reference::parse(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn it_is_read_however_it_is_written(noise in any::<[u8; 8]>()) {
        let reference = Reference::made(noise);
        let shown = reference.to_string();
        let arabic: String = shown
            .chars()
            .map(|each| each.to_digit(10).map_or(each, |digit| char::from_u32(0x0660 + digit).unwrap()))
            .collect();
        let spaced: String = shown.chars().flat_map(|each| [each, ' ']).collect();
        let confused = shown.replace('5', "S").replace('8', "b").replace('2', "z");
        for text in [&shown, reference.as_str(), &shown.to_lowercase(), &arabic, &spaced, &confused] {
            prop_assert_eq!(Reference::parse(text), Some(reference.clone()), "{}", text);
        }
    }

    #[test]
    fn one_wrong_sign_is_always_found(noise in any::<[u8; 8]>(), place in 0_usize..8, sign in 0_usize..23) {
        let reference = Reference::made(noise);
        let sign = SIGNS.chars().nth(sign).unwrap();
        let mut signs: Vec<char> = reference.as_str().chars().collect();
        let is_changed = signs[place] != sign;
        signs[place] = sign;
        let typed: String = signs.into_iter().collect();
        prop_assert_eq!(Reference::parse(&typed).is_none(), is_changed);
    }

    #[test]
    fn two_signs_in_each_others_place_are_always_found(noise in any::<[u8; 8]>(), one in 0_usize..8, other in 0_usize..8) {
        let reference = Reference::made(noise);
        let mut signs: Vec<char> = reference.as_str().chars().collect();
        let is_changed = signs[one] != signs[other];
        signs.swap(one, other);
        let typed: String = signs.into_iter().collect();
        prop_assert_eq!(Reference::parse(&typed).is_none(), is_changed);
    }
}
