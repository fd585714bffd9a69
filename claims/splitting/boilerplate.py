"""Lines that belong to the page and not to the story.

Promises a reason or None, in time that does not grow with the line.

>>> boilerplate_reason("Read more: Ten bridges to avoid", 0, 31, first_word="read")
'points to another page'
>>> boilerplate_reason("Read the report, the mayor said.", 0, 32, first_word="read") is None
True
"""

import re

from claims.splitting.word_lists import word_set

LONGEST = 200
SHORT = 100
"""Characters; a longer line is boilerplate only when it begins with a telling word."""

FEWEST = 24
LONGEST_NAME = 40
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?"
_CLOCK = r"(?:\s{0,3}[,|–-]?\s{0,3}(?:at )?\d{1,2}[:.]\d\d\s?(?:am|pm|a\.m\.|p\.m\.)?(?: [a-z]{2,4})?)?"
_DAY = (
    rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:the )?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},?(?: \d{{4}})?|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:, \d{{4}})?)"
)
_PATTERNS = (
    (
        "points to another page",
        r"(?:read (?:more|next|also|on|the full (?:story|article))|related(?: articles?| stories| topics)?|see also"
        r"|more on this(?: story)?|you may also like|continue reading|most (?:read|popular)|top stories)"
        r"(?:$|\s{0,3}[:>»|.…→])",
    ),
    ("points to another page", r"(?:click|tap) here\b|(?:watch|listen|video|gallery|podcast)\s{0,3}:"),
    (
        "points to another page",
        r"(?:image|story) \d{1,6} of \d{1,6}$|next (?:story|article)\b|back to top\b|skip to\b|jump to\b",
    ),
    (
        "asks to share or follow",
        r"share (?:this|on|via|with)\b|follow (?:us|me|the [\w ]{1,30}) on\b|(?:like|join) us on\b"
        r"|copy link\.?$",
    ),
    (
        "asks to subscribe",
        r"(?:subscribe|sign up|register|log in|sign in)\b(?=.{0,200}\b(?:newsletter|alerts?|e-?mails?|inbox|account"
        r"|today|now|us|free|continue|read)\b)",
    ),
    (
        "asks to subscribe",
        r"(?:get|receive) (?:our|the latest|the day|all the)\b.{0,200}\b(?:inbox|newsletter|e-?mail)\b",
    ),
    (
        "asks to subscribe",
        r"(?:support|donate to) (?:our|us|independent|quality)\b.{0,200}\b(?:journalism|work|today|now)\b",
    ),
    (
        "advertisement",
        r"(?:advertisements?|advertising|sponsored(?: content)?|promoted(?: content)?|ad feedback)[.:]?$",
    ),
    ("copyright line", r"(?:©|\(c\)|copyright)\s|.{0,200}\ball rights reserved\b"),
    (
        "comments line",
        r"(?:\d{1,6} )?comments?(?: \(\d{1,6}\))?$|(?:post|leave|add|view|show) (?:a |all |\d{1,6} )?comments?\b",
    ),
    ("cookie notice", r"(?:we|this (?:site|website|page)) uses? cookies\b|(?:accept|manage) (?:all )?cookies\b"),
    ("date line", r"(?:first |last )?(?:published|updated|posted|modified)\s{0,3}(?:on|at)?\s{0,3}:?\s.{0,40}\d"),
    ("date line", rf"{_DAY}{_CLOCK}\.?$|(?-i:[A-Z][\w.’'-]{{1,20}}(?: [A-Z][\w.’'-]{{1,20}})?), {_DAY}{_CLOCK}\.?$"),
    (
        "date line",
        r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?:,? \d{1,2}[:.]\d\d)?$|\d{1,6} (?:min(?:ute)?s?|hours?) (?:ago|read)$",
    ),
    ("contact line", r"(?:contact|tips|do you know more|got a story|e-?mail)\b.{0,200}\S@\S"),
    ("byline", r"\(?(?:reporting|additional reporting|writing|edited) by [A-Z].{0,120}\)?$"),
)
_BOILERPLATE = re.compile("|".join(f"({pattern})" for _, pattern in _PATTERNS), re.IGNORECASE)
"""One group a pattern, so that one match tells which of them it was."""
FIRST_WORDS = word_set(
    """
    read related see more click tap watch listen video gallery podcast image story next back skip jump share
    follow like join facebook twitter x whatsapp email e print save copy linkedin reddit bluesky telegram
    subscribe sign register log get receive support donate © (c) advertisement advertisements advertising
    sponsored promoted ad c copyright comment comments post leave add view show accept manage first last
    published updated posted modified contact tips do got reporting additional writing edited by words report
    you continue most top monday tuesday wednesday thursday friday saturday sunday exclusive analysis opinion
    """
)
_MARKS_OF_A_PAGE = "©(0123456789"
_ENDS_OF_DATES = ("am", "pm", "m.", "ago", "read", "GMT", "BST", "UTC", "CET", "CEST", "ET", "EST", "EDT", "PT", "CT")
_BYLINE = re.compile(r"(?:By|BY|Words by|Report by|Story by|Exclusive by|Analysis by) (?=[A-Z])")
_ROLES = word_set("editor correspondent reporter writer columnist")
_LINKING = word_set(
    "and in for at of the with de van von der da di del bin al | – - & editor correspondent reporter writer"
)
_BETWEEN_SHARES = re.compile(r"[,./|·•]")
_SHARES = word_set("share facebook twitter x whatsapp email print save linkedin reddit bluesky telegram pinterest")


def boilerplate_reason(text: str, start: int, end: int, *, first_word: str) -> str | None:
    """Why the line is boilerplate, or None when it is not.

    ``first_word`` is the first word of the line in small letters, without marks.
    """
    told = first_word in FIRST_WORDS
    if end - start > LONGEST or (end - start > SHORT and not told):
        return None
    if not told and not _may_be_boilerplate(text, start, end):
        return None
    line = text[start:end]
    if end - start <= SHORT and _is_byline(line):
        return "byline"
    if len(line) > 2 and _SHARES.issuperset(_BETWEEN_SHARES.sub(" ", line.lower()).split()):
        return "asks to share or follow"
    found = _BOILERPLATE.match(line.rstrip("."))
    return _PATTERNS[found.lastindex - 1][0] if found and found.lastindex else None


def _may_be_boilerplate(text: str, start: int, end: int) -> bool:
    """A cheap look at a short line that begins with no telling word: nearly every line of an article fails it."""
    if end - start < FEWEST or text[start] in _MARKS_OF_A_PAGE or text.find(",", start, start + LONGEST_NAME) > 0:
        return True
    line = text[start:end]
    if "|" in line or "eserved" in line or "ESERVED" in line or "ookies" in line:
        return True
    return len(line) < 70 and (line[-1].isdigit() or line[-2].isdigit() or line.endswith(_ENDS_OF_DATES))


def _is_byline(line: str) -> bool:
    line = line.rstrip(".")
    found = _BYLINE.match(line) if line[:1] in "BWRSEA" else None
    name, _, role = (line[found.end() :] if found else line).partition("," if "," in line else " | ")
    if role and not _is_role(role):
        return found is not None and _names_people(line[found.end() :].split())
    return bool(found or role) and _names_people(name.split())


def _is_role(words: str) -> bool:
    """Whether the words name somebody's post: "health correspondent", "Political Editor in Oberau"."""
    post = words.split(",")[0].split(" in ")[0].split(" at ")[0].lower().split()
    return 0 < len(post) <= 5 and post[-1] in _ROLES and post[0] not in {"the", "a", "an", "our", "his", "her"}


def _names_people(words: list[str]) -> bool:
    """Whether every word is capitalised or links names and places, as in no sentence."""
    if not 2 <= len(words) <= 14 or words[0].lower() == "the":
        return False
    return all(word[0].isupper() or word.rstrip(",") in _LINKING for word in words)
