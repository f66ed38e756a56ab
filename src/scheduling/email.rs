//! An email address that can at least be written on an envelope; only a mail proves more.

use crate::scheduling::digits;
use crate::value;

/// An email address of a shape that mail servers take.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Email(String);

value! {
    /// Which rule a typed address broke.
    pub enum EmailFault {
        /// Nothing was typed.
        Empty = "empty",
        /// It has no @, or more than one.
        At = "at",
        /// What stands before the @ cannot be a mailbox.
        Mailbox = "mailbox",
        /// What stands after the @ cannot be a host.
        Host = "host",
        /// It is longer than mail allows.
        Length = "length",
    }
}

const ADDRESS_CHARS_MAX: usize = 254;
const MAILBOX_CHARS_MAX: usize = 64;
const LABEL_CHARS_MAX: usize = 63;

impl Email {
    /// Reads an address as typed; the host becomes lower case, the mailbox stays.
    pub fn parse(text: &str) -> Result<Self, EmailFault> {
        let typed = digits::to_latin(text);
        if typed.is_empty() {
            return Err(EmailFault::Empty);
        }
        if typed.len() > ADDRESS_CHARS_MAX {
            return Err(EmailFault::Length);
        }
        let (mailbox, host) = typed.split_once('@').ok_or(EmailFault::At)?;
        if host.contains('@') {
            return Err(EmailFault::At);
        }
        if !is_mailbox(mailbox) {
            return Err(EmailFault::Mailbox);
        }
        let host = host.to_ascii_lowercase();
        if !is_host(&host) {
            return Err(EmailFault::Host);
        }
        Ok(Self(format!("{mailbox}@{host}")))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address as it may be shown: `n•••@example.com`.
    #[must_use]
    pub fn masked(&self) -> String {
        let first: String = self.0.chars().take(1).collect();
        let host = self.0.split_once('@').map_or("", |(_, host)| host);
        format!("{first}•••@{host}")
    }
}

impl std::fmt::Debug for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Email({})", self.masked())
    }
}

fn is_mailbox(mailbox: &str) -> bool {
    !mailbox.is_empty()
        && mailbox.len() <= MAILBOX_CHARS_MAX
        && !mailbox.starts_with('.')
        && !mailbox.ends_with('.')
        && !mailbox.contains("..")
        && mailbox
            .chars()
            .all(|each| each.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(each))
}

fn is_host(host: &str) -> bool {
    let mut labels = 0;
    for label in host.split('.') {
        labels += 1;
        let is_label = !label.is_empty()
            && label.len() <= LABEL_CHARS_MAX
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .chars()
                .all(|each| each.is_ascii_alphanumeric() || each == '-');
        if !is_label {
            return false;
        }
    }
    // A host that ends in digits would be an address, not a name.
    labels >= 2 && !host.ends_with(|last: char| last.is_ascii_digit())
}

#[cfg(test)]
mod tests;
