//! Those who wait: joining the list, taking and declining what is offered, keeping a hold longer.
use diesel::prelude::*;
use majlis::scheduling::OfferState;
use majlis::service::Offer;
use majlis::service::answer::{accept, decline};
use majlis::service::book::For;
use majlis::service::hold::extend_hold;
use majlis::service::phone::messages;
use majlis::service::wait::{Wish, wait};
use majlis::store::StoreError;
use majlis::store::schema::offer;

use super::{CITIZENS, Run};
use crate::people::meeting;

impl Run {
    pub(super) async fn open_offers(&self) -> Vec<Offer> {
        let open = offer::table.filter(offer::state.eq(OfferState::Open));
        let open = open.order(offer::id).select(Offer::as_select());
        let read = self
            .world
            .app
            .store
            .read(move |db| Ok::<_, StoreError>(open.load(db)?));
        read.await.unwrap()
    }

    /// Somebody who finds no time that suits joins the list with a new request.
    pub(super) async fn waits(&mut self) {
        let person = usize::try_from(self.luck.below(CITIZENS)).unwrap();
        let wish = Wish {
            near: self.luck.below(2) == 0,
            ..Wish::default()
        };
        let caller = self.people[person].citizen.caller.clone();
        let purpose = For::New(Box::new(meeting("")));
        let said = wait(&self.world.app, &caller, (purpose, wish), self.now()).await;
        self.told(&format!("{person} waits"), said);
    }

    /// Somebody follows the link of the newest message, whatever became of the offer meanwhile.
    pub(super) async fn answers(&mut self) {
        self.world.deliver().await;
        let mut links = Vec::new();
        for (place, person) in self.people.iter().enumerate() {
            let told = messages(&self.world.app, Some(&person.mobile), 3)
                .await
                .unwrap();
            let link = told
                .iter()
                .find_map(|one| Some(one.text.split_once("/o/")?.1.to_owned()));
            links.extend(link.map(|link| (place, link)));
        }
        let Some((person, link)) = self.one_of(&links) else {
            return;
        };
        let token = link.split_whitespace().next().unwrap();
        if self.luck.below(4) == 0 {
            let said = decline(&self.world.app, token, self.now()).await;
            self.told(&format!("{person} declines the offer"), said);
            return;
        }
        let said = accept(&self.world.app, token, self.now()).await;
        if let Some(booked) = self.told(&format!("{person} takes the offer"), said) {
            self.promises(&booked);
        }
    }

    pub(super) async fn extends(&mut self) {
        let holders: Vec<usize> = (0..self.people.len())
            .filter(|&place| self.people[place].hold.is_some())
            .collect();
        let Some(person) = self.one_of(&holders) else {
            return;
        };
        let (caller, hold) = (
            self.people[person].citizen.caller.clone(),
            self.people[person].hold.clone().unwrap(),
        );
        let said = extend_hold(&self.world.app, &caller, hold, self.now()).await;
        self.told(&format!("{person} keeps the hold"), said);
    }
}
