"""The documented JSON shape of a split article."""

from dataclasses import asdict
from datetime import date
from typing import Any

from claims.splitting.shapes import Context, Quantity, SplitArticle, Unmarked


def as_dict(split: SplitArticle) -> dict[str, Any]:
    """The split as plain dicts, lists, strings and numbers, ready for ``json.dumps``. Days are ISO 8601.

    Beside the documented keys stand what they do not hold: ``set_aside``, ``notes`` and ``unmarked``, and on a
    candidate ``rule``, ``part_of``, ``type_reasons``, ``quantities`` and ``context``.

    >>> from claims.splitting.article import split_article
    >>> shape = as_dict(split_article("Rents rose by 9 per cent in 2023, the council said."))
    >>> sorted(shape)
    ['attributions', 'candidates', 'language', 'notes', 'passages', 'quotations', 'set_aside', 'unmarked', 'version']
    >>> shape["candidates"][0]["claimant"], shape["candidates"][0]["context"]["when"][0]["first"]
    ('the council', '2023-01-01')
    """
    return as_plain(split)


def as_plain(record: Context | Quantity | SplitArticle | Unmarked) -> dict[str, Any]:
    """One of the splitter's records the same way.

    >>> as_plain(Quantity(0, 4, 5000.0, 5000.0, "m"))
    {'start': 0, 'end': 4, 'low': 5000.0, 'high': 5000.0, 'unit': 'm', 'of': ''}
    """
    return {name: _plain(value) for name, value in asdict(record).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
