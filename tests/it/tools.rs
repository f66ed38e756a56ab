//! Programs that tests start: found, or set up once under `target/`, and ended with the test.
use std::io::{BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::{Arc, Mutex, OnceLock, mpsc};
use std::time::Duration;

/// Whatever a program is to say has come by then.
const PATIENCE: Duration = Duration::from_mins(1);

/// The folder of this package.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A Python that has what `tests/requirements.txt` names; made by the first test that asks.
pub(crate) fn python() -> &'static Path {
    static PYTHON: OnceLock<PathBuf> = OnceLock::new();
    PYTHON.get_or_init(|| {
        run(Command::new(root().join("tests/python.sh")).current_dir(root()));
        root().join("target/python/bin/python")
    })
}

/// Runs a command to its end; a failure ends the test with what it printed.
#[track_caller]
pub(crate) fn run(command: &mut Command) -> String {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed: {errors}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A program that ends when this is dropped.
pub(crate) struct Running(pub(crate) Child);

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// What a program prints, line by line. It is read beside the test, so that nobody hangs on a
/// program that says nothing, and a test that serves the program meanwhile can go on.
pub(crate) struct Lines(Arc<Mutex<mpsc::Receiver<String>>>);

impl Lines {
    pub(crate) fn of(output: impl Read + Send + 'static) -> Self {
        let (send, heard) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        Self(Arc::new(Mutex::new(heard)))
    }

    /// The next line; the test stands still until it has come.
    #[track_caller]
    pub(crate) fn next(&mut self) -> String {
        next(&self.0)
    }

    /// The next line; the test's own services go on until it has come.
    pub(crate) async fn heard(&mut self) -> String {
        let heard = Arc::clone(&self.0);
        tokio::task::spawn_blocking(move || next(&heard))
            .await
            .unwrap()
    }
}

#[track_caller]
fn next(heard: &Mutex<mpsc::Receiver<String>>) -> String {
    let line = heard.lock().unwrap().recv_timeout(PATIENCE);
    line.expect("the program says nothing")
}
