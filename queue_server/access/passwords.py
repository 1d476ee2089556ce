"""Which passwords are good enough: long, and not among those that are tried first.

No rules of composition and no forced change, as NIST SP 800-63B and OWASP ASVS 6.2 advise: such rules make passwords
that are easier to guess and harder to remember. Knows texts only.
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import pairwise

from queue_server.errors import RequestInvalid

SHORTEST = 12
LONGEST = 256
"""Long enough for any phrase; a limit at all, because hashing reads every character."""

PUBLISHED = "yellow-kettle-by-the-window"
"""Printed on a demo's home page. It opens nothing elsewhere, not even on the demo's database served by `run`."""

FEWEST_DISTINCT = 5
SHORTEST_BESIDE_CONTEXT = 8
"""Characters that must remain when the words anybody here would try are taken out."""

CONTEXT = ("queue-server", "queueserver", "queue", "очередь", "талон", "ticket", "office", "офис", "касса", "окно")

_AS_LETTERS = str.maketrans("@4310$5!7", "aaeiossit")


class PasswordRefused(RequestInvalid):
    """The password is too easy to guess. The code says why: `password_short`, `_long`, `_common` or `_context`."""


def check_password(password: str, *, context: Iterable[str] = (), published: bool = False) -> None:
    """Raises `PasswordRefused` unless the password will do. `context` is about its owner: login, name, office.

    `published`: whether `PUBLISHED` will, too.
    """
    if len(password) < SHORTEST:
        raise PasswordRefused(
            f"A password has at least {SHORTEST} characters; a few words are easy to remember.", code="password_short"
        )
    if len(password) > LONGEST:
        raise PasswordRefused(f"A password has at most {LONGEST} characters.", code="password_long")
    if _is_common(password.casefold()) or (password.casefold() == PUBLISHED and not published):
        raise PasswordRefused(
            "This password is among those that are tried first. Take a few unrelated words.", code="password_common"
        )
    if _is_context(password.casefold(), context):
        raise PasswordRefused(
            "This password is made of words that anybody would try here: a name, the office, the "
            "product. Take a few unrelated words.",
            code="password_context",
        )


def _is_common(password: str) -> bool:
    """In the list as it is, with digits and signs around it, written with digits for letters, or repeated."""
    if len(set(password)) < FEWEST_DISTINCT or _is_a_row(password):
        return True
    core = password.strip("0123456789!?.,;:#$%&*+-_=@ ")
    candidates = {password, core, password.translate(_AS_LETTERS), core.translate(_AS_LETTERS)}
    return any(_repeated(candidate) in common_passwords() for candidate in candidates) or not core


def _repeated(text: str) -> str:
    """The part that the text consists of: `abcabc` is `abc` twice."""
    start = (text + text).find(text, 1)
    return text[:start] if 0 < start < len(text) else text


def _is_a_row(text: str) -> bool:
    """Whether each sign follows the one before it: `abcdefghijkl`, `987654321098`."""
    steps = {
        (ord(after) - ord(before)) % 10 if before.isdigit() and after.isdigit() else ord(after) - ord(before)
        for before, after in pairwise(text)
    }
    return len(steps) == 1 and steps <= {0, 1, -1, 9}


def _is_context(password: str, context: Iterable[str]) -> bool:
    words = {part for word in (*CONTEXT, *context) for part in (word.casefold(), *word.casefold().split())}
    rest = password
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= 4:
            rest = rest.replace(word, "")
    return rest != password and len(rest) < SHORTEST_BESIDE_CONTEXT


@cache
def common_passwords() -> frozenset[str]:
    """The passwords that are tried first."""
    text = files("queue_server.access").joinpath("common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
