//! `majlis audit`: how long the audit trail is, and whether it is what was written.
use std::sync::Arc;

use super::{CommandError, Out};
use crate::clock::Clock;
use crate::config::Settings;
use crate::server;
use crate::service::audit_trail::{self, Verdict};
use crate::store::{Place, Store, audit};

/// What the command line says.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Whether every link is recomputed.
    pub verify: bool,
    /// A link that was written down before.
    pub head: Option<String>,
}

/// Prints the number of links and the last one; fails when the trail is not what was written.
pub async fn run(settings: Settings, wish: Wish, out: &mut impl Out) -> Result<(), CommandError> {
    let place = Place::parse(&settings.database.url.reveal())?;
    let store = Store::open(&place, 1)?;
    if !wish.verify && wish.head.is_none() {
        let last = store.read(audit::last_seal).await?;
        let (links, head) = last.map_or((0, String::new()), |(seal, _)| (seal.position, seal.hash));
        out.line(&format!(
            "deeds sealed: {links}; head: {head}; not verified"
        ));
        return Ok(());
    }
    let keys = Arc::new(server::keys(&settings)?);
    match audit_trail::verify(&store, keys, wish.head, Clock::system().now()).await? {
        Verdict::Whole { links, head } => {
            out.line(&format!("deeds sealed: {links}; head: {head}; unbroken"));
            Ok(())
        }
        Verdict::Broken { position } => Err(CommandError::Broken(format!(
            "link {position} does not fit its deed or the link before it"
        ))),
        Verdict::Unsealed { deeds } => Err(CommandError::Broken(format!(
            "{deeds} deeds older than a minute were never sealed; is the service running?"
        ))),
        Verdict::Cut => Err(CommandError::Broken(
            "the link given with --head is not in the chain: its end was cut off".to_owned(),
        )),
    }
}
