# Words shared by all screens. Error texts go by the contract's codes: error-<code with hyphens>.

language = Language
theme-to-dark = Dark theme
theme-to-light = Light theme
loading = Loading…
try-again = Try again
close = Close
cancel = Cancel
back = Back
yes = Yes
no = No
failed-title = That did not work

desk = Desk
desk-number = Desk { $desk }
ticket = Ticket
ticket-number = Ticket { $number }
topic = Topic
office = Office
manager = Manager
category = Category
appointment = Appointment
standard = Wait standard
service-level = Service level
load = Load

state-booked = Booked
state-waiting = Waiting
state-called = Called
state-serving = Being served
state-postponed = Postponed
state-no_show = No-show
state-completed = Served
state-cancelled = Cancelled by the visitor
state-left = Left without being served
state-removed = Removed by staff
state-unserved = Not served before closing

people = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
desks = { $count ->
    [one] { $count } desk
   *[other] { $count } desks
}
tickets = { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}

wait-unknown = wait unknown
wait-at-once = no wait
wait-up-to = up to { $high } minutes
wait-range = { $low }–{ $high } minutes
wait-up-to-hours = up to { $high } { $high ->
    [one] hour
   *[other] hours
}
wait-range-hours = { $low }–{ $high } { $high ->
    [one] hour
   *[other] hours
}
duration-seconds = { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}
duration-minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
duration-hours = { $hours } h { $minutes } min

connection-lost = No connection to the server.
time-ahead = { $time }, { $day }
connection-as-of = As of { $time }.
connection-returns = This screen will update by itself once the connection is back.
connection-refused = Access denied.

error-scenario-invalid = This day cannot be simulated. Somebody must serve each topic, shifts must end after they begin, and there must be a desk for everybody.
error-other = Something went wrong. Try again; if that does not help, ask a member of staff. Code: { $code }
error-network-unreachable = No connection to the server. Check the network and try again.
error-timed-out = The server takes too long to answer. Try again: it will not happen twice.
error-identity-required = Please sign in again: your session has ended.
error-unauthenticated = Please sign in again: your session has ended.
error-not-allowed = You may not do this. Ask your supervisor.
error-forbidden = You may not see this page. Ask your supervisor.
error-origin-foreign = This page was opened from another address. Open it from the server's own.
error-unknown = There is no such thing here.
error-gone = This page is no longer valid.
error-request-refused = This was not accepted. Reload the page and try again.
error-request-invalid = The request makes no sense. Reload the page and try again.
error-idempotency-key-reused = This was already sent with other data. Reload the page and try again.
error-idempotency-key-invalid = The request makes no sense. Reload the page and try again.
error-too-many-requests = Too many requests in a row. Wait a few seconds and try again.
error-unavailable = The server cannot accept anything right now. Wait a minute and try again.
error-ticket-unknown = There is no such ticket. It may be over: visits are not kept for long.
error-ticket-exists = A ticket with this number was already issued.
error-ticket-not-waiting = The ticket is not in the queue now.
error-ticket-not-called = The ticket is not called now.
error-ticket-not-serving = The ticket is not being served now.
error-ticket-not-postponed = The ticket is not postponed.
error-ticket-not-no-show = The visitor is not marked as a no-show.
error-ticket-not-booked = This is not an appointment.
error-ticket-not-completed = The visit is not over yet.
error-ticket-not-open = The visit is already over.
error-no-show-too-early = Too early for a no-show: call the visitor once more and wait.
error-restore-too-late = Too late to bring the ticket back. Please take a new one.
error-restore-used = This ticket was brought back once already. Please take a new one.
error-check-in-too-early = Too early: you can check in from an hour before your time.
error-reason-required = Give a reason.
error-by-required = Say at whose wish the ticket is postponed.
error-due-past = That time has passed. Choose a later one.
error-outcome-required = Choose an outcome.
error-rate-invalid = Give a rating from 1 to 5.
error-rate-already-given = This visit has its rating already. Thank you!
error-transfer-target-required = Choose one: a topic, a manager or a desk.
error-alert-unknown = There is no such alert, or it is not yours to see.
error-move-unknown = This step is over, or it is not one of this office.
error-desk-unknown = There is no such desk in this office.
error-desk-closed = The desk is closed. Open it first.
error-desk-busy = There is a visitor at the desk. Finish with them first.
error-desk-on-break = The desk is on a break. End it first.
error-desk-not-on-break = The desk is not on a break.
error-desk-already-open = The desk is open already.
error-manager-unknown = There is no such manager in this office.
error-manager-at-a-desk = This manager already works at another desk.
error-topic-unknown = This topic is not served here. Choose another.
error-topic-suspended = This topic is suspended for now. Choose another or ask a member of staff.
error-topic-not-suspended = This topic is not suspended.
error-topic-not-skilled = This manager does not serve that topic.
error-topic-not-added = This visit does not have that topic. Add it first.
error-topic-already-added = This visit has that topic already.
error-topic-none-active = No topic is being served.
error-topics-required = Choose topics.
error-category-unknown = There is no such category.
error-slot-invalid = There is no such time slot. Choose another.
error-slot-outside-hours = The office is closed at that time. Choose another.
error-slot-past = That time has passed. Choose another.
error-slot-full = That time is taken. Choose another.
error-office-unknown = There is no such office. Check the address.
error-territory-unknown = There is no such territory.
error-place-ambiguous = Choose an office or a territory, not both.
error-territory-not-for-role = A territory is for supervisors.
error-office-not-open = The office is closed.
error-office-already-open = The office is open already.
error-office-not-issuing = No tickets are issued right now.
error-office-already-issuing = Tickets are being issued already.
error-office-still-serving = Visitors are being served: the day can close once every desk has finished.
error-join-code-invalid = Scan the code that the hall’s screen shows now: this one has changed.
error-slip-unknown = No open ticket has this number and code. Compare them with the slip. The digits of the number are enough; the code takes Russian or Latin letters.
error-join-not-offered = This office gives no tickets to phones. Take one at the kiosk or ask a member of staff.
error-appointment-unknown = There is no appointment of today under this code. Check the digits or ask a member of staff.
error-office-full = The queue is full. Ask a member of staff or come back later.
error-queue-full = The queue is full. Ask a member of staff or come back later.
error-command-unknown = There is no such action. Reload the page.
error-address-foreign = Only addresses of this server get a code.
error-answer-too-large = Too many rows. Ask for fewer days, offices or groups.
error-body-too-large = That is too much text. Shorten it and try again.
error-channel-unknown = There is no such channel in the organisation file.
error-code-invalid = The code does not fit: it is wrong, used, or more than ten minutes old. Ask for a new one.
error-content-type-invalid = The request makes no sense. Reload the page and try again.
error-desk-of-another = This is another manager’s desk. Choose your own.
error-internal-error = Something broke on the server and was noted. Try again; if that does not help, ask an administrator.
error-line-unreadable = This line is no command.
error-login-invalid = This cannot be a login: 2 to 64 Latin letters, digits, dots, dashes or @.
error-login-taken = This login is taken. Choose another.
error-message-unknown = There is no such message among those not delivered.
error-method-not-allowed = There is no such action. Reload the page.
error-not-found = There is nothing here. Check the address.
error-office-required = Choose an office.
error-password-common = This password is among the first that are tried. Take a few unrelated words.
error-password-context = This password is made of words that anybody would try here: a name, the office, the queue. Take others.
error-password-long = The password is too long: 256 characters at most.
error-password-short = The password is too short: at least 12 characters. A few words are easy to remember.
error-person-unknown = There is no such person. Reload the page.
error-request-malformed = The request makes no sense. Reload the page and try again.
error-role-invalid = This role cannot be given here.
error-sign-in-refused = Login or password is not right.
error-sign-in-too-often = Too many tries. Wait and try again.
error-speech-unknown = No voice here reads this language aloud.
error-storage-unavailable = The server cannot write: its disk is full or its database away. Nothing was done. Wait a minute and try again.
error-token-unknown = There is no such device. Reload the page.
error-upgrade-required = This address is for programs.
error-schedule-invalid = The shifts do not fit yet: see what is marked.
error-people-changed = Somebody else has changed hours and wishes meanwhile. Read them again; what you changed stays.
error-calendar-changed = Somebody else has changed this calendar meanwhile. It was read again; what you entered stays.
error-calendar-invalid = This calendar cannot be kept: too many columns, or one has a name that cannot be used.
error-schedule-changed = Somebody else has published one of these days meanwhile. Read it again; what you changed stays.

# Staff pages: the bar, signing in, the question before a step
staff-home = Home
staff-pages = Pages
staff-desk = Desk
staff-reception = Reception
staff-admin = Administration
staff-alerts = Alerts
staff-cockpit = Overview
staff-reports = Reports
staff-roster = Rosters
staff-forecast = Forecast
staff-what-if = What if
staff-sign-in = Sign in
staff-sign-out = Sign out
staff-refused = This page is not for { $name }.
staff-refused-hint = Sign in as somebody who may open it, or ask an administrator.
role-kiosk = Kiosk
role-display = Board
role-manager = Manager
role-supervisor = Supervisor
role-admin = Administrator
role-integration = Integration
sign-in-login = Login
sign-in-password = Password
sign-in-submit = Sign in
sign-in-sending = Signing in…
sign-in-show = Show the password
sign-in-caps = Caps Lock is on
sign-in-wrong = The login or the password is not right.
sign-in-login-missing = Enter your login.
sign-in-password-missing = Enter your password.
sign-in-again = You have been signed out
sign-in-again-text = Enter the password to go on where you stopped. Nothing was lost; the visitor at your desk stays there.
sign-in-too-many = Too many tries. Wait { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
  } and try again.
reason-needed = A reason is needed.
reason-other = Another reason

second-code = Code
second-code-missing = Type the code.
second-code-hint = Six digits from your authenticator app, or a recovery code.
second-back = Back to the password
second-required = Your role works with two factors. Set up the second one now: an authenticator app on your phone.
second-scan = Scan this code with an authenticator app on your phone.
second-picture = QR code for the authenticator app
second-by-hand = Or type this key into the app:
second-first-code = The six digits that the app shows now.
second-confirm = Confirm
second-recovery = Recovery codes
second-recovery-text = Each signs you in once if the phone is lost. They are shown this one time: keep them apart from the phone.
second-save = Save as a file
second-kept = I have kept them
staff-account = Your account
error-second-factor-required = Type the code of your authenticator app too.
error-second-factor-refused = This code is not right, or it was used already. Wait for the next one.
error-second-factor-missing = Your role works with two factors. Sign in anew to set up the second one.
error-second-factor-already-set = A second factor is set already.
error-second-factor-not-set = No second factor is set.
error-second-factor-off = No second factor is used here.
error-device-required = Sign in at a desk's computer that was let in.
sign-in-otherwise = Sign in another way
error-passwords-off = Nobody signs in with a password here.
error-provider-unknown = There is no single sign-on here.
error-provider-state-unknown = This sign-in was used already, took too long, or was begun in another browser. Begin anew.
error-provider-refused = Single sign-on did not let you in.
error-provider-token-invalid = The answer of single sign-on does not hold. Tell your administrator.
error-provider-no-manager = Single sign-on knows you, but does not say which manager you are. Ask your administrator.
error-provider-no-role = Single sign-on knows you, but gives you no role here. Ask your administrator.
error-provider-person-unknown = Single sign-on knows you, but nobody here is linked to your account. Ask your administrator.
error-provider-unavailable = Single sign-on cannot be reached now. Try again in a moment.
error-provider-person-closed = Access is closed. Ask your administrator.
