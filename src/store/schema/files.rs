//! What a request is about, who has it, by when it is due, and the papers that came with it.

diesel::table! {
    category (id) {
        id -> Text,
        parent_id -> Nullable<Text>,
        position -> Integer,
        names -> Text,
        words -> Text,
        department_id -> Nullable<Text>,
        due_days -> Nullable<Integer>,
        retired -> Bool,
        is_protected -> Bool,
    }
}

diesel::table! {
    filing (request_id) {
        request_id -> Text,
        category_id -> Nullable<Text>,
        due_on -> Nullable<Text>,
        basis_until -> Nullable<Text>,
        dated -> Nullable<Text>,
        sender_number -> Nullable<Text>,
        urgency_reason -> Nullable<Text>,
    }
}

diesel::table! {
    referral (id) {
        id -> Text,
        request_id -> Text,
        department_id -> Nullable<Text>,
        official_id -> Nullable<Text>,
        staff_id -> Text,
        reason -> Nullable<Text>,
        at -> Timestamp,
    }
}

diesel::table! {
    reply (id) {
        id -> Text,
        request_id -> Text,
    }
}

diesel::table! {
    register (period) {
        period -> Text,
        last -> BigInt,
    }
}

diesel::table! {
    attachment (id) {
        id -> Text,
        request_id -> Nullable<Text>,
        owner -> Text,
        name -> Text,
        kind -> Text,
        bytes -> BigInt,
        sha256 -> Text,
        scan -> Text,
        added_at -> Timestamp,
    }
}

diesel::table! {
    staff_draft (staff_id, form) {
        staff_id -> Text,
        form -> Text,
        body -> Text,
        updated_at -> Timestamp,
    }
}
