//! One room's task: tells the room what happened, and does what it says.

use super::{
    Inner,
    connection::Outgoing,
    meaning::{ending, is_asked, is_bar, is_word_of_bar},
    records::{Records, is_kept_within},
};
use crate::{
    host::{Guest, Standing, Wish},
    id::{ParticipantId, SessionId},
    message::{ErrorCode, ServerFrame, ServerMessage},
    room::{Arrival, Connection, Event, Input, Output, Room, Snapshot, WaitingPerson},
    ticket::{RESUME_BYTES, ResumeToken},
};
use chrono::{DateTime, Utc};
use futures_util::StreamExt as _;
use std::{
    collections::BTreeMap,
    future::Future,
    sync::{Arc, atomic::Ordering},
};
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, sleep_until, timeout},
};

/// What a room's task is asked.
pub(super) enum Command {
    /// Somebody stands at the door; frames for him go here.
    Join {
        arrival: Arrival,
        out: mpsc::Sender<Outgoing>,
    },
    /// Something happened.
    Told(Input),
    /// What is it like?
    Snapshot(oneshot::Sender<Snapshot>),
    /// Who waits?
    Waiting(oneshot::Sender<Vec<WaitingPerson>>),
    /// Stop, and say when everything is kept.
    Drain {
        signal_url: Option<String>,
        done: oneshot::Sender<()>,
    },
}

struct Keeper {
    inner: Arc<Inner>,
    session: SessionId,
    room: Room,
    me: mpsc::Sender<Command>,
    readers: BTreeMap<Connection, Reader>,
    records: Records,
    /// Where everybody stands by what is being done.
    standing: Arc<Standing>,
    /// Whether somebody was put out or turned away, and it could not be written down in time.
    is_unkept: bool,
}

/// Gives the lines of a room up when its task falls: nobody else knows of them.
struct Lines {
    inner: Arc<Inner>,
    session: SessionId,
}

impl Drop for Lines {
    fn drop(&mut self) {
        if std::thread::panicking() {
            tracing::error!(session.id = %self.session, "the task of a room fell");
            self.inner.lines.forget(&self.session);
        }
    }
}

struct Reader {
    guest: Guest,
    out: mpsc::Sender<Outgoing>,
}

/// Whether a room goes on.
enum Next {
    On,
    Stop(Option<oneshot::Sender<()>>),
}

pub(super) async fn keep(
    inner: Arc<Inner>,
    session: SessionId,
    me: mpsc::Sender<Command>,
    inbox: mpsc::Receiver<Command>,
) {
    let mut inbox = inbox;
    // Whoever opened the room has something to say; a room that turns people away must hear it.
    let Some(first) = inbox.recv().await else {
        return;
    };
    // Named after who came, so that it is dropped before: a host that panics closes the room first,
    // and nobody takes it for his own slowness.
    let inbox = inbox;
    let seed = match inner.host.seed(&session).await {
        Ok(Some(seed)) => seed,
        Ok(None) => {
            return inner
                .turn_away((session, me), (first, inbox), ErrorCode::Gone)
                .await;
        }
        Err(why) => {
            tracing::error!(session.id = %session, error = ?why, "a session could not be looked up");
            return inner
                .turn_away((session, me), (first, inbox), ErrorCode::Unavailable)
                .await;
        }
    };
    let room = Room::new(session.clone(), seed, inner.now());
    let host = Arc::clone(&inner.host);
    let records = Records::new(&inner.runtime, host, session.clone());
    let readers = BTreeMap::new();
    let lines = Lines {
        inner: Arc::clone(&inner),
        session: session.clone(),
    };
    let mut keeper = Keeper {
        inner,
        session,
        room,
        me,
        readers,
        records,
        standing: Arc::default(),
        is_unkept: false,
    };
    // What is named last is dropped first: whoever sees the room closed finds its lines given up,
    // and whoever is dropped by it finds it closed.
    let mut inbox = inbox;
    let _lines = lines;
    let done = match keeper.take(Some(first)).await {
        Next::On => keeper.run(&mut inbox).await,
        Next::Stop(done) => done,
    };
    keeper.close(inbox).await;
    if let Some(done) = done {
        // Whoever asked may have gone; the room is closed all the same.
        let _heard = done.send(());
    }
}

impl Inner {
    /// Closes a room that never opened and says so to everybody who came.
    async fn turn_away(
        &self,
        (session, me): (SessionId, mpsc::Sender<Command>),
        (first, mut inbox): (Command, mpsc::Receiver<Command>),
        code: ErrorCode,
    ) {
        self.strike_off(&session, &me);
        inbox.close();
        let mut next = Some(first);
        while let Some(command) = next {
            command.refuse(code);
            next = inbox.recv().await;
        }
    }
}

impl Command {
    /// Says to whoever stands at the door that nobody opens.
    pub(super) fn refuse(self, code: ErrorCode) {
        match self {
            Self::Join { arrival, out } => refuse(&out, arrival.id, code),
            // Who asks finds no answer, which is one.
            Self::Told(_) | Self::Snapshot(_) | Self::Waiting(_) | Self::Drain { .. } => {}
        }
    }
}

fn refuse(out: &mpsc::Sender<Outgoing>, id: Option<u64>, code: ErrorCode) {
    let detail = "the session does not let this person in".to_owned();
    let frame = ServerFrame {
        seq: 1,
        id,
        message: ServerMessage::Error { code, detail },
    };
    if let Ok(text) = serde_json::to_string(&frame) {
        // The queue of a new reader is empty; one that is gone needs no answer.
        let _sent = out.try_send(Outgoing::Frame(frame.seq, text));
        let _closed = out.try_send(Outgoing::Close(4403, "not let in"));
    }
}

impl Keeper {
    async fn run(&mut self, inbox: &mut mpsc::Receiver<Command>) -> Option<oneshot::Sender<()>> {
        let mut idle_since = Instant::now();
        loop {
            let is_idle = self.room.is_idle() && self.readers.is_empty();
            if is_idle && self.room.is_over() {
                return None;
            }
            let due = self.room.next_due().map(|due| self.inner.started + due);
            let idle_until = is_idle.then_some(idle_since + self.inner.settings.idle_after);
            let wake = due.into_iter().chain(idle_until).min();
            let command = tokio::select! {
                command = inbox.recv() => command,
                () = sleep_until(wake.unwrap_or_else(Instant::now)), if wake.is_some() => {
                    if idle_until.is_some_and(|until| until <= Instant::now()) {
                        return None;
                    }
                    Some(Command::Told(Input::Tick))
                }
            };
            if let Next::Stop(done) = self.take(command).await {
                return done;
            }
            if !is_idle {
                idle_since = Instant::now();
            }
        }
    }

    async fn take(&mut self, command: Option<Command>) -> Next {
        match command {
            None => return Next::Stop(None),
            Some(Command::Join { arrival, out }) => {
                let reader = Reader {
                    guest: arrival.guest.clone(),
                    out,
                };
                self.readers.insert(arrival.connection, reader);
                self.tell(Input::Join(arrival)).await;
            }
            Some(Command::Told(input)) => {
                if let Input::Lost { connection, .. } = &input {
                    self.readers.remove(connection);
                }
                self.tell(input).await;
            }
            Some(Command::Snapshot(reply)) => {
                // Whoever asked may have gone.
                let _heard = reply.send(self.room.snapshot());
            }
            Some(Command::Waiting(reply)) => {
                let _heard = reply.send(self.room.waiting());
            }
            Some(Command::Drain { signal_url, done }) => {
                self.tell(Input::Drain { signal_url }).await;
                return Next::Stop(Some(done));
            }
        }
        Next::On
    }

    async fn tell(&mut self, input: Input) {
        let mut inputs = vec![input];
        // A reader found too slow is one more thing that happened.
        while let Some(input) = inputs.pop() {
            let outputs = self.room.handle(self.inner.now(), input);
            self.is_unkept = false;
            if outputs
                .iter()
                .any(|one| matches!(one, Output::Event { .. }))
            {
                self.standing = Arc::new(self.room.standing());
            }
            for output in outputs {
                inputs.extend(self.perform(output).await);
            }
        }
    }

    /// Does one thing; what happened by it is given back.
    async fn perform(&mut self, output: Output) -> Option<Input> {
        let (lines, session) = (&self.inner.lines, &self.session);
        match output {
            Output::Send {
                to,
                connection,
                frame,
                fresh,
            } => {
                return self.send(to, connection, frame, fresh).await;
            }
            Output::Refuse {
                connection,
                id,
                code,
            } => {
                if let Some(reader) = self.readers.remove(&connection) {
                    refuse(&reader.out, id, code);
                }
            }
            Output::Close {
                participant: _,
                connection,
                closing,
            } => {
                if let Some(reader) = self.readers.remove(&connection) {
                    let (code, reason) = ending(closing);
                    // A full queue ends the same way: its reader is gone from the list.
                    let _closed = reader.out.try_send(Outgoing::Close(code, reason));
                }
            }
            Output::OpenLine { participant, line } => self.open_line(participant, line),
            Output::CloseLine { participant } => lines.close_line(session, &participant),
            Output::Answer {
                participant,
                epoch,
                sdp,
            } => {
                lines.take_answer(session, &participant, epoch, sdp);
            }
            Output::Candidate {
                participant,
                epoch,
                candidate,
            } => {
                lines.take_candidate(session, &participant, epoch, candidate);
            }
            Output::RestartLine { participant } => lines.restart_line(session, &participant),
            Output::MuteLine {
                participant,
                kind,
                on,
            } => {
                lines.mute_line(session, &participant, kind, on);
            }
            Output::Route(routes) => lines.set_routes(session, routes),
            Output::DropResume { participant } => {
                if let Err(why) = self.inner.host.drop_resume(session, &participant).await {
                    tracing::error!(session.id = %session, error = ?why, "a resume token stays");
                    self.is_unkept = true;
                }
            }
            Output::Invite { wish, id } => self.invite(wish, id),
            Output::Event { at, event } => self.keep_event(at, event).await,
        }
        None
    }

    /// Puts down what happened. Whoever puts somebody out hears so once no other machine lets him in.
    async fn keep_event(&mut self, at: DateTime<Utc>, event: Event) {
        let is_bar = is_bar(&event);
        let standing = Arc::clone(&self.standing);
        let kept = self.records.add((at, event), standing).await;
        if is_bar && !is_kept_within(self.inner.settings.patience, kept).await {
            self.is_unkept = true;
        }
    }

    async fn send(
        &mut self,
        to: ParticipantId,
        connection: Connection,
        mut frame: ServerFrame,
        fresh: bool,
    ) -> Option<Input> {
        let reader = self.readers.get(&connection)?;
        if self.is_unkept && frame.id.is_some() && is_word_of_bar(&frame.message) {
            let detail = "it is done here and not written down yet".to_owned();
            let code = ErrorCode::Unavailable;
            frame.message = ServerMessage::Error { code, detail };
        }
        if fresh {
            self.complete(&reader.guest, &mut frame.message).await;
        }
        let Ok(text) = serde_json::to_string(&frame) else {
            tracing::error!(session.id = %self.session, "a frame could not be written");
            return None;
        };
        if reader
            .out
            .try_send(Outgoing::Frame(frame.seq, text))
            .is_ok()
        {
            return None;
        }
        self.readers.remove(&connection);
        Some(Input::Lost {
            from: to,
            connection,
        })
    }

    /// Adds what the room does not know: servers, secrets, addresses.
    async fn complete(&self, guest: &Guest, message: &mut ServerMessage) {
        if let ServerMessage::Welcome {
            ice_servers,
            resume_token,
            ..
        } = message
        {
            let asked = self
                .inner
                .host
                .ice_servers(&self.session, &guest.participant);
            *ice_servers = self.in_time(asked).await.unwrap_or_default();
            *resume_token = self.new_resume_token(guest).await;
        } else if let ServerMessage::Ended { survey, .. } = message
            && is_asked(guest.role)
        {
            let asked = self.inner.host.survey(&self.session, &guest.participant);
            *survey = self.in_time(asked).await.flatten();
        }
    }

    /// The host's answer, unless it fails or takes longer than people wait.
    async fn in_time<T, E: std::fmt::Debug>(
        &self,
        answer: impl Future<Output = Result<T, E>>,
    ) -> Option<T> {
        match timeout(self.inner.settings.patience, answer).await {
            Ok(Ok(found)) => Some(found),
            Ok(Err(why)) => {
                tracing::error!(session.id = %self.session, error = ?why, "the host did not answer");
                None
            }
            Err(_elapsed) => {
                tracing::error!(session.id = %self.session, "the host took too long");
                None
            }
        }
    }

    async fn new_resume_token(&self, guest: &Guest) -> Option<String> {
        let mut random = [0; RESUME_BYTES];
        self.inner.host.fill(&mut random);
        let token = ResumeToken::new(random);
        self.in_time(self.inner.host.keep_resume(token.hash(), guest))
            .await?;
        Some(token.reveal())
    }

    /// Makes a line and passes its news on until it is gone.
    fn open_line(&self, of: ParticipantId, line: u64) {
        let mut news = self.inner.lines.open_line(&self.session, &of);
        let me = self.me.clone();
        let pump = async move {
            while let Some(news) = news.next().await {
                let input = Input::Line {
                    of: of.clone(),
                    line,
                    news,
                };
                if me.send(Command::Told(input)).await.is_err() {
                    break;
                }
            }
        };
        drop(self.inner.runtime.spawn(pump));
    }

    /// Asks the host without holding the room up.
    fn invite(&self, wish: Wish, id: Option<u64>) {
        let (host, session, me) = (
            Arc::clone(&self.inner.host),
            self.session.clone(),
            self.me.clone(),
        );
        let asking = async move {
            let result = host.invite(&session, &wish).await.map_err(|why| {
                tracing::error!(session.id = %session, error = ?why, "a link could not be made");
            });
            // A room that closed meanwhile has nobody to tell.
            let _told = me
                .send(Command::Told(Input::Invited { wish, id, result }))
                .await;
        };
        drop(self.inner.runtime.spawn(asking));
    }

    /// Closes the room: first everything is kept, then whoever knocked meanwhile is sent on.
    async fn close(self, mut inbox: mpsc::Receiver<Command>) {
        let Self {
            inner,
            session,
            room: _,
            me,
            readers,
            records,
            standing: _,
            is_unkept: _,
        } = self;
        drop(readers);
        records.finish().await;
        inner.lines.forget(&session);
        inner.strike_off(&session, &me);
        inbox.close();
        while let Some(command) = inbox.recv().await {
            let Command::Join { arrival, out } = command else {
                continue;
            };
            if inner.is_draining.load(Ordering::SeqCst) {
                refuse(&out, arrival.id, ErrorCode::Unavailable);
            } else {
                Box::pin(inner.post(&session, Command::Join { arrival, out })).await;
            }
        }
    }
}
