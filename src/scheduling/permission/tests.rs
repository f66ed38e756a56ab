//! Who may do what, as one readable table.

use super::{Action, Role, allowed};

/// Every action with who may do it, a line each.
fn lines() -> Vec<String> {
    Action::ALL
        .iter()
        .map(|&action| {
            let roles: Vec<&str> = Role::ALL
                .iter()
                .filter(|&&role| allowed(Some(role), action))
                .map(|role| role.as_str())
                .collect();
            if allowed(None, action) {
                assert_eq!(roles.len(), Role::ALL.len(), "{action}");
                return format!("{action}: everybody");
            }
            format!("{action}: {}", roles.join(" "))
        })
        .collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a line per action")]
fn the_table() {
    insta::assert_snapshot!(lines().join("\n"), @r"
    see_public: everybody
    choose_language: everybody
    sign_in: everybody
    see_directory: everybody
    see_calendar: everybody
    see_slots: everybody
    track_request: everybody
    answer_survey: everybody
    follow_link: everybody
    see_metrics: everybody
    use_demo: everybody
    edit_own_profile: applicant
    see_own_requests: applicant
    submit_request: applicant operations_officer call_agent secretary portal
    fill_request: applicant
    withdraw_request: applicant
    hold_slot: applicant operations_officer call_agent scheduler secretary
    book_slot: applicant operations_officer call_agent scheduler secretary
    wait_for_time: applicant
    read_waiting_list: applicant scheduler secretary official
    answer_offer: everybody
    change_own_appointment: applicant
    change_appointment: scheduler secretary
    cancel_appointment: applicant scheduler secretary
    read_requests: applicant scheduler secretary official
    read_papers: applicant operations_officer call_agent scheduler secretary official portal
    find_person: receptionist operations_officer call_agent scheduler secretary
    register_person: receptionist operations_officer call_agent secretary
    see_requests: scheduler secretary official
    decide_request: scheduler secretary
    confirm_decision: scheduler secretary official
    see_guests: scheduler secretary
    see_day_sheet: scheduler secretary official
    keep_feeds: centre_manager scheduler secretary official
    read_feed: everybody
    keep_readers: official administrator
    register_representation: receptionist operations_officer scheduler secretary
    manage_blocks: scheduler secretary administrator
    see_week: scheduler secretary official
    edit_week: scheduler secretary
    see_plan: scheduler secretary official
    make_plan: scheduler secretary
    read_queue: receptionist operations_officer video_operator centre_manager
    check_in: receptionist operations_officer video_operator secretary
    mark_missed: receptionist operations_officer video_operator centre_manager scheduler secretary
    serve_visitor: operations_officer video_operator
    log_call: call_agent
    take_calls: call_agent
    see_call_log: call_agent administrator
    write_to_calls: applicant
    print_slip: operations_officer call_agent scheduler secretary
    follow_remarks: centre_manager
    start_session: video_operator secretary
    join_session: video_operator secretary official interpreter
    admit_participant: secretary official
    see_next: official
    show_in: secretary official
    say_late: secretary official
    see_late: scheduler secretary official
    keep_notes: scheduler secretary official
    write_outcome: secretary official
    see_own_jobs: interpreter
    see_figures: centre_manager scheduler secretary official administrator
    see_staff_home: receptionist operations_officer video_operator call_agent centre_manager scheduler secretary official interpreter administrator
    edit_own_sign_in: receptionist operations_officer video_operator call_agent centre_manager scheduler secretary official interpreter administrator
    manage_staff: administrator
    keep_categories: administrator
    edit_calendar: administrator
    edit_texts: administrator
    manage_notices: administrator
    see_evening: centre_manager administrator
    report_delivery: everybody
    read_audit: administrator
    ");
}

#[test]
fn a_machine_hands_in_requests_with_their_papers_and_nothing_else() {
    let may: Vec<&str> = Action::ALL
        .iter()
        .filter(|&&action| allowed(Some(Role::Portal), action) && !allowed(None, action))
        .map(|action| action.as_str())
        .collect();
    assert_eq!(may, ["submit_request", "read_papers"]);
}

#[test]
fn an_administrator_reads_no_case_and_sees_no_week() {
    for action in [
        Action::SeeRequests,
        Action::DecideRequest,
        Action::SeeWeek,
        Action::FindPerson,
        Action::ReadQueue,
        Action::JoinSession,
    ] {
        assert!(!allowed(Some(Role::Administrator), action), "{action}");
    }
}
