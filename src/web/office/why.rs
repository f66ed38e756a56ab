//! Why not this time, for the office: every rule that says no, and the ways round.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use crate::scheduling::ids::{CentreId, OfficialId, RequestId, ServiceId};
use crate::scheduling::slot::SlotKey;
use crate::scheduling::{Mode, Refusal, calendar};
use crate::service::why::{About, Answer, Asked, said, why_not};
use crate::service::{letters, requests};
use crate::web::citizen::why::{Wanted, fields};
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use crate::web::parts::{Field, Mood, Problem, Problems, Tag};
use crate::web::reader::Reader;
use crate::web::shown;

/// What can be asked about.
const MODES: [Mode; 4] = [Mode::Video, Mode::InPerson, Mode::Reception, Mode::Service];

/// The question, as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    request: String,
    official: String,
    mode: String,
    service: String,
    centre: String,
    day: String,
    time: String,
}

/// The page.
#[derive(Template)]
#[template(path = "office/why.html")]
pub struct WhyPage {
    /// What stands around it.
    pub frame: Frame,
    /// What was wrong in the form.
    pub problems: Problems,
    /// For which request, with its reference in words.
    pub request: Option<(String, String)>,
    /// The questions.
    pub fields: Vec<Field>,
    /// The answer, once there is one.
    pub told: Option<Told>,
}

/// The answer, in words.
pub struct Told {
    /// The time that was asked for.
    pub when: String,
    /// Whether the office can give it.
    pub given: bool,
    /// The rules that say no, each with a mark where it only stops a choice.
    pub reasons: Vec<(String, Option<Tag>)>,
    /// The ways round.
    pub ways: Vec<String>,
    /// What the public is told.
    pub public: String,
}

/// Asks for a time, and answers.
pub(super) async fn see(reader: Reader, query: Query<Typed>) -> Result<HttpResponse, Failure> {
    let mut typed = query.into_inner();
    let request = match typed.request.as_str() {
        "" => None,
        id => {
            let wanted = (RequestId::from(id), "why_not");
            let case = requests::one(&reader.app, &reader.caller, wanted, reader.now).await?;
            let asked = &case.request;
            let given = |typed: &mut String, known: Option<String>| {
                if typed.is_empty() {
                    *typed = known.unwrap_or_default();
                }
            };
            given(
                &mut typed.official,
                asked.official_id.as_ref().map(ToString::to_string),
            );
            given(&mut typed.mode, asked.mode.map(|mode| mode.to_string()));
            if typed.day.is_empty() {
                given(
                    &mut typed.centre,
                    asked.centre_id.as_ref().map(ToString::to_string),
                );
            }
            Some((asked.id.clone(), letters::shown(&asked.reference)))
        }
    };
    let words = reader.words.clone();
    let is_asked = !(typed.day.is_empty() && typed.time.is_empty());
    let key = key(&reader, &typed);
    let told = match &key {
        Some(key) => {
            let about = request.as_ref().map(|(id, _)| About::Request(id.clone()));
            let asked = Asked {
                key: key.clone(),
                section: None,
                needs: None,
                about: about.unwrap_or_default(),
            };
            let answer = why_not(&reader.app, &reader.caller, asked, reader.now).await?;
            Some(told(&reader, key, &answer)?)
        }
        None => None,
    };
    let is_wrong = is_asked && key.is_none();
    let missing = is_wrong.then(|| Problem {
        field: "day".to_owned(),
        text: words.get("why-missing"),
    });
    let problems = Problems::new(&words, missing.into_iter().collect());
    reader.page(&WhyPage {
        fields: questions(&reader, &typed, problems.of("day")),
        request: request
            .map(|(id, reference)| (id.to_string(), words.say("why-for", "reference", reference))),
        frame: reader.frame().titled("why-title").gone_wrong(is_wrong),
        problems,
        told,
    })
}

/// The time that is meant, where all of it can be read.
fn key(reader: &Reader, typed: &Typed) -> Option<SlotKey> {
    let (day, time) = Wanted::read(&typed.day, &typed.time)?;
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let mode = Mode::parse(&typed.mode)?;
    let centre = some(&typed.centre).map(CentreId::from);
    let (official, service) = match mode {
        Mode::Service => (None, Some(some(&typed.service).map(ServiceId::from)?)),
        Mode::InPerson | Mode::Video | Mode::Reception => {
            (Some(some(&typed.official).map(OfficialId::from)?), None)
        }
    };
    Some(SlotKey {
        starts_at: calendar::instant(reader.app.settings.ministry.zone, day, time),
        official,
        mode,
        centre,
        service,
    })
}

fn told(reader: &Reader, key: &SlotKey, answer: &Answer) -> Result<Told, Refusal> {
    let (app, words) = (&reader.app, &reader.words);
    let zone = app.settings.ministry.zone;
    let office = answer.office.as_ref().ok_or(Refusal::NotFound)?;
    let at = shown::local(zone, key.starts_at.naive_utc());
    let choice = || Tag::new(Mood::Info, words.get("why-for-choice"));
    let reasons = office.reasons.iter().map(|reason| {
        let mark = reason.rule.is_for_choice_only().then(choice);
        (said::reason(words, zone, reason), mark)
    });
    let ways = office.relaxations.iter();
    Ok(Told {
        when: words.date_time(at.date(), at.time()),
        given: office.is_given(),
        reasons: reasons.collect(),
        ways: ways.map(|one| said::relaxation(app, words, one)).collect(),
        public: said::plain(words, zone, &answer.plain),
    })
}

fn questions(reader: &Reader, typed: &Typed, wrong: Option<String>) -> Vec<Field> {
    let (app, words) = (&reader.app, &reader.words);
    let catalogue = app.catalogue.get();
    let staff = reader.caller.staff();
    let officials = catalogue
        .officials
        .iter()
        .filter(|one| staff.is_some_and(|staff| staff.sees(&one.id)))
        .map(|one| {
            let said = shown::official(app, words, Some(&one.id));
            (one.id.to_string(), said.unwrap_or_default())
        });
    let offered = &catalogue.services;
    let is_asked = |mode: &&Mode| **mode != Mode::Service || !offered.is_empty();
    let modes = MODES.iter().filter(is_asked);
    let modes = modes.map(|mode| (mode.to_string(), words.value("mode", mode.as_str())));
    let services = offered.iter().map(|one| {
        let name = one.names.in_language(words.lang().code());
        (one.id.to_string(), name.to_owned())
    });
    let service = Field::one_of("service", words.get("check-service"), services.collect())
        .hint(words.get("why-service-hint"))
        .value(typed.service.as_str());
    let headquarters = (String::new(), words.get("place-headquarters"));
    let centres = catalogue.centres.iter().map(|one| {
        (
            one.id.to_string(),
            letters::place_of(app, words, Some(&one.id)),
        )
    });
    let [day, time] = fields(words, (&typed.day, &typed.time), wrong);
    let mut asked = vec![
        Field::one_of("official", words.get("case-official"), officials.collect())
            .value(typed.official.as_str()),
        Field::one_of("mode", words.get("case-mode"), modes.collect()).value(typed.mode.as_str()),
        Field::one_of(
            "centre",
            words.get("case-centre"),
            std::iter::once(headquarters).chain(centres).collect(),
        )
        .value(typed.centre.as_str()),
        day,
        time,
    ];
    if !offered.is_empty() {
        asked.insert(2, service);
    }
    asked
}
