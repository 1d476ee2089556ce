"""The organisation as its file says it, and each office as the domain takes it.

Knows how what is said for all offices reaches one. Knows nothing of files.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from queue_server.domain.configuration import (
    Category,
    Limits,
    Manager,
    OfficeConfig,
    Outcome,
    PolicyName,
    Topic,
)
from queue_server.domain.ids import Names, OfficeId
from queue_server.organisation.checking import DEFAULT_STANDARD_S
from queue_server.organisation.findings import Finding
from queue_server.organisation.schema import CriterionTable, Document, OfficeTable, ReportTable, TopicTable
from queue_server.organisation.topic_tree import TopicTree
from queue_server.organisation.values import CLOSED

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Organisation:
    """One company. `document` is what was written, `offices` what it means for each office."""

    document: Document
    offices: dict[OfficeId, OfficeConfig] = field(compare=False)
    warnings: tuple[Finding, ...] = field(default=(), compare=False)

    @property
    def name(self) -> str:
        """The company's name."""
        return self.document.organisation.name

    @property
    def standard_s(self) -> int:
        """The promised longest wait of a walk-in."""
        return _or(self.document.organisation.standard_s, DEFAULT_STANDARD_S)

    @property
    def goal(self) -> float:
        """The share of visits that shall be within the standard."""
        return float(_or(self.document.organisation.goal, 0.95))

    @property
    def league_accounts(self) -> int:
        """From how many accounts on a territory is in the first league."""
        return self.document.organisation.league_accounts

    @property
    def criteria(self) -> tuple[CriterionTable, ...]:
        """What territories are ranked by; none where the file names none."""
        return self.document.criterion

    @property
    def reports(self) -> tuple[ReportTable, ...]:
        """What is made by itself and sent."""
        return self.document.report

    @property
    def territories(self) -> dict[str, Names]:
        """Names of the groups of offices."""
        return {territory.id: dict(territory.name) for territory in self.document.territory}


def organise(document: Document, warnings: Iterable[Finding] = ()) -> Organisation:
    """The organisation that a document describes. The document has been checked."""
    tree = TopicTree(document.topic)
    offices = {office.id: _office(document, tree, office) for office in document.office}
    return Organisation(document=document, offices=offices, warnings=tuple(warnings))


def _office(document: Document, tree: TopicTree, office: OfficeTable) -> OfficeConfig:
    whole = document.organisation
    hours = office.hours if office.hours is not None else whole.hours or {}
    return OfficeConfig(
        id=office.id,
        name=dict(office.name),
        timezone=_or(office.timezone, whole.timezone or "UTC"),
        topics={topic: _topic(tree.tables[topic]) for topic in tree.offered(office.topics)},
        desks=tuple(office.desks),
        managers={
            manager.id: Manager(id=manager.id, name=manager.name, topics=dict(manager.topics))
            for manager in document.manager
            if manager.office == office.id
        },
        categories={
            category.id: Category(id=category.id, name=dict(category.name), credit_s=category.credit_s)
            for category in document.category
        },
        outcomes=tuple(Outcome(id=outcome.id, name=dict(outcome.name)) for outcome in document.outcome),
        hours={day: text for day, text in hours.items() if text != CLOSED},
        days={**whole.days, **office.days},
        standard_s=_or(office.standard_s, _or(whole.standard_s, DEFAULT_STANDARD_S)),
        appointment_standard_s=_or(office.appointment_standard_s, _or(whole.appointment_standard_s, 300)),
        goal=float(_or(office.goal, _or(whole.goal, 0.95))),
        policy=_or(office.policy, _or(whole.policy, PolicyName.EARLIEST_PROMISE)),
        limits=_limits(document, office),
        slot_minutes=office.slot_minutes if office.slot_minutes is not None else whole.slot_minutes,
        slot_capacity=office.slot_capacity if office.slot_capacity is not None else whole.slot_capacity,
        territory=office.territory,
        accounts=office.accounts,
        message=dict(office.message or whole.message),
        opens_before_s=_or(office.opens_before_s, _or(whole.opens_before_s, 0)),
        closes_after_s=_or(office.closes_after_s, _or(whole.closes_after_s, 3600)),
        phone_join=_or(office.phone_join, _or(whole.phone_join, False)),
        queue_limit=office.queue_limit if office.queue_limit is not None else whole.queue_limit,
    )


def _limits(document: Document, office: OfficeTable) -> Limits:
    return Limits(
        **{
            **document.organisation.limits.model_dump(exclude_none=True),
            **office.limits.model_dump(exclude_none=True),
        }
    )


def _topic(table: TopicTable) -> Topic:
    return Topic(
        id=table.id,
        name=dict(table.name),
        prefix=table.prefix or "",
        parent=table.parent,
        standard_s=table.standard_s,
        typical_service_s=table.typical_service_s,
        outcome_required=table.outcome_required,
        bring=dict(table.bring),
    )


def _or(value: T | None, otherwise: T) -> T:
    return otherwise if value is None else value
