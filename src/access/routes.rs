//! Every route with the one thing it does; the role table says who may.

use crate::scheduling::Action;

/// One route.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// The method.
    pub method: &'static str,
    /// The pattern of its path.
    pub path: &'static str,
    /// What it does.
    pub action: Action,
}

const fn get(path: &'static str, action: Action) -> Route {
    Route {
        method: "GET",
        path,
        action,
    }
}

const fn post(path: &'static str, action: Action) -> Route {
    Route {
        method: "POST",
        path,
        action,
    }
}

const fn put(path: &'static str, action: Action) -> Route {
    Route {
        method: "PUT",
        path,
        action,
    }
}

const fn delete(path: &'static str, action: Action) -> Route {
    Route {
        method: "DELETE",
        path,
        action,
    }
}

/// Every route of the program.
pub const ROUTES: &[Route] = &[
    // The house itself.
    get("/healthz", Action::SeePublic),
    get("/readyz", Action::SeePublic),
    get("/metrics", Action::SeeMetrics),
    get("/assets/{name}", Action::SeePublic),
    get("/language/{choice}", Action::ChooseLanguage),
    get("/digits/{choice}", Action::ChooseLanguage),
    get("/signal", Action::FollowLink),
    // The citizen's pages.
    get("/", Action::SeePublic),
    get("/sign-in", Action::SignIn),
    post("/sign-in", Action::SignIn),
    get("/sign-in/{challenge}", Action::SignIn),
    post("/sign-in/{challenge}", Action::SignIn),
    post("/sign-out", Action::SignIn),
    get("/profile", Action::EditOwnProfile),
    post("/profile", Action::EditOwnProfile),
    get("/ask", Action::FillRequest),
    post("/ask", Action::FillRequest),
    get("/ask/meeting", Action::FillRequest),
    post("/ask/meeting", Action::FillRequest),
    get("/ask/about", Action::FillRequest),
    post("/ask/about", Action::FillRequest),
    get("/ask/time", Action::FillRequest),
    post("/ask/time", Action::FillRequest),
    post("/ask/release", Action::FillRequest),
    post("/ask/extend", Action::FillRequest),
    get("/ask/why", Action::FillRequest),
    get("/ask/wait", Action::FillRequest),
    post("/ask/wait", Action::FillRequest),
    get("/ask/check", Action::FillRequest),
    post("/ask/check", Action::FillRequest),
    get("/requests", Action::SeeOwnRequests),
    get("/requests/{id}", Action::SeeOwnRequests),
    get("/requests/{id}/done", Action::SeeOwnRequests),
    post("/requests/{id}/time", Action::FillRequest),
    post("/requests/{id}/wait", Action::FillRequest),
    post("/requests/{id}/leave", Action::WaitForTime),
    get("/o/{token}", Action::AnswerOffer),
    post("/o/{token}", Action::AnswerOffer),
    get("/r/{reference}", Action::SeeOwnRequests),
    get("/appointments/{id}/majlis.ics", Action::SeeOwnRequests),
    post("/appointments/{id}/confirm", Action::ChangeOwnAppointment),
    get("/appointments/{id}/cancel", Action::ChangeOwnAppointment),
    post("/appointments/{id}/cancel", Action::ChangeOwnAppointment),
    get("/appointments/{id}/move", Action::ChangeOwnAppointment),
    post("/appointments/{id}/move", Action::ChangeOwnAppointment),
    get(
        "/appointments/{id}/move/check",
        Action::ChangeOwnAppointment,
    ),
    post(
        "/appointments/{id}/move/check",
        Action::ChangeOwnAppointment,
    ),
    get("/s/{token}", Action::AnswerSurvey),
    post("/s/{token}", Action::AnswerSurvey),
    // Links of messages.
    get("/c/{token}", Action::FollowLink),
    post("/c/{token}", Action::FollowLink),
    get("/join/{token}", Action::FollowLink),
    post("/join/{token}", Action::FollowLink),
    // The staff's pages.
    get("/staff", Action::SignIn),
    get("/staff/sign-in", Action::SignIn),
    post("/staff/sign-in", Action::SignIn),
    get("/staff/people", Action::FindPerson),
    post("/staff/people", Action::FindPerson),
    get("/staff/register", Action::RegisterPerson),
    post("/staff/register", Action::RegisterPerson),
    get("/centre", Action::ReadQueue),
    post("/centre/appointments/{id}/check-in", Action::CheckIn),
    post("/centre/appointments/{id}/miss", Action::MarkMissed),
    get("/centre/appointments/{id}/room", Action::StartSession),
    post("/centre/appointments/{id}/ticket", Action::StartSession),
    get("/office", Action::SeeWeek),
    get("/office/week", Action::SeeWeek),
    post("/office/week/withdraw", Action::EditWeek),
    post("/office/week/add", Action::EditWeek),
    get("/office/week/preview", Action::EditWeek),
    post("/office/week/draft", Action::EditWeek),
    post("/office/week/fill", Action::EditWeek),
    post("/office/week/copy", Action::EditWeek),
    post("/office/week/discard", Action::EditWeek),
    post("/office/week/publish", Action::EditWeek),
    get("/office/rules", Action::SeeWeek),
    post("/office/rules", Action::EditWeek),
    post("/office/rules/end", Action::EditWeek),
    get("/office/exceptions", Action::SeeWeek),
    post("/office/exceptions", Action::EditWeek),
    post("/office/exceptions/end", Action::EditWeek),
    post("/office/cases/{case}/keep", Action::EditWeek),
    post("/office/cases/{case}/cancel", Action::ChangeAppointment),
    get("/office/requests", Action::SeeRequests),
    get("/office/requests/{id}", Action::SeeRequests),
    post("/office/requests/{id}/decision", Action::DecideRequest),
    post("/office/requests/{id}/allocate", Action::DecideRequest),
    post("/office/appointments/{id}/move", Action::ChangeAppointment),
    get("/office/waiting-list", Action::SeeRequests),
    get("/office/why", Action::SeeWeek),
    get("/office/waiting", Action::AdmitParticipant),
    get("/office/session/{session}", Action::AdmitParticipant),
    post("/office/session/{session}/ticket", Action::AdmitParticipant),
    post("/office/appointments/{id}/outcome", Action::WriteOutcome),
    get("/office/blocks", Action::ManageBlocks),
    post("/office/blocks", Action::ManageBlocks),
    post("/office/blocks/{id}/lift", Action::ManageBlocks),
    get("/office/figures", Action::SeeFigures),
    get("/interpreter", Action::SeeOwnJobs),
    get("/interpreter/session/{session}", Action::SeeOwnJobs),
    post("/interpreter/session/{session}/ticket", Action::SeeOwnJobs),
    // The demo's telephone and clock; they answer "not found" everywhere else.
    get("/demo/phone", Action::UseDemo),
    post("/demo/phone/clock", Action::UseDemo),
    get("/demo/messages", Action::UseDemo),
    post("/demo/clock", Action::UseDemo),
    // The JSON surface.
    get("/api/openapi.json", Action::SeePublic),
    get("/api/docs", Action::SeePublic),
    post("/api/v1/auth/otp", Action::SignIn),
    post("/api/v1/auth/otp/{challenge_id}", Action::SignIn),
    post("/api/v1/auth/staff", Action::SignIn),
    post("/api/v1/auth/refresh", Action::SignIn),
    post("/api/v1/auth/logout", Action::SignIn),
    get("/api/v1/me", Action::EditOwnProfile),
    put("/api/v1/me", Action::EditOwnProfile),
    get("/api/v1/officials", Action::SeeDirectory),
    get("/api/v1/centres", Action::SeeDirectory),
    get("/api/v1/slots", Action::SeeSlots),
    get("/api/v1/slots/why", Action::SeeSlots),
    get("/api/v1/calendar", Action::SeeCalendar),
    post("/api/v1/calendar/holidays", Action::EditCalendar),
    post(
        "/api/v1/calendar/holidays/{id}/confirm",
        Action::EditCalendar,
    ),
    delete("/api/v1/calendar/holidays/{id}", Action::EditCalendar),
    put("/api/v1/calendar/ramadan/{year}", Action::EditCalendar),
    post("/api/v1/centres/{id}/overrides", Action::EditCalendar),
    delete(
        "/api/v1/centres/{id}/overrides/{override}",
        Action::EditCalendar,
    ),
    post("/api/v1/holds", Action::HoldSlot),
    delete("/api/v1/holds/{id}", Action::HoldSlot),
    post("/api/v1/holds/{id}/extend", Action::HoldSlot),
    post("/api/v1/waiting-list", Action::WaitForTime),
    get("/api/v1/waiting-list", Action::ReadWaitingList),
    delete("/api/v1/waiting-list/{id}", Action::WaitForTime),
    post("/api/v1/requests", Action::SubmitRequest),
    get("/api/v1/requests", Action::ReadRequests),
    get("/api/v1/requests/{id}", Action::ReadRequests),
    post("/api/v1/track", Action::TrackRequest),
    post("/api/v1/requests/{id}/decision", Action::DecideRequest),
    post("/api/v1/appointments", Action::BookSlot),
    get("/api/v1/appointments/{id}", Action::ReadRequests),
    get("/api/v1/appointments/{id}.ics", Action::ReadRequests),
    post(
        "/api/v1/appointments/{id}/confirm",
        Action::ChangeOwnAppointment,
    ),
    post(
        "/api/v1/appointments/{id}/cancel",
        Action::CancelAppointment,
    ),
    post(
        "/api/v1/appointments/{id}/reschedule",
        Action::CancelAppointment,
    ),
    post("/api/v1/appointments/{id}/check-in", Action::CheckIn),
    post("/api/v1/appointments/{id}/miss", Action::MarkMissed),
    post("/api/v1/appointments/{id}/outcome", Action::WriteOutcome),
    get("/api/v1/officials/{id}/weeks/{week}", Action::SeeWeek),
    put("/api/v1/officials/{id}/weeks/{week}", Action::EditWeek),
    post("/api/v1/officials/{id}/weeks/{week}/fill", Action::EditWeek),
    post("/api/v1/officials/{id}/weeks/{week}/copy", Action::EditWeek),
    post(
        "/api/v1/officials/{id}/weeks/{week}/preview",
        Action::EditWeek,
    ),
    post(
        "/api/v1/officials/{id}/weeks/{week}/publish",
        Action::EditWeek,
    ),
    get("/api/v1/templates", Action::SeeWeek),
    get("/api/v1/officials/{id}/rules", Action::SeeWeek),
    post("/api/v1/officials/{id}/rules", Action::EditWeek),
    delete("/api/v1/officials/{id}/rules/{rule}", Action::EditWeek),
    get("/api/v1/officials/{id}/exceptions", Action::SeeWeek),
    post("/api/v1/officials/{id}/exceptions", Action::EditWeek),
    delete(
        "/api/v1/officials/{id}/exceptions/{exception}",
        Action::EditWeek,
    ),
    get("/api/v1/officials/{id}/cases", Action::SeeWeek),
    post("/api/v1/officials/{id}/cases/{case}/keep", Action::EditWeek),
    get("/api/v1/centres/{id}/queue", Action::ReadQueue),
    post("/api/v1/representations", Action::RegisterRepresentation),
    get("/api/v1/representations", Action::EditOwnProfile),
    delete(
        "/api/v1/representations/{id}",
        Action::RegisterRepresentation,
    ),
    post("/api/v1/blocks", Action::ManageBlocks),
    get("/api/v1/blocks", Action::ManageBlocks),
    delete("/api/v1/blocks/{id}", Action::ManageBlocks),
    post("/api/v1/sessions", Action::StartSession),
    post("/api/v1/sessions/{id}/tickets", Action::JoinSession),
    post("/api/v1/calls", Action::LogCall),
    get("/api/v1/people", Action::FindPerson),
    post("/api/v1/people", Action::RegisterPerson),
    get("/api/v1/surveys/{token}", Action::AnswerSurvey),
    post("/api/v1/surveys/{token}", Action::AnswerSurvey),
    get("/api/v1/reports/summary", Action::SeeFigures),
];
