"""A company of 200 offices in eight territories, open day and night: for the cockpit's tests and its benchmark."""

from pathlib import Path

import tomlkit

from tests.always_open import midday_zone

OFFICES = 200
DESKS = ("1", "2", "3", "4")
TOPICS = {
    "meters": ("П", "Показания приборов учёта", "Meter readings", "抄表"),
    "contract": ("Д", "Заключение и переоформление договора", "Contracts", "合同"),
    "debt": ("К", "Задолженность и рассрочка платежа", "Debt", "欠费"),
}
TERRITORIES = ("Северная", "Южная", "Западная", "Восточная", "Центральная", "Заречная", "Приокская", "Мещёрская")
TOWNS = (
    "Клин", "Дубна", "Коломна", "Серпухов", "Чехов", "Электросталь", "Орехово-Зуево", "Сергиев Посад", "Наро-Фоминск",
    "Волоколамск", "Павловский Посад", "Лосино-Петровский", "Красноармейск", "Железнодорожный", "Звенигород", "Руза",
    "Можайск", "Шатура", "Егорьевск", "Луховицы", "Зарайск", "Кашира", "Ступино", "Протвино", "Пущино",
)  # fmt: skip


def write_company(directory: Path, offices: int = OFFICES) -> Path:
    """The organisation's directory; offices are `o0`, `o1`, …, each with a manager a desk (`o0m1`, …)."""
    week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "00:00-00:00")
    document = {
        "organisation": {
            "name": "Расчётный центр", "timezone": midday_zone(), "standard_s": 900, "appointment_standard_s": 300,
            "goal": 0.95, "hours": week,
        },
        "territory": [
            {"id": f"t{number}", "name": {"ru": f"{name} территория", "en": f"Territory {number + 1}"}}
            for number, name in enumerate(TERRITORIES)
        ],
        "topic": [
            {"id": topic, "prefix": prefix, "name": {"ru": ru, "en": en, "zh": zh}}
            for topic, (prefix, ru, en, zh) in TOPICS.items()
        ],
        "office": [
            {
                "id": f"o{index}", "name": {"ru": _name(index), "en": f"Office {index + 1}"}, "desks": list(DESKS),
                "territory": f"t{index % len(TERRITORIES)}",
            }
            for index in range(offices)
        ],
        "manager": [
            {
                "id": f"o{index}m{desk}", "name": f"Константинопольская О. {desk}.", "office": f"o{index}",
                "topics": dict.fromkeys(TOPICS, "primary"),
            }
            for index in range(offices)
            for desk in DESKS
        ],
    }  # fmt: skip
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "organisation.toml").write_text(tomlkit.dumps(document), encoding="utf-8")
    return directory


def _name(index: int) -> str:
    town, time = TOWNS[index % len(TOWNS)], index // len(TOWNS)
    return town if time == 0 else f"{town}, {time + 1}-й офис"
