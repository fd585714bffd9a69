"""What gives a caption away although it ends with a full stop: a credit, or words that point into a picture.

Promises a reason or None, looking at no more than the first and last 600 characters of a line.

>>> caption_reason("Ada Holt, left, is seen outside the court.", 0, 42, first_word="ada")
'says what a picture shows'
>>> caption_reason("The old bridge. Photograph: Ada Holt", 0, 36, first_word="the")
'names a photographer or picture agency'
"""

import re

from claims.splitting.word_lists import word_set

LONGEST = 200
LONGEST_CREDITED = 600
"""Characters; a longer line is no caption."""

_TAIL = 90
"""Characters at the end of a line in which a credit stands, behind the words it credits."""

FIRST_WORDS = word_set(
    """
    photo photos photograph photographs picture pictures pictured image images credit credits courtesy above left right
    top clockwise illustration graphic getty file ap handout
    """
)
"""Words a credit, or a line that points into a picture, may begin with."""

_AT_END = (")", ").", "Images", "Images.")
_CREDITING = (
    *("photo", "picture", "image", "illustrat", "graphic", "getty", "credit", "wire", "handout", "courtesy"),
    " for the ",
)
_AGENCIES = ("reuters", "getty", "afp", "ap", "pa", "epa", "shutterstock", "alamy", "rex", "bloomberg")
_CREDIT = re.compile(
    r"\b(?:photograph|picture|photo|image|illustration|graphic)s?(?: (?:by|credit|courtesy(?: of)?)\b"
    r"|\s?(?:[:©]|/ ?(?-i:[A-Z])))"
    r"|\b(?:getty images|ap photo|ap images|afp via|via (?:reuters|afp|ap|getty)\b(?!’)|file (?:photo|picture|image)"
    r"|pa wire|stock (?:photo|image)|handout (?:photo|picture|image|via))\b"
    r"|^(?:pictured|above|left|right|top|clockwise)\s*[:,]|^(?:picture |photo |image )?credits?\s*:|^courtesy of\b"
    r"|[(/](?:reuters|getty|afp|ap|pa|epa|shutterstock|alamy|rex|bloomberg)\)?[.\s]*$"
    r"|\([^()]{3,60} for the [^()]{3,40}\)\.?$",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"\b(?:is|are) (?:seen|pictured|shown|photographed) (?:here|in|at|on|from|outside|inside|near|with|during|after"
    r"|before|beside|\w+ing)\b|(?:, |^)(?:pictured|photographed|seen here)\b"
    r"|, seen (?:from|in|at|on|here|during|with)\b"
    r"|\((?:second |far |top |front |back )?(?:left|right|centre|center)\)"
    r"|, (?:second |far |top |front )?(?:left|right|centre|center),"
    r"|^(?:in )?this [^;!?]{0,30}(?:photo|picture|photograph|image)\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(r"\b(?:said|says?|told|according|that)\b")


def caption_reason(text: str, start: int, end: int, *, first_word: str) -> str | None:
    """Why the line is a caption, whatever it ends with: a credit, or the words that point into a picture.

    ``first_word`` is the first word of the line in small letters, without marks.
    """
    if first_word not in FIRST_WORDS and not may_be_caption(text, start, end):
        return None
    if end - start > LONGEST_CREDITED:
        return None
    if _is_credited(text, start, end, first_word):
        return "names a photographer or picture agency"
    if end - start > LONGEST or text[start] in "“\"‘'«":
        return None
    line = text[start:end]
    shown = _SHOWN.search(line) and not _REPORTS.search(line)
    return "says what a picture shows" if shown else None


def may_be_caption(text: str, start: int, end: int) -> bool:
    """A cheap look at a line before the patterns: nearly every paragraph fails it."""
    tail = text[max(start, end - _TAIL) : end]
    if ":" in tail or "/" in tail or tail.endswith(_AT_END) or "hoto" in tail:
        return True
    if end - start > LONGEST:
        return False
    line = text[start:end]
    # Spelt out, because a loop over the words takes twice as long.
    if "seen " in line or "icture" in line or "left" in line or "right" in line:
        return True
    return line.startswith(("In this", "This "))


def _is_credited(text: str, start: int, end: int, first_word: str) -> bool:
    if first_word in FIRST_WORDS:
        return _CREDIT.search(text[start:end]) is not None
    cut = max(start, end - _TAIL)
    tail = text[cut:end].lower()
    if not (any(word in tail for word in _CREDITING) or tail.rstrip(". )").endswith(_AGENCIES)):
        return False
    return _CREDIT.search(text[start:end] if cut == start else "…" + text[cut:end]) is not None
