# Reports: the texts, the same on a screen, on paper and in a sheet.

## Numbers and times

comma = { ", " }
duration-s = { $n } s
duration-m = { $n } min
duration-h = { $n } h
points = { $n } pp
days-between = { $first } – { $last }
made = Made { $at }
report-page = Page { $page } of { $pages }

## The morning brief

brief-title = { $office }: morning brief
brief-subtitle = Results of { $day }
headline-kept = { $level } of visitors waited no longer than the standard: the goal of { $goal } was met.
headline-missed = { $level } of visitors waited no longer than the standard; the goal is { $goal }, missed by { $missing ->
    [one] { $missing } visit
   *[other] { $missing } visits
  }.
headline-nobody = There was not one visit in this time.
headline-unjudged = { $n ->
    [one] { $n } ticket was issued
   *[other] { $n } tickets were issued
  }, but there is nothing yet to judge the standard by.
section-result = The result
section-why = What broke the standard, and why
section-through-the-day = By half-hour
section-topics = Topics and managers
section-ahead = Ahead: { $day }
compared = { $n ->
    [one] { $n } person came
   *[other] { $n } people came
  }; on this weekday ({ $weekday }) { $usual } usually do, on the average of { $days ->
    [one] { $days } such day
   *[other] { $days } such days
  }.

## Causes

trouble = From { $from } to { $to }, { $breached } of { $judged } waited longer than the standard.
cause-arrivals = { $n ->
    [one] { $n } person came
   *[other] { $n } people came
  } where { $usual } usually do.
cause-desks = There was work for { $work } desks, and { $open } were open on average.
cause-fewer-desks = { $open } desks were open on average, where { $usual } usually are.
cause-breaks = Breaks took { $time } of the desks' time.
cause-service = A service took { $mean } on average, where { $usual } is usual.
cause-topic = Most of them came for “{ $topic }”: { $n }.
cause-none = No rush, no lack of desks and no long services are to be seen at that time.
no-trouble = Nobody waited longer than the standard.
no-shows = { $n ->
    [one] { $n } person did not come when called
   *[other] { $n } people did not come when called
  }; calling them took { $time } of the desks' time.
longest-lead = Who waited longest:
longest-called = { $ticket } “{ $topic }” — { $wait }: taken at { $issued }, called at { $called } to desk { $desk }.
longest-left = { $ticket } “{ $topic }” — { $wait }: taken at { $issued }; the visitor left without being called.
longest-unserved = { $ticket } “{ $topic }” — { $wait }: taken at { $issued } and not served.
longest-open = { $ticket } “{ $topic }” — { $wait }: taken at { $issued } and not called yet.
longest-overtaken = { $n ->
    [one] { $n } visitor for this topic who came later was called earlier
   *[other] { $n } visitors for this topic who came later were called earlier
  }{ $category ->
    [0] .
   *[other] , { $category } of them by category.
  }
longest-transferred = The ticket was transferred { $n ->
    [one] once
   *[other] { $n } times
  }, and the waits add up.
longest-restored = The ticket was restored after a no-show.

## Ahead

ahead = { $n ->
    [one] { $n } visitor is expected
   *[other] { $n } visitors are expected
  }; most at { $peak }: { $peak_n } in half an hour.
ahead-unknown = There are too few such days in the history to expect anything.

## Figures

figure-service-level = Within the standard
figure-goal = goal { $goal }
figure-issued = Visits
figure-breached = Above the standard
figure-p90 = Wait, p90
figure-median = half waited { $median } or less
figure-p50 = Wait, median
figure-longest = Longest
figure-ticket = ticket { $ticket }
figure-abandoned = Left without being served
figure-no-show = Did not come

## Columns

column-half-hour = Half-hour
column-issued = Visits
column-usual = Usually
column-breached = Above the standard
column-service-level = Within
column-wait-p50-s = Median
column-wait-p90-s = p90
column-wait-max-s = Longest
column-abandoned = Left
column-no-show = Did not come
column-service-mean-s = Service
column-service-total-s = Service, total
column-load-share = Load
column-idle-waiting-s = Idle with people waiting
column-walk-mean-s = Walk to desk
column-served = Served
column-open-desks = Desks open
column-break-s = Breaks
column-topic = Topic
column-manager = Manager
table-half-hours = The day by half-hour
table-topics = By topic
table-managers = By manager

## Charts

chart-arrivals = How many came in half an hour
chart-expected = How many are expected in half an hour
series-kept = waited no longer than the standard
series-breached = waited longer
series-usual = usual on this weekday
series-expected = expected
series-high = may be up to

## Notes

note-standard = The wait standard is { $standard } from ticket to call; a topic may have its own, an appointment has its own.
note-figures = Every figure is defined in docs/figures.md; all tickets issued are counted, folded from the log.
note-local-time = Days and half-hours are local time ({ $zone }); a visit belongs to the half-hour of its ticket.

## Week, month, quarter

bulletin-title = { $of }: weekly bulletin
monthly-title = { $of }: report of the month
quarterly-title = { $of }: report of the quarter
the-company = The company
period-subtitle = { $period }
quarter-name = Quarter { $number } of { $year }
section-period-result = The result
section-when = When people waited longer
section-where = Where people waited longer
section-topics-only = Topics
figure-interval = 95 % interval: { $low } – { $high }
figure-interval-low = Within the standard, 95 % interval, low end
figure-interval-high = Within the standard, 95 % interval, high end
figure-over-standard = Above the standard, total
figure-one-desk = Settled at one desk
level-better = That is better than { $period }, when it was { $before } ({ $points }).
level-worse = That is worse than { $period }, when it was { $before } ({ $points }).
level-same = That is the same as { $period }, when it was { $before } ({ $points }).
visits-before = { $n ->
    [one] { $n } person came
   *[other] { $n } people came
  }, { $before } the time before.
worst-day = The goal was missed on { $n ->
    [one] { $n } day
   *[other] { $n } days
  } of { $days }; worst on { $day }: { $level }.
worst-hours = Most breaches: { $hours }.
weekday-at = { $weekday } { $time }
worst-offices = Most breaches: { $offices }, together { $part } of all.
no-territory = Without a territory
column-day = Day
column-office = Office
column-territory = Territory
column-change = Change
table-days = By day
table-office = By office
table-territory = By territory
chart-level = Share that waited no longer than the standard, by day
chart-visits = Visits by day
chart-heat = Wait, p90 in minutes, by weekday and half-hour (from { $n } visits on)
note-interval = The interval of a share is Wilson's; quantiles of very many visits come from histograms, as docs/figures.md says.
note-each-local = Days and half-hours are each office's local time; a visit belongs to the half-hour of its ticket.

## Ranking

ranking-title = Ranking of territories
ranking-leaders = First in their leagues: { $territories }.
ranking-nobody = There is nothing to rank by in this quarter.
section-league-1 = First league: { $accounts } accounts and more
section-league-2 = Second league: fewer than { $accounts } accounts
section-criteria = What counts
ranking-lead = What would lift one place:
ranking-lift = { $territory }: to pass “{ $above }”, it is easiest to improve “{ $criterion }” from { $value } to { $needed } ({ $effort } of the way left to the best).
ranking-no-lift = { $territory }: to pass “{ $above }”, one criterion alone does not suffice.
ranking-missing = { $territory }: no values for { $criteria }; they are left out.
ranking-too-little = { $territory }: without a place, for want of values for { $criteria }.
trend-up = up { $n }
trend-down = down { $n }
trend-same = same
from-queue = from the queue
from-hand = entered
column-place = Place
column-total = Points
column-trend = Place since
column-gained = Points since
column-accounts = Accounts
column-criterion = Criterion
column-weight = Weight
column-worst = 0 points
column-best = 100 points
column-source = Source
column-named = { $name }
table-places = Places
table-values = Values of the criteria
table-criteria = Criteria, weights, scales
criterion-service-level = Within the standard
criterion-long-waits = Waited above 30 minutes
criterion-longest-waits = Longest waits (p95)
criterion-abandonment = Left without being served
criterion-no-shows = Did not come when called
criterion-one-desk = Settled at one desk
criterion-load-balance = Unevenness of load
criterion-payment-collection = Payment collection
criterion-mystery-shopper = Mystery shopper
criterion-complaints = Complaints per 10,000 accounts
note-ranking = A criterion's points run from 0 (worst) to 100 (best) on its scale; the total is their weighted mean. A criterion without a value is left out.

section-work = What the desks had to do
figure-service = Service, mean
figure-spread = Service, spread (standard deviation)
figure-walk = From call to service, mean
figure-erlangs = Work (Erlang): desks serving at once
figure-load = Load of the open desks
figure-idle-waiting = Desks free while somebody waited

section-ends = How visits ended
figure-served = Served
figure-cancelled = Cancelled by visitors
figure-left = Left before their call
figure-removed = Taken out by staff
figure-unserved = Not served before closing
figure-visit-mean = Whole visit, mean
figure-visit-mean-note = from ticket to end, of those served
figure-offered-p50 = Had nobody left, p50
figure-offered-p50-note = half would have waited this long at most
figure-offered-p90 = Had nobody left, p90
figure-offered-p90-note = nine in ten would have waited this long at most
figure-offered-unknown = so many left that this cannot be known
figure-legs = Waits one by one
figure-legs-note = after a transfer, a return to the line or a restore people wait anew
figure-legs-level = Each by itself, within the standard
figure-leg-max = The longest of them

section-fair-play = Where to look
fair-play-none = The rules of fair play noticed nothing on these days.
fair-play-found = { $n ->
    [one] The rules of fair play noticed { $n } thing on these days that is worth a look.
   *[other] The rules of fair play noticed { $n } things on these days that are worth a look.
}
fair-play-no-verdict = These are signs and no verdicts: a printer that breaks looks like idleness, a fire drill like issuing closed early. The tickets tell what happened; ask before you conclude.
fair-play-of-the-office = the office as a whole
fair-play-refused = { $n } refused
table-fair-play-places = What was noticed, and where
table-fair-play = { $n ->
    [one] One by one: the one with most cases
   *[other] One by one: the { $n } with most cases
}
column-sign = What was noticed
column-findings = Signs
column-marks = Cases
column-of-visits = Of visits
column-tickets = Tickets
