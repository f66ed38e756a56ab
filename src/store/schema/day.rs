//! The tables of the office's day: named readers of a week, feeds, lateness, notes, next steps.

diesel::table! {
    week_reader (official_id, staff_id) {
        official_id -> Text,
        staff_id -> Text,
        named_by -> Nullable<Text>,
        named_at -> Timestamp,
    }
}

diesel::table! {
    feed (id) {
        id -> Text,
        token_hash -> Text,
        staff_id -> Text,
        official_id -> Nullable<Text>,
        room_id -> Nullable<Text>,
        device -> Text,
        made_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
        revoked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    lateness (official_id, day) {
        official_id -> Text,
        day -> Text,
        minutes -> Integer,
        message -> Nullable<Text>,
        said_at -> Timestamp,
    }
}

diesel::table! {
    office_note (id) {
        id -> Text,
        appointment_id -> Text,
        staff_id -> Text,
        text_sealed -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    next_step (appointment_id) {
        appointment_id -> Text,
        request_id -> Text,
        step_id -> Text,
        text -> Text,
        department_id -> Nullable<Text>,
        due_on -> Text,
        made_by -> Text,
        made_at -> Timestamp,
        done_at -> Nullable<Timestamp>,
        done_by -> Nullable<Text>,
    }
}

diesel::table! {
    session_room (session_id) {
        session_id -> Text,
        standing_sealed -> Text,
        kept_at -> Timestamp,
    }
}

diesel::table! {
    session_bar (session_id, participant_id) {
        session_id -> Text,
        participant_id -> Text,
        is_removed -> Bool,
        at -> Timestamp,
    }
}
