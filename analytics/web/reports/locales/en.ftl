# Fair play: what each rule notices and what it may mean. The same words on the page and in reports.

fair-rule-called-early = Calls without a service
fair-why-called-early = Called, then taken back, sent on or postponed before any service, or begun only after the walk limit. It also happens when a visitor steps out or a colleague asks for help.
fair-rule-early-no-show = No-shows soon after the call
fair-why-early-no-show = Marked as not there within a minute of the call. Sometimes a neighbour says that the visitor has left.
fair-rule-idle-while-waiting = Desk free while people waited
fair-why-idle-while-waiting = Two minutes or more without a call although somebody waited for this desk. Paperwork, a broken printer or a forgotten break look the same.
fair-rule-hard-topics-skipped = Longer topics passed over
fair-why-hard-topics-skipped = Easier visits called out of order, or a longer topic taken off the desk while somebody waited for it. There may have been an agreement with the office's head.
fair-rule-mass-postponing = Many visits put off at once
fair-why-mass-postponing = Several long-waiting visitors postponed by staff within ten minutes, which stops the clock. A bus that leaves or a fire drill explains it.
fair-rule-issuing-closed-early = No tickets given out before closing
fair-why-issuing-closed-early = A quarter of an hour or more of the opening hours without issuing. A power cut or a full hall explains it.
fair-rule-served-in-seconds = Visits of a few seconds
fair-why-served-in-seconds = Opened and completed within ten seconds. A slip of the mouse, or a question answered on the way.
