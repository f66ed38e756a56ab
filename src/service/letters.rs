//! The texts of notices: who is told what, in which language, and whether it may name the
//! official.

use chrono::NaiveDateTime;
use chrono_tz::Tz;

use super::app::App;
use super::calendar_file::{self, Lines, Mails, Method};
use super::notices::{Letter, Mail, Recipient};
use super::texts;
use crate::scheduling::ids::CentreId;
use crate::scheduling::notice::names_official;
use crate::scheduling::{Mobile, Mode, Need, NoticeEvent, Sex, Surface, calendar, lateness};
use crate::store::appointment::Appointment;
use crate::store::person::Person;
use crate::store::waiting::Offer;
use crate::words::{Value, Words};

use super::error::ServiceError;

/// Where a person can be reached.
pub fn recipient(app: &App, person: &Person) -> Result<Recipient, ServiceError> {
    let mobile = match &person.mobile_sealed {
        None => None,
        Some(sealed) => Mobile::parse(&app.keys.open(sealed)?).ok(),
    };
    Ok(Recipient {
        mobile,
        email: person.email.clone(),
        rung: Some(person.id.clone()),
    })
}

/// How texts agree with a person.
pub fn sex_value(sex: Option<Sex>) -> &'static str {
    sex.map_or("unknown", Sex::as_str)
}

/// The place of an appointment as texts say it: the centre, or the headquarters.
pub fn place(app: &App, words: &Words, appointment: &Appointment) -> String {
    place_of(app, words, appointment.centre_id.as_ref())
}

/// A place as texts say it: the centre, or the headquarters.
pub fn place_of(app: &App, words: &Words, centre: Option<&CentreId>) -> String {
    let catalogue = app.catalogue.get();
    match centre.and_then(|id| catalogue.centre(id)) {
        Some(centre) => centre.names.in_language(words.lang().code()).to_owned(),
        None => words.get("place-headquarters"),
    }
}

/// One need in words, with its language or its count.
#[must_use]
pub fn need(words: &Words, need: &Need) -> String {
    match need {
        Need::SignLanguage => words.value("need", "sign_language"),
        Need::Wheelchair => words.value("need", "wheelchair"),
        Need::Interpreter(language) => {
            let language = words.value("language", language);
            words.say("need-interpreter-of", "language", language)
        }
        Need::Companions(count) => {
            format!(
                "{} ({})",
                words.value("need", "companions"),
                words.number((*count).into())
            )
        }
    }
}

/// Whom one meets, if a text on that surface may say it.
pub fn official(
    app: &App,
    words: &Words,
    appointment: &Appointment,
    surface: Surface,
) -> Option<String> {
    let catalogue = app.catalogue.get();
    let id = appointment.official_id.as_ref()?;
    let policy = catalogue.naming(id);
    let style = catalogue
        .official(id)?
        .styles
        .in_language(words.lang().code());
    names_official(policy, surface).then_some(match surface {
        Surface::Sms => style.sms,
        Surface::Mail | Surface::Page => style.full,
        Surface::Calendar => style.short,
    })
}

/// What every text about an appointment can put in.
fn values(
    app: &App,
    words: &Words,
    (appointment, person): (&Appointment, &Person),
    surface: Surface,
) -> Vec<(&'static str, Value<'static>)> {
    let zone = zone(app, appointment);
    let local = appointment
        .starts_at
        .and_utc()
        .with_timezone(&zone)
        .naive_local();
    let named = official(app, words, appointment, surface);
    let section = match (appointment.mode, person.sex) {
        (Mode::Video | Mode::Service, Some(sex)) => words.value("section", sex.section().as_str()),
        (Mode::InPerson | Mode::Reception, _) | (_, None) => {
            words.value("mode", appointment.mode.as_str())
        }
    };
    let service = app.ministry_name(words.lang().code());
    vec![
        ("sex", sex_value(person.sex).into()),
        ("service", service.into()),
        ("reference", shown(&appointment.reference).into()),
        (
            "link",
            app.link(&format!("/r/{}", appointment.reference)).into(),
        ),
        ("day", words.day(local.date()).into()),
        ("sms-day", words.sms_day(local.date()).into()),
        ("short-day", words.short_day(local.date()).into()),
        ("time", words.time(local.time()).into()),
        ("place", place(app, words, appointment).into()),
        ("section", section.into()),
        (
            "mode",
            words.value("mode", appointment.mode.as_str()).into(),
        ),
        ("way", appointment.mode.as_str().into()),
        ("named", if named.is_some() { "yes" } else { "no" }.into()),
        ("official", named.unwrap_or_default().into()),
    ]
}

/// A reference as people read it.
pub fn shown(reference: &str) -> String {
    crate::scheduling::Reference::parse(reference)
        .map_or_else(|| reference.to_owned(), |whole| whole.to_string())
}

/// The calendar file of an appointment, in the person's language, to be taken from a page.
pub fn calendar(app: &App, appointment: &Appointment, person: &Person) -> String {
    calendar_for(app, (appointment, person), (Method::Publish, None))
}

/// The calendar file that goes with a mail: it enters, changes or takes out the same entry.
fn mailed(app: &App, event: NoticeEvent, appointment: &Appointment, person: &Person) -> String {
    let method = if event == NoticeEvent::Cancelled {
        Method::Cancel
    } else {
        Method::Request
    };
    let mails = person.email.as_ref().map(|address| Mails {
        organizer: app.settings.mail.from.email.to_string(),
        attendee: address.clone(),
    });
    calendar_for(app, (appointment, person), (method, mails.as_ref()))
}

fn calendar_for(
    app: &App,
    (appointment, person): (&Appointment, &Person),
    how: (Method, Option<&Mails>),
) -> String {
    let words = app.words.words(&person.language).plain();
    let values = values(app, &words, (appointment, person), Surface::Calendar);
    let lines = Lines {
        summary: words.with("calendar-summary", &values),
        place: place(app, &words, appointment),
        description: words.with("calendar-description", &values),
    };
    calendar_file::text(appointment, &lines, how)
}

/// The SMS of an event. Others read what comes to a shared mobile or a relative's: it says that
/// there is something to read, and nothing of what; only a code stays a code. A survey keeps its
/// own link, which says nothing of whoever is asked.
fn sms<'a>(
    app: &App,
    words: &Words,
    (event, person): (NoticeEvent, &Person),
    values: impl FnOnce() -> Vec<(&'static str, Value<'a>)>,
) -> String {
    if person.mobile_shared {
        let own = (event == NoticeEvent::Survey).then(|| link_in(values()));
        let link = own.flatten();
        let values = [
            ("service", app.ministry_name(words.lang().code()).into()),
            ("link", link.unwrap_or_else(|| app.link("/requests").into())),
        ];
        return words.with("sms-neutral", &values);
    }
    texts::sms(app, words, event, &values())
}

/// The link among what a text can put in.
fn link_in<'a>(values: Vec<(&'static str, Value<'a>)>) -> Option<Value<'a>> {
    let found = values.into_iter().find(|(name, _)| *name == "link");
    found.map(|(_, link)| link)
}

/// The text of an event that carries a one-time code; whose mobile it is is not known before the
/// code is.
pub(super) fn code(app: &App, event: NoticeEvent, language: &str, code: &str) -> String {
    let words = app.words.words(language).plain();
    let values = [
        ("code", code.into()),
        ("minutes", app.settings.auth.otp_minutes.into()),
        ("sex", "unknown".into()),
    ];
    texts::sms(app, &words, event, &values)
}

/// What is told of something that happened to an appointment.
pub fn of_appointment(
    app: &App,
    event: NoticeEvent,
    appointment: &Appointment,
    person: &Person,
) -> Letter {
    to_confirm(app, event, (appointment, person), None)
}

/// The same, with the way by which the appointment is confirmed in place of the request's.
pub fn to_confirm(
    app: &App,
    event: NoticeEvent,
    (appointment, person): (&Appointment, &Person),
    way: Option<&str>,
) -> Letter {
    let words = app.words.words(&person.language).plain();
    let put = |surface| {
        let mut values = values(app, &words, (appointment, person), surface);
        if let Some(way) = way {
            values.retain(|(name, _)| *name != "link");
            values.push(("link", app.link(way).into()));
        }
        values
    };
    // Most people give no address; nothing is worded for nobody.
    let mail = person.email.is_some().then(|| {
        let (subject, body) = texts::mail(app, &words, event, &put(Surface::Mail));
        Mail {
            subject,
            body,
            calendar: Some(mailed(app, event, appointment, person)),
        }
    });
    Letter {
        event,
        about: format!("appointment:{}", appointment.id),
        starts_at: Some(appointment.starts_at.and_utc()),
        sms: Some(sms(app, &words, (event, person), || put(Surface::Sms))),
        mail,
    }
}

/// A reminder of an appointment: an SMS and no mail, whose calendar reminds by itself.
pub fn reminder(app: &App, appointment: &Appointment, person: &Person) -> Letter {
    let letter = of_appointment(app, NoticeEvent::Reminder, appointment, person);
    Letter {
        mail: None,
        ..letter
    }
}

/// What is told whoever is still to come on a day that runs late: by how much, and when one is
/// expected; neither why nor with whom.
pub fn running_late(
    app: &App,
    (appointment, person): (&Appointment, &Person),
    minutes: i32,
) -> Letter {
    let words = app.words.words(&person.language).plain();
    let expected = expected(app, appointment, minutes).time();
    let put = || {
        let mut values = values(app, &words, (appointment, person), Surface::Sms);
        values.push(("minutes", i64::from(minutes).into()));
        values.push(("expected", words.time(expected).into()));
        values
    };
    Letter {
        event: NoticeEvent::RunningLate,
        about: format!("appointment:{}", appointment.id),
        starts_at: Some(appointment.starts_at.and_utc()),
        sms: Some(sms(app, &words, (NoticeEvent::RunningLate, person), put)),
        mail: None,
    }
}

/// What is told of something that happened to a request.
pub fn of_request(app: &App, event: NoticeEvent, about: (&str, &str), person: &Person) -> Letter {
    of_registered(app, event, about, None, person)
}

/// The same of a request that has the ministry's own register number.
pub fn of_registered(
    app: &App,
    event: NoticeEvent,
    (id, reference): (&str, &str),
    number: Option<&str>,
    person: &Person,
) -> Letter {
    let words = app.words.words(&person.language).plain();
    let service = app.ministry_name(words.lang().code());
    let values: Vec<(&str, Value<'_>)> = vec![
        ("sex", sex_value(person.sex).into()),
        ("service", service.into()),
        ("reference", shown(reference).into()),
        ("registration", number.unwrap_or_default().into()),
        ("link", app.link(&format!("/r/{reference}")).into()),
    ];
    Letter {
        event,
        about: format!("request:{id}"),
        starts_at: None,
        mail: person.email.is_some().then(|| {
            let (subject, body) = texts::mail(app, &words, event, &values);
            Mail {
                subject,
                body,
                calendar: None,
            }
        }),
        sms: Some(sms(app, &words, (event, person), || values)),
    }
}

/// A letter with a link to one thing: the interpreter's, the survey's.
pub fn with_link(
    app: &App,
    event: NoticeEvent,
    (appointment, person): (&Appointment, &Person),
    link: &str,
) -> Letter {
    let words = app.words.words(&person.language).plain();
    let put = |surface| {
        let mut values = values(app, &words, (appointment, person), surface);
        values.retain(|(name, _)| *name != "link");
        values.push(("link", app.link(link).into()));
        values
    };
    Letter {
        event,
        about: format!("appointment:{}", appointment.id),
        starts_at: Some(appointment.starts_at.and_utc()),
        sms: Some(sms(app, &words, (event, person), || put(Surface::Sms))),
        mail: person.email.is_some().then(|| {
            let (subject, body) = texts::mail(app, &words, event, &put(Surface::Mail));
            Mail {
                subject,
                body,
                calendar: None,
            }
        }),
    }
}

/// What is told a person of nothing but a link: a survey after a call, an answer to be read.
pub fn of_person(app: &App, event: NoticeEvent, person: &Person, link: &str) -> Letter {
    let words = app.words.words(&person.language).plain();
    let values: Vec<(&str, Value<'_>)> = vec![
        ("sex", sex_value(person.sex).into()),
        ("service", app.ministry_name(words.lang().code()).into()),
        ("link", app.link(link).into()),
    ];
    Letter {
        event,
        about: format!("person:{}", person.id),
        starts_at: None,
        sms: Some(sms(app, &words, (event, person), || values)),
        mail: None,
    }
}

/// What is told of a time that is offered to one who waits; whom one meets stands nowhere in it.
pub fn of_offer(
    app: &App,
    event: NoticeEvent,
    (offer, person): (&Offer, &Person),
    link: &str,
) -> Letter {
    let words = app.words.words(&person.language).plain();
    let zone = app.settings.ministry.zone;
    let zone = app.catalogue.get().zone(offer.centre_id.as_ref(), zone);
    let local = |at: NaiveDateTime| at.and_utc().with_timezone(&zone).naive_local();
    let (starts, until) = (local(offer.starts_at), local(offer.expires_at));
    let place = place_of(app, &words, offer.centre_id.as_ref());
    let values: Vec<(&str, Value<'_>)> = vec![
        ("sex", sex_value(person.sex).into()),
        ("service", app.ministry_name(words.lang().code()).into()),
        ("short-day", words.short_day(starts.date()).into()),
        ("time", words.time(starts.time()).into()),
        ("place", place.into()),
        ("until", words.time(until.time()).into()),
        ("link", app.link(link).into()),
    ];
    Letter {
        event,
        about: format!("offer:{}", offer.id),
        starts_at: Some(offer.starts_at.and_utc()),
        sms: Some(sms(app, &words, (event, person), || values)),
        mail: None,
    }
}

/// The local day and time of an appointment, where it takes place.
pub fn local(app: &App, appointment: &Appointment) -> NaiveDateTime {
    wall(app, appointment, appointment.starts_at)
}

/// When an appointment is expected on a day that runs late by so many minutes, where it takes place.
pub fn expected(app: &App, appointment: &Appointment, minutes: i32) -> NaiveDateTime {
    let at = lateness::expected(appointment.starts_at, minutes);
    wall(app, appointment, at)
}

fn wall(app: &App, appointment: &Appointment, at: NaiveDateTime) -> NaiveDateTime {
    let (zone, at) = (zone(app, appointment), at.and_utc());
    calendar::local_day(zone, at).and_time(at.with_timezone(&zone).time())
}

/// The zone of the place where an appointment takes place.
fn zone(app: &App, appointment: &Appointment) -> Tz {
    let catalogue = app.catalogue.get();
    catalogue.zone(appointment.centre_id.as_ref(), app.settings.ministry.zone)
}
