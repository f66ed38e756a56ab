//! One language with its texts, ready to be spoken.

use std::collections::BTreeSet;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use super::{Language, MISSING};

type Bundle = FluentBundle<Arc<FluentResource>>;

/// A language and its texts twice: with isolating marks for pages, without for SMS and mail.
pub(super) struct Tongue {
    pub(super) language: Language,
    pub(super) keys: BTreeSet<String>,
    marked: Bundle,
    plain: Bundle,
    /// Who says what this language has no words for.
    under: Option<Arc<Self>>,
}

impl Tongue {
    /// Reads one folder; every problem of every file is reported.
    pub(super) fn read(about: &str, files: &[(&str, &str)]) -> Result<Self, Vec<String>> {
        let language: Language =
            toml::from_str(about).map_err(|error| vec![format!("language.toml: {error}")])?;
        let identifier: LanguageIdentifier = language.code().parse().map_err(|error| {
            vec![format!(
                "`{}` is no language code: {error}",
                language.code()
            )]
        })?;
        let mut tongue = Self {
            language,
            keys: BTreeSet::new(),
            marked: Bundle::new_concurrent(vec![identifier.clone()]),
            plain: Bundle::new_concurrent(vec![identifier]),
            under: None,
        };
        tongue.plain.set_use_isolating(false);
        let problems: Vec<String> = files
            .iter()
            .flat_map(|(name, text)| tongue.add(name, text))
            .collect();
        if problems.is_empty() {
            Ok(tongue)
        } else {
            Err(problems)
        }
    }

    fn add(&mut self, name: &str, text: &str) -> Vec<String> {
        let resource = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) => Arc::new(resource),
            Err((_, errors)) => {
                return errors
                    .iter()
                    .map(|error| format!("{name}: {error}"))
                    .collect();
            }
        };
        self.keys.extend(keys(text));
        let added = [
            self.marked.add_resource(Arc::clone(&resource)),
            self.plain.add_resource(resource),
        ];
        let errors = added.into_iter().filter_map(Result::err).flatten();
        errors.map(|error| format!("{name}: {error}")).collect()
    }

    /// The same language, with another that says what it has no words for.
    pub(super) fn over(self, under: &Arc<Self>) -> Self {
        Self {
            under: Some(Arc::clone(under)),
            ..self
        }
    }

    /// What this language says and the other does not, and the other way round.
    pub(super) fn differences(&self, other: &Self) -> Vec<String> {
        let missing = self.keys.difference(&other.keys).map(|key| (key, other));
        let surplus = other.keys.difference(&self.keys).map(|key| (key, self));
        missing
            .chain(surplus)
            .map(|(key, lacking)| format!("`{}` has no words for `{key}`", lacking.language.code()))
            .collect()
    }

    /// The text of a key, or its name between visible brackets when there is none.
    pub(super) fn format(&self, key: &str, args: &FluentArgs<'_>, marks: bool) -> String {
        let bundle = if marks { &self.marked } else { &self.plain };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            if let Some(under) = &self.under {
                return under.format(key, args, marks);
            }
            tracing::error!(key, language = self.language.code(), "a text has no words");
            return format!("{MISSING}{key}⟧");
        };
        let mut errors = Vec::new();
        let text = bundle
            .format_pattern(pattern, Some(args), &mut errors)
            .into_owned();
        for error in errors {
            tracing::error!(key, %error, "a text could not be put together");
        }
        text
    }
}

/// The keys of a file, in order: what stands before ` =` at the beginning of a line.
pub(super) fn keys(text: &str) -> impl Iterator<Item = String> {
    text.lines()
        .filter(|line| line.starts_with(|letter: char| letter.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key.to_owned())
}
