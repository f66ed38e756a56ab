//! The plans of weeks, as diesel sees them.

diesel::table! {
    plan (office, week, version) {
        office -> Text,
        week -> Text,
        version -> BigInt,
        state -> Text,
        rules -> Integer,
        problem -> Text,
        result -> Text,
        made_by -> Text,
        made_at -> Timestamp,
        published_by -> Nullable<Text>,
    }
}

diesel::table! {
    plan_hand (office, week, request_id) {
        office -> Text,
        week -> Text,
        request_id -> Text,
        slot_id -> Nullable<Text>,
        decided_by -> Text,
        decided_at -> Timestamp,
    }
}

diesel::table! {
    plan_line (office, week, version, request_id) {
        office -> Text,
        week -> Text,
        version -> BigInt,
        request_id -> Text,
        state -> Text,
        appointment_id -> Nullable<Text>,
        refused -> Nullable<Text>,
        said -> Text,
        at -> Timestamp,
    }
}
