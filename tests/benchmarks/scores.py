"""Every estimator, forecast, warning, plan and rule of fair play with its score, in its page of docs: `make scores`.

    python -m tests.benchmarks.scores [NAME ...]

What stands between the marks of a page is made anew; half an hour of one core for all of it. All is seeded, and the
real days are those of `../shared/data` (or QUEUE_SHARED).
"""

import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from queue_server.cli.log_lines import write_log_lines
from tests.benchmarks import estimates, forecasts, outlook, staffing
from tests.unit.analytics.fair_play import scoring

DOCS = Path(__file__).parents[2] / "docs"
BEGINS, ENDS = "<!-- scores -->\n", "<!-- end of scores -->"
SCORES: dict[str, Callable[[], None]] = {
    "estimates": estimates.tables,
    "fair-play": scoring.tables,
    "forecast": forecasts.tables,
    "outlook": outlook.tables,
    "staffing": staffing.tables,
}
"""By the page that tells them."""


def rewritten(page: str, tables: str) -> str:
    """The page with `tables` between its marks. Raises `ValueError` where it has none.

    >>> rewritten("Before\\n<!-- scores -->\\nold\\n<!-- end of scores -->\\nafter", "new\\n")
    'Before\\n<!-- scores -->\\nnew\\n<!-- end of scores -->\\nafter'
    """
    before, _, rest = page.partition(BEGINS)
    _, ends, after = rest.partition(ENDS)
    if not ends:
        raise ValueError(f"the page has no “{BEGINS.strip()}” and “{ENDS}”")
    return before + BEGINS + tables.strip("\n") + "\n" + ENDS + after


def main() -> int:
    """Writes what is named, or everything."""
    unknown = [name for name in sys.argv[1:] if name not in SCORES]
    if unknown:
        print(f"no such scores: {', '.join(unknown)}; there are {', '.join(SCORES)}", file=sys.stderr)
        return 2
    write_log_lines()  # no page is to hold them
    for name in sys.argv[1:] or SCORES:
        told, page = StringIO(), DOCS / f"{name}.md"
        with redirect_stdout(told):
            SCORES[name]()
        page.write_text(rewritten(page.read_text(encoding="utf-8"), told.getvalue()), encoding="utf-8")
        print(f"docs/{name}.md", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
