//! Mail that other people's programs understand: its signature is checked by dkimpy, its calendar
//! files are read by the Python package icalendar and by ical.js.
use std::io::Write as _;
use std::process::{Command, Stdio};

use majlis::scheduling::{Channel, Sex};
use majlis::service::cancel::cancel;
use majlis::service::reschedule::{Move, reschedule};
use majlis::store::outbox;
use serde_json::{Value, json};

use crate::notify::{MailServer, mail};
use crate::people::NOUR;
use crate::tools::{python, root, run};
use crate::world::{Kind, World};

/// Runs a program over a text, and reads the JSON it prints.
#[track_caller]
pub(crate) fn read_by(command: &mut Command, text: &str) -> Value {
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = child.unwrap_or_else(|error| panic!("{command:?}: {error}"));
    child
        .stdin
        .take()
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(
        output.status.success(),
        "{command:?} could not read: {text}"
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What dkimpy says of a mail, given the record that the DNS would have.
fn checked(content: &str, record: &str) -> Value {
    let mut command = Command::new(python());
    command.arg(root().join("tests/it/dkim_read.py"));
    read_by(
        &mut command,
        &json!({"mail": content, "record": record}).to_string(),
    )
}

#[actix_web::test]
async fn a_mail_is_signed_and_another_text_under_the_signature_is_not_believed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("key.pem");
    run(Command::new("openssl")
        .args(["genrsa", "-traditional", "-out"])
        .arg(&file)
        .arg("2048"));
    let public = run(Command::new("openssl")
        .args(["rsa", "-pubout", "-in"])
        .arg(&file));
    let public: String = public
        .lines()
        .filter(|line| !line.starts_with('-'))
        .collect();
    let record = format!("v=DKIM1; k=rsa; p={public}");
    let key = std::fs::read_to_string(&file).unwrap();
    let mut server = MailServer::start();
    let flags = [
        ("mail.dkim_selector", "s1"),
        ("mail.dkim_key", key.as_str()),
    ];
    let way = server.mail(&flags);
    let calendar = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";
    for attached in [None, Some(calendar)] {
        way.send(&mail("nour@example.org", attached)).await.unwrap();
        let taken = server.next();
        let content = taken["content"].as_str().unwrap();
        let said = checked(content, &record);
        assert_eq!(
            said,
            json!({"valid": true, "asked": ["s1._domainkey.ministry.example"]}),
            "{content}"
        );
        let other = content.replacen("Subject: ", "Subject: Re: ", 1);
        assert_ne!(other, content);
        assert_eq!(checked(&other, &record)["valid"], false);
    }
}

/// The calendar files that were mailed, in order, each as both readers understood it.
async fn files(world: &World) -> Vec<Value> {
    world.deliver().await;
    let rows = world
        .app
        .store
        .read(|db| outbox::sent(db, None, 100))
        .await
        .unwrap();
    let mails = rows
        .into_iter()
        .rev()
        .filter(|row| row.channel == Channel::Mail);
    let texts: Vec<String> = mails.filter_map(|row| row.attachment).collect();
    texts
        .iter()
        .map(|text| {
            let mut first = Command::new(python());
            let first = read_by(first.arg(root().join("tests/it/icalendar_read.py")), text);
            let mut second = Command::new("node");
            second.arg(root().join("tests/browser/tools/calendar.mjs"));
            let second = read_by(&mut second, text);
            assert_eq!(first, second, "{text}");
            first
        })
        .collect()
}

#[actix_web::test]
async fn two_calendars_enter_move_and_take_out_the_same_entry() {
    let world = World::ministry(Kind::Sqlite, &[]).await;
    let nour = world.citizen(NOUR).await;
    nour.says_who(NOUR.name, Sex::Woman, Some("nour@example.org"))
        .await;
    let slot = world.slot("2026-11-24", "10:00").await.unwrap();
    let booked = nour.presses(&slot).await.unwrap();
    world.pass(chrono::TimeDelta::seconds(1));
    let other = world.slot("2026-11-24", "11:00").await.unwrap();
    let wish = Move {
        id: booked.appointment.id.clone(),
        slot: other,
        reason: None,
    };
    let moved = reschedule(&world.app, &nour.caller, wish, world.now())
        .await
        .unwrap();
    world.pass(chrono::TimeDelta::seconds(1));
    let which = (moved.appointment.id.clone(), None);
    cancel(&world.app, &nour.caller, which, world.now())
        .await
        .unwrap();
    let files = files(&world).await;
    let of = |name: &str| -> Vec<Value> { files.iter().map(|file| file[name].clone()).collect() };
    assert_eq!(of("method"), ["REQUEST", "REQUEST", "CANCEL"]);
    assert_eq!(of("status"), ["CONFIRMED", "CONFIRMED", "CANCELLED"]);
    let starts = [
        "2026-11-24T07:00:00Z",
        "2026-11-24T08:00:00Z",
        "2026-11-24T08:00:00Z",
    ];
    assert_eq!(of("starts"), starts);
    assert!(
        files.iter().all(|file| file["uid"] == files[0]["uid"]),
        "{files:?}"
    );
    let sequence: Vec<i64> = of("sequence")
        .iter()
        .map(|it| it.as_i64().unwrap())
        .collect();
    assert!(
        sequence.is_sorted_by(|one, next| one < next),
        "{sequence:?}"
    );
    for file in &files {
        assert_eq!(file["attendee"], "mailto:nour@example.org");
        assert!(file["organizer"].as_str().unwrap().starts_with("mailto:"));
    }
}
