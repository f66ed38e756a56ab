//! Names as they are searched: people write one name in many ways, and mean the same.

/// So many letters at least are searched for.
pub const LETTERS_MIN: usize = 3;

/// What a name is searched by: Arabic letters that are written for each other made one, vowel
/// signs and strokes dropped, Latin letters in lower case without marks, a blank between words.
#[must_use]
pub fn folded(name: &str) -> String {
    let plain: String = name.chars().filter_map(fold).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ")
}

/// What a person is found by: the name and the name in Latin letters, none if there is neither.
#[must_use]
pub fn key(name: Option<&str>, latin: Option<&str>) -> Option<String> {
    let both = [name, latin].into_iter().flatten();
    let key = both.map(folded).collect::<Vec<_>>().join(" ");
    let key = key.trim();
    (!key.is_empty()).then(|| key.to_owned())
}

/// How many letters there are to search for.
#[must_use]
pub fn letters(folded: &str) -> usize {
    folded.chars().filter(|sign| *sign != ' ').count()
}

fn fold(sign: char) -> Option<char> {
    match sign {
        'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
        'ى' | 'ی' | 'ئ' => Some('ي'),
        'ؤ' => Some('و'),
        'ة' => Some('ه'),
        'ک' => Some('ك'),
        // A hamza by itself, vowel signs, the stretching stroke, the small alef; the marks of
        // Latin letters that are written apart, and the apostrophe.
        'ء'
        | '\u{0640}'
        | '\u{064B}'..='\u{065F}'
        | '\u{0670}'
        | '\u{0300}'..='\u{036F}'
        | '\''
        | '’'
        | 'ʿ'
        | 'ʾ' => None,
        other if other.is_alphanumeric() => Some(lower(other)),
        _blank_or_dash => Some(' '),
    }
}

/// A Latin letter in lower case, without the mark above or below it.
fn lower(letter: char) -> char {
    let small = letter.to_lowercase().next().unwrap_or(letter);
    match small {
        'à'..='å' | 'ā' => 'a',
        'ç' => 'c',
        'è'..='ë' | 'ē' => 'e',
        'ì'..='ï' | 'ī' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ō' => 'o',
        'ù'..='ü' | 'ū' => 'u',
        'ḥ' => 'h',
        'ṣ' => 's',
        'ḍ' => 'd',
        'ṭ' => 't',
        'ẓ' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests;
