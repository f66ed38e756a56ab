//! What becomes of appointments: moved by either side, missed, hit by a week published anew.
use chrono::TimeDelta;
use majlis::scheduling::{AppointmentState, Week, calendar};
use majlis::service::miss::miss;
use majlis::service::reschedule::{Move, reschedule};
use majlis::service::week::{self, draft, publish};

use super::{Run, ZONE};

impl Run {
    /// A meeting that stands goes to a free time: the new one is promised then, the old one not.
    pub(super) async fn moves(&mut self, is_office: bool) {
        let stages = [AppointmentState::Booked, AppointmentState::Confirmed];
        let Some(row) = self.a_meeting(&stages).await else {
            return;
        };
        let caller = if is_office {
            self.scheduler.clone()
        } else {
            self.owner(&row)
        };
        let owner = self.owner(&row);
        let mut people = self.people.iter();
        let person = people.position(|one| one.citizen.caller == owner).unwrap();
        let Some(slot) = self.one_of(&self.free(person, row.mode).await) else {
            return;
        };
        let wish = Move {
            id: row.id.clone(),
            slot: slot.id(),
            reason: is_office.then(|| "سفر".to_owned()),
        };
        let said = reschedule(&self.world.app, &caller, wish, self.now()).await;
        let what = format!("moves {} by office {is_office}", row.starts_at);
        if let Some(moved) = self.told(&what, said) {
            self.promised.remove(&row.id);
            self.promises(&moved);
        }
    }

    /// Nobody came, says the office.
    pub(super) async fn misses(&mut self) {
        let stages = [AppointmentState::Booked, AppointmentState::Confirmed];
        let Some(row) = self.a_meeting(&stages).await else {
            return;
        };
        let caller = self.scheduler.clone();
        let said = miss(&self.world.app, &caller, row.id.clone(), self.now()).await;
        if self
            .told(&format!("missed {}", row.starts_at), said)
            .is_some()
        {
            self.promised.remove(&row.id);
        }
    }

    /// A week is drafted without some of its hours and published; whoever is hit gets a case, and
    /// keeps the appointment until that is closed.
    pub(super) async fn publishes(&mut self) {
        let ahead = TimeDelta::days(i64::try_from(self.luck.below(12)).unwrap() + 1);
        let date = calendar::local_day(ZONE, self.now() + ahead);
        let whose = ("deputy".into(), Week::containing(date));
        let (app, now) = (self.world.app.clone(), self.now());
        let seen = week::see(&app, &self.scheduler, whose.clone(), now)
            .await
            .unwrap();
        let mut windows = seen.plan.windows;
        if windows.is_empty() {
            return;
        }
        let gone = usize::try_from(self.luck.below(u64::try_from(windows.len()).unwrap())).unwrap();
        windows.remove(gone);
        let drafted = (None, windows);
        let said = draft::save(&app, &self.scheduler, whose.clone(), drafted, now).await;
        if self.told(&format!("drafts {date}"), said).is_none() {
            return;
        }
        let why = (None, Some("سفر".to_owned()));
        let said = publish::publish(&app, &self.scheduler, whose, why, now).await;
        self.told(&format!("publishes {date}"), said);
    }
}
