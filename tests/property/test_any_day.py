"""Thousands of days in which anything may be asked: the rules hold after every step.

`make long` plays ten thousand of them; a few hundred are enough to catch a slip.
"""

from hypothesis import HealthCheck, settings

from tests.long_run import times
from tests.property.machine import AnyDay

AnyDay.TestCase.settings = settings(
    max_examples=times(300, long=10_000),
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestAnyDay = AnyDay.TestCase
