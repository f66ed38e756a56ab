//! The tables of the office's triage: saved views, guests of the headquarters, proposed decisions.

diesel::table! {
    saved_view (id) {
        id -> Text,
        staff_id -> Text,
        name -> Text,
        query -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    guest (request_id, position) {
        request_id -> Text,
        position -> Integer,
        name_sealed -> Nullable<Text>,
        identity_sealed -> Nullable<Text>,
        plate_sealed -> Nullable<Text>,
        clearance -> Text,
        reason_sealed -> Nullable<Text>,
        decided_by -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    proposal (request_id) {
        request_id -> Text,
        body -> Text,
        proposed_by -> Text,
        proposed_at -> Timestamp,
    }
}
