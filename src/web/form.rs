//! A posted form: its token is checked before anything in it is believed.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, web};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use serde::de::DeserializeOwned;

use super::failure::Failure;
use crate::access::Seen;
use crate::scheduling::Refusal;

/// The field of every form that carries the browser's token back.
pub(super) const TOKEN: &str = "csrf";

/// The fields of a posted form.
pub struct Form<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Form<T> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let seen = request.extensions().get::<Seen>().cloned();
        let body = web::Bytes::from_request(request, payload);
        Box::pin(async move {
            let body = body.await.map_err(|_too_large| Refusal::FieldWrong)?;
            let pairs: Vec<(String, String)> =
                serde_urlencoded::from_bytes(&body).map_err(|_unreadable| Refusal::FieldWrong)?;
            let token = pairs
                .iter()
                .find(|(name, _)| name == TOKEN)
                .map(|(_, value)| value);
            check(seen, token.map(String::as_str))?;
            let fields =
                serde_urlencoded::from_bytes(&body).map_err(|_unreadable| Refusal::FieldWrong)?;
            Ok(Self(fields))
        })
    }
}

/// Checks the token that a form carried back against the browser's.
pub(super) fn check(seen: Option<Seen>, shown: Option<&str>) -> Result<(), Refusal> {
    let expected = seen.ok_or(Refusal::FormExpired)?.csrf;
    let shown = shown.ok_or(Refusal::FormExpired)?;
    verify_slices_are_equal(shown.as_bytes(), expected.as_bytes())
        .map_err(|_other| Refusal::FormExpired)
}
