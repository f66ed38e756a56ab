//! Totals add up, and what is hidden cannot be worked out.

use proptest::prelude::*;

use super::{CountedAnswer, CountedRequest, Figure, FigureKey, Period, outside_the_office, totals};
use crate::scheduling::availability::Mode;
use crate::scheduling::person::{Citizenship, Sex};
use crate::scheduling::request::RequestKind;
use crate::scheduling::survey::Mark;

fn request(kind: RequestKind, sex: Option<Sex>) -> CountedRequest {
    CountedRequest {
        kind,
        sex,
        citizenship: Some(Citizenship::Citizen),
    }
}

fn answer(mark: i64, obstacle: bool) -> CountedAnswer {
    CountedAnswer {
        mark: Mark::of(mark).unwrap(),
        obstacle,
        first_time: true,
    }
}

fn lines(figures: &[Figure]) -> String {
    let number = |count: Option<u64>| count.map_or("-".to_owned(), |count| count.to_string());
    let line = |figure: &Figure| {
        let parts: Vec<String> = figure
            .by
            .iter()
            .map(|(part, count)| format!("{part} {}", number(*count)))
            .collect();
        format!(
            "{} {}: {}",
            figure.key,
            number(figure.value),
            parts.join(", ")
        )
    };
    figures.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn period() -> Period {
    let women = vec![request(RequestKind::Meeting, Some(Sex::Woman)); 3];
    let men = vec![request(RequestKind::Complaint, Some(Sex::Man)); 20];
    let unknown = vec![request(RequestKind::Meeting, None); 7];
    let mut answers = vec![answer(5, false); 9];
    answers.extend(vec![answer(4, true); 2]);
    Period {
        requests: [women, men, unknown].concat(),
        meetings: vec![Mode::Video; 12],
        answers,
    }
}

#[test]
fn the_office_sees_every_count() {
    insta::assert_snapshot!(lines(&totals(&period())), @r"
    requests_by_kind 30: complaint 20, enquiry 0, meeting 10, suggestion 0, transaction 0
    requests_by_sex 30: man 20, unspecified 7, woman 3
    requests_by_citizenship 30: citizen 30, other 0, resident 0, unspecified 0
    meetings_held 12: in_person 0, reception 0, service 0, video 12
    surveys_answered 11: 1 0, 2 0, 3 0, 4 2, 5 9
    mean_mark 4818: 
    obstacles 2: no 9, yes 2
    first_time 11: no 0, yes 11
    ");
}

#[test]
fn others_see_no_small_count() {
    insta::assert_snapshot!(lines(&outside_the_office(totals(&period()))), @r"
    requests_by_kind 30: complaint 20, enquiry 0, meeting 10, suggestion 0, transaction 0
    requests_by_sex 30: man 20, unspecified -, woman -
    requests_by_citizenship 30: citizen 30, other 0, resident 0, unspecified 0
    meetings_held 12: in_person 0, reception 0, service 0, video 12
    surveys_answered 11: 1 0, 2 0, 3 0, 4 -, 5 -
    mean_mark 4818: 
    obstacles -: no -, yes -
    first_time 11: no 0, yes 11
    ");
}

#[test]
fn a_mean_of_nothing_is_nothing() {
    let figures = totals(&Period::default());
    let mean = figures
        .iter()
        .find(|figure| figure.key == FigureKey::MeanMark)
        .unwrap();
    assert_eq!(mean.value, None);
    assert_eq!(outside_the_office(figures.clone()), figures);
}

fn any_request() -> impl Strategy<Value = CountedRequest> {
    let kind = prop::sample::select(RequestKind::ALL);
    let sex = prop::option::of(prop::sample::select(Sex::ALL));
    let citizenship = prop::option::of(prop::sample::select(Citizenship::ALL));
    (kind, sex, citizenship).prop_map(|(kind, sex, citizenship)| CountedRequest {
        kind,
        sex,
        citizenship,
    })
}

proptest! {
    #[test]
    fn nothing_small_is_shown_or_can_be_worked_out(
        requests in prop::collection::vec(any_request(), 0..60),
        marks in prop::collection::vec((1_i64..=5, any::<bool>()), 0..30),
    ) {
        let answers = marks.into_iter().map(|(mark, obstacle)| answer(mark, obstacle)).collect();
        let inside = totals(&Period { requests, meetings: Vec::new(), answers });
        let outside = outside_the_office(inside.clone());
        for (whole, shown) in inside.iter().zip(&outside) {
            let is_small = |count: Option<u64>| count.is_some_and(|count| (1..5).contains(&count));
            prop_assert!(shown.by.values().all(|&count| !is_small(count)));
            prop_assert!(shown.key == FigureKey::MeanMark || !is_small(shown.value));
            let gaps: Vec<_> = shown.by.iter().filter(|(_, count)| count.is_none()).collect();
            let others = whole.by.values().filter(|&&count| count > Some(0)).count();
            prop_assert!(gaps.len() != 1 || others == 1, "{:?}", shown);
            for (part, count) in &shown.by {
                prop_assert!(count.is_none() || *count == whole.by[part]);
            }
        }
    }
}
