"""Whether the words behind a quotation report it: a sentence must not begin between the two.

>>> opens_with_reporting_clause("Ada Holt asked him.", 0, 19), opens_with_reporting_clause("Rain fell.", 0, 10)
(True, False)
"""

import re
from itertools import islice

from claims.splitting.reporting_verbs import FORMS, PARTICIPLE
from claims.splitting.word_lists import word_set

_TOKEN = re.compile(r"[\w’'-]+")
_NO_REPORT = word_set("read reads went called described find finds found show shows showed")
_REPORTING = (
    frozenset(form for form, (_, kind, frames, _) in FORMS.items() if "beside" in frames and kind != PARTICIPLE)
    - _NO_REPORT
)
_NOBODY = frozenset({"no", "nobody", "none"})


def opens_with_reporting_clause(text: str, start: int, end: int) -> bool:
    """Whether the words at ``start`` report the quotation before them: "Ada Holt asked", "the officer said"."""
    opening = text[start : min(end, start + 60)]
    words = list(islice(_TOKEN.finditer(opening), 4))
    if words and words[0].group().lower() in _NOBODY:
        return False
    for word in words[1:]:
        gap = opening[words[0].start() : word.start()]
        if any(mark in gap for mark in '.!?:;‘“"'):
            return False
        if word.group().lower() in _REPORTING:
            return True
    return False
