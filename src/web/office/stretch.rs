//! The questions of a time in a week: the same in the week's form, the rules' and the exceptions'.

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};
use serde::Deserialize;
use serde::de::value::Error;

use crate::scheduling::availability::{Reception, Reserve, Stretch};
use crate::scheduling::ids::{CentreId, OfficialId};
use crate::scheduling::{Mode, Refusal, Section, TimeOfDay, Window, digits};
use crate::web::parts::{Choice, Choices, Field, Problems};
use crate::web::reader::Reader;
use crate::web::shown;
use crate::words::Words;

/// Minutes by which the clock of a form goes.
const STEP_MINUTES: u32 = 5;
/// How long before its time a reserve may be released, in minutes.
const RELEASES: [u32; 5] = [120, 360, 1440, 2880, 4320];

/// A time of a week as it was typed, in any of the forms.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub(super) official: String,
    pub(super) week: String,
    pub(super) version: String,
    pub(super) what: String,
    pub(super) day: String,
    pub(super) last_day: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) mode: String,
    pub(super) minutes: String,
    pub(super) pause: String,
    pub(super) before: String,
    pub(super) open_to_choice: bool,
    pub(super) on_holiday: bool,
    pub(super) access: String,
    pub(super) release: String,
    pub(super) section: String,
    pub(super) seats: String,
    /// Who receives too; named as often as there are such officials, see [`Sent`].
    #[serde(skip)]
    pub(super) with: Vec<String>,
    pub(super) place: String,
    pub(super) weekday: String,
    pub(super) every: String,
    pub(super) valid_from: String,
    pub(super) valid_to: String,
    pub(super) kind: String,
    pub(super) reason: String,
    pub(super) template: String,
    pub(super) id: String,
}

/// What a form sends in which several officials can be ticked: `with` comes once for each.
#[derive(Deserialize)]
#[serde(try_from = "Vec<(String, String)>")]
pub(super) struct Sent(pub(super) Typed);

impl TryFrom<Vec<(String, String)>> for Sent {
    type Error = Error;

    fn try_from(pairs: Vec<(String, String)>) -> Result<Self, Error> {
        let is_with = |(name, _): &(String, String)| name == "with";
        let (with, once): (Vec<_>, Vec<_>) = pairs.into_iter().partition(is_with);
        let once = serde_urlencoded::to_string(once).map_err(serde::de::Error::custom)?;
        let mut typed: Typed = serde_urlencoded::from_str(&once)?;
        typed.with = with.into_iter().map(|(_, id)| id).collect();
        Ok(Self(typed))
    }
}

impl Typed {
    /// What stands in a form that nobody filled in yet.
    pub(super) fn usual(day: NaiveDate) -> Self {
        Self {
            day: day.to_string(),
            from: "10:00".to_owned(),
            to: "11:00".to_owned(),
            mode: Mode::Video.to_string(),
            minutes: "20".to_owned(),
            pause: "10".to_owned(),
            before: "0".to_owned(),
            open_to_choice: true,
            access: "open".to_owned(),
            release: "1440".to_owned(),
            seats: "12".to_owned(),
            every: "1".to_owned(),
            ..Self::default()
        }
    }

    /// From when until when on which day.
    pub(super) fn hour(&self) -> Option<(NaiveDate, TimeOfDay, TimeOfDay)> {
        let day = self.day.parse().ok()?;
        Some((
            day,
            TimeOfDay::parse(&self.from)?,
            TimeOfDay::parse(&self.to)?,
        ))
    }

    /// The whole time on its day.
    pub(super) fn window(&self) -> Option<Window> {
        Some(self.stretch()?.on(self.day.parse().ok()?))
    }

    /// The whole time, on any day.
    pub(super) fn stretch(&self) -> Option<Stretch> {
        let modes = match self.mode.as_str() {
            "both" => BTreeSet::from([Mode::InPerson, Mode::Video]),
            one => BTreeSet::from([Mode::parse(one)?]),
        };
        let is_urgent = self.access.starts_with("urgent");
        let release_minutes = if is_urgent {
            self.release.parse().ok()?
        } else {
            0
        };
        let before = Some(self.before.as_str()).filter(|text| !text.is_empty());
        Some(Stretch {
            from: TimeOfDay::parse(&self.from)?,
            to: TimeOfDay::parse(&self.to)?,
            modes,
            slot_minutes: self.minutes.parse().ok()?,
            buffer_minutes: self.pause.parse().ok()?,
            buffer_before_minutes: before.unwrap_or("0").parse().ok()?,
            open_to_choice: if self.access.is_empty() {
                self.open_to_choice
            } else {
                self.access.ends_with("open")
            },
            reserve: is_urgent.then_some(Reserve { release_minutes }),
            place: some(&self.place).map(CentreId::from),
            centres: BTreeSet::new(),
            section: Section::parse(&self.section),
            on_holiday: self.on_holiday,
            reception: if self.mode == Mode::Reception.as_str() {
                Some(self.reception()?)
            } else {
                None
            },
        })
    }

    fn reception(&self) -> Option<Reception> {
        Some(Reception {
            seats: digits::to_latin(&self.seats).trim().parse().ok()?,
            with: self.with.iter().cloned().map(OfficialId::from).collect(),
        })
    }
}

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// The field a refusal is about; none where it is about the week as it stands.
pub(super) fn field_of(refusal: Refusal) -> &'static str {
    let is = |those: &[Refusal]| those.contains(&refusal);
    if is(&[
        Refusal::HourBooked,
        Refusal::NothingThere,
        Refusal::WeekChanged,
        Refusal::WrongStage,
        Refusal::TooManyRules,
        Refusal::NothingDrafted,
        Refusal::TooLate,
        Refusal::UndoLate,
        Refusal::UndoTold,
        Refusal::UndoOvertaken,
    ]) {
        ""
    } else if is(&[Refusal::WindowDay]) {
        "day"
    } else if is(&[Refusal::WindowLength]) {
        "minutes"
    } else if is(&[Refusal::WindowMode]) {
        "mode"
    } else if is(&[Refusal::WindowSeats]) {
        "seats"
    } else if is(&[Refusal::WindowRelease]) {
        "release"
    } else if is(&[Refusal::ReasonNeeded]) {
        "reason"
    } else {
        "from"
    }
}

/// From, until, way, minutes, pause.
pub(super) fn fields(words: &Words, typed: &Typed, problems: &Problems) -> Vec<Field> {
    let mode = |mode: Mode| (mode.to_string(), words.value("mode", mode.as_str()));
    let both = ("both".to_owned(), words.get("rules-mode-both"));
    let modes = vec![
        mode(Mode::Video),
        mode(Mode::InPerson),
        both,
        mode(Mode::Reception),
    ];
    let lengths = [10, 15, 20, 30, 45, 60, 90, 120]
        .map(|minutes: u32| (minutes.to_string(), words.minutes(minutes.into())));
    vec![
        clock_field(words, ("from", "week-from"), &typed.from, problems),
        clock_field(words, ("to", "week-to"), &typed.to, problems),
        one_of(words, ("mode", "week-mode"), modes, &typed.mode, problems),
        one_of(
            words,
            ("minutes", "week-minutes"),
            lengths.into(),
            &typed.minutes,
            problems,
        ),
        one_of(
            words,
            ("pause", "week-pause"),
            pauses(words),
            &typed.pause,
            problems,
        ),
    ]
}

/// A time of day, by the steps of the grid.
pub(super) fn clock_field(
    words: &Words,
    (name, key): (&'static str, &str),
    value: &str,
    problems: &Problems,
) -> Field {
    Field::time(name, words.get(key), STEP_MINUTES)
        .value(value)
        .wrong(problems.of(name))
}

/// What a reception session asks beside: its seats; and where one meets in person.
pub(super) fn session_fields(reader: &Reader, typed: &Typed, problems: &Problems) -> Vec<Field> {
    let words = &reader.words;
    let catalogue = reader.app.catalogue.get();
    let code = words.lang().code();
    let headquarters = (String::new(), words.get("place-headquarters"));
    let centres = catalogue
        .centres
        .iter()
        .map(|each| (each.id.to_string(), each.names.in_language(code).to_owned()));
    let places = std::iter::once(headquarters).chain(centres).collect();
    let seats = Field::text("seats", words.get("week-seats"))
        .hint(words.get("week-seats-hint"))
        .value(typed.seats.as_str())
        .wrong(problems.of("seats"));
    let place = ("place", "week-place");
    let place =
        one_of(words, place, places, &typed.place, problems).hint(words.get("week-place-hint"));
    vec![seats, place]
}

/// Who receives with the official in a reception session; nothing where there is nobody to name.
pub(super) fn with_choices(reader: &Reader, typed: &Typed) -> Option<Choices> {
    let words = &reader.words;
    // Nobody disposes of the time of somebody whose week is not theirs to see.
    let staff = reader.caller.staff();
    if staff.is_some_and(|staff| staff.official.is_some()) {
        return None;
    }
    let code = words.lang().code();
    let catalogue = reader.app.catalogue.get();
    let others = catalogue
        .officials
        .iter()
        .filter(|each| each.id.as_str() != typed.official)
        .filter(|each| staff.is_some_and(|staff| staff.sees(&each.id)));
    let others: Vec<Choice> = others
        .map(|each| {
            let style = each.styles.in_language(code).short;
            Choice::new(each.id.as_str(), shown::standing_alone(&style))
        })
        .collect();
    let is_any = !others.is_empty();
    is_any.then(|| {
        Choices::many("with", words.get("week-with"), others)
            .hint(words.get("week-with-hint"))
            .all_chosen(typed.with.clone())
    })
}

/// Whether a time of a rule or an exception is kept on a holiday too.
pub(super) fn holiday_field(words: &Words, typed: &Typed, problems: &Problems) -> Field {
    let answers = [("false", "no"), ("true", "yes")];
    let answers = answers.map(|(value, key)| (value.to_owned(), words.get(key)));
    let value = if typed.on_holiday { "true" } else { "false" };
    let asked = ("on_holiday", "week-on-holiday");
    one_of(words, asked, answers.into(), value, problems)
}

/// The section for which a time is, or everybody.
pub(super) fn section_field(words: &Words, typed: &Typed, problems: &Problems) -> Field {
    let everybody = (String::new(), words.get("rules-section-all"));
    let sections = Section::ALL.iter().map(|section| {
        (
            section.to_string(),
            words.value("section", section.as_str()),
        )
    });
    let sections = std::iter::once(everybody).chain(sections).collect();
    one_of(
        words,
        ("section", "rules-section"),
        sections,
        &typed.section,
        problems,
    )
}

/// What a rule or an exception asks beside: preparation, who may take it, which section.
pub(super) fn more_fields(words: &Words, typed: &Typed, problems: &Problems) -> Vec<Field> {
    let access = ["open", "office", "urgent-open", "urgent-office"]
        .map(|access| (access.to_owned(), words.get(&format!("access-{access}"))));
    let releases = RELEASES.map(|minutes| {
        let length = words.duration(TimeDelta::minutes(minutes.into()));
        (minutes.to_string(), length)
    });
    vec![
        one_of(
            words,
            ("before", "week-before"),
            pauses(words),
            &typed.before,
            problems,
        ),
        one_of(
            words,
            ("access", "rules-access"),
            access.into(),
            &typed.access,
            problems,
        ),
        one_of(
            words,
            ("release", "rules-release"),
            releases.into(),
            &typed.release,
            problems,
        ),
        section_field(words, typed, problems),
    ]
}

/// A list to choose from, as one of these forms asks it.
pub(super) fn one_of(
    words: &Words,
    (name, key): (&'static str, &str),
    options: Vec<(String, String)>,
    value: &str,
    problems: &Problems,
) -> Field {
    Field::one_of(name, words.get(key), options)
        .value(value)
        .wrong(problems.of(name))
}

fn pauses(words: &Words) -> Vec<(String, String)> {
    let said = |minutes: u32| match minutes {
        0 => words.get("week-pause-none"),
        some => words.minutes(some.into()),
    };
    [0, 5, 10, 15, 20, 30]
        .map(|minutes| (minutes.to_string(), said(minutes)))
        .into()
}
