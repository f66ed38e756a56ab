//! The survey after a meeting, a visit or a call: one link, one answer, no sign-in; and the same
//! by a centre's public link. What people remark goes to the manager of the centre.

use chrono::{DateTime, Utc};

use super::app::App;
use super::audit;
use super::caller::{Caller, StaffCaller};
use super::error::ServiceError;
use super::letters;
use super::notices;
use super::pad::Pad;
use crate::scheduling::ids::{CentreId, OfficialId, SurveyId};
use crate::scheduling::permission::allowed;
use crate::scheduling::survey::{Asked, FOLLOWED_CHARS_MAX, SurveyAnswer};
use crate::scheduling::{Action, NoticeEvent, Refusal};
use crate::store::person::Person;
use crate::store::survey::{self, Answer};
use crate::store::{self, Db};

pub use crate::store::survey::Survey;

/// So many remarks are shown at the most.
const REMARKS_MAX: i64 = 200;

/// What somebody is asked about.
#[derive(Clone, Debug)]
pub(super) struct About {
    /// After what.
    pub(super) asked: Asked,
    /// The thing, as `appointment:ID`; it is asked about once.
    pub(super) thing: String,
    /// The official met.
    pub(super) official: Option<OfficialId>,
    /// The centre that served.
    pub(super) centre: Option<CentreId>,
    /// Whether the case is a protected one.
    pub(super) is_protected: bool,
}

/// Writes down that a person is asked; the way of the link, none where the person was asked about
/// the same thing before.
pub(super) fn ask(
    app: &App,
    db: &mut Db,
    (known, about): (&Person, About),
    pad: &mut Pad,
) -> Result<Option<String>, ServiceError> {
    let token = pad.short_token();
    let row = Survey {
        about: Some(about.thing),
        is_protected: about.is_protected,
        official_id: about.official,
        centre_id: about.centre,
        language: known.language.clone(),
        ..blank(app, (about.asked, &token), pad)
    };
    Ok(survey::add(db, &row)?.then(|| format!("/s/{token}")))
}

/// Asks a person about what no appointment stands for, by a letter that says nothing but the link.
pub(super) fn send(
    app: &App,
    db: &mut Db,
    (known, about): (&Person, About),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    if let Some(link) = ask(app, db, (known, about), pad)? {
        let letter = letters::of_person(app, NoticeEvent::Survey, known, &link);
        let to = letters::recipient(app, known)?;
        notices::queue(db, &notices::rows(app, &letter, &to, pad)?)?;
    }
    Ok(())
}

fn blank(app: &App, (asked, token): (Asked, &str), pad: &mut Pad) -> Survey {
    Survey {
        id: pad.id(SurveyId::made),
        token_hash: app.keys.lookup("survey", token),
        occasion: asked,
        about: None,
        is_protected: false,
        official_id: None,
        centre_id: None,
        language: app.settings.ministry.language.clone(),
        sent_at: pad.at(),
        answered_at: None,
        mark: None,
        obstacle: None,
        first_time: None,
        remark: None,
        followed_at: None,
        followed_by: None,
        followed: None,
    }
}

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

/// The name of a centre that may be rated by anybody, in that language.
pub fn rated(app: &App, centre: &CentreId, language: &str) -> Result<String, Refusal> {
    let catalogue = app.catalogue.get();
    let found = catalogue.centre(centre).ok_or(Refusal::NotFound)?;
    Ok(found.names.in_language(language).to_owned())
}

/// Rates a centre by its public link. `press` is drawn with the form, so that the same form is
/// taken once; nothing of the person is kept.
pub async fn rate(
    app: &App,
    (centre, press, language): (CentreId, String, String),
    answer: SurveyAnswer,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    rated(app, &centre, &language)?;
    let mut pad = app.pad(now);
    let row = Survey {
        centre_id: Some(centre),
        language,
        answered_at: Some(pad.at()),
        mark: Some(i32::from(answer.mark.number())),
        obstacle: Some(answer.obstacle),
        first_time: Some(answer.first_time),
        remark: answer.remark,
        ..blank(app, (Asked::Public, &press), &mut pad)
    };
    app.store
        .write(move |db| {
            if survey::add(db, &row)? {
                Ok(())
            } else {
                Err(ServiceError::from(Refusal::AlreadyAnswered))
            }
        })
        .await
}

/// What people remarked about the manager's centre, newest first: what waits, or what was
/// followed up. It says nothing of who remarked it.
pub async fn remarks(
    app: &App,
    caller: &Caller,
    is_followed: bool,
) -> Result<Vec<Survey>, ServiceError> {
    let (_, centre) = manager(caller)?;
    app.store
        .read(move |db| Ok(survey::remarks(db, &centre, is_followed, REMARKS_MAX)?))
        .await
}

/// Writes down what the manager did about a remark, once.
pub async fn follow(
    app: &App,
    caller: &Caller,
    (id, done): (SurveyId, String),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let (staff, centre) = manager(caller)?;
    let done = Some(done.trim().to_owned()).filter(|text| !text.is_empty());
    if done
        .as_ref()
        .is_some_and(|text| text.chars().count() > FOLLOWED_CHARS_MAX)
    {
        return Err(Refusal::FieldWrong.into());
    }
    let pad = app.pad(now);
    let by = caller.clone();
    app.store
        .write(move |db| {
            let what = (pad.at(), &staff.id, done.as_deref());
            if !survey::follow(db, (&id, &centre), what)? {
                return Err(ServiceError::from(Refusal::NotFound));
            }
            let thing = format!("survey:{id}");
            let deed = audit::deed(&by, "follow_remark", &thing, &mut pad.clone());
            Ok(store::audit::add(db, &deed)?)
        })
        .await
}

fn manager(caller: &Caller) -> Result<(StaffCaller, CentreId), Refusal> {
    let staff = caller.staff().ok_or(Refusal::NotAllowed)?;
    if !allowed(Some(staff.role), Action::FollowRemarks) {
        return Err(Refusal::NotAllowed);
    }
    let centre = staff.centre.clone().ok_or(Refusal::NotFound)?;
    Ok((staff.clone(), centre))
}
