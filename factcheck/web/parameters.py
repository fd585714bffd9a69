"""Which query parameters a view of the API knows."""

from collections.abc import Iterable

from rest_framework import mixins
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

PAGING = ("cursor", "page_size")
READING = {"GET", "HEAD"}


def parameters_of(view: APIView, method: str) -> tuple[str, ...]:
    """Their names. What changes something takes none.

    A view that reads says what it knows as `asks`: names, or the serializer that reads them. Lists know their paging;
    a view that pages without being DRF's list says `pages = True`.
    """
    if method not in READING:
        return ()
    pages = getattr(view, "pages", isinstance(view, mixins.ListModelMixin)) and view.pagination_class is not None
    names = [*_named(getattr(view, "asks", ())), *(PAGING if pages else ())]
    return tuple(dict.fromkeys(names))  # each once: a view may name its paging as well


def _named(asks: Iterable[str] | type[Serializer]) -> Iterable[str]:
    return asks().fields if isinstance(asks, type) else asks
