//! One text of a message: changed, tried out with the longest names, counted, and put back.

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use serde::Deserialize;

use crate::scheduling::notice::template::{
    Fault, LONG_CHARS_MAX, SHORT_CHARS_MAX, Variable, parts_max, required,
};
use crate::scheduling::{Channel, NoticeEvent, Refusal};
use crate::service::texts::{self, Key, Preview, Typed, Wrong};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Field, Problem, Problems};
use crate::web::reader::Reader;
use crate::words::{Language, SmsCost, Value, Words, sms_cost};

/// The page of one text.
#[derive(Template)]
#[template(path = "admin/text.html")]
pub struct TextPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong in the form.
    pub problems: Problems,
    /// That a native reader has to go over it.
    pub unreviewed: Option<String>,
    /// Which language, as it calls itself, and which way.
    pub about: String,
    /// Back to the list.
    pub back: String,
    /// Where the form goes.
    pub action: String,
    /// Subject and text.
    pub fields: Vec<Field>,
    /// What can be put in: as it is written, and what it stands for.
    pub variables: Vec<VariableRow>,
    /// The text with the longest names, where nothing is wrong with it.
    pub preview: Option<Preview>,
    /// What it costs; only of an SMS.
    pub cost: Option<Cost>,
    /// The code of the language.
    pub language: String,
    /// Whether the shipped text can be put back.
    pub is_own: bool,
}

/// One name that can be put in.
pub struct VariableRow {
    /// As it is written in the text.
    pub name: String,
    /// What it stands for.
    pub meaning: String,
    /// The longest it is.
    pub sample: String,
    /// Whether the text cannot do without it, or one of its kind.
    pub is_required: bool,
}

/// What an SMS costs.
pub struct Cost {
    /// The parts.
    pub parts: String,
    /// How many are allowed.
    pub most: String,
    /// Letters of the alphabet's units.
    pub units: String,
    /// Which alphabet.
    pub alphabet: String,
}

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct TextForm {
    #[serde(default)]
    subject: String,
    #[serde(default)]
    body: String,
    #[serde(default)]
    act: String,
}

fn key((event, language, channel): (String, String, String)) -> Result<Key, Refusal> {
    let event = NoticeEvent::parse(&event).ok_or(Refusal::NotFound)?;
    let channel = Channel::parse(&channel).ok_or(Refusal::NotFound)?;
    Ok((event, language, channel))
}

pub(super) async fn see(
    reader: Reader,
    path: Path<(String, String, String)>,
) -> Result<HttpResponse, Failure> {
    let key = key(path.into_inner())?;
    let text = texts::see(&reader.app, key.clone())?;
    let typed = Typed {
        subject: text.subject,
        body: text.body,
    };
    reader.page(&page(&reader, &key, &typed, text.is_own))
}

/// Shows, keeps or puts back, by the button that was pressed.
pub(super) async fn save(
    reader: Reader,
    path: Path<(String, String, String)>,
    Form(form): Form<TextForm>,
) -> Result<HttpResponse, Failure> {
    let key = key(path.into_inner())?;
    let (app, caller, now) = (&reader.app, &reader.caller, reader.now);
    let list = |done: &str| format!("/admin/texts?language={}&done={done}", key.1);
    if form.act == "restore" {
        texts::restore(app, caller, key.clone(), now).await?;
        return Ok(reader.see(&list("restored")));
    }
    let text = texts::see(app, key.clone())?;
    let typed = Typed {
        subject: text.subject.is_some().then_some(form.subject),
        body: form.body,
    };
    if form.act == "save" && texts::preview(app, &key, &typed).is_ok() {
        texts::save(app, caller, (key.clone(), typed), now).await?;
        return Ok(reader.see(&list("saved")));
    }
    reader.page(&page(&reader, &key, &typed, text.is_own))
}

fn page(reader: &Reader, key: &Key, typed: &Typed, is_own: bool) -> TextPage {
    let words = &reader.words;
    let (event, code, channel) = key;
    let (preview, found) = match texts::preview(&reader.app, key, typed) {
        Ok(preview) => (Some(preview), Vec::new()),
        Err(wrong) => (None, wrong.iter().map(|one| problem(words, one)).collect()),
    };
    let frame = reader.frame().called(words.value("event", event.as_str()));
    let frame = frame.gone_wrong(!found.is_empty());
    let problems = Problems::new(words, found);
    let mut written = reader.app.words.written_in();
    let language = written.find(|it| it.code() == code);
    let name = language.map_or(code.as_str(), Language::name);
    let is_sms = *channel == Channel::Sms;
    TextPage {
        about: format!("{name} · {}", words.value("channel", channel.as_str())),
        unreviewed: language
            .is_some_and(Language::is_unreviewed)
            .then(|| words.get("texts-unreviewed")),
        back: format!("/admin/texts?language={code}"),
        action: format!("/admin/texts/{event}/{code}/{channel}"),
        fields: fields(words, *channel, typed, &problems),
        variables: rows(reader, *event, code),
        cost: is_sms.then(|| {
            // Even a text that is wrong costs something.
            let counted = preview.as_ref().map(|it| it.cost);
            cost(
                words,
                *event,
                counted.unwrap_or_else(|| sms_cost(&typed.body)),
            )
        }),
        preview,
        language: code.clone(),
        is_own,
        frame,
        problems,
    }
}

fn cost(words: &Words, event: NoticeEvent, counted: SmsCost) -> Cost {
    let number = |count: usize| words.number(i64::try_from(count).unwrap_or(i64::MAX));
    let alphabet = if counted.is_gsm {
        "text-gsm"
    } else {
        "text-unicode"
    };
    Cost {
        parts: number(counted.parts),
        most: number(parts_max(event)),
        units: number(counted.units),
        alphabet: words.get(alphabet),
    }
}

fn fields(words: &Words, channel: Channel, typed: &Typed, problems: &Problems) -> Vec<Field> {
    let mut fields = Vec::new();
    let most = |chars: usize| u32::try_from(chars).unwrap_or(u32::MAX);
    if let Some(subject) = &typed.subject {
        fields.push(
            Field::text("subject", words.get("text-subject"))
                .value(subject.as_str())
                .wrong(problems.of("subject")),
        );
    }
    let chars = match channel {
        Channel::Sms => SHORT_CHARS_MAX,
        Channel::Mail => LONG_CHARS_MAX,
    };
    fields.push(
        Field::lines("body", words.get("text-body"))
            .longest(most(chars))
            .value(typed.body.as_str())
            .wrong(problems.of("body")),
    );
    fields
}

fn rows(reader: &Reader, event: NoticeEvent, language: &str) -> Vec<VariableRow> {
    let words = &reader.words;
    let samples = texts::samples(&reader.app, event, language);
    let needed = |variable| {
        required(event)
            .iter()
            .any(|group| group.contains(&variable))
    };
    samples
        .into_iter()
        .map(|(variable, sample)| VariableRow {
            name: format!("{{{variable}}}"),
            meaning: words.value("put", variable.as_str()),
            sample,
            is_required: needed(variable),
        })
        .collect()
}

fn problem(words: &Words, wrong: &Wrong) -> Problem {
    let (field, text) = match wrong {
        Wrong::Subject(fault) => ("subject", fault_words(words, fault)),
        Wrong::Body(fault) => ("body", fault_words(words, fault)),
        Wrong::Parts(parts, most) => {
            let number = |count: &usize| i64::try_from(*count).unwrap_or(i64::MAX);
            let values: [(&str, Value<'_>); 2] = [
                ("parts", number(parts).into()),
                ("most", number(most).into()),
            ];
            ("body", words.with("text-too-many-parts", &values))
        }
    };
    Problem {
        field: field.to_owned(),
        text,
    }
}

fn fault_words(words: &Words, fault: &Fault) -> String {
    match fault {
        Fault::Empty => words.get("text-empty"),
        Fault::TooLong(most) => {
            let most = i64::try_from(*most).unwrap_or(i64::MAX);
            words.say("text-too-long", "most", most)
        }
        Fault::Brace => words.get("text-brace"),
        Fault::Unknown(name) => words.say("text-unknown", "name", format!("{{{name}}}")),
        Fault::Missing(group) => {
            let or = words.get("text-or");
            let names: Vec<String> = group.iter().map(Variable::to_string).collect();
            let names: Vec<String> = names.iter().map(|name| format!("{{{name}}}")).collect();
            words.say("text-missing", "names", names.join(&format!(" {or} ")))
        }
    }
}
