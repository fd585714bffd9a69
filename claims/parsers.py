"""The syntactic parser of this installation, when the setting PARSE asks for one."""

from functools import cache

import structlog
from django.conf import settings

from claims.splitting.parsing import HearingParser, ParserMissing, load_parser

log = structlog.get_logger(__name__)


def chosen_parser() -> HearingParser | None:
    """The parser when PARSE is on, loaded once for this process; None leaves everything to the rules.

    An article is never refused for want of a parser: when the extra is missing, that is logged once and the rules
    work alone. `manage.py check` says it before.
    """
    return _loaded() if settings.PARSE else None


@cache
def _loaded() -> HearingParser | None:
    try:
        return load_parser()
    except ParserMissing as missing:
        log.error("parser_missing", reason=str(missing))
        return None
