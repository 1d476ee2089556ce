"""What every answer carries, what is refused before anything is read, and how errors reach a program."""

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from starlette.routing import Mount

from queue_server import errors
from queue_server.api.answers import Problem
from queue_server.api.edge import BODY_LIMIT_BYTES, CAREFUL_HEADERS
from queue_server.api.problems import answer_to, status_of
from queue_server.domain.rejection import CommandRejected
from tests.integration.api.doors import BASE, ORGANISATION, Doors, opened
from tests.integration.api.test_who_may import PLACES, routes

TICKETS = "/api/v1/offices/klin/tickets"
PROBLEM = "application/problem+json"


async def test_every_answer_carries_careful_headers(doors: Doors) -> None:
    client = await doors.by("admin")
    paths = [getattr(route, "path", "").format(**PLACES) for route in routes() if not isinstance(route, Mount)]
    for path in [*paths, "/nowhere", "/assets/web/nothing.js"]:
        answer = await client.get(path)
        for name, value in CAREFUL_HEADERS:
            assert answer.headers.get(name.decode()) == value.decode(), f"{path} {name!r}"
        assert "cache-control" in answer.headers, path
        assert "access-control-allow-origin" not in answer.headers, path
        assert "server" not in answer.headers, path
        if path.startswith("/api/v1/") and "/voice/" not in path and not path.endswith((".svg", "api.json")):
            assert answer.headers["cache-control"] == "no-store", path
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == PROBLEM, path


async def test_https_is_asked_to_stay(doors: Doors) -> None:
    async with doors.plain(base="https://queue.test") as browser:
        assert (await browser.get("/healthz")).headers["strict-transport-security"] == "max-age=31536000"
    async with doors.plain() as browser:
        assert "strict-transport-security" not in (await browser.get("/healthz")).headers


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/nowhere", 404, "not_found"),
        ("DELETE", "/api/v1/offices/klin", 405, "method_not_allowed"),
        ("GET", "/api/v1/offices/nowhere", 404, "office_unknown"),
        ("POST", "/api/v1/offices/klin/dance", 404, "command_unknown"),
        ("POST", "/api/v1/tickets/AAAAAAAAAAAAAAAAAAAAAA/dance", 404, "command_unknown"),
        ("POST", "/api/v1/offices/klin/desks/9/close", 404, "desk_unknown"),
    ],
)
async def test_every_refusal_is_a_problem(doors: Doors, method: str, path: str, status: int, code: str) -> None:
    answer = await (await doors.by("admin")).request(method, path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == PROBLEM
    Problem.model_validate(answer.json())


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ('{"topic": "meters", "state": "called"}', "state"),
        ('{"topic": "meters", "number": "А001"}', "number"),
        ('{"topic": "meters", "promise_at": "2026-03-02T06:00:00Z"}', "promise_at"),
        ('{"topic": "met\\u0000ers"}', "topic"),
        ('{"topic": 7}', "topic"),
        ('{"topic": "meters", "language": "\\ud800"}', ""),
        ('{"topic": "meters", "issued_at": "yesterday"}', "issued_at"),
        ('{"topic": "meters", "issued_at": "2026-03-02T06:00:00"}', "issued_at"),
        ('{"topic": "meters", "issued_at": 1772431500}', "issued_at"),
        ('{"topic": "meters", "issued_at": "1772431500"}', "issued_at"),
        ('{"topic": "meters", "offline": "yes"}', "offline"),
        ('{"topic": "meters", "offline": 1}', "offline"),
        ("{}", "topic"),
        ("[]", ""),
        ("nonsense", ""),
    ],
)
async def test_a_field_that_nobody_knows_or_makes_no_sense_is_refused(doors: Doors, body: str, field: str) -> None:
    kiosk = await doors.by("kiosk", "klin")
    answer = await kiosk.post(TICKETS, content=body, headers={"Content-Type": "application/json"})
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "request_invalid"), answer.text
    if field:
        assert field in [finding["field"] for finding in problem["errors"]]
    assert (await kiosk.get("/api/v1/offices/klin")).json()["waiting"] == 0


@pytest.mark.parametrize("score", ['"5"', "true", "4.5", "null", "[5]"])
async def test_what_looks_like_a_number_is_no_rating(doors: Doors, score: str) -> None:
    ticket = await doors.ticket()
    path = f"/api/v1/tickets/{ticket['id']}/rate"
    answer = await (await doors.by(None)).post(
        path, content=f'{{"score": {score}}}', headers={"Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "request_invalid")


async def test_five_is_five_however_json_writes_it(doors: Doors) -> None:
    ticket = await doors.ticket()
    answer = await (await doors.by(None)).post(
        f"/api/v1/tickets/{ticket['id']}/rate", content='{"score": 5.0}', headers={"Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "ticket_not_completed")


async def test_a_reason_or_an_outcome_of_blanks_is_none(doors: Doors) -> None:
    """So that the refusal is the one of the rule, and not one of the form."""
    ticket = await doors.ticket(topic="contract")
    supervisor, desk = await doors.by("supervisor", "klin"), await doors.desk_open()
    for words in ({}, {"reason": ""}, {"reason": "  "}, {"reason": None}):
        refused = await supervisor.post(f"/api/v1/tickets/{ticket['id']}/remove", json=words)
        assert (refused.status_code, refused.json()["code"]) == (422, "reason_required")
    await desk.post("/api/v1/offices/klin/desks/1/call_next")
    await desk.post(f"/api/v1/tickets/{ticket['id']}/start")
    for words in ({}, {"outcome": ""}, {"outcome": " "}):
        refused = await desk.post(f"/api/v1/tickets/{ticket['id']}/complete", json=words)
        assert (refused.status_code, refused.json()["code"]) == (422, "outcome_required")
    done = await desk.post(f"/api/v1/tickets/{ticket['id']}/complete", json={"outcome": "resolved"})
    assert done.status_code == 200


async def test_what_came_in_is_not_repeated(doors: Doors) -> None:
    answer = await (await doors.by(None)).post("/api/v1/session", json={"login": "x", "password": ["hunter2"]})
    assert answer.status_code == 422
    assert "hunter2" not in answer.text


async def test_only_json_is_read(doors: Doors) -> None:
    kiosk = await doors.by("kiosk", "klin")
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = await kiosk.post(TICKETS, content='{"topic": "meters"}', headers={"Content-Type": kind})
        assert (answer.status_code, answer.json()["code"]) == (415, "content_type_invalid")


async def test_a_body_above_the_limit_is_refused_announced_or_not(doors: Doors) -> None:
    kiosk = await doors.by("kiosk", "klin")
    kind = {"Content-Type": "application/json"}
    long = json.dumps({"topic": "x" * BODY_LIMIT_BYTES}).encode()
    announced = await kiosk.post(TICKETS, content=long, headers=kind)
    assert (announced.status_code, announced.json()["code"]) == (413, "body_too_large")

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(long), 8192):
            yield long[start : start + 8192]

    streamed = await kiosk.post(TICKETS, content=pieces(), headers={**kind, "Transfer-Encoding": "chunked"})
    assert (streamed.status_code, streamed.json()["code"]) == (413, "body_too_large")

    async def short() -> AsyncIterator[bytes]:
        yield b'{"topic":'
        yield b' "meters"}'

    assert (await kiosk.post(TICKETS, content=short(), headers={**kind, "Transfer-Encoding": "chunked"})).is_success


async def test_a_page_of_another_site_is_refused(doors: Doors) -> None:
    async with doors.plain() as browser:
        words = {"login": "x", "password": "y"}
        for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
            answer = await browser.post("/api/v1/session", json=words, headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (403, "origin_foreign")
            form = {**headers, "Content-Type": "text/plain"}
            answer = await browser.post("/api/v1/session", content=json.dumps(words), headers=form)
            assert (answer.status_code, answer.json()["code"]) == (403, "origin_foreign")
        own = await browser.post("/api/v1/session", json=words, headers={"Origin": BASE})
        assert (own.status_code, own.json()["code"]) == (401, "sign_in_refused")


async def test_an_unexpected_error_says_nothing_of_the_inside(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the secret of the inside")

    monkeypatch.setattr("queue_server.api.offices.summary", fail)
    answer = await (await doors.by(None)).get("/api/v1/offices/klin")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert "secret" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_while_stopping_everything_is_told_to_come_back(doors: Doors) -> None:
    kiosk = await doors.by("kiosk", "klin")
    doors.app.state.stopping = True
    answer = await kiosk.post(TICKETS, json={"topic": "meters"})
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert answer.headers["retry-after"] == "2"
    assert (await kiosk.get("/healthz")).status_code == 200
    assert (await kiosk.get("/readyz")).status_code == 503
    assert ((await kiosk.head("/healthz")).status_code, (await kiosk.head("/readyz")).status_code) == (200, 503)
    doors.app.state.stopping = False


async def test_figures_are_for_operations(doors: Doors) -> None:
    await doors.ticket()
    answer = await (await doors.by("admin")).get("/metrics")
    assert 'queue_commands_total{command="Issue",result="accepted"} 1.0' in answer.text
    assert "queue_people_waiting 1.0" in answer.text
    assert (await (await doors.by("kiosk", "klin")).get("/metrics")).status_code == 403
    async with doors.plain() as here:
        assert (await here.get("/metrics")).status_code == 200
        usual = ("Forwarded", "Via", "X-Real-IP", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto")
        for passed_on in usual:
            assert (await here.get("/metrics", headers={passed_on: "192.0.2.7"})).status_code == 401, passed_on


async def test_a_device_that_takes_tickets_too_fast_is_slowed_and_others_are_not(tmp_path: Path) -> None:
    async with opened(tmp_path) as doors:
        await doors.open_day()
        stuck = await doors.by("kiosk", "klin")
        answers = [await stuck.post(TICKETS, json={"topic": "meters"}) for _ in range(20)]
        assert [answer.status_code for answer in answers].count(201) == 5
        refused = answers[-1]
        assert (refused.status_code, refused.json()["code"]) == (429, "too_many_requests")
        assert 1 <= int(refused.headers["retry-after"]) <= 10
        beside = await doors.by("integration", "klin")
        assert (await beside.post(TICKETS, json={"topic": "meters"})).status_code == 201


async def test_one_topic_cannot_use_up_what_an_office_gives_out(tmp_path: Path) -> None:
    async with opened(tmp_path, kiosk_burst=0, topic_per_minute=2) as doors:
        await doors.open_day()
        kiosk = await doors.by("kiosk", "klin")
        topics = ("meters", "meters", "meters", "contract")
        answers = [(await kiosk.post(TICKETS, json={"topic": topic})).status_code for topic in topics]
        assert answers == [201, 201, 429, 201]


async def test_without_a_limit_of_its_own_a_topic_has_half_of_the_offices(tmp_path: Path) -> None:
    async with opened(tmp_path, kiosk_burst=0, office_per_minute=4) as doors:
        await doors.open_day()
        kiosk = await doors.by("kiosk", "klin")
        topics = ("meters", "meters", "meters", "contract", "contract", "contract")
        answers = [(await kiosk.post(TICKETS, json={"topic": topic})).status_code for topic in topics]
        assert answers == [201, 201, 429, 201, 201, 429]
    (tmp_path / "alone").mkdir()
    alone = ORGANISATION.replace('topics = ["meters", "contract"]\ndesks', 'topics = ["meters"]\ndesks', 1)
    async with opened(tmp_path / "alone", organisation=alone, kiosk_burst=0, office_per_minute=4) as doors:
        await doors.open_day()
        kiosk = await doors.by("kiosk", "klin")
        answers = [(await kiosk.post(TICKETS, json={"topic": "meters"})).status_code for _ in range(5)]
        assert answers == [201, 201, 201, 201, 429]


def error_tree(kind: type[errors.QueueServerError]) -> Iterator[type[errors.QueueServerError]]:
    """An error and everything below it."""
    yield kind
    for below in kind.__subclasses__():
        yield from error_tree(below)


def test_every_error_of_the_tree_has_a_status() -> None:
    for kind in error_tree(errors.QueueServerError):
        assert 400 <= status_of(kind.__new__(kind)) <= 503, kind


def test_every_request_error_is_answered_as_a_problem() -> None:
    found = [
        errors.NotIdentified("x"), errors.NotAllowed("x"), errors.RequestForeign("x"), errors.OfficeUnknown("x"),
        errors.TicketUnknown("x"), errors.DeskUnknown("x"), errors.RequestInvalid("x"), errors.IdempotencyKeyReused(),
        errors.TooManyRequests("x", retry_after_s=2.2), errors.Unavailable("x"),
        CommandRejected("ticket_not_waiting", "x", "called"), RuntimeError("x"), errors.SequenceConflict("klin"),
    ]  # fmt: skip
    statuses = []
    for error in found:
        answer = answer_to(error)
        Problem.model_validate_json(bytes(answer.body))
        statuses.append(answer.status_code)
    assert statuses == [401, 403, 403, 404, 404, 404, 422, 422, 429, 503, 409, 500, 503]
