//! Registering a person who stands before staff, and what she or he hands in.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use crate::scheduling::permission::allowed;
use crate::scheduling::{Action, Mobile, Mode, Need, Needs, Reference, Refusal, RequestKind, Sex};
use crate::service::hand_in::NewRequest;
use crate::service::letters;
use crate::service::register_person::{CHANNEL, NewPerson, Paper, PaperKind, register_person};
use crate::web::citizen::about::TICKED;
use crate::web::citizen::draft::{
    DETAILS_CHARS_MAX, INTERPRETED, SUBJECT_CHARS_MAX, language_said,
};
use crate::web::citizen::profile::{NAME_CHARS_MAX, is_name};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Choice, Choices, Field, Problem, Problems};
use crate::web::reader::Reader;
use crate::words::Words;

/// What a form says of a mobile that others read too.
pub(in crate::web) const SHARED: &str = "shared";

/// The form as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// Which paper.
    pub paper: String,
    number: String,
    country: String,
    name: String,
    name_latin: String,
    sex: String,
    mobile: String,
    whose: String,
    language: String,
    kind: String,
    official: String,
    mode: String,
    subject: String,
    details: String,
    needs: Vec<String>,
    interpreter: String,
}

/// What came of the form before.
#[derive(Default, Deserialize)]
pub(in crate::web) struct Said {
    /// `new` or `known`.
    #[serde(default)]
    done: String,
    #[serde(default)]
    reference: String,
    #[serde(default)]
    sms: bool,
}

/// The page with its form.
#[derive(Template)]
#[template(path = "centre/register.html")]
pub struct RegisterPage {
    frame: Frame,
    problems: Problems,
    slip: Option<Slip>,
    paper: Vec<Field>,
    names: Vec<Field>,
    sex: Choices,
    contact: Vec<Field>,
    request: Option<RequestAsked>,
}

/// What was just done, to be read out or printed.
pub struct Slip {
    said: String,
    reference: String,
    receipt: String,
}

/// The questions about what is handed in.
struct RequestAsked {
    fields: Vec<Field>,
    needs: Choices,
    interpreter: Field,
}

/// Shows the form, and what came of the one before.
pub(in crate::web) async fn see(
    reader: Reader,
    said: Query<Said>,
) -> Result<HttpResponse, Failure> {
    let typed = Typed {
        paper: PaperKind::Passport.to_string(),
        language: reader.language(),
        ..Typed::default()
    };
    let slip = slip(&reader.words, &said);
    reader.page(&page(&reader, &typed, Vec::new(), slip))
}

fn slip(words: &Words, said: &Said) -> Option<Slip> {
    let key = match said.done.as_str() {
        "new" => "register-done",
        "known" => "register-known",
        _ => return None,
    };
    let reference = Reference::parse(&said.reference);
    let receipt = if said.sms {
        "register-receipt-sms"
    } else {
        "register-receipt-none"
    };
    Some(Slip {
        said: words.get(key),
        reference: reference.map_or_else(String::new, |it| letters::shown(it.as_str())),
        receipt: words.get(receipt),
    })
}

/// Registers the person, or shows the form with what was typed and what was wrong with it.
pub(in crate::web) async fn save(
    reader: Reader,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<HttpResponse, Failure> {
    let typed = Typed::of(fields);
    let asked = match typed.parse(&reader) {
        Ok(asked) => asked,
        Err(found) => return reader.page(&page(&reader, &typed, found, None)),
    };
    match register_person(&reader.app, &reader.caller, asked, reader.now).await {
        Ok(done) => {
            let word = if done.is_known { "known" } else { "new" };
            let reference = done.request.map(|whole| whole.request.reference);
            let has_mobile = done.person.mobile_hash.is_some();
            Ok(reader.see(&format!(
                "/staff/register?done={word}&reference={}&sms={has_mobile}",
                reference.unwrap_or_default()
            )))
        }
        Err(error) => match error.refusal() {
            Some(refusal) => {
                let found = vec![problem(&reader.words, refusal)];
                reader.page(&page(&reader, &typed, found, None))
            }
            None => Err(error.into()),
        },
    }
}

fn problem(words: &Words, refusal: Refusal) -> Problem {
    let field = if refusal == Refusal::RequestOpen {
        "official"
    } else {
        ""
    };
    wrong(field, words.get(refusal.key()))
}

fn wrong(field: &str, text: String) -> Problem {
    Problem {
        field: field.to_owned(),
        text,
    }
}

/// A text without blanks at its ends; none if nothing is left.
fn filled(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

impl Typed {
    fn of(fields: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        for (name, value) in fields {
            let place = match name.as_str() {
                "paper" => &mut typed.paper,
                "number" => &mut typed.number,
                "country" => &mut typed.country,
                "name" => &mut typed.name,
                "name_latin" => &mut typed.name_latin,
                "sex" => &mut typed.sex,
                "mobile" => &mut typed.mobile,
                "whose" => &mut typed.whose,
                "language" => &mut typed.language,
                "kind" => &mut typed.kind,
                "official" => &mut typed.official,
                "mode" => &mut typed.mode,
                "subject" => &mut typed.subject,
                "details" => &mut typed.details,
                "interpreter" => &mut typed.interpreter,
                "needs" => {
                    typed.needs.push(value);
                    continue;
                }
                _ => continue,
            };
            *place = value;
        }
        typed
    }

    /// What was typed, or everything that is wrong with it in the order of the form.
    fn parse(&self, reader: &Reader) -> Result<(NewPerson, Option<NewRequest>), Vec<Problem>> {
        let words = &reader.words;
        let mut found = Vec::new();
        let paper = self.paper(words, &mut found);
        let (name, name_latin) = (filled(&self.name), filled(&self.name_latin));
        if name.is_none() && name_latin.is_none() {
            found.push(wrong("name", words.get("register-name-missing")));
        }
        let most = i64::try_from(NAME_CHARS_MAX).unwrap_or(i64::MAX);
        for (field, given) in [("name", &name), ("name_latin", &name_latin)] {
            if given.as_ref().is_some_and(|given| !is_name(given)) {
                found.push(wrong(field, words.say("name-wrong", "most", most)));
            }
        }
        let sex = Sex::parse(&self.sex);
        if sex.is_none() {
            found.push(wrong("sex", words.get("register-sex-missing")));
        }
        let mobile = filled(&self.mobile).map(|typed| Mobile::parse(&typed));
        if let Some(Err(fault)) = &mobile {
            found.push(wrong("mobile", words.value("error-mobile", fault.as_str())));
        }
        let mut languages = reader.app.words.written_in();
        if !languages.any(|one| one.code() == self.language) {
            found.push(wrong("language", words.get("error-choice")));
        }
        let request = self.request(reader, &mut found);
        match (paper, sex) {
            (Some(paper), Some(sex)) if found.is_empty() => Ok((
                NewPerson {
                    paper,
                    name,
                    name_latin,
                    sex,
                    mobile: mobile.and_then(Result::ok),
                    mobile_shared: self.whose == SHARED,
                    language: self.language.clone(),
                },
                request,
            )),
            (Some(_) | None, Some(_) | None) => Err(found),
        }
    }

    fn paper(&self, words: &Words, found: &mut Vec<Problem>) -> Option<Paper> {
        let Some(kind) = PaperKind::parse(&self.paper) else {
            found.push(wrong("paper", words.get("error-choice")));
            return None;
        };
        match Paper::parse(kind, &self.number, &self.country) {
            Ok(paper) => Some(paper),
            Err(fault) => {
                let field = fault.field("number", "country");
                found.push(wrong(field, words.get(&fault.key())));
                None
            }
        }
    }

    /// What is handed in; none where no kind was chosen.
    fn request(&self, reader: &Reader, found: &mut Vec<Problem>) -> Option<NewRequest> {
        let words = &reader.words;
        let kind = RequestKind::parse(&self.kind)?;
        let is_meeting = kind == RequestKind::Meeting;
        let catalogue = reader.app.catalogue.get();
        let mut official = None;
        if is_meeting {
            let id = self.official.as_str().into();
            if catalogue.official(&id).is_some() {
                official = Some(id);
            } else {
                found.push(wrong("official", words.get("meeting-official-missing")));
            }
        }
        let most = |key: &str, count: usize| {
            words.say(key, "most", i64::try_from(count).unwrap_or(i64::MAX))
        };
        let subject = filled(&self.subject).unwrap_or_default();
        let details = self.details.trim().replace("\r\n", "\n");
        if subject.is_empty() {
            found.push(wrong("subject", words.get("subject-missing")));
        } else if subject.chars().count() > SUBJECT_CHARS_MAX {
            found.push(wrong("subject", most("subject-long", SUBJECT_CHARS_MAX)));
        }
        if details.chars().count() > DETAILS_CHARS_MAX {
            found.push(wrong("details", most("details-long", DETAILS_CHARS_MAX)));
        }
        let centre = reader.caller.staff().and_then(|staff| staff.centre.clone());
        let mode = Mode::parse(&self.mode).unwrap_or(Mode::Video);
        Some(NewRequest {
            kind,
            official,
            mode: is_meeting.then_some(mode),
            centre,
            subject,
            details,
            needs: self.needs(),
            urgent_reason: None,
            applicant: None,
            person_concerned: None,
            basis: None,
            representation: None,
            unavailable: Vec::new(),
            channel: CHANNEL,
        })
    }

    /// The needs that were ticked; what is no need of the form's is left out.
    fn needs(&self) -> Needs {
        let language = filled(&self.interpreter).map(|code| format!("interpreter:{code}"));
        let ticked = self.needs.iter().cloned().chain(language);
        Needs::of(ticked.filter_map(|need| Need::parse(&need))).unwrap_or_default()
    }
}

fn page(reader: &Reader, typed: &Typed, found: Vec<Problem>, slip: Option<Slip>) -> RegisterPage {
    let words = &reader.words;
    let frame = reader
        .frame()
        .titled("register-title")
        .gone_wrong(!found.is_empty());
    let problems = Problems::new(words, found);
    let asks = allowed(reader.caller.role(), Action::SubmitRequest);
    RegisterPage {
        slip,
        paper: paper(words, typed, &problems),
        names: names(words, typed, &problems),
        sex: sexes(words)
            .chosen(typed.sex.as_str())
            .wrong(problems.of("sex")),
        contact: contact(reader, typed, &problems),
        request: asks.then(|| request(reader, typed, &problems)),
        problems,
        frame,
    }
}

fn paper(words: &Words, typed: &Typed, problems: &Problems) -> Vec<Field> {
    let kinds = PaperKind::ALL
        .iter()
        .map(|kind| (kind.to_string(), words.value("paper", kind.as_str())));
    vec![
        Field::one_of("paper", words.get("register-paper"), kinds.collect())
            .value(typed.paper.as_str())
            .wrong(problems.of("paper")),
        Field::text("number", words.get("register-number"))
            .hint(words.get("register-number-hint"))
            .latin()
            .complete("off")
            .value(typed.number.as_str())
            .wrong(problems.of("number")),
        Field::text("country", words.get("register-country"))
            .hint(words.get("register-country-hint"))
            .optional(words.get("optional"))
            .latin()
            .complete("off")
            .value(typed.country.as_str())
            .wrong(problems.of("country")),
    ]
}

fn names(words: &Words, typed: &Typed, problems: &Problems) -> Vec<Field> {
    vec![
        Field::text("name", words.get("register-name"))
            .hint(words.get("register-name-hint"))
            .complete("off")
            .value(typed.name.as_str())
            .wrong(problems.of("name")),
        Field::text("name_latin", words.get("register-name-latin"))
            .optional(words.get("optional"))
            .latin()
            .complete("off")
            .value(typed.name_latin.as_str())
            .wrong(problems.of("name_latin")),
    ]
}

fn sexes(words: &Words) -> Choices {
    let options = Sex::ALL
        .iter()
        .map(|sex| Choice::new(sex.as_str(), words.value("sex", sex.as_str())));
    Choices::one("sex", words.get("sex-label"), options.collect())
}

/// Whose the mobile is: a shared one gets texts that say nothing.
pub(in crate::web) fn whose(words: &Words) -> Field {
    let options = [("own", "whose-own"), (SHARED, "whose-shared")];
    let options = options.map(|(value, key)| (value.to_owned(), words.get(key)));
    Field::one_of("whose", words.get("whose-label"), options.to_vec()).hint(words.get("whose-hint"))
}

fn contact(reader: &Reader, typed: &Typed, problems: &Problems) -> Vec<Field> {
    let words = &reader.words;
    let languages = reader
        .app
        .words
        .written_in()
        .map(|one| (one.code().to_owned(), one.name().to_owned()));
    vec![
        Field::digits("mobile", words.get("mobile-label"), "off")
            .hint(words.get("register-mobile-hint"))
            .optional(words.get("optional"))
            .value(typed.mobile.as_str())
            .wrong(problems.of("mobile")),
        whose(words).value(typed.whose.as_str()),
        Field::one_of(
            "language",
            words.get("register-language"),
            languages.collect(),
        )
        .value(typed.language.as_str())
        .wrong(problems.of("language")),
    ]
}

fn request(reader: &Reader, typed: &Typed, problems: &Problems) -> RequestAsked {
    let words = &reader.words;
    let nothing = |key: &str| std::iter::once((String::new(), words.get(key)));
    let kinds = RequestKind::ALL
        .iter()
        .map(|kind| (kind.to_string(), words.value("kind", kind.as_str())));
    let catalogue = reader.app.catalogue.get();
    let officials = catalogue.officials.iter().map(|one| {
        let style = one.styles.in_language(words.lang().code());
        (one.id.to_string(), style.short)
    });
    let modes = [Mode::Video, Mode::InPerson];
    let modes = modes.map(|mode| (mode.to_string(), words.value("mode", mode.as_str())));
    let ticked = TICKED
        .iter()
        .map(|need| Choice::new(*need, words.value("need", need)));
    let languages = INTERPRETED
        .iter()
        .map(|code| ((*code).to_owned(), language_said(words, code)));
    RequestAsked {
        fields: vec![
            Field::one_of(
                "kind",
                words.get("case-kind"),
                nothing("register-request-none").chain(kinds).collect(),
            )
            .value(typed.kind.as_str()),
            Field::one_of(
                "official",
                words.get("case-official"),
                nothing("register-official-none").chain(officials).collect(),
            )
            .hint(words.get("register-meeting-only"))
            .optional(words.get("optional"))
            .value(typed.official.as_str())
            .wrong(problems.of("official")),
            Field::one_of("mode", words.get("case-mode"), modes.to_vec())
                .hint(words.get("register-meeting-only"))
                .value(typed.mode.as_str()),
            Field::text("subject", words.get("subject-label"))
                .value(typed.subject.as_str())
                .wrong(problems.of("subject")),
            Field::lines("details", words.get("details-label"))
                .optional(words.get("optional"))
                .value(typed.details.as_str())
                .wrong(problems.of("details")),
        ],
        needs: Choices::many("needs", words.get("needs-legend"), ticked.collect())
            .all_chosen(typed.needs.clone()),
        interpreter: Field::one_of(
            "interpreter",
            words.get("need-interpreter-label"),
            nothing("need-interpreter-none").chain(languages).collect(),
        )
        .optional(words.get("optional"))
        .value(typed.interpreter.as_str()),
    }
}
