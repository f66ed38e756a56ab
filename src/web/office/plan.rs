//! The plan of a week: who would come when and why, who would not, changed by hand, published.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::compare::{self, MoveLine};
use super::planned::{self, PlanDay, PlanLine};
use crate::scheduling::availability::exception::REASON_CHARS_MAX;
use crate::scheduling::ids::{OfficialId, RequestId};
use crate::scheduling::permission::allowed;
use crate::scheduling::plan::moves;
use crate::scheduling::planning::PlanState;
use crate::scheduling::planning::sentence::Outcome;
use crate::scheduling::slot::SlotId;
use crate::scheduling::{Action, Refusal, Week, calendar};
use crate::service::ServiceError;
use crate::service::plan::compute::{self, Change};
use crate::service::plan::publish::Order;
use crate::service::plan::{self as plans, Seen, Who, Whose, publish as publishing};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Field, Mood, Problem, Problems, Tag, field_of};
use crate::web::reader::Reader;
use crate::web::shown;

/// The plan of a week.
#[derive(Template)]
#[template(path = "office/plan.html")]
pub struct PlanPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was refused.
    pub problems: Problems,
    /// What was just done, and what of it could not be.
    pub done: Vec<String>,
    /// "The week of …".
    pub of: String,
    /// The week, `2026-W48`.
    pub week: String,
    /// Whose plan; blank where it is the ministry's.
    pub official: String,
    /// The plans that the reader keeps, where there are several: the name, the address, whether it
    /// is this one.
    pub kept: Vec<(String, String, bool)>,
    /// The version that was read, as the forms carry it.
    pub version: String,
    /// The weeks before and after, and this one, as addresses.
    pub around: [String; 3],
    /// How far the plan is.
    pub state: Option<Tag>,
    /// Which version, made when; blank where there is none.
    pub made: String,
    /// Where there is no plan: how many wait for one.
    pub none: Option<String>,
    /// How many are placed, left out, free.
    pub counts: Vec<(String, String)>,
    /// Whether the reader may make, change and publish it.
    pub may: bool,
    /// What publishing does to whom; the first line is asked again before it is done.
    pub summary: Vec<String>,
    /// The words of the button, where there is something to publish.
    pub publish: Option<String>,
    /// Whether it can be made again.
    pub again: bool,
    /// Who has a time and is given another.
    pub moves: Vec<MoveLine>,
    /// Why; asked for where anybody is moved.
    pub reason: Option<Field>,
    /// The days with times, and who is given them.
    pub days: Vec<PlanDay>,
    /// Who is not placed.
    pub left: Vec<PlanLine>,
}

/// Which week is asked for, and what was just done.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) week: String,
    pub(super) official: String,
    done: String,
}

/// What a form says.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    week: String,
    official: String,
    version: String,
    request: String,
    action: String,
    slot: String,
    who: String,
    reason: String,
}

pub(super) async fn see(reader: Reader, asked: Query<Asked>) -> Result<HttpResponse, Failure> {
    let whose = asked.whose(&reader)?;
    let page = page(&reader, whose, &asked.done, None).await?;
    reader.page(&page)
}

pub(super) async fn make(reader: Reader, form: Form<Typed>) -> Result<HttpResponse, Failure> {
    let Form(typed) = form;
    let whose = whose_of(&reader, (&typed.week, &typed.official))?;
    let who = match typed.who.as_str() {
        "told" => Who::Told,
        "fresh" => Who::Fresh,
        _waiting => Who::Waiting,
    };
    let wanted = (whose.clone(), who);
    let done = compute::compute(&reader.app, Some(&reader.caller), wanted, reader.now).await;
    after(&reader, whose, done.map(|_version| "made")).await
}

pub(super) async fn change(reader: Reader, form: Form<Typed>) -> Result<HttpResponse, Failure> {
    let Form(typed) = form;
    let whose = whose_of(&reader, (&typed.week, &typed.official))?;
    let change = match typed.action.as_str() {
        "lock" => Change::Lock,
        "move" => Change::Move(SlotId::from_text(&typed.slot)),
        "drop" => Change::Drop,
        "release" => Change::Release,
        _other => return Err(Refusal::FieldWrong.into()),
    };
    let read = (whose.clone(), typed.version.parse().unwrap_or_default());
    let wanted = (RequestId::from(typed.request), change);
    let done = compute::change(&reader.app, &reader.caller, read, wanted, reader.now).await;
    after(&reader, whose, done.map(|_version| "changed")).await
}

pub(super) async fn publish(reader: Reader, form: Form<Typed>) -> Result<HttpResponse, Failure> {
    let Form(typed) = form;
    let whose = whose_of(&reader, (&typed.week, &typed.official))?;
    let reason: String = typed.reason.trim().chars().take(REASON_CHARS_MAX).collect();
    let order = Order {
        whose: whose.clone(),
        expected: typed.version.parse().ok(),
        reason: Some(reason).filter(|text| !text.is_empty()),
    };
    let done = publishing::publish(&reader.app, &reader.caller, order, reader.now).await;
    after(&reader, whose, done.map(|_done| "published")).await
}

/// To the plan, or the plan with why it cannot be done.
async fn after(
    reader: &Reader,
    whose: Whose,
    done: Result<&'static str, ServiceError>,
) -> Result<HttpResponse, Failure> {
    let error = match done {
        Ok(said) => return Ok(reader.see(&format!("{}&done={said}", address(&whose)))),
        Err(error) => error,
    };
    match error.refusal() {
        Some(Refusal::NotFound) | None => Err(error.into()),
        Some(refusal) => reader.page(&page(reader, whose, "", Some(refusal)).await?),
    }
}

/// Where a plan stands.
fn address(whose: &Whose) -> String {
    let mut address = format!("/office/plan?week={}", whose.week);
    if let Some(official) = &whose.office {
        address = format!("{address}&official={official}");
    }
    address
}

impl Asked {
    /// Whose plan is asked for.
    pub(super) fn whose(&self, reader: &Reader) -> Result<Whose, Failure> {
        whose_of(reader, (&self.week, &self.official))
    }
}

/// Whose plan of which week is meant; the next week where none is said, for that is the one to be
/// planned, and the first official one is named for.
fn whose_of(reader: &Reader, (week, official): (&str, &str)) -> Result<Whose, Failure> {
    let week = if week.is_empty() {
        coming(reader)
    } else {
        Week::parse(week).ok_or(Refusal::NotFound)?
    };
    let official = (!official.is_empty()).then(|| OfficialId::from(official));
    Ok(Whose::of(&reader.caller, (week, official))?)
}

/// The official of a plan, as forms and addresses carry it.
pub(super) fn official_of(whose: &Whose) -> String {
    whose
        .office
        .as_ref()
        .map_or_else(String::new, ToString::to_string)
}

/// The plans that the reader keeps beside this one, where there are several.
fn kept(reader: &Reader, whose: &Whose) -> Vec<(String, String, bool)> {
    let all = reader.caller.staff().map_or(&[][..], Whose::kept);
    if all.len() < 2 {
        return Vec::new();
    }
    let one = |id: &OfficialId| {
        let other = Whose {
            office: Some(id.clone()),
            week: whose.week,
        };
        let name = shown::official(&reader.app, &reader.words, Some(id));
        (name.unwrap_or_default(), address(&other), other == *whose)
    };
    all.iter().map(one).collect()
}

fn coming(reader: &Reader) -> Week {
    let today = calendar::local_day(reader.app.settings.ministry.zone, reader.now);
    Week::containing(today).next()
}

async fn page(
    reader: &Reader,
    whose: Whose,
    done: &str,
    refused: Option<Refusal>,
) -> Result<PlanPage, Failure> {
    let words = &reader.words;
    let week = whose.week;
    let seen = plans::see(&reader.app, &reader.caller, whose.clone(), reader.now).await?;
    let may = allowed(reader.caller.role(), Action::MakePlan);
    let over = week.last() < calendar::local_day(reader.app.settings.ministry.zone, reader.now);
    let none = if seen.is_some() {
        None
    } else if over {
        Some(words.get("plan-over"))
    } else {
        let count = plans::waiting(&reader.app, whose.clone()).await?;
        Some(words.say("plan-none-text", "count", number(count)))
    };
    let problems = refused.map(|refusal| Problem {
        field: field_of(refusal, &[(Refusal::ReasonNeeded, "reason")]).to_owned(),
        text: words.get(refusal.key()),
    });
    let blank = PlanPage {
        problems: Problems::new(words, problems.into_iter().collect()),
        done: said(reader, done, seen.as_ref()),
        of: words.say("week-of", "day", words.day(week.first())),
        week: week.to_string(),
        official: official_of(&whose),
        kept: kept(reader, &whose),
        version: String::new(),
        around: [week.previous(), week.next(), coming(reader).previous()].map(|week| {
            let office = whose.office.clone();
            address(&Whose { office, week })
        }),
        state: None,
        made: String::new(),
        none,
        counts: Vec::new(),
        may: may && !over,
        summary: Vec::new(),
        publish: None,
        again: false,
        moves: Vec::new(),
        reason: None,
        days: Vec::new(),
        left: Vec::new(),
        frame: reader
            .frame()
            .titled("plan-title")
            .gone_wrong(refused.is_some()),
    };
    Ok(match &seen {
        Some(seen) => filled(reader, blank, seen),
        None => blank,
    })
}

fn filled(reader: &Reader, blank: PlanPage, seen: &Seen) -> PlanPage {
    let words = &reader.words;
    let state = seen.version.state;
    let may_change = blank.may && state == PlanState::Proposed;
    let (days, free) = planned::days(reader, seen, may_change);
    let placed = seen.plan.placed.len();
    let left = planned::left(reader, seen, may_change);
    let moved = match state {
        PlanState::Proposed | PlanState::Publishing => moves(&seen.problem, &seen.plan),
        PlanState::Published => Vec::new(),
    };
    let count = |key: &str, many: usize| (words.get(key), words.number(number(many)));
    let mood = match state {
        PlanState::Proposed => Mood::Info,
        PlanState::Publishing => Mood::Wait,
        PlanState::Published => Mood::Good,
    };
    let at = shown::local(reader.app.settings.ministry.zone, seen.version.made_at);
    let made = [
        ("version", words.number(seen.version.version).into()),
        ("when", words.short_date_time(at.date(), at.time()).into()),
    ];
    PlanPage {
        version: seen.version.version.to_string(),
        state: Some(Tag::new(mood, words.value("plan-state", state.as_str()))),
        made: words.with("plan-made", &made),
        counts: vec![
            count("plan-placed-count", placed),
            count("plan-left-count", left.len()),
            count("plan-free-count", free),
        ],
        summary: summary(reader, seen),
        publish: button(reader, seen),
        again: state != PlanState::Publishing,
        moves: compare::lines(reader, &seen.cases, &moved),
        reason: (!moved.is_empty()).then(|| {
            let wrong = blank.problems.of("reason");
            Field::text("reason", words.get("plan-reason")).wrong(wrong)
        }),
        days,
        left,
        ..blank
    }
}

fn button(reader: &Reader, seen: &Seen) -> Option<String> {
    let key = match seen.version.state {
        PlanState::Published => return None,
        PlanState::Publishing => "plan-publish-go-on",
        PlanState::Proposed if seen.plan.placed.is_empty() => return None,
        PlanState::Proposed => "plan-publish",
    };
    Some(reader.words.get(key))
}

/// What publishing does to whom.
fn summary(reader: &Reader, seen: &Seen) -> Vec<String> {
    let words = &reader.words;
    let is_placed = |outcome: &Outcome| matches!(outcome, Outcome::Placed { .. });
    let placed = seen.said.iter().filter(|(_, it)| is_placed(&it.outcome));
    let placed = placed.count();
    let who = words.say("plan-publish-who", "count", number(placed));
    let left = number(seen.said.len() - placed);
    let left = words.say("plan-publish-left", "count", left);
    let gate = planned::waiting_at_gate(seen);
    let gate = (gate > 0).then(|| words.say("plan-publish-clearance", "count", number(gate)));
    match seen.version.state {
        PlanState::Proposed => [who, left].into_iter().chain(gate).collect(),
        PlanState::Publishing => vec![words.get("plan-publish-unfinished"), who],
        PlanState::Published => outcome(reader, seen),
    }
}

/// What publishing did.
fn outcome(reader: &Reader, seen: &Seen) -> Vec<String> {
    let words = &reader.words;
    let (booked, gone) = planned::done(seen);
    let mut lines = vec![words.say("plan-done-published", "count", number(booked))];
    if gone > 0 {
        lines.push(words.say("plan-done-gone", "count", number(gone)));
    }
    lines
}

fn said(reader: &Reader, done: &str, seen: Option<&Seen>) -> Vec<String> {
    match (done, seen) {
        ("made", _) => vec![reader.words.get("plan-done-made")],
        ("changed", _) => vec![reader.words.get("plan-done-changed")],
        ("published", Some(seen)) => outcome(reader, seen),
        _nothing => Vec::new(),
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
