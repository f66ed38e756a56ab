//! One's own profile: asked for before the first booking, not before the first request.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::{Answer, Body, Call, shown};
use super::rules::Rules;
use crate::scheduling::ids::{HoldId, PersonId};
use crate::scheduling::{Citizenship, Refusal, Sex};
use crate::service::profile;
use crate::service::reseat::Fate;
use crate::service::{Hold, Person, Profile};

/// What a person says of himself or herself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Me {
    /// The name, as on the identity card.
    pub name: String,
    /// Man or woman.
    pub sex: Sex,
    /// The region of residence.
    #[schema(example = "riyadh")]
    pub region: Option<String>,
    /// Where mail goes.
    pub email: Option<String>,
    /// The language the person is written to in; as it was, if not said.
    #[schema(example = "ar")]
    pub language: Option<String>,
    /// Whether others read what comes to the mobile (a shared one, a relative's): it gets neutral
    /// texts only. As it was, if not said.
    pub mobile_shared: Option<bool>,
    /// The name in Latin letters.
    pub name_latin: Option<String>,
}

/// One's own account.
#[derive(Serialize, ToSchema)]
pub struct MeView {
    /// Its id.
    pub id: PersonId,
    /// The name, once given.
    pub name: Option<String>,
    /// The name in Latin letters, once given.
    pub name_latin: Option<String>,
    /// Man or woman, once given.
    pub sex: Option<Sex>,
    /// The region of residence, once given.
    pub region: Option<String>,
    /// Where mail goes, once given.
    pub email: Option<String>,
    /// The language the person is written to in.
    pub language: String,
    /// Whether others read what comes to the mobile.
    pub mobile_shared: bool,
    /// Citizen or resident, by the identity number.
    pub citizenship: Option<Citizenship>,
    /// Whether the identity was proved.
    pub proved: bool,
    /// What became of the time one holds, where it was held before it was known which section
    /// receives one; said once, in the answer to what made it known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold: Option<HeldView>,
}

/// What became of a held time.
#[derive(Serialize, ToSchema)]
pub struct HeldView {
    /// The hold.
    pub id: HoldId,
    /// What became of it.
    pub state: Fate,
    /// A stable code where it is held no more: `hold_given_back`.
    pub code: Option<&'static str>,
    /// The same in words, and what to do.
    pub detail: Option<String>,
}

impl HeldView {
    fn of(call: &Call, (row, fate): (Hold, Fate)) -> Self {
        let no = (fate == Fate::GivenBack).then_some(Refusal::HoldGivenBack);
        Self {
            id: row.id,
            state: fate,
            code: no.map(Refusal::code),
            detail: no.map(|no| call.words.get(no.key())),
        }
    }
}

impl From<Person> for MeView {
    fn from(person: Person) -> Self {
        Self {
            id: person.id,
            name: person.name,
            name_latin: person.name_latin,
            sex: person.sex,
            region: person.region,
            email: person.email,
            language: person.language,
            mobile_shared: person.mobile_shared,
            citizenship: person.citizenship,
            proved: person.proved,
            hold: None,
        }
    }
}

/// One's own account.
#[utoipa::path(
    get, path = "/api/v1/me", tag = "One's own profile",
    responses((status = 200, description = "The account", body = MeView))
)]
pub async fn see(call: Call) -> Answer {
    let person = profile::see(&call.app, &call.caller).await?;
    shown(&MeView::from(person))
}

/// Writes one's own profile, whole.
///
/// A time that was held before it was known which section receives the person moves to a room of
/// that section at the same time; where there is none it is given back, and `hold` says so.
#[utoipa::path(
    put, path = "/api/v1/me", tag = "One's own profile", request_body = Me,
    responses((status = 200, description = "As it stands now", body = MeView))
)]
pub async fn save(call: Call, body: Body<Me>) -> Answer {
    let was = profile::see(&call.app, &call.caller).await?;
    let me = body.value;
    let mut rules = Rules::default();
    let name = rules.name("name", &me.name);
    let latin = rules.some_text(
        "name_latin",
        me.name_latin.as_deref(),
        super::rules::NAME_CHARS_MAX,
    );
    let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let region = given(me.region);
    let is_region = |code: &String| crate::web::citizen::profile::REGIONS.contains(&code.as_str());
    rules.chosen("region", region.as_ref().is_none_or(is_region));
    let email = given(me.email).and_then(|text| rules.email("email", &text));
    let language = me.language.unwrap_or(was.language);
    rules.chosen(
        "language",
        call.app.words.written_in().any(|it| it.code() == language),
    );
    rules.passed()?;
    let new = Profile {
        sex: Some(me.sex),
        name: Some(name),
        name_latin: latin,
        region,
        email: email.map(|email| email.as_str().to_owned()),
        language,
        mobile_shared: me.mobile_shared.unwrap_or(was.mobile_shared),
    };
    let held = profile::save(&call.app, &call.caller, new, call.now).await?;
    let person = profile::see(&call.app, &call.caller).await?;
    shown(&MeView {
        hold: held.map(|held| HeldView::of(&call, held)),
        ..MeView::from(person)
    })
}
