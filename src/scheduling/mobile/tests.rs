//! Mobile numbers in every form people write them in.

use proptest::prelude::*;

use super::{Mobile, MobileFault};

#[test]
fn every_form_becomes_one() {
    for typed in [
        "0501234567",
        "501234567",
        "966501234567",
        "00966501234567",
        "+966501234567",
        "+966 (0)50 123 4567",
        "+966 50-123-4567",
        " ٠٥٠١٢٣٤٥٦٧ ",
        "۰۵۰۱۲۳۴۵۶۷",
    ] {
        assert_eq!(
            Mobile::parse(typed).unwrap().as_str(),
            "+966501234567",
            "{typed}"
        );
    }
}

#[test]
fn each_rule_has_its_fault() {
    let fault = |text| Mobile::parse(text).unwrap_err();
    assert_eq!(fault(""), MobileFault::Empty);
    assert_eq!(fault("05O1234567"), MobileFault::NotDigits);
    assert_eq!(fault("+"), MobileFault::NotDigits);
    assert_eq!(fault("+971501234567"), MobileFault::Country);
    assert_eq!(fault("0112345678"), MobileFault::NotMobile);
    assert_eq!(fault("920001234"), MobileFault::NotMobile);
    assert_eq!(fault("05012345678"), MobileFault::Length);
    assert_eq!(fault("050123456"), MobileFault::Length);
    assert_eq!(fault("0521234567"), MobileFault::Unassigned);
    assert_eq!(fault("0579912345"), MobileFault::Unassigned);
}

#[test]
fn it_has_a_form_for_every_reader() {
    let mobile = Mobile::parse("0501234567").unwrap();
    assert_eq!(mobile.gateway(), "966501234567");
    assert_eq!(mobile.national(), "0501234567");
    assert_eq!(mobile.masked(), "05•••••567");
    assert_eq!(format!("{mobile:?}"), "Mobile(05•••••567)");
}

proptest! {
    #[test]
    fn what_was_read_reads_the_same_again(text in "\\+?(966|00966|0)?5[0-9]{8}") {
        if let Ok(mobile) = Mobile::parse(&text) {
            for form in [mobile.as_str(), mobile.gateway(), &mobile.national()] {
                prop_assert_eq!(&Mobile::parse(form).unwrap(), &mobile);
            }
        }
    }
}
