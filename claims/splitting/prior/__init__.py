"""What other people judged about sentences, learned from ClaimBuster and scored with numpy alone.

``worth.npz``: whether a sentence is worth checking. ``opinion.npz``: whether it states no fact at all. Both were made
by ``python -m benchmarks.train_prior`` from the ClaimBuster dataset (Arslan, Hassan, Li, Tremayne 2020, CC BY 4.0;
``CREDIT.md`` beside them). They hold weights and no sentence.
"""

from functools import cache

from claims.splitting.prior.scoring import Scores, score, score_in_parts
from claims.splitting.prior.weights import OPINION_FILE, WORTH_FILE, Prior, UnusablePrior, load_prior, save_prior

__all__ = [
    "Prior",
    "Scores",
    "UnusablePrior",
    "load_prior",
    "save_prior",
    "score",
    "score_in_parts",
    "shipped_opinion",
    "shipped_prior",
]


@cache
def shipped_prior() -> Prior:
    """The weights of check-worthiness that come with this package, read once."""
    return load_prior(WORTH_FILE)


@cache
def shipped_opinion() -> Prior:
    """The weights of stating no fact that come with this package, read once."""
    return load_prior(OPINION_FILE)
