//! SMS through an operator's SMPP 3.4 line: one connection that stays, messages in parts, receipts
//! that come back over it.
//!
//! The client `rusmppc` (0.4) keeps queues without a bound and brings a DNS resolver of its own for one address. Its
//! coder `rusmpp` gives the whole line up where one unit is not by the letter (a long number, a byte beyond ASCII, a
//! refusal with a body), and an operator that sends such a receipt again after each bind would keep us off for good.
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use super::{SendError, SmsMessage};
use crate::clock::Stopwatch;
use crate::config::{self, SmppBind};
use crate::lifecycle::Stop;
use crate::words::{SmsPart, sms_split};
use pdu::{Part, Receipt, Unit, command};

mod pdu;

/// So many messages wait for the line at the most; who comes beyond tries again later.
const WAITING_MAX: usize = 256;
/// The first pause before the line is opened again, and the longest.
const PAUSE: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(30));
/// After so long a silence we ask whether somebody is there.
const SILENCE: Duration = Duration::from_secs(30);
/// What the other side is told when a receipt cannot be written down now: it comes again.
const COME_AGAIN: u32 = 0x64;
/// Answers that mean: not now (throttled, queue full, system error).
const NOT_NOW: [u32; 3] = [0x58, 0x14, 0x08];

/// One part on its way to the line, and who waits for the answer.
struct Order {
    body: Vec<u8>,
    answer: oneshot::Sender<Result<String, SendError>>,
}

/// The sending side of the line; cheap to clone.
#[derive(Clone, Debug)]
pub struct Smpp {
    orders: mpsc::Sender<Order>,
    settings: Arc<config::Sms>,
    limit: Duration,
}

/// The other end: who keeps the line open.
pub struct Line {
    orders: mpsc::Receiver<Order>,
    settings: Arc<config::Sms>,
}

/// What the operator says of a message, and how it is told whether that was written down.
pub struct Reported {
    /// The operator's number of the message.
    pub id: String,
    /// What it calls its state.
    pub state: String,
    /// Whether it was written down; else the operator says it again.
    pub is_kept: oneshot::Sender<bool>,
}

/// Both ends of a line that is not open yet.
pub(super) fn line(settings: &config::Sms) -> (Smpp, Line) {
    let (send, orders) = mpsc::channel(WAITING_MAX);
    let settings = Arc::new(settings.clone());
    let sending = Smpp {
        orders: send,
        settings: Arc::clone(&settings),
        limit: Duration::from_secs(settings.timeout_seconds),
    };
    (sending, Line { orders, settings })
}

impl Smpp {
    /// Sends one message in as many parts as it needs; the operator's number of the last one, for
    /// which a receipt is asked.
    pub(super) async fn send(&self, message: &SmsMessage) -> Result<Option<String>, SendError> {
        let parts = sms_split(&message.text, joined_by(message.stamp.id.as_str()));
        let last = parts.len().saturating_sub(1);
        let mut number = None;
        for (place, part) in parts.iter().enumerate() {
            number = Some(self.submit(message, part, place == last).await?);
        }
        // Some operators take a message and give it no number.
        Ok(number.filter(|number| !number.is_empty()))
    }

    /// Whether the operator lets us in, on a line of its own; nothing is sent.
    pub(super) async fn reach(&self) -> Result<String, String> {
        let address = &self.settings.smpp_address;
        let bind = sending(self.settings.smpp_bind);
        match timeout(self.limit, Talk::open(&self.settings, bind)).await {
            Ok(Ok(_)) => Ok(format!("{address} answers")),
            Ok(Err(why)) => Err(format!("{address}: {why}")),
            Err(_late) => Err(format!("{address} does not answer; set sms.smpp_address")),
        }
    }

    async fn submit(
        &self,
        message: &SmsMessage,
        part: &SmsPart,
        is_last: bool,
    ) -> Result<String, SendError> {
        let body = pdu::submit(&Part {
            from: &self.settings.sender,
            to: message.to.trim_start_matches('+'),
            coding: if part.is_gsm { 0 } else { 8 },
            is_joined: part.is_joined,
            wants_receipt: is_last,
            text: &part.bytes,
        });
        let (answer, answered) = oneshot::channel();
        let order = Order { body, answer };
        if self.orders.try_send(order).is_err() {
            return Err(SendError::later("the SMPP line is busy"));
        }
        match timeout(self.limit, answered).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_gone)) => Err(SendError::later("the SMPP line broke off")),
            Err(_late) => Err(SendError::later("the SMPP line did not answer in time")),
        }
    }
}

/// The number that joins the parts of a message: the same for a repetition.
fn joined_by(id: &str) -> u8 {
    id.bytes().fold(0, u8::wrapping_add)
}

/// How the line binds that messages leave by.
const fn sending(bind: SmppBind) -> u32 {
    match bind {
        SmppBind::Transceiver => command::BIND_TRANSCEIVER,
        SmppBind::Transmitter | SmppBind::Pair => command::BIND_TRANSMITTER,
    }
}

impl Line {
    /// Keeps the line open until the process stops, and hands over what it reports; a second one
    /// where receipts come over a line of their own.
    pub async fn attend(self, reports: mpsc::Sender<Reported>, stop: Stop) {
        let bind = self.settings.smpp_bind;
        // Nothing is ever sent by the receiving line; while its sender lives, it waits.
        let (_nobody, orders) = mpsc::channel(1);
        let receiving = Self {
            orders,
            settings: Arc::clone(&self.settings),
        };
        let sends = self.keep(sending(bind), reports.clone(), stop.clone());
        match bind {
            SmppBind::Transceiver | SmppBind::Transmitter => sends.await,
            SmppBind::Pair => {
                let receives = receiving.keep(command::BIND_RECEIVER, reports, stop);
                tokio::join!(sends, receives);
            }
        }
    }

    async fn keep(mut self, bind: u32, reports: mpsc::Sender<Reported>, mut stop: Stop) {
        let mut pause = PAUSE.0;
        loop {
            let opened = Stopwatch::started();
            tokio::select! {
                _ = stop.requested() => return,
                ended = self.hold(bind, &reports) => {
                    let why = ended.err().unwrap_or("the other side ended it");
                    tracing::warn!(why, "the SMPP line is closed");
                }
            }
            // Whoever waits now tries again later.
            while let Ok(order) = self.orders.try_recv() {
                refuse(order.answer, "the SMPP line is closed");
            }
            pause = if opened.elapsed() > PAUSE.1 {
                PAUSE.0
            } else {
                (pause * 2).min(PAUSE.1)
            };
            tokio::select! {
                _ = stop.requested() => return,
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    async fn hold(
        &mut self,
        bind: u32,
        reports: &mpsc::Sender<Reported>,
    ) -> Result<(), &'static str> {
        let limit = Duration::from_secs(self.settings.timeout_seconds);
        let mut talk = timeout(limit, Talk::open(&self.settings, bind))
            .await
            .map_err(|_late| "the bind was not answered in time")??;
        tracing::info!("the SMPP line is open");
        let mut waiting = BTreeMap::new();
        loop {
            tokio::select! {
                order = self.orders.recv() => {
                    let Some(order) = order else {
                        return talk.say(command::UNBIND, 0, None, Vec::new()).await.map(drop);
                    };
                    let sequence = talk.say(command::SUBMIT, 0, None, order.body).await?;
                    waiting.insert(sequence, order.answer);
                }
                unit = timeout(SILENCE, talk.hear()) => match unit {
                    Ok(unit) => answer(&mut talk, unit?, &mut waiting, reports).await?,
                    Err(_silence) if talk.is_asked => return Err("nobody is there any more"),
                    Err(_silence) => {
                        talk.say(command::ENQUIRE, 0, None, Vec::new()).await?;
                        talk.is_asked = true;
                    }
                },
            }
        }
    }
}

type Waiting = BTreeMap<u32, oneshot::Sender<Result<String, SendError>>>;

/// What follows from a unit of the other side.
async fn answer(
    talk: &mut Talk,
    unit: Unit,
    waiting: &mut Waiting,
    reports: &mpsc::Sender<Reported>,
) -> Result<(), &'static str> {
    const SUBMITTED: u32 = command::SUBMIT | command::ANSWER;
    talk.is_asked = false;
    match unit.command {
        SUBMITTED | command::NACK => {
            if let Some(order) = waiting.remove(&unit.sequence) {
                tell(order, judge(&unit));
            }
        }
        command::DELIVER => {
            // A message of somebody is taken and not read.
            let is_done = match pdu::receipt(&unit.body) {
                Some(receipt) => is_kept(receipt, reports).await,
                None => true,
            };
            let status = if is_done { 0 } else { COME_AGAIN };
            let answer = command::DELIVER | command::ANSWER;
            talk.say(answer, status, Some(unit.sequence), vec![0])
                .await?;
        }
        command::ENQUIRE => {
            let answer = command::ENQUIRE | command::ANSWER;
            talk.say(answer, 0, Some(unit.sequence), Vec::new()).await?;
        }
        command::UNBIND => {
            let answer = command::UNBIND | command::ANSWER;
            talk.say(answer, 0, Some(unit.sequence), Vec::new()).await?;
            return Err("the other side unbound");
        }
        _ => {}
    }
    Ok(())
}

async fn is_kept(receipt: Receipt, reports: &mpsc::Sender<Reported>) -> bool {
    let (is_kept, kept) = oneshot::channel();
    let reported = Reported {
        id: receipt.id,
        state: receipt.state,
        is_kept,
    };
    reports.send(reported).await.is_ok() && kept.await.unwrap_or(false)
}

fn judge(unit: &Unit) -> Result<String, SendError> {
    let why = format!("the SMPP line answered {:#x}", unit.status);
    match unit.status {
        0 => Ok(pdu::first_text(&unit.body).unwrap_or_default()),
        status if NOT_NOW.contains(&status) || unit.command == command::NACK => {
            Err(SendError::later(why))
        }
        _ => Err(SendError::never(why)),
    }
}

fn refuse(answer: oneshot::Sender<Result<String, SendError>>, why: &str) {
    tell(answer, Err(SendError::later(why)));
}

fn tell(answer: oneshot::Sender<Result<String, SendError>>, what: Result<String, SendError>) {
    if answer.send(what).is_err() {
        tracing::debug!("nobody waits for the answer any more");
    }
}

/// An open connection: what was heard and not read yet, and the next number.
struct Talk {
    stream: TcpStream,
    heard: Vec<u8>,
    next: u32,
    is_asked: bool,
}

impl Talk {
    /// Connects and binds.
    async fn open(settings: &config::Sms, bind: u32) -> Result<Self, &'static str> {
        let stream = TcpStream::connect(&settings.smpp_address)
            .await
            .map_err(|_unreachable| "the SMPP address does not answer")?;
        let mut talk = Self {
            stream,
            heard: Vec::new(),
            next: 1,
            is_asked: false,
        };
        let who = (settings.smpp_system_id.as_str(), settings.secret.reveal());
        let body = pdu::bind(who, &settings.smpp_system_type);
        let sequence = talk.say(bind, 0, None, body).await?;
        let answer = talk.hear().await?;
        if answer.sequence != sequence || answer.command != bind | command::ANSWER {
            return Err("the bind was answered with something else");
        }
        if answer.status == 0 {
            Ok(talk)
        } else {
            Err("the bind was refused; set sms.smpp_system_id and sms.secret right")
        }
    }

    /// Writes a unit; its number.
    async fn say(
        &mut self,
        command: u32,
        status: u32,
        sequence: Option<u32>,
        body: Vec<u8>,
    ) -> Result<u32, &'static str> {
        let sequence = sequence.unwrap_or_else(|| {
            let own = self.next;
            self.next = own % 0x7fff_ffff + 1;
            own
        });
        let unit = Unit {
            command,
            status,
            sequence,
            body,
        };
        let written = self.stream.write_all(&unit.bytes()).await;
        written.map_err(|_broken| "the SMPP line broke off")?;
        Ok(sequence)
    }

    /// The next unit; what was heard of it stays where this is given up half way.
    async fn hear(&mut self) -> Result<Unit, &'static str> {
        loop {
            if let Some((unit, length)) = Unit::read(&self.heard)? {
                self.heard.drain(..length);
                return Ok(unit);
            }
            match self.stream.read_buf(&mut self.heard).await {
                Ok(0) => return Err("the other side closed the line"),
                Ok(_) => {}
                Err(_broken) => return Err("the SMPP line broke off"),
            }
        }
    }
}
