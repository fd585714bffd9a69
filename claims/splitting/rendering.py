"""The documented JSON shape of a split article."""

from dataclasses import asdict
from typing import Any

from claims.splitting.shapes import SplitArticle


def as_dict(split: SplitArticle) -> dict[str, Any]:
    """The split as plain dicts, lists, strings and numbers, ready for ``json.dumps``.

    >>> from claims.splitting.article import split_article
    >>> shape = as_dict(split_article("Rents rose by 9 per cent in 2023, the council said."))
    >>> sorted(shape)
    ['attributions', 'candidates', 'language', 'notes', 'passages', 'quotations', 'set_aside', 'version']
    >>> shape["candidates"][0]["claimant"]
    'the council'
    """
    return {name: _plain(value) for name, value in asdict(split).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
