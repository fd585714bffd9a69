"""The words a reader searched for, marked in what was found."""

import re
from collections.abc import Mapping
from dataclasses import replace

from django.db.models import Func, TextField, Value
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from factcheck.core.quoting import in_quotes
from factcheck.web.searching import plain, rules_of, words_wanted
from reviews.models import PublicListing
from reviews.selectors.listings import Listed

START, STOP = "\x02", "\x03"  # no text we keep holds them
OPTIONS = f"HighlightAll=true, StartSel={START}, StopSel={STOP}"
TEXTS = ("title", "claim_text", "found")
_PARTS = re.compile(f"[{START}{STOP}]")


def highlighted(items: list[Listed], words: str) -> list[Listed]:
    """The same with the words asked for marked in each title, claim and finding, in whatever form they stand there."""
    if not items or not words:
        return items
    wanted = words_wanted(words, {item.row.language for item in items})
    if wanted is None:
        return items
    rows = PublicListing.objects.filter(pk__in=[item.row.pk for item in items]).order_by()
    found = {
        row.pop("pk"): row for row in rows.values("pk", **{f"in_{name}": _headline(name, wanted) for name in TEXTS})
    }
    return [replace(item, marked=_marked(item.row, found.get(item.row.pk, {}))) for item in items]


def _headline(name: str, wanted: object) -> Func:
    return Func(
        rules_of("language"), plain(name), wanted, Value(OPTIONS), function="ts_headline", output_field=TextField()
    )


def _marked(row: PublicListing, found: Mapping[str, str]) -> dict[str, SafeString]:
    marked = {name: mark(getattr(row, name), found.get(f"in_{name}", "")) for name in TEXTS}
    if "<mark>" not in marked["found"]:
        del marked["found"]
    before, claim, after = in_quotes(row.claim_text).partition(row.claim_text)
    if claim:
        marked["claim_text"] = mark_safe(escape(before) + marked["claim_text"] + escape(after))
    return marked


def mark(text: str, found: str) -> SafeString:
    """The text, escaped, with marks where `found` has them: the same text, sign for sign, its marks turned to spaces.

    >>> mark("“Rents” & rates", "\\x02Rents\\x03   rates"), mark(" Rents", " \\x02Rents\\x03")
    ('“Rents” &amp; rates', ' <mark>Rents</mark>')
    """
    parts = _PARTS.split(found)
    if sum(map(len, parts)) != len(text):
        return escape(text)
    pieces, at = [], 0
    for place, part in enumerate(parts):
        piece = escape(text[at : at + len(part)])
        pieces.append(f"<mark>{piece}</mark>" if place % 2 else piece)
        at += len(part)
    return mark_safe("".join(pieces))
