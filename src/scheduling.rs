//! The rules of the ministry's calendar: pure values in, values out.
//!
//! Nothing here knows a database, a clock, chance, a network or `async`; whoever calls brings
//! the time and the facts. `tests/it/tidy.rs` keeps it so. In reading order:
//!
//! - [`ids`], [`value`], [`refusal`], [`digits`]: the small types everything is made of.
//! - [`identity`], [`document`], [`mobile`], [`email`], [`person`], [`naming`],
//!   [`representation`], [`needs`]: who asks, for whom, and what for.
//! - [`calendar`]: days, weeks and zones. [`hijri`]: the Umm al-Qura calendar.
//! - [`availability`], [`occupancy`], [`slot`]: when an official receives, what is taken, what is
//!   left. [`claim`], [`waiting`]: who has it, and who is next when it is given back.
//! - [`request`], [`appointment`], [`visit`], [`session`]: stages that change by consuming
//!   themselves. [`mod@reference`]: the number a person is given. [`category`], [`register`],
//!   [`attachment`]: what a request is about, its number in the ministry's register, its papers.
//! - [`rules`]: what a person may still do, by what was done before. [`rush`]: who comes in next
//!   when more come than can be served. [`mod@plan`]: which approved request gets which slot.
//!   [`planning`]: the world as its problem, and what its plan says to people.
//! - [`second_look`], [`clearance`], [`outcome`]: what a second person confirms, who is let in, and
//!   what is owed after a meeting.
//! - [`lateness`], [`turn`]: by how much a day is behind, and whose turn it is.
//! - [`permission`], [`notice`], [`call`], [`survey`], [`figures`]: who may, who is told and how,
//!   what was thought, what it adds up to.
pub mod appointment;
pub mod attachment;
pub mod availability;
pub mod calendar;
pub mod call;
pub mod category;
pub mod claim;
pub mod clearance;
pub mod digits;
pub mod document;
pub mod email;
pub mod expect;
pub mod figures;
pub mod hijri;
pub mod identity;
pub mod ids;
pub mod lateness;
pub mod mobile;
pub mod naming;
pub mod needs;
pub mod notice;
pub mod occupancy;
pub mod outcome;
pub mod permission;
pub mod person;
pub mod plan;
pub mod planning;
pub mod reference;
pub mod refusal;
pub mod register;
pub mod representation;
pub mod request;
pub mod rules;
pub mod rush;
pub mod second_look;
pub mod session;
pub mod slot;
pub mod survey;
pub mod turn;
pub mod value;
pub mod visit;
pub mod waiting;

pub use appointment::{AppointmentEvent, AppointmentState, CaseState};
pub use attachment::AttachmentKind;
pub use availability::{Mode, WeekPlan, Window};
pub use calendar::{TimeOfDay, Week};
pub use clearance::{Clearance, GuestRole};
pub use document::{Document, DocumentFault, DocumentKind};
pub use email::Email;
pub use identity::IdentityNumber;
pub use mobile::Mobile;
pub use needs::{Need, Needs};
pub use notice::{Channel, NamingPolicy, NoticeEvent, Surface};
pub use outcome::MeetingResult;
pub use permission::{Action, Role};
pub use person::{Citizenship, Section, Sex};
pub use reference::Reference;
pub use refusal::Refusal;
pub use representation::Basis;
pub use request::{Decision, RequestEvent, RequestKind, RequestState, Urgency};
pub use session::{ParticipantState, SessionEvent, SessionRole, SessionState};
pub use visit::{VisitEvent, VisitState};
pub use waiting::{OfferState, WaitingState};
