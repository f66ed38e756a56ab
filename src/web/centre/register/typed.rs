//! What was typed of a person and a request, read or refused field by field.

use crate::scheduling::ids::CategoryId;
use crate::scheduling::{Mobile, Mode, Need, Needs, Refusal, RequestKind, Sex, calendar};
use crate::service::attachments::Attachment;
use crate::service::calls::reach;
use crate::service::filing::Entry;
use crate::service::hand_in::{Came, NewRequest};
use crate::service::register_person::{CHANNEL, NewPerson, Paper, PaperKind, channels};
use crate::web::behalf::{Behalf, day, one_line};
use crate::web::citizen::draft::{DETAILS_CHARS_MAX, SUBJECT_CHARS_MAX};
use crate::web::citizen::profile::{NAME_CHARS_MAX, is_name};
use crate::web::parts::Problem;
use crate::web::reader::Reader;
use crate::words::Words;

/// What a form says of a mobile that others read too.
pub(in crate::web) const SHARED: &str = "shared";

/// The ways by which a request comes that the reader registers.
pub(super) fn ways(reader: &Reader) -> &'static [&'static str] {
    reader.caller.role().map_or(&[], channels)
}

/// Whether people stand before the reader; else they wrote, and something came of it in any case.
pub(super) fn is_at_centre(reader: &Reader) -> bool {
    let staff = reader.caller.staff();
    staff.is_some_and(|staff| staff.centre.is_some())
}

/// The form as it was typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) paper: String,
    pub(super) number: String,
    pub(super) country: String,
    pub(super) name: String,
    pub(super) name_latin: String,
    pub(super) sex: String,
    pub(super) mobile: String,
    pub(super) phone: String,
    pub(super) whose: String,
    pub(super) language: String,
    pub(super) kind: String,
    pub(super) official: String,
    pub(super) mode: String,
    pub(super) centre: String,
    pub(super) subject: String,
    pub(super) details: String,
    pub(super) needs: Vec<String>,
    pub(super) interpreter: String,
    pub(super) channel: String,
    pub(super) dated: String,
    pub(super) sender_number: String,
    pub(super) behalf: Behalf,
    pub(super) register: String,
    pub(super) entry_number: String,
    pub(super) category: String,
}

pub(super) fn wrong(field: &str, text: String) -> Problem {
    Problem {
        field: field.to_owned(),
        text,
    }
}

impl Typed {
    pub(super) fn of(fields: Vec<(String, String)>) -> Self {
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
                "phone" => &mut typed.phone,
                "whose" => &mut typed.whose,
                "language" => &mut typed.language,
                "kind" => &mut typed.kind,
                "official" => &mut typed.official,
                "mode" => &mut typed.mode,
                "centre" => &mut typed.centre,
                "subject" => &mut typed.subject,
                "details" => &mut typed.details,
                "interpreter" => &mut typed.interpreter,
                "channel" => &mut typed.channel,
                "dated" => &mut typed.dated,
                "sender_number" => &mut typed.sender_number,
                "register" => &mut typed.register,
                "entry_number" => &mut typed.entry_number,
                "category" => &mut typed.category,
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

    /// What was typed, or everything that is wrong with it in the order of the form.
    pub(super) fn parse(
        &self,
        reader: &Reader,
        papers: &[Attachment],
    ) -> Result<(NewPerson, Option<NewRequest>), Vec<Problem>> {
        let words = &reader.words;
        let mut found = Vec::new();
        let paper = self.paper(words, &mut found);
        let (name, name_latin) = (one_line(&self.name), one_line(&self.name_latin));
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
        let mobile = one_line(&self.mobile).map(|typed| Mobile::parse(&typed));
        if let Some(Err(fault)) = &mobile {
            found.push(wrong("mobile", words.value("error-mobile", fault.as_str())));
        }
        let phone = one_line(&self.phone).map(|typed| reach::parse(&typed));
        if phone == Some(None) {
            found.push(wrong("phone", words.get(Refusal::PhoneWrong.key())));
        }
        let mut languages = reader.app.words.written_in();
        if !languages.any(|one| one.code() == self.language) {
            found.push(wrong("language", words.get("error-choice")));
        }
        let request = self.request(reader, papers, &mut found);
        match (paper, sex) {
            (Some(paper), Some(sex)) if found.is_empty() => Ok((
                NewPerson {
                    paper,
                    name,
                    name_latin,
                    sex,
                    mobile: mobile.and_then(Result::ok),
                    mobile_shared: self.whose == SHARED,
                    phone: phone.flatten(),
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
    fn request(
        &self,
        reader: &Reader,
        papers: &[Attachment],
        found: &mut Vec<Problem>,
    ) -> Option<NewRequest> {
        let words = &reader.words;
        let Some(kind) = RequestKind::parse(&self.kind) else {
            if !is_at_centre(reader) {
                found.push(wrong("kind", words.get("intake-kind-missing")));
            }
            return None;
        };
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
        let (subject, details) = self.said(words, found);
        let behalf = self.behalf.read(reader, found);
        let own = reader.caller.staff().and_then(|staff| staff.centre.clone());
        let chosen = Some(self.centre.as_str().into());
        let chosen = chosen.filter(|id| catalogue.centre(id).is_some());
        let mode = Mode::parse(&self.mode).unwrap_or(Mode::Video);
        Some(NewRequest {
            kind,
            official,
            mode: is_meeting.then_some(mode),
            centre: own.or(chosen),
            subject,
            details,
            needs: self.needs(),
            urgent_reason: behalf.urgent,
            applicant: behalf.applicant,
            person_concerned: behalf.concerned,
            basis: behalf.basis,
            representation: None,
            unavailable: Vec::new(),
            channel: self.channel(reader),
            came: Came {
                basis_until: behalf.until,
                ..self.came(reader, papers, found)
            },
        })
    }

    /// Subject and details, checked.
    fn said(&self, words: &Words, found: &mut Vec<Problem>) -> (String, String) {
        let most = |key: &str, count: usize| {
            words.say(key, "most", i64::try_from(count).unwrap_or(i64::MAX))
        };
        let subject = one_line(&self.subject).unwrap_or_default();
        let details = self.details.trim().replace("\r\n", "\n");
        if subject.is_empty() {
            found.push(wrong("subject", words.get("subject-missing")));
        } else if subject.chars().count() > SUBJECT_CHARS_MAX {
            found.push(wrong("subject", most("subject-long", SUBJECT_CHARS_MAX)));
        }
        if details.chars().count() > DETAILS_CHARS_MAX {
            found.push(wrong("details", most("details-long", DETAILS_CHARS_MAX)));
        }
        (subject, details)
    }

    /// How it came: the usual way, where nothing else was chosen.
    fn channel(&self, reader: &Reader) -> &'static str {
        let all = ways(reader);
        let chosen = all.iter().find(|one| **one == self.channel);
        chosen.or(all.first()).copied().unwrap_or(CHANNEL)
    }

    /// What came with it: papers, the letter's date and number, and how it is entered in the register.
    fn came(&self, reader: &Reader, papers: &[Attachment], found: &mut Vec<Problem>) -> Came {
        let words = &reader.words;
        let today = calendar::local_day(reader.app.settings.ministry.zone, reader.now);
        let dated = day(&self.dated, |day| day <= today);
        if dated.is_err() {
            found.push(wrong("dated", words.get("intake-dated-wrong")));
        }
        let category = one_line(&self.category).map(CategoryId::from);
        Came {
            attachments: papers.iter().map(|one| one.id.clone()).collect(),
            basis_until: None,
            dated: dated.unwrap_or_default(),
            sender_number: one_line(&self.sender_number),
            entry: (self.register == "yes").then(|| Entry {
                number: one_line(&self.entry_number),
                category,
            }),
        }
    }

    /// The needs that were ticked; what is no need of the form's is left out.
    fn needs(&self) -> Needs {
        let language = one_line(&self.interpreter).map(|code| format!("interpreter:{code}"));
        let ticked = self.needs.iter().cloned().chain(language);
        Needs::of(ticked.filter_map(|need| Need::parse(&need))).unwrap_or_default()
    }
}
