### Following a request, its papers, and what the applicant adds.

# Papers
attachments-label = Attach files
attachments-hint = PDF files, or pictures as JPEG, PNG or HEIC. At most { $size } each, and { $most } files in all, five at once.
attachments-at-once = Send at most 5 files at once, and the others after that.
attachment-large = the file is larger than { $size }. Take the picture with fewer details, or divide the file.
attachment-remove = Remove
papers-title = Papers
check-papers = Papers
size-mb = { $count } MB
size-kb = { $count } kB

# For whom, and whether it is urgent
other-summary = The request is for someone else, or urgent
other-applicant = Name of the applicant, if you ask for someone else
other-applicant-hint = Leave it empty if the request is yours
other-basis = On the basis of
other-basis-none = Not said
other-basis-missing = Choose on what basis you ask for someone else
other-until = Good until
other-until-wrong = Write the whole date: year, month and day
other-concerned = Whom it is about, if that is someone else
other-concerned-hint = The name is kept encrypted
urgent-label = Why it is urgent, if it is
urgent-hint = The office decides whether it goes before the others

# What is typed is kept
draft-kept = What you wrote is saved.
draft-unsaved = The line is down. What you wrote stands on this page and is saved when the line is back.

# Adding to a request
reply-title = Add to the request
reply-asked = The office asks
reply-answer = Answer
reply-label = What you want to add
reply-send = Send
reply-done = What you sent was added to the request.

# Following
track-title = Follow a request
track-lead = Write the reference, and we send a code to the mobile on the request.
track-reference-hint = As it stands in the message, such as 2CDF-4HJK
track-button = Send the code
track-code-lead = If the reference is right, a message with a code has come to the mobile on the request. If none comes within minutes, too many were sent to it: try again in an hour, or ask the call centre.
track-code-button = Show the request
track-other = Follow another request
track-sign-in = All my requests, by signing in
track-instead = Follow a request by its reference
track-holder = It is now with
track-by = By when
track-number = Registration number
track-due = By { $day } at the latest
track-due-over = It was expected by { $day } and is late. We are sorry.
track-sent = Sent to { $to }
track-replied = You wrote
next-asked = We wait for your answer to what was asked, and then go on.

# A request that came on paper
intake-channel = Came by
intake-dated = Date of the letter
intake-sender-number = The sender’s number on it
intake-title = Register what came in writing or by phone
intake-lead = For what came by letter, fax, email or answering machine. An identity number that was only written counts as proved once it was seen.
intake-kind-choose = Choose what it is
intake-kind-missing = Choose what is asked for
intake-paper-title = What stands on the letter, fax or email
intake-needs = Needs and interpreting
intake-paper-hint = For letters, faxes and emails
intake-register-title = The ministry’s register
intake-register-now = Register it now
intake-register-no = The office does so later
intake-register-yes = Yes, under the number and category below
intake-dated-wrong = Write the whole date of the letter; it is not after today
intake-until-wrong = Write the whole date on which the representation ends; it is not past
intake-draft = This is a draft that was not sent. Finish it, or start anew.
intake-draft-drop = Start anew
