//! Giving out a paper: always as a file to be saved, never as a page of ours.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Path;

use super::failure::Failure;
use super::reader::Reader;
use crate::scheduling::ids::AttachmentId;
use crate::service::attachments::{self, Attachment};

/// What a browser may do with a paper that it shows after all: nothing.
const POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

/// A paper of a request that the reader may see.
pub async fn open(reader: Reader, id: Path<String>) -> Result<HttpResponse, Failure> {
    let id = AttachmentId::from(id.into_inner());
    let (row, bytes) = attachments::open(&reader.app, &reader.caller, id, reader.now).await?;
    Ok(given(&row, bytes))
}

/// The answer that carries a paper.
pub fn given(row: &Attachment, bytes: Vec<u8>) -> HttpResponse {
    let plain = format!("paper.{}", row.kind.ending());
    let name = percent(&row.name);
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, row.kind.media_type()))
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{name}"),
        ))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .insert_header(("Cross-Origin-Resource-Policy", "same-origin"))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .body(bytes)
}

/// A name as RFC 8187 writes it.
fn percent(name: &str) -> String {
    let mut text = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push('%');
            let digits = [byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16));
            text.extend(digits.iter().flatten().map(char::to_ascii_uppercase));
        }
    }
    text
}
