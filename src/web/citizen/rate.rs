//! A centre's public link: the survey's questions for anybody, without anything personal.

use actix_web::web::{Path, Query};
use serde::Deserialize;

use super::Answered;
use super::survey::{About, Said, SurveyForm, SurveyPage, ThanksPage};
use crate::scheduling::Refusal;
use crate::scheduling::ids::CentreId;
use crate::scheduling::survey::Asked;
use crate::service::survey as service;
use crate::web::form::Form;
use crate::web::parts::Problem;
use crate::web::reader::Reader;

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct RateForm {
    /// What makes one press one answer.
    #[serde(default)]
    pub press: String,
    #[serde(default)]
    mark: String,
    #[serde(default)]
    obstacle: String,
    #[serde(default)]
    first_time: String,
    #[serde(default)]
    remark: String,
}

/// Asks the three questions.
pub async fn see(reader: Reader, centre: Path<String>, said: Query<Said>) -> Answered {
    let id = CentreId::from(centre.into_inner());
    match said.done.as_str() {
        "now" => reader.page(&ThanksPage::new(reader.frame(), true)),
        "before" => reader.page(&ThanksPage::new(reader.frame(), false)),
        _ => {
            let press = reader.app.noise.token();
            show(&reader, (&id, press), (SurveyForm::default(), Vec::new()))
        }
    }
}

/// Takes an answer; the same form is taken once.
pub async fn answer(reader: Reader, centre: Path<String>, Form(form): Form<RateForm>) -> Answered {
    let id = CentreId::from(centre.into_inner());
    let typed = SurveyForm {
        mark: form.mark,
        obstacle: form.obstacle,
        first_time: form.first_time,
        remark: form.remark,
    };
    let given = match typed.parse(&reader.words) {
        Ok(given) => given,
        Err(found) => return show(&reader, (&id, form.press), (typed, found)),
    };
    if form.press.is_empty() {
        return Err(Refusal::FormExpired.into());
    }
    let from = (id.clone(), form.press, reader.language());
    match service::rate(&reader.app, from, given, reader.now).await {
        Ok(()) => Ok(reader.see(&format!("/rate/{id}?done=now"))),
        Err(error) if error.refusal() == Some(Refusal::AlreadyAnswered) => {
            Ok(reader.see(&format!("/rate/{id}?done=before")))
        }
        Err(error) => Err(error.into()),
    }
}

fn show(
    reader: &Reader,
    (id, press): (&CentreId, String),
    (form, found): (SurveyForm, Vec<Problem>),
) -> Answered {
    let about = About {
        occasion: Asked::Public,
        place: Some(service::rated(&reader.app, id, &reader.language())?),
        action: format!("/rate/{id}"),
        press,
    };
    reader.page(&SurveyPage::new(reader.frame(), about, &form, found))
}
