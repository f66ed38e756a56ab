//! Bundles what the browser needs and hands it to `src/web/assets.rs` as a table.
//!
//! The only step of the build that may touch the network (`npm ci`, when the lock file changed).
//! Everything is written to `OUT_DIR`; the source tree gets nothing but `node_modules`.
use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output};

/// What the bundle is made of, beside every `.ts` in the folder itself.
const SOURCES: [&str; 7] = [
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "bundle.mjs",
    "styles",
    "week",
    "images",
];

fn main() -> ExitCode {
    match build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            tell(&format!("cargo::error={problem}"));
            ExitCode::FAILURE
        }
    }
}

fn build() -> Result<(), String> {
    let root = folder("CARGO_MANIFEST_DIR")?;
    let out = folder("OUT_DIR")?;
    let browser = root.join("src/web/browser");
    let sources = sources(&browser)?;
    for source in &sources {
        tell(&format!("cargo::rerun-if-changed={}", source.display()));
    }
    tell("cargo::rerun-if-changed=build.rs");
    // Embedded migrations are read by a macro that cargo cannot see through; a folder that is not
    // there would make every build a new one.
    if root.join("migrations").is_dir() {
        tell("cargo::rerun-if-changed=migrations");
    }

    let seen = contents(&sources)?;
    let stamp = out.join("browser.stamp");
    if fs::read(&stamp).is_ok_and(|last| last == seen) {
        return Ok(());
    }
    install(&browser)?;
    run(
        Command::new("node")
            .arg("bundle.mjs")
            .arg(&out)
            .current_dir(&browser),
        "esbuild",
    )?;
    fs::write(&stamp, seen).map_err(|error| said(&stamp, &error))
}

/// Runs `npm ci` unless `node_modules` was made from this very lock file.
fn install(browser: &Path) -> Result<(), String> {
    let lock = browser.join("package-lock.json");
    let wanted = fs::read(&lock).map_err(|error| said(&lock, &error))?;
    let mark = browser.join("node_modules/.made-from");
    if fs::read(&mark).is_ok_and(|made| made == wanted) {
        return Ok(());
    }
    // Install scripts are off: those of our packages fetch binaries or report usage.
    let mut npm = Command::new("npm");
    npm.args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]);
    run(npm.current_dir(browser), "npm ci")?;
    fs::write(&mark, wanted).map_err(|error| said(&mark, &error))
}

fn run(command: &mut Command, what: &str) -> Result<Output, String> {
    let output = match command.output() {
        Ok(output) => output,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let missing = "Node.js is missing: install node 20 or later with npm, then build again";
            return Err(missing.to_owned());
        }
        Err(error) => return Err(format!("{what} did not start: {error}")),
    };
    if output.status.success() {
        return Ok(output);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    for line in said.lines() {
        tell(&format!("cargo::warning={line}"));
    }
    Err(format!(
        "{what} failed in src/web/browser; its own words stand above"
    ))
}

/// Every file whose change asks for a new bundle, in one order.
fn sources(browser: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    for name in SOURCES {
        let path = browser.join(name);
        if path.is_dir() {
            found.extend(listed(&path)?);
        } else {
            found.push(path);
        }
    }
    found.extend(
        listed(browser)?
            .into_iter()
            .filter(|path| path.extension().is_some_and(|kind| kind == "ts")),
    );
    found.sort();
    Ok(found)
}

fn listed(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|error| said(folder, &error))?;
    entries
        .map(|entry| {
            entry
                .map(|found| found.path())
                .map_err(|error| said(folder, &error))
        })
        .collect()
}

fn contents(sources: &[PathBuf]) -> Result<Vec<u8>, String> {
    let mut all = Vec::new();
    for source in sources {
        all.extend_from_slice(source.to_string_lossy().as_bytes());
        all.push(b'\n');
        all.extend(fs::read(source).map_err(|error| said(source, &error))?);
    }
    Ok(all)
}

fn folder(name: &str) -> Result<PathBuf, String> {
    env::var_os(name)
        .map(PathBuf::from)
        .ok_or_else(|| format!("cargo did not set {name}"))
}

fn said(path: &Path, error: &io::Error) -> String {
    format!("{}: {error}", path.display())
}

fn tell(line: &str) {
    println!("{line}");
}
