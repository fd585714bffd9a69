"""Addresses that lead to the words themselves: text fragments as the WICG describes them (`#:~:text=`)."""

import re
from urllib.parse import quote

from reviews.finding_words.finding import Found

LONGEST_WHOLE = 150  # characters; longer words, and words in several paragraphs, are named by their ends
WORDS_AT_AN_END = 5
WORDS_OF_CONTEXT = 4

BREAK = re.compile(r"[\n\r\u2028\u2029]")


def text_fragment(url: str, found: Found) -> str:
    """The address of the page that scrolls to the words and marks them; nothing for no address.

    A fragment of the address itself stays. Browsers that know no text fragments show the page.

    >>> found = Found(0, 16, True, "5-10 cats & dogs", "", "", False)
    >>> text_fragment("https://pets.example/#more", found)
    'https://pets.example/#more:~:text=5%2D10%20cats%20%26%20dogs'
    """
    if not url:
        return ""
    address, hash_, fragment = url.partition("#")
    return f"{address}#{fragment.partition(':~:')[0] if hash_ else ''}:~:text={_directive(found)}"


def _directive(found: Found) -> str:
    parts = [_encoded(one) for one in _ends(found.words)]
    before, after = _context(found) if found.repeated else ("", "")
    if before:
        parts.insert(0, _encoded(before) + "-")
    if after:
        parts.append("-" + _encoded(after))
    return ",".join(parts)


def _ends(words: str) -> list[str]:
    """The words, or their beginning and their end. One part must stand within one paragraph, a range need not."""
    lines = [line for line in BREAK.split(words.strip()) if line.strip()]
    if len(lines) == 1 and len(lines[0]) <= LONGEST_WHOLE:
        return lines
    first, last = lines[0].split(), lines[-1].split()
    if len(lines) == 1 and len(first) < 2 * WORDS_AT_AN_END:
        return lines
    return [" ".join(first[:WORDS_AT_AN_END]), " ".join(last[-WORDS_AT_AN_END:])]


def _context(found: Found) -> tuple[str, str]:
    """Whole words of the same paragraph before and after."""
    before = BREAK.split(found.prefix)[-1].split()
    after = BREAK.split(found.suffix)[0].split()
    # The first and the last word of the context may be cut.
    return " ".join(before[1:][-WORDS_OF_CONTEXT:]), " ".join(after[:-1][:WORDS_OF_CONTEXT])


def _encoded(words: str) -> str:
    """Percent-encoded, also the characters that part a directive: hyphen, comma, ampersand."""
    return quote(" ".join(words.split()), safe="", errors="replace").replace("-", "%2D")
