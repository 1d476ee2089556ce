"""Where and with what people waited longer, in a report of a week, month or quarter: territories, offices, topics."""

from collections.abc import Sequence

from analytics.figures import Row
from analytics.reports.answers import Scope
from analytics.reports.company import Company
from analytics.reports.document import Block, Section, Sentences, Table
from analytics.reports.period_facts import PeriodFacts, promised
from analytics.reports.tables import STANDARD_COLUMNS, column, manager_table, standard_cells, topic_table
from analytics.reports.values import Listed, Message, Number, Unit, Value, share

NAMED_OFFICES = 3
PLACES = {"office": "offices", "territory": "territories"}


def where(facts: PeriodFacts, company: Company) -> Section:
    """The section of a report about several offices."""
    blocks: list[Block] = []
    broken = sorted((row for row in facts.by_office if row["breached"]), key=lambda row: -row["breached"])
    total = sum(row["breached"] for row in broken)
    if len(broken) > NAMED_OFFICES:
        first = broken[:NAMED_OFFICES]
        told = Message(
            "worst-offices",
            {
                "offices": Listed(tuple(company.office(row["office"]) for row in first)),
                "part": share(sum(row["breached"] for row in first) / total),
            },
        )
        blocks.append(Sentences(((told,),)))
    if facts.by_territory:
        blocks.append(_place_table("territory", facts.by_territory, [], company))
    blocks.append(_place_table("office", facts.by_office, facts.by_office_before, company))
    return Section("where", Message("section-where"), tuple(blocks))


def _place_table(key: str, rows: Sequence[Row], before: Sequence[Row], company: Company) -> Table:
    """Worst first."""
    earlier = {row[key]: row["service_level"] for row in before}
    columns = [column(key), *STANDARD_COLUMNS, *([column("change", Unit.POINTS)] if before else [])]
    table_rows: list[tuple[Value, ...]] = []
    for row in sorted(rows, key=lambda row: (row["service_level"] is None, row["service_level"], str(row[key]))):
        goal, standard_s = promised(Scope(office=row["office"]) if key == "office" else Scope(), company)
        cells: tuple[Value, ...] = (
            _place(key, row[key], company),
            *standard_cells(row, standard_s=standard_s, goal=goal),
        )
        table_rows.append((*cells, _change(row["service_level"], earlier.get(row[key]))) if before else cells)
    return Table(PLACES[key], Message(f"table-{key}"), tuple(columns), tuple(table_rows))


def _place(key: str, place: str | None, company: Company) -> Value:
    if place is None:
        return Message("no-territory")
    return company.office(place) if key == "office" else company.territory(place)


def _change(level: float | None, before: float | None) -> Number:
    return Number(level - before if level is not None and before is not None else None, Unit.POINTS)


def what(facts: PeriodFacts, company: Company) -> Section:
    """The section of topics; of one office also of managers."""
    office = company.offices.get(facts.scope.office) if facts.scope.office is not None else None
    blocks: list[Block] = [topic_table(facts.by_topic, company, office)]
    if any(row["manager"] for row in facts.by_manager):
        blocks.append(manager_table(facts.by_manager, company))
    heading = "section-topics" if facts.by_manager else "section-topics-only"
    return Section("topics", Message(heading), tuple(blocks))
