# Kiosk, phone, paper ticket.

ahead-label = Ahead of you
ahead-none = nobody
wait-label = Wait

kiosk-title = Take a ticket
kiosk-question = What brings you here?
kiosk-question-closer = What exactly do you need?
kiosk-waiting-label = Waiting for this topic
kiosk-nobody = no queue
kiosk-no-desk = desks closed
kiosk-suspended = Suspended for now
kiosk-more = More topics ({ $page } of { $pages })
kiosk-bring = What you will need
kiosk-take = Take a ticket
kiosk-take-again = Try once more
kiosk-category = Entitled to priority? Take your ticket by pressing yours:
kiosk-your-ticket = Your ticket
kiosk-take-slip = Take your slip below the screen
kiosk-follow = Point your phone’s camera here to follow the queue
kiosk-follow-by-hand = No camera? { $address }, code { $code }
kiosk-watch-board = Watch the board for your call
kiosk-qr = QR code: your queue on your phone
kiosk-done = Done
kiosk-leaving = Still here? Touch the screen
kiosk-bar = Screen controls
kiosk-reach-on = Lower
kiosk-reach-off = Higher
kiosk-read-on = Listen
kiosk-read-off = Quiet
kiosk-theme = Contrast

kiosk-on-phone = On your phone
kiosk-phone-title = Take your ticket on your phone
kiosk-phone-do = Point your phone’s camera at the code. Choose your topic and follow the queue there: no need to wait for the kiosk.
kiosk-phone-qr = QR code: take a ticket on your phone

kiosk-connecting = Connecting…
kiosk-offline = No connection
kiosk-offline-do = No tickets for the moment. Please ask a member of staff. The kiosk will come back by itself.
kiosk-closed = The office is closed
kiosk-closed-do = Tickets are issued during opening hours.
kiosk-opens = Opens at { $time }, { $date }.
kiosk-opens-today = Opens today at { $time }.
kiosk-stopped = No more tickets today
kiosk-stopped-until = The office is open until { $time }.
kiosk-stopped-do = Everybody with a ticket will be served. Please ask a member of staff.
kiosk-full = The queue is full
kiosk-full-do = As many people are waiting as this office can serve. Ask a member of staff or come back later.
kiosk-nothing = Nobody is serving yet
kiosk-nothing-do = Please ask a member of staff when service begins.
kiosk-unknown = There is no such office
kiosk-unknown-do = Check the address of this page.
kiosk-not-enrolled = This kiosk is not enrolled
kiosk-not-enrolled-do = Enter the code that the administrator was shown.
kiosk-enrol-code = Enrolment code
kiosk-enrol = Enrol

slip-follow = Your queue on your phone
slip-board = Watch the board for your call
slip-by-hand = No camera? Open { $address } and type the number and this code

join-no-code = Scan the code on the hall’s screen
join-no-code-do = The board and the kiosk show it: point your phone’s camera at it.
join-had = You already have a ticket here
join-had-open = Open the ticket
join-category = Entitled to priority?
join-category-none = No
slip-title = Do you have a ticket?
slip-do = Type the number and the four letters of your slip.
slip-number = Number
slip-code = Code: four letters
slip-open = Open
slip-missing = Type the number and the code of your slip.
slip-too-many = Too many tries. Scan the code on the slip or ask a member of staff: your place in the queue is safe.
slip-have = I have a paper ticket

phone-title = Ticket { $number }
phone-updated = Updated at { $time }
phone-how-long = Expected wait
phone-next = You are next
phone-wait-here = Please stay near the hall
phone-taken = Taken at { $time }
phone-standard = Standard: up to { $minutes } min
phone-called = You are called
phone-called-go = Please come to desk
phone-called-since = Called at { $time }
phone-serving = You are being served
phone-postponed = You stepped out
phone-postponed-until = You will be back in the queue at { $time }. The time you have already waited is kept.
phone-postponed-open = Press “I am back” when you return. The time you have already waited is kept.
phone-postponed-office = A member of staff put your ticket on hold
phone-postponed-office-do = Your wait goes on. You will be called; there is nothing you need to do.
phone-back = I am back
phone-no-show = You missed your call
phone-no-show-until = Speak to any member of staff by { $time }: they can put you back in your place.
phone-no-show-over = It is too late to bring this ticket back. Please take a new one.
phone-completed = Your visit is over
phone-rate = How was it?
phone-rate-1 = Bad
phone-rate-2 = Poor
phone-rate-3 = Fair
phone-rate-4 = Good
phone-rate-5 = Excellent
phone-comment = What could be better? Optional
phone-rate-send = Send
phone-rated = Thank you for your rating!
phone-cancelled = You left the queue
phone-left = You were not found in the hall
phone-removed = Removed by a member of staff
phone-unserved = The office has closed
phone-over-do = To queue again, take a new ticket.
phone-unserved-do = We are sorry that we could not serve you. Please come on the next working day.
phone-booked = You are booked
phone-booked-at = { $date }, { $time }
phone-check-in = I am here
phone-check-in-do = Check in when you arrive, at most an hour before your time.
phone-later = Step out for a while
phone-later-title = For how long?
phone-later-do = The queue will wait: you will not be called, and the time you have waited is kept.
phone-later-minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
phone-leave = Leave the queue
phone-leave-title = Leave the queue?
phone-leave-do = Ticket { $number } will end. It cannot be brought back.
phone-leave-booked = Your appointment will be cancelled and its time given to somebody else.
phone-leave-yes = Leave
phone-leave-no = Stay
phone-alarm-on = Signal when called
phone-alarm-off = Signal is on
phone-alarm-do = Keep this page open: your phone will sound and stay awake.
phone-silent = Stop the signal
phone-not-found = Ticket not found
phone-not-found-do = Check the address or take a new ticket. Visits are not kept for long.

book-title = Book an appointment
book-day = Choose a day
book-places = { $count ->
    [one] { $count } place
   *[other] { $count } places
}
book-sure = Check your appointment
book-do = Book
book-none = No appointments here
book-none-do = This office serves people in the order they come: take a ticket at the kiosk.
book-full = No free places
book-full-do = The next two weeks are fully booked. Look again later, or come without an appointment.
phone-booked-qr = QR code of the appointment
phone-booked-code = Show the code to the kiosk, or type these digits:
kiosk-appointment = Booking
kiosk-check-in-title = Check in for your appointment
kiosk-check-in-do = Type the six digits of your appointment, or hold its code to the scanner.
kiosk-check-in = Check in
kiosk-check-in-back = Delete a digit
phone-booked-cancel = Cancel the appointment
phone-booked-cancel-title = Cancel the appointment?
phone-booked-keep = Keep it

kiosk-cut = No connection. Your ticket will have a code in place of its number.
kiosk-your-code = Your code
kiosk-offline-ticket = Your number will appear on the kiosk when the connection is back. Staff can find you by the code.
kiosk-settled = Taken without a connection:
kiosk-settled-number = { $code } is { $number }
kiosk-settled-refused = { $code }: please ask a member of staff
slip-offline = OFFLINE: a code in place of the number
