//! A pool and its name.
use super::*;

#[test]
fn a_name_is_read_back_as_what_it_was() {
    let pools = [
        Pool::Rooms("madinah".into(), Some(Section::Women)),
        Pool::Rooms("madinah".into(), None),
        Pool::Place(None),
        Pool::Place(Some("jizan".into())),
        Pool::Audience(None),
        Pool::Interpreters(Need::SignLanguage),
        Pool::Interpreters(Need::Interpreter("ur".to_owned())),
        Pool::Person("person-1".into()),
    ];
    for pool in pools {
        assert_eq!(Pool::parse(&pool.to_string()), Some(pool));
    }
    assert_eq!(Pool::parse("rooms:madinah:children"), None);
    assert_eq!(Pool::parse("chairs:madinah"), None);
}
