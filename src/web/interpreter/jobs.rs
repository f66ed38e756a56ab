//! What an interpreter is booked for: when, where, in which language; a name on the day only.

use actix_web::HttpResponse;
use askama::Template;

use crate::scheduling::{Need, Needs};
use crate::service::interpreting::{Job, jobs};
use crate::service::letters;
use crate::web::citizen::requests::appointment_tag;
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use crate::web::parts::{Mood, Tag};
use crate::web::reader::Reader;

/// The own coming appointments, by start.
#[derive(Template)]
#[template(path = "interpreter/jobs.html")]
pub struct JobsPage {
    /// What stands around it.
    pub frame: Frame,
    /// The appointments.
    pub jobs: Vec<JobRow>,
}

/// One appointment to interpret at.
pub struct JobRow {
    /// The day in both calendars.
    pub day: String,
    /// From when until when.
    pub time: String,
    /// Where the applicant sits.
    pub place: String,
    /// Whose it is, on the day only.
    pub name: Option<String>,
    /// The language or the signs.
    pub needs: Vec<Tag>,
    /// How far it is.
    pub state: Tag,
    /// The session's page, while its link is open.
    pub href: Option<String>,
}

pub(super) async fn see(reader: Reader) -> Result<HttpResponse, Failure> {
    let found = jobs(&reader.app, &reader.caller, reader.now).await?;
    reader.page(&JobsPage {
        jobs: found.iter().map(|job| row(&reader, job)).collect(),
        frame: reader.frame().titled("jobs-title"),
    })
}

fn row(reader: &Reader, job: &Job) -> JobRow {
    let (app, words, appointment) = (&reader.app, &reader.words, &job.appointment);
    let at = letters::local(app, appointment);
    let ends = at + (appointment.ends_at - appointment.starts_at);
    let times = [
        ("from", words.time(at.time()).into()),
        ("to", words.time(ends.time()).into()),
    ];
    JobRow {
        day: words.day(at.date()),
        time: words.with("jobs-time", &times),
        place: letters::place(app, words, appointment),
        name: job.name.clone(),
        needs: interpreted(&appointment.needs)
            .map(|need| Tag::new(Mood::Special, letters::need(words, &need)))
            .collect(),
        state: appointment_tag(words, appointment.state),
        href: job
            .session
            .as_ref()
            .map(|open| format!("/interpreter/session/{}", open.id)),
    }
}

/// The needs that are the interpreter's affair.
fn interpreted(text: &str) -> impl Iterator<Item = Need> {
    let needs: Vec<Need> = Needs::parse(text)
        .unwrap_or_default()
        .iter()
        .cloned()
        .collect();
    needs.into_iter().filter(|need| match need {
        Need::SignLanguage | Need::Interpreter(_) => true,
        Need::Wheelchair | Need::Companions(_) => false,
    })
}
