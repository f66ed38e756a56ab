//! Taking a request over the telephone, in the caller's own words.

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;

use super::act::{answered, caller_of};
use super::page_of;
use crate::scheduling::ids::CallId;
use crate::scheduling::{Mode, Need, Needs, Refusal, RequestKind, Sex};
use crate::service::calls::CHANNEL;
use crate::service::hand_in::{Came, NewRequest, hand_in};
use crate::service::{Person, Profile, ServiceError, profile};
use crate::web::behalf::Behalf;
use crate::web::citizen::about::TICKED;
use crate::web::citizen::draft::{DETAILS_CHARS_MAX, SUBJECT_CHARS_MAX};
use crate::web::citizen::profile::is_name;
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Choice, Choices, Field, Folded, Problem, Problems};
use crate::web::reader::Reader;

/// The form as it was typed.
#[derive(Default)]
struct Typed {
    name: String,
    sex: String,
    kind: String,
    official: String,
    mode: String,
    centre: String,
    subject: String,
    details: String,
    behalf: Behalf,
    needs: Vec<String>,
}

/// What is handed in, and who says so where that was not known.
struct Asked {
    who: Option<(String, Sex)>,
    request: NewRequest,
}

/// The page of the form.
#[derive(Template)]
#[template(path = "calls/register.html")]
pub struct RegisterPage {
    frame: Frame,
    problems: Problems,
    href: String,
    who: Option<(Field, Choices)>,
    fields: Vec<Field>,
    behalf: Folded,
    needs: Choices,
}

/// Shows the form.
pub(super) async fn see(reader: Reader, id: Path<String>) -> Result<HttpResponse, Failure> {
    let id = CallId::from(id.into_inner());
    show(&reader, &id, (&Typed::default(), Vec::new())).await
}

/// Takes the request, or shows the form with what was typed and what is wrong in it.
pub(super) async fn save(
    reader: Reader,
    id: Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<HttpResponse, Failure> {
    let id = CallId::from(id.into_inner());
    let typed = Typed::of(fields);
    let by = caller_of(&reader, &id).await?;
    let known = profile::see(&reader.app, &by).await?;
    let asked = match typed.parse(&reader, &known) {
        Ok(asked) => asked,
        Err(found) => return show(&reader, &id, (&typed, found)).await,
    };
    let work = async {
        if let Some((name, sex)) = asked.who {
            let new = named(known, (name, sex));
            profile::save(&reader.app, &by, new, reader.now).await?;
        }
        hand_in(&reader.app, &by, asked.request, reader.now).await
    };
    match work.await {
        Ok(whole) => {
            let done = Ok(("registered", whole.request.reference));
            answered(&reader, &id, done)
        }
        Err(error) => refused(&reader, (&id, &typed), error).await,
    }
}

async fn refused(
    reader: &Reader,
    (id, typed): (&CallId, &Typed),
    error: ServiceError,
) -> Result<HttpResponse, Failure> {
    match error.refusal() {
        Some(Refusal::NotFound | Refusal::CallerUnchecked) | None => Err(error.into()),
        Some(refusal) => {
            let found = vec![wrong("official", reader.words.get(refusal.key()))];
            show(reader, id, (typed, found)).await
        }
    }
}

/// The profile with name and sex, everything else as it was.
fn named(known: Person, (name, sex): (String, Sex)) -> Profile {
    Profile {
        sex: Some(sex),
        name: Some(name),
        name_latin: known.name_latin,
        region: known.region,
        email: known.email,
        language: known.language,
        mobile_shared: known.mobile_shared,
    }
}

fn wrong(field: &str, text: String) -> Problem {
    Problem {
        field: field.to_owned(),
        text,
    }
}

fn filled(text: &str) -> Option<String> {
    let text = text.trim().replace("\r\n", "\n");
    (!text.is_empty()).then_some(text)
}

impl Typed {
    fn of(fields: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        for (name, value) in fields {
            let place = match name.as_str() {
                "name" => &mut typed.name,
                "sex" => &mut typed.sex,
                "kind" => &mut typed.kind,
                "official" => &mut typed.official,
                "mode" => &mut typed.mode,
                "centre" => &mut typed.centre,
                "subject" => &mut typed.subject,
                "details" => &mut typed.details,
                "needs" => {
                    typed.needs.push(value);
                    continue;
                }
                other => match typed.behalf.place(other) {
                    Some(place) => place,
                    None => continue,
                },
            };
            *place = value;
        }
        typed
    }

    fn parse(&self, reader: &Reader, known: &Person) -> Result<Asked, Vec<Problem>> {
        let words = &reader.words;
        let mut found = Vec::new();
        let is_known = known.name.is_some() && known.sex.is_some();
        let who = match (filled(&self.name), Sex::parse(&self.sex)) {
            (Some(name), Some(sex)) if is_name(&name) => Some((name, sex)),
            (Some(_) | None, _) => None,
        };
        if !is_known && who.is_none() {
            found.push(wrong("name", words.get("call-who-missing")));
        }
        let kind = RequestKind::parse(&self.kind).unwrap_or(RequestKind::Enquiry);
        let is_meeting = kind == RequestKind::Meeting;
        let catalogue = reader.app.catalogue.get();
        let official = Some(self.official.as_str().into());
        let official = official.filter(|id| is_meeting && catalogue.official(id).is_some());
        if is_meeting && official.is_none() {
            found.push(wrong("official", words.get("meeting-official-missing")));
        }
        let subject = filled(&self.subject).unwrap_or_default();
        let details = filled(&self.details).unwrap_or_default();
        let most = |key: &str, count: usize| {
            words.say(key, "most", i64::try_from(count).unwrap_or(i64::MAX))
        };
        if subject.is_empty() {
            found.push(wrong("subject", words.get("subject-missing")));
        } else if subject.chars().count() > SUBJECT_CHARS_MAX {
            found.push(wrong("subject", most("subject-long", SUBJECT_CHARS_MAX)));
        }
        if details.chars().count() > DETAILS_CHARS_MAX {
            found.push(wrong("details", most("details-long", DETAILS_CHARS_MAX)));
        }
        let behalf = self.behalf.read(reader, &mut found);
        if !found.is_empty() {
            return Err(found);
        }
        let centre = Some(self.centre.as_str().into());
        let ticked = self.needs.iter().filter_map(|need| Need::parse(need));
        Ok(Asked {
            who: who.filter(|_| !is_known),
            request: NewRequest {
                kind,
                official,
                mode: is_meeting.then(|| Mode::parse(&self.mode).unwrap_or(Mode::Video)),
                centre: centre.filter(|id| catalogue.centre(id).is_some()),
                subject,
                details,
                needs: Needs::of(ticked).unwrap_or_default(),
                urgent_reason: behalf.urgent,
                applicant: behalf.applicant,
                person_concerned: behalf.concerned,
                basis: behalf.basis,
                representation: None,
                unavailable: Vec::new(),
                channel: CHANNEL,
                came: Came {
                    basis_until: behalf.until,
                    ..Came::default()
                },
            },
        })
    }
}

async fn show(
    reader: &Reader,
    id: &CallId,
    (typed, found): (&Typed, Vec<Problem>),
) -> Result<HttpResponse, Failure> {
    let by = caller_of(reader, id).await?;
    let known = profile::see(&reader.app, &by).await?;
    let words = &reader.words;
    let frame = reader
        .frame()
        .titled("call-register")
        .gone_wrong(!found.is_empty());
    let problems = Problems::new(words, found);
    let ticked = TICKED
        .iter()
        .map(|need| Choice::new(*need, words.value("need", need)));
    let is_known = known.name.is_some() && known.sex.is_some();
    reader.page(&RegisterPage {
        href: page_of(id),
        who: (!is_known).then(|| who(reader, (&known, typed), &problems)),
        fields: fields(reader, typed, &problems),
        behalf: typed.behalf.asked(words, &problems),
        needs: Choices::many("needs", words.get("needs-legend"), ticked.collect())
            .all_chosen(typed.needs.clone()),
        problems,
        frame,
    })
}

fn who(
    reader: &Reader,
    (known, typed): (&Person, &Typed),
    problems: &Problems,
) -> (Field, Choices) {
    let words = &reader.words;
    let said = known.name.clone().unwrap_or_else(|| typed.name.clone());
    let options = Sex::ALL
        .iter()
        .map(|sex| Choice::new(sex.as_str(), words.value("sex", sex.as_str())));
    let name = Field::text("name", words.get("register-name"))
        .complete("off")
        .value(said)
        .wrong(problems.of("name"));
    let sex = Choices::one("sex", words.get("sex-label"), options.collect());
    (name, sex.chosen(typed.sex.as_str()))
}

fn fields(reader: &Reader, typed: &Typed, problems: &Problems) -> Vec<Field> {
    let words = &reader.words;
    let catalogue = reader.app.catalogue.get();
    let code = words.lang().code();
    let nothing = || std::iter::once((String::new(), "—".to_owned()));
    let kinds = RequestKind::ALL
        .iter()
        .map(|kind| (kind.to_string(), words.value("kind", kind.as_str())));
    let officials = catalogue
        .officials
        .iter()
        .map(|one| (one.id.to_string(), one.styles.in_language(code).short));
    let modes = [Mode::Video, Mode::InPerson]
        .map(|mode| (mode.to_string(), words.value("mode", mode.as_str())));
    let centres = catalogue
        .centres
        .iter()
        .map(|one| (one.id.to_string(), one.names.in_language(code).to_owned()));
    let optional = || words.get("optional");
    vec![
        Field::one_of("kind", words.get("case-kind"), kinds.collect()).value(typed.kind.as_str()),
        Field::one_of(
            "official",
            words.get("case-official"),
            nothing().chain(officials).collect(),
        )
        .optional(optional())
        .value(typed.official.as_str())
        .wrong(problems.of("official")),
        Field::one_of("mode", words.get("case-mode"), modes.into()).value(typed.mode.as_str()),
        Field::one_of(
            "centre",
            words.get("case-centre"),
            nothing().chain(centres).collect(),
        )
        .optional(optional())
        .value(typed.centre.as_str()),
        Field::text("subject", words.get("subject-label"))
            .value(typed.subject.as_str())
            .wrong(problems.of("subject")),
        Field::lines("details", words.get("details-label"))
            .optional(optional())
            .value(typed.details.as_str())
            .wrong(problems.of("details")),
    ]
}
