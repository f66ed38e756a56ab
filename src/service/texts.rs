//! The texts of notices: those that ship, and those that an administrator wrote in their place.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::app::App;
use super::audit;
use super::caller::Caller;
use super::catalogue;
use super::error::ServiceError;
use crate::scheduling::notice::template::{Fault, Template, Variable, parts_max, variables};
use crate::scheduling::{Channel, NoticeEvent, Refusal};
use crate::store::template::{self as rows, Written};
use crate::store::{self, Db};
use crate::words::{SmsCost, Value, Words, sms_cost};

/// Which text: of what event, in which language, on which channel.
pub type Key = (NoticeEvent, String, Channel);

/// The texts that an administrator wrote, read and ready to be filled.
#[derive(Clone, Debug, Default)]
pub struct Texts(BTreeMap<Key, Ready>);

/// A text of an administrator.
#[derive(Clone, Debug)]
struct Ready {
    row: Written,
    subject: Option<Template>,
    body: Template,
}

impl Texts {
    /// All of the database. One that does not fit any more (a later version knows other names) is
    /// left out, and the shipped one holds.
    pub(super) fn load(db: &mut Db) -> Result<Self, ServiceError> {
        let mut texts = BTreeMap::new();
        for row in rows::all(db)? {
            let key = (row.event, row.language.clone(), row.channel);
            match ready(row) {
                Ok(ready) => drop(texts.insert(key, ready)),
                Err(faults) => {
                    tracing::warn!(event = %key.0, language = key.1, ?faults, "a text does not fit");
                }
            }
        }
        Ok(Self(texts))
    }

    fn get(&self, event: NoticeEvent, words: &Words, channel: Channel) -> Option<&Ready> {
        let language = words.lang().code().to_owned();
        self.0.get(&(event, language, channel))
    }
}

fn ready(row: Written) -> Result<Ready, Vec<Fault>> {
    let subject = match &row.subject {
        Some(subject) => Some(Template::subject(row.event, subject)?),
        None => None,
    };
    let body = Template::parse(row.event, row.channel, &row.body)?;
    Ok(Ready { row, subject, body })
}

/// The key under which the words of an event stand.
fn key(event: NoticeEvent) -> String {
    event.as_str().replace('_', "-")
}

fn put(values: &[(&str, Value<'_>)], variable: Variable) -> String {
    let found = values.iter().find(|(name, _)| *name == variable.as_str());
    match found {
        Some((_, Value::Text(text))) => text.clone().into_owned(),
        Some((_, Value::Number(number))) => number.to_string(),
        None => String::new(),
    }
}

/// The SMS of an event.
pub(super) fn sms(
    app: &App,
    words: &Words,
    event: NoticeEvent,
    values: &[(&str, Value<'_>)],
) -> String {
    let catalogue = app.catalogue.get();
    match catalogue.texts.get(event, words, Channel::Sms) {
        Some(ready) => ready.body.fill(|variable| put(values, variable)),
        None => words.with(&format!("sms-{}", key(event)), values),
    }
}

/// Subject and body of the mail of an event.
pub(super) fn mail(
    app: &App,
    words: &Words,
    event: NoticeEvent,
    values: &[(&str, Value<'_>)],
) -> (String, String) {
    let catalogue = app.catalogue.get();
    let fill = |template: &Template| template.fill(|variable| put(values, variable));
    let shipped = |part: &str| words.with(&format!("mail-{}-{part}", key(event)), values);
    match catalogue.texts.get(event, words, Channel::Mail) {
        Some(Ready { subject, body, .. }) => (
            subject.as_ref().map_or_else(|| shipped("subject"), fill),
            fill(body),
        ),
        None => (shipped("subject"), shipped("body")),
    }
}

/// One text as the administrator sees it.
#[derive(Clone, Debug)]
pub struct Text {
    /// What is told.
    pub event: NoticeEvent,
    /// In which language.
    pub language: String,
    /// How it goes.
    pub channel: Channel,
    /// The subject of a mail.
    pub subject: Option<String>,
    /// The text, with names between braces.
    pub body: String,
    /// Whether it is the ministry's own.
    pub is_own: bool,
}

/// What an administrator typed.
#[derive(Clone, Debug)]
pub struct Typed {
    /// The subject of a mail.
    pub subject: Option<String>,
    /// The text.
    pub body: String,
}

/// Whether there is such a text: of a known language, and a mail only where an event has one.
fn exists(app: &App, (event, language, channel): &Key) -> bool {
    let is_known = app.words.written_in().any(|it| it.code() == language);
    let by_sms_alone = [
        NoticeEvent::Code,
        NoticeEvent::CallCode,
        NoticeEvent::Wrote,
        NoticeEvent::RunningLate,
    ];
    is_known && (*channel == Channel::Sms || !by_sms_alone.contains(event))
}

/// Every text, by event, then language, then channel.
pub fn all(app: &App) -> Vec<Text> {
    let languages: Vec<String> = app
        .words
        .written_in()
        .map(|language| language.code().to_owned())
        .collect();
    let mut all = Vec::new();
    for &event in NoticeEvent::ALL {
        for language in &languages {
            for &channel in Channel::ALL {
                let key = (event, language.clone(), channel);
                if exists(app, &key) {
                    all.push(text(app, key));
                }
            }
        }
    }
    all
}

/// One text as it holds now.
pub fn see(app: &App, key: Key) -> Result<Text, ServiceError> {
    if !exists(app, &key) {
        return Err(Refusal::NotFound.into());
    }
    Ok(text(app, key))
}

fn text(app: &App, (event, language, channel): Key) -> Text {
    let words = app.words.words(&language).plain();
    let catalogue = app.catalogue.get();
    let own = catalogue.texts.get(event, &words, channel);
    let (subject, body) = match own {
        Some(ready) => (ready.row.subject.clone(), ready.row.body.clone()),
        None => shipped(&words, event, channel),
    };
    Text {
        event,
        language,
        channel,
        subject,
        body,
        is_own: own.is_some(),
    }
}

/// The shipped text in the form in which an administrator changes it: said to nobody in
/// particular, with names between braces in place of what is put in.
fn shipped(words: &Words, event: NoticeEvent, channel: Channel) -> (Option<String>, String) {
    let mut values: Vec<(&str, Value<'_>)> = Variable::ALL
        .iter()
        .map(|variable| (variable.as_str(), format!("{{{variable}}}").into()))
        .collect();
    values.extend([
        ("minutes-form", "other".into()),
        ("sex", "unknown".into()),
        ("named", "no".into()),
        ("official", "".into()),
        ("way", "video".into()),
    ]);
    let said = |name: String| words.with(&name, &values);
    match channel {
        Channel::Sms => (None, said(format!("sms-{}", key(event)))),
        Channel::Mail => (
            Some(said(format!("mail-{}-subject", key(event)))),
            said(format!("mail-{}-body", key(event))),
        ),
    }
}

/// What a text looks like with the longest things it is ever given, and what it costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The subject of a mail.
    pub subject: Option<String>,
    /// The text.
    pub body: String,
    /// What it costs as an SMS.
    pub cost: SmsCost,
}

/// Why a text is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// In the subject.
    Subject(Fault),
    /// In the text.
    Body(Fault),
    /// The SMS costs so many parts, and may cost so many.
    Parts(usize, usize),
}

/// Tries a text out, or says everything that is wrong with it.
pub fn preview(app: &App, key: &Key, typed: &Typed) -> Result<Preview, Vec<Wrong>> {
    let (event, language, channel) = key;
    let sample = sample(app, language);
    let fill = |template: &Template| template.fill(|variable| put(&sample, variable));
    let mut wrong = Vec::new();
    let mut subject = None;
    if let Some(text) = &typed.subject {
        match Template::subject(*event, text) {
            Ok(read) => subject = Some(fill(&read)),
            Err(faults) => wrong.extend(faults.into_iter().map(Wrong::Subject)),
        }
    }
    let mut body = String::new();
    match Template::parse(*event, *channel, &typed.body) {
        Ok(read) => body = fill(&read),
        Err(faults) => wrong.extend(faults.into_iter().map(Wrong::Body)),
    }
    let (cost, most) = (sms_cost(&body), parts_max(*event));
    if *channel == Channel::Sms && cost.parts > most {
        wrong.push(Wrong::Parts(cost.parts, most));
    }
    if wrong.is_empty() {
        Ok(Preview {
            subject,
            body,
            cost,
        })
    } else {
        Err(wrong)
    }
}

/// The longest things a text is ever given, in a language; a page counts with them while somebody
/// types.
pub fn samples(app: &App, event: NoticeEvent, language: &str) -> Vec<(Variable, String)> {
    let sample = sample(app, language);
    let of = |&variable: &Variable| (variable, put(&sample, variable));
    variables(event).iter().map(of).collect()
}

/// A Wednesday in September of the Gregorian and in Rabi al-Akhir of the Hijri calendar: hardly
/// any day has a longer name.
const LONG_DAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2026, 9, 23);
/// Times in the evening are as long as any.
const LONG_TIMES: (Option<NaiveTime>, Option<NaiveTime>) = (
    NaiveTime::from_hms_opt(22, 20, 0),
    NaiveTime::from_hms_opt(23, 20, 0),
);
/// As long as the link that confirms; a request's is shorter.
const LONG_LINK: &str = "/c/Zq3vT8xK2mN";

fn sample(app: &App, language: &str) -> Vec<(&'static str, Value<'static>)> {
    let words = app.words.words(language).plain();
    let catalogue = app.catalogue.get();
    let (day, time, until) = (
        LONG_DAY.unwrap_or_default(),
        LONG_TIMES.0.unwrap_or_default(),
        LONG_TIMES.1.unwrap_or_default(),
    );
    let names = catalogue.centres.iter();
    let names = names.map(|centre| centre.names.in_language(language).to_owned());
    let headquarters = words.get("place-headquarters");
    let place = names
        .chain([headquarters])
        .max_by_key(|name| name.chars().count());
    let longest_of = |list: &str, values: &[&str]| {
        let said = values.iter().map(|value| words.value(list, value));
        said.max_by_key(|text| text.chars().count())
            .unwrap_or_default()
    };
    vec![
        ("service", app.ministry_name(language).into()),
        ("reference", "7K3Q-92XA".into()),
        ("registration", "1448/0012345".into()),
        ("link", app.link(LONG_LINK).into()),
        ("code", "493027".into()),
        ("minutes", 10_i64.into()),
        ("day", words.day(day).into()),
        ("sms-day", words.sms_day(day).into()),
        ("short-day", words.short_day(day).into()),
        ("time", words.time(time).into()),
        ("until", words.time(until).into()),
        ("expected", words.time(until).into()),
        ("place", place.unwrap_or_default().into()),
        ("section", longest_of("section", &["men", "women"]).into()),
        (
            "mode",
            longest_of("mode", &["in_person", "video", "reception", "service"]).into(),
        ),
    ]
}

/// Writes a text in place of the one that holds; who did it and when stands in the audit trail.
/// Refused where [`preview`] finds anything wrong.
pub async fn save(
    app: &App,
    caller: &Caller,
    (key, typed): (Key, Typed),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?.id.clone();
    if !exists(app, &key) {
        return Err(Refusal::NotFound.into());
    }
    if preview(app, &key, &typed).is_err() {
        return Err(Refusal::FieldWrong.into());
    }
    let (pad, by) = (app.pad(now), caller.clone());
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            let (event, language, channel) = key.clone();
            let thing = format!("text:{event}:{language}:{channel}");
            rows::put(
                db,
                &Written {
                    event,
                    language,
                    channel,
                    subject: typed.subject.clone(),
                    body: typed.body.replace("\r\n", "\n").trim().to_owned(),
                    staff_id: staff.clone(),
                    changed_at: pad.at(),
                },
            )?;
            store::audit::add(db, &audit::deed(&by, "write_text", &thing, &mut pad))?;
            catalogue::mark(db, &mut pad)
        })
        .await?;
    app.catalogue.reload(&app.store).await
}

/// Takes the ministry's own text out: the shipped one holds again.
pub async fn restore(
    app: &App,
    caller: &Caller,
    key: Key,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    caller.staff().ok_or(Refusal::NotFound)?;
    let (pad, by) = (app.pad(now), caller.clone());
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            let (event, language, channel) = &key;
            if !rows::remove(db, (*event, language, *channel))? {
                return Err(ServiceError::from(Refusal::NotFound));
            }
            let thing = format!("text:{event}:{language}:{channel}");
            store::audit::add(db, &audit::deed(&by, "restore_text", &thing, &mut pad))?;
            catalogue::mark(db, &mut pad)
        })
        .await?;
    app.catalogue.reload(&app.store).await
}
