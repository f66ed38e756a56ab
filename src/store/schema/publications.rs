//! Publications that can be undone, and who drafts, as diesel sees them.

diesel::table! {
    publication (official_id, week, version) {
        official_id -> Text,
        week -> Text,
        version -> BigInt,
        former -> Text,
        traces -> Text,
        published_at -> Timestamp,
        undo_until -> Timestamp,
        undone_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    week_editor (official_id, week, staff_id) {
        official_id -> Text,
        week -> Text,
        staff_id -> Text,
        seen_at -> Timestamp,
    }
}
