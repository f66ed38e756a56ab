//! What meetings draw on together, by a name that says what it is.

use crate::scheduling::availability::Mode;
use crate::scheduling::ids::{CentreId, PersonId};
use crate::scheduling::needs::Need;
use crate::scheduling::person::Section;

/// Something that several meetings at one moment draw on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pool {
    /// The video rooms of a centre for a section; none is both.
    Rooms(CentreId, Option<Section>),
    /// Where a meeting in person is; none is the headquarters. Nothing there runs out.
    Place(Option<CentreId>),
    /// Where a reception session is. Its seats are counted with its slot.
    Audience(Option<CentreId>),
    /// Those who can meet a need of a third person.
    Interpreters(Need),
    /// The applicant, who is in one place.
    Person(PersonId),
}

impl Pool {
    /// The pool of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_once(':')?;
        let centre = |id: &str| (!id.is_empty()).then(|| CentreId::from(id));
        match kind {
            "rooms" => {
                let (id, section) = rest.rsplit_once(':')?;
                let section = match section {
                    "any" => None,
                    one => Some(Section::parse(one)?),
                };
                Some(Self::Rooms(id.into(), section))
            }
            "place" => Some(Self::Place(centre(rest))),
            "audience" => Some(Self::Audience(centre(rest))),
            "interpreters" => Need::parse(rest).map(Self::Interpreters),
            "person" => Some(Self::Person(rest.into())),
            _ => None,
        }
    }

    /// How and where one meets who draws on it; none where it says nothing of that.
    #[must_use]
    pub fn meets(&self) -> Option<(Mode, Option<CentreId>)> {
        match self {
            Self::Rooms(centre, _) => Some((Mode::Video, Some(centre.clone()))),
            Self::Place(centre) => Some((Mode::InPerson, centre.clone())),
            Self::Audience(centre) => Some((Mode::Reception, centre.clone())),
            Self::Interpreters(_) | Self::Person(_) => None,
        }
    }
}

impl std::fmt::Display for Pool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let id = |centre: &Option<CentreId>| {
            centre
                .as_ref()
                .map_or_else(String::new, ToString::to_string)
        };
        match self {
            Self::Rooms(centre, section) => {
                write!(
                    f,
                    "rooms:{centre}:{}",
                    section.map_or("any", Section::as_str)
                )
            }
            Self::Place(centre) => write!(f, "place:{}", id(centre)),
            Self::Audience(centre) => write!(f, "audience:{}", id(centre)),
            Self::Interpreters(need) => write!(f, "interpreters:{need}"),
            Self::Person(person) => write!(f, "person:{person}"),
        }
    }
}

#[cfg(test)]
mod tests;
