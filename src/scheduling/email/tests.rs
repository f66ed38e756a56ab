//! Addresses that can stand on an envelope, and those that cannot.

use super::{Email, EmailFault};

#[test]
fn usual_addresses_are_taken() {
    for (typed, kept) in [
        ("nour@example.com", "nour@example.com"),
        (
            " Nour.Ali+majlis@Mail.Example.SA ",
            "Nour.Ali+majlis@mail.example.sa",
        ),
        ("a@b.co", "a@b.co"),
    ] {
        assert_eq!(Email::parse(typed).unwrap().as_str(), kept);
    }
}

#[test]
fn each_rule_has_its_fault() {
    let fault = |text: &str| Email::parse(text).unwrap_err();
    assert_eq!(fault(" "), EmailFault::Empty);
    assert_eq!(fault("nour.example.com"), EmailFault::At);
    assert_eq!(fault("nour@home@example.com"), EmailFault::At);
    assert_eq!(fault("@example.com"), EmailFault::Mailbox);
    assert_eq!(fault(".nour@example.com"), EmailFault::Mailbox);
    assert_eq!(fault("no ur@example.com"), EmailFault::Mailbox);
    assert_eq!(fault("nour\r\nBcc:x@example.com"), EmailFault::Mailbox);
    assert_eq!(fault("nour@example"), EmailFault::Host);
    assert_eq!(fault("nour@-example.com"), EmailFault::Host);
    assert_eq!(fault("nour@10.0.0.1"), EmailFault::Host);
    assert_eq!(
        fault(&format!("{}@example.com", "n".repeat(260))),
        EmailFault::Length
    );
}

#[test]
fn it_is_shown_masked_only() {
    let email = Email::parse("nour@example.com").unwrap();
    assert_eq!(email.masked(), "n•••@example.com");
    assert_eq!(format!("{email:?}"), "Email(n•••@example.com)");
}
