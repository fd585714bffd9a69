"""A fitted desk model: how it scores, how it is kept, and what of it people can read."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from claims.learning.features import BUCKETS, FIRST_TRAIT, Floats, Seen, read_matrix, sigmoid

HALF = 100  # picks at which the desk's word weighs as much as the prior's
MOST_BYTES = 1_000_000
AT_ONCE = 1_000  # claims whose numbers are in memory together


class UnreadableWeights(Exception):
    """These bytes hold no weights of this scheme."""


def share_of_desk(picks: int) -> float:
    """How much the desk's word weighs, from 0 to 1: picks / (picks + 100).

    >>> share_of_desk(0), share_of_desk(100), share_of_desk(300)
    (0.0, 0.5, 0.75)
    """
    return picks / (picks + HALF)


@dataclass(frozen=True)
class DeskWeights:
    """One weight per column of `features.read_matrix(…, names)`, and from how many picks they come."""

    values: Floats
    names: tuple[str, ...]
    picks: int

    def score(self, claims: Sequence[Seen]) -> Floats:
        """How likely the desk is to pick each claim, from 0 to 1: the desk's word alone."""
        parts = [claims[start : start + AT_ONCE] for start in range(0, len(claims), AT_ONCE)]
        scores = [sigmoid(read_matrix(part, self.names) @ self.values) for part in parts]
        return np.concatenate([np.zeros(0), *scores])

    def blend(self, claims: Sequence[Seen]) -> Floats:
        """(1 − a) × prior + a × desk, with a = picks / (picks + 100). Equals the prior at no picks."""
        share = share_of_desk(self.picks)
        prior = np.array([claim.prior for claim in claims], dtype=np.float64)
        blended: Floats = (1 - share) * prior + share * self.score(claims)
        return blended

    def strongest(self, most: int) -> list[tuple[str, float]]:
        """The traits that count most, for or against, with their weights in log odds."""
        traits = zip(self.names, self.values[FIRST_TRAIT : FIRST_TRAIT + len(self.names)].tolist(), strict=True)
        return sorted(traits, key=lambda one: (-abs(one[1]), one[0]))[:most]

    def to_bytes(self) -> bytes:
        """As an npz archive of plain arrays, which needs no pickle to be read."""
        file = io.BytesIO()
        np.savez_compressed(
            file,
            values=self.values.astype(np.float32),
            names=np.array(self.names, dtype=np.str_),
            picks=np.int64(self.picks),
        )
        return file.getvalue()

    @classmethod
    def from_bytes(cls, kept: bytes) -> "DeskWeights":
        """The weights that `to_bytes` gave. Raises `UnreadableWeights` on anything else; never unpickles."""
        if len(kept) > MOST_BYTES:
            raise UnreadableWeights("more than weights need")
        try:
            with np.load(io.BytesIO(kept), allow_pickle=False) as arrays:
                values = arrays["values"].astype(np.float64)
                names = tuple(str(name) for name in arrays["names"])
                picks = int(arrays["picks"])
        except (ValueError, KeyError, TypeError, OSError, EOFError, zipfile.BadZipFile) as error:
            raise UnreadableWeights(str(error)) from error
        if values.shape != (FIRST_TRAIT + len(names) + BUCKETS,) or not np.isfinite(values).all() or picks < 0:
            raise UnreadableWeights("not the shape of this scheme")
        return cls(values=values, names=names, picks=picks)
