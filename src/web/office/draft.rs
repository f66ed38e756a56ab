//! The draft of a week: how it is prepared, what publishing it does to whom, and publishing it.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;

use super::edit;
use super::stretch::{Sent, Typed, field_of, one_of};
use super::week::{self, answer, meant};
use crate::scheduling::availability::effect::Time;
use crate::scheduling::availability::exception::REASON_CHARS_MAX;
use crate::scheduling::ids::OfficialId;
use crate::scheduling::{Refusal, Week, WeekPlan};
use crate::service::week::draft::{self, Source};
use crate::service::week::publish::{self, Done, Preview};
use crate::service::week::{self as weeks, Version, undo as undoing};
use crate::service::{Appointment, Person, ServiceError, letters, templates as kinds};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Field, Problem, Problems};
use crate::web::reader::Reader;
use crate::web::shown;

/// What publishing a draft does.
#[derive(Template)]
#[template(path = "office/draft.html")]
pub struct DraftPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong in a form.
    pub problems: Problems,
    /// Whose week and which, and its version, as the forms name them.
    pub official: String,
    /// The week, `2026-W48`.
    pub week: String,
    /// What was read, `3.5`.
    pub version: String,
    /// The published week.
    pub back: String,
    /// Where it is edited.
    pub edit: String,
    /// "The week of …", and whose it is.
    pub of: String,
    /// Whether something is drafted.
    pub is_drafted: bool,
    /// So many gained, lost, hit.
    pub counts: String,
    /// Times that come: a day and its times.
    pub gained: Vec<(String, String)>,
    /// Times that go.
    pub lost: Vec<(String, String)>,
    /// Whose appointments are hit.
    pub hit: Vec<HitLine>,
    /// Why; asked for where somebody is hit.
    pub reason: Option<Field>,
    /// The kinds of week to fill it as.
    pub template: Field,
}

/// Somebody who is hit.
pub struct HitLine {
    /// Who.
    pub name: String,
    /// The request's address.
    pub href: String,
    /// When the appointment is.
    pub time: String,
    /// How they meet.
    pub mode: String,
}

/// Where the draft of a week stands.
pub(super) fn address(official: &OfficialId, week: Week) -> String {
    format!("/office/week/preview?official={official}&week={week}")
}

pub(super) async fn see(reader: Reader, asked: Query<Typed>) -> Result<HttpResponse, Failure> {
    let typed = asked.into_inner();
    let whose = meant(&reader, &typed.official, &typed.week)?;
    let page = page(&reader, whose, &Typed::default(), Vec::new()).await?;
    reader.page(&page)
}

/// Adds a time to the draft, or takes one out of it, taken or not.
pub(super) async fn change(reader: Reader, form: Form<Sent>) -> Result<HttpResponse, Failure> {
    let Form(Sent(typed)) = form;
    let whose = meant(&reader, &typed.official, &typed.week)?;
    match redraft(&reader, whose.clone(), |base| changed(base, &typed)).await {
        Ok(()) => Ok(reader.see(&address(&whose.0, whose.1))),
        Err(error) => answer(&reader, whose, &typed, Err(error)).await,
    }
}

fn changed(base: &WeekPlan, typed: &Typed) -> Result<WeekPlan, Refusal> {
    if typed.what == "withdraw" {
        let (day, from, to) = typed.hour().ok_or(Refusal::FieldWrong)?;
        return base.withdraw(day, from, to);
    }
    base.add(typed.window().ok_or(Refusal::FieldWrong)?)
}

/// Saves what becomes of the draft; where nothing is drafted, of the published week.
pub(super) async fn redraft(
    reader: &Reader,
    whose: (OfficialId, Week),
    change: impl FnOnce(&WeekPlan) -> Result<WeekPlan, Refusal>,
) -> Result<(), ServiceError> {
    let (app, caller) = (&reader.app, &reader.caller);
    let seen = weeks::see(app, caller, whose.clone(), reader.now).await?;
    let plan = change(&seen.draft.unwrap_or(seen.plan))?;
    let wanted = (Some(seen.version), plan.windows);
    draft::save(app, caller, whose, wanted, reader.now).await
}

pub(super) async fn fill(reader: Reader, form: Form<Typed>) -> Result<HttpResponse, Failure> {
    let Form(typed) = form;
    let whose = meant(&reader, &typed.official, &typed.week)?;
    let template = Some(typed.template.as_str()).filter(|id| !id.is_empty());
    let wanted = (Version::parse(&typed.version), template.map(Into::into));
    let done = draft::fill(
        &reader.app,
        &reader.caller,
        whose.clone(),
        wanted,
        reader.now,
    );
    after(&reader, whose, &typed, done.await).await
}

/// Copies the week before, or a day.
pub(super) async fn copy(reader: Reader, form: Form<Typed>) -> Result<HttpResponse, Failure> {
    let Form(typed) = form;
    let whose = meant(&reader, &typed.official, &typed.week)?;
    let source = source_of(whose.1, &typed)?;
    let wanted = (Version::parse(&typed.version), source);
    let done = draft::copy(
        &reader.app,
        &reader.caller,
        whose.clone(),
        wanted,
        reader.now,
    );
    after(&reader, whose, &typed, done.await).await
}

/// What is copied into a week: the one before, or a day.
pub(super) fn source_of(week: Week, typed: &Typed) -> Result<Source, Refusal> {
    if typed.what != "day" {
        return Ok(Source::Week(week.previous()));
    }
    let (from, to) = (typed.valid_from.parse(), typed.valid_to.parse());
    let from = from.map_err(|_odd| Refusal::FieldWrong)?;
    let to = to.map_err(|_odd| Refusal::FieldWrong)?;
    Ok(Source::Day { from, to })
}

pub(super) async fn discard(reader: Reader, form: Form<Typed>) -> Result<HttpResponse, Failure> {
    let Form(typed) = form;
    let whose = meant(&reader, &typed.official, &typed.week)?;
    let read = Version::parse(&typed.version);
    let done = draft::discard(&reader.app, &reader.caller, whose.clone(), read, reader.now);
    after(&reader, whose, &typed, done.await).await
}

pub(super) async fn publish(reader: Reader, form: Form<Typed>) -> Result<HttpResponse, Failure> {
    let Form(typed) = form;
    let whose = meant(&reader, &typed.official, &typed.week)?;
    let reason = typed.reason.chars().take(REASON_CHARS_MAX).collect();
    let wanted = (Version::parse(&typed.version), Some(reason));
    let done = publish::publish(
        &reader.app,
        &reader.caller,
        whose.clone(),
        wanted,
        reader.now,
    );
    match done.await {
        Ok(Done::Published(_)) => {
            let week = week::address(&whose.0, whose.1);
            Ok(reader.see(&format!("{week}&done=published")))
        }
        Ok(Done::Affects(_)) => {
            let refused = Err(Refusal::ReasonNeeded.into());
            after(&reader, whose, &typed, refused).await
        }
        Err(error) => after(&reader, whose, &typed, Err(error)).await,
    }
}

/// Undoes the last publication, while nobody was told of it.
pub(super) async fn undo(reader: Reader, form: Form<Typed>) -> Result<HttpResponse, Failure> {
    let Form(typed) = form;
    let whose = meant(&reader, &typed.official, &typed.week)?;
    let read = Version::parse(&typed.version);
    let done = undoing::undo(&reader.app, &reader.caller, whose.clone(), read, reader.now);
    answer(&reader, whose, &typed, done.await.map(|()| "undone")).await
}

/// To the draft, or the draft with what was wrong.
async fn after(
    reader: &Reader,
    whose: (OfficialId, Week),
    typed: &Typed,
    done: Result<(), ServiceError>,
) -> Result<HttpResponse, Failure> {
    let Err(error) = done else {
        return Ok(reader.see(&address(&whose.0, whose.1)));
    };
    let Some(refusal) = error.refusal() else {
        return Err(error.into());
    };
    let field = match field_of(refusal) {
        "reason" => "reason",
        _ => "",
    };
    let found = vec![Problem {
        field: field.to_owned(),
        text: reader.words.get(refusal.key()),
    }];
    reader.page(&page(reader, whose, typed, found).await?)
}

async fn page(
    reader: &Reader,
    (official, week): (OfficialId, Week),
    typed: &Typed,
    found: Vec<Problem>,
) -> Result<DraftPage, Failure> {
    let words = &reader.words;
    let whose = (official.clone(), week);
    let seen = publish::preview(&reader.app, &reader.caller, whose, reader.now).await?;
    let is_wrong = !found.is_empty();
    let problems = Problems::new(words, found);
    let letters_max = u32::try_from(REASON_CHARS_MAX).unwrap_or(u32::MAX);
    let reason = Field::lines("reason", words.get("draft-reason"))
        .hint(words.get("draft-reason-hint"))
        .longest(letters_max)
        .value(typed.reason.clone())
        .wrong(problems.of("reason"));
    let name = shown::official(&reader.app, words, Some(&official)).unwrap_or_default();
    let of_week = words.say("week-of", "day", words.day(week.first()));
    Ok(DraftPage {
        back: week::address(&official, week),
        edit: edit::address(&official, week),
        of: format!("{name} · {of_week}"),
        is_drafted: seen.draft.is_some(),
        counts: counts(reader, &seen),
        gained: by_day(reader, &seen.effect.gained),
        lost: by_day(reader, &seen.effect.lost),
        hit: seen.hit.iter().map(|each| hit(reader, each)).collect(),
        reason: (!seen.hit.is_empty()).then_some(reason),
        template: templates(reader, typed, &problems).await?,
        version: seen.version.to_string(),
        official: official.to_string(),
        week: week.to_string(),
        problems,
        frame: reader.frame().titled("draft-title").gone_wrong(is_wrong),
    })
}

pub(super) async fn templates(
    reader: &Reader,
    typed: &Typed,
    problems: &Problems,
) -> Result<Field, Failure> {
    let code = reader.words.lang().code();
    let named = kinds::all(&reader.app).await?;
    let mut options: Vec<(String, String)> = named
        .iter()
        .map(|one| (one.id.to_string(), one.names.in_language(code).to_owned()))
        .collect();
    if options.is_empty() {
        options.push((String::new(), reader.words.get("rules-title")));
    }
    let asked = ("template", "draft-template");
    Ok(one_of(
        &reader.words,
        asked,
        options,
        &typed.template,
        problems,
    ))
}

fn counts(reader: &Reader, seen: &Preview) -> String {
    let count = |length: usize| i64::try_from(length).unwrap_or(i64::MAX).into();
    let counts = [
        ("gained", count(seen.effect.gained.len())),
        ("lost", count(seen.effect.lost.len())),
        ("hit", count(seen.hit.len())),
    ];
    reader.words.with("draft-counts", &counts)
}

/// Times as lines: a day and a way of meeting, and the times of it.
pub(super) fn by_day(reader: &Reader, times: &[Time]) -> Vec<(String, String)> {
    let (words, zone) = (&reader.words, reader.app.settings.ministry.zone);
    let mut sorted: Vec<_> = times
        .iter()
        .map(|&(starts_at, _, mode)| {
            let local = shown::local(zone, starts_at.naive_utc());
            (local.date(), mode, local.time())
        })
        .collect();
    sorted.sort_unstable();
    let lines = sorted.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1));
    lines
        .filter_map(|line| {
            let &(day, mode, _) = line.first()?;
            let mode = words.value("mode", mode.as_str());
            let times: Vec<String> = line
                .iter()
                .map(|&(_, _, at)| whole(&words.time(at)))
                .collect();
            let what = format!("{} · {mode}", words.short_day(day));
            Some((what, times.join(" · ")))
        })
        .collect()
}

/// A time of day that no line breaks in two.
fn whole(time: &str) -> String {
    time.replace(' ', "\u{a0}")
}

fn hit(reader: &Reader, (row, person): &(Appointment, Person)) -> HitLine {
    let words = &reader.words;
    let at = letters::local(&reader.app, row);
    HitLine {
        name: shown::person(words, person.name.as_ref()),
        href: format!("/office/requests/{}", row.request_id),
        time: words.date_time(at.date(), at.time()),
        mode: words.value("mode", row.mode.as_str()),
    }
}
