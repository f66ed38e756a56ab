//! One UDP port for all lines: whose a datagram is, and where a line's datagrams go.
//!
//! A remote address is tied to a line only by a check that carries valid MESSAGE-INTEGRITY for the
//! line's own credentials, so nobody can take a line over, or fill our memory, by sending packets.

use super::sdp::Credentials;
use super::socket::LineSocket;
use super::stun::{self, Check, Transaction};
use super::tally::{Tally, count};
use super::{MediaError, MediaSettings, locked};
use bytes::Bytes;
use rtc::crypto::RTCCryptoProvider;
use socket2::{Domain, Protocol, Socket, Type};
use std::collections::{BTreeMap, VecDeque};
use std::io::{self, IoSliceMut};
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;
use tokio::io::Interest;
use tokio::net::UdpSocket;
use tokio::time::Instant;
use webrtc::runtime::{BATCH_SIZE, RecvMeta, Transmit, UdpSockRef, UdpSocketState};

/// What the kernel keeps for us while the reader is busy; it may grant less.
const RECEIVE_BYTES: usize = 8 * 1024 * 1024;
/// Room for one datagram, or for as many as the kernel hands over as one.
const READ_BYTES: usize = 64 * 1024;
/// Remote addresses one line may be reached from at a time; the oldest gives way.
const REMOTES_MAX: usize = 16;
/// Credentials one line has at a time: the present ones and those before a restart.
const KEYS_MAX: usize = 4;
/// Questions of ours whose answers are awaited; the oldest gives way.
const QUESTIONS_MAX: usize = 16 * 1024;
/// An address heard for one line this recently does not change to another.
const HELD: Duration = Duration::from_secs(2);

/// The shared port.
pub(super) struct Mux {
    io: UdpSocket,
    batch: UdpSocketState,
    dual_stack: bool,
    port: u16,
    public: Vec<SocketAddr>,
    crypto: Arc<dyn RTCCryptoProvider>,
    opened: Instant,
    doors: RwLock<Doors>,
    questions: Mutex<Questions>,
    tally: Arc<Tally>,
}

/// One line's entrance at the port.
#[derive(Default)]
pub(super) struct Door {
    serial: u64,
    sockets: Mutex<Vec<Arc<LineSocket>>>,
}

#[derive(Default)]
struct Doors {
    next_serial: u64,
    keys: BTreeMap<String, Key>,
    remotes: BTreeMap<SocketAddr, Remote>,
    /// Per line: its user names and remote addresses, oldest first.
    held: BTreeMap<u64, Held>,
}

#[derive(Default)]
struct Held {
    keys: VecDeque<String>,
    remotes: VecDeque<SocketAddr>,
}

struct Key {
    door: Arc<Door>,
    password: String,
}

struct Remote {
    door: Arc<Door>,
    /// Milliseconds since the port was opened.
    heard: AtomicU64,
}

#[derive(Default)]
struct Questions {
    asked: BTreeMap<Transaction, Arc<Door>>,
    order: VecDeque<Transaction>,
}

impl Mux {
    /// Opens the port; must run inside the media runtime.
    pub(super) fn open(
        settings: &MediaSettings,
        tally: Arc<Tally>,
    ) -> Result<Arc<Self>, MediaError> {
        let failed = |source| MediaError::Bind {
            bind: settings.bind,
            source,
        };
        let io = bind(settings.bind)
            .and_then(UdpSocket::from_std)
            .map_err(failed)?;
        let batch = UdpSocketState::new(UdpSockRef::from(&io)).map_err(failed)?;
        let port = io.local_addr().map_err(failed)?.port();
        let public = settings.public.iter().copied().map(|mut address| {
            if address.port() == 0 {
                address.set_port(port);
            }
            address
        });
        Ok(Arc::new(Self {
            io,
            batch,
            dual_stack: settings.bind.is_ipv6(),
            port,
            public: public.collect(),
            crypto: super::peer::crypto()?,
            opened: Instant::now(),
            doors: RwLock::default(),
            questions: Mutex::default(),
            tally,
        }))
    }

    pub(super) fn port(&self) -> u16 {
        self.port
    }

    pub(super) fn public(&self) -> &[SocketAddr] {
        &self.public
    }

    /// The addresses under which a line's driver knows its sockets: one per address family that is
    /// named to clients. No datagram ever bears them.
    pub(super) fn keys(&self) -> Vec<String> {
        let families = [("127.0.0.1:0", true), ("[::1]:0", false)];
        let named = |v4| self.public.iter().any(|address| address.is_ipv4() == v4);
        families
            .iter()
            .filter(|(_, v4)| named(*v4))
            .map(|(key, _)| (*key).to_owned())
            .collect()
    }

    pub(super) fn tally(&self) -> &Tally {
        &self.tally
    }

    pub(super) fn segments_max(&self) -> usize {
        self.batch.max_gso_segments().max(1)
    }

    /// A new line's entrance.
    pub(super) fn door(&self) -> Arc<Door> {
        let mut doors = self.write();
        doors.next_serial += 1;
        Arc::new(Door {
            serial: doors.next_serial,
            sockets: Mutex::default(),
        })
    }

    /// Lets checks with these credentials in.
    pub(super) fn admit(&self, door: &Arc<Door>, credentials: Credentials) {
        let mut doors = self.write();
        let Credentials { ufrag, password } = credentials;
        let held = doors.held.entry(door.serial).or_default();
        if !held.keys.contains(&ufrag) {
            held.keys.push_back(ufrag.clone());
        }
        let oldest = if held.keys.len() > KEYS_MAX {
            held.keys.pop_front()
        } else {
            None
        };
        if let Some(oldest) = oldest {
            doors.keys.remove(&oldest);
        }
        doors.keys.insert(
            ufrag,
            Key {
                door: Arc::clone(door),
                password,
            },
        );
    }

    /// Closes a line's entrance and forgets its addresses.
    pub(super) fn leave(&self, door: &Door) {
        let mut doors = self.write();
        let Some(held) = doors.held.remove(&door.serial) else {
            return;
        };
        for ufrag in held.keys {
            doors.keys.remove(&ufrag);
        }
        for remote in held.remotes {
            if doors
                .remotes
                .get(&remote)
                .is_some_and(|known| known.door.serial == door.serial)
            {
                doors.remotes.remove(&remote);
            }
        }
        drop(doors);
        locked(&self.questions).forget(door.serial);
        locked(&door.sockets).clear();
    }

    /// Sends for a line; a port that has no room drops, as a network would.
    pub(super) fn send(&self, door: &Arc<Door>, transmit: &Transmit<'_>) {
        if let Some(transaction) = stun::question(transmit.contents) {
            locked(&self.questions).ask(transaction, Arc::clone(door));
        }
        let transmit = Transmit {
            destination: self.outward(transmit.destination),
            ecn: transmit.ecn,
            contents: transmit.contents,
            segment_size: transmit.segment_size,
            src_ip: None,
        };
        let sent = self.io.try_io(Interest::WRITABLE, || {
            self.batch.try_send(UdpSockRef::from(&self.io), &transmit)
        });
        if let Err(error) = sent {
            count(&self.tally.datagrams_dropped);
            tracing::debug!(%error, "a datagram was not sent");
        }
    }

    /// Reads the port for as long as the media threads live. A datagram that makes the reader panic
    /// is lost with those read beside it; every line goes on.
    pub(super) async fn keep_reading(self: Arc<Self>, spawner: tokio::runtime::Handle) {
        while let Err(error) = spawner.spawn(Arc::clone(&self).read()).await {
            if !error.is_panic() {
                return;
            }
            tracing::error!(%error, "the reader of the media port panicked");
        }
    }

    async fn read(self: Arc<Self>) {
        let mut room = vec![vec![0_u8; READ_BYTES]; BATCH_SIZE];
        let mut meta = vec![RecvMeta::default(); BATCH_SIZE];
        loop {
            if let Err(error) = self.io.readable().await {
                tracing::error!(%error, "the media port is lost");
                return;
            }
            let mut slices: Vec<_> = room.iter_mut().map(|room| IoSliceMut::new(room)).collect();
            let read = self.io.try_io(Interest::READABLE, || {
                self.batch
                    .recv(UdpSockRef::from(&self.io), &mut slices, &mut meta)
            });
            drop(slices);
            let Ok(read) = read else { continue };
            for (room, meta) in room.iter().zip(&meta).take(read) {
                for datagram in room
                    .get(..meta.len)
                    .unwrap_or_default()
                    .chunks(meta.stride.max(1))
                {
                    self.receive(inward(meta.addr), datagram);
                }
            }
        }
    }

    fn receive(&self, from: SocketAddr, datagram: &[u8]) {
        #[cfg(test)]
        tests::stumble(datagram);
        let door = if stun::is_stun(datagram) {
            self.door_of_check(from, datagram)
        } else {
            self.door_of_remote(from)
        };
        let Some(door) = door else {
            count(&self.tally.datagrams_unknown);
            return;
        };
        door.deliver(from, Bytes::copy_from_slice(datagram));
    }

    fn door_of_remote(&self, from: SocketAddr) -> Option<Arc<Door>> {
        let doors = self.doors();
        let remote = doors.remotes.get(&from)?;
        remote.heard.store(self.millis(), Ordering::Relaxed);
        Some(Arc::clone(&remote.door))
    }

    fn door_of_check(&self, from: SocketAddr, datagram: &[u8]) -> Option<Arc<Door>> {
        match stun::read(datagram)? {
            Check::Indication => self.door_of_remote(from),
            Check::Response(transaction) => locked(&self.questions).answered(&transaction),
            Check::Request(request) => {
                let (door, known) = {
                    let doors = self.doors();
                    let key = doors.keys.get(request.ufrag)?;
                    if !request.is_proved(key.password.as_bytes(), self.crypto.crypto()) {
                        count(&self.tally.checks_refused);
                        return None;
                    }
                    let remote = doors.remotes.get(&from);
                    let known = remote.is_some_and(|known| known.door.serial == key.door.serial);
                    (Arc::clone(&key.door), known)
                };
                if known {
                    self.door_of_remote(from)
                } else {
                    self.learn(from, door)
                }
            }
        }
    }

    /// Ties an address to the line that proved it; an address in another line's use stays there.
    fn learn(&self, from: SocketAddr, door: Arc<Door>) -> Option<Arc<Door>> {
        let now = self.millis();
        let mut doors = self.write();
        let held_for = u64::try_from(HELD.as_millis()).unwrap_or(u64::MAX);
        let busy =
            |known: &Remote| now.saturating_sub(known.heard.load(Ordering::Relaxed)) < held_for;
        if doors.remotes.get(&from).is_some_and(busy) {
            count(&self.tally.checks_refused);
            return None;
        }
        let held = doors.held.get_mut(&door.serial)?;
        held.remotes.retain(|remote| *remote != from);
        held.remotes.push_back(from);
        let oldest = if held.remotes.len() > REMOTES_MAX {
            held.remotes.pop_front()
        } else {
            None
        };
        if let Some(oldest) = oldest {
            let ours = |known: &Remote| known.door.serial == door.serial;
            if doors.remotes.get(&oldest).is_some_and(ours) {
                doors.remotes.remove(&oldest);
            }
        }
        let remote = Remote {
            door: Arc::clone(&door),
            heard: AtomicU64::new(now),
        };
        doors.remotes.insert(from, remote);
        Some(door)
    }

    fn outward(&self, to: SocketAddr) -> SocketAddr {
        match to.ip() {
            IpAddr::V4(v4) if self.dual_stack => {
                SocketAddr::new(v4.to_ipv6_mapped().into(), to.port())
            }
            IpAddr::V4(_) | IpAddr::V6(_) => to,
        }
    }

    fn millis(&self) -> u64 {
        u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn doors(&self) -> RwLockReadGuard<'_, Doors> {
        self.doors.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Doors> {
        self.doors.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Door {
    /// Adds a socket the driver made; there is one per address family.
    pub(super) fn furnish(&self, socket: Arc<LineSocket>) {
        locked(&self.sockets).push(socket);
    }

    fn deliver(&self, from: SocketAddr, datagram: Bytes) {
        let socket = {
            let sockets = locked(&self.sockets);
            sockets
                .iter()
                .find(|socket| socket.serves(from))
                .map(Arc::clone)
        };
        if let Some(socket) = socket {
            socket.deliver(from, datagram);
        }
    }
}

impl Questions {
    fn ask(&mut self, transaction: Transaction, door: Arc<Door>) {
        if self.asked.insert(transaction, door).is_none() {
            self.order.push_back(transaction);
        }
        if self.order.len() > QUESTIONS_MAX
            && let Some(oldest) = self.order.pop_front()
        {
            self.asked.remove(&oldest);
        }
    }

    /// Whose question it was. It is kept: an answer may come twice.
    fn answered(&self, transaction: &Transaction) -> Option<Arc<Door>> {
        self.asked.get(transaction).map(Arc::clone)
    }

    fn forget(&mut self, serial: u64) {
        self.asked.retain(|_, door| door.serial != serial);
        let Self { asked, order } = self;
        order.retain(|transaction| asked.contains_key(transaction));
    }
}

fn bind(address: SocketAddr) -> io::Result<std::net::UdpSocket> {
    let socket = Socket::new(
        Domain::for_address(address),
        Type::DGRAM,
        Some(Protocol::UDP),
    )?;
    if address.is_ipv6() {
        socket.set_only_v6(false)?;
    }
    socket.set_recv_buffer_size(RECEIVE_BYTES)?;
    let granted = socket.recv_buffer_size()?;
    if granted < RECEIVE_BYTES {
        tracing::info!(
            granted,
            wished = RECEIVE_BYTES,
            "net.core.rmem_max limits the media port"
        );
    }
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    Ok(socket.into())
}

fn inward(from: SocketAddr) -> SocketAddr {
    SocketAddr::new(from.ip().to_canonical(), from.port())
}

#[cfg(test)]
pub(super) mod tests;
