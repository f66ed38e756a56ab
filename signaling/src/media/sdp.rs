//! What leaves and enters in descriptions: our configured addresses only, and of theirs only what
//! a connection can use.

use super::{SDP_BYTES_MAX, SLOTS_MAX};
use std::net::{IpAddr, SocketAddr};

/// Most candidates taken from one client per offer.
pub(super) const CANDIDATES_MAX: usize = 24;
/// Most media sections of an answer: two upward, and sound and picture of every slot.
pub(super) const SECTIONS_MAX: usize = 2 + 2 * SLOTS_MAX;
/// Most lines of one section, and of what stands before the first; browsers write some thirty.
pub(super) const SECTION_LINES_MAX: usize = 128;

/// The credentials by which a line's checks are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Credentials {
    pub(super) ufrag: String,
    pub(super) password: String,
}

/// The offer as the client gets it: no candidate but the public addresses, no address elsewhere.
pub(super) fn publish(local: &str, public: &[SocketAddr]) -> String {
    let mut offer = String::with_capacity(local.len() + 128);
    let mut sections = 0;
    for line in local.lines() {
        if line.starts_with("m=") {
            sections += 1;
            if sections == 2 {
                write_candidates(&mut offer, public);
            }
        }
        if is_candidate(line) || names_an_address(line) {
            continue;
        }
        if line.starts_with("c=") {
            offer.push_str("c=IN IP4 0.0.0.0");
        } else if let Some(origin) = line.strip_prefix("o=") {
            write_origin(&mut offer, origin);
        } else {
            offer.push_str(line);
        }
        offer.push_str("\r\n");
    }
    if sections == 1 {
        write_candidates(&mut offer, public);
    }
    offer
}

/// The credentials a local description announces.
pub(super) fn credentials(local: &str) -> Option<Credentials> {
    let value = |name: &str| {
        local
            .lines()
            .find_map(|line| line.strip_prefix(name))
            .map(|value| value.trim().to_owned())
    };
    Some(Credentials {
        ufrag: value("a=ice-ufrag:")?,
        password: value("a=ice-pwd:")?,
    })
}

/// The answer as we take it: usable candidates only, and not more than the cap. Nothing when it is
/// too long to be one, or has more sections or lines than an answer to one of our offers can have.
pub(super) fn accept(answer: &str) -> Option<String> {
    if answer.len() > SDP_BYTES_MAX {
        return None;
    }
    let mut kept = String::with_capacity(answer.len());
    let (mut candidates, mut sections, mut lines) = (0, 0, 0);
    for line in answer.lines() {
        if line.starts_with("m=") {
            sections += 1;
            lines = 0;
        }
        if is_candidate(line) {
            let usable = line.strip_prefix("a=").and_then(candidate).is_some();
            if !usable || candidates == CANDIDATES_MAX {
                continue;
            }
            candidates += 1;
        } else {
            lines += 1;
        }
        if sections > SECTIONS_MAX || lines > SECTION_LINES_MAX {
            return None;
        }
        kept.push_str(line);
        kept.push_str("\r\n");
    }
    Some(kept)
}

/// A client's candidate, when a check can be sent there: UDP, a literal address, a known type.
/// Names of the local network (mDNS) say nothing to us; such a client is learned from its checks.
pub(super) fn candidate(text: &str) -> Option<SocketAddr> {
    let mut words = text.strip_prefix("candidate:")?.split_ascii_whitespace();
    let (_foundation, component, transport) = (words.next()?, words.next()?, words.next()?);
    let (_priority, address, port) = (words.next()?, words.next()?, words.next()?);
    let typed = words.next()? == "typ";
    let known = matches!(words.next()?, "host" | "srflx" | "prflx" | "relay");
    let address = SocketAddr::new(address.parse::<IpAddr>().ok()?, port.parse().ok()?);
    let usable = component == "1"
        && transport.eq_ignore_ascii_case("udp")
        && typed
        && known
        && is_reachable(address);
    usable.then_some(address)
}

fn is_candidate(line: &str) -> bool {
    line.starts_with("a=candidate:") || line.starts_with("a=end-of-candidates")
}

/// Attributes beside the candidates in which an address may stand; nobody we talk to needs them.
fn names_an_address(line: &str) -> bool {
    line.starts_with("a=rtcp:") || line.starts_with("a=remote-candidates:")
}

/// Checks are sent where a client says, so not to this machine itself, to the devices beside it, or
/// to many at once. Private addresses stay: centres are there, and a check there is only a check.
fn is_reachable(address: SocketAddr) -> bool {
    let ip = address.ip().to_canonical();
    let beside = match ip {
        IpAddr::V4(v4) => v4.is_broadcast() || v4.is_link_local() || v4.octets().starts_with(&[0]),
        IpAddr::V6(v6) => v6.is_unicast_link_local(),
    };
    let nobody = ip.is_unspecified() || ip.is_multicast() || ip.is_loopback() || beside;
    address.port() != 0 && !nobody
}

fn write_candidates(offer: &mut String, public: &[SocketAddr]) {
    // Host preference, then the order in which the addresses are configured.
    let mut priority = 2_130_706_431_u32;
    for (foundation, address) in public.iter().enumerate() {
        let (ip, port) = (address.ip(), address.port());
        let line = format!("a=candidate:{foundation} 1 udp {priority} {ip} {port} typ host\r\n");
        offer.push_str(&line);
        priority = priority.saturating_sub(256);
    }
    offer.push_str("a=end-of-candidates\r\n");
}

fn write_origin(offer: &mut String, origin: &str) {
    let mut words = origin.split_ascii_whitespace();
    let (name, id, version) = (words.next(), words.next(), words.next());
    let name = name.unwrap_or("-");
    let (id, version) = (id.unwrap_or("0"), version.unwrap_or("0"));
    offer.extend(["o=", name, " ", id, " ", version, " IN IP4 0.0.0.0"]);
}

#[cfg(test)]
mod tests;
