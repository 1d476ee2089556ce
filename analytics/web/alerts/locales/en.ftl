# Alerts: the same sentences on the screen and in letters. Durations and percentages come ready.

alert-cause-error_budget = The standard is being broken more often
alert-cause-longest_wait = Somebody waits longer than promised
alert-cause-idle_desks = Desks are free while people wait
alert-cause-missing_desks = Expected desks are not open

alert-said-error_budget = In the last { $window } { $breached } of { $judged } waited longer than promised: { $burn } times faster than the goal of { $goal } allows.
alert-said-spent = Today { $spent } of the late visits that it allows are spent.
alert-said-overspent = Today there are { $times } times as many late visits as it allows.
alert-said-longest_wait = Ticket { $number } has waited { $wait }, the standard is { $target }. Above the standard: { $over }.
alert-said-idle_desks = { $count ->
    [one] Desk { $desks } has been free
   *[other] Desks { $desks } have been free
  } for { $idle } while { $waiting ->
    [one] { $waiting } person waits
   *[other] { $waiting } people wait
  }.
alert-said-missing_desks = { $count ->
    [one] A desk that the schedule expects has not been open
   *[other] { $count } desks that the schedule expects have not been open
  }, for { $missing } ({ $managers }); { $waiting ->
    [0] nobody waits
    [one] { $waiting } person waits
   *[other] { $waiting } people wait
  }.
alert-said-nothing = It is not happening at this moment. If that lasts, the alert will soon end.
alert-worst-error_budget = It was worst at { $at }: the standard was broken { $peak } times faster than the goal allows.
alert-worst-longest_wait = It was worst at { $at }: a wait of { $peak }.
alert-worst-idle_desks = It was worst at { $at }: a desk had stood free for { $peak } while people waited.
alert-worst-missing_desks = It was worst at { $at }: an expected desk had not been open for { $peak }.

alert-severity-warning = attention
alert-severity-critical = urgent

alert-letter-subject = { $office }: { $cause }
alert-letter-subject-critical = Urgent! { $office }: { $cause }
alert-letter-subject-closed = { $office }: over — { $cause }
alert-letter-tickets = Tickets: { $tickets }.
alert-letter-opened = Noticed { $at }.
alert-letter-closed = Noticed { $at }, over { $closed }.
alert-letter-link = More: { $url }
alert-letter-try-subject = queue-server: a try of the channel “{ $channel }”
alert-letter-try = This is a try. The channel “{ $channel }” works.

alerts-title = Alerts
alerts-now = Now
alerts-summary = { $all ->
    [one] { $all } alert
   *[other] { $all } alerts
  }{ $critical ->
    [0] { "" }
   *[other] , urgent: { $critical }
  }{ $unseen ->
    [0] , all seen
   *[other] , seen by nobody yet: { $unseen }
  }
alerts-none = No alerts
alerts-none-hint = An office in which the wait standard is being broken, or desks stand idle, appears here.
alerts-past = History
alerts-past-none = There has been no alert yet.
alerts-more = Show more
alerts-sound-on = Sound is on
alerts-sound-off = Sound is off
alerts-sound-blocked = The browser waits for a press before it sounds:
alert-tickets = Tickets
alert-more-tickets = and { $count } more
alert-since = Since { $at }, for { $lasted }.
alert-over-passed = Since { $at }, lasted { $lasted }.
alert-over-day_closed = Since { $at }, lasted { $lasted }, until the day closed.
alert-again = Came back: { $count }.
alert-nobody = Seen by nobody yet.
alert-seen-by = Seen by { $name }
alert-owner = { $name } is on it
alert-acknowledge = Seen
alert-own = Take it on
alert-own-instead = Take over
alert-release = Give back
alert-history = What became of it
alert-kind-opened = noticed
alert-kind-escalated = became urgent
alert-kind-eased = no longer urgent
alert-kind-acknowledged = seen
alert-kind-owned = taken on
alert-kind-released = given back
alert-kind-closed = over
alert-kind-reopened = came back

channels-title = Where alerts are sent
channels-none = No channels. Describe them in the organisation file, table “[[channel]]”, and apply it: “queue-server apply”.
channels-kind-webhook = webhook
channels-kind-mail = mail
channels-kind-apprise = Apprise service
channels-critical = urgent ones only
channels-quiet = quiet { $hours }
channels-usable = Ready.
channels-hindrance = Sends nothing: { $why }
channels-try = Try
channels-taken = The try was sent and taken.
channels-not-taken = Not taken: { $why }
channels-lost = Not delivered
channels-given-up = { $count ->
    [one] After { $count } try
   *[other] After { $count } tries
  }: { $why }
channels-again = Send again
