### The centre's pages: today's appointments, the video room, how staff sign in.

staff-sign-in-title = Staff sign-in
staff-sign-in-lead = For the staff of the centres and of the officials' offices.
staff-username = User name
staff-password = Password
staff-code = Code of your authenticator app
staff-code-hint = Six digits from the authenticator app on your phone
staff-demo-title = Accounts of the trial version
staff-demo-password = The password of every account:

nav-today = Today's appointments
nav-office-today = Today
nav-requests = My requests
nav-inbox = Requests
nav-profile = My details
nav-week = The official's week
nav-waiting = Waiting room
nav-blocks = Blocks
nav-figures = Figures

today-title = Today's appointments
today-count =
    { $count-form ->
        [one] { $count } appointment
       *[other] { $count } appointments
    }
today-empty = The centre has no appointments on this day
today-empty-text = Appointments booked for this centre show here as soon as they are made.
today-office = Meetings in person and reception sessions
today-office-empty = Nobody is met in person on this day
today-office-empty-text = Meetings in person and seats of reception sessions show here as soon as they are booked.
missed-done-office = Written down that nobody came for { $reference }; the time is free.
today-caption = The appointments in the order of their times
today-time = Time
today-person = Applicant
today-reference = Reference
today-room = Where
today-session = { $there } of { $expected } are there
today-needs = Needs
today-state = State
today-action = What to do
check-in = Check in
check-in-done = The person of appointment { $reference } is checked in.
visits-title = At the desks now, without an appointment
visit-finish = Served
visit-done = The visit with number { $ticket } is over; the survey goes to the visitor’s mobile, where there is one.
open-room = Open the room
not-yet = Check-in opens an hour before

room-title = Video room
room-appointment = Appointment
room-check-title = Device check
room-check-lead = Check the camera and the microphone before you start the link. The camera opens only when you press.
room-check-open = Turn camera and microphone on
room-check-camera = Camera
room-check-microphone = Microphone
room-check-microphone-level = How loud the microphone hears
room-check-line = Line to the headquarters
room-check-fix-camera = See that the camera is plugged in, and let the browser use it: the lock beside the address.
room-check-fix-microphone = Speak up. If the bar does not move, see that the microphone is plugged in and that the browser may use it.
room-check-fix-line = The headquarters cannot be reached. Look at the network, then check again.
room-check-none = Not checked yet
room-check-good = Works
room-check-bad = Does not work
room-check-listening = Listening…
room-no-script = The video room needs JavaScript to be switched on in the browser.
room-start = Start the link
room-start-text = Seat the applicant before the camera, then start the link: the office sees in its waiting room who is there.
room-not-checked-in = Check the person in first, on the page of today's appointments.
room-companion-note = Women's section: no picture leaves the room before the office lets her in, and everybody present is named on the screen.

mark-missed = Did not come
missed-done = Written down that nobody came for { $reference }; time and room are free.
came-late-short = The time for coming late is over

# Registering a person, and finding one

nav-register = Register
nav-people = Search
register-title = Register a visitor
register-lead = For whoever came to the centre, with an identity card, with another document or with none. The same document brings the same person back.
register-paper-title = The document
register-paper = What was shown
register-number = Number of the document
register-number-hint = As it is printed; left empty for someone without a document
register-country = Issued by
register-country-hint = For a passport and a Gulf states card: the printed code of the country, such as YEM
register-person-title = The person
register-name = Name in Arabic
register-name-hint = The name in Arabic or in Latin letters is enough
register-name-latin = Name in Latin letters
register-name-missing = Enter the name, in Arabic or in Latin letters
register-sex-missing = Choose man or woman, so that the section is known
register-mobile-hint = Such as 0501234567; for someone without a mobile, print the reference
register-language = Language of messages
register-request-title = The request
register-request-none = No request now
register-official-none = Not stated
register-meeting-only = For a meeting only
register-save = Register
register-done = The visitor is registered.
register-known = The visitor was registered before; this is the same account.
register-receipt-sms = The reference was sent to the mobile on record.
register-receipt-none = No mobile on record: read the reference out, or print it.

find-title = Find a person or a request
find-lead = Every search is logged with who made it and what for.
find-by = Search by
find-text = What to look for
find-text-hint = The whole reference or identity number, or the mobile’s last four digits, or at least three letters of the name
find-purpose = Purpose
find-purpose-hint = Kept with the search in the audit trail
find-results = Results
find-count =
    { $count-form ->
        [one] { $count } result
       *[other] { $count } results
    }
find-nobody = We found nobody
find-nobody-text = The number may be written differently, or what you look for is not with your centre or section. The reference is the surest way.
find-no-requests = No requests to show here
find-requests = Requests
find-proved = Identity proved
find-unproved = Identity not proved
find-citizenship = Status

# Before the evening
nav-evening = Evening messages
evening-title = Requests not registered yet
evening-today = At { $time } today everybody whose request has its registration number and a department is told so. The others are told that it is not registered yet.
evening-tomorrow = Today's messages have been sent. At { $time } tomorrow everybody whose request has its registration number and a department is told so.
evening-near =
    { $count-form ->
        [one] One request is still to be registered
       *[other] { $count } requests are still to be registered
    } before { $time }.
evening-none = Every request is registered and has a department
evening-reference = Reference
evening-kind = Kind
evening-place = Handed in at
evening-received = Received
evening-lacks = What it lacks
evening-no-number = Registration number
evening-no-department = Department
evening-no-centre = From afar
