//! Looks at each frame's head before its body is taken in: what announces itself as too large is
//! refused then, not when it has all arrived.
//!
//! The WebSocket crate compares a frame's length with its bound only once the whole frame lies in
//! memory, so a client that announces a terabyte would be listened to for as long as it sends.

use crate::message::FRAME_BYTES_MAX;
use actix_web::{FromRequest as _, HttpRequest, dev, error::PayloadError, web};
use bytes::Bytes;
use futures_util::{StreamExt as _, future::FutureExt as _, stream::Stream};
use std::pin::Pin;

/// A head is never longer: two bytes and a length of eight. The mask counts as body.
const HEAD_BYTES_MAX: usize = 10;
const MASK_BYTES: u64 = 4;
const MASKED: u8 = 0x80;

/// Where in the stream of frames the reader stands.
#[derive(Debug, Default)]
struct Guard {
    head: Vec<u8>,
    /// Bytes of the present frame's body that are still to come.
    left: u64,
}

/// The body of a request with the guard before it.
pub(super) fn watched(request: &HttpRequest, body: web::Payload) -> Option<web::Payload> {
    let mut guard = Guard::default();
    let body = body.map(move |part| match part {
        Ok(bytes) if !guard.lets_pass(&bytes) => Err(PayloadError::Overflow),
        Ok(_) | Err(_) => part,
    });
    let body: Pin<Box<dyn Stream<Item = Result<Bytes, PayloadError>>>> = Box::pin(body);
    let mut body = dev::Payload::from(body);
    // The crate has no other way from a stream to its own type; it is ready at once.
    web::Payload::from_request(request, &mut body)
        .now_or_never()?
        .ok()
}

impl Guard {
    /// Whether every frame that begins in these bytes is within the bound.
    fn lets_pass(&mut self, mut bytes: &[u8]) -> bool {
        while let Some((first, rest)) = bytes.split_first() {
            if self.left > 0 {
                let here = usize::try_from(self.left)
                    .unwrap_or(usize::MAX)
                    .min(bytes.len());
                self.left = self
                    .left
                    .saturating_sub(u64::try_from(here).unwrap_or(u64::MAX));
                bytes = bytes.get(here..).unwrap_or_default();
                continue;
            }
            self.head.push(*first);
            bytes = rest;
            let Some((length, masked)) = announced(&self.head) else {
                continue;
            };
            if usize::try_from(length).is_ok_and(|length| length <= FRAME_BYTES_MAX) {
                self.left = length + if masked { MASK_BYTES } else { 0 };
                self.head.clear();
            } else {
                return false;
            }
        }
        true
    }
}

/// The length a head announces and whether a mask follows; none while the head is not whole.
fn announced(head: &[u8]) -> Option<(u64, bool)> {
    let second = *head.get(1)?;
    let length = match second & !MASKED {
        126 => u64::from(u16::from_be_bytes(head.get(2..4)?.try_into().ok()?)),
        127 => u64::from_be_bytes(head.get(2..HEAD_BYTES_MAX)?.try_into().ok()?),
        short => u64::from(short),
    };
    Some((length, second & MASKED != 0))
}

#[cfg(test)]
mod tests;
