//! The one binary: `majlis demo`, `serve`, `migrate` and the rest of the commands.
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::{Parser, Subcommand};
use majlis::clock::Noise;
use majlis::command::{self, CommandError, Out as _, bench, demo, seed};
use majlis::config::{Profile, Settings, Sources, environment, is_said, load};
use majlis::scheduling::Week;
use majlis::service::seed::Scenario;
use mimalloc::MiMalloc;

// SQLite's allocations too (`override`): glibc's allocator was a sixth of the time of a booking.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Majlis, the open audience: appointments and video sessions with the officials of a ministry
#[derive(Parser)]
#[command(version)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Starts the demo ministry on this machine
    Demo {
        /// The port to listen on; 0 picks a free one
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Where the database and the secrets are kept
        #[arg(long, default_value = "data")]
        data: PathBuf,
        /// When the demo's clock starts, as 2026-11-22T09:00:00+03:00; the real time by default
        #[arg(long)]
        now: Option<DateTime<Utc>>,
    },
    /// Serves in production
    Serve {
        /// A file of settings over the defaults
        #[arg(long)]
        config: Option<PathBuf>,
    },
    /// Checks every part, one line each: ok, or what to do
    Doctor {
        /// A file of settings over the defaults
        #[arg(long)]
        config: Option<PathBuf>,
    },
    /// Says how long the audit trail is; with --verify, checks every link of its chain
    Audit {
        /// A file of settings over the defaults
        #[arg(long)]
        config: Option<PathBuf>,
        /// Recomputes every link
        #[arg(long)]
        verify: bool,
        /// A link that was written down before: it must still stand in the chain
        #[arg(long)]
        head: Option<String>,
    },
    /// Brings the configured database up to date
    Migrate {
        /// A file of settings over the defaults
        #[arg(long)]
        config: Option<PathBuf>,
    },
    /// Fills an empty database: demo, country (the planned size) or published-year (history)
    Seed {
        /// With what
        #[arg(value_parser = scenario)]
        scenario: Scenario,
        /// Where luck begins: the same seed and the same moment give the same rows
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// The moment it is seen from, as 2026-11-22T09:00:00+03:00; the real time by default
        #[arg(long)]
        now: Option<DateTime<Utc>>,
        /// A file of settings over the defaults
        #[arg(long)]
        config: Option<PathBuf>,
    },
    /// Computes the plan of a week and says of every request what it is given, and why not
    Plan {
        /// The week, as 2026-W48
        #[arg(long, value_parser = week)]
        week: Week,
        /// Keeps nothing
        #[arg(long, conflicts_with = "verify")]
        dry_run: bool,
        /// Computes every kept version again and compares the bytes
        #[arg(long)]
        verify: bool,
        /// The moment it is made at, as 2026-11-22T09:00:00+03:00; the real time by default
        #[arg(long)]
        now: Option<DateTime<Utc>>,
        /// A file of settings over the defaults
        #[arg(long)]
        config: Option<PathBuf>,
    },
    /// Measures the service against a reference of the same run
    Bench {
        /// Only this one
        name: Option<bench::Name>,
        /// Prints the figures for a program
        #[arg(long)]
        json: bool,
    },
    /// The load of one benchmark, in a process of its own
    #[command(hide = true)]
    BenchLoad {
        /// What it is to do
        orders: PathBuf,
    },
    /// Writes the weeks of `bench plan` with their plans, for the peers
    #[command(hide = true)]
    BenchWeeks {
        /// Where to
        folder: PathBuf,
    },
}

/// After so many milliseconds the allocator gives back what is not used any more. With its own, a
/// second, what every wave of a rush took stands beside what the next one takes: a third of all memory.
const PURGE: (&str, &str) = ("MIMALLOC_PURGE_DELAY", "1");

/// Begins again with [`PURGE`] said, as the same process: the allocator reads it before `main`.
#[cfg(unix)]
fn begin_again() {
    use std::os::unix::process::CommandExt as _;
    if is_said(PURGE.0) {
        return;
    }
    if let Ok(program) = std::env::current_exe() {
        let mut again = std::process::Command::new(program);
        again
            .args(std::env::args_os().skip(1))
            .env(PURGE.0, PURGE.1);
        // It comes back only where that cannot be done; then it goes on as it is.
        let _why = again.exec();
    }
}

/// There it keeps its memory a second longer.
#[cfg(not(unix))]
fn begin_again() {}

fn main() -> ExitCode {
    let line = Line::parse();
    if line.command.serves() {
        begin_again();
    }
    match run(line.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            std::io::stderr().line(&format!("majlis: {}", error.sentence()));
            ExitCode::FAILURE
        }
    }
}

impl Command {
    /// Whether many may come.
    const fn serves(&self) -> bool {
        match self {
            Self::Demo { .. } | Self::Serve { .. } | Self::Bench { .. } => true,
            Self::Doctor { .. }
            | Self::Audit { .. }
            | Self::Migrate { .. }
            | Self::Seed { .. }
            | Self::Plan { .. }
            | Self::BenchLoad { .. }
            | Self::BenchWeeks { .. } => false,
        }
    }
}

fn run(command: Command) -> Result<(), CommandError> {
    let out = &mut std::io::stdout();
    match command {
        Command::Demo { port, data, now } => {
            let noise = noise()?;
            let wish = demo::Wish { port, data, now };
            let settings = demo::settings(&wish, environment(), &noise)?;
            runtime()?.block_on(demo::run(settings, wish, noise, out))
        }
        Command::Serve { config } => {
            let settings = settings(Profile::Production, config)?;
            runtime()?.block_on(command::serve::run(settings, noise()?, out))
        }
        Command::Doctor { config } => runtime()?.block_on(command::doctor::run(config, out)),
        Command::Audit {
            config,
            verify,
            head,
        } => {
            let wish = command::audit::Wish { verify, head };
            let settings = settings(Profile::Tool, config)?;
            runtime()?.block_on(command::audit::run(settings, wish, out))
        }
        Command::Migrate { config } => {
            command::migrate::run(&settings(Profile::Tool, config)?, out)
        }
        Command::Seed {
            scenario,
            seed,
            now,
            config,
        } => {
            let wish = seed::Wish {
                scenario,
                seed,
                now,
            };
            let settings = settings(Profile::Tool, config)?;
            runtime()?.block_on(seed::run(settings, wish, out))
        }
        Command::Plan {
            week,
            dry_run,
            verify,
            now,
            config,
        } => {
            let wish = command::plan::Wish {
                week,
                dry_run,
                verify,
                now,
            };
            let settings = settings(Profile::Tool, config)?;
            runtime()?.block_on(command::plan::run(settings, wish, noise()?, out))
        }
        Command::Bench { name, json } => {
            let wish = bench::Wish { name, json };
            runtime()?.block_on(bench::run(wish, &environment(), &noise()?, out))
        }
        Command::BenchWeeks { folder } => bench::plan::export(&folder),
        Command::BenchLoad { orders } => runtime()?.block_on(bench::load(&orders, out)),
    }
}

fn week(text: &str) -> Result<Week, &'static str> {
    Week::parse(text).ok_or("a week is written as 2026-W48")
}

fn scenario(text: &str) -> Result<Scenario, String> {
    Scenario::parse(text).ok_or_else(|| {
        let all: Vec<&str> = Scenario::ALL.iter().map(|one| one.as_str()).collect();
        format!("one of {}", all.join(", "))
    })
}

fn settings(profile: Profile, file: Option<PathBuf>) -> Result<Settings, CommandError> {
    Ok(load(&Sources::of_process(profile, file))?)
}

fn noise() -> Result<Noise, CommandError> {
    Ok(Noise::from_system().map_err(std::io::Error::other)?)
}

fn runtime() -> Result<tokio::runtime::Runtime, CommandError> {
    Ok(tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?)
}
