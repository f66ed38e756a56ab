//! The binary itself, as an operator runs it.
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use majlis::clock::Stopwatch;

use crate::postgres;
use crate::tools::{Running, run};

fn majlis() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_majlis"));
    command.env_clear().current_dir(std::env::temp_dir());
    command
}

/// What a command said and how it ended.
#[track_caller]
fn ended(command: &mut Command) -> (i32, String, String) {
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

#[test]
fn wrong_use_is_status_two_and_a_failure_is_one_with_a_reason() {
    assert_eq!(ended(majlis().arg("fly")).0, 2);
    assert_eq!(ended(&mut majlis()).0, 2);
    let (status, _, reason) = ended(majlis().arg("serve"));
    assert_eq!(status, 1);
    assert!(
        reason.starts_with("majlis: 6 of the settings cannot be used:"),
        "{reason}"
    );
    assert!(reason.contains("secrets.signing"), "{reason}");
}

#[test]
fn migrate_is_safe_to_run_twice_and_from_two_nodes_at_once() {
    let address = postgres::empty();
    let migrate = || {
        let mut command = majlis();
        command
            .arg("migrate")
            .env("MAJLIS__DATABASE__URL", &address);
        command
    };
    let mut first = migrate().stdout(Stdio::null()).spawn().unwrap();
    let mut second = migrate().stdout(Stdio::null()).spawn().unwrap();
    assert!(first.wait().unwrap().success());
    assert!(second.wait().unwrap().success());
    assert_eq!(run(&mut migrate()), "the database is up to date\n");
}

#[test]
fn the_doctor_says_one_line_for_each_part() {
    let address = postgres::empty();
    let doctor = || {
        let mut command = majlis();
        command.arg("doctor").env("MAJLIS__DATABASE__URL", &address);
        command.env("MAJLIS__MEDIA__BIND", "127.0.0.1:0");
        command
    };
    let (status, lines, _) = ended(&mut doctor());
    assert_eq!(status, 1);
    assert!(
        lines.contains("not up to date; run majlis migrate"),
        "{lines}"
    );
    run(majlis()
        .arg("migrate")
        .env("MAJLIS__DATABASE__URL", &address));
    let (_, lines, _) = ended(&mut doctor());
    assert!(
        lines.contains("database       ok: reachable and up to date"),
        "{lines}"
    );
    assert!(
        lines.contains("clock          ok: the same as the database's"),
        "{lines}"
    );
    assert!(
        lines.contains("sms            TO BE DONE: demo sends nothing"),
        "{lines}"
    );
}

/// A demo in that folder, and what it printed until it listened.
fn demo(folder: &std::path::Path) -> (Running, Vec<String>) {
    let file = folder.join("majlis.sqlite");
    demo_on(folder, &format!("sqlite:{}", file.display()))
}

/// The same on another database.
fn demo_on(folder: &std::path::Path, database: &str) -> (Running, Vec<String>) {
    let mut child = majlis()
        .env("MAJLIS__DATABASE__URL", database)
        .args([
            "demo",
            "--port",
            "0",
            "--now",
            "2026-11-22T08:00:00+03:00",
            "--data",
        ])
        .arg(folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let running = Running(child);
    let mut said = Vec::new();
    while !said
        .last()
        .is_some_and(|line: &String| line.starts_with("listening on http://127.0.0.1:"))
    {
        said.push(lines.next().unwrap().unwrap());
    }
    (running, said)
}

#[test]
fn the_demo_says_where_it_listens_and_keeps_its_secrets_over_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let secrets = || std::fs::read(folder.path().join("secrets.toml")).unwrap();
    let (first, said) = demo(folder.path());
    assert!(
        said.iter().any(|line| line.contains("/demo/phone")),
        "{said:?}"
    );
    let kept = secrets();
    drop(first);
    let (second, _) = demo(folder.path());
    drop(second);
    assert_eq!(kept, secrets());
}

#[test]
fn the_audit_command_verifies_what_a_demo_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let (running, _) = demo(folder.path());
    let database = format!("sqlite:{}/majlis.sqlite", folder.path().display());
    let audit = |flags: &[&str]| {
        let mut command = majlis();
        command.arg("audit").args(flags);
        command
            .arg("--config")
            .arg(folder.path().join("secrets.toml"));
        command.env("MAJLIS__DATABASE__URL", &database);
        ended(&mut command)
    };
    // The service seals in its first second.
    let patience = Stopwatch::started();
    let first = loop {
        let said = audit(&[]);
        if !said.1.starts_with("deeds sealed: 0;") || patience.elapsed().as_secs() > 20 {
            break said;
        }
    };
    assert_eq!(first.0, 0, "{first:?}");
    let head = first
        .1
        .split("head: ")
        .nth(1)
        .unwrap()
        .split(';')
        .next()
        .unwrap();
    drop(running);
    let (status, said, _) = audit(&["--verify", "--head", head]);
    assert_eq!(status, 0, "{said}");
    assert!(said.ends_with("unbroken\n"), "{said}");
    let (status, _, reason) = audit(&["--verify", "--head", "another"]);
    assert_eq!(status, 1);
    assert!(reason.contains("its end was cut off"), "{reason}");
}

#[test]
fn the_plan_command_prints_reasons_keeps_versions_and_verifies_them() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("majlis.sqlite");
    for database in [format!("sqlite:{}", file.display()), postgres::empty()] {
        drop(demo_on(folder.path(), &database));
        plans(folder.path(), &database);
    }
}

/// Plans the demo's next week from the command line.
fn plans(folder: &std::path::Path, database: &str) {
    let plan = |flags: &[&str]| {
        let mut command = majlis();
        command.args(["plan", "--week", "2026-W49"]).args(flags);
        command.arg("--config").arg(folder.join("secrets.toml"));
        ended(command.env("MAJLIS__DATABASE__URL", database))
    };
    let now = ["--now", "2026-11-22T09:00:00+03:00"];
    let (status, said, _) = plan(&["--verify"]);
    assert_eq!(
        (status, said.as_str()),
        (0, "no plan is kept for this week\n")
    );
    let (status, dry, _) = plan(&[&now[..], &["--dry-run"]].concat());
    assert_eq!(status, 0, "{dry}");
    assert!(
        dry.starts_with("plan of 2026-W49, not kept\nplaced: 7; left out: 3\n"),
        "{dry}"
    );
    let (_, kept, _) = plan(&now);
    let rest = |text: &str| text.split_once('\n').unwrap().1.to_owned();
    assert!(kept.starts_with("plan of 2026-W49, version 1\n"), "{kept}");
    assert_eq!(
        rest(&kept),
        rest(&dry),
        "the same world gives the same plan"
    );
    for why in [
        "use the interpreters (Sign-language interpreter)",
        "held by 3 requests ahead",
    ] {
        assert!(kept.contains(why), "{why}: {kept}");
    }
    for name in ["Norah", "نورة", "Minister"] {
        assert!(!kept.contains(name), "a terminal names nobody: {kept}");
    }
    let (status, said, _) = plan(&["--verify"]);
    let same = "version 1 (proposed): the same bytes\n";
    assert_eq!((status, said.as_str()), (0, same));
    assert_eq!(plan(&["--dry-run", "--verify"]).0, 2);
    assert_eq!(ended(majlis().args(["plan", "--week", "48"])).0, 2);
}
