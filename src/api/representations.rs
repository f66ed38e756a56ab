//! Who acts for whom: written down and revoked by staff, listed for the representative.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::{Answer, Body, Call, Made, shown};
use super::rules::{Calendar, Rules, TEXT_CHARS_MAX};
use crate::scheduling::ids::RepresentationId;
use crate::scheduling::{Basis, calendar};
use crate::service::representations::{self, Named, NewRepresentation};

/// An account: identity number and mobile.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// The identity number.
    pub identity_number: String,
    /// The mobile.
    pub mobile: String,
}

/// A representation to write down, with the document before one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRepresentationBody {
    /// Who acts.
    pub representative: Account,
    /// The applicant's name.
    pub applicant: String,
    /// The applicant's account, where there is one.
    pub account: Option<Account>,
    /// On what basis.
    pub basis: Basis,
    /// The document that was seen: its kind and number.
    pub document: String,
    /// The last day on which it is good.
    #[schema(example = "2027-05-31")]
    pub until: String,
}

/// A representation.
#[derive(Serialize, ToSchema)]
pub struct RepresentationView {
    /// Its id.
    pub id: RepresentationId,
    /// The applicant's name.
    pub applicant: String,
    /// On what basis.
    pub basis: Basis,
    /// The end of the last day on which it is good.
    pub ends_at: DateTime<FixedOffset>,
}

/// Representations that stand.
#[derive(Serialize, ToSchema)]
pub struct Representations {
    /// The first to end first.
    pub representations: Vec<RepresentationView>,
}

fn view(call: &Call, named: Named) -> RepresentationView {
    RepresentationView {
        ends_at: call.at(named.row.ends_at),
        id: named.row.id,
        applicant: named.applicant,
        basis: named.row.basis,
    }
}

/// Writes a representation down.
#[utoipa::path(
    post, path = "/api/v1/representations", tag = "At the centre",
    request_body = NewRepresentationBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "Same key and body, same answer")),
    responses((status = 201, description = "Written down", body = RepresentationView))
)]
pub async fn register(call: Call, body: Body<NewRepresentationBody>) -> Answer {
    let mut rules = Rules::default();
    let given = &body.value;
    let identity = rules.identity(
        "representative.identity_number",
        &given.representative.identity_number,
    );
    let mobile = rules.mobile("representative.mobile", &given.representative.mobile);
    let account = given.account.as_ref().map(|of| {
        let identity = rules.identity("account.identity_number", &of.identity_number);
        (identity, rules.mobile("account.mobile", &of.mobile))
    });
    let applicant = rules.name("applicant", &given.applicant);
    let document = rules.text("document", &given.document, TEXT_CHARS_MAX);
    let until = rules.day("until", Some(&given.until), Calendar::Gregorian);
    let (Some(identity), Some(mobile), Some(until)) = (identity, mobile, until) else {
        return Err(rules.failure());
    };
    rules.passed()?;
    let (_, ends_at) = calendar::days_span(call.zone(), until, until);
    let new = NewRepresentation {
        representative: (identity, mobile),
        applicant,
        account: account.and_then(|(identity, mobile)| Some((identity?, mobile?))),
        basis: given.basis,
        document,
        ends_at,
    };
    let work = async {
        let named = representations::register(&call.app, &call.caller, new, call.now).await?;
        Ok(Made::created(&view(&call, named)))
    };
    call.once(&body.raw, work).await
}

/// The caller's own representations that stand.
#[utoipa::path(
    get, path = "/api/v1/representations", tag = "Requests",
    responses((status = 200, description = "The representations", body = Representations))
)]
pub async fn own(call: Call) -> Answer {
    let rows = representations::own(&call.app, &call.caller, call.now).await?;
    let representations = rows.into_iter().map(|row| view(&call, row)).collect();
    shown(&Representations { representations })
}

/// Revokes a representation before its end.
#[utoipa::path(
    delete, path = "/api/v1/representations/{id}", tag = "At the centre",
    params(("id" = String, Path, description = "The representation")),
    responses((status = 204, description = "Revoked"))
)]
pub async fn revoke(call: Call, id: web::Path<String>) -> Answer {
    let id = RepresentationId::from(id.into_inner());
    representations::revoke(&call.app, &call.caller, id, call.now).await?;
    Ok(HttpResponse::NoContent().finish())
}
