//! Who may say what: role × message, one table without exceptions elsewhere.

use crate::message::{Kind, Role};
use std::fmt::Write as _;

/// What a role may do with one kind of message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// Never.
    No,
    /// At any time.
    Yes,
    /// While a page of the official is connected.
    WhileOfficial,
    /// Only once admitted.
    Admitted,
    /// Only towards the centre's own people.
    OwnSide,
}

/// The right of a role to say a kind of message.
pub const fn right(role: Role, kind: Kind) -> Right {
    match kind {
        Kind::Hello
        | Kind::Ready
        | Kind::Answer
        | Kind::Candidate
        | Kind::Restart
        | Kind::Stats
        | Kind::Bye => Right::Yes,
        Kind::Admit | Kind::Hold | Kind::Decline => deciding(role),
        Kind::Invite | Kind::Tell | Kind::Lock | Kind::Pin => keeping(role),
        Kind::Mute | Kind::Remove | Kind::End => leading(role),
        Kind::Chat => talking(role),
    }
}

const fn deciding(role: Role) -> Right {
    match role {
        Role::Official => Right::Yes,
        Role::Secretary => Right::WhileOfficial,
        Role::Operator
        | Role::Applicant
        | Role::Companion
        | Role::Representative
        | Role::Interpreter
        | Role::SignLanguageInterpreter
        | Role::Observer => Right::No,
    }
}

const fn keeping(role: Role) -> Right {
    match role {
        Role::Official | Role::Secretary => Right::Yes,
        Role::Operator
        | Role::Applicant
        | Role::Companion
        | Role::Representative
        | Role::Interpreter
        | Role::SignLanguageInterpreter
        | Role::Observer => Right::No,
    }
}

const fn leading(role: Role) -> Right {
    match role {
        Role::Official | Role::Secretary => Right::Yes,
        Role::Operator => Right::OwnSide,
        Role::Applicant
        | Role::Companion
        | Role::Representative
        | Role::Interpreter
        | Role::SignLanguageInterpreter
        | Role::Observer => Right::No,
    }
}

const fn talking(role: Role) -> Right {
    match role {
        Role::Official | Role::Secretary | Role::Operator => Right::Yes,
        Role::Applicant
        | Role::Companion
        | Role::Representative
        | Role::Interpreter
        | Role::SignLanguageInterpreter => Right::Admitted,
        Role::Observer => Right::No,
    }
}

impl Right {
    const fn sign(self) -> &'static str {
        match self {
            Self::No => "-",
            Self::Yes => "yes",
            Self::WhileOfficial => "official there",
            Self::Admitted => "admitted",
            Self::OwnSide => "own side",
        }
    }
}

/// The whole table as text, one line a message, for people and for the snapshot test.
pub fn table() -> String {
    let mut text = format!("{:10}", "message");
    let line = |cells: &mut dyn Iterator<Item = &'static str>| {
        let mut row = String::new();
        for cell in cells {
            // Writing into a String cannot fail.
            let _written = write!(row, " | {cell:14}");
        }
        row.trim_end().to_owned()
    };
    let head = line(&mut Role::ALL.iter().map(|role| match role {
        Role::SignLanguageInterpreter => "sign language",
        role @ (Role::Applicant
        | Role::Companion
        | Role::Representative
        | Role::Operator
        | Role::Official
        | Role::Secretary
        | Role::Interpreter
        | Role::Observer) => role.name(),
    }));
    text.push_str(&head);
    text.push('\n');
    for kind in Kind::ALL {
        let row = line(&mut Role::ALL.iter().map(|role| right(*role, kind).sign()));
        // Writing into a String cannot fail.
        let _written = write!(text, "{:10}", kind.name());
        text.push_str(&row);
        text.push('\n');
    }
    text
}
