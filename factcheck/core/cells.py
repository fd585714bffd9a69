"""Text in the cells of a table that somebody will open with a spreadsheet program."""

import re
import unicodedata

# What such programs take for the beginning of a formula, in narrow and in wide forms.
BEGINS_A_FORMULA = frozenset("=+-@|%\uff1d\uff0b\uff0d\uff20\uff5c\uff05\u2212")
BREAKS = re.compile(r"([;\t\r\n])")  # where some of them begin another cell, in countries that write 1,5
UNSEEN = frozenset("CZM")  # controls and marks of direction, blanks, what is put on a letter: of the Unicode categories
MARK = "'"


def safe_cell(text: str) -> str:
    """The text with an apostrophe wherever a program could begin a formula or one of our own would be looked for.

    That is at its front, and after every semicolon, tab and line end in it. So whoever reads it by program takes one
    apostrophe from each of these places that has one, and has our text.

    >>> safe_cell("Rents rose."), safe_cell("=1+1"), safe_cell(" @SUM(A1)"), safe_cell("'=1+1"), safe_cell("")
    ('Rents rose.', "'=1+1", "' @SUM(A1)", "''=1+1", '')
    >>> safe_cell("Nine; ten"), safe_cell('Nine;"=1+1'), safe_cell("Nine\\n'- ten"), safe_cell("\u200e\u2060=1+1")[0]
    ('Nine; ten', 'Nine;\\'"=1+1', "Nine\\n''- ten", "'")
    """
    if not text:
        return text
    front = MARK if text[0] in "\t\r\n" else ""
    return front + "".join(MARK + part if _is_risky(part) else part for part in BREAKS.split(text))


def _is_risky(part: str) -> bool:
    return part[:1] == MARK or _first_seen(part) in BEGINS_A_FORMULA


def _first_seen(part: str) -> str:
    """A quotation mark is passed over: where a cell begins it is the table's own."""
    return next((one for one in part if one != '"' and unicodedata.category(one)[0] not in UNSEEN), "")
