"""What a server loads and makes before it can serve: nothing that only a report, a forecast or a migration asks for."""

import json
import subprocess
import sys

LATER = {
    "alembic", "analytics.simulation.comparing", "analytics.staffing.bureau", "apprise", "babel", "cryptography",
    "duckdb", "fluent", "fontTools", "joserfc", "numba", "playwright", "pydantic.v1", "pytest",
    "queue_server.api.asyncapi", "scipy", "standardwebhooks", "typst", "xlsxwriter",
}  # fmt: skip

LOADED = """
import json, sys
import queue_server.cli.serving
from queue_server.app import build
from queue_server.settings import Settings

build(Settings())
print(json.dumps(list(sys.modules)))
"""

MADE = """
import json
from queue_server.app import build
from queue_server.api.answers import Answer
from queue_server.api.bodies import Body, IssueBody
from queue_server.organisation.rules import Table
from queue_server.settings import Settings

def below(kind):
    for one in kind.__subclasses__():
        yield one
        yield from below(one)

def made():
    return [one.__name__ for kind in (Answer, Body, Table) for one in below(kind) if one.__pydantic_complete__]

build(Settings())
before = made()
IssueBody.model_validate({"topic": "meters"})
print(json.dumps([before, made()]))
"""


def said_by(program: str) -> list[object]:
    done = subprocess.run([sys.executable, "-c", program], timeout=120, check=True, capture_output=True, text=True)
    said: list[object] = json.loads(done.stdout)
    return said


def test_serving_loads_nothing_that_is_asked_for_later() -> None:
    loaded = set(said_by(LOADED))
    assert "fastapi" in loaded
    assert loaded & LATER == set()


def test_models_are_made_when_they_are_asked_for() -> None:
    assert said_by(MADE) == [[], ["IssueBody"]]
