//! A world that answers over HTTP, as the binary would.
use majlis::lifecycle::{Lifecycle, Reason};
use majlis::server::{listen, serve};

use crate::world::World;

/// A served world; it ends with the test.
pub(crate) struct House {
    pub(crate) url: String,
    pub(crate) client: reqwest::Client,
    life: Lifecycle,
}

impl House {
    /// Serves that world on a free port.
    pub(crate) async fn of(world: &World) -> Self {
        let settings = (*world.app.settings).clone();
        let (listener, address) = listen(&settings).unwrap();
        let life = Lifecycle::new(tokio::runtime::Handle::current());
        let (ready, answers) = tokio::sync::oneshot::channel();
        let (app, metrics, own) = (world.app.clone(), world.metrics.clone(), life.clone());
        drop(actix_web::rt::spawn(async move {
            let ready = || ready.send(()).unwrap();
            serve(app, listener, metrics, &own, ready).await.unwrap()
        }));
        answers.await.unwrap();
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        Self {
            url: format!("http://{address}"),
            client,
            life,
        }
    }

    /// Asks for a page or a resource: its status and its text.
    pub(crate) async fn get(&self, path: &str) -> (u16, String) {
        let answer = self
            .client
            .get(format!("{}{path}", self.url))
            .send()
            .await
            .unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.life.request_stop(Reason::Asked);
    }
}
