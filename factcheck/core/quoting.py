"""Quotation marks around words that are shown, without doubling those the words bring along."""

PAIRS = frozenset(["“”", '""', "„“", "„”", "«»", "»«", "‘’", "「」", "『』"])  # each: what opens, what closes
OPENING = frozenset(pair[0] for pair in PAIRS)
CLOSING = frozenset(pair[1] for pair in PAIRS)
STOPS = ".,;:!?…"  # may follow a closing mark
THIN = "\u202f"  # narrow space, no line break: keeps two marks apart


def in_quotes(text: str, most: int | None = None) -> str:
    """The text between quotation marks, cut to `most` characters; left as it is when it stands between marks already.

    A text that only begins or ends with a mark gets its own, a narrow space apart.

    >>> in_quotes("Rents rose."), in_quotes("“Rents rose.”"), in_quotes("«Rents rose».")
    ('“Rents rose.”', '“Rents rose.”', '«Rents rose».')
    >>> in_quotes("Rents rose by a tenth.", 11), in_quotes("“Rents rose by a tenth.”", 12)
    ('“Rents rose…”', '“Rents rose…”')
    """
    is_cut = most is not None and len(text) > most
    shown = text[: most - 1] + "…" if most is not None and is_cut else text
    if _is_quoted(text):
        return shown + text.rstrip(STOPS)[-1] if is_cut else shown
    before, after = marks_around(shown)
    return f"{before}{shown}{after}"


def marks_around(text: str) -> tuple[str, str]:
    """What to set before and after the text; nothing when it stands between marks already.

    >>> marks_around("Rents rose."), marks_around("“Rents rose.”")
    (('“', '”'), ('', ''))
    """
    if _is_quoted(text):
        return "", ""
    before = THIN if text and text[0] in OPENING else ""
    after = THIN if text and text[-1] in CLOSING else ""
    return f"“{before}", f"{after}”"


def _is_quoted(text: str) -> bool:
    bare = text.rstrip(STOPS)
    return len(bare) > 2 and bare[0] + bare[-1] in PAIRS
