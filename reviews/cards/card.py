"""What a card says. All words come ready made: in the reader's language, with nobody named who is not to be."""

import hashlib
from dataclasses import dataclass

DRAWN_AS = 1  # another number, and every card is drawn anew


@dataclass(frozen=True)
class Card:
    """A check, or with no `rating` the desk alone.

    The claim is never drawn without its rating and without who said it: where the typefaces lack one of them, the claim
    is left out as well.
    """

    desk: str
    address: str  # of the site, without https://
    rating: str = ""  # the label; of a retracted check the word that says so; of one without rating its conclusion
    label: str = ""  # what the rating is: “Our rating”
    aside: str = ""  # said below a rating that has no place on the scale
    place: int | None = None  # from 1, the truest
    steps: int = 0
    claim: str = ""
    said_by: str = ""  # “said by Ada Bell, 3 May 2026”
    instead: str = ""  # in place of a claim that cannot be drawn
    marks: tuple[str, ...] = ()  # “Correction, 3 May 2026”, “Early check”
    about: str = ""  # what the desk is, on its own card
    is_rtl: bool = False  # whether the language around the claim is written from the right
    is_struck: bool = False  # retracted: nothing of the check stands any more

    @property
    def key(self) -> str:
        """The same for cards that look the same."""
        return hashlib.sha256(repr((DRAWN_AS, self)).encode()).hexdigest()
