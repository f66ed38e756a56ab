### The words of closed lists: one key per value, named list, dash, value.

# States of a request
state-request-received = Received
state-request-registered = Registered
state-request-in-review = With the office for review
state-request-routed = Sent to the department
state-request-approved = Accepted, waiting for a time
state-request-scheduled = Has an appointment
state-request-answered = Answered
state-request-declined = Not accepted
state-request-closed = Closed
state-request-withdrawn = Withdrawn

# States of an appointment
state-appointment-proposed = Proposed
state-appointment-booked = Booked
state-appointment-confirmed = Confirmed
state-appointment-checked-in = Checked in
state-appointment-in-session = In session
state-appointment-done = Done
state-appointment-no-show = Not attended
state-appointment-cancelled = Cancelled
state-appointment-moved = Moved

# States of a visit
state-visit-entered = Entered
state-visit-called = Called
state-visit-started = Being served
state-visit-registered = Registered
state-visit-finished = Finished
state-visit-left = Left before service

# States of a session
state-session-scheduled = Scheduled
state-session-open = Open, not started
state-session-live = Live
state-session-ended = Ended
state-session-failed = Failed

# States of a participant
state-participant-waiting = In the waiting room
state-participant-admitted = In the session
state-participant-held = On hold
state-participant-left = Left

# Kinds of request
kind-meeting = Meeting
kind-transaction = Transaction
kind-complaint = Complaint
kind-suggestion = Suggestion
kind-enquiry = Enquiry

# Ways to meet
mode-in-person = In person
mode-video = By video, from a centre
mode-reception = Reception session
mode-service = A service at the centre

# Kinds of day
day-weekend = Weekend
day-ramadan = Ramadan hours: { $from } to { $to }
day-estimated = { $name } (expected)
day-span = { $first } – { $last }

# Occasions of holidays
occasion-founding-day = Founding Day
occasion-national-day = National Day
occasion-eid-fitr = Eid al-Fitr
occasion-eid-adha = Eid al-Adha
occasion-between = Day between two holidays
occasion-other = Holiday

# Sections of a centre
section-men = Men's section
section-women = Women's section

# Men and women
sex-man = Man
sex-woman = Woman
sex-unknown = Not stated

# Needs
need-sign-language = Sign-language interpreter
need-interpreter = Interpreter for another language
need-wheelchair = Wheelchair access
need-companions = Companions

# Roles
role-applicant = Applicant
role-receptionist = Receptionist
role-operations-officer = Operations officer
role-video-operator = Video operator
role-call-agent = Call-centre agent
role-centre-manager = Centre manager
role-scheduler = Office scheduler
role-secretary = Secretary
role-official = Official
role-interpreter = Interpreter
role-administrator = Administrator
role-portal = Partner portal

# Roles in a session
session-role-applicant = Applicant
session-role-companion = Companion
session-role-representative = Representative
session-role-operator = Room operator
session-role-official = Official
session-role-secretary = Secretary
session-role-interpreter = Interpreter
session-role-sign-language-interpreter = Sign-language interpreter
session-role-observer = Observer

# Decisions of the office
decision-approve = Accept
decision-route = Send to a department
decision-decline = Decline
decision-answer = Answer
decision-ask = Ask for more

# Citizens and residents
citizenship-citizen = Citizen
citizenship-resident = Resident
citizenship-other = Other

# How pressing
urgency-normal = Normal
urgency-urgent = Urgent

# Channels of notices
channel-sms = SMS
channel-mail = Email

# Figures
figure-requests-by-kind = Requests by kind
figure-requests-by-sex = Requests by men and women
figure-requests-by-citizenship = Requests by citizens and residents
figure-meetings-held = Meetings held
figure-surveys-answered = Surveys answered
figure-mean-mark = Mean mark out of 5
figure-obstacles = Met an obstacle
figure-first-time = Asked to meet the official for the first time

# Notices by what they are about
event-code = Sign-in code
event-call-code = Code for a call
event-received = Request received
event-registered = Request registered
event-not-yet-registered = Registration delayed
event-approved = Request accepted
event-routed = Request routed
event-declined = Request declined
event-answered = Request answered
event-closed = Request finished
event-result-ready = Result of the meeting
event-asked = Question from the office
event-withdrawn = Request withdrawn
event-booked = Appointment booked
event-reminder = Reminder
event-running-late = Running late
event-moved = Appointment moved
event-time-changing = Appointment has to change
event-time-kept = Appointment stays
event-cancelled = Appointment cancelled
event-missed = Nobody came
event-offered = Free time offered
event-interpreter-link = Interpreter's link
event-interpreter-freed = Interpreter not needed
event-invited = Invitation to a session
event-survey = Survey
event-wrote = Message from the call centre

# Needs said in a line, and the languages of interpreters
list-comma = {", "}
need-interpreter-of = Interpreter for { $language }
need-companions-count =
    { $count-form ->
        [one] { $count } companion
       *[other] { $count } companions
    }
language-en = English
language-ur = Urdu
language-bn = Bengali
language-hi = Hindi
language-id = Indonesian
language-tl = Filipino
language-am = Amharic
language-fr = French
language-tr = Turkish

# Representation

basis-power-of-attorney = Power of attorney
basis-guardianship = Guardianship
basis-kinship = Kinship

# Documents that are shown
paper-identity-number = National identity card or iqama
paper-passport = Passport
paper-border-number = Border number
paper-tribal-card = Tribal card
paper-gcc-card = Gulf states identity card
paper-none = No document

# Ways to search, and what for
search-by-reference = Reference
search-by-identity = Identity or residence number
search-by-mobile-tail = Last digits of the mobile
search-by-name = Name
purpose-gate = The person is at the gate
purpose-phone = The person is on the phone
purpose-desk = The person is at the desk
purpose-office = The office works on the request

# How a request came
came-by-web = The website
came-by-portal = Another portal
came-by-centre = A centre
came-by-phone = Telephone
came-by-letter = Letter
came-by-fax = Fax
came-by-email = Email

# Who has a request
holder-registry = the registry
holder-office = the office in charge
holder-office-of = the office of { $official }
holder-department = the department in charge
holder-applicant = the applicant, who was asked something
holder-you = you: we wait for the answer to what was asked
holder-meeting = nobody has to do anything before the meeting
holder-nobody = nobody: work on it is over
