"""Thousands of days in which anything may be asked: the rules hold after every step.

`QUEUE_PROPERTY_RUNS=10000` is the long run; a few hundred sequences are enough to catch a slip.
"""

import os

from hypothesis import HealthCheck, settings

from tests.property.machine import AnyDay

RUNS = int(os.environ.get("QUEUE_PROPERTY_RUNS", "300"))

AnyDay.TestCase.settings = settings(
    max_examples=RUNS,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestAnyDay = AnyDay.TestCase
