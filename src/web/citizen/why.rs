//! The time that somebody wants is not on the page: why not, and what is nearest to it.

use actix_web::web::{Path, Query};
use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use super::draft::Step;
use super::{Answered, facts};
use crate::scheduling::ids::{AppointmentId, CentreId, OfficialId, ServiceId};
use crate::scheduling::slot::why::relax::{Change, Relaxation};
use crate::scheduling::slot::{SlotId, SlotKey};
use crate::scheduling::{Mode, Needs, TimeOfDay, calendar, digits};
use crate::service::why::{About, Asked, said, why_not};
use crate::service::{App, letters, requests};
use crate::web::failure::Failure;
use crate::web::frame::Frame;
use crate::web::parts::{Field, Problem, Problems, Steps};
use crate::web::reader::Reader;
use crate::words::Words;

/// Meetings begin on minutes divisible by this.
const STEP_MINUTES: u32 = 5;

/// The time that is wanted, as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    day: String,
    #[serde(default)]
    time: String,
}

impl Wanted {
    /// Day and time, where both can be read.
    pub(in crate::web) fn read(day: &str, time: &str) -> Option<(NaiveDate, TimeOfDay)> {
        let day = NaiveDate::parse_from_str(&digits::to_latin(day), "%Y-%m-%d").ok()?;
        Some((day, TimeOfDay::parse(&digits::to_latin(time))?))
    }

    fn is_blank(&self) -> bool {
        self.day.is_empty() && self.time.is_empty()
    }
}

/// Asks for the time, and answers.
pub async fn see(reader: Reader, query: Query<Wanted>) -> Answered {
    let draft = facts::draft(&reader).await?;
    if let Some(page) = draft.missing(Step::Time) {
        return Ok(reader.see(page));
    }
    if !facts::chooses_time(&reader.app, &draft) {
        return Ok(reader.see("/ask/check"));
    }
    let (frame, person) = facts::known(&reader).await?;
    if person.name.is_none() || person.sex.is_none() {
        return Ok(reader.see("/profile?next=/ask/why"));
    }
    let wish = Wish {
        official: draft.official.clone(),
        mode: draft.mode.unwrap_or(Mode::Video),
        centre: draft.centre.clone(),
        service: draft.service.clone().filter(|_| draft.is_errand()),
        needs: Some(draft.needs().unwrap_or_default()),
        about: draft.request.clone().map_or(About::Asker, About::Request),
        ways: Ways {
            back: "/ask/time".to_owned(),
            look: "/ask/why".to_owned(),
            choose: "/ask/time".to_owned(),
            elsewhere: if draft.is_errand() {
                "/ask/service".to_owned()
            } else {
                "/ask/meeting".to_owned()
            },
            needs: Some("/ask/about"),
            wait: draft.is_meeting().then_some("/ask/wait"),
        },
    };
    let steps = draft.steps(&frame.words, Step::Time, true);
    show(&reader, frame, (wish, Some(steps)), query.into_inner()).await
}

/// The same of an appointment that is to be moved: its own time counts as free.
pub async fn see_moving(reader: Reader, id: Path<String>, query: Query<Wanted>) -> Answered {
    let id = id.into_inner();
    let wanted = AppointmentId::from(id.as_str());
    let (row, _) = requests::appointment(&reader.app, &reader.caller, wanted).await?;
    if !facts::may_move(&reader.app, &row, reader.now) {
        return Ok(reader.see(&format!("/requests/{}", row.request_id)));
    }
    let (frame, _) = facts::known(&reader).await?;
    let key = SlotId::from_text(&row.slot_id).key();
    let page = format!("/appointments/{id}/move");
    let wish = Wish {
        official: row.official_id,
        mode: row.mode,
        // In person the official's times at every place are shown beside it.
        centre: match row.mode {
            Mode::Video | Mode::Service => row.centre_id,
            Mode::InPerson | Mode::Reception => None,
        },
        service: key.and_then(|key| key.service),
        needs: Needs::parse(&row.needs),
        about: About::Request(row.request_id),
        ways: Ways {
            back: page.clone(),
            look: format!("/appointments/{id}/why"),
            choose: page.clone(),
            elsewhere: page,
            needs: None,
            wait: None,
        },
    };
    show(&reader, frame, (wish, None), query.into_inner()).await
}

/// What somebody wishes for but for the time, and where its pages are.
struct Wish {
    official: Option<OfficialId>,
    mode: Mode,
    centre: Option<CentreId>,
    service: Option<ServiceId>,
    needs: Option<Needs>,
    about: About,
    ways: Ways,
}

/// Where one goes from the page.
#[derive(Clone, Debug)]
pub struct Ways {
    back: String,
    /// This page.
    look: String,
    /// Where a time is taken.
    choose: String,
    /// Where another place or another way to meet is chosen.
    elsewhere: String,
    /// Where the needs are changed; none where they stay.
    needs: Option<&'static str>,
    /// Where one waits for a time, if one can.
    wait: Option<&'static str>,
}

async fn show(
    reader: &Reader,
    frame: Frame,
    (wish, steps): (Wish, Option<Steps>),
    wanted: Wanted,
) -> Answered {
    let read = Wanted::read(&wanted.day, &wanted.time);
    let is_wrong = read.is_none() && !wanted.is_blank();
    let ways = wish.ways.clone();
    let told = match read {
        Some(at) => Some(answer(reader, (&frame.words, wish), at).await?),
        None => None,
    };
    let page = WhyPage::new(frame, (steps, ways), (&wanted, is_wrong), told);
    reader.page(&page)
}

async fn answer(
    reader: &Reader,
    (words, wish): (&Words, Wish),
    (day, time): (NaiveDate, TimeOfDay),
) -> Result<Told, Failure> {
    let app = &reader.app;
    let ministry = app.settings.ministry.zone;
    let zone = app.catalogue.get().zone(wish.centre.as_ref(), ministry);
    let names_place = wish.centre.is_some();
    let starts_at = calendar::instant(zone, day, time);
    let asked = Asked {
        key: SlotKey {
            service: wish.service,
            starts_at,
            official: wish.official,
            mode: wish.mode,
            centre: wish.centre,
        },
        section: None,
        needs: wish.needs,
        about: wish.about,
    };
    let found = why_not(app, &reader.caller, asked, reader.now).await?.plain;
    let said = |one: &Relaxation| said::relaxation(app, words, one);
    let is_time = |one: &&Relaxation| one.change == Change::Time;
    let way = |one: &Relaxation| match one.change {
        Change::Without(_) => wish.ways.needs.map(str::to_owned),
        Change::Time
        | Change::Centre
        | Change::Mode
        | Change::From(_)
        | Change::Urgent
        | Change::OnHoliday => Some(wish.ways.elsewhere.clone()),
    };
    let wall = starts_at.with_timezone(&zone).naive_local();
    let there = found.slot.as_ref().and_then(|key| key.centre.as_ref());
    let there = there.filter(|_| !names_place);
    Ok(Told {
        when: words.date_time(wall.date(), wall.time()),
        place: there.map(|centre| letters::place_of(app, words, Some(centre))),
        why: said::plain(words, zone, &found),
        free: found.slot.as_ref().map(|key| key.id().to_string()),
        nearest: found
            .near
            .iter()
            .filter(is_time)
            .map(|one| (one.slot.id().to_string(), near(app, words, &one.slot.key)))
            .collect(),
        others: found
            .near
            .iter()
            .filter(|one| !is_time(one))
            .filter_map(|one| Some((said(one), way(one)?)))
            .collect(),
    })
}

/// A time that is near: when, and where one is met in person, which is not always the same place.
fn near(app: &App, words: &Words, key: &SlotKey) -> String {
    let at = facts::wall(app, key.centre.as_ref(), key.starts_at);
    let at = words.short_date_time(at.date(), at.time());
    match key.mode {
        Mode::Video | Mode::Service => at,
        Mode::InPerson | Mode::Reception => {
            let place = letters::place_of(app, words, key.centre.as_ref());
            format!("{at} · {place}")
        }
    }
}

/// The answer, in words.
#[derive(Clone, Debug)]
pub struct Told {
    /// The time that was asked for.
    pub when: String,
    /// Where it is, where nobody named a place and it is not at the headquarters.
    pub place: Option<String>,
    /// Why it is not to be had.
    pub why: String,
    /// The slot, where it is.
    pub free: Option<String>,
    /// The nearest times that can be taken at once: slot and words.
    pub nearest: Vec<(String, String)>,
    /// The nearest ones when something else is changed: words, and where that is done.
    pub others: Vec<(String, String)>,
}

/// The page.
#[derive(Template)]
#[template(path = "citizen/why.html")]
pub struct WhyPage {
    frame: Frame,
    steps: Option<Steps>,
    ways: Ways,
    problems: Problems,
    fields: [Field; 2],
    told: Option<Told>,
}

impl WhyPage {
    fn new(
        frame: Frame,
        (steps, ways): (Option<Steps>, Ways),
        (wanted, is_wrong): (&Wanted, bool),
        told: Option<Told>,
    ) -> Self {
        let frame = frame.titled("why-title").gone_wrong(is_wrong);
        let words = frame.words.clone();
        let missing = is_wrong.then(|| Problem {
            field: "day".to_owned(),
            text: words.get("why-missing"),
        });
        let problems = Problems::new(&words, missing.into_iter().collect());
        Self {
            steps,
            ways,
            fields: fields(&words, (&wanted.day, &wanted.time), problems.of("day")),
            frame,
            problems,
            told,
        }
    }
}

/// The questions for a day and a time.
pub(in crate::web) fn fields(
    words: &Words,
    (day, time): (&str, &str),
    wrong: Option<String>,
) -> [Field; 2] {
    [
        Field::date("day", words.get("why-day"))
            .value(day)
            .wrong(wrong),
        Field::time("time", words.get("why-time"), STEP_MINUTES).value(time),
    ]
}
