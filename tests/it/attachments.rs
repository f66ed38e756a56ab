//! Papers: taken by their content, scanned by a real clamd, kept under their hash, shown to few.
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Command, Stdio};

use chrono::TimeDelta;
use majlis::scheduling::{AttachmentKind, Refusal};
use majlis::service::attachments::{self, Attachment, Brought};
use majlis::service::hand_in::{Came, NewRequest, hand_in};
use majlis::service::reply::{Reply, reply};
use majlis::service::{Caller, ServiceError};
use majlis::store::attachment;

use crate::house::House;
use crate::pages::{comes_to_ask, staff};
use crate::people::{NOUR, SAMIRA, meeting, refusal};
use crate::tools::{Lines, Running};
use crate::world::{Kind, World, on_both};

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n";

/// The harmless file that every scanner knows, in a PDF; written in two, so that this file is not it.
fn eicar() -> Vec<u8> {
    let halves = [
        r"X5O!P%@AP[4\PZX54(P^)7CC)7}$",
        "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
    ];
    [PDF, halves.concat().as_bytes()].concat()
}

/// A world whose papers lie in a folder of its own.
async fn world(kind: Kind, flags: &[(&str, &str)]) -> (World, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().to_str().unwrap().to_owned();
    let all: Vec<(&str, &str)> = flags
        .iter()
        .copied()
        .chain([("requests.attachments_folder", place.as_str())])
        .collect();
    (World::ministry(kind, &all).await, folder)
}

async fn brings(
    world: &World,
    who: &Caller,
    name: &str,
    bytes: &[u8],
) -> Result<Attachment, ServiceError> {
    let brought = Brought {
        name: name.to_owned(),
        bytes: bytes.to_vec(),
    };
    attachments::bring(&world.app, who, brought, world.now()).await
}

fn with(papers: &[&Attachment]) -> NewRequest {
    NewRequest {
        came: Came {
            attachments: papers.iter().map(|one| one.id.clone()).collect(),
            ..Came::default()
        },
        ..meeting("")
    }
}

fn files(folder: &Path) -> usize {
    let Ok(all) = std::fs::read_dir(folder) else {
        return 0;
    };
    let count = |entry: std::fs::DirEntry| {
        let path = entry.path();
        if path.is_dir() { files(&path) } else { 1 }
    };
    all.map(|entry| count(entry.unwrap())).sum()
}

on_both! {
    async fn a_paper_goes_with_its_request_and_is_shown_to_whoever_may_see_it(kind) {
        let (world, folder) = world(kind, &[]).await;
        let (nour, samira) = (world.citizen(NOUR).await, world.citizen(SAMIRA).await);
        let paper = brings(&world, &nour.caller, "../تقرير طبي.exe", PDF).await.unwrap();
        assert_eq!((paper.name.as_str(), paper.kind), ("تقرير طبي.pdf", AttachmentKind::Pdf));
        assert_eq!(files(folder.path()), 1);
        let same = brings(&world, &samira.caller, "x.pdf", PDF).await.unwrap();
        assert_eq!(same.sha256, paper.sha256);
        assert_eq!(files(folder.path()), 1, "what is the same lies there once");
        // Nobody gives away what is another's.
        let stolen = hand_in(&world.app, &samira.caller, with(&[&paper]), world.now()).await;
        assert_eq!(refusal(stolen), Refusal::AttachmentGone);
        let whole = hand_in(&world.app, &nour.caller, with(&[&paper]), world.now()).await.unwrap();
        assert!(attachments::draft(&world.app, &nour.caller).await.unwrap().is_empty());
        let open = |who: Caller| {
            let id = paper.id.clone();
            let world = &world;
            async move { attachments::open(&world.app, &who, id, world.now()).await }
        };
        assert_eq!(open(nour.caller.clone()).await.unwrap().1, PDF);
        let office = world.staff("scheduler").await.caller;
        assert_eq!(open(office).await.unwrap().1, PDF);
        assert_eq!(refusal(open(samira.caller.clone()).await), Refusal::NotFound);
        let desk = world.staff("desk.madinah").await.caller;
        assert_eq!(refusal(open(desk).await), Refusal::NotFound);
        let listed = attachments::of_request(&world.app, &nour.caller, whole.request.id, world.now());
        assert_eq!(listed.await.unwrap().len(), 1);
    }

    async fn what_is_no_paper_is_refused_whatever_it_is_called(kind) {
        let flags = [("requests.attachment_bytes_max", "2048"), ("requests.attachments_max", "2")];
        let (world, folder) = world(kind, &flags).await;
        let nour = world.citizen(NOUR).await.caller;
        for wrong in [b"<script>alert(1)</script>".as_slice(), b"MZ", b"", b"PK\x03\x04"] {
            let answer = brings(&world, &nour, "report.pdf", wrong).await;
            assert_eq!(refusal(answer), Refusal::AttachmentKind);
        }
        let large = [PDF, &[b' '; 2048]].concat();
        let answer = brings(&world, &nour, "large.pdf", &large).await;
        assert_eq!(refusal(answer), Refusal::AttachmentLarge);
        assert_eq!(files(folder.path()), 0);
        for name in ["one.pdf", "two.pdf"] {
            brings(&world, &nour, name, PDF).await.unwrap();
        }
        let third = brings(&world, &nour, "three.pdf", PDF).await;
        assert_eq!(refusal(third), Refusal::AttachmentsMany);
        let kept = attachments::draft(&world.app, &nour).await.unwrap();
        attachments::remove(&world.app, &nour, kept[0].id.clone()).await.unwrap();
        brings(&world, &nour, "three.pdf", PDF).await.unwrap();
    }

    async fn what_was_left_in_a_draft_is_thrown_away(kind) {
        let (world, folder) = world(kind, &[]).await;
        let nour = world.citizen(NOUR).await.caller;
        let kept = brings(&world, &nour, "kept.pdf", &[PDF, b"1"].concat()).await.unwrap();
        brings(&world, &nour, "left.pdf", &[PDF, b"2"].concat()).await.unwrap();
        brings(&world, &nour, "again.pdf", &[PDF, b"1"].concat()).await.unwrap();
        hand_in(&world.app, &nour, with(&[&kept]), world.now()).await.unwrap();
        assert_eq!(attachments::throw_away(&world.app, world.now()).await.unwrap(), 0);
        world.pass(TimeDelta::days(15));
        assert_eq!(attachments::throw_away(&world.app, world.now()).await.unwrap(), 1);
        assert_eq!(files(folder.path()), 1, "what a request has stays");
        let left = world.app.store.read(move |db| attachment::find(db, &kept.id)).await.unwrap();
        assert!(left.unwrap().request_id.is_some());
    }

    async fn an_answer_brings_what_was_missing(kind) {
        let (world, _folder) = world(kind, &[]).await;
        let (nour, samira) = (world.citizen(NOUR).await, world.citizen(SAMIRA).await);
        let whole = hand_in(&world.app, &nour.caller, with(&[]), world.now()).await.unwrap();
        let paper = brings(&world, &nour.caller, "صك.png", b"\x89PNG\r\n\x1a\n0").await.unwrap();
        let answer = |who: &Caller, text: &str, papers: Vec<_>| {
            let new = Reply { text: text.to_owned(), attachments: papers };
            let order = (whole.request.id.clone(), new);
            let (app, who, now) = (world.app.clone(), who.clone(), world.now());
            async move { reply(&app, &who, order, now).await }
        };
        assert_eq!(refusal(answer(&nour.caller, " ", vec![]).await), Refusal::ReplyEmpty);
        let foreign = answer(&samira.caller, "أنا", vec![]).await;
        assert_eq!(refusal(foreign), Refusal::NotFound);
        world.pass(TimeDelta::minutes(1));
        answer(&nour.caller, "هذا الصك", vec![paper.id]).await.unwrap();
        let order = (whole.request.id.clone(), "own");
        let case = majlis::service::requests::one(&world.app, &nour.caller, order, world.now());
        let case = case.await.unwrap();
        assert_eq!(case.replies, [case.steps.last().unwrap().id.clone()]);
        assert_eq!(case.request.state, whole.request.state, "who has it stays");
    }

    async fn a_form_with_a_bad_file_keeps_what_was_typed_and_the_good_ones(kind) {
        let (world, _folder) = world(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let mut browser = comes_to_ask(&world, &house, NOUR).await;
        browser.opens("/ask").await;
        browser.fills("/ask", &[("kind", "complaint")]).await;
        let words = world.app.words.words("ar");
        let typed = [("subject", "شكوى عن موظف"), ("details", "سطر\nوسطر")];
        let sent = [("good.pdf", PDF), ("bad.pdf", b"<html>".as_slice())];
        browser.uploads("/ask/about", &typed, &sent).await;
        assert!(browser.says(&words.get("refused-attachment-kind")), "{}", browser.html);
        assert!(browser.says("bad.pdf") && browser.says("good.pdf"), "{}", browser.html);
        assert!(browser.says("شكوى عن موظف") && browser.says("سطر\nوسطر"));
        browser.uploads("/ask/about", &[("subject", ""), ("details", "سطر")], &[]).await;
        assert!(browser.says(&words.get("subject-missing")) && browser.says("good.pdf"));
        let other = [
            ("subject", "شكوى"),
            ("applicant", "أمي"),
            ("basis", ""),
            ("basis_until", "قريبًا"),
            ("concerned", "أخي"),
        ];
        browser.uploads("/ask/about", &other, &[]).await;
        assert!(browser.says(&words.get("other-basis-missing")), "{}", browser.html);
        assert!(browser.says(&words.get("other-until-wrong")) && browser.says("أخي"));
        let whole = [
            ("subject", "شكوى"),
            ("applicant", "أمي"),
            ("basis", "kinship"),
            ("basis_until", "2027-01-01"),
            ("concerned", "أخي"),
            ("urgent", "علاج"),
        ];
        browser.uploads("/ask/about", &whole, &[]).await;
        assert_eq!(browser.path, "/ask/check");
        assert!(browser.says("good.pdf") && browser.says("أمي"));
        browser.fills("/ask/check", &[]).await;
        assert!(browser.path.ends_with("/done"), "{}", browser.path);
        let page = browser.path.trim_end_matches("/done").to_owned();
        browser.opens(&page).await;
        let (_, rest) = browser.html.split_once("/papers/").unwrap();
        let paper = format!("/papers/{}", rest.split('"').next().unwrap());
        browser.opens(&paper).await;
        let head = &browser.head;
        assert_eq!(head["content-type"], "application/pdf");
        assert_eq!(head["x-content-type-options"], "nosniff");
        assert!(head["content-disposition"].starts_with("attachment; filename=\"paper.pdf\""));
        assert!(head["content-security-policy"].starts_with("sandbox"));
        assert_eq!(head["cache-control"], "private, no-store");
        let mut desk = staff(&house, "desk.riyadh", "/centre").await;
        desk.opens(&paper).await;
        assert_eq!(desk.status, 404);
        let mut office = staff(&house, "scheduler", "/office/requests").await;
        office.opens(&format!("/office{page}")).await;
        assert!(office.says(&paper), "{}", office.html);
    }

    async fn a_program_brings_and_reads_papers(kind) {
        let (world, _folder) = world(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let signed_in = world.signs_in(NOUR.identity, NOUR.mobile).await;
        let token = &signed_in.access_token;
        let post = |path: &str, kind: &'static str, body: Vec<u8>| {
            let order = house.client.post(format!("{}/api/v1{path}", house.url));
            order.header("content-type", kind).bearer_auth(token).body(body).send()
        };
        let wrong = post("/attachments?name=a.pdf", "application/pdf", b"nothing".to_vec());
        assert_eq!(wrong.await.unwrap().status().as_u16(), 415);
        let answer = post("/attachments?name=a.pdf", "application/pdf", PDF.to_vec()).await.unwrap();
        assert_eq!(answer.status().as_u16(), 201);
        let paper: serde_json::Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        let body = serde_json::json!({
            "kind": "complaint", "subject": "شكوى", "attachments": [paper["id"]],
        });
        let body = body.to_string().into_bytes();
        let answer = post("/requests", "application/json", body.clone()).await.unwrap();
        assert_eq!(answer.status().as_u16(), 201);
        let request: serde_json::Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        let again = post("/requests", "application/json", body).await.unwrap();
        assert_eq!(again.status().as_u16(), 409, "a paper goes with one request");
        let get = |path: String| {
            let order = house.client.get(format!("{}/api/v1{path}", house.url));
            order.bearer_auth(token).send()
        };
        let id = request["id"].as_str().unwrap();
        let listed = get(format!("/requests/{id}/attachments")).await.unwrap();
        assert!(listed.text().await.unwrap().contains("a.pdf"));
        let file = get(format!("/attachments/{}", paper["id"].as_str().unwrap())).await.unwrap();
        assert!(file.headers()["content-disposition"].to_str().unwrap().starts_with("attachment"));
        assert_eq!(file.bytes().await.unwrap(), PDF);
    }
}

/// A clamd that knows one file: the one that every scanner is tried with.
struct Clamd {
    folder: tempfile::TempDir,
    port: u16,
    _running: Running,
}

impl Clamd {
    fn starts() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let mut mark = String::new();
        for byte in &eicar()[PDF.len()..] {
            write!(mark, "{byte:02x}").unwrap();
        }
        std::fs::create_dir(at("signatures")).unwrap();
        std::fs::write(at("signatures/own.ndb"), format!("Own.Eicar:0:*:{mark}\n")).unwrap();
        // Free a moment ago; nobody else on this machine asks for it.
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let settings = format!(
            "Foreground yes\nDatabaseDirectory {0}/signatures\nLocalSocket {0}/socket\n\
             TCPSocket {port}\nTCPAddr 127.0.0.1\nTemporaryDirectory {0}\nUser root\n",
            folder.path().display()
        );
        std::fs::write(at("clamd.conf"), settings).unwrap();
        let program = ["/usr/sbin/clamd", "/usr/bin/clamd", "/usr/local/sbin/clamd"];
        let program = program.iter().find(|path| Path::new(path).exists());
        let program = program.expect("tests/setup.sh installs clamav-daemon");
        let mut order = Command::new(program);
        order.arg("-c").arg(at("clamd.conf"));
        let mut child = order
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = Lines::of(child.stdout.take().unwrap());
        let clamd = Self {
            folder,
            port,
            _running: Running(child),
        };
        // The last that it says before it serves: its signatures are read.
        while !lines.next().starts_with("Self checking") {}
        clamd.answers();
        clamd
    }

    /// Both of its lines are there.
    fn answers(&self) {
        let mut line = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        line.write_all(b"zPING\0").unwrap();
        let mut said = String::new();
        line.read_to_string(&mut said).unwrap();
        assert!(said.starts_with("PONG"), "{said}");
        drop(UnixStream::connect(self.folder.path().join("socket")).unwrap());
    }
}

#[actix_web::test]
async fn a_harmful_file_is_found_over_both_lines_and_nothing_is_kept() {
    let clamd = Clamd::starts();
    let tcp = format!("127.0.0.1:{}", clamd.port);
    let socket = format!("unix:{}", clamd.folder.path().join("socket").display());
    for line in [tcp, socket] {
        let (world, folder) = world(Kind::Sqlite, &[("requests.clamd", &line)]).await;
        let nour = world.citizen(NOUR).await.caller;
        let harmful = brings(&world, &nour, "a.pdf", &eicar()).await;
        assert_eq!(refusal(harmful), Refusal::AttachmentHarmful, "{line}");
        assert_eq!(files(folder.path()), 0);
        // Larger than one piece of the line.
        let long = [PDF, &vec![b'x'; 300_000]].concat();
        let clean = brings(&world, &nour, "b.pdf", &long).await.unwrap();
        assert_eq!(clean.scan, "clean", "{line}");
    }
}

#[actix_web::test]
async fn nothing_is_taken_while_the_scanner_is_away() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = free.local_addr().unwrap().to_string();
    drop(free);
    let (world, folder) = world(Kind::Sqlite, &[("requests.clamd", &nobody)]).await;
    let nour = world.citizen(NOUR).await.caller;
    let answer = brings(&world, &nour, "a.pdf", PDF).await;
    assert_eq!(refusal(answer), Refusal::ScanLater);
    assert_eq!(files(folder.path()), 0);
}
