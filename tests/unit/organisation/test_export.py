"""What is exported loads again as the same organisation, whatever it holds."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from queue_server.organisation import difference, export, load, organise, parse
from queue_server.organisation.rules import AlertsTable, LimitsTable
from queue_server.organisation.schema import (
    CategoryTable,
    ChannelTable,
    Document,
    ManagerTable,
    OfficeTable,
    OrganisationTable,
    OutcomeTable,
    TerritoryTable,
    TopicTable,
)
from queue_server.organisation.values import WEEKDAYS
from tests.unit.organisation.files import small

ROOT = Path(__file__).parents[3]

words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).filter(lambda word: bool(word.strip()))
ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,9}", fullmatch=True)
names = st.dictionaries(st.sampled_from(["ru", "en", "zh", "pt-BR"]), words, min_size=1)
texts = st.dictionaries(st.sampled_from(["ru", "en", "zh"]), words)
seconds = st.integers(1, 86_400)
hours = st.one_of(
    st.just("closed"),
    st.builds(lambda a, b: f"{a:02d}:00-{b:02d}:30", st.integers(0, 23), st.integers(0, 23)),
)


def optional(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.one_of(st.none(), values)


rules = {
    "hours": optional(st.dictionaries(st.sampled_from(WEEKDAYS), hours)),
    "days": st.dictionaries(st.dates().map(lambda day: day.isoformat()), hours, max_size=4),
    "standard_s": optional(seconds),
    "goal": optional(st.floats(0.001, 1)),
    "policy": optional(st.sampled_from(["fifo", "earliest_promise", "strict_priority"])),
    "limits": st.builds(LimitsTable, no_show_calls=optional(st.integers(1, 9)), pin_s=optional(seconds)),
    "slot_minutes": optional(st.integers(1, 1440)),
    "queue_limit": optional(st.integers(1, 999)),
    "message": texts,
}


@st.composite
def documents(draw: st.DrawFn) -> Document:
    topic_ids = draw(st.lists(ids, min_size=1, max_size=4, unique=True))
    office_ids = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    territories = draw(st.lists(ids, max_size=2, unique=True))
    headings = [f"{topic}-heading" for topic in topic_ids[:1] if draw(st.booleans())]
    return Document(
        organisation=draw(
            st.builds(
                OrganisationTable,
                name=words,
                timezone=st.just("Asia/Yekaterinburg"),
                alerts=st.sampled_from([AlertsTable(), AlertsTable(fast_burn=4.5, quiet="22:00-07:00")]),
                **rules,
            )
        ),
        territory=tuple(TerritoryTable(id=id_, name=draw(names)) for id_ in territories),
        topic=tuple(TopicTable(id=id_, name=draw(names)) for id_ in headings)
        + tuple(
            TopicTable(
                id=id_,
                name=draw(names),
                prefix="А",
                parent=headings[0] if headings else None,
                standard_s=draw(st.one_of(st.none(), seconds)),
                outcome_required=draw(st.booleans()),
                bring=draw(texts),
            )
            for id_ in topic_ids
        ),
        category=(CategoryTable(id="c", name=draw(names), credit_s=draw(seconds)),),
        outcome=(OutcomeTable(id="o", name=draw(names)),),
        office=tuple(
            draw(
                st.builds(
                    OfficeTable,
                    id=st.just(id_),
                    name=names,
                    desks=st.just(["1", "2А"]),
                    topics=optional(st.lists(st.sampled_from(topic_ids), unique=True)),
                    territory=optional(st.sampled_from(territories)) if territories else st.none(),
                    accounts=st.integers(0, 10**6),
                    **rules,
                )
            )
            for id_ in office_ids
        ),
        manager=(ManagerTable(id="m", name=draw(words), office=office_ids[0], topics={topic_ids[0]: "secondary"}),),  # type: ignore[dict-item]
        channel=(
            ChannelTable(id="hook", kind="webhook", url="https://hooks.example.org/a?b=c", offices=office_ids[:1]),
            ChannelTable(id="post", kind="mail", to=["a@example.org"], severity="critical", quiet="21:00-08:00"),
        ),
    )


@settings(max_examples=150, deadline=None)
@given(documents())
def test_loading_what_was_exported_gives_the_same(document: Document) -> None:
    organisation = organise(document)
    again = parse({"export": export(organisation)})
    assert again == organisation
    assert again.offices == organisation.offices
    assert difference(organisation, again) == []


def test_the_demo_organisation_comes_back_whole() -> None:
    demo = load(ROOT / "config" / "demo")
    assert parse({"export": export(demo)}) == demo


def test_defaults_are_not_written() -> None:
    assert "closes_after_s" not in export(small())
    assert "limits" not in export(small())
