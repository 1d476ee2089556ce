"""What the contract allows and much that it forbids, sent to a real server: no 5xx, no answer that it does not name.

Offices, desks and tickets in the addresses are mostly real ones, or everything would end at 404.
"""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.conftest import EASY
from tests.long_run import times
from tests.running_server import RunningServer

OFFICE, DESK, MANAGER = "klin", "1", "sidorova"
EXAMPLES = times(12, long=200)
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip
REAL_OF_FOUR = 3
"""So many of four requests go to what is there."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, always_open: Any) -> Iterator[RunningServer]:
    """One server for all operations: what one of them breaks, the next must survive."""
    running = RunningServer(tmp_path_factory.mktemp("schemathesis"), config=always_open, settings=EASY)
    try:
        running.start().wait_until_issuing()
        with running.client("admin") as admin:
            admin.post(f"/api/v1/offices/{OFFICE}/desks/{DESK}/open", json={"manager": MANAGER}).raise_for_status()
        yield running
    finally:
        running.close()


@pytest.fixture(scope="module")
def contract(served: RunningServer) -> Any:
    """The server's own OpenAPI, its addresses led to what is there."""
    schema = schemathesis.openapi.from_url(f"{served.url}/api/v1/openapi.json")
    turn = cycle(range(4))

    @schema.hook
    def map_path_parameters(context: Any, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:
        if path_parameters and next(turn) < REAL_OF_FOUR:
            real = {"office": OFFICE, "desk": DESK, "ticket": _open_ticket(served)}
            return {name: real.get(name, value) for name, value in path_parameters.items()}
        return path_parameters

    return schema


def test_no_request_brings_a_5xx_or_breaks_the_contract(contract: Any, served: RunningServer) -> None:
    operations = [found.ok() for found in contract.get_all_operations()]
    assert len(operations) > 30, "the contract is not the product's"
    answered: dict[str, set[int]] = {operation.label: set() for operation in operations}
    failures = [failure for each in operations for failure in _failures(each, served, answered[each.label])]
    assert failures == [], "\n\n".join(failures)
    done = [label for label, statuses in answered.items() if any(status < 300 for status in statuses)]
    assert len(done) > len(operations) / 2, f"hardly anything was ever done: this proves nothing ({answered})"


def _failures(operation: Any, served: RunningServer, answered: set[int]) -> list[str]:
    """What Hypothesis found wrong with one operation, shrunk; nothing where it holds. `answered` takes the statuses."""
    headers = {"Authorization": f"Bearer {served.token('admin')}"}

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode)))
    def holds(case: Any) -> None:
        answered.add(case.call_and_validate(headers=headers, checks=CHECKS).status_code)

    try:
        holds()
    except Unsatisfiable:
        return []
    except (FailureGroup, Failure) as failure:
        return [f"{operation.label}:\n{failure}"]
    return []


def _open_ticket(served: RunningServer) -> str:
    """A ticket that waits, taken for this request."""
    with served.client("admin") as admin:
        taken: httpx2.Response = admin.post(f"/api/v1/offices/{OFFICE}/tickets", json={"topic": "meters"})
    return str(taken.json().get("id", "nobody")) if taken.is_success else "nobody"
