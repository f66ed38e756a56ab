//! The cast: citizens with an identity number and a mobile, staff with a password; verbs of each.
use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use majlis::scheduling::digits;
use majlis::scheduling::ids::{ChallengeId, HoldId, PersonId, SignInId};
use majlis::scheduling::slot::{Slot, SlotId};
use majlis::scheduling::{
    IdentityNumber, Mobile, Mode, Needs, Refusal, RequestKind, Sex, TimeOfDay, calendar,
};
use majlis::service::ask_code::{Question, ask_code};
use majlis::service::book::{Booked, For, Which, book};
use majlis::service::deliver::backlog;
use majlis::service::demo::PASSWORD;
use majlis::service::enter_code::enter_code;
use majlis::service::hand_in::{Came, NewRequest};
use majlis::service::hold::hold_slot;
use majlis::service::phone::messages;
use majlis::service::profile;
use majlis::service::sign_in_staff::sign_in_staff;
use majlis::service::slots::{Ask, free_slots};
use majlis::service::tokens::SignedIn;
use majlis::service::{App, Caller, Hold, Person, Profile, ServiceError};
use majlis::store::person;

use crate::world::World;

/// Somebody's papers: the identity number, the mobile, the name.
#[derive(Clone, Copy)]
pub(crate) struct Papers {
    pub(crate) identity: &'static str,
    pub(crate) mobile: &'static str,
    pub(crate) name: &'static str,
    pub(crate) sex: Sex,
}

/// Who asks to meet the deputy from Madinah.
pub(crate) const NOUR: Papers = Papers {
    identity: "1561160431",
    mobile: "+966500000201",
    name: "نور الحربي",
    sex: Sex::Woman,
};

/// Who wants the same hour.
pub(crate) const SAMIRA: Papers = Papers {
    identity: "1058529940",
    mobile: "+966500000202",
    name: "سميرة العوفي",
    sex: Sex::Woman,
};

/// Somebody who is signed in.
#[derive(Clone)]
pub(crate) struct Citizen {
    pub(crate) app: App,
    pub(crate) caller: Caller,
}

/// What a verb refused; anything else ends the test.
#[track_caller]
pub(crate) fn refusal<T>(answer: Result<T, ServiceError>) -> Refusal {
    match answer {
        Ok(_) => panic!("it was not refused"),
        Err(ServiceError::Refused(refusal) | ServiceError::RefusedUntil(refusal, _)) => refusal,
        Err(error) => panic!("{error:?}"),
    }
}

pub(crate) fn needs(text: &str) -> Needs {
    Needs::parse(text).unwrap()
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn time(text: &str) -> TimeOfDay {
    TimeOfDay::parse(text).unwrap()
}

impl World {
    /// Asks for a code, and lets it arrive.
    pub(crate) async fn asks_code(
        &self,
        identity: &str,
        mobile: &str,
    ) -> Result<ChallengeId, ServiceError> {
        // Nothing else is told at the same moment, so that the newest message is this one.
        self.pass(TimeDelta::seconds(1));
        let question = Question {
            identity: Some(IdentityNumber::parse(identity).unwrap()),
            mobile: Mobile::parse(mobile).unwrap(),
            request: None,
            language: "ar".to_owned(),
            is_for_call: false,
        };
        let sent = ask_code(&self.app, question, self.now()).await?;
        self.deliver().await;
        Ok(sent.challenge)
    }

    /// The newest SMS of a mobile.
    pub(crate) async fn reads_sms(&self, mobile: &str) -> String {
        // A served world has a job that may be sending at this moment: wait for its end.
        // What waits for the morning is due later than any lease.
        let lease = TimeDelta::seconds(self.app.settings.notices.lease_seconds);
        let soon = |due: DateTime<Utc>| due <= self.now() + lease;
        while self.deliver().await > 0
            || backlog(&self.app).await.unwrap().next_due.is_some_and(soon)
        {
            tokio::task::yield_now().await;
        }
        let newest = messages(&self.app, Some(mobile), 1).await.unwrap();
        newest.first().unwrap().text.clone()
    }

    /// The newest SMS of a mobile in which that stands: what is told at one moment has no order.
    pub(crate) async fn reads_sms_with(&self, mobile: &str, mark: &str) -> String {
        self.reads_sms(mobile).await;
        let newest = messages(&self.app, Some(mobile), 5).await.unwrap();
        let found = newest.into_iter().find(|one| one.text.contains(mark));
        found.unwrap().text
    }

    /// The code in the newest SMS of a mobile that has one: what is told at one moment has no order.
    pub(crate) async fn reads_code(&self, mobile: &str) -> String {
        self.reads_sms(mobile).await;
        let newest = messages(&self.app, Some(mobile), 5).await.unwrap();
        let code = |text: &str| {
            let text = digits::to_latin(text);
            let mut words = text.split(|letter: char| !letter.is_ascii_digit());
            words.find(|word| word.len() == 6).map(str::to_owned)
        };
        newest.iter().find_map(|one| code(&one.text)).unwrap()
    }

    /// Signs in by the code in the SMS.
    pub(crate) async fn signs_in(&self, identity: &str, mobile: &str) -> SignedIn {
        let challenge = self.asks_code(identity, mobile).await.unwrap();
        let code = self.reads_code(mobile).await;
        self.pass(TimeDelta::seconds(1));
        enter_code(&self.app, challenge, &code, self.now())
            .await
            .unwrap()
    }

    /// Somebody who signed in and said who she or he is.
    pub(crate) async fn citizen(&self, papers: Papers) -> Citizen {
        let citizen = Citizen {
            app: self.app.clone(),
            caller: self.signs_in(papers.identity, papers.mobile).await.caller,
        };
        citizen.says_who(papers.name, papers.sex, None).await;
        citizen
    }

    /// That many women with accounts, all at once; their codes are other stories.
    pub(crate) async fn crowd(&self, count: u32) -> Vec<Citizen> {
        let mut pad = self.app.pad(self.now());
        let people: Vec<Person> = (0..count)
            .map(|number| Person {
                id: pad.id(PersonId::made),
                identity_hash: Some(format!("identity {number}")),
                identity_sealed: None,
                mobile_hash: Some(format!("mobile {number}")),
                mobile_sealed: Some(self.app.keys.seal(&mobile_of(number), &mut pad).unwrap()),
                other_document: None,
                proved: false,
                citizenship: None,
                sex: Some(Sex::Woman),
                name: Some(format!("امرأة {number}")),
                name_latin: None,
                region: None,
                email: None,
                language: "ar".to_owned(),
                created_at: pad.at(),
                document_hash: None,
                mobile_tail_hash: None,
                centre_id: None,
                mobile_shared: false,
            })
            .collect();
        let rows = people.clone();
        let added = self.app.store.write(move |db| {
            for row in &rows {
                person::add(db, row)?;
            }
            Ok::<_, ServiceError>(())
        });
        added.await.unwrap();
        let citizen = |one: Person| Citizen {
            app: self.app.clone(),
            caller: Caller::Person {
                id: one.id,
                sign_in: SignInId::from("crowd"),
            },
        };
        people.into_iter().map(citizen).collect()
    }

    /// A member of the demo's staff who signed in with the password.
    pub(crate) async fn staff(&self, username: &str) -> SignedIn {
        let given = (username.to_owned(), PASSWORD.to_owned(), None);
        sign_in_staff(&self.app, given, self.now()).await.unwrap()
    }

    /// The free video times with the deputy from Madinah for a woman with those needs.
    pub(crate) async fn free(&self, wanted: &str) -> Vec<Slot> {
        let ask = Ask {
            officials: BTreeSet::from(["deputy".into()]),
            mode: Some(Mode::Video),
            centre: Some("madinah".into()),
            section: Some(Sex::Woman.section()),
            needs: needs(wanted),
            ..Ask::default()
        };
        free_slots(&self.app, ask, self.now()).await.unwrap()
    }

    /// The free time of that day and hour on Madinah's wall, if it is free.
    pub(crate) async fn slot(&self, on: &str, at: &str) -> Option<SlotId> {
        let starts_at = calendar::instant(chrono_tz::Asia::Riyadh, day(on), time(at));
        let free = self.free("sign_language").await;
        let found = free.iter().find(|slot| slot.key.starts_at == starts_at);
        found.map(Slot::id)
    }
}

/// The mobile of one of the crowd.
pub(crate) fn mobile_of(number: u32) -> String {
    format!("+96650{:07}", 100_000 + number)
}

/// A meeting with the deputy by video from Madinah.
pub(crate) fn meeting(wanted: &str) -> NewRequest {
    NewRequest {
        kind: RequestKind::Meeting,
        official: Some("deputy".into()),
        mode: Some(Mode::Video),
        centre: Some("madinah".into()),
        subject: "تأخر معاملة".to_owned(),
        details: "منذ ستة أشهر".to_owned(),
        needs: needs(wanted),
        urgent_reason: None,
        applicant: None,
        person_concerned: None,
        basis: None,
        representation: None,
        unavailable: Vec::new(),
        channel: "web",
        came: Came::default(),
    }
}

impl Citizen {
    pub(crate) async fn says_who(&self, name: &str, sex: Sex, email: Option<&str>) {
        let given = Profile {
            sex: Some(sex),
            name: Some(name.to_owned()),
            name_latin: None,
            region: Some("madinah".to_owned()),
            email: email.map(str::to_owned),
            language: "ar".to_owned(),
            mobile_shared: false,
        };
        let now = self.app.clock.now();
        profile::save(&self.app, &self.caller, given, now)
            .await
            .unwrap();
    }

    pub(crate) async fn holds(&self, slot: &SlotId) -> Result<Hold, ServiceError> {
        self.holds_for(slot, "sign_language").await
    }

    pub(crate) async fn holds_for(
        &self,
        slot: &SlotId,
        wanted: &str,
    ) -> Result<Hold, ServiceError> {
        let wish = (slot.clone(), needs(wanted));
        hold_slot(&self.app, &self.caller, wish, self.app.clock.now()).await
    }

    /// Confirms: the held time is booked with a new request.
    pub(crate) async fn confirms(&self, hold: &HoldId) -> Result<Booked, ServiceError> {
        self.books(Which::Hold(hold.clone()), "sign_language").await
    }

    /// Books a free time without holding it first.
    pub(crate) async fn presses(&self, slot: &SlotId) -> Result<Booked, ServiceError> {
        self.books(Which::Slot(slot.clone()), "sign_language").await
    }

    /// The same with other needs.
    pub(crate) async fn books_for(
        &self,
        slot: &SlotId,
        wanted: &str,
    ) -> Result<Booked, ServiceError> {
        self.books(Which::Slot(slot.clone()), wanted).await
    }

    /// Books a free time without any needs.
    pub(crate) async fn presses_plainly(&self, slot: &SlotId) -> Result<Booked, ServiceError> {
        self.books_for(slot, "").await
    }

    async fn books(&self, which: Which, wanted: &str) -> Result<Booked, ServiceError> {
        let purpose = For::New(Box::new(meeting(wanted)));
        book(
            &self.app,
            &self.caller,
            (purpose, which),
            self.app.clock.now(),
        )
        .await
    }
}
