//! Registering a person who stands before staff at a centre, by the paper that was shown; and one
//! who wrote, or spoke to the answering machine, by what stands there.
//!
//! Where the identity was seen, the account is a proved one, and the same paper gives the same
//! account again; who shows no paper gets an account that is not. A letter proves nothing: whoever
//! knows an identity number can write it. It opens an account of its own, or joins the one of the
//! same number and mobile, and never touches a proved one of another mobile.

use chrono::{DateTime, Utc};

use super::app::App;
use super::audit;
use super::caller::Caller;
use super::calls::reach;
use super::error::ServiceError;
use super::find_person::Purpose;
use super::hand_in::{self, NewRequest, Whole};
use super::keys::TAIL;
use super::pad::Pad;
use super::reseat;
use super::visits;
use crate::scheduling::identity::IdentityFault;
use crate::scheduling::ids::{CentreId, PersonId};
use crate::scheduling::permission::allowed;
use crate::scheduling::{
    Action, Citizenship, Document, DocumentFault, DocumentKind, IdentityNumber, Mobile, Refusal,
    Role, Sex,
};
use crate::store::person::{self, Person};
use crate::store::visit::Visit;
use crate::store::{self, Db};
use crate::value;

/// What the audit trail calls it.
const REGISTER: &str = "register_person";

/// How a request came that staff of a centre took.
pub const CHANNEL: &str = "centre";

/// The ways by which a request comes that a role registers; the first is the usual one.
#[must_use]
pub const fn channels(role: Role) -> &'static [&'static str] {
    registering(role).1
}

/// Why a role looks at whoever it registers, and the ways by which requests come to it.
const fn registering(role: Role) -> (Purpose, &'static [&'static str]) {
    match role {
        Role::Receptionist => (Purpose::Gate, &[]),
        Role::OperationsOfficer => (Purpose::Desk, &[CHANNEL, "letter", "fax", "email"]),
        Role::CallAgent => (Purpose::Phone, &["phone", "letter", "fax", "email"]),
        Role::Secretary => (Purpose::Office, &["letter", "fax", "email", "phone"]),
        Role::Applicant
        | Role::VideoOperator
        | Role::CentreManager
        | Role::Scheduler
        | Role::Official
        | Role::Interpreter
        | Role::Administrator
        | Role::Portal => (Purpose::Desk, &[]),
    }
}

value! {
    /// Which paper was shown.
    pub enum PaperKind {
        /// The identity card, or the iqama.
        IdentityNumber = "identity_number",
        /// A passport.
        Passport = "passport",
        /// A border number, given at entry.
        BorderNumber = "border_number",
        /// The card of a member of a tribe.
        TribalCard = "tribal_card",
        /// The identity card of another state of the Gulf.
        GccCard = "gcc_card",
        /// None at all.
        None = "none",
    }
}

/// Which rule the number of a paper broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperFault {
    /// A rule of identity numbers.
    Card(IdentityFault),
    /// A rule of other documents.
    Other(DocumentFault),
}

/// What staff saw of a person.
#[derive(Clone, Debug)]
pub enum Paper {
    /// The identity card, or the iqama.
    Card(IdentityNumber),
    /// Another document, of people with neither.
    Other(Document),
    /// Nothing at all.
    Nothing,
}

/// A person as staff enter her or him, checked already.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// What was shown.
    pub paper: Paper,
    /// The name in Arabic letters, or in whatever letters it has.
    pub name: Option<String>,
    /// The name in Latin letters.
    pub name_latin: Option<String>,
    /// Man or woman.
    pub sex: Sex,
    /// The mobile, of people who have one.
    pub mobile: Option<Mobile>,
    /// Whether others read what comes to it.
    pub mobile_shared: bool,
    /// A telephone that is rung, of people whom no text reaches; one that was said before gives way.
    pub phone: Option<String>,
    /// The language the person is written to in.
    pub language: String,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Registered {
    /// The person.
    pub person: Person,
    /// Whether the account stood there already.
    pub is_known: bool,
    /// The request that was handed in in the same step.
    pub request: Option<Whole>,
    /// The visit on which it was handed in; none where nobody stood at the desk.
    pub visit: Option<Visit>,
}

impl PaperFault {
    /// The rule, stable.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Card(fault) => fault.as_str(),
            Self::Other(fault) => fault.as_str(),
        }
    }

    /// The key of its words.
    #[must_use]
    pub fn key(self) -> String {
        let list = match self {
            Self::Card(_) => "error-identity",
            Self::Other(_) => "error-document",
        };
        format!("{list}-{}", self.code().replace('_', "-"))
    }

    /// Which of two fields it is about.
    #[must_use]
    pub fn field(self, number: &'static str, country: &'static str) -> &'static str {
        if self == Self::Other(DocumentFault::Country) {
            country
        } else {
            number
        }
    }
}

impl Paper {
    /// Reads what was typed of a paper.
    pub fn parse(kind: PaperKind, number: &str, country: &str) -> Result<Self, PaperFault> {
        let kind = match kind {
            PaperKind::IdentityNumber => {
                let read = IdentityNumber::parse(number);
                return read.map(Self::Card).map_err(PaperFault::Card);
            }
            PaperKind::None => return Ok(Self::Nothing),
            PaperKind::Passport => DocumentKind::Passport,
            PaperKind::BorderNumber => DocumentKind::BorderNumber,
            PaperKind::TribalCard => DocumentKind::TribalCard,
            PaperKind::GccCard => DocumentKind::GccCard,
        };
        let read = Document::parse(kind, number, country);
        read.map(Self::Other).map_err(PaperFault::Other)
    }

    /// What the audit trail says of it: the kind, never the number.
    const fn kind(&self) -> &'static str {
        match self {
            Self::Card(_) => "identity_number",
            Self::Other(document) => document.kind().as_str(),
            Self::Nothing => "none",
        }
    }
}

/// Registers a person at the caller's centre, and hands the request in if there is one. Who stands at
/// no centre's desk registers no person without a request.
pub async fn register_person(
    app: &App,
    caller: &Caller,
    (new, wish): (NewPerson, Option<NewRequest>),
    now: DateTime<Utc>,
) -> Result<Registered, ServiceError> {
    let staff = caller.staff().ok_or(Refusal::NotAllowed)?;
    if !allowed(Some(staff.role), Action::RegisterPerson) {
        return Err(Refusal::NotAllowed.into());
    }
    let centre = staff.centre.clone();
    let channel = wish.as_ref().map(|wish| wish.channel);
    match channel {
        Some(_) if !allowed(Some(staff.role), Action::SubmitRequest) => {
            return Err(Refusal::NotAllowed.into());
        }
        Some(channel) if !channels(staff.role).contains(&channel) => {
            return Err(Refusal::FieldWrong.into());
        }
        None if centre.is_none() => return Err(Refusal::FieldWrong.into()),
        Some(_) | None => {}
    }
    let is_seen = channel.is_none_or(|channel| channel == CHANNEL);
    let (purpose, _) = registering(staff.role);
    let pad = app.pad(now);
    let (of_work, by) = (app.clone(), caller.clone());
    let done = app
        .store
        .write(move |db| {
            let mut pad = pad.clone();
            let (row, is_known) =
                account(&of_work, db, (&new, centre.as_ref(), is_seen), &mut pad)?;
            if let Some(phone) = &new.phone {
                reach::note(&of_work, db, (&row.id, phone), &mut pad)?;
            }
            let thing = format!("person:{}", row.id);
            let deed = store::audit::Deed {
                purpose: Some(purpose.as_str().to_owned()),
                detail: Some(new.paper.kind().to_owned()),
                ..audit::deed(&by, REGISTER, &thing, &mut pad)
            };
            store::audit::add(db, &deed)?;
            let (mut request, mut visit) = (None, None);
            if let Some(wish) = &wish {
                if let Some(centre) = centre.as_ref().filter(|_| is_seen) {
                    visit = Some(visits::at_desk(&of_work, db, (centre, &row), &mut pad)?);
                }
                request = Some(hand_in::take(&of_work, db, (&by, &row, wish), &mut pad)?);
            }
            Ok::<_, ServiceError>(Registered {
                person: row,
                is_known,
                request,
                visit,
            })
        })
        .await?;
    if let Some(whole) = &done.request {
        hand_in::tell(app, whole);
    }
    Ok(done)
}

/// The account of the person, found or made.
fn account(
    app: &App,
    db: &mut Db,
    (new, centre, is_seen): (&NewPerson, Option<&CentreId>, bool),
    pad: &mut Pad,
) -> Result<(Person, bool), ServiceError> {
    let row = row(app, (new, centre, is_seen), pad)?;
    if let Some(known) = known(db, &row, is_seen)? {
        // Before the row is written: whoever decides for the account waits for nothing of ours.
        person::alone(db, &known.id)?;
        let was = known.sex;
        let row = if is_seen {
            completed(known, &row)
        } else {
            filled(known, &row)
        };
        reseat::follow(app, db, (was, &row), pad)?;
        person::complete(db, &row)?;
        return Ok((row, true));
    }
    if person::add(db, &row)? {
        return Ok((row, false));
    }
    // Another desk made the account in the meantime.
    let known = known(db, &row, is_seen)?.ok_or(Refusal::NotFound)?;
    Ok((known, true))
}

/// The account the paper belongs to: of the same pair, or the proved one of that number, or of
/// that document; of the same pair alone where nothing was seen. Somebody else's mobile with this
/// number is never taken for the person's own.
fn known(db: &mut Db, row: &Person, is_seen: bool) -> Result<Option<Person>, ServiceError> {
    if let Some(document) = &row.document_hash {
        return Ok(person::of_document(db, document)?);
    }
    let Some(identity) = &row.identity_hash else {
        return Ok(None);
    };
    if let Some(mobile) = &row.mobile_hash
        && let Some(known) = person::of_pair(db, identity, mobile)?
    {
        return Ok(Some(known));
    }
    if !is_seen {
        return Ok(None);
    }
    let first = person::of_identity(db, identity, 1)?.into_iter().next();
    Ok(first.filter(|known| known.proved))
}

/// A known account with what it does not say itself and a letter does.
fn filled(known: Person, written: &Person) -> Person {
    Person {
        name: known.name.or_else(|| written.name.clone()),
        name_latin: known.name_latin.or_else(|| written.name_latin.clone()),
        sex: known.sex.or(written.sex),
        mobile_shared: known.mobile_shared || written.mobile_shared,
        ..known
    }
}

/// A known account with what it lacked; what an account said of itself gives way to the card.
fn completed(known: Person, seen: &Person) -> Person {
    let was_proved = known.proved;
    let newer = |old: Option<String>, new: &Option<String>| {
        if was_proved {
            old.or_else(|| new.clone())
        } else {
            new.clone().or(old)
        }
    };
    let has_mobile = known.mobile_hash.is_some();
    let mobile_of = |old: Option<String>, new: &Option<String>| {
        if has_mobile { old } else { new.clone() }
    };
    Person {
        name: newer(known.name, &seen.name),
        name_latin: newer(known.name_latin, &seen.name_latin),
        sex: if was_proved {
            known.sex.or(seen.sex)
        } else {
            seen.sex
        },
        mobile_hash: mobile_of(known.mobile_hash, &seen.mobile_hash),
        mobile_sealed: mobile_of(known.mobile_sealed, &seen.mobile_sealed),
        mobile_tail_hash: mobile_of(known.mobile_tail_hash, &seen.mobile_tail_hash),
        mobile_shared: known.mobile_shared || seen.mobile_shared,
        proved: true,
        ..known
    }
}

fn row(
    app: &App,
    (new, centre, is_seen): (&NewPerson, Option<&CentreId>, bool),
    pad: &mut Pad,
) -> Result<Person, ServiceError> {
    let (number, document) = match &new.paper {
        Paper::Card(number) => (Some(number), None),
        Paper::Other(document) => (None, Some(document.whole())),
        Paper::Nothing => (None, None),
    };
    let citizenship = number.map_or(Citizenship::Other, IdentityNumber::citizenship);
    let number = number.map(IdentityNumber::as_str);
    let mobile = new.mobile.as_ref().map(Mobile::as_str);
    let keys = &app.keys;
    let tail = new.mobile.as_ref().map(Mobile::tail);
    Ok(Person {
        id: pad.id(PersonId::made),
        identity_hash: number.map(|number| keys.lookup("identity", number)),
        identity_sealed: number.map(|number| keys.seal(number, pad)).transpose()?,
        mobile_hash: mobile.map(|mobile| keys.lookup("mobile", mobile)),
        mobile_sealed: mobile.map(|mobile| keys.seal(mobile, pad)).transpose()?,
        // A document that nobody saw leads to no account.
        document_hash: document
            .as_deref()
            .filter(|_| is_seen)
            .map(|whole| keys.lookup("document", whole)),
        other_document: document
            .as_deref()
            .map(|whole| keys.seal(whole, pad))
            .transpose()?,
        mobile_tail_hash: tail.map(|tail| keys.lookup(TAIL, &tail)),
        proved: is_seen && !matches!(new.paper, Paper::Nothing),
        citizenship: Some(citizenship),
        sex: Some(new.sex),
        name: new.name.clone().or_else(|| new.name_latin.clone()),
        name_latin: new.name_latin.clone(),
        region: None,
        email: None,
        language: new.language.clone(),
        created_at: pad.at(),
        centre_id: centre.cloned(),
        mobile_shared: new.mobile_shared,
    })
}
