//! Texts of administrators: read, filled, and refused with what is wrong.

use proptest::prelude::*;

use super::{Fault, Template, Variable, required, variables};
use crate::scheduling::{Channel, NoticeEvent};

fn faults(event: NoticeEvent, text: &str) -> Vec<Fault> {
    Template::parse(event, Channel::Sms, text).unwrap_err()
}

#[test]
fn a_text_is_filled() {
    let text = "طلبك { reference }: {link}";
    let read = Template::parse(NoticeEvent::Received, Channel::Sms, text).unwrap();
    let said = read.fill(|variable| format!("<{variable}>"));
    assert_eq!(said, "طلبك <reference>: <link>");
}

#[test]
fn what_is_put_in_is_not_read_again() {
    let read = Template::parse(NoticeEvent::Withdrawn, Channel::Sms, "{reference}").unwrap();
    assert_eq!(read.fill(|_| "{link}".to_owned()), "{link}");
}

#[test]
fn everything_wrong_is_said_at_once() {
    let missing = Fault::Missing(&[Variable::Link]);
    assert_eq!(
        faults(NoticeEvent::Received, "طلبك {refrence} {code}"),
        [
            Fault::Unknown("refrence".to_owned()),
            Fault::Unknown("code".to_owned()),
            Fault::Missing(&[Variable::Reference]),
            missing.clone(),
        ]
    );
    let open = faults(NoticeEvent::Received, "{reference} {link");
    assert_eq!(open, [Fault::Brace, missing]);
    let closed = faults(NoticeEvent::Received, "{reference} } {link}");
    assert_eq!(closed, [Fault::Brace]);
    assert!(faults(NoticeEvent::Received, " ").contains(&Fault::Empty));
}

#[test]
fn what_is_required_can_be_put_in() {
    for &event in NoticeEvent::ALL {
        for group in required(event) {
            let known = group.iter().filter(|it| variables(event).contains(it));
            assert!(known.count() > 0, "{event}");
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_falling(text in "[{}a-zء-ي -]{0,40}") {
        for &event in NoticeEvent::ALL {
            if let Ok(read) = Template::parse(event, Channel::Mail, &text) {
                let said = read.fill(|_| String::new());
                let has_brace = said.contains(['{', '}']);
                prop_assert!(!has_brace, "{said}");
            }
        }
    }
}
