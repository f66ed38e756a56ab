### What is said when something cannot be done: refusals, wrong fields, missing pages.

error-summary = We could not go on. Please mend the following:
error-prefix = Error:

not-found-title = Page not found
not-found-text = The address may have changed, or the page is no longer yours to see.
forbidden-title = This page is not for your account
forbidden-text = You are signed in with an account that does not cover this page.
sign-in-needed-title = Please sign in
sign-in-needed-text = Your sign-in ended, or has not begun. What you typed on the page before is kept as long as you leave it open.
form-expired-title = The form has expired
form-expired-text = The page was open for too long. Open it again and send it once more.
too-many-title = Too many tries
too-many-text = Please wait a little, then try again.
server-error-title = Something went wrong on our side
server-error-text = What you asked for was not completed because of a fault of ours; it is recorded. Please try again shortly.
home-link = Start page

# What was typed

error-identity-empty = Enter your identity number
error-identity-not-digits = An identity number has digits only
error-identity-length = An identity or residence number has ten digits
error-identity-first-digit = An identity number begins with 1, a residence number with 2
error-identity-check-digit = One of the digits is wrong: compare it with your card
error-mobile-empty = Enter your mobile number
error-mobile-not-digits = A mobile number has digits only
error-mobile-country = We can send only to a Saudi mobile, such as 0501234567
error-mobile-not-mobile = This is no mobile number: a mobile begins with 05
error-mobile-length = A mobile number has ten digits, such as 0501234567
error-mobile-unassigned = No mobile number begins with these digits
error-email-empty = Enter your email address
error-email-at = An email address has one @, as in name@example.com
error-email-mailbox = The part before the @ is not right
error-email-host = The part after the @ is not right; it looks like example.com
error-email-length = The email address is longer than mail allows

# Refusals: what the rules answer with

refused-slot-taken = This time was taken a moment ago, or is no longer offered. All you typed is kept; these are the nearest free times.
refused-hold-expired = The minutes we kept this time for you are over, and it is free for everyone again. All you typed is kept; choose a time once more.
refused-already-extended = This time was kept for you longer once already; it cannot be kept again.
refused-needs-unavailable = The time is free, but the interpreter, the suitable room or the seats are not. At these times all of them are.
refused-not-open-to-choice = The office sets this time: hand in your request first, and we will tell you when.
refused-already-called = Another desk called this visitor a moment ago.
refused-too-late = The time until which this could be done has passed.
refused-too-early = It is too early for this.
refused-wrong-stage = This cannot be done at the present stage; things have changed since the page was opened.
refused-already-there = The applicant is there already, or the session is open, so the appointment is not moved any more. Finish it, or cancel it and book another.
refused-came-late = The time allowed for coming late to this appointment is over. The office can move it to another time, or the applicant chooses a new one on the page of the request.
refused-same-time = The appointment is at that time already. Choose another.
refused-not-found = We did not find that.
refused-not-allowed = Your role does not do this.
refused-sign-in-needed = Please sign in first.
refused-code-wrong = The code is not right. Compare it with the latest message you received.
refused-code-expired = The code is too old or was used already. Ask for a new one.
refused-too-many-tries = Too many tries. Please start again.
refused-sign-in-failed = User name and password do not belong together.
refused-caller-unchecked = The caller's identity is not checked, or the call is over.
refused-caller-unknown = What the caller said fits no account. Ask again for the whole identity number and the whole mobile, or for the reference in the message or on the slip.
refused-phone-wrong = A telephone number has 7 to 15 digits
refused-text-only = This person is never rung; write instead.
refused-second-factor-needed = The code of your authenticator app is needed.
refused-second-factor-wrong = The code of your authenticator app is not right.
refused-sign-in-ended = Your sign-in has ended. Please sign in again.
refused-too-many-requests = Too many requests in a short time. Please wait a little.
refused-wait-your-turn = Many people are asking for times just now, so everyone comes in by turn, in order of arrival. Your place is kept; please try again shortly.
refused-profile-needed = We need your name and sex before a first booking.
refused-person-busy = You already have an appointment at that time.
refused-open-request-exists = You already have an open request to meet this official; follow it under “My requests”.
refused-quota-reached = You have as many appointments in these days as one may have. Choose a later time, or cancel one and book another.
refused-blocked-until = No appointment can be booked and no meeting asked for at present. For questions: the call centre, 8 am to midnight.
refused-blocked-until-day = No appointment can be booked and no meeting asked for until { $day }. For questions: the call centre, 8 am to midnight.
refused-no-show-pause = Several appointments were missed, so none can be booked at present. For questions: the call centre, 8 am to midnight.
refused-no-show-pause-day = Several appointments were missed, so none can be booked until { $day }. For questions: the call centre, 8 am to midnight.
refused-office-sets-time = Several appointments were missed, so the office sets the next one: your request stays open, and we will tell you the time. For questions: the call centre.
refused-representation-ended = The representation is past its end or was revoked. Renew it at the nearest centre with the document.
refused-hold-given-back = Your section of the centre has no place at the time you chose, so we gave it back. All you typed is kept. Please choose another time.
refused-not-your-section = This time is for the other section of the centre. Please choose a time of your own section.
refused-too-far-ahead = Times are not open as far ahead as that.
refused-week-changed = Somebody else changed this week since the page was opened. This is how it stands now.
refused-window-order = The end comes after the beginning.
refused-window-day = This day is not in this week.
refused-window-overlaps = This time overlaps one that stands in the week.
refused-window-grid = Times and lengths go by five minutes.
refused-window-short = This time is shorter than one meeting.
refused-window-length = The length of a meeting, or the pause after it, is out of bounds.
refused-window-release = A reserve is released at most eight weeks before its time.
refused-rule-days = The days do not fit together: the end comes after the beginning, and a rule repeats at most every 26 weeks.
refused-too-many-rules = There are too many rules or exceptions; remove the ones that are over.
refused-nothing-drafted = Nothing is drafted for this week; there is nothing to publish.
refused-window-seats = A reception session has 1 to 500 seats, and at most 8 officials receive in it with the one whose week it is.
refused-window-mode = No way to meet was chosen, or one that a week does not offer.
refused-nothing-there = Nothing stands in the week at that time.
refused-hour-booked = Someone has an appointment at that time.
refused-reason-needed = A reason is needed.
refused-offer-over = This offer was answered already, or its time is over and it went to the next person. You keep your place on the waiting list unless you have booked.
refused-link-spent = This link is no good, was used already, or its time is over.
refused-attachment-kind = This file is not taken. Send a PDF file, or a picture as JPEG, PNG or HEIC.
refused-attachment-large = The file is larger than allowed.
refused-attachments-many = There are as many papers as there may be. Remove some before you add others.
refused-attachment-harmful = Something harmful was found in the file, so it was not taken. Send another copy.
refused-attachment-gone = One of the papers is not there any more. Attach it again.
refused-reply-empty = Write what you want to add, or attach a file.
refused-scan-later = The file could not be checked now, so it was not kept. Send it again in a few minutes.
refused-number-taken = Another request has this registration number. Check it and write it again.
refused-number-wrong = Write the registration number in digits and letters without blanks, 40 at most.
refused-urgency-reason = Write why it is urgent.
refused-category-place = The category cannot stand there. Choose another one above it.
refused-already-answered = We already have your answer to this survey. Thank you.
refused-mark-range = The mark is a number from 1 to 5.
refused-session-closed = The session is over, or not open yet.
refused-official-away = The secretary acts only while the official's page is connected.
refused-key-reused = The same idempotency key came with another body before.
refused-in-flight = The first sending is still under way.
refused-field-wrong = A field of the form needs mending.
refused-form-expired = The page was open for too long. Please send the form once more.
refused-demo-only = This exists only in the demo.
refused-clock-backward = The clock goes forward only.

failure-title = That did not work
failure-not-found = We could not find this page
failure-home = To the front page
error-broken = Something went wrong on our side. Nothing you entered is lost; please try again in a moment.
error-unreadable = What was sent cannot be read. Please compare it with the description of the interface.

# Other documents, and searching

error-document-empty = Enter the number of the document
error-document-characters = A document number has Latin letters and digits only, a border number digits only
error-document-length = A document number has 4 to 20 signs, a border number ten digits
error-document-country = The country is one to three Latin letters as printed on the document, such as YEM
error-search-one = Search by one thing: reference, identity number, last digits of the mobile, or name
error-search-mobile-tail = Enter at least the last four digits of the mobile
error-search-name = Enter at least three letters of the name
error-search-purpose = Choose what the search is for
refused-search-limit = You have made all the searches by name or phone digits that one hour allows. Search by the whole reference or identity number, or wait until the hour is over.
