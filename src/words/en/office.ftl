### The pages of an official's office: requests, the week, the waiting room, the session, the figures.

inbox-title = Requests
inbox-caption = The requests before the office: urgent ones first, then the oldest
inbox-open = Waiting for a decision
inbox-all = All requests
inbox-empty = No request waits for a decision
inbox-empty-text = Every new request shows here as soon as it comes in.
inbox-reference = Reference
inbox-subject = Subject
inbox-kind = Kind
inbox-person = Applicant
inbox-received = Received
inbox-state = State
inbox-urgent = Urgent
inbox-read = Read the request

case-title = Request { $reference }
case-details = The request
case-subject = Subject
case-text = What it says
case-person = Applicant
case-kind = Kind
case-official = Wishes to meet
case-mode = Way to meet
case-centre = Centre
case-needs = Needs
case-received = Received
case-urgent-reason = Why it is urgent
case-appointment = Appointment
case-timeline = What happened so far
case-decide = The office decides
case-decision = Decision
case-decision-approve-text = The request enters the week's plan, and a time is offered.
case-decision-route-text = A department takes the request over, and the applicant is told.
case-decision-answer-text = The answer reaches the applicant, and the request is closed.
case-decision-ask-text = The applicant is asked for what is missing; the request stays open.
case-decision-decline-text = The applicant is told that it cannot be, and why.
case-department = Department
case-department-hint = Only when it is sent on
case-department-none = Not sent on
case-urgency = Priority
case-reply = What the applicant is told
case-reply-hint = Needed to decline, to answer and to ask
case-decided = The decision is recorded, and the applicant is told.
case-settled = No decision is asked for at this stage.

week-title = The official's week
week-of = The week of { $day }
week-previous = The week before
week-next = The week after
week-this = This week
week-nothing = Nothing published
week-free = Free
week-taken = Booked
week-held = Held
week-closed-holiday = Not offered: holiday
week-closed-ramadan = Not offered: outside the hours of Ramadan
week-closed-prayer = Not offered: prayer
week-on-holiday = Also on a holiday, and outside the hours of Ramadan
week-hit =
    { $count-form ->
        [one] { $count } appointment stands on a holiday of this week. It is kept: move or cancel it if it cannot be.
       *[other] { $count } appointments stand on a holiday of this week. They are kept: move or cancel those that cannot be.
    }
week-allocated = Allocated by the office
week-chosen = Open to choice
week-withdraw = Withdraw
week-withdraw-ask = Take this time out of the published week?
week-withdrawn = The time is withdrawn and no longer offered.
week-add-title = Add a time
week-add-lead = The time is published at once, and people see it.
week-day = Day
week-from = From
week-to = Until
week-mode = Way to meet
week-minutes = Minutes a meeting
week-choice = Open for people to choose
week-add = Add and publish
week-added = The time is added and published.
week-official = Official
week-counts = { $taken } booked, { $free } free

waiting-title = Waiting room
waiting-lead = Who is there and waits to be let in, the longest wait first.
waiting-live = This page keeps itself current
waiting-stale = The page could not be renewed; what it shows may be old.
waiting-empty = Nobody is waiting now
waiting-empty-text = Everybody whose link a centre starts shows here.
waiting-minutes = minutes waited
waiting-since = Waiting since { $time }
waiting-appointment = Appointment at { $time }
waiting-open = Open the session
waiting-next = Open sessions

session-title = Session at { $time }
session-waiting-title = Waiting
session-waiting-empty = Nobody is in the waiting room.
session-present-title = In the session
session-admit = Admit
session-hold = Back to waiting
session-decline = Decline
session-decline-ask = Why? The waiting person is shown the reason.
session-official-away = The secretary's actions rest until the official opens the page of the session.
session-start-text = Camera and microphone open when you enter.
session-enter = Enter the session
session-brief = The request in brief
session-outcome-title = What came of it
session-outcome = Result
session-outcome-text = What was promised or decided
session-outcome-save = Save and close the meeting
session-outcome-saved = The result is saved; the applicant was sent the survey's link.

figures-title = Figures
figures-from = From
figures-to = Until
figures-calendar = Calendar
figures-gregorian = Gregorian
figures-umalqura = Hijri (Umm al-Qura)
figures-show = Show
figures-period = Period: { $from } to { $to }
figures-hidden = Too few to show
figures-none = No data
figures-of = of { $total }
figures-table = Table
figures-part = Part
figures-count = Count
figures-remarks = What visitors remarked

person-unnamed = No name given
week-pause = Pause after each
week-pause-none = None
case-decision-missing = Choose a decision
case-department-missing = Choose the department the request is sent to
figures-date-wrong = Write the date like this: 2026-11-22, or 1448-06-12 in the Hijri calendar
figures-order-wrong = The period ends before it begins

outcome-promise = Promised that something will be done
outcome-refer = Sent to a department
outcome-close = Settled in the meeting
outcome-unheard = Could not be heard
session-outcome-missing = Choose what came of it

allocate-title = Give a time
allocate-time = Time
allocate-give = Give this time and tell the applicant

office-move-title = Move the appointment
office-move-reason = Why it is moved
office-move-reason-hint = The applicant sees it in the timeline
office-move-button = Move it and tell the applicant
office-moved = The appointment was moved and the applicant told.
changed-by-applicant = the applicant
changed-by-office = the office or a centre
changed-by-system = the service
