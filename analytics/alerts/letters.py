"""An alert in words for people, in a letter or a chat: the sentences that the screens say, from the same files.

Knows Fluent and how numbers are written. Reads the shape that goes out, so that a message kept for hours says what was.
"""

from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

from analytics.reports.values import Number, Unit, Value
from analytics.reports.words import Words as Written
from analytics.reports.words import words_in
from analytics.sending.channel import Words
from queue_server.domain.ids import Instant
from queue_server.domain.opening import time_of_day

Shape = dict[str, Any]


def letter(event: Shape, language: str, *, public_url: str | None = None) -> Words:
    """The message `{"type", "data"}` in words. Raises `KeyError` for a text that is missing."""
    if event["type"] == "test":
        channel = event["data"]["channel"]
        return Words(
            _say(language, "alert-letter-try-subject", channel=channel),
            _say(language, "alert-letter-try", channel=channel),
            grave=False,
        )
    alert = event["data"]
    grave = alert["severity"] == "critical" and alert["open"]
    form = "alert-letter-subject" + ("" if alert["open"] else "-closed") + ("-critical" if grave else "")
    words = words_in(language)
    office = words.name(alert["office_name"], alert["office"])
    subject = _say(language, form, office=office, cause=_say(language, f"alert-cause-{alert['cause']}"))
    lines = [subject, ""]
    if alert["open"]:
        lines.append(said(alert, language))
    if not alert["open"] or alert["value"] != alert["peak"]:
        lines.append(worst(alert, language))
    if alert["evidence"]:
        numbers = ", ".join(row["number"] for row in alert["evidence"])
        lines.append(_say(language, "alert-letter-tickets", tickets=numbers))
    at = words.moment(_instant(alert["opened_at"]), alert["timezone"])
    if alert["open"]:
        lines.append(_say(language, "alert-letter-opened", at=at))
    else:
        closed = words.moment(_instant(alert["closed_at"]), alert["timezone"])
        lines.append(_say(language, "alert-letter-closed", at=at, closed=closed))
    if public_url is not None:
        lines += ["", _say(language, "alert-letter-link", url=f"{public_url}/alerts#{alert['id']}")]
    return Words(subject, "\n".join(lines) + "\n", grave=grave)


def worst(alert: Shape, language: str) -> str:
    """How bad it was at its worst moment, whose tickets are the alert's."""
    words, burns = words_in(language), alert["cause"] == "error_budget"
    peak = _times(words, alert["peak"]) if burns else words.duration(alert["peak"])
    at = time_of_day(alert["timezone"], _instant(alert["peak_at"]))
    return _say(language, f"alert-worst-{alert['cause']}", at=at, peak=peak, number=_shown(alert["peak"]))


def said(alert: Shape, language: str) -> str:
    """What the rules saw at the last look, in a sentence."""
    facts, words, after = alert["facts"], words_in(language), ""
    if not facts:
        return _say(language, "alert-said-nothing")

    def written(value: float, unit: Unit) -> str:
        number: Value = Number(value, unit)
        return words.text(number)

    match alert["cause"]:
        case "error_budget":
            args = {
                "window": words.duration(facts["window_s"]),
                "breached": facts["breached"],
                "judged": facts["judged"],
                "burn": _times(words, facts["burn"]),
                "number": _shown(facts["burn"]),
                "goal": written(facts["goal"], Unit.SHARE),
            }
            after = (
                _say(
                    language,
                    "alert-said-overspent",
                    times=_times(words, facts["spent_share"]),
                    number=_shown(facts["spent_share"]),
                )
                if facts["spent_share"] > 1
                else _say(language, "alert-said-spent", spent=written(facts["spent_share"], Unit.SHARE))
            )
        case "longest_wait":
            args = {
                "number": facts["number"] or "–",
                "wait": words.duration(facts["wait_s"]),
                "target": words.duration(facts["target_s"]),
                "over": facts["over"],
            }
        case "missing_desks":
            args = {
                "count": facts["desk_count"],
                "managers": facts["managers"],
                "missing": words.duration(facts["missing_s"]),
                "waiting": facts["waiting"],
            }
        case _:
            args = {
                "count": facts["desk_count"],
                "desks": facts["desks"],
                "idle": words.duration(facts["idle_s"]),
                "waiting": facts["waiting"],
            }
    sentence = _say(language, f"alert-said-{alert['cause']}", **args)
    return f"{sentence} {after}" if after else sentence


def _say(language: str, message: str, **args: Any) -> str:
    bundle = _bundle(language)
    pattern = bundle.get_message(message).value
    if pattern is None:
        raise KeyError(message)
    text, problems = bundle.format_pattern(pattern, args)
    if problems:
        raise KeyError(f"{language}: {message}: {problems[0]}")
    return str(text)


def _times(words: Written, value: float) -> str:
    """How many times: with one decimal where it has one."""
    shown = _shown(value)
    number: Value = Number(shown, Unit.COUNT if isinstance(shown, int) else Unit.MEAN)
    return words.text(number)


def _shown(value: float) -> int | float:
    """The number as it is written: words beside it follow that."""
    rounded = round(float(value), 1)
    return int(rounded) if rounded.is_integer() else rounded


def _instant(text: str) -> Instant:
    return round(datetime.fromisoformat(text).timestamp() * 1000)


@cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    source = (files("analytics") / "web" / "alerts" / "locales" / f"{language}.ftl").read_text("utf-8")
    bundle.add_resource(FluentResource(source))
    return bundle
