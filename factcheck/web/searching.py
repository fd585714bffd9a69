"""Full-text search that finds words beside any quotation mark or dash.

In the locale our databases have, PostgreSQL's parser takes every character beyond ASCII for a letter: the first word of
“Stallholders’ takings” would be one that nobody types. So such marks are spaces before it reads.
"""

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import F, Func, TextField, Value
from django.db.models.expressions import Combinable

# Fixed, since indexes hold it. Not the joiners U+200C and U+200D, which stand inside words.
QUOTES = "“”„‟«»〝〞「」『』"
MARKS = (
    QUOTES
    + "‘’‚‛‹›′″‴`´"
    + "‐‑‒–—―⁃−·•‣…‥"
    + "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    + "\u200b\u202f\u205f\u2060\u3000\ufeff"
    + "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    + "¡¿§¶†‡‰‱©®™°€£¥¢"
    + "،؛؟۔।॥、。〈〉《》【】〔〕！（），．：；？"
    + "־׳״"
)
_ASKED = str.maketrans({**dict.fromkeys(MARKS, " "), **dict.fromkeys(QUOTES, '"')})


def searched(*columns: str | Combinable) -> SearchVector:
    """The searchable words of these columns, for an index, a generated column or a filter."""
    return SearchVector(*map(_spaced, columns), config="simple")


def asked_for(words: str) -> SearchQuery:
    """What somebody typed, read as search engines read it: "a phrase" in whatever quotation marks, or, -not."""
    return SearchQuery(words.translate(_ASKED), config="simple", search_type="websearch")


def _spaced(column: str | Combinable) -> Func:
    words = F(column) if isinstance(column, str) else column
    return Func(words, Value(MARKS), Value(" " * len(MARKS)), function="translate", output_field=TextField())
