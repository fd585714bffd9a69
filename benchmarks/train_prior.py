"""Train what the splitter ships: ``python -m benchmarks.train_prior FOLDER [TO]``.

Reads ClaimBuster's ``crowdsourced.csv`` and ``2.5xNCS.json`` from the folder, one of them at least, leaves out every
sentence of ``groundtruth.csv``, and writes two files of weights: which sentences are worth checking, and which state
no fact (a hint at opinion; needs ``crowdsourced.csv``). Needs scikit-learn (a development requirement) and a minute
or two; the same sentences give the same files.

Logistic regression, the classes balanced, on hashed words, pairs and pieces scaled by the root of inverse document
frequency times the naive Bayes log-count ratio (after Wang, Manning 2012), beside the features of ``NAMES``. The cut
is where F1 is best on later sources when earlier ones were learned from.
"""

import hashlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from benchmarks.claimbuster import Judged, read_training
from claims.splitting.prior import Prior, save_prior, score
from claims.splitting.prior.features import describe
from claims.splitting.prior.hashing import BUCKETS, Bags, bag_pieces, bag_words
from claims.splitting.prior.weights import FORMAT, OPINION_FILE, WORTH_FILE
from claims.splitting.signs import read_signs

CREDIT = "ClaimBuster dataset: Arslan, Hassan, Li, Tremayne, ICWSM 2020. CC BY 4.0. Weights learned from it; changed."
STRENGTH = 1.5
"""Inverse of the penalty on large weights (C)."""

FEATURE_SCALE = 0.5
SURE_WEIGHT = 2.0
FEWEST_SENTENCES = 2
"""That show a feature for it to be weighed."""

LARGEST_STEP = 127
PARTS = 5
PROBES = (
    "Unemployment in Harrow rose by 9 per cent last year.",
    "The council voted against the bridge in 2019.",
    "We will build a better town together.",
    "Thank you, and good evening.",
    "I think it is a disgrace.",
)
"""What the weights say of these is printed, and tested of the shipped files."""

CUTS = np.arange(-1.0, 1.01, 0.1)


@dataclass(frozen=True)
class Material:
    """The sentences as matrices, one row each."""

    words: csr_matrix
    pieces: csr_matrix
    features: NDArray[np.float64]
    worth: NDArray[np.int64]
    weights: NDArray[np.float64]

    def part(self, rows: NDArray[np.int64]) -> "Material":
        return Material(*(matrix[rows] for matrix in vars(self).values()))


def main(folder: Path, to: Path = WORTH_FILE.parent) -> None:
    """Train on the sentences of a folder and write the weights into another, this package's unless one is named."""
    rows = read_training(folder)
    _train_and_save(rows, to / WORTH_FILE.name)
    told = [replace(one, worth=not one.factual) for one in rows if one.factual is not None]
    if told:
        _train_and_save(told, to / OPINION_FILE.name)


def _train_and_save(rows: Sequence[Judged], file: Path) -> None:
    prior = train(rows)
    save_prior(prior, file)
    print(f"{file.name}: {prior.version}, {len(rows):,} sentences, {file.stat().st_size / 1024:,.0f} KB")
    for text, odds in zip(PROBES, score_texts(PROBES, prior), strict=True):
        print(f"  {odds:+.2f}  {text}")


def train(rows: Sequence[Judged]) -> Prior:
    """Weights that tell the sentences with ``worth`` from the others.

    ``start`` holds the cut that did best on sources later than those learned from.
    """
    if len({one.worth for one in rows}) < 2:
        raise SystemExit("Nothing to learn: sentences both worth checking and not are needed.")
    material = prepare(rows)
    cut = choose_cut(rows, material)
    prior = fit(material, version=name_version(rows))
    return replace(prior, start=prior.start - cut, plain_start=prior.plain_start)


def prepare(rows: Sequence[Judged]) -> Material:
    texts = [one.text for one in rows]
    return Material(
        words=as_matrix(bag_words(texts)),
        pieces=as_matrix(bag_pieces(texts)),
        features=np.array([describe(text, read_signs(text)) for text in texts]),
        worth=np.array([int(one.worth) for one in rows]),
        weights=np.array([SURE_WEIGHT if one.sure else 1.0 for one in rows]),
    )


def as_matrix(bags: Bags) -> csr_matrix:
    """Each feature of a sentence weighs one over the root of how many it has, as when it is scored."""
    values = (1 / np.sqrt(np.maximum(1, bags.sizes)))[bags.rows]
    return csr_matrix((values, (bags.rows, bags.buckets.astype(np.int64))), shape=(len(bags.sizes), BUCKETS))


def fit(material: Material, *, version: str) -> Prior:
    scales = [scale(bag, material) for bag in (material.words, material.pieces)]
    bags = hstack([material.words @ diags(scales[0]), material.pieces @ diags(scales[1])]).tocsr()
    joined = hstack([bags, csr_matrix(material.features * FEATURE_SCALE)]).tocsr()
    model = regress(joined, material, STRENGTH)
    plain = regress(material.features, material, 1.0)
    of_words, of_pieces, shown = np.split(model.coef_[0], [BUCKETS, 2 * BUCKETS])
    shown, means = shown * FEATURE_SCALE, material.features.mean(axis=0)
    words, words_step = shrink(of_words * scales[0])
    pieces, pieces_step = shrink(of_pieces * scales[1])
    bag_mean = float((bags @ model.coef_[0][: 2 * BUCKETS]).mean())
    return Prior(
        version=version,
        credit=CREDIT,
        words=words,
        words_step=words_step,
        pieces=pieces,
        pieces_step=pieces_step,
        bag_mean=bag_mean,
        shown=shown.astype(np.float32),
        means=means.astype(np.float32),
        start=float(model.intercept_[0] + bag_mean + shown @ means),
        plain=plain.coef_[0].astype(np.float32),
        plain_start=float(plain.intercept_[0] + plain.coef_[0] @ means),
    )


def regress(matrix: csr_matrix | NDArray[np.float64], material: Material, strength: float) -> LogisticRegression:
    model = LogisticRegression(C=strength, class_weight="balanced", solver="liblinear", random_state=0, max_iter=300)
    return model.fit(matrix, material.worth, sample_weight=material.weights)


def scale(bag: csr_matrix, material: Material) -> NDArray[np.float64]:
    """How large each bucket is made before the regression: rare and telling ones larger, too rare ones nothing."""
    shown = bag.copy()
    shown.data[:] = 1
    frequency = np.asarray(shown.sum(axis=0)).ravel()
    rarity = (np.log((1 + bag.shape[0]) / (1 + frequency)) + 1) / 5
    telling = np.abs(log_ratio(shown, material.worth * material.weights, (1 - material.worth) * material.weights))
    return np.sqrt(rarity * telling) * (frequency >= FEWEST_SENTENCES)


def log_ratio(shown: csr_matrix, of_worth: NDArray[np.float64], of_others: NDArray[np.float64]) -> NDArray[np.float64]:
    worth, others = (np.asarray(shown.T @ weights).ravel() + 1 for weights in (of_worth, of_others))
    return np.log(worth / worth.sum()) - np.log(others / others.sum())


def shrink(weights: NDArray[np.float64]) -> tuple[NDArray[np.int8], float]:
    """Weights as small integers and the step between them; the few largest of all are cut short."""
    used = np.abs(weights[weights != 0])
    largest = float(np.quantile(used, 0.999)) if len(used) else 1.0
    step = largest / LARGEST_STEP
    return np.clip(np.rint(weights / step), -LARGEST_STEP, LARGEST_STEP).astype(np.int8), step


def choose_cut(rows: Sequence[Judged], material: Material) -> float:
    """The log odds that part best, averaged over the parts of the material, each scored by what came before it."""
    curves = [curve for curve in _curves(rows, material) if curve is not None]
    return float(CUTS[int(np.argmax(np.mean(curves, axis=0)))]) if curves else 0.0


def _curves(rows: Sequence[Judged], material: Material) -> Iterator[list[float] | None]:
    parts = np.array_split(np.arange(len(rows)), PARTS)
    for place in range(1, PARTS):
        before, tested = np.concatenate(parts[:place]), parts[place]
        sure = np.array([row for row in tested if rows[row].sure] or tested.tolist(), dtype=np.int64)
        if len(set(material.worth[before])) == 2 and material.worth[sure].any():
            prior = fit(material.part(before), version="")
            totals = score_texts([rows[row].text for row in sure], prior)
            yield [f1_score(material.worth[sure], totals >= cut) for cut in CUTS]


def score_texts(texts: Sequence[str], prior: Prior) -> NDArray[np.float64]:
    return score(texts, [read_signs(text) for text in texts], prior=prior).totals


def name_version(rows: Sequence[Judged]) -> str:
    """Names the format, and the very sentences and verdicts learned from."""
    digest = hashlib.sha256("\n".join(f"{one.text}\t{one.worth}\t{one.sure}" for one in rows).encode()).hexdigest()
    return f"claimbuster-{FORMAT}-{digest[:8]}"


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        raise SystemExit("usage: python -m benchmarks.train_prior FOLDER [TO]")
    main(Path(sys.argv[1]), *map(Path, sys.argv[2:]))
