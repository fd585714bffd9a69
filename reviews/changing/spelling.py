"""A guard against a new meaning that comes in as a correction of spelling.

>>> what_else_changed("Forty cars goe through.", "Forty cars go through.")
>>> what_else_changed("Forty cars go through.", "Fourteen cars go through.")
'A number changed: “Forty”, “Fourteen”.'
>>> what_else_changed("It was safe.", "It was not safe.")
'“not” changes what it says.'
>>> what_else_changed("It was safe.", "It was very safe.")
'A word came in or went out: “very”.'
>>> what_else_changed("Lind said so.", "Lund said so.")
'A name changed: “Lind”, “Lund”.'
"""

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher

from claims.splitting.quantities.numbers import NUMBER_WORDS
from claims.splitting.word_lists import word_set

MOST_LETTERS = 2  # that may differ between a word and its correction
_WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*|\d+(?:[.,:/]\d+)*|[%‰€$£¥<>±−≈=+°½¼¾⅓⅔]")
_NUMBER_WORDS = (NUMBER_WORDS - {"a", "an"}) | word_set(
    "hundred hundreds thousand thousands million millions billion billions trillion trillions dozen dozens bn mn tn"
    " first second third once twice double triple"
)
_NEGATIONS = word_set(
    "no not never none nobody nothing neither nor without cannot hardly barely deny denies denied"
    " nicht kein keine keinen keiner keines nie niemals ohne ne pas jamais sans sin nunca nem"
)
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "de", "anti", "mis", "over", "under")
_PAIRS = {
    frozenset(pair.split())
    for pair in (
        *("increase decrease", "increased decreased", "increases decreases", "increasing decreasing", "over under"),
        *("more fewer", "rose fell", "rise fall", "import export", "imports exports", "imported exported"),
        *("ever never", "may must", "can could", "his her", "he she", "was is", "were are", "had has", "will would"),
        *("last least", "most least", "before after", "some same", "now not"),
    )
}


def what_else_changed(before: str, after: str) -> str | None:
    """Why this is more than spelling, in a sentence; None when it is not. White space and punctuation are spelling."""
    old, new = _words(before), _words(after)
    first = {one.casefold() for one in (*old[:1], *new[:1])}
    for gone, come in _changes(old, new):
        problem = _problem(gone, come, first=first)
        if problem:
            return problem
    return None


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).replace("’", "'"))


def _changes(old: list[str], new: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    folded = [one.casefold() for one in old], [one.casefold() for one in new]
    for kind, a, b, c, d in SequenceMatcher(None, *folded, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from _pairs(old[a:b], new[c:d])


def _pairs(gone: list[str], come: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Word by word where as many went as came; else the stretch as a whole: “any one”, “anyone”."""
    if len(gone) == len(come):
        yield from (([one], [other]) for one, other in zip(gone, come, strict=True))
    else:
        yield gone, come


def _problem(gone: list[str], come: list[str], *, first: set[str]) -> str | None:
    if _same_letters(gone, come):
        return None
    both = [*gone, *come]
    shown = ", ".join(f"“{one}”" for one in both)
    if any(_is_number(one) for one in both):
        return f"A number changed: {shown}."
    if any(_is_negation(one) for one in both) or _are_opposite(gone, come):
        return f"{shown} changes what it says."
    if not gone or not come or not _is_close("".join(gone), "".join(come)):
        return _too_far(gone, come, shown)
    if any(one[0].isupper() and one.casefold() not in first for one in both) or _renames_first(gone, come):
        return f"A name changed: {shown}."
    return None


def _same_letters(gone: list[str], come: list[str]) -> bool:
    """Written together, apart or with a hyphen: “any one”, “anyone”."""
    one, other = (_bare("".join(words)) for words in (gone, come))
    return one == other and one.isalpha()


def _bare(word: str) -> str:
    return word.casefold().replace("-", "").replace("'", "")


def _too_far(gone: list[str], come: list[str], shown: str) -> str:
    if gone and come:
        return f"More than the spelling differs: {shown}."
    return f"A word came in or went out: {shown}."


def _is_number(word: str) -> bool:
    parts = word.casefold().split("-")
    return not word[0].isalpha() or any(part in _NUMBER_WORDS for part in parts)


def _is_negation(word: str) -> bool:
    folded = word.casefold()
    return folded in _NEGATIONS or folded.endswith("n't")


def _are_opposite(gone: list[str], come: list[str]) -> bool:
    one, other = "".join(gone).casefold(), "".join(come).casefold()
    if frozenset((one, other)) in _PAIRS:
        return True
    return any(longer == prefix + shorter for prefix in _PREFIXES for longer, shorter in ((one, other), (other, one)))


def _renames_first(gone: list[str], come: list[str]) -> bool:
    """A first word that is written large anyhow: only a letter more or less, or two in another order, is spelling."""
    if not (gone[0][0].isupper() and come[0][0].isupper()):
        return False
    one, other = gone[0].casefold(), come[0].casefold()
    return len(one) == len(other) and sorted(one) != sorted(other)


def _is_close(one: str, other: str) -> bool:
    one, other = _bare(one), _bare(other)
    if sorted(one) == sorted(other):
        return _distance(one, other) <= MOST_LETTERS  # two letters in another order
    return _distance(one, other) <= min(MOST_LETTERS, max(1, max(len(one), len(other)) // 3))


def _distance(one: str, other: str) -> int:
    """Letters to change, add or take away."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row, above = [i], row
        for j, facing in enumerate(other, start=1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (letter != facing)))
    return row[-1]
