"""The tree of topics: which are headings, what stands under one, what an office offers.

Knows tables of topics. A tree with a circle in it is still walked to an end, so that the circle can be reported.
"""

from collections.abc import Iterable, Sequence

from queue_server.domain.ids import TopicId
from queue_server.organisation.schema import TopicTable


class TopicTree:
    """Topics by id, with the way up from each."""

    def __init__(self, tables: Iterable[TopicTable]) -> None:
        self.tables = {table.id: table for table in tables}
        self.headings = {table.parent for table in self.tables.values() if table.parent is not None}

    def steps_up(self, topic: TopicId) -> list[TopicId]:
        """A topic and the headings above it, from below; a circle ends where it began."""
        steps: list[TopicId] = []
        here: TopicId | None = topic
        while here is not None and here in self.tables and here not in steps:
            steps.append(here)
            here = self.tables[here].parent
        return steps

    def in_a_circle(self, topic: TopicId) -> bool:
        """Whether the headings above this topic lead round and never reach a top."""
        return self.tables[self.steps_up(topic)[-1]].parent in self.steps_up(topic)

    def offered(self, named: Sequence[TopicId] | None) -> list[TopicId]:
        """What an office offers that names these: each topic that is served, after the headings above it.

        A heading stands for everything under it; naming nothing at all means every topic.
        """
        served = [topic for topic in self.tables if topic not in self.headings]
        offered: dict[TopicId, None] = {}
        for name in served if named is None else named:
            for topic in served:
                steps = self.steps_up(topic)
                if name in steps:
                    offered.update(dict.fromkeys(reversed(steps)))
        return list(offered)
