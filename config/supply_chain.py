"""What the product is made of beside its own code: a bill of materials from the locks, and what is known against it.

`python config/supply_chain.py bill FILE` writes CycloneDX 1.6 and needs no network: the locks say it all, and the same
locks give the same bytes. `python config/supply_chain.py advisories` asks OSV (https://osv.dev) about exactly those
versions. Knows `config/locks/run.txt` and `package-lock.json`. Standard library only.

Exit codes of `advisories`: 0 nothing is known, 1 something is, 3 it could not be asked and nothing was checked.
"""

from __future__ import annotations

import argparse
import base64
import json
import re
import sys
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OSV = "https://api.osv.dev/v1/querybatch"
ASK_LIMIT_S = 30
"""An answer takes about a second; whoever waits longer has no network."""


@dataclass(frozen=True)
class Part:
    """One library as it is locked. `hashes` are (algorithm, hexadecimal) of every file that may be installed for it."""

    ecosystem: str
    name: str
    version: str
    hashes: tuple[tuple[str, str], ...]
    license: str | None = None

    @property
    def purl(self) -> str:
        """The package's name everywhere, https://github.com/package-url."""
        return f"pkg:{self.ecosystem.lower()}/{self.name.replace('@', '%40')}@{self.version}"


def parts(root: Path = ROOT) -> list[Part]:
    """All that is installed to run the product, or laid beside its pages."""
    locked = (root / "config" / "locks" / "run.txt").read_text(encoding="utf-8")
    pages = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))
    return [*_of_python(locked), *_of_pages(pages["packages"])]


def _of_python(locked: str) -> Iterator[Part]:
    for block in re.split(r"\n(?=[A-Za-z0-9])", locked.strip()):
        found = re.match(r"([A-Za-z0-9._-]+)(?:\[[^]]*])?==([^\s;\\]+)", block)
        if found is None:
            raise ValueError(f"this is no locked version: {block.splitlines()[0]}")
        hashes = tuple(("SHA-256", digest) for digest in re.findall(r"--hash=sha256:([0-9a-f]{64})", block))
        yield Part("PyPI", found[1], found[2], hashes)


def _of_pages(packages: dict[str, dict[str, Any]]) -> Iterator[Part]:
    for place, package in packages.items():
        if place and not package.get("dev"):
            algorithm, _, content = package["integrity"].partition("-")
            digest = (algorithm.upper().replace("SHA", "SHA-"), base64.b64decode(content).hex())
            name = place.rpartition("node_modules/")[2]
            yield Part("npm", name, package["version"], (digest,), package.get("license"))


def bill(root: Path = ROOT) -> dict[str, Any]:
    """The bill of materials as CycloneDX 1.6 has it."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    own = {"type": "application", "name": project["name"], "version": project["version"]}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**own, "bom-ref": "product"}},
        "components": [_component(part) for part in parts(root)],
        "dependencies": [{"ref": "product", "dependsOn": [part.purl for part in parts(root)]}],
    }


def _component(part: Part) -> dict[str, Any]:
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": part.purl,
        "name": part.name,
        "version": part.version,
        "purl": part.purl,
        "hashes": [{"alg": algorithm, "content": content} for algorithm, content in part.hashes],
    }
    if part.license:
        component["licenses"] = [{"expression": part.license}]
    return component


def advisories(wanted: Sequence[Part], url: str = OSV) -> list[tuple[Part, list[str]]]:
    """What is known against these versions, by their ids. Raises `OSError` where nobody answers."""
    queries = [
        {"package": {"ecosystem": part.ecosystem, "name": part.name}, "version": part.version} for part in wanted
    ]
    request = urllib.request.Request(  # noqa: S310 - https, or what whoever types it says
        url, json.dumps({"queries": queries}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=ASK_LIMIT_S) as answer:  # noqa: S310
        results = json.load(answer)["results"]
    told = [[known["id"] for known in result.get("vulns", ())] for result in results]
    return [(part, ids) for part, ids in zip(wanted, told, strict=True) if ids]


def main(arguments: Sequence[str]) -> int:
    """One of the two, as the command line says."""
    reader = argparse.ArgumentParser(description="What the product is made of, and what is known against it.")
    commands = reader.add_subparsers(dest="command", required=True)
    commands.add_parser("bill", help="write the bill of materials").add_argument("file", type=Path)
    commands.add_parser("advisories", help="ask what is known").add_argument("--ask", default=OSV, metavar="URL")
    wish = reader.parse_args(arguments)
    if wish.command == "bill":
        wish.file.write_text(json.dumps(bill(), indent=1) + "\n", encoding="utf-8")
        print(f"{wish.file}: {len(parts())} libraries")
        return 0
    return _tell_advisories(wish.ask)


def _tell_advisories(url: str) -> int:
    try:
        found = advisories(parts(), url)
    except (OSError, ValueError, LookupError) as trouble:
        print(f"Nothing was checked: {url} could not be asked ({trouble}).", file=sys.stderr)
        return 3
    for part, ids in found:
        print(f"{part.name} {part.version}: {', '.join(ids)}  https://osv.dev/list?q={part.name}")
    print(f"{len(parts())} libraries, {len(found)} with advisories.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
