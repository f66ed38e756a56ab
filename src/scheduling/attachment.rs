//! Papers that come with a request: what kind a file really is, and a name that harms nobody.

use crate::value;

value! {
    /// What a paper is, by its content.
    pub enum AttachmentKind {
        /// A PDF document.
        Pdf = "pdf",
        /// A JPEG picture.
        Jpeg = "jpeg",
        /// A PNG picture.
        Png = "png",
        /// A HEIC picture, as telephones take them.
        Heic = "heic",
    }
}

/// So many signs at most has a name.
pub const NAME_CHARS_MAX: usize = 100;
/// The brands by which a HEIC picture says what it is.
const HEIC_BRANDS: [&[u8]; 8] = [
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1",
];

impl AttachmentKind {
    /// What a file is by how it begins; none of these, whatever its name says, is none.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"%PDF-") {
            return Some(Self::Pdf);
        }
        if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            return Some(Self::Jpeg);
        }
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Some(Self::Png);
        }
        let brand = bytes.get(8..12).unwrap_or_default();
        let is_heic = bytes.get(4..8) == Some(b"ftyp") && HEIC_BRANDS.contains(&brand);
        is_heic.then_some(Self::Heic)
    }

    /// What browsers call it.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Heic => "image/heic",
        }
    }

    /// How its names end.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Heic => "heic",
        }
    }

    /// A file's name as it is kept: without folders, without signs that move others about, not too
    /// long, and ending as what the file really is.
    #[must_use]
    pub fn file_name(self, given: &str) -> String {
        let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
        let is_harmless = |sign: &char| {
            sign.is_alphanumeric() || matches!(sign, ' ' | '-' | '_' | '(' | ')' | '.')
        };
        let clean: String = stem.chars().filter(is_harmless).collect();
        let words: Vec<&str> = clean.split_whitespace().collect();
        let short: String = words.join(" ").chars().take(NAME_CHARS_MAX).collect();
        let short = short.trim_matches(['.', ' ']);
        let stem = if short.is_empty() { "paper" } else { short };
        format!("{stem}.{}", self.ending())
    }
}

#[cfg(test)]
mod tests;
