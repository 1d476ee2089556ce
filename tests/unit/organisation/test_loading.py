"""An organisation file is read as a whole, from one file or from many."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from queue_server.domain.configuration import Limits, PolicyName, SkillLevel
from queue_server.domain.opening import hours_on
from queue_server.organisation import OrganisationInvalid, load
from tests.unit.organisation.files import small, text


def test_the_conformance_organisation_loads(shared: Path) -> None:
    organisation = load(shared / "conformance" / "organisation.toml")
    office = organisation.offices["klin"]
    assert (organisation.name, organisation.standard_s, organisation.goal) == ("Conformance", 900, 0.95)
    assert office.topics["meters"].prefix == "П"
    assert office.categories["veteran"].credit_s == 600
    assert office.managers["sidorova"].topics == {"contract": SkillLevel.PRIMARY, "meters": SkillLevel.SECONDARY}
    assert office.hours["fri"] == "08:00-20:00"
    assert "sat" not in office.hours
    assert not organisation.warnings


def test_files_of_a_directory_are_read_together(tmp_path: Path) -> None:
    whole = text()
    cut = whole.index("[[office]]")
    (tmp_path / "a.toml").write_text(whole[:cut], encoding="utf-8")
    (tmp_path / "b.toml").write_text(whole[cut:], encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not read", encoding="utf-8")
    assert load(tmp_path) == small()


def test_what_the_file_leaves_out_has_the_defaults_of_the_domain() -> None:
    office = small().offices["klin"]
    assert office.limits == Limits()
    assert office.policy is PolicyName.EARLIEST_PROMISE
    assert (office.standard_s, office.appointment_standard_s, office.goal) == (900, 300, 0.95)
    assert (office.opens_before_s, office.closes_after_s, office.queue_limit) == (0, 3600, None)
    assert list(office.topics) == ["meters", "contract"]


def test_an_office_overrides_the_organisation_key_by_key() -> None:
    organisation = small(
        but={
            'name = "Company"': 'name = "Company"\nstandard_s = 1200\nqueue_limit = 9\n'
            'limits = { pin_s = 60, slip_s = 30 }\nhours = { mon = "08:00-17:00" }\n'
            'days = { 2026-12-31 = "closed", 2027-01-01 = "closed" }'
        },
        more='[[office]]\nid = "other"\nname = { en = "Other" }\ndesks = ["1"]\nstandard_s = 600\n'
        'limits = { slip_s = 10 }\nhours = { tue = "09:00-10:00", wed = "closed" }\n'
        'days = { 2026-12-31 = "09:00-12:00" }\n',
    )
    klin, other = organisation.offices["klin"], organisation.offices["other"]
    assert (klin.standard_s, other.standard_s, other.queue_limit) == (1200, 600, 9)
    assert other.limits == Limits(pin_s=60, slip_s=10)
    assert klin.hours == {"mon": "08:00-17:00"}
    assert other.hours == {"tue": "09:00-10:00"}
    assert other.days == {"2026-12-31": "09:00-12:00", "2027-01-01": "closed"}


def test_midnight_may_be_written_as_the_end_of_the_day() -> None:
    office = small(but={"desks =": 'hours = { mon = "00:00-24:00", tue = "16:00-24:00" }\ndesks ='}).offices["klin"]
    assert office.hours == {"mon": "00:00-00:00", "tue": "16:00-00:00"}
    monday, next_day = (datetime(2026, 3, day, tzinfo=ZoneInfo(office.timezone)).timestamp() * 1000 for day in (2, 3))
    assert hours_on(office, "2026-03-02") == (monday, next_day)


def test_a_heading_named_by_an_office_stands_for_all_topics_under_it() -> None:
    organisation = small(
        but={
            'prefix = "К"': 'prefix = "К"\nparent = "papers"',
            "desks =": 'topics = ["papers"]\ndesks =',
            "topics = { meters": "topics = { contract",
        },
        more='[[topic]]\nid = "papers"\nname = { en = "Papers" }\n',
    )
    office = organisation.offices["klin"]
    assert list(office.topics) == ["papers", "contract"]
    assert not office.offers("papers")
    assert office.offers("contract")


def test_the_office_s_own_order_of_topics_is_kept() -> None:
    office = small(but={"desks =": 'topics = ["contract", "meters"]\ndesks ='}).offices["klin"]
    assert list(office.topics) == ["contract", "meters"]


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "no such file"), (b"[organisation\n", "this is not TOML"), (b"name = \xff", "not UTF-8")],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None, said: str) -> None:
    file = tmp_path / "organisation.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(OrganisationInvalid, match=said) as refused:
        load(file)
    assert str(file) in str(refused.value)


def test_a_directory_without_files_says_so(tmp_path: Path) -> None:
    with pytest.raises(OrganisationInvalid, match=r"no \*\.toml file"):
        load(tmp_path)
