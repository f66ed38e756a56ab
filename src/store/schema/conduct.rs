//! The tables of the rules for people: links to confirm, blocks, representations.

diesel::table! {
    confirm_link (token_hash) {
        token_hash -> Text,
        appointment_id -> Text,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    block (id) {
        id -> Text,
        person_id -> Nullable<Text>,
        identity_hash -> Nullable<Text>,
        reason -> Text,
        starts_at -> Timestamp,
        ends_at -> Timestamp,
        staff_id -> Text,
        created_at -> Timestamp,
        lifted_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    representation (id) {
        id -> Text,
        person_id -> Text,
        applicant_id -> Nullable<Text>,
        applicant_sealed -> Text,
        basis -> Text,
        document -> Text,
        ends_at -> Timestamp,
        staff_id -> Text,
        created_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
    }
}
