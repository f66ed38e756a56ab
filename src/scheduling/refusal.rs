//! Every no that is said to a person, as a code; its words stand in `words/*` under its key.

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $key:literal);+ $(;)?) => {
        /// Why something was not done: said to a person, so the words are elsewhere.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Refusal { $($(#[$doc])* $name),+ }

        impl Refusal {
            /// Every refusal there is, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The stable code that outside programs compare, in snake case.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// The key of its words, in kebab case.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),+ }
            }
        }
    };
}

refusals! {
    /// Somebody else has the slot, or it is not offered (any more): one public reason for all.
    SlotTaken = "slot_taken", "refused-slot-taken";
    /// The minutes for which the slot was kept are over.
    HoldExpired = "hold_expired", "refused-hold-expired";
    /// The slot was kept for longer once already.
    AlreadyExtended = "already_extended", "refused-already-extended";
    /// The time is free, but an interpreter, a step-free room or the seats are not.
    NeedsUnavailable = "needs_unavailable", "refused-needs-unavailable";
    /// The office allocates this time; it is not for choosing.
    NotOpenToChoice = "not_open_to_choice", "refused-not-open-to-choice";
    /// Another desk called this visitor first.
    AlreadyCalled = "already_called", "refused-already-called";
    /// The time until which this could be done has passed.
    TooLate = "too_late", "refused-too-late";
    /// This cannot be done yet.
    TooEarly = "too_early", "refused-too-early";
    /// Who proposed a decision does not confirm it: a second person of the office does.
    OwnProposal = "own_proposal", "refused-own-proposal";
    /// Not everybody who comes to the headquarters is let in yet.
    ClearanceOpen = "clearance_open", "refused-clearance-open";
    /// Somebody who would come to the headquarters is not let in.
    ClearanceRefused = "clearance_refused", "refused-clearance-refused";
    /// An appointment has as many notes as it may have.
    NotesFull = "notes_full", "refused-notes-full";
    /// So many lists are saved already.
    ViewsFull = "views_full", "refused-views-full";
    /// Something is still owed after a meeting; the request ends when that is reported done.
    StepOwed = "step_owed", "refused-step-owed";
    /// A promise says what is to be done.
    NextStepMissing = "next_step_missing", "refused-next-step-missing";
    /// A referral says which department works on it.
    NextStepOwner = "next_step_owner", "refused-next-step-owner";
    /// What is to be done is due on a day to come, within two years.
    NextStepDay = "next_step_day", "refused-next-step-day";
    /// What is over has no next step.
    NextStepUnwanted = "next_step_unwanted", "refused-next-step-unwanted";
    /// So many devices have a feed already.
    FeedsFull = "feeds_full", "refused-feeds-full";
    /// It is no longer, or not yet, at the stage where this can be done.
    WrongStage = "wrong_stage", "refused-wrong-stage";
    /// A meeting is granted to a request that asks for none and names nobody to meet.
    NoMeeting = "no_meeting", "refused-no-meeting";
    /// The person is there already, or the session is open: what was booked is not moved any more.
    AlreadyThere = "already_there", "refused-already-there";
    /// The visitor came after the grace for late arrival.
    CameLate = "came_late", "refused-came-late";
    /// The appointment is at that time already.
    SameTime = "same_time", "refused-same-time";
    /// There is no such thing, or it is not yours.
    NotFound = "not_found", "refused-not-found";
    /// Your role does not do this.
    NotAllowed = "not_allowed", "refused-not-allowed";
    /// You are not signed in.
    SignInNeeded = "sign_in_needed", "refused-sign-in-needed";
    /// The one-time code is another one.
    CodeWrong = "code_wrong", "refused-code-wrong";
    /// The one-time code is too old, or was used.
    CodeExpired = "code_expired", "refused-code-expired";
    /// Too many tries; a new start is needed.
    TooManyTries = "too_many_tries", "refused-too-many-tries";
    /// The caller's identity was not checked by the script, or the call is over.
    CallerUnchecked = "caller_unchecked", "refused-caller-unchecked";
    /// What the caller said fits no account; nothing is told of which part does not.
    CallerUnknown = "caller_unknown", "refused-caller-unknown";
    /// The telephone is not one that can be rung.
    PhoneWrong = "phone_wrong", "refused-phone-wrong";
    /// This person is written to and never rung.
    TextOnly = "text_only", "refused-text-only";
    /// Name and password do not belong together.
    SignInFailed = "sign_in_failed", "refused-sign-in-failed";
    /// The password is right; the second factor is still to be given.
    SecondFactorNeeded = "second_factor_needed", "refused-second-factor-needed";
    /// The second factor is another one.
    SecondFactorWrong = "second_factor_wrong", "refused-second-factor-wrong";
    /// The sign-in has ended, or was ended from elsewhere.
    SignInEnded = "sign_in_ended", "refused-sign-in-ended";
    /// Too many requests from here in a short time.
    TooManyRequests = "too_many_requests", "refused-too-many-requests";
    /// More come than can be served: one is given a number, and comes in when it is called.
    WaitYourTurn = "wait_your_turn", "refused-wait-your-turn";
    /// So many searches by name or phone tail are not allowed in one hour.
    SearchLimit = "search_limit", "refused-search-limit";
    /// Name and sex are needed before a first booking.
    ProfileNeeded = "profile_needed", "refused-profile-needed";
    /// This person already has a meeting at that time.
    PersonBusy = "person_busy", "refused-person-busy";
    /// One request to meet this official is already open.
    RequestOpen = "open_request_exists", "refused-open-request-exists";
    /// The account has as many appointments in these days as one may have.
    QuotaReached = "quota_reached", "refused-quota-reached";
    /// The account may book nothing for a while; whom to call is said, the reason is not.
    BlockedUntil = "blocked_until", "refused-blocked-until";
    /// Too many appointments were missed: nothing is booked for some days.
    NoShowPause = "no_show_pause", "refused-no-show-pause";
    /// Too many appointments were missed: the office sets the times.
    OfficeOnly = "office_sets_time", "refused-office-sets-time";
    /// The representation is past its end or was revoked.
    RepresentationEnded = "representation_ended", "refused-representation-ended";
    /// The time is for people of the other section.
    NotYourSection = "not_your_section", "refused-not-your-section";
    /// The time was held before the section was known, and that section has nothing free then.
    HoldGivenBack = "hold_given_back", "refused-hold-given-back";
    /// The slot lies further ahead than bookings reach.
    TooFarAhead = "too_far_ahead", "refused-too-far-ahead";
    /// The week was changed by someone else in the meantime.
    WeekChanged = "week_changed", "refused-week-changed";
    /// The end of the time does not come after its beginning.
    WindowOrder = "window_order", "refused-window-order";
    /// The day is not in this week.
    WindowDay = "window_day", "refused-window-day";
    /// The time overlaps one that stands in the week.
    WindowOverlaps = "window_overlaps", "refused-window-overlaps";
    /// Times and lengths go by five minutes.
    WindowGrid = "window_grid", "refused-window-grid";
    /// The time is shorter than one meeting.
    WindowShort = "window_short", "refused-window-short";
    /// The meeting's length or the pause after it is out of bounds.
    WindowLength = "window_length", "refused-window-length";
    /// The time of release of a reserve is out of bounds.
    WindowRelease = "window_release", "refused-window-release";
    /// A rule's days, its weeks or the end of its time do not fit together.
    RuleDays = "rule_days", "refused-rule-days";
    /// The official has as many rules or exceptions as can be kept.
    TooManyRules = "too_many_rules", "refused-too-many-rules";
    /// Nothing is drafted for the week.
    NothingDrafted = "nothing_drafted", "refused-nothing-drafted";
    /// The plan was changed by someone else in the meantime.
    PlanChanged = "plan_changed", "refused-plan-changed";
    /// The plan is being published; that is finished first.
    PlanUnfinished = "plan_unfinished", "refused-plan-unfinished";
    /// The time cannot be given to this request in this plan.
    PlanUnfit = "plan_unfit", "refused-plan-unfit";
    /// The time in which a publication can be undone is over, or it was undone.
    UndoLate = "undo_late", "refused-undo-late";
    /// A publication is not undone once a message of it has gone out.
    UndoTold = "undo_told", "refused-undo-told";
    /// A publication is not undone once somebody has one of its new times, or settled what it hit.
    UndoOvertaken = "undo_overtaken", "refused-undo-overtaken";
    /// No way to meet was chosen, or one that is not offered in a week.
    WindowMode = "window_mode", "refused-window-mode";
    /// A reception session has no seats, more than the most, or too many officials.
    WindowSeats = "window_seats", "refused-window-seats";
    /// Nothing stands in the week at that time.
    NothingThere = "nothing_there", "refused-nothing-there";
    /// Someone has an appointment at that time.
    HourBooked = "hour_booked", "refused-hour-booked";
    /// A reason is needed.
    ReasonNeeded = "reason_needed", "refused-reason-needed";
    /// What goes before the others needs a reason.
    UrgencyReason = "urgency_reason", "refused-urgency-reason";
    /// Another request has that number in the register.
    NumberTaken = "number_taken", "refused-number-taken";
    /// A number of the register is blank, too long, or has signs that nobody can read out.
    NumberWrong = "number_wrong", "refused-number-wrong";
    /// A category cannot stand there: below itself, or too deep.
    CategoryPlace = "category_place", "refused-category-place";
    /// A file is of no kind that is taken, whatever it is called.
    AttachmentKind = "attachment_kind", "refused-attachment-kind";
    /// A file is larger than allowed.
    AttachmentLarge = "attachment_large", "refused-attachment-large";
    /// A request has as many papers as it may have.
    AttachmentsMany = "attachments_many", "refused-attachments-many";
    /// The virus scanner found something in a file.
    AttachmentHarmful = "attachment_harmful", "refused-attachment-harmful";
    /// An answer without words and papers.
    ReplyEmpty = "reply_empty", "refused-reply-empty";
    /// A paper is not in the draft any more.
    AttachmentGone = "attachment_gone", "refused-attachment-gone";
    /// The virus scanner does not answer; nothing is taken that it did not see.
    ScanLater = "scan_later", "refused-scan-later";
    /// The link is no good, was used, or its time is over.
    LinkSpent = "link_spent", "refused-link-spent";
    /// The offered time was answered before, or has gone to the next.
    OfferOver = "offer_over", "refused-offer-over";
    /// The survey was answered before.
    AlreadyAnswered = "already_answered", "refused-already-answered";
    /// A mark is a whole number from 1 to 5.
    MarkRange = "mark_range", "refused-mark-range";
    /// The session is over, or not open yet.
    SessionClosed = "session_closed", "refused-session-closed";
    /// The secretary acts only while the official's page is connected.
    OfficialAway = "official_away", "refused-official-away";
    /// The same idempotency key came with another body.
    KeyReused = "key_reused", "refused-key-reused";
    /// The first request with that idempotency key is still under way.
    InFlight = "in_flight", "refused-in-flight";
    /// A field of the form breaks a rule; the field says which.
    FieldWrong = "field_wrong", "refused-field-wrong";
    /// The page was open too long; the form has to be sent again.
    FormExpired = "form_expired", "refused-form-expired";
    /// This exists only in the demo.
    DemoOnly = "demo_only", "refused-demo-only";
    /// The clock goes forward only.
    ClockBackward = "clock_backward", "refused-clock-backward";
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests;
