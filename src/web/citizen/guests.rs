//! Who comes along to a meeting at the headquarters, and by which car: said beforehand, so that
//! nobody waits at the gate.

use actix_web::web::Path;
use askama::Template;

use super::{Answered, facts};
use crate::scheduling::ids::AppointmentId;
use crate::scheduling::{GuestRole, IdentityNumber};
use crate::service::Appointment;
use crate::service::guests::{self, Guests, NAME_LETTERS_MAX, PLATE_LETTERS_MAX, Said, companions};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Field, Problem, Problems};
use crate::web::reader::Reader;
use crate::words::Words;

/// The names of a companion's two fields; there are never more companions than these.
const FIELDS: [(&str, &str); 9] = [
    ("name1", "identity1"),
    ("name2", "identity2"),
    ("name3", "identity3"),
    ("name4", "identity4"),
    ("name5", "identity5"),
    ("name6", "identity6"),
    ("name7", "identity7"),
    ("name8", "identity8"),
    ("name9", "identity9"),
];

/// The fields of the form as they were typed, by name.
type Typed = Vec<(String, String)>;

/// The page.
#[derive(Template)]
#[template(path = "citizen/guests.html")]
pub struct GuestsPage {
    frame: Frame,
    problems: Problems,
    /// Where the form goes.
    href: String,
    /// The request's page.
    back: String,
    plate: Field,
    companions: Vec<CompanionFields>,
}

/// The questions about one companion.
pub struct CompanionFields {
    title: String,
    name: Field,
    identity: Field,
}

/// Asks who comes along.
pub async fn see(reader: Reader, id: Path<String>) -> Answered {
    let id = AppointmentId::from(id.into_inner());
    let (row, known) = guests::own(&reader.app, &reader.caller, id, reader.now).await?;
    let page = page(&reader, &row, (&typed_before(&known), Vec::new())).await?;
    reader.page(&page)
}

/// What was said before, as if it had been typed.
fn typed_before(known: &Guests) -> Typed {
    let all = known.people.iter();
    let along = all.filter(|one| one.role == GuestRole::Companion);
    let pairs = FIELDS.iter().zip(along).flat_map(|(fields, one)| {
        let name = one.name.clone().unwrap_or_default();
        let identity = one.identity.clone().unwrap_or_default();
        [(fields.0.to_owned(), name), (fields.1.to_owned(), identity)]
    });
    let plate = known.plate.clone().unwrap_or_default();
    std::iter::once(("plate".to_owned(), plate))
        .chain(pairs)
        .collect()
}

/// Takes what was said.
pub async fn send(reader: Reader, id: Path<String>, Form(typed): Form<Typed>) -> Answered {
    let id = AppointmentId::from(id.into_inner());
    let (row, _) = guests::own(&reader.app, &reader.caller, id.clone(), reader.now).await?;
    let said = match parsed(&reader.words, &typed) {
        Ok(said) => said,
        Err(found) => {
            let page = page(&reader, &row, (&typed, found)).await?;
            return reader.page(&page);
        }
    };
    let row = guests::say(&reader.app, &reader.caller, (id, said), reader.now).await?;
    Ok(reader.see(&format!("/requests/{}?said=guests", row.request_id)))
}

fn value(typed: &Typed, name: &str) -> String {
    let found = typed.iter().find(|(key, _)| key == name);
    found.map_or_else(String::new, |(_, value)| value.trim().to_owned())
}

fn parsed(words: &Words, typed: &Typed) -> Result<Said, Vec<Problem>> {
    let mut found = Vec::new();
    let wrong = |field: &str, key: &str| Problem {
        field: field.to_owned(),
        text: words.get(key),
    };
    let plate = value(typed, "plate");
    if plate.chars().count() > PLATE_LETTERS_MAX {
        found.push(wrong("plate", "guests-plate-long"));
    }
    let mut companions = Vec::new();
    for (name_field, identity_field) in FIELDS {
        let (name, identity) = (value(typed, name_field), value(typed, identity_field));
        if name.is_empty() && identity.is_empty() {
            continue;
        }
        if name.is_empty() || name.chars().count() > NAME_LETTERS_MAX {
            found.push(wrong(name_field, "guests-name-missing"));
        }
        match IdentityNumber::parse(&identity) {
            Ok(identity) => companions.push((name, identity)),
            Err(fault) => found.push(Problem {
                field: identity_field.to_owned(),
                text: words.value("error-identity", fault.as_str()),
            }),
        }
    }
    if found.is_empty() {
        Ok(Said {
            plate: Some(plate).filter(|plate| !plate.is_empty()),
            companions,
        })
    } else {
        Err(found)
    }
}

async fn page(
    reader: &Reader,
    row: &Appointment,
    (typed, found): (&Typed, Vec<Problem>),
) -> Result<GuestsPage, Failure> {
    let (frame, _) = facts::known(reader).await?;
    let frame = frame
        .titled("guests-own-title")
        .gone_wrong(!found.is_empty());
    let words = &frame.words;
    let problems = Problems::new(words, found);
    let longest = |letters: usize| u32::try_from(letters).unwrap_or(u32::MAX);
    let numbered = (1_i64..).zip(FIELDS).take(companions(row));
    let along = numbered.map(|(number, (name, identity))| CompanionFields {
        title: words.say("guests-companion", "number", number),
        name: Field::text(name, words.get("guests-name"))
            .longest(longest(NAME_LETTERS_MAX))
            .complete("off")
            .value(value(typed, name))
            .wrong(problems.of(name)),
        identity: Field::digits(identity, words.get("identity-label"), "off")
            .value(value(typed, identity))
            .wrong(problems.of(identity)),
    });
    Ok(GuestsPage {
        href: format!("/appointments/{}/guests", row.id),
        back: format!("/requests/{}", row.request_id),
        plate: Field::text("plate", words.get("guests-plate"))
            .hint(words.get("guests-plate-hint"))
            .optional(words.get("optional"))
            .longest(longest(PLATE_LETTERS_MAX))
            .value(value(typed, "plate"))
            .wrong(problems.of("plate")),
        companions: along.collect(),
        problems,
        frame,
    })
}
