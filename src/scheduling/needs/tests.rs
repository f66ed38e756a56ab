//! Needs go to text and back, each once, in one order.

use proptest::prelude::*;

use super::{COMPANIONS_MAX, Need, Needs};

pub(crate) fn any_need() -> impl Strategy<Value = Need> {
    prop_oneof![
        Just(Need::SignLanguage),
        Just(Need::Wheelchair),
        prop::sample::select(vec!["ur", "en", "fil", "zh-hant"])
            .prop_map(|language| Need::Interpreter(language.to_owned())),
        (1..=COMPANIONS_MAX).prop_map(Need::Companions),
    ]
}

#[test]
fn the_spellings_are_those_of_the_contract() {
    for text in [
        "sign_language",
        "interpreter:ur",
        "wheelchair",
        "companions:2",
    ] {
        assert_eq!(Need::parse(text).unwrap().to_string(), text);
    }
    assert_eq!(Need::parse("companions:٢"), Some(Need::Companions(2)));
    assert_eq!(
        Need::parse("interpreter:UR"),
        Some(Need::Interpreter("ur".to_owned()))
    );
}

#[test]
fn what_is_no_need_is_refused() {
    for text in [
        "",
        "signs",
        "interpreter:",
        "interpreter:u",
        "interpreter:-ur",
        "interpreter:u r",
        "companions:0",
        "companions:10",
        "companions:-1",
        "companions:",
        "sign_language:1",
    ] {
        assert_eq!(Need::parse(text), None, "{text}");
    }
    assert_eq!(Needs::parse("companions:1,companions:2"), None);
    assert_eq!(Needs::parse("sign_language,nonsense"), None);
    assert_eq!(Needs::parse(""), Some(Needs::none()));
}

proptest! {
    #[test]
    fn needs_survive_their_text(needs in prop::collection::vec(any_need(), 0..6)) {
        if let Some(needs) = Needs::of(needs) {
            prop_assert_eq!(Needs::parse(&needs.to_string()), Some(needs));
        }
    }
}
