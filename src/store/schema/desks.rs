//! The centres' services, the desks that do them, and the stops of mobile units.

diesel::table! {
    service (id) {
        id -> Text,
        position -> Integer,
        names -> Text,
        minutes -> Integer,
        section -> Nullable<Text>,
    }
}

diesel::table! {
    desk (id) {
        id -> Text,
        centre_id -> Text,
        section -> Text,
        names -> Text,
        step_free -> Bool,
        seats -> Integer,
    }
}

diesel::table! {
    desk_service (desk_id, service_id) {
        desk_id -> Text,
        service_id -> Text,
    }
}

diesel::table! {
    desk_opening (desk_id, weekday, from_minute) {
        desk_id -> Text,
        weekday -> Integer,
        from_minute -> Integer,
        to_minute -> Integer,
    }
}

diesel::table! {
    stop (id) {
        id -> Text,
        centre_id -> Text,
        first_day -> Text,
        last_day -> Text,
        hours -> Text,
        addresses -> Text,
        latitude -> Integer,
        longitude -> Integer,
    }
}
