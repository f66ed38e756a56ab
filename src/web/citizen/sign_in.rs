//! Signing in, first half: who says they are there, and where the code goes.

use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::{Answered, facts};
use crate::scheduling::Reference;
use crate::scheduling::identity::IdentityNumber;
use crate::scheduling::mobile::Mobile;
use crate::service::ask_code::{self, Question};
use crate::service::letters;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::language::own_path;
use crate::web::parts::{Field, Problem, Problems};
use crate::web::reader::Reader;
use crate::words::Words;

/// Where to go when it is done.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Next {
    /// A path of ours.
    #[serde(default)]
    pub next: String,
}

/// Asks for identity number and mobile.
pub async fn see(reader: Reader, query: Query<Next>) -> Answered {
    let form = SignInForm {
        next: query.into_inner().next,
        ..SignInForm::default()
    };
    reader.page(&SignInPage::new(reader.frame(), &form, Vec::new()))
}

/// Sends the code, and goes on to where it is entered.
pub async fn send(reader: Reader, Form(form): Form<SignInForm>) -> Answered {
    let (identity, mobile) = match form.parse(&reader.words) {
        Ok(given) => given,
        Err(found) => return reader.page(&SignInPage::new(reader.frame(), &form, found)),
    };
    let question = Question {
        identity: Some(identity),
        mobile,
        request: None,
        language: reader.language(),
        is_for_call: false,
    };
    match ask_code::ask_code(&reader.app, question, reader.now).await {
        Ok(sent) => {
            let next = query_of(own_path(&form.next));
            Ok(reader.see(&format!("/sign-in/{}?{next}", sent.challenge)))
        }
        Err(error) => {
            let text = reader.words.get(facts::refused(error)?.key());
            let field = String::new();
            let found = vec![Problem { field, text }];
            reader.page(&SignInPage::new(reader.frame(), &form, found))
        }
    }
}

/// `next=…`, ready for an address.
fn query_of(next: &str) -> String {
    serde_urlencoded::to_string([("next", next)]).unwrap_or_default()
}

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct SignInForm {
    /// The identity number as typed.
    #[serde(default)]
    pub identity_number: String,
    /// The mobile as typed.
    #[serde(default)]
    pub mobile: String,
    /// Where to go when it is done.
    #[serde(default)]
    pub next: String,
}

impl SignInForm {
    /// Identity number and mobile, or everything that is wrong with them.
    pub fn parse(&self, words: &Words) -> Result<(IdentityNumber, Mobile), Vec<Problem>> {
        let identity = IdentityNumber::parse(&self.identity_number);
        let mobile = Mobile::parse(&self.mobile);
        match (identity, mobile) {
            (Ok(identity), Ok(mobile)) => Ok((identity, mobile)),
            (identity, mobile) => {
                let of_identity = identity.err().map(|fault| Problem {
                    field: "identity_number".to_owned(),
                    text: words.value("error-identity", fault.as_str()),
                });
                let of_mobile = mobile.err().map(|fault| Problem {
                    field: "mobile".to_owned(),
                    text: words.value("error-mobile", fault.as_str()),
                });
                Err([of_identity, of_mobile].into_iter().flatten().collect())
            }
        }
    }
}

/// The page that asks for identity number and mobile.
#[derive(Template)]
#[template(path = "citizen/sign_in.html")]
pub struct SignInPage {
    frame: Frame,
    problems: Problems,
    identity: Field,
    mobile: Field,
    next: String,
    /// Where the same request can be followed without signing in.
    track: String,
}

/// The page of following; with the reference where signing in was to lead to it.
fn track(next: &str) -> String {
    let reference = next.strip_prefix("/r/").and_then(Reference::parse);
    reference.map_or_else(
        || "/track".to_owned(),
        |reference| format!("/track?reference={}", letters::shown(reference.as_str())),
    )
}

impl SignInPage {
    /// The page with what was typed and what was wrong.
    #[must_use]
    pub fn new(frame: Frame, form: &SignInForm, found: Vec<Problem>) -> Self {
        let frame = frame.titled("sign-in-title").gone_wrong(!found.is_empty());
        let words = frame.words.clone();
        let problems = Problems::new(&words, found);
        let identity = Field::digits("identity_number", words.get("identity-label"), "off")
            .hint(words.get("identity-hint"))
            .value(form.identity_number.as_str())
            .wrong(problems.of("identity_number"));
        let mobile = Field::digits("mobile", words.get("mobile-label"), "tel")
            .hint(words.get("mobile-hint"))
            .value(form.mobile.as_str())
            .wrong(problems.of("mobile"));
        Self {
            frame,
            problems,
            identity,
            mobile,
            track: track(&form.next),
            next: form.next.clone(),
        }
    }
}
