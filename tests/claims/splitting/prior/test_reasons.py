"""Reasons say what is so, and only when it moved the sentence the way they sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.splitting.prior.features import NAMES
from claims.splitting.prior.reasons import LIKE_CHECKED, UNLIKE_CHECKED, tell
from claims.splitting.signs import PHRASES, numbers, people, places, vague

NOTHING = [0.0] * len(NAMES)


def told(signs=(), from_words=0.0, **moved):
    row = [moved.get(name.replace(" ", "_"), 0.0) for name in NAMES]
    return {phrase for _, phrase in tell(row, from_words=from_words, signs=set(signs))}


def test_what_moved_nothing_is_no_reason():
    assert told() == set()


def test_a_number_is_never_a_reason_against():
    assert told([numbers.PHRASE], has_a_number=-1.0) == set()
    assert told([numbers.PHRASE], has_a_number=1.0) == {numbers.PHRASE}


def test_vagueness_is_never_a_reason_for():
    assert told([vague.PHRASE], is_vague=1.0) == set()
    assert told([vague.PHRASE], is_vague=-1.0) == {vague.PHRASE}


def test_a_missing_number_speaks_against():
    assert told([], has_a_number=-0.3) == {"has no number"}


def test_of_several_names_the_one_that_moved_most_is_told():
    assert told([people.PHRASE, places.PHRASE], names_a_person=0.1, names_a_place=0.3) == {places.PHRASE}


@pytest.mark.parametrize(("moved", "phrase"), [(0.8, LIKE_CHECKED), (-0.8, UNLIKE_CHECKED)])
def test_words_are_told_as_one(moved, phrase):
    assert told(from_words=moved) == {phrase}


@given(st.lists(st.floats(-3, 3), min_size=len(NAMES), max_size=len(NAMES)), st.sets(st.sampled_from(PHRASES)))
def test_a_sign_is_told_only_when_it_is_shown(moved, signs):
    phrases = {phrase for _, phrase in tell(moved, from_words=0.0, signs=signs)}
    assert phrases & set(PHRASES) <= signs
