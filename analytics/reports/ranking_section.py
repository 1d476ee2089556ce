"""The ranking as part of a report and as a report of its own: places, trend, scores, and what would lift one place."""

from collections.abc import Iterable, Sequence

from analytics.ranking.criteria import Criterion
from analytics.ranking.placing import League, Standing
from analytics.ranking.quarter import Ranking
from analytics.reports.company import Company
from analytics.reports.document import Block, Column, Document, Section, Sentences, Table
from analytics.reports.tables import column
from analytics.reports.values import Listed, Message, Number, Text, Tone, Unit, Value, count, share

SAME = 0.05
"""Totals are shown to a tenth: less than half of one is no change."""


def ranking_document(ranking: Ranking, company: Company, made_at: int, timezone: str) -> Document:
    """The ranking by itself."""
    first = [league.standings[0] for league in ranking.leagues if league.standings and league.standings[0].place]
    leaders = Listed(tuple(company.territory(one.id) for one in first))
    return Document(
        kind="ranking",
        title=Message("ranking-title"),
        subtitle=Message("period-subtitle", {"period": ranking.quarter.name}),
        headline=Message("ranking-leaders", {"territories": leaders}) if first else Message("ranking-nobody"),
        tone=Tone.PLAIN,
        sections=(*ranking_sections(ranking, company), _criteria_section(ranking)),
        made_at=made_at,
        timezone=timezone,
        organisation=company.name,
        notes=(Message("note-ranking"), Message("note-figures")),
    )


def ranking_sections(ranking: Ranking, company: Company, only: str | None = None) -> list[Section]:
    """A section a league; with `only` the league of that territory, and what is told is about it."""
    return [
        _league_section(ranking, league, company, only)
        for league in ranking.leagues
        if league.standings and (only is None or any(one.id == only for one in league.standings))
    ]


def _league_section(ranking: Ranking, league: League, company: Company, only: str | None) -> Section:
    heading = Message(f"section-league-{league.number}", {"accounts": count(ranking.league_accounts)})
    blocks: list[Block] = [_places(league, company)]
    told = [tuple(_told(one, ranking.criteria, company)) for one in league.standings if only is None or one.id == only]
    if any(told):
        blocks.append(Sentences(tuple(one for one in told if one), lead=Message("ranking-lead")))
    blocks.append(_scores(league, ranking.criteria, company))
    return Section(f"league-{league.number}", heading, tuple(blocks))


def _places(league: League, company: Company) -> Table:
    rows: list[tuple[Value, ...]] = []
    for one in league.standings:
        change = one.place_before - one.place if one.place is not None and one.place_before is not None else None
        gained = one.total - one.total_before if one.total is not None and one.total_before is not None else None
        rows.append(
            (
                company.territory(one.id),
                count(one.place),
                Number(one.total, Unit.SCORE),
                _trend(change),
                Number(gained, Unit.CHANGE),
                count(one.accounts),
            )
        )
    columns = (
        column("territory"),
        column("place", Unit.COUNT),
        column("total", Unit.SCORE),
        column("trend"),
        column("gained", Unit.CHANGE),
        column("accounts", Unit.COUNT),
    )
    return Table(f"places_{league.number}", Message("table-places"), columns, tuple(rows))


def _trend(change: int | None) -> Value:
    if change is None:
        return Text("")
    if change == 0:
        return Message("trend-same")
    return Message("trend-up" if change > 0 else "trend-down", {"n": count(abs(change))})


def _told(one: Standing, criteria: Sequence[Criterion], company: Company) -> Iterable[Message]:
    """What would lift it, and what is missing."""
    by_id = {criterion.id: criterion for criterion in criteria}
    named = company.territory(one.id)
    if one.lifts and one.above is not None:
        lift = one.lifts[0]
        criterion = by_id[lift.criterion]
        yield Message(
            "ranking-lift",
            {
                "territory": named,
                "above": company.territory(one.above),
                "criterion": criterion.name,
                "value": criterion.number(lift.value),
                "needed": criterion.number(lift.needed),
                "effort": share(lift.effort),
            },
        )
    elif one.above is not None:
        yield Message("ranking-no-lift", {"territory": named, "above": company.territory(one.above)})
    if one.missing:
        missing = Listed(tuple(by_id[name].name for name in one.missing))
        told = "ranking-missing" if one.place is not None else "ranking-too-little"
        yield Message(told, {"territory": named, "criteria": missing})


def _scores(league: League, criteria: Sequence[Criterion], company: Company) -> Table:
    columns = (column("criterion"), *(_territory_column(one, company) for one in league.standings))
    rows: list[tuple[Value, ...]] = []
    for index, criterion in enumerate(criteria):
        cells = [criterion.number(one.scores[index].value) for one in league.standings]
        rows.append((criterion.name, *cells))
    return Table(f"values_{league.number}", Message("table-values"), columns, tuple(rows))


def _territory_column(one: Standing, company: Company) -> Column:
    return Column(one.id, Message("column-named", {"name": company.territory(one.id)}), Unit.SCORE)


def _criteria_section(ranking: Ranking) -> Section:
    rows: list[tuple[Value, ...]] = [
        (
            one.name,
            Number(one.weight, Unit.SCORE),
            one.number(one.worst),
            one.number(one.best),
            Message("from-queue" if one.figure is not None else "from-hand"),
        )
        for one in ranking.criteria
    ]
    columns = (
        column("criterion"),
        column("weight", Unit.SCORE),
        column("worst", Unit.SCORE),
        column("best", Unit.SCORE),
        column("source"),
    )
    table = Table("criteria", Message("table-criteria"), columns, tuple(rows))
    return Section("criteria", Message("section-criteria"), (table,))
