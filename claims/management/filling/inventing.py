"""Invented outlets, people and sentences. Nobody and nothing in them is real.

>>> inventor = Inventor(seed=1)
>>> sentence = inventor.sentence()
>>> sentence.words == Inventor(seed=1).sentence().words
True
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random


def _each(names: str) -> list[str]:
    return names.split(",")


PLACES = _each("Marsh End,Harbour Ward,Oster,Lindhagen,North Quay,Vell,Stonebridge,Kallby,Port Imre,Upper Fen")
PAPERS = _each("Post,Gazette,Courier,Herald,Echo,Observer,Messenger,Tribune,Mail,Star,Times,Journal")
FIRST = _each("Ada,Tom,Ida,Bo,Mira,Jon,Lea,Sam,Vera,Nils,Ines,Karl,Rosa,Emil,Zoe,Omar,Hana,Paul,Lucia,Ben")
LAST = _each("Holt,Berg,Lund,Ek,Vance,Stroud,Marsh,Quill,Imre,Fenn,Osei,Dahl,Rook,Teller,Voss,Abara,Lindt,Pike")
THINGS = _each("rents,bus fares,burglaries,births,school places,house prices,road deaths,hospital beds,jobs")
BUILDINGS = _each("bridges,schools,clinics,reservoirs,libraries,power lines,wind turbines,flood gates")
CHANGES = _each("rose,fell,grew,shrank")
SHAPES = (
    "{thing} in {place} {change} by {n} per cent in {year}, {who} said.",
    "{n} of the {m} {building} in {place} were built before {year}.",
    "“We have closed {n} {building} since {year},” {who} said.",
    "{place} spent {n} million crowns on {building} in {year}, more than any other town.",
    "According to {who}, {thing} in {place} {change} for the {n}th month in {year}.",
    "Nearly {m} people left {place} between {year} and 2025.",
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One invented claim; `who` is named in it or empty."""

    words: str
    who: str


class Inventor:
    """Makes things up, always the same ones for the same seed."""

    def __init__(self, *, seed: int) -> None:
        self.random = Random(seed)
        self.outlets = [f"The {place} {paper}" for paper in PAPERS for place in PLACES]
        # Zipf: the first outlet prints twice as much as the second, three times as much as the third.
        self._weights = list(accumulate(1 / rank for rank in range(1, len(self.outlets) + 1)))
        self.people = [f"{first} {last}" for first in FIRST for last in LAST]

    def outlet(self) -> str:
        return self.random.choices(self.outlets, cum_weights=self._weights)[0]

    def moment(self, *, before: datetime, days: int) -> datetime:
        """Some minute of the last so many days."""
        return before - timedelta(minutes=int(self.random.random() * days * 24 * 60))

    def sentence(self) -> Sentence:
        pick, random = self.random.choice, self.random.random
        shape, who = pick(SHAPES), pick(self.people)
        words = shape.format(
            thing=pick(THINGS),
            building=pick(BUILDINGS),
            place=pick(PLACES),
            change=pick(CHANGES),
            who=who,
            n=2 + int(random() * 97),
            m=100 + int(random() * 9_900),
            year=1990 + int(random() * 35),
        )
        return Sentence(words[0].upper() + words[1:], who if "{who}" in shape else "")
