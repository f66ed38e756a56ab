//! What every handler is given: who calls, when, in which words; and the body it sent.

use std::future::{Ready, ready};
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, HttpResponse, web};
use chrono::{DateTime, FixedOffset, NaiveDateTime, Utc};
use chrono_tz::Tz;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::failure::{Failure, Wrong};
use crate::access::{Seen, limits};
use crate::scheduling::Refusal;
use crate::scheduling::ids::CentreId;
use crate::service::idempotent::{self, Key};
use crate::service::{App, Caller};
use crate::words::Words;

/// What a handler answers.
pub type Answer = Result<HttpResponse, Failure>;

/// So many characters at most has an idempotency key.
pub const KEY_CHARS_MAX: usize = 200;

/// One call that the door let in.
pub struct Call {
    /// The parts of the running service.
    pub app: App,
    /// Who is calling.
    pub caller: Caller,
    /// The one time of this call.
    pub now: DateTime<Utc>,
    /// The words this caller reads.
    pub words: Words,
    once: Option<Once>,
}

/// What a call with an idempotency key is known by.
struct Once {
    /// Method and path, for telling calls apart.
    line: String,
    /// Whose idempotency keys this caller's are.
    who: String,
    key: Vec<u8>,
}

impl Call {
    fn of(request: &HttpRequest) -> Result<Self, Failure> {
        let app = request
            .app_data::<web::Data<App>>()
            .ok_or(Refusal::NotFound)?;
        let app = app.get_ref().clone();
        let seen = request.extensions().get::<Seen>().cloned();
        let (caller, now) = match seen {
            Some(seen) => (seen.caller, seen.now),
            None => (Caller::Nobody, app.clock.now()),
        };
        let asked = request.headers().get(header::ACCEPT_LANGUAGE);
        let asked = asked.and_then(|value| value.to_str().ok());
        let language = app.words.preferred(asked.unwrap_or_default()).code();
        let key = request.headers().get("idempotency-key");
        let once = key.map(|value| Once {
            line: format!("{} {}", request.method(), request.uri()),
            who: who(&app, &caller, request),
            key: value.as_bytes().to_vec(),
        });
        Ok(Self {
            words: app.words.words(language).plain(),
            once,
            app,
            caller,
            now,
        })
    }

    /// The ministry's zone.
    pub fn zone(&self) -> Tz {
        self.app.settings.ministry.zone
    }

    /// The zone of a centre, or of the ministry where none is involved.
    pub fn zone_of(&self, centre: Option<&CentreId>) -> Tz {
        self.app.catalogue.get().zone(centre, self.zone())
    }

    /// A moment as a clock on the wall of the ministry shows it.
    pub fn at(&self, at: NaiveDateTime) -> DateTime<FixedOffset> {
        local(at.and_utc(), self.zone())
    }

    /// Does a creating call once: with an idempotency key, the same body gets the same answer.
    pub fn once<'a>(
        &'a self,
        raw: &'a [u8],
        work: impl Future<Output = Result<Made, Failure>> + 'a,
    ) -> impl Future<Output = Answer> + 'a {
        // Thousands of calls may wait at once, and what waits for work by value keeps room for it
        // three times.
        self.worked_once(raw, Box::pin(work))
    }

    async fn worked_once(
        &self,
        raw: &[u8],
        work: Pin<Box<impl Future<Output = Result<Made, Failure>>>>,
    ) -> Answer {
        let Some(once) = &self.once else {
            return Ok(work.await?.response());
        };
        let key = once.key()?;
        let (line, body) = (&once.line, String::from_utf8_lossy(raw));
        let print = self.app.keys.lookup("call", &format!("{line}\n{body}"));
        if let Some(before) = idempotent::claim(&self.app, &key, &print, self.now).await? {
            return Ok(Made(before).response());
        }
        match work.await {
            Ok(made) => {
                idempotent::keep(&self.app, &key, &made.0, self.now).await?;
                Ok(made.response())
            }
            Err(failure) => {
                idempotent::forget(&self.app, &key).await?;
                Err(failure)
            }
        }
    }
}

impl Once {
    fn key(&self) -> Result<Key, Failure> {
        let given = &self.key;
        let is_plain = given.iter().all(u8::is_ascii_graphic);
        if given.is_empty() || given.len() > KEY_CHARS_MAX || !is_plain {
            return Err(Failure::Fields(vec![Wrong {
                field: "Idempotency-Key",
                code: "length".to_owned(),
                key: "error-key".to_owned(),
                most: i64::try_from(KEY_CHARS_MAX).ok(),
            }]));
        }
        Ok(Key {
            who: self.who.clone(),
            key: String::from_utf8_lossy(given).into_owned(),
        })
    }
}

/// Somebody who is not signed in is told apart by the address, of which only a hash is kept.
fn who(app: &App, caller: &Caller, request: &HttpRequest) -> String {
    match caller {
        Caller::Nobody => {
            let address = limits::address(request, app.settings.server.behind_proxy);
            let address = address.map(|address| address.to_string());
            let hash = app.keys.lookup("address", &address.unwrap_or_default());
            format!("nobody:{hash}")
        }
        Caller::Person { .. }
        | Caller::Follower { .. }
        | Caller::Staff(_)
        | Caller::Agent { .. } => caller.actor(),
    }
}

/// A moment as a clock on a wall of that zone shows it.
pub fn local(at: DateTime<Utc>, zone: Tz) -> DateTime<FixedOffset> {
    at.with_timezone(&zone).fixed_offset()
}

impl FromRequest for Call {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

/// What a call made, as it is answered and kept.
pub struct Made(idempotent::Answer);

impl Made {
    /// 201: something new.
    pub fn created(body: &impl Serialize) -> Self {
        Self::of(201, body)
    }

    /// 202: something is under way.
    pub fn accepted(body: &impl Serialize) -> Self {
        Self::of(202, body)
    }

    fn of(status: i32, body: &impl Serialize) -> Self {
        Self(idempotent::Answer {
            status,
            // Our answers are maps of texts and numbers, which always are JSON.
            body: serde_json::to_string(body).unwrap_or_default(),
        })
    }

    /// The answer itself, of a call that nobody repeats.
    pub fn response(self) -> HttpResponse {
        let mut builder = match self.0.status {
            201 => HttpResponse::Created(),
            202 => HttpResponse::Accepted(),
            _ => HttpResponse::Ok(),
        };
        builder
            .content_type(header::ContentType::json())
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .body(self.0.body)
    }
}

/// An answer that nobody keeps: it is somebody's own.
pub fn shown(body: &impl Serialize) -> Answer {
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(body))
}

/// A JSON body; an empty one reads as `{}`, and unknown fields are refused.
pub struct Body<T> {
    /// What it says.
    pub value: T,
    /// Its bytes.
    pub raw: web::Bytes,
}

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bytes = web::Bytes::from_request(request, payload);
        Box::pin(async move {
            let unreadable = |error: &dyn std::fmt::Display| Failure::Unreadable(error.to_string());
            let read = bytes.await.map_err(|error| unreadable(&error))?;
            // What it was read into has room for eight kilobytes, and would be kept while it waits.
            let raw = web::Bytes::copy_from_slice(&read);
            drop(read);
            let text: &[u8] = if raw.is_empty() { b"{}" } else { &raw };
            let value = serde_json::from_slice(text).map_err(|error| unreadable(&error))?;
            Ok(Self { value, raw })
        })
    }
}

/// A body that says nothing.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// The query of an address.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Asked<T> {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(
            serde_urlencoded::from_str(request.query_string())
                .map(Self)
                .map_err(|error| Failure::Unreadable(error.to_string())),
        )
    }
}
