"""Offices and topics that a file names and nobody here has heard of: taken in, for it is history, and said aloud.

A misspelt name would otherwise become an office of its own without a word, and its visits be missed where they belong.
"""

from collections.abc import Iterable, Mapping

from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import OfficeId, TopicId
from queue_server.log.history.visit import Refusal, Visit
from queue_server.organisation.findings import did_you_mean


def strangers(visits: Iterable[Visit], known: Mapping[OfficeId, OfficeConfig]) -> list[Refusal]:
    """A note at the first line of each. Into a database without offices everything is new, and nothing is noted."""
    if not known:
        return []
    notes: dict[tuple[OfficeId, TopicId | None], Refusal] = {}
    legs = sorted(
        ((leg.line, visit.office, leg.topic) for visit in visits for leg in visit.legs), key=lambda leg: leg[0]
    )
    for line, office, topic in legs:
        config = known.get(office)
        if config is None:
            sentence = f"office “{office}” was not known here and becomes one of its own. {did_you_mean(office, known)}"
            notes.setdefault((office, None), Refusal(line, sentence))
        elif not config.offers(topic):
            offered = [one for one in config.topics if config.offers(one)]
            sentence = (
                f"topic “{topic}” was not offered by “{office}” and is added to it. {did_you_mean(topic, offered)}"
            )
            notes.setdefault((office, topic), Refusal(line, sentence))
    return list(notes.values())
