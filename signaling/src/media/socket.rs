//! A line's own end of the shared port, in the shape the `webrtc` crate asks of a runtime.

use super::line::News;
use super::locked;
use super::mux::{Door, Mux};
use super::tally::count;
use bytes::Bytes;
use std::collections::VecDeque;
use std::future::Future;
use std::io;
use std::io::IoSliceMut;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use tokio::sync::mpsc;
use webrtc::runtime::{
    AsyncInterval, AsyncTcpListener, AsyncTcpStream, AsyncUdpSocket, JoinHandle, RecvMeta, Runtime,
    TokioRuntime, Transmit,
};

type Task = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Most datagrams a line's driver may be behind; later ones are dropped, as a network would.
const DATAGRAMS_MAX: usize = 1024;

/// The runtime of one line: our port for its sockets, and a watch on its driver.
pub(super) struct LineRuntime {
    mux: Arc<Mux>,
    door: Arc<Door>,
    spawner: tokio::runtime::Handle,
    news: mpsc::Sender<News>,
}

/// One socket of a line. It owns no port: `local` is only the key under which its driver knows it.
pub(super) struct LineSocket {
    mux: Arc<Mux>,
    door: Arc<Door>,
    local: SocketAddr,
    inbox: Mutex<Inbox>,
}

#[derive(Default)]
struct Inbox {
    queue: VecDeque<(SocketAddr, Bytes)>,
    waker: Option<Waker>,
}

struct Watched(tokio::task::AbortHandle);

impl LineRuntime {
    pub(super) fn new(
        mux: Arc<Mux>,
        door: Arc<Door>,
        spawner: tokio::runtime::Handle,
        news: mpsc::Sender<News>,
    ) -> Self {
        Self {
            mux,
            door,
            spawner,
            news,
        }
    }
}

impl LineSocket {
    /// Queues a datagram for the driver.
    pub(super) fn deliver(&self, from: SocketAddr, datagram: Bytes) {
        let waker = {
            let mut inbox = locked(&self.inbox);
            if inbox.queue.len() >= DATAGRAMS_MAX {
                count(&self.mux.tally().datagrams_dropped);
                return;
            }
            inbox.queue.push_back((from, datagram));
            inbox.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Whether a remote address can be reached from this socket's family.
    pub(super) fn serves(&self, remote: SocketAddr) -> bool {
        self.local.is_ipv4() == remote.is_ipv4()
    }
}

impl AsyncUdpSocket for LineSocket {
    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.local)
    }

    fn poll_send(&self, _: &mut Context<'_>, transmit: &Transmit<'_>) -> Poll<io::Result<usize>> {
        // Never pending: the port has one writers' waker for all lines, so a full port drops.
        self.mux.send(&self.door, transmit);
        Poll::Ready(Ok(transmit.contents.len()))
    }

    fn poll_recv(
        &self,
        context: &mut Context<'_>,
        buffers: &mut [IoSliceMut<'_>],
        meta: &mut [RecvMeta],
    ) -> Poll<io::Result<usize>> {
        let (Some(buffer), Some(meta)) = (buffers.first_mut(), meta.first_mut()) else {
            return Poll::Ready(Ok(0));
        };
        let mut inbox = locked(&self.inbox);
        let Some((from, datagram)) = inbox.queue.pop_front() else {
            // The driver also probes with a waker that does nothing; it must not displace ours.
            if !context.waker().will_wake(Waker::noop()) {
                inbox.waker = Some(context.waker().clone());
            }
            return Poll::Pending;
        };
        drop(inbox);
        let length = datagram.len().min(buffer.len());
        if let (Some(to), Some(bytes)) = (buffer.get_mut(..length), datagram.get(..length)) {
            to.copy_from_slice(bytes);
        }
        meta.addr = from;
        meta.len = length;
        meta.stride = length.max(1);
        meta.ecn = None;
        meta.dst_ip = None;
        Poll::Ready(Ok(1))
    }

    fn max_gso_segments(&self) -> usize {
        self.mux.segments_max()
    }
}

impl Runtime for LineRuntime {
    fn spawn(&self, task: Task) -> Box<dyn JoinHandle> {
        let driver = self.spawner.spawn(task);
        let handle = driver.abort_handle();
        let news = self.news.clone();
        drop(self.spawner.spawn(async move {
            let ended = driver.await;
            let panicked = ended.is_err_and(|error| error.is_panic());
            if news.send(News::DriverEnded { panicked }).await.is_err() {
                tracing::trace!("the line ended before its driver");
            }
        }));
        Box::new(Watched(handle))
    }

    fn wrap_udp_socket(&self, socket: std::net::UdpSocket) -> io::Result<Arc<dyn AsyncUdpSocket>> {
        let socket = Arc::new(LineSocket {
            mux: Arc::clone(&self.mux),
            door: Arc::clone(&self.door),
            local: socket.local_addr()?,
            inbox: Mutex::default(),
        });
        self.door.furnish(Arc::clone(&socket));
        Ok(socket)
    }

    fn wrap_tcp_listener(&self, _: std::net::TcpListener) -> io::Result<Arc<dyn AsyncTcpListener>> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn connect_tcp<'a>(
        &'a self,
        _: SocketAddr,
    ) -> Pin<Box<dyn Future<Output = io::Result<Arc<dyn AsyncTcpStream>>> + Send + 'a>> {
        Box::pin(async { Err(io::ErrorKind::Unsupported.into()) })
    }

    fn resolve_host<'a>(
        &'a self,
        _: &'a str,
    ) -> Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send + 'a>> {
        Box::pin(async { Err(io::ErrorKind::Unsupported.into()) })
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + 'static>> {
        TokioRuntime.sleep(duration)
    }

    fn interval(&self, period: Duration) -> Box<dyn AsyncInterval> {
        TokioRuntime.interval(period)
    }

    fn block_on(&self, task: Pin<Box<dyn Future<Output = ()> + '_>>) {
        self.spawner.block_on(task);
    }

    fn name(&self) -> &'static str {
        "majlis"
    }
}

impl JoinHandle for Watched {
    fn detach(&self) {}

    fn abort(&self) {
        self.0.abort();
    }

    fn is_finished(&self) -> bool {
        self.0.is_finished()
    }
}

impl std::fmt::Debug for LineRuntime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LineRuntime")
    }
}

impl std::fmt::Debug for LineSocket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LineSocket")
            .field("local", &self.local)
            .finish_non_exhaustive()
    }
}
