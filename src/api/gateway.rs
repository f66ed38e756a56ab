//! Delivery reports of the SMS gateway: from query, form or JSON, as the settings name the fields.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::Value;

use super::call::{Answer, Call};
use crate::scheduling::Refusal;
use crate::service::receipts;

/// The field that holds the gateway's key, where it can set no header.
const KEY: &str = "key";
/// The header that holds it, where it can. A bearer token is somebody's sign-in.
const KEY_HEADER: &str = "x-majlis-key";

/// Takes a delivery report. The fields' names and the words for a state are settings (`sms.report_*`);
/// the gateway shows its key as `key`, or in the header `X-Majlis-Key`. A wrong key and a message that is not
/// known are both 404: whoever reports too early comes again. Twice the same is harmless.
#[utoipa::path(
    post, path = "/api/v1/sms/reports", tag = "Notices",
    request_body(
        content = BTreeMap<String, String>,
        description = "The fields that the settings name; a form is read too",
    ),
    responses((status = 204, description = "Written down"))
)]
pub async fn report(call: Call, request: HttpRequest, body: web::Bytes) -> Answer {
    let fields = fields(&request, &body);
    let shown = request.headers().get(KEY_HEADER);
    let shown = shown.and_then(|value| value.to_str().ok());
    let key = shown.or_else(|| fields.get(KEY).map(String::as_str));
    if !receipts::is_gateway(&call.app, key.unwrap_or_default()) {
        tracing::warn!("a delivery report came without the gateway's key");
        return Err(Refusal::NotFound.into());
    }
    let sms = &call.app.settings.sms;
    let named = fields.get(&sms.report_id).ok_or(Refusal::FieldWrong)?;
    let state = fields.get(&sms.report_state).ok_or(Refusal::FieldWrong)?;
    receipts::take(&call.app, named.clone(), state.clone(), call.now).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The same from a gateway that only opens an address.
#[utoipa::path(
    get, path = "/api/v1/sms/reports", tag = "Notices",
    responses((status = 204, description = "Written down"))
)]
pub async fn opened(call: Call, request: HttpRequest) -> Answer {
    report(call, request, web::Bytes::new()).await
}

/// What the query says, and over it what the body says; of a JSON object the top level.
fn fields(request: &HttpRequest, body: &[u8]) -> BTreeMap<String, String> {
    let pairs = |text: &[u8]| {
        serde_urlencoded::from_bytes::<Vec<(String, String)>>(text).unwrap_or_default()
    };
    let mut fields: BTreeMap<String, String> = pairs(request.query_string().as_bytes())
        .into_iter()
        .collect();
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => fields.extend(object.into_iter().map(|(name, value)| {
            let text = value.as_str().map(str::to_owned);
            (name, text.unwrap_or_else(|| value.to_string()))
        })),
        Ok(_) | Err(_) => fields.extend(pairs(body)),
    }
    fields
}
