//! Why not this time: every rule and the nearest way round it for the office whose time it is, a
//! reason from the closed list of [`public`] for everybody else.
//!
//! Times are looked for two weeks around the one that was asked for. Whatever the reason is, the
//! public answer is made from the same reads and the same searches, so that nothing is told by how
//! long it takes.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::app::App;
use super::audit::log_looks;
use super::caller::Caller;
use super::conduct;
use super::error::ServiceError;
use super::pad::Pad;
use super::representations;
use super::requests::is_of_office;
use super::slots::{self, Scope};
use crate::scheduling::ids::{OfficialId, PersonId, RequestId};
use crate::scheduling::occupancy::Resource;
use crate::scheduling::rules::No;
use crate::scheduling::slot::facts::{Facts, Wish};
use crate::scheduling::slot::why::public::{self, Outside, Plain};
use crate::scheduling::slot::why::relax::{Relaxation, all_of, relaxations};
use crate::scheduling::slot::why::{self, Reason, Rule};
use crate::scheduling::slot::{Slot, SlotKey, search};
use crate::scheduling::{
    Mode, Need, Needs, Refusal, RequestState, Section, Sex, Urgency, calendar,
};
use crate::store::appointment::{self, Appointment};
use crate::store::person::{self, Person};
use crate::store::request::{self, Request};
use crate::store::{self, Db};

pub mod said;

/// So many requests of a person are looked through for one of the office's.
const REQUESTS_MAX: i64 = 200;

/// Whom the question is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum About {
    /// Whoever asks; nobody in particular where staff or nobody does.
    #[default]
    Asker,
    /// A person who has a request with the office that asks.
    Person(PersonId),
    /// The applicant of a request, with its needs and its urgency.
    Request(RequestId),
}

/// A time, and who wishes for it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// With whom, how, where and when; any instant at all.
    pub key: SlotKey,
    /// The section, where nobody's own decides it.
    pub section: Option<Section>,
    /// What is needed; of a request, its own needs where nothing is said.
    pub needs: Option<Needs>,
    /// For whom.
    pub about: About,
}

/// Why not.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What anybody may know.
    pub plain: Plain,
    /// What the office whose time it is may know besides.
    pub office: Option<OfficeAnswer>,
}

/// Why not, for the office.
#[derive(Clone, Debug)]
pub struct OfficeAnswer {
    /// Every rule that says no, in the order in which booking asks them.
    pub reasons: Vec<Reason>,
    /// The nearest ways round them, those of the first reason first.
    pub relaxations: Vec<Relaxation>,
}

impl OfficeAnswer {
    /// Whether the office can give the time, even where it cannot be chosen.
    pub fn is_given(&self) -> bool {
        let mut rules = self.reasons.iter().map(|reason| reason.rule);
        rules.all(Rule::is_for_choice_only)
    }
}

/// Says why a time is not to be had, if it is not; a look of staff at a person is logged.
pub async fn why_not(
    app: &App,
    caller: &Caller,
    asked: Asked,
    now: DateTime<Utc>,
) -> Result<Answer, ServiceError> {
    is_known(app, &asked.key)?;
    let is_office = is_office(caller, asked.key.official.as_ref());
    let (of_work, by, pad, about) = (
        app.clone(),
        caller.clone(),
        app.pad(now),
        asked.about.clone(),
    );
    let answer = app
        .store
        .read(move |db| {
            let who = Who::find(db, (&by, is_office), &asked.about)?;
            let world = World::read(&of_work, db, (&asked.key, &who), &pad)?;
            let wish = who.wish(&of_work, &asked, &pad);
            let nos = nos(&of_work, db, (&who, &asked.key), &pad)?;
            let office = is_office.then(|| office(&asked.key, &wish, &who, (&world, &nos)));
            let plain = plain(&of_work, (&asked.key, &wish), &world, nos.first().copied());
            Ok::<_, ServiceError>(Answer { plain, office })
        })
        .await?;
    let thing = match about {
        About::Asker => None,
        About::Person(id) => Some(format!("person:{id}")),
        About::Request(id) => Some(format!("request:{id}")),
    };
    if let Some(thing) = thing.filter(|_| caller.staff().is_some()) {
        log_looks(app, caller, (&[thing], "why_not"), now).await?;
    }
    Ok(answer)
}

/// Whether there is such an official, or such a service: one of them is asked about.
fn is_known(app: &App, key: &SlotKey) -> Result<(), Refusal> {
    let catalogue = app.catalogue.get();
    let is_known = match (key.mode, &key.official, &key.service) {
        (Mode::Service, None, Some(service)) => {
            catalogue.offered.iter().any(|each| each.id == *service)
        }
        (Mode::InPerson | Mode::Video | Mode::Reception, Some(official), None) => {
            catalogue.official(official).is_some()
        }
        (Mode::InPerson | Mode::Video | Mode::Reception | Mode::Service, _, _) => false,
    };
    is_known.then_some(()).ok_or(Refusal::NotFound)
}

/// Whether the caller works in the office of that official; in any, where no official is met.
fn is_office(caller: &Caller, official: Option<&OfficialId>) -> bool {
    caller
        .staff()
        .is_some_and(|staff| staff.is_of_office() && official.is_none_or(|asked| staff.sees(asked)))
}

/// Who wishes for the time, as far as that is known.
#[derive(Default)]
struct Who {
    person: Option<Person>,
    request: Option<Request>,
    /// The appointment that the time would replace.
    moved: Option<Appointment>,
    /// Its cells, which count as free.
    freed: BTreeSet<(String, i64)>,
}

impl Who {
    fn find(
        db: &mut Db,
        (caller, is_office): (&Caller, bool),
        about: &About,
    ) -> Result<Self, ServiceError> {
        let staff = caller.staff().filter(|_| is_office);
        match (about, staff) {
            (About::Asker, _) => {
                let person = match caller.person() {
                    Some(id) => person::find(db, id)?,
                    None => None,
                };
                Ok(Self {
                    person,
                    ..Self::default()
                })
            }
            (About::Person(id), Some(staff)) => {
                let rows = request::of_person(db, id, None, REQUESTS_MAX)?;
                if !rows.iter().any(|row| is_of_office(staff, row)) {
                    return Err(Refusal::NotFound.into());
                }
                Ok(Self {
                    person: person::find(db, id)?,
                    ..Self::default()
                })
            }
            (About::Request(id), staff) => {
                let may_know = |row: &Request| match staff {
                    Some(staff) => is_of_office(staff, row),
                    None => caller.person() == Some(&row.person_id),
                };
                let found = request::find(db, id)?.filter(may_know);
                Self::of_request(db, found.ok_or(Refusal::NotFound)?)
            }
            (About::Person(_), None) => Err(Refusal::NotFound.into()),
        }
    }

    fn of_request(db: &mut Db, row: Request) -> Result<Self, ServiceError> {
        let rows = appointment::of_request(db, &row.id)?;
        let moved = rows.into_iter().find(|row| row.state.holds_resources());
        let freed = match &moved {
            Some(row) => store::occupancy::of_holder(db, row.id.as_str())?,
            None => Vec::new(),
        };
        Ok(Self {
            person: person::find(db, &row.person_id)?,
            request: Some(row),
            moved,
            freed: freed.into_iter().collect(),
        })
    }

    fn wish(&self, app: &App, asked: &Asked, pad: &Pad) -> Wish {
        let own = self.person.as_ref().and_then(|person| person.sex);
        let of_request = self.request.as_ref();
        let needs = asked.needs.clone().or_else(|| {
            let row = of_request?;
            Needs::parse(&row.needs)
        });
        let wanted = (
            own.map(Sex::section).or(asked.section),
            needs.unwrap_or_default(),
            self.person.as_ref().map(|person| person.id.clone()),
        );
        Wish {
            is_urgent: of_request.is_some_and(|row| row.urgency == Urgency::Urgent),
            ..slots::wish(app, wanted, pad.now())
        }
    }
}

/// The world around the time that was asked for, and where other times are looked for.
struct World {
    /// Of that day alone, where other times are looked for elsewhere.
    far: Option<Facts>,
    ahead: Facts,
}

impl World {
    fn read(
        app: &App,
        db: &mut Db,
        (key, who): (&SlotKey, &Who),
        pad: &Pad,
    ) -> Result<Self, ServiceError> {
        let catalogue = app.catalogue.get();
        let zone = app.settings.ministry.zone;
        let around = TimeDelta::days(app.settings.booking.horizon_days);
        let today = calendar::local_day(zone, pad.now());
        let last = today + TimeDelta::days(app.settings.booking.bookable_days);
        let day = calendar::local_day(zone, key.starts_at);
        let near = day.clamp(today, last);
        let mut read = |span: (NaiveDate, NaiveDate)| {
            let scope = match &key.official {
                Some(official) => Scope::of_official(official),
                None => Scope::of_services(),
            };
            let scope = scope.freeing(who.freed.clone());
            slots::facts(db, (&catalogue, zone), span, &scope, pad.now())
        };
        let ahead = read((today.max(near - around), near + around))?;
        let far = if near == day {
            None
        } else {
            Some(read((day, day))?)
        };
        Ok(Self { far, ahead })
    }

    fn there(&self) -> &Facts {
        self.far.as_ref().unwrap_or(&self.ahead)
    }
}

/// What the rules for people say, in the order in which booking asks them.
fn nos(
    app: &App,
    db: &mut Db,
    (who, key): (&Who, &SlotKey),
    pad: &Pad,
) -> Result<Vec<No>, ServiceError> {
    let Some(person) = &who.person else {
        return Ok(Vec::new());
    };
    let asking = match &who.request {
        None => conduct::no_asking(app, db, (person, key.official.as_ref()), pad)?,
        Some(_) => None,
    };
    let replaced = who.moved.as_ref().map(|row| &row.id);
    let booking = conduct::no_booking(app, db, (person, key.starts_at, replaced), pad)?;
    let mut nos: Vec<No> = asking.into_iter().chain(booking).collect();
    nos.dedup();
    if let Some(row) = &who.request
        && let Err(error) = representations::may_take(db, row, key.starts_at)
    {
        let refusal = error.refusal().ok_or(error)?;
        nos.push(No {
            refusal,
            until: None,
        });
    }
    Ok(nos)
}

fn office(key: &SlotKey, wish: &Wish, who: &Who, (world, nos): (&World, &[No])) -> OfficeAnswer {
    let mut reasons = Vec::new();
    let waits = who
        .request
        .as_ref()
        .is_some_and(|row| who.moved.is_some() || row.state == RequestState::Approved);
    if who.request.is_some() && !waits {
        reasons.push(Reason::of(Rule::WrongStage));
    }
    reasons.extend(why::reasons(key, wish, world.there()));
    reasons.extend(why::by_office(key, wish, world.there()));
    let is_unknown = |person: &Person| person.name.is_none() || person.sex.is_none();
    if who.person.as_ref().is_some_and(is_unknown) {
        reasons.push(Reason::of(Rule::ProfileNeeded));
    }
    reasons.extend(nos.iter().filter_map(|no| {
        let rule = Rule::of_person(no.refusal)?;
        Some(Reason::of(rule).ending(no.until))
    }));
    let worlds = (world.there(), &world.ahead);
    OfficeAnswer {
        relaxations: relaxations(&reasons, (key, wish), worlds, false),
        reasons,
    }
}

/// What anybody may know: always by the same searches, whatever they find.
fn plain(app: &App, (key, wish): (&SlotKey, &Wish), world: &World, no: Option<No>) -> Plain {
    // The reserve is the office's: nobody outside sees what an urgent request would get.
    let wish = Wish {
        is_urgent: false,
        ..wish.clone()
    };
    let free = |wish: Wish| free(key, wish, &world.ahead);
    let other = match wish.section {
        Some(Section::Men) => Section::Women,
        Some(Section::Women) | None => Section::Men,
    };
    let less = |need: &Need| {
        let rest = wish.needs.iter().filter(|each| *each != need).cloned();
        let needs = Needs::of(rest).unwrap_or_default();
        let wish = Wish {
            needs,
            ..wish.clone()
        };
        (need.clone(), free(wish))
    };
    let easier: Vec<(Need, Vec<Slot>)> = wish.needs.iter().map(less).collect();
    let other_section = free(Wish {
        section: Some(other),
        ..wish.clone()
    });
    let anybodys = free(Wish {
        person: None,
        ..wish.clone()
    });
    let own = free(wish.clone());
    let has = |slots: &[Slot]| public::meant(key, slots).is_some();
    let cell = TimeDelta::seconds(1);
    let own_time = wish.person.clone().map(Resource::Person);
    let is_taken = own_time.is_some_and(|own| {
        let taken = &world.there().taken;
        !taken.is_free(&own, key.starts_at, key.starts_at + cell)
    });
    public::answer(
        key,
        &Outside {
            when: (wish.now, wish.lead, wish.horizon),
            section: wish.section,
            is_busy: is_taken || (has(&anybodys) && !has(&own)),
            free: &own,
            easier: &easier,
            other_section: &other_section,
            ministry: (
                app.settings.ministry.zone,
                &world.ahead.days,
                &world.there().kept,
            ),
            places: &world.there().places,
            no,
        },
    )
}

fn free(key: &SlotKey, wish: Wish, facts: &Facts) -> Vec<Slot> {
    let to = wish.now + wish.horizon;
    search::free_slots(&all_of(key, wish, to), facts)
}
