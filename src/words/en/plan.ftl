### The plan of a week: what it gives to whom, and why; what it says to the person whose request it is.

plan-title = The week's plan
plan-lead = Which approved requests get which time. Nobody is told anything before you publish.
plan-none = No plan is made for this week yet
plan-none-text = { $count-form ->
        [one] One approved request waits for a time.
       *[other] { $count } approved requests wait for a time.
    }
plan-make = Make the plan
plan-again-make = Make it again from now
plan-made = Version { $version }, made { $when }.
plan-state-proposed = Proposal
plan-state-publishing = Publication not finished
plan-state-published = Published
plan-of-week = Plan of this week
plan-placed-count = Placed
plan-left-count = Not placed
plan-free-count = Times still free
plan-order = The order: urgent ones first, then who is longest past the day, then who waits longest, then the reference.

plan-times = The week's times
plan-free = Free
plan-seats-free = { $count-form ->
        [one] One place is free.
       *[other] { $count } places are free.
    }
plan-nothing = No time this week
plan-left-title = Not placed this week
plan-left-none = Everybody who asks has a place.
plan-locked = Locked
plan-dropped = Taken out
plan-booked = Booked and told
plan-gone = The time was gone; not booked
plan-clearance-pending = Clearance pending
plan-clearance-refused = Not cleared to enter
plan-publish-clearance = { $count-form ->
        [one] One meeting at the headquarters waits for clearance: it is booked and told, and not confirmed before that.
       *[other] { $count } meetings at the headquarters wait for clearance: they are booked and told, and not confirmed before that.
    }
plan-acts = Change { $reference }
plan-lock = Lock to this time
plan-release = Release
plan-move = Move
plan-move-to = To this time
plan-move-taken = { $time } (given to another request)
plan-drop = Not this week
plan-done-made = The plan is made. Nobody was told anything.
plan-done-changed = The change stands, and the rest of the plan follows it. Nobody was told anything.
plan-done-published = { $count-form ->
        [zero] Nobody was booked.
        [one] One person is booked and told.
       *[other] { $count } people are booked and told.
    }
plan-done-gone = { $count-form ->
        [one] One time was gone meanwhile: that request was not booked, and waits as before.
       *[other] { $count } times were gone meanwhile: those requests were not booked, and wait as before.
    }
plan-publish-title = Publish
plan-publish = Publish and tell them
plan-publish-go-on = Finish publishing
plan-publish-who = { $count-form ->
        [zero] Nobody is placed: there is nothing to publish.
        [one] One person is booked, and told by message.
       *[other] { $count } people are booked, and told by message.
    }
plan-publish-left = { $count-form ->
        [zero] Nobody is left out.
        [one] One request is left out: no message goes out, its page says why and when it is looked at again.
       *[other] { $count } requests are left out: no message goes out, their pages say why and when they are looked at again.
    }
plan-publish-unfinished = Publishing was cut off. Whoever is booked already is not booked or told again.
plan-over = This week is over.

plan-basis = No. { $number } of { $of } in the order: { $why }.
plan-urgent = urgent
plan-past = { $days } past its day
plan-waiting = waiting { $days }

plan-reason-by-hand = The office chose this time.
plan-reason-told = It keeps the time that its person was told.
plan-reason-here = Its person is there or on the way; the time stands.
plan-reason-only = It is the only time of the week that it can use.
plan-reason-earliest = { $count-form ->
       *[other] It is the first of the { $count } times that it can use.
    }
plan-reason-later = { $count-form ->
       *[other] Of the { $count } times that it can use, the earlier ones ({ $earlier }) go to others.
    }
plan-reason-compact = { $count-form ->
       *[other] It is one of the { $count } times that it can use, and keeps the day short.
    }
plan-elsewhere = It names no centre, and no centre of its region has a time for it, so it is asked to one elsewhere.
plan-change-by-hand = It stays until you release it.
plan-change-told = It would move only if the week changes.
plan-change-here = Nothing changes it any more.
plan-change-free = { $count-form ->
        [one] One other time is free for it; moving it there moves nobody else.
       *[other] { $count } other times are free for it; moving it to one of them moves nobody else.
    }
plan-change-others = No other time is free for it: another one would have to be taken from somebody.

plan-left-dropped = The office took it out of this week.
plan-left-nothing-suits = No time of this week suits it.
plan-left-not-let-in = All times that suit it are at the headquarters, and somebody who comes is not cleared to enter: think of a meeting by video, or of the clearance.
plan-left-held = { $count-form ->
        [one] All times that it could use, and those to which their holder could move ({ $slots }), are held by one request ahead of it.
       *[other] All times that it could use, and those to which their holders could move ({ $slots }), are held by { $count } requests ahead of it.
    }
plan-left-limited = A time is left, but requests ahead of it use { $what }.
plan-again = It is looked at again with the plan of the week of { $day }.
plan-pool-rooms = the video rooms of { $centre }
plan-pool-interpreters = the interpreters ({ $need })
plan-pool-person = that person's own time, for another meeting

plan-own-title = Why this time
plan-own-left-title = Why there is no time yet
plan-own-urgent = The office found your request urgent, so it went before others.
plan-own-waited = Your request had waited { $days }; those that wait longest go first.
plan-own-by-hand = The office chose this time for you.
plan-own-told = You keep the time that you were told.
plan-own-only = It is the only time of that week that suits what you asked for.
plan-own-earliest = It is the first time of that week that suits what you asked for.
plan-own-later = It is one of the times of that week that suit what you asked for.
plan-own-dropped = The office could not give your request a time in this week's plan.
plan-own-nothing-suits = No time of this week fits the days, the place and the way to meet that you asked for.
plan-own-not-let-in = The preparations for a visit to the headquarters are not complete, and no meeting there is given before they are.
plan-own-held = The times that suit you went to requests ahead of yours: urgent ones, and those that have waited longer.
plan-own-limited = A room or an interpreter that your meeting needs is not free this week.
plan-own-gone = The time that was meant for you was no longer free. Your request keeps its place in the order.
plan-own-again = It is looked at again with the plan of the week of { $day }. You need not do anything.
nav-plan = Plan

plan-moves = Who has a time and is given another
plan-reason = Why they are moved
plan-compare = Plan anew, with those who were told
compare-title = Two answers for this week
compare-lead = Both are made from this moment on. Nothing happens before you take one, and nobody is told before you publish it.
compare-told = Least disturbance
compare-told-text = Whoever was told a time keeps it where that can be; within 48 hours only where nothing else helps; who is there is not moved.
compare-fresh = As the order gives it
compare-fresh-text = As if nobody had been told a time yet; only who is there is not moved.
compare-moved = Would move
compare-soon = Of them within 48 hours
compare-nobody = Nobody moves.
compare-none = No other time
compare-near = Within 48 hours
compare-from-to = { $from } → { $to }
compare-take = Take this one

fair-title = How the order treats people
fair-lead = Counts of the plan of this week. Nothing of it is used for priority: region, sex, citizenship and the way in change nobody's place.
fair-by-region = Region
fair-by-sex = Men and women
fair-by-citizenship = Citizens and residents
fair-by-channel = How the request came
fair-asking = Asking
fair-waiting = Median wait
fair-number = Median place
fair-orders = What another order would change
fair-order = Order
fair-order-nobody-urgent = Nobody is urgent
fair-order-half-urgent = Half of the urgent ones are urgent
fair-order-no-target = Days past the target do not count
fair-order-only-waiting = Only the days of waiting count
fair-gain = Would get a place
fair-lose = Would lose it
fair-moved = Would have another time
