//! A dozen people with requests in every state, each brought there by the verbs of life.

use chrono::{DateTime, TimeDelta, Utc};

use super::decisions::goes_through;
use crate::scheduling::ids::{OfficialId, PersonId, SignInId};
use crate::scheduling::waiting::{Days, Unsuitable};
use crate::scheduling::{
    Citizenship, IdentityNumber, Mobile, Mode, Needs, RequestKind, Sex, Urgency, calendar,
};
use crate::service::book::{self, For, Which};
use crate::service::hand_in::{self, Came, NewRequest};
use crate::service::keys::TAIL;
use crate::service::slots::{self, Ask};
use crate::service::wait::{self, Wish};
use crate::service::{App, Caller, Pad, ServiceError};
use crate::store::person::{self, Person};

/// So many days cannot those come who wait for a seat: longer than weeks are published.
const DAYS_AWAY: i64 = 21;

/// Identity number, mobile, names, sex, region, and what is asked for.
#[derive(Clone, Copy)]
pub(super) struct Cast {
    identity: &'static str,
    mobile: &'static str,
    names: [&'static str; 2],
    sex: Sex,
    region: &'static str,
    kind: RequestKind,
    official: Option<&'static str>,
    pub(super) subject: &'static str,
    pub(super) then: Then,
}

/// What became of the request.
#[derive(Clone, Copy)]
pub(super) enum Then {
    Received,
    Registered,
    Asked,
    Routed,
    Approved(Urgency),
    Booked(&'static str),
    Waits,
    Answered,
    Declined,
    Closed,
    Withdrawn,
}

const CASTS: [Cast; 12] = [
    cast(
        (
            "1058529940",
            "+966500000101",
            ["نورة الشمري", "Norah Ash-Shammari"],
        ),
        (Sex::Woman, "riyadh"),
        (
            RequestKind::Meeting,
            Some("minister"),
            "إعادة النظر في قرار نقل",
        ),
        Then::Approved(Urgency::Normal),
    ),
    cast(
        (
            "1001244019",
            "+966500000102",
            ["سالم الغامدي", "Salem Al-Ghamdi"],
        ),
        (Sex::Man, "bahah"),
        (RequestKind::Meeting, Some("minister"), "مشروع طريق القرية"),
        Then::Approved(Urgency::Urgent),
    ),
    cast(
        (
            "1101798278",
            "+966500000103",
            ["عبدالله العتيبي", "Abdullah Al-Otaibi"],
        ),
        (Sex::Man, "makkah"),
        (
            RequestKind::Meeting,
            Some("minister"),
            "اقتراح لخدمة كبار السن",
        ),
        Then::Approved(Urgency::Normal),
    ),
    cast(
        (
            "2000000006",
            "+966500000104",
            ["محمد إقبال", "Muhammad Iqbal"],
        ),
        (Sex::Man, "eastern"),
        (RequestKind::Meeting, Some("deputy"), "تأخر معاملة إقامة"),
        Then::Booked("dammam"),
    ),
    cast(
        (
            "1561160431",
            "+966500000105",
            ["هيا الدوسري", "Haya Ad-Dosari"],
        ),
        (Sex::Woman, "madinah"),
        (RequestKind::Meeting, Some("deputy"), "شكوى من انتظار طويل"),
        Then::Booked("madinah"),
    ),
    cast(
        (
            "1082451376",
            "+966500000106",
            ["تركي القحطاني", "Turki Al-Qahtani"],
        ),
        (Sex::Man, "asir"),
        (RequestKind::Transaction, None, "معاملة تعويض"),
        Then::Routed,
    ),
    cast(
        (
            "1037720594",
            "+966500000107",
            ["جواهر المالكي", "Jawaher Al-Malki"],
        ),
        (Sex::Woman, "makkah"),
        (RequestKind::Complaint, None, "شكوى من مكتب خدمة"),
        Then::Answered,
    ),
    cast(
        (
            "1090012343",
            "+966500000108",
            ["بندر الحربي", "Bandar Al-Harbi"],
        ),
        (Sex::Man, "qassim"),
        (RequestKind::Suggestion, None, "اقتراح لتنظيم المواقف"),
        Then::Closed,
    ),
    cast(
        (
            "1055500019",
            "+966500000109",
            ["لطيفة العنزي", "Latifah Al-Anazi"],
        ),
        (Sex::Woman, "tabuk"),
        (RequestKind::Enquiry, None, "استفسار عن شروط التأشيرة"),
        Then::Received,
    ),
    cast(
        ("2011110018", "+966500000110", ["أحمد حسن", "Ahmed Hassan"]),
        (Sex::Man, "riyadh"),
        (
            RequestKind::Meeting,
            Some("minister"),
            "طلب لقاء بشأن استثمار",
        ),
        Then::Declined,
    ),
    cast(
        (
            "1044400024",
            "+966500000111",
            ["مها الرشيد", "Maha Ar-Rasheed"],
        ),
        (Sex::Woman, "hail"),
        (RequestKind::Meeting, Some("minister"), "حالة إنسانية لأسرة"),
        Then::Asked,
    ),
    cast(
        (
            "1033300037",
            "+966500000112",
            ["ناصر الشهراني", "Nasser Ash-Shahrani"],
        ),
        (Sex::Man, "najran"),
        (RequestKind::Transaction, None, "تظلم من قرار أرض"),
        Then::Registered,
    ),
];

/// Who waits for a seat in the minister's audience, after those above.
const WAITING: [Cast; 2] = [
    cast(
        (
            "1070000029",
            "+966500000114",
            ["سعد البقمي", "Saad Al-Baqami"],
        ),
        (Sex::Man, "riyadh"),
        (
            RequestKind::Meeting,
            Some("minister"),
            "السلام على معالي الوزير وعرض حاجة",
        ),
        Then::Waits,
    ),
    cast(
        (
            "1070000037",
            "+966500000115",
            ["منيرة السهلي", "Munirah As-Sahli"],
        ),
        (Sex::Woman, "riyadh"),
        (
            RequestKind::Meeting,
            Some("minister"),
            "عرض حاجة أسرة في جلسة الاستقبال",
        ),
        Then::Waits,
    ),
];

const WITHDRAWN: Cast = cast(
    (
        "1022200040",
        "+966500000113",
        ["أمل الزهراني", "Amal Az-Zahrani"],
    ),
    (Sex::Woman, "jazan"),
    (RequestKind::Enquiry, None, "استفسار عن موعد"),
    Then::Withdrawn,
);

/// What Latifah wrote a second time, in other words.
const AGAIN: (&str, &str) = ("1055500019", "شروط التأشيرة للزيارة");

pub(super) const fn cast(
    (identity, mobile, names): (&'static str, &'static str, [&'static str; 2]),
    (sex, region): (Sex, &'static str),
    (kind, official, subject): (RequestKind, Option<&'static str>, &'static str),
    then: Then,
) -> Cast {
    Cast {
        identity,
        mobile,
        names,
        sex,
        region,
        kind,
        official,
        subject,
        then,
    }
}

/// Everybody hands in a request, and the office does what it does.
pub(super) async fn act(app: &App, now: DateTime<Utc>) -> Result<(), ServiceError> {
    for (days_ago, one) in (1..).zip(CASTS.iter().chain([&WITHDRAWN]).chain(&WAITING)) {
        let caller = enrol(app, one, now).await?;
        let handed_in = now - TimeDelta::days(days_ago * 2);
        if let Then::Booked(centre) = one.then {
            book_first(app, &caller, (one, centre), now).await?;
        } else if matches!(one.then, Then::Waits) {
            wait_for_seat(app, &caller, (one, now), handed_in).await?;
        } else {
            if one.identity == AGAIN.0 {
                let again = Cast {
                    subject: AGAIN.1,
                    ..*one
                };
                hand_in::hand_in(app, &caller, new(&again, None), now).await?;
            }
            goes_through(app, &caller, (one, new(one, None)), (handed_in, now)).await?;
        }
    }
    Ok(())
}

pub(super) async fn enrol(
    app: &App,
    one: &Cast,
    now: DateTime<Utc>,
) -> Result<Caller, ServiceError> {
    let mut pad = app.pad(now);
    let row = row(app, one, &mut pad)?;
    let id = row.id.clone();
    app.store
        .write(move |db| {
            person::add(db, &row)?;
            Ok::<_, ServiceError>(())
        })
        .await?;
    Ok(Caller::Person {
        id,
        sign_in: SignInId::from("demo"),
    })
}

fn row(app: &App, one: &Cast, pad: &mut Pad) -> Result<Person, ServiceError> {
    let [name, name_latin] = one.names;
    let is_citizen = one.identity.starts_with('1');
    // The cast's numbers are made up; only their first digit and check digit are real.
    let identity = IdentityNumber::parse(one.identity)
        .map_err(|_not_one| ServiceError::Broken("the cast has a wrong identity number"))?;
    let identity = identity.as_str();
    let tail = Mobile::parse(one.mobile).map(|mobile| mobile.tail());
    let tail = tail.map_err(|_not_one| ServiceError::Broken("the cast has a wrong mobile"))?;
    Ok(Person {
        id: PersonId::from(format!("person-{}", one.identity)),
        identity_hash: Some(app.keys.lookup("identity", identity)),
        identity_sealed: Some(app.keys.seal(identity, pad)?),
        mobile_hash: Some(app.keys.lookup("mobile", one.mobile)),
        mobile_sealed: Some(app.keys.seal(one.mobile, pad)?),
        other_document: None,
        proved: true,
        citizenship: Some(if is_citizen {
            Citizenship::Citizen
        } else {
            Citizenship::Resident
        }),
        sex: Some(one.sex),
        name: Some(name.to_owned()),
        name_latin: Some(name_latin.to_owned()),
        region: Some(one.region.to_owned()),
        email: None,
        language: "ar".to_owned(),
        created_at: pad.at(),
        document_hash: None,
        mobile_tail_hash: Some(app.keys.lookup(TAIL, &tail)),
        centre_id: None,
        mobile_shared: false,
    })
}

pub(super) fn new(one: &Cast, centre: Option<&str>) -> NewRequest {
    NewRequest {
        kind: one.kind,
        official: one.official.map(OfficialId::from),
        mode: (one.kind == RequestKind::Meeting).then_some(Mode::Video),
        centre: centre.map(Into::into),
        subject: one.subject.to_owned(),
        details: one.subject.to_owned(),
        needs: Needs::none(),
        urgent_reason: None,
        applicant: None,
        person_concerned: None,
        basis: None,
        representation: None,
        unavailable: Vec::new(),
        channel: "web",
        came: Came::default(),
    }
}

async fn book_first(
    app: &App,
    caller: &Caller,
    (one, centre): (&Cast, &'static str),
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let ask = Ask {
        officials: one.official.map(OfficialId::from).into_iter().collect(),
        mode: Some(Mode::Video),
        centre: Some(centre.into()),
        section: Some(one.sex.section()),
        ..Ask::default()
    };
    if let Some(slot) = slots::free_slots(app, ask, now).await?.first() {
        let purpose = For::New(Box::new(new(one, Some(centre))));
        book::book(app, caller, (purpose, Which::Slot(slot.id())), now).await?;
    }
    Ok(())
}

/// Neither can come in the weeks that are published, in which seats are left.
async fn wait_for_seat(
    app: &App,
    caller: &Caller,
    (one, now): (&Cast, DateTime<Utc>),
    joined: DateTime<Utc>,
) -> Result<(), ServiceError> {
    let today = calendar::local_day(app.settings.ministry.zone, now);
    let purpose = For::New(Box::new(NewRequest {
        mode: Some(Mode::Reception),
        ..new(one, None)
    }));
    let away = Days {
        from: today,
        to: today + TimeDelta::days(DAYS_AWAY),
    };
    let wish = Wish {
        mode: Some(Mode::Reception),
        unsuitable: Unsuitable {
            days: vec![away],
            ..Unsuitable::default()
        },
        ..Wish::default()
    };
    wait::wait(app, caller, (purpose, wish), joined).await?;
    Ok(())
}
