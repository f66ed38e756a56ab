//! Keeps the house's rules that no compiler keeps: who may name what, and what is never written.
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use crate::tools::{root, run};

const LINES_MAX: usize = 500;
const PICTURE_BYTES_MAX: usize = 300_000;

/// The files that alone may name something, as the beginnings of their paths.
type Only = &'static [&'static str];

const ASKS_TIME: Only = &[
    "src/clock.rs",
    "signaling/src/socket",
    "signaling/src/media",
];
const READS_ENVIRONMENT: Only = &["src/config.rs", "build.rs"];
const SPAWNS: Only = &[
    "src/lifecycle.rs",
    "signaling/src/socket",
    "signaling/src/media",
];
const MAKES_NOISE: Only = &["src/clock/noise.rs", "src/main.rs"];
const KNOWS_STATUS: Only = &[
    "src/api/failure.rs",
    "src/web/failure.rs",
    "signaling/src/socket",
];
const NOTIFIES: Only = &["src/notify", "src/jobs/deliver", "src/lib.rs"];

/// One file as git knows it.
struct File {
    path: String,
    bytes: Vec<u8>,
}

impl File {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap_or("")
    }

    fn is(&self, kind: &str) -> bool {
        Path::new(&self.path)
            .extension()
            .is_some_and(|each| each == kind)
    }

    fn under(&self, starts: &[&str]) -> bool {
        starts.iter().any(|start| self.path.starts_with(start))
    }

    /// Product code: everything but the tests.
    fn is_product(&self) -> bool {
        let is_test = self.path.ends_with("tests.rs") || self.path.contains("/tests/");
        self.under(&["src/", "signaling/src/"]) && !is_test
    }

    /// Its lines with their numbers, comments cut off.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text().lines().enumerate().map(|(place, line)| {
            let code = line.split_once("//").map_or(line, |(before, after)| {
                // An address in a text is no comment.
                if before.ends_with(':') && after.starts_with(char::is_alphanumeric) {
                    line
                } else {
                    before
                }
            });
            (place + 1, code)
        })
    }
}

/// Every file of the repository, new ones included.
fn files() -> Vec<File> {
    let listed = run(Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root()));
    let paths: BTreeSet<&str> = listed.split('\0').filter(|path| !path.is_empty()).collect();
    paths
        .into_iter()
        .filter_map(|path| {
            let bytes = std::fs::read(root().join(path)).ok()?;
            Some(File {
                path: path.to_owned(),
                bytes,
            })
        })
        .collect()
}

/// Whether `line` names `word`, not as a part of a longer word.
fn names(line: &str, word: &str) -> bool {
    let is_inside = |letter: char| letter.is_alphanumeric() || letter == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|start| start.chars().next_back());
        let after = line
            .get(at + word.len()..)
            .and_then(|end| end.chars().next());
        !before.is_some_and(is_inside) && !after.is_some_and(is_inside)
    })
}

/// Fails with every finding, one a line.
#[track_caller]
fn none(rule: &str, found: impl IntoIterator<Item = String>) {
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "{rule}:\n  {}", found.join("\n  "));
}

/// Lines of product code outside `allowed` that name one of `words`.
fn named(words: &[&str], within: &[&str], allowed: Only) -> Vec<String> {
    let mut found = Vec::new();
    let files = files();
    let asked = |file: &&File| {
        file.is("rs") && file.is_product() && file.under(within) && !file.under(allowed)
    };
    for file in files.iter().filter(asked) {
        for (number, line) in file.code() {
            if let Some(word) = words.iter().find(|word| names(line, word)) {
                found.push(format!("{}:{number} names {word}", file.path));
            }
        }
    }
    found
}

const EVERYWHERE: &[&str] = &["src/", "signaling/src/"];

#[test]
fn only_clock_asks_the_time() {
    let words = [
        "Utc::now",
        "Local::now",
        "SystemTime::now",
        "Instant::now",
        "UNIX_EPOCH",
    ];
    none(
        "only src/clock.rs asks the time",
        named(&words, EVERYWHERE, ASKS_TIME),
    );
}

#[test]
fn only_main_makes_the_random_source() {
    let words = [
        "SysRng",
        "from_system",
        "rand::rng",
        "getrandom",
        "ThreadRng",
    ];
    none(
        "only src/main.rs makes the random source",
        named(&words, EVERYWHERE, MAKES_NOISE),
    );
}

#[test]
fn only_config_reads_the_environment() {
    let words = ["env::var", "env::vars", "env::var_os", "env::vars_os"];
    none(
        "only src/config.rs reads the environment",
        named(&words, EVERYWHERE, READS_ENVIRONMENT),
    );
}

#[test]
fn only_lifecycle_spawns() {
    let words = [
        "spawn_blocking",
        "thread::spawn",
        "tokio::spawn",
        "rt::spawn",
        "task::spawn",
        "spawn_local",
    ];
    none(
        "only src/lifecycle.rs spawns",
        named(&words, EVERYWHERE, SPAWNS),
    );
}

#[test]
fn only_the_two_failures_know_status_codes() {
    none(
        "only failure.rs knows status codes",
        named(&["StatusCode"], EVERYWHERE, KNOWS_STATUS),
    );
}

#[test]
fn pages_api_and_jobs_go_through_the_service() {
    let marks = ["store::", "::store", ".store", "StoreError", "diesel"];
    let mut found = Vec::new();
    let files = files();
    let asked = |file: &&File| {
        file.is("rs") && file.is_product() && file.under(&["src/web", "src/api", "src/jobs"])
    };
    for file in files.iter().filter(asked) {
        for (number, line) in file.code() {
            if marks.iter().any(|mark| line.contains(mark)) {
                found.push(format!("{}:{number} {}", file.path, line.trim()));
            }
        }
    }
    none("web, api and jobs never name the store", found);
}

#[test]
fn only_deliver_sends() {
    none(
        "only jobs/deliver names notify",
        named(&["notify"], &["src/"], NOTIFIES),
    );
}

#[test]
fn the_rules_do_no_io() {
    let words = [
        "diesel",
        "actix_web",
        "tokio",
        "reqwest",
        "lettre",
        "fs",
        "net",
        "env",
        "async",
        "await",
        "rand",
        "Clock",
        "Noise",
        "clock",
        "store",
        "service",
        "web",
        "api",
        "notify",
        "jobs",
        "bus",
        "config",
        "lifecycle",
        "telemetry",
    ];
    let within = ["src/scheduling"];
    // In a path or a use only: a variable may be called like that.
    let found = named(&words, &within, &[]).into_iter().filter(|finding| {
        let (place, word) = finding.split_once(" names ").unwrap();
        let (path, number) = place.rsplit_once(':').unwrap();
        let text = std::fs::read_to_string(root().join(path)).unwrap();
        let line = text
            .lines()
            .nth(number.parse::<usize>().unwrap() - 1)
            .unwrap();
        ["async", "await", "Clock", "Noise"].contains(&word) || line.contains(&format!("{word}::"))
    });
    none("scheduling is values in, values out", found);
}

#[test]
fn signaling_names_nothing_of_ours() {
    let mut found = Vec::new();
    for file in files()
        .iter()
        .filter(|file| file.under(&["signaling/"]) && file.is("rs"))
    {
        let ours = file.code().filter(|(_, line)| line.contains("majlis::"));
        found.extend(ours.map(|(number, _)| format!("{}:{number}", file.path)));
    }
    none("signaling names nothing of ours", found);
}

#[test]
fn every_rust_file_says_what_it_is_for() {
    let silent = files()
        .into_iter()
        .filter(|file| file.is("rs") && !file.text().starts_with("//! "));
    none("a file opens with //!", silent.map(|file| file.path));
}

#[test]
fn nothing_is_left_for_later() {
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("#[ig", "nore"),
    ];
    let mut found = Vec::new();
    for file in files()
        .iter()
        .filter(|file| !file.path.ends_with("package-lock.json"))
    {
        for (place, line) in file.text().lines().enumerate() {
            if marks.iter().any(|mark| line.contains(mark)) {
                found.push(format!("{}:{}", file.path, place + 1));
            }
        }
    }
    none("nothing is left for later", found);
}

#[test]
fn styles_know_no_left_and_no_right() {
    let mut found = Vec::new();
    for file in files().iter().filter(|file| file.is("css")) {
        let mut is_comment = false;
        for (place, line) in file.text().lines().enumerate() {
            is_comment |= line.contains("/*");
            let sided = line
                .split(|letter: char| !letter.is_alphanumeric())
                .any(|word| word == "left" || word == "right");
            if sided && !is_comment {
                found.push(format!("{}:{} {}", file.path, place + 1, line.trim()));
            }
            is_comment &= !line.contains("*/");
        }
    }
    none("styles are logical: start and end", found);
}

#[test]
fn no_file_is_longer_than_one_reads() {
    let kinds = ["rs", "ts", "css", "html", "sql", "ftl", "mjs"];
    let long = files().into_iter().filter(|file| {
        let is_test = file.path.contains("tests");
        !is_test
            && kinds.iter().any(|kind| file.is(kind))
            && file.text().lines().count() > LINES_MAX
    });
    none("a file has at most 500 lines", long.map(|file| file.path));
}

#[test]
fn words_hold_no_markup() {
    let mut found = Vec::new();
    for file in files().iter().filter(|file| file.is("ftl")) {
        for (place, line) in file.text().lines().enumerate() {
            let opens = line.split('<').skip(1).any(|rest| {
                rest.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '/')
            });
            if opens || line.contains("&nbsp;") || line.contains("&amp;") {
                found.push(format!("{}:{}", file.path, place + 1));
            }
        }
    }
    none("words hold no HTML", found);
}

#[test]
fn every_page_starts_from_the_frame() {
    let pages = files().into_iter().filter(|file| {
        file.is("html") && file.path.starts_with("src/web/") && !file.path.contains("/parts/")
    });
    let bare = pages.filter(|file| {
        !file.path.ends_with("/frame.html")
            && !file.text().trim_start().starts_with("{% extends \"")
    });
    none("a page extends frame.html", bare.map(|file| file.path));
}

#[test]
fn pages_hold_no_inline_style_or_script_and_load_nothing_from_elsewhere() {
    let marks = [
        " style=",
        "<style",
        " onclick=",
        " onload=",
        " onsubmit=",
        " onchange=",
        "javascript:",
    ];
    let mut found = Vec::new();
    let shown = |file: &&File| {
        file.under(&["src/web/"]) && (file.is("html") || file.is("css") || file.is("ts"))
    };
    for file in files().iter().filter(shown) {
        for (place, line) in file.text().lines().enumerate() {
            let is_inline = file.is("html") && marks.iter().any(|mark| line.contains(mark));
            let is_script = file.is("html") && line.contains("<script") && !line.contains(" src=");
            let is_foreign = ["http://", "https://"].iter().any(|start| {
                line.match_indices(start)
                    .any(|(at, _)| !line.get(at..).unwrap_or("").contains("w3.org"))
            });
            if is_inline || is_script || is_foreign {
                found.push(format!("{}:{} {}", file.path, place + 1, line.trim()));
            }
        }
    }
    none("the content security policy is strict", found);
}

#[test]
fn there_are_no_binary_files_but_pictures() {
    let blobs = files().into_iter().filter(|file| {
        let is_picture = file.path.starts_with("docs/") && file.is("png");
        let is_text = !file.bytes.contains(&0) && std::str::from_utf8(&file.bytes).is_ok();
        if is_picture {
            file.bytes.len() > PICTURE_BYTES_MAX
        } else {
            !is_text
        }
    });
    none(
        "only docs/*.png, each under 300 kB, are no text",
        blobs.map(|file| file.path),
    );
}

#[test]
fn every_snapshot_belongs_to_a_test() {
    let files = files();
    let code: String = files
        .iter()
        .filter(|file| file.is("rs"))
        .map(File::text)
        .collect();
    let orphans = files.iter().filter(|file| file.is("snap")).filter(|file| {
        let stem = Path::new(&file.path).file_stem().unwrap().to_str().unwrap();
        let name = stem.rsplit("__").next().unwrap();
        let base = name
            .rsplit_once('-')
            .filter(|(_, count)| count.parse::<u32>().is_ok());
        let is_known = |name: &str| names(&code, name.split('@').next().unwrap());
        !is_known(name) && !base.is_some_and(|(name, _)| is_known(name))
    });
    none(
        "a snapshot belongs to a test",
        orphans.map(|file| file.path.clone()),
    );
}

/// Dependencies that are named by no line of code, and why they are there.
const SILENT: &[(&str, &str)] = &[
    (
        "libsqlite3-sys",
        "builds SQLite itself into the binary for diesel",
    ),
    ("pq-sys", "builds libpq itself into the binary for diesel"),
];

#[test]
fn every_dependency_is_used() {
    let mut unused = Vec::new();
    for (manifest, folders) in [
        (
            "Cargo.toml",
            &["src/", "tests/", "benches/", "build.rs"][..],
        ),
        ("signaling/Cargo.toml", &["signaling/"][..]),
    ] {
        let files = files();
        let code: String = files
            .iter()
            .filter(|file| file.is("rs") && file.under(folders))
            .flat_map(File::code)
            .flat_map(|(_, line)| [line, "\n"])
            .collect();
        let text = std::fs::read_to_string(root().join(manifest)).unwrap();
        let table: toml::Table = text.parse().unwrap();
        for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let Some(toml::Value::Table(each)) = table.get(section) else {
                continue;
            };
            let silent = |name: &str| SILENT.iter().any(|(silent, _)| *silent == name);
            let idle = each
                .keys()
                .filter(|name| !silent(name) && !names(&code, &name.replace('-', "_")));
            unused.extend(idle.map(|name| format!("{manifest}: {name}")));
        }
    }
    none("every dependency is used", unused);
}

#[test]
fn a_word_is_found_only_whole() {
    assert!(names("use crate::store::Store;", "store"));
    assert!(!names("let restore = stored;", "store"));
    assert!(names("الوقت store الوقت", "store"));
}
