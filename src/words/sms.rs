//! How many parts a text costs as an SMS.

/// The letters of the GSM 03.38 alphabet that cost one septet, without the extension table.
const GSM: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// The letters that cost two septets.
const GSM_EXTENSION: &str = "^{}\\[~]|€\u{c}";

/// What a text costs as an SMS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SmsCost {
    /// Whether the GSM alphabet has every letter; else each costs a UCS-2 unit.
    pub is_gsm: bool,
    /// Septets, or UCS-2 units.
    pub units: usize,
    /// The parts that a gateway makes of it.
    pub parts: usize,
}

/// The parts a gateway makes of that text: 160 then 153 septets, or 70 then 67 UCS-2 units. What
/// takes two of them is never cut in two.
#[must_use]
pub fn sms_cost(text: &str) -> SmsCost {
    let septets: Option<Vec<usize>> = text.chars().map(septets).collect();
    if let Some(units) = septets {
        return cost(true, &units, (160, 153));
    }
    let units: Vec<usize> = text.chars().map(char::len_utf16).collect();
    cost(false, &units, (70, 67))
}

/// The parts a gateway makes of that text.
#[must_use]
pub fn sms_parts(text: &str) -> usize {
    sms_cost(text).parts
}

fn septets(letter: char) -> Option<usize> {
    if GSM.contains(letter) {
        return Some(1);
    }
    GSM_EXTENSION.contains(letter).then_some(2)
}

fn cost(is_gsm: bool, letters: &[usize], (single, joined): (usize, usize)) -> SmsCost {
    let units = letters.iter().sum();
    let parts = if units <= single {
        1
    } else {
        let full = letters.iter().fold((1, 0), |(parts, used), letter| {
            if used + letter > joined {
                (parts + 1, *letter)
            } else {
                (parts, used + letter)
            }
        });
        full.0
    };
    SmsCost {
        is_gsm,
        units,
        parts,
    }
}

/// One part of an SMS as it goes over an operator's line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmsPart {
    /// Whether it is in the GSM alphabet, an octet per septet; else in UCS-2.
    pub is_gsm: bool,
    /// Whether a header in front joins it to the others.
    pub is_joined: bool,
    /// Header and text.
    pub bytes: Vec<u8>,
}

/// The parts of a text; `joined_by` is the number by which a telephone knows that they belong
/// together.
#[must_use]
pub fn sms_split(text: &str, joined_by: u8) -> Vec<SmsPart> {
    let SmsCost { is_gsm, parts, .. } = sms_cost(text);
    let joined = if is_gsm { 153 } else { 67 };
    let mut bodies = vec![(0, Vec::new())];
    for letter in text.chars() {
        let (units, bytes) = if is_gsm {
            let octets = gsm(letter);
            (octets.len(), octets)
        } else {
            let mut pair = [0; 2];
            let units = letter.encode_utf16(&mut pair);
            let bytes = units.iter().flat_map(|unit| unit.to_be_bytes());
            (units.len(), bytes.collect())
        };
        match bodies.last_mut() {
            Some((used, body)) if parts == 1 || *used + units <= joined => {
                *used += units;
                body.extend(bytes);
            }
            Some(_) | None => bodies.push((units, bytes)),
        }
    }
    let count = u8::try_from(bodies.len()).unwrap_or(u8::MAX);
    let numbered = (1_u8..=count).zip(bodies);
    numbered
        .map(|(number, (_, body))| {
            let header = [5, 0, 3, joined_by, count, number];
            let header = header.iter().filter(|_| count > 1);
            SmsPart {
                is_gsm,
                is_joined: count > 1,
                bytes: header.copied().chain(body).collect(),
            }
        })
        .collect()
}

/// Where the escape stands that the first table leaves out.
const ESCAPE: u8 = 0x1b;
/// The second octets of the extension's letters, in the order of [`GSM_EXTENSION`].
const EXTENSION_OCTETS: [u8; 10] = [0x14, 0x28, 0x29, 0x2f, 0x3c, 0x3d, 0x3e, 0x40, 0x65, 0x0a];

fn gsm(letter: char) -> Vec<u8> {
    let place = |table: &str| table.chars().position(|each| each == letter);
    if let Some(place) = place(GSM).and_then(|place| u8::try_from(place).ok()) {
        return vec![if place < ESCAPE { place } else { place + 1 }];
    }
    let octet = place(GSM_EXTENSION).and_then(|place| EXTENSION_OCTETS.get(place));
    octet.map_or_else(Vec::new, |octet| vec![ESCAPE, *octet])
}
