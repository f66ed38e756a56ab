//! Officials, centres with hours and rooms, departments, staff.

use chrono::{DateTime, Utc};

use super::{PASSWORD, categories};
use crate::scheduling::ids::{CentreId, OfficialId};
use crate::scheduling::slot::facts::PlaceKind;
use crate::scheduling::{Role, Section, Sex};
use crate::service::catalogue::NAMED_EVERYWHERE;
use crate::service::{App, Pad, ServiceError, readers, sign_in_staff};
use crate::store::place::{self, Centre, Department, Official, Opening, Room};
use crate::store::staff::{self, Staff};
use crate::store::{Db, Style, Styles, Texts};

/// Sunday to Thursday.
pub(super) const WORKING_DAYS: std::ops::RangeInclusive<i32> = 0..=4;
const OPENS: i32 = 8 * 60;
const CLOSES: i32 = 16 * 60;
/// The centre that is being set up, and when it is open: on Tuesday, from when until when.
const BEGINNING: (&str, i32, (i32, i32)) = ("sakaka", 2, (10 * 60, 11 * 60));

/// Id, kind, name and address in Arabic and English, region.
type Row = (&'static str, PlaceKind, [&'static str; 4], &'static str);

const CENTRES: [Row; 13] = [
    (
        "riyadh",
        PlaceKind::Main,
        ["مركز الرياض", "Riyadh Centre", "حي المروج", "Al-Muruj"],
        "riyadh",
    ),
    (
        "jeddah",
        PlaceKind::Main,
        [
            "مركز جدة",
            "Jeddah Centre",
            "طريق الملك عبدالعزيز",
            "King Abdulaziz Road",
        ],
        "makkah",
    ),
    (
        "madinah",
        PlaceKind::Regional,
        [
            "مركز المدينة المنورة",
            "Madinah Centre",
            "حي العزيزية",
            "Al-Aziziyah",
        ],
        "madinah",
    ),
    (
        "dammam",
        PlaceKind::Regional,
        ["مركز الدمام", "Dammam Centre", "حي الشاطئ", "Ash-Shati"],
        "eastern",
    ),
    (
        "buraydah",
        PlaceKind::Regional,
        ["مركز بريدة", "Buraydah Centre", "حي الصفراء", "As-Safra"],
        "qassim",
    ),
    (
        "abha",
        PlaceKind::Regional,
        ["مركز أبها", "Abha Centre", "حي المنسك", "Al-Mansak"],
        "asir",
    ),
    (
        "tabuk",
        PlaceKind::Regional,
        ["مركز تبوك", "Tabuk Centre", "حي الورود", "Al-Wurud"],
        "tabuk",
    ),
    (
        "hail",
        PlaceKind::Regional,
        ["مركز حائل", "Hail Centre", "حي المطار", "Al-Matar"],
        "hail",
    ),
    (
        "arar",
        PlaceKind::Regional,
        ["مركز عرعر", "Arar Centre", "حي الخالدية", "Al-Khalidiyah"],
        "northern",
    ),
    (
        "jazan",
        PlaceKind::Regional,
        ["مركز جازان", "Jazan Centre", "حي الروضة", "Ar-Rawdah"],
        "jazan",
    ),
    (
        "najran",
        PlaceKind::Regional,
        ["مركز نجران", "Najran Centre", "حي الفهد", "Al-Fahd"],
        "najran",
    ),
    (
        "bahah",
        PlaceKind::Regional,
        ["مركز الباحة", "Al-Bahah Centre", "حي الحاوية", "Al-Hawiyah"],
        "bahah",
    ),
    (
        "sakaka",
        PlaceKind::Regional,
        ["مركز سكاكا", "Sakaka Centre", "حي الزهور", "Az-Zuhur"],
        "jawf",
    ),
];

const DEPARTMENTS: [(&str, &str, &str); 4] = [
    ("civil", "الأحوال المدنية", "Civil Status"),
    ("passports", "الجوازات", "Passports"),
    ("traffic", "المرور", "Traffic"),
    ("legal", "الشؤون القانونية", "Legal Affairs"),
];

/// User name, name in Arabic and English, role, centre, official, languages, sex, mobile.
struct Member {
    username: String,
    names: [&'static str; 2],
    role: Role,
    centre: Option<&'static str>,
    official: Option<&'static str>,
    languages: &'static str,
    sex: Sex,
    mobile: Option<&'static str>,
}

/// Writes everything that changes rarely.
pub(super) async fn write(app: &App, now: DateTime<Utc>) -> Result<(), ServiceError> {
    let hash = sign_in_staff::hash_password(PASSWORD, app.pad(now).bytes())?;
    let pad = app.pad(now);
    let of_work = app.clone();
    app.store
        .write(move |db| {
            let mut pad = pad.clone();
            officials(db)?;
            centres(db)?;
            departments(db)?;
            categories::write(db)?;
            for member in members() {
                staff::add(db, &row(&of_work, member, &hash, &mut pad)?)?;
            }
            readers::name_everybody(db, pad.at())?;
            Ok::<_, ServiceError>(())
        })
        .await
}

fn officials(db: &mut Db) -> Result<(), ServiceError> {
    let minister = Official {
        id: "minister".into(),
        position: 1,
        styles: styles(
            ["معالي الوزير", "معالي الوزير", "معالي الوزير"],
            [
                "His Excellency the Minister",
                "the Minister",
                "the Minister",
            ],
        ),
        name_policy: "after_sign_in".to_owned(),
        open_to_choice: false,
    };
    let deputy = Official {
        id: "deputy".into(),
        position: 2,
        styles: styles(
            [
                "معالي نائب الوزير",
                "معالي نائب الوزير",
                "معالي نائب الوزير",
            ],
            [
                "His Excellency the Deputy Minister",
                "the Deputy Minister",
                "the Deputy Minister",
            ],
        ),
        name_policy: NAMED_EVERYWHERE.to_owned(),
        open_to_choice: true,
    };
    place::add_official(db, &minister)?;
    Ok(place::add_official(db, &deputy)?)
}

fn styles(ar: [&str; 3], en: [&str; 3]) -> Styles {
    let style = |[full, short, sms]: [&str; 3]| Style {
        full: full.to_owned(),
        short: short.to_owned(),
        sms: sms.to_owned(),
    };
    Styles(
        [("ar".to_owned(), style(ar)), ("en".to_owned(), style(en))]
            .into_iter()
            .collect(),
    )
}

fn centres(db: &mut Db) -> Result<(), ServiceError> {
    for (position, (id, kind, [ar, en, at_ar, at_en], region)) in (1..).zip(CENTRES) {
        let centre = Centre {
            id: id.into(),
            position,
            kind,
            names: Texts::of([("ar", ar), ("en", en)]),
            addresses: Texts::of([("ar", at_ar), ("en", at_en)]),
            region: region.to_owned(),
            zone: "Asia/Riyadh".to_owned(),
            step_free: true,
            seats: 10,
        };
        let hours = opening(id);
        place::add_centre(db, &centre, &hours, &rooms(id, kind == PlaceKind::Main))?;
    }
    Ok(())
}

/// When a centre is open: both sections alike.
fn opening(id: &str) -> Vec<Opening> {
    let (beginning, day, hour) = BEGINNING;
    let (days, (from_minute, to_minute)) = if id == beginning {
        (day..=day, hour)
    } else {
        (WORKING_DAYS, (OPENS, CLOSES))
    };
    let of_day = |weekday| {
        Section::ALL.iter().map(move |section| Opening {
            centre_id: id.into(),
            section: *section,
            weekday,
            from_minute,
            to_minute,
        })
    };
    days.flat_map(of_day).collect()
}

fn rooms(centre: &str, is_main: bool) -> Vec<Room> {
    let count = if is_main { 3 } else { 2 };
    Section::ALL
        .iter()
        .flat_map(|section| (1..=count).map(move |number| (*section, number)))
        .map(|(section, number)| Room {
            id: format!("{centre}-{section}-{number}").into(),
            centre_id: centre.into(),
            section,
            names: Texts::of([
                ("ar", format!("غرفة {number}").as_str()),
                ("en", format!("Room {number}").as_str()),
            ]),
            step_free: number == 1,
            seats: 4,
        })
        .collect()
}

fn departments(db: &mut Db) -> Result<(), ServiceError> {
    for (position, (id, ar, en)) in (1..).zip(DEPARTMENTS) {
        let names = Texts::of([("ar", ar), ("en", en)]);
        place::add_department(
            db,
            &Department {
                id: id.into(),
                position,
                names,
                // What a person wants of the lawyers is nobody else's business.
                shown: id != "legal",
            },
        )?;
    }
    Ok(())
}

/// Who works at a centre: user name, role, names, sex.
const AT_A_CENTRE: [(&str, Role, [&str; 2], Sex); 4] = [
    (
        "reception",
        Role::Receptionist,
        ["سارة العمري", "Sarah Al-Omari"],
        Sex::Woman,
    ),
    (
        "desk",
        Role::OperationsOfficer,
        ["ماجد الحربي", "Majed Al-Harbi"],
        Sex::Man,
    ),
    (
        "video",
        Role::VideoOperator,
        ["هند القحطاني", "Hind Al-Qahtani"],
        Sex::Woman,
    ),
    (
        "manager",
        Role::CentreManager,
        ["فهد الزهراني", "Fahd Az-Zahrani"],
        Sex::Man,
    ),
];

/// Who works at the headquarters, or anywhere.
const ELSEWHERE: [(&str, Role, [&str; 2], Sex); 8] = [
    (
        "calls",
        Role::CallAgent,
        ["ريم الشهري", "Reem Ash-Shehri"],
        Sex::Woman,
    ),
    (
        "scheduler",
        Role::Scheduler,
        ["خالد المطيري", "Khaled Al-Mutairi"],
        Sex::Man,
    ),
    (
        "secretary",
        Role::Secretary,
        ["منى السبيعي", "Mona As-Subaie"],
        Sex::Woman,
    ),
    (
        "minister",
        Role::Official,
        ["معالي الوزير", "The Minister"],
        Sex::Man,
    ),
    (
        "deputy",
        Role::Official,
        ["معالي نائب الوزير", "The Deputy Minister"],
        Sex::Man,
    ),
    (
        "interpreter",
        Role::Interpreter,
        ["لمى العنزي", "Lama Al-Anazi"],
        Sex::Woman,
    ),
    (
        "interpreter.urdu",
        Role::Interpreter,
        ["عمران خان", "Imran Khan"],
        Sex::Man,
    ),
    (
        "admin",
        Role::Administrator,
        ["نوف الدوسري", "Nouf Ad-Dosari"],
        Sex::Woman,
    ),
];

fn members() -> Vec<Member> {
    let of_centres = ["riyadh", "jeddah", "madinah"]
        .into_iter()
        .flat_map(|centre| {
            AT_A_CENTRE.map(|(job, role, names, sex)| Member {
                centre: Some(centre),
                ..member(format!("{job}.{centre}"), role, names, sex)
            })
        });
    let others = ELSEWHERE.map(|(name, role, names, sex)| {
        let plain = member(name.to_owned(), role, names, sex);
        match name {
            "minister" => Member {
                official: Some("minister"),
                ..plain
            },
            "deputy" => Member {
                official: Some("deputy"),
                ..plain
            },
            "interpreter" => Member {
                languages: "sign_language",
                mobile: Some("+966500000901"),
                ..plain
            },
            "interpreter.urdu" => Member {
                languages: "ur,en",
                mobile: Some("+966500000902"),
                ..plain
            },
            _ => plain,
        }
    });
    of_centres.chain(others).collect()
}

fn member(username: String, role: Role, names: [&'static str; 2], sex: Sex) -> Member {
    Member {
        username,
        names,
        role,
        centre: None,
        official: None,
        languages: "",
        sex,
        mobile: None,
    }
}

fn row(app: &App, one: Member, hash: &str, pad: &mut Pad) -> Result<Staff, ServiceError> {
    let [ar, en] = one.names;
    Ok(Staff {
        id: format!("staff-{}", one.username).into(),
        username: one.username,
        names: Texts::of([("ar", ar), ("en", en)]),
        password_hash: hash.to_owned(),
        totp_sealed: None,
        totp_step: 0,
        role: one.role,
        centre_id: one.centre.map(CentreId::from),
        official_id: one.official.map(OfficialId::from),
        languages: one.languages.to_owned(),
        sex: Some(one.sex),
        mobile_sealed: one
            .mobile
            .map(|mobile| app.keys.seal(mobile, pad))
            .transpose()?,
        active: true,
        created_at: pad.at(),
    })
}
