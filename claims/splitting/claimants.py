"""Whose words each passage gives."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from claims.splitting.shapes import Passage, Quotation


def find_claimants(
    passages: Sequence[Passage], spoken: Sequence[Quotation], reported: Mapping[int, str]
) -> tuple[dict[int, str], frozenset[int]]:
    """The claimant by the start of a passage, and which passages lie mostly inside quotation marks.

    ``reported`` names whose speech without marks a passage gives. The speaker of a quotation comes before that one
    when most of the passage is quoted.
    """
    claimants = dict(reported)
    quoted_starts = set()
    starts = [one.start for one in spoken]
    for passage in passages:
        inside = spoken[max(0, bisect_right(starts, passage.start) - 3) : bisect_left(starts, passage.end)]
        longest = max(inside, key=lambda one: _overlap(one, passage), default=None)
        if longest is None or _overlap(longest, passage) <= 0:
            continue
        mostly = _overlap(longest, passage) * 2 >= passage.end - passage.start
        if mostly:
            quoted_starts.add(passage.start)
        if longest.speaker and (mostly or passage.start not in claimants):
            claimants[passage.start] = longest.speaker.name
    return claimants, frozenset(quoted_starts)


def _overlap(one: Quotation, passage: Passage) -> int:
    return min(one.end, passage.end) - max(one.start, passage.start)
