//! What the driver reads out of what a room says: how a socket ends, who is kept out, who is asked.

use crate::{
    message::{Role, ServerMessage},
    room::{Closing, Event},
};

/// With which code and words a socket is closed.
pub(super) const fn ending(closing: Closing) -> (u16, &'static str) {
    match closing {
        Closing::Bye => (1000, "bye"),
        Closing::Replaced => (4409, "another page took the place"),
        Closing::Dismissed => (4403, "dismissed"),
        Closing::Over => (4410, "the session is over"),
        Closing::Draining => (1012, "this machine stops"),
    }
}

/// Whether somebody is kept out by what happened.
pub(super) fn is_bar(event: &Event) -> bool {
    matches!(event, Event::Removed { .. } | Event::Declined { .. })
}

/// Whether that is what the message says.
pub(super) fn is_word_of_bar(message: &ServerMessage) -> bool {
    matches!(
        message,
        ServerMessage::Removed { .. } | ServerMessage::Declined { .. }
    )
}

/// Who is asked how it was.
pub(super) const fn is_asked(role: Role) -> bool {
    match role {
        Role::Applicant | Role::Representative | Role::Companion => true,
        Role::Operator
        | Role::Official
        | Role::Secretary
        | Role::Interpreter
        | Role::SignLanguageInterpreter
        | Role::Observer => false,
    }
}
