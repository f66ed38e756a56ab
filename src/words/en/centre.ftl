### The centre's pages: today's appointments, the video room, how staff sign in.

staff-sign-in-title = Staff sign-in
staff-sign-in-lead = For the staff of the centres and of the officials' offices.
staff-username = User name
staff-password = Password
staff-code = Code of your authenticator app
staff-code-hint = Six digits from the authenticator app on your phone
staff-demo-title = Accounts of the trial version
staff-demo-password = The password of every account: { $password }

nav-today = Today's appointments
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
today-caption = The appointments in the order of their times
today-time = Time
today-person = Applicant
today-reference = Reference
today-room = Room
today-needs = Needs
today-state = State
today-action = What to do
check-in = Check in
check-in-done = The person of appointment { $reference } is checked in.
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
