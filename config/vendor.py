"""Lay the browser libraries, fonts and icons beside the pages, so that they run as plain ES modules.

Runs as `python config/vendor.py` and as hatch's build hook. Knows `node_modules` (filled by `npm ci` from the lock
file) and `queue_server/client/web/vendor`, which git ignores and the wheel carries. Bare import names are rewritten to
relative paths here, once, because the pages' Content-Security-Policy leaves no room for an import map. Standard
library only.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "queue_server" / "client" / "web" / "vendor"
ICON_NAMES = ROOT / "config" / "icons.txt"

SCRIPTS = {
    "preact.js": ("preact/dist/preact.mjs", 'export * from "preact";'),
    "hooks.js": ("preact/hooks/dist/hooks.mjs", 'export * from "preact/hooks";'),
    "htm.js": ("htm/dist/htm.mjs", 'export { default } from "htm";'),
    "signals_core.js": ("@preact/signals-core/dist/signals-core.mjs", 'export * from "@preact/signals-core";'),
    "signals.js": ("@preact/signals/dist/signals.mjs", 'export * from "@preact/signals";'),
    "uplot.js": ("uplot/dist/uPlot.esm.js", 'export { default } from "uplot";'),
}
"""Vendored file: where it comes from, and what its type declarations say."""

SPECIFIERS = {
    "preact": "./preact.js",
    "preact/hooks": "./hooks.js",
    "@preact/signals-core": "./signals_core.js",
    "htm": "./htm.js",
}
SHEETS = {"uplot.css": "uplot/dist/uPlot.min.css", "swagger_ui.css": "swagger-ui-dist/swagger-ui.css"}
BUNDLE = ("swagger_ui.js", "swagger-ui-dist/swagger-ui-es-bundle.js")
"""Whole in one file: imports nothing, and comes for CommonJS in spite of its name."""

CODE_FROM_TEXT = 'new Function("return this")()'
FLUENT = "@fluent/bundle/esm"
FONTS = ("golos-text", "noto-sans-sc")
_FONT_PACKAGES = tuple(f"@fontsource-variable/{family}" for family in FONTS)
LICENSED = (
    "preact", "@preact/signals", "@preact/signals-core", "htm", "uplot", "lucide-static", "swagger-ui-dist",
    *_FONT_PACKAGES,
)  # fmt: skip

_IMPORT = re.compile(r"""(\bfrom\s*|\bimport\s*)(["'])([^"'./\s][^"'\s]*)\2""")
_SHEET_MAP = re.compile(r"^/\*# sourceMappingURL=.*\*/$", re.MULTILINE)
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


class VendorError(Exception):
    """The libraries cannot be laid out; the text says what to run."""


def vendor(modules: Path = MODULES, target: Path = VENDOR) -> int:
    """Fill `target` afresh from `modules` and give the number of files. The old one goes only when the new is whole."""
    if missing := [name for name in LICENSED if not (modules / name).is_dir()]:
        raise VendorError(f"node_modules has no {missing[0]}: run `npm ci` first")
    fresh = target.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    _scripts(modules, fresh)
    vendored_bundle(modules, fresh)
    _fluent(modules, fresh / "fluent")
    _fonts(modules, fresh)
    _icons(modules, fresh)
    _licenses(modules, fresh)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return sum(1 for path in target.rglob("*") if path.is_file())


def rewritten(source: str) -> str:
    """The module with bare import names made relative. An unknown one is an error here, not in a visitor's browser."""

    def relative(match: re.Match[str]) -> str:
        keyword, quote, name = match.groups()
        if name not in SPECIFIERS:
            raise VendorError(f"unknown import {name!r}: add it to SPECIFIERS")
        return f"{keyword}{quote}{SPECIFIERS[name]}{quote}"

    return _SOURCE_MAP.sub("", _IMPORT.sub(relative, source))


def _scripts(modules: Path, target: Path) -> None:
    for name, (origin, declaration) in SCRIPTS.items():
        (target / name).write_text(rewritten((modules / origin).read_text("utf-8")), "utf-8")
        (target / name).with_suffix(".d.ts").write_text(declaration + "\n", "utf-8")
    for name, origin in SHEETS.items():
        (target / name).write_text(_SHEET_MAP.sub("", (modules / origin).read_text("utf-8")), "utf-8")


def vendored_bundle(modules: Path, target: Path) -> None:
    """The bundle as a module. Its one way to make code from text, a fallback for old browsers, is taken out."""
    name, origin = BUNDLE
    source = (modules / origin).read_text("utf-8")
    if CODE_FROM_TEXT not in source or "module.exports=" not in source:
        raise VendorError(f"{origin} is built otherwise than before: look at it before it is handed out")
    source = _SOURCE_MAP.sub("", source.replace(CODE_FROM_TEXT, "globalThis"))
    (target / name).write_text(
        f"const module = {{ exports: {{}} }};\n{source}\nexport default module.exports;\n", "utf-8"
    )
    licences = f"{Path(origin).name}.LICENSE.txt"  # the bundle's first line names it
    shutil.copyfile((modules / origin).with_name(licences), target / licences)


def _fluent(modules: Path, target: Path) -> None:
    target.mkdir()
    for path in sorted((modules / FLUENT).glob("*.js")):
        (target / path.name).write_text(_SOURCE_MAP.sub("", path.read_text("utf-8")), "utf-8")
    (target / "index.d.ts").write_text('export * from "@fluent/bundle";\n', "utf-8")


def _fonts(modules: Path, target: Path) -> None:
    (target / "fonts").mkdir()
    sheets = []
    for family in FONTS:
        package = modules / "@fontsource-variable" / family
        for path in sorted((package / "files").glob("*-wght-normal.woff2")):
            shutil.copyfile(path, target / "fonts" / path.name)
        sheets.append((package / "wght.css").read_text("utf-8").replace("./files/", "./fonts/"))
    (target / "fonts.css").write_text("\n".join(sheets), "utf-8")


def _icons(modules: Path, target: Path) -> None:
    known: dict[str, Any] = json.loads((modules / "lucide-static" / "icon-nodes.json").read_text("utf-8"))
    names = [line.strip() for line in ICON_NAMES.read_text("utf-8").splitlines() if line.strip() and line[0] != "#"]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise VendorError(f"config/icons.txt names icons that Lucide does not have: {', '.join(unknown)}")
    chosen = {name: known[name] for name in names}
    text = "/** @type {Record<string, [string, Record<string, string>][]>} */\nexport const ICONS = "
    (target / "icons.js").write_text(text + json.dumps(chosen, separators=(",", ":")) + ";\n", "utf-8")


def _licenses(modules: Path, target: Path) -> None:
    parts = []
    for name in LICENSED:
        package = modules / name
        version = json.loads((package / "package.json").read_text("utf-8"))
        files = [*sorted(package.glob("LICENSE*"))[:1], *package.glob("NOTICE*")]
        text = "\n\n".join(path.read_text("utf-8").strip() for path in files) or version.get("license", "")
        parts.append(f"{name} {version['version']}\n\n{text}\n")
    fluent = json.loads((modules / "@fluent/bundle/package.json").read_text("utf-8"))
    parts.append(f"@fluent/bundle {fluent['version']}\n\n{fluent['license']}\n")
    (target / "LICENSES.txt").write_text(("\n" + "-" * 80 + "\n\n").join(parts), "utf-8")


def _ensure() -> None:
    """For a build: from `node_modules`, else what an sdist brought, else by npm."""
    if not (MODULES / "preact").is_dir():
        if (VENDOR / "LICENSES.txt").is_file():
            return
        npm = shutil.which("npm")
        if npm is None:
            raise VendorError("the pages' libraries are missing and npm is not installed: install Node.js 20 or later")
        subprocess.run([npm, "ci", "--omit=dev"], cwd=ROOT, check=True)  # noqa: S603 - fixed arguments, own lock file
    vendor()


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand, outside a build
    pass
else:

    class VendorHook(BuildHookInterface[Any]):
        """Vendors before a wheel or an sdist is packed."""

        PLUGIN_NAME = "custom"

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatch's signature
            """An editable install needs no npm: it vendors if it can and leaves the rest to `make`."""
            if version == "editable":
                if (MODULES / "preact").is_dir():
                    vendor()
                return
            _ensure()


if __name__ == "__main__":
    try:
        count = vendor()
    except VendorError as error:
        sys.exit(f"vendor: {error}")
    print(f"vendor: {count} files in {VENDOR.relative_to(ROOT)}")
