"""The difference between two organisations, in words, and the offices that it concerns."""

from dataclasses import replace

import pytest

from queue_server.domain.configuration import Manager
from queue_server.domain.office import Desk, Office
from queue_server.domain.register import Register
from queue_server.domain.ticket import Ticket, TicketState
from queue_server.organisation import difference, offices_changed
from queue_server.organisation.hindrances import hindrances
from tests.unit.organisation.files import small


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('name = "Company"', 'name = "Firm"', '[organisation]: name: "Company" → "Firm"'),
        ('"1", "2", "3"', '"1", "2", "4"', '[[office]] "klin": desks: "3" removed; "4" added'),
        ('"1", "2", "3"', '"3", "2", "1"', '[[office]] "klin": desks: the order is now 3, 2, 1'),
        ("desks =", "standard_s = 600\ndesks =", '[[office]] "klin": standard_s: not set → 600'),
        ("desks =", "limits = { pin_s = 5 }\ndesks =", '[[office]] "klin": limits.pin_s: not set → 5'),
        ('"primary"', '"secondary"', '[[manager]] "ivanova": topics.meters: "primary" → "secondary"'),
    ],
)
def test_a_change_is_said_by_table_and_key(old: str, new: str, expected: str) -> None:
    assert [str(change) for change in difference(small(), small(but={old: new}))] == [expected]


def test_whole_tables_come_and_go() -> None:
    more = '\n[[office]]\nid = "other"\nname = { en = "Other" }\ndesks = ["1"]\n'
    assert [str(change) for change in difference(small(), small(more=more))] == ['[[office]] "other": added']
    assert [str(change) for change in difference(small(more=more), small())] == ['[[office]] "other": removed']


def test_no_difference_is_nothing() -> None:
    assert difference(small(), small()) == []


def test_everything_is_new_to_an_empty_database() -> None:
    assert '[[office]] "klin": added' in [str(change) for change in difference(None, small())]


def test_a_rule_of_the_organisation_concerns_every_office_that_has_no_own() -> None:
    more = '\n[[office]]\nid = "other"\nname = { en = "Other" }\ndesks = ["1"]\nstandard_s = 600\n'
    old, new = small(more=more), small(more=more, but={'name = "Company"': 'name = "Company"\nstandard_s = 700'})
    assert offices_changed(old.offices, new.offices) == ["klin"]


def test_another_order_of_topics_is_a_change_for_the_kiosk() -> None:
    new = small(but={"desks =": 'topics = ["contract", "meters"]\ndesks ='})
    assert offices_changed(small().offices, new.offices) == ["klin"]


def test_a_topic_with_open_tickets_cannot_be_taken_away() -> None:
    old = small().offices["klin"]
    new = replace(old, topics={"contract": old.topics["contract"]})
    ticket = Ticket(id="t1", order=1, state=TicketState.WAITING, since_at=0, topic="meters", topics=("meters",))
    office = Office(id="klin", config=old, day_open=True, tickets=Register[Ticket]().put("t1", ticket))
    assert hindrances(office, old) == []
    assert ['1 open ticket is for "meters"' in line for line in hindrances(office, new)] == [True]


def test_a_manager_at_a_desk_cannot_be_taken_away() -> None:
    old = small().offices["klin"]
    managers: dict[str, Manager] = {}
    office = Office(id="klin", config=old, desks={"2": Desk("2", manager="ivanova")})
    assert ["works at desk 2" in line for line in hindrances(office, replace(old, managers=managers))] == [True]


def test_an_open_office_cannot_be_taken_away() -> None:
    old = small().offices["klin"]
    assert hindrances(Office(id="klin", config=old, day_open=False), None) == []
    assert len(hindrances(Office(id="klin", config=old, day_open=True), None)) == 1


def test_an_office_goes_when_its_day_is_closed_and_nobody_is_booked() -> None:
    config = small().offices["klin"]
    booked = Ticket(id="t1", order=1, state=TicketState.BOOKED, since_at=0, topic="meters", topics=("meters",))
    office = Office(id="klin", config=config)
    assert hindrances(office, None) == []
    assert ["Close its day" in line for line in hindrances(replace(office, day_open=True), None)] == [True]
    expected = replace(office, tickets=Register[Ticket]().put("t1", booked))
    assert ["1 appointment is booked there" in line for line in hindrances(expected, None)] == [True]
