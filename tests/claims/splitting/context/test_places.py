"""Places are told from people, bodies and months by spelling and a short gazetteer."""

import pytest

from claims.splitting.context import find_places


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Homes flooded in Marsh End and near Kelder.", ["Marsh End", "Kelder"]),
        ("In Kenya, Ada Holt met farmers.", ["Kenya"]),
        ("They fled from Upper Lode to Nairobi.", ["Upper Lode", "Nairobi"]),
        ("The town of Kelder lies east of Oberau.", ["Kelder", "Oberau"]),
        ("Ships crossed the Sea of Azov.", ["Sea of Azov"]),
        ("The River Lode rose.", ["River Lode"]),
        ("It shut in March and on Monday.", []),
        ("Troops of the Russian army fired at Ukrainian positions.", []),
        ("She works at the Marsh End Council.", []),
        ("A letter from Ada Holt reached the mayor.", []),
        ("An area five times the size of London burned.", []),
        ("Kenya’s minister spoke.", []),
    ],
)
def test_places_are_named(words, names):
    assert [one.name for one in find_places(words)] == names


def test_a_place_named_twice_is_given_once_where_it_stands_first():
    text = "In Oberau it rained; in Oberau it rains."
    assert [(one.start, one.end) for one in find_places(text)] == [(3, 9)]
