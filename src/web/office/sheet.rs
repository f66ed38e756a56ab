//! The day sheet: the meetings of a day on paper, in Arabic whoever reads it, with both dates. Each
//! opening is written into the audit trail.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use chrono::{NaiveDate, TimeDelta};
use serde::Deserialize;

use super::brief::printed_in;
use crate::scheduling::ids::OfficialId;
use crate::scheduling::{Need, Needs, calendar, digits};
use crate::service::day_sheet::{Line, day_sheet};
use crate::service::{Appointment, letters, whoami};
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use crate::web::parts::Field;
use crate::web::reader::Reader;
use crate::web::shown;
use crate::words::Words;

/// The language of the paper.
const LANGUAGE: &str = "ar";

/// The page.
#[derive(Template)]
#[template(path = "office/sheet.html")]
pub struct SheetPage {
    /// What stands around it.
    pub frame: Frame,
    /// The days before and after, as addresses.
    pub around: [String; 2],
    /// Another day, and whose.
    pub choose: Vec<Field>,
    /// The paper itself.
    pub sheet: Sheet,
}

/// What stands on the paper.
pub struct Sheet {
    /// Its words.
    pub words: Words,
    /// The ministry.
    pub ministry: String,
    /// Whose meetings, where they are one official's.
    pub official: Option<String>,
    /// The day in both calendars.
    pub day: String,
    /// How many.
    pub count: String,
    /// Who printed it, and when.
    pub printed: String,
    /// Whether each line says whom one meets.
    pub names_officials: bool,
    /// The meetings, by the hour.
    pub rows: Vec<SheetRow>,
}

/// One meeting.
pub struct SheetRow {
    /// The hour.
    pub time: String,
    /// Who comes.
    pub name: String,
    /// With whom.
    pub official: String,
    /// How and where.
    pub how: String,
    /// What it is about.
    pub subject: String,
    /// What is needed; empty for nothing.
    pub needs: String,
    /// How many come along.
    pub companions: String,
    /// The reference.
    pub reference: String,
}

/// Which day, and whose.
#[derive(Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    day: String,
    #[serde(default)]
    official: String,
}

pub(super) async fn see(reader: Reader, asked: Query<Asked>) -> Result<HttpResponse, Failure> {
    let (app, zone) = (&reader.app, reader.app.settings.ministry.zone);
    let typed = NaiveDate::parse_from_str(&digits::to_latin(&asked.day), "%Y-%m-%d");
    let day = typed.unwrap_or_else(|_unreadable| calendar::local_day(zone, reader.now));
    let official = Some(asked.official.trim()).filter(|id| !id.is_empty());
    let official = official.map(OfficialId::from);
    let wish = (official.clone(), day);
    let lines = day_sheet(app, &reader.caller, wish, reader.now).await?;
    let by = whoami::name(app, &reader.caller, LANGUAGE.to_owned()).await?;
    let to = |days: i64| {
        let day = day + TimeDelta::days(days);
        format!("/office/day-sheet?day={day}&official={}", asked.official)
    };
    reader.page(&SheetPage {
        around: [to(-1), to(1)],
        choose: choose(&reader, (&asked.official, day)),
        sheet: sheet(
            &reader,
            (official.as_ref(), day),
            &lines,
            &by.unwrap_or_default(),
        ),
        frame: reader.frame().titled("sheet-title"),
    })
}

/// The day, and whose, where the reader sees more than one week.
fn choose(reader: &Reader, (official, day): (&str, NaiveDate)) -> Vec<Field> {
    let words = &reader.words;
    let seen = reader.caller.staff().map(|staff| &staff.weeks.named);
    let seen = seen.into_iter().flatten();
    let mut options: Vec<(String, String)> = seen
        .map(|id| {
            let name = shown::official(&reader.app, words, Some(id));
            (id.to_string(), name.unwrap_or_default())
        })
        .collect();
    let mut fields = vec![Field::date("day", words.get("sheet-day")).value(day.to_string())];
    if options.len() > 1 {
        options.insert(0, (String::new(), words.get("sheet-everybody")));
        let whose = Field::one_of("official", words.get("sheet-official"), options);
        fields.push(whose.value(official));
    }
    fields
}

fn sheet(
    reader: &Reader,
    (official, day): (Option<&OfficialId>, NaiveDate),
    lines: &[Line],
    by: &str,
) -> Sheet {
    let app = &reader.app;
    let words = app.words.words(LANGUAGE);
    let name = app.settings.ministry.name.get(LANGUAGE);
    let own = reader.caller.staff().map(|staff| &staff.weeks.named);
    let only = own.filter(|named| named.len() == 1);
    let official = official.or_else(|| only.and_then(|named| named.first()));
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    Sheet {
        ministry: name.cloned().unwrap_or_default(),
        official: shown::official(app, &words, official),
        day: words.day(day),
        count: words.say("sheet-count", "count", count),
        printed: printed_in(reader, &words, by),
        names_officials: official.is_none(),
        rows: lines.iter().map(|line| row(reader, &words, line)).collect(),
        words,
    }
}

fn row(reader: &Reader, words: &Words, line: &Line) -> SheetRow {
    let (app, appointment) = (&reader.app, &line.appointment);
    let needs = Needs::parse(&appointment.needs).unwrap_or_default();
    let others = needs.iter().filter(|need| match need {
        Need::Companions(_) => false,
        Need::SignLanguage | Need::Wheelchair | Need::Interpreter(_) => true,
    });
    let others: Vec<String> = others.map(|need| letters::need(words, need)).collect();
    let companions = i64::from(needs.companions());
    let name = line.request.applicant.as_ref();
    SheetRow {
        time: words.time(letters::local(app, appointment).time()),
        name: shown::person(words, name.or(line.person.name.as_ref())),
        official: shown::official(app, words, appointment.official_id.as_ref()).unwrap_or_default(),
        how: how(reader, words, appointment),
        subject: line.request.subject.clone(),
        needs: others.join("، "),
        companions: if companions == 0 {
            words.get("sheet-no-companions")
        } else {
            words.say("sheet-companions-count", "count", companions)
        },
        reference: letters::shown(&line.request.reference),
    }
}

/// How they meet, and where the person is.
fn how(reader: &Reader, words: &Words, row: &Appointment) -> String {
    let mode = words.value("mode", row.mode.as_str());
    let place = letters::place(&reader.app, words, row);
    let room = shown::room(&reader.app, words, row.room_id.as_ref());
    let parts = [Some(mode), Some(place), room];
    parts.into_iter().flatten().collect::<Vec<_>>().join("، ")
}
