"""What stands where on a page, measured in the browser."""

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from playwright.sync_api import Page


class Box(NamedTuple):
    """A control's rectangle in CSS px, and the words on it."""

    words: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


_CONTROLS = """() => [...document.querySelectorAll("button, a[href], input, select, textarea")]
  .filter((one) => one.checkVisibility())
  .map((one) => { const box = one.getBoundingClientRect();
    return [one.textContent.trim() || one.name, box.left, box.top, box.right, box.bottom]; })"""

_SMALLEST_TEXT = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let smallest = [1e9, ""];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const words = node.textContent.trim();
    if (!words || !node.parentElement.checkVisibility()) continue;
    const size = parseFloat(getComputedStyle(node.parentElement).fontSize);
    if (size < smallest[0]) smallest = [size, words];
  }
  return smallest;
}"""

_CUT_OFF = """() => [...document.querySelectorAll("button, h1, h2, p, dd, dt, li, section")]
  .filter((one) => one.checkVisibility() && one.closest(".only-read") === null)
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline"
    || one.matches("button, section") && one.scrollHeight > one.clientHeight + 2)
  .map((one) => `${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 60)}`)"""


def controls(page: "Page") -> list[Box]:
    """Everything on the page that can be pressed or filled in."""
    return [Box(*found) for found in page.evaluate(_CONTROLS)]


def smallest_text(page: "Page") -> tuple[float, str]:
    """The least font size in px, and what is written in it."""
    size, words = page.evaluate(_SMALLEST_TEXT)
    return float(size), str(words)


def cut_off(page: "Page") -> list[str]:
    """Elements whose words do not fit into them."""
    found: list[str] = page.evaluate(_CUT_OFF)
    return found


def gap(one: Box, other: Box) -> float:
    """The distance between two rectangles along the axis that separates them more; negative where they overlap."""
    across = max(one.left, other.left) - min(one.right, other.right)
    down = max(one.top, other.top) - min(one.bottom, other.bottom)
    return max(across, down)


def least_gap(boxes: list[Box]) -> tuple[float, str]:
    """The smallest distance between any two, and which they are."""
    pairs = ((gap(one, other), f"{one.words} | {other.words}") for one, other in combinations(boxes, 2))
    return min(pairs, default=(float("inf"), ""))
