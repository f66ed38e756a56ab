//! How often one address may ask: a bucket per class of action, refilled by the minute. And how
//! often one person may try to hold or book a time, from whatever address.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

use actix_web::HttpRequest;
use actix_web::http::Method;
use governor::clock::{Clock as _, DefaultClock};
use governor::state::keyed::HashMapStateStore;
use governor::{NotUntil, Quota, RateLimiter};

use crate::config::Settings;
use crate::scheduling::Action;
use crate::scheduling::ids::PersonId;

/// After so many questions the addresses that asked nothing lately are forgotten.
const TIDY_EVERY: u32 = 10_000;

type Limiter = RateLimiter<IpAddr, HashMapStateStore<IpAddr>, DefaultClock>;

/// What a question costs; each class has its own bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// Asking for a one-time code, and answering one.
    Otp,
    /// Staff sign-ins.
    SignIn,
    /// Following a request by its reference.
    Track,
    /// Everything that changes something.
    Write,
    /// Everything else.
    Read,
}

/// The buckets of every address; made once, shared by every worker.
pub struct Limits {
    is_enabled: bool,
    is_behind_proxy: bool,
    otp: Limiter,
    sign_in: Limiter,
    track: Limiter,
    write: Limiter,
    read: Limiter,
    tries: RateLimiter<String, HashMapStateStore<String>, DefaultClock>,
    asked: AtomicU32,
}

impl Limits {
    /// The limits that the settings name.
    pub fn of(settings: &Settings) -> Self {
        let limits = &settings.limits;
        Self {
            is_enabled: limits.enabled,
            is_behind_proxy: settings.server.behind_proxy,
            otp: limiter(limits.otp_per_minute),
            sign_in: limiter(limits.sign_in_per_minute),
            track: limiter(limits.track_per_minute),
            write: limiter(limits.write_per_minute),
            read: limiter(limits.read_per_minute),
            tries: RateLimiter::hashmap(per_minute(limits.tries_per_person_per_minute)),
            asked: AtomicU32::new(0),
        }
    }

    /// Lets a question pass, or gives the seconds after which it may be asked again.
    pub fn check(&self, request: &HttpRequest, action: Action, pattern: &str) -> Result<(), u64> {
        let Some(class) = class(action, request.method(), pattern) else {
            return Ok(());
        };
        if !self.is_enabled {
            return Ok(());
        }
        let Some(address) = address(request, self.is_behind_proxy) else {
            return Ok(());
        };
        let limiter = self.of_class(class);
        if self
            .asked
            .fetch_add(1, Ordering::Relaxed)
            .is_multiple_of(TIDY_EVERY)
        {
            limiter.retain_recent();
        }
        limiter
            .check_key(&network(address))
            .map_err(|until| seconds(&until))
    }

    /// Lets a person try for a time, or gives the seconds after which this may be done again.
    pub fn check_person(
        &self,
        person: &PersonId,
        method: &Method,
        pattern: &str,
    ) -> Result<(), u64> {
        if !self.is_enabled || !is_try(method, pattern) {
            return Ok(());
        }
        if self
            .asked
            .fetch_add(1, Ordering::Relaxed)
            .is_multiple_of(TIDY_EVERY)
        {
            self.tries.retain_recent();
        }
        self.tries
            .check_key(&person.to_string())
            .map_err(|until| seconds(&until))
    }

    const fn of_class(&self, class: Class) -> &Limiter {
        match class {
            Class::Otp => &self.otp,
            Class::SignIn => &self.sign_in,
            Class::Track => &self.track,
            Class::Write => &self.write,
            Class::Read => &self.read,
        }
    }
}

/// The seconds until a bucket has something in it again.
fn seconds(until: &NotUntil<<DefaultClock as governor::clock::Clock>::Instant>) -> u64 {
    until
        .wait_time_from(DefaultClock::default().now())
        .as_secs()
        + 1
}

fn limiter(count: u32) -> Limiter {
    Limiter::hashmap(per_minute(count))
}

fn per_minute(count: u32) -> Quota {
    Quota::per_minute(NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN))
}

/// Whether it is a try to hold or book a time.
fn is_try(method: &Method, pattern: &str) -> bool {
    *method == Method::POST
        && ["/ask/time", "/api/v1/holds", "/api/v1/appointments"].contains(&pattern)
}

/// The class of a question; the files of a page and the state of health cost nothing.
fn class(action: Action, method: &Method, pattern: &str) -> Option<Class> {
    // All reports come from one address, as many as there are messages.
    let unlimited = ["/healthz", "/readyz", "/metrics", "/api/v1/sms/reports"];
    if pattern.starts_with("/assets/") || unlimited.contains(&pattern) {
        return None;
    }
    if *method == Method::GET || *method == Method::HEAD {
        return Some(Class::Read);
    }
    Some(match (action, pattern) {
        (Action::TrackRequest, _) => Class::Track,
        (Action::SignIn, "/staff/sign-in" | "/api/v1/auth/staff") => Class::SignIn,
        (
            Action::SignIn,
            "/sign-in"
            | "/sign-in/{challenge}"
            | "/api/v1/auth/otp"
            | "/api/v1/auth/otp/{challenge_id}",
        ) => Class::Otp,
        (_, _) => Class::Write,
    })
}

/// The address a question comes from; behind a proxy, the one that the proxy itself saw.
pub fn address(request: &HttpRequest, is_behind_proxy: bool) -> Option<IpAddr> {
    let peer = request.peer_addr().map(|address| address.ip());
    if !is_behind_proxy {
        return peer;
    }
    let told = request.headers().get_all("x-forwarded-for").last();
    let last = told
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.rsplit(',').next())
        .and_then(|text| text.trim().parse().ok());
    last.or(peer)
}

/// A home has a whole /64 of IPv6 addresses; they share one bucket.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            let [one, two, three, four, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(one, two, three, four, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests;
