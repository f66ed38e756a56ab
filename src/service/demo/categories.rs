//! The tree by which the demo ministry classifies requests.

use crate::service::ServiceError;
use crate::store::category::{self, Category};
use crate::store::{Db, Texts};

/// Id, the one above, names, words that suggest it, department, working days.
type Line = (
    &'static str,
    Option<&'static str>,
    [&'static str; 2],
    [&'static str; 2],
    Option<&'static str>,
    Option<i32>,
);

/// Whose requests are protected.
const PROTECTED: &str = "detention";

const TREE: [Line; 11] = [
    (
        "residence",
        None,
        ["الإقامة والسفر", "Residence and travel"],
        ["إقامة مقيم تأشيرة", "iqama residence visa"],
        Some("passports"),
        Some(10),
    ),
    (
        "residence-delay",
        Some("residence"),
        ["تأخر معاملة إقامة", "Residence case delayed"],
        ["تأخر متأخرة", "delay delayed"],
        None,
        Some(5),
    ),
    (
        "passport",
        Some("residence"),
        ["جواز السفر", "Passport"],
        ["جواز الجوازات", "passport"],
        None,
        None,
    ),
    (
        "civil",
        None,
        ["الأحوال المدنية", "Civil status"],
        ["هوية سجل أسرة ميلاد زواج", "identity family birth marriage"],
        Some("civil"),
        Some(10),
    ),
    (
        "traffic",
        None,
        ["المرور", "Traffic"],
        [
            "مخالفة مرور رخصة مركبة حادث",
            "traffic fine licence vehicle accident",
        ],
        Some("traffic"),
        Some(7),
    ),
    (
        "works",
        None,
        ["الخدمات والمرافق", "Services and public works"],
        ["طريق قرية إنارة", "road village lighting"],
        None,
        Some(20),
    ),
    (
        "objection",
        None,
        ["التظلم من قرار", "Objection to a decision"],
        ["قرار تظلم نقل فصل", "decision objection transfer"],
        Some("legal"),
        Some(15),
    ),
    (
        "service",
        None,
        ["خدمة المراكز", "The centres' service"],
        ["انتظار مركز موظف صالة", "waiting centre staff hall"],
        None,
        Some(5),
    ),
    (
        "service-waiting",
        Some("service"),
        ["طول الانتظار", "Long waiting"],
        ["انتظار طويل", "wait long"],
        None,
        None,
    ),
    (
        PROTECTED,
        None,
        ["شؤون الموقوفين والسجناء", "Detainees and prisoners"],
        [
            "سجن سجين سجناء موقوف موقوفة توقيف",
            "prison prisoner detainee detained detention",
        ],
        Some("legal"),
        Some(5),
    ),
    (
        "proposal",
        None,
        ["اقتراح", "Proposal"],
        ["اقتراح مقترح", "proposal suggest"],
        None,
        None,
    ),
];

/// Writes the tree.
pub(super) fn write(db: &mut Db) -> Result<(), ServiceError> {
    for (position, (id, parent, names, words, department, due_days)) in (1..).zip(TREE) {
        category::add(
            db,
            &Category {
                id: id.into(),
                parent_id: parent.map(Into::into),
                position,
                names: Texts::of([("ar", names[0]), ("en", names[1])]),
                words: Texts::of([("ar", words[0]), ("en", words[1])]),
                department_id: department.map(Into::into),
                due_days,
                retired: false,
                is_protected: id == PROTECTED,
            },
        )?;
    }
    Ok(())
}
