"""What a visitor is like: what they came for, how long they wait, how fast they walk, what goes wrong with them.

Pure: chance comes in. Every share below is a judgement, made so that each state of a ticket is seen within minutes.
"""

import math
import random
from dataclasses import dataclass

from queue_server.client.driver.cast import OfficeCast

SERVICE_CV = 0.9
"""Service times are lognormal with this coefficient of variation (the bank's six topics of 1999 fit it best)."""

CATEGORY_SHARE = 0.12
SLIP_SHARE = 0.015
POSTPONE_SHARE = 0.04
MISS_SHARE = 0.05
COME_BACK_SHARE = 0.6
SECOND_TOPIC_SHARE = 0.07
TRANSFER_SHARE = 0.07
RETURN_SHARE = 0.4
OFFICE_POSTPONE_SHARE = 0.02
MISTAKEN_CALL_SHARE = 0.01
RATE_SHARE = 0.35
PHONE_SHARE = 0.5
PATIENCE_MEDIAN_S = 3000.0
PATIENCE_SIGMA = 0.8
SHORTEST_SERVICE_S = 25.0
LONGEST_SERVICE_S = 3600.0


@dataclass(frozen=True, slots=True)
class Visitor:
    """One person's plan for the visit, before they know how long the line is. Durations in seconds."""

    topic: str
    language: str
    category: str | None
    walk_s: float
    patience_s: float
    service_share: float
    slips_after_s: float | None = None
    postpones_after_s: float | None = None
    postponed_for_s: float = 0.0
    misses_call: bool = False
    comes_back_after_s: float | None = None
    second_topic: str | None = None
    sent_on_to: str | None = None
    sent_back: bool = False
    waits_for_paper_s: float | None = None
    called_by_mistake: bool = False
    says_goodbye: bool = False
    score: int | None = None

    def service_s(self, mean_s: float) -> float:
        """How long this visitor keeps a manager who takes `mean_s` on average."""
        return min(max(mean_s * self.service_share, SHORTEST_SERVICE_S), LONGEST_SERVICE_S)


def imagine(cast: OfficeCast, chance: random.Random) -> Visitor:
    """The next visitor of this office."""
    served_here = [topic for topic in cast.topics.values() if any(topic.id in m.topics for _d, m in cast.staffed)]
    topic = chance.choices(served_here, [each.weight for each in served_here])[0].id
    others = [each.id for each in served_here if each.id != topic]
    misses = chance.random() < MISS_SHARE
    sent_on = chance.random() < TRANSFER_SHARE and bool(others)
    return Visitor(
        topic=topic,
        language=chance.choices(list(cast.languages), list(cast.languages.values()))[0],
        category=chance.choice(cast.categories) if cast.categories and chance.random() < CATEGORY_SHARE else None,
        walk_s=min(max(chance.gauss(22, 9), 5), 90),
        patience_s=chance.lognormvariate(math.log(PATIENCE_MEDIAN_S), PATIENCE_SIGMA),
        service_share=_service_share(chance),
        slips_after_s=chance.uniform(10, 50) if chance.random() < SLIP_SHARE else None,
        postpones_after_s=chance.uniform(60, 240) if chance.random() < POSTPONE_SHARE else None,
        postponed_for_s=chance.uniform(300, 900),
        misses_call=misses,
        comes_back_after_s=chance.uniform(90, 700) if misses and chance.random() < COME_BACK_SHARE else None,
        second_topic=chance.choice(others) if others and not sent_on and chance.random() < SECOND_TOPIC_SHARE else None,
        sent_on_to=chance.choice(others) if sent_on else None,
        sent_back=sent_on and chance.random() < RETURN_SHARE,
        waits_for_paper_s=chance.uniform(240, 600) if chance.random() < OFFICE_POSTPONE_SHARE else None,
        called_by_mistake=chance.random() < MISTAKEN_CALL_SHARE,
        says_goodbye=chance.random() < PHONE_SHARE,
        score=_score(chance) if chance.random() < RATE_SHARE else None,
    )


def _service_share(chance: random.Random) -> float:
    """A lognormal with mean 1 and the given coefficient of variation: sigma² = ln(1 + cv²), mu = −sigma²/2."""
    variance = math.log(1.0 + SERVICE_CV**2)
    return chance.lognormvariate(-variance / 2.0, math.sqrt(variance))


def _score(chance: random.Random) -> int:
    return chance.choices([1, 2, 3, 4, 5], [3, 4, 10, 28, 55])[0]
