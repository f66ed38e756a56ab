### Notices: what goes out by SMS and mail. The values each may use stand in the Arabic file.

sms-code =
    { $code } is your sign-in code, good for { $minutes-form ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }. Do not share it with anyone.
sms-received = We have your request. Reference { $reference }. Its state at any time: { $link }
sms-booked =
    Your appointment{ $named ->
        [yes] {" "}with { $official }
       *[no] {""}
    }: { $sms-day }, { $time }, { $place }, { $section }. Reference { $reference } { $link }
sms-moved = Your appointment is now { $short-day }, { $time }, { $place }. Reference { $reference } { $link }
sms-time-changing = We are sorry: your appointment of { $short-day }, { $time } has to change. We will offer you another time. Reference { $reference } { $link }
sms-running-late =
    Your appointment { $reference } today runs about { $minutes-form ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } late and is expected at { $expected }. We are sorry. { $link }
sms-time-kept = Your appointment stays as it was: { $short-day }, { $time }. Reference { $reference } { $link }
sms-missed = We did not meet you at your appointment of { $short-day }, { $time }. Your request { $reference } is still open; the next step: { $link }
sms-cancelled = Your appointment of { $short-day }, { $time } is cancelled. Reference { $reference }. Details: { $link }
sms-call-code =
    { $code } is your code for this call, good for { $minutes-form ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }. Read it only to the agent who is on the line with you now.
sms-wrote = The call centre wrote to you. Read and answer: { $link }
sms-survey = How did we do? Less than a minute, and it reaches those who can act on it: { $link }
sms-approved = Your request { $reference } is accepted. We will tell you the time as soon as it is set: { $link }
sms-routed = Your request { $reference } went to the department in charge. We will tell you the result: { $link }
sms-declined = We are sorry, your request { $reference } was not accepted. The reason and what you can do: { $link }
sms-answered = Your request { $reference } has been answered. Read it here: { $link }
sms-closed = Work on your request { $reference } is finished. What came of it: { $link }
sms-result-ready = The result of your meeting about request { $reference } is ready. Read it here: { $link }
sms-asked = We need one thing more for your request { $reference }. Answer here: { $link }

sms-registered = Your request { $reference } is registered under { $registration }, and work on it has begun. To follow it: { $link }
sms-not-yet-registered = We have your request { $reference }. It is not registered yet; we will send its number on the evening of the day it is: { $link }
sms-withdrawn = Your request { $reference } is withdrawn, as you asked. A new one at any time: { $link }
sms-reminder = Reminder: your appointment is on { $short-day }, { $time }, { $place }. Bring your identity card. { $link }
sms-offered = A time is free for you: { $short-day }, { $time }, { $place }. It is yours alone until { $until }. Accept or decline: { $link }
sms-interpreter-link = You are invited to interpret in a video session on { $short-day }, { $time }. One-use link: { $link }
sms-interpreter-freed = Thank you: you are not needed any more to interpret on { $short-day }, { $time }.
sms-invited = You are invited to a video session on { $short-day }, { $time }. One-use link: { $link }

sms-neutral = { $service }: there is a new message for you. To read it: { $link }

mail-footer =
    { $service }
    This message was sent by a machine; an answer to it reaches nobody.

mail-received-subject = We have your request, reference { $reference }
mail-received-body =
    Peace be upon you,

    We have received your request. Your reference: { $reference }
    We will send you a message at every step; there is no need to come and ask.

    Its state at any time:
    { $link }

    { mail-footer }

mail-registered-subject = Your request is registered under { $registration }
mail-registered-body =
    Peace be upon you,

    Your request { $reference } is registered with the ministry under { $registration }, and work on it has begun.

    To follow it:
    { $link }

    { mail-footer }

mail-not-yet-registered-subject = Your request { $reference } is not registered yet
mail-not-yet-registered-body =
    Peace be upon you,

    We have your request { $reference }. It has no registration number yet, and we are sorry for that.
    We will send the number on the evening of the day it is registered; there is no need to come and ask.

    To follow it:
    { $link }

    { mail-footer }

mail-withdrawn-subject = Your request { $reference } is withdrawn
mail-withdrawn-body =
    Peace be upon you,

    Your request { $reference } is withdrawn, as you asked. You can hand in a new one at any time:
    { $link }

    { mail-footer }

mail-booked-subject = Your appointment on { $short-day }, { $time }
mail-booked-body =
    Peace be upon you,

    { $named ->
        [yes] Your appointment with { $official } is booked.
       *[no] Your appointment is booked.
    }

    Day: { $day }
    Time: { $time }
    Place: { $place }
    Section: { $section }
    How you meet: { $mode }
    Reference: { $reference }

    Bring your identity card, and be there ten minutes before the time.

    To confirm it, cancel it or add it to your calendar:
    { $link }

    { mail-footer }

mail-moved-subject = Your appointment is now { $short-day }, { $time }
mail-moved-body =
    Peace be upon you,

    Your appointment was moved, and we apologise for the change. The new time:

    Day: { $day }
    Time: { $time }
    Place: { $place }
    Section: { $section }
    Reference: { $reference }

    If it does not suit you, cancel it here and we will offer you another:
    { $link }

    { mail-footer }

mail-time-changing-subject = Your appointment of { $short-day }, { $time } has to change
mail-time-changing-body =
    Peace be upon you,

    We are sorry: your appointment of { $day }, { $time }, has to change.
    We will offer you another time as soon as we can, and send you a message.
    Reference: { $reference }

    The state of your appointment; you can also cancel it here:
    { $link }

    { mail-footer }

mail-time-kept-subject = Your appointment stays: { $short-day }, { $time }
mail-time-kept-body =
    Peace be upon you,

    We wrote that your appointment has to change. It stays as it was after all:

    Day: { $day }
    Time: { $time }
    Place: { $place }
    Reference: { $reference }

    To confirm it or cancel it:
    { $link }

    { mail-footer }

mail-cancelled-subject = Your appointment of { $short-day }, { $time } is cancelled
mail-cancelled-body =
    Peace be upon you,

    Your appointment of { $day }, { $time }, is cancelled.
    Reference: { $reference }

    The state of your request and other times:
    { $link }

    { mail-footer }

mail-missed-subject = Your appointment of { $short-day }, { $time }
mail-missed-body =
    Peace be upon you,

    We did not meet you at your appointment of { $day }, { $time }.
    Your request { $reference } is still open; the next step:
    { $link }

    { mail-footer }

mail-approved-subject = Your request { $reference } is accepted
mail-approved-body =
    Peace be upon you,

    Your request { $reference } is accepted. We will tell you the time as soon as it is set.

    To follow it:
    { $link }

    { mail-footer }

mail-routed-subject = Your request { $reference } went to the department in charge
mail-routed-body =
    Peace be upon you,

    Your request { $reference } went to the department in charge. We will tell you the result.

    To follow it:
    { $link }

    { mail-footer }

mail-declined-subject = About your request { $reference }
mail-declined-body =
    Peace be upon you,

    We are sorry that your request { $reference } was not accepted.
    The reason, and what you can do, after signing in:
    { $link }

    { mail-footer }

mail-answered-subject = Your request { $reference } has been answered
mail-answered-body =
    Peace be upon you,

    Your request { $reference } has been answered.
    Read the answer after signing in:
    { $link }

    { mail-footer }

mail-closed-subject = Work on your request { $reference } is finished
mail-closed-body =
    Peace be upon you,

    Work on your request { $reference } is finished.
    Read what came of it after signing in:
    { $link }

    { mail-footer }

mail-result-ready-subject = The result of your meeting about request { $reference } is ready
mail-result-ready-body =
    Peace be upon you,

    The result of your meeting about request { $reference } is ready.
    Read it after signing in:
    { $link }

    { mail-footer }

mail-asked-subject = We need one thing more for your request { $reference }
mail-asked-body =
    Peace be upon you,

    We need one thing more for your request { $reference }.
    You find the question, and the place to answer it, after signing in:
    { $link }

    { mail-footer }

mail-reminder-subject = Reminder: your appointment on { $short-day }, { $time }
mail-reminder-body =
    Peace be upon you,

    A reminder of your appointment: { $day }, { $time }
    Place: { $place }
    Reference: { $reference }

    To confirm or to cancel:
    { $link }

    { mail-footer }

mail-offered-subject = A time is free for you, { $short-day }, { $time }
mail-offered-body =
    Peace be upon you,

    A time is free for you: { $short-day }, { $time }
    Place: { $place }

    It is yours alone until { $until }. To accept or to decline:
    { $link }

    { mail-footer }

mail-interpreter-link-subject = Invitation to interpret in a video session, { $short-day }
mail-interpreter-link-body =
    Peace be upon you,

    You are invited to interpret in a video session.

    Day: { $day }
    Time: { $time }

    This link works once; please share it with nobody:
    { $link }

    { mail-footer }

mail-interpreter-freed-subject = You are not needed to interpret any more, { $short-day }
mail-interpreter-freed-body =
    Peace be upon you,

    Thank you: you are not needed any more to interpret in the video session of { $day }, { $time }.

    { mail-footer }

mail-invited-subject = Invitation to a video session, { $short-day }
mail-invited-body =
    Peace be upon you,

    You are invited to a video session.

    Day: { $day }
    Time: { $time }

    This link works once; please share it with nobody:
    { $link }

    { mail-footer }

mail-survey-subject = How was your meeting?
mail-survey-body =
    Peace be upon you,

    Thank you for coming. Three questions, less than a minute, and your answer reaches those who can act on it:
    { $link }

    { mail-footer }

# Places and calendar files

place-headquarters = Headquarters
calendar-summary =
    { $way ->
        [reception] { $named ->
            [yes] Reception session with { $official }
           *[no] Reception session
        }
        [service] Appointment at the centre
       *[other] { $named ->
            [yes] Appointment with { $official }
           *[no] Appointment
        }
    }
calendar-description = Reference { $reference }. Details: { $link }
