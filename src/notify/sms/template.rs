//! Texts with places, as the settings describe what a gateway is sent; read once, filled for each
//! message.

use serde_json::{Map, Value};

use super::SmsMessage;
use crate::config;

/// A text with places.
#[derive(Clone)]
pub(super) struct Template(Vec<Piece>);

#[derive(Clone)]
enum Piece {
    Said(String),
    To,
    Text,
    Id,
}

impl Template {
    /// Reads a text. What is filled in is never searched for places again.
    pub(super) fn of(text: &str, settings: &config::Sms) -> Self {
        let said = |text: &str| Piece::Said(text.to_owned());
        let places = [
            ("{to}", Piece::To),
            ("{text}", Piece::Text),
            ("{id}", Piece::Id),
            ("{sender}", said(&settings.sender)),
            ("{secret}", said(settings.secret.reveal())),
            ("{report_key}", said(settings.report_key.reveal())),
        ];
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after, piece)) = places
            .iter()
            .filter_map(|(place, piece)| {
                let (before, after) = rest.split_once(place)?;
                Some((before, after, piece))
            })
            .min_by_key(|(before, _, _)| before.len())
        {
            pieces.push(said(before));
            pieces.push(piece.clone());
            rest = after;
        }
        pieces.push(said(rest));
        pieces.retain(|piece| !matches!(piece, Piece::Said(text) if text.is_empty()));
        Self(pieces)
    }

    /// The text of one message.
    pub(super) fn filled(&self, message: &SmsMessage) -> String {
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Said(text) => text.as_str(),
            Piece::To => message.to.trim_start_matches('+'),
            Piece::Text => message.text.as_str(),
            Piece::Id => message.stamp.id.as_str(),
        });
        pieces.collect()
    }
}

/// What is sent, field by field.
#[derive(Clone)]
pub(super) struct Fields(Vec<(String, Field)>);

#[derive(Clone)]
enum Field {
    Text(Template),
    List(Vec<Field>),
    Nested(Fields),
    Fixed(Value),
}

impl Fields {
    /// Reads the fields of the settings.
    pub(super) fn of(settings: &config::Sms) -> Self {
        Self::read(&settings.fields.0, settings)
    }

    fn read(fields: &Map<String, Value>, settings: &config::Sms) -> Self {
        let each = fields.iter();
        Self(
            each.map(|(key, value)| (key.clone(), Field::read(value, settings)))
                .collect(),
        )
    }

    /// The fields of one message.
    pub(super) fn filled(&self, message: &SmsMessage) -> Map<String, Value> {
        let each = self.0.iter();
        each.map(|(key, field)| (key.clone(), field.filled(message)))
            .collect()
    }
}

impl Field {
    fn read(value: &Value, settings: &config::Sms) -> Self {
        match value {
            Value::String(text) => Self::Text(Template::of(text, settings)),
            Value::Array(items) => {
                let items = items.iter();
                Self::List(items.map(|item| Self::read(item, settings)).collect())
            }
            Value::Object(fields) => Self::Nested(Fields::read(fields, settings)),
            Value::Null | Value::Bool(_) | Value::Number(_) => Self::Fixed(value.clone()),
        }
    }

    fn filled(&self, message: &SmsMessage) -> Value {
        match self {
            Self::Text(template) => Value::String(template.filled(message)),
            Self::List(items) => items.iter().map(|item| item.filled(message)).collect(),
            Self::Nested(fields) => Value::Object(fields.filled(message)),
            Self::Fixed(value) => value.clone(),
        }
    }
}
