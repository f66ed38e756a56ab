# The official's day: who is next, running late, the office's notes, inviting somebody into a session

nav-next = Next
next-title = Next
next-admit = Let in
next-admit-text = One press enters the session and lets the person in; camera and microphone open then.
next-return = Back to the session
next-show-in = Shown in
next-waits = Waiting in the waiting room since { $time }
next-opened = The centre started the link; the person is not in the waiting room yet.
next-checked-in = Checked in; the centre has not started the link yet.
next-there = Checked in, and waiting.
next-not-there = Not here yet.
next-on = The session is on.
next-with-you = The meeting is on.
next-nobody = Nobody is left for today
next-nobody-text = Thank you. Whoever is given a time today shows here at once.
next-after = Then
next-up = Next
next-taken = Letting in is possible once the session under way has ended.

late-title = Running late
late-on-time = Meetings are on time.
late-official = Official
late-minutes = Expected delay
late-none = On time
late-choice =
    { $minutes-form ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
late-by =
    About { $minutes-form ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } late
late-message = A word to those who wait
late-message-hint = Shown at once to everybody in the video waiting room; it says neither where the official is nor why it is late
late-say = Tell those who wait
late-done = Noted; those who wait see it now.
late-minutes-wrong = Choose the delay from the list
late-message-wrong = Write a word of at most { $most } letters
late-official-wrong = Choose the official
late-expected = Expected { $time }
late-own =
    Meetings run about { $minutes-form ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } late today; yours is expected to begin at { $time }. We are sorry for the wait.

stage-late =
    Meetings run about { $minutes-form ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } late. We are sorry for the wait; your place is kept.
stage-ahead =
    { $people-form ->
        [one] One person is
       *[other] { $people } people are
    } before you.
stage-expected =
    Your turn is expected in about { $minutes-form ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }.
stage-expected-soon = Your turn is expected at any moment.
stage-told = A message from the office:
session-tell = Write
session-tell-ask = What do you write to the person? Nobody else who waits sees it.

notes-title = The office's notes
notes-none = No notes yet.
notes-new = New note
notes-hint = Only the official's office reads it
notes-add = Add the note
notes-write = Write a note about this appointment
notes-wrong = Write a note of at most { $most } letters
refused-notes-full = This appointment has as many notes as it may have.

invite-title = Invite a third party
invite-role = As
invite-name = The name that the others see
invite-name-hint = Left empty, the role shows
invite-to = Mobile number
invite-to-hint = To invite by SMS
invite-link = Make a link
invite-sms = Send an SMS
invite-made = The link works once and for two hours; whoever uses it waits to be let in:
invite-sent = The invitation was sent by SMS. Whoever follows it waits to be let in.
invite-refused = The invitation could not be made. Check the mobile number and try again.
invite-no-mobile = Type the mobile number to invite by SMS.
invite-copy = Copy the link
invite-copied = Copied

error-minutes-range = From 0 to { $most } minutes
