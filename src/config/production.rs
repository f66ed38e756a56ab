//! What makes settings incomplete, and what makes them unfit for real people.
use super::{Key, MailTransport, Problem, Settings, Sms, SmsTransport};

const SENDER_LETTERS_MAX: usize = 11;
const REPORT_KEY_LETTERS_MIN: usize = 20;

/// Settings that contradict each other, whatever they are for.
pub(super) fn incomplete(settings: &Settings) -> Vec<Problem> {
    let mut problems = sms(&settings.sms);
    if settings.mail.transport == MailTransport::Smtp && settings.mail.host.is_empty() {
        problems.push(problem(
            "mail.host",
            "the smtp transport needs the mail server's name",
        ));
    }
    let mail = &settings.mail;
    if mail.dkim_selector.is_empty() != mail.dkim_key.reveal().is_empty() {
        problems.push(problem(
            "mail.dkim_selector",
            "selector and key go together; set both, or neither",
        ));
    }
    let longest = settings
        .sms
        .timeout_seconds
        .max(settings.mail.timeout_seconds);
    if i64::try_from(longest).is_ok_and(|longest| longest >= settings.notices.lease_seconds) {
        let what = "must be longer than sms.timeout_seconds and mail.timeout_seconds";
        problems.push(problem("notices.lease_seconds", what));
    }
    if settings.media.public_addresses.is_empty() {
        problems.push(problem(
            "media.public_addresses",
            "name at least one address",
        ));
    }
    if !settings
        .ministry
        .name
        .contains_key(&settings.ministry.language)
    {
        problems.push(problem(
            "ministry.language",
            "ministry.name has no name in this language",
        ));
    }
    problems
}

/// What is missing for the way by which SMS leave.
fn sms(sms: &Sms) -> Vec<Problem> {
    let mut problems = Vec::new();
    if sms.transport == SmsTransport::Http && sms.url.is_empty() {
        problems.push(problem(
            "sms.url",
            "the http transport needs the gateway's address",
        ));
    }
    if sms.transport == SmsTransport::Smpp
        && (sms.smpp_address.is_empty() || sms.smpp_system_id.is_empty())
    {
        problems.push(problem(
            "sms.smpp_address",
            "the smpp transport needs the operator's address and sms.smpp_system_id",
        ));
    }
    if sms.transport != SmsTransport::Demo {
        let letters = sms.sender.chars().count();
        if letters == 0 || letters > SENDER_LETTERS_MAX {
            problems.push(problem("sms.sender", "must have 1 to 11 letters or digits"));
        }
    }
    let key = sms.report_key.reveal();
    if !key.is_empty() && key.chars().count() < REPORT_KEY_LETTERS_MIN {
        problems.push(problem(
            "sms.report_key",
            "must have at least 20 letters; or blank, and no reports are taken",
        ));
    }
    problems
}

/// What `majlis serve` refuses.
pub(super) fn unfit(settings: &Settings) -> Vec<Problem> {
    let mut problems = Vec::new();
    if settings.sms.transport == SmsTransport::Demo {
        problems.push(problem(
            "sms.transport",
            "demo sends nothing; set http and the gateway",
        ));
    }
    if settings.mail.transport == MailTransport::Demo {
        problems.push(problem(
            "mail.transport",
            "demo sends nothing; set smtp and the server",
        ));
    }
    if !settings.auth.totp_required {
        problems.push(problem(
            "auth.totp_required",
            "staff need a second factor; set true",
        ));
    }
    if !settings.limits.enabled {
        problems.push(problem(
            "limits.enabled",
            "an open service needs limits; set true",
        ));
    }
    if !settings.server.public_url.starts_with("https://") {
        problems.push(problem(
            "server.public_url",
            "set the https:// address that people use",
        ));
    }
    let secrets = &settings.secrets;
    let keys = [
        ("signing", &secrets.signing),
        ("lookup", &secrets.lookup),
        ("sealing", &secrets.sealing),
    ];
    problems.extend(keys.iter().filter_map(|(name, key)| weak(name, key)));
    let alike = keys.iter().enumerate().any(|(place, (_, key))| {
        key.bytes().is_some() && keys.iter().skip(place + 1).any(|(_, other)| other == key)
    });
    if alike {
        problems.push(problem(
            "secrets",
            "two keys are the same; make each one on its own",
        ));
    }
    problems
}

fn weak(name: &str, key: &Key) -> Option<Problem> {
    let what = match key.bytes() {
        None => "is missing; set 32 random bytes: openssl rand -base64 32",
        Some(_) if key.is_weak() => "no luck made this key: openssl rand -base64 32",
        Some(_) => return None,
    };
    Some(problem(&format!("secrets.{name}"), what))
}

fn problem(key: &str, what: &str) -> Problem {
    Problem {
        key: key.to_owned(),
        source: "settings".to_owned(),
        what: what.to_owned(),
    }
}
