"""The pages' pure modules, tested by node's own runner; and the rules that hold for every room's scripts."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = {
    "web": ROOT / "queue_server/client/web",
    "console": ROOT / "queue_server/console/web",
    "kiosk": ROOT / "kiosk/web",
    "display": ROOT / "display/web",
    "analytics": ROOT / "analytics/web",
}
CARRIED_LIMIT_S = 120


def scripts() -> list[tuple[str, Path]]:
    """Every script of every room, the vendored ones excepted."""
    found = [(room, path) for room, folder in ROOMS.items() for path in sorted(folder.rglob("*.js"))]
    return [(room, path) for room, path in found if "vendor" not in path.parts]


def sheets() -> list[Path]:
    """Every style sheet of every room, the vendored ones excepted."""
    found = [path for folder in ROOMS.values() for path in sorted(folder.rglob("*.css"))]
    return [path for path in found if "vendor" not in path.parts]


def folders() -> list[str]:
    """Folders with node tests, but for those whose owners run them by a test of their own."""
    found = {path.parent for path in (ROOT / "tests/web").glob("*/*.test.mjs")}
    return sorted(folder.name for folder in found if not list(folder.glob("test_*_modules.py")))


@pytest.mark.parametrize("folder", folders())
def test_the_pure_modules_do_what_their_tests_say(folder: str) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node.js here: install version 20 or later")
    if not (ROOMS["web"] / "vendor" / "preact.js").is_file():
        pytest.skip("the pages' libraries are missing: npm ci && python config/vendor.py")
    tests = sorted((ROOT / "tests/web" / folder).glob("*.test.mjs"))
    assert tests
    command = [node, "--import", "./tests/web/assets.mjs", "--test", *map(str, tests)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=CARRIED_LIMIT_S, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_scripts_import_the_foundation_and_their_own_room_only() -> None:
    for room, path in scripts():
        for target in re.findall(r"""(?:from|import)\s*\(?["']([^"']+)["']""", path.read_text("utf-8")):
            relative = target.startswith(("./", "../"))
            assert relative or target.startswith(("/assets/web/", f"/assets/{room}/")), f"{path}: {target}"


def test_no_script_makes_markup_or_code_from_text() -> None:
    forbidden = re.compile(
        r"\.innerHTML\b|\.outerHTML\b|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML|\beval\(|new Function"
    )
    for _, path in scripts():
        assert not forbidden.search(path.read_text("utf-8")), path


def test_templates_carry_no_style_attribute() -> None:
    for _, path in scripts():
        assert not re.search(r"""\sstyle=["']""", path.read_text("utf-8")), path


def test_colours_are_tokens_so_that_amber_and_red_mean_time_only() -> None:
    """The tokens' own sheet names colours; beside it only black and white (paper, QR codes) and the two papers."""
    tokens = (ROOMS["web"] / "tokens.css").read_text("utf-8")
    known = {"#000", "#fff", "#0000", *re.findall(r"--paper: (#[0-9a-f]+)", tokens)}
    for path in sheets():
        if path.name == "tokens.css":
            continue
        colours = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text("utf-8")))
        assert {colour.lower() for colour in colours} <= known, f"{path}: {colours}"
