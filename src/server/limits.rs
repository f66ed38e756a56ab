//! How often one address may ask, by what it asks for.
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::{Error, web};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::config::Settings;
use crate::scheduling::Refusal;
use crate::web::failure::Failure;

/// After so many questions the addresses that were quiet for a while are forgotten.
const SWEEP_EVERY: u32 = 4096;

/// What an address asks for; each kind is counted on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Code,
    SignIn,
    Follow,
    Write,
    Read,
}

/// The limits of one process.
pub(super) struct Limits {
    kinds: [(Kind, DefaultKeyedRateLimiter<IpAddr>); 5],
    is_on: bool,
    is_behind_proxy: bool,
    asked: AtomicU32,
}

impl Limits {
    /// The limits that the settings name.
    pub(super) fn new(settings: &Settings) -> Self {
        let limits = &settings.limits;
        let kind = |kind, per_minute| {
            let per_minute = NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN);
            (kind, RateLimiter::keyed(Quota::per_minute(per_minute)))
        };
        Self {
            kinds: [
                kind(Kind::Code, limits.otp_per_minute),
                kind(Kind::SignIn, limits.sign_in_per_minute),
                kind(Kind::Follow, limits.track_per_minute),
                kind(Kind::Write, limits.write_per_minute),
                kind(Kind::Read, limits.read_per_minute),
            ],
            is_on: limits.enabled,
            is_behind_proxy: settings.server.behind_proxy,
            asked: AtomicU32::new(0),
        }
    }

    fn lets(&self, kind: Kind, address: IpAddr) -> bool {
        if self
            .asked
            .fetch_add(1, Ordering::Relaxed)
            .is_multiple_of(SWEEP_EVERY)
        {
            for (_, limiter) in &self.kinds {
                limiter.retain_recent();
                limiter.shrink_to_fit();
            }
        }
        self.kinds
            .iter()
            .filter(|(each, _)| *each == kind)
            .all(|(_, limiter)| limiter.check_key(&address).is_ok())
    }

    /// Whose the request is; behind a proxy, whom the proxy itself saw.
    fn address(&self, request: &ServiceRequest) -> Option<IpAddr> {
        let forwarded = || {
            let line = request.headers().get_all("x-forwarded-for").last()?;
            line.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
        };
        let peer = || Some(request.peer_addr()?.ip());
        let address = if self.is_behind_proxy {
            forwarded().or_else(peer)
        } else {
            peer()
        };
        address.map(whole_network)
    }
}

/// Lets a request through, or says that it is one too many.
pub(super) async fn limit(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let pattern = request.match_pattern().unwrap_or_default();
    if let Some(limits) = request.app_data::<web::Data<Limits>>()
        && limits.is_on
        && let Some(kind) = kind(request.method(), &pattern)
        && let Some(address) = limits.address(&request)
        && !limits.lets(kind, address)
    {
        return Ok(request.error_response(Failure::from(Refusal::TooManyRequests)));
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

fn kind(method: &Method, pattern: &str) -> Option<Kind> {
    let is_post = *method == Method::POST;
    match pattern {
        "/healthz" | "/readyz" | "/metrics" | "/assets/{name}" => None,
        "/sign-in" | "/sign-in/code" | "/api/v1/auth/otp" | "/api/v1/auth/otp/{challenge_id}"
            if is_post =>
        {
            Some(Kind::Code)
        }
        "/staff/sign-in" | "/api/v1/auth/staff" if is_post => Some(Kind::SignIn),
        "/api/v1/track" | "/s/{token}" | "/join/{token}" => Some(Kind::Follow),
        _ if *method == Method::GET || *method == Method::HEAD => Some(Kind::Read),
        _ => Some(Kind::Write),
    }
}

/// A home has one IPv4 address, and 2^64 of IPv6: those count as one.
fn whole_network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(long) => match long.to_ipv4_mapped() {
            Some(short) => IpAddr::V4(short),
            None => IpAddr::V6(Ipv6Addr::from_bits(long.to_bits() & !u128::from(u64::MAX))),
        },
    }
}
