//! What is told to whom, and where an official is named.

use super::{Channel, NamingPolicy, NoticeEvent, Surface, channels, names_official, recipient};

#[test]
fn a_minister_is_named_after_sign_in_only() {
    for &surface in Surface::ALL {
        let is_page = surface == Surface::Page;
        assert_eq!(
            names_official(NamingPolicy::default(), surface),
            is_page,
            "{surface}"
        );
        assert!(names_official(NamingPolicy::OPEN, surface));
    }
    assert_eq!(NamingPolicy::default(), NamingPolicy::DISCREET);
}

#[test]
fn every_event_reaches_a_mobile_and_secrets_nothing_else() {
    for &event in NoticeEvent::ALL {
        assert!(channels(event, true).contains(&Channel::Sms), "{event}");
        assert_eq!(channels(event, false), [Channel::Sms], "{event}");
    }
    for event in [
        NoticeEvent::Code,
        NoticeEvent::CallCode,
        NoticeEvent::InterpreterLink,
        NoticeEvent::Invited,
    ] {
        assert_eq!(channels(event, true), [Channel::Sms], "{event}");
    }
}

#[test]
fn who_is_told() {
    let lines: Vec<String> = NoticeEvent::ALL
        .iter()
        .map(|&event| {
            let by: Vec<&str> = channels(event, true)
                .iter()
                .map(|each| each.as_str())
                .collect();
            format!("{event}: {} by {}", recipient(event), by.join(" and "))
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    code: applicant by sms
    call_code: applicant by sms
    received: applicant by sms and mail
    registered: applicant by sms and mail
    not_yet_registered: applicant by sms and mail
    approved: applicant by sms and mail
    routed: applicant by sms and mail
    declined: applicant by sms and mail
    answered: applicant by sms and mail
    closed: applicant by sms and mail
    result_ready: applicant by sms and mail
    asked: applicant by sms and mail
    withdrawn: applicant by sms and mail
    booked: applicant by sms and mail
    reminder: applicant by sms
    running_late: applicant by sms
    moved: applicant by sms and mail
    time_changing: applicant by sms and mail
    time_kept: applicant by sms and mail
    cancelled: applicant by sms and mail
    missed: applicant by sms and mail
    offered: applicant by sms
    interpreter_link: interpreter by sms
    interpreter_freed: interpreter by sms
    invited: guest by sms
    survey: applicant by sms
    wrote: applicant by sms
    ");
}
