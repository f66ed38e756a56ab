//! Sessions, who stands where in them, and what opens their doors.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;

use super::schema::{appointment, invite, participant, resume, session, ticket_used};
use super::{Db, StoreError};
use crate::scheduling::ids::{AppointmentId, InviteId, OfficialId, SessionId, StaffId};
use crate::scheduling::{ParticipantState, SessionRole, SessionState};

/// The live video meeting of an appointment.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = session, treat_none_as_null = true)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// The appointment; one session each.
    pub appointment_id: AppointmentId,
    /// How far it is.
    pub state: SessionState,
    /// When the centre started the link.
    pub opened_at: NaiveDateTime,
    /// When the applicant was first admitted.
    pub live_at: Option<NaiveDateTime>,
    /// When it ended.
    pub ended_at: Option<NaiveDateTime>,
    /// What came of it.
    pub outcome: Option<String>,
}

/// Where one person of a session stands.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = participant, treat_none_as_null = true)]
#[diesel(primary_key(session_id, id))]
pub struct Participant {
    /// The session.
    pub session_id: SessionId,
    /// The participant's id, unique in the session.
    pub id: String,
    /// What the person is there.
    pub role: SessionRole,
    /// The name on screens.
    pub name: String,
    /// Where the person stands.
    pub state: ParticipantState,
    /// Since when the person waits.
    pub waiting_since: Option<NaiveDateTime>,
    /// When the person was admitted.
    pub admitted_at: Option<NaiveDateTime>,
    /// When the person left.
    pub left_at: Option<NaiveDateTime>,
}

/// A one-use link for an invited person.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = invite)]
pub struct Invite {
    /// Its id.
    pub id: InviteId,
    /// The appointment.
    pub appointment_id: AppointmentId,
    /// What the invited person will be there.
    pub role: SessionRole,
    /// The name on screens.
    pub name: String,
    /// The invited member of staff, if it is one.
    pub staff_id: Option<StaffId>,
    /// The language of the page.
    pub language: String,
    /// The token's hash; the token itself is only in the message.
    pub token_hash: String,
    /// When the link runs out.
    pub expires_at: NaiveDateTime,
    /// When it was used.
    pub used_at: Option<NaiveDateTime>,
    /// When it was taken back.
    pub revoked_at: Option<NaiveDateTime>,
}

/// Adds a session; false where the appointment has one.
pub fn add(db: &mut Db, row: &Session) -> Result<bool, StoreError> {
    let added = crate::on_either!(db, |conn| diesel::insert_into(session::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(added == 1)
}

/// The session of that id.
pub fn find(db: &mut Db, id: &SessionId) -> Result<Option<Session>, StoreError> {
    Ok(session::table
        .find(id)
        .select(Session::as_select())
        .first(db)
        .optional()?)
}

/// The session of an appointment.
pub fn of_appointment(db: &mut Db, id: &AppointmentId) -> Result<Option<Session>, StoreError> {
    Ok(session::table
        .filter(session::appointment_id.eq(id))
        .select(Session::as_select())
        .first(db)
        .optional()?)
}

/// Sessions in these states, by opening.
pub fn in_states(db: &mut Db, states: &[SessionState]) -> Result<Vec<Session>, StoreError> {
    let states: Vec<&str> = states.iter().map(|state| state.as_str()).collect();
    Ok(session::table
        .filter(session::state.eq_any(states))
        .order((session::opened_at, session::id))
        .select(Session::as_select())
        .load(db)?)
}

/// How long the last sessions of an official took, from the first admission to the end.
pub fn lasted(db: &mut Db, official: &OfficialId, most: i64) -> Result<Vec<TimeDelta>, StoreError> {
    let rows: Vec<(Option<NaiveDateTime>, Option<NaiveDateTime>)> = session::table
        .inner_join(appointment::table.on(appointment::id.eq(session::appointment_id)))
        .filter(
            session::state
                .eq(SessionState::Ended.as_str())
                .and(appointment::official_id.eq(official.as_str().to_owned())),
        )
        .order((session::ended_at.desc(), session::id))
        .limit(most)
        .select((session::live_at, session::ended_at))
        .load(db)?;
    let lasted = rows.into_iter();
    Ok(lasted
        .filter_map(|(live_at, ended_at)| Some(ended_at? - live_at?))
        .collect())
}

/// Writes a session.
pub fn change(db: &mut Db, row: &Session) -> Result<(), StoreError> {
    diesel::update(session::table.find(&row.id))
        .set(row)
        .execute(db)?;
    Ok(())
}

/// Writes where a participant stands.
pub fn place(db: &mut Db, row: &Participant) -> Result<(), StoreError> {
    crate::on_either!(db, |conn| diesel::insert_into(participant::table)
        .values(row)
        .on_conflict((participant::session_id, participant::id))
        .do_update()
        .set(row)
        .execute(conn))?;
    Ok(())
}

/// Everyone of a session, by id.
pub fn participants(db: &mut Db, id: &SessionId) -> Result<Vec<Participant>, StoreError> {
    Ok(participant::table
        .filter(participant::session_id.eq(id))
        .order(participant::id)
        .select(Participant::as_select())
        .load(db)?)
}

/// Adds an invitation.
pub fn add_invite(db: &mut Db, row: &Invite) -> Result<(), StoreError> {
    diesel::insert_into(invite::table).values(row).execute(db)?;
    Ok(())
}

/// How many people were invited to an appointment so far.
pub fn count_invites(db: &mut Db, id: &AppointmentId) -> Result<i64, StoreError> {
    Ok(invite::table
        .filter(invite::appointment_id.eq(id))
        .count()
        .get_result(db)?)
}

/// The invitation of that id, used or not.
pub fn invite(db: &mut Db, id: &InviteId) -> Result<Option<Invite>, StoreError> {
    Ok(invite::table
        .find(id)
        .select(Invite::as_select())
        .first(db)
        .optional()?)
}

/// The invitation of that token hash.
pub fn invite_of(db: &mut Db, token_hash: &str) -> Result<Option<Invite>, StoreError> {
    Ok(invite::table
        .filter(invite::token_hash.eq(token_hash))
        .select(Invite::as_select())
        .first(db)
        .optional()?)
}

/// Uses an invitation; false where it was used, taken back, or ran out.
pub fn use_invite(db: &mut Db, id: &InviteId, now: NaiveDateTime) -> Result<bool, StoreError> {
    let used = diesel::update(
        invite::table.find(id).filter(
            invite::used_at
                .is_null()
                .and(invite::revoked_at.is_null())
                .and(invite::expires_at.gt(now)),
        ),
    )
    .set(invite::used_at.eq(Some(now)))
    .execute(db)?;
    Ok(used == 1)
}

/// Takes back every unused invitation of an appointment.
pub fn revoke_invites(
    db: &mut Db,
    appointment: &AppointmentId,
    now: NaiveDateTime,
) -> Result<usize, StoreError> {
    Ok(diesel::update(
        invite::table.filter(
            invite::appointment_id
                .eq(appointment)
                .and(invite::revoked_at.is_null()),
        ),
    )
    .set(invite::revoked_at.eq(Some(now)))
    .execute(db)?)
}

/// Burns a ticket; false where it was used already. Old ones are forgotten on the way.
pub fn burn_ticket(
    db: &mut Db,
    jti: &str,
    expires_at: NaiveDateTime,
    now: NaiveDateTime,
) -> Result<bool, StoreError> {
    diesel::delete(ticket_used::table.filter(ticket_used::expires_at.lt(now))).execute(db)?;
    let burnt = crate::on_either!(db, |conn| diesel::insert_into(ticket_used::table)
        .values((
            ticket_used::jti.eq(jti),
            ticket_used::expires_at.eq(expires_at)
        ))
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(burnt == 1)
}

/// Keeps a resume secret's hash in place of the participant's earlier one. `guest` says who holds
/// the place.
pub fn keep_resume(
    db: &mut Db,
    hash: &str,
    (session_id, participant_id, guest): (&str, &str, &str),
    expires_at: NaiveDateTime,
) -> Result<(), StoreError> {
    drop_resumes(db, session_id, Some(participant_id))?;
    diesel::insert_into(resume::table)
        .values((
            resume::hash.eq(hash),
            resume::session_id.eq(session_id),
            resume::participant_id.eq(participant_id),
            resume::guest.eq(guest),
            resume::expires_at.eq(expires_at),
        ))
        .execute(db)?;
    Ok(())
}

/// Takes a resume secret, once: who held the place, if it still holds.
pub fn take_resume(
    db: &mut Db,
    hash: &str,
    now: NaiveDateTime,
) -> Result<Option<String>, StoreError> {
    let found: Option<(String, NaiveDateTime)> = resume::table
        .find(hash)
        .select((resume::guest, resume::expires_at))
        .first(db)
        .optional()?;
    let taken = diesel::delete(resume::table.find(hash)).execute(db)? == 1;
    Ok(found
        .filter(|(_, expires_at)| taken && *expires_at > now)
        .map(|(guest, _)| guest))
}

/// Forgets every resume secret of a session or of one participant.
pub fn drop_resumes(
    db: &mut Db,
    session_id: &str,
    participant_id: Option<&str>,
) -> Result<(), StoreError> {
    let of_session = resume::table.filter(resume::session_id.eq(session_id));
    match participant_id {
        None => diesel::delete(of_session).execute(db)?,
        Some(one) => {
            diesel::delete(of_session.filter(resume::participant_id.eq(one))).execute(db)?
        }
    };
    Ok(())
}
