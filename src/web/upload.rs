//! A posted form that may carry files: its token is checked before anything in it is believed, and
//! what is typed survives whatever is wrong with a file.

use std::future::Future;
use std::pin::Pin;

use actix_multipart::{Field, Multipart};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, web};
use futures_util::StreamExt as _;

use super::failure::Failure;
use super::form::{self, Form};
use super::parts::Problem;
use super::reader::Reader;
use crate::scheduling::Refusal;
use crate::service::App;
use crate::service::attachments::{self, Attachment, Brought};
use crate::words::Words;

/// The field of every form that files stand in.
pub const FILES: &str = "file";
/// What a browser lets people choose from; the content decides.
pub const ACCEPTED: &str =
    ".pdf,.jpg,.jpeg,.png,.heic,application/pdf,image/jpeg,image/png,image/heic";
/// So many texts at most has a form.
const TEXTS_MAX: usize = 200;
/// So long at most is one text, in bytes.
const TEXT_BYTES_MAX: usize = 64 * 1024;
/// So many files at most are read at once, each no longer than one paper may be.
const FILES_AT_ONCE_MAX: usize = 5;

/// The fields of a posted form, and the files with it.
pub struct Upload {
    /// The texts, in the order of the form.
    pub fields: Vec<(String, String)>,
    /// The files that were chosen, each one byte longer than allowed where it is larger.
    pub files: Vec<Brought>,
    /// Whether more files came than are read at once.
    pub is_more: bool,
}

impl FromRequest for Upload {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if !kind.starts_with("multipart/form-data") {
            let form = Form::<Vec<(String, String)>>::from_request(request, payload);
            return Box::pin(async move {
                let Form(fields) = form.await?;
                Ok(Self {
                    fields,
                    files: Vec::new(),
                    is_more: false,
                })
            });
        }
        let app = request.app_data::<web::Data<App>>().cloned();
        let seen = request.extensions().get::<crate::access::Seen>().cloned();
        let parts = Multipart::new(request.headers(), payload.take());
        Box::pin(async move {
            let app = app.ok_or(Refusal::NotFound)?;
            let most = app.settings.requests.attachment_bytes_max;
            let upload = Self::read(parts, most).await?;
            let token = upload.fields.iter().find(|(name, _)| name == form::TOKEN);
            form::check(seen, token.map(|(_, value)| value.as_str()))?;
            Ok(upload)
        })
    }
}

impl Upload {
    async fn read(mut parts: Multipart, bytes_max: usize) -> Result<Self, Failure> {
        let mut upload = Self {
            fields: Vec::new(),
            files: Vec::new(),
            is_more: false,
        };
        while let Some(part) = parts.next().await {
            let mut part = part.map_err(|_unreadable| Refusal::FieldWrong)?;
            let about = part.content_disposition();
            let file = about
                .and_then(|about| about.get_filename())
                .map(str::to_owned);
            let name = part.name().unwrap_or_default().to_owned();
            match file {
                None if upload.fields.len() >= TEXTS_MAX => return Err(Refusal::FieldWrong.into()),
                None => {
                    let text = bounded(&mut part, TEXT_BYTES_MAX).await?;
                    if text.len() > TEXT_BYTES_MAX {
                        return Err(Refusal::FieldWrong.into());
                    }
                    let text = String::from_utf8(text).map_err(|_bytes| Refusal::FieldWrong)?;
                    upload.fields.push((name, text));
                }
                Some(given) => {
                    let has_room = upload.files.len() < FILES_AT_ONCE_MAX;
                    let bytes = bounded(&mut part, if has_room { bytes_max } else { 0 }).await?;
                    // A form whose file was not chosen sends an empty one without a name; an empty
                    // one with a name was chosen, and its bringer is told that it is no paper.
                    let is_chosen = !bytes.is_empty() || !given.is_empty();
                    if has_room && is_chosen {
                        let name = given;
                        upload.files.push(Brought { name, bytes });
                    } else {
                        upload.is_more |= is_chosen;
                    }
                }
            }
        }
        Ok(upload)
    }

    /// Brings every file into the reader's draft; what was wrong with which is said, and the others
    /// are kept.
    pub async fn bring(&mut self, reader: &Reader) -> Result<Vec<Problem>, Failure> {
        let mut found = Vec::new();
        for brought in std::mem::take(&mut self.files) {
            let name = brought.name.clone();
            let (app, caller, now) = (&reader.app, &reader.caller, reader.now);
            if let Err(error) = attachments::bring(app, caller, brought, now).await {
                let refusal = error.refusal().ok_or(error)?;
                found.push(problem(reader, &name, refusal));
            }
        }
        if self.is_more {
            found.push(Problem {
                field: FILES.to_owned(),
                text: reader.words.get("attachments-at-once"),
            });
        }
        Ok(found)
    }
}

fn problem(reader: &Reader, name: &str, refusal: Refusal) -> Problem {
    let settings = &reader.app.settings.requests;
    let said = if refusal == Refusal::AttachmentLarge {
        let most = size(&reader.words, settings.attachment_bytes_max);
        reader.words.say("attachment-large", "size", most)
    } else {
        reader.words.get(refusal.key())
    };
    Problem {
        field: FILES.to_owned(),
        text: format!("{name}: {said}"),
    }
}

/// So many bytes of a part, and one more where there are more; the rest is read and dropped, so that
/// the browser hears what was wrong and does not lose its line.
async fn bounded(part: &mut Field, most: usize) -> Result<Vec<u8>, Failure> {
    let mut all = Vec::new();
    while let Some(piece) = part.next().await {
        let piece = piece.map_err(|_lost| Refusal::FieldWrong)?;
        let room = (most + 1).saturating_sub(all.len());
        all.extend(piece.iter().take(room));
    }
    Ok(all)
}

/// A size in words: megabytes, or kilobytes below one.
#[must_use]
pub fn size(words: &Words, bytes: usize) -> String {
    let (key, unit) = if bytes >= 1024 * 1024 {
        ("size-mb", 1024 * 1024)
    } else {
        ("size-kb", 1024)
    };
    let count = i64::try_from(bytes.div_ceil(unit)).unwrap_or(i64::MAX);
    words.say(key, "count", count)
}

/// The papers of a draft and the field for more.
#[derive(Clone, Debug, askama::Template)]
#[template(path = "parts/papers.html")]
pub struct Papers {
    label: String,
    hint: String,
    wrong: Vec<String>,
    kept: Vec<Kept>,
    remove: String,
}

impl askama::filters::HtmlSafe for Papers {}

/// A paper of the draft.
#[derive(Clone, Debug)]
struct Kept {
    id: String,
    name: String,
    size: String,
}

impl Papers {
    /// The papers that are in the draft, and what was wrong with those just sent.
    #[must_use]
    pub fn new(reader: &Reader, kept: &[Attachment], found: &[Problem]) -> Self {
        let words = &reader.words;
        let settings = &reader.app.settings.requests;
        let most = i64::try_from(settings.attachments_max).unwrap_or(i64::MAX);
        let about = [
            ("size", size(words, settings.attachment_bytes_max).into()),
            ("most", most.into()),
        ];
        let wrong = found.iter().filter(|problem| problem.field == FILES);
        Self {
            label: words.get("attachments-label"),
            hint: words.with("attachments-hint", &about),
            wrong: wrong.map(|problem| problem.text.clone()).collect(),
            kept: kept
                .iter()
                .map(|one| Kept {
                    id: one.id.to_string(),
                    name: one.name.clone(),
                    size: size(words, usize::try_from(one.bytes).unwrap_or(usize::MAX)),
                })
                .collect(),
            remove: words.get("attachment-remove"),
        }
    }
}
