//! The tree hands down what it says above, and words suggest what they are about.

use super::{Category, DEPTH_MAX, Tree, is_alike};
use crate::scheduling::ids::CategoryId;

fn category(id: &str, parent: Option<&str>, words: &[&str]) -> Category {
    Category {
        id: id.into(),
        parent: parent.map(Into::into),
        words: words.iter().map(|word| (*word).to_owned()).collect(),
        department: None,
        due_days: None,
        is_retired: false,
        is_protected: false,
    }
}

fn tree() -> Tree {
    Tree::new(vec![
        Category {
            department: Some("passports".into()),
            due_days: Some(10),
            ..category("residence", None, &["إقامة", "iqama"])
        },
        Category {
            due_days: Some(3),
            ..category("renewal", Some("residence"), &["تجديد", "renew"])
        },
        Category {
            department: Some("traffic".into()),
            ..category("fine", None, &["مخالفة", "ساهر", "fine"])
        },
        Category {
            is_retired: true,
            ..category("old", None, &["إقامة"])
        },
    ])
}

#[test]
fn what_stands_below_a_protected_category_is_protected() {
    let tree = Tree::new(vec![
        Category {
            is_protected: true,
            ..category("detention", None, &[])
        },
        category("visit", Some("detention"), &[]),
        category("fine", None, &[]),
    ]);
    let protected = ["detention", "visit", "fine", "nowhere"]
        .map(|id| tree.is_protected(&CategoryId::from(id)));
    assert_eq!(protected, [true, true, false, false]);
}

#[test]
fn what_a_category_does_not_say_the_one_above_says() {
    let tree = tree();
    let id = CategoryId::from("renewal");
    assert_eq!(tree.department(&id).unwrap().as_str(), "passports");
    assert_eq!(tree.due_days(&id), Some(3));
    assert_eq!(tree.due_days(&"residence".into()), Some(10));
    assert_eq!(tree.due_days(&"fine".into()), None);
    assert_eq!(tree.department(&"nothing".into()), None);
}

#[test]
fn the_words_that_suggest_are_shown_as_they_were_written() {
    let tree = tree();
    let all = tree.suggest("أطلب تجديدَ الإقامة، وتجديد الإقامه متأخر؛ ولا مخالفات عليّ");
    let said: Vec<(&str, &[String])> = all
        .iter()
        .map(|one| (one.id.as_str(), one.found.as_slice()))
        .collect();
    assert_eq!(
        said,
        [
            ("residence", ["الإقامة".to_owned()].as_slice()),
            ("renewal", &["تجديدَ".to_owned()]),
            ("fine", &["مخالفات".to_owned()]),
        ]
    );
    assert!(tree.suggest("").is_empty());
    let english = tree.suggest("Renewal of my IQAMA");
    assert_eq!(english.len(), 2);
    // A short word is no beginning of another.
    let short = Tree::new(vec![category("a", None, &["دم"])]);
    assert!(short.suggest("دمام").is_empty());
    assert_eq!(short.suggest("تبرع بالدم").len(), 1);
}

#[test]
fn a_tree_that_goes_round_ends() {
    let round = Tree::new(vec![
        category("a", Some("b"), &[]),
        category("b", Some("a"), &[]),
    ]);
    assert_eq!(round.upwards(&"a".into()).len(), DEPTH_MAX);
    assert!(round.in_order().is_empty());
    let tree = tree();
    assert!(!tree.may_stand_below(&"residence".into(), &"renewal".into()));
    assert!(!tree.may_stand_below(&"fine".into(), &"fine".into()));
    assert!(tree.may_stand_below(&"fine".into(), &"renewal".into()));
    let order: Vec<(&str, usize)> = tree
        .in_order()
        .into_iter()
        .map(|(one, depth)| (one.id.as_str(), depth))
        .collect();
    assert_eq!(
        order,
        [("residence", 0), ("renewal", 1), ("fine", 0), ("old", 0)]
    );
}

#[test]
fn two_subjects_are_alike_however_they_are_written() {
    assert!(is_alike("تأخر معاملة إقامة", "معاملة الإقامه متأخرة"));
    assert!(is_alike(
        "Delay of my residence permit",
        "residence permit delay"
    ));
    assert!(!is_alike("تأخر معاملة إقامة", "شكوى من انتظار طويل"));
    assert!(!is_alike("", ""));
}
