# The staff's pages: home, sign-in, desk, reception, administration.

## Shared by the staff's pages

staff-unknown-answer = No answer came. The screen shows what is true as soon as the connection is back.
staff-choose-office = Choose an office
staff-no-office = No office is set up yet.
staff-no-office-hint = Describe the organisation in its file and apply it with “queue-server apply”.

## States of a ticket and of a desk

presence-offline = Closed
presence-ready = Ready
presence-calling = Calling
presence-serving = Serving
presence-break = On a break
presence-back_office = Back office
tone-calm = within the standard
tone-late = near the standard
tone-breach = above the standard

## Home

home-title = Every screen of the queue
home-lead = Open a screen here, or point a device at its code.
home-staff = For staff
home-desk-text = Call, serve and finish visitors from the keyboard
home-reception-text = Issue tickets, check in appointments, find anybody in the queue
home-admin-text = The day, topics, messages, people and devices
home-cockpit-text = Where the promise will break, and what to do
home-reports-text = What happened and why: briefs, reports, the ranking of territories
home-reports-text-alone = What happened and why: briefs and reports
home-alerts-text = Which promises are being broken, who has seen it, who is on it
home-forecast-text = How many will come, by day, half-hour and topic
home-roster-text = Who works when next week, and whether it is enough
home-what-if-text = What would change with another desk or a later break
home-docs = For integrators
home-openapi-text = The published contract of the HTTP API
home-asyncapi-text = The published contract of the live stream
home-offices = Offices
home-kiosk = Kiosk
home-board = Board
home-open = Open
home-closed = Closed
home-not-issuing = No new tickets
home-open-until = Open until { $time }
home-open-always = Open 24 hours
home-opens-at = Opens { $time }
home-waiting = { $count ->
    [0] Nobody is waiting
    [one] { $count } person is waiting
   *[other] { $count } people are waiting
  }
home-qr = Show the code of { $screen }
home-book = Booking
home-phones = Ticket on a phone
home-phones-scan = Point a phone’s camera at the code: it takes a ticket without the kiosk.
home-phones-changes = The board and the kiosk show the same code. It changes every ten minutes, so there is no point in printing it.
home-qr-title = { $screen }: { $office }
home-qr-scan = Open this address on the device, or let it read the code.
home-qr-plain = The code opens the screen for viewing. To enrol a device, an administrator makes a link under Administration.
home-qr-enrol = The code enrols the device as { $role }. It works once, until { $time }.
home-copy = Copy the address
home-copied = Address copied
home-empty = No office here matches “{ $text }”.
home-find = Find an office
home-demo = Demo
home-demo-text = Simulated visitors are on their way. Sign in with any of these names. One password for all:

## Sign-in

sign-in-title = Sign in
sign-in-lead = To work at a desk, at reception or in administration.
sign-in-forgotten = Forgotten the password? Your administrator gives you a new one.

## Desk: choosing and opening

desk-title-number = Desk { $desk }
desk-choose = Which desk are you at?
desk-choose-hint = Number keys choose, Enter opens.
desk-choose-text = Nobody is called before you open the desk.
desk-taken-by = { $name } works here
desk-free = Free
desk-yours = You are here
desk-change = Change desk
desk-no-desks = This office has no desks yet.
desk-office-closed = The office is closed
desk-office-closed-text = Visitors can be called once the day is open. It opens by itself at opening time; a supervisor can open it sooner.
desk-taken = Desk { $desk } is taken
desk-taken-unnamed = Somebody else works here. Choose another desk.
desk-taken-text = { $name } works here. Choose another desk.
desk-closed = Desk { $desk } is closed
desk-closed-text = Open it when you are ready for the first visitor.
desk-loading = Looking at the queue…

## Desk: actions

action-open = Open the desk
action-close = Close the desk
action-call_next = Call next
action-call = Call by number
action-recall = Call again
action-start = Start
action-mark_no_show = Did not come
action-return_to_queue = Back to the queue
action-transfer = Transfer
action-postpone = Postpone
action-complete = Finish
action-add_topic = Add a topic
action-switch_topic = Switch to this topic
action-finish_topic = Finish this topic
action-start_break = Break
action-back_office = Back office
action-end_break = Back to work
action-set_topics = My topics
action-pause = Break or back office
action-help = Keys
action-palette = Commands
action-undo = Undo
action-history = History of the visit
action-resume = Back to the queue
action-restore = Restore
action-call_from_list = Call
action-mark_left = Has left
action-remove = Remove

sending-open = Opening desk { $desk }…
sending-close = Closing the desk…
sending-call_next = Calling the next visitor…
sending-call = Calling { $number }…
sending-recall = Calling { $number } again…
sending-start = Starting…
sending-mark_no_show = Noting that { $number } did not come…
sending-return_to_queue = Putting { $number } back…
sending-transfer = Transferring { $number }…
sending-postpone = Postponing { $number }…
sending-complete = Finishing { $number }…
sending-other = Sending…

done-open = Desk { $desk } is open
done-close = Desk { $desk } is closed
done-call_next = { $number } is called to desk { $desk }
done-call = { $number } is called to desk { $desk }
done-recall = { $number } is called once more
done-start = { $number } is being served
done-mark_no_show = { $number } did not come
done-return_to_queue = { $number } is back in the queue, as if never called
done-transfer = { $number } is transferred
done-postpone = { $number } is postponed
done-complete = { $number } is finished
done-sent_back = { $number } goes back to the colleague who asked for it
done-add_topic = Topic added
done-switch_topic = Now: { $topic }
done-finish_topic = Topic finished
done-start_break = Break. Nobody is called to this desk.
done-back_office = Back office. Nobody is called to this desk.
done-end_break = Back to work
done-set_topics = Your topics are changed
done-resume = { $number } is back in the queue
done-restore = { $number } is back in the queue with the same promise
done-nobody = Nobody is waiting for your topics
undo-offer = Undo
undo-call-back = Call back
undo-reason = Undone within ten seconds

obstacle-stale = No connection: the buttons wait until the screen is live again.
obstacle-sending = The last command is still on its way.
obstacle-second_tab = This desk is worked in another tab.
obstacle-office_closed = The office is closed.
obstacle-desk_closed = The desk is closed. Open it first.
obstacle-desk_taken = Somebody else works at this desk.
obstacle-desk_busy = A visitor is at the desk. Finish with them first.
obstacle-on_break = You are on a break. Go back to work first.
obstacle-not_on_break = You are not on a break.
obstacle-nobody_here = Nobody is at the desk.
obstacle-not_called = The visitor is being served already.
obstacle-not_serving = Start first: the visitor has only been called.
obstacle-more_calls = { $count ->
    [one] Call the visitor once more first.
   *[other] Call the visitor { $count } more times first.
  }
obstacle-too_early = Wait { $seconds } s more: the visitor may be on the way.
obstacle-one_topic = The visit has one topic only.
obstacle-undo_gone = There is nothing to undo any more.

## Desk: the visitor

visitor-ready = Ready for the next visitor
visitor-ready-empty = Nobody is waiting
visitor-ready-empty-text = A new visitor appears here by themselves.
visitor-called = Called to desk { $desk }
visitor-serving = Being served
visitor-on-break = Break
visitor-back-office = Back office
visitor-on-break-text = Nobody is called to this desk.
line-in-words = { $count ->
    [0] Nobody is waiting in your topics.
    [one] { $count } person is waiting in your topics.
   *[other] { $count } people are waiting in your topics.
  }
visitor-since-call = since the call
visitor-in-service = in service
visitor-on-pause = on a pause
visitor-accountable = Counted wait
visitor-of-standard = of { $standard }
visitor-calls = { $count ->
    [one] called once
    [2] called twice
   *[other] called { $count } times
  }
visitor-appointment = Appointment at { $time }
visitor-offline = Issued while the kiosk was offline
visitor-language = Language: { $language }
visitor-returns = Comes back to { $name } afterwards
visitor-returns-unnamed = Comes back to a colleague afterwards
visitor-no-show-calls = { $count ->
    [one] Call once more
   *[other] Call { $count } more times
  }
visitor-no-show-in = in { $seconds } s
visitor-topics = Topics of the visit
visitor-topic-active = now
visitor-topic-done = done
visitor-walk-long = Longer than { $limit } on the way: from here on it counts as waiting

history-title = History of the visit
history-waiting = Waited
history-called = Called
history-serving = Served
history-postponed = Postponed
history-no_show = Did not come
history-counted = { $time } counted
history-not-counted = not counted
history-at-desk = desk { $desk }
history-now = now
history-empty = The history appears with the first step.
history-failed = The history could not be loaded.
why-first = first in the queue
why-transferred = transferred
why-returned = put back
why-restored = restored
why-resumed = after a pause
why-sent_back = sent back by a colleague

## Desk: the line

line-title = In my topics
line-waiting = { $count ->
    [one] person waits
   *[other] people wait
  }
line-longest = the longest
line-nobody = Nobody waits
line-above = { $count ->
    [one] { $count } above the standard
   *[other] { $count } above the standard
  }
line-next-breach = the next in { $time }
line-new = Wait for a new visitor: { $range }
line-by-topic = By topic
postponed-title = Postponed
postponed-by-visitor = at the visitor’s wish
postponed-by-office = by the office: the wait counts
postponed-due = back at { $time }
postponed-due-in = back in { $time }
no-show-title = Did not come
no-show-until = can be restored for { $time }
desks-title = Desks

## Desk: dialogs

transfer-title = Transfer { $number }
transfer-text = The number and the place in the queue stay. The time until the next call counts.
transfer-to-topic = To a topic
transfer-to-manager = To a colleague
transfer-to-desk = To a desk
transfer-return = Come back to me afterwards
transfer-return-hint = The visitor returns to you when the colleague has finished.
transfer-find = Find
transfer-none-found = Nothing is called “{ $text }”.
postpone-title = Postpone { $number }
postpone-who = Whose wish is it?
postpone-by-visitor = The visitor’s
postpone-by-visitor-hint = The wait stands still
postpone-by-office = The office’s
postpone-by-office-hint = The wait goes on and counts
postpone-reason = Reason
postpone-reason-documents = Fetches documents
postpone-reason-form = Fills in a form
postpone-reason-call = Takes a phone call
postpone-reason-colleague = A colleague has to find something out
postpone-reason-system = The system does not answer
postpone-reason-other = Another reason
postpone-due = Back in the queue by itself
postpone-due-none = When I say so
postpone-due-in = { $minutes ->
    [one] in { $minutes } minute
   *[other] in { $minutes } minutes
  }
complete-title = How did it end for { $number }?
complete-outcome = Outcome
complete-none = Without an outcome
complete-required = This topic needs an outcome.
finish-topic-title = How did this topic end?
call-title = Call by number
call-text = Out of turn. The reason is kept in the log and counted.
call-number = Number
call-number-hint = For example { $example }
call-reason = Reason
call-reason-asked = The visitor was here a moment ago
call-reason-continue = Continues an earlier visit
call-reason-supervisor = At the supervisor’s word
call-reason-unwell = The visitor is unwell
call-reason-other = Another reason
topics-title = Topics I call now
topics-text = Only what you are trained for. A change takes effect with the next call.
topics-none = None: nobody will be called
topics-save = Apply
pause-title = No calls for a while
pause-break = Break
pause-break-hint = Away from the desk
pause-back-office = Back office
pause-back-office-hint = Work without visitors
pause-close = Close the desk
pause-close-hint = The end of the shift, or another desk
add-topic-title = Add a topic to the visit
add-topic-text = One visit, one number, as many topics as it takes.
palette-title = All commands
palette-find = Command or ticket number
palette-none = No command is called “{ $text }”.
palette-call = Call { $number }
keys-title = Keys of the desk
keys-text = Every step of the day has its key. Nothing happens by a single letter.
keys-space = Space
keys-choose = In a dialog: arrows or digits choose, Enter confirms, Esc closes
tab-warning = Desk { $desk } is open in another tab
tab-warning-text = This tab shows everything and presses nothing, so that nobody is called twice.
tab-take = Work here

## Reception

reception-title = Reception
reception-issue = New ticket
reception-topic = What does the visitor come for?
reception-category-none = None
reception-language = Visitor’s language
reception-issue-button = Issue a ticket
reception-issuing = Issuing a ticket…
reception-issued = Ticket { $number }
reception-issued-ahead = { $count ->
    [0] Nobody ahead
    [one] { $count } person ahead
   *[other] { $count } people ahead
  }
reception-print = Print the slip
reception-next = Next visitor
reception-queue = Queue
reception-find = Number, topic or desk
reception-filter-all = All
reception-filter-waiting = Waiting
reception-filter-at_desk = At desks
reception-filter-postponed = Postponed
reception-filter-booked = Appointments
reception-empty = The queue is empty
reception-empty-text = Tickets appear here as soon as they are issued.
reception-none-found = Nobody matches “{ $text }”.
reception-number = Number
reception-state = State
reception-wait-head = Wait
reception-actions = Actions
reception-cancel = Cancel the appointment
reception-cancel-ask = Cancel the appointment?
reception-cancel-text = Its time can be given to somebody else. It cannot be brought back.
reception-cancelled = The appointment was cancelled
reception-check-in = Check in
reception-left-ask = { $number } has left without being served?
reception-left-text = The visit ends. It counts as abandoned.
reception-remove-ask = Remove { $number } from the queue?
reception-remove-text = The visit ends and stays on the list of removed visits with your name and the reason.
reception-called-now = Called now
reception-called-nobody = Nobody is being called
reception-topic-waiting = { $count } waiting
reception-not-issuing = The office gives out no tickets now.
reception-checked-in = { $number } is checked in
reception-marked-left = { $number } has left
reception-removed = { $number } is removed
slip-wait = Please wait until your number is called on the board.
slip-ahead = Ahead of you: { $count }
slip-expected = Expected wait: { $range }
slip-follow = Follow your place on the phone
slip-by-hand = No camera? Open { $address } and type the number and this code

## Administration

admin-title = Administration
admin-day = Day
admin-devices = Devices
admin-people = People
admin-day-open = The day is open
admin-day-closed = The day is closed
admin-day-stopped = The day is open, but no tickets are issued
admin-open-day = Open the day
admin-close-day = Close the day
admin-close-day-ask = Close the day in { $office }?
admin-close-day-text = { $count ->
    [0] Nobody is waiting.
    [one] { $count } person is still waiting and will count as not served.
   *[other] { $count } people are still waiting and will count as not served.
  } All desks are closed.
admin-stop-issuing = Stop issuing tickets
admin-resume-issuing = Issue tickets again
admin-topics = Topics
admin-topic-open = Open
admin-topic-suspended = Suspended
admin-topic-unavailable = No desk serves it
admin-suspend = Suspend
admin-resume = Resume
admin-suspend-ask = Suspend “{ $topic }”?
admin-suspend-text = Kiosks say so at once, with the reason in the visitors’ words. Whoever already waits is served.
admin-suspend-reason = Reason, as visitors will read it
admin-suspend-reason-system = The system is being repaired
admin-suspend-reason-staff = The specialist is away today
admin-suspend-reason-full = Too many are waiting
admin-message = Message on the boards
admin-message-hint = Shown under the calls until it is taken away.
admin-message-show = Show
admin-message-clear = Take away
admin-presence = State
admin-desk-topics = Topics
admin-at-desk = At the desk
admin-topic-all = all
admin-device-role = Kind
admin-device-name = Name
admin-device-last = Last seen
admin-device-new = Enrol a device
admin-device-kiosk = Kiosk
admin-device-display = Hall board
admin-device-desk_board = Board over a desk
admin-device-enrol = Make a code
admin-device-code-text = Open the address on the device, or let it read the code. Valid once, until { $time }.
admin-device-revoke = Revoke
admin-device-revoke-ask = Revoke { $name }?
admin-device-revoke-text = The screen stops at once and has to be enrolled anew.
admin-device-none = No device is enrolled yet
admin-device-none-text = Boards and kiosks get their right to the queue here, each its own.
admin-device-never = never
admin-person-new = Add a person
admin-person-name = Name
admin-person-login = Login
admin-person-role = Role
admin-person-manager = Manager in the organisation file
admin-person-manager-hint = The manager's entry in the organisation file: choose from the list. Empty: the same as the login.
admin-person-password = Password
admin-person-password-hint = At least 12 characters. A sentence is easier to remember than a riddle.
admin-person-add = Add
admin-person-added = { $name } can sign in
admin-person-disable = Close access
admin-person-disable-ask = Close access for { $name }?
admin-person-disable-text = Open pages of this person stop within seconds.
admin-person-enable = Open access
admin-person-set-password = New password
admin-done = Done

transfer-waiting = { $count } waiting
transfer-not-skilled = not trained for this topic
postpone-who-missing = Say whose wish it is: the clock depends on it.
topics-secondary = secondary: calls after colleagues for whom it is primary
open-title = Who sits down here?
open-text = The desk is opened in this manager’s name.
pause-what = What for?
pause-go = Go
error-desk-busy = A visitor is already at this desk. The screen shows who.
error-manager-at-a-desk = You are at another desk already. Close it first.

first-admin-title = The first administrator
first-admin-lead = A fresh server knows nobody. “queue-server admin-code” prints a code that works once, for ten minutes.
first-admin-code = Code
first-admin-missing = Fill in: { $field }.
first-admin-submit = Create and sign in
first-admin-have-code = I have a code for the first administrator
first-admin-back = Back to signing in
home-desk-boards-any = Boards over desks
home-qr-of = QR code of { $address }
home-open-screen = Open the screen

reception-topic-missing = Choose what the visitor comes for.
reception-slip = Slip
reception-left-do = Yes, has left
reception-none-here = Nobody here
remove-reason-twice = Took two tickets
remove-reason-mistake = Issued by mistake
remove-reason-behaviour = Disturbs the others

admin-other-office = Another office
admin-day-figures = { $waiting } in the queue, { $serving } being served
admin-close-desk-ask = Close desk { $desk }?
admin-close-desk-text = { $name } calls nobody any more until the desk is opened again.
admin-desks-open = { $open } of { $all } open
admin-message-shown = The message is on the boards
admin-message-cleared = The message is taken away
admin-topic-said = { $topic }: { $state }
admin-every-office = All offices
admin-territory = territory
admin-whole-territory = Territory: { $name }
admin-device-desk = Desk workplace
admin-person-disabled = access closed
admin-person-new-password = New password for { $name }

not-found-title = There is no such page
not-found-do = Check the address: it may be mistyped. All screens of the queue are on the home page.
not-found-home = Go to the home page

# The audit
admin-audit = Audit
admin-audit-text = Who did what, and when. No entry can be changed.
admin-audit-none = No entries yet
admin-audit-at = When
admin-audit-who = Who
admin-audit-what = What
admin-audit-subject = With whom or what
admin-audit-address = From
admin-audit-more = Show earlier
audit-login-unknown = an unknown login
audit-code = code: { $role }
audit-terminal = the server’s terminal
audit-nobody = somebody unknown
audit-all-offices = all offices
audit-sign-in = Signed in
audit-sign-out = Signed out
audit-sign-in-refused = Failed to sign in
audit-denied = Refused: not allowed
audit-person-created = Person added
audit-person-changed = Person’s rights changed
audit-person-disabled = Access closed
audit-person-enabled = Access opened
audit-person-removed = Person removed
audit-audit-shortened = Audit shortened
audit-second-factor-set = Second factor set up
audit-second-factor-removed = Second factor taken off
audit-second-factor-reset = Second factor reset
audit-second-factor-refused = Second factor refused
audit-recovery-codes-made = New recovery codes
audit-recovery-code-used = Recovery code used
audit-password-set = New password
audit-code-created = Code made
audit-device-enrolled = Device let in
audit-token-created = Token given
audit-token-revoked = Revoked
audit-organisation-applied = Organisation file applied
audit-channel-tried = Alert channel tried
audit-ranking-entered = Ranking figures entered
audit-alert-acknowledged = Alert seen
audit-alert-owned = Alert taken on
audit-alert-released = Alert given back
audit-member-role = role
audit-member-office = office
audit-member-territory = territory
audit-member-manager = manager
audit-member-desk = desk
audit-member-name = name
audit-member-means = means
audit-member-changes = changes
audit-member-owner = assignee
audit-member-cause = alert
audit-member-issuer = provider
audit-member-why = reason
audit-member-cells = values changed
audit-member-taken-out = of them taken out
audit-member-columns = columns
audit-member-break-minutes = break, min
audit-member-days = days
audit-member-versions = version
audit-member-taken = values
audit-member-quarters = quarters
audit-member-hours-week = hours a week
audit-member-days-week = days a week
audit-member-lengths-h = shift lengths, h
audit-member-off = days off
audit-member-not-before = not before
audit-member-not-after = not after
audit-member-wishes = wishes
audit-member-cost = cost
audit-means-password = password
audit-means-code = password and code
audit-means-provider = single sign-on
audit-means-terminal = terminal
audit-cause-error-budget = the standard is being broken more often
audit-cause-longest-wait = somebody waits longer than promised
audit-cause-idle-desks = desks are free while people wait
audit-cause-missing-desks = expected desks are not open
audit-people-kept = Who may work how: changed
audit-calendar-kept = Calendar of days changed
audit-schedule-published = Schedule published
account-title = Your account
account-second = Second factor
account-second-off = Passwords alone are used on this server.
account-second-none = Only the password protects your account. With an authenticator app on your phone a stolen password opens nothing.
account-second-required = Your role works with two factors, and yours is not set up.
account-set-up = Set up an app
account-second-since = Set up on { $date }
account-codes-left = { $count ->
    [0] No recovery codes are left. Make new ones.
    [one] { $count } recovery code is left.
   *[other] { $count } recovery codes are left.
  }
account-renew = New recovery codes
account-renew-text = Those you have now stop working.
account-codes-done = New recovery codes are made
account-remove = Remove the second factor
account-remove-text = To move to another phone, remove it here and set it up anew. You will be signed out everywhere.
account-second-done = The second factor is set up
account-password-hint = Your password once more: an open page is not enough for this.
account-go-on = Go on
admin-person-two-factors = two factors
admin-person-reset = Reset second factor
admin-person-reset-ask = Reset the second factor of { $name }?
admin-person-reset-text = Only after you know that it is them: until they set up another, the password alone lets them in. Their open pages stop.
# The manager's own shift, by the published schedule
shift-title = My shift
shift-at-desk = at desk { $desk }
shift-next-break = break { $from }–{ $to }
shift-break-until = break until { $time }
shift-agreed-open = agreed until { $time }
shift-agreed-open-due = The desk was to be open until { $time }. Close it when you are free.
shift-agreed-break = break moved to { $time }
shift-agreed-break-due = Your break was moved to { $time }. Take it when you are free.

sign-in-by-provider = Sign in with { $name }
sign-in-or = or with a password
api-title = API of the server

## First steps

first-steps = First steps
first-steps-enough = Do not show again
first-steps-done = Done
first-steps-organisation = The organisation
first-steps-organisation-text = Describe offices, topics and desks in the organisation file and apply it: “queue-server apply”.
first-steps-example-text = An example is served here. Describe your own offices, topics and desks in a file and apply it: “queue-server apply”.
first-steps-people = People
first-steps-people-text = Let managers and supervisors in, each with a login and a password of their own.
first-steps-people-do = Add people
first-steps-kiosks = Kiosks
first-steps-kiosks-text = Get a code and open the kiosk with it on its own screen: there visitors take tickets.
first-steps-kiosks-do = Let a kiosk in
first-steps-boards = Boards
first-steps-boards-text = The board in the hall is let in the same way: it shows and says who is called where.
first-steps-boards-do = Let a board in
first-steps-closed = All offices are closed now. Each opens by itself at its hours.
first-steps-closed-do = Open the day now
