//! Marks from 1 to 5 and nothing else.

use super::{Mark, REMARK_CHARS_MAX, SurveyAnswer};
use crate::scheduling::refusal::Refusal;

#[test]
fn a_mark_is_one_of_five() {
    let good: Vec<i64> = (-300..300)
        .filter(|&number| Mark::of(number).is_ok())
        .collect();
    assert_eq!(good, [1, 2, 3, 4, 5]);
    assert_eq!(Mark::parse("٤").unwrap().number(), 4);
    for text in ["", "0", "6", "4.5", "five"] {
        assert_eq!(Mark::parse(text), Err(Refusal::MarkRange), "{text}");
    }
}

#[test]
fn an_empty_remark_is_none_and_a_book_is_refused() {
    let mark = Mark::of(5).unwrap();
    let answer = |remark: &str| SurveyAnswer::of(mark, false, true, remark);
    assert_eq!(answer("  ").unwrap().remark, None);
    assert_eq!(answer(" شكرًا ").unwrap().remark.as_deref(), Some("شكرًا"));
    assert_eq!(
        answer(&"ك".repeat(REMARK_CHARS_MAX + 1)),
        Err(Refusal::FieldWrong)
    );
}
