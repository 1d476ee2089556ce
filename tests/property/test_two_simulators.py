"""Thousands of made-up days: every form of the kernel calls and judges as the domain does, ticket by ticket."""

import numpy as np
from hypothesis import HealthCheck, given, note, settings

from analytics.simulation.exact import Crowd, ExactDay, name
from analytics.simulation.figures import judge
from analytics.simulation.roster import placed, shifts_of
from analytics.simulation.running import Form, run
from queue_server.domain.clocks import accountable_ms
from queue_server.domain.judging import Judgement, abandoned
from queue_server.domain.judging import judged as judged_by_the_domain
from tests.long_run import times
from tests.property.made_up_days import MadeUpDay, made_up_days

MIDNIGHT_AT = 1_772_409_600_000


@settings(max_examples=times(200, long=10_000), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made_up_days())
def test_the_kernel_calls_and_judges_as_the_domain_does(day: MadeUpDay) -> None:
    note(repr(day))
    visitors = placed(day.config.policy, day.traffic, day.visitors)
    shifts = shifts_of(day.config, day.roster, day.topics, day.categories)
    exact = ExactDay(day.config, day.roster, Crowd(visitors, day.topics, day.categories), midnight_at=MIDNIGHT_AT)
    list(exact.run())
    for form in (None, Form.NUMPY):
        calls = run(shifts, visitors, form)
        np.testing.assert_array_equal(calls.called_ms, exact.calls.called_ms)
        np.testing.assert_array_equal(calls.by, exact.calls.by)
    judged = judge(day.traffic, shifts, visitors, exact.calls)
    office, limits = exact.office, day.config.limits
    for visitor in range(visitors.shape[1]):
        ticket = office.tickets.get(name(visitor))
        assert ticket is not None, visitor
        said = judged_by_the_domain(ticket, office.last_at, limits)
        assert (said is Judgement.MET, said is Judgement.BREACHED, abandoned(ticket, limits)) == (
            judged.met[0, visitor], judged.breached[0, visitor], judged.abandoned[0, visitor],
        ), visitor  # fmt: skip
        if said in (Judgement.MET, Judgement.BREACHED):
            assert accountable_ms(ticket, office.last_at) == judged.wait_ms[0, visitor], visitor
