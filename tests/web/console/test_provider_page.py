"""Signing in by the organisation's provider in a browser: there and back to the page asked for, and refusals."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import EASY
from tests.running_server import RunningServer
from tests.web.console.conftest import DESKTOP, PATIENCE_MS, PHONE, _note
from tests.web.console.test_console_accessible import faults, without_axe

pytest.importorskip("joserfc", reason="tokens are checked by joserfc: make setup")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.fake_provider import FakeProvider

Opened = Callable[..., "Page"]
ROLES = '["halls=supervisor"]'


@pytest.fixture(scope="module")
def provider() -> Iterator["FakeProvider"]:
    from tests.fake_provider import provider as running

    with running() as fake:
        fake.clock = lambda: time.time_ns() // 1_000_000
        yield fake


@pytest.fixture(scope="module", params=["true", "false"], ids=["with passwords", "without"])
def served(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    always_open: Path,
    provider: "FakeProvider",
) -> Iterator[RunningServer]:
    """A server that knows the provider, with passwords beside it and without."""
    from tests.fake_provider import CLIENT, SECRET

    directory = tmp_path_factory.mktemp("provider")
    (directory / "oidc").write_text(SECRET, encoding="utf-8")
    settings = {
        **EASY, "passwords": request.param, "oidc_issuer": provider.issuer, "oidc_client_id": CLIENT,
        "oidc_name": "Единый вход", "oidc_roles": ROLES, "secrets": str(directory),
    }  # fmt: skip
    server = RunningServer(directory, config=always_open, settings=settings)
    try:
        yield server.start()
    finally:
        server.close()


@pytest.fixture
def opened(browser: "Browser", served: RunningServer) -> Iterator[Opened]:
    contexts: list[Any] = []

    def open_page(path: str, size: tuple[int, int] = DESKTOP, trouble: list[str] | None = None) -> "Page":
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        told = trouble if trouble is not None else []
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("console", lambda message: _note(message, told))
        page.goto(served.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_there_and_back_to_the_page_that_was_asked_for(opened: Opened, provider: "FakeProvider") -> None:
    provider.user["groups"] = ["halls"]
    trouble: list[str] = []
    page = opened("/account", trouble=trouble)  # nobody is signed in: it leads to signing in
    page.locator("a[href^='/api/v1/session/provider']").click()
    page.wait_for_selector(".sign-in__card .button--primary")
    assert page.url.endswith("/account")
    assert "Орлова М. А." in page.locator(".sign-in__lead").inner_text()
    assert trouble == []


def test_a_refusal_is_said_in_words(opened: Opened, provider: "FakeProvider") -> None:
    provider.user["groups"] = ["nothing of ours"]
    page = opened("/sign-in?lang=en")
    page.locator("a[href^='/api/v1/session/provider']").click()
    page.wait_for_selector(".form-trouble span")
    assert "no role" in page.locator(".form-trouble").first.inner_text()


def test_the_page_offers_what_there_is_and_is_accessible(opened: Opened, served: RunningServer) -> None:
    trouble: list[str] = []
    page = opened("/sign-in", PHONE, trouble)
    page.wait_for_selector("a[href^='/api/v1/session/provider']")
    with_passwords = page.evaluate("fetch('/api/v1/session/ways').then((answer) => answer.json())")["passwords"]
    assert page.locator("input[name=password]").count() == int(with_passwords)
    assert faults(page) == []
    assert without_axe(trouble) == []
