//! One name written in many ways is found by each of them.

use super::*;

#[test]
fn ways_to_write_a_name_are_one() {
    assert_eq!(folded("أحْمَد  الفَاطِمِيّ"), folded("احمد الفاطمي"));
    assert_eq!(folded("هدى العنزى"), folded("هدي العنزي"));
    assert_eq!(folded("فاطمة"), folded("فاطمه"));
    assert_eq!(folded("مـحـمـد"), folded("محمد"));
    assert_eq!(folded("Norah Ash-Shammari"), "norah ash shammari");
    assert_eq!(folded("AL-ʿĀNIZĪ"), folded("al anizi"));
}

#[test]
fn what_a_search_could_be_tricked_with_is_dropped() {
    assert_eq!(folded("%_\\'؛"), "");
    assert_eq!(letters(&folded("ن و")), 2);
}

#[test]
fn a_person_is_found_by_either_name() {
    assert_eq!(
        key(Some("نورة"), Some("Norah")).as_deref(),
        Some("نوره norah")
    );
    assert_eq!(key(None, None), None);
    assert_eq!(key(Some(" "), None), None);
}
