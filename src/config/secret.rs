//! Texts and keys that no log ever shows.
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use serde::{Deserialize, Deserializer};

const MASK: &str = "••••••";

/// A secret text; blank means that there is none.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The text itself, for the one who must send it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether nothing was set.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.is_blank() { "(blank)" } else { MASK })
    }
}

/// A secret key of 32 bytes, or none yet.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Key(Option<[u8; 32]>);

impl Key {
    /// The key's bytes, if one is set.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8; 32]> {
        self.0.as_ref()
    }

    /// The key of these bytes.
    #[must_use]
    pub fn of(bytes: [u8; 32]) -> Self {
        Self(Some(bytes))
    }

    /// Whether the key is missing or no luck made it: fewer than twelve different bytes.
    #[must_use]
    pub fn is_weak(&self) -> bool {
        let Some(bytes) = self.0 else { return true };
        let different: std::collections::BTreeSet<u8> = bytes.into_iter().collect();
        different.len() < 12
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_some() { MASK } else { "(blank)" })
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self(None));
        }
        [&STANDARD, &STANDARD_NO_PAD, &URL_SAFE_NO_PAD]
            .into_iter()
            .find_map(|alphabet| <[u8; 32]>::try_from(alphabet.decode(text).ok()?).ok())
            .map(Self::of)
            .ok_or_else(|| {
                serde::de::Error::custom("must be 32 bytes in base64: openssl rand -base64 32")
            })
    }
}
