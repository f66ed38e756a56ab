### Why a time is not to be had: for the office, rule by rule; for everybody, in plain words.

# For the office
why-not-published = The official's week is not published.
why-no-window = The official does not receive at that time.
why-mode-not-offered = The official does not receive in this way at that time.
why-off-grid = No appointment begins at that time; others begin before and after it.
why-off-grid-around = No appointment begins at that time; the nearest begin at { $times }.
why-too-soon = The time is over, or so near that it can no longer be booked.
why-too-far = The time lies further ahead than bookings reach.
why-too-far-until = The time lies further ahead than bookings reach; it can be booked from { $when }.
why-holiday = The day is a holiday, and the hour is not published for holidays.
why-holiday-estimated = The day is expected to be a holiday, not confirmed yet, and the hour is not published for holidays.
why-ramadan-hours = The time lies outside the hours of Ramadan.
why-prayer = The time is kept free for a prayer where the official is.
why-other-section = The hour is for the other section.
why-reserved = The time is kept for urgent requests.
why-reserved-until = The time is kept for urgent requests until { $when }.
why-official-busy = The official has something else at that time.
why-pause = The time touches the pause or the preparation of a meeting next to it.
why-person-busy = The applicant has something else at that time.
why-other-place = The official is met at another place at that time.
why-not-invited = This centre does not come in by video at that hour.
why-centre-off = The centre is closed that day: a weekend or a holiday.
why-centre-closed = The section of the centre is closed at that hour.
why-centre-prayer = The time is kept free for a prayer in the centre's city.
why-no-room = The centre has no video room in that section.
why-room-busy = Every room of the section is taken at that time.
why-room-seats = No room that is free then seats everybody who comes along.
why-room-steps = No room that is free then can be entered with a wheelchair.
why-room-fitting-busy = A room that meets the needs is there, but it is taken then.
why-place-needs = The place has no way in without steps, or too few seats for everybody who comes along.
why-seats-taken = Every seat of the reception session is taken.
why-seats-short = Fewer seats are left in the reception session than people come along.
why-no-desk = This service is not done at this place.
why-desks-busy = Every desk that does this service is taken at that time.
why-interpreter-none = Nobody in the ministry interprets this: { $need }.
why-interpreter-busy = Everybody who interprets this is taken then: { $need }.
why-by-office = The office gives this time itself; the public does not choose it.
why-by-office-until = The public can choose this time from { $when } on; until then the office gives it.
why-profile-needed = The applicant's name, or whether a man or a woman, is not recorded.
why-open-request = The applicant has an open request to meet this official.
why-blocked = The applicant may book nothing for a while.
why-blocked-until = The applicant may book nothing until { $when }.
why-missed-pause = The applicant missed too many appointments and may book nothing for some days.
why-missed-pause-until = The applicant missed too many appointments and may book nothing until { $when }.
why-missed-office-only = The applicant missed too many appointments: the office sets the time.
why-quota = The applicant has as many appointments in these days as one may have.
why-representation-ended = The representation does not last until that time.
why-wrong-stage = The request is not waiting for a time.

# For everybody
why-public-your-limit = You cannot choose a time at present. Please call the centre; the staff will help you.
why-public-your-limit-until = You can choose a time from { $when } on.
why-public-your-other-appointment = You have, or are keeping, another time then.
why-public-too-soon = This time is over, or too near to be booked.
why-public-too-far = This time is too far ahead to be booked.
why-public-too-far-until = This time is too far ahead; it can be booked from { $when }.
why-public-closed = The place is closed at that time: a day off, its opening hours, or a prayer.
why-public-by-office = The office gives this time itself.
why-public-section = This time is for the other section.
why-public-needs = What you need is not to be had at this time.
why-public-not-offered = This time is not offered.
why-public-free = This time is free.

# The nearest way round
why-change-time = Nearest time: { $when }
why-change-without = Without “{ $need }”: { $when }
why-change-centre = Elsewhere: { $place }, { $when }
why-change-mode = Another way: { $mode }, { $place }, { $when }
why-change-from = The same time, booked from { $when } on
why-change-urgent = The same time, once the request is marked urgent
why-change-on-holiday = The same time, once the hour is published for a holiday

# Pages
why-title = Why not this time?
why-ask = Is the time you want not here?
why-lead = Say the time you want. We tell you why it is not to be had, and which times are nearest to it.
why-office-lead = Say any time. The rules that say no stand in the order in which booking asks them.
why-day = Day
why-time = Time
why-look = Look
why-missing = Choose a day and a time.
why-nearest = Nearest to be had
why-given = The office can give this time.
why-for-choice = Only stops the applicant's own choice
why-told = What the public is told
why-for = For the request { $reference }
why-service-hint = Only for a service at the centre
why-instead = Tell me when a time is free
