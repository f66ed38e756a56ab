//! The waiting list and its offers, as diesel sees them.

diesel::table! {
    waiting (id) {
        id -> Text,
        request_id -> Text,
        person_id -> Text,
        official_id -> Text,
        mode -> Nullable<Text>,
        centre_id -> Nullable<Text>,
        needs -> Text,
        unsuitable -> Text,
        near -> Bool,
        state -> Text,
        offer_id -> Nullable<Text>,
        joined_at -> Timestamp,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    offer (id) {
        id -> Text,
        waiting_id -> Text,
        token_hash -> Text,
        slot_id -> Text,
        official_id -> Text,
        mode -> Text,
        centre_id -> Nullable<Text>,
        starts_at -> Timestamp,
        ends_at -> Timestamp,
        needs -> Text,
        resources -> Text,
        standby -> Bool,
        state -> Text,
        expires_at -> Timestamp,
        created_at -> Timestamp,
        answered_at -> Nullable<Timestamp>,
    }
}
