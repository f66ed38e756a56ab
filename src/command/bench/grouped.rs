//! `book_grouped`: the same service with its commits shared, and with one commit per booking; on
//! this disk, and on one whose every commit takes two milliseconds more.
use std::time::Duration;

use super::BenchError;
use super::book::at_pace;
use super::figure::Figure;
use super::folder::Folder;
use crate::lifecycle::Lifecycle;
use crate::store::Pace;

const UNIT: &str = "bookings/s";
/// So many bookings are counted, as many as in `book_sqlite`, and so many where each of them waits for
/// the slower disk alone.
const BOOKINGS: usize = 4000;
const SLOW_BOOKINGS: usize = 600;
const GOAL: f64 = 2.0;
const SLOW_GOAL: f64 = 10.0;
/// Added to each commit on both sides: a commit is one fsync of the log.
const SLOWER: Duration = Duration::from_millis(2);

/// Both disks, one after the other.
pub(super) async fn measure(folder: &Folder, life: &Lifecycle) -> Result<Vec<Figure>, BenchError> {
    let alone = |commit_pause| Pace {
        group_max: 1,
        commit_pause,
    };
    let together = |commit_pause| Pace {
        commit_pause,
        ..Pace::default()
    };
    let here = at_pace(
        folder,
        ("together", BOOKINGS),
        together(Duration::ZERO),
        life,
    )
    .await?;
    let each = at_pace(folder, ("alone", BOOKINGS), alone(Duration::ZERO), life).await?;
    let slow = at_pace(folder, ("slow", BOOKINGS), together(SLOWER), life).await?;
    let slow_each = at_pace(folder, ("slow_alone", SLOW_BOOKINGS), alone(SLOWER), life).await?;
    Ok(vec![
        Figure::rate(
            ("book_grouped", UNIT),
            here,
            ("one transaction per booking", each),
            GOAL,
        ),
        Figure::rate(
            ("book_grouped_2ms", UNIT),
            slow,
            (
                "one transaction per booking, 2 ms added per fsync on both sides",
                slow_each,
            ),
            SLOW_GOAL,
        ),
    ])
}
