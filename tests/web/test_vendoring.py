"""The build hook: libraries laid beside the pages as plain modules, nothing left that a strict page may not load."""

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def vendor() -> ModuleType:
    specification = importlib.util.spec_from_file_location("vendor", ROOT / "config" / "vendor.py")
    assert specification is not None and specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture
def laid_out(vendor: ModuleType, tmp_path: Path) -> Path:
    if not all((vendor.MODULES / name).is_dir() for name in vendor.LICENSED):
        pytest.skip("node_modules is missing, or behind package.json: npm ci")
    vendor.vendor(target=tmp_path / "vendor")
    return tmp_path / "vendor"


def test_bare_names_become_relative(vendor: ModuleType) -> None:
    source = 'import{h as a}from"preact";import "preact/hooks";export*from \'./own.js\';\n//# sourceMappingURL=x.map\n'
    assert (
        vendor.rewritten(source) == 'import{h as a}from"./preact.js";import "./hooks.js";export*from \'./own.js\';\n\n'
    )


def test_an_unknown_bare_name_breaks_the_build_and_not_a_visitors_browser(vendor: ModuleType) -> None:
    with pytest.raises(vendor.VendorError, match="left-pad"):
        vendor.rewritten('import pad from "left-pad";')


def test_without_the_libraries_the_message_says_what_to_run(vendor: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(vendor.VendorError, match="npm ci"):
        vendor.vendor(modules=tmp_path / "node_modules", target=tmp_path / "vendor")


def test_a_bundle_that_is_built_otherwise_is_not_handed_out_unseen(vendor: ModuleType, tmp_path: Path) -> None:
    origin = tmp_path / vendor.BUNDLE[1]
    origin.parent.mkdir()
    origin.write_text("export default 1;", "utf-8")
    with pytest.raises(vendor.VendorError, match="otherwise than before"):
        vendor.vendored_bundle(tmp_path, tmp_path)


def test_nothing_that_a_package_brings_is_run_when_it_is_installed() -> None:
    assert "ignore-scripts=true" in (ROOT / ".npmrc").read_text("utf-8").splitlines()


def test_every_import_of_a_vendored_module_is_a_file(laid_out: Path, vendor: ModuleType) -> None:
    scripts = sorted(path for path in laid_out.rglob("*.js") if path.name != vendor.BUNDLE[0])  # it imports nothing
    assert len(scripts) > 10
    for script in scripts:
        for name in re.findall(r"""(?:\bfrom|\bimport)\s*["']([^"'\s]+)["']""", script.read_text("utf-8")):
            assert name.startswith("."), f"{script.name}: {name}"
            assert (script.parent / name).is_file(), f"{script.name}: {name}"


def test_no_vendored_module_makes_code_from_text(laid_out: Path) -> None:
    for script in laid_out.rglob("*.js"):
        assert not re.search(r"\beval\(|new Function\(", script.read_text("utf-8")), script.name


def test_every_font_file_that_the_sheet_names_is_there(laid_out: Path) -> None:
    names = re.findall(r"url\(\./(fonts/[^)]+)\)", (laid_out / "fonts.css").read_text("utf-8"))
    assert len(names) > 50
    assert all((laid_out / name).is_file() for name in names)


def test_a_licence_goes_with_every_library(laid_out: Path, vendor: ModuleType) -> None:
    text = (laid_out / "LICENSES.txt").read_text("utf-8")
    assert all(name in text for name in (*vendor.LICENSED, "@fluent/bundle"))


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    for name, package in lock["packages"].items():
        assert "resolved" not in package, name
        assert name == "" or "integrity" in package, name
