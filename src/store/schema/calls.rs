//! The tables of the call centre: who is owed a call, who speaks with whom, the log.

diesel::table! {
    reach (person_id) {
        person_id -> Text,
        phone_sealed -> Nullable<Text>,
        text_only -> Bool,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    call_back (id) {
        id -> Text,
        person_id -> Text,
        event -> Text,
        about -> Text,
        text -> Text,
        state -> Text,
        tries -> Integer,
        due_at -> Timestamp,
        created_at -> Timestamp,
        tried_at -> Nullable<Timestamp>,
        done_at -> Nullable<Timestamp>,
        done_by -> Nullable<Text>,
    }
}

diesel::table! {
    conversation (id) {
        id -> Text,
        staff_id -> Text,
        direction -> Text,
        way -> Text,
        call_back_id -> Nullable<Text>,
        challenge_id -> Nullable<Text>,
        person_id -> Nullable<Text>,
        tries -> Integer,
        begun_at -> Timestamp,
        passed_at -> Nullable<Timestamp>,
        proof -> Nullable<Text>,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    written (id) {
        id -> Text,
        person_id -> Text,
        staff_id -> Nullable<Text>,
        text -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    call_log (id) {
        id -> Text,
        direction -> Text,
        purpose -> Text,
        minutes -> Integer,
        request_id -> Nullable<Text>,
        staff_id -> Text,
        at -> Timestamp,
        way -> Text,
    }
}
