//! A new request, second question: whom to meet, how, and from which centre.

use askama::Template;
use serde::Deserialize;

use super::draft::{Draft, Step};
use super::{Answered, facts};
use crate::scheduling::availability::Mode;
use crate::scheduling::ids::{CentreId, OfficialId};
use crate::service::{App, receptions};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Choice, Choices, Field, Problem, Problems, Steps};
use crate::web::reader::Reader;
use crate::words::Words;

/// Asks whom to meet, how and where.
pub async fn see(reader: Reader) -> Answered {
    let draft = facts::draft(&reader).await?;
    if let Some(page) = draft.missing(Step::Who) {
        return Ok(reader.see(page));
    }
    show(&reader, &draft, false).await
}

/// Keeps what was chosen, and goes on when nothing is missing.
pub async fn choose(reader: Reader, Form(form): Form<MeetingForm>) -> Answered {
    let draft = form.into_draft(facts::draft(&reader).await?);
    let draft = existing(&reader.app, draft);
    facts::keep(&reader, &draft).await?;
    let officials = officials(&reader, &reader.words).await?;
    if missing(&reader.words, &draft, &officials).is_empty() {
        return Ok(reader.see("/ask/about"));
    }
    show(&reader, &draft, true).await
}

async fn show(reader: &Reader, draft: &Draft, is_wrong: bool) -> Answered {
    let (frame, _) = facts::known(reader).await?;
    let officials = officials(reader, &frame.words).await?;
    let centres = centres(&reader.app, &frame.words);
    reader.page(&MeetingPage::new(
        frame, draft, officials, centres, is_wrong,
    ))
}

/// The draft without an official or a centre that the ministry does not have.
fn existing(app: &App, draft: Draft) -> Draft {
    let catalogue = app.catalogue.get();
    Draft {
        official: draft.official.filter(|id| catalogue.official(id).is_some()),
        centre: draft.centre.filter(|id| catalogue.centre(id).is_some()),
        ..draft
    }
}

async fn officials(reader: &Reader, words: &Words) -> Result<Vec<OfficialView>, Failure> {
    let held = receptions::held(&reader.app, reader.now).await?;
    let catalogue = reader.app.catalogue.get();
    let code = words.lang().code();
    let view = catalogue.officials.iter().map(|official| OfficialView {
        id: official.id.clone(),
        style: official.styles.in_language(code).full,
        open_to_choice: official.open_to_choice,
        holds_sessions: held.contains(&official.id),
    });
    Ok(view.collect())
}

/// The centres from which one meets by video.
fn centres(app: &App, words: &Words) -> Vec<CentreView> {
    let catalogue = app.catalogue.get();
    let code = words.lang().code();
    let with_rooms = catalogue.centres_with_rooms();
    let fitting = catalogue
        .centres
        .iter()
        .filter(|it| with_rooms.contains(&it.id));
    let view = fitting.map(|centre| CentreView {
        id: centre.id.clone(),
        name: centre.names.in_language(code).to_owned(),
    });
    view.collect()
}

/// An official as the page offers him.
#[derive(Clone, Debug)]
pub struct OfficialView {
    /// The id.
    pub id: OfficialId,
    /// The style of address, in full.
    pub style: String,
    /// Whether the public chooses the time.
    pub open_to_choice: bool,
    /// Whether many are received at once in the weeks ahead.
    pub holds_sessions: bool,
}

/// A centre as the page offers it.
#[derive(Clone, Debug)]
pub struct CentreView {
    /// The id.
    pub id: CentreId,
    /// The name.
    pub name: String,
}

/// The ways to meet that one asks for by oneself.
const OFFERED: [Mode; 3] = [Mode::Video, Mode::InPerson, Mode::Reception];

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct MeetingForm {
    /// The official chosen.
    #[serde(default)]
    pub official: String,
    /// The way to meet chosen.
    #[serde(default)]
    pub mode: String,
    /// The centre chosen.
    #[serde(default)]
    pub centre: String,
}

impl MeetingForm {
    /// The draft with what was chosen here.
    #[must_use]
    pub fn into_draft(self, draft: Draft) -> Draft {
        let given = |text: String| (!text.is_empty()).then_some(text);
        let mode = Mode::parse(&self.mode).filter(|mode| OFFERED.contains(mode));
        Draft {
            official: given(self.official).map(OfficialId::from),
            mode,
            centre: given(self.centre)
                .map(CentreId::from)
                .filter(|_| mode == Some(Mode::Video)),
            ..draft
        }
    }
}

/// The page that asks whom to meet.
#[derive(Template)]
#[template(path = "citizen/meeting.html")]
pub struct MeetingPage {
    frame: Frame,
    problems: Problems,
    steps: Steps,
    official: Choices,
    mode: Choices,
    centre: Field,
}

impl MeetingPage {
    /// The page with what was chosen before; `is_wrong` says what is still missing.
    #[must_use]
    pub fn new(
        frame: Frame,
        draft: &Draft,
        officials: Vec<OfficialView>,
        centres: Vec<CentreView>,
        is_wrong: bool,
    ) -> Self {
        let frame = frame.titled("meeting-title");
        let words = frame.words.clone();
        let found = if is_wrong {
            missing(&words, draft, &officials)
        } else {
            Vec::new()
        };
        let frame = frame.gone_wrong(!found.is_empty());
        let problems = Problems::new(&words, found);
        let steps = draft.steps(&words, Step::Who, true);
        let holds_sessions = officials.iter().any(|official| official.holds_sessions);
        let mode = mode_choices(&words, draft, holds_sessions).wrong(problems.of("mode"));
        let official = official_choices(&words, draft, officials).wrong(problems.of("official"));
        let centre = centre_field(&words, draft, centres).wrong(problems.of("centre"));
        Self {
            frame,
            problems,
            steps,
            official,
            mode,
            centre,
        }
    }
}

fn official_choices(words: &Words, draft: &Draft, officials: Vec<OfficialView>) -> Choices {
    let options = officials.into_iter().map(|official| {
        let note = if official.open_to_choice {
            "meeting-open"
        } else {
            "meeting-closed"
        };
        Choice::new(official.id.as_str(), official.style).text(words.get(note))
    });
    let chosen = draft.official.as_ref().map_or("", OfficialId::as_str);
    Choices::one("official", words.get("meeting-official"), options.collect()).chosen(chosen)
}

/// The ways to meet; a reception session where somebody holds one.
fn mode_choices(words: &Words, draft: &Draft, holds_sessions: bool) -> Choices {
    let offered = OFFERED.iter();
    let offered = offered.filter(|&&mode| mode != Mode::Reception || holds_sessions);
    let options = offered.map(|mode| {
        Choice::new(mode.as_str(), words.value("mode", mode.as_str()))
            .text(words.value("mode-text", mode.as_str()))
    });
    Choices::one("mode", words.get("meeting-mode"), options.collect())
        .chosen(draft.mode.map_or("", Mode::as_str))
}

fn centre_field(words: &Words, draft: &Draft, centres: Vec<CentreView>) -> Field {
    let nothing = (String::new(), words.get("meeting-centre-choose"));
    let named = centres
        .into_iter()
        .map(|centre| (centre.id.into_text(), centre.name));
    let options = std::iter::once(nothing).chain(named).collect();
    Field::one_of("centre", words.get("meeting-centre"), options)
        .hint(words.get("meeting-centre-hint"))
        .value(draft.centre.as_ref().map_or("", CentreId::as_str))
}

fn missing(words: &Words, draft: &Draft, officials: &[OfficialView]) -> Vec<Problem> {
    let chosen = |it: &&OfficialView| Some(&it.id) == draft.official.as_ref();
    let official = officials.iter().find(chosen);
    let holds_none = draft.mode == Some(Mode::Reception)
        && official.is_some_and(|official| !official.holds_sessions);
    let needs_centre = draft.mode == Some(Mode::Video) && draft.centre.is_none();
    let found = [
        (
            "official",
            draft.official.is_none(),
            "meeting-official-missing",
        ),
        ("mode", draft.mode.is_none(), "meeting-mode-missing"),
        ("mode", holds_none, "meeting-mode-not-held"),
        ("centre", needs_centre, "meeting-centre-missing"),
    ];
    found
        .into_iter()
        .filter(|(_, is_missing, _)| *is_missing)
        .map(|(field, _, key)| Problem {
            field: field.to_owned(),
            text: words.get(key),
        })
        .collect()
}
