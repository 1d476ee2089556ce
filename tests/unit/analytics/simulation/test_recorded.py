"""Recorded days asked again: at each call of the log the kernel chooses the ticket that the domain chose."""

from collections import Counter

import pytest

from analytics.simulation.exact import ExactDay, Manners
from analytics.simulation.recorded import RecordedCalls
from analytics.simulation.running import Form
from queue_server.domain.configuration import PolicyName
from queue_server.domain.events import DayClosed, Event, PinEnded, TicketCalled, TicketRestored, TicketTransferred
from queue_server.domain.office import Office
from tests.unit.analytics.simulation.days import busy_traffic
from tests.unit.analytics.simulation.test_exact import MIDNIGHT_AT, alone, crowd, days, office, roster
from tests.unit.analytics.skilled_office import days as days_of_the_hall


@pytest.mark.parametrize("form", [None, Form.NUMPY])
def test_days_of_the_hall_with_skills(form: Form | None) -> None:
    # Managers here ask in any order, take breaks when they like, and visitors leave.
    recorded = RecordedCalls(Office("klin"))
    calls = 0
    for event in days_of_the_hall(2, seed=9):
        recorded.take([event])
        if isinstance(event, DayClosed):
            asked = recorded.asked_again(form)
            assert [chosen for _, chosen in asked] == [called for called, _ in asked]
            calls += len(asked)
            recorded = RecordedCalls(recorded.office)
    assert calls > 500


@pytest.mark.parametrize("policy", list(PolicyName))
def test_a_day_with_transfers_ties_and_people_who_come_back(policy: PolicyName) -> None:
    traffic = busy_traffic(200.0)
    config = office(traffic, policy, 5)
    manners = Manners(transfer_share=0.2, pinned_share=0.6, return_share=0.5, restore_share=0.7)
    day = ExactDay(
        config, roster(config, 5), crowd(alone(days(traffic, config, 1, 5), 0)),
        midnight_at=MIDNIGHT_AT, manners=manners, seed=5,
    )  # fmt: skip
    events: list[Event] = list(day.run())
    happened = Counter(type(event) for event in events)
    assert all(happened[kind] > 0 for kind in (TicketTransferred, PinEnded, TicketRestored))
    recorded = RecordedCalls(Office("klin"))
    recorded.take(events)
    asked = recorded.asked_again()
    assert [chosen for _, chosen in asked] == [called for called, _ in asked]
    assert len(asked) == happened[TicketCalled] > 150
