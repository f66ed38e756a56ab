//! What is recorded of a person, and which section of a centre receives whom.

use crate::value;

value! {
    /// Man or woman, as on the identity card.
    pub enum Sex {
        /// A man.
        Man = "man",
        /// A woman.
        Woman = "woman",
    }
}

value! {
    /// Citizen or resident, as the first digit of the identity number says; or neither.
    pub enum Citizenship {
        /// A citizen.
        Citizen = "citizen",
        /// A resident.
        Resident = "resident",
        /// Neither: registered by staff with another document, or with none.
        Other = "other",
    }
}

value! {
    /// A section of a centre, with its own queue, desks and rooms.
    pub enum Section {
        /// The men's section.
        Men = "men",
        /// The women's section.
        Women = "women",
    }
}

impl Sex {
    /// The section that receives this person.
    #[must_use]
    pub const fn section(self) -> Section {
        match self {
            Self::Man => Section::Men,
            Self::Woman => Section::Women,
        }
    }
}
