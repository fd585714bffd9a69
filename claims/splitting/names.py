"""Names of people and of organisations as they stand in a text."""

import re
from collections.abc import Iterable, Iterator

from claims.splitting.word_lists import word_set

TITLES = word_set(
    """
    Mr Mrs Ms Miss Mx Dr Prof Professor Sir Dame Lord Lady President Mayor Minister Councillor Cllr Senator
    Governor General Gen Rep Sen Gov Representative Congressman Congresswoman Colonel Col Captain Capt Major
    Sergeant Sgt Judge Justice Inspector Superintendent Chief Officer Rabbi Imam Reverend Rev Father Bishop
    Archbishop King Queen Prince Princess Chancellor Ambassador Commissioner Secretary Director Premier
    Treasurer Spokeswoman Spokesman
    """
)
NOT_A_NAME = word_set(
    """
    The A An This That These Those It He She They We I You His Her Their Our My Its In On At But And Or So Yet
    If When While Other Others Former Asked After Before Since Because As For By With From To Of Not No Yes Now
    Then There Here What Who Why How Where Which However Although Though Meanwhile Last Next Earlier Later
    Yesterday Today Tomorrow Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March
    April May June July August September October November December Another Both Many Most Some Several All Each
    Every Few Two Three One Under Over About Between Despite During Until Near Even Only Just Also Asked
    According Speaking Should Would Could
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
_PLACES = word_set("Street Road Bridge Lane Harbour Valley City Town River Island Sea Park Hall House Airport Square")
BEFORE_PLACES = word_set("in at near across outside into towards toward around")
LONGEST = 80
"""Characters of a person's name."""

LONGEST_GAP = 14
"""Characters between two words of one name: " van der "."""

MOST_WORDS = 6

# Not ASCII small letters, so that one regular expression finds the capitals of every script and skips most words.
_CAPITALISED = re.compile(r"[^\Wa-z\d_](?<![\w’'-].)[\w’'-]*+\.?")
_BEFORE = re.compile(r"([\w’'-]{1,30})\W{0,3}\Z")
Run = tuple[list[str], str]
"""Capitalised words with only spaces and particles between them, and the word before."""


def find_people(words: str) -> Iterator[str]:
    """Full names of two to four capitalised words that look like a person's, titles left out.

    >>> list(find_people("Olha Marek told Dr Ben van Dyke of Harrow Council."))
    ['Olha Marek', 'Ben van Dyke']
    """
    return (name for name, _ in people_among(find_runs(words)))


def find_runs(words: str) -> list[Run]:
    """Everything that may be a name: runs of capitalised words, opening words of a sentence left out."""
    runs: list[Run] = []
    run: list[str] = []
    first = joins_at = -1
    for match in _CAPITALISED.finditer(words):
        written = match.group()
        plain = written.isalpha()
        word = written if plain else _without_possessive(written)
        if word in NOT_A_NAME or not word[0].isupper():
            continue
        start = match.start()
        particles = _particles(words, joins_at, start) if joins_at > 0 else None
        if particles is None:
            if len(run) > 1:
                runs.append((run, _word_before(words, first)))
            run, first = [word], start
        else:
            run += [*particles, word]
        joins_at = match.end() if plain or _may_go_on(written, word) else -1
    if len(run) > 1:
        runs.append((run, _word_before(words, first)))
    return runs


def _particles(words: str, end: int, start: int) -> list[str] | None:
    """The particles between two capitalised words of one name, none for a space, None when they are two names."""
    if start - end == 1:
        return [] if words[end] == " " else None
    if start - end > LONGEST_GAP or words[end] != " ":
        return None
    between = words[end:start].split(" ")[1:-1]
    return between if all(word in PARTICLES for word in between) else None


def _word_before(words: str, first: int) -> str:
    before = _BEFORE.search(words, max(0, first - 34), first)
    return before.group(1).lower() if before else ""


def organisations_among(runs: Iterable[Run]) -> Iterator[str]:
    """The names that end in a word for an organisation.

    >>> list(organisations_among(find_runs("Olha Marek told the Harrow Town Council and the Ministry.")))
    ['Harrow Town Council']
    """
    for run, _ in runs:
        if len(run) <= MOST_WORDS and run[-1] in ORGANISATIONAL and run[-1] not in _PLACES:
            yield " ".join(run)


def people_among(runs: Iterable[Run]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The full names of people with the titles before them."""
    for run, before in runs:
        if before in BEFORE_PLACES:
            continue
        name = [word for word in run if word.rstrip(".") not in TITLES]
        capitals = [word for word in name if word[0].isupper()]
        fits = 2 <= len(capitals) <= 4 and sum(map(len, name)) <= LONGEST
        if fits and name[0] in capitals and all(_may_name_a_person(word) for word in capitals):
            yield " ".join(name), tuple(word.rstrip(".") for word in run if word.rstrip(".") in TITLES)


def _may_name_a_person(word: str) -> bool:
    abstract = word.endswith(("tion", "ment", "ship", "ness", "ing", "tions"))
    return not (abstract or word in ORGANISATIONAL or (word.isupper() and len(word) > 1))


def _may_go_on(written: str, word: str) -> bool:
    """Whether a name may go on behind this word: not behind a full stop or a possessive, but behind "Dr." and "J."."""
    return written == word or (written == f"{word}." and (word in TITLES or len(word) == 1))


def _without_possessive(word: str) -> str:
    bare = word.rstrip(".")
    return bare[:-2] if bare[-2:] in {"’s", "'s"} else bare.rstrip("’'") or bare
