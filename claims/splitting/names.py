"""Names of people as they stand in a text, and what a later short form of one refers to.

>>> known = KnownNames()
>>> known.learn("Mayor Ada Holt opened the bridge.")
>>> known.resolve("Ms Holt"), known.resolve("she"), known.resolve("the council")
('Ada Holt', 'Ada Holt', 'the council')
"""

import re
from collections.abc import Iterator

from claims.splitting.word_lists import word_set

TITLES = word_set(
    """
    Mr Mrs Ms Miss Mx Dr Prof Professor Sir Dame Lord Lady President Mayor Minister Councillor Cllr Senator
    Governor General Gen Colonel Col Captain Capt Major Sergeant Sgt Judge Justice Inspector Superintendent
    Chief Officer Rabbi Imam Reverend Rev Father Bishop Archbishop King Queen Prince Princess Chancellor
    Ambassador Commissioner Secretary Director Premier Treasurer Spokeswoman Spokesman
    """
)
NOT_A_NAME = word_set(
    """
    The A An This That These Those It He She They We I You His Her Their Our My Its In On At But And Or So Yet
    If When While After Before Since Because As For By With From To Of Not No Yes Now Then There Here What Who
    Why How Where Which However Although Though Meanwhile Last Next Earlier Later Yesterday Today Tomorrow
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December Another Both Many Most Some Several All Each Every Few Two Three One
    Under Over About Between Despite During Until Near Even Only Just Also Asked According Speaking Should Would
    Could
    """
)
PARTICLES = word_set("de la le da di del van von der den bin al el ben ter du dos")
ORGANISATIONAL = word_set(
    """
    Council Ministry Service Police University Party Company Bank Court Agency Department Authority Board
    Hospital Trust School College Institute Union Office Committee Commission Army Navy Force Forces Bureau
    Association Federation Group Foundation Parliament Government Club Society Station Street Road Bridge Lane
    Harbour Valley County City Town River Island Sea Park Hall House Centre Center Airport Square Library Museum
    Ltd Inc Plc Empire Republic Kingdom States Nations Armed News Times Post Herald Gazette Hill Cross Ukrainian
    Russian American British European National United Royal North South East West
    """
)
BEFORE_PLACES = word_set("in at near across outside into towards toward around")
LONGEST = 80
"""Characters of a person's name."""

PRONOUNS = word_set("he she they it")

_WORD = re.compile(r"[^\W\d_][\w’'-]*\.?")


class KnownNames:
    """Grows as a text is read from its start; resolves short forms to the fullest form read so far."""

    def __init__(self) -> None:
        self._full_by_last: dict[str, str] = {}
        self._full: set[str] = set()
        self._latest = ""

    def learn(self, words: str) -> None:
        """Remember the full names of people in these words."""
        for name in find_people(words):
            last = name.split()[-1]
            self._full.add(self._full_by_last.setdefault(last, name))
            self._latest = self._full_by_last[last]

    def mention(self, name: str) -> None:
        """Remember who spoke last, for the next pronoun."""
        if name in self._full:
            self._latest = name

    def resolve(self, surface: str) -> str:
        """The fullest known name for these words; the words themselves when nothing is known."""
        words = surface.split()
        if "and" in words:
            return surface
        if len(words) == 1 and words[0].lower() in PRONOUNS - {"it", "they"}:
            return self._latest or surface
        people = list(find_people(surface))
        if people:
            return self._full_by_last.get(people[-1].split()[-1], people[-1])
        last = words[-1] if words else ""
        if last[:1].isupper() and all(word.rstrip(".") in TITLES for word in words[:-1]):
            return self._full_by_last.setdefault(last, surface)
        return surface


def find_people(words: str) -> Iterator[str]:
    """Full names of two to four capitalised words that look like a person's, titles left out.

    >>> list(find_people("Olha Marek told Dr Ben van Dyke of Harrow Council."))
    ['Olha Marek', 'Ben van Dyke']
    """
    for run, before in _capital_runs(words):
        if before in BEFORE_PLACES:
            continue
        name = [word for word in run if word.rstrip(".") not in TITLES]
        while name and name[-1] in PARTICLES:
            name.pop()
        capitals = [word for word in name if word[0].isupper()]
        if (
            2 <= len(capitals) <= 4
            and sum(map(len, name)) <= LONGEST
            and all(_may_name_a_person(word) for word in capitals)
        ):
            yield " ".join(name)


def _may_name_a_person(word: str) -> bool:
    abstract = word.endswith(("tion", "ment", "ship", "ness", "ing", "tions"))
    return not (abstract or word in ORGANISATIONAL or (word.isupper() and len(word) > 1))


def _capital_runs(words: str) -> Iterator[tuple[list[str], str]]:
    """Runs of capitalised words with only a space between them, particles allowed inside, and the word before."""
    run: list[str] = []
    before = previous = ""
    joins_at = -1
    for match in _WORD.finditer(words):
        word = _without_possessive(match.group())
        belongs = (word[0].isupper() and word not in NOT_A_NAME) or (bool(run) and word in PARTICLES)
        if run and not (belongs and match.start() == joins_at):
            yield run, before
            run = []
        if belongs:
            before = before if run else previous
            run.append(word)
        previous = word.lower()
        joins_at = (
            match.end() + 1 if _may_go_on(match.group(), word) and words[match.end() : match.end() + 1] == " " else -1
        )
    if run:
        yield run, before


def _may_go_on(written: str, word: str) -> bool:
    """Whether a name may go on behind this word: not behind a full stop or a possessive, but behind "Dr."."""
    return written == word or (written == f"{word}." and word in TITLES)


def _without_possessive(word: str) -> str:
    bare = word.rstrip(".")
    return bare[:-2] if bare[-2:] in {"’s", "'s"} else bare.rstrip("’'") or bare
