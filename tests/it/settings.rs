//! Settings come from three places, and every problem is told at once.
use majlis::config::{DatabaseUrl, Key, Profile, Settings, Sources, load};

fn with(profile: Profile, pairs: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::defaults(profile);
    for (name, value) in pairs {
        sources
            .environment
            .insert((*name).to_owned(), (*value).to_owned());
    }
    sources
}

/// Settings for a test: those of the demo, with some lines of the command line over them.
pub(crate) fn demo(flags: &[(&str, &str)]) -> Settings {
    let sources = Sources::defaults(Profile::Demo);
    let sources = flags
        .iter()
        .fold(sources, |sources, (key, text)| sources.with(key, *text));
    load(&sources).unwrap()
}

#[test]
fn the_defaults_alone_are_complete() {
    let settings = demo(&[]);
    assert_eq!(settings.booking.hold_minutes, 5);
    assert_eq!(settings.ministry.zone, chrono_tz::Asia::Riyadh);
    assert!(!settings.limits.enabled);
}

#[test]
fn the_environment_goes_over_a_file_and_the_command_line_over_both() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(
        file.path(),
        "[server]\nport = 1\nworkers = 3\nstop_seconds = 4\n",
    )
    .unwrap();
    let mut sources = with(
        Profile::Demo,
        &[
            ("MAJLIS__SERVER__PORT", "2"),
            ("MAJLIS__SERVER__WORKERS", "5"),
            ("PATH", "/bin"),
        ],
    );
    sources.file = Some(file.path().to_owned());
    let settings = load(&sources.with("server.port", "7")).unwrap();
    let server = &settings.server;
    assert_eq!(
        (server.port, server.workers, server.stop_seconds),
        (7, 5, 4)
    );
}

#[test]
fn the_environment_writes_lists_with_commas_and_adds_a_language() {
    let sources = with(
        Profile::Demo,
        &[
            ("MAJLIS__MEDIA__PUBLIC_ADDRESSES", "10.1.2.3, fd00::1"),
            ("MAJLIS__MINISTRY__NAME__UR", "وزارت"),
            (
                "MAJLIS__DATABASE__URL",
                "postgres://majlis:geheim@db/majlis",
            ),
        ],
    );
    let settings = load(&sources).unwrap();
    assert_eq!(settings.media.public_addresses.len(), 2);
    assert_eq!(
        settings.ministry.name.get("ur").map(String::as_str),
        Some("وزارت")
    );
    assert!(matches!(settings.database.url, DatabaseUrl::Postgres(_)));
    assert!(
        !format!("{settings:?}").contains("geheim"),
        "a secret is shown"
    );
}

#[test]
fn every_problem_is_told_at_once_with_its_key_and_its_source() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(
        file.path(),
        "[booking]\nhold_minuts = 5\nlead_minutes = -1\n",
    )
    .unwrap();
    let mut sources = with(
        Profile::Demo,
        &[
            ("MAJLIS__SERVER__PORT", "http"),
            ("MAJLIS__MINISTRY__ZONE", "Asia/Mekka"),
            ("MAJLIS__SECRETS__SEALING", "c2hvcnQ="),
            ("MAJLIS__DATABASE__URL", "mysql://x"),
            ("MAJLIS__NOSUCH__KEY", "1"),
        ],
    );
    sources.file = Some(file.path().to_owned());
    let problems = load(&sources)
        .unwrap_err()
        .to_string()
        .replace(&file.path().display().to_string(), "FILE");
    insta::assert_snapshot!(problems);
}

#[test]
fn production_refuses_what_only_a_demo_may_have() {
    let problems = load(&Sources::defaults(Profile::Production))
        .unwrap_err()
        .to_string();
    insta::assert_snapshot!(problems);
}

#[test]
fn production_takes_whole_settings() {
    let key = |start: u8| {
        use base64::Engine as _;
        let bytes: Vec<u8> = (start..start + 32).collect();
        base64::engine::general_purpose::STANDARD.encode(bytes)
    };
    let (signing, lookup, sealing) = (key(1), key(40), key(90));
    let sources = with(
        Profile::Production,
        &[
            ("MAJLIS__SECRETS__SIGNING", &signing),
            ("MAJLIS__SECRETS__LOOKUP", &lookup),
            ("MAJLIS__SECRETS__SEALING", &sealing),
            (
                "MAJLIS__SERVER__PUBLIC_URL",
                "https://majlis.ministry.example",
            ),
            ("MAJLIS__SMS__TRANSPORT", "http"),
            ("MAJLIS__SMS__URL", "https://gateway.example/sms"),
            ("MAJLIS__MAIL__TRANSPORT", "smtp"),
        ],
    );
    assert!(load(&sources).is_ok());
}

#[test]
fn a_key_no_luck_made_is_weak() {
    assert!(Key::of([7; 32]).is_weak());
    assert!(Key::default().is_weak());
    assert!(!Key::of(std::array::from_fn(|place| u8::try_from(place).unwrap())).is_weak());
}
