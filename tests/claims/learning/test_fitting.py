"""A desk model starts from the prior and learns what the desk likes."""

import math

import numpy as np
import pytest

from claims.learning.features import BUCKETS, Seen, bucket_words, read_matrix
from claims.learning.fitting import fit_desk
from claims.learning.judging import (
    Figures,
    Lesson,
    average_precision,
    judge,
    judge_candidate,
    learn_from,
    precision_at,
    prior_alone,
)
from claims.learning.labels import Label
from claims.learning.traits import traits_of
from claims.learning.weights import DeskWeights, UnreadableWeights, share_of_desk

MONEY = ["The budget rose by nine million euros", "A loan of euros was taken", "Taxes bring in more euros"]
WEATHER = ["Rain fell on the hills", "A storm crossed the valley", "Snow lay upon the pass"]
PICKED, LEFT = Label(picked=True), Label(picked=False, how="dismiss")


def seen(words: str, prior: float = 0.5, *traits: str) -> Seen:
    return Seen(words, prior, traits)


def lesson(article: int, *, picks: list[str], left: list[str], prior_of_picks: float = 0.5) -> Lesson:
    claims = [*(seen(words) for words in left), *(seen(words, prior_of_picks) for words in picks)]
    return Lesson(article, tuple(claims), (LEFT,) * len(left) + (PICKED,) * len(picks))


def test_what_the_desk_likes_is_learned_and_told_of_words_it_never_saw():
    weights = learn_from([lesson(n, picks=MONEY, left=WEATHER) for n in range(100)])
    likes, leaves = weights.blend([seen("More euros for the budget"), seen("Rain and a storm upon the hills")])
    assert likes > 0.7
    assert leaves < 0.3


def test_a_trait_that_every_pick_has_counts_for_a_claim():
    claims = [seen("same words", 0.5, "names a place"), seen("same words", 0.5, "is vague")] * 20
    weights = fit_desk(claims, [PICKED, LEFT] * 20)
    strongest = dict(weights.strongest(2))
    assert strongest["names a place"] > 0 > strongest["is vague"]


@pytest.mark.parametrize("labels", [[], [PICKED] * 3, [LEFT] * 3], ids=["none", "picks alone", "no picks"])
def test_without_both_picks_and_others_the_weights_are_the_priors(labels):
    weights = fit_desk([seen(words) for words in MONEY[: len(labels)]], labels)
    priors = [0.05, 0.4, 0.9]
    assert weights.score([seen("anything", prior) for prior in priors]) == pytest.approx(priors, abs=1e-6)


def test_at_no_picks_the_blend_is_the_prior_exactly():
    claims = [seen(words, prior) for words, prior in zip(MONEY, (0.11, 0.37, 0.95), strict=True)]
    assert fit_desk([], []).blend(claims).tolist() == [0.11, 0.37, 0.95]


def test_with_every_pick_the_desks_word_weighs_more_and_never_all():
    shares = [share_of_desk(picks) for picks in (0, 1, 10, 100, 10_000)]
    assert shares == sorted(shares)
    assert (shares[0], shares[3]) == (0, 0.5)
    assert shares[-1] < 1


def test_few_decisions_move_the_order_little():
    claims = [
        seen(words, prior) for words, prior in zip([*MONEY, *WEATHER], (0.9, 0.8, 0.7, 0.3, 0.2, 0.1), strict=True)
    ]
    weights = fit_desk(claims, [LEFT, LEFT, LEFT, PICKED, PICKED, LEFT])
    assert np.abs(weights.blend(claims) - prior_alone(claims)).max() < 0.1


def test_a_weak_lesson_moves_less_than_a_plain_one():
    claims = [seen(MONEY[0]), seen(WEATHER[0]), seen(WEATHER[1])] * 10
    weak = Label(picked=False, weight=0.1, how="pass_over")
    [plain] = fit_desk(claims, [PICKED, LEFT, LEFT] * 10).score([seen(WEATHER[1])])
    [mild] = fit_desk(claims, [PICKED, LEFT, weak] * 10).score([seen(WEATHER[1])])
    assert plain < mild


def test_claims_that_no_plane_can_part_and_priors_at_the_ends_still_end():
    claims = [seen("same", 0.0), seen("same", 1.0)] * 50
    weights = fit_desk(claims, [PICKED, LEFT] * 50)
    assert np.isfinite(weights.values).all()
    scores = weights.blend([seen("same", 0.0), seen("", 1.0)])
    assert ((scores >= 0) & (scores <= 1)).all()


@pytest.mark.parametrize("words", ["", "a" * 10_000_000, "‘" * 1_000_000, "1 " * 1_000_000, "\ud800 \x00"])
def test_any_text_becomes_numbers(words):
    matrix = read_matrix([seen(words)], [])
    assert matrix.shape == (1, 2 + BUCKETS)
    assert np.isfinite(matrix).all()


def test_words_are_put_into_the_same_buckets_everywhere():
    assert bucket_words("The tunnel") == [64, 230]


def test_weights_are_kept_without_pickle_and_come_back_the_same():
    weights = learn_from([lesson(1, picks=MONEY, left=WEATHER)])
    kept = weights.to_bytes()
    again = DeskWeights.from_bytes(kept)
    claims = [seen(words, 0.3) for words in [*MONEY, *WEATHER]]
    assert (again.names, again.picks) == (weights.names, weights.picks)
    assert again.blend(claims) == pytest.approx(weights.blend(claims), abs=1e-6)
    assert b"pickle" not in kept
    assert len(kept) < 10_000


def npz(**arrays) -> bytes:
    import io

    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


GOOD = {"values": np.zeros(2 + BUCKETS), "names": np.array([], dtype=np.str_), "picks": np.int64(3)}


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"PK\x03\x04 but no archive",
        npz(**GOOD)[:-40],
        npz(values=GOOD["values"]),
        npz(**{**GOOD, "values": np.zeros(5)}),
        npz(**{**GOOD, "values": np.full(2 + BUCKETS, math.nan)}),
        npz(**{**GOOD, "picks": np.int64(-1)}),
        npz(**{**GOOD, "names": np.array([print], dtype=object)}),
        b"\x00" * 2_000_000,
    ],
    ids=["nothing", "no archive", "cut", "lacks names", "short", "not numbers", "less than no picks", "pickle", "huge"],
)
def test_bytes_that_are_no_weights_are_refused(kept):
    with pytest.raises(UnreadableWeights):
        DeskWeights.from_bytes(kept)


def test_the_measures_are_those_of_the_books():
    scores, picked = np.array([0.9, 0.8, 0.7, 0.1]), np.array([1.0, 0.0, 1.0, 0.0])
    assert average_precision(scores, picked) == pytest.approx((1 + 2 / 3) / 2)
    assert (precision_at(1, scores, picked), precision_at(10, scores, picked)) == (1, 0.5)


def test_a_candidate_is_judged_on_articles_it_has_not_learned_from():
    lessons = [lesson(n, picks=[word * 3], left=[word * 4]) for n, word in enumerate(("ab", "cd", "ef", "gh", "ij"))]
    # Each article has words of its own: who had seen it would know, who has not cannot.
    assert judge(lessons, learn_from(lessons).blend).ap == 1
    assert judge_candidate(lessons, []).ap < 1


def test_either_figure_may_make_a_candidate_worse():
    one = Figures(ap=0.5, p10=0.5)
    assert Figures(0.4, 0.9).is_worse_than(one)
    assert Figures(0.9, 0.4).is_worse_than(one)
    assert not Figures(0.5, 0.5).is_worse_than(one)


def test_who_says_it_is_known_by_kind_and_never_by_name():
    told = traits_of(signs=[], types=["event"], kind="body", said_by="public_figure", words=3)
    assert told == ["is event", "said by a public figure", "short", "stands in the body"]
