//! The town that is measured: the demo ministry, eight published weeks, people who want to book.
use chrono::{DateTime, TimeDelta, Utc};

use super::BenchError;
use crate::scheduling::availability::Stretch;
use crate::scheduling::ids::{AuditId, CentreId, OfficialId, PersonId, RequestId, SignInId};
use crate::scheduling::slot::facts::{Place, is_hit, joined};
use crate::scheduling::slot::{SlotId, SlotKey};
use crate::scheduling::{
    Citizenship, Mode, Needs, Reference, RequestKind, RequestState, Sex, TimeOfDay, Urgency, Week,
    WeekPlan, Window, calendar,
};
use crate::service::catalogue::NAMED_EVERYWHERE;
use crate::service::week::published_rows;
use crate::service::{App, Caller, Pad, Person, ServiceError, demo, tokens};
use crate::store::availability::{self, Availability};
use crate::store::person;
use crate::store::place::{self, Official};
use crate::store::request::{self, Request, Step};
use crate::store::sign_in::{self, SignIn};
use crate::store::{Db, Style, Styles};

/// The official of the demo ministry whose times are open to choice.
pub(super) const DEPUTY: &str = "deputy";
const WEEKS: usize = 8;
const WORKING_DAYS: usize = 5;
const SLOT_MINUTES: u16 = 20;
const BUFFER_MINUTES: u16 = 10;
/// When those officials receive.
const OPENS: &str = "08:00";
const CLOSES: &str = "16:00";
/// The first mobile of the people who book.
const MOBILES_FROM: usize = 510_000_000;

/// Somebody who is signed in, with a request and a slot to book for it.
pub(super) struct Wanted {
    /// The access token.
    pub(super) token: String,
    /// The request.
    pub(super) request: RequestId,
    /// The slot.
    pub(super) slot: SlotId,
    /// The body of the call.
    pub(super) body: String,
}

/// Sunday, 22 November 2026, nine in the morning in Riyadh.
pub(super) fn morning() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_327_200, 0).unwrap_or_default()
}

/// The demo ministry with eight weeks of the deputy's time.
pub(super) async fn publish(app: &App, now: DateTime<Utc>) -> Result<(), BenchError> {
    demo::fill(app, now).await?;
    let plans = plans(app, now, &DEPUTY.into(), ("09:30", "14:30"), None);
    let rows = published_rows(&plans, app.pad(now).at());
    Ok(app.store.write(move |db| add_weeks(db, &rows)).await?)
}

/// So many people, each with an own free slot: an official at every centre receives by video all
/// day long, for eight weeks.
pub(super) async fn people(
    app: &App,
    now: DateTime<Utc>,
    count: usize,
) -> Result<Vec<Wanted>, BenchError> {
    demo::fill(app, now).await?;
    let catalogue = app.catalogue.get();
    let mut keys = Vec::new();
    // A mobile unit and those who visit homes have no video room, and a centre that is being set
    // up is open for an hour.
    let all_day = |place: &&Place| {
        let (from, to) = (TimeOfDay::parse(OPENS), TimeOfDay::parse(CLOSES));
        let hours = place.hours.iter();
        let whole = hours.filter(|open| from >= Some(open.from) && to <= Some(open.to));
        !place.rooms.is_empty() && whole.count() >= WORKING_DAYS
    };
    for centre in catalogue.places.iter().filter(all_day) {
        let official = OfficialId::from(format!("official-{}", centre.id));
        let plans = plans(app, now, &official, (OPENS, CLOSES), Some(&centre.id));
        keys.extend(keys_of(app, &plans, &centre.id));
        let rows = published_rows(&plans, app.pad(now).at());
        let write = move |db: &mut Db| {
            place::add_official(db, &as_official(&official))?;
            add_weeks(db, &rows)
        };
        app.store.write(write).await?;
    }
    app.catalogue.reload(&app.store).await?;
    // By time: those who book at once then book with different officials.
    keys.sort_unstable();
    if keys.len() < count {
        return Err(BenchError::Broken("there are fewer slots than people"));
    }
    let mut wanted = Vec::with_capacity(count);
    let mut everybody = Vec::with_capacity(count);
    for (number, key) in keys.into_iter().take(count).enumerate() {
        let (one, rows) = applicant(app, now, number, &key)?;
        wanted.push(one);
        everybody.push(rows);
    }
    app.store
        .write(move |db| {
            everybody
                .iter()
                .try_for_each(|rows| add_applicant(db, rows))
        })
        .await?;
    Ok(wanted)
}

/// Eight weeks from the one after this, with the same window on every working day.
fn plans(
    app: &App,
    now: DateTime<Utc>,
    official: &OfficialId,
    (from, to): (&str, &str),
    centre: Option<&CentreId>,
) -> Vec<WeekPlan> {
    let first = Week::containing(calendar::local_day(app.settings.ministry.zone, now));
    let weeks = std::iter::successors(Some(first), |week| Some(week.next()));
    let plan = |week: Week| {
        let days = week.days().into_iter().take(WORKING_DAYS);
        let windows = days.filter_map(|day| {
            Some(Window {
                buffer_minutes: BUFFER_MINUTES,
                centres: centre.cloned().into_iter().collect(),
                ..Stretch::plain(
                    (TimeOfDay::parse(from)?, TimeOfDay::parse(to)?),
                    [Mode::Video],
                    SLOT_MINUTES,
                )
                .on(day)
            })
        });
        WeekPlan {
            official: official.clone(),
            week,
            version: 1,
            windows: windows.collect(),
        }
    };
    weeks.skip(1).take(WEEKS).map(plan).collect()
}

/// The times that are offered at a centre: those across a prayer, there or at the headquarters,
/// are not.
fn keys_of(app: &App, plans: &[WeekPlan], centre: &CentreId) -> Vec<SlotKey> {
    let (Some(first), Some(last)) = (plans.first(), plans.last()) else {
        return Vec::new();
    };
    let (catalogue, zone) = (app.catalogue.get(), app.settings.ministry.zone);
    let days = (first.week.first(), last.week.last());
    let mut kept = catalogue.kept(zone, days);
    let places = catalogue.places_between(days, |place| place == centre);
    kept.extend(places.into_iter().flat_map(|place| place.kept));
    let kept = joined(kept);
    let times = plans.iter().flat_map(|plan| {
        let times = plan.times(app.settings.ministry.zone);
        times.into_iter().map(|time| (plan.official.clone(), time))
    });
    times
        .filter(|(_, (starts_at, ends_at, _))| !is_hit(&kept, (*starts_at, *ends_at)))
        .map(|(official, (starts_at, _, mode))| SlotKey {
            starts_at,
            official: Some(official),
            mode,
            centre: Some(centre.clone()),
            service: None,
        })
        .collect()
}

fn add_weeks(db: &mut Db, rows: &[Availability]) -> Result<(), ServiceError> {
    for row in rows {
        availability::add(db, row)?;
    }
    Ok(())
}

fn as_official(id: &OfficialId) -> Official {
    let style = |language: &str| {
        let name = id.as_str().to_owned();
        let style = Style {
            full: name.clone(),
            short: name.clone(),
            sms: name,
        };
        (language.to_owned(), style)
    };
    Official {
        id: id.clone(),
        position: 9,
        styles: Styles(["ar", "en"].map(style).into()),
        name_policy: NAMED_EVERYWHERE.to_owned(),
        open_to_choice: true,
    }
}

type Rows = (Person, SignIn, Request, Step);

fn applicant(
    app: &App,
    now: DateTime<Utc>,
    number: usize,
    key: &SlotKey,
) -> Result<(Wanted, Rows), BenchError> {
    let mut pad = app.pad(now);
    let person = as_person(app, number, &mut pad)?;
    let sign_in = as_sign_in(app, &person.id, &mut pad);
    let (request, step) = as_request(&person.id, key, &mut pad);
    let caller = Caller::Person {
        id: person.id.clone(),
        sign_in: sign_in.id.clone(),
    };
    let body = serde_json::json!({ "request": request.id, "slot": key.id() });
    let wanted = Wanted {
        token: tokens::issue(app, &caller, now)?,
        request: request.id.clone(),
        slot: key.id(),
        body: body.to_string(),
    };
    Ok((wanted, (person, sign_in, request, step)))
}

fn add_applicant(db: &mut Db, (person, sign_in, request, step): &Rows) -> Result<(), ServiceError> {
    let is_new = person::add(db, person)? && request::add(db, request, step)?;
    sign_in::add(db, sign_in)?;
    if is_new {
        return Ok(());
    }
    Err(ServiceError::Broken("a person or a reference came twice"))
}

fn as_person(app: &App, number: usize, pad: &mut Pad) -> Result<Person, ServiceError> {
    let mobile = format!("+966{}", MOBILES_FROM + number);
    let identity = format!("bench-{number}");
    Ok(Person {
        id: pad.id(PersonId::made),
        identity_hash: Some(app.keys.lookup("identity", &identity)),
        identity_sealed: Some(app.keys.seal(&identity, pad)?),
        mobile_hash: Some(app.keys.lookup("mobile", &mobile)),
        mobile_sealed: Some(app.keys.seal(&mobile, pad)?),
        other_document: None,
        proved: true,
        citizenship: Some(Citizenship::Citizen),
        sex: Some(Sex::Man),
        name: Some("سالم الغامدي".to_owned()),
        name_latin: Some("Salem Al-Ghamdi".to_owned()),
        region: Some("riyadh".to_owned()),
        email: None,
        language: "ar".to_owned(),
        created_at: pad.at(),
        document_hash: None,
        mobile_tail_hash: None,
        centre_id: None,
        mobile_shared: false,
    })
}

fn as_sign_in(app: &App, person: &PersonId, pad: &mut Pad) -> SignIn {
    let secret = pad.token();
    SignIn {
        id: pad.id(SignInId::made),
        subject_kind: "person".to_owned(),
        subject_id: person.to_string(),
        refresh_hash: app.keys.lookup("refresh", &secret),
        previous_hash: None,
        rotated_at: pad.at(),
        created_at: pad.at(),
        ends_at: pad.at() + TimeDelta::days(app.settings.auth.refresh_days),
        revoked_at: None,
    }
}

fn as_request(person: &PersonId, key: &SlotKey, pad: &mut Pad) -> (Request, Step) {
    let request = Request {
        id: pad.id(RequestId::made),
        reference: Reference::made(pad.bytes()).as_str().to_owned(),
        registration_number: None,
        kind: RequestKind::Meeting,
        state: RequestState::Approved,
        person_id: person.clone(),
        official_id: key.official.clone(),
        mode: Some(key.mode),
        centre_id: key.centre.clone(),
        department_id: None,
        subject: "مشروع طريق القرية".to_owned(),
        details: "مشروع طريق القرية".to_owned(),
        needs: Needs::none().to_string(),
        urgency: Urgency::Normal,
        urgent_reason: None,
        applicant: None,
        person_concerned: None,
        basis: None,
        representation_id: None,
        unavailable: None,
        channel: "web".to_owned(),
        received_at: pad.at(),
        changed_at: pad.at(),
        version: 1,
    };
    let step = Step {
        id: pad.id(AuditId::made),
        request_id: request.id.clone(),
        state: request.state,
        at: pad.at(),
        text: None,
    };
    (request, step)
}
