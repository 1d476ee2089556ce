"""What must hold between the tables of an organisation file: each id once, each name known, each heading a heading.

Knows well-formed tables and their places. Knows nothing of files or of how a single table is read.
"""

from collections.abc import Iterable

from queue_server.organisation.findings import Finding, Place, Severity, did_you_mean
from queue_server.organisation.prefixes import mistakable, seen_as
from queue_server.organisation.reading import Reading, placed_rows
from queue_server.organisation.schema import (
    CategoryTable,
    ChannelTable,
    CriterionTable,
    ManagerTable,
    OfficeTable,
    OrganisationTable,
    ReportTable,
    TopicTable,
)
from queue_server.organisation.topic_tree import TopicTree

DEFAULT_STANDARD_S = 900


def check(reading: Reading) -> list[Finding]:
    """Everything that is wrong between tables. Tables that are wrong in themselves count as known by their id."""
    findings: list[Finding] = []
    known = {name: {row.table.id for row in rows} | reading.malformed[name] for name, rows in reading.listed.items()}
    if reading.organisation is None:
        findings.append(
            Finding(
                Place("the organisation file", "[organisation]"),
                "the table is missing",
                'Add it, with the company\'s name: name = "…".',
            )
        )
    findings += _duplicates(reading)
    tree = TopicTree(row.table for row in reading.listed["topic"])
    findings += _topics(reading, tree, known["topic"])
    findings += _offices(reading, tree, known)
    findings += _managers(reading, tree, known)
    findings += _credits(reading)
    findings += _channels(reading, known)
    findings += _criteria(reading)
    findings += _reports(reading, known)
    doubtful = [row for _, row in placed_rows(reading) if row.wrong]
    return [finding for finding in findings if not any(row.doubts(finding.place) for row in doubtful)]


def _duplicates(reading: Reading) -> Iterable[Finding]:
    first: dict[tuple[str, str], Place] = {}
    for name, row in placed_rows(reading):
        earlier = first.setdefault((name, row.table.id), row.place)
        if earlier is not row.place:
            yield Finding(
                row.place.at_key("id"),
                f'the id "{row.table.id}" is used already in {earlier}',
                "Give each its own id, or take one away.",
            )


def _topics(reading: Reading, tree: TopicTree, known: set[str]) -> Iterable[Finding]:
    for row in reading.listed["topic"]:
        topic: TopicTable = row.table
        if topic.parent is not None:
            if topic.parent not in known:
                yield _unknown(row.place.at_key("parent"), "topic", topic.parent, known)
            elif tree.in_a_circle(topic.id):
                yield Finding(
                    row.place.at_key("parent"),
                    "the headings lead round in a circle",
                    "Let one of them stand at the top, without a parent.",
                )
        if topic.id in tree.headings and topic.prefix is not None:
            yield Finding(
                row.place.at_key("prefix"),
                "this topic is another's parent, and a heading has no prefix",
                "Take the prefix away, or let no topic name it as its parent.",
            )
        elif topic.id not in tree.headings and topic.prefix is None:
            yield Finding(
                row.place.at_key("prefix"),
                "the topic has no prefix for its tickets' numbers",
                'Add one, such as prefix = "А", or let other topics name it as their parent.',
            )
        if topic.prefix is not None and (why := mistakable(topic.prefix)):
            yield Finding(
                row.place.at_key("prefix"),
                f'"{topic.prefix}" can be mistaken: {why}',
                "А Е К М Т are clear in print, aloud, and in both alphabets.",
                Severity.WARNING,
            )


def _offices(reading: Reading, tree: TopicTree, known: dict[str, set[str]]) -> Iterable[Finding]:
    organisation: OrganisationTable | None = reading.organisation.table if reading.organisation else None
    if not reading.listed["office"] and not reading.malformed["office"]:
        yield Finding(Place("the organisation file", "[[office]]"), "there is no office", "Add at least one.")
    for row in reading.listed["office"]:
        office: OfficeTable = row.table
        if office.timezone is None and organisation is not None and organisation.timezone is None:
            yield Finding(
                row.place.at_key("timezone"),
                "the office has no time zone",
                'Add one here or in [organisation], such as timezone = "Europe/Moscow".',
            )
        if office.territory is not None and office.territory not in known["territory"]:
            yield _unknown(row.place.at_key("territory"), "territory", office.territory, known["territory"])
        for topic in office.topics or ():
            if topic not in known["topic"]:
                yield _unknown(row.place.at_key("topics"), "topic", topic, known["topic"])
        yield from _twice(row.place.at_key("topics"), office.topics or ())
        yield from _twice(row.place.at_key("desks"), office.desks)
        yield from _alike(row.place.at_key("topics"), tree, tree.offered(office.topics))


def _alike(place: Place, tree: TopicTree, topics: Iterable[str]) -> Iterable[Finding]:
    """Two prefixes that differ in the alphabet only would give two visitors the same number to the eye."""
    by_sight: dict[str, set[str]] = {}
    for topic in topics:
        if prefix := tree.tables[topic].prefix:
            by_sight.setdefault(seen_as(prefix), set()).add(prefix)
    for spellings in by_sight.values():
        if len(spellings) > 1:
            yield Finding(
                place,
                f"prefixes of two alphabets look alike here: {', '.join(sorted(spellings))}",
                "Write them in the same alphabet in each [[topic]].",
            )


def _managers(reading: Reading, tree: TopicTree, known: dict[str, set[str]]) -> Iterable[Finding]:
    offices: dict[str, OfficeTable] = {row.table.id: row.table for row in reading.listed["office"]}
    for row in reading.listed["manager"]:
        manager: ManagerTable = row.table
        if manager.office not in known["office"]:
            yield _unknown(row.place.at_key("office"), "office", manager.office, known["office"])
        for topic in manager.topics:
            if topic not in known["topic"]:
                yield _unknown(row.place.at_key("topics"), "topic", topic, known["topic"])
            elif topic in tree.headings:
                yield Finding(
                    row.place.at_key(f"topics.{topic}"),
                    "this topic is a heading and is not served",
                    "Name the topics under it.",
                )
        office = offices.get(manager.office)
        if office is not None and not set(tree.offered(office.topics)) & set(manager.topics):
            yield Finding(
                row.place.at_key("topics"),
                f'the manager has no topic that "{manager.office}" offers',
                "Nobody can be called to this manager until one is added.",
                Severity.WARNING,
            )


def _credits(reading: Reading) -> Iterable[Finding]:
    table: OrganisationTable | None = reading.organisation.table if reading.organisation else None
    standard_s = (table.standard_s if table else None) or DEFAULT_STANDARD_S
    for row in reading.listed["category"]:
        category: CategoryTable = row.table
        if category.credit_s > standard_s:
            yield Finding(
                row.place.at_key("credit_s"),
                f"{category.credit_s} is above the standard of {standard_s}",
                "It counts no further than the standard.",
                Severity.WARNING,
            )


def _channels(reading: Reading, known: dict[str, set[str]]) -> Iterable[Finding]:
    for row in reading.listed["channel"]:
        channel: ChannelTable = row.table
        for office in channel.offices:
            if office not in known["office"]:
                yield _unknown(row.place.at_key("offices"), "office", office, known["office"])
        for territory in channel.territories:
            if territory not in known["territory"]:
                yield _unknown(row.place.at_key("territories"), "territory", territory, known["territory"])
        if (channel.kind == "webhook") != (channel.url is not None):
            yield Finding(
                row.place.at_key("url"),
                "a webhook needs an address, and nothing else has one",
                'Write url = "https://…" for kind = "webhook"; the address of an apprise channel is its secret.',
            )
        if (channel.kind == "mail") != bool(channel.to):
            yield Finding(
                row.place.at_key("to"),
                "a mail channel needs somebody to write to, and nothing else does",
                'Write to = ["shift@example.org"] for kind = "mail".',
            )


def _criteria(reading: Reading) -> Iterable[Finding]:
    for row in reading.listed["criterion"]:
        criterion: CriterionTable = row.table
        if criterion.worst == criterion.best:
            yield Finding(
                row.place.at_key("best"),
                f"the worst and the best are both {criterion.best:g}",
                "Let them differ: the scale runs from one to the other.",
            )
        if criterion.figure is not None and criterion.unit is not None:
            yield Finding(row.place.at_key("unit"), "a figure of the queue brings its own unit", "Take the unit away.")


def _reports(reading: Reading, known: dict[str, set[str]]) -> Iterable[Finding]:
    for row in reading.listed["report"]:
        report: ReportTable = row.table
        if report.office is not None and report.territory is not None:
            yield Finding(row.place.at_key("territory"), "an office is named as well", "Name one of the two.")
        if report.office is not None and report.office not in known["office"]:
            yield _unknown(row.place.at_key("office"), "office", report.office, known["office"])
        if report.territory is not None and report.territory not in known["territory"]:
            yield _unknown(row.place.at_key("territory"), "territory", report.territory, known["territory"])
        yield from _twice(row.place.at_key("to"), report.to)
        yield from _twice(row.place.at_key("formats"), report.formats)


def _twice(place: Place, values: Iterable[str]) -> Iterable[Finding]:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            yield Finding(place, f'"{value}" is named twice', "Take one of them away.")
        seen.add(value)


def _unknown(place: Place, kind: str, name: str, known: set[str]) -> Finding:
    remedy = did_you_mean(name, sorted(known)) if known else f"Add it as [[{kind}]]."
    return Finding(place, f'there is no {kind} "{name}"', remedy)
