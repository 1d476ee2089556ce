"""How the server's no reaches a program: the code is what to act on, the detail what to show."""

from typing import Any, Self


class Refused(Exception):  # noqa: N818 - says what happened
    """The server understood and refused. Nothing was changed.

    `code` is one of the codes of the contract, `state` the state in the way where there is one, `retry_after_s` how
    long to wait where waiting helps.
    """

    def __init__(
        self, *, status: int, code: str, detail: str, state: str | None = None, retry_after_s: float | None = None
    ) -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.status = status
        self.code = code
        self.detail = detail
        self.state = state
        self.retry_after_s = retry_after_s

    @classmethod
    def of(cls, status: int, problem: Any, retry_after: str | None = None) -> Self:
        """The refusal that a problem answer says; an answer of another form is told by its status."""
        told = problem if isinstance(problem, dict) else {}
        return cls(
            status=status,
            code=str(told.get("code", f"status_{status}")),
            detail=str(told.get("detail", "")),
            state=told.get("state"),
            retry_after_s=float(retry_after) if retry_after is not None and retry_after.isdigit() else None,
        )

    @property
    def passing(self) -> bool:
        """Whether the same request may succeed later: too fast, or the server is on its way out or up."""
        return self.status in (429, 502, 503, 504)


class Unreachable(Exception):  # noqa: N818 - says what happened
    """No answer after all attempts. With the same key the request can be sent again: it will not be done twice.

    The last attempt's error is its cause.
    """
