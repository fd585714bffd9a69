"""Looking for something like what somebody wrote, who does not know our words for it."""

import re
from collections.abc import Sequence
from itertools import combinations

SHORTEST = 4  # letters
ENDING = 2
WORD = re.compile(rf"\w{{{SHORTEST},}}")
MOST_WORDS = 6  # the longest: they say most
LIKE_ENOUGH = 0.4  # of the words


def words_of(text: str) -> list[str]:
    """The words of four letters and more, each once.

    >>> words_of("The Tunnel carries 40000 cars, cars!")
    ['tunnel', 'carries', '40000', 'cars']
    """
    return list(dict.fromkeys(WORD.findall(text.casefold())))


def any_two_of(text: str) -> str:
    """A search for whatever holds two of the longest words; for the one, if there is no other; "" for none.

    >>> any_two_of("The tunnel carries cars")
    'carries tunnel or carries cars or tunnel cars'
    """
    longest = sorted(words_of(text), key=lambda word: (-len(word), word))[:MOST_WORDS]
    return " or ".join(" ".join(pair) for pair in combinations(longest, 2)) or " ".join(longest)


def likeness(words: Sequence[str], text: str) -> float:
    """Which part of the words stands in the text, 0 to 1. Forms count that differ in up to two letters at the end.

    >>> likeness(["tunnels", "carry"], "The tunnel carries cars."), likeness(["rivers"], "The tunnel carries cars.")
    (1.0, 0.0)
    """
    held = text.casefold()
    return sum(_beginning(word) in held for word in words) / len(words) if words else 0.0


def _beginning(word: str) -> str:
    return word[: max(len(word) - ENDING, SHORTEST)]
