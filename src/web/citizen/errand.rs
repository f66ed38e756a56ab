//! A new request, second question for who comes to a desk: which service, at which centre.

use askama::Template;
use serde::Deserialize;

use super::draft::{Draft, Step};
use super::{Answered, facts};
use crate::scheduling::ids::{CentreId, ServiceId};
use crate::scheduling::slot::facts::Place;
use crate::service::App;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Choice, Choices, Field, Problem, Problems, Steps};
use crate::web::reader::Reader;
use crate::words::Words;

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct ErrandForm {
    /// The service chosen.
    #[serde(default)]
    service: String,
    /// The centre chosen.
    #[serde(default)]
    centre: String,
}

/// Asks which service, and where.
pub async fn see(reader: Reader) -> Answered {
    let draft = facts::draft(&reader).await?;
    if !draft.is_errand() {
        return Ok(reader.see("/ask"));
    }
    show(&reader, &draft, Vec::new()).await
}

/// Keeps what was chosen, and goes on when nothing is missing.
pub async fn choose(reader: Reader, Form(form): Form<ErrandForm>) -> Answered {
    let draft = facts::draft(&reader).await?;
    if !draft.is_errand() {
        return Ok(reader.see("/ask"));
    }
    let draft = chosen(&reader.app, &reader.words, draft, form);
    facts::keep(&reader, &draft).await?;
    let found = missing(&reader, &draft);
    if found.is_empty() {
        return Ok(reader.see("/ask/about"));
    }
    show(&reader, &draft, found).await
}

async fn show(reader: &Reader, draft: &Draft, found: Vec<Problem>) -> Answered {
    let (frame, _) = facts::known(reader).await?;
    let frame = frame.titled("errand-title").gone_wrong(!found.is_empty());
    let words = frame.words.clone();
    let problems = Problems::new(&words, found);
    reader.page(&ErrandPage {
        steps: draft.steps(&words, Step::Who, true),
        service: services(&reader.app, &words, draft).wrong(problems.of("service")),
        centre: centres(&reader.app, &words, draft).wrong(problems.of("centre")),
        frame,
        problems,
    })
}

/// The draft with what was chosen, as far as there is such a thing; whoever wrote no subject yet
/// comes for the service by its name.
fn chosen(app: &App, words: &Words, draft: Draft, form: ErrandForm) -> Draft {
    let catalogue = app.catalogue.get();
    let service = Some(ServiceId::from(form.service));
    let service = service.filter(|id| catalogue.offered.iter().any(|each| each.id == *id));
    let centre = Some(CentreId::from(form.centre));
    let name = service.as_ref();
    let name = name.map(|id| catalogue.service_name(id, words.lang().code()));
    let is_unsaid = draft.subject.trim().is_empty() || draft.service != service;
    Draft {
        centre: centre.filter(|id| catalogue.centre(id).is_some()),
        subject: match name {
            Some(name) if is_unsaid => name,
            Some(_) | None => draft.subject,
        },
        service,
        ..draft
    }
}

fn missing(reader: &Reader, draft: &Draft) -> Vec<Problem> {
    let catalogue = reader.app.catalogue.get();
    let has_it = |id: &ServiceId, centre: &CentreId| catalogue.centres_with(id).contains(centre);
    let is_there = match (&draft.service, &draft.centre) {
        (Some(service), Some(centre)) => has_it(service, centre),
        (None, Some(_)) => true,
        (Some(_) | None, None) => false,
    };
    let found = [
        ("service", draft.service.is_none(), "errand-service-missing"),
        ("centre", !is_there, "errand-centre-missing"),
    ];
    let found = found.into_iter().filter(|(_, is_missing, _)| *is_missing);
    found
        .map(|(field, _, key)| Problem {
            field: field.to_owned(),
            text: reader.words.get(key),
        })
        .collect()
}

fn services(app: &App, words: &Words, draft: &Draft) -> Choices {
    let catalogue = app.catalogue.get();
    let code = words.lang().code();
    let options = catalogue.offered.iter().map(|service| {
        let names = catalogue.centres_with(&service.id);
        let names = names.iter().filter_map(|id| catalogue.centre(id));
        let names: Vec<&str> = names.map(|it| it.names.in_language(code)).collect();
        let at = [
            words.minutes(service.minutes.into()),
            names.join(&words.get("list-comma")),
        ];
        Choice::new(
            service.id.as_str(),
            catalogue.service_name(&service.id, code),
        )
        .text(at.join(" · "))
    });
    Choices::one("service", words.get("errand-service"), options.collect())
        .chosen(draft.service.as_ref().map_or("", ServiceId::as_str))
}

fn centres(app: &App, words: &Words, draft: &Draft) -> Field {
    let catalogue = app.catalogue.get();
    let code = words.lang().code();
    let has_any = |place: &&Place| !place.desks.is_empty();
    let places = catalogue.places.iter().filter(has_any);
    let named = places.filter_map(|place| catalogue.centre(&place.id));
    let named = named.map(|it| (it.id.to_string(), it.names.in_language(code).to_owned()));
    let nothing = (String::new(), words.get("meeting-centre-choose"));
    let options = std::iter::once(nothing).chain(named).collect();
    Field::one_of("centre", words.get("errand-centre"), options)
        .hint(words.get("errand-centre-hint"))
        .value(draft.centre.as_ref().map_or("", CentreId::as_str))
}

/// The page that asks which service.
#[derive(Template)]
#[template(path = "citizen/errand.html")]
pub struct ErrandPage {
    frame: Frame,
    problems: Problems,
    steps: Steps,
    service: Choices,
    centre: Field,
}
