### Inside a video session: waiting, the stage, the call's controls, the personal link.

stage-title = Video session
stage-you = You
stage-connecting = Connecting…
stage-waiting = You are in the waiting room. The office knows that you are here and will let you in.
stage-waiting-first = You are next.
stage-held = The office sent you back to the waiting room and will let you in again.
stage-admitted = You were let in. You are in the session now.
stage-alone = Nobody is in the session yet.
stage-declined = The office cannot hold this session: { $reason }
stage-ended = The session is over. Thank you.
stage-removed = Your part in the session was ended.
stage-lost = The line is lost. We keep trying, and your place is kept for half a minute.
stage-failed = The line could not be made. Load the page again; if it happens once more, tell the technicians.
stage-no-camera = The camera or the microphone could not be opened. See that they are plugged in and that the browser may use them, then load the page again.
stage-survey = Rate the session
stage-quality-poor = Weak line

control-microphone = Microphone
control-camera = Camera
control-leave = Leave
control-end = End the session
control-end-ask = End the session for everybody?
control-state-on = On
control-state-off = Off

join-title = Join a session
join-lead = You are invited to a video session as: { $role }.
join-when = Appointment: { $time }
join-once = This link is for you alone and works once. Open it on the machine from which you will take part.
join-enter = Enter the waiting room
join-early = The centre has not started the link yet. Your link stays good; try again shortly.
join-privacy = The session is not recorded. Neither your picture nor your sound is passed on before the office lets you in.
join-spent-title = This link is no good
join-spent-text = The link was used before, or its time is over. Ask the office for a new one.

jobs-title = My interpreting
jobs-lead = The appointments you are booked for. Whom you interpret for is told on the day.
jobs-empty = You are booked for no appointment
jobs-empty-text = As soon as a meeting needs you, it shows here, and you are told by SMS.
jobs-time = { $from } to { $to }
jobs-join = Enter the waiting room
jobs-early = You can enter here once the centre starts the link.

phone-title = Messages of the trial phone
phone-lead = Every message the trial version sends shows here instead of reaching a phone.
phone-to = Mobile number or email
phone-to-hint = Leave it empty to see every message
phone-show = Show
phone-empty = No messages yet
phone-empty-text = When a code is asked for or a time is booked, its messages show here.
phone-sms = SMS to
phone-email = Mail to
phone-clock-title = The trial's clock
phone-clock-now = The time in the trial
phone-clock-hour = One hour on
phone-clock-day = One day on
