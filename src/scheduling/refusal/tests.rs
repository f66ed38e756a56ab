//! Codes and keys say the same, and each says it once.

use std::collections::BTreeSet;

use super::Refusal;

#[test]
fn the_key_is_the_code_in_kebab_case() {
    for refusal in Refusal::ALL {
        assert_eq!(
            refusal.key(),
            format!("refused-{}", refusal.code().replace('_', "-"))
        );
    }
}

#[test]
fn no_code_is_used_twice() {
    let codes: BTreeSet<_> = Refusal::ALL.iter().map(|refusal| refusal.code()).collect();
    assert_eq!(codes.len(), Refusal::ALL.len());
}

#[test]
fn the_contract_finds_its_codes() {
    let codes: BTreeSet<_> = Refusal::ALL.iter().map(|refusal| refusal.code()).collect();
    for code in [
        "slot_taken",
        "hold_expired",
        "needs_unavailable",
        "not_open_to_choice",
        "already_called",
    ] {
        assert!(codes.contains(code), "{code}");
    }
}
