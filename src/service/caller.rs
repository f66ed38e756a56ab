//! Who is calling, as a checked access token says.

use crate::scheduling::Role;
use crate::scheduling::ids::{
    CallId, CentreId, OfficialId, PersonId, RequestId, SignInId, StaffId,
};

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
    /// An agent who acts for a person, in the call in which that person passed the script. Made by
    /// [`service::calls::acting`](super::calls::acting) alone; no token names one.
    Agent {
        /// The agent.
        agent: StaffCaller,
        /// The account of the caller.
        person: PersonId,
        /// The call.
        call: CallId,
    },
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
    /// Whose weeks this person is named for.
    pub weeks: Weeks,
}

/// Whose weeks a member of an office sees; filled in by
/// [`service::readers::named`](super::readers::named) alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weeks {
    /// The officials, in the ministry's order.
    pub named: Vec<OfficialId>,
    /// Whether those are all there are.
    pub is_all: bool,
}

impl Weeks {
    /// Those whose things are to be looked up; none where nobody is left out.
    pub fn asked(&self) -> Option<&[OfficialId]> {
        (!self.is_all).then_some(self.named.as_slice())
    }
}

impl StaffCaller {
    /// Whether this person works in an official's office.
    pub const fn is_of_office(&self) -> bool {
        matches!(
            self.role,
            Role::Scheduler | Role::Secretary | Role::Official
        )
    }

    /// Whether this person sees an official's week, and what belongs to it.
    pub fn sees(&self, official: &OfficialId) -> bool {
        self.weeks.named.contains(official)
    }

    /// The same of a thing that is perhaps no official's: that is for whoever works for none.
    pub fn sees_of(&self, official: Option<&OfficialId>) -> bool {
        official.map_or(self.official.is_none(), |id| self.sees(id))
    }
}

impl Caller {
    /// The role that the permission table knows; none for somebody who has not signed in.
    pub const fn role(&self) -> Option<Role> {
        match self {
            Self::Nobody => None,
            Self::Person { .. } | Self::Follower { .. } => Some(Role::Applicant),
            Self::Staff(staff) | Self::Agent { agent: staff, .. } => Some(staff.role),
        }
    }

    /// The account, if a person is calling, or an agent acts for one.
    pub const fn person(&self) -> Option<&PersonId> {
        match self {
            Self::Person { id, .. } | Self::Agent { person: id, .. } => Some(id),
            Self::Nobody | Self::Follower { .. } | Self::Staff(_) => None,
        }
    }

    /// The member of staff, if one is calling.
    pub const fn staff(&self) -> Option<&StaffCaller> {
        match self {
            Self::Staff(staff) => Some(staff),
            Self::Nobody | Self::Person { .. } | Self::Follower { .. } | Self::Agent { .. } => None,
        }
    }

    /// The sign-in, if there is one.
    pub const fn sign_in(&self) -> Option<&SignInId> {
        match self {
            Self::Nobody => None,
            Self::Person { sign_in, .. } | Self::Follower { sign_in, .. } => Some(sign_in),
            Self::Staff(staff) | Self::Agent { agent: staff, .. } => Some(&staff.sign_in),
        }
    }

    /// How the audit trail names this caller.
    pub fn actor(&self) -> String {
        match self {
            Self::Nobody => "nobody".to_owned(),
            Self::Person { id, .. } => format!("person:{id}"),
            Self::Follower { request, .. } => format!("follower:{request}"),
            Self::Staff(staff) | Self::Agent { agent: staff, .. } => format!("staff:{}", staff.id),
        }
    }

    /// For whom and in which call the caller acts, and for what purpose, as the audit trail says.
    pub fn on_behalf(&self) -> Option<(&'static str, String)> {
        match self {
            Self::Agent { person, call, .. } => {
                Some(("phone", format!("for person:{person} in call:{call}")))
            }
            Self::Nobody | Self::Person { .. } | Self::Follower { .. } | Self::Staff(_) => None,
        }
    }
}
