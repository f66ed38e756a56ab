//! The tables of what is owed once, and of what gateways reported.

diesel::table! {
    receipt (notice_id) {
        notice_id -> Text,
        gateway_id -> Nullable<Text>,
        state -> Text,
        reports -> Integer,
        detail -> Nullable<Text>,
        at -> Timestamp,
    }
}

diesel::table! {
    reminder (appointment_id, hours) {
        appointment_id -> Text,
        hours -> Integer,
        queued_at -> Timestamp,
    }
}

diesel::table! {
    evening (request_id, event) {
        request_id -> Text,
        event -> Text,
        queued_at -> Timestamp,
    }
}

diesel::table! {
    template (event, language, channel) {
        event -> Text,
        language -> Text,
        channel -> Text,
        subject -> Nullable<Text>,
        body -> Text,
        staff_id -> Text,
        changed_at -> Timestamp,
    }
}
