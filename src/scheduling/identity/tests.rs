//! Identity numbers: the published samples, and every single mistyping is found.

use proptest::prelude::*;

use super::{IdentityFault, IdentityNumber};
use crate::scheduling::person::Citizenship;

const SAMPLES: [&str; 4] = ["1058529940", "1001244019", "1101798278", "2000000006"];

#[test]
fn the_samples_are_good() {
    for sample in SAMPLES {
        assert_eq!(IdentityNumber::parse(sample).unwrap().as_str(), sample);
    }
    assert_eq!(
        IdentityNumber::parse("٢٠٠٠٠٠٠٠٠٦").unwrap().as_str(),
        "2000000006"
    );
}

#[test]
fn the_first_digit_tells_citizen_from_resident() {
    let citizenship = |text| IdentityNumber::parse(text).unwrap().citizenship();
    assert_eq!(citizenship("1058529940"), Citizenship::Citizen);
    assert_eq!(citizenship("2000000006"), Citizenship::Resident);
}

#[test]
fn each_rule_has_its_fault() {
    let fault = |text| IdentityNumber::parse(text).unwrap_err();
    assert_eq!(fault(" \u{200F}"), IdentityFault::Empty);
    assert_eq!(fault("10585x9940"), IdentityFault::NotDigits);
    assert_eq!(fault("105852994"), IdentityFault::Length);
    assert_eq!(fault("10585299400"), IdentityFault::Length);
    assert_eq!(fault("3058529940"), IdentityFault::FirstDigit);
    assert_eq!(fault("1058529941"), IdentityFault::CheckDigit);
}

#[test]
fn it_is_shown_masked_only() {
    let number = IdentityNumber::parse("1058529940").unwrap();
    assert_eq!(number.masked(), "1•••••9940");
    assert_eq!(format!("{number:?}"), "IdentityNumber(1•••••9940)");
}

proptest! {
    #[test]
    fn one_mistyped_digit_is_always_found(
        sample in prop::sample::select(&SAMPLES),
        place in 1_usize..10,
        digit in prop::char::range('0', '9'),
    ) {
        let typed: String =
            sample.chars().enumerate().map(|(at, each)| if at == place { digit } else { each }).collect();
        prop_assert_eq!(IdentityNumber::parse(&typed).is_ok(), typed == *sample);
    }

    #[test]
    fn whatever_is_typed_is_answered(text in ".*") {
        if let Ok(number) = IdentityNumber::parse(&text) {
            prop_assert_eq!(number.as_str().len(), 10);
        }
    }
}
