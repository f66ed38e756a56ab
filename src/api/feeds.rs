//! Calendar feeds of busy times, one per device.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::{Answer, Body, Call, Made, shown};
use super::rules::Rules;
use crate::scheduling::ids::{FeedId, OfficialId, RoomId};
use crate::service::Feed;
use crate::service::feeds::{self, DEVICE_LETTERS_MAX, Of};

/// A feed to make: of an official, or of a centre's room.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFeedBody {
    /// Whose busy times; either this or a room.
    pub official: Option<OfficialId>,
    /// Which room's busy times.
    pub room: Option<RoomId>,
    /// What the device is called; at most 60 characters.
    #[schema(example = "Office phone")]
    pub device: String,
}

/// A feed that stands.
#[derive(Serialize, ToSchema)]
pub struct FeedView {
    /// Its id.
    pub id: FeedId,
    /// Whose busy times, where they are an official's.
    pub official: Option<OfficialId>,
    /// Which room's, where they are a room's.
    pub room: Option<RoomId>,
    /// What the device is called.
    pub device: String,
    /// When it was made.
    pub made_at: DateTime<FixedOffset>,
    /// When it was last asked for, to the hour.
    pub used_at: Option<DateTime<FixedOffset>>,
}

/// A feed that was just made.
#[derive(Serialize, ToSchema)]
pub struct MadeFeed {
    /// The feed.
    #[serde(flatten)]
    pub feed: FeedView,
    /// Where its calendar is; said this once, and kept nowhere.
    pub address: String,
}

/// The caller's feeds.
#[derive(Serialize, ToSchema)]
pub struct Feeds {
    /// The oldest first.
    pub feeds: Vec<FeedView>,
}

fn view(call: &Call, row: Feed) -> FeedView {
    FeedView {
        made_at: call.at(row.made_at),
        used_at: row.used_at.map(|at| call.at(at)),
        id: row.id,
        official: row.official_id,
        room: row.room_id,
        device: row.device,
    }
}

/// The caller's feeds that stand.
#[utoipa::path(
    get, path = "/api/v1/feeds", tag = "Office",
    responses((status = 200, description = "The feeds", body = Feeds))
)]
pub async fn list(call: Call) -> Answer {
    let rows = feeds::own(&call.app, &call.caller).await?;
    let feeds = rows.into_iter().map(|row| view(&call, row)).collect();
    shown(&Feeds { feeds })
}

/// Makes a feed for one device. It takes no `Idempotency-Key`: an answer that is said again would
/// have to be kept, and the address is kept nowhere.
#[utoipa::path(
    post, path = "/api/v1/feeds", tag = "Office", request_body = NewFeedBody,
    responses((status = 201, description = "Made, with its address", body = MadeFeed))
)]
pub async fn make(call: Call, body: Body<NewFeedBody>) -> Answer {
    let given = body.value;
    let mut rules = Rules::default();
    let of = match (given.official, given.room) {
        (Some(id), None) => Some(Of::Official(id)),
        (None, Some(id)) => Some(Of::Room(id)),
        (Some(_), Some(_)) | (None, None) => {
            rules.fail("official", "one_of", "error-one-of", None);
            None
        }
    };
    let device = rules.text("device", &given.device, DEVICE_LETTERS_MAX);
    let Some(of) = of else {
        return Err(rules.failure());
    };
    rules.passed()?;
    let made = feeds::make(&call.app, &call.caller, (of, device), call.now).await?;
    let answer = MadeFeed {
        feed: view(&call, made.feed),
        address: made.address,
    };
    Ok(Made::created(&answer).response())
}

/// Takes a feed of the caller's back; its address answers 404 at once.
#[utoipa::path(
    delete, path = "/api/v1/feeds/{id}", tag = "Office",
    params(("id" = String, Path, description = "The feed")),
    responses((status = 204, description = "Taken back"))
)]
pub async fn revoke(call: Call, id: web::Path<String>) -> Answer {
    let id = FeedId::from(id.into_inner());
    feeds::revoke(&call.app, &call.caller, id, call.now).await?;
    Ok(HttpResponse::NoContent().finish())
}
