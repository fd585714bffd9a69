"""Count which words report: ``python -m benchmarks.train_reporting FOLDER [FILE]``.

Reads annotated articles as PolNeAR lays them out (``text``, ``attributions``), parses them, and writes how often
each word in each construction was annotated as reporting, with the weights of a logistic regression on its traits:
the figures that `claims.splitting.parsing.likelihood` reads. Figures only, no text. Needs the ``parse`` extra and
scikit-learn, and two minutes for 840 articles; the same articles give the same file.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from benchmarks.evaluation.polnear import Article, overlap, read_articles
from benchmarks.evaluation.quotations import is_right
from claims.splitting.blanking import blank_out, outermost
from claims.splitting.blocks import find_blocks
from claims.splitting.parsing import HearingParser, load_parser
from claims.splitting.parsing.hearing import Heard, hear
from claims.splitting.parsing.likelihood import FILE, RARE, Shares
from claims.splitting.parsing.trees import name_extent
from claims.splitting.passages import find_passages
from claims.splitting.quotations import find_quotations
from claims.splitting.reported import find_said
from claims.splitting.shapes import Speaker

PARTS = 5
"""The share of a word is counted on the other parts when the weights are fitted."""

FAITH = 3
"""So many cases of its construction are added to those of a word."""

FEWEST_CASES = 4
"""Words seen in fewer cases count as the rest of their construction."""

RARE_CASES = 10
"""The rest of a construction: the words with no more cases than this."""

TELLING = 0.03
"""Words whose share differs from the rest by less are left out."""


@dataclass(frozen=True)
class Case:
    """One predicate of one article, and whether it was annotated with this source and content."""

    part: int
    lemma: str
    construction: str
    traits: frozenset[str]
    right: bool


def main(folder: Path, file: Path = FILE, parser: HearingParser | None = None) -> None:
    """Write the figures learned from the articles of a folder."""
    cases = list(read_cases(read_articles(folder), parser or load_parser()))
    learned = learn(cases)
    file.write_text(as_json(learned), encoding="utf-8")
    print(f"{len(cases)} predicates, {sum(case.right for case in cases)} report; written to {file.name}")


def read_cases(articles: Sequence[Article], parser: HearingParser) -> Iterator[Case]:
    """The predicates of all articles."""
    for number, article in enumerate(articles):
        for one in _heard(article.text, parser):
            construction = one.predicate.construction
            yield Case(number % PARTS, one.lemma, construction, one.traits, _is_annotated(article, one))


def _heard(text: str, parser: HearingParser) -> Iterator[Heard]:
    blocks = find_blocks(text)
    blanked = blank_out(text, outermost(find_quotations(text, blocks)))
    passages, _ = find_passages(text, blocks, language="en")
    for passage, words in parser.read(text, passages):
        ruled = list(find_said(text, blanked, passage.start, passage.end))
        yield from hear(text, blanked, passage, words, ruled)


def _is_annotated(article: Article, one: Heard) -> bool:
    start, end = one.span(name_extent(one.predicate.source))
    speaker = Speaker(article.text[start:end], start, end)
    cue, content = one.span(one.predicate.cue), one.span(one.predicate.content)
    return any(
        any(overlap(cue, span) > 0 for span in annotated.cue)
        and any(overlap(content, span) > 0 for span in annotated.content)
        and is_right(article.text, speaker, annotated)
        for annotated in article.attributions
        if annotated.source
    )


def learn(cases: Sequence[Case]) -> Shares:
    """Shares from all cases; weights fitted with shares counted on the other parts."""
    traits = sorted({trait for case in cases for trait in case.traits})
    table = np.zeros((len(cases), 1 + len(traits)))
    for part in range(PARTS):
        elsewhere = count([case for case in cases if case.part != part])
        for row, case in enumerate(cases):
            if case.part == part:
                table[row, 0] = _log_odds(Shares(elsewhere, {}).share(case.lemma, case.construction))
    columns = {trait: at for at, trait in enumerate(traits, 1)}
    for row, case in enumerate(cases):
        table[row, [columns[trait] for trait in case.traits]] = 1
    return Shares(count(cases), _fit(table, cases, ["share", *traits]))


def _fit(table: NDArray[np.float64], cases: Sequence[Case], names: Sequence[str]) -> dict[str, float]:
    model = LogisticRegression(max_iter=1000).fit(table, [case.right for case in cases])
    weights = dict(zip(names, (round(float(one), 3) for one in model.coef_[0]), strict=True))
    return {"*": round(float(model.intercept_[0]), 3), **weights}


def _log_odds(share: float) -> float:
    return float(np.log(share / (1 - share)))


def count(cases: Sequence[Case]) -> dict[str, dict[str, float]]:
    """How often each word reports in each construction, ``*`` for the rest of it."""
    all_cases = Counter((case.construction, case.lemma) for case in cases)
    right = Counter((case.construction, case.lemma) for case in cases if case.right)
    shares: dict[str, dict[str, float]] = {}
    for construction in sorted({one for one, _ in all_cases}):
        words = [lemma for one, lemma in all_cases if one == construction]
        rest = [lemma for lemma in words if all_cases[construction, lemma] <= RARE_CASES]
        seen = sum(all_cases[construction, lemma] for lemma in rest)
        base = max(RARE, (sum(right[construction, lemma] for lemma in rest) + 0.5) / (seen + 8))
        shares[construction] = {"*": round(base, 3)}
        for lemma in sorted(words):
            cases_of_word = all_cases[construction, lemma]
            share = (right[construction, lemma] + FAITH * base) / (cases_of_word + FAITH)
            if cases_of_word >= FEWEST_CASES and abs(share - base) >= TELLING:
                shares[construction][lemma] = round(max(share, 0.005), 3)
    return {name: words for name, words in shares.items() if len(words) > 1 or words["*"] > RARE}


def as_json(learned: Shares) -> str:
    """The figures, one construction a line."""
    lines = ",\n".join(
        f"  {json.dumps(name)}: {json.dumps(words, ensure_ascii=False)}" for name, words in learned.shares.items()
    )
    return f'{{\n "weights": {json.dumps(learned.weights)},\n "shares": {{\n{lines}\n }}\n}}\n'


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:3]))
