"""A progress bar for long work at the terminal: on standard error, and only where somebody looks."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager


@contextmanager
def progress_bar(title: str, *, total: int | None, quiet: bool = False) -> Iterator[Callable[[int], None]]:
    """Gives a function that is told how much more is done; `total` None where nobody knows how much there is."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as progress:
        task = progress.add_task(title, total=total)
        yield lambda count: progress.advance(task, count)


def progress_bars(*, quiet: bool = False) -> Callable[[str, int | None], AbstractContextManager[Callable[[int], None]]]:
    """One bar after the other, for work of several steps: each step gives its title and how much there is."""
    return lambda title, total: progress_bar(title, total=total, quiet=quiet)
