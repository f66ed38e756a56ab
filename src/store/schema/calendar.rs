//! The tables of the calendar.

diesel::table! {
    weekend (from_day) {
        from_day -> Text,
        days -> Text,
    }
}

diesel::table! {
    holiday (id) {
        id -> Text,
        occasion -> Text,
        first_day -> Text,
        last_day -> Text,
        names -> Text,
        state -> Text,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    ramadan (hijri_year) {
        hijri_year -> Integer,
        first_day -> Text,
        last_day -> Text,
        from_minute -> Integer,
        to_minute -> Integer,
        estimated -> Bool,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    opening_override (id) {
        id -> Text,
        centre_id -> Text,
        section -> Nullable<Text>,
        first_day -> Text,
        last_day -> Text,
        weekdays -> Text,
        hours -> Text,
        reason -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    city (centre_id) {
        centre_id -> Text,
        latitude -> Integer,
        longitude -> Integer,
    }
}
