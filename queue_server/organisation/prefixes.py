"""Letters as visitors see and hear them: on a slip, on a board at ten metres, from a loudspeaker.

Knows letters only. The clear ones are А Е К М Т: they look alike in both alphabets, are said much alike in Russian
and English, and are like no digit.
"""

_LATIN_OF_CYRILLIC = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")

_LIKE_A_DIGIT = {
    "О": "0",
    "O": "0",
    "Q": "0",
    "З": "3",
    "Ч": "4",
    "Б": "6",
    "Э": "3",
    "I": "1",
    "L": "1",
    "Z": "2",
    "S": "5",
    "G": "6",
    "B": "8",
}
_LIKE_ANOTHER = {
    "Й": "И",
    "И": "Й",
    "Ё": "Е",
    "Ш": "Щ",
    "Щ": "Ш",
    "Ц": "Щ",
    "Ъ": "Ь",
    "Ь": "Ъ",
    "Ы": "Ь",
}
_READ_OTHERWISE = frozenset("ВНРСУХ")
"""Cyrillic letters that a reader of Latin script takes for another sound (В for B, Н for H, …)."""


def mistakable(prefix: str) -> str:
    """Why this prefix can be taken for something else, or an empty text where it is clear."""
    for sign in prefix:
        if digit := _LIKE_A_DIGIT.get(sign):
            return f"{sign} looks like {digit}"
        if other := _LIKE_ANOTHER.get(sign):
            return f"{sign} is taken for {other}"
        if sign in _READ_OTHERWISE:
            return f"{sign} is another letter in the Latin alphabet"
        if not sign.isalpha():
            return f"{sign} is not a letter"
        if not sign.isupper() and sign.upper() != sign:
            return f"{sign} is a small letter"
    return ""


def seen_as(prefix: str) -> str:
    """The prefix as the eye sees it, whichever alphabet it is written in."""
    return prefix.upper().translate(_LATIN_OF_CYRILLIC)
