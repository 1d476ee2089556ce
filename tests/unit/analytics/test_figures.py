"""The figures of any grouping, held against plain counting."""

import doctest
import math
import random
import statistics
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

import numpy as np
import pytest

from analytics.figures import FIGURES, GROUPS, figures, grouping, intervals, quantiles, survival
from analytics.visits import columns
from analytics.visits.columns import columns_of
from analytics.visits.folding import VisitFolder
from analytics.visits.visit import Visit
from queue_server.domain import commands as c
from queue_server.domain.events import OfficeConfigured
from queue_server.domain.handling import handle
from queue_server.domain.ids import Instant
from queue_server.domain.office import Office
from queue_server.domain.rejection import CommandRejected
from tests.unit.domain.scenario import CONFIG, at


def day_of_visits(seed: int, asked: int) -> list[Visit]:
    """The visits of a day on which somebody asks for something `asked` times."""
    chance = random.Random(seed)
    office, folder, rows = Office(id="klin"), VisitFolder(Office(id="klin")), {}
    now = at(-60)

    def ask(command: c.Command, moment: Instant) -> None:
        nonlocal office
        try:
            events, office = (
                handle(office, command, moment) if office.config else ([OfficeConfigured(moment, CONFIG)], office)
            )
        except CommandRejected:
            return
        for event in events:
            row = folder.take(event)
            if row is not None:
                rows[row.ticket] = row
        office = folder.office

    ask(c.OpenDay(), now)
    ask(c.OpenDay(), now)
    for desk, manager in (("1", "ivanova"), ("2", "petrov"), ("3", "sidorova")):
        ask(c.OpenDesk(desk, manager), now)
    for n in range(asked):
        now += chance.randrange(1, 120_000)
        desk = chance.choice("123")
        kind = chance.random()
        at_desk = office.desks[desk].ticket or "nobody"
        if kind < 0.35:
            ask(c.Issue(f"t{n}", chance.choice(("meters", "contract", "debt"))), now)
        elif kind < 0.6:
            ask(c.CallNext(desk), now)
        elif kind < 0.75:
            ask(c.Start(at_desk), now)
        elif kind < 0.9:
            ask(c.Complete(at_desk, "settled"), now)
        elif kind < 0.94:
            ask(c.Cancel(f"t{chance.randrange(n)}"), now)
        else:
            ask(c.Transfer(at_desk, topic="contract"), now)
    return [*rows.values(), *folder.going_on(now)]


GROUPINGS: dict[str, Callable[[Visit], object]] = {
    "office": lambda visit: visit.office,
    "territory": lambda visit: visit.territory,
    "category": lambda visit: visit.category,
    "weekday": lambda visit: ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[visit.weekday],
    "topic": lambda visit: visit.last_topic,
    "state": lambda visit: visit.state,
    "manager": lambda visit: visit.manager,
    "outcome": lambda visit: visit.outcome,
    "day": lambda visit: visit.day,
    "half_hour": lambda visit: f"{visit.half_hour // 60:02d}:{visit.half_hour % 60:02d}",
}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("by", [*GROUPINGS, None])
def test_every_figure_is_what_plain_counting_says(seed: int, by: str | None) -> None:
    visits = day_of_visits(seed, 900)
    groups: dict[object, list[Visit]] = defaultdict(list)
    for visit in visits:
        groups[GROUPINGS[by](visit) if by else None].append(visit)
    rows = figures(columns_of(visits), [by] if by else [])
    assert {row.get(by) if by else None for row in rows} == set(groups)
    for row in rows:
        _same(row, groups[row[by] if by else None])


def offered_quantile(visits: list[Visit], share: float) -> float | None:
    """One visit after another: when no more than 1 − `share` would still have waited, had nobody gone."""
    called = ("called", "serving", "no_show", "completed")
    waits = sorted((visit.accountable_ms, visit.state not in called) for visit in visits)
    waiting = 1.0
    for place, (wait_ms, gone) in enumerate(waits):
        waiting *= 1 if gone else 1 - 1 / (len(waits) - place)
        if not gone and waiting <= 1 - share + 1e-9:
            return wait_ms / 1000
    return None


def _same(row: dict[str, object], visits: list[Visit]) -> None:
    judged = [visit for visit in visits if visit.judged in ("met", "breached")]
    served = [visit for visit in visits if visit.state == "completed"]
    waits = sorted(visit.accountable_ms / 1000 for visit in judged)
    settled = [visit for visit in served if visit.desks == 1 and visit.transfers == 0]
    expected = {
        "issued": len(visits),
        "judged": len(judged),
        "met": sum(visit.judged == "met" for visit in visits),
        "breached": sum(visit.judged == "breached" for visit in visits),
        "undecided": sum(visit.judged == "undecided" for visit in visits),
        "excluded": sum(visit.judged == "excluded" for visit in visits),
        "abandoned": sum(visit.abandoned for visit in visits),
        "no_show": 0,
        "service_level": sum(v.judged == "met" for v in judged) / len(judged) if judged else None,
        "wait_max_s": max(waits) if waits else None,
        "over_standard_s": sum(max(0, v.accountable_ms - v.target_ms) / 1000 for v in judged) if judged else None,
        "served": len(served),
        "service_mean_s": sum(v.service_ms / 1000 for v in served) / len(served) if served else None,
        "service_total_s": sum(v.service_ms / 1000 for v in served) if served else None,
        "walk_mean_s": sum(v.walk_ms / 1000 for v in served) / len(served) if served else None,
        "wait_mean_s": statistics.fmean(waits) if waits else None,
        "over_15_min": sum(wait > 900 for wait in waits),
        "over_30_min": sum(wait > 1800 for wait in waits),
        "service_sd_s": statistics.stdev(v.service_ms / 1000 for v in served) if len(served) > 1 else None,
        "served_short": sum(visit.service_ms < 10_000 for visit in served),
        "one_desk": len(settled),
        "one_desk_share": len(settled) / len(served) if served else None,
        "transferred": sum(visit.transfers > 0 for visit in visits),
        "abandoned_share": sum(visit.abandoned for visit in visits) / len(visits),
        "no_show_share": 0,
        "restored": 0,
        "out_of_order": 0,
        **{name: sum(visit.state == name for visit in visits) for name in ("cancelled", "left", "removed", "unserved")},
        "visit_mean_s": statistics.fmean(v.visit_ms / 1000 for v in served) if served else None,
        "legs": sum(1 + visit.transfers for visit in judged),
        "leg_mean_s": sum(waits) / sum(1 + visit.transfers for visit in judged) if judged else None,
        "leg_max_s": max(visit.longest_leg_ms for visit in judged) / 1000 if judged else None,
        "legs_level": sum(v.legs_within for v in judged) / sum(v.legs for v in judged) if judged else None,
        **{f"offered_p{share}_s": offered_quantile(visits, share / 100) for share in (50, 90, 95)},
    }
    for name, value in expected.items():
        assert row[name] == pytest.approx(value), name
    for name, p in (("wait_p50_s", 0.5), ("wait_p90_s", 0.9), ("wait_p95_s", 0.95)):
        smallest = next(
            (w for w in waits if sum(x <= w for x in waits) >= math.floor(p * len(waits) * 1e9) / 1e9), None
        )
        assert row[name] == smallest, name
    assert row["judged"] + row["undecided"] + row["excluded"] == row["issued"]  # type: ignore[operator]


@pytest.mark.parametrize("by", [(), ("topic",), ("manager", "half_hour")])
def test_the_same_comes_out_however_the_groups_are_found(by: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """With a table of all groups or by sorting, in one stretch or in many."""
    visits = columns_of(day_of_visits(1, 900))
    before = figures(visits, by)
    monkeypatch.setattr(grouping, "AT_ONCE", 50)
    assert figures(visits, by) == before
    monkeypatch.setattr(grouping, "DENSE_LIMIT", 1)
    monkeypatch.setattr(quantiles, "TABLE_LIMIT", 1)
    assert figures(visits, by) == before


@pytest.mark.parametrize("sizes", [(), (1,), (256,), (256, 1), (1, 256, 2), (3, 5, 7), (200, 12, 48, 7)])
def test_a_combination_s_number_is_its_place_among_all_of_them(sizes: tuple[int, ...]) -> None:
    """Worked out in narrow types, whose limits these sizes stand at."""
    chance = random.Random(1)
    rows = [tuple(chance.randrange(size) for size in sizes) for _ in range(300)] + [tuple(size - 1 for size in sizes)]
    parts = [
        columns.Coded(columns.narrow(np.array([row[n] for row in rows])), tuple(map(str, range(size))))
        for n, size in enumerate(sizes)
    ]
    found = grouping.all_possible(len(rows), parts)
    assert found is not None
    expected = [int(np.ravel_multi_index(row, sizes)) if sizes else 0 for row in rows]
    assert found.of(slice(0, len(rows))).tolist() == expected


def test_one_figure_alone_is_the_same() -> None:
    visits = columns_of(day_of_visits(2, 300))
    whole = figures(visits, ["topic"])
    for name in FIGURES:
        assert figures(visits, ["topic"], only=[name]) == [{"topic": row["topic"], name: row[name]} for row in whole]


def test_a_share_s_interval_holds_it() -> None:
    for row in figures(columns_of(day_of_visits(3, 600)), ["half_hour"]):
        if row["judged"]:
            assert 0 <= row["service_level_low"] <= row["service_level"] <= row["service_level_high"] <= 1


@pytest.mark.parametrize("module", [intervals, quantiles, survival, columns])
def test_the_examples_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


def test_every_grouping_is_one_of_the_report_s() -> None:
    from queue_server.cli.report import GROUPS as OFFERED_GROUPS

    assert OFFERED_GROUPS == GROUPS


def test_without_a_visit_there_is_one_row_of_nothing() -> None:
    (row,) = figures(columns_of([]))
    assert row["issued"] == 0
    assert row["service_level"] is None
    assert row["wait_p95_s"] is None
    assert figures(columns_of([]), ["topic"]) == []


def test_an_unknown_grouping_is_an_error() -> None:
    with pytest.raises(KeyError):
        figures(columns_of([]), ["moon"])


def test_a_day_on_which_nobody_waited_a_quarter_of_a_second() -> None:
    nobody = [replace(row, accountable_ms=n, wait_ms=n) for n, row in enumerate(day_of_visits(1, 60)[:3])]
    assert figures(columns_of(nobody))[0]["wait_max_s"] in (0.0, 0.001, 0.002)
