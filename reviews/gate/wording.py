"""The words readers meet first, and advice on them, which never blocks."""

import re
from collections.abc import Iterator

from reviews.draft_text import MOST_WORDS, count_words
from reviews.gate.items import GateItem, Question, item, noted
from reviews.published import Published

COMFORTABLE = 75  # characters of a claim's wording, for those who show it elsewhere
INTENT = re.compile(r"\b(lie[ds]?|liars?|lying|hoax(es)?|dishonest\w*|decei\w+|deliberate\w*|intentional\w*)\b", re.I)
QUOTED = re.compile(r"[“\"«„][^”\"»]*[”\"»]")


def title(asked: Question) -> GateItem:
    return item("title", bool(asked.seen.title), "", "There is no title.")


def found(asked: Question) -> GateItem:
    words = count_words(asked.seen.found)
    missing = f"{words} words; at most {MOST_WORDS}." if words else "It is empty."
    met = 0 < words <= MOST_WORDS
    return item("found", met, f"{words} of at most {MOST_WORDS} words.", missing)


def explanation(asked: Question) -> GateItem:
    met = bool(asked.seen.explanation)
    return item("explanation", met, "", "It is empty.")


def conclusion(asked: Question) -> GateItem | None:
    """Where there is no rating, a sentence stands in its place."""
    if asked.seen.is_rated:
        return None
    missing = "It carries no rating. Say in one sentence what readers should take from it."
    return item("conclusion", bool(asked.seen.conclusion), "", missing)


def intent(asked: Question) -> GateItem:
    """A word of ours that says what somebody meant is there because the writer says why, or it is not there."""
    words = words_of_intent(asked.seen)
    if words and asked.draft.intent_note:
        return noted("intent", asked.draft.intent_note)
    missing = f"“{'”, “'.join(words)}”: We rate statements, not honesty. Take it out, or note why it stands."
    return item("intent", not words, "There are none.", missing)


def words_of_intent(seen: Published) -> list[str]:
    """Those in our own text, not in what it quotes."""
    desk_words = QUOTED.sub(" ", " ".join([seen.title, seen.found, seen.conclusion, seen.explanation]))
    return sorted({match.group().lower() for match in INTENT.finditer(desk_words)})


def advice_in(seen: Published) -> Iterator[str]:
    """What an editor may want to know of the words."""
    yield from _length(seen)
    yield from _rating_told(seen)
    if not seen.claimant:
        yield "Nobody is named as having said it. Readers ask that first."


def _length(seen: Published) -> Iterator[str]:
    length, cut = len(seen.short_claim or seen.claim), f"Over {COMFORTABLE}, others who show it may cut it."
    if length > COMFORTABLE and seen.short_claim:
        yield f"The short wording has {length} characters. {cut}"
    elif length > COMFORTABLE:
        yield f"The wording has {length} characters. {cut} Give it a short wording."


def _rating_told(seen: Published) -> Iterator[str]:
    """Whoever shows the wording elsewhere shows the rating beside it; inside it, it tells the end at the beginning."""
    shown, rating = seen.short_claim or seen.claim, seen.rating.name
    if rating and re.search(rf"\b{re.escape(rating)}\b", shown, re.I):
        yield f"The wording that others show has the rating in it: “{rating}”."
