//! Adding to one's own request: the answer to what was asked, and papers.

use actix_web::web::Path;
use askama::Template;

use super::draft::DETAILS_CHARS_MAX;
use super::{Answered, facts};
use crate::scheduling::Refusal;
use crate::scheduling::ids::{AttachmentId, RequestId};
use crate::service::reply::{self, Reply};
use crate::service::requests::{self, Case};
use crate::service::{attachments, letters, whereabouts};
use crate::web::frame::Frame;
use crate::web::parts::{Field, Problem, Problems};
use crate::web::reader::Reader;
use crate::web::upload::{FILES, Papers, Upload};

/// The page on which one adds to a request.
#[derive(Template)]
#[template(path = "citizen/reply.html")]
pub struct ReplyPage {
    frame: Frame,
    problems: Problems,
    href: String,
    back: String,
    reference: String,
    asked: Option<String>,
    text: Field,
    papers: Papers,
}

/// Asks what is to be added.
pub async fn see(reader: Reader, id: Path<String>) -> Answered {
    let case = case(&reader, id.into_inner()).await?;
    show(&reader, &case, (String::new(), Vec::new())).await
}

/// Adds it, or shows what was wrong and keeps what was typed and the files that are good.
pub async fn send(reader: Reader, id: Path<String>, mut upload: Upload) -> Answered {
    let case = case(&reader, id.into_inner()).await?;
    let typed = |name: &str| {
        let mut fields = upload.fields.iter();
        let found = fields.find(|(field, _)| field == name);
        found.map(|(_, value)| value.replace("\r\n", "\n"))
    };
    let (text, removed) = (typed("text").unwrap_or_default(), typed("remove"));
    let mut found = upload.bring(&reader).await?;
    if let Some(id) = removed {
        attachments::remove(&reader.app, &reader.caller, AttachmentId::from(id)).await?;
        return show(&reader, &case, (text, found)).await;
    }
    if text.chars().count() > DETAILS_CHARS_MAX {
        let most = i64::try_from(DETAILS_CHARS_MAX).unwrap_or(i64::MAX);
        found.push(Problem {
            field: "text".to_owned(),
            text: reader.words.say("details-long", "most", most),
        });
    }
    if !found.is_empty() {
        return show(&reader, &case, (text, found)).await;
    }
    let kept = attachments::draft(&reader.app, &reader.caller).await?;
    let new = Reply {
        text: text.clone(),
        attachments: kept.into_iter().map(|one| one.id).collect(),
    };
    let order = (case.request.id.clone(), new);
    match reply::reply(&reader.app, &reader.caller, order, reader.now).await {
        Ok(request) => Ok(reader.see(&format!("/requests/{}?said=replied", request.id))),
        Err(error) => {
            let refusal = facts::refused(error)?;
            let of_files = [Refusal::AttachmentsMany, Refusal::AttachmentGone];
            let field = if of_files.contains(&refusal) {
                FILES
            } else {
                "text"
            };
            let problem = Problem {
                field: field.to_owned(),
                text: reader.words.get(refusal.key()),
            };
            show(&reader, &case, (text, vec![problem])).await
        }
    }
}

async fn case(reader: &Reader, id: String) -> Result<Case, crate::web::failure::Failure> {
    let id = RequestId::from(id);
    let case = requests::one(&reader.app, &reader.caller, (id, "own"), reader.now).await?;
    if reader.caller.person().is_none() || !case.request.state.is_open() {
        return Err(Refusal::WrongStage.into());
    }
    Ok(case)
}

async fn show(reader: &Reader, case: &Case, (text, found): (String, Vec<Problem>)) -> Answered {
    let (frame, _) = facts::known(reader).await?;
    let frame = frame.titled("reply-title").gone_wrong(!found.is_empty());
    let words = frame.words.clone();
    let kept = attachments::draft(&reader.app, &reader.caller).await?;
    let papers = Papers::new(reader, &kept, &found);
    let problems = Problems::new(&words, found);
    reader.page(&ReplyPage {
        href: format!("/requests/{}/reply", case.request.id),
        back: format!("/requests/{}", case.request.id),
        reference: letters::shown(&case.request.reference),
        asked: whereabouts::asked(case).and_then(|step| step.text.clone()),
        text: Field::lines("text", words.get("reply-label"))
            .optional(words.get("optional"))
            .value(text)
            .wrong(problems.of("text")),
        papers,
        problems,
        frame,
    })
}
