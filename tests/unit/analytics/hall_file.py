"""One office as the tables of an organisation file, for scenarios and weeks that stand in a single file."""

HALL = """
[organisation]
name = "Test"
timezone = "Europe/Moscow"

[[topic]]
id = "meters"
prefix = "A"
name = {{ ru = "Счётчики", en = "Meters", zh = "表计" }}
typical_service_s = {meters_s}

[[topic]]
id = "contract"
prefix = "B"
name = {{ ru = "Договоры", en = "Contracts", zh = "合同" }}
typical_service_s = 600

[[category]]
id = "veteran"
credit_s = 600
name = {{ en = "Veteran" }}

[[office]]
id = "klin"
name = {{ en = "Klin" }}
desks = [{desks}]
hours = {{ {hours} }}

[[manager]]
id = "ivanova"
name = "Ivanova"
office = "klin"
topics = {{ meters = "primary", contract = "primary" }}

[[manager]]
id = "petrov"
name = "Petrov"
office = "klin"
topics = {{ meters = "primary", contract = "{petrovs_contracts}" }}

[[manager]]
id = "orlov"
name = "Orlov"
office = "klin"
topics = {{ meters = "primary" }}
"""


def hall(
    *, desks: int, hours: str, days: tuple[str, ...], meters_s: int = 240, petrovs_contracts: str = "primary"
) -> str:
    """Two topics and three managers: one for both, one as `petrovs_contracts` says, one for meters alone."""
    return HALL.format(
        desks=", ".join(f'"{number}"' for number in range(1, desks + 1)),
        hours=", ".join(f'{day} = "{hours}"' for day in days),
        meters_s=meters_s,
        petrovs_contracts=petrovs_contracts,
    )
