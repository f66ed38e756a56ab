//! Who sees an official's week: the official, and accounts of the office that are named one by one.
//! Everything of a week asks [`StaffCaller::sees`], which the door fills in here.

use chrono::{DateTime, NaiveDateTime, Utc};

use super::app::App;
use super::audit;
use super::caller::{Caller, StaffCaller, Weeks};
use super::catalogue::{self, Catalogue};
use super::error::ServiceError;
use super::pad::Pad;
use crate::scheduling::ids::{OfficialId, StaffId};
use crate::scheduling::{Refusal, Role};
use crate::store::audit::Deed;
use crate::store::staff::{self, Staff};
use crate::store::week_reader::{self, WeekReader};
use crate::store::{self, Db, StoreError, place};

/// The roles of an office whose accounts are named.
const NAMEABLE: [Role; 2] = [Role::Scheduler, Role::Secretary];

/// One who is named.
#[derive(Clone, Debug)]
pub struct Named {
    /// Who.
    pub staff: Staff,
    /// Who named this account; none where it came with the data.
    pub by: Option<Staff>,
    /// When (UTC).
    pub at: NaiveDateTime,
}

/// Who sees an official's week, and who else could be named.
#[derive(Clone, Debug)]
pub struct Readers {
    /// Whose week.
    pub official: OfficialId,
    /// Who is named, the first named first.
    pub named: Vec<Named>,
    /// Accounts of the office that are not.
    pub others: Vec<Staff>,
}

/// The caller with the weeks that a member of staff is named for, as they stand now.
pub fn named(app: &App, caller: Caller) -> Caller {
    match caller {
        Caller::Staff(staff) => Caller::Staff(StaffCaller {
            weeks: weeks(&app.catalogue.get(), &staff),
            ..staff
        }),
        Caller::Nobody | Caller::Person { .. } | Caller::Follower { .. } | Caller::Agent { .. } => {
            caller
        }
    }
}

/// Whether an account, its role and the official it works for, sees an official's week.
pub(super) fn sees(
    catalogue: &Catalogue,
    (id, role, own): (&StaffId, Role, Option<&OfficialId>),
    official: &OfficialId,
) -> bool {
    match role {
        Role::Official => own == Some(official),
        Role::Scheduler | Role::Secretary => {
            let readers = catalogue.readers.get(official);
            own.is_none_or(|own| own == official)
                && readers.is_some_and(|readers| readers.contains(id))
        }
        Role::Applicant
        | Role::Receptionist
        | Role::OperationsOfficer
        | Role::VideoOperator
        | Role::CallAgent
        | Role::CentreManager
        | Role::Interpreter
        | Role::Administrator
        | Role::Portal => false,
    }
}

fn weeks(catalogue: &Catalogue, staff: &StaffCaller) -> Weeks {
    let who = (&staff.id, staff.role, staff.official.as_ref());
    let all = catalogue.officials.iter().map(|official| &official.id);
    let named = all.filter(|id| sees(catalogue, who, id));
    let named: Vec<OfficialId> = named.cloned().collect();
    Weeks {
        is_all: named.len() == catalogue.officials.len(),
        named,
    }
}

/// The officials whose readers the caller keeps: an official one's own, the administrator all.
pub fn kept(app: &App, caller: &Caller) -> Vec<OfficialId> {
    let catalogue = app.catalogue.get();
    let all = catalogue
        .officials
        .iter()
        .map(|official| official.id.clone());
    all.filter(|id| keeps(app, caller, id).is_ok()).collect()
}

/// The caller keeps the readers of that official, who is one of ours.
fn keeps(app: &App, caller: &Caller, official: &OfficialId) -> Result<(), Refusal> {
    let staff = caller.staff().ok_or(Refusal::NotFound)?;
    let is_kept = match staff.role {
        Role::Administrator => true,
        Role::Official => staff.sees(official),
        Role::Applicant
        | Role::Receptionist
        | Role::OperationsOfficer
        | Role::VideoOperator
        | Role::CallAgent
        | Role::CentreManager
        | Role::Scheduler
        | Role::Secretary
        | Role::Interpreter
        | Role::Portal => false,
    };
    if is_kept && app.catalogue.get().official(official).is_some() {
        return Ok(());
    }
    Err(Refusal::NotFound)
}

/// Who sees an official's week.
pub async fn of_official(
    app: &App,
    caller: &Caller,
    official: OfficialId,
) -> Result<Readers, ServiceError> {
    keeps(app, caller, &official)?;
    app.store
        .read(move |db| {
            let mut named = Vec::new();
            for row in week_reader::of_official(db, &official)? {
                let by = row.named_by.map(StaffId::from);
                named.push(Named {
                    staff: staff::find(db, &row.staff_id)?.ok_or(Refusal::NotFound)?,
                    by: match by {
                        Some(id) => staff::find(db, &id)?,
                        None => None,
                    },
                    at: row.named_at,
                });
            }
            let mut others = nameable(db, &official)?;
            others.retain(|one| named.iter().all(|row| row.staff.id != one.id));
            Ok(Readers {
                official: official.clone(),
                named,
                others,
            })
        })
        .await
}

/// The accounts that can be named for an official: of the office, and of no other official's.
fn nameable(db: &mut Db, official: &OfficialId) -> Result<Vec<Staff>, StoreError> {
    let mut all = Vec::new();
    for role in NAMEABLE {
        all.extend(staff::of_role(db, role)?);
    }
    let is_theirs = |one: &Staff| one.official_id.as_ref().is_none_or(|own| own == official);
    all.retain(is_theirs);
    Ok(all)
}

/// Names an account of the office for an official's week; whoever is named already stays so.
pub async fn name(
    app: &App,
    caller: &Caller,
    (official, whom): (OfficialId, StaffId),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    change(app, caller, (official, whom), now, |db, row| {
        let can_be = nameable(db, &row.official_id)?;
        if can_be.iter().all(|one| one.id != row.staff_id) {
            return Err(Refusal::NotFound.into());
        }
        let is_new = week_reader::add(db, row)?;
        Ok(is_new.then_some("name_reader"))
    })
    .await
}

/// Takes a name off an official's week; the last one may go too, the official sees it anyhow.
pub async fn remove(
    app: &App,
    caller: &Caller,
    (official, whom): (OfficialId, StaffId),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    change(app, caller, (official, whom), now, |db, row| {
        if !week_reader::remove(db, &row.official_id, &row.staff_id)? {
            return Err(Refusal::NotFound.into());
        }
        Ok(Some("remove_reader"))
    })
    .await
}

/// Changes who is named, and writes down what was done, if anything was.
async fn change(
    app: &App,
    caller: &Caller,
    (official, whom): (OfficialId, StaffId),
    now: DateTime<Utc>,
    work: impl Fn(&mut Db, &WeekReader) -> Result<Option<&'static str>, ServiceError> + Send + 'static,
) -> Result<(), ServiceError> {
    keeps(app, caller, &official)?;
    let (by, pad) = (caller.clone(), app.pad(now));
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            let row = WeekReader {
                official_id: official.clone(),
                staff_id: whom.clone(),
                named_by: by.staff().map(|staff| staff.id.to_string()),
                named_at: pad.at(),
            };
            if let Some(what) = work(db, &row)? {
                note(db, &by, (what, &row), &mut pad)?;
            }
            Ok::<_, ServiceError>(())
        })
        .await?;
    app.catalogue.reload(&app.store).await
}

fn note(
    db: &mut Db,
    by: &Caller,
    (what, row): (&str, &WeekReader),
    pad: &mut Pad,
) -> Result<(), ServiceError> {
    catalogue::mark(db, pad)?;
    let deed = audit::deed(by, what, &format!("official:{}", row.official_id), pad);
    let detail = Some(format!("staff:{}", row.staff_id));
    Ok(store::audit::add(db, &Deed { detail, ..deed })?)
}

/// Names the whole office for every official: to fill a database, where nobody is there to name.
pub(super) fn name_everybody(db: &mut Db, at: NaiveDateTime) -> Result<(), StoreError> {
    for official in place::officials(db)? {
        for one in nameable(db, &official.id)? {
            let row = WeekReader {
                official_id: official.id.clone(),
                staff_id: one.id,
                named_by: None,
                named_at: at,
            };
            week_reader::add(db, &row)?;
        }
    }
    Ok(())
}
