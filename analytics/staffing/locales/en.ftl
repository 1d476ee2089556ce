weekday-mon = Monday
weekday-tue = Tuesday
weekday-wed = Wednesday
weekday-thu = Thursday
weekday-fri = Friday
weekday-sat = Saturday
weekday-sun = Sunday
between-topics = ”,_“
staffing-more = { $day } { $begins }–{ $ends }: { $desks ->
    [one] one more desk
   *[other] { $desks } more desks
}{ $named ->
    [none] {""}
   *[one] {" "}for “{ $topics }”
}.
staffing-idle = { $day } { $begins }–{ $ends }: { $desks ->
    [one] one desk is idle
   *[other] { $desks } desks are idle
}.
staffing-compared = Now { $present_hours } person-hours and { $present_level } within the standard; proposed { $proposed_hours } and { $proposed_level }.
staffing-hurried = Time ran out while planning: another machine may find another plan.
staffing-nothing = The present roster fits the need.
