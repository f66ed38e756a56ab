//! A type per id, so that one thing's id is never taken for another's.
//!
//! An id made here is a `UUIDv7` in text, built from a given time and given noise: it sorts by
//! age and a test gets the same ids every time. Data that a ministry brings along (centres,
//! officials) may carry short readable ids instead.

use chrono::{DateTime, Utc};

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// A new id from the time and ten bytes of noise.
            #[must_use]
            pub fn made(at: DateTime<Utc>, noise: [u8; 10]) -> Self {
                Self(uuid_text(at, noise))
            }

            /// The id as it stands in tables and addresses.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The id as owned text.
            #[must_use]
            pub fn into_text(self) -> String {
                self.0
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

id! {
    /// An official: who is met.
    OfficialId,
    /// A centre that receives people.
    CentreId,
    /// A video room of a centre.
    RoomId,
    /// A desk of a centre where people are served.
    DeskId,
    /// A service of the centres that a time is booked for.
    ServiceId,
    /// A stop of a mobile unit: where it stands on some dates.
    StopId,
    /// A department that works on routed requests.
    DepartmentId,
    /// A category of the tree by which requests are classified.
    CategoryId,
    /// A paper that came with a request.
    AttachmentId,
    /// A person's account: the pair (identity number, mobile), or one proved identity.
    PersonId,
    /// A member of staff.
    StaffId,
    /// A request.
    RequestId,
    /// An appointment.
    AppointmentId,
    /// A hold of a slot.
    HoldId,
    /// A place on the waiting list.
    WaitingId,
    /// A freed slot offered to one who waits.
    OfferId,
    /// A visit to a centre.
    VisitId,
    /// A conversation of an agent with a caller, and its line in the log.
    CallId,
    /// What a person is owed by voice.
    CallBackId,
    /// What was written to or by the call centre.
    WrittenId,
    /// A live video session.
    SessionId,
    /// A notice: one message to one person about one event.
    NoticeId,
    /// A survey: one link, one answer.
    SurveyId,
    /// A one-time-code challenge.
    ChallengeId,
    /// One sign-in of a person or a member of staff, from the code to the sign-out.
    SignInId,
    /// A one-use link for an invited third person of a session.
    InviteId,
    /// Other hours of a centre on some dates.
    OverrideId,
    /// A block: who may not book for a while.
    BlockId,
    /// A representation: who acts for whom.
    RepresentationId,
    /// A row of the audit trail.
    AuditId,
    /// A weekly rule of an official.
    RuleId,
    /// A dated exception to an official's rules.
    ExceptionId,
    /// A kind of week that differs from the rules.
    TemplateId,
    /// An appointment that has to be settled anew after a publication.
    CaseId,
    /// A list of requests that a member of staff saved.
    ViewId,
    /// A calendar feed for one device.
    FeedId,
    /// What the office wrote to itself about an appointment.
    NoteId,
}

fn uuid_text(at: DateTime<Utc>, noise: [u8; 10]) -> String {
    let millis = u64::try_from(at.timestamp_millis()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &noise)
        .into_uuid()
        .to_string()
}
