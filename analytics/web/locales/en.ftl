# The supervisor's pages.

cockpit-title = Office overview
cockpit-now = Now, over all offices in sight
cockpit-waiting = Waiting
cockpit-waiting-note = people in the queues
cockpit-longest = Longest wait
cockpit-nobody = nobody waits
cockpit-above = Above the standard
cockpit-above-in = { $count ->
     [one] in one office
    *[other] in { $count } offices
    }
cockpit-above-none = everybody within it
cockpit-level = Service level
cockpit-level-goal = today, goal { $goal }
cockpit-level-below = today, below the goal of { $goal }
cockpit-serving = Serving
cockpit-serving-note = desks of those open
cockpit-idle = Idle
cockpit-idle-in = { $count ->
     [one] with people waiting, in one office
    *[other] with people waiting, in { $count } offices
    }
cockpit-idle-none = none while people wait
cockpit-load = Load
cockpit-load-note = last 30 minutes
cockpit-offices = Offices
cockpit-office = Office
cockpit-minutes = { $minutes } min
cockpit-tone-late = near the standard
cockpit-tone-breach = above the standard
cockpit-below-goal = below the goal
cockpit-closed = closed
cockpit-open = issuing tickets
cockpit-not-issuing = not issuing
cockpit-suspended = { $count ->
     [one] one topic suspended
    *[other] { $count } topics suspended
    }
cockpit-on-break = on a break: { $count }
cockpit-no-territory = No territory
cockpit-tile-waiting = { $count } waiting
cockpit-tile-idle = idle: { $count }
cockpit-none-found = Nothing found
cockpit-none-found-hint = Change the word or the territory.
cockpit-no-offices = No offices
cockpit-no-offices-hint = Describe offices in the organisation file and apply it: “queue-server apply”.
cockpit-find = Find an office
cockpit-territory = Territory
cockpit-all-territories = All territories
cockpit-look = View
cockpit-as-table = Table
cockpit-as-tiles = Tiles
cockpit-as-day = The day
cockpit-worst-first = Worst first
cockpit-where = Where you are
cockpit-all-offices = All offices
cockpit-done = Done.
cockpit-steps = Steps
cockpit-stop = Stop issuing
cockpit-stop-ask = Stop issuing tickets: { $office }?
cockpit-stop-text = No new tickets until issuing is resumed. Whoever has one is still served.
cockpit-resume-issuing = Resume issuing
cockpit-message = Message to the hall
cockpit-message-stands = the hall reads: “{ $text }”
cockpit-message-title = Message to boards and kiosks
cockpit-message-hint = A line under the calls on the boards and on the kiosk. A language without a line reads the Russian one.
cockpit-message-show = Show
cockpit-message-clear = Take away
cockpit-message-shown = The message is shown.
cockpit-message-gone = The message is gone.
cockpit-topics = Topics
cockpit-topic-desks = Desks
cockpit-topic-suspended = suspended
cockpit-topic-unavailable = nobody has the skill
cockpit-nobody-serves = people wait and nobody serves
cockpit-suspend = Suspend
cockpit-suspend-ask = Suspend “{ $topic }”?
cockpit-suspend-text = The kiosk says so and gives the reason. Whoever waits already is still served.
cockpit-suspend-reason = The reason, which visitors read
cockpit-reason-system = The system is down
cockpit-reason-staff = Nobody to serve it today
cockpit-reason-full = Full for today
cockpit-resume = Resume
cockpit-desks = Desks
cockpit-desks-open = { $open } of { $all } open
cockpit-desks-closed = { $count ->
     [one] One desk is closed.
    *[other] { $count } desks are closed.
    }
cockpit-no-desk-open = No desk is open.
cockpit-all-topics = all topics
cockpit-no-topics = no topics
cockpit-doing-ready = ready
cockpit-doing-idle = ready while people wait
cockpit-doing-calling = calling
cockpit-doing-serving = serving
cockpit-doing-break = on a break
cockpit-doing-back_office = back office
cockpit-doing-offline = closed
cockpit-topics-of = Topics
cockpit-topics-title = Topics now: { $name }
cockpit-topics-text = Which topics this desk calls. Whoever is being served stays.
cockpit-topics-none = Without topics the desk calls nobody.
cockpit-topics-save = Save
cockpit-tickets = Tickets
cockpit-tickets-of = Tickets: { $topic }
cockpit-tickets-wait = The time is the counted wait.
cockpit-no-tickets = No open tickets.
cockpit-more-tickets = Show { $count } more
cockpit-state-booked = Booked
cockpit-state-waiting = Waiting
cockpit-state-called = Called
cockpit-state-serving = Being served
cockpit-state-postponed = Postponed
cockpit-state-no_show = No-show
cockpit-state-completed = Completed
cockpit-state-cancelled = Cancelled
cockpit-state-left = Left
cockpit-state-removed = Removed
cockpit-state-unserved = Not served by closing
cockpit-by-visitor = at the visitor’s wish
cockpit-by-office = by the office
cockpit-story = Ticket { $number }
cockpit-judged-met = { $wait } of { $target } counted: within the standard
cockpit-judged-breached = { $wait } counted against { $target }: above the standard
cockpit-judged-undecided = { $wait } of { $target } counted: not decided yet
cockpit-judged-excluded = { $wait } of { $target } counted: not judged
cockpit-story-time = Time
cockpit-story-what = What happened
cockpit-story-who = Who
cockpit-story-lasted = Lasted
cockpit-story-counted = Counted
cockpit-story-sum = Total
cockpit-story-rule = Waiting counts, and being postponed by the office; a call that the office let come to nothing; a walk above three minutes. What has counted nobody can take away.
cockpit-story-round = of it, round { $round }
cockpit-story-round-judged = of it, round { $round }: the longest, so it is judged
cockpit-first-told = Told with the ticket: { $range }, most likely { $likely }.
cockpit-first-unknown = Told with the ticket: wait unknown.
cockpit-first-came-within = Called after { $wait }: within the range.
cockpit-first-came-sooner = Called after { $wait }: sooner than told.
cockpit-first-came-later = Called after { $wait }: later than told.
cockpit-first-came-unknown = Called after { $wait }.
cockpit-first-came-open = Not called yet.
cockpit-first-came-gone = Never called: nobody knows how long it would have been.
cockpit-first-later-already = Not called yet: already longer than told.
cockpit-first-by-learned = estimated from what past days of this office showed
cockpit-first-by-simple = estimated from the people ahead and usual service times
cockpit-past = Find a past ticket
cockpit-past-day = Day
cockpit-past-number = Number
cockpit-past-go = Show its story
cockpit-past-none = On this day no ticket of this office had the number { $number }.
cockpit-why-first = took a ticket
cockpit-why-transferred = transferred
cockpit-why-returned = returned to the queue
cockpit-why-restored = restored after a no-show
cockpit-why-resumed = back in the queue
cockpit-why-sent-back = sent back to who transferred
cockpit-actor-visitor = visitor
cockpit-actor-timetable = the timetable
cockpit-actor-person = { $name }
cockpit-actor-kiosk = kiosk
cockpit-actor-manager = desk
cockpit-actor-supervisor = supervisor
cockpit-actor-admin = administrator
cockpit-actor-integration = another system
cockpit-above-wait = still waiting
cockpit-idle-here = ready while people wait
cockpit-longest-story = open the ticket
outlook-title = The next two hours
outlook-calm = No breach of the standard is expected.
outlook-within = Within { $minutes } min
outlook-none = no breach
outlook-about = breaches: { $count }
outlook-span = { $low } to { $high }
outlook-helps = What helps most
outlook-nothing-helps = No single step would help noticeably.
outlook-do = Do it
outlook-asked = Asked: { $office } sees it in the cockpit and says so here.
outlook-seen-by = seen there at { $time }: { $name }
outlook-not-seen = not seen there yet
outlook-break-at = break at { $time }
outlook-at-risk = Will most likely wait too long
outlook-done = What was done
outlook-move-open_desk = Open desk { $desk } with { $manager }
outlook-move-open_desk-until = Open desk { $desk } with { $manager } until { $until }
outlook-move-give_topic = Give { $manager } “{ $topic }” (desk { $desk })
outlook-move-move_break = Move the break of { $manager } by { $minutes } min (desk { $desk })
outlook-move-suspend_topic = Suspend “{ $topic }”
outlook-move-redirect_topic = Send “{ $topic }” to a neighbouring office: { $office }
outlook-redirect-reason = you are served at { $office }
outlook-redirect-text = The kiosk gives no tickets for it and says where to go. Who waits already stays in the line.
outlook-move-call_neighbour = Ask a colleague over from { $office }, to desk { $desk }
outlook-move-call_neighbour-until = Ask a colleague over from { $office } until { $until }, to desk { $desk }
outlook-reserve-open_desk = reserve, level 1: back office
outlook-reserve-call_neighbour = reserve, level 2: neighbouring office
outlook-spares = breaches within the hour: { $count } fewer
outlook-spares-minutes = { $minutes } min less above the standard
outlook-sends-away = { $count ->
     [one] one visitor is sent away
    *[other] { $count } visitors are sent away
    }
outlook-sends-over = { $count ->
     [one] { $count } visitor would go there
    *[other] { $count } visitors would go there
    }
outlook-came = Breaches in the hour after it: { $came }
outlook-came-so-far = Breaches so far: { $came }
outlook-came-instead = Breaches in the hour: { $came }; without it { $expected } were expected
outlook-came-instead-so-far = Breaches so far: { $came }; without it { $expected } were expected in the hour
cockpit-alerts = Alerts
cockpit-alerts-page = All alerts and history
cockpit-more-alerts = Show { $count } more
cockpit-alert-error-budget = { $breached } of { $judged } late within { $minutes } min; { $spent } of the day’s budget spent
cockpit-alert-longest-wait = Ticket { $number } has waited { $wait } against { $target }
cockpit-alert-idle-desks = Desk { $desks } ready for { $idle } while { $waiting } wait
cockpit-alert-missing-desks = { $count ->
    [one] An expected desk has
   *[other] { $count } expected desks have
} not been open for { $missing }: { $managers }; waiting: { $waiting }
cockpit-alert-longest-wait-eases = Nobody waits above the standard now
cockpit-alert-idle-desks-eases = No desk stands free while people wait now
cockpit-alert-missing-desks-eases = All expected desks are open now
cockpit-alert-since = for { $time }
cockpit-alert-owner = { $name } is on it
cockpit-alert-seen-by = seen by { $name }
cockpit-alert-seen = Seen
cockpit-alert-own = Take on
cockpit-alert-release = Give back
cockpit-day-arrivals = Arrivals today and usually
cockpit-day-arrivals-sum = Tickets taken today: { $issued }
cockpit-day-nobody = Nobody has come today.
cockpit-day-together = All offices
cockpit-day-together-hint = Summed over the offices; the service level is of all visits together. Half-hours are by each office’s clock.
cockpit-day-usual = { $count ->
     [one] The usual day: the last such weekday.
    *[other] The usual day: the mean of the last { $count } such weekdays.
    }
cockpit-day-no-usual = No usual day yet: there is no history.
cockpit-day-today = today
cockpit-day-usual-line = usually
cockpit-day-curve = Waiting and desks through the day
cockpit-day-curve-now = Now { $waiting } wait, { $desks } desks open
cockpit-day-desks = Desks open
cockpit-day-somewhere = today, where it is that time already
cockpit-day-known-since = Known since { $time }; what was before is being read from the log.
cockpit-day-zone = By the clock of most offices, { $zone }.
cockpit-day-map = Half-hours of the last days
cockpit-day-map-hint = Service level in %, by the time of the ticket; the goal is { $goal }.
cockpit-day-date = Day
cockpit-day-cell = { $level } within the standard, { $issued } tickets
cockpit-day-no-curve = Too early: the curve begins five minutes after the day's first event.

## Reports

reports-title = Reports
reports-ranking = Ranking of territories
reports-make = Make a report
reports-kind = Which
reports-kind-brief = Morning brief
reports-kind-bulletin = Week
reports-kind-monthly = Month
reports-kind-quarterly = Quarter
reports-about = Office or territory
reports-company = The whole company
reports-day = Of the day
reports-week = Of the week with the day
reports-month = Of the month
reports-quarter = Of the quarter
reports-quarter-name = Quarter { $number } of { $year }
reports-open = Open
reports-made = Made automatically
reports-made-none = None yet. What is sent to whom stands in the organisation file: the table “[[report]]”.
reports-upcoming = Will be made automatically
reports-upcoming-none = Nothing is planned.
reports-report = Report
reports-period = Period
reports-when = When
reports-sent = Sent
reports-to = To
reports-given-up = { $count ->
    [1] Missed and too old to send
   *[other] Missed and too old to send: { $count } in all
}
reports-in-turn = Waits for its turn
reports-not-sent = { $tries ->
     [one] not sent, { $tries } try: { $why }
    *[other] not sent, { $tries } tries: { $why }
    }
reports-recipients = { $count ->
     [one] { $count } address, { $formats }
    *[other] { $count } addresses, { $formats }
    }
reports-nobody = nobody; open it here
ranking-no-territories = There are no territories
ranking-no-territories-hint = Describe them in the organisation file: the table “[[territory]]”.
ranking-league-1 = First league: { $accounts } accounts and more
ranking-league-2 = Second league: fewer than { $accounts } accounts
ranking-place = Place
ranking-territory = Territory
ranking-points = Points
ranking-trend = Since last quarter
ranking-lift = What would lift one place
ranking-up = up { $count }
ranking-down = down { $count }
ranking-same = same place
ranking-lift-by = To pass “{ $above }”, it is easiest to improve “{ $criterion }” from { $value } to { $needed }.
ranking-no-lift = To pass “{ $above }”, one criterion alone does not suffice.
ranking-missing = No values: { $criteria }.
ranking-no-place = Without a place for want of { $criteria }.
ranking-values = Values of the criteria
ranking-criterion = Criterion
ranking-weight = Weight
ranking-enter = Enter values
ranking-enter-file = Choose a CSV file
ranking-enter-hint = Payment collection, mystery shopper, complaints and whatever does not come from the queue. A line a value, with the columns
ranking-taken = { $count ->
     [one] { $count } value was taken.
    *[other] { $count } values were taken.
    }

# What if
what-if-title = What if
what-if-hint = Change the day, try it on a thousand simulated days, and see what it does to the promise. Nothing changes in the office.
what-if-office = Office
what-if-day = Day
what-if-closed = The office is closed on this day. Choose another, or set hours.
what-if-past-midnight = The office is open past midnight: the day is tried until midnight.
what-if-guess = There is no history yet: the number of visitors is a guess. Set your own.
what-if-change = What to change
what-if-visits = Visitors expected
what-if-opens = Opens
what-if-closes = Closes
what-if-policy = Who is called next
what-if-policy-earliest_promise = Earliest promise
what-if-policy-fifo = First come, first served
what-if-policy-strict_priority = Categories always first
what-if-people = Who works
what-if-works = { $name } works
what-if-begins = From
what-if-ends = To
what-if-from-of = { $name }: from
what-if-to-of = { $name }: to
what-if-skills = Topics
what-if-level-none = no
what-if-level-primary = main
what-if-level-secondary = helps out
what-if-try = Try it
what-if-again = As it is
what-if-as-it-is = As it is
what-if-variant = Variant { $number }
what-if-remove = Remove { $name }
what-if-level = within the standard
what-if-interval = ± { $half } pp, goal { $goal }
what-if-difference = { $points } pp to “as it is”
what-if-same = no difference that chance would not make
what-if-p90 = Nine of ten wait at most
what-if-minutes = { $minutes } min
what-if-load = Load of desks
what-if-hours = Person-hours
what-if-goal-days = Days at the goal
what-if-bars = Service level by half-hour: { $first } to { $last }, lowest { $lowest } at { $at }
what-if-by-half-hour = By half-hour
what-if-half-hour = Half-hour
what-if-desks = desks
what-if-changed-nothing = Nothing is changed yet.
what-if-changed-visits = { $visits } visitors
what-if-changed-hours = open { $opens }–{ $closes }
what-if-changed-off = without { $name }
what-if-changed-on = with { $name }
what-if-changed-shift = { $name } { $from }–{ $to }
what-if-changed-skills = other topics: { $name }
what-if-by-topic = Visitors by topic
what-if-altogether = visitors altogether: { $visits }
what-if-desks-open = Desks
what-if-more-desk = One desk more
what-if-desk-of = { $name }: desk
what-if-no-break = { $name }: take the break out
what-if-changed-topic = { $topic }, visitors: { $visits }
what-if-changed-desks = { $count ->
    [one] one desk: { $desks }
   *[other] { $count } desks: { $desks }
}
what-if-changed-desk = { $name } at desk { $desk }
what-if-changed-any-desk = { $name } at any desk
what-if-changed-breaks = { $name }: break { $breaks }
what-if-changed-no-breaks = { $name } without a break
what-if-wrong-hours = The office must close after it opens.
what-if-wrong-nobody = Nobody works. Let somebody work.
what-if-wrong-no-desk = There is no desk. Leave at least one.
what-if-wrong-shift = { $name }: the shift ends before it begins. Move one of its ends.
what-if-wrong-break = { $name }: the break { $rest } cannot be. Keep it within { $from }–{ $to }, and apart from other breaks.
what-if-wrong-desk = Desk { $desk } has two at once: { $name } and { $another }. Give one another desk, or any.
what-if-wrong-desks = At { $at } { $count } people work and there are { $desks } desks. Add a desk, or let fewer work.
what-if-wrong-topic = “{ $topic }”: visitors come for it and nobody at work serves it. Give it to somebody, or set its visitors to 0.
what-if-wrong-no-visits = Nobody comes for anything. Set visitors of some topic.
what-if-simulated = { $days } simulated days

# Rosters
roster-title = Rosters
roster-hint = What is published stands here first. Plan the week, drag shifts and breaks, and see at once whether there are enough; managers see their shifts once you publish.
roster-first = First day
roster-make = Plan the week
roster-busy = Simulating and planning: up to a few minutes.
roster-compared = Present and proposed
roster-present = As it is now
roster-proposed = Proposed
roster-advice = What to change
roster-try = Try this day
roster-hours = { $hours } person-hours
roster-level = { $level } ± { $half } pp within the standard
roster-enough = enough desks all day
roster-missing = too few at { $times }
roster-coverage = desks open (bars) and needed (line)
roster-begins = { $name }: shift begins
roster-ends = { $name }: shift ends
roster-beyond = At present these work more than they may, or when they may not: { $names } – the proposal keeps to it.
roster-lack = There are too few people for the hours they work: { $hours } desk-hours of the need stay without anybody.
roster-published = Published
roster-as-published = As published
roster-undo = Undo
roster-redo = Redo
roster-publish = { $count ->
    [one] Publish { $count } day
   *[other] Publish { $count } days
}
roster-published-now = Published: { $days }
roster-unsaved = changed, not published
roster-not-published = Nothing is published for this day.
roster-version = Version { $version }, published by { $by }, { $at }
roster-read-again = Read again
roster-meanwhile = Published meanwhile by { $by }, { $at }. What nobody changed here is taken over:
roster-meanwhile-change = { $name }: { $was } → { $now }.
roster-meanwhile-yours = Changed here too: what stands here is published in its place.
roster-meanwhile-none = no shift
roster-hurried = Time ran out while planning: another machine may find another plan.
roster-all-closed = The office is closed on all of these days.
roster-all-closed-do = If it should open: write its hours in the organisation file, under [[office]] with id = "{ $office }", such as { $example }, and apply it: queue-server apply --config FILE.
roster-nobody = Nobody works on this day so far.
roster-nothing = No shifts on this day yet: add them, or plan the week.
roster-add = Add a shift
roster-remove = Take the shift out
roster-add-break = Add a break
roster-no-break = Without a break
roster-who = Who works
roster-desk-of = Desk: { $name }
roster-any-desk = any
roster-break = break
roster-break-of = { $name }: break
roster-whole = { $name }: the whole shift
roster-no-need = nobody is needed here
roster-need-busy = working out how many are needed…
roster-need-failed = how many are needed could not be worked out: { $why }
roster-need-forecast = Worked out for the forecast; visitors: { $visits }.
roster-need-guess = No history yet: worked out for a guess; visitors: { $visits }.
roster-order = Rows
roster-order-people = By people
roster-order-desks = By desks
roster-any-desk-row = Any desk
roster-drag-hint = Drag a bar onto another row, or press Alt with ↑ or ↓, to give the shift to somebody else or another desk.
roster-day-off = day off
roster-wishes = wishes { $span }
roster-unwished = outside the wished hours
roster-not-possible = not when they can work
roster-by-topic = Who knows each topic
roster-topics-short = { $count ->
    [one] { $count } topic short
   *[other] { $count } topics short
}
roster-topics-enough = enough for every topic
roster-enough-of-topic = enough all day
roster-people = People this week
roster-cost = cost { $cost }
roster-cost-plan = the plan costs { $cost } ({ $more })
roster-hours-of = { $hours } of { $most } h
roster-days-of = { $days } of { $most } days
roster-wishes-kept = wishes kept: { $kept } of { $wished }
roster-against = not when they can work: { $days }
roster-may = Hours, wishes, cost
roster-hours-week = Hours a week
roster-days-week = Days a week
roster-cost-hour = Cost of an hour
roster-wishes-hours = Wishes to work
roster-only-hours = Can work only
roster-off-weekly = Off every week
roster-off-dates = Off on dates
roster-lengths = Lengths of shifts, h
roster-break-minutes = Break in long shifts, min
roster-people-save = Keep hours and wishes
roster-people-reset = As kept
roster-people-kept = Kept: the next plan goes by it.
roster-people-unfit = { $name }: these hours cannot be. A span must end after it begins, and hours, days and cost be above zero.
roster-coverage-alone = desks open
leave-unsaved = Leave without publishing?
leave-unsaved-text = What was changed here by hand is not published and will be lost.
leave-unsaved-do = Leave it
schedule-past = The day is over; what was planned for it stays. Publish days from { $today } on.
schedule-closed = The office is closed on this day. Take the shifts out.
schedule-manager-unknown = Nobody knows a manager “{ $manager }”. Choose somebody of this office.
schedule-manager-elsewhere = { $manager } belongs to another office ({ $office }). Choose somebody of this office.
schedule-desk-unknown = There is no desk { $desk } here. Choose another, or any.
schedule-ends-first = { $manager }: the shift ends at { $ends }, before it begins. Move one of its ends.
schedule-outside-hours = { $manager }: { $begins }–{ $ends } is outside the opening hours. Keep to { $opens }–{ $closes }.
schedule-break-outside = { $manager }: the break { $rest } is outside the shift. Keep it within { $begins }–{ $ends }.
schedule-breaks-overlap = { $manager }: breaks overlap. Move one of them.
schedule-manager-twice = { $manager } has two shifts at once, { $one } and { $other }. Take one out, or move it.
schedule-desk-twice = Desk { $desk } has two managers at once: { $manager } and { $another }. Give one another desk, or any.
schedule-desks-short = At { $at } there are { $count } shifts and { $desks } desks. Move one of them.

# Expected by the published schedule
cockpit-desks-expected = { $open } open, { $expected } expected
cockpit-serving-missing = { $count ->
    [one] { $count } expected desk is not open
   *[other] { $count } expected desks are not open
}
cockpit-missing = { $count ->
    [one] { $count } expected desk is not open
   *[other] { $count } expected desks are not open
}
cockpit-not-there = { $named ->
    [yes] should be at desk { $desk } since { $time }
   *[no] should be at a desk since { $time }
}
cockpit-comes = { $named ->
    [yes] { $name } comes at { $time } to desk { $desk }
   *[no] { $name } comes at { $time }
}
cockpit-until = until { $time }
cockpit-break-until = until { $time }
cockpit-next-break = break { $from }–{ $to }
outlook-expected-since = expected since { $time }

# What was agreed on for a time
cockpit-agreements = Agreements
cockpit-step-due-open_desk = Desk { $desk } was to be open until { $time }: { $manager }
cockpit-step-due-move_break = The break of { $manager } was moved to { $time }, desk { $desk }
cockpit-step-due-call_neighbour = { $manager } of { $office } was to help until { $time }, desk { $desk }
cockpit-step-close = Close the desk
cockpit-step-keep = Leave it open
cockpit-help = { $office } asks for a colleague: { $manager }, to desk { $desk }
cockpit-help-until = { $office } asks for a colleague until { $until }: { $manager }, to desk { $desk }
cockpit-agreed-open_desk = agreed until { $time }
cockpit-agreed-move_break = break moved to { $time }

reports-fair-play = Fair play
fair-play-heading = Where to look
fair-play-lead = The rules mark moments in which figures look better than the visitors' day was. These are signs and no verdicts: a printer that breaks looks like idleness. Open the tickets, and ask before you conclude.
fair-play-office = Office
fair-play-all-offices = All offices
fair-play-first-day = From
fair-play-last-day = To, included
fair-play-nothing = Nothing noticed on these days
fair-play-nothing-hint = Choose other days or another office.
fair-play-count = { $count ->
    [one] { $count } sign is worth a look.
   *[other] { $count } signs are worth a look.
}
fair-play-whole-office = the office as a whole
fair-play-cases = { $count ->
    [one] { $count } case
   *[other] { $count } cases
}
fair-play-of-visits = { $count ->
    [one] of { $count } visit
   *[other] of { $count } visits
}
fair-play-turned-away = { $count ->
    [0] nobody was refused at the kiosk
    [one] { $count } ticket was refused meanwhile
   *[other] { $count } tickets were refused meanwhile
}
fair-play-tickets = { $count ->
    [one] Ticket:
   *[other] Tickets:
}
fair-play-last-ticket = Last ticket before:
fair-play-more = { $count ->
    [one] { $count } more
   *[other] { $count } more
}

many-open = Several offices at once
many-title = One step in several offices
many-step = Step
many-step-stop-issuing = Stop issuing
many-step-resume-issuing = Resume issuing
many-step-suspend-topic = Suspend a topic
many-step-resume-topic = Resume a topic
many-step-message = Message to boards and kiosks
many-message-hint = Replaces the message that stands there. Without a text it is taken away.
many-offices = Offices: { $chosen } of { $all }
many-all = Choose all
many-none = Choose none
many-nowhere = Choose at least one office.
many-no-topic = Choose a topic.
many-next = Next
many-back = Back
many-do = Do it
many-sure-stop-issuing = { $count ->
    [one] No more tickets will be given out in this office. Whoever has one is still served.
   *[other] No more tickets will be given out in these { $count } offices. Whoever has one is still served.
}
many-sure-resume-issuing = { $count ->
    [one] Tickets will be given out again in this office.
   *[other] Tickets will be given out again in these { $count } offices.
}
many-sure-suspend-topic = { $count ->
    [one] The topic will be suspended in this office, with the reason at its kiosks. Whoever waits for it is still served.
   *[other] The topic will be suspended in these { $count } offices, with the reason at their kiosks. Whoever waits for it is still served.
}
many-sure-resume-topic = { $count ->
    [one] The topic will be offered again in this office.
   *[other] The topic will be offered again in these { $count } offices.
}
many-sure-message = { $count ->
    [one] Boards and kiosks of this office will show the message.
   *[other] Boards and kiosks of these { $count } offices will show the message.
}
many-done = Done in { $done } of { $all }.
many-failed = Not done
many-again = { $count ->
    [one] Try that one again
   *[other] Try those { $count } again
}
many-close = Close
forecast-title = Forecast
forecast-hint = How many visitors will come, by half-hour and topic. In four cases of five the number lies within the band.
forecast-first = First day
forecast-days = How many days
forecast-span = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
forecast-topic = Topic
forecast-all-topics = All topics
forecast-unknown = Too little is known of this office: a forecast needs three days with visitors.
forecast-closed = The office is closed on these days.
forecast-by-day = By day
forecast-day = Day
forecast-by-half-hour = By half-hour
forecast-total = { $count ->
    [one] { $count } visitor expected, most likely between { $low } and { $high }
   *[other] { $count } visitors expected, most likely between { $low } and { $high }
}
forecast-so-far-more = By { $until } { $seen } have come: { $share } above what was expected. { $rest }
forecast-so-far-fewer = By { $until } { $seen } have come: { $share } below what was expected. { $rest }
forecast-so-far-same = By { $until } { $seen } have come, as many as were expected. { $rest }
forecast-rest = The rest of the day is corrected by { $factor }.
forecast-table = Figures by half-hour and topic
forecast-half-hour = From
forecast-sum = Expected: { $count }
forecast-when = When
forecast-band = four times out of five
forecast-expected = expected
forecast-before = the evening before
forecast-came = came
forecast-range = { $expected } ({ $low }–{ $high })
forecast-known = What is known of these days
forecast-known-hint = Bills, weather, events: the forecast learns from past days what each column moves. An empty cell says nothing.
forecast-known-save = Save
forecast-known-reset = Discard changes
forecast-known-kept = Saved: the forecast goes by it.
forecast-place = For
forecast-place-office = this office
forecast-place-territory = the territory “{ $territory }”
forecast-place-all = all offices
forecast-from-territory = from the territory
forecast-from-all = from all offices
forecast-open = Open
forecast-day-closed = closed
forecast-billing = Bills arrive
forecast-yes = yes
forecast-no = no
forecast-column = New column
forecast-column-example = rain mm
forecast-column-add = Add
