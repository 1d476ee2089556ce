"""Everything that is wrong with an organisation file is said at once: file, table, key, problem, remedy."""

import pytest

from queue_server.organisation import OrganisationRefused
from tests.unit.organisation.files import findings, small


@pytest.mark.parametrize(
    ("but", "expected"),
    [
        (
            {"desks =": "desk ="},
            'small.toml:16: [[office]] "klin": desk: there is no key "desk" here. Did you mean "desks"?',
        ),
        (
            {'timezone = "Europe/Moscow"': 'timezone = "Europe/Moskow"'},
            'small.toml:2: [organisation]: timezone: there is no time zone "Europe/Moskow". '
            'Use a name of the IANA list, such as "Europe/Moscow".',
        ),
        (
            {'"1", "2", "3"': '"1", 2'},
            'small.toml:16: [[office]] "klin": desks, number 2: 2 is not a text. Write it in quotes: "2".',
        ),
        (
            {'"1", "2", "3"': '"1", "1"'},
            'small.toml:16: [[office]] "klin": desks: "1" is named twice. Take one of them away.',
        ),
        (
            {"desks =": 'hours = { mon = "8-20" }\ndesks ='},
            'small.toml:16: [[office]] "klin": hours.mon: "8-20" is no opening time. '
            'Write "08:00-20:00" (a plain hyphen, two digits) or "closed".',
        ),
        (
            {"desks =": 'hours = { mon = "24:00-08:00" }\ndesks ='},
            'small.toml:16: [[office]] "klin": hours.mon: "24:00-08:00" is no opening time. '
            'Write "08:00-20:00" (a plain hyphen, two digits) or "closed".',
        ),
        (
            {"desks =": 'hours = { monday = "closed" }\ndesks ='},
            'small.toml:16: [[office]] "klin": hours.monday: "monday" is no weekday. '
            "Weekdays are written mon, tue, wed, thu, fri, sat, sun.",
        ),
        (
            {"desks =": 'days = { 2026-02-30 = "closed" }\ndesks ='},
            'small.toml:16: [[office]] "klin": days.2026-02-30: "2026-02-30" is no date. '
            'Write year, month, day: "2026-12-31".',
        ),
        (
            {"desks =": 'topics = ["metres"]\ndesks ='},
            'small.toml:16: [[office]] "klin": topics: there is no topic "metres". Did you mean "meters"?',
        ),
        (
            {"desks =": 'territory = "north"\ndesks ='},
            'small.toml:16: [[office]] "klin": territory: there is no territory "north". Add it as [[territory]].',
        ),
        (
            {"desks =": 'policy = "fif"\ndesks ='},
            'small.toml:16: [[office]] "klin": policy: "fif" is not a word known here. Did you mean "fifo"?',
        ),
        (
            {"desks =": "limits = { pin = 5 }\ndesks ="},
            'small.toml:16: [[office]] "klin": limits.pin: there is no key "pin" here. Did you mean "pin_s"?',
        ),
        (
            {"desks =": "goal = 1.5\ndesks ="},
            'small.toml:16: [[office]] "klin": goal: 1.5 is too large. The largest allowed is 1.0.',
        ),
        (
            {"desks =": "accounts = true\ndesks ="},
            'small.toml:16: [[office]] "klin": accounts: true is not a whole number. '
            "Write a whole number without quotes, such as 900.",
        ),
        (
            {'prefix = "К"\n': ""},
            'small.toml:11: [[topic]] "contract": prefix: the topic has no prefix for its tickets\' numbers. '
            'Add one, such as prefix = "А", or let other topics name it as their parent.',
        ),
        (
            {'prefix = "К"': 'prefix = "К"\nparent = "meters"'},
            'small.toml:6: [[topic]] "meters": prefix: this topic is another\'s parent, and a heading has no prefix. '
            "Take the prefix away, or let no topic name it as its parent.",
        ),
        (
            {'prefix = "К"': 'parent = "contract"'},
            'small.toml:11: [[topic]] "contract": parent: the headings lead round in a circle. '
            "Let one of them stand at the top, without a parent.",
        ),
        (
            {'prefix = "К"': 'prefix = "M"'},
            'small.toml:16: [[office]] "klin": topics: prefixes of two alphabets look alike here: M, М. '
            "Write them in the same alphabet in each [[topic]].",
        ),
        (
            {'id = "contract"': 'id = "meters"'},
            'small.toml:11: [[topic]] "meters": id: the id "meters" is used already in '
            'small.toml:6: [[topic]] "meters". '
            "Give each its own id, or take one away.",
        ),
        (
            {'"primary"': '"primry"'},
            'small.toml:21: [[manager]] "ivanova": topics.meters: "primry" is not a word known here. '
            'Did you mean "primary"?',
        ),
        (
            {'office = "klin"': 'office = "klim"'},
            'small.toml:21: [[manager]] "ivanova": office: there is no office "klim". Did you mean "klin"?',
        ),
        (
            {"[[manager]]": "[[managers]]"},
            'small.toml:21: managers: there is no table or key "managers" at the top of an organisation file. '
            'Did you mean "manager"?',
        ),
        (
            {"[[manager]]": "[manager]"},
            "small.toml:21: [manager]: this table is written as a single one. Write [[manager]], once for each.",
        ),
        (
            {'timezone = "Europe/Moscow"\n': ""},
            'small.toml:15: [[office]] "klin": timezone: the office has no time zone. '
            'Add one here or in [organisation], such as timezone = "Europe/Moscow".',
        ),
        (
            {'name = "Company"\n': ""},
            "small.toml:2: [organisation]: name: the key is missing. Add it. The company's name.",
        ),
    ],
)
def test_a_mistake_is_named_with_place_and_remedy(but: dict[str, str], expected: str) -> None:
    assert expected in findings(but=but)


def test_all_mistakes_are_listed_and_not_only_the_first() -> None:
    said = findings(
        but={
            "desks =": "desk =",
            '"primary"': '"primry"',
            'name = "Company"': "name = 3",
            'id = "contract"': 'id = "con tract"',
        }
    )
    assert len(said) == 5  # a missing `desks` beside the unknown `desk`


def test_a_table_that_is_wrong_in_itself_still_counts_as_known() -> None:
    said = findings(but={"desks =": "desk ="})
    assert not [line for line in said if "no office" in line]


def test_the_organisation_stands_in_one_file_only() -> None:
    said = findings(more='\n[[outcome]]\nid = "x"\nname = { en = "X" }\n', but={"[organisation]": "[organisations]"})
    assert any("[organisation]: the table is missing" in line for line in said)


@pytest.mark.parametrize("letter", ["З", "Ч", "Б", "Й", "О", "В", "I", "O", "Щ", "к"])
def test_a_prefix_that_can_be_mistaken_is_warned_of_and_accepted(letter: str) -> None:
    organisation = small(but={'prefix = "К"': f'prefix = "{letter}"'})
    assert [warning.place.key for warning in organisation.warnings] == ["prefix"]


@pytest.mark.parametrize("letter", ["А", "Е", "К", "Т", "П", "Д", "АК"])
def test_a_clear_prefix_is_not_warned_of(letter: str) -> None:
    assert not small(but={'prefix = "К"': f'prefix = "{letter}"'}).warnings


def test_topics_may_share_a_prefix() -> None:
    assert small(but={'prefix = "К"': 'prefix = "М"'}).offices["klin"].topics["contract"].prefix == "М"


def test_a_manager_nobody_can_be_called_to_is_warned_of() -> None:
    warnings = small(but={"desks =": 'topics = ["contract"]\ndesks ='}).warnings
    assert [str(warning.place) for warning in warnings] == ['small.toml:22: [[manager]] "ivanova": topics']


def test_a_credit_above_the_standard_is_warned_of() -> None:
    warnings = small(more='\n[[category]]\nid = "veteran"\ncredit_s = 901\nname = { en = "Veteran" }\n').warnings
    assert [warning.place.key for warning in warnings] == ["credit_s"]


def test_what_is_wrong_between_tables_is_told_with_what_is_wrong_in_them() -> None:
    told = findings(
        but={
            "desks =": 'topics = ["metres"]\nterritory = "north"\ngoal = 7\ndesks =',
            '"1", "2", "3"': '"1", 2',
            'office = "klin"': 'office = "klim"\nstandard = 5',
        }
    )
    said = "\n".join(told)
    for part in (
        "goal: 7 is", "desks, number 2", 'there is no topic "metres"', 'there is no territory "north"',
        'there is no office "klim"', 'there is no key "standard"',
    ):  # fmt: skip
        assert part in said, part
    assert len(told) == 6, said


def test_a_key_that_is_wrong_is_told_once() -> None:
    assert len(findings(but={'prefix = "К"': "prefix = 5"})) == 1
    assert len(findings(but={'office = "klin"\n': ""})) == 1


@pytest.mark.parametrize(
    ("channel", "expected"),
    [
        ('kind = "fax"', "\"fax\" is not a word known here. Write 'webhook', 'mail' or 'apprise'."),
        ('kind = "webhook"', "a webhook needs an address, and nothing else has one."),
        ('kind = "webhook"\nurl = "ftp://x.org"', "this is no address of a webhook."),
        ('kind = "webhook"\nurl = "https://me:canary@x.org"', "this is no address of a webhook."),
        ('kind = "mail"', "a mail channel needs somebody to write to, and nothing else does."),
        ('kind = "mail"\nto = ["a@b.org, c@d.org"]', 'is no mail address. Write it alone: "shift@example.org".'),
        ('kind = "mail"\nto = ["a@b.org"]\noffices = ["klim"]', 'there is no office "klim". Did you mean "klin"?'),
        ('kind = "mail"\nto = ["a@b.org"]\nquiet = "night"', '"night" is no span of time.'),
    ],
)
def test_a_mistake_in_a_channel_is_named(channel: str, expected: str) -> None:
    with pytest.raises(OrganisationRefused) as refused:
        small(more=f'\n[[channel]]\nid = "duty"\n{channel}\n')
    assert expected in str(refused.value)
    assert '[[channel]] "duty"' in str(refused.value)
    assert "canary" not in str(refused.value)
