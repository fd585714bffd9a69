"""Every act of the desk has plain words for the ledger page and the claim's history."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from claims import states as claim_states
from factcheck.ledger import words
from reviews import states as review_states

WRITTEN = re.compile(
    r'(?:ledger|acts)\.(?:act|record)\(\s*"([a-z_]+)"|\.advance(?:_all)?\((?:[^"()[]*,\s*)?"([a-z_]+)"'
)
NEVER_SHOWN = {"note"}


def verbs_in_the_code() -> set[str]:
    """Verbs written where acts are opened and rows moved, and those of the tables of moves."""
    found = set()
    for room in ("claims", "reviews", "factcheck"):
        for path in (Path(settings.BASE_DIR) / room).rglob("*.py"):
            found |= {one or other for one, other in WRITTEN.findall(path.read_text())}
    for states in (claim_states, review_states):
        tables = [table for name, table in vars(states).items() if name.endswith("_TRANSITIONS")]
        found |= {verb for table in tables for _, verb in table}
    return found - NEVER_SHOWN


def test_every_verb_has_words():
    named = {verb for _, verb in words.WORDS}
    assert len(named) > 100
    assert verbs_in_the_code() - named == set()


def test_no_words_are_kept_for_acts_that_do_not_exist():
    built = {"confirm_relation", "refuse_relation", "look_at_ratings", "fill"}  # their verbs are put together
    assert {verb for _, verb in words.WORDS} - verbs_in_the_code() - built == set()


@pytest.mark.parametrize(("subject", "verb"), [("claim", "boost"), ("assignment", "wait"), ("flag", "settle_flag")])
def test_words_are_words(subject, verb):
    assert words.in_words(subject, verb) != verb.replace("_", " ")


def test_an_act_nobody_named_is_shown_by_its_verb():
    assert words.in_words("desk", "sing_along") == "sing along"


def test_one_act_is_named_once():
    with pytest.raises(RuntimeError, match="registered twice"):
        words.register({("claim", "accept"): "took it"})
