"""How the lists of telling phrases in these modules are written down."""

import re


def any_of(phrases: str) -> re.Pattern[str]:
    """A pattern for whole words that finds any of the phrases, in capitals or not.

    Phrases stand apart by " | " or a line break. Each may hold alternatives and options, but nothing that
    repeats: what repeats inside what repeats takes time that explodes.

    >>> any_of("rose by | fell by").search("Rents Fell by half.").group()
    'Fell by'
    """
    alternatives = [phrase.strip() for phrase in phrases.replace("\n", " | ").split(" | ")]
    return re.compile(r"\b(?:" + "|".join(one for one in alternatives if one) + r")\b", re.IGNORECASE)
