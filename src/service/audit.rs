//! Deeds for the audit trail.

use super::caller::Caller;
use super::pad::Pad;
use crate::scheduling::ids::AuditId;
use crate::store::audit::Deed;

/// What a caller did to a thing.
pub fn deed(caller: &Caller, action: &str, thing: &str, pad: &mut Pad) -> Deed {
    Deed {
        id: pad.id(AuditId::made),
        at: pad.at(),
        actor: caller.actor(),
        action: action.to_owned(),
        thing: thing.to_owned(),
        purpose: None,
        detail: None,
    }
}

/// A look of a member of staff at a person or a case, with its purpose.
pub fn look(caller: &Caller, thing: &str, purpose: &str, pad: &mut Pad) -> Deed {
    Deed {
        purpose: Some(purpose.to_owned()),
        ..deed(caller, "look", thing, pad)
    }
}
