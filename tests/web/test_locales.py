"""The texts: whole in every language, and there for everything that the pages and the contract can say."""

import re
from pathlib import Path

import pytest

from tests.web.test_modules import ROOMS, ROOT, scripts

LANGUAGES = ("ru", "en", "zh")
_MESSAGE = re.compile(r"^([a-z][\w-]*) = ?", re.MULTILINE)
_VARIABLE = re.compile(r"\{ *\$(\w+)")
_USED = re.compile(r"""\bt(?:In\(\w+, )?\(?\s*["']([a-z][\w-]*)["']""")


def messages(path: Path) -> dict[str, str]:
    """Id to text, with the text's own lines below it."""
    parts = _MESSAGE.split(path.read_text("utf-8"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


PARTS = {f"analytics/{part}": ROOMS["analytics"] / part for part in ("alerts", "reports")}
"""Parts of a room with texts of their own, which other programs read as well."""
WITH_TEXTS = {**ROOMS, **PARTS}


def rooms_with_texts() -> list[str]:
    return [room for room, folder in WITH_TEXTS.items() if list((folder / "locales").glob("*.ftl"))]


@pytest.mark.parametrize("room", rooms_with_texts())
def test_every_language_says_the_same_things(room: str) -> None:
    russian, *others = (messages(WITH_TEXTS[room] / "locales" / f"{language}.ftl") for language in LANGUAGES)
    for language, texts in zip(LANGUAGES[1:], others, strict=True):
        assert set(texts) == set(russian), f"{room} {language}: {set(texts) ^ set(russian)}"
        for name, text in texts.items():
            assert set(_VARIABLE.findall(text)) <= set(_VARIABLE.findall(russian[name])), f"{room} {language} {name}"


@pytest.mark.parametrize("room", rooms_with_texts())
def test_no_text_is_written_twice(room: str) -> None:
    for path in (WITH_TEXTS[room] / "locales").glob("*.ftl"):
        names = _MESSAGE.findall(path.read_text("utf-8"))
        assert sorted(names) == sorted(set(names)), path


@pytest.mark.parametrize("room", rooms_with_texts())
def test_no_text_is_empty(room: str) -> None:
    for language in LANGUAGES:
        for name, text in messages(WITH_TEXTS[room] / "locales" / f"{language}.ftl").items():
            assert text.strip(), f"{room} {language} {name}"


@pytest.mark.parametrize("room", rooms_with_texts())
def test_every_text_that_a_script_names_is_written(room: str) -> None:
    folders = [folder for name, folder in WITH_TEXTS.items() if name in ("web", room) or name.startswith(f"{room}/")]
    written = {name for folder in folders for name in messages(folder / "locales/ru.ftl")}
    for owner, path in scripts():
        if owner == room:
            used = set(_USED.findall(path.read_text("utf-8")))
            assert used <= written, f"{path}: {used - written}"


def test_every_page_of_the_staff_has_its_name_and_its_line_on_the_home_page() -> None:
    told = (ROOMS["web"] / "staff/staff.js").read_text("utf-8").partition("STAFF_PAGES = [")[2].partition("\n];")[0]
    pages = re.findall(r'path: "/(\w+)", text: "([\w-]+)"', told)
    assert len(pages) > 3
    assert {text for _, text in pages} <= set(messages(ROOMS["web"] / "locales/ru.ftl"))
    assert {f"home-{name.replace('_', '-')}-text" for name, _ in pages} <= set(
        messages(ROOMS["console"] / "locales/ru.ftl")
    )


def test_every_code_of_the_contract_has_its_sentence() -> None:
    texts = messages(ROOMS["web"] / "locales/ru.ftl")
    told = (ROOT / "docs/integrating.md").read_text("utf-8").split("## Errors\n", 1)[1]
    codes = re.findall(r"^\| `(\w+)` \|", told, re.MULTILINE)
    assert len(codes) > 60, "the page's table of codes, which test_docs holds to the code, is written otherwise now"
    assert [code for code in codes if f"error-{code.replace('_', '-')}" not in texts] == []
