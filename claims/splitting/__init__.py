"""From the text of an article to passages, quotations and candidate claims.

Plain Python over one immutable string. Every result is a span: ``text[start:end]`` are the exact words.
The stages are one module each, in this order: blocks, quotations, sentences, speakers, signs (what a sentence
shows), claim_types, worth, relations. Nothing here raises on any text, opens a file or a connection, or loads
a web framework.
"""

from claims.splitting.article import VERSION, split_article
from claims.splitting.explanation import explain
from claims.splitting.rendering import as_dict, as_plain
from claims.splitting.shapes import (
    Attribution,
    Candidate,
    Passage,
    Quotation,
    Relation,
    SetAside,
    Speaker,
    SplitArticle,
)

__all__ = [
    "VERSION",
    "Attribution",
    "Candidate",
    "Passage",
    "Quotation",
    "Relation",
    "SetAside",
    "Speaker",
    "SplitArticle",
    "as_dict",
    "as_plain",
    "explain",
    "split_article",
]
