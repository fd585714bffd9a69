"""Long random runs: pieces of every kind strung together, and sample articles cut up and stuffed with them."""

import json
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.splitting import as_dict, split_article
from claims.splitting.spans import find_spans
from factcheck.road.seeds import SEEDS
from tests.claims.splitting.soundness import PIECES, assert_sound

pytestmark = [pytest.mark.fuzz, pytest.mark.timeout(1_800)]

ARTICLES = [file.read_text(encoding="utf-8") for file in sorted(SEEDS.glob("*.txt"))]
EXAMPLES = 10_000 if "RANDOM_DESK" in os.environ else 500  # the same ones again and again find nothing more
long_run = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
pieces = st.lists(st.sampled_from(PIECES), max_size=400).map("".join)
changes = st.lists(
    st.tuples(st.integers(0, 3_000), st.integers(0, 60), st.sampled_from(PIECES), st.integers(0, 5)), max_size=30
)


def changed(article: str, edits: list[tuple[int, int, str, int]]) -> str:
    """The article with stretches cut out and pieces put in their place."""
    for place, length, piece, times in edits:
        article = article[:place] + piece * times + article[place + length :]
    return article


def assert_splits_soundly(text: str) -> None:
    split = split_article(text)
    assert_sound(text, split)
    assert json.loads(json.dumps(as_dict(split))) == as_dict(split)
    assert [one[:2] for one in find_spans(text).quotations] == [(one.start, one.end) for one in split.quotations]


@long_run
@given(pieces)
def test_pieces_strung_together_are_split_soundly(text):
    assert_splits_soundly(text)


@long_run
@given(st.sampled_from(ARTICLES), changes)
def test_articles_cut_up_and_stuffed_are_split_soundly(article, edits):
    assert_splits_soundly(changed(article, edits))


@long_run
@given(st.text(st.characters(exclude_categories=()), max_size=2_000))
def test_characters_of_every_kind_are_split_soundly(text):
    assert_splits_soundly(text)
