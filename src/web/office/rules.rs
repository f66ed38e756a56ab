//! The rules of an official and the exceptions to them: lists with a plain form each.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use chrono::NaiveDate;

use super::laid::{clock, how, span, weekday};
use super::stretch::{
    Sent, Typed, field_of, fields, holiday_field, more_fields, one_of, session_fields, with_choices,
};
use super::week::meant;
use crate::scheduling::availability::exception::REASON_CHARS_MAX;
use crate::scheduling::availability::{Change, Exception, Stretch, Weekday, WeeklyRule};
use crate::scheduling::ids::{ExceptionId, OfficialId, RuleId};
use crate::scheduling::permission::allowed;
use crate::scheduling::{Action, Refusal, TimeOfDay, calendar};
use crate::service::{ServiceError, rules};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Choices, Field, Problem, Problems};
use crate::web::reader::Reader;
use crate::web::shown;
use crate::words::Words;

/// Cycles that the form offers, in weeks.
const CYCLES: [i64; 4] = [1, 2, 3, 4];

/// Rules, or exceptions, of one official.
#[derive(Template)]
#[template(path = "office/rules.html")]
pub struct RulesPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong in the form.
    pub problems: Problems,
    /// What was just done.
    pub done: Option<String>,
    /// Whose they are, as the forms name it.
    pub official: String,
    /// How the official is addressed.
    pub name: String,
    /// The official's week.
    pub back: String,
    /// `rules` or `exceptions`.
    pub list: &'static str,
    /// What stands: rules by weekday and hour, exceptions in the order in which they were made.
    pub rows: Vec<RuleRow>,
    /// The words of the page: what it is for, nothing there, end one, the form's title, its button.
    pub said: [String; 5],
    /// The form's questions; none for those who only look.
    pub fields: Vec<Field>,
    /// Who receives too, where it is a reception session.
    pub with: Option<Choices>,
}

/// One rule, or one exception.
pub struct RuleRow {
    /// Its id.
    pub id: String,
    /// On which day, from when until when.
    pub what: String,
    /// How.
    pub how: String,
    /// Since and until when, how often; or why.
    pub why: String,
}

/// Which of the two lists.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Rules,
    Exceptions,
}

impl List {
    const fn name(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Exceptions => "exceptions",
        }
    }
}

pub(super) async fn see(reader: Reader, asked: Query<Typed>) -> Result<HttpResponse, Failure> {
    list(&reader, List::Rules, &asked.into_inner()).await
}

pub(super) async fn see_exceptions(
    reader: Reader,
    asked: Query<Typed>,
) -> Result<HttpResponse, Failure> {
    list(&reader, List::Exceptions, &asked.into_inner()).await
}

async fn list(reader: &Reader, list: List, asked: &Typed) -> Result<HttpResponse, Failure> {
    let (official, _) = meant(reader, &asked.official, "")?;
    let today = calendar::local_day(reader.app.settings.ministry.zone, reader.now);
    let mut page = page(reader, (official, list), &Typed::usual(today), Vec::new()).await?;
    page.done = match asked.what.as_str() {
        done @ ("added" | "ended") => Some(reader.words.get(&format!("{}-{done}", list.name()))),
        _ => None,
    };
    reader.page(&page)
}

pub(super) async fn add(reader: Reader, form: Form<Sent>) -> Result<HttpResponse, Failure> {
    let Form(Sent(typed)) = form;
    let (official, _) = meant(&reader, &typed.official, "")?;
    let done = match rule(&typed) {
        None => Err(Refusal::FieldWrong.into()),
        Some(rule) => {
            let wanted = (official.clone(), rule);
            rules::add_rule(&reader.app, &reader.caller, wanted, reader.now).await
        }
    };
    let done = done.map(|_id| "added");
    after(&reader, (official, List::Rules), &typed, done).await
}

pub(super) async fn end(reader: Reader, form: Form<Typed>) -> Result<HttpResponse, Failure> {
    let Form(typed) = form;
    let (official, _) = meant(&reader, &typed.official, "")?;
    let wanted = (official.clone(), RuleId::from(typed.id.as_str()));
    let done = rules::end_rule(&reader.app, &reader.caller, wanted, reader.now).await;
    let done = done.map(|()| "ended");
    after(&reader, (official, List::Rules), &typed, done).await
}

pub(super) async fn add_exception(
    reader: Reader,
    form: Form<Sent>,
) -> Result<HttpResponse, Failure> {
    let Form(Sent(typed)) = form;
    let (official, _) = meant(&reader, &typed.official, "")?;
    let done = match exception(&typed) {
        None => Err(Refusal::FieldWrong.into()),
        Some(exception) => {
            let wanted = (official.clone(), exception);
            rules::add_exception(&reader.app, &reader.caller, wanted, reader.now).await
        }
    };
    let done = done.map(|_id| "added");
    after(&reader, (official, List::Exceptions), &typed, done).await
}

pub(super) async fn end_exception(
    reader: Reader,
    form: Form<Typed>,
) -> Result<HttpResponse, Failure> {
    let Form(typed) = form;
    let (official, _) = meant(&reader, &typed.official, "")?;
    let wanted = (official.clone(), ExceptionId::from(typed.id.as_str()));
    let done = rules::end_exception(&reader.app, &reader.caller, wanted, reader.now).await;
    let done = done.map(|()| "ended");
    after(&reader, (official, List::Exceptions), &typed, done).await
}

/// A day that may be left out.
fn some_day(text: &str) -> Result<Option<NaiveDate>, Refusal> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let day = text.parse().map_err(|_unreadable| Refusal::FieldWrong)?;
    Ok(Some(day))
}

/// A time that may be left out.
fn some_time(text: &str) -> Result<Option<TimeOfDay>, Refusal> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    Ok(Some(TimeOfDay::parse(text).ok_or(Refusal::FieldWrong)?))
}

fn rule(typed: &Typed) -> Option<WeeklyRule> {
    Some(WeeklyRule {
        weekday: Weekday::parse(&typed.weekday)?,
        stretch: typed.stretch()?,
        valid_from: typed.valid_from.parse().ok()?,
        valid_to: some_day(&typed.valid_to).ok()?,
        every_weeks: typed.every.parse().ok()?,
    })
}

fn exception(typed: &Typed) -> Option<Exception> {
    let change = match typed.kind.as_str() {
        "remove_day" => Change::Remove {
            from: None,
            to: None,
        },
        "remove" => Change::Remove {
            from: some_time(&typed.from).ok()?,
            to: some_time(&typed.to).ok()?,
        },
        "replace" => Change::Replace {
            stretches: vec![typed.stretch()?],
        },
        "add" => Change::Add {
            stretch: typed.stretch()?,
        },
        _ => return None,
    };
    Some(Exception {
        day: typed.day.parse().ok()?,
        last_day: some_day(&typed.last_day).ok()?,
        change,
        reason: typed.reason.trim().to_owned(),
    })
}

/// To the list, or the list with what was wrong.
async fn after(
    reader: &Reader,
    (official, list): (OfficialId, List),
    typed: &Typed,
    done: Result<&'static str, ServiceError>,
) -> Result<HttpResponse, Failure> {
    let error = match done {
        Ok(what) => {
            let to = format!("/office/{}?official={official}&what={what}", list.name());
            return Ok(reader.see(&to));
        }
        Err(error) => error,
    };
    let Some(refusal) = error.refusal() else {
        return Err(error.into());
    };
    let field = match (refusal, list) {
        (Refusal::NotFound, _) => return Err(error.into()),
        (Refusal::RuleDays, List::Rules) => "valid_to",
        (Refusal::RuleDays, List::Exceptions) => "last_day",
        (other, _) => field_of(other),
    };
    let found = vec![Problem {
        field: field.to_owned(),
        text: reader.words.get(refusal.key()),
    }];
    reader.page(&page(reader, (official, list), typed, found).await?)
}

async fn page(
    reader: &Reader,
    (official, list): (OfficialId, List),
    typed: &Typed,
    found: Vec<Problem>,
) -> Result<RulesPage, Failure> {
    let (app, words) = (&reader.app, &reader.words);
    let whose = official.clone();
    let rows = match list {
        List::Rules => {
            let mut found = rules::rules(app, &reader.caller, whose).await?;
            found.sort_by_key(|(_, rule)| (rule.weekday, rule.stretch.from));
            found
                .iter()
                .map(|(id, rule)| rule_row(reader, id, rule))
                .collect()
        }
        List::Exceptions => {
            let found = rules::exceptions(app, &reader.caller, whose, reader.now).await?;
            let row = |(id, each): &(ExceptionId, Exception)| exception_row(reader, id, each);
            found.iter().map(row).collect()
        }
    };
    let is_wrong = !found.is_empty();
    let problems = Problems::new(words, found);
    let edits = allowed(reader.caller.role(), Action::EditWeek);
    let typed = Typed {
        official: official.to_string(),
        ..typed.clone()
    };
    let fields = match (edits, list) {
        (false, _) => Vec::new(),
        (true, List::Rules) => rule_fields(reader, &typed, &problems),
        (true, List::Exceptions) => exception_fields(reader, &typed, &problems),
    };
    let name = list.name();
    let said = ["lead", "empty", "end", "add-title", "add"]
        .map(|part| words.get(&format!("{name}-{part}")));
    Ok(RulesPage {
        done: None,
        name: shown::official(app, words, Some(&official)).unwrap_or_default(),
        back: format!("/office/week?official={official}"),
        official: official.to_string(),
        list: name,
        rows,
        said,
        with: with_choices(reader, &typed).filter(|_| edits),
        fields,
        problems,
        frame: reader
            .frame()
            .titled(match list {
                List::Rules => "rules-title",
                List::Exceptions => "exceptions-title",
            })
            .gone_wrong(is_wrong),
    })
}

fn every(words: &Words, weeks: i64) -> String {
    if weeks == 1 {
        words.get("rules-every-week")
    } else {
        words.say("rules-every-weeks", "weeks", weeks)
    }
}

fn rule_row(reader: &Reader, id: &RuleId, rule: &WeeklyRule) -> RuleRow {
    let words = &reader.words;
    let times = span(words, rule.stretch.from, rule.stretch.to);
    let since = words.say("rules-since", "day", words.date(rule.valid_from));
    let until = rule
        .valid_to
        .map(|day| words.say("rules-until", "day", words.date(day)));
    let parts = [
        Some(every(words, rule.every_weeks.into())),
        Some(since),
        until,
    ];
    RuleRow {
        id: id.to_string(),
        what: format!("{} · {times}", weekday(words, rule.weekday)),
        how: how(reader, &rule.stretch),
        why: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
    }
}

fn exception_row(reader: &Reader, id: &ExceptionId, exception: &Exception) -> RuleRow {
    let words = &reader.words;
    let days = match exception.last_day {
        Some(last) if last != exception.day => {
            format!(
                "{} – {}",
                words.short_day(exception.day),
                words.short_day(last)
            )
        }
        Some(_) | None => words.short_day(exception.day),
    };
    let lines = |stretches: &[Stretch]| -> String {
        let line = |each: &Stretch| {
            format!(
                "{} · {}",
                span(words, each.from, each.to),
                how(reader, each)
            )
        };
        stretches.iter().map(line).collect::<Vec<_>>().join(" / ")
    };
    let (kind, how) = match &exception.change {
        Change::Remove {
            from: None,
            to: None,
        } => ("exception-remove-day", String::new()),
        Change::Remove { from, to } => {
            let end = |time: &Option<TimeOfDay>| time.map(|time| clock(words, time));
            let ends = [end(from), end(to)].map(Option::unwrap_or_default);
            ("exception-remove", ends.join(" – "))
        }
        Change::Add { stretch } => ("exception-add", lines(std::slice::from_ref(stretch))),
        Change::Replace { stretches } => ("exception-replace", lines(stretches)),
    };
    RuleRow {
        id: id.to_string(),
        what: format!("{days} · {}", words.get(kind)),
        how,
        why: exception.reason.clone(),
    }
}

fn rule_fields(reader: &Reader, typed: &Typed, problems: &Problems) -> Vec<Field> {
    let words = &reader.words;
    let weekdays = Weekday::ALL
        .iter()
        .map(|&day| (day.to_string(), weekday(words, day)));
    let cycles = CYCLES.map(|weeks| (weeks.to_string(), every(words, weeks)));
    let from = if typed.valid_from.is_empty() {
        &typed.day
    } else {
        &typed.valid_from
    };
    let mut all = vec![one_of(
        words,
        ("weekday", "rules-weekday"),
        weekdays.collect(),
        &typed.weekday,
        problems,
    )];
    all.extend(fields(words, typed, problems));
    all.extend(more_fields(words, typed, problems));
    all.extend(session_fields(reader, typed, problems));
    all.extend([
        holiday_field(words, typed, problems),
        one_of(
            words,
            ("every", "rules-every"),
            cycles.into(),
            &typed.every,
            problems,
        ),
        Field::date("valid_from", words.get("rules-valid-from")).value(from.clone()),
        Field::date("valid_to", words.get("rules-valid-to"))
            .optional(words.get("optional"))
            .value(typed.valid_to.clone())
            .wrong(problems.of("valid_to")),
    ]);
    all
}

fn exception_fields(reader: &Reader, typed: &Typed, problems: &Problems) -> Vec<Field> {
    let words = &reader.words;
    let kinds = ["remove_day", "remove", "add", "replace"]
        .map(|kind| (kind.to_owned(), words.value("exception", kind)));
    let letters_max = u32::try_from(REASON_CHARS_MAX).unwrap_or(u32::MAX);
    let kind = ("kind", "exceptions-kind");
    let mut all = vec![
        one_of(words, kind, kinds.into(), &typed.kind, problems)
            .hint(words.get("exceptions-kind-hint")),
        Field::date("day", words.get("week-day"))
            .value(typed.day.clone())
            .wrong(problems.of("day")),
        Field::date("last_day", words.get("exceptions-last-day"))
            .optional(words.get("optional"))
            .value(typed.last_day.clone())
            .wrong(problems.of("last_day")),
    ];
    all.extend(fields(words, typed, problems));
    all.extend(more_fields(words, typed, problems));
    all.extend(session_fields(reader, typed, problems));
    all.push(holiday_field(words, typed, problems));
    all.push(
        Field::text("reason", words.get("exceptions-reason"))
            .longest(letters_max)
            .value(typed.reason.clone())
            .wrong(problems.of("reason")),
    );
    all
}
