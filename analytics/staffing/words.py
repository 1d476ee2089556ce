"""Advice as sentences in one language, from the locale files beside this module."""

from functools import cache
from importlib.resources import files
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

from analytics.staffing.advice import Change
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.opening import WEEKDAYS

LANGUAGES = ("ru", "en", "zh")


def sentence(change: Change, config: OfficeConfig, language: str) -> str:
    """“Tuesday 10:00–13:00: one more desk for contracts.”"""
    names = [_name(config, topic, language) for topic in change.topics]
    return message(
        language,
        f"staffing-{change.kind.value}",
        day=message(language, f"weekday-{WEEKDAYS[change.day.weekday()]}"),
        begins=change.begins,
        ends=change.ends,
        desks=change.desks,
        topics=message(language, "between-topics").replace("_", " ").join(names),
        named="none" if not names else "one" if len(names) == 1 else "many",
    )


def message(language: str, name: str, **values: Any) -> str:
    """One message; a missing one, or one whose values do not fit, is an error."""
    bundle = _bundle(language)
    found = bundle.get_message(name)
    if found.value is None:
        raise LookupError(f"{language}: message {name} has no text")
    text, errors = bundle.format_pattern(found.value, values)
    if errors:
        raise LookupError(f"{language}: message {name}: {errors[0]}")
    return str(text)


def _name(config: OfficeConfig, topic: str, language: str) -> str:
    names = config.topics[topic].name
    return names.get(language) or next(iter(names.values()), topic)


@cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    text = (files("analytics.staffing") / "locales" / f"{language}.ftl").read_text(encoding="utf-8")
    bundle.add_resource(FluentResource(text))
    return bundle
