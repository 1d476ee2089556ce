"""Tables of figures at the terminal: whatever the width, no figure is cut off."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.box import Box

ANY_WIDTH = 10_000


def print_table(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[str]], *, left: int = 1, box: "Box | None" = None
) -> None:
    """Prints `rows` of cells; the first `left` columns are words, the others figures.

    Headings are broken between words where the terminal is narrow, figures never; a table that does not fit even so
    is as wide as it must be. Into a file or a pipe it is as wide as it likes.
    """
    from rich.box import HEAVY_HEAD
    from rich.console import Console
    from rich.measure import Measurement
    from rich.table import Table

    cells = [list(row) for row in rows]
    table = Table(title=title or None, title_justify="left", box=box or HEAVY_HEAD)
    for place, heading in enumerate(headings):
        if place < left:
            table.add_column(heading)
        else:
            whole = max(map(len, (*heading.split(), *(row[place] for row in cells))))
            table.add_column(heading, justify="right", min_width=whole)
    for row in cells:
        table.add_row(*row)
    console = Console()
    taken = Measurement.get(console, console.options.update(max_width=ANY_WIDTH), table)
    console.width = max(console.width, taken.minimum if console.is_terminal else taken.maximum)
    console.print(table)
