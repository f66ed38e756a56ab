//! The settings as types: one struct per section of `config/default.toml`, which explains each.
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};

use chrono_tz::Tz;
use lettre::message::Mailbox;
use serde::Deserialize;

use super::choice::{
    Colour, DatabaseUrl, Holidays, MailTls, MailTransport, SmppBind, SmsFields, SmsStyle,
    SmsTransport,
};
use super::requests::Requests;
use super::rules::Rules;
use super::secret::{Key, Secret};
use super::value::{city, filled, header_lines, hours, parsed, web_address, within};
use crate::scheduling::TimeOfDay;
use crate::scheduling::calendar::prayer::City;

/// Everything that can be set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The web server.
    pub server: Server,
    /// The database.
    pub database: Database,
    /// Whose service this is.
    pub ministry: Ministry,
    /// What kind of day a day is.
    pub calendar: Calendar,
    /// Signing in.
    pub auth: Auth,
    /// Slots and appointments.
    pub booking: Booking,
    /// Rules for people.
    pub rules: Rules,
    /// What becomes of a request.
    pub requests: Requests,
    /// The day of an official.
    pub office: Office,
    /// The forwarder of video.
    pub media: Media,
    /// How an SMS leaves the house.
    pub sms: Sms,
    /// How a mail leaves the house.
    pub mail: Mail,
    /// The outbox.
    pub notices: Notices,
    /// How often one address, and one person, may ask per minute.
    pub limits: Limits,
    /// The queue when more come than can be served.
    pub queue: Queue,
    /// What is logged.
    pub log: Log,
    /// The keys of the house.
    pub secrets: Secrets,
}

/// The web server.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// The address to listen on.
    pub bind: IpAddr,
    /// The port to listen on; 0 picks a free one.
    pub port: u16,
    /// The address people use, without a slash at the end; blank: from bind and port.
    #[serde(deserialize_with = "web_address")]
    pub public_url: String,
    /// Worker threads; 0: one per core.
    #[serde(deserialize_with = "within::<0, 256, _, _>")]
    pub workers: usize,
    /// Whether the last `X-Forwarded-For` entry is the person's address.
    pub behind_proxy: bool,
    /// The largest body that is read.
    #[serde(deserialize_with = "within::<1024, 16777216, _, _>")]
    pub body_bytes_max: usize,
    /// How long a stop waits.
    #[serde(deserialize_with = "within::<0, 600, _, _>")]
    pub stop_seconds: u64,
}

/// The database.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// Which database, and where.
    pub url: DatabaseUrl,
    /// Connections that read at the same time.
    #[serde(deserialize_with = "within::<1, 1024, _, _>")]
    pub connections: u32,
    /// How long a caller waits for a connection.
    #[serde(deserialize_with = "within::<1, 60, _, _>")]
    pub wait_seconds: u64,
}

/// Whose service this is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ministry {
    /// The zone of the ministry's days and hours.
    #[serde(deserialize_with = "parsed")]
    pub zone: Tz,
    /// The language of a page whose reader said nothing.
    #[serde(deserialize_with = "filled")]
    pub language: String,
    /// Whether every page says that this is a trial.
    pub trial_banner: bool,
    /// The centre whose manager reads what people remark on calls about no centre's request; an
    /// unknown one: nobody does.
    pub calls_centre: String,
    /// Local time of the evening's second SMS.
    pub evening: TimeOfDay,
    /// From this local time no SMS is sent that can wait.
    pub quiet_from: TimeOfDay,
    /// Until this local time no SMS is sent that can wait; the same as `quiet_from`: never quiet.
    pub quiet_to: TimeOfDay,
    /// The call centre's number as people dial it; blank: no page says one.
    pub phone: String,
    /// The ministry's name per language.
    pub name: BTreeMap<String, String>,
}

/// What kind of day a day is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Which holidays are computed ahead.
    pub holidays: Holidays,
    /// From when people are received in Ramadan.
    pub ramadan_from: TimeOfDay,
    /// Until when.
    pub ramadan_to: TimeOfDay,
    /// How long each prayer is kept free; 0: not at all.
    #[serde(deserialize_with = "within::<0, 120, _, _>")]
    pub prayer_minutes: u16,
    /// How long the Friday prayer is kept free.
    #[serde(deserialize_with = "within::<0, 180, _, _>")]
    pub friday_minutes: u16,
    /// Where the headquarters is; none keeps no prayers there.
    #[serde(deserialize_with = "city")]
    pub city: Option<City>,
}

/// Signing in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Auth {
    /// Issuer of our access tokens.
    #[serde(deserialize_with = "filled")]
    pub issuer: String,
    /// Audience of our access tokens.
    #[serde(deserialize_with = "filled")]
    pub audience: String,
    /// How long an access token lives.
    #[serde(deserialize_with = "within::<1, 60, _, _>")]
    pub access_minutes: i64,
    /// How long a sign-in lives without being used.
    #[serde(deserialize_with = "within::<1, 90, _, _>")]
    pub refresh_days: i64,
    /// How long a one-time code is good.
    #[serde(deserialize_with = "within::<1, 30, _, _>")]
    pub otp_minutes: i64,
    /// How many wrong tries a code bears.
    #[serde(deserialize_with = "within::<1, 10, _, _>")]
    pub otp_tries: i32,
    /// One-time codes per mobile and hour.
    #[serde(deserialize_with = "within::<1, 100, _, _>")]
    pub otp_per_hour: i64,
    /// Searches by name or phone tail per member of staff and hour.
    #[serde(deserialize_with = "within::<1, 1000, _, _>")]
    pub searches_per_hour: i64,
    /// Whether staff need a second factor.
    pub totp_required: bool,
    /// How long a ticket into a session is good before it is used.
    #[serde(deserialize_with = "within::<10, 600, _, _>")]
    pub ticket_seconds: i64,
}

/// Slots and appointments.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Booking {
    /// How long a slot is kept for the person who fills the form.
    #[serde(deserialize_with = "within::<1, 60, _, _>")]
    pub hold_minutes: i64,
    /// The last moment a slot can be booked, before it starts.
    #[serde(deserialize_with = "within::<0, 10080, _, _>")]
    pub lead_minutes: i64,
    /// How far ahead the public sees slots when it does not say.
    #[serde(deserialize_with = "within::<1, 92, _, _>")]
    pub horizon_days: i64,
    /// How far ahead a slot can be booked.
    #[serde(deserialize_with = "within::<1, 366, _, _>")]
    pub bookable_days: i64,
    /// The last moment an owner can cancel or move, before the start.
    #[serde(deserialize_with = "within::<0, 10080, _, _>")]
    pub cancel_deadline_minutes: i64,
    /// How long a freed slot is offered to one who waits.
    #[serde(deserialize_with = "within::<5, 1440, _, _>")]
    pub offer_minutes: i64,
    /// Slots freed less than this before their start go to those on standby first.
    #[serde(deserialize_with = "within::<0, 10080, _, _>")]
    pub standby_minutes: i64,
    /// How long a slot is offered to one on standby.
    #[serde(deserialize_with = "within::<5, 1440, _, _>")]
    pub standby_offer_minutes: i64,
    /// How long what is left of a missed time is offered; the meeting begins after that.
    #[serde(deserialize_with = "within::<5, 60, _, _>")]
    pub rest_offer_minutes: i64,
    /// How much of a missed time must be left after that to be offered, in percent; 0: never.
    #[serde(deserialize_with = "within::<0, 100, _, _>")]
    pub rest_percent_min: i32,
    /// How long a published week can be undone; those whom it hits are told after that. 0: never.
    #[serde(deserialize_with = "within::<0, 60, _, _>")]
    pub undo_minutes: i64,
    /// Most slots in one answer.
    #[serde(deserialize_with = "within::<1, 500, _, _>")]
    pub slots_limit: usize,
}

/// The forwarder of video.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Media {
    /// The one UDP address of all video; port 0 picks a free one.
    pub bind: SocketAddr,
    /// The only addresses browsers are told.
    pub public_addresses: Vec<IpAddr>,
    /// Threads that forward media; 0: one per core.
    #[serde(deserialize_with = "within::<0, 256, _, _>")]
    pub threads: usize,
    /// How long a place is kept after its connection is lost.
    #[serde(deserialize_with = "within::<5, 300, _, _>")]
    pub resume_seconds: i64,
}

/// The day of an official.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// From how many minutes of lateness on those who are still to come are told by SMS.
    #[serde(deserialize_with = "within::<5, 240, _, _>")]
    pub late_sms_minutes: i32,
}

/// How an SMS leaves the house.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sms {
    /// Which way it leaves.
    pub transport: SmsTransport,
    /// The gateway's address for one message.
    #[serde(deserialize_with = "web_address")]
    pub url: String,
    /// How the fields are sent.
    pub style: SmsStyle,
    /// The fields, with `{to}`, `{text}`, `{sender}`, `{id}`, `{secret}` inside strings.
    pub fields: SmsFields,
    /// Headers, `Name: value`, with `{secret}` and `{id}`.
    #[serde(deserialize_with = "header_lines")]
    pub headers: Vec<String>,
    /// What an accepting answer contains; blank: any 2xx accepts.
    pub accepted: String,
    /// Where an accepting answer holds the gateway's own number of the message, as a JSON pointer;
    /// blank: nowhere.
    pub answer_id: String,
    /// The gateway's key.
    pub secret: Secret,
    /// What the gateway shows when it brings a delivery report; blank: none are taken.
    pub report_key: Secret,
    /// The field of a report that names the message: by our id, or by the gateway's own number.
    pub report_id: String,
    /// The field of a report that says how the message stands.
    pub report_state: String,
    /// What that says of a message that arrived.
    pub report_delivered: Vec<String>,
    /// What it says of a message that never will.
    pub report_failed: Vec<String>,
    /// The operator's SMPP line, `HOST:PORT`.
    pub smpp_address: String,
    /// Who we are to the operator; the password is `secret`.
    pub smpp_system_id: String,
    /// What kind of system we are, where the operator asks.
    pub smpp_system_type: String,
    /// Whether delivery reports come over the same line.
    pub smpp_bind: SmppBind,
    /// The registered sender.
    pub sender: String,
    /// How long one attempt may take.
    #[serde(deserialize_with = "within::<1, 120, _, _>")]
    pub timeout_seconds: u64,
}

/// How a mail leaves the house.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// Which way it leaves.
    pub transport: MailTransport,
    /// The mail server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the line to it is protected.
    pub tls: MailTls,
    /// Who we are to it; blank: no sign-in.
    pub user: String,
    /// The password of that user.
    pub password: Secret,
    /// Under which selector the DKIM key is published; blank: mails are not signed.
    pub dkim_selector: String,
    /// The private DKIM key.
    pub dkim_key: Secret,
    /// The sender of every mail.
    #[serde(deserialize_with = "parsed")]
    pub from: Mailbox,
    /// How long one attempt may take.
    #[serde(deserialize_with = "within::<1, 120, _, _>")]
    pub timeout_seconds: u64,
}

/// The outbox.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notices {
    /// How often the outbox is looked at when nobody rings.
    #[serde(deserialize_with = "within::<1, 600, _, _>")]
    pub tick_seconds: u64,
    /// How long a notice in flight is nobody else's.
    #[serde(deserialize_with = "within::<5, 600, _, _>")]
    pub lease_seconds: i64,
    /// Notices taken at once, and sent at the same time.
    #[serde(deserialize_with = "within::<1, 512, _, _>")]
    pub batch: usize,
    /// First pause after a failure.
    #[serde(deserialize_with = "within::<1, 3600, _, _>")]
    pub retry_seconds: i64,
    /// Longest pause after a failure.
    #[serde(deserialize_with = "within::<1, 86400, _, _>")]
    pub retry_seconds_max: i64,
    /// Attempts before a notice is given up.
    #[serde(deserialize_with = "within::<1, 100, _, _>")]
    pub tries: i32,
    /// How many hours before an appointment its owner is reminded.
    #[serde(deserialize_with = "hours")]
    pub reminder_hours: Vec<i32>,
}

/// How often one address, and one person, may ask per minute.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Whether callers are limited at all.
    pub enabled: bool,
    /// Asking for a one-time code, and answering one.
    #[serde(deserialize_with = "within::<1, 100000, _, _>")]
    pub otp_per_minute: u32,
    /// Staff sign-ins.
    #[serde(deserialize_with = "within::<1, 100000, _, _>")]
    pub sign_in_per_minute: u32,
    /// Following a request by its reference.
    #[serde(deserialize_with = "within::<1, 100000, _, _>")]
    pub track_per_minute: u32,
    /// Everything that changes something.
    #[serde(deserialize_with = "within::<1, 100000, _, _>")]
    pub write_per_minute: u32,
    /// Everything else.
    #[serde(deserialize_with = "within::<1, 100000, _, _>")]
    pub read_per_minute: u32,
    /// Tries of one account to hold or book a time, from whatever address.
    #[serde(deserialize_with = "within::<1, 100000, _, _>")]
    pub tries_per_person_per_minute: u32,
}

/// The queue when more come than can be served at once.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Queue {
    /// Whether there is a gate at all.
    pub enabled: bool,
    /// Bookings, holds and lists of times that are worked on at the same time.
    #[serde(deserialize_with = "within::<1, 4096, _, _>")]
    pub seats: usize,
    /// How long a call may wait for a seat before newcomers are given numbers.
    #[serde(deserialize_with = "within::<10, 10000, _, _>")]
    pub patience_ms: i64,
    /// How long a called number may stay away.
    #[serde(deserialize_with = "within::<15, 3600, _, _>")]
    pub called_seconds: i64,
    /// How long a number is kept that nobody asks about.
    #[serde(deserialize_with = "within::<30, 3600, _, _>")]
    pub absent_seconds: i64,
    /// How long one who came in may go on after the last call, without another number.
    #[serde(deserialize_with = "within::<1, 120, _, _>")]
    pub inside_minutes: i64,
    /// How soon one who waits asks again, at the earliest.
    #[serde(deserialize_with = "within::<1, 60, _, _>")]
    pub again_seconds_least: i64,
    /// And at the latest.
    #[serde(deserialize_with = "within::<1, 60, _, _>")]
    pub again_seconds_most: i64,
    /// At least so many numbers are called per second.
    #[serde(deserialize_with = "within::<1, 10000, _, _>")]
    pub calls_per_second_least: u64,
    /// Calls that wait inside for a turn or a seat, at most.
    #[serde(deserialize_with = "within::<1, 100000, _, _>")]
    pub in_line_most: usize,
    /// Places that are kept; who comes beyond is asked to come again.
    #[serde(deserialize_with = "within::<100, 10000000, _, _>")]
    pub places_most: usize,
}

/// What is logged.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// What is logged, as tracing filters.
    #[serde(deserialize_with = "filled")]
    pub filter: String,
    /// Whether lines have colours.
    pub colour: Colour,
}

/// The keys of the house.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Secrets {
    /// Signs access tokens and tickets.
    pub signing: Key,
    /// Keys the lookup hashes of identity numbers, mobiles, codes and links.
    pub lookup: Key,
    /// Seals identity numbers at rest.
    pub sealing: Key,
}
