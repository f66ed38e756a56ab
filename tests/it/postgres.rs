//! A PostgreSQL of our own for each run of the tests, and a fresh database for each test.
use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};

use crate::tools::{Running, root, run};

/// A database of its own, copied from the template of that name; its address.
///
/// `prepare` fills the template, with its address, the first time that anybody asks for it.
pub(crate) fn copy_of(template: &str, prepare: impl FnOnce(&str)) -> String {
    static READY: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let server = server();
    let mut ready = READY.lock().unwrap();
    if ready.insert(template.to_owned()) {
        server.create(template, "template0");
        prepare(&server.address(template));
    }
    drop(ready);
    let name = format!("{template}_{}", COUNT.fetch_add(1, Ordering::Relaxed));
    server.create(&name, template);
    server.address(&name)
}

/// An empty database; its address.
pub(crate) fn empty() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("empty_{}", COUNT.fetch_add(1, Ordering::Relaxed));
    server().create(&name, "template0");
    server().address(&name)
}

struct Server {
    port: String,
    // Its stdin ends with this process, and the server with its stdin.
    _running: Running,
}

fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| {
        let mut child = Command::new(root().join("tests/postgres.sh"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut port = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut port)
            .unwrap();
        let port = port.trim().to_owned();
        assert!(
            !port.is_empty(),
            "PostgreSQL did not start; its own words stand above"
        );
        Server {
            port,
            _running: Running(child),
        }
    })
}

impl Server {
    fn address(&self, name: &str) -> String {
        format!("postgres://majlis@127.0.0.1:{}/{name}", self.port)
    }

    fn create(&self, name: &str, template: &str) {
        let order = format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy");
        run(Command::new("psql").args(["-q", "-d", &self.address("postgres"), "-c", &order]));
    }
}

fn ask(address: &str, order: &str) -> String {
    run(Command::new("psql").args(["-Atqd", address, "-c", order]))
}

#[test]
fn each_test_gets_a_database_of_its_own_from_the_template() {
    let town = |address: &str| drop(ask(address, "CREATE TABLE town (name text)"));
    let one = copy_of("towns", town);
    ask(&one, "INSERT INTO town VALUES ('Madinah')");
    let two = copy_of("towns", town);
    assert_eq!(ask(&one, "SELECT count(*) FROM town"), "1\n");
    assert_eq!(ask(&two, "SELECT count(*) FROM town"), "0\n");
    assert_eq!(
        ask(
            &empty(),
            "SELECT count(*) FROM pg_tables WHERE tablename = 'town'"
        ),
        "0\n"
    );
}
