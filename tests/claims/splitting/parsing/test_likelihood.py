"""The figures that decide: those shipped, and how they are learned."""

import json

import pytest

from benchmarks.train_reporting import Case, as_json, count, learn
from claims.splitting.parsing.likelihood import RARE, Shares, shipped


def test_plain_reporting_is_likely_and_other_verbs_are_not():
    shares = shipped()
    assert shares.share("say", "clause") > 0.8
    assert shares.share("tell", "clause") > 0.8
    assert shares.share("make", "object") < 0.2
    assert shares.share("say", "no such construction") == RARE


def test_traits_move_the_likelihood_both_ways():
    shares = shipped()
    plain = shares.likelihood("claim", "clause", ())
    assert shares.likelihood("claim", "clause", {"source by the rules", "said by the rules"}) > plain
    assert shares.likelihood("claim", "clause", {"inside a clause", "is ccomp", "deep"}) < plain


@pytest.mark.parametrize("construction", ["clause", "object", "to", "noun clause", "state clause", "according"])
def test_every_shipped_share_is_one(construction):
    assert all(0 < share < 1 for share in shipped().shares[construction].values())


def test_a_word_that_reports_in_all_cases_is_learned_from_cases_alone():
    said = [Case(at % 5, "say", "clause", frozenset({"by name"}), True) for at in range(40)]
    made = [Case(at % 5, "make", "clause", frozenset(), False) for at in range(40)]
    learned = learn([*said, *made])
    assert learned.likelihood("say", "clause", {"by name"}) > 0.8
    assert learned.likelihood("make", "clause", ()) < 0.2
    assert json.loads(as_json(learned)) == {"weights": learned.weights, "shares": learned.shares}


def test_a_word_seen_too_seldom_counts_as_the_rest_of_its_construction():
    rare = [Case(0, f"word{at}", "clause", frozenset(), at % 2 == 0) for at in range(40)]
    shares = Shares(count(rare), {})
    assert set(shares.shares["clause"]) == {"*"}
    assert 0.3 < shares.share("word1", "clause") < 0.6
