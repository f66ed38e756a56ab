//! Registering a person who stands before staff, or wrote, and what she or he hands in.

use actix_web::HttpResponse;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

pub(in crate::web) use self::asked::whose;
pub(in crate::web) use self::typed::SHARED;
use self::typed::{Typed, is_at_centre, wrong};
use crate::scheduling::ids::AttachmentId;
use crate::scheduling::permission::allowed;
use crate::scheduling::{Action, Reference, Refusal};
use crate::service::register_person::{PaperKind, Registered, register_person};
use crate::service::{attachments, letters, staff_draft};
use crate::web::failure::Failure;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::parts::{Choices, Field, Folded, Problem, Problems, field_of};
use crate::web::reader::Reader;
use crate::web::upload::{FILES, Papers, Upload};
use crate::words::Words;

mod asked;
mod typed;

/// What the draft of this form is kept under.
const FORM: &str = "register";

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
    #[serde(default)]
    visit: String,
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
    is_draft: bool,
    lead: String,
}

/// What was just done, to be read out or printed.
pub struct Slip {
    said: String,
    reference: String,
    receipt: String,
    /// The visit that can be ended now; empty where there is none, or somebody else ends it.
    visit: String,
}

/// The questions about what is handed in.
struct RequestAsked {
    channel: Field,
    centre: Option<Field>,
    folded: Vec<Folded>,
    has_needs: bool,
    papers: Option<Papers>,
    fields: Vec<Field>,
    needs: Choices,
    interpreter: Field,
}

/// Shows the form with what was typed and not sent, and what came of the one before.
pub(in crate::web) async fn see(
    reader: Reader,
    said: Query<Said>,
) -> Result<HttpResponse, Failure> {
    let kept = staff_draft::read(&reader.app, &reader.caller, FORM).await?;
    let kept: Option<Vec<(String, String)>> =
        kept.and_then(|body| serde_json::from_str(&body).ok());
    let is_draft = kept.is_some();
    let typed = kept.map_or_else(
        || Typed {
            paper: PaperKind::Passport.to_string(),
            language: reader.language(),
            ..Typed::default()
        },
        Typed::of,
    );
    let slip = slip(&reader, &said);
    let mut page = page(&reader, &typed, Vec::new()).await?;
    page.is_draft = is_draft && slip.is_none();
    page.slip = slip;
    reader.page(&page)
}

fn slip(reader: &Reader, said: &Said) -> Option<Slip> {
    let words = &reader.words;
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
        visit: if allowed(reader.caller.role(), Action::ServeVisitor) {
            said.visit.clone()
        } else {
            String::new()
        },
    })
}

/// Registers the person, or shows the form with what was typed and what was wrong with it.
pub(in crate::web) async fn save(
    reader: Reader,
    mut upload: Upload,
) -> Result<HttpResponse, Failure> {
    let fields = std::mem::take(&mut upload.fields);
    let pressed = |name: &str| {
        let found = fields.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.clone())
    };
    let (anew, removed) = (pressed("anew"), pressed("remove"));
    if anew.is_some() {
        staff_draft::drop(&reader.app, &reader.caller, FORM).await?;
        return Ok(reader.see("/staff/register"));
    }
    keep_draft(&reader, &fields).await?;
    let typed = Typed::of(fields);
    let found = upload.bring(&reader).await?;
    if let Some(id) = removed {
        attachments::remove(&reader.app, &reader.caller, AttachmentId::from(id)).await?;
        return reader.page(&page(&reader, &typed, found).await?);
    }
    let papers = attachments::draft(&reader.app, &reader.caller).await?;
    let asked = match typed.parse(&reader, &papers) {
        Ok(asked) if found.is_empty() => asked,
        Ok(_) => return reader.page(&page(&reader, &typed, found).await?),
        Err(wrong) => {
            let found = wrong.into_iter().chain(found).collect();
            return reader.page(&page(&reader, &typed, found).await?);
        }
    };
    match register_person(&reader.app, &reader.caller, asked, reader.now).await {
        Ok(done) => {
            staff_draft::drop(&reader.app, &reader.caller, FORM).await?;
            Ok(reader.see(&after(&done)))
        }
        Err(error) => match error.refusal() {
            Some(refusal) => {
                let found = vec![problem(&reader.words, refusal)];
                reader.page(&page(&reader, &typed, found).await?)
            }
            None => Err(error.into()),
        },
    }
}

/// Where one comes after a person was registered.
fn after(done: &Registered) -> String {
    let word = if done.is_known { "known" } else { "new" };
    let reference = done
        .request
        .as_ref()
        .map(|whole| whole.request.reference.as_str());
    let has_mobile = done.person.mobile_hash.is_some();
    let reference = reference.unwrap_or_default();
    let visit = done.visit.as_ref().map_or("", |visit| visit.id.as_str());
    format!("/staff/register?done={word}&reference={reference}&sms={has_mobile}&visit={visit}")
}

/// Keeps what is being typed, while it is typed.
pub(in crate::web) async fn keep(
    reader: Reader,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<HttpResponse, Failure> {
    keep_draft(&reader, &fields).await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn keep_draft(reader: &Reader, fields: &[(String, String)]) -> Result<(), Failure> {
    let typed: Vec<_> = fields.iter().filter(|(name, _)| name != "csrf").collect();
    let body = serde_json::to_string(&typed).unwrap_or_default();
    staff_draft::keep(&reader.app, &reader.caller, (FORM, body), reader.now).await?;
    Ok(())
}

fn problem(words: &Words, refusal: Refusal) -> Problem {
    let fields = [
        (Refusal::RequestOpen, "official"),
        (Refusal::NumberTaken, "entry_number"),
        (Refusal::NumberWrong, "entry_number"),
        (Refusal::FieldWrong, "category"),
        (Refusal::AttachmentGone, FILES),
    ];
    wrong(field_of(refusal, &fields), words.get(refusal.key()))
}

async fn page(
    reader: &Reader,
    typed: &Typed,
    found: Vec<Problem>,
) -> Result<RegisterPage, Failure> {
    let words = &reader.words;
    let (title, lead) = if is_at_centre(reader) {
        ("register-title", "register-lead")
    } else {
        ("intake-title", "intake-lead")
    };
    let frame = reader.frame().titled(title).gone_wrong(!found.is_empty());
    let kept = attachments::draft(&reader.app, &reader.caller).await?;
    let papers = Papers::new(reader, &kept, &found);
    let problems = Problems::new(words, found);
    let asks = allowed(reader.caller.role(), Action::SubmitRequest);
    Ok(RegisterPage {
        slip: None,
        is_draft: false,
        lead: words.get(lead),
        paper: asked::paper(words, typed, &problems),
        names: asked::names(words, typed, &problems),
        sex: asked::sexes(words)
            .chosen(typed.sex.as_str())
            .wrong(problems.of("sex")),
        contact: asked::contact(reader, typed, &problems),
        request: asks.then(|| RequestAsked {
            papers: Some(papers),
            ..asked::request(reader, typed, &problems)
        }),
        problems,
        frame,
    })
}
