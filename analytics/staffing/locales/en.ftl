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
staffing-short = Whoever may work, within the hours and at the desks there are, does not reach { $goal } within the standard: more people, hours or desks are needed.
staffing-keeps = The proposal keeps breaks and the hours and days that people may work; the present roster comes to more without.
