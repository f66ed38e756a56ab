//! The units of SMPP 3.4 that a sender of messages needs: written, read, nothing kept.

/// Protocol version 3.4, as the bind says it.
const VERSION: u8 = 0x34;
/// International number, telephone numbering plan.
const E164: [u8; 2] = [1, 1];
/// Letters as a sender, no numbering plan.
const LETTERS: [u8; 2] = [5, 0];
const HEAD: usize = 16;
/// No unit that we are sent is longer.
pub(super) const LENGTH_MAX: usize = 64 * 1024;
const RECEIPTED_ID: u16 = 0x001e;
const MESSAGE_STATE: u16 = 0x0427;
/// A delivered message's text is a receipt.
const IS_RECEIPT: u8 = 0x04;
/// The text begins with a header that joins the parts.
pub(super) const HAS_HEADER: u8 = 0x40;

/// What a unit is, by its number.
pub(super) mod command {
    /// Not to be understood.
    pub(in crate::notify::smpp) const NACK: u32 = 0x8000_0000;
    /// Receives only.
    pub(in crate::notify::smpp) const BIND_RECEIVER: u32 = 0x1;
    /// Sends only.
    pub(in crate::notify::smpp) const BIND_TRANSMITTER: u32 = 0x2;
    /// Sends and receives.
    pub(in crate::notify::smpp) const BIND_TRANSCEIVER: u32 = 0x9;
    /// A message for somebody.
    pub(in crate::notify::smpp) const SUBMIT: u32 = 0x4;
    /// A message, or a receipt, for us.
    pub(in crate::notify::smpp) const DELIVER: u32 = 0x5;
    /// The end.
    pub(in crate::notify::smpp) const UNBIND: u32 = 0x6;
    /// Are you there?
    pub(in crate::notify::smpp) const ENQUIRE: u32 = 0x15;
    /// This bit makes an answer of it.
    pub(in crate::notify::smpp) const ANSWER: u32 = 0x8000_0000;
}

/// One unit as it travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// What it is.
    pub(super) command: u32,
    /// How it went, in an answer.
    pub(super) status: u32,
    /// Which answer belongs to what.
    pub(super) sequence: u32,
    /// The rest.
    pub(super) body: Vec<u8>,
}

impl Unit {
    /// The unit as bytes.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let length = u32::try_from(HEAD + self.body.len()).unwrap_or(u32::MAX);
        let head = [length, self.command, self.status, self.sequence];
        let mut bytes: Vec<u8> = head.iter().flat_map(|word| word.to_be_bytes()).collect();
        bytes.extend_from_slice(&self.body);
        bytes
    }

    /// The first unit of these bytes and how many it took; nothing while it is not whole, an error
    /// where it can be none.
    pub(super) fn read(bytes: &[u8]) -> Result<Option<(Self, usize)>, &'static str> {
        let word = |place: usize| -> Option<u32> {
            let four = bytes.get(place..place + 4)?;
            Some(u32::from_be_bytes(four.try_into().ok()?))
        };
        let Some(length) = word(0) else {
            return Ok(None);
        };
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        if !(HEAD..=LENGTH_MAX).contains(&length) {
            return Err("the length of a unit is out of bounds");
        }
        let (Some(command), Some(status), Some(sequence)) = (word(4), word(8), word(12)) else {
            return Ok(None);
        };
        let Some(body) = bytes.get(HEAD..length) else {
            return Ok(None);
        };
        let unit = Self {
            command,
            status,
            sequence,
            body: body.to_vec(),
        };
        Ok(Some((unit, length)))
    }
}

/// A text that ends with a zero; zeros inside are left out.
fn c_text(text: &str, body: &mut Vec<u8>) {
    body.extend(text.bytes().filter(|byte| *byte != 0));
    body.push(0);
}

/// The body of a bind.
pub(super) fn bind((system_id, password): (&str, &str), system_type: &str) -> Vec<u8> {
    let mut body = Vec::new();
    for text in [system_id, password, system_type] {
        c_text(text, &mut body);
    }
    body.extend([VERSION, 0, 0, 0]);
    body
}

/// One part of a message.
pub(super) struct Part<'a> {
    /// The sender's letters or number.
    pub(super) from: &'a str,
    /// The mobile without its plus.
    pub(super) to: &'a str,
    /// 0 for the GSM alphabet, 8 for UCS-2.
    pub(super) coding: u8,
    /// Whether it begins with a header that joins the parts.
    pub(super) is_joined: bool,
    /// Whether a receipt is asked for.
    pub(super) wants_receipt: bool,
    /// The text, header included; at most 254 bytes.
    pub(super) text: &'a [u8],
}

/// The body of a submit.
pub(super) fn submit(part: &Part<'_>) -> Vec<u8> {
    let is_number = part.from.bytes().all(|byte| byte.is_ascii_digit());
    let mut body = vec![0];
    body.extend(if is_number { E164 } else { LETTERS });
    c_text(part.from, &mut body);
    body.extend(E164);
    c_text(part.to, &mut body);
    body.push(if part.is_joined { HAS_HEADER } else { 0 });
    // Protocol, priority, no set times.
    body.extend([0, 0, 0, 0]);
    body.push(u8::from(part.wants_receipt));
    body.extend([0, part.coding, 0]);
    body.push(u8::try_from(part.text.len()).unwrap_or(u8::MAX));
    body.extend_from_slice(part.text);
    body
}

/// A receipt: the other side's number of a message, and what it calls its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Receipt {
    /// The number.
    pub(super) id: String,
    /// The state.
    pub(super) state: String,
}

/// The receipt in the body of a delivery; nothing where it is a message of somebody.
pub(super) fn receipt(body: &[u8]) -> Option<Receipt> {
    let mut rest = body;
    take_text(&mut rest)?;
    take(&mut rest, 2)?;
    take_text(&mut rest)?;
    take(&mut rest, 2)?;
    take_text(&mut rest)?;
    let class = *take(&mut rest, 1)?.first()?;
    take(&mut rest, 2)?;
    take_text(&mut rest)?;
    take_text(&mut rest)?;
    take(&mut rest, 4)?;
    let length = usize::from(*take(&mut rest, 1)?.first()?);
    let text = String::from_utf8_lossy(take(&mut rest, length)?).into_owned();
    if class & IS_RECEIPT == 0 {
        return None;
    }
    let (id, state) = options(rest);
    let said = |name: &str| {
        let (_, after) = text.split_once(name)?;
        after.split_whitespace().next().map(str::to_owned)
    };
    Some(Receipt {
        id: id.or_else(|| said("id:"))?,
        state: said("stat:").or(state)?,
    })
}

/// The two options of a receipt that say the same as its text.
fn options(mut rest: &[u8]) -> (Option<String>, Option<String>) {
    let (mut id, mut state) = (None, None);
    while let (Some(tag), Some(length)) = (word(&mut rest), word(&mut rest)) {
        let Some(value) = take(&mut rest, length.into()) else {
            break;
        };
        if tag == RECEIPTED_ID {
            let plain = value.split(|byte| *byte == 0).next().unwrap_or_default();
            id = Some(String::from_utf8_lossy(plain).into_owned());
        }
        if tag == MESSAGE_STATE {
            state = value.first().map(|state| match state {
                2 => "DELIVRD".to_owned(),
                3 => "EXPIRED".to_owned(),
                4 => "DELETED".to_owned(),
                5 => "UNDELIV".to_owned(),
                8 => "REJECTD".to_owned(),
                other => other.to_string(),
            });
        }
    }
    (id, state)
}

/// The first text of a body: the number in the answer to a submit.
pub(super) fn first_text(body: &[u8]) -> Option<String> {
    take_text(&mut &*body)
}

fn word(rest: &mut &[u8]) -> Option<u16> {
    let two = take(rest, 2)?;
    Some(u16::from_be_bytes(two.try_into().ok()?))
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, after) = rest.split_at_checked(count)?;
    *rest = after;
    Some(taken)
}

fn take_text(rest: &mut &[u8]) -> Option<String> {
    let end = rest.iter().position(|byte| *byte == 0)?;
    let text = take(rest, end)?;
    let text = String::from_utf8_lossy(text).into_owned();
    take(rest, 1)?;
    Some(text)
}

#[cfg(test)]
mod tests;
