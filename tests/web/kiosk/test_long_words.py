"""An office whose topics are many and named as officials name them: nothing is cut off, six a screen at most."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomlkit

from tests.always_open import write_always_open
from tests.conftest import EASY
from tests.running_server import RunningServer
from tests.web.kiosk.boxes import controls, cut_off
from tests.web.kiosk.conftest import PORTRAIT, SMALL, WIDE, Hall

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAMES = (
    "Перерасчёт платы за период временного отсутствия потребителей",
    "Водоснабжение и водоотведение",
    "Предоставление государственных и муниципальных субсидий",
    "Электроэнергоснабжение",
    "Несанкционированное подключение",
    "Переоформление лицевого счёта при наследовании квартиры",
    "Справки",
    "Общедомовое оборудование: неисправности и благоустройство",
)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """Klin with eight topics and no headings."""
    directory = write_always_open(tmp_path_factory.mktemp("long"))
    path = directory / "topics.toml"
    document: Any = tomlkit.parse(path.read_text("utf-8"))
    served = [topic for topic in document["topic"] if "prefix" in topic]
    for topic, name in zip(served, NAMES, strict=True):
        topic["name"]["ru"] = name
        topic.pop("parent", None)
    document["topic"] = served
    path.write_text(tomlkit.dumps(document), "utf-8")
    _without_headings(directory)
    server = RunningServer(tmp_path_factory.mktemp("hall"), config=directory, settings=EASY)
    try:
        server.start()
        made = Hall(server)
        made.wait_until_open()
        yield made
    finally:
        server.close()


def _without_headings(directory: Path) -> None:
    """Offices that name headings among their topics would name what is not there."""
    path = directory / "offices.toml"
    document: Any = tomlkit.parse(path.read_text("utf-8"))
    for office in document["office"]:
        office.pop("topics", None)
    path.write_text(tomlkit.dumps(document), "utf-8")


@pytest.mark.parametrize("size", [PORTRAIT, WIDE, SMALL], ids=lambda size: f"{size[0]}x{size[1]}")
def test_long_names_stay_whole_and_more_than_six_are_paged(
    opened: Callable[..., "Page"], size: tuple[int, int]
) -> None:
    page = opened("/kiosk/klin?lang=ru", size)
    shown: set[str] = set()
    for reach in (False, True):
        page.wait_for_selector(".card")
        page.evaluate("() => document.body.offsetHeight && document.fonts.ready.then(() => true)")
        if reach:
            page.locator(".bar__tools button").first.click()
        for _ in range(2):
            assert page.locator(".card").count() <= 6
            assert cut_off(page) == [], f"{size} reach={reach}"
            assert all(box.bottom <= size[1] and box.right <= size[0] for box in controls(page))
            clamped = page.locator(".card__name").evaluate_all(
                "(names) => names.filter((one) => one.scrollHeight > one.clientHeight + 4).map((one) => one.innerText)"
            )
            assert clamped == [], f"{size} reach={reach}"
            shown |= set(page.locator(".card:not(.card--more) .card__name").all_inner_texts())
            page.click(".card--more")
    assert shown == set(NAMES)
