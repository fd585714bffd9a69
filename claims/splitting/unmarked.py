"""Words that read like a quotation whose marks were lost. A flag for a person, never an attribution."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from claims.splitting.shapes import Passage, Quotation, Unmarked

_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|us|[Oo]ur|ours|ourselves|I|[Mm]y)\b")
_BRACKETS = re.compile(r"\[[^\]\n]{2,80}\]")
_FARTHEST = 2_500
"""Characters between the quotations on either side."""

ONE_SPEAKER = "first person between two quotations by one speaker"
BRACKETS = f"{ONE_SPEAKER}, with an editor's brackets"


def find_unmarked(text: str, passages: Sequence[Passage], spoken: Sequence[Quotation]) -> Iterator[Unmarked]:
    """Unquoted body passages in the first person that stand between two quotations by the same speaker."""
    known = [one for one in spoken if one.speaker]
    starts = [one.start for one in known]
    ends = [one.end for one in spoken]
    for passage in passages:
        at = bisect_left(starts, passage.start)
        if passage.kind != "body" or at in {0, len(known)}:
            continue
        before, after = known[at - 1], known[at]
        same = before.speaker and after.speaker and before.speaker.name == after.speaker.name
        if not same or after.start - before.end > _FARTHEST or _is_quoted(spoken, ends, passage):
            continue
        if _FIRST_PERSON.search(text, passage.start, passage.end):
            bracketed = _BRACKETS.search(text, passage.start, passage.end)
            yield Unmarked(passage.start, passage.end, BRACKETS if bracketed else ONE_SPEAKER, before.speaker)


def _is_quoted(spoken: Sequence[Quotation], ends: Sequence[int], passage: Passage) -> bool:
    at = bisect_left(ends, passage.start)
    return any(one.start < passage.end for one in spoken[at : at + 1])
