"""When two claims are the same without any weighing: the same words, and nobody else who says them."""

import unicodedata

from claims.models import Claimant
from claims.states import ClaimantKind

FIRST_PERSON = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])


def plain_words(text: str) -> str:
    """A text in small letters, without punctuation, one space between words: equal when the same is said.

    Signs that carry meaning stay: of currency, of percentage, plus.

    >>> plain_words("“Rents ROSE by 9 %”, in 2023.") == plain_words("Rents rose by 9% in 2023")
    True
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(map(_kept, folded)).split())


def _kept(character: str) -> str:
    kind = unicodedata.category(character)[0]
    if kind in "LNM":  # letters, numbers, and the marks that belong to the letter before them
        return character
    return f" {character} " if kind == "S" or character in "%‰" else " "


def may_be_the_same_voice(one: Claimant | None, other: Claimant | None) -> bool:
    """Whether two claimants may be one, as far as a machine can tell: equal, not known, or two outlets.

    Two outlets that print the same sentence in their own voice make the same claim.
    """
    if one is None or other is None or one.pk == other.pk:
        return True
    return one.kind == other.kind == ClaimantKind.OUTLET


def speaks_of_itself(words: str) -> bool:
    """Whether somebody else who says these plain words says something else: they tell of the speaker.

    >>> speaks_of_itself(plain_words("I never met him.")), speaks_of_itself(plain_words("Rents rose."))
    (True, False)
    """
    return not FIRST_PERSON.isdisjoint(words.split())
