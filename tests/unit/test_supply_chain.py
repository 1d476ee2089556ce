"""The bill of materials has every locked library, and advisories are told, or that nobody could be asked."""

import importlib.util
import json
import re
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def chain() -> ModuleType:
    specification = importlib.util.spec_from_file_location("supply_chain", ROOT / "config" / "supply_chain.py")
    assert specification is not None and specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules["supply_chain"] = module
    specification.loader.exec_module(module)
    return module


@pytest.fixture
def registry() -> Iterator[tuple[str, list[Any]]]:
    """OSV as it answers: advisories for one library, nothing for the rest. Its address and what it was asked."""
    asked: list[Any] = []

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            queries = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            asked.extend(queries)
            known = [
                {"vulns": [{"id": "PYSEC-1"}]} if query["package"]["name"] == "alembic" else {} for query in queries
            ]
            body = json.dumps({"results": known}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", asked
        server.shutdown()


def test_the_bill_has_every_library_that_is_locked_with_its_hashes(chain: ModuleType) -> None:
    bill = chain.bill()
    listed = {(part["name"], part["version"]) for part in bill["components"]}
    locked = (ROOT / "config/locks/run.txt").read_text("utf-8")
    assert set(re.findall(r"^([\w.-]+)(?:\[[^]]*])?==([^\s;\\]+)", locked, re.MULTILINE)) <= listed
    pages = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]
    assert set(pages) <= {name for name, _ in listed}
    assert "typescript" not in {name for name, _ in listed}, "it checks the pages and is no part of them"
    assert all(part["hashes"] for part in bill["components"])
    assert all(
        re.fullmatch(r"[0-9a-f]{64}|[0-9a-f]{128}", h["content"]) for p in bill["components"] for h in p["hashes"]
    )
    assert len({part["bom-ref"] for part in bill["components"]}) == len(bill["components"])


def test_the_same_locks_give_the_same_bill(chain: ModuleType, tmp_path: Path) -> None:
    for name in ("one.json", "two.json"):
        assert chain.main(["bill", str(tmp_path / name)]) == 0
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_what_is_known_against_a_version_is_told(
    chain: ModuleType, registry: tuple[str, list[Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    url, asked = registry
    assert chain.main(["advisories", "--ask", url]) == 1
    assert "PYSEC-1" in capsys.readouterr().out
    assert {"ecosystem": "npm", "name": "@preact/signals"} in [query["package"] for query in asked]
    assert all(query["version"] for query in asked)


def test_without_a_network_nothing_passes_for_checked(chain: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert chain.main(["advisories", "--ask", "http://127.0.0.1:1/"]) == 3
    assert "Nothing was checked" in capsys.readouterr().err
