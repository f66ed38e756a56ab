//! Digits and marks as people type and paste them, made plain before anything is parsed.

/// The text with Arabic-Indic and Persian digits in Latin, invisible direction marks removed and
/// every kind of blank turned into a space, trimmed at both ends.
#[must_use]
pub fn to_latin(text: &str) -> String {
    let plain: String = text.chars().filter_map(latin).collect();
    plain.trim().to_owned()
}

/// As [`to_latin`], without the blanks, dashes, dots and brackets people group digits with.
#[must_use]
pub fn compact(text: &str) -> String {
    to_latin(text)
        .chars()
        .filter(|&each| !is_grouping(each))
        .collect()
}

fn latin(each: char) -> Option<char> {
    match each {
        '\u{0660}'..='\u{0669}' => char::from_digit(u32::from(each) - 0x0660, 10),
        '\u{06F0}'..='\u{06F9}' => char::from_digit(u32::from(each) - 0x06F0, 10),
        '\u{061C}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}' => None,
        blank if blank.is_whitespace() => Some(' '),
        other => Some(other),
    }
}

fn is_grouping(each: char) -> bool {
    matches!(
        each,
        ' ' | '-' | '.' | '(' | ')' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{0640}'
    )
}

#[cfg(test)]
mod tests;
