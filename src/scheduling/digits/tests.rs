//! What people type in their own digits is read like any other.

use super::{compact, to_latin};

#[test]
fn arabic_and_persian_digits_become_latin() {
    assert_eq!(to_latin("٠١٢٣٤٥٦٧٨٩"), "0123456789");
    assert_eq!(to_latin("۰۱۲۳۴۵۶۷۸۹"), "0123456789");
    assert_eq!(to_latin("رقم ٧"), "رقم 7");
}

#[test]
fn what_cannot_be_seen_is_gone() {
    assert_eq!(
        to_latin("\u{2068}+966\u{00A0}5\u{200F}0\u{2069} "),
        "+966 50"
    );
}

#[test]
fn grouping_is_gone_when_asked() {
    assert_eq!(compact("(٠٥٠) 123-4567"), "0501234567");
    assert_eq!(compact("1058–529‑940"), "1058529940");
}
