"""What a sentence shows, as a row of figures: the signs, and the make of its words.

``NAMES`` fixes order and meaning; the file of weights repeats it, so that old weights meet only old features.

>>> row = dict(zip(NAMES, describe("We will not pay 9 per cent.", {"has a number"}), strict=True))
>>> row["has a number"], row["we"], row["plan"], row["denial"], row["question"]
(1.0, 1.0, 1.0, 1.0, 0.0)
"""

import re
from collections.abc import Collection

from claims.splitting.signs import PHRASES
from claims.splitting.word_lists import word_set

MOST_CHARACTERS = 1_000
FEW, SHORT, LONG = 6, 12, 40

_SETS = {
    "i": word_set("i i'm i've i'd i'll me my mine myself"),
    "we": word_set("we we're we've we'd we'll us our ours ourselves let's"),
    "you": word_set("you you're you've you'd you'll your yours"),
    "he or she": word_set("he he's he'd she she's she'd his him her"),
    "they": word_set("they they're they've they'd their them"),
    "plan": word_set(
        """
        will would should could can must shall let's want wants need needs try going gonna ought i'll we'll you'll
        he'll she'll they'll it'll won't can't cannot
        """
    ),
    "thought": word_set("think thinks believe believes feel feels hope guess wonder agree disagree wish suppose"),
    "denial": word_set(
        """
        not never no nobody nothing none neither nor isn't aren't wasn't weren't don't doesn't didn't won't can't
        cannot couldn't wouldn't shouldn't hasn't haven't hadn't
        """
    ),
    "manners": word_set(
        """
        thank thanks please sorry welcome congratulations governor senator question questions debate tonight minute
        minutes seconds moderator folks ladies gentlemen evening answer
        """
    ),
    "past": word_set("was were had did voted said went took made came gave got left lost won cut spent ran built paid"),
    "perfect": word_set("has have i've we've he's she's they've you've been"),
    "money": word_set("$ £ € dollars pounds euros tax taxes budget debt deficit spending cost costs"),
    "share": word_set("% percent percentage"),
    "all or none": word_set("every all always never nobody everyone everybody none only ever any"),
}
NAMES = (
    *PHRASES,
    *_SETS,
    "past ending",
    "few words",
    "words up to 12",
    "words up to 40",
    "digits",
    "capitals",
    "question",
    "breaks off",
)

_TOKEN = re.compile(r"[\w']+|[$£€%]")
_CAPITAL = re.compile(r"(?<=[^.!?:] )[A-Z]\w")
_PAST_ENDING = re.compile(r"[a-z]{2}ed\b")


def describe(sentence: str, signs: Collection[str]) -> list[float]:
    """One figure for each of ``NAMES``, most of them 0 or 1; ``signs`` are those ``read_signs`` found in it."""
    text = sentence[:MOST_CHARACTERS].replace("’", "'")
    low = text.lower()
    tokens = _TOKEN.findall(low)
    return [
        *(float(phrase in signs) for phrase in PHRASES),
        *(float(not words.isdisjoint(tokens)) for words in _SETS.values()),
        float(_PAST_ENDING.search(low) is not None),
        *_lengths(len(tokens)),
        *_shape(text),
    ]


def _lengths(count: int) -> tuple[float, float, float]:
    return float(count < FEW), min(count, SHORT) / SHORT, min(count, LONG) / LONG


def _shape(text: str) -> tuple[float, float, float, float]:
    digits = sum(text.count(digit) for digit in "0123456789")
    stripped = text.rstrip("”\"') ")
    capitals = len(_CAPITAL.findall(text))
    return (
        min(digits, 9) ** 0.5 / 3,
        min(capitals, 9) ** 0.5 / 3,
        float(stripped.endswith("?")),
        float(stripped.endswith(("...", "…", "--", "–", "—"))),
    )
