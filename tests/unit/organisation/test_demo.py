"""The demo organisation is what the product is shown with: complete, clear, in three languages."""

from pathlib import Path

from queue_server.organisation import load

DEMO = load(Path(__file__).parents[3] / "config" / "demo")


def test_it_has_five_offices_of_three_to_twenty_desks_and_thirty_managers() -> None:
    assert len(DEMO.offices) == 5
    desks = [len(office.desks) for office in DEMO.offices.values()]
    assert (min(desks), max(desks)) == (3, 20)
    assert sum(len(office.managers) for office in DEMO.offices.values()) == 30


def test_it_has_eight_topics_whose_prefixes_cannot_be_mistaken() -> None:
    served = [topic for topic in DEMO.document.topic if topic.prefix]
    assert len(served) == 8
    assert {topic.prefix for topic in served} == set("АЕКМТ")
    assert DEMO.warnings == ()


def test_a_kiosk_shows_at_most_six_topics_at_once() -> None:
    for office in DEMO.offices.values():
        parents = [topic.parent for topic in office.topics.values()]
        assert max(parents.count(parent) for parent in set(parents)) <= 6


def test_every_topic_of_an_office_has_somebody_for_whom_it_is_primary() -> None:
    for office in DEMO.offices.values():
        primary = {
            topic
            for manager in office.managers.values()
            for topic, level in manager.topics.items()
            if level == "primary"
        }
        assert {topic for topic in office.topics if office.offers(topic)} <= primary, office.id


def test_managers_differ_in_their_skills() -> None:
    skills = {tuple(sorted(manager.topics.items())) for manager in DEMO.document.manager}
    assert len(skills) >= 20


def test_everything_is_said_in_three_languages() -> None:
    document = DEMO.document
    texts = [
        row.name
        for table in (document.topic, document.category, document.outcome, document.office, document.territory)
        for row in table
    ]
    texts += [topic.bring for topic in document.topic if topic.prefix]
    texts += [message for message in (document.organisation.message, *(o.message for o in document.office)) if message]
    for text in texts:
        assert set(text) == {"ru", "en", "zh"}, text
