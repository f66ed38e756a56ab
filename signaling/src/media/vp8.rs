//! Reads just enough of a VP8 payload to know where a key frame begins (RFC 7741).

/// Whether this payload is the first packet of a key frame.
pub(super) fn starts_key_frame(payload: &[u8]) -> bool {
    frame_start(payload).is_some_and(|first| first & 0x01 == 0)
}

/// The first byte of the frame itself, when this payload is the frame's first packet.
fn frame_start(payload: &[u8]) -> Option<u8> {
    let descriptor = *payload.first()?;
    let starts_partition = descriptor & 0x10 != 0;
    let partition = descriptor & 0x07;
    if !starts_partition || partition != 0 {
        return None;
    }
    payload.get(descriptor_length(payload)?).copied()
}

/// How many bytes stand before the frame.
fn descriptor_length(payload: &[u8]) -> Option<usize> {
    let extended = *payload.first()? & 0x80 != 0;
    if !extended {
        return Some(1);
    }
    let extensions = *payload.get(1)?;
    let mut length = 2;
    if extensions & 0x80 != 0 {
        // The picture id has two bytes when its first bit is set.
        length += if *payload.get(length)? & 0x80 != 0 {
            2
        } else {
            1
        };
    }
    if extensions & 0x40 != 0 {
        length += 1;
    }
    if extensions & 0x30 != 0 {
        length += 1;
    }
    Some(length)
}

#[cfg(test)]
mod tests;
