"""The learned weights and the file they are kept in: plain arrays, read without pickle.

The words of a sentence are weighed by two tables of one small integer a bucket (times ``step``), what it shows by one
figure a feature. ``cut`` is already taken off ``start``: 0 is the line that parted best in training.
"""

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claims.splitting.prior.features import NAMES
from claims.splitting.prior.hashing import BUCKETS

FORMAT = 1
"""Moves when the arrays of the file, the hashing or the meaning of a feature change."""

WORTH_FILE = Path(__file__).with_name("worth.npz")
OPINION_FILE = Path(__file__).with_name("opinion.npz")
_TABLES = ("words", "pieces")
_ROWS = ("shown", "means", "plain")
_FIGURES = ("words_step", "pieces_step", "bag_mean", "start", "plain_start")


class UnusablePrior(ValueError):
    """The file holds no weights, or weights for other features than these."""


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """Weights learned from sentences that others judged.

    ``version`` names data and day of training, ``credit`` the data and its licence. ``shown`` weighs the features
    beside the tables of words, ``plain`` the features alone, for languages whose words were not learned. ``means``
    and ``bag_mean`` are those of the training sentences: a reason tells how a sentence differs from them.
    """

    version: str
    credit: str
    words: NDArray[np.int8]
    words_step: float
    pieces: NDArray[np.int8]
    pieces_step: float
    bag_mean: float
    shown: NDArray[np.float32]
    means: NDArray[np.float32]
    start: float
    plain: NDArray[np.float32]
    plain_start: float


def save_prior(prior: Prior, file: Path) -> None:
    """Write the weights as compressed arrays; the same weights always give the same bytes."""
    arrays: dict[str, Any] = {name: getattr(prior, name) for name in (*_TABLES, *_ROWS)}
    arrays |= {name: np.float64(getattr(prior, name)) for name in _FIGURES}
    arrays |= {"version": np.str_(prior.version), "credit": np.str_(prior.credit)}
    arrays |= {"format": np.int64(FORMAT), "names": np.array(NAMES)}
    np.savez_compressed(file, allow_pickle=False, **arrays)


def load_prior(file: Path) -> Prior:
    """Read the weights of a file that ``save_prior`` wrote.

    :raises UnusablePrior: it is no such file, of another format, or of other features.
    """
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as arrays:
            _must_fit(arrays)
            values: dict[str, Any] = {name: arrays[name] for name in (*_TABLES, *_ROWS)}
            values |= {name: float(arrays[name]) for name in _FIGURES}
            return Prior(version=str(arrays["version"]), credit=str(arrays["credit"]), **values)
    except (ValueError, KeyError, EOFError, zipfile.BadZipFile) as problem:
        raise UnusablePrior(f"{file.name} holds no weights for this splitter: {problem}") from problem


def _must_fit(arrays: Any) -> None:
    if int(arrays["format"]) != FORMAT:
        raise UnusablePrior(f"format {int(arrays['format'])}, {FORMAT} is needed; train anew")
    if tuple(arrays["names"].tolist()) != NAMES:
        raise UnusablePrior("it weighs other features; train anew")
    sizes = dict.fromkeys(_TABLES, BUCKETS) | dict.fromkeys(_ROWS, len(NAMES))
    if any(arrays[name].shape != (size,) for name, size in sizes.items()):
        raise UnusablePrior("its arrays have another length; train anew")
