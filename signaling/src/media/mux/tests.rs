//! Checks 26, 27 and 28 at the port itself: what is learned, from whom, and how much of it.

use super::{Door, HELD, KEYS_MAX, Mux, QUESTIONS_MAX, REMOTES_MAX};
use crate::media::MediaSettings;
use crate::media::sdp::Credentials;
use crate::media::stun::tests::check;
use crate::media::tally::Tally;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A datagram at which the reader of the port panics, in these tests alone.
pub(in crate::media) const STUMBLE: &[u8] = b"stumble over this";
static STUMBLES: AtomicU64 = AtomicU64::new(0);

pub(super) fn stumble(datagram: &[u8]) {
    if datagram == STUMBLE {
        STUMBLES.fetch_add(1, Ordering::Relaxed);
        panic!("the reader of the port goes wrong, as a test asked");
    }
}

pub(in crate::media) fn stumbles() -> u64 {
    STUMBLES.load(Ordering::Relaxed)
}

/// A port that is an hour old, so that there is a past for addresses to be heard in.
fn mux() -> Arc<Mux> {
    let settings = MediaSettings {
        bind: "127.0.0.1:0".parse().unwrap(),
        public: vec!["127.0.0.1:0".parse().unwrap()],
        threads: 2,
    };
    let mut mux = Mux::open(&settings, Arc::new(Tally::default())).unwrap();
    Arc::get_mut(&mut mux).unwrap().opened -= HELD * 1_800;
    mux
}

/// A line with these credentials.
fn line(mux: &Mux, ufrag: &str) -> Arc<Door> {
    let door = mux.door();
    mux.admit(&door, credentials(ufrag));
    door
}

fn credentials(ufrag: &str) -> Credentials {
    Credentials {
        ufrag: ufrag.to_owned(),
        password: format!("the password of {ufrag}"),
    }
}

fn proved(ufrag: &str) -> Vec<u8> {
    check(&format!("{ufrag}:theirs"), &credentials(ufrag).password)
}

fn address(number: usize) -> SocketAddr {
    let [high, low] = u16::try_from(number).unwrap().to_be_bytes();
    SocketAddr::from(([10, 1, high, low], 4_000))
}

/// Whose datagrams from this address are.
fn owner(mux: &Mux, from: SocketAddr) -> Option<u64> {
    mux.door_of_remote(from).map(|door| door.serial)
}

/// How much is remembered: user names, addresses, lines, questions.
fn remembered(mux: &Mux) -> [usize; 5] {
    let doors = mux.doors();
    let held = doors.held.values();
    let lists = held.map(|held| held.keys.len() + held.remotes.len()).sum();
    let questions = super::locked(&mux.questions).order.len();
    let (keys, remotes) = (doors.keys.len(), doors.remotes.len());
    [keys, remotes, doors.held.len(), lists, questions]
}

/// Check 27: before the check that proves an address, nothing from it is anybody's: a `ClientHello`
/// that wins the race against the check is dropped.
#[tokio::test]
async fn an_address_is_nobodys_before_its_check() {
    let mux = mux();
    let door = line(&mux, "ours");
    let hello = [22, 254, 253, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1];
    mux.receive(address(1), &hello);
    assert_eq!(mux.tally.totals(0).datagrams_unknown, 1);
    assert_eq!(owner(&mux, address(1)), None);
    mux.receive(address(1), &proved("ours"));
    assert_eq!(owner(&mux, address(1)), Some(door.serial));
    mux.receive(address(1), &hello);
    assert_eq!(mux.tally.totals(0).datagrams_unknown, 1, "now it is heard");
    assert_eq!(owner(&mux, address(2)), None, "and only from there");
}

/// Check 26: a line is reached from a bounded number of addresses; the oldest gives way.
#[tokio::test]
async fn the_seventeenth_address_takes_the_place_of_the_first() {
    let mux = mux();
    let door = line(&mux, "ours");
    for number in 0..=REMOTES_MAX {
        mux.receive(address(number), &proved("ours"));
    }
    assert_eq!(owner(&mux, address(0)), None);
    for number in 1..=REMOTES_MAX {
        assert_eq!(owner(&mux, address(number)), Some(door.serial), "{number}");
    }
    assert_eq!(remembered(&mux)[1], REMOTES_MAX);
}

/// Check 26: an address in one line's use is not taken over by another line's valid check, until
/// nothing was heard from it for a while.
#[tokio::test]
async fn an_address_in_use_is_not_taken_over() {
    let mux = mux();
    let (first, second) = (line(&mux, "first"), line(&mux, "second"));
    mux.receive(address(1), &proved("first"));
    mux.receive(address(1), &proved("second"));
    assert_eq!(owner(&mux, address(1)), Some(first.serial));
    assert_eq!(mux.tally.totals(0).checks_refused, 1);
    mux.doors().remotes[&address(1)]
        .heard
        .store(0, Ordering::Relaxed);
    mux.receive(address(1), &proved("second"));
    assert_eq!(owner(&mux, address(1)), Some(second.serial));
    // The first line's end does not take it away from the second.
    mux.leave(&first);
    assert_eq!(owner(&mux, address(1)), Some(second.serial));
}

/// Check 26: of a line's credentials the last few are good, and none once it ended.
#[tokio::test]
async fn old_credentials_and_those_of_an_ended_line_are_dead() {
    let mux = mux();
    let door = line(&mux, "old0");
    for number in 1..=KEYS_MAX {
        mux.admit(&door, credentials(&format!("old{number}")));
    }
    mux.receive(address(1), &proved("old0"));
    assert_eq!(owner(&mux, address(1)), None);
    mux.receive(address(1), &proved("old1"));
    assert_eq!(owner(&mux, address(1)), Some(door.serial));
    mux.leave(&door);
    for number in 0..=KEYS_MAX {
        mux.receive(address(2), &proved(&format!("old{number}")));
    }
    assert_eq!(owner(&mux, address(1)), None);
    assert_eq!(owner(&mux, address(2)), None);
    assert_eq!(remembered(&mux), [0; 5]);
}

/// Check 26: of our own questions a bounded number is remembered, the newest.
#[tokio::test]
async fn questions_are_bounded_and_the_oldest_gives_way() {
    let mux = mux();
    let door = line(&mux, "ours");
    let transaction = |number: usize| {
        let mut transaction = [0; 12];
        transaction[..8].copy_from_slice(&number.to_be_bytes());
        transaction
    };
    let mut questions = super::locked(&mux.questions);
    for number in 0..QUESTIONS_MAX + 100 {
        questions.ask(transaction(number), Arc::clone(&door));
        // Asked again it is the same question.
        questions.ask(transaction(number), Arc::clone(&door));
    }
    assert_eq!(questions.asked.len(), QUESTIONS_MAX);
    assert_eq!(questions.order.len(), QUESTIONS_MAX);
    assert!(questions.answered(&transaction(99)).is_none());
    assert!(questions.answered(&transaction(100)).is_some());
    drop(questions);
    mux.leave(&door);
    assert_eq!(remembered(&mux)[4], 0);
}

/// Check 26: whatever strangers send from however many addresses, not one byte of it stays.
#[tokio::test]
async fn forged_datagrams_leave_nothing_behind() {
    const DATAGRAMS: usize = 50_000;
    let mux = mux();
    let door = line(&mux, "ours");
    mux.receive(address(1), &proved("ours"));
    let before = remembered(&mux);
    let mut forged = check("ours:theirs", "a guess");
    let (mut unknown, mut indication) = (check("nobody:theirs", "a guess"), proved("ours"));
    indication[1] = 0x11;
    let mut response = proved("ours");
    response[0] = 0x01;
    for number in 0..DATAGRAMS {
        let from = address(2 + number);
        let marks = number.to_be_bytes();
        for datagram in [&mut forged, &mut unknown, &mut indication, &mut response] {
            datagram[12..20].copy_from_slice(&marks);
            mux.receive(from, datagram);
        }
        mux.receive(from, &[0x80, 96, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
    }
    assert_eq!(remembered(&mux), before);
    assert_eq!(owner(&mux, address(1)), Some(door.serial));
    let totals = mux.tally.totals(0);
    let (sent, each) = (DATAGRAMS * 5, DATAGRAMS);
    assert_eq!(totals.datagrams_unknown, u64::try_from(sent).unwrap());
    assert_eq!(totals.checks_refused, u64::try_from(each).unwrap());
}
