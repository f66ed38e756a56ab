//! A request goes on, and its timeline says so.

use super::error::ServiceError;
use super::pad::Pad;
use crate::scheduling::ids::AuditId;
use crate::scheduling::{Refusal, RequestState};
use crate::store::Db;
use crate::store::request::{self, Request, Step};

/// The step by which a request came where it stands.
pub(super) fn step(new: &Request, text: Option<String>, pad: &mut Pad) -> Step {
    Step {
        id: pad.id(AuditId::made),
        request_id: new.id.clone(),
        state: new.state,
        at: pad.at(),
        text,
    }
}

/// Writes what a request has become and the step that says so; refused where somebody else moved it
/// since it was read.
pub(super) fn go_on(
    db: &mut Db,
    (new, text): (&Request, Option<String>),
    pad: &mut Pad,
) -> Result<Step, ServiceError> {
    let step = step(new, text, pad);
    written(db, (new, step))
}

/// Writes that a request was entered in the register, wherever it has got to without its number.
pub(super) fn entered(db: &mut Db, new: &Request, pad: &mut Pad) -> Result<Step, ServiceError> {
    let step = Step {
        state: RequestState::Registered,
        ..step(new, None, pad)
    };
    written(db, (new, step))
}

fn written(db: &mut Db, (new, step): (&Request, Step)) -> Result<Step, ServiceError> {
    if request::change(db, new, &step)? {
        Ok(step)
    } else {
        Err(Refusal::WrongStage.into())
    }
}
