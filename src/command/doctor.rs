//! `majlis doctor`: one line for each part, ok or what to do.
use std::net::UdpSocket;
use std::path::PathBuf;

use chrono::TimeDelta;

use super::{CommandError, Out};
use crate::clock::Clock;
use crate::config::{DatabaseUrl, Profile, Settings, Sources, load};
use crate::jobs::deliver::reach;
use crate::lifecycle;
use crate::store::{Place, health, migrate};

/// The clocks of the machine and of the database may differ by so much.
const CLOCK_SKEW_MAX: TimeDelta = TimeDelta::seconds(2);

/// What is well, or what to do.
type Finding = Result<String, String>;

/// Looks at every part, writes one line each, and fails when something is to be done.
pub async fn run(file: Option<PathBuf>, out: &mut impl Out) -> Result<(), CommandError> {
    let settings = load(&Sources::of_process(Profile::Tool, file.clone()))?;
    let (sms, mail) = reach(&settings).await;
    let findings = [
        ("configuration", configuration(file)),
        ("database", of_database(&settings, database).await),
        ("clock", of_database(&settings, clocks).await),
        ("sms", sms),
        ("mail", mail),
        (
            "turn",
            Ok("none is needed: media goes to our own port".to_owned()),
        ),
        ("media port", media_port(&settings)),
        ("message bus", Ok("in this process".to_owned())),
    ];
    let mut unwell = 0;
    for (part, finding) in findings {
        let (mark, text) = match finding {
            Ok(text) => ("ok", text),
            Err(text) => {
                unwell += 1;
                ("TO BE DONE", text)
            }
        };
        out.line(&format!("{part:<15}{mark}: {text}"));
    }
    if unwell == 0 {
        Ok(())
    } else {
        Err(CommandError::Unwell(unwell))
    }
}

fn configuration(file: Option<PathBuf>) -> Finding {
    match load(&Sources::of_process(Profile::Production, file)) {
        Ok(_) => Ok("fit for production".to_owned()),
        Err(problems) => Err(problems.to_string()),
    }
}

async fn of_database(settings: &Settings, look: fn(&Place) -> Finding) -> Finding {
    let place = Place::parse(&settings.database.url.reveal()).map_err(|error| error.to_string())?;
    // Connecting would make the file, and an empty database looks like a lost one.
    if let DatabaseUrl::Sqlite(path) = &settings.database.url
        && !path.exists()
    {
        return Err(format!(
            "{} is not there; run majlis migrate",
            path.display()
        ));
    }
    lifecycle::blocking(move || look(&place))
        .await
        .map_err(|error| error.to_string())?
}

fn database(place: &Place) -> Finding {
    match migrate::is_pending(place) {
        Ok(false) => Ok("reachable and up to date".to_owned()),
        Ok(true) => Err("not up to date; run majlis migrate".to_owned()),
        Err(error) => Err(format!("{error}; set MAJLIS__DATABASE__URL")),
    }
}

fn clocks(place: &Place) -> Finding {
    let there = place.connect().and_then(|mut db| health::clock(&mut db));
    let there = there.map_err(|error| error.to_string())?;
    let skew = (Clock::system().now() - there).abs();
    if skew > CLOCK_SKEW_MAX {
        let seconds = skew.num_seconds();
        return Err(format!(
            "{seconds} s off the database's; keep both by one time server"
        ));
    }
    Ok("the same as the database's".to_owned())
}

fn media_port(settings: &Settings) -> Finding {
    let bind = settings.media.bind;
    match UdpSocket::bind(bind) {
        Ok(_) => Ok(format!("{bind} is free")),
        Err(error) => Err(format!("{bind}: {error}; free it, or set media.bind")),
    }
}
