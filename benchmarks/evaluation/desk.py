"""The desk model, simulated: what a desk picked from debate after debate, and what that does to the next ones.

Debates come in the order of their dates. The desk's picks are the lines that a fact-checking desk checked; the model
is fitted, judged and promoted by the product's own code. After so many debates it orders later ones, which it never
learns from: those of a test split where there is one, else the newest. The figure is mean average precision.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.evaluation.rows import OURS, Row, absent
from claims.learning.features import Seen
from claims.learning.judging import Figures, Lesson, Scorer, judge, judge_candidate, learn_from, prior_alone
from claims.learning.labels import Label
from claims.learning.traits import traits_of
from claims.splitting.signs import read_signs
from claims.splitting.worth import Line, weigh_all

SETS = ("checkworthy_debates_2020",)
NEWEST = 0.4  # of all debates, held out where there is no test split
STOPS = (1, 2, 3, 5, 8, 12, 20)  # debates learned from; and all of them
FEWEST_HELD_OUT = 5  # as in claims.learning.teaching


def measure(data: Path) -> Iterator[Row]:
    """Figures after so many picks: the prior alone, the desk's word alone, the blend, and what would be in use."""
    for name in SETS:
        files = sorted((data / name).rglob("*.tsv"), key=lambda file: file.name)
        if files:
            yield from _simulate(name, *_part(files))
        else:
            yield absent(name)


def _part(files: Sequence[Path]) -> tuple[list[Lesson], list[Lesson]]:
    """Debates to learn from, and later ones to be judged by."""
    tests = [file for file in files if any("test" in part for part in file.parts[-3:-1])]
    others = [file for file in files if file not in tests]
    if not tests:
        cut = round(len(files) * (1 - NEWEST))
        others, tests = list(files[:cut]), list(files[cut:])
    learned = [_read(number, file) for number, file in enumerate(others)]
    judged = [_read(-1 - number, file) for number, file in enumerate(tests)]
    return learned, [one for one in judged if one.picks]


def _read(number: int, file: Path) -> Lesson:
    """One debate: number, speaker, line, label a row."""
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    kept = [(row[-2], row[-1] == "1") for row in rows if len(row) >= 3 and row[-1] in ("0", "1")]
    signs = [read_signs(words) for words, _ in kept]
    worths = weigh_all([Line(words, shown) for (words, _), shown in zip(kept, signs, strict=True)])
    claims = [
        Seen(words, worth.value, tuple(_traits(words, shown)))
        for (words, _), shown, worth in zip(kept, signs, worths, strict=True)
    ]
    return Lesson(number, tuple(claims), tuple(Label(picked=picked) for _, picked in kept))


def _traits(words: str, signs: frozenset[str]) -> list[str]:
    return traits_of(signs=signs, types=(), kind="body", said_by="", words=len(words.split()))


def _simulate(name: str, debates: Sequence[Lesson], later: Sequence[Lesson]) -> Iterator[Row]:
    prior = judge(later, prior_alone).ap
    yield Row(name, "MAP, prior alone", OURS, prior, note=f"{len(later)} later debates")
    gains, gains_in_use = [], []
    in_use = _Promoted()
    for stop in [stop for stop in (*STOPS, len(debates)) if stop <= len(debates)]:
        known = debates[:stop]
        weights = learn_from(known)
        in_use.meet(known)
        blend, promoted = judge(later, weights.blend).ap, judge(later, in_use.scorer).ap
        gains, gains_in_use = [*gains, blend - prior], [*gains_in_use, promoted - prior]
        after = f"after {weights.picks} picks"
        yield Row(name, f"MAP {after}, desk alone", OURS, judge(later, weights.score).ap)
        yield Row(name, f"MAP {after}, blend", OURS, blend, note=f"{blend - prior:+.3f}")
        yield Row(name, f"MAP {after}, as promoted", OURS, promoted, note=in_use.words)
    yield Row(name, "blend less prior, at its lowest", OURS, min(gains), note="without the test before promotion")
    yield Row(name, "as promoted less prior, at its lowest", OURS, min(gains_in_use), 0.0)


class _Promoted:
    """The version in use, promoted by the same test as at a desk: on debates it has not learned from."""

    def __init__(self) -> None:
        self.scorer: Scorer = prior_alone
        self.learned = 0
        self.words = "prior alone"

    def meet(self, known: Sequence[Lesson]) -> None:
        """A night after these debates."""
        fresh = [one for one in known[self.learned :] if one.tells]
        if len(fresh) < FEWEST_HELD_OUT:
            return
        candidate = judge_candidate(fresh, known[: self.learned])
        if self._is_no_worse(candidate, fresh):
            self.scorer, self.learned = learn_from(known).blend, len(known)
            self.words = f"learned from {len(known)} debates"

    def _is_no_worse(self, candidate: Figures, fresh: Sequence[Lesson]) -> bool:
        rivals = [judge(fresh, scorer) for scorer in (self.scorer, prior_alone)]
        return not any(candidate.is_worse_than(rival) for rival in rivals)
