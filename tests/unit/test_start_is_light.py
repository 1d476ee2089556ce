"""What a server loads before it can serve: nothing that only a report, a forecast or a migration asks for."""

import subprocess
import sys

LATER = {
    "alembic", "apprise", "cryptography", "duckdb", "fontTools", "joserfc", "numba", "playwright", "pytest", "scipy",
    "standardwebhooks", "typst", "xlsxwriter",
}  # fmt: skip


def test_serving_loads_nothing_that_is_asked_for_later() -> None:
    program = "import sys, queue_server.cli.serving; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", program], timeout=120, check=True, capture_output=True, text=True)
    loaded = set(done.stdout.split())
    assert "fastapi" in loaded
    assert loaded & LATER == set()
