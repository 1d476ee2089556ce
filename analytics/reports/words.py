"""Values and messages in one language: Fluent for sentences and plurals, Babel (its companion) for numbers, days.

Knows the locale files beside it, and those that the reports' page says as well. A message that is missing, or whose
arguments do not fit, is an error and never a gap in a report: a test walks every message of every language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, assert_never
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton, get_day_names
from babel.numbers import format_decimal, format_percent
from fluent.runtime import FluentBundle, FluentResource

from analytics.reports.values import (
    Chip,
    Day,
    Days,
    Listed,
    Message,
    Month,
    Name,
    Number,
    Plate,
    Text,
    Tone,
    Unit,
    Value,
    Weekday,
)

LANGUAGES = ("ru", "en", "zh")
FOLDERS = (files("analytics.reports") / "locales", files("analytics") / "web" / "reports" / "locales")
"""What documents say; and what they say as the page does, from the same files."""
NONE = "–"
"""Stands where a number has nothing behind it."""

_OPEN = "\ue000"
"""A private character that no text has: it holds a drawn object's place while the sentence is put together."""
UNBROKEN = "\u00a0"
MINUTE, HOUR = 60, 3600


class WordsMissingError(LookupError):
    """A message that the locale files do not have, or not with these arguments."""


@dataclass(frozen=True, slots=True)
class Words:
    """One language."""

    language: str
    _bundle: FluentBundle
    _locale: Locale

    def text(self, value: Value) -> str:
        """How the value is written."""
        match value:
            case Number():
                return self.number(value)
            case Text():
                return value.text
            case Name():
                return self.name(value.names, value.id)
            case Day():
                return self.day(date.fromisoformat(value.iso), long=value.long)
            case Days():
                return self._days(date.fromisoformat(value.first), date.fromisoformat(value.last))
            case Month():
                first = date.fromisoformat(f"{value.iso}-01")
                return _without_year_sign(format_skeleton("yMMMM", first, locale=self._locale))
            case Weekday():
                return str(get_day_names("abbreviated", context="stand-alone", locale=self._locale)[value.index])
            case Chip():
                return value.number
            case Plate():
                return value.desk
            case Message():
                return self.say(value.id, value.args)
            case Listed():
                return self.say("comma").join(self.text(one) for one in value.values)
            case _:
                assert_never(value)

    def say(self, message: str, args: Mapping[str, Value] | None = None) -> str:
        """The message with its arguments. Whole numbers choose the plural form. Raises `WordsMissingError`."""
        try:
            pattern = self._bundle.get_message(message).value
        except LookupError:
            raise WordsMissingError(f"{self.language}.ftl has no message {message!r}") from None
        if pattern is None:
            raise WordsMissingError(f"{self.language}.ftl: {message!r} has no text")
        given = {name: self._argument(value) for name, value in (args or {}).items()}
        text, problems = self._bundle.format_pattern(pattern, given)
        if problems:
            raise WordsMissingError(f"{self.language}.ftl: {message!r}: {problems[0]}")
        return str(text)

    def parts(self, message: Message) -> list[str | Chip | Plate | Number]:
        """The message as text with the objects that are drawn (chip, plate, a number in colour) standing out of it."""
        drawn: list[Chip | Plate | Number] = []

        def held(value: Value) -> Value:
            if isinstance(value, Chip | Plate) or (isinstance(value, Number) and value.tone is not Tone.PLAIN):
                drawn.append(value)
                return Text(f"{_OPEN}{len(drawn) - 1}{_OPEN}")
            return value

        text = self.say(message.id, {name: held(value) for name, value in message.args.items()})
        pieces = text.split(_OPEN)
        return [drawn[int(piece)] if index % 2 else piece for index, piece in enumerate(pieces)]

    def number(self, number: Number) -> str:
        """The number in its unit."""
        value = number.value
        if value is None:
            return NONE
        match number.unit:
            case Unit.COUNT:
                return str(format_decimal(round(value), locale=self._locale))
            case Unit.MEAN:
                return str(format_decimal(round(value, 1), format="#,##0.0", locale=self._locale))
            case Unit.SCORE:
                return str(format_decimal(round(value, 1), format="#,##0.#", locale=self._locale))
            case Unit.SHARE:
                return str(format_percent(_honest(value), format=self._percent(), locale=self._locale))
            case Unit.POINTS:
                signed = format_decimal(round(100 * value, 1), format="+#,##0.0;−#,##0.0", locale=self._locale)
                return self._glued("points", signed)
            case Unit.CHANGE:
                return str(format_decimal(round(value, 1), format="+#,##0.0;−#,##0.0", locale=self._locale))
            case Unit.SECONDS:
                return self.duration(value)
            case _:
                assert_never(number.unit)

    def tick(self, number: Number) -> str:
        """The number beside an axis: whole percents without a decimal."""
        value = number.value
        if number.unit is Unit.SHARE and value is not None and abs(100 * value - round(100 * value)) < 1e-6:
            return str(format_percent(round(value, 2), locale=self._locale))
        return self.number(number)

    def duration(self, seconds: float) -> str:
        """To the second below an hour, where a second decides; to the minute above it."""
        whole = round(seconds)
        if whole < MINUTE:
            return self._glued("duration-s", str(whole))
        if whole < HOUR:
            minutes, rest = divmod(whole, MINUTE)
            return self._glued("duration-m", str(minutes)) + (
                UNBROKEN + self._glued("duration-s", f"{rest:02d}") if rest else ""
            )
        hours, minutes = divmod(round(whole / MINUTE), MINUTE)
        text = self._glued("duration-h", str(format_decimal(hours, locale=self._locale)))
        return text + (UNBROKEN + self._glued("duration-m", f"{minutes:02d}") if minutes else "")

    def name(self, names: Mapping[str, str], otherwise: str) -> str:
        """The name in this language, else in another, else the id."""
        return names.get(self.language) or next(iter(names.values()), otherwise)

    def day(self, day: date, *, long: bool = False) -> str:
        """A local date."""
        form = "full" if long else "long"
        return _without_year_sign(format_date(day, format=form, locale=self._locale))

    def moment(self, at: int, timezone: str) -> str:
        """An instant in a zone: day and time."""
        local = datetime.fromtimestamp(at / 1000, tz=UTC).astimezone(ZoneInfo(timezone))
        return str(format_datetime(local.replace(tzinfo=None), format="medium", locale=self._locale))

    def _days(self, first: date, last: date) -> str:
        if (first.year, first.month) != (last.year, last.month):
            return f"{self.day(first)} – {self.day(last)}"
        if self.language == "ru":
            return f"{first.day}–{self.day(last)}"
        return self.say("days-between", {"first": Text(self.day(first)), "last": Text(self.day(last))})

    def _argument(self, value: Value) -> Any:
        if isinstance(value, Number) and value.unit is Unit.COUNT and value.value is not None:
            return round(value.value)
        return self.text(value)

    def _glued(self, message: str, number: str) -> str:
        """A number and its unit that no line break parts."""
        return self.say(message, {"n": Text(number)}).replace(" ", UNBROKEN)

    def _percent(self) -> str:
        pattern = str(self._locale.percent_formats[None].pattern)
        return pattern.replace("#,##0", "#,##0.0")


def words_in(language: str) -> Words:
    """The words of a language. Raises `WordsMissingError` for one that the reports do not speak."""
    if language not in LANGUAGES:
        raise WordsMissingError(f"reports are written in {', '.join(LANGUAGES)}, not in {language!r}")
    return _words(language)


@cache
def _words(language: str) -> Words:
    bundle = FluentBundle([language], use_isolating=False)
    for folder in FOLDERS:
        bundle.add_resource(FluentResource((folder / f"{language}.ftl").read_text("utf-8")))
    return Words(language, bundle, Locale.parse(language))


def _without_year_sign(text: str) -> str:
    """A sentence ends with one full stop: «2026» and not «2026 г.»."""
    return text.removesuffix("г.").strip()


def _honest(value: float) -> float:
    """Rounded to a tenth of a percent, but what is not all is never 100 %, and what is something never 0 %."""
    rounded = round(value, 3)
    if rounded == 1.0 and value < 1.0:
        return 0.999
    if rounded == 0.0 and value > 0.0:
        return 0.001
    return rounded
