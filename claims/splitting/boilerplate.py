"""Lines that belong to the page and not to the story, and credits that give a caption away.

Promises a reason or None, looking at no more than the first and last 300 characters of a line.

>>> boilerplate_reason("Read more: Ten bridges to avoid", 0, 31)
'points to another page'
>>> boilerplate_reason("Read the report, the mayor said.", 0, 32) is None
True
"""

import re

LONGEST = 300

_PATTERNS = (
    (
        "points to another page",
        r"(?:read (?:more|next|also)|related(?: articles?| stories)?|see also|more on this)(?:$|\s*[:>»])",
    ),
    ("points to another page", r"(?:click|tap) here\b|(?:watch|listen)\s*:"),
    (
        "asks to share or follow",
        r"share (?:this|on|via)\b|follow (?:us|me|the \w+) on\b|(?:facebook|twitter|x|whatsapp|email)$",
    ),
    (
        "asks to subscribe",
        r"(?:subscribe|sign up|register)\b(?=.*\b(?:newsletter|alerts?|e-?mails?|inbox|account|today|now|us)\b)",
    ),
    ("asks to subscribe", r"(?:get|receive) (?:our|the latest|the day)\b.*\b(?:inbox|newsletter)\b"),
    ("advertisement", r"(?:advertisement|advertising|sponsored(?: content)?|promoted(?: content)?)$"),
    ("copyright line", r"(?:©|\(c\)|copyright)\s|.*\ball rights reserved\b"),
    ("comments line", r"(?:\d+ )?comments?(?: \(\d+\))?$|(?:post|leave|add) a comment\b"),
    ("cookie notice", r"(?:we|this (?:site|website)) uses? cookies\b"),
    ("date line", r"(?:first |last )?(?:published|updated|posted|modified)\s*(?:on|at)?\s*:?\s.{0,40}\d"),
    ("contact line", r"(?:contact|tips|do you know more|got a story)\b.*\S@\S"),
)
_BOILERPLATE = tuple((reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in _PATTERNS)
_BYLINE = re.compile(r"(?:By|BY|Words by|Report by|Story by) [A-Z]")
_CREDIT = re.compile(
    r"\b(?:photograph|picture|photo|image|illustration|graphic)s?(?: (?:by|credit|courtesy of)\b|\s*[:/])"
    r"|\b(?:getty images|ap photo|afp via|via reuters|file photo|pa wire|handout|stock image)\b"
    r"|^(?:pictured|above|left|right)\s*[:,]",
    re.IGNORECASE,
)


def boilerplate_reason(text: str, start: int, end: int) -> str | None:
    """Why the line is boilerplate, or None when it is not."""
    if end - start > LONGEST:
        return None
    line = text[start:end]
    if _BYLINE.match(line) and len(line.split()) <= 10 and line[-1] not in ".!?":
        return "byline"
    return next((reason for reason, pattern in _BOILERPLATE if pattern.match(line)), None)


def has_photo_credit(text: str, start: int, end: int) -> bool:
    """Whether the line names a photographer or picture agency.

    >>> has_photo_credit("The old bridge. Photograph: Ada Holt", 0, 36)
    True
    """
    return bool(
        _CREDIT.search(text[start : min(end, start + LONGEST)]) or _CREDIT.search(text[max(start, end - LONGEST) : end])
    )
