//! The name a page's head shows for whoever is signed in.

use super::app::App;
use super::caller::Caller;
use super::error::ServiceError;
use crate::scheduling::Mobile;
use crate::store::{person, staff};

/// The name of the caller in that language; a person without one yet is shown by the masked
/// mobile. Nobody has none.
pub async fn name(
    app: &App,
    caller: &Caller,
    language: String,
) -> Result<Option<String>, ServiceError> {
    match caller.clone() {
        Caller::Nobody | Caller::Follower { .. } | Caller::Agent { .. } => Ok(None),
        Caller::Person { id, .. } => {
            let found = app
                .store
                .read(move |db| Ok::<_, ServiceError>(person::find(db, &id)?))
                .await?;
            let Some(known) = found else {
                return Ok(None);
            };
            if let Some(name) = known.name {
                return Ok(Some(name));
            }
            let mobile = known
                .mobile_sealed
                .as_deref()
                .map(|sealed| app.keys.open(sealed));
            Ok(mobile
                .transpose()?
                .and_then(|text| Mobile::parse(&text).ok())
                .map(|mobile| mobile.masked()))
        }
        Caller::Staff(member) => {
            let found = app
                .store
                .read(move |db| Ok::<_, ServiceError>(staff::find(db, &member.id)?))
                .await?;
            Ok(found.map(|person| person.names.in_language(&language).to_owned()))
        }
    }
}
