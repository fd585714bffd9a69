"""Addition, update, correction: what each may touch, so that they are never mixed. No database is asked here."""

import re
from collections.abc import Iterable, Iterator

from reviews.changing.spelling import what_else_changed
from reviews.published import Published
from reviews.revision_diff import changed_fields, evidence_between
from reviews.states import CHANGES, AskedBy, ReplyOutcome, RevisionKind, Severity

LEFT_BY_AN_ADDITION = {
    "claim": "the claim",
    "claimant": "who said it",
    "rating": "the rating",
    "title": "the title",
    "found": "“What we found”",
    "conclusion": "the conclusion",
    "short_claim": "the claim in short",
    "claim_date": "when it was said",
}
GROWS = {
    "explanation": "the explanation",
    "not_established": "what we could not establish",
    "reply": "what they told us",
    "against_note": "where we looked for evidence against",
    "primary_note": "why there is no primary source",
    "independent_note": "why one source is enough",
    "interests": "the interests",
    "claim_date_note": "what is said of the day",
}
LEFT_BY_A_MINOR_CORRECTION = ("claim", "claimant", "rating", "conclusion")
ONLY_SPELT_ANEW = ("title", "found", "short_claim")
UNANSWERED = {"", ReplyOutcome.NO_REPLY}
# A full stop may stand in quotation marks, brackets or emphasis; after those of Chinese and Japanese is no space.
_SENTENCE_END = re.compile(r"(?<=[.!?…؟۔।])\s+|(?<=[.!?…؟۔।][\"”’»)*_])\s+|(?<=[。！？])|\n+")


def faults_between(before: Published, after: Published) -> list[str]:
    """Why `after` is no fit change of `before`, a sentence each; none when readers can be told what it is.

    An addition keeps every sentence and every piece of evidence, and adds to them. A minor correction leaves what is
    checked, how it is rated, and but for spelling what we say we found. Anything else is an update (something happened
    since) or a substantial correction (we were wrong).
    """
    return [*_untold(after), *_mixed(before, after)]


def _untold(after: Published) -> Iterator[str]:
    change = after.change
    if not change.note:
        yield "Say what changed, for readers: “We said X. It is Y.”"
    if not change.why:
        yield "Say why it is changed."
    if change.asked_by not in AskedBy.values:
        yield "Say what kind of person asked for it."
    if change.kind == RevisionKind.CORRECTION and change.severity not in Severity.values:
        yield "Say whether the correction is minor or substantial."
    if change.kind != RevisionKind.CORRECTION and change.severity:
        yield "Only a correction is minor or substantial."


def _mixed(before: Published, after: Published) -> Iterator[str]:
    change, changed = after.change, changed_fields(before, after)
    if change.kind not in CHANGES:
        yield "A change is an addition, an update or a correction."
    if not changed:
        yield "Nothing that readers see is changed yet."
    if change.kind == RevisionKind.ADDITION:
        yield from _taken_by_an_addition(before, after, changed)
    if change.kind == RevisionKind.CORRECTION and change.severity == Severity.MINOR:
        yield from _too_much_for_minor(before, after, changed)


def _taken_by_an_addition(before: Published, after: Published, changed: frozenset[str]) -> Iterator[str]:
    touched = [words for name, words in LEFT_BY_AN_ADDITION.items() if name in changed]
    if touched:
        yield f"An addition leaves {', '.join(touched)} as before. Events since make an update, a mistake a correction."
    may_say_anew = {"reply"} if _have_answered(before, after) else set()
    texts = [name for name in GROWS if name in changed - may_say_anew]
    shorter = [GROWS[name] for name in texts if not grew(getattr(before, name), getattr(after, name))]
    if shorter:
        yield f"An addition keeps every sentence and adds others. Some are missing or changed in: {', '.join(shorter)}."
    if any(one.kind != "in" for one in evidence_between(before.evidence, after.evidence)):
        yield "An addition keeps every piece of evidence, read as before."
    if "reply_outcome" in changed and not _have_answered(before, after):
        yield "An addition leaves how asking them ended, unless they have answered since."


def _have_answered(before: Published, after: Published) -> bool:
    return before.reply_outcome in UNANSWERED and after.reply_outcome == ReplyOutcome.ANSWERED


def grew(before: str, after: str) -> bool:
    """Whether every sentence is still there, in order; what came stands between them, not in them.

    A word more can turn a sentence round. Takes no more time than reading both texts.

    >>> grew("It is safe. Go.", "It is safe. We asked. Go."), grew("It is safe.", "It is not safe.")
    (True, False)
    """
    rest = iter(_sentences(after))
    return all(one in rest for one in _sentences(before))


def _sentences(text: str) -> list[str]:
    return [" ".join(one.split()) for one in _SENTENCE_END.split(text) if one.strip()]


def _too_much_for_minor(before: Published, after: Published, changed: Iterable[str]) -> Iterator[str]:
    if "rating" in changed:
        yield "The rating is another one, so the correction is substantial."
    elif any(name in changed for name in LEFT_BY_A_MINOR_CORRECTION):
        yield "The claim, who said it or the conclusion is another one, so the correction is substantial."
    respelt = (name for name in ONLY_SPELT_ANEW if name in changed)
    more = next(filter(None, (what_else_changed(getattr(before, n), getattr(after, n)) for n in respelt)), None)
    if more:
        yield f"In the title and what we found a minor correction changes the spelling alone. {more}"
