//! Offering what is left of a time that has begun: nobody came, or whoever it was offered to did
//! not take it. Only to those on standby, and only where enough is left ([`RestPolicy`]).

use chrono::{NaiveDateTime, TimeDelta};

use super::{One, fit, make, wall};
use crate::scheduling::slot::facts::Facts;
use crate::scheduling::waiting::rest::{RestPolicy, begun, cut};
use crate::scheduling::waiting::{Candidate, next};
use crate::service::app::App;
use crate::service::claims::Freed;
use crate::service::error::ServiceError;
use crate::service::pad::Pad;
use crate::store::{Db, waiting};

fn policy(app: &App) -> RestPolicy {
    let booking = &app.settings.booking;
    RestPolicy {
        offer: TimeDelta::minutes(booking.rest_offer_minutes),
        percent: booking.rest_percent_min,
    }
}

/// Offers the rest of the freed time to the first on standby who can use it; whether anybody got
/// the offer. Nobody is offered two rests of one time.
pub(super) fn pass_on(
    app: &App,
    db: &mut Db,
    (freed, facts, list): (&Freed, &Facts, &mut [Candidate<One, NaiveDateTime>]),
    pad: &mut Pad,
) -> Result<bool, ServiceError> {
    let (now, policy) = (pad.now(), policy(app));
    let Some(official) = &freed.official else {
        return Ok(false);
    };
    let Some(whole) = begun(facts, official, freed.span, now) else {
        return Ok(false);
    };
    let span = (whole.starts_at, whole.ends_at);
    let Some(begins) = policy.begins(span, now) else {
        return Ok(false);
    };
    let stored = (span.0.naive_utc(), span.1.naive_utc());
    let asked = waiting::offered(db, official, stored)?;
    for one in list.iter_mut() {
        let id = &one.who.place.id;
        one.was_asked = !one.is_near
            || one.who.place.offer_id.is_some()
            || asked.iter().any(|(place, _)| place == id);
    }
    // The whole time is looked at as if it were about to begin.
    let under = (whole.starts_at, TimeDelta::zero());
    let chosen = next(list, true, |one: &One| {
        let found = fit(app, facts, (official, whole.starts_at), one, under)?;
        let comes = one.unsuitable.suits(wall(app, &found.slot.key, begins));
        comes.then(|| cut(found, begins))
    });
    let Some((one, found)) = chosen else {
        return Ok(false);
    };
    let until = (now + policy.offer).min(begins).naive_utc();
    Ok(make(app, db, (one, &found), (true, until, now), pad)?.is_some())
}
