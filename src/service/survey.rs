//! The survey after a meeting: one link, one answer, no sign-in.

use chrono::{DateTime, Utc};

use super::app::App;
use super::error::ServiceError;
use crate::scheduling::Refusal;
use crate::scheduling::survey::SurveyAnswer;
use crate::store::survey::{self, Answer, Survey};

/// The survey of a link.
pub async fn see(app: &App, token: &str) -> Result<Survey, ServiceError> {
    let hash = app.keys.lookup("survey", token);
    let found = app
        .store
        .read(move |db| Ok::<_, ServiceError>(survey::of_token(db, &hash)?))
        .await?;
    Ok(found.ok_or(Refusal::NotFound)?)
}

/// Answers a survey, once.
pub async fn answer(
    app: &App,
    token: &str,
    answer: SurveyAnswer,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let hash = app.keys.lookup("survey", token);
    let row = Answer {
        answered_at: Some(app.pad(now).at()),
        mark: Some(i32::from(answer.mark.number())),
        obstacle: Some(answer.obstacle),
        first_time: Some(answer.first_time),
        remark: answer.remark,
    };
    app.store
        .write(move |db| {
            let found = survey::of_token(db, &hash)?.ok_or(Refusal::NotFound)?;
            if survey::answer(db, &found.id, &row)? {
                Ok(())
            } else {
                Err(ServiceError::from(Refusal::AlreadyAnswered))
            }
        })
        .await
}
