//! What the rooms need of the forwarder; the forwarder has it, a test may have its own.

use crate::{
    id::{ParticipantId, SessionId},
    media::{self, EVENTS_MAX, Forwarder, Kind, LineEvent, LineId, Route},
    message::{Candidate, Down, MediaKind, Up},
    room::{LineNews, Path},
};
use futures_util::{
    StreamExt as _,
    future::ready,
    stream::{self, BoxStream},
};
use std::collections::BTreeSet;
use tokio::sync::mpsc;

/// The forwarder as the rooms see it. Nothing here waits: what comes of it comes as news.
pub trait Lines: Send + Sync + 'static {
    /// Makes a person's line, in place of the one there was; its news end when it is gone.
    fn open_line(
        &self,
        session: &SessionId,
        participant: &ParticipantId,
    ) -> BoxStream<'static, LineNews>;

    /// Gives a person's line up.
    fn close_line(&self, session: &SessionId, participant: &ParticipantId);

    /// Hands over the answer to an offer.
    fn take_answer(
        &self,
        session: &SessionId,
        participant: &ParticipantId,
        epoch: u64,
        sdp: String,
    );

    /// Hands over a candidate of the browser.
    fn take_candidate(
        &self,
        session: &SessionId,
        participant: &ParticipantId,
        epoch: u64,
        candidate: Candidate,
    );

    /// Offers new connection credentials.
    fn restart_line(&self, session: &SessionId, participant: &ParticipantId);

    /// Lets nothing of one kind from a person pass, or lets it pass again.
    fn mute_line(
        &self,
        session: &SessionId,
        participant: &ParticipantId,
        kind: MediaKind,
        on: bool,
    );

    /// Replaces a session's whole table: who is seen and heard by whom.
    fn set_routes(&self, session: &SessionId, routes: BTreeSet<Path>);

    /// Forgets a session.
    fn forget(&self, session: &SessionId);
}

impl Lines for Forwarder {
    fn open_line(
        &self,
        session: &SessionId,
        participant: &ParticipantId,
    ) -> BoxStream<'static, LineNews> {
        let (events, news) = mpsc::channel(EVENTS_MAX);
        Self::open(self, line_of(session, participant), events);
        let news = stream::unfold(news, |mut news| async move {
            let (_, event) = news.recv().await?;
            Some((event, news))
        });
        news.filter_map(|event| ready(news_of(event))).boxed()
    }

    fn close_line(&self, session: &SessionId, participant: &ParticipantId) {
        Self::close(self, &line_of(session, participant));
    }

    fn take_answer(
        &self,
        session: &SessionId,
        participant: &ParticipantId,
        epoch: u64,
        sdp: String,
    ) {
        Self::answer(self, &line_of(session, participant), epoch, sdp);
    }

    fn take_candidate(
        &self,
        session: &SessionId,
        participant: &ParticipantId,
        epoch: u64,
        candidate: Candidate,
    ) {
        Self::candidate(
            self,
            &line_of(session, participant),
            epoch,
            candidate.candidate,
        );
    }

    fn restart_line(&self, session: &SessionId, participant: &ParticipantId) {
        Self::restart(self, &line_of(session, participant));
    }

    fn mute_line(
        &self,
        session: &SessionId,
        participant: &ParticipantId,
        kind: MediaKind,
        on: bool,
    ) {
        let kind = match kind {
            MediaKind::Audio => Kind::Audio,
            MediaKind::Video => Kind::Video,
        };
        Self::mute(self, &line_of(session, participant), kind, on);
    }

    fn set_routes(&self, session: &SessionId, routes: BTreeSet<Path>) {
        let routes = routes
            .into_iter()
            .map(|path| Route {
                from: path.from.into(),
                to: path.to.into(),
            })
            .collect();
        Self::route(self, session.as_str(), routes);
    }

    fn forget(&self, session: &SessionId) {
        Self::end(self, session.as_str());
    }
}

fn line_of(session: &SessionId, participant: &ParticipantId) -> LineId {
    LineId {
        session: session.to_string(),
        participant: participant.to_string(),
    }
}

fn news_of(event: LineEvent) -> Option<LineNews> {
    match event {
        LineEvent::Offer {
            sdp,
            epoch,
            up,
            down,
        } => {
            let up = Up {
                audio: up.audio,
                video: up.video,
            };
            Some(LineNews::Offer {
                sdp,
                epoch,
                up,
                down: shown(down),
            })
        }
        LineEvent::Down(down) => Some(LineNews::Down(shown(down))),
        LineEvent::Connected => Some(LineNews::Connected),
        LineEvent::Disconnected => Some(LineNews::Disconnected),
        // Whoever gave the line up does not listen any more; to anybody else it broke.
        LineEvent::Failed | LineEvent::Closed => Some(LineNews::Failed),
        LineEvent::FirstPacket(_) => None,
    }
}

fn shown(down: Vec<media::Down>) -> Vec<Down> {
    down.into_iter()
        .map(|line| Down {
            mid: line.mid,
            kind: match line.kind {
                Kind::Audio => MediaKind::Audio,
                Kind::Video => MediaKind::Video,
            },
            participant: line
                .participant
                .and_then(|name| ParticipantId::new(name).ok()),
        })
        .collect()
}
