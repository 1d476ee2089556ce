"""What is written to standard error: one line an occurrence, for people or for machines. Never of a person."""

import logging
import sys
from typing import Literal, TextIO, cast

import structlog

TRACEBACKS = structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False))
"""Where it went wrong, without the values there: those may be a password or a whole office."""


class StandardError:
    """Standard error as it is when something is written: whoever turns it elsewhere has the lines there."""

    def write(self, text: str) -> int:
        """Part of a line."""
        return sys.stderr.write(text)

    def flush(self) -> None:
        """Out with it."""
        sys.stderr.flush()


def write_log_lines(
    *, level: str = "info", form: Literal["auto", "json", "lines"] = "auto", for_long: bool = False
) -> None:
    """From now on, in this form. `for_long`: whoever has written once keeps how, which costs less and stays as it is.

    Standard output is for what was asked for. A command that prints one JSON document prints nothing beside it.
    """
    least = logging.getLevelNamesMapping()[level.upper()]
    for_people = form == "lines" or (form == "auto" and sys.stderr.isatty())
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)
        if for_people
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        *([] if for_people else [TRACEBACKS]),
    ]
    lines = cast(TextIO, StandardError())
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.PrintLoggerFactory(lines),
        cache_logger_on_first_use=for_long,
    )
    handler = logging.StreamHandler(lines)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(level=max(least, logging.WARNING), handlers=[handler], force=True)
