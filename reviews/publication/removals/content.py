"""A published text without the words: what `Published.to_json` gave, blackened."""

import html
import re
from typing import Any

from claims.states import ClaimantKind
from factcheck.core.blackening import BLACK, Blackening
from reviews.markdown import to_html
from reviews.published import CODES

Json = dict[str, Any]
NAMED_BY_ITS_ADDRESS = "Its address held words that were removed."  # readers see this in the place of the source
TAG, PARAGRAPHS = re.compile(r"<[^>]*>"), re.compile(r"(\n[ \t]*\n)")
OF_A_SOURCE = ("url", "title", "publisher", "author", "archived_url", "fragment_url", "interest", "location")


def blacken_content(content: Json, black: Blackening) -> Json:
    """The same text with the words as █. A source whose address holds them is told of by that reason alone; the
    claimant whose name goes is somebody unnamed, and the page about them is no longer pointed to."""
    after: Json = black.tree(content, leave=CODES)  # type: ignore[assignment]  # a dict gives a dict
    after["explanation"] = blacken_markdown(content.get("explanation", ""), black)
    if after.get("claimant") != content.get("claimant"):
        after["claimant_same_as"], after["claimant_kind"] = "", ClaimantKind.PRIVATE_PERSON.value
    pieces = zip(content.get("evidence", ()), after.get("evidence", ()), strict=True)
    after["evidence"] = [_piece(before, piece, black) for before, piece in pieces]
    return after


def _piece(before: Json, after: Json, black: Blackening) -> Json:
    if any(black.names_in(before.get(name) or "") for name in ("url", "archived_url")):
        return {**after, **dict.fromkeys(OF_A_SOURCE, ""), "withheld": NAMED_BY_ITS_ADDRESS}
    if after.get("excerpt") != before.get("excerpt"):
        return {**after, "fragment_url": ""}  # it spells the words out
    return after


def blacken_markdown(text: str, black: Blackening) -> str:
    """The same for a text that readers get rendered. Where the words still show then, the paragraph goes; or all."""
    after = black.text(text)
    if not _shows(after, black):
        return after
    after = "".join(_all_black(one) if _shows(one, black) else one for one in PARAGRAPHS.split(after))
    return _all_black(after) if _shows(after, black) else after


def _shows(text: str, black: Blackening) -> bool:
    """Whether readers would find the words on the page; a mark may stand in the middle of one."""
    return black.count(html.unescape(TAG.sub("", to_html(text)))) > 0


def _all_black(text: str) -> str:
    return re.sub(r"\S", BLACK, text)
