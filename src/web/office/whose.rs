//! Whose a request is: the applicant, who handed it in, on what basis and until when, whom it is
//! about; and what is known of the paper it came on.

use chrono::NaiveDate;

use crate::scheduling::Basis;
use crate::service::Filing;
use crate::service::requests::Case;
use crate::web::reader::Reader;
use crate::web::shown;

/// A label's key and what stands beside it, where something does.
type Fact = (&'static str, Option<String>);

/// The applicant first. Where somebody else handed the request in, the account's name is the
/// submitter's.
pub(super) fn facts(reader: &Reader, case: &Case) -> [Fact; 4] {
    let (words, request) = (&reader.words, &case.request);
    let name = shown::person(words, case.person.name.as_ref());
    let (applicant, submitter) = match &request.applicant {
        Some(applicant) => (applicant.clone(), Some(name)),
        None => (name, None),
    };
    let basis = request.basis.as_deref().map(|basis| {
        let known = Basis::parse(basis);
        known.map_or_else(
            || basis.to_owned(),
            |one| words.value("basis", one.as_str()),
        )
    });
    let until = case.filing.as_ref().and_then(Filing::until);
    let basis = match (basis, until) {
        (Some(basis), Some(until)) => {
            let said = [
                ("basis", basis.as_str().into()),
                ("day", words.date(until).into()),
            ];
            Some(words.with("case-basis-until", &said))
        }
        (None, Some(until)) => Some(words.say("case-until", "day", words.date(until))),
        (basis, None) => basis,
    };
    [
        ("case-person", Some(applicant)),
        ("case-submitter", submitter),
        ("case-basis", basis),
        ("case-concerned", case.concerned.clone()),
    ]
}

/// The date and the sender's number of a letter, a fax or an email.
pub(super) fn paper(reader: &Reader, case: &Case) -> [Fact; 2] {
    let filing = case.filing.as_ref();
    let dated = filing.and_then(|one| one.dated.as_deref());
    let dated: Option<NaiveDate> = dated.and_then(|text| text.parse().ok());
    [
        ("intake-dated", dated.map(|day| reader.words.date(day))),
        (
            "intake-sender-number",
            filing.and_then(|one| one.sender_number.clone()),
        ),
    ]
}

/// Why it is urgent: what the applicant says, and what the office says where that is not the same.
pub(super) fn urgency(case: &Case) -> [Fact; 2] {
    let theirs = case.request.urgent_reason.clone();
    let ours = case.filing.as_ref();
    let ours = ours.and_then(|filing| filing.urgency_reason.clone());
    [
        ("case-urgent-reason", theirs.clone()),
        (
            "case-urgency-reason",
            ours.filter(|text| Some(text) != theirs.as_ref()),
        ),
    ]
}
