//! Publishing a week: the one way by which what the public sees changes, and what it does to
//! whom.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::undo::{self, Traces};
use super::{Version, as_text, cases, drafted, keep, load, load_alone, own_official};
use crate::bus::News;
use crate::scheduling::availability::effect::Time;
use crate::scheduling::availability::{Effect, Standing};
use crate::scheduling::ids::{AppointmentId, CaseId, OfficialId};
use crate::scheduling::slot::facts::{Facts, Span, Wish};
use crate::scheduling::slot::times::times;
use crate::scheduling::{Mode, Needs, Refusal, Week, WeekPlan, calendar};
use crate::service::app::App;
use crate::service::audit::{self, log_looks};
use crate::service::caller::Caller;
use crate::service::claims::Freed;
use crate::service::error::ServiceError;
use crate::service::offers;
use crate::service::pad::Pad;
use crate::service::slots::{self, published};
use crate::store::appointment::{self, Appointment};
use crate::store::availability::Availability;
use crate::store::person::Person;
use crate::store::{self, Db, hold, waiting};

/// What publishing a draft would do.
#[derive(Clone, Debug)]
pub struct Preview {
    /// What is published.
    pub plan: WeekPlan,
    /// What would be; none when nothing is drafted.
    pub draft: Option<WeekPlan>,
    /// Which publication and which draft these are.
    pub version: Version,
    /// The times that come and go, as people would see them: what a holiday, closed doors or a
    /// prayer take away is none.
    pub effect: Effect,
    /// Whose appointments it hits, by start.
    pub hit: Vec<(Appointment, Person)>,
}

/// What publishing a draft did.
#[derive(Clone, Debug)]
pub enum Done {
    /// It is published; these people were told that another time comes.
    Published(Vec<(Appointment, Person)>),
    /// It is not: it hits these people, and no reason was given.
    Affects(Vec<(Appointment, Person)>),
}

/// The same, before the people are looked up; with what it set going.
pub(super) enum Outcome {
    Published(Vec<Appointment>, Traces),
    Affects(Vec<Appointment>),
}

/// Whether a publication can be undone, and what undoing one leaves aside.
pub(super) enum Undo {
    /// It cannot: whom it concerns is told at once.
    Never,
    /// It can until then, and nobody is told before.
    Until(DateTime<Utc>),
    /// It is itself one that undoes another.
    Back {
        /// The appointments whose cases it opened again.
        open: BTreeSet<AppointmentId>,
        /// The cases that the other began, and of which nobody was told.
        quiet: BTreeSet<CaseId>,
    },
}

/// A week in the place of what is published.
pub(super) struct Order<'a> {
    /// As it was read in this transaction, with nobody booking meanwhile.
    pub(super) row: &'a Availability,
    /// What is to be published; its version is not looked at.
    pub(super) plan: &'a WeekPlan,
    /// What is drafted from then on.
    pub(super) draft: Option<WeekPlan>,
    /// Why, for those whom it hits.
    pub(super) reason: Option<&'a str>,
    /// Whether it can be undone.
    pub(super) undo: Undo,
}

/// What publishing the draft would do to whom; changes nothing.
pub async fn preview(
    app: &App,
    caller: &Caller,
    (official, week): (OfficialId, Week),
    now: DateTime<Utc>,
) -> Result<Preview, ServiceError> {
    own_official(app, caller, &official)?;
    let of_work = app.clone();
    let seen = Seen::of(app, week, now);
    let preview = app
        .store
        .read(move |db| {
            let row = load(db, &official, week)?;
            let (plan, draft) = (published(&row)?, drafted(&row)?);
            let after = draft.as_ref().unwrap_or(&plan);
            let hit = hits(&of_work, db, (&plan, after), now)?;
            Ok::<_, ServiceError>(Preview {
                effect: Effect::of(&seen.times(&plan), &seen.times(after)),
                hit: super::with_people(db, hit)?,
                version: Version::of(&row),
                plan,
                draft,
            })
        })
        .await?;
    look(app, caller, &preview.hit, now).await?;
    Ok(preview)
}

/// How a week is looked at to tell which of its times people could have.
pub(super) struct Seen {
    calendar: Facts,
    span: Span,
    wish: Wish,
}

impl Seen {
    pub(super) fn of(app: &App, week: Week, now: DateTime<Utc>) -> Self {
        let (from, to) = calendar::days_span(app.settings.ministry.zone, week.first(), week.last());
        let span = (from, to + TimeDelta::days(1));
        let plain = slots::wish(app, (None, Needs::none(), None), now);
        Self {
            calendar: super::calendar_of(app, week),
            span,
            // A week is drafted before it can be booked, and a reserve is released in time.
            wish: Wish {
                is_urgent: true,
                horizon: (span.1 - now).max(plain.horizon),
                ..plain
            },
        }
    }

    pub(super) fn times(&self, plan: &WeekPlan) -> BTreeSet<Time> {
        times(plan, &self.calendar, (&self.wish, self.span))
    }
}

async fn look(
    app: &App,
    caller: &Caller,
    hit: &[(Appointment, Person)],
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let things: Vec<String> = hit
        .iter()
        .map(|(row, _)| format!("appointment:{}", row.id))
        .collect();
    log_looks(app, caller, (&things, "publish"), now).await
}

/// Publishes the draft; where it hits people, only with a reason, and each gets a case.
pub async fn publish(
    app: &App,
    caller: &Caller,
    (official, week): (OfficialId, Week),
    (expected, reason): (Option<Version>, Option<String>),
    now: DateTime<Utc>,
) -> Result<Done, ServiceError> {
    own_official(app, caller, &official)?;
    let pad = app.pad(now);
    let (by, of_work, of_news) = (caller.clone(), app.clone(), official.clone());
    let reason = reason
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty());
    let done = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let row = load_alone(db, &official, week)?;
            Version::check(expected, &row)?;
            let plan = drafted(&row)?.ok_or(Refusal::NothingDrafted)?;
            plan.check()?;
            let minutes = TimeDelta::minutes(of_work.settings.booking.undo_minutes);
            let undo = if minutes.is_zero() {
                Undo::Never
            } else {
                Undo::Until(now + minutes)
            };
            let order = Order {
                row: &row,
                plan: &plan,
                draft: None,
                reason: reason.as_deref(),
                undo,
            };
            match publish_in(&of_work, db, order, &mut pad)? {
                Outcome::Affects(hit) => Ok(Done::Affects(super::with_people(db, hit)?)),
                Outcome::Published(hit, traces) => {
                    if !minutes.is_zero() {
                        undo::remember(db, &row, (&traces, now + minutes), &pad)?;
                    }
                    let thing = format!("week:{official} {week}");
                    let mut deed = audit::deed(&by, "publish_week", &thing, &mut pad);
                    deed.detail.clone_from(&reason);
                    store::audit::add(db, &deed)?;
                    Ok::<_, ServiceError>(Done::Published(super::with_people(db, hit)?))
                }
            }
        })
        .await?;
    match &done {
        Done::Affects(hit) => look(app, caller, hit, now).await?,
        Done::Published(_) => {
            app.bus.tell(News::SlotsMoved(of_news));
            app.bus.tell(News::NoticeQueued);
        }
    }
    Ok(done)
}

/// Puts a plan in the place of what is published, if whom it hits is given a reason: their
/// appointments stay as they are, with a case each; whose time stands again is told so.
pub(super) fn publish_in(
    app: &App,
    db: &mut Db,
    order: Order<'_>,
    pad: &mut Pad,
) -> Result<Outcome, ServiceError> {
    let Order { row, plan, .. } = order;
    let before = published(row)?;
    let after = WeekPlan {
        version: row.version + 1,
        ..plan.clone()
    };
    let mut hit = hits(app, db, (&before, &after), pad.now())?;
    let mut traces = Traces::default();
    let (told_at, gives) = match order.undo {
        Undo::Never => (pad.now(), true),
        Undo::Until(until) => (until, true),
        // What comes back was free before, and whoever waits was asked then.
        Undo::Back { open, quiet } => {
            hit.retain(|row| !open.contains(&row.id));
            traces.quiet = quiet;
            (pad.now(), false)
        }
    };
    let reason = match (hit.is_empty(), order.reason) {
        (true, reason) => reason.unwrap_or_default(),
        (false, Some(reason)) => reason,
        (false, None) => return Ok(Outcome::Affects(hit)),
    };
    keep(db, row, &row_after(row, &after, order.draft, pad))?;
    drop_holds(app, db, &after)?;
    for appointment in &hit {
        let case = (appointment, &after, reason);
        cases::begin(app, db, case, (&mut traces, told_at), pad)?;
    }
    let rows = to_come(app, db, &after, pad.now())?;
    let unseated = unseated(&after, &rows, app.settings.ministry.zone);
    cases::close_kept(app, db, (&after, &unseated), (&mut traces, told_at), pad)?;
    if gives {
        pass_on(app, db, (&after, told_at), &mut traces, pad)?;
    }
    Ok(Outcome::Published(hit, traces))
}

/// The row of a week after its publication, with what is drafted from then on.
fn row_after(
    row: &Availability,
    after: &WeekPlan,
    draft: Option<WeekPlan>,
    pad: &Pad,
) -> Availability {
    let draft = draft.filter(|draft| draft.windows != after.windows);
    Availability {
        version: after.version,
        published: as_text(after),
        draft_version: if draft.is_some() || row.draft.is_some() {
            row.draft_version + 1
        } else {
            row.draft_version
        },
        draft: draft.map(|draft| as_text(&draft)),
        published_at: Some(pad.at()),
        ..row.clone()
    }
}

/// Offers the week's free times to those who wait.
fn pass_on(
    app: &App,
    db: &mut Db,
    (after, told_at): (&WeekPlan, DateTime<Utc>),
    traces: &mut Traces,
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    let (from, to) = span(app, after.week);
    let before = waiting::open_offers(db, &after.official, (from, to))?;
    let freed = Freed {
        official: Some(after.official.clone()),
        span: (from.and_utc(), to.and_utc()),
        told_at: (told_at > pad.now()).then_some(told_at),
    };
    offers::pass_on(app, db, &freed, pad)?;
    let open = waiting::open_offers(db, &after.official, (from, to))?;
    let new = open.into_iter().filter(|row| !before.contains(row));
    traces.offers.extend(new.map(|row| row.id));
    Ok(())
}

/// The appointments to come whose time one week has and the other has not, or has no seat for.
fn hits(
    app: &App,
    db: &mut Db,
    (before, after): (&WeekPlan, &WeekPlan),
    now: DateTime<Utc>,
) -> Result<Vec<Appointment>, ServiceError> {
    let zone = app.settings.ministry.zone;
    let mut rows = to_come(app, db, before, now)?;
    let unseated = unseated(after, &rows, zone);
    rows.retain(|row| {
        let seats = |plan: &WeekPlan| plan.seats_at(row.starts_at.and_utc(), zone);
        let is_cut = unseated.contains(&row.id) && seats(after) < seats(before);
        is_cut || before.hits(after, &standing(row), zone)
    });
    Ok(rows)
}

/// The appointments of a week that are still to come.
fn to_come(
    app: &App,
    db: &mut Db,
    plan: &WeekPlan,
    now: DateTime<Utc>,
) -> Result<Vec<Appointment>, ServiceError> {
    let (from, to) = span(app, plan.week);
    let mut rows = appointment::between(db, from, to, Some(&plan.official), None)?;
    rows.retain(|row| row.state.holds_resources() && row.starts_at > now.naive_utc());
    Ok(rows)
}

/// Who has no seat in a reception session of a week: those who came last.
fn unseated(plan: &WeekPlan, rows: &[Appointment], zone: Tz) -> BTreeSet<AppointmentId> {
    let mut sitting: Vec<&Appointment> = rows
        .iter()
        .filter(|row| row.mode == Mode::Reception)
        .collect();
    sitting.sort_unstable_by_key(|row| (row.starts_at, row.created_at, &row.id));
    let mut used: BTreeMap<NaiveDateTime, u16> = BTreeMap::new();
    let has_none = |row: &&Appointment| {
        let used = used.entry(row.starts_at).or_default();
        *used = used.saturating_add(people(row));
        let seats = plan.seats_at(row.starts_at.and_utc(), zone);
        seats.is_some_and(|seats| *used > seats)
    };
    let found = sitting.into_iter().filter(has_none);
    found.map(|row| row.id.clone()).collect()
}

/// How many come with an appointment: the applicant and the companions.
pub fn people(row: &Appointment) -> u16 {
    let needs = Needs::parse(&row.needs).unwrap_or_default();
    u16::from(needs.companions()).saturating_add(1)
}

/// The instants of a week, with those of a window of the last day that reaches past midnight.
pub(super) fn span(app: &App, week: Week) -> (NaiveDateTime, NaiveDateTime) {
    let zone = app.settings.ministry.zone;
    let (from, to) = calendar::days_span(zone, week.first(), week.last());
    (from.naive_utc(), (to + TimeDelta::days(1)).naive_utc())
}

/// What an appointment is as far as weeks go.
pub(super) fn standing(row: &Appointment) -> Standing {
    Standing {
        starts_at: row.starts_at.and_utc(),
        ends_at: row.ends_at.and_utc(),
        mode: row.mode,
        centre: row.centre_id.clone(),
    }
}

/// Gives the holds back whose time is not there any more.
fn drop_holds(app: &App, db: &mut Db, after: &WeekPlan) -> Result<(), ServiceError> {
    let zone = app.settings.ministry.zone;
    for held in hold::of_official(db, &after.official, span(app, after.week))? {
        let standing = Standing {
            starts_at: held.starts_at.and_utc(),
            ends_at: held.ends_at.and_utc(),
            mode: held.mode,
            centre: held.centre_id.clone(),
        };
        let day = calendar::local_day(zone, standing.starts_at);
        if after.week.contains(day) && !after.covers(&standing, zone) {
            hold::remove(db, &held.id)?;
            store::occupancy::release(db, held.id.as_str())?;
        }
    }
    Ok(())
}
