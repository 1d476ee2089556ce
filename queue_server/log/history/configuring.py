"""The office that imported visits need: their topics, desks, managers and categories, beside those it has already."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from queue_server.domain.configuration import Category, Manager, OfficeConfig, SkillLevel, Topic
from queue_server.domain.ids import ManagerId, OfficeId, TopicId
from queue_server.log.history.mapping import UTC, Mapping, TopicForm
from queue_server.log.history.visit import Visit

CLEAR_LETTERS = "АЕКМТ"
"""Letters that no eye or ear mistakes, in either alphabet (see `organisation.prefixes`)."""


def configured_for(
    office: OfficeId, known: OfficeConfig | None, visits: Iterable[Visit], mapping: Mapping
) -> OfficeConfig:
    """The configuration under which these visits can have been; what is known of the office already stays as it is."""
    config = known if known is not None else _new(office, mapping)
    topics, desks = dict[TopicId, None](), dict[str, None]()
    categories, skills = dict[str, None](), dict[ManagerId, dict[TopicId, None]]()
    for visit in visits:
        if visit.category is not None:
            categories[visit.category] = None
        for leg in visit.legs:
            topics[leg.topic] = None
            if leg.desk is not None and leg.manager is not None:
                desks[leg.desk] = None
                skills.setdefault(leg.manager, {})[leg.topic] = None
    return replace(
        config,
        topics={**config.topics, **_new_topics(config, topics, mapping)},
        desks=(*config.desks, *(desk for desk in sorted(desks) if desk not in config.desks)),
        managers={**config.managers, **{who: _manager(config, who, list(skills[who])) for who in sorted(skills)}},
        categories={**_new_categories(categories, mapping), **config.categories},
    )


def _new(office: OfficeId, mapping: Mapping) -> OfficeConfig:
    said = mapping.office
    return OfficeConfig(
        id=office,
        name=said.name if said.name and said.id in (None, office) else {"en": office},
        timezone=said.timezone or UTC,
        territory=said.territory,
        accounts=said.accounts,
        topics={},
        desks=(),
        managers={},
        standard_s=said.standard_s,
    )


def _new_topics(config: OfficeConfig, topics: Iterable[TopicId], mapping: Mapping) -> dict[TopicId, Topic]:
    said = {form.id or word: form for word, form in mapping.topics.items()}
    taken = {topic.prefix for topic in config.topics.values()} | {form.prefix or "" for form in said.values()}
    free = (prefix for prefix in _prefixes() if prefix not in taken)
    found = {}
    for topic in sorted(topics):
        if topic in config.topics and config.topics[topic].prefix:
            continue
        form = said.get(topic, TopicForm())
        name = form.name or {"en": topic}
        found[topic] = Topic(topic, name, prefix=form.prefix or next(free), standard_s=form.standard_s)
    return found


def _prefixes() -> Iterator[str]:
    length = 1
    while True:
        yield from ("".join(letters) for letters in product(CLEAR_LETTERS, repeat=length))
        length += 1


def _manager(config: OfficeConfig, manager: ManagerId, topics: list[TopicId]) -> Manager:
    known = config.managers.get(manager)
    skills = dict.fromkeys(sorted(topics), SkillLevel.PRIMARY)
    if known is None:
        return Manager(id=manager, name=manager, topics=skills)
    return replace(known, topics={**skills, **known.topics})


def _new_categories(categories: Iterable[str], mapping: Mapping) -> dict[str, Category]:
    said = {form.id: form for form in mapping.categories.values()}
    found = {}
    for category in sorted(categories):
        form = said.get(category)
        name, credit_s = (form.name, form.credit_s) if form is not None else ({}, 0)
        found[category] = Category(category, name or {"en": category}, credit_s)
    return found
