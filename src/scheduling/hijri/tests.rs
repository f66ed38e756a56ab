//! The Umm al-Qura calendar against published dates, and there and back again.

use chrono::{Days, NaiveDate};

use super::{HijriDate, YEARS, hijri, month_days};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn published_dates_agree() {
    for (gregorian, expected) in [
        ("2013-01-01", "1434-02-19"),
        ("2013-12-24", "1435-02-21"),
        ("2026-11-22", "1448-06-12"),
        ("2027-02-08", "1448-09-01"),
        ("2027-03-04", "1448-09-25"),
        ("2027-03-13", "1448-10-05"),
        ("2027-05-11", "1448-12-05"),
        ("2027-05-21", "1448-12-15"),
        ("1999-04-17", "1420-01-01"),
    ] {
        assert_eq!(hijri(day(gregorian)).unwrap().to_string(), expected);
        assert_eq!(
            HijriDate::parse(expected).unwrap().gregorian(),
            Some(day(gregorian))
        );
    }
}

#[test]
fn every_day_of_every_year_goes_there_and_back() {
    let mut date = HijriDate::of(*YEARS.start(), 1, 1).unwrap();
    let mut day = date.gregorian().unwrap();
    let mut days = 0_u32;
    while let Some(next) = hijri(day) {
        assert!(days == 0 || next > date, "{next} after {date}");
        assert_eq!(next.gregorian(), Some(day));
        assert_eq!(HijriDate::parse(&next.to_string()), Some(next));
        date = next;
        day = day + Days::new(1);
        days += 1;
    }
    assert_eq!((date.year, date.month), (*YEARS.end(), 12));
    let months = YEARS.flat_map(|year| (1..=12).map(move |month| month_days(year, month).unwrap()));
    assert_eq!(days, months.map(u32::from).sum::<u32>());
}

#[test]
fn a_month_has_a_first_and_a_last_day() {
    let span = HijriDate::month_span(1448, 9);
    assert_eq!(span, Some((day("2027-02-08"), day("2027-03-08"))));
    assert_eq!(month_days(1448, 9), Some(29));
}

#[test]
fn what_is_no_date_is_refused() {
    for text in [
        "",
        "1448-06",
        "1448-13-01",
        "1448-00-01",
        "1448-06-31",
        "1355-01-01",
        "1501-01-01",
        "1448-06-12-1",
        "x-1-1",
    ] {
        assert_eq!(HijriDate::parse(text), None, "{text}");
    }
    assert_eq!(HijriDate::parse("١٤٤٨/٦/١٢"), HijriDate::of(1448, 6, 12));
    assert_eq!(hijri(day("1900-01-01")), None);
}
