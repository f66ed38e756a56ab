//! A host in memory, and a forwarder that forwards nothing but remembers everything.

use crate::cast::{seed, start};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use futures_util::{
    StreamExt as _,
    stream::{self, BoxStream},
};
use majlis_signaling::{
    host::{Bar, Guest, Host, HostError, Invitation, ResumeHash, Seed, Standing, Wish},
    id::{ParticipantId, SessionId},
    message::{Candidate, Down, IceServer, MediaKind, SessionState, Up},
    room::{Event, LineNews, Path},
    socket::Lines,
    ticket::TicketKeys,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Mutex,
};
use tokio::sync::Notify;

/// The Ed25519 key of RFC 8410, section 10.3: known to everybody, good for tests only.
pub(crate) const KEY: [u8; 48] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    0xd4, 0xee, 0x72, 0xdb, 0xf9, 0x13, 0x58, 0x4a, 0xd5, 0xb6, 0xd8, 0xf1, 0xf7, 0x69, 0xf8, 0xad,
    0x3a, 0xfe, 0x7c, 0x28, 0xcb, 0xf1, 0xd4, 0xfb, 0xe0, 0x97, 0xa8, 0x8f, 0x44, 0x75, 0x58, 0x42,
];

pub(crate) fn keys() -> TicketKeys {
    TicketKeys::new("majlis", "signal", "k1", &KEY).unwrap()
}

#[derive(Default)]
pub(crate) struct MemoryHost {
    kept: Mutex<Kept>,
    happened: Notify,
}

#[derive(Default)]
struct Kept {
    burned: BTreeSet<String>,
    resumes: BTreeMap<ResumeHash, Guest>,
    events: Vec<Event>,
    failures: u32,
    random: u8,
    is_over: bool,
    panics: u32,
    standing: Standing,
    barred: BTreeMap<ParticipantId, Bar>,
}

impl MemoryHost {
    /// Fails to keep so many events before it keeps the next.
    pub(crate) fn fails(&self, times: u32) {
        self.kept.lock().unwrap().failures = times;
    }

    /// Waits until an event like this was kept.
    pub(crate) async fn kept(&self, is_it: impl Fn(&Event) -> bool) {
        loop {
            let next = self.happened.notified();
            if self.kept.lock().unwrap().events.iter().any(&is_it) {
                return;
            }
            next.await;
        }
    }

    /// Panics so many times when the session `broken` is looked up, before it answers.
    pub(crate) fn panics(&self, times: u32) {
        self.kept.lock().unwrap().panics = times;
    }

    pub(crate) fn events(&self) -> Vec<Event> {
        self.kept.lock().unwrap().events.clone()
    }

    pub(crate) fn resumes(&self) -> usize {
        self.kept.lock().unwrap().resumes.len()
    }
}

#[async_trait]
impl Host for MemoryHost {
    fn now(&self) -> DateTime<Utc> {
        start()
    }

    fn fill(&self, bytes: &mut [u8]) {
        let mut kept = self.kept.lock().unwrap();
        kept.random += 1;
        bytes.fill(kept.random);
    }

    async fn burn(&self, jti: &str, _expires_at: DateTime<Utc>) -> Result<bool, HostError> {
        Ok(self.kept.lock().unwrap().burned.insert(jti.to_owned()))
    }

    async fn keep_resume(&self, hash: ResumeHash, guest: &Guest) -> Result<(), HostError> {
        let mut kept = self.kept.lock().unwrap();
        kept.resumes
            .retain(|_, held| held.participant != guest.participant);
        kept.resumes.insert(hash, guest.clone());
        Ok(())
    }

    async fn take_resume(&self, hash: ResumeHash) -> Result<Option<Guest>, HostError> {
        Ok(self.kept.lock().unwrap().resumes.remove(&hash))
    }

    async fn drop_resume(
        &self,
        _session: &SessionId,
        participant: &ParticipantId,
    ) -> Result<(), HostError> {
        self.kept
            .lock()
            .unwrap()
            .resumes
            .retain(|_, held| held.participant != *participant);
        Ok(())
    }

    async fn seed(&self, session: &SessionId) -> Result<Option<Seed>, HostError> {
        let is_over = self.kept.lock().unwrap().is_over;
        let state = if is_over {
            SessionState::Ended
        } else {
            SessionState::Scheduled
        };
        if session.as_str() == "broken" {
            let panics = {
                let mut kept = self.kept.lock().unwrap();
                let panics = kept.panics > 0;
                kept.panics = kept.panics.saturating_sub(1);
                panics
            };
            assert!(!panics, "the host of a session goes wrong, as a test asked");
            return Ok(Some(seed(SessionState::Scheduled)));
        }
        let standing = self.kept.lock().unwrap().standing.clone();
        let seed = Seed {
            standing,
            ..seed(state)
        };
        Ok((session.as_str() == "s1").then_some(seed))
    }

    async fn is_barred(&self, guest: &Guest) -> Result<bool, HostError> {
        let kept = self.kept.lock().unwrap();
        let bar = kept.barred.get(&guest.participant);
        Ok(bar.is_some_and(|bar| bar.keeps_out(guest.issued_at)))
    }

    async fn event(
        &self,
        _session: &SessionId,
        at: DateTime<Utc>,
        event: &Event,
        standing: &Standing,
    ) -> Result<(), HostError> {
        let mut kept = self.kept.lock().unwrap();
        if kept.failures > 0 {
            kept.failures -= 1;
            let why: Box<dyn std::error::Error + Send + Sync> = "the disk is full".into();
            return Err(HostError::from(why));
        }
        match event {
            Event::Removed { participant, .. } => {
                kept.barred.insert(participant.clone(), Bar::Removed);
            }
            Event::Declined { participant, .. } => {
                kept.barred.insert(participant.clone(), Bar::Declined(at));
            }
            _ => {}
        }
        kept.standing.clone_from(standing);
        kept.is_over |= matches!(event, Event::Ended { .. });
        kept.events.push(event.clone());
        self.happened.notify_waiters();
        Ok(())
    }

    async fn invite(
        &self,
        _session: &SessionId,
        wish: &Wish,
    ) -> Result<Option<Invitation>, HostError> {
        Ok(Some(Invitation {
            link: Some(format!("https://host.test/join/{}", wish.role.name())),
        }))
    }

    async fn survey(
        &self,
        _session: &SessionId,
        participant: &ParticipantId,
    ) -> Result<Option<String>, HostError> {
        Ok(Some(format!("https://host.test/survey/{participant}")))
    }

    async fn ice_servers(
        &self,
        _session: &SessionId,
        _participant: &ParticipantId,
    ) -> Result<Vec<IceServer>, HostError> {
        let urls = vec!["stun:stun.host.test".to_owned()];
        Ok(vec![IceServer {
            urls,
            username: None,
            credential: None,
        }])
    }
}

/// Offers once on every line, and remembers the table.
#[derive(Default)]
pub(crate) struct MemoryLines {
    pub(crate) routes: Mutex<BTreeSet<Path>>,
    pub(crate) answers: Mutex<Vec<(String, u64)>>,
}

impl Lines for MemoryLines {
    fn open_line(
        &self,
        _session: &SessionId,
        _participant: &ParticipantId,
    ) -> BoxStream<'static, LineNews> {
        let offer = LineNews::Offer {
            sdp: "v=0".to_owned(),
            epoch: 1,
            up: Up {
                audio: "0".to_owned(),
                video: "1".to_owned(),
            },
            down: vec![Down {
                mid: "2".to_owned(),
                kind: MediaKind::Audio,
                participant: None,
            }],
        };
        stream::iter([offer]).chain(stream::pending()).boxed()
    }

    fn close_line(&self, _session: &SessionId, _participant: &ParticipantId) {}

    fn take_answer(
        &self,
        _session: &SessionId,
        participant: &ParticipantId,
        epoch: u64,
        _sdp: String,
    ) {
        self.answers
            .lock()
            .unwrap()
            .push((participant.to_string(), epoch));
    }

    fn take_candidate(
        &self,
        _session: &SessionId,
        _participant: &ParticipantId,
        _epoch: u64,
        _candidate: Candidate,
    ) {
    }

    fn restart_line(&self, _session: &SessionId, _participant: &ParticipantId) {}

    fn mute_line(
        &self,
        _session: &SessionId,
        _participant: &ParticipantId,
        _kind: MediaKind,
        _on: bool,
    ) {
    }

    fn set_routes(&self, _session: &SessionId, routes: BTreeSet<Path>) {
        *self.routes.lock().unwrap() = routes;
    }

    fn forget(&self, _session: &SessionId) {}
}
