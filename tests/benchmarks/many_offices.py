"""An organisation of so many equal offices, open day and night, as a file."""

from pathlib import Path

TOPICS = ("meters", "account", "contract", "payment", "debt", "subsidy", "paper", "complaint")
LETTERS = "АЕКМТВСР"
DESKS = 6


def write(directory: Path, offices: int, desks: int = DESKS) -> Path:
    """The organisation file in `directory`; offices are `o0`, `o1`, …, each with a manager a desk (`o0m1`, …)."""
    text = [
        '[organisation]\nname = "Bench"\ntimezone = "Europe/Moscow"\nstandard_s = 900\nappointment_standard_s = 300\n'
        "goal = 0.95\n[organisation.hours]\n"
        + "\n".join(f'{day} = "00:00-00:00"' for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    ]
    for topic, letter in zip(TOPICS, LETTERS, strict=True):
        text.append(f'[[topic]]\nid = "{topic}"\nprefix = "{letter}"\nname = {{ ru = "{topic}", en = "{topic}" }}')
    text.append('[[category]]\nid = "veteran"\ncredit_s = 600\nname = { ru = "Ветеран", en = "Veteran" }')
    numbers = ", ".join(f'"{number + 1}"' for number in range(desks))
    skills = ", ".join(f'{topic} = "primary"' for topic in TOPICS)
    for index in range(offices):
        text.append(
            f'[[office]]\nid = "o{index}"\nname = {{ ru = "Офис {index}", en = "Office {index}" }}\ndesks = [{numbers}]'
        )
    for index in range(offices):
        for number in range(desks):
            text.append(
                f'[[manager]]\nid = "o{index}m{number + 1}"\nname = "Manager {number + 1}"\noffice = "o{index}"\n'
                f"topics = {{ {skills} }}"
            )
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / "organisation.toml"
    path.write_text("\n\n".join(text) + "\n", encoding="utf-8")
    return directory
