//! How many parts a text costs as an SMS.

/// The letters of the GSM 03.38 alphabet that cost one septet, without the extension table.
const GSM: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// The letters that cost two septets.
const GSM_EXTENSION: &str = "^{}\\[~]|€\u{c}";

/// The parts a gateway makes of that text: 160 then 153 septets, or 70 then 67 UCS-2 units.
#[must_use]
pub fn sms_parts(text: &str) -> usize {
    let septets = text.chars().try_fold(0_usize, |sum, letter| {
        if GSM.contains(letter) {
            Some(sum + 1)
        } else if GSM_EXTENSION.contains(letter) {
            Some(sum + 2)
        } else {
            None
        }
    });
    match septets {
        Some(units) => parts(units, 160, 153),
        None => parts(text.encode_utf16().count(), 70, 67),
    }
}

const fn parts(units: usize, single: usize, joined: usize) -> usize {
    if units <= single {
        1
    } else {
        units.div_ceil(joined)
    }
}
