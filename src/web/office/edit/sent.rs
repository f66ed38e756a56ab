//! What the editor's script sends, and what it is answered: a draft saved, merged or asked about;
//! who else has it open.

use actix_web::HttpResponse;
use actix_web::http::header;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::scheduling::availability::merge::Conflict;
use crate::scheduling::availability::{Stretch, WINDOWS_MAX};
use crate::scheduling::{Refusal, TimeOfDay, Window};
use crate::service::ServiceError;
use crate::service::week::Version;
use crate::service::week::editor::{self, Kept, Made, Stands};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::office::laid::{how, span};
use crate::web::office::week::meant;
use crate::web::reader::Reader;
use crate::web::shown;

/// A draft as the script sends it; the lists of windows are JSON.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::web::office) struct SentDraft {
    official: String,
    week: String,
    version: String,
    base: String,
    windows: String,
}

/// What became of it.
#[derive(Serialize)]
struct Answer {
    /// `saved`, `merged`, `asked` or `refused`.
    what: &'static str,
    /// Which version stands now.
    version: String,
    /// What is drafted from now on; of what is asked about, the other's.
    windows: Vec<Window>,
    /// What stands.
    standing: Vec<Window>,
    /// The same in a sentence.
    said: String,
    /// What is to be asked.
    asked: Vec<Asked>,
}

/// A time that both changed.
#[derive(Serialize)]
struct Asked {
    day: NaiveDate,
    from: TimeOfDay,
    to: TimeOfDay,
    /// Which time, in words.
    when: String,
    mine: Vec<Window>,
    theirs: Vec<Window>,
    /// What stands there for either, in words.
    says: [String; 2],
}

/// Who else has the draft open, and where it stands.
#[derive(Serialize)]
struct Here {
    version: String,
    others: String,
}

pub(in crate::web::office) async fn keep(
    reader: Reader,
    form: Form<SentDraft>,
) -> Result<HttpResponse, Failure> {
    let Form(sent) = form;
    let whose = meant(&reader, &sent.official, &sent.week)?;
    let windows = |text: &str| -> Result<Vec<Window>, Refusal> {
        let read: Vec<Window> = serde_json::from_str(text).map_err(|_odd| Refusal::FieldWrong)?;
        let is_week = read.len() <= WINDOWS_MAX;
        is_week.then_some(read).ok_or(Refusal::FieldWrong)
    };
    let made = Made {
        version: Version::parse(&sent.version).ok_or(Refusal::FieldWrong)?,
        base: windows(&sent.base)?,
        mine: windows(&sent.windows)?,
    };
    let read = made.version;
    let done = editor::keep(&reader.app, &reader.caller, whose, made, reader.now).await;
    answer(&reader, done, read)
}

fn answer(
    reader: &Reader,
    done: Result<Kept, ServiceError>,
    read: Version,
) -> Result<HttpResponse, Failure> {
    let words = &reader.words;
    let at = |stands: &Stands, what: &'static str, said: String| Answer {
        what,
        version: stands.version.to_string(),
        windows: stands.windows.clone(),
        standing: stands.windows.clone(),
        said,
        asked: Vec::new(),
    };
    let answer = match done {
        Ok(Kept::Saved(stands)) => {
            let zone = reader.app.settings.ministry.zone;
            let local = shown::local(zone, reader.now.naive_utc());
            let said = words.say("edit-saved", "time", words.time(local.time()));
            at(&stands, "saved", said)
        }
        Ok(Kept::Merged(stands)) => at(&stands, "merged", words.get("edit-merged")),
        Ok(Kept::Asked(stands, merged)) => Answer {
            windows: merged.windows,
            asked: merged
                .conflicts
                .into_iter()
                .map(|one| asked(reader, one))
                .collect(),
            ..at(&stands, "asked", words.get("edit-asked"))
        },
        Err(error) => {
            let Some(refusal) = error.refusal() else {
                return Err(error.into());
            };
            Answer {
                what: "refused",
                version: read.to_string(),
                windows: Vec::new(),
                standing: Vec::new(),
                said: words.get(refusal.key()),
                asked: Vec::new(),
            }
        }
    };
    Ok(plain(&answer))
}

fn asked(reader: &Reader, conflict: Conflict) -> Asked {
    let words = &reader.words;
    let says = |windows: &[Window]| {
        let lines: Vec<String> = windows
            .iter()
            .map(|window| {
                let stretch = Stretch::from(window.clone());
                let time = span(words, window.from, window.to);
                format!("{time} · {}", how(reader, &stretch))
            })
            .collect();
        if lines.is_empty() {
            words.get("edit-nothing")
        } else {
            lines.join("\n")
        }
    };
    let day = words.short_day(conflict.day);
    Asked {
        when: format!("{day} · {}", span(words, conflict.from, conflict.to)),
        says: [says(&conflict.mine), says(&conflict.theirs)],
        day: conflict.day,
        from: conflict.from,
        to: conflict.to,
        mine: conflict.mine,
        theirs: conflict.theirs,
    }
}

/// The page is open: who else has it open.
pub(in crate::web::office) async fn here(
    reader: Reader,
    form: Form<SentDraft>,
) -> Result<HttpResponse, Failure> {
    let Form(sent) = form;
    let whose = meant(&reader, &sent.official, &sent.week)?;
    let (others, version) = editor::here(&reader.app, &reader.caller, whose, reader.now).await?;
    let code = reader.words.lang().code();
    let names: Vec<&str> = others.iter().map(|name| name.in_language(code)).collect();
    let others = if names.is_empty() {
        String::new()
    } else {
        let names = names.join(&reader.words.get("edit-and"));
        reader.words.say("edit-others", "names", names)
    };
    Ok(plain(&Here {
        version: version.to_string(),
        others,
    }))
}

fn plain(answer: &impl Serialize) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(answer)
}
