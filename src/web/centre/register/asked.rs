//! The questions about a person who is registered, and about what she or he hands in.

use super::RequestAsked;
use super::typed::{SHARED, Typed, is_at_centre, ways};
use crate::scheduling::{Mode, RequestKind, Sex};
use crate::service::register_person::PaperKind;
use crate::web::citizen::about::TICKED;
use crate::web::citizen::draft::{INTERPRETED, language_said};
use crate::web::office::filed;
use crate::web::parts::{Choice, Choices, Field, Folded, Problems};
use crate::web::reader::Reader;
use crate::words::Words;

/// The longest number on a letter.
const NUMBER_LETTERS_MAX: u32 = 60;

pub(super) fn paper(words: &Words, typed: &Typed, problems: &Problems) -> Vec<Field> {
    let kinds = PaperKind::ALL
        .iter()
        .map(|kind| (kind.to_string(), words.value("paper", kind.as_str())));
    vec![
        Field::one_of("paper", words.get("register-paper"), kinds.collect())
            .value(typed.paper.as_str())
            .wrong(problems.of("paper")),
        Field::text("number", words.get("register-number"))
            .hint(words.get("register-number-hint"))
            .latin()
            .complete("off")
            .value(typed.number.as_str())
            .wrong(problems.of("number")),
        Field::text("country", words.get("register-country"))
            .hint(words.get("register-country-hint"))
            .optional(words.get("optional"))
            .latin()
            .complete("off")
            .value(typed.country.as_str())
            .wrong(problems.of("country")),
    ]
}

pub(super) fn names(words: &Words, typed: &Typed, problems: &Problems) -> Vec<Field> {
    vec![
        Field::text("name", words.get("register-name"))
            .hint(words.get("register-name-hint"))
            .complete("off")
            .value(typed.name.as_str())
            .wrong(problems.of("name")),
        Field::text("name_latin", words.get("register-name-latin"))
            .optional(words.get("optional"))
            .latin()
            .complete("off")
            .value(typed.name_latin.as_str())
            .wrong(problems.of("name_latin")),
    ]
}

pub(super) fn sexes(words: &Words) -> Choices {
    let options = Sex::ALL
        .iter()
        .map(|sex| Choice::new(sex.as_str(), words.value("sex", sex.as_str())));
    Choices::one("sex", words.get("sex-label"), options.collect())
}

/// Whose the mobile is: a shared one gets texts that say nothing.
pub(in crate::web) fn whose(words: &Words) -> Field {
    let options = [("own", "whose-own"), (SHARED, "whose-shared")];
    let options = options.map(|(value, key)| (value.to_owned(), words.get(key)));
    Field::one_of("whose", words.get("whose-label"), options.to_vec()).hint(words.get("whose-hint"))
}

pub(super) fn contact(reader: &Reader, typed: &Typed, problems: &Problems) -> Vec<Field> {
    let words = &reader.words;
    let languages = reader
        .app
        .words
        .written_in()
        .map(|one| (one.code().to_owned(), one.name().to_owned()));
    vec![
        Field::digits("mobile", words.get("mobile-label"), "off")
            .hint(words.get("register-mobile-hint"))
            .optional(words.get("optional"))
            .value(typed.mobile.as_str())
            .wrong(problems.of("mobile")),
        whose(words).value(typed.whose.as_str()),
        Field::digits("phone", words.get("reach-phone"), "off")
            .hint(words.get("reach-phone-hint"))
            .optional(words.get("optional"))
            .value(typed.phone.as_str())
            .wrong(problems.of("phone")),
        Field::one_of(
            "language",
            words.get("register-language"),
            languages.collect(),
        )
        .value(typed.language.as_str())
        .wrong(problems.of("language")),
    ]
}

pub(super) fn request(reader: &Reader, typed: &Typed, problems: &Problems) -> RequestAsked {
    let words = &reader.words;
    let nothing = |key: &str| std::iter::once((String::new(), words.get(key)));
    let none = if is_at_centre(reader) {
        "register-request-none"
    } else {
        "intake-kind-choose"
    };
    let kinds = RequestKind::ALL
        .iter()
        .map(|kind| (kind.to_string(), words.value("kind", kind.as_str())));
    let catalogue = reader.app.catalogue.get();
    let officials = catalogue.officials.iter().map(|one| {
        let style = one.styles.in_language(words.lang().code());
        (one.id.to_string(), style.short)
    });
    let modes = [Mode::Video, Mode::InPerson];
    let modes = modes.map(|mode| (mode.to_string(), words.value("mode", mode.as_str())));
    let languages = INTERPRETED
        .iter()
        .map(|code| ((*code).to_owned(), language_said(words, code)));
    RequestAsked {
        papers: None,
        channel: channel(reader, typed),
        folded: vec![
            paper_came(words, typed, problems),
            typed.behalf.asked(words, problems),
            entry(reader, typed, problems),
        ],
        fields: vec![
            Field::one_of(
                "kind",
                words.get("case-kind"),
                nothing(none).chain(kinds).collect(),
            )
            .value(typed.kind.as_str())
            .wrong(problems.of("kind")),
            Field::one_of(
                "official",
                words.get("case-official"),
                nothing("register-official-none").chain(officials).collect(),
            )
            .hint(words.get("register-meeting-only"))
            .optional(words.get("optional"))
            .value(typed.official.as_str())
            .wrong(problems.of("official")),
            Field::one_of("mode", words.get("case-mode"), modes.to_vec())
                .hint(words.get("register-meeting-only"))
                .value(typed.mode.as_str()),
            Field::text("subject", words.get("subject-label"))
                .value(typed.subject.as_str())
                .wrong(problems.of("subject")),
            Field::lines("details", words.get("details-label"))
                .optional(words.get("optional"))
                .value(typed.details.as_str())
                .wrong(problems.of("details")),
        ],
        centre: (!is_at_centre(reader)).then(|| centre(reader, typed)),
        has_needs: !typed.needs.is_empty() || !typed.interpreter.is_empty(),
        needs: needs(words, typed),
        interpreter: Field::one_of(
            "interpreter",
            words.get("need-interpreter-label"),
            nothing("need-interpreter-none").chain(languages).collect(),
        )
        .optional(words.get("optional"))
        .value(typed.interpreter.as_str()),
    }
}

/// What the applicant needs, ticked.
fn needs(words: &Words, typed: &Typed) -> Choices {
    let ticked = TICKED
        .iter()
        .map(|need| Choice::new(*need, words.value("need", need)));
    Choices::many("needs", words.get("needs-legend"), ticked.collect())
        .all_chosen(typed.needs.clone())
}

/// How it came.
fn channel(reader: &Reader, typed: &Typed) -> Field {
    let words = &reader.words;
    let ways = ways(reader).iter();
    let ways = ways.map(|one| ((*one).to_owned(), words.value("came-by", one)));
    let field = Field::one_of("channel", words.get("intake-channel"), ways.collect());
    field.value(typed.channel.as_str())
}

/// From which centre a meeting is to be, where the reader is at none.
fn centre(reader: &Reader, typed: &Typed) -> Field {
    let words = &reader.words;
    let catalogue = reader.app.catalogue.get();
    let code = words.lang().code();
    let none = (String::new(), words.get("register-official-none"));
    let all = catalogue.centres.iter();
    let all = all.map(|one| (one.id.to_string(), one.names.in_language(code).to_owned()));
    let options = std::iter::once(none).chain(all).collect();
    Field::one_of("centre", words.get("case-centre"), options)
        .hint(words.get("register-meeting-only"))
        .optional(words.get("optional"))
        .value(typed.centre.as_str())
}

/// What stands on the paper that came.
fn paper_came(words: &Words, typed: &Typed, problems: &Problems) -> Folded {
    let optional = |field: Field| {
        let field = field.optional(words.get("optional"));
        field.hint(words.get("intake-paper-hint"))
    };
    let fields = vec![
        optional(Field::date("dated", words.get("intake-dated")))
            .value(typed.dated.as_str())
            .wrong(problems.of("dated")),
        optional(Field::text(
            "sender_number",
            words.get("intake-sender-number"),
        ))
        .latin()
        .longest(NUMBER_LETTERS_MAX)
        .value(typed.sender_number.as_str()),
    ];
    let typed = [&typed.dated, &typed.sender_number];
    Folded::new(words.get("intake-paper-title"), fields, &typed)
}

/// Whether it is entered in the register at once, and under what.
fn entry(reader: &Reader, typed: &Typed, problems: &Problems) -> Folded {
    let words = &reader.words;
    let choices = [("", "intake-register-no"), ("yes", "intake-register-yes")];
    let choices = choices.map(|(value, key)| (value.to_owned(), words.get(key)));
    let fields = vec![
        Field::one_of(
            "register",
            words.get("intake-register-now"),
            choices.to_vec(),
        )
        .value(typed.register.as_str()),
        filed::number_field(reader, "entry_number")
            .value(typed.entry_number.as_str())
            .wrong(problems.of("entry_number")),
        Field::one_of(
            "category",
            words.get("file-category"),
            filed::options(reader),
        )
        .value(typed.category.as_str())
        .wrong(problems.of("category")),
    ];
    let typed = [&typed.register, &typed.entry_number, &typed.category];
    Folded::new(words.get("intake-register-title"), fields, &typed)
}
