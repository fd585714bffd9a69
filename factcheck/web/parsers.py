"""Reading what programs send."""

from rest_framework import parsers
from rest_framework.exceptions import ParseError


class StrictJSONParser(parsers.JSONParser):
    """JSON as DRF reads it; brackets nested without end are bad JSON, not a failure of ours."""

    def parse(self, stream, media_type=None, parser_context=None):
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as too_deep:
            raise ParseError("The JSON is nested too deeply.") from too_deep
