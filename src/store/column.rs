//! How ids and closed values stand in text columns.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromStaticSqlRow, Queryable};
use diesel::expression::AsExpression;
use diesel::internal::derives::as_expression::Bound;
use diesel::query_builder::QueryId;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::{HasSqlType, Nullable, Text};

use crate::scheduling::appointment::ChangedBy;
use crate::scheduling::calendar::holiday::{HolidayState, Occasion};
use crate::scheduling::call::{CallBackState, Direction, Proof, Way};
use crate::scheduling::clearance::Clearance;
use crate::scheduling::ids::{
    AppointmentId, AttachmentId, AuditId, BlockId, CallBackId, CallId, CaseId, CategoryId,
    CentreId, ChallengeId, DepartmentId, DeskId, ExceptionId, FeedId, HoldId, InviteId, NoteId,
    NoticeId, OfferId, OfficialId, OverrideId, PersonId, RepresentationId, RequestId, RoomId,
    RuleId, ServiceId, SessionId, SignInId, StaffId, StopId, SurveyId, TemplateId, ViewId, VisitId,
    WaitingId, WrittenId,
};
use crate::scheduling::planning::{LineState, PlanState};
use crate::scheduling::slot::facts::PlaceKind;
use crate::scheduling::survey::Asked;
use crate::scheduling::{
    AppointmentState, AttachmentKind, Basis, CaseState, Channel, Citizenship, Mode, NoticeEvent,
    OfferState, ParticipantState, RequestKind, RequestState, Role, Section, SessionRole,
    SessionState, Sex, Urgency, VisitState, WaitingState,
};

/// Gives a type that spells itself as text its place in a text column.
macro_rules! text_column {
    ($make:expr => $($name:ty),+ $(,)?) => {$(
        impl<DB> FromSql<Text, DB> for $name
        where
            DB: Backend,
            String: FromSql<Text, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
                let text = <String as FromSql<Text, DB>>::from_sql(bytes)?;
                let make: fn(String) -> deserialize::Result<$name> = $make;
                make(text)
            }
        }

        impl<DB> Queryable<Text, DB> for $name
        where
            DB: Backend + HasSqlType<Text>,
            String: FromStaticSqlRow<Text, DB>,
        {
            type Row = String;

            fn build(text: String) -> deserialize::Result<Self> {
                let make: fn(String) -> deserialize::Result<$name> = $make;
                make(text)
            }
        }

        impl<DB> ToSql<Text, DB> for $name
        where
            DB: Backend,
            str: ToSql<Text, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                <str as ToSql<Text, DB>>::to_sql(self.as_str(), out)
            }
        }

        impl AsExpression<Text> for $name {
            type Expression = Bound<Text, String>;

            fn as_expression(self) -> Self::Expression {
                Bound::new(self.as_str().to_owned())
            }
        }

        impl<'a> AsExpression<Text> for &'a $name {
            type Expression = Bound<Text, &'a str>;

            fn as_expression(self) -> Self::Expression {
                Bound::new(self.as_str())
            }
        }

        impl AsExpression<Nullable<Text>> for $name {
            type Expression = Bound<Nullable<Text>, String>;

            fn as_expression(self) -> Self::Expression {
                Bound::new(self.as_str().to_owned())
            }
        }

        impl<'a> AsExpression<Nullable<Text>> for &'a $name {
            type Expression = Bound<Nullable<Text>, &'a str>;

            fn as_expression(self) -> Self::Expression {
                Bound::new(self.as_str())
            }
        }

        impl QueryId for $name {
            type QueryId = Self;
            const HAS_STATIC_QUERY_ID: bool = true;
        }
    )+};
}

text_column!(|text| Ok(text.into()) =>
    OfficialId, CentreId, RoomId, DepartmentId, PersonId, StaffId, RequestId, AppointmentId,
    HoldId, VisitId, CallId, SessionId, NoticeId, SurveyId, ChallengeId, SignInId, InviteId,
    AuditId, OverrideId, RuleId, ExceptionId, TemplateId, CaseId, BlockId, RepresentationId,
    WaitingId, OfferId, DeskId, ServiceId, StopId, CategoryId, AttachmentId, CallBackId, WrittenId,
    ViewId, FeedId, NoteId,
);

/// Gives a closed list of values its place in a text column.
macro_rules! value_column {
    ($($name:ty),+ $(,)?) => {$(
        text_column!(|text| <$name>::parse(&text)
            .ok_or_else(|| format!("{text} is no {}", stringify!($name)).into()) => $name);
    )+};
}

value_column!(
    AppointmentState,
    Asked,
    AttachmentKind,
    Basis,
    CallBackState,
    ChangedBy,
    CaseState,
    Channel,
    Citizenship,
    Clearance,
    Direction,
    HolidayState,
    LineState,
    Mode,
    NoticeEvent,
    Occasion,
    OfferState,
    ParticipantState,
    PlaceKind,
    PlanState,
    Proof,
    RequestKind,
    RequestState,
    Role,
    Section,
    SessionRole,
    SessionState,
    Sex,
    Urgency,
    VisitState,
    WaitingState,
    Way,
);
