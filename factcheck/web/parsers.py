"""Reading what programs send."""

import codecs
from collections.abc import Iterable
from typing import IO, Any

from rest_framework import parsers
from rest_framework.exceptions import ParseError
from rest_framework.utils import json

from factcheck.core.errors import Invalid

LONGEST_NAME = 100  # characters of a name that is told back


class StrictJSONParser(parsers.JSONParser):
    """JSON as DRF reads it, but a name stands once in an object: two readers would take different ones of its values.

    Brackets nested without end are bad JSON, not a failure of ours.
    """

    def parse(self, stream: IO[bytes], media_type: str | None = None, parser_context: dict | None = None) -> Any:
        try:
            return json.load(
                codecs.getreader("utf-8")(stream), parse_constant=json.strict_constant, object_pairs_hook=_each_once
            )
        except RecursionError as too_deep:
            raise ParseError("The JSON is nested too deeply.") from too_deep
        except ValueError as error:
            raise ParseError(f"JSON parse error - {error}") from error


def _each_once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Invalid.field(name[:LONGEST_NAME], "given_twice", "The same name stands twice in one object.")
        found[name] = value
    return found
