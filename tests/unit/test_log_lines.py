"""What the server writes to standard error is of the machine, never of a person."""

from typing import Literal

import pytest
import structlog

from queue_server.cli.log_lines import write_log_lines


@pytest.mark.parametrize("form", ["json", "lines"])
def test_an_error_says_where_it_happened_and_not_with_which_values(
    capfd: pytest.CaptureFixture[str], form: Literal["json", "lines"]
) -> None:
    write_log_lines(form=form)
    try:
        _fail(" ".join(("correct", "horse")))
    except ValueError:
        structlog.get_logger("test").exception("it went wrong")
    finally:
        structlog.reset_defaults()
    written = capfd.readouterr().err
    assert "_fail" in written
    assert "correct horse" not in written


def _fail(password: str) -> None:
    raise ValueError(f"of {len(password)} characters")
