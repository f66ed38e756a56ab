//! The office gives an approved request one of its own free times.

use actix_web::HttpResponse;
use actix_web::web::Path;
use chrono::NaiveDate;
use serde::Deserialize;

use super::case;
use crate::scheduling::ids::{CentreId, OfficialId, RequestId};
use crate::scheduling::permission::allowed;
use crate::scheduling::slot::{Slot, SlotId};
use crate::scheduling::{Action, Mode, Needs, Refusal, RequestState, Sex, Urgency, digits};
use crate::service::ServiceError;
use crate::service::allocate::allocate;
use crate::service::requests::Case;
use crate::service::slots::{Ask, free_slots};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::parts::Field;
use crate::web::reader::Reader;
use crate::web::shown;

/// So many times stand in the list at the most.
const TIMES_MAX: usize = 60;

/// The list of times, and where the choice goes by POST.
pub struct AllocateForm {
    /// Day and centre, to be chosen first where the request names no centre.
    pub choose: Vec<Field>,
    /// The times, once it is known of which day and centre; none are free where there is nothing.
    pub times: Option<Field>,
    /// Whether times were looked for.
    pub looked: bool,
    /// The day that was chosen, as it was asked for.
    pub day: String,
    /// The centre that was chosen.
    pub centre: String,
    /// The page of the request.
    pub case: String,
    /// The request.
    pub id: String,
}

/// Day and centre, as they were chosen.
#[derive(Clone, Default, Deserialize)]
pub(super) struct Chosen {
    #[serde(default)]
    day: String,
    #[serde(default)]
    centre: String,
}

/// The time as it was chosen, and of which day and centre.
#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    slot: String,
    #[serde(default)]
    day: String,
    #[serde(default)]
    centre: String,
}

/// The form, where the request is approved and the reader may give it a time.
pub(super) async fn form(
    reader: &Reader,
    case: &Case,
    (chosen, wrong): (&Chosen, Option<String>),
) -> Result<Option<AllocateForm>, Failure> {
    let request = &case.request;
    if request.state != RequestState::Approved
        || !allowed(reader.caller.role(), Action::DecideRequest)
    {
        return Ok(None);
    }
    let day = day(&chosen.day);
    let is_open = request.centre_id.is_none();
    let looked = !is_open || day.is_some();
    let wish = (
        request.official_id.as_ref(),
        request.mode,
        request.centre_id.as_ref(),
    );
    let mut ask = ask(case, wish, &request.needs);
    if is_open {
        (ask.from, ask.to) = (day, day);
        ask.centre = Some(chosen.centre.as_str())
            .filter(|id| !id.is_empty())
            .map(CentreId::from);
        ask.most = Some(if looked { TIMES_MAX } else { 1 });
    }
    let free = free_slots(&reader.app, ask, reader.now).await?;
    let list = lines(reader, &free);
    let list = Field::one_of("slot", reader.words.get("allocate-time"), list);
    Ok(Some(AllocateForm {
        choose: if is_open {
            choose(reader, chosen, free.first())
        } else {
            Vec::new()
        },
        times: (looked && !free.is_empty()).then(|| list.wrong(wrong)),
        looked,
        day: chosen.day.clone(),
        centre: chosen.centre.clone(),
        case: format!("/office/requests/{}", request.id),
        id: request.id.to_string(),
    }))
}

/// The free times for the applicant of a case, as the lines of a list.
pub(super) async fn options(
    reader: &Reader,
    case: &Case,
    wish: (Option<&OfficialId>, Option<Mode>, Option<&CentreId>),
    needs: &str,
) -> Result<Vec<(String, String)>, Failure> {
    let free = free_slots(&reader.app, ask(case, wish, needs), reader.now).await?;
    Ok(lines(reader, &free))
}

fn ask(
    case: &Case,
    (official, mode, centre): (Option<&OfficialId>, Option<Mode>, Option<&CentreId>),
    needs: &str,
) -> Ask {
    Ask {
        officials: official.cloned().into_iter().collect(),
        mode,
        centre: centre.cloned(),
        section: case.person.sex.map(Sex::section),
        needs: Needs::parse(needs).unwrap_or_default(),
        person: Some(case.request.person_id.clone()),
        urgent: case.request.urgency == Urgency::Urgent,
        most: Some(TIMES_MAX),
        ..Ask::default()
    }
}

fn lines(reader: &Reader, free: &[Slot]) -> Vec<(String, String)> {
    free.iter()
        .map(|slot| (slot.id().as_str().to_owned(), said(reader, slot)))
        .collect()
}

fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(&digits::to_latin(text), "%Y-%m-%d").ok()
}

/// Day and centre; before anything is chosen, the day of the first free time.
fn choose(reader: &Reader, chosen: &Chosen, first: Option<&Slot>) -> Vec<Field> {
    let (app, words) = (&reader.app, &reader.words);
    let zone = app.settings.ministry.zone;
    let first = first.map(|slot| shown::local(zone, slot.key.starts_at.naive_utc()).date());
    let day = if chosen.day.is_empty() {
        first.map_or_else(String::new, |day| day.to_string())
    } else {
        chosen.day.clone()
    };
    let catalogue = app.catalogue.get();
    let any = (String::new(), words.get("allocate-centre-any"));
    let centres = catalogue.centres.iter().map(|centre| {
        let name = centre.names.in_language(words.lang().code());
        (centre.id.to_string(), name.to_owned())
    });
    vec![
        Field::date("day", words.get("allocate-day")).value(day),
        Field::one_of(
            "centre",
            words.get("case-centre"),
            std::iter::once(any).chain(centres).collect(),
        )
        .value(chosen.centre.as_str()),
    ]
}

fn said(reader: &Reader, slot: &Slot) -> String {
    let (app, words) = (&reader.app, &reader.words);
    let at = shown::local(app.settings.ministry.zone, slot.key.starts_at.naive_utc());
    let time = words.short_date_time(at.date(), at.time());
    let mode = words.value("mode", slot.key.mode.as_str());
    let centre = shown::centre(app, words, slot.key.centre.as_ref());
    [Some(time), Some(mode), centre]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

pub(super) async fn give(
    reader: Reader,
    id: Path<String>,
    form: Form<Typed>,
) -> Result<HttpResponse, Failure> {
    let (id, Form(typed)) = (RequestId::from(id.into_inner()), form);
    let slot = SlotId::from_text(&typed.slot);
    let done = if slot.key().is_some() {
        let order = (id.clone(), slot);
        allocate(&reader.app, &reader.caller, order, reader.now).await
    } else {
        Err(ServiceError::from(Refusal::SlotTaken))
    };
    match done {
        Ok(_booked) => Ok(reader.see(&format!("/office/requests/{id}?done=true"))),
        Err(error) => {
            let Some(refusal) = error.refusal().filter(|it| *it != Refusal::NotFound) else {
                return Err(error.into());
            };
            let chosen = Chosen {
                day: typed.day,
                centre: typed.centre,
            };
            case::refused(&reader, id, (refusal, chosen)).await
        }
    }
}
