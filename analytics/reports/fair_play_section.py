"""What the rules of fair play noticed, in a report of a week, month or quarter: signs where somebody should look.

Says what happened and how often, with the tickets that tell more, and blames nobody.
"""

from collections import Counter
from collections.abc import Sequence

from analytics.fair_play.marks import Rule
from analytics.fair_play.rules import RULES, Finding, in_order
from analytics.reports.answers import Scope
from analytics.reports.company import Company
from analytics.reports.document import Block, Group, Section, Sentences, Table
from analytics.reports.tables import column
from analytics.reports.values import Chip, Day, Listed, Message, Text, Unit, Value, count

MOST_ROWS = 30
"""Findings told one by one; the page and the API have all of them."""
MOST_TICKETS = 6


RULE_NAMES = {rule: Message(f"fair-rule-{rule.replace('_', '-')}") for rule in Rule}
"""What was seen, in a few words that say nothing of why. The page says the same."""
RULE_REASONS = {rule: Message(f"fair-why-{rule.replace('_', '-')}") for rule in Rule}
"""What it means and how it may have come about, said once above the findings of the rule."""


def fair_play_section(findings: Sequence[Finding], scope: Scope, company: Company) -> Section:
    """The section: how much there is of what, and the findings with most marks."""
    heading = Message("section-fair-play")
    if not findings:
        return Section("fair_play", heading, (Sentences(((Message("fair-play-none"),),)),))
    told = (Message("fair-play-found", {"n": count(len(findings))}), Message("fair-play-no-verdict"))
    several = scope.office is None
    blocks: list[Block] = [Sentences((told,))]
    if several:
        blocks.append(_by_place(findings, company))
    blocks.append(_one_by_one(findings, company, several=several))
    return Section("fair_play", heading, tuple(blocks))


def _by_place(findings: Sequence[Finding], company: Company) -> Table:
    counts = Counter((one.rule, one.office) for one in findings)
    marks = Counter[tuple[Rule, str]]()
    for one in findings:
        marks[one.rule, one.office] += len(one.marks)
    most = [place for place, _ in counts.most_common(MOST_ROWS)]
    rows: list[tuple[Value, ...]] = [
        (RULE_NAMES[rule], company.office(office), count(counts[rule, office]), count(marks[rule, office]))
        for rule, office in sorted(most, key=lambda place: (RULES[place[0]], -counts[place], place[1]))
    ]
    columns = (column("sign"), column("office"), column("findings", Unit.COUNT), column("marks", Unit.COUNT))
    return Table("fair_play_places", Message("table-fair-play-places"), columns, tuple(rows))


def _one_by_one(findings: Sequence[Finding], company: Company, *, several: bool) -> Table:
    """Those with most marks, in the order of all."""
    told = sorted(sorted(findings, key=lambda one: -len(one.marks))[:MOST_ROWS], key=in_order)
    rows: list[tuple[Value, ...]] = []
    for one in told:
        where: tuple[Value, ...] = (company.office(one.office),) if several else ()
        whose = company.manager(one.manager) if one.manager is not None else Message("fair-play-of-the-office")
        rows.append(
            (Day(one.day), *where, RULE_NAMES[one.rule], whose, count(len(one.marks)), count(one.visits), _tickets(one))
        )
    counts = Counter(one.rule for one in told)
    groups = tuple(Group(RULE_NAMES[rule], RULE_REASONS[rule], counts[rule]) for rule in Rule if counts[rule])
    columns = (
        column("day"),
        *((column("office"),) if several else ()),
        column("sign"),
        column("manager"),
        column("marks", Unit.COUNT),
        column("of_visits", Unit.COUNT),
        column("tickets"),
    )
    caption = Message("table-fair-play", {"n": count(len(rows))})
    return Table("fair_play", caption, columns, tuple(rows), groups, grouped_by="sign")


def _tickets(finding: Finding) -> Value:
    """Each ticket once, in the order of time; where the rule is about giving out none, how many were refused."""
    numbers = list(dict.fromkeys(mark.number for mark in finding.marks if mark.number))
    chips: list[Value] = [Chip(number) for number in numbers[:MOST_TICKETS]]
    if len(numbers) > MOST_TICKETS:
        chips.append(Text("…"))
    if finding.refused is not None:
        chips.append(Message("fair-play-refused", {"n": count(finding.refused)}))
    return Listed(tuple(chips))
