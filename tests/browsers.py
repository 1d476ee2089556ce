"""The browser that page tests, pictures and benchmarks drive."""

import shutil

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The shell first: the same engine without a window to draw, so that a page costs half as much to open."""

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required",
    "--font-render-hinting=none", "--force-color-profile=srgb",
]  # fmt: skip


def found_browser() -> str | None:
    """The path of the first that this machine has."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)
