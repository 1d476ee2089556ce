"""axe-core against what is on a page. Laid into a page once; what it found comes back, not what it looked at."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

LOOKS = [("ru", "light"), ("en", "light"), ("zh", "light"), ("ru", "dark")]
"""Every language and every theme. What a colour is does not depend on the language, nor a name on the theme: colours
are looked at in each theme, names in each language.
"""

COLOURS = "['color-contrast', 'link-in-text-block']"
"""The rules that look at colours: a theme's business. All others look at names, roles and order: a language's."""

RUN = """({ colours, names }) => axe.run(document, {
  preload: false, resultTypes: ["violations"],
  ...(!names && { runOnly: COLOURS }),
  ...(!colours && { rules: Object.fromEntries(COLOURS.map((rule) => [rule, { enabled: false }])) }),
}).then(({ violations }) => violations.map(
  ({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(" ")}`
))""".replace("COLOURS", COLOURS)


def axe_in(language: str, theme: str, page: "Page") -> list[str]:
    """What axe finds against the page in one of `LOOKS`, by the rules that are this look's to keep."""
    return axe(page, colours=language == "ru", names=theme == "light")


def axe(page: "Page", *, colours: bool = True, names: bool = True) -> list[str]:
    """What axe finds against the page, in a few words each; by the rules of `colours`, of all but them, or by all."""
    if not page.evaluate("'axe' in window"):
        from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]

        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(RUN, {"colours": colours, "names": names})
    return found
