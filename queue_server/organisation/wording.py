"""What pydantic finds wrong with one table, in the words of whoever writes the file.

Knows pydantic's kinds of errors and the schema's keys. Knows nothing of other tables.
"""

from pydantic_core import ErrorDetails

from queue_server.domain.configuration import PolicyName, SkillLevel
from queue_server.organisation.descriptions import description
from queue_server.organisation.findings import Finding, Place, did_you_mean
from queue_server.organisation.rules import AlertsTable, LimitsTable, Table
from queue_server.organisation.values import WEEKDAYS

LONGEST_SHOWN = 60
"""Characters of a wrong value that are repeated in a finding: enough to know it again."""


def in_words(details: ErrorDetails, model: type[Table], place: Place) -> Finding:
    """One error of pydantic as a finding."""
    loc = [str(part) for part in details["loc"] if part != "[key]"]
    there = place.at_key(_key(loc))
    problem, remedy = _problem_and_remedy(details, model, loc)
    return Finding(there, problem, remedy)


def _problem_and_remedy(details: ErrorDetails, model: type[Table], loc: list[str]) -> tuple[str, str]:
    context = details.get("ctx", {})
    last = loc[-1] if loc else ""
    wrong = _shown(details["input"])
    match details["type"]:
        case "organisation":
            return str(context["problem"]), str(context["remedy"])
        case "extra_forbidden":
            return f'there is no key "{last}" here', did_you_mean(last, _keys_at(model, loc[:-1]))
        case "missing":
            return "the key is missing", _purpose(model, loc)
        case "literal_error" if loc[:1] != ["hours"]:
            return f"{wrong} is not a word known here", f"Write {context['expected']}."
        case "literal_error":
            return f'"{last}" is no weekday', f"Weekdays are written {', '.join(WEEKDAYS)}."
        case "enum":
            words = [word.value for word in (SkillLevel if "topics" in loc else PolicyName)]
            return f"{wrong} is not a word known here", did_you_mean(str(details["input"]), words)
        case "string_type":
            return f"{wrong} is not a text", _text_remedy(details["input"])
        case "int_type" | "int_from_float":
            return f"{wrong} is not a whole number", "Write a whole number without quotes, such as 900."
        case "float_type" | "finite_number":
            return f"{wrong} is not a number", "Write a number without quotes, such as 0.95."
        case "bool_type":
            return f"{wrong} is neither true nor false", "Write true or false, without quotes."
        case "dict_type" | "model_type" | "model_attributes_type":
            return f"{wrong} is not a table", _table_remedy(loc)
        case "list_type" | "tuple_type":
            return f"{wrong} is not a list", 'Write a list: ["…", "…"].'
        case "greater_than_equal":
            return f"{wrong} is too small", f"The smallest allowed is {context['ge']}."
        case "greater_than":
            return f"{wrong} is too small", f"It must be above {context['gt']}."
        case "less_than_equal":
            return f"{wrong} is too large", f"The largest allowed is {context['le']}."
        case "too_short":
            return "the list is empty", "Name at least one."
        case _:
            return f"{wrong} does not fit: {details['msg']}", ""


def _key(loc: list[str]) -> str:
    """`("topics", "meters")` as `topics.meters`, `("desks", "0")` as `desks, number 1`."""
    key = ""
    for part in loc:
        if part.isdigit() and key in {"desks", "topics"}:
            key += f", number {int(part) + 1}"
        else:
            key += f".{part}" if key else part
    return key


def _keys_at(model: type[Table], loc: list[str]) -> list[str]:
    nested: dict[str, type[Table]] = {"limits": LimitsTable, "alerts": AlertsTable}
    return list(nested.get(".".join(loc), model).model_fields)


def _purpose(model: type[Table], loc: list[str]) -> str:
    described = description(model, loc[0]) if len(loc) == 1 else ""
    return f"Add it. {described}" if described else "Add it."


def _text_remedy(value: object) -> str:
    return f'Write it in quotes: "{value}".' if isinstance(value, int | float) else "Write a text in quotes."


def _table_remedy(loc: list[str]) -> str:
    match loc[:1]:
        case ["hours"]:
            return 'Write hours by weekday: { mon = "08:00-20:00" }.'
        case ["days"]:
            return 'Write dates: { "2026-12-31" = "closed" }.'
        case ["topics"]:
            return 'Write skills by topic: { meters = "primary" }.'
        case ["limits"]:
            return "Write limits by name: { no_show_after_s = 40 }."
        case ["alerts"]:
            return "Write the numbers of the alert rules by name: { idle_s = 180 }."
        case _:
            return 'Write texts by language: { ru = "…", en = "…" }.'


def _shown(value: object) -> str:
    text = f'"{value}"' if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
