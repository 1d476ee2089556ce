"""Tables of figures at the terminal: whatever the width, no figure is cut off."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.box import Box

ANY_WIDTH = 10_000


def print_table(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[str]], *, left: int = 1, box: "Box | None" = None
) -> None:
    """Prints `rows` of cells; the first `left` columns are words, the others figures; no cell is read as markup.

    Words and headings are broken where the terminal is narrow, figures never; a table that does not fit even so is as
    wide as it must be. Into a file or a pipe it is as wide as it likes.
    """
    from rich.box import HEAVY_HEAD
    from rich.console import Console
    from rich.measure import Measurement
    from rich.table import Table
    from rich.text import Text

    cells = [list(row) for row in rows]
    table = Table(title=Text(title) if title else None, title_justify="left", box=box or HEAVY_HEAD)
    for heading in headings[:left]:
        table.add_column(Text(heading))
    for heading in headings[left:]:
        table.add_column(Text(heading), justify="right")
    for row in cells:
        table.add_row(*map(Text, row))

    console = Console()
    unbound = console.options.update(max_width=ANY_WIDTH)
    whole = Measurement.get(console, unbound, table).maximum
    if console.is_terminal and whole > console.width:
        for place, heading in enumerate(headings[left:], start=left):
            table.columns[place].width = max(map(len, (*heading.split(), *(row[place] for row in cells))))
        console.width = max(console.width, Measurement.get(console, unbound, table).minimum)
    else:
        console.width = max(console.width, whole)
    console.print(table)
