//! The tables as diesel sees them, the same on both databases (`migrations/` makes them).
#![expect(missing_docs, reason = "`table!` makes public items without docs")]

pub use self::calendar::{city, holiday, opening_override, ramadan, weekend};
pub use self::calls::{call_back, call_log, conversation, reach, written};
pub use self::conduct::{block, confirm_link, representation};
pub use self::day::{
    feed, lateness, next_step, office_note, session_bar, session_room, week_reader,
};
pub use self::desks::{desk, desk_opening, desk_service, service, stop};
pub use self::files::{attachment, category, filing, referral, register, reply, staff_draft};
pub use self::messages::{evening, receipt, reminder, template};
pub use self::plans::{plan, plan_hand, plan_line};
pub use self::publications::{publication, week_editor};
pub use self::triage::{guest, proposal, saved_view};
pub use self::waiting_list::{offer, waiting};

mod calendar;
mod calls;
mod conduct;
mod day;
mod desks;
mod files;
mod messages;
mod plans;
mod publications;
mod triage;
mod waiting_list;

diesel::table! {
    official (id) {
        id -> Text,
        position -> Integer,
        styles -> Text,
        name_policy -> Text,
        open_to_choice -> Bool,
    }
}

diesel::table! {
    centre (id) {
        id -> Text,
        position -> Integer,
        kind -> Text,
        names -> Text,
        addresses -> Text,
        region -> Text,
        zone -> Text,
        step_free -> Bool,
        seats -> Integer,
    }
}

diesel::table! {
    opening (centre_id, section, weekday) {
        centre_id -> Text,
        section -> Text,
        weekday -> Integer,
        from_minute -> Integer,
        to_minute -> Integer,
    }
}

diesel::table! {
    room (id) {
        id -> Text,
        centre_id -> Text,
        section -> Text,
        names -> Text,
        step_free -> Bool,
        seats -> Integer,
    }
}

diesel::table! {
    department (id) {
        id -> Text,
        position -> Integer,
        names -> Text,
        shown -> Bool,
    }
}

diesel::table! {
    person (id) {
        id -> Text,
        identity_hash -> Nullable<Text>,
        identity_sealed -> Nullable<Text>,
        mobile_hash -> Nullable<Text>,
        mobile_sealed -> Nullable<Text>,
        other_document -> Nullable<Text>,
        proved -> Bool,
        citizenship -> Nullable<Text>,
        sex -> Nullable<Text>,
        name -> Nullable<Text>,
        name_latin -> Nullable<Text>,
        region -> Nullable<Text>,
        email -> Nullable<Text>,
        language -> Text,
        created_at -> Timestamp,
        document_hash -> Nullable<Text>,
        mobile_tail_hash -> Nullable<Text>,
        name_key -> Nullable<Text>,
        centre_id -> Nullable<Text>,
        mobile_shared -> Bool,
    }
}

diesel::table! {
    staff (id) {
        id -> Text,
        username -> Text,
        names -> Text,
        password_hash -> Text,
        totp_sealed -> Nullable<Text>,
        totp_step -> BigInt,
        role -> Text,
        centre_id -> Nullable<Text>,
        official_id -> Nullable<Text>,
        languages -> Text,
        sex -> Nullable<Text>,
        mobile_sealed -> Nullable<Text>,
        active -> Bool,
        created_at -> Timestamp,
    }
}

diesel::table! {
    sign_in (id) {
        id -> Text,
        subject_kind -> Text,
        subject_id -> Text,
        refresh_hash -> Text,
        previous_hash -> Nullable<Text>,
        rotated_at -> Timestamp,
        created_at -> Timestamp,
        ends_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    challenge (id) {
        id -> Text,
        identity_hash -> Nullable<Text>,
        identity_sealed -> Nullable<Text>,
        mobile_hash -> Text,
        mobile_sealed -> Text,
        code_hash -> Text,
        tries -> Integer,
        request_id -> Nullable<Text>,
        language -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    availability (official_id, week) {
        official_id -> Text,
        week -> Text,
        version -> BigInt,
        published -> Text,
        draft -> Nullable<Text>,
        draft_version -> BigInt,
        published_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    availability_rule (id) {
        id -> Text,
        official_id -> Text,
        body -> Text,
        created_by -> Text,
        created_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    availability_exception (id) {
        id -> Text,
        official_id -> Text,
        first_day -> Text,
        last_day -> Text,
        body -> Text,
        created_by -> Text,
        created_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    week_template (id) {
        id -> Text,
        position -> Integer,
        names -> Text,
        body -> Text,
    }
}

diesel::table! {
    reschedule_case (id) {
        id -> Text,
        appointment_id -> Text,
        official_id -> Text,
        week -> Text,
        reason -> Text,
        state -> Text,
        created_at -> Timestamp,
        closed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    occupancy (resource, cell) {
        resource -> Text,
        cell -> BigInt,
        holder -> Text,
        until -> Nullable<Timestamp>,
    }
}

diesel::table! {
    hold (id) {
        id -> Text,
        person_id -> Text,
        slot_id -> Text,
        official_id -> Nullable<Text>,
        mode -> Text,
        centre_id -> Nullable<Text>,
        starts_at -> Timestamp,
        ends_at -> Timestamp,
        needs -> Text,
        resources -> Text,
        expires_at -> Timestamp,
        created_at -> Timestamp,
        extended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    draft (person_id) {
        person_id -> Text,
        body -> Text,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    request (id) {
        id -> Text,
        reference -> Text,
        registration_number -> Nullable<Text>,
        kind -> Text,
        state -> Text,
        person_id -> Text,
        official_id -> Nullable<Text>,
        mode -> Nullable<Text>,
        centre_id -> Nullable<Text>,
        department_id -> Nullable<Text>,
        subject -> Text,
        details -> Text,
        needs -> Text,
        urgency -> Text,
        urgent_reason -> Nullable<Text>,
        applicant -> Nullable<Text>,
        person_concerned -> Nullable<Text>,
        basis -> Nullable<Text>,
        representation_id -> Nullable<Text>,
        unavailable -> Nullable<Text>,
        channel -> Text,
        received_at -> Timestamp,
        changed_at -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    request_step (id) {
        id -> Text,
        request_id -> Text,
        state -> Text,
        at -> Timestamp,
        text -> Nullable<Text>,
    }
}

diesel::table! {
    appointment (id) {
        id -> Text,
        number -> Text,
        reference -> Text,
        uid -> Text,
        request_id -> Text,
        person_id -> Text,
        slot_id -> Text,
        official_id -> Nullable<Text>,
        mode -> Text,
        centre_id -> Nullable<Text>,
        room_id -> Nullable<Text>,
        interpreter_id -> Nullable<Text>,
        needs -> Text,
        starts_at -> Timestamp,
        ends_at -> Timestamp,
        state -> Text,
        sequence -> Integer,
        reason -> Nullable<Text>,
        moved_to -> Nullable<Text>,
        ended_by -> Nullable<Text>,
        outcome -> Nullable<Text>,
        outcome_text -> Nullable<Text>,
        created_at -> Timestamp,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    visit (id) {
        id -> Text,
        centre_id -> Text,
        section -> Text,
        person_id -> Nullable<Text>,
        appointment_id -> Nullable<Text>,
        ticket -> Text,
        state -> Text,
        desk -> Nullable<Text>,
        entered_at -> Timestamp,
        called_at -> Nullable<Timestamp>,
        started_at -> Nullable<Timestamp>,
        registered_at -> Nullable<Timestamp>,
        finished_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    session (id) {
        id -> Text,
        appointment_id -> Text,
        state -> Text,
        opened_at -> Timestamp,
        live_at -> Nullable<Timestamp>,
        ended_at -> Nullable<Timestamp>,
        outcome -> Nullable<Text>,
    }
}

diesel::table! {
    participant (session_id, id) {
        session_id -> Text,
        id -> Text,
        role -> Text,
        name -> Text,
        state -> Text,
        waiting_since -> Nullable<Timestamp>,
        admitted_at -> Nullable<Timestamp>,
        left_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    invite (id) {
        id -> Text,
        appointment_id -> Text,
        role -> Text,
        name -> Text,
        staff_id -> Nullable<Text>,
        language -> Text,
        token_hash -> Text,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
        revoked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    ticket_used (jti) {
        jti -> Text,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    resume (hash) {
        hash -> Text,
        session_id -> Text,
        participant_id -> Text,
        guest -> Text,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    survey (id) {
        id -> Text,
        token_hash -> Text,
        occasion -> Text,
        about -> Nullable<Text>,
        is_protected -> Bool,
        official_id -> Nullable<Text>,
        centre_id -> Nullable<Text>,
        language -> Text,
        sent_at -> Timestamp,
        answered_at -> Nullable<Timestamp>,
        mark -> Nullable<Integer>,
        obstacle -> Nullable<Bool>,
        first_time -> Nullable<Bool>,
        remark -> Nullable<Text>,
        followed_at -> Nullable<Timestamp>,
        followed_by -> Nullable<Text>,
        followed -> Nullable<Text>,
    }
}

diesel::table! {
    outbox (id) {
        id -> Text,
        event -> Text,
        channel -> Text,
        recipient_sealed -> Text,
        recipient_hash -> Text,
        subject -> Nullable<Text>,
        body -> Text,
        attachment -> Nullable<Text>,
        about -> Text,
        state -> Text,
        tries -> Integer,
        due_at -> Timestamp,
        created_at -> Timestamp,
        sent_at -> Nullable<Timestamp>,
        error -> Nullable<Text>,
    }
}

diesel::table! {
    audit (id) {
        id -> Text,
        at -> Timestamp,
        actor -> Text,
        action -> Text,
        thing -> Text,
        purpose -> Nullable<Text>,
        detail -> Nullable<Text>,
    }
}

diesel::table! {
    audit_seal (position) {
        position -> BigInt,
        audit_id -> Text,
        hash -> Text,
        sealed_at -> Timestamp,
    }
}

diesel::table! {
    idempotency (caller, key) {
        caller -> Text,
        key -> Text,
        fingerprint -> Text,
        status -> Nullable<Integer>,
        body -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    fact (name) {
        name -> Text,
        value -> Text,
    }
}

diesel::joinable!(audit_seal -> audit (audit_id));
diesel::joinable!(filing -> request (request_id));

diesel::allow_tables_to_appear_in_same_query! {
    official, centre, opening, room, department, person, staff, sign_in, challenge,
    availability, availability_rule, availability_exception, week_template, reschedule_case,
    occupancy, hold, draft, request, request_step, appointment, visit, call_log, session,
    participant, invite, ticket_used, resume, survey, outbox, audit, audit_seal, idempotency,
    fact, confirm_link, block, representation, waiting, offer, filing, receipt, reminder, evening,
    template, reach, call_back, conversation, written, saved_view, guest, proposal, week_reader,
    feed, lateness, office_note, next_step,
    publication, week_editor,
}
