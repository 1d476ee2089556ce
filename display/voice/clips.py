"""What can be said aloud in each language: every clip, its name and its text.

Knows letters by name, numbers and the few phrases of a call. Must not know engines, files or screens. The set is
closed: whatever a call says is put together from it (`grammar`), so it can be rendered once, or recorded in a studio.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Clip:
    """One piece of speech. `pinyin` is the same text for engines that cannot read Chinese characters."""

    name: str
    text: str
    pinyin: str | None = None


CHIME = "chime"
"""The gong before a call; made by `chime`, the same in every language."""

PAUSE = "pause"
"""The silence between the ticket and the desk."""

SOUNDS = (CHIME, PAUSE)
"""The clips that no engine speaks."""


def letter(character: str) -> str:
    """The clip name of a letter, by its code point: names must be plain in addresses and on every file system."""
    return f"letter-{ord(character):04x}"


def number(value: int) -> str:
    """The clip name of a number word."""
    return f"number-{value}"


# Russian letters are said by name: engines read a lone «в» or «с» as a preposition, or as a bare consonant.
_RUSSIAN_LETTERS = {
    "А": "а", "Б": "бэ", "В": "вэ", "Г": "гэ", "Д": "дэ", "Е": "е", "Ё": "ё", "Ж": "жэ", "З": "зэ", "И": "и",
    "Й": "и краткое", "К": "ка", "Л": "эль", "М": "эм", "Н": "эн", "О": "о", "П": "пэ", "Р": "эр", "С": "эс",
    "Т": "тэ", "У": "у", "Ф": "эф", "Х": "ха", "Ц": "цэ", "Ч": "че", "Ш": "ша", "Щ": "ща", "Ъ": "твёрдый знак",
    "Ы": "ы", "Ь": "мягкий знак", "Э": "э", "Ю": "ю", "Я": "я",
}  # fmt: skip
_LATIN_LETTERS_IN_RUSSIAN = {
    "A": "а", "B": "бэ", "C": "цэ", "D": "дэ", "E": "е", "F": "эф", "G": "жэ", "H": "аш", "I": "и", "J": "джей",
    "K": "ка", "L": "эль", "M": "эм", "N": "эн", "O": "о", "P": "пэ", "Q": "ку", "R": "эр", "S": "эс", "T": "тэ",
    "U": "у", "V": "вэ", "W": "дубль вэ", "X": "икс", "Y": "игрек", "Z": "зет",
}  # fmt: skip
_RUSSIAN_NUMBERS = {
    0: "ноль", 1: "один", 2: "два", 3: "три", 4: "четыре", 5: "пять", 6: "шесть", 7: "семь", 8: "восемь", 9: "девять",
    10: "десять", 11: "одиннадцать", 12: "двенадцать", 13: "тринадцать", 14: "четырнадцать", 15: "пятнадцать",
    16: "шестнадцать", 17: "семнадцать", 18: "восемнадцать", 19: "девятнадцать", 20: "двадцать", 30: "тридцать",
    40: "сорок", 50: "пятьдесят", 60: "шестьдесят", 70: "семьдесят", 80: "восемьдесят", 90: "девяносто",
    100: "сто", 200: "двести", 300: "триста", 400: "четыреста", 500: "пятьсот", 600: "шестьсот", 700: "семьсот",
    800: "восемьсот", 900: "девятьсот", 1000: "тысяча", 2000: "две тысячи", 3000: "три тысячи",
    4000: "четыре тысячи", 5000: "пять тысяч", 6000: "шесть тысяч", 7000: "семь тысяч", 8000: "восемь тысяч",
    9000: "девять тысяч",
}  # fmt: skip
_ENGLISH_NUMBERS = {
    0: "zero", 1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine",
    10: "ten", 11: "eleven", 12: "twelve", 13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen",
    17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twenty", 30: "thirty", 40: "forty", 50: "fifty",
    60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety",
}  # fmt: skip
_CHINESE_NUMBERS = {
    0: ("零", "ling2"), 1: ("一", "yi1"), 2: ("二", "er4"), 3: ("三", "san1"), 4: ("四", "si4"), 5: ("五", "wu3"),
    6: ("六", "liu4"), 7: ("七", "qi1"), 8: ("八", "ba1"), 9: ("九", "jiu3"), 10: ("十", "shi2"),
}  # fmt: skip

# A visitor who does not read Cyrillic says what the letter looks like: «Р» is heard as "P". The rest have their names.
_CYRILLIC_THAT_LOOKS_LATIN = dict(zip("АВЕКМНОРСТУХ", "ABEKMHOPCTYX", strict=True))
_CYRILLIC_IN_ENGLISH = {
    "Б": "beh", "Г": "gheh", "Д": "deh", "Ё": "yo", "Ж": "zheh", "З": "zeh", "И": "ee", "Й": "short ee", "Л": "el",
    "П": "peh", "Ф": "ef", "Ц": "tseh", "Ч": "cheh", "Ш": "shah", "Щ": "shchah", "Ъ": "hard sign", "Ы": "uh",
    "Ь": "soft sign", "Э": "eh", "Ю": "you", "Я": "yah",
}  # fmt: skip
_CYRILLIC_IN_CHINESE = {
    "Б": ("贝", "bei4"), "Г": ("盖", "gai4"), "Д": ("代", "dai4"), "Ё": ("约", "yue1"), "Ж": ("热", "re4"),
    "З": ("泽", "ze2"), "И": ("伊", "yi1"), "Й": ("短伊", "duan3yi1"), "Л": ("埃尔", "ai1er3"), "П": ("佩", "pei4"),
    "Ф": ("埃夫", "ai1fu1"), "Ц": ("采", "cai3"), "Ч": ("切", "qie1"), "Ш": ("沙", "sha1"), "Щ": ("夏", "xia4"),
    "Ъ": ("硬音符", "ying4yin1fu2"), "Ы": ("厄", "e4"), "Ь": ("软音符", "ruan3yin1fu2"), "Э": ("埃", "ai1"),
    "Ю": ("尤", "you2"), "Я": ("亚", "ya4"),
}  # fmt: skip
_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _russian() -> Iterator[Clip]:
    yield Clip("ticket", "Талон")
    yield Clip("desk", "Окно номер")
    for value, word in _RUSSIAN_NUMBERS.items():
        yield Clip(number(value), word)
    for character, name in (_RUSSIAN_LETTERS | _LATIN_LETTERS_IN_RUSSIAN).items():
        yield Clip(letter(character), name)


def _english() -> Iterator[Clip]:
    yield Clip("ticket", "Ticket")
    yield Clip("desk", "Window")
    for value, word in _ENGLISH_NUMBERS.items():
        yield Clip(number(value), word)
    for character in _LATIN:
        yield Clip(letter(character), character)
    for character, looks_like in _CYRILLIC_THAT_LOOKS_LATIN.items():
        yield Clip(letter(character), looks_like)
    for character, name in _CYRILLIC_IN_ENGLISH.items():
        yield Clip(letter(character), name)


def _chinese() -> Iterator[Clip]:
    yield Clip("ticket", "请", "qing3")
    yield Clip("ticket-end", "号", "hao4")
    yield Clip("desk", "到", "dao4")
    yield Clip("desk-end", "号窗口", "hao4 chuang1kou3")
    for value, (word, pinyin) in _CHINESE_NUMBERS.items():
        yield Clip(number(value), word, pinyin)
    for character in _LATIN:
        yield Clip(letter(character), character)
    for character, looks_like in _CYRILLIC_THAT_LOOKS_LATIN.items():
        yield Clip(letter(character), looks_like)
    for character, (word, pinyin) in _CYRILLIC_IN_CHINESE.items():
        yield Clip(letter(character), word, pinyin)


def _by_name(clips: Iterator[Clip]) -> Mapping[str, Clip]:
    return MappingProxyType({clip.name: clip for clip in clips})


CLIPS: Mapping[str, Mapping[str, Clip]] = MappingProxyType(
    {"ru": _by_name(_russian()), "en": _by_name(_english()), "zh": _by_name(_chinese())}
)
"""All spoken clips by language and name, those of every call first: they are rendered in this order."""
