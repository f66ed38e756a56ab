//! Who is calling, as a checked access token says.

use crate::scheduling::Role;
use crate::scheduling::ids::{CentreId, OfficialId, PersonId, RequestId, SignInId, StaffId};

/// Who is calling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Somebody who has not signed in.
    Nobody,
    /// A person with an account.
    Person {
        /// The account.
        id: PersonId,
        /// The sign-in.
        sign_in: SignInId,
    },
    /// A person who proved the mobile on one request, and reads that request only.
    Follower {
        /// The request.
        request: RequestId,
        /// The sign-in.
        sign_in: SignInId,
    },
    /// A member of staff.
    Staff(StaffCaller),
}

/// A member of staff who is calling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffCaller {
    /// Who.
    pub id: StaffId,
    /// The sign-in.
    pub sign_in: SignInId,
    /// What this person may do.
    pub role: Role,
    /// The centre worked at.
    pub centre: Option<CentreId>,
    /// The official worked for.
    pub official: Option<OfficialId>,
}

impl Caller {
    /// The role that the permission table knows; none for somebody who has not signed in.
    pub const fn role(&self) -> Option<Role> {
        match self {
            Self::Nobody => None,
            Self::Person { .. } | Self::Follower { .. } => Some(Role::Applicant),
            Self::Staff(staff) => Some(staff.role),
        }
    }

    /// The account, if a person is calling.
    pub const fn person(&self) -> Option<&PersonId> {
        match self {
            Self::Person { id, .. } => Some(id),
            Self::Nobody | Self::Follower { .. } | Self::Staff(_) => None,
        }
    }

    /// The member of staff, if one is calling.
    pub const fn staff(&self) -> Option<&StaffCaller> {
        match self {
            Self::Staff(staff) => Some(staff),
            Self::Nobody | Self::Person { .. } | Self::Follower { .. } => None,
        }
    }

    /// The sign-in, if there is one.
    pub const fn sign_in(&self) -> Option<&SignInId> {
        match self {
            Self::Nobody => None,
            Self::Person { sign_in, .. } | Self::Follower { sign_in, .. } => Some(sign_in),
            Self::Staff(staff) => Some(&staff.sign_in),
        }
    }

    /// How the audit trail names this caller.
    pub fn actor(&self) -> String {
        match self {
            Self::Nobody => "nobody".to_owned(),
            Self::Person { id, .. } => format!("person:{id}"),
            Self::Follower { request, .. } => format!("follower:{request}"),
            Self::Staff(staff) => format!("staff:{}", staff.id),
        }
    }
}
