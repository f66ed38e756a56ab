### The citizen's pages, in the order in which a person meets them.

# Start

start-title = Ask to meet an official, in person or by video
start-lead = From your phone, in minutes. You get a message at every step: no travelling for nothing, no coming in to ask.
start-button = Start a new request
start-follow = Follow an earlier request
start-what = What can you ask for?
start-who = Who is it for?
start-who-text = Citizens and residents, men and women, and those who act for them.
start-long = How long does it take?
start-long-text = About five minutes, at any hour, free of charge.
start-need = What do you need?
start-need-text = Your identity or residence number, and a Saudi mobile that receives messages.
start-phone = Would you rather talk to us?
start-steps = How does it go?
start-step-ask = You ask, and get your reference number at once
start-step-time = Day and time are set, at the headquarters or a centre near you
start-step-meet = You meet, in person or by sound and picture
start-step-rate = You rate it, and those who can act on it hear it

kind-text-meeting = Meet the official at the headquarters, or by video from the nearest centre
kind-text-transaction = A transaction to put before the official
kind-text-complaint = A complaint about a procedure or a delay
kind-text-suggestion = A suggestion, or your opinion of the services
kind-text-enquiry = A question about a service or a procedure

# Signing in

sign-in-title = Sign in
sign-in-lead = We send a code of six digits to your mobile.
sign-in-scope = The code proves that the mobile is with you, not who you are; so after signing in you see only what was entered from this same mobile.
identity-label = Identity or residence number
identity-hint = Ten digits, beginning with 1 for citizens and 2 for residents
mobile-label = Mobile number
mobile-hint = Such as 0501234567
sign-in-button = Send the code
code-title = Enter the code
code-lead = We sent a message with a code of six digits to your mobile.
code-label = Code
code-hint = Six digits; you can paste it
code-button = Sign in
code-missing = Enter the code, six digits
code-late = Has the message not come?
code-again = Send a new code
code-other = Change the identity number or the mobile

# Steps of a new request

steps-label = Steps of the request
step-what = Request
step-who = Meeting
step-errand = Service
step-about = Subject
step-you = You
step-time = Time
step-check = Check

ask-title = What do you ask for?
ask-kind-missing = Choose what you ask for
ask-errand = A time at a centre’s service
ask-errand-text = You come to a service desk on the day and at the time that you choose

errand-title = Which service, and where?
errand-service = Service
errand-service-missing = Choose the service
errand-centre = Centre
errand-centre-hint = Or the mobile unit at its stops, or a visit to the home for those who cannot come
errand-centre-missing = Choose a centre that has this service

meeting-title = Whom do you want to meet, and where?
meeting-official = Whom do you want to meet?
meeting-official-missing = Choose whom you want to meet
meeting-open = You choose the time yourself
meeting-closed = The office considers the request first, then we tell you the time
meeting-mode = How do you want to meet?
meeting-mode-missing = Choose how you want to meet
meeting-mode-not-held = This official holds no reception sessions in the days ahead; please choose another official or another way
mode-text-video = From a video room in the centre that suits you
mode-text-in-person = Face to face; the address comes with the confirmation
mode-text-reception = You come to the official’s audience together with others, and choose the day yourself
mode-text-service = At a desk of the centre
meeting-centre = Centre
meeting-centre-hint = For video: the centre nearest to you
meeting-centre-choose = Choose a centre
meeting-centre-missing = Choose the centre for your video meeting
meeting-hours-note = Every time that no other appointment fills is offered; what is not offered is not available.

about-title = What is it about?
subject-label = Subject
subject-hint = One line, such as: A delayed transaction at the municipality
subject-missing = Enter the subject
subject-long = The subject is longer than { $most } letters
details-label = Details
details-hint = What happened, and what you ask for. Only the staff of the office in charge read it.
details-long = The details are longer than { $most } letters
needs-legend = Do you need any of this?
needs-hint = We ask before the time is chosen, because the times offered depend on it.
need-text-sign-language = An interpreter joins the session, and helps at the gate and the desk
need-text-wheelchair = A way in and a room without steps
need-interpreter-label = Interpreter for another language
need-interpreter-none = Not needed
need-companions-label = Number of companions
need-companions-hint = Up to { $most }
needs-wrong = The number of companions is from 0 to { $most }

profile-title = About you
profile-lead = We ask once, before your first booking.
profile-why-sex = It decides whether the men's or the women's section of the centre receives you.
profile-saved = Your details are saved.
name-label = Name
name-hint = As on your identity card, in Arabic or English
name-missing = Enter your name
name-wrong = A name has Arabic or Latin letters, from 2 to { $most }
sex-label = Sex
sex-missing = Choose the section that receives you
region-label = Region
region-choose = Not stated
email-label = Email
email-hint = We send the confirmation there too, besides the SMS
mobile-fixed = The mobile is not changed here: it is changed at the gate of a centre, where your identity card is seen.

# Choosing a time

time-title = Choose a time
time-lead = Times are the centre's. The time you choose is kept for you for a few minutes while you finish.
time-first = First free time
time-first-button = Take this time
time-nearest = Nearest free times
time-days = All days
time-day-free =
    { $free-form ->
        [one] { $free } time
       *[other] { $free } times
    }
time-seats-left =
    { $free-form ->
        [one] { $free } seat left
       *[other] { $free } seats left
    }
time-places-left =
    { $free-form ->
        [one] { $free } place left
       *[other] { $free } places left
    }
time-hold-button = Continue with this time
time-missing = Choose a time
time-none = No times are free at present
time-none-text = New times open every week, and a cancelled appointment may free one. You can try another centre, or another way to meet.
time-with-needs = Times at which you can have: { $needs }.
time-slot-label = { $day }, { $time }

# Waiting for a time

wait-list = Waiting list
wait-title = Tell me when a time is free
wait-ask = Does none of these suit you?
wait-lead = When a time that suits you becomes free, we send you a message. It is yours alone for { $length }, or less when it is near; then it goes to the next.
wait-order = The order is published: urgent requests first, then by when the request was received, then by its reference; nobody is offered a time that does not suit.
wait-mode-any = Any way that is free
wait-centre-any = Any centre
wait-not-on = Days that do not suit
wait-hours = Which hours suit you?
wait-hours-any = Any time
wait-hours-morning = Before noon
wait-hours-afternoon = After noon
wait-near-legend = Standby list
wait-near = I am near and can come at short notice
wait-near-text = What is cancelled shortly before its time is offered to this list first, with less time to answer.
wait-button = Join the waiting list
wait-done = Your request is on the waiting list. A message comes when a suitable time is free.
wait-left = Your request is off the waiting list.
wait-place = Place { $number } of { $of }. When a suitable time is free, you get a message with a link.
wait-offered = A message with a free time was sent to you; it is kept for you until { $time }.
wait-leave = Leave the waiting list

# An offered time

offer-title = A time is free for you
offer-lead = This time is free, and it is yours alone until the time above runs out.
offer-accept = Take this time
offer-decline = No, thank you
offer-decline-text = If you decline, the time is offered to the next, and you keep your place on the waiting list.
offer-accepted = This appointment is booked. A message with day, time and place is on its way.
offer-declined = Thank you: this time was offered to the next. You keep your place on the waiting list.
offer-lapsed = The time to answer is over, and this time went to the next. You keep your place on the waiting list.

# The held slot, and checking the answers

held-title = This time is kept for you
held-until = until { $time }
held-left = Time left
held-said = { $minutes-form ->
        [one] { $minutes } minute left
       *[other] { $minutes } minutes left
    }
held-said-last = Half a minute left
held-said-over = The time is no longer kept for you
held-release = Choose another time
held-extend = Keep it for me longer, once
check-title = Check your answers, then confirm
check-kind = Kind of request
check-official = With
check-mode = How you meet
check-centre = Centre
check-service = Service
check-section = Section
check-day = Day
check-time = Time
check-subject = Subject
check-details = Details
check-needs = Needed
check-needs-none = Nothing
check-name = Name
check-mobile = Mobile
check-email = Email
check-declare = By confirming you declare that what you wrote is true.
check-book = Confirm the booking
check-send = Send the request
check-later-answer = You get a reference at once; then the office looks at your request, and we send you the result.
check-later = The office considers this request, then we tell you the time by SMS.

# Done

done-booked = Your appointment is booked
done-received = We have your request
done-reference = Reference
done-copy = Copy the reference
done-next = What happens next?
done-next-sms = An SMS with your reference is on its way.
done-next-sms-booked = An SMS with day, time and place is on its way.
done-next-mail = The confirmation comes by email too.
done-next-bring = Bring your identity card, and be there ten minutes before the time.
done-next-change = If anything changes, we tell you by SMS at once.
done-next-decision = The office considers the request, and we tell you the decision by SMS.
done-calendar = Add to calendar
done-follow = Follow the request

# My requests

requests-title = My requests
requests-none = No requests from this mobile yet
requests-none-text = What is handed in from this mobile with this identity number appears here at every step.
requests-new = New request
requests-received = Received on { $day }
request-title = Request { $reference }
request-now = Its state now
request-next = Next step
request-timeline = What happened so far
request-facts = What the request says
request-appointment = Appointment
request-answer = The office's answer
request-question = A question from the office

next-request-received = The office reads and registers it.
next-request-registered = The office considers it and decides.
next-request-in-review = The office decides, and we tell you by SMS.
next-request-routed = The department in charge works on it, and we tell you the result by SMS.
next-request-approved = The office sets the time, and we tell you by SMS.
next-request-scheduled = Come at the time of the appointment with your identity card.
next-request-answered = Nothing is asked of you. The answer stands on this page.
next-request-declined = You can hand in a new request at any time.
next-request-closed = Nothing is asked of you.
next-request-withdrawn = You can hand in a new request at any time.

appointment-confirm = Confirm that I will come
appointment-confirmed = Thank you, we know that you will come.
appointment-cancel = Cancel the appointment
appointment-move = Change the time
appointment-address = Address
appointment-where = Place
appointment-with = With
appointment-reference = Appointment number

# Cancelling

cancel-title = Do you want to cancel the appointment?
cancel-lead = When you cancel, this time is offered to others at once; it cannot be taken back.
cancel-reason = Why you cancel
cancel-button = Yes, cancel the appointment
cancel-keep = No, keep the appointment
cancel-done = The appointment is cancelled, and a message says so.

withdraw-link = Take the request back
withdraw-title = Do you want to take the request back?
withdraw-lead = Then nobody works on this request any more, and that cannot be undone. You can hand in a new one at any time.
withdraw-button = Yes, take it back
withdraw-keep = No, keep the request
withdraw-done = The request is taken back, and a message says so.

# Moving

move-title = Choose another time
move-lead = Your appointment now: { $was }. It stays yours until the new time is fixed.
move-was = The present appointment
move-centre = Centre
move-centre-button = Show this centre's times
move-none-text = No other time is free now, and your appointment stands as it is. A time may come free when someone cancels.
move-check-title = Move the appointment to this time?
move-check-lead = When you move it, your present time is offered to others at once.
move-button = Yes, move the appointment
move-other = Choose another time
move-done = The appointment was moved, and a message with the new time was sent.

# The link of a message

coming-title = Your appointment
coming-lead = Please confirm that you are coming. If the time no longer suits you, changing or cancelling it gives it to someone else.
coming-request = The request
coming-change = To change the time or cancel
coming-change-text = Sign in with your identity number and a code that we send to your mobile.

# Survey

survey-title-meeting = How was your meeting?
survey-title-visit = How was your visit?
survey-title-call = How was your call?
survey-title-public = How was the service at the centre?
survey-lead = Three questions, less than a minute. Your answer reaches those who can act on it, without your name.
survey-mark = How do you rate the service?
survey-mark-low = 1 poor
survey-mark-high = 5 excellent
survey-mark-1 = Poor
survey-mark-2 = Fair
survey-mark-3 = Good
survey-mark-4 = Very good
survey-mark-5 = Excellent
survey-obstacle = Did anything stand in the way?
survey-first-time = Is this the first time you asked to meet the official?
survey-remark = Remark or suggestion
survey-button = Send the answer
survey-mark-missing = Choose a mark from 1 to 5
survey-choice-missing = Answer yes or no
survey-thanks = We have your answer. Thank you
survey-thanks-text = The manager of the centre reads every answer; results are published without names.

# Regions

region-riyadh = Riyadh
region-makkah = Makkah
region-madinah = Madinah
region-qassim = Qassim
region-eastern = Eastern Province
region-asir = Asir
region-tabuk = Tabuk
region-hail = Hail
region-northern-borders = Northern Borders
region-jazan = Jazan
region-najran = Najran
region-bahah = Bahah
region-jawf = Jawf

# The queue when many come

turn-title = Your place is kept
turn-lead = Many people are asking for times just now. Everyone comes in by turn, in order of arrival.
turn-number = Your place in the queue
turn-before = { $before-form ->
    [one] { $before } person is before you
   *[other] { $before } people are before you
  }
turn-next = You are next
turn-expected = Expected wait, about: { $time }
turn-soon = Expected wait: less than a minute
turn-self = Leave this page open: it refreshes by itself and takes you to the times when it is your turn.
turn-kept = What you entered is kept. Reloading the page moves your place neither forward nor back.
turn-lapses = If your turn comes while this page is closed, it lapses after { $time } and you are given a new place.
turn-again = Refresh now
turn-came = It is your turn. The time you chose and those nearest to it stand on top; please choose one.

messages-language = Language of messages
whose-label = Whose mobile is it?
whose-hint = Where others read it too, messages give no details; only the sign-in code arrives whole.
whose-own = The applicant's alone
whose-shared = Shared, or a relative's
