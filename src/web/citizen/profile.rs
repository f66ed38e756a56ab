//! Who the person is: name, sex, region, email; asked before the first booking.

use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::{Answered, facts, time};
use crate::scheduling::Refusal;
use crate::scheduling::email::Email;
use crate::scheduling::person::Sex;
use crate::scheduling::slot::SlotId;
use crate::service::reseat::Fate;
use crate::service::{Person, Profile, profile};
use crate::web::centre::register::{SHARED, whose};
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::language::own_path;
use crate::web::parts::{Choice, Choices, Field, Problem, Problems};
use crate::web::reader::Reader;
use crate::words::Words;

/// How the page is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Wanted {
    /// Where to go when it is done.
    #[serde(default)]
    next: String,
    /// Whether it was kept just now.
    #[serde(default)]
    saved: bool,
}

/// Shows what is known of the person, to be changed.
pub async fn see(reader: Reader, query: Query<Wanted>) -> Answered {
    let Wanted { next, saved } = query.into_inner();
    let (frame, person) = facts::known(&reader).await?;
    let form = ProfileForm::of(&person, next);
    let tongues = tongues(&reader);
    reader.page(&ProfilePage::new(
        frame,
        &form,
        (Vec::new(), tongues),
        saved,
    ))
}

/// The languages in which people are written to: code, and what each calls itself.
fn tongues(reader: &Reader) -> Vec<(String, String)> {
    let written = reader.app.words.written_in();
    written
        .map(|language| (language.code().to_owned(), language.name().to_owned()))
        .collect()
}

/// Keeps it, and goes on.
pub async fn save(reader: Reader, Form(form): Form<ProfileForm>) -> Answered {
    let (frame, person) = facts::known(&reader).await?;
    let given = match form.parse(&frame.words) {
        Ok(given) => given,
        Err(found) => {
            let tongues = tongues(&reader);
            return reader.page(&ProfilePage::new(frame, &form, (found, tongues), false));
        }
    };
    // A language that is not on the list was not chosen on the page.
    let given = ProfileGiven {
        language: given
            .language
            .filter(|code| tongues(&reader).iter().any(|(known, _)| known == code)),
        ..given
    };
    let profile = Profile {
        sex: Some(given.sex),
        name: Some(given.name),
        name_latin: person.name_latin,
        region: given.region,
        email: given.email.map(|email| email.as_str().to_owned()),
        language: given.language.unwrap_or_else(|| reader.language()),
        mobile_shared: given.mobile_shared,
    };
    let held = profile::save(&reader.app, &reader.caller, profile, reader.now).await?;
    if let Some((held, Fate::GivenBack)) = held {
        let said = reader.words.get(Refusal::HoldGivenBack.key());
        return time::show(&reader, Some((said, SlotId::from_text(&held.slot_id)))).await;
    }
    let next = match form.next.as_str() {
        "" => "/profile?saved=true",
        next => own_path(next),
    };
    Ok(reader.see(next))
}

/// The thirteen regions, as they are stored.
pub const REGIONS: [&str; 13] = [
    "riyadh",
    "makkah",
    "madinah",
    "qassim",
    "eastern",
    "asir",
    "tabuk",
    "hail",
    "northern_borders",
    "jazan",
    "najran",
    "bahah",
    "jawf",
];

/// So many letters at most has a name.
pub(in crate::web) const NAME_CHARS_MAX: usize = 100;
const NAME_CHARS_MIN: usize = 2;

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct ProfileForm {
    /// The name as typed.
    #[serde(default)]
    pub name: String,
    /// Man or woman.
    #[serde(default)]
    pub sex: String,
    /// The region; empty for none.
    #[serde(default)]
    pub region: String,
    /// The email address as typed; empty for none.
    #[serde(default)]
    pub email: String,
    /// The language of messages; empty for that of the page.
    #[serde(default)]
    pub language: String,
    /// Whose the mobile is.
    #[serde(default)]
    pub whose: String,
    /// Where to go when it is done.
    #[serde(default)]
    pub next: String,
}

/// What was given, once nothing in it is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileGiven {
    /// The name.
    pub name: String,
    /// Man or woman.
    pub sex: Sex,
    /// The region, if one was said.
    pub region: Option<String>,
    /// The email address, if one was given.
    pub email: Option<Email>,
    /// The language of messages, if one was chosen.
    pub language: Option<String>,
    /// Whether others read what comes to the mobile.
    pub mobile_shared: bool,
}

impl ProfileForm {
    /// The form as it stands before anything is typed.
    fn of(person: &Person, next: String) -> Self {
        Self {
            name: person.name.clone().unwrap_or_default(),
            sex: person.sex.map_or("", Sex::as_str).to_owned(),
            region: person.region.clone().unwrap_or_default(),
            email: person.email.clone().unwrap_or_default(),
            language: person.language.clone(),
            whose: if person.mobile_shared { SHARED } else { "own" }.to_owned(),
            next,
        }
    }

    /// What was given, or everything that is wrong with it.
    pub fn parse(&self, words: &Words) -> Result<ProfileGiven, Vec<Problem>> {
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        let email = match self.email.trim() {
            "" => Ok(None),
            typed => Email::parse(typed).map(Some),
        };
        let mut found = Vec::new();
        let mut wrong = |field: &str, text: String| {
            found.push(Problem {
                field: field.to_owned(),
                text,
            });
        };
        if name.is_empty() {
            wrong("name", words.get("name-missing"));
        } else if !is_name(&name) {
            let most = i64::try_from(NAME_CHARS_MAX).unwrap_or(i64::MAX);
            wrong("name", words.say("name-wrong", "most", most));
        }
        if Sex::parse(&self.sex).is_none() {
            wrong("sex", words.get("sex-missing"));
        }
        if let Err(fault) = &email {
            wrong("email", words.value("error-email", fault.as_str()));
        }
        match (Sex::parse(&self.sex), email) {
            (Some(sex), Ok(email)) if found.is_empty() => Ok(ProfileGiven {
                name,
                sex,
                region: Some(self.region.clone()).filter(|it| REGIONS.contains(&it.as_str())),
                email,
                language: Some(self.language.clone()).filter(|code| !code.is_empty()),
                mobile_shared: self.whose == SHARED,
            }),
            (Some(_) | None, Ok(_) | Err(_)) => Err(found),
        }
    }
}

/// Letters of any kind people are called by, and what stands between them.
pub(in crate::web) fn is_name(name: &str) -> bool {
    let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
    letters >= NAME_CHARS_MIN
        && name.chars().count() <= NAME_CHARS_MAX
        && name
            .chars()
            .all(|letter| letter.is_alphabetic() || is_mark(letter) || " -'’.".contains(letter))
}

/// Arabic vowel signs and the stroke that stretches a word.
const fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{0640}' | '\u{064B}'..='\u{0652}' | '\u{0670}')
}

/// The page that asks who the person is.
#[derive(Template)]
#[template(path = "citizen/profile.html")]
pub struct ProfilePage {
    frame: Frame,
    problems: Problems,
    saved: bool,
    back: Option<&'static str>,
    next: String,
    name: Field,
    sex: Choices,
    region: Field,
    email: Field,
    language: Field,
    whose: Field,
    button: String,
    lead: Option<String>,
}

impl ProfilePage {
    /// The page with what was typed, what was wrong, and the languages of messages; `saved` says that it was kept just now.
    #[must_use]
    pub fn new(
        frame: Frame,
        form: &ProfileForm,
        (found, tongues): (Vec<Problem>, Vec<(String, String)>),
        saved: bool,
    ) -> Self {
        let asking = !form.next.is_empty();
        let title = if asking {
            "profile-title"
        } else {
            "my-profile"
        };
        let frame = frame.titled(title).gone_wrong(!found.is_empty());
        let words = frame.words.clone();
        let problems = Problems::new(&words, found);
        Self {
            name: Field::text("name", words.get("name-label"))
                .hint(words.get("name-hint"))
                .complete("name")
                .value(form.name.as_str())
                .wrong(problems.of("name")),
            sex: sexes(&words)
                .chosen(form.sex.as_str())
                .wrong(problems.of("sex")),
            region: regions(&words).value(form.region.as_str()),
            email: Field::text("email", words.get("email-label"))
                .hint(words.get("email-hint"))
                .optional(words.get("optional"))
                .complete("email")
                .value(form.email.as_str())
                .wrong(problems.of("email")),
            whose: whose(&words).value(form.whose.as_str()),
            language: Field::one_of("language", words.get("messages-language"), tongues)
                .value(form.language.as_str()),
            lead: asking.then(|| words.get("profile-lead")),
            button: words.get(if asking { "continue" } else { "save" }),
            back: asking.then_some("/ask/about"),
            next: form.next.clone(),
            frame,
            problems,
            saved,
        }
    }
}

fn sexes(words: &Words) -> Choices {
    let options = Sex::ALL
        .iter()
        .map(|sex| Choice::new(sex.as_str(), words.value("sex", sex.as_str())));
    Choices::one("sex", words.get("sex-label"), options.collect())
        .hint(words.get("profile-why-sex"))
}

fn regions(words: &Words) -> Field {
    let nothing = (String::new(), words.get("region-choose"));
    let named = REGIONS
        .iter()
        .map(|region| ((*region).to_owned(), words.value("region", region)));
    let options = std::iter::once(nothing).chain(named).collect();
    Field::one_of("region", words.get("region-label"), options).optional(words.get("optional"))
}

#[cfg(test)]
mod tests;
