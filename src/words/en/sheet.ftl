### The end of a meeting and what is owed after it, the day sheet, calendar feeds, who sees a week.

outcome-means-promise = The request stays open until what was promised is reported done.
outcome-means-refer = The request goes to a department and stays open until there is a result.
outcome-means-close = The request is finished with this meeting.
outcome-means-unheard = The request is closed; no message of a result is sent.
outcome-next = Next step
outcome-next-hint = Only after a promise or a referral. The applicant reads it on the request's page.
outcome-next-text = What is to be done
outcome-next-text-hint = Left empty, it is what was promised above.
outcome-owner = Who does it
outcome-owner-hint = To refer, choose a department, or leave it to the one of the category.
outcome-owner-office = The office
outcome-due = To be done by
outcome-due-hint = Left empty, it is { $day }.
outcome-due-typed = The day as typed: { $day }.
outcome-long = The text is longer than 2,000 letters. Please shorten it.
state-promised = Under way after the meeting
next-promised = The office is doing what it promised, and we tell you the result by SMS.
track-next = Next step: { $who }, by { $day }
track-next-done = Done: what { $who } had to do
step-next = To be done by { $who }, until { $day }
step-done-title = The next step is done
step-done-hint = Say what was done. The applicant reads it, and the request is finished with it.
step-done-button = It is done; tell the applicant

nav-sheet = Day sheet
sheet-title = Day sheet
sheet-lead = The meetings of one day on paper, in Arabic. Each opening is written into the audit trail.
sheet-show = Show the day
sheet-before = The day before
sheet-after = The day after
sheet-official = Official
sheet-everybody = All whose week I see
sheet-day = Day
sheet-hour = Hour
sheet-name = Name
sheet-how = How and where
sheet-subject = Subject
sheet-needs = Needs
sheet-companions = Companions
sheet-reference = Reference
sheet-none = No meetings on this day.
sheet-no-companions = Nobody
sheet-companions-count =
    { $count-form ->
        [one] One companion
       *[other] { $count } companions
    }
sheet-count =
    { $count-form ->
        [one] One meeting
       *[other] { $count } meetings
    }
sheet-secret = For use inside the office only

nav-feeds = Calendar
nav-readers = Week readers
feeds-title = Calendar on devices
feeds-lead = A device's calendar shows busy times only: no names, no subjects, no places. Each device has an address of its own, which can be taken back.
feeds-none = No device has one yet.
feeds-device = Device
feeds-of = Whose times
feeds-made = Added
feeds-used = Last used
feeds-unused = Not used yet
feeds-revoke = Take back
feeds-revoked = The device is taken back; its address works no more.
feeds-new = Add a device
feeds-device-label = Name of the device
feeds-device-hint = By this name you find it again to take it back, for example: office phone.
feeds-device-missing = Give the device a name of 1 to 60 letters.
feeds-whose = Whose times it shows
feeds-whose-missing = Choose whose times it shows.
feeds-make = Make the address
feeds-made-title = Calendar address of “{ $device }”
feeds-made-text = This address is shown once. Copy it now into the calendar of the device, as a subscription. Whoever knows it sees the busy times.
feeds-busy = مشغول / Busy
feeds-calendar = Busy times
feeds-copied = Copied
copy-address = Copy the address

readers-title = Who sees the week
readers-lead = The official always sees the week. Nobody else does who is not named here. Each change is written into the audit trail.
readers-none = Nobody but the official sees it now.
readers-name = Name
readers-role = Work
readers-since = Named on
readers-by = Named by
readers-by-data = With the service's set-up
readers-remove = Remove
readers-removed = Removed; the week is seen no more.
readers-add = Name somebody
readers-whom = From the staff of the office
readers-missing = Choose somebody of the office.
readers-button = Name
readers-named = Named; the week is seen from now on.
readers-all-named = Everybody of the office is named.
