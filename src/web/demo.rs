//! Pages that exist only in the demonstration.

pub mod phone;

use actix_web::HttpResponse;
use actix_web::web::{Query, ServiceConfig, get, post};
use chrono::TimeDelta;
use serde::Deserialize;

use crate::scheduling::{Channel, Mobile, Refusal};
use crate::service::phone::{Message, messages};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::parts::Field;
use crate::web::reader::Reader;
use crate::web::shown;
use phone::{PhoneMessage, PhonePage, PhonePiece};

/// So many messages are shown at most.
const SHOWN_MAX: i64 = 60;
/// The clock is moved on by at most so much at a time.
const ADVANCE_SECONDS_MAX: i64 = 7 * 24 * 3600;

/// Puts these pages into the program's routes.
pub fn routes(routes: &mut ServiceConfig) {
    routes
        .route("/demo/phone", get().to(see))
        .route("/demo/phone/clock", post().to(advance));
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    to: String,
}

#[derive(Deserialize)]
struct Moved {
    advance: i64,
}

async fn see(reader: Reader, asked: Query<Asked>) -> Result<HttpResponse, Failure> {
    let (app, words) = (&reader.app, &reader.words);
    let typed = asked.into_inner().to;
    let found = messages(app, address(&typed).as_deref(), SHOWN_MAX).await?;
    let clock = shown::local(app.settings.ministry.zone, reader.now.naive_utc());
    let to = Field::text("to", words.get("phone-to"))
        .hint(words.get("phone-to-hint"))
        .optional(words.get("optional"))
        .value(typed);
    reader.page(&PhonePage {
        to,
        clock: words.date_time(clock.date(), clock.time()),
        messages: found
            .into_iter()
            .map(|message| bubble(&reader, message))
            .collect(),
        frame: reader.frame().titled("phone-title"),
    })
}

async fn advance(reader: Reader, form: Form<Moved>) -> Result<HttpResponse, Failure> {
    let Form(Moved { advance }) = form;
    if !reader.app.is_demo {
        return Err(Refusal::NotFound.into());
    }
    let length = TimeDelta::seconds(advance.clamp(0, ADVANCE_SECONDS_MAX));
    match reader.app.clock.advance(length) {
        Ok(_now) => Ok(reader.see("/demo/phone")),
        Err(_error) => Err(Refusal::ClockBackward.into()),
    }
}

/// What was typed as the address a message went to: a mobile in any spelling, or a mail address.
fn address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let mobile = Mobile::parse(typed).map(|mobile| mobile.as_str().to_owned());
    Some(mobile.unwrap_or_else(|_fault| typed.to_lowercase()))
}

fn bubble(reader: &Reader, message: Message) -> PhoneMessage {
    let (app, words) = (&reader.app, &reader.words);
    let way = match message.channel {
        Channel::Sms => "phone-sms",
        Channel::Mail => "phone-email",
    };
    let at = shown::local(app.settings.ministry.zone, message.sent_at.naive_utc());
    let text = match message.subject {
        Some(subject) => format!("{subject}\n\n{}", message.text),
        None => message.text,
    };
    PhoneMessage {
        way: words.get(way),
        to: message.to,
        time: words.time(at.time()),
        event: words.value("event", message.event.as_str()),
        text: pieces(&text, &app.settings.server.public_url),
    }
}

/// A text in pieces: each address of ours is a link.
fn pieces(text: &str, home: &str) -> Vec<PhonePiece> {
    let mut parts = text.split(home);
    let first = parts.next().unwrap_or_default();
    let mut pieces = vec![PhonePiece::Words(first.to_owned())];
    for part in parts {
        let ends = |letter: char| letter.is_whitespace() || !letter.is_ascii();
        let (path, rest) = match part.find(ends) {
            Some(place) => part.split_at(place),
            None => (part, ""),
        };
        let path = path.trim_end_matches(['.', ',', ')']);
        let rest = part.strip_prefix(path).unwrap_or(rest);
        pieces.push(PhonePiece::Link(path.to_owned(), format!("{home}{path}")));
        pieces.push(PhonePiece::Words(rest.to_owned()));
    }
    pieces
}
