//! The live session inside a page: its tiles, its controls, and the words its script says.

use actix_web::HttpResponse;
use actix_web::http::header;
use askama::Template;
use askama::filters::HtmlSafe;
use serde::Serialize;

use crate::scheduling::session::SessionRole;
use crate::service::ticket::Ticket;
use crate::words::Words;

/// What the script tells a person, by the mark it finds it under.
const SAID: [(&str, &str); 33] = [
    ("you", "stage-you"),
    ("connecting", "stage-connecting"),
    ("waiting", "stage-waiting"),
    ("first", "stage-waiting-first"),
    ("held", "stage-held"),
    ("admitted", "stage-admitted"),
    ("alone", "stage-alone"),
    ("ended", "stage-ended"),
    ("removed", "stage-removed"),
    ("lost", "stage-lost"),
    ("failed", "stage-failed"),
    ("no-camera", "stage-no-camera"),
    ("poor", "stage-quality-poor"),
    ("on", "control-state-on"),
    ("off", "control-state-off"),
    ("end-ask", "control-end-ask"),
    ("minutes", "waiting-minutes"),
    ("decline-ask", "session-decline-ask"),
    ("official-away", "session-official-away"),
    ("tell-ask", "session-tell-ask"),
    ("told", "stage-told"),
    ("expected-soon", "stage-expected-soon"),
    ("here", "stage-here"),
    ("muted", "stage-muted"),
    ("muted-audio", "stage-muted-audio"),
    ("muted-video", "stage-muted-video"),
    ("paper-bad", "stage-paper-bad"),
    ("screen", "control-screen"),
    ("paper", "control-paper"),
    ("unshare", "control-unshare"),
    ("talk-failed", "stage-talk-failed"),
    ("checked", "session-checked"),
    ("unchecked", "session-unchecked"),
];

/// The forms that a number takes in some language, as scripts call them too.
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// What the script says of a number: its mark, the words, and what is counted in them.
const COUNTED: [(&str, &str, &str); 3] = [
    ("late", "stage-late", "minutes"),
    ("ahead", "stage-ahead", "people"),
    ("expected", "stage-expected", "minutes"),
];

/// The stage of one session for one person.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/stage.html")]
pub struct Stage {
    role: SessionRole,
    ticket: String,
    csrf: String,
    first: String,
    starts: bool,
    admits: bool,
    after: String,
    title: String,
    survey: String,
    controls: [String; 9],
    said: Vec<(String, String)>,
}

impl HtmlSafe for Stage {}

impl Stage {
    /// The stage of somebody who comes as `role`; the script gets its ticket by a POST to `ticket`.
    #[must_use]
    pub fn new(words: &Words, role: SessionRole, ticket: String, csrf: String) -> Self {
        let mut said: Vec<(String, String)> = SAID
            .iter()
            .map(|(mark, key)| ((*mark).to_owned(), words.get(key)))
            .collect();
        // The script puts the reason where the mark stands.
        said.push((
            "declined".to_owned(),
            words.say("stage-declined", "reason", "%s"),
        ));
        said.push((
            "remove-ask".to_owned(),
            words.say("session-remove-ask", "name", "%s"),
        ));
        // The script chooses the form by the number, and puts it where the mark stands.
        for (mark, key, what) in COUNTED {
            let form_of = format!("{what}-form");
            said.extend(FORMS.iter().map(|form| {
                let count = [(what, "%s".into()), (form_of.as_str(), (*form).into())];
                (format!("{mark}-{form}"), words.with(key, &count))
            }));
        }
        said.extend(SessionRole::ALL.iter().map(|role| {
            let mark = role.as_str().replace('_', "-");
            (
                format!("role-{mark}"),
                words.value("session-role", role.as_str()),
            )
        }));
        Self {
            role,
            ticket,
            csrf,
            first: String::new(),
            starts: false,
            admits: false,
            after: String::new(),
            title: words.get("stage-title"),
            survey: words.get("stage-survey"),
            controls: [
                "microphone",
                "camera",
                "leave",
                "end",
                "screen",
                "paper",
                "talk",
                "talk-text",
                "talk-send",
            ]
            .map(|control| words.get(&format!("control-{control}"))),
            said,
        }
    }

    /// The same stage, which begins as soon as its page is there.
    #[must_use]
    pub fn starting(self) -> Self {
        Self {
            starts: true,
            ..self
        }
    }

    /// The same stage, which begins as soon as its page is there and lets in whom the centre seated
    /// as soon as they wait, with their interpreters.
    #[must_use]
    pub fn admitting(self) -> Self {
        Self {
            admits: true,
            ..self.starting()
        }
    }

    /// Whether this person may end it for everybody.
    const fn leads(&self) -> bool {
        matches!(self.role, SessionRole::Official | SessionRole::Secretary)
    }

    /// Whether this person is seen and may write to the others; who looks on does neither.
    const fn shows(&self) -> bool {
        !matches!(self.role, SessionRole::Observer)
    }

    /// Whether it begins by itself.
    #[must_use]
    pub const fn starts(&self) -> bool {
        self.starts
    }

    /// The same stage, whose first socket is opened with that ticket.
    #[must_use]
    pub fn with_ticket(self, ticket: String) -> Self {
        Self {
            first: ticket,
            ..self
        }
    }

    /// The same stage, after whose end the page goes to `after`.
    #[must_use]
    pub fn then(self, after: String) -> Self {
        Self { after, ..self }
    }
}

/// With what the stage's script opens its socket.
#[derive(Serialize)]
struct Seat<'a> {
    ticket: &'a str,
}

/// The answer to the stage's script that asks for its seat.
#[must_use]
pub fn seat(ticket: &Ticket) -> HttpResponse {
    let ticket = &ticket.ticket;
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(Seat { ticket })
}
