//! Who may do what: one table, read by the one check at the door.
//!
//! The table says what a role may do at all. Whose thing it is (one's own request, one's own
//! centre, one's own official) is asked by the service, and answered with "not found".

use crate::value;

value! {
    /// What somebody is here.
    pub enum Role {
        /// Whose request it is, or who hands it in.
        Applicant = "applicant",
        /// At the gate of a centre.
        Receptionist = "receptionist",
        /// At a desk of a centre.
        OperationsOfficer = "operations_officer",
        /// In the video room of a centre.
        VideoOperator = "video_operator",
        /// On the telephone.
        CallAgent = "call_agent",
        /// Answers for a centre.
        CentreManager = "centre_manager",
        /// Keeps an official's week.
        Scheduler = "scheduler",
        /// Keeps an official's door.
        Secretary = "secretary",
        /// Who is met.
        Official = "official",
        /// Interprets, in speech or in signs.
        Interpreter = "interpreter",
        /// Keeps centres, staff and settings.
        Administrator = "administrator",
        /// Another portal: a machine.
        Portal = "portal",
    }
}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $text:literal: $who:expr;)+) => {
        value! {
            /// One thing that a route does.
            pub enum Action { $($(#[$doc])* $name = $text),+ }
        }

        /// Who does it.
        const fn who(action: Action) -> Who {
            match action { $(Action::$name => $who),+ }
        }
    };
}

/// Who does something: everybody, signed in or not, or these roles.
enum Who {
    Everybody,
    Only(&'static [Role]),
}

use Role::{
    Administrator, Applicant, CallAgent, CentreManager, Interpreter, Official, OperationsOfficer,
    Portal, Receptionist, Scheduler, Secretary, VideoOperator,
};
use Who::{Everybody, Only};

/// The people of an official's office.
const OFFICE: Who = Only(&[Scheduler, Secretary, Official]);

/// Everybody who signs in with a password.
const STAFF: Who = Only(&[
    Receptionist,
    OperationsOfficer,
    VideoOperator,
    CallAgent,
    CentreManager,
    Scheduler,
    Secretary,
    Official,
    Interpreter,
    Administrator,
]);

actions! {
    /// See the front page, the help, the assets, the state of health.
    SeePublic = "see_public": Everybody;
    /// Choose the language.
    ChooseLanguage = "choose_language": Everybody;
    /// Sign in or out, renew a sign-in.
    SignIn = "sign_in": Everybody;
    /// List officials and centres.
    SeeDirectory = "see_directory": Everybody;
    /// See weekends, holidays, hours and prayers.
    SeeCalendar = "see_calendar": Everybody;
    /// Ask for free slots.
    SeeSlots = "see_slots": Everybody;
    /// Follow one request by its reference and a code.
    TrackRequest = "track_request": Everybody;
    /// Answer a survey by its link.
    AnswerSurvey = "answer_survey": Everybody;
    /// Follow the link of a message: confirm an appointment, join a session.
    FollowLink = "follow_link": Everybody;
    /// Read what the metrics endpoint tells.
    SeeMetrics = "see_metrics": Everybody;
    /// Use the demo's telephone and clock.
    UseDemo = "use_demo": Everybody;
    /// See and change one's own profile.
    EditOwnProfile = "edit_own_profile": Only(&[Applicant]);
    /// See one's own requests and appointments.
    SeeOwnRequests = "see_own_requests": Only(&[Applicant]);
    /// Hand in a request.
    SubmitRequest = "submit_request":
        Only(&[Applicant, OperationsOfficer, CallAgent, Secretary, Portal]);
    /// Fill one's own request in, page by page.
    FillRequest = "fill_request": Only(&[Applicant]);
    /// Take one's own request back.
    WithdrawRequest = "withdraw_request": Only(&[Applicant]);
    /// Have a slot kept for a few minutes.
    HoldSlot = "hold_slot": Only(&[Applicant, OperationsOfficer, CallAgent, Scheduler, Secretary]);
    /// Book a slot.
    BookSlot = "book_slot": Only(&[Applicant, OperationsOfficer, CallAgent, Scheduler, Secretary]);
    /// Wait for a time, leave the list, see and answer the times that are offered.
    WaitForTime = "wait_for_time": Only(&[Applicant]);
    /// Read the waiting list: one's own place, or the office's order.
    ReadWaitingList = "read_waiting_list": Only(&[Applicant, Scheduler, Secretary, Official]);
    /// Answer an offered time by its link.
    AnswerOffer = "answer_offer": Everybody;
    /// Confirm, cancel or move one's own appointment.
    ChangeOwnAppointment = "change_own_appointment": Only(&[Applicant]);
    /// Cancel or move anybody's appointment, with a reason.
    ChangeAppointment = "change_appointment": Only(&[Scheduler, Secretary]);
    /// Cancel or move an appointment: one's own, or an office's with a reason.
    CancelAppointment = "cancel_appointment": Only(&[Applicant, Scheduler, Secretary]);
    /// Read requests and appointments: one's own, or the office's.
    ReadRequests = "read_requests": Only(&[Applicant, Scheduler, Secretary, Official]);
    /// Open a paper: of one's own request or draft, or of the office's requests.
    ReadPapers = "read_papers":
        Only(&[Applicant, OperationsOfficer, CallAgent, Scheduler, Secretary, Official, Portal]);
    /// Find a person or a case.
    FindPerson = "find_person":
        Only(&[Receptionist, OperationsOfficer, CallAgent, Scheduler, Secretary]);
    /// Register somebody who stands before one, by the paper that was shown, or who wrote.
    RegisterPerson = "register_person":
        Only(&[Receptionist, OperationsOfficer, CallAgent, Secretary]);
    /// Read the office's requests.
    SeeRequests = "see_requests": OFFICE;
    /// Decide on a request.
    DecideRequest = "decide_request": Only(&[Scheduler, Secretary]);
    /// Confirm what another person of the office decided, where two have to.
    ConfirmDecision = "confirm_decision": OFFICE;
    /// Read who comes to the headquarters on a day.
    SeeGuests = "see_guests": Only(&[Scheduler, Secretary]);
    /// Print the meetings of a day.
    SeeDaySheet = "see_day_sheet": OFFICE;
    /// Make and take back calendar feeds of busy times for one's own devices.
    KeepFeeds = "keep_feeds": Only(&[CentreManager, Scheduler, Secretary, Official]);
    /// Read a calendar feed by the secret in its address.
    ReadFeed = "read_feed": Everybody;
    /// See, name and remove who sees an official's week.
    KeepReaders = "keep_readers": Only(&[Official, Administrator]);
    /// Write down and revoke who acts for whom.
    RegisterRepresentation = "register_representation":
        Only(&[Receptionist, OperationsOfficer, Scheduler, Secretary]);
    /// See, set and lift who may not book for a while.
    ManageBlocks = "manage_blocks": Only(&[Scheduler, Secretary, Administrator]);
    /// See an official's week.
    SeeWeek = "see_week": OFFICE;
    /// Withdraw, add and publish hours of an official's week.
    EditWeek = "edit_week": Only(&[Scheduler, Secretary]);
    /// See the plan of a week: who is given which time, and why.
    SeePlan = "see_plan": OFFICE;
    /// Make the plan of a week, change it by hand, publish it.
    MakePlan = "make_plan": Only(&[Scheduler, Secretary]);
    /// See who waits in a centre today.
    ReadQueue = "read_queue":
        Only(&[Receptionist, OperationsOfficer, VideoOperator, CentreManager]);
    /// Let a visitor in at the gate, and check an appointment in; for the office, at the
    /// headquarters.
    CheckIn = "check_in": Only(&[Receptionist, OperationsOfficer, VideoOperator, Secretary]);
    /// Write down that nobody came to an appointment.
    MarkMissed = "mark_missed": Only(&[
        Receptionist,
        OperationsOfficer,
        VideoOperator,
        CentreManager,
        Scheduler,
        Secretary,
    ]);
    /// Call, serve and finish a visitor.
    ServeVisitor = "serve_visitor": Only(&[OperationsOfficer, VideoOperator]);
    /// Log a telephone call.
    LogCall = "log_call": Only(&[CallAgent]);
    /// Take and make calls, check a caller by the script, act for a caller who passed it.
    TakeCalls = "take_calls": Only(&[CallAgent]);
    /// Read the log of calls.
    SeeCallLog = "see_call_log": Only(&[CallAgent, Administrator]);
    /// Write to the call centre, and read what it answered.
    WriteToCalls = "write_to_calls": Only(&[Applicant]);
    /// Print the slip of a request.
    PrintSlip = "print_slip": Only(&[OperationsOfficer, CallAgent, Scheduler, Secretary]);
    /// Read what people remarked about one's centre, and say what was done about it.
    FollowRemarks = "follow_remarks": Only(&[CentreManager]);
    /// Open the session of an appointment, and end one's side of it.
    StartSession = "start_session": Only(&[VideoOperator, Secretary]);
    /// Take part in a session.
    JoinSession = "join_session": Only(&[VideoOperator, Secretary, Official, Interpreter]);
    /// See the office's waiting room, admit, hold, decline.
    AdmitParticipant = "admit_participant": Only(&[Secretary, Official]);
    /// See who is next with oneself.
    SeeNext = "see_next": Only(&[Official]);
    /// Show somebody in who came in person.
    ShowIn = "show_in": Only(&[Secretary, Official]);
    /// Say by how much an official's day runs late, and what those who wait are told.
    SayLate = "say_late": Only(&[Secretary, Official]);
    /// See by how much an official's day runs late.
    SeeLate = "see_late": OFFICE;
    /// Read and write the office's own notes about an appointment.
    KeepNotes = "keep_notes": OFFICE;
    /// Write down what a meeting came to.
    WriteOutcome = "write_outcome": Only(&[Secretary, Official]);
    /// See one's own interpreting jobs.
    SeeOwnJobs = "see_own_jobs": Only(&[Interpreter]);
    /// See the figures, in the office or for one's centre.
    SeeFigures = "see_figures":
        Only(&[CentreManager, Scheduler, Secretary, Official, Administrator]);
    /// See one's own page of work.
    SeeStaffHome = "see_staff_home": STAFF;
    /// End one's own sign-ins, set up one's second factor.
    EditOwnSignIn = "edit_own_sign_in": STAFF;
    /// Keep staff, roles, centres and settings; end sign-ins.
    ManageStaff = "manage_staff": Only(&[Administrator]);
    /// Keep the tree of categories, and say which departments citizens are named.
    KeepCategories = "keep_categories": Only(&[Administrator]);
    /// Write down holidays, Ramadan and other hours of centres.
    EditCalendar = "edit_calendar": Only(&[Administrator]);
    /// Change the texts of messages.
    EditTexts = "edit_texts": Only(&[Administrator]);
    /// See which messages did not arrive, and send them again.
    ManageNotices = "manage_notices": Only(&[Administrator]);
    /// See which requests would not hear this evening that they are registered.
    SeeEvening = "see_evening": Only(&[CentreManager, Administrator]);
    /// Bring a delivery report, with the gateway's key.
    ReportDelivery = "report_delivery": Everybody;
    /// Read the audit trail.
    ReadAudit = "read_audit": Only(&[Administrator]);
}

/// Whether somebody of that role, or nobody signed in, may do this.
#[must_use]
pub fn allowed(role: Option<Role>, action: Action) -> bool {
    match who(action) {
        Everybody => true,
        Only(roles) => role.is_some_and(|role| roles.contains(&role)),
    }
}

#[cfg(test)]
mod tests;
