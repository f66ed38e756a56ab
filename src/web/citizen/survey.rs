//! The survey: a mark, whether anything stood in the way, whether it was a first.

use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::Answered;
use crate::scheduling::refusal::Refusal;
use crate::scheduling::survey::{Asked, Mark, SurveyAnswer};
use crate::service::survey as service;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Choice, Choices, Field, Problem, Problems};
use crate::web::reader::Reader;
use crate::words::Words;

/// Asks the three questions, or thanks for the answer that came before.
pub async fn see(reader: Reader, token: Path<String>, query: Query<Said>) -> Answered {
    let survey = service::see(&reader.app, &token).await?;
    if survey.answered_at.is_some() {
        let is_now = query.done == "now";
        return reader.page(&ThanksPage::new(reader.frame(), is_now));
    }
    let form = SurveyForm::default();
    let about = asked(survey.occasion, &token);
    reader.page(&SurveyPage::new(reader.frame(), about, &form, Vec::new()))
}

/// What the page asks about, and where its answer goes.
fn asked(occasion: Asked, token: &str) -> About {
    About {
        occasion,
        place: None,
        action: format!("/s/{token}"),
        press: String::new(),
    }
}

/// Takes the answer, once.
pub async fn answer(reader: Reader, token: Path<String>, Form(form): Form<SurveyForm>) -> Answered {
    let token = token.into_inner();
    let given = match form.parse(&reader.words) {
        Ok(given) => given,
        Err(found) => {
            let survey = service::see(&reader.app, &token).await?;
            let about = asked(survey.occasion, &token);
            return reader.page(&SurveyPage::new(reader.frame(), about, &form, found));
        }
    };
    match service::answer(&reader.app, &token, given, reader.now).await {
        Ok(()) => Ok(reader.see(&format!("/s/{token}?done=now"))),
        // Pressed twice, or opened again: the page says that the answer was taken before.
        Err(error) if error.refusal() == Some(Refusal::AlreadyAnswered) => {
            Ok(reader.see(&format!("/s/{token}")))
        }
        Err(error) => Err(error.into()),
    }
}

/// What was done a moment ago.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Said {
    /// `now`: the answer was taken by this very press.
    #[serde(default)]
    pub done: String,
}

/// What a page of the survey asks about, and where its answer goes.
#[derive(Clone, Debug)]
pub struct About {
    /// After what.
    pub occasion: Asked,
    /// The centre, where its public link was followed.
    pub place: Option<String>,
    /// Where the answer goes by POST.
    pub action: String,
    /// What makes one press of a public link one answer; empty for a link of one's own.
    pub press: String,
}

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct SurveyForm {
    /// The mark chosen.
    #[serde(default)]
    pub mark: String,
    /// `yes` or `no`.
    #[serde(default)]
    pub obstacle: String,
    /// `yes` or `no`.
    #[serde(default)]
    pub first_time: String,
    /// Anything else.
    #[serde(default)]
    pub remark: String,
}

impl SurveyForm {
    /// The answer, or everything that is missing in it.
    pub fn parse(&self, words: &Words) -> Result<SurveyAnswer, Vec<Problem>> {
        let mark = Mark::parse(&self.mark);
        let obstacle = yes_or_no(&self.obstacle);
        let first_time = yes_or_no(&self.first_time);
        if let (Ok(mark), Some(obstacle), Some(first_time)) = (mark, obstacle, first_time) {
            return SurveyAnswer::of(mark, obstacle, first_time, &self.remark)
                .map_err(|refusal: Refusal| vec![problem("remark", words.get(refusal.key()))]);
        }
        let missing = [
            ("mark", mark.is_err(), "survey-mark-missing"),
            ("obstacle", obstacle.is_none(), "survey-choice-missing"),
            ("first_time", first_time.is_none(), "survey-choice-missing"),
        ];
        let missing = missing.into_iter().filter(|(_, is_missing, _)| *is_missing);
        Err(missing
            .map(|(field, _, key)| problem(field, words.get(key)))
            .collect())
    }
}

fn problem(field: &str, text: String) -> Problem {
    Problem {
        field: field.to_owned(),
        text,
    }
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// The page with the three questions.
#[derive(Template)]
#[template(path = "citizen/survey.html")]
pub struct SurveyPage {
    frame: Frame,
    problems: Problems,
    action: String,
    press: String,
    place: Option<String>,
    mark: String,
    obstacle: Choices,
    first_time: Choices,
    remark: Field,
}

impl SurveyPage {
    /// The page with what was answered and what is missing.
    #[must_use]
    pub fn new(frame: Frame, about: About, form: &SurveyForm, found: Vec<Problem>) -> Self {
        let title = frame.words.value("survey-title", about.occasion.as_str());
        let frame = frame.called(title).gone_wrong(!found.is_empty());
        let words = frame.words.clone();
        let problems = Problems::new(&words, found);
        let question = |name: &'static str, key: &str, chosen: &str| {
            let options = ["yes", "no"].map(|it| Choice::new(it, words.get(it)));
            Choices::one(name, words.get(key), options.into())
                .chosen(chosen)
                .wrong(problems.of(name))
        };
        let remark = Field::lines("remark", words.get("survey-remark"))
            .optional(words.get("optional"))
            .value(form.remark.as_str())
            .wrong(problems.of("remark"));
        Self {
            obstacle: question("obstacle", "survey-obstacle", &form.obstacle),
            first_time: question("first_time", "survey-first-time", &form.first_time),
            mark: form.mark.clone(),
            frame,
            problems,
            action: about.action,
            press: about.press,
            place: about.place,
            remark,
        }
    }

    /// The marks, each with its number, its word, and whether it was chosen.
    fn marks(&self) -> Vec<(String, String, bool)> {
        let words = &self.frame.words;
        let mark = |number: i64| {
            let word = words.get(&format!("survey-mark-{number}"));
            (number.to_string(), word, self.mark == number.to_string())
        };
        (1..=5).map(mark).collect()
    }
}

/// The page that thanks for an answer.
#[derive(Template)]
#[template(path = "citizen/thanks.html")]
pub struct ThanksPage {
    frame: Frame,
    text: String,
}

impl ThanksPage {
    /// The page in that frame; who pressed a second time is told so.
    #[must_use]
    pub fn new(frame: Frame, is_now: bool) -> Self {
        let key = if is_now {
            "survey-thanks-text"
        } else {
            Refusal::AlreadyAnswered.key()
        };
        let text = frame.words.get(key);
        let frame = frame.titled("survey-thanks");
        Self { frame, text }
    }
}
