//! What happens without anybody asking: delivering notices, the evening's messages, reminders,
//! expiring holds, writing down what nobody came to, sealing the audit trail, telling rooms how late
//! it is, opening the rooms a killed node left, looking what other nodes changed.
//!
//! A job takes no arguments, looks at the whole state, may run on any number of nodes at once,
//! and is woken by news, by a moved clock and by a timer.
pub mod delays;
pub mod deliver;
pub mod evening;
pub mod expire;
pub mod miss;
pub mod remind;
pub mod rooms;
pub mod seal;
pub mod watch;

use std::time::Duration;

use tokio::sync::watch::Receiver;

use crate::bus::{Bus, Ear, News};
use crate::clock::Clock;
use crate::lifecycle::{Lifecycle, Stop};
use crate::service::App;
use crate::telemetry::Metrics;

pub use deliver::{Deliverer, NotifyError};

/// Starts every job of the running service.
pub fn start(app: &App, metrics: &Metrics, life: &Lifecycle) -> Result<(), NotifyError> {
    let deliverer = Deliverer::started(app.clone(), metrics.clone(), life)?;
    life.spawn("deliver", deliverer.run(life.stop()));
    life.spawn(
        "expire",
        expire::run(app.clone(), metrics.clone(), life.stop()),
    );
    life.spawn("evening", evening::run(app.clone(), life.stop()));
    life.spawn("remind", remind::run(app.clone(), life.stop()));
    life.spawn("seal", seal::run(app.clone(), life.stop()));
    life.spawn("miss", miss::run(app.clone(), life.stop()));
    life.spawn("watch", watch::run(app.clone(), life.stop()));
    Ok(())
}

/// What wakes a job.
struct Alarm {
    ear: Ear,
    moves: Receiver<u64>,
    stop: Stop,
}

impl Alarm {
    fn new(bus: &Bus, clock: &Clock, stop: Stop) -> Self {
        Self {
            ear: bus.listen(),
            moves: clock.moves(),
            stop,
        }
    }

    /// Waits for news that `concerns` the job, a moved clock, or the end of `longest`; false
    /// when the process stops.
    async fn rings(&mut self, longest: Duration, concerns: fn(&News) -> bool) -> bool {
        let heard = async {
            while let Some(news) = self.ear.next().await {
                if concerns(&news) {
                    return;
                }
            }
            std::future::pending::<()>().await;
        };
        tokio::select! {
            _ = self.stop.requested() => return false,
            () = heard => {}
            Ok(()) = self.moves.changed() => {}
            () = tokio::time::sleep(longest) => {}
        }
        !self.stop.is_requested()
    }
}
