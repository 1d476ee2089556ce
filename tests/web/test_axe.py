"""The looks into a page find what they are for."""

from typing import TYPE_CHECKING

from tests.web.axe import LOOKS, axe, axe_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PALE_AND_NAMELESS = """<html lang=en><title>x</title><main><h1>Hall</h1>
<p style="color: #aaa; background: #fff">pale</p><button></button></main></html>"""


def test_colours_and_names_are_found_each_by_its_rules(browser: "Browser") -> None:
    page = browser.new_page()
    page.set_content(PALE_AND_NAMELESS)
    pale, nameless = "color-contrast", "button-name"
    assert {one.partition(":")[0] for one in axe(page)} == {pale, nameless}
    assert [one.partition(":")[0] for one in axe(page, colours=False)] == [nameless]
    assert [one.partition(":")[0] for one in axe(page, names=False)] == [pale]
    for rule in (pale, nameless):
        looks = [look for look in LOOKS if any(one.startswith(rule) for one in axe_in(*look, page))]
        assert {look[rule == pale] for look in looks} == {look[rule == pale] for look in LOOKS}
    page.close()
