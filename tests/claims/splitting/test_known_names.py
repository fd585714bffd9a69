import pytest

from claims.splitting.known_names import MOST, KnownNames


def reader(*sentences: str) -> KnownNames:
    known = KnownNames()
    for sentence in sentences:
        known.learn(sentence)
    return known


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("Holt", "Ada Holt"),
        ("Ms Holt", "Ada Holt"),
        ("Mayor Holt", "Ada Holt"),
        ("the mayor", "Ada Holt"),
        ("she", "Ada Holt"),
        ("he", "Ben Ahmed"),
        ("Mr. Ahmed", "Ben Ahmed"),
        ("the board", "Harrow Bridge Board"),
        ("Ada Holt’s driver", "Ada Holt’s driver"),
        ("the driver", "the driver"),
        ("Holt and Ahmed", "Holt and Ahmed"),
        ("Ada Holt, the mayor of Leeds", "Ada Holt"),
    ],
)
def test_a_short_form_leads_to_the_fullest(surface, name):
    known = reader("Mayor Ada Holt met Ben Ahmed at the Harrow Bridge Board.")
    assert known.resolve(surface) == name


def test_a_pronoun_is_the_latest_who_fits():
    known = reader("Ada Holt left.", "Ben Ahmed stayed.", "Carol Lund came.")
    assert (known.resolve("he"), known.resolve("she")) == ("Ben Ahmed", "Carol Lund")


def test_a_title_tells_he_from_she():
    known = reader("Ms Kim Vale met Mr Robin Marsh.")
    assert (known.resolve("he"), known.resolve("she")) == ("Robin Marsh", "Kim Vale")


def test_who_spoke_is_nearer_than_who_was_named():
    known = KnownNames()
    known.learn("Ada Holt criticised Carol Lund.", ["Ada Holt"])
    assert known.resolve("she") == "Ada Holt"


def test_added_tells_that_two_groups_are_one():
    known = KnownNames()
    known.mention("Danish spies", "claimed")
    known.mention("the coastal intelligence service", "added")
    assert known.resolve("the spies") == "the coastal intelligence service"
    assert known.resolve("the intelligence service") == "the coastal intelligence service"


def test_another_speaker_does_not_become_the_same():
    known = KnownNames()
    known.mention("Danish spies", "claimed")
    known.mention("the tenants", "said")
    assert known.resolve("the spies") == "Danish spies"


def test_they_are_the_group_that_spoke_last():
    known = KnownNames()
    known.mention("state media", "considered")
    assert known.resolve("they") == "state media"


def test_a_spokesman_for_a_service_is_not_the_service():
    known = KnownNames()
    known.mention("a spokesman for the ambulance service", "said")
    assert known.resolve("the ambulance service") == "the ambulance service"


def test_a_list_of_names_is_not_remembered_for_ever():
    known = KnownNames()
    for number in range(MOST * 3):
        known.mention(f"group {number}", "said")
    assert known.resolve("they") == f"group {MOST * 3 - 1}"
    assert len(known._groups) == MOST
