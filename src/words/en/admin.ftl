nav-holidays = Holidays
holidays-title = Public holidays
holidays-lead = Nobody is received on a holiday unless an office opened the time on purpose. What is expected may move by a day until it is confirmed.
holidays-years = Other years
holidays-none = There are no holidays in this year
holiday-name = Holiday
holiday-days = Days
holiday-from-to = { $from } to { $to }
holiday-state = State
holiday-state-estimated = Expected
holiday-state-confirmed = Confirmed
holiday-state-dropped = Not kept
holiday-do = What can be done
holiday-do-confirm = Confirm or change
holiday-do-change = Change
holiday-do-keep = Keep it
holiday-new = Add a holiday
holiday-name-ar = Name in Arabic
holiday-name-en = Name in English
holiday-name-missing = Write the holiday’s name
holiday-first = First day
holiday-last = Last day
holiday-last-hint = Leave it empty if it is a single day
holiday-days-wrong = Choose the first day and a last day after it; a holiday has 31 days at the most
holiday-show-button = Who has an appointment on these days?
holiday-hit-title = Who has an appointment
holiday-hit-ask = Choose the days; then you see here who has an appointment on them, before anything changes.
holiday-hit-count =
    { $count-form ->
        [one] One appointment on these days
       *[other] { $count } appointments on these days
    }
holiday-hit-none = Nobody is affected.
holiday-hit-lead = These appointments stay as they are, and their owners are not told by themselves. Each official’s office has to move or keep them.
holiday-hit-reference = Reference
holiday-hit-at = Appointment
holiday-hit-place = Place
holiday-confirm-button = Confirm the holiday on these days
holiday-add-button = Add the holiday
holiday-drop-button = Do not keep this holiday
holiday-added = The holiday was added.
holiday-confirmed = The holiday was confirmed.
holiday-dropped = This holiday is not kept; people are received on its days as on others.
