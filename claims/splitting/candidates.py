"""Which passages are proposed as claims, and which are set aside with what reason.

>>> set_aside_reason({"is a question"}, words=5, kind="body", claimant=None)
'asks a question'
>>> set_aside_reason({"is a matter of opinion"}, words=5, kind="body", claimant=None)
'bare opinion'
>>> set_aside_reason({"is a matter of opinion"}, words=5, kind="body", claimant="the mayor") is None
True
"""

from collections.abc import Collection, Sequence

from claims.splitting.characters import count_words
from claims.splitting.claim_types import find_types
from claims.splitting.shapes import Candidate, Passage, SetAside
from claims.splitting.signs import comparisons, dates, history, numbers, opinions, questions, read_signs
from claims.splitting.speakers import Voices
from claims.splitting.worth import weigh

FEWEST_WORDS = 3
MOST = 2_000
OVER = f"over the limit of {MOST:,} candidates, others weigh more"
ENOUGH_WORDS = 50
_FACTUAL = {numbers.PHRASE, dates.PHRASE, comparisons.PHRASE, history.PHRASE}
TOO_MANY = f"Only the {MOST:,} sentences that weigh most are proposed; the others are set aside."


def propose(
    text: str, passages: Sequence[Passage], voices: Voices
) -> tuple[list[Candidate], list[SetAside], list[str]]:
    """Candidates and set-aside passages in the order of the text, and notes when there were too many."""
    candidates: list[Candidate] = []
    set_aside: list[SetAside] = []
    for passage in passages:
        words = text[passage.start : passage.end]
        claimant = voices.claimants.get(passage.start)
        signs = read_signs(words)
        count = count_words(words, 0, len(words), limit=ENOUGH_WORDS)
        reason = set_aside_reason(signs, words=count, kind=passage.kind, claimant=claimant)
        if reason:
            set_aside.append(SetAside(passage.start, passage.end, reason))
            continue
        attributed = claimant is not None or passage.start in voices.quoted_starts
        worth = weigh(signs, words=count, kind=passage.kind, attributed=attributed)
        types = find_types(signs, attributed=attributed)
        candidates.append(
            Candidate(passage.start, passage.end, words, claimant, types, worth.value, worth.reasons),
        )
    if len(candidates) <= MOST:
        return candidates, set_aside, []
    return _keep_the_weightiest(candidates, set_aside)


def set_aside_reason(signs: Collection[str], *, words: int, kind: str, claimant: str | None) -> str | None:
    """Why a passage with these signs is not proposed, or None when it is."""
    if kind in {"artifact", "boilerplate"}:
        return "belongs to the page, not to the story"
    if questions.PHRASE in signs:
        return "asks a question"
    if words < FEWEST_WORDS:
        return "too short to claim anything"
    if claimant is None and kind == "body" and opinions.PHRASE in signs and not _FACTUAL & set(signs):
        return "bare opinion"
    return None


def _keep_the_weightiest(
    candidates: list[Candidate], set_aside: list[SetAside]
) -> tuple[list[Candidate], list[SetAside], list[str]]:
    ranked = sorted(candidates, key=lambda one: (-one.checkworthiness, one.start))
    kept = sorted(ranked[:MOST], key=lambda one: one.start)
    over = [SetAside(one.start, one.end, OVER) for one in ranked[MOST:]]
    return kept, sorted([*set_aside, *over], key=lambda one: one.start), [TOO_MANY]
