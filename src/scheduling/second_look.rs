//! Four eyes: which decisions stand as proposed until a second person of the office confirms them.

use std::str::FromStr;

use super::request::{RequestKind, Urgency};

/// The requests whose decisions a second person confirms, by kind and urgency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecondLook(Vec<(RequestKind, Option<Urgency>)>);

impl SecondLook {
    /// Whether a decision on such a request waits for a second person; `urgency` is how pressing it
    /// is by that decision.
    #[must_use]
    pub fn is_asked(&self, kind: RequestKind, urgency: Urgency) -> bool {
        let mut all = self.0.iter();
        all.any(|(one, how)| *one == kind && how.is_none_or(|how| how == urgency))
    }
}

impl FromStr for SecondLook {
    type Err = &'static str;

    /// Reads `meeting:urgent complaint`: kinds, each with an urgency or for both; blank is none.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WRONG: &str = "must be kinds of request, each alone or as KIND:URGENCY";
        let one = |word: &str| {
            let (kind, urgency) = match word.split_once(':') {
                Some((kind, urgency)) => (kind, Some(Urgency::parse(urgency).ok_or(WRONG)?)),
                None => (word, None),
            };
            Ok((RequestKind::parse(kind).ok_or(WRONG)?, urgency))
        };
        let all: Result<Vec<_>, _> = text.split_whitespace().map(one).collect();
        all.map(Self)
    }
}

#[cfg(test)]
mod tests;
