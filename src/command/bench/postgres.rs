//! A `PostgreSQL` to measure on: one that is named, or one started from Debian's binaries.
use std::ffi::OsStr;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use diesel::connection::SimpleConnection as _;

use crate::store::{Place, StoreError};

const BINARIES: &str = "/usr/lib/postgresql";
/// `PostgreSQL` refuses to run as root.
const SERVANT: &str = "postgres";

/// Why there is no server to measure on.
#[derive(Debug, thiserror::Error)]
pub(super) enum Missing {
    #[error("no PostgreSQL: set MAJLIS__BENCH__POSTGRES_URL or install postgresql")]
    Nowhere,
    #[error("PostgreSQL did not start: {0}")]
    Start(String),
    #[error("MAJLIS__BENCH__POSTGRES_URL cannot be used: {0}")]
    Store(#[from] StoreError),
    #[error("PostgreSQL cannot be started: {0}")]
    System(#[from] io::Error),
}

/// A server, and the databases that are made on it; both end with it.
pub(super) struct Cluster {
    /// The address without the database's name, and what follows the name.
    address: (String, String),
    prefix: String,
    made: std::sync::Mutex<Vec<String>>,
    own: Option<Own>,
}

/// A server that was started here, on a folder of its own.
struct Own {
    binaries: PathBuf,
    folder: PathBuf,
}

impl Cluster {
    /// The server of that address, or an own one.
    pub(super) fn open(url: Option<&str>, name: &str) -> Result<Self, Missing> {
        let prefix = name.replace('-', "_");
        let (url, own) = if let Some(url) = url {
            (url.to_owned(), None)
        } else {
            let (url, own) = Own::start(name)?;
            (url, Some(own))
        };
        let (head, query) = url.split_once('?').unwrap_or((&url, ""));
        let (server, _) = head.rsplit_once('/').ok_or(StoreError::Address)?;
        let query = if query.is_empty() {
            String::new()
        } else {
            format!("?{query}")
        };
        let cluster = Self {
            address: (server.to_owned(), query),
            prefix,
            made: std::sync::Mutex::default(),
            own,
        };
        // Asked once, so that a wrong address is told as such.
        drop(Place::parse(&url)?.connect()?);
        Ok(cluster)
    }

    /// Makes an empty database; its address.
    pub(super) fn database(&self, name: &str) -> Result<String, StoreError> {
        let name = format!("{}_{name}", self.prefix);
        self.order(&format!("CREATE DATABASE {name} TEMPLATE template0"))?;
        self.made
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .push(name.clone());
        Ok(self.url(&name))
    }

    fn url(&self, name: &str) -> String {
        let (server, query) = &self.address;
        format!("{server}/{name}{query}")
    }

    fn order(&self, sentence: &str) -> Result<(), StoreError> {
        let mut db = Place::parse(&self.url("postgres"))?.connect()?;
        Ok(db.batch_execute(sentence)?)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(own) = &self.own {
            own.stop();
            return;
        }
        let made = std::mem::take(
            self.made
                .get_mut()
                .unwrap_or_else(std::sync::PoisonError::into_inner),
        );
        for name in made {
            if let Err(error) = self.order(&format!("DROP DATABASE {name} WITH (FORCE)")) {
                tracing::warn!(%error, name, "a database of the benchmark stays behind");
            }
        }
    }
}

impl Own {
    /// Starts a server with its defaults: what it says is committed is on the disk.
    fn start(name: &str) -> Result<(String, Self), Missing> {
        let own = Self {
            binaries: newest()?,
            folder: std::env::temp_dir().join(format!("{name}-postgres")),
        };
        std::fs::create_dir(&own.folder)?;
        match own.run() {
            Ok(port) => {
                let url = format!("postgres://majlis@{}:{port}/postgres", Ipv4Addr::LOCALHOST);
                Ok((url, own))
            }
            Err(missing) => {
                own.stop();
                Err(missing)
            }
        }
    }

    fn run(&self) -> Result<u16, Missing> {
        if is_root()? {
            call(Command::new("chown").arg(SERVANT).arg(&self.folder))?;
        }
        let data = self.data();
        call(self.tool("initdb").arg("-D").arg(&data).args([
            "-U",
            "majlis",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        ]))?;
        // Free now; if somebody is quicker the start fails and says so.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port();
        let options = format!(
            "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={}",
            self.folder.display()
        );
        let log = self.folder.join("log");
        call(
            self.tool("pg_ctl")
                .args([OsStr::new("-D"), data.as_os_str()])
                .args([OsStr::new("-l"), log.as_os_str()])
                .args(["-w", "-s", "-t", "60", "-o", &options, "start"]),
        )?;
        Ok(port)
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// One of the server's tools, as somebody who may run it.
    fn tool(&self, name: &str) -> Command {
        let tool = self.binaries.join(name);
        let mut command = if matches!(is_root(), Ok(true)) {
            let mut command = Command::new("runuser");
            command.args(["-u", SERVANT, "--"]).arg(tool);
            command
        } else {
            Command::new(tool)
        };
        command.current_dir(&self.folder);
        command
    }

    fn stop(&self) {
        let mut stop = self.tool("pg_ctl");
        stop.arg("-D").arg(self.data());
        if let Err(error) = call(stop.args(["-m", "immediate", "-s", "stop"])) {
            tracing::warn!(%error, "the PostgreSQL of the benchmark did not stop");
        }
        if let Err(error) = std::fs::remove_dir_all(&self.folder) {
            tracing::warn!(%error, "the folder of PostgreSQL stays behind");
        }
    }
}

/// The newest version's binaries.
fn newest() -> Result<PathBuf, Missing> {
    let versions = std::fs::read_dir(BINARIES).map_err(|_none| Missing::Nowhere)?;
    let version = |path: &Path| path.file_name()?.to_str()?.parse::<u32>().ok();
    let newest = versions
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("bin/pg_ctl").exists())
        .max_by_key(|path| version(path));
    Ok(newest.ok_or(Missing::Nowhere)?.join("bin"))
}

fn is_root() -> io::Result<bool> {
    Ok(std::fs::metadata("/proc/self")?.uid() == 0)
}

/// Runs a command to its end; what it complained of is the error.
fn call(command: &mut Command) -> Result<(), Missing> {
    // The server would keep a pipe open for as long as it lives.
    let done = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    if done.success() {
        return Ok(());
    }
    Err(Missing::Start(format!("{command:?}: {done}")))
}
