//! The people of a scenario, and what they handed in.

use crate::scheduling::ids::{AuditId, PersonId, RequestId};
use crate::scheduling::{Citizenship, Needs, Reference, RequestKind, RequestState, Sex, Urgency};
use crate::service::{App, Pad, Person, Request, ServiceError, Step};

/// The first mobile of the people of a scenario.
const MOBILES_FROM: usize = 520_000_000;

const REGIONS: [&str; 13] = [
    "riyadh", "makkah", "madinah", "eastern", "qassim", "asir", "tabuk", "hail", "northern",
    "jazan", "najran", "bahah", "jawf",
];
const MEN: [[&str; 2]; 6] = [
    ["سالم الغامدي", "Salem Al-Ghamdi"],
    ["ماجد الحربي", "Majed Al-Harbi"],
    ["خالد المطيري", "Khaled Al-Mutairi"],
    ["عبدالله العتيبي", "Abdullah Al-Otaibi"],
    ["فهد الزهراني", "Fahd Az-Zahrani"],
    ["يوسف المالكي", "Yousef Al-Malki"],
];
const WOMEN: [[&str; 2]; 4] = [
    ["نورة الشمري", "Norah Ash-Shammari"],
    ["سارة العمري", "Sarah Al-Omari"],
    ["هند القحطاني", "Hind Al-Qahtani"],
    ["منى السبيعي", "Mona As-Subaie"],
];
const SUBJECTS: [&str; 4] = [
    "مشروع طريق القرية",
    "إعادة النظر في قرار نقل",
    "طلب علاج لأحد الوالدين",
    "استفسار عن معاملة",
];

/// One of some, by a number.
pub(super) fn one_of<T: Copy>(all: &[T], number: usize) -> Option<T> {
    all.get(number % all.len().max(1)).copied()
}

/// Somebody of a scenario, by number.
pub(super) fn person(
    app: &App,
    number: usize,
    (sex, citizenship): (Option<Sex>, Citizenship),
    pad: &mut Pad,
) -> Result<Person, ServiceError> {
    let first = match citizenship {
        Citizenship::Citizen | Citizenship::Other => 1,
        Citizenship::Resident => 2,
    };
    let identity = identity(first, number);
    let mobile = format!("+966{}", MOBILES_FROM + number);
    let names = match sex {
        Some(Sex::Man) => one_of(&MEN, number),
        Some(Sex::Woman) => one_of(&WOMEN, number),
        None => None,
    };
    Ok(Person {
        id: pad.id(PersonId::made),
        identity_hash: Some(app.keys.lookup("identity", &identity)),
        identity_sealed: Some(app.keys.seal(&identity, pad)?),
        mobile_hash: Some(app.keys.lookup("mobile", &mobile)),
        mobile_sealed: Some(app.keys.seal(&mobile, pad)?),
        other_document: None,
        proved: true,
        citizenship: Some(citizenship),
        sex,
        name: names.map(|[ar, _]| ar.to_owned()),
        name_latin: names.map(|[_, en]| en.to_owned()),
        region: one_of(&REGIONS, number).map(str::to_owned),
        email: None,
        language: "ar".to_owned(),
        created_at: pad.at(),
        document_hash: None,
        mobile_tail_hash: None,
        centre_id: None,
        mobile_shared: false,
    })
}

/// A well-formed identity number: nine digits and the one that checks them.
fn identity(first: u32, number: usize) -> String {
    let body = format!("{first}{number:08}");
    let sum: u32 = body
        .chars()
        .filter_map(|digit| digit.to_digit(10))
        .enumerate()
        .map(|(place, digit)| match (place % 2, digit) {
            (0, digit) if digit > 4 => digit * 2 - 9,
            (0, digit) => digit * 2,
            _ => digit,
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// A request of somebody's that came to that state, with a step for each state on the way there.
pub(super) fn request(
    person: &PersonId,
    (number, kind): (usize, RequestKind),
    states: &[RequestState],
    pad: &mut Pad,
) -> (Request, Vec<Step>) {
    let subject = one_of(&SUBJECTS, number).unwrap_or_default();
    let request = Request {
        id: pad.id(RequestId::made),
        reference: Reference::made(pad.bytes()).as_str().to_owned(),
        registration_number: None,
        kind,
        state: states.last().copied().unwrap_or(RequestState::Received),
        person_id: person.clone(),
        official_id: None,
        mode: None,
        centre_id: None,
        department_id: None,
        subject: subject.to_owned(),
        details: subject.to_owned(),
        needs: Needs::none().to_string(),
        urgency: Urgency::Normal,
        urgent_reason: None,
        applicant: None,
        person_concerned: None,
        basis: None,
        representation_id: None,
        unavailable: None,
        channel: "web".to_owned(),
        received_at: pad.at(),
        changed_at: pad.at(),
        version: i64::try_from(states.len()).unwrap_or(1),
    };
    let steps = states
        .iter()
        .map(|state| Step {
            id: pad.id(AuditId::made),
            request_id: request.id.clone(),
            state: *state,
            at: pad.at(),
            text: None,
        })
        .collect();
    (request, steps)
}
