//! `majlis plan`: the plan of a week as text, for whoever has the machine and no browser.
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{CommandError, Out};
use crate::clock::{Clock, Noise};
use crate::config::Settings;
use crate::scheduling::Week;
use crate::scheduling::calendar;
use crate::scheduling::ids::RequestId;
use crate::scheduling::planning::sentence::{self, Outcome, Said};
use crate::scheduling::slot::SlotId;
use crate::server;
use crate::service::plan::{Who, Whose, compute, read, said, verify};
use crate::service::{App, letters};
use crate::words::Words;

/// The language of what is printed, as of everything that this program says to an operator.
const LANGUAGE: &str = "en";

/// What the command line says.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// Which week.
    pub week: Week,
    /// Whether nothing is kept.
    pub dry_run: bool,
    /// Whether what is kept is computed again.
    pub verify: bool,
    /// When it is made; the real time if nothing is said.
    pub now: Option<DateTime<Utc>>,
}

/// Computes the plan and prints it, or verifies what was kept. The references stand for the
/// requests: a terminal names nobody.
pub async fn run(
    settings: Settings,
    wish: Wish,
    noise: Noise,
    out: &mut impl Out,
) -> Result<(), CommandError> {
    let app = server::app(settings, Clock::movable(wish.now), noise)?;
    let loaded = app.catalogue.reload(&app.store).await;
    loaded.map_err(CommandError::Plan)?;
    let whose = Whose::everybody(wish.week);
    if wish.verify {
        return verified(&app, whose, out).await;
    }
    let now = app.clock.now();
    let lines = if wish.dry_run {
        let draft = compute::dry_run(&app, (whose, Who::Waiting), now);
        let draft = draft.await.map_err(CommandError::Plan)?;
        out.line(&format!("plan of {}, not kept", wish.week));
        let ranks = draft.problem.asks.iter();
        let references = ranks.map(|ask| (ask.request.clone(), ask.rank.receipt.clone()));
        let references = references.collect();
        (
            sentence::of_plan(wish.week, &draft.problem, &draft.plan),
            references,
        )
    } else {
        let made = compute::compute(&app, None, (whose.clone(), Who::Waiting), now);
        let version = made.await.map_err(CommandError::Plan)?;
        out.line(&format!("plan of {}, version {version}", wish.week));
        let seen = read(&app, whose).await.map_err(CommandError::Plan)?;
        let (said, asks) = seen.map_or_else(Default::default, |it| (it.said, it.problem.asks));
        let asks = asks.into_iter().map(|ask| (ask.request, ask.rank.receipt));
        (said, asks.collect())
    };
    print(&app, lines, out);
    Ok(())
}

/// What is said of each request, and the references.
type Lines = (Vec<(RequestId, Said)>, BTreeMap<RequestId, String>);

fn print(app: &App, (said, references): Lines, out: &mut impl Out) {
    let words = app.words.words(LANGUAGE).plain();
    let is_placed = |said: &Said| matches!(said.outcome, Outcome::Placed { .. });
    let placed = said.iter().filter(|(_, said)| is_placed(said)).count();
    out.line(&format!(
        "placed: {placed}; left out: {}",
        said.len() - placed
    ));
    for (id, one) in &said {
        let reference = references.get(id).map(|text| letters::shown(text));
        let reference = reference.unwrap_or_else(|| id.to_string());
        let given = match &one.outcome {
            Outcome::Placed { slot, .. } => slot_text(app, &words, slot),
            Outcome::LeftOut { .. } => "left out".to_owned(),
        };
        out.line(&format!("{reference}  {given}"));
        out.line(&format!("    {}", said::whole(app, &words, one)));
    }
}

/// "official, Tuesday 24 November 10:00, video, Madinah"; the official by the id.
fn slot_text(app: &App, words: &Words, slot: &SlotId) -> String {
    let Some(key) = slot.key() else {
        return slot.to_string();
    };
    let zone = app.settings.ministry.zone;
    let at = key.starts_at.with_timezone(&zone);
    let day = calendar::local_day(zone, key.starts_at);
    let place = letters::place_of(app, words, key.centre.as_ref());
    let official = key.official.map(|id| id.to_string()).unwrap_or_default();
    format!(
        "{official}  {day} {}  {}  {place}",
        at.format("%H:%M"),
        key.mode
    )
}

async fn verified(app: &App, whose: Whose, out: &mut impl Out) -> Result<(), CommandError> {
    let checked = verify::verify(app, whose).await;
    let checked = checked.map_err(CommandError::Plan)?;
    if checked.is_empty() {
        out.line("no plan is kept for this week");
    }
    let mut wrong = 0;
    for (version, verdict) in checked {
        let said = match verdict {
            Ok(()) => "the same bytes".to_owned(),
            Err(why) => {
                wrong += 1;
                why.to_string()
            }
        };
        out.line(&format!(
            "version {} ({}): {said}",
            version.version, version.state
        ));
    }
    match wrong {
        0 => Ok(()),
        some => Err(CommandError::PlanDiffers(some)),
    }
}
