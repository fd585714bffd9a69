"""Which rule did what, in lines a person can read."""

from collections.abc import Iterator

from claims.splitting.shapes import Attribution, Passage, Quotation, SplitArticle


def explain(split: SplitArticle, text: str) -> Iterator[str]:
    """One line per passage, quotation and attribution, in the order of the text, with the rule behind it.

    >>> from claims.splitting.article import split_article
    >>> text = "‘Trains run on time,’ said Ada Holt."
    >>> for line in explain(split_article(text), text):
    ...     print(line)
    0-36 body: only line of the text | ‘Trains run on time,’ said Ada Holt.
    1-20 quotation: cue, speaker Ada Holt, 0.91 | Trains run on time,
    """
    set_aside = {(one.start, one.end): one.reason for one in split.set_aside}
    everything: list[Passage | Quotation | Attribution] = [*split.passages, *split.quotations, *split.attributions]
    for found in sorted(everything, key=_position):
        words = " ".join(text[found.start : found.end].split())
        yield f"{found.start}-{found.end} {_describe(found, set_aside)} | {words[:100]}"


def _position(found: Passage | Quotation | Attribution) -> tuple[int, int]:
    return found.start, -found.end


def _describe(found: Passage | Quotation | Attribution, set_aside: dict[tuple[int, int], str]) -> str:
    if isinstance(found, Quotation):
        speaker = found.speaker.name if found.speaker else "unknown"
        mark = ", never closed" if found.unclosed else ""
        return f"quotation: {found.rule}, speaker {speaker}, {found.confidence}{mark}"
    if isinstance(found, Attribution):
        return f"reported speech: {found.speaker.name}, cue “{found.cue}”"
    reason = set_aside.get((found.start, found.end))
    return f"{found.kind}: {found.reason}" + (f"; set aside: {reason}" if reason else "")
