//! Settings: defaults, a file, the environment; read once, every problem reported at once.
mod choice;
mod layers;
mod own;
mod production;
mod requests;
mod rules;
mod secret;
mod settings;
mod value;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

pub use choice::{
    Colour, DatabaseUrl, Holidays, MailTls, MailTransport, SmppBind, SmsFields, SmsStyle,
    SmsTransport,
};
pub use own::own_secrets;
pub use requests::{Requests, Scanner};
pub use rules::Rules;
pub use secret::{Key, Secret};
pub use settings::{
    Auth, Booking, Calendar, Database, Limits, Log, Mail, Media, Ministry, Notices, Queue, Secrets,
    Server, Settings, Sms,
};

const DEFAULT: &str = include_str!("../config/default.toml");
const DEMO: &str = include_str!("../config/demo.toml");

/// For what the settings are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// `majlis demo`: `config/demo.toml` lies over the defaults, demo transports are welcome.
    Demo,
    /// Commands that only look (`migrate`, `doctor`, `report`): the settings as they are.
    Tool,
    /// `majlis serve`: demo transports, missing and weak secrets are problems.
    Production,
}

/// Where settings come from, weakest first.
#[derive(Clone, Debug)]
pub struct Sources {
    /// For what they are read.
    pub profile: Profile,
    /// The file of `--config`.
    pub file: Option<PathBuf>,
    /// The environment; [`environment`] gives the process's own.
    pub environment: BTreeMap<String, String>,
    /// What the command line itself says, as (`section.key`, text).
    pub flags: Vec<(String, String)>,
}

impl Sources {
    /// The defaults of a profile with the process's environment over them.
    #[must_use]
    pub fn of_process(profile: Profile, file: Option<PathBuf>) -> Self {
        Self {
            profile,
            file,
            environment: environment(),
            flags: Vec::new(),
        }
    }

    /// The defaults of a profile alone.
    #[must_use]
    pub fn defaults(profile: Profile) -> Self {
        Self {
            profile,
            file: None,
            environment: BTreeMap::new(),
            flags: Vec::new(),
        }
    }

    /// The same sources with one setting said by the command line.
    #[must_use]
    pub fn with(mut self, key: &str, text: impl Into<String>) -> Self {
        self.flags.push((key.to_owned(), text.into()));
        self
    }
}

/// One thing that is wrong with the settings, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The key's path, `section.key`, or the name of the file.
    pub key: String,
    /// Who said it: the defaults, a file, the environment.
    pub source: String,
    /// What is wrong and what to do.
    pub what: String,
}

/// Every problem of the settings.
#[derive(Debug, thiserror::Error)]
pub struct Problems(pub Vec<Problem>);

impl std::fmt::Display for Problems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of the settings cannot be used:", self.0.len())?;
        for problem in &self.0 {
            write!(
                f,
                "\n  {} ({}): {}",
                problem.key, problem.source, problem.what
            )?;
        }
        Ok(())
    }
}

/// Reads the settings from all sources, or says everything that is wrong with them.
pub fn load(sources: &Sources) -> Result<Settings, Problems> {
    let mut problems = Vec::new();
    let mut layers = vec![layers::text("config/default.toml", DEFAULT, &mut problems)];
    if sources.profile == Profile::Demo {
        layers.push(layers::text("config/demo.toml", DEMO, &mut problems));
    }
    if let Some(path) = &sources.file {
        layers.push(file(path, &mut problems));
    }
    layers.push(layers::environment(&sources.environment));
    layers.push(layers::flags(&sources.flags));
    let settings = layers::merge(layers, &mut problems);
    if let Some(settings) = &settings {
        problems.extend(production::incomplete(settings));
        if sources.profile == Profile::Production {
            problems.extend(production::unfit(settings));
        }
    }
    match settings {
        Some(settings) if problems.is_empty() => Ok(settings),
        Some(_) | None => Err(Problems(problems)),
    }
}

/// The process's environment: the only place that reads it.
#[must_use]
pub fn environment() -> BTreeMap<String, String> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect()
}

/// Whether the environment says that: for what other parts of the program read there by themselves.
#[must_use]
pub fn is_said(name: &str) -> bool {
    std::env::var_os(name).is_some()
}

fn file(path: &Path, problems: &mut Vec<Problem>) -> layers::Layer {
    let name = path.display().to_string();
    match std::fs::read_to_string(path) {
        Ok(text) => layers::text(&name, &text, problems),
        Err(error) => {
            let what = format!("cannot be read ({error}); give --config a readable TOML file");
            problems.push(Problem {
                key: name.clone(),
                source: "--config".to_owned(),
                what,
            });
            layers::text(&name, "", problems)
        }
    }
}

impl Settings {
    /// The same settings once the address we listen on is known; it is the public one too
    /// where none was set.
    #[must_use]
    pub fn listening_on(mut self, address: SocketAddr) -> Self {
        self.server.port = address.port();
        if self.server.public_url.is_empty() {
            self.server.public_url = format!("http://{address}");
        }
        self
    }
}
