### Triage: narrowing the list, saved lists, the brief, four eyes, clearance, the list at the gate.

sieve-title = Narrow the list
sieve-any = All
sieve-text = A word of the subject, or the reference
sieve-press = Priority
sieve-urgent = Urgent
sieve-asked = Says it is urgent
sieve-proposed = Waits for a second person
sieve-look = Show
sieve-clear = Show all again
sieve-empty = No such request

view-name = Name of this list
view-save = Save the list
view-forget = Remove “{ $name }” from the saved lists
view-name-wrong = Write a name of at most forty letters
refused-views-full = As many lists are saved as can be; remove one before you save another.

keys-list = By keyboard: J or arrow down for the next request, K or arrow up for the one before, Enter to open it.
keys-off = Turn the letters J and K off
keys-on = Turn the letters J and K on

brief-title = Brief
brief-back = Back to the request
brief-who = Who asks
brief-region = Region
brief-identity = Identity
brief-asked = What is asked
brief-history = What this office did before
brief-history-none = This person asked nothing of this office before.
sheet-printed = Printed by { $name }, { $at }. Every reading is logged.

second-title = A decision waits for a second person
second-lead = It does not hold, and nobody is told, until another person of the office confirms it.
second-by = Proposed by
second-at = On
second-confirm = I confirm the decision
second-reject = I do not agree
second-take-back = Take the proposal back
second-own = You proposed it, so somebody else confirms it.
second-waits = Waits for a second person
second-proposed = The decision is kept as proposed. Nobody is told; it holds once another person of the office confirms it.
second-rejected = The proposed decision is dropped, and nobody was told.
refused-own-proposal = Who proposed a decision does not confirm it; another person of the office does.

clearing-title = Clearance
clearing-clear = Clear
clearing-refuse = Refuse
clearing-reason = Why not
clearing-reason-hint = Kept sealed; only the office reads it
clearing-refused = One of those who come is refused: the office decides what becomes of the meeting: move it, cancel it, or clear the person.
clearing-done = The decision is kept.
clearing-own = Your time is kept for you. It is confirmed once the preparations for your visit are complete.
refused-clearance-open = The time is kept. It is confirmed once the preparations for the visit are complete.
refused-clearance-refused = Somebody who would come is not let into the headquarters. Choose a meeting by video, or clear that person first on the request's page.
clearance-pending = Pending
clearance-cleared = Cleared
clearance-refused = Refused

guest-role-applicant = Applicant
guest-role-representative = Representative
guest-role-companion = Companion

guests-title = Guests at the gate
guests-lead = Who comes to the headquarters on this day. Every reading of this list is written into the audit trail.
guests-count =
    { $count-form ->
        [one] { $count } person
       *[other] { $count } people
    }
guests-empty = No guests on this day
guests-empty-text = There is no meeting in person at the headquarters.
guests-show = Show the day
guests-before = The day before
guests-after = The day after
guests-name = Name
guests-as = Comes as
guests-plate = Car plate
guests-clearance = Entry
guests-unsaid = Not stated
guests-own-title = Who comes with you, and your car
guests-own-lead = Say who comes with you and the plate of your car, and you need not wait at the gate. Say only what you know.
guests-own-alone = Your request names no companions.
guests-own-done = Saved: who comes with you, and your car.
guests-companion = Companion { $number }
guests-plate-hint = As it is written, for example: ABJ 1234
guests-plate-long = A car plate has at most twenty letters
guests-name-missing = Write the companion's name
