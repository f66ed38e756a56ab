//! What a request is about: a tree of categories, and the one its words suggest.

use std::collections::BTreeSet;

use crate::scheduling::ids::{CategoryId, DepartmentId};
use crate::scheduling::naming;

/// So deep at most is a tree; a deeper one, or one that goes round, ends there.
pub const DEPTH_MAX: usize = 8;
/// So many categories at most are suggested.
pub const SUGGESTED_MAX: usize = 3;
/// A word of fewer letters is compared whole, a longer one from its beginning.
const STEM_LETTERS_MIN: usize = 4;
/// What Arabic writes in front of a word, the longest first.
const PREFIXES: [&str; 8] = ["وال", "بال", "فال", "كال", "لل", "ال", "و", "ب"];

/// One category of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its id.
    pub id: CategoryId,
    /// The one above it.
    pub parent: Option<CategoryId>,
    /// Words of a request that suggest it, in any language, as they were written down.
    pub words: Vec<String>,
    /// Who works on it; none: whoever works on the one above.
    pub department: Option<DepartmentId>,
    /// Working days until an answer is due; none: those of the one above.
    pub due_days: Option<u16>,
    /// Whether it is still read on old requests, but chosen for none.
    pub is_retired: bool,
    /// Whether its requests are protected; below a protected one all are.
    pub is_protected: bool,
}

/// A category that the words of a request suggest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The category.
    pub id: CategoryId,
    /// The words that suggested it, as the person wrote them.
    pub found: Vec<String>,
}

/// Every category, in the ministry's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree(Vec<Category>);

impl Tree {
    /// The tree of these categories.
    #[must_use]
    pub const fn new(categories: Vec<Category>) -> Self {
        Self(categories)
    }

    /// The category of that id.
    #[must_use]
    pub fn find(&self, id: &CategoryId) -> Option<&Category> {
        self.0.iter().find(|one| one.id == *id)
    }

    /// A category and those above it, the lowest first.
    #[must_use]
    pub fn upwards(&self, id: &CategoryId) -> Vec<&Category> {
        let first = self.find(id);
        let above = |one: &&Category| one.parent.as_ref().and_then(|id| self.find(id));
        std::iter::successors(first, above)
            .take(DEPTH_MAX)
            .collect()
    }

    /// Every category with its depth, each below the one above it; the first level is 0.
    #[must_use]
    pub fn in_order(&self) -> Vec<(&Category, usize)> {
        let mut all = Vec::new();
        self.add_below(None, 0, &mut all);
        all
    }

    fn add_below<'a>(
        &'a self,
        parent: Option<&CategoryId>,
        depth: usize,
        all: &mut Vec<(&'a Category, usize)>,
    ) {
        if depth >= DEPTH_MAX {
            return;
        }
        for one in self.0.iter().filter(|one| one.parent.as_ref() == parent) {
            all.push((one, depth));
            self.add_below(Some(&one.id), depth + 1, all);
        }
    }

    /// Whether a category may stand below another without going round, and not too deep.
    #[must_use]
    pub fn may_stand_below(&self, id: &CategoryId, parent: &CategoryId) -> bool {
        let above = self.upwards(parent);
        let below = self.height(id, 0);
        !above.is_empty()
            && above.len() + below <= DEPTH_MAX
            && above.iter().all(|one| one.id != *id)
    }

    /// Whether another one may stand below a category, and the tree not be too deep.
    #[must_use]
    pub fn has_room_below(&self, parent: &CategoryId) -> bool {
        self.upwards(parent).len() < DEPTH_MAX
    }

    fn height(&self, id: &CategoryId, depth: usize) -> usize {
        if depth >= DEPTH_MAX {
            return depth;
        }
        let below = self.0.iter().filter(|one| one.parent.as_ref() == Some(id));
        1 + below
            .map(|one| self.height(&one.id, depth + 1))
            .max()
            .unwrap_or(0)
    }

    /// Who works on requests of a category: its own department, or the nearest one above.
    #[must_use]
    pub fn department(&self, id: &CategoryId) -> Option<&DepartmentId> {
        let mut line = self.upwards(id).into_iter();
        line.find_map(|one| one.department.as_ref())
    }

    /// In how many working days an answer is due: its own, or the nearest above.
    #[must_use]
    pub fn due_days(&self, id: &CategoryId) -> Option<u16> {
        let mut line = self.upwards(id).into_iter();
        line.find_map(|one| one.due_days)
    }

    /// Whether requests of a category are protected: it says so, or one above it does.
    #[must_use]
    pub fn is_protected(&self, id: &CategoryId) -> bool {
        self.upwards(id).iter().any(|one| one.is_protected)
    }

    /// The categories that a text suggests, the best first, each with the words that did: more
    /// words before fewer, and then the ministry's order.
    #[must_use]
    pub fn suggest(&self, text: &str) -> Vec<Suggestion> {
        let written: Vec<(&str, String)> = text
            .split(|sign: char| !sign.is_alphanumeric() && !is_mark(sign))
            .filter(|word| !word.is_empty())
            .map(|word| (word, stem(word)))
            .collect();
        let mut all: Vec<Suggestion> = self
            .0
            .iter()
            .filter(|one| !one.is_retired)
            .filter_map(|one| {
                let found = found(&one.words, &written);
                (!found.is_empty()).then(|| Suggestion {
                    id: one.id.clone(),
                    found,
                })
            })
            .collect();
        all.sort_by_key(|one| std::cmp::Reverse(one.found.len()));
        all.truncate(SUGGESTED_MAX);
        all
    }
}

/// Whether two subjects say the same: most words of both are common, however they are written.
#[must_use]
pub fn is_alike(one: &str, other: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        let folded = naming::folded(text);
        let words = folded.split(' ').filter(|word| !word.is_empty());
        words.map(bare).collect()
    };
    let (one, other) = (words(one), words(other));
    let common = one.intersection(&other).count();
    common > 0 && common * 10 >= (one.len() + other.len()) * 3
}

/// Vowel signs and the stretching stroke belong to the word they stand in.
const fn is_mark(sign: char) -> bool {
    matches!(sign, '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}')
}

/// The words of the text that one of these suggests, each once, as they were written.
fn found(suggesting: &[String], written: &[(&str, String)]) -> Vec<String> {
    let stems: Vec<String> = suggesting.iter().map(|word| beginning(word)).collect();
    let mut seen = BTreeSet::new();
    let hits = written.iter().filter(|(_, word)| {
        stems.iter().any(|stem| begins(word, stem)) && seen.insert(word.clone())
    });
    hits.map(|(word, _)| (*word).to_owned()).collect()
}

fn begins(word: &str, stem: &str) -> bool {
    if stem.chars().count() < STEM_LETTERS_MIN {
        return !stem.is_empty() && word == stem;
    }
    word.starts_with(stem)
}

/// The stem of a word that suggests, open to its plural: a feminine ending is left off.
fn beginning(word: &str) -> String {
    let stem = stem(word);
    let open = stem.strip_suffix('ه');
    let open = open.filter(|open| open.chars().count() >= STEM_LETTERS_MIN);
    open.unwrap_or(&stem).to_owned()
}

fn stem(word: &str) -> String {
    bare(&naming::folded(word))
}

/// A folded word without what Arabic writes in front of it, as long as enough is left.
fn bare(word: &str) -> String {
    let mut word = word;
    while let Some(rest) = without_prefix(word) {
        word = rest;
    }
    word.to_owned()
}

fn without_prefix(word: &str) -> Option<&str> {
    PREFIXES.iter().find_map(|prefix| {
        let rest = word.strip_prefix(prefix)?;
        // One letter may well belong to the word itself.
        let least = if prefix.chars().count() == 1 { 3 } else { 2 };
        (rest.chars().count() >= least).then_some(rest)
    })
}

#[cfg(test)]
mod tests;
