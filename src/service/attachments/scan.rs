//! Asking `clamd` whether a file is harmful: its INSTREAM command over TCP or a socket.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpStream, UnixStream};
use tokio::time::timeout;

use crate::config::{Requests, Scanner};
use crate::scheduling::Refusal;
use crate::service::error::ServiceError;

/// What is kept of a file that was found harmless.
const CLEAN: &str = "clean";
/// What is kept of a file where no scanner is set.
const NONE: &str = "none";
/// So much is sent at a time.
const CHUNK_BYTES: usize = 64 * 1024;
/// A longer answer is none.
const ANSWER_BYTES_MAX: u64 = 4096;

/// Says what is kept about a file: that it is clean, or that nobody looked. A harmful one is
/// refused, and so is one that could not be looked at.
pub(super) async fn scan(settings: &Requests, bytes: &[u8]) -> Result<&'static str, ServiceError> {
    let limit = Duration::from_secs(settings.clamd_timeout_seconds);
    let answer = match &settings.clamd {
        Scanner::None => return Ok(NONE),
        Scanner::Tcp(address) => {
            let work = async { ask(TcpStream::connect(address).await?, bytes).await };
            timeout(limit, work).await
        }
        Scanner::Unix(path) => {
            let work = async { ask(UnixStream::connect(path).await?, bytes).await };
            timeout(limit, work).await
        }
    };
    judged(answer)
}

/// What the scanner's answer means.
fn judged(
    answer: Result<std::io::Result<String>, tokio::time::error::Elapsed>,
) -> Result<&'static str, ServiceError> {
    let said = match answer {
        Ok(Ok(said)) => said,
        Ok(Err(error)) => {
            tracing::error!(%error, "the virus scanner does not answer");
            return Err(Refusal::ScanLater.into());
        }
        Err(_elapsed) => {
            tracing::error!("the virus scanner took too long");
            return Err(Refusal::ScanLater.into());
        }
    };
    let said = said.trim_end_matches(['\0', '\n']);
    if said.ends_with(" FOUND") {
        tracing::warn!(answer = said, "a harmful file was refused");
        return Err(Refusal::AttachmentHarmful.into());
    }
    if said.ends_with(": OK") {
        return Ok(CLEAN);
    }
    tracing::error!(answer = said, "the virus scanner could not scan a file");
    Err(Refusal::ScanLater.into())
}

/// Sends a file in pieces, each after its length, and reads the one answer.
async fn ask(
    mut line: impl AsyncRead + AsyncWrite + Unpin,
    bytes: &[u8],
) -> std::io::Result<String> {
    line.write_all(b"zINSTREAM\0").await?;
    for chunk in bytes.chunks(CHUNK_BYTES) {
        let length = u32::try_from(chunk.len()).unwrap_or(u32::MAX);
        line.write_all(&length.to_be_bytes()).await?;
        line.write_all(chunk).await?;
    }
    line.write_all(&0_u32.to_be_bytes()).await?;
    line.flush().await?;
    let mut answer = String::new();
    line.take(ANSWER_BYTES_MAX)
        .read_to_string(&mut answer)
        .await?;
    Ok(answer)
}
