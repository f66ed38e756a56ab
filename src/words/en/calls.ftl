### The call centre: calls, the check of identity, who is to be rung, writing, the slip, remarks on a centre.

calls-title = Call centre
calls-now = Telephone
calls-back = To be rung
calls-texts = Messages
calls-log = Log of calls
calls-under-way = You have a call that is not ended yet.
calls-go-on = Go on with it
calls-take = Incoming call
calls-take-text = Begin when you answer, so that the call is timed and logged.
calls-take-button = Begin a call
calls-back-count =
    { $count-form ->
        [one] { $count } person waits for a call
       *[other] { $count } people wait for a call
    }
calls-texts-count =
    { $count-form ->
        [one] { $count } message waits for an answer
       *[other] { $count } messages wait for an answer
    }
calls-find-text = By reference, identity number or last digits of the mobile: reference and state only.

call-incoming = Incoming call, begun at { $time }
call-outgoing = Outgoing call, begun at { $time }
call-in-writing = In writing, begun at { $time }
call-over = The call is over
call-over-text = This call is over and logged.
call-end = End the call
call-end-text = Its length is logged by itself.
call-end-button = End and log
call-purpose = Purpose
call-purpose-enquiry = Enquiry
call-purpose-request = Handing in a request
call-purpose-follow-up = Following a request
call-purpose-appointment = Appointment
call-purpose-call-back = Telling a notice
call-purpose-service = Remark on the service
call-purpose-other = Something else
call-about = Reference of the request
call-done-ended = The call is ended and logged.
call-done-code = A code went to the caller's mobile. Ask the caller to read it to you.
call-done-passed = The identity is checked. You can serve the caller now.
call-done-registered = The request is registered and has a reference.
call-done-booked = The appointment is booked.
call-done-moved = The appointment is moved.
call-done-confirmed = The appointment is confirmed.
call-done-cancelled = The appointment is cancelled.
call-done-told = It is written down that the caller was told.
call-done-reach = The way of contact is saved.
call-case-closed = Details are closed to the call centre
call-no-cases = This caller has no requests yet
call-register = Register a request
call-register-lead = Write it in the caller's words, and read the reference back once it is saved.
call-register-button = Save the request
call-who-missing = Write the caller's full name and choose man or woman
call-service = Time for a service at a centre
call-confirm = Confirm
call-move = Move the appointment
call-cancel = Cancel the appointment
call-choose = Book a time
call-time-read = Read the times to the caller and choose what suits.

# The script
script-title = Who is calling?
script-say = What to say and what to ask
script-say-1 = Say: "To protect your privacy we first check who you are."
script-say-2 = Ask for the identity or residence number. Read it back digit by digit until the caller says yes.
script-say-3 = Ask for the whole mobile, its last four digits, or a reference. Read it back.
script-say-4 = A code goes to that mobile: ask the caller to read it to you. Until then read nothing of any request.
script-ask = What the caller said
script-identity-hint = As the caller said it. Leave it empty for people who have neither card
script-known = Mobile, its last digits, or a reference
script-known-hint = For people without a mobile: the reference on the printed slip
script-known-rung-hint = A reference, for people who have neither card
script-known-wrong = Write a whole mobile, at least its last four digits, or a reference
script-read-back = Reading back
script-read-back-yes = I read it back, and the caller said yes
script-read-back-missing = Read it back to the caller first, then tick this
script-compare = Compare
script-code-title = The code on the caller's mobile
script-code = Code
script-code-hint = Six digits that the caller reads out
script-code-button = Confirm the identity
script-closed = It did not fit three times. Apologise, ask the caller to come to the nearest centre with the card, and end the call.
proof-code = Identity checked by code
proof-slip = Identity checked by the printed slip
proof-rung = Identity checked on the telephone left with us
proof-sign-in = Wrote after signing in by mobile
read-back-title = Read to the caller
read-back-reference = Reference { $reference }

# How somebody is reached
reach-title = Way of contact
reach-phone = Telephone
reach-phone-hint = One that takes no texts, of people without a mobile
reach-how = People who cannot hear
reach-text-only = Never ring; always write
reach-text-only-tag = In writing only
reach-saved = The way of contact is saved.

# The call-back list
owed-title = To be told to the caller
owed-told = Told
back-lead = People whom no text reaches: a call for each notice. Nothing is said before the identity is checked, and people who cannot hear are never rung.
back-none = Nobody waits for a call
back-who = Name
back-why = Why
back-by = By
back-ring = Ring
back-tried = No answer
back-slip = Slip handed over
back-no-phone = No telephone
back-late = Late
back-tries =
    { $count-form ->
        [one] No answer { $count } time
       *[other] No answer { $count } times
    }
back-told-title = Told last
back-told-at = Told at
back-done-tried = Written down; the call is due again in two hours.
back-done-slip = The slip is written down as handed over.

# The log
log-count =
    { $count-form ->
        [one] { $count } call
       *[other] { $count } calls
    }
log-all = All
log-way = Direction
log-agent = Agent
log-own = My calls
log-none = No calls on these days
log-time = Time
log-minutes = Length
direction-in = In
direction-out = Out
way-voice = Voice
way-text = In writing

# Writing with people who cannot telephone
conversations-lead = For people who cannot hear or speak. They get an SMS each time you write.
texts-none = No messages yet
texts-last = Last message
texts-waits = Waits for an answer
texts-answer = Answer
texts-send = Send
texts-done-sent = The answer is sent, and an SMS says so.
texts-act = Act for this person
texts-act-text = This person wrote after signing in by mobile, so you can book, move and cancel as in a call.
texts-act-button = Open the requests
nav-write = Messages
write-title = Write to the call centre
write-lead = For people who cannot hear or speak on the telephone. We answer in writing from 8 am to midnight, and an SMS tells you when we did.
write-none = Nothing was written yet
write-text = Message
write-send = Send
write-sent = We have your message. An SMS tells you when we answered.
write-wrong = A message has 1 to 1000 characters
write-centre = Call centre
write-me = You
write-reach-title = Telephone calls
write-never-rung = We never ring you; we write.
write-may-be-rung = We may ring you where needed.
write-ring-me = You may ring me
write-never-ring-me = Never ring me, only write

# The printed slip
slip-title = Slip
slip-lead = Print it and hand it over. It bears no name and no subject.
slip-print = Slip to print
slip-reference = Reference
slip-state = State
slip-keep = Keep this slip: with it any centre and the call centre can tell you how your request stands.
slip-follow = Follow it on a phone:
slip-rung = No mobile is known: where a telephone was left, we ring it whenever there is news, and you can ask at any centre.

# Remarks for the manager of a centre
remarks-title = What people remarked
remarks-open = Not followed up
remarks-followed = Followed up
remarks-lead = What people wrote in the survey, without their names.
remarks-link = Public link to rate the centre, to be put up there:
remarks-none = No remarks here
remarks-mark = { $mark } of 5
remarks-obstacle = Something stood in the way
remarks-follow = What was done about it?
remarks-what = What was done
remarks-follow-button = Save
remarks-followed-done = Saved.
asked-meeting = After a meeting
asked-visit = After a visit
asked-call = After a call
asked-public = By the public link
