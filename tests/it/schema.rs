//! Both databases have the tables that `src/store/schema.rs` says they have, column for column.
use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use majlis::on_either;
use majlis::store::{Place, Store};
use majlis::store::{StoreError, migrate};

use crate::postgres;

/// Of each column, named `table.column`: its kind, and whether it may be empty.
type Columns = BTreeMap<String, (String, bool)>;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    may_be_empty: bool,
}

const SQLITE: &str = "SELECT t.name || '.' || c.name AS name, lower(c.type) AS kind, \
     c.\"notnull\" = 0 AS may_be_empty FROM sqlite_master t JOIN pragma_table_info(t.name) c \
     WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE '%diesel%'";

const POSTGRES: &str = "SELECT table_name || '.' || column_name AS name, data_type::text AS kind, \
     is_nullable = 'YES' AS may_be_empty FROM information_schema.columns \
     WHERE table_schema = 'public' AND table_name NOT LIKE '%diesel%'";

async fn introspected(place: &Place) -> Columns {
    migrate::run(place).unwrap();
    assert_eq!(
        migrate::run(place).unwrap(),
        0,
        "migrating twice does nothing"
    );
    assert!(!migrate::is_pending(place).unwrap());
    let store = Store::open(place, 1).unwrap();
    let query = if store.is_embedded() {
        SQLITE
    } else {
        POSTGRES
    };
    let read = store.read(move |db| {
        Ok::<_, StoreError>(on_either!(db, |conn| diesel::sql_query(query).load::<Row>(conn))?)
    });
    let rows = read.await.unwrap();
    let kind = |text: &str| text.replace(" without time zone", "");
    rows.into_iter()
        .map(|row| (row.name, (kind(&row.kind), row.may_be_empty)))
        .collect()
}

/// What diesel is told.
const SCHEMA: &str = concat!(
    include_str!("../../src/store/schema.rs"),
    include_str!("../../src/store/schema/calendar.rs"),
    include_str!("../../src/store/schema/calls.rs"),
    include_str!("../../src/store/schema/conduct.rs"),
    include_str!("../../src/store/schema/day.rs"),
    include_str!("../../src/store/schema/desks.rs"),
    include_str!("../../src/store/schema/files.rs"),
    include_str!("../../src/store/schema/messages.rs"),
    include_str!("../../src/store/schema/plans.rs"),
    include_str!("../../src/store/schema/triage.rs"),
    include_str!("../../src/store/schema/publications.rs"),
    include_str!("../../src/store/schema/waiting_list.rs"),
);

/// What the files say that diesel is told.
fn declared() -> Columns {
    let mut columns = Columns::new();
    let mut table = "";
    let lines = SCHEMA.lines().map(str::trim);
    // What may be joined with what is no column.
    for line in lines.filter(|line| !line.starts_with("diesel::joinable!")) {
        match (line.split_once(" -> "), line.split_once(" (")) {
            (Some((name, kind)), _) => {
                let kind = kind.trim_end_matches(',');
                let inner = kind
                    .strip_prefix("Nullable<")
                    .map(|rest| rest.trim_end_matches('>'));
                let sql = match inner.unwrap_or(kind) {
                    "Text" => "text",
                    "Integer" => "integer",
                    "BigInt" => "bigint",
                    "Bool" => "boolean",
                    "Timestamp" => "timestamp",
                    other => panic!("{other} is not portable"),
                };
                columns.insert(format!("{table}.{name}"), (sql.to_owned(), inner.is_some()));
            }
            (None, Some((name, _))) => table = name,
            (None, None) => {}
        }
    }
    columns
}

#[actix_web::test]
async fn sqlite_is_as_diesel_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("majlis.sqlite");
    let place = Place::Sqlite(path.to_str().unwrap().to_owned());
    assert_eq!(introspected(&place).await, declared());
}

#[actix_web::test]
async fn postgres_is_as_diesel_is_told() {
    let place = Place::Postgres(postgres::empty());
    assert_eq!(introspected(&place).await, declared());
}

#[test]
fn the_declaration_is_read_whole() {
    let declared = declared();
    let tables: std::collections::BTreeSet<&str> = declared
        .keys()
        .filter_map(|name| Some(name.split_once('.')?.0))
        .collect();
    assert_eq!(tables.len(), SCHEMA.matches("diesel::table!").count());
}
