"""What is said when a ticket is called: the order of clips, by language.

Knows the grammar of a call and of a number. Must not know engines, files, or what a clip sounds like. The browser gets
the result and plays it; these rules are written nowhere else.
"""

from collections.abc import Callable

from display.voice.clips import CHIME, CLIPS, PAUSE, letter, number


def plan(language: str, ticket_number: str, desk: str) -> list[str]:
    """The clips of one call, in order, the chime first. A language that nobody speaks here has the chime alone.

    >>> plan("ru", "А015", "3")
    ['chime', 'ticket', 'letter-0410', 'number-0', 'number-15', 'pause', 'desk', 'number-3']
    >>> plan("en", "A015", "21")
    ['chime', 'ticket', 'letter-0041', 'number-0', 'number-1', 'number-5', 'pause', 'desk', 'number-20', 'number-1']
    """
    match language:
        case "ru":
            spoken = ["ticket", *_said(language, ticket_number, russian_number), PAUSE]
            spoken += ["desk", *_said(language, desk, russian_number)]
        case "en":
            spoken = ["ticket", *_said(language, ticket_number, digits), PAUSE]
            spoken += ["desk", *_said(language, desk, english_desk)]
        case "zh":
            spoken = ["ticket", *_said(language, ticket_number, digits), "ticket-end", PAUSE]
            spoken += ["desk", *_said(language, desk, chinese_desk), "desk-end"]
        case _:
            spoken = []
    return [CHIME, *spoken]


def russian_number(written: str) -> list[int]:
    """The words of a written number: leading zeros one by one, the rest as a number in the nominative.

    >>> russian_number("015"), russian_number("007"), russian_number("115"), russian_number("000")
    ([0, 15], [0, 0, 7], [100, 15], [0, 0, 0])

    Above 9999 nobody in a hall follows a number: it is said digit by digit.
    """
    significant = written.lstrip("0")
    zeros = [0] * (len(written) - len(significant))
    if len(significant) > 4:
        return zeros + digits(significant)
    return zeros + _summands(int(significant or "0"))


def english_desk(written: str) -> list[int]:
    """A desk's number: "twenty-one"; from three digits on, as on a door: "one zero four".

    >>> english_desk("21"), english_desk("104")
    ([20, 1], [1, 0, 4])
    """
    return digits(written) if written.startswith("0") or len(written) > 2 else _summands(int(written))


def chinese_desk(written: str) -> list[int]:
    """A desk's number: 二十一; from three digits on, digit by digit.

    >>> chinese_desk("3"), chinese_desk("12"), chinese_desk("21"), chinese_desk("104")
    ([3], [10, 2], [2, 10, 1], [1, 0, 4])
    """
    value = int(written)
    if written.startswith("0") or len(written) > 2 or value < 10:
        return digits(written)
    tens, ones = divmod(value, 10)
    return [*([tens] if tens > 1 else []), 10, *([ones] if ones else [])]


def digits(written: str) -> list[int]:
    """Each digit by itself.

    >>> digits("015")
    [0, 1, 5]
    """
    return [int(digit) for digit in written]


def _summands(value: int) -> list[int]:
    """The words that a number below 10,000 is put together from; none for nought.

    >>> _summands(1121)
    [1000, 100, 20, 1]
    """
    parts = [value // 1000 * 1000, value % 1000 // 100 * 100]
    rest = value % 100
    parts += [rest] if rest <= 20 else [rest // 10 * 10, rest % 10]
    return [part for part in parts if part]


def _said(language: str, written: str, count: Callable[[str], list[int]]) -> list[str]:
    """Clip names of letters and numbers as written; signs that have no name are silent."""
    clips = CLIPS[language]
    said: list[str] = []
    for piece in _pieces(written.upper()):
        if piece.isdecimal():
            said += [number(value) for value in count(piece)]
        elif letter(piece) in clips:
            said.append(letter(piece))
    return said


def _pieces(written: str) -> list[str]:
    """Runs of digits together, everything else one by one. Only plain digits count: others are not on our tickets."""
    pieces: list[str] = []
    for character in written:
        plain = character in "0123456789"
        if plain and pieces and pieces[-1][-1] in "0123456789":
            pieces[-1] += character
        elif plain or not character.isdecimal():
            pieces.append(character)
    return pieces
