"""The cockpit with 200 offices at 200 events a second: from a command to the changed page, and how busy the page is.

A real Chromium shows all 200 offices, in which the life of a peak goes on (`peak`): visitors come, are called, served,
sent on, put off, desks pause. One office is kept out of it: tickets are taken there one by one, and the page notes when
its row has been painted otherwise. Server, load and browser share this machine's cores.
"""

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright

from tests.benchmarks.figures import Figure, share_of, show
from tests.benchmarks.peak import Peak
from tests.benchmarks.servers import NO_LIMITS, processor_s
from tests.browsers import ARGUMENTS, found_browser
from tests.company import DESKS, OFFICES, TOPICS, write_company
from tests.running_server import PASSWORD, RunningServer

EVENTS_A_SECOND = 200
LOAD_S, PROBES, PAUSE_S = 24.0, 40, 0.4
WARM_S = 3.0
LEADERS = 40
GOAL_MS, GOAL_BUSY = 1000.0, 0.30
PROBE = f"o{OFFICES - 1}"

WATCH = """(name) => {
  const rows = [...document.querySelectorAll(".offices-table tbody tr")];
  const row = rows.find((one) => one.querySelector("a").textContent === name);
  window.painted = {};
  new MutationObserver(() => {
    const waiting = row.querySelector("td").textContent;
    requestAnimationFrame(() => setTimeout(() => (window.painted[waiting] ??= Date.now())));
  }).observe(row, { childList: true, characterData: true, subtree: true });
}"""


def measure() -> None:
    """One server, one browser, one load."""
    browser = found_browser()
    if browser is None:
        show(Figure("cockpit", "not measured: no Chromium here"))
        return
    with tempfile.TemporaryDirectory() as place:
        directory = Path(place)
        server = RunningServer(directory, config=write_company(directory / "organisation"), settings=NO_LIMITS)
        try:
            server.start().wait_until_issuing()
            server.let_in("chief", role="supervisor")
            with sync_playwright() as playwright:
                running = playwright.chromium.launch(executable_path=browser, args=ARGUMENTS)
                _measure(server, running.new_context(viewport={"width": 1920, "height": 1080}).new_page())
                running.close()
        finally:
            server.close()


def _measure(server: RunningServer, page: Page) -> None:
    answer = page.context.request.post(
        f"{server.url}/api/v1/session", data={"login": "chief", "password": PASSWORD}, headers={"Origin": server.url}
    )
    if not answer.ok:
        raise RuntimeError(answer.text())
    page.goto(f"{server.url}/cockpit?lang=en")
    page.wait_for_function(f"() => document.querySelectorAll('.offices-table tbody tr').length === {OFFICES}")
    page.evaluate(WATCH, f"Office {OFFICES}")
    developer = page.context.new_cdp_session(page)
    developer.send("Performance.enable", {"timeDomain": "threadTicks"})
    idle = _busy_while(developer, lambda: page.wait_for_timeout(WARM_S * 1000))
    load = _start_load(server)
    page.wait_for_timeout(WARM_S * 1000)
    probed = Probed()
    before_s, began = processor_s(server.pid), time.perf_counter()
    busy = _busy_while(developer, lambda: _probe(server, page, probed))
    server_busy = (processor_s(server.pid) - before_s) / (time.perf_counter() - began)
    painted: dict[str, float] = page.evaluate("() => window.painted")
    outcome = json.loads(load.communicate(timeout=LOAD_S * 2)[0])
    if outcome["refused"]:
        raise RuntimeError(f"commands were refused: {outcome['refused']}")
    missing = probed.sent.keys() - painted.keys()
    if len(missing) > PROBES // 10:
        raise RuntimeError(f"the page never showed {len(missing)} of {PROBES} changes")
    lags = [painted[count] - at * 1000 for count, at in probed.sent.items() if count in painted]
    per_s = sum(outcome["sent"].values()) / outcome["seconds"]
    kinds = ", ".join(f"{name} {count}" for name, count in sorted(outcome["sent"].items(), key=lambda one: -one[1]))
    p50, p95 = share_of(lags, 0.50), share_of(lags, 0.95)
    show(Figure("commands while the cockpit was open", f"{per_s:.0f} a second over {OFFICES} offices"))
    show(Figure(f"  {kinds}", ""))
    show(Figure("  the server's processor", f"{server_busy:.2f} of a core"))
    show(
        Figure(
            "command to changed cockpit", f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, {len(lags)} seen",
            f"p95 within {GOAL_MS:.0f} ms", p95 <= GOAL_MS,
        )
    )  # fmt: skip
    answers = f"p50 {share_of(probed.answers_ms, 0.50):.0f} ms, p95 {share_of(probed.answers_ms, 0.95):.0f} ms"
    show(Figure("  of it until the command was answered", answers))
    show(
        Figure(
            "main thread of the page busy", f"{busy:.2f} of the time ({idle:.2f} without events)",
            f"under {GOAL_BUSY:.2f}", busy < GOAL_BUSY,
        )
    )  # fmt: skip


@dataclass(slots=True)
class Probed:
    """When each ticket was asked for, by the count that it makes, and how long each answer took."""

    sent: dict[str, float] = field(default_factory=dict)
    answers_ms: list[float] = field(default_factory=list)


def _probe(server: RunningServer, page: Page, probed: Probed) -> None:
    """Tickets one by one in the office that has no other."""
    with server.client("kiosk", PROBE) as kiosk:
        for number in range(PROBES):
            asked = probed.sent[str(number + 1)] = time.time()
            kiosk.post(f"/api/v1/offices/{PROBE}/tickets", json={"topic": "meters"}).raise_for_status()
            probed.answers_ms.append((time.time() - asked) * 1000)
            page.wait_for_timeout(PAUSE_S * 1000)


def _start_load(server: RunningServer) -> "subprocess.Popen[str]":
    """Comes back once every desk of the offices led is open; the peak begins then."""
    plan = Peak(
        host="127.0.0.1", port=server.port, offices=[f"o{index}" for index in range(OFFICES - 1)], desks=list(DESKS),
        topics=list(TOPICS), token=server.token("integration"), connections=LEADERS, seconds=LOAD_S,
        per_second=EVENTS_A_SECOND,
    )  # fmt: skip
    load = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.peak"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    if load.stdin is None or load.stdout is None:
        raise RuntimeError("the load has no input")
    load.stdin.write(json.dumps(asdict(plan)))
    load.stdin.close()
    load.stdin = None
    if load.stdout.readline() != "opened\n":
        raise RuntimeError("the desks did not open")
    return load


def _busy_while(developer: CDPSession, run: Any) -> float:
    """The page's main thread's own processor time as a share of the time that `run` took.

    Not the time in which it had a task: that counts what a core did for others meanwhile, here the server and the load.
    """
    before, began = _task_s(developer), time.perf_counter()
    run()
    return (_task_s(developer) - before) / (time.perf_counter() - began)


def _task_s(developer: CDPSession) -> float:
    metrics = developer.send("Performance.getMetrics")["metrics"]
    found: float = next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")
    return found
