//! What stands around every page: who serves it, who is signed in, in which language.

use chrono::{DateTime, SecondsFormat, Utc};

use crate::web::assets;
use crate::words::{Digits, Library, Words};

/// What every page struct carries as its field `frame`, and `frame.html` shows.
#[derive(Clone)]
pub struct Frame {
    /// The words of the reader's language.
    pub words: Words,
    /// The ministry's neutral name from the configuration, in that language.
    pub ministry: String,
    /// The call centre's number; none where the ministry says none.
    pub phone: String,
    /// What the page is about: its first heading, and the beginning of the window's title.
    pub title: String,
    /// Whether the page shows what was wrong in a form; the window's title says so first.
    pub wrong: bool,
    /// The page's own path and query, to which a change of language comes back.
    pub path: String,
    /// The languages one may change to.
    pub tongues: Vec<Tongue>,
    /// Who is signed in.
    pub person: Option<Person>,
    /// The parts of the site that person may use.
    pub nav: Vec<NavLink>,
    /// Whether this is the demonstration, whose messages go to `/demo/phone`.
    pub demo: bool,
    /// The secret that forms of this browser carry back.
    pub csrf: String,
    /// The time of the request; what counts down counts from it.
    pub now: DateTime<Utc>,
    /// Whether the page is one of the staff's.
    pub staff: bool,
}

/// A language to change to.
#[derive(Clone, Debug)]
pub struct Tongue {
    /// Its code.
    pub code: String,
    /// What it calls itself.
    pub name: String,
    /// `rtl` or `ltr`.
    pub direction: &'static str,
}

/// Who is signed in, as the header says it.
#[derive(Clone, Debug)]
pub struct Person {
    /// The name, or for a citizen without one the masked mobile.
    pub name: String,
    /// The role in the reader's language; empty for a citizen.
    pub role: String,
}

/// A part of the site in the header.
#[derive(Clone, Debug)]
pub struct NavLink {
    /// Where it leads.
    pub href: String,
    /// What it is called.
    pub name: String,
}

impl Frame {
    /// A frame for somebody not signed in.
    #[must_use]
    pub fn new(library: &Library, words: Words, now: DateTime<Utc>) -> Self {
        let tongues = library
            .languages()
            .filter(|language| language.code() != words.lang().code())
            .map(|language| Tongue {
                code: language.code().to_owned(),
                name: language.name().to_owned(),
                direction: language.direction(),
            })
            .collect();
        Self {
            words,
            ministry: String::new(),
            phone: String::new(),
            title: String::new(),
            wrong: false,
            path: "/".to_owned(),
            tongues,
            person: None,
            nav: Vec::new(),
            demo: false,
            csrf: String::new(),
            now,
            staff: false,
        }
    }

    /// The same frame, its page called by the words of that key.
    #[must_use]
    pub fn titled(self, key: &str) -> Self {
        let title = self.words.get(key);
        Self { title, ..self }
    }

    /// The same frame, its page called so.
    #[must_use]
    pub fn called(self, title: String) -> Self {
        Self { title, ..self }
    }

    /// The same frame for a form that came back with something wrong.
    #[must_use]
    pub fn gone_wrong(self, wrong: bool) -> Self {
        Self { wrong, ..self }
    }

    /// Where the asset of that name is served.
    #[must_use]
    pub fn asset(&self, name: &str) -> &'static str {
        assets::url(name)
    }

    /// The window's title: the page, the service, and first of all that something was wrong.
    #[must_use]
    pub fn window_title(&self) -> String {
        let service = self.words.get("service-name");
        if self.title.is_empty() {
            return service;
        }
        let key = if self.wrong {
            "page-title-error"
        } else {
            "page-title"
        };
        let parts = [
            ("page", self.title.as_str().into()),
            ("service", service.as_str().into()),
        ];
        self.words.with(key, &parts)
    }

    /// The call centre's number as telephones take it.
    #[must_use]
    pub fn phone_dialled(&self) -> String {
        let signs = self.phone.chars();
        signs
            .filter(|sign| sign.is_ascii_digit() || *sign == '+')
            .collect()
    }

    /// The request's time as scripts read it.
    #[must_use]
    pub fn server_now(&self) -> String {
        instant(self.now)
    }

    /// The digits one may change to, and the words for it, where the language has two kinds.
    #[must_use]
    pub fn other_digits(&self) -> Option<(&'static str, String)> {
        if !self.words.lang().has_digits() {
            return None;
        }
        Some(match self.words.digits() {
            Digits::Latin => ("own", self.words.get("digits-own")),
            Digits::Own => ("latin", self.words.get("digits-latin")),
        })
    }

    /// What `data-digits` says to scripts that write numbers.
    #[must_use]
    pub fn digits(&self) -> &'static str {
        match self.words.digits() {
            Digits::Latin => "latn",
            Digits::Own => "arab",
        }
    }

    /// Whether a link of the header leads to this page or to one below it; of several the one that
    /// says most of the path.
    #[must_use]
    pub fn is_at(&self, href: &str) -> bool {
        let path = self.path.split('?').next().unwrap_or_default();
        let mut nearer = self.nav.iter().filter(|link| link.href.len() > href.len());
        is_below(path, href) && !nearer.any(|link| is_below(path, &link.href))
    }
}

/// Whether a path is that of a page, or of one below it.
fn is_below(path: &str, page: &str) -> bool {
    path == page
        || path
            .strip_prefix(page)
            .is_some_and(|rest| rest.starts_with('/'))
}

/// An instant as scripts and `<time datetime>` read it.
#[must_use]
pub fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
