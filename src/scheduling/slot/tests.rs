//! Slots against a reference that walks every minute, and an id that survives its text.

use chrono::DateTime;
use proptest::prelude::*;

use super::{SlotId, SlotKey};
use crate::scheduling::availability::Mode;
use crate::scheduling::ids::{CentreId, OfficialId, ServiceId};

mod reference;
mod served;
pub(in crate::scheduling) mod world;
mod zones;

fn any_key() -> impl Strategy<Value = SlotKey> {
    let id = "[a-z0-9.-]{1,12}";
    (
        prop::option::of(id),
        prop::sample::select(Mode::ALL),
        prop::option::of(id),
        prop::option::of(id),
        0_i64..4_000_000_000,
    )
        .prop_map(|(official, mode, centre, service, seconds)| SlotKey {
            official: official.map(OfficialId::from),
            mode,
            centre: centre.map(CentreId::from),
            service: service.map(ServiceId::from),
            starts_at: DateTime::from_timestamp(seconds, 0).unwrap(),
        })
}

/// Bookmarks, mails and portals keep ids for long.
#[test]
fn an_id_from_before_there_were_services_still_names_its_slot() {
    let old = SlotId::from_text("ZGVwdXR5fHZpZGVvfG1hZGluYWh8MTc5NTUwMzYwMA");
    let key = old.key().unwrap();
    assert_eq!(key.official, Some(OfficialId::from("deputy")));
    assert_eq!(key.mode, Mode::Video);
    assert_eq!(key.centre, Some(CentreId::from("madinah")));
    assert_eq!(key.service, None);
    assert_eq!(key.starts_at.timestamp(), 1_795_503_600);
    assert_eq!(key.id(), old);
}

#[test]
fn what_is_no_id_names_nothing() {
    for text in [
        "",
        "====",
        "bm9uc2Vuc2U",
        "\u{0661}",
        "fHZpZGVvfHwwMA",
        "a".repeat(4000).as_str(),
    ] {
        assert_eq!(SlotId::from_text(text).key(), None, "{text}");
    }
}

proptest! {
    #[test]
    fn an_id_names_its_slot(key in any_key()) {
        let id = key.id();
        prop_assert_eq!(id.key(), Some(key));
        prop_assert!(id.as_str().bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
    }

    #[test]
    fn a_changed_id_never_names_the_same_slot(key in any_key(), place in 0_usize..20, letter in "[A-Za-z0-9_=-]") {
        let id = key.id();
        let changed: String = id
            .as_str()
            .chars()
            .enumerate()
            .map(|(at, each)| if at == place { letter.chars().next().unwrap() } else { each })
            .collect();
        if changed != id.as_str() {
            prop_assert_ne!(SlotId::from_text(&changed).key(), Some(key));
        }
    }
}
