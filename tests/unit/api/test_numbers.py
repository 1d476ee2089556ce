"""A visitor is called by the number on the ticket: the one that still waits, of last evening too."""

import pytest

from queue_server.api.desk_commands import ticket_numbered
from queue_server.domain import commands as c
from queue_server.errors import TicketUnknown
from tests.unit.domain.scenario import at, configured

HOURS = dict.fromkeys(("mon", "tue"), "08:00-04:00")
LATE, NIGHT = at(14 * 60 + 50), at(15 * 60 + 10)
"""23:50 and ten past midnight."""


def test_who_took_the_ticket_before_midnight_is_called_by_its_number_after_it() -> None:
    scenario = configured(hours=HOURS).when(at(0), c.OpenDay()).when(LATE, c.Issue("late", "meters"))
    assert ticket_numbered(scenario.office, "A001", NIGHT) == "late"
    gone = scenario.when(LATE, c.Cancel("late"))
    with pytest.raises(TicketUnknown):
        ticket_numbered(gone.office, "A001", NIGHT)


def test_of_two_tickets_with_one_number_the_open_one_is_meant() -> None:
    scenario = configured(hours=HOURS).when(at(0), c.OpenDay()).when(LATE, c.Issue("late", "meters"))
    scenario = scenario.when(NIGHT, c.Issue("early", "meters"), c.Cancel("early"))
    assert ticket_numbered(scenario.office, "A001", NIGHT) == "late"
