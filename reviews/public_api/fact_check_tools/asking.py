"""What a request asks for: every parameter of Google's API in both spellings, known, given once and of its type."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict

from factcheck.core.text import problem_with
from reviews.public_api.fact_check_tools.fields import Selected, read_fields
from reviews.public_api.fact_check_tools.refusals import Refused, Violation, told_back
from reviews.public_api.fact_check_tools.tokens import read_token
from reviews.selectors.fact_checks import Place

PAGE, LARGEST_PAGE = 10, 100
LAST_OFFSET = 1_000
LONGEST_QUERY = 500  # characters
LONGEST = 4_000  # characters of what is read by nobody, such as a key
AGES_AGO = 36_500  # days: from there on age narrows nothing
INT32 = range(-(2**31), 2**31)

OURS = ("query", "languageCode", "reviewPublisherSiteFilter", "maxAgeDays", "pageSize", "pageToken", "offset")
# Of every API of Google's. Keys and tokens are taken and mean nothing: all of this is public.
SYSTEM = (
    *("alt", "callback", "fields", "key", "prettyPrint", "quotaUser", "uploadType", "upload_protocol"),
    *("access_token", "oauth_token", "xgafv"),
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NUMBER = re.compile(r"-?[0-9]{1,10}", re.ASCII)
_TAG = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,7}", re.ASCII)
_TRUE, _FALSE = ("true", "1", ""), ("false", "0")


def proto_name(name: str) -> str:
    """What the API's messages call a parameter.

    >>> proto_name("reviewPublisherSiteFilter")
    'review_publisher_site_filter'
    """
    return _HUMP.sub("_", name).lower()


def _spellings() -> Iterator[tuple[str, str]]:
    for name in (*OURS, *SYSTEM):
        yield name, name
        yield proto_name(name), name
    for name in SYSTEM:
        for one in (name, proto_name(name)):
            yield f"${one}", name
            yield f"$.{one}", name


SPELLINGS = dict(_spellings())


@dataclass(frozen=True)
class Asked:
    """A request that can be answered. `after` is where the page before ended; then `offset` counts for nothing."""

    query: str
    language: str
    site: str
    most_days: int  # 0: of any age
    size: int
    offset: int
    after: Place | None
    selected: Selected
    is_pretty: bool

    @property
    def question(self) -> tuple[str, ...]:
        """What page tokens are bound to."""
        return self.query, self.language, self.site, str(self.most_days)

    @classmethod
    def read(cls, sent: QueryDict) -> "Asked":
        """Raises `Refused`, naming every fault."""
        said = _values(sent)
        numbers = _numbers(said)
        _must_be_json(said)
        asked = cls(
            query=said.get("query", "").strip(),
            language=_language(said),
            site=site_of(said.get("reviewPublisherSiteFilter", "")),
            most_days=numbers["maxAgeDays"] if numbers["maxAgeDays"] < AGES_AGO else 0,
            size=min(numbers["pageSize"] or PAGE, LARGEST_PAGE),
            offset=numbers["offset"],
            after=None,
            selected=read_fields(said.get("fields", "")),
            is_pretty=_is_true(said, "prettyPrint"),
        )
        return asked._at_its_place(said.get("pageToken", ""))

    def _at_its_place(self, token: str) -> "Asked":
        if not (self.query or self.site):
            needed = "Give a query, or review_publisher_site_filter for everything that a publisher checked."
            raise Refused.parameter("query", needed)
        if token:
            return replace(self, after=read_token(token, question=self.question), offset=0)
        if self.offset > LAST_OFFSET:
            raise Refused.parameter("offset", f"offset goes up to {LAST_OFFSET:,}; use next_page_token from there on.")
        return self


def site_of(typed: str) -> str:
    """The host of what was typed, without protocol, "www." and port.

    >>> site_of("https://www.Facts.Example:8000/checks/"), site_of("facts.example"), site_of("")
    ('facts.example', 'facts.example', '')
    """
    host = re.split(r"[/?#]", typed.strip().lower().rpartition("://")[2])[0].rpartition("@")[2]
    return re.sub(r":[0-9]*$", "", host).removeprefix("www.").rstrip(".")


def wants_first_format(sent: QueryDict) -> bool:
    """Whether errors are to be told in the older format. Asked before anything else is read."""
    return any(sent.get(name) == "1" for name, known in SPELLINGS.items() if known == "xgafv")


def _values(sent: QueryDict) -> dict[str, str]:
    """The values by the names that the discovery document uses."""
    said: dict[str, str] = {}
    faults: list[Violation] = []
    for typed, values in sent.lists():
        name = SPELLINGS.get(typed, "")
        fault = _fault(name, typed, values, is_known=name in said)
        if fault:
            faults.append(fault)
        else:
            said[name] = values[0]
    if faults:
        raise Refused.parameters(faults)
    return said


def _fault(name: str, typed: str, values: list[str], *, is_known: bool) -> Violation | None:
    field = proto_name(name) if name else told_back(typed)
    if not name:
        return Violation(field, f"There is no parameter “{field}”.")
    if is_known or len(values) > 1:
        return Violation(field, f"{field} is given more than once.")
    longest = LONGEST_QUERY if name in OURS else LONGEST
    if len(values[0]) > longest:
        return Violation(field, f"{field} has at most {longest:,} characters.")
    problem = problem_with(values[0])
    return Violation(field, problem[1]) if problem else None


def _numbers(said: Mapping[str, str]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    faults: list[Violation] = []
    for name in ("maxAgeDays", "pageSize", "offset"):
        typed, field = said.get(name, "0"), proto_name(name)
        numbers[name] = int(typed) if _NUMBER.fullmatch(typed) else INT32.stop
        if numbers[name] not in INT32:
            faults.append(Violation(field, f"{field} is a whole number of 32 bits, not “{told_back(typed)}”."))
        elif numbers[name] < 0:
            faults.append(Violation(field, f"{field} must not be negative."))
    if faults:
        raise Refused.parameters(faults)
    return numbers


def _must_be_json(said: Mapping[str, str]) -> None:
    if said.get("alt", "json").lower() not in ("json", ""):
        raise Refused.parameter("alt", "Answers are JSON: alt=json.")
    if said.get("callback"):
        raise Refused.parameter("callback", "There is no JSONP here; any site may read the answer as JSON.")
    if said.get("xgafv", "2") not in ("1", "2", ""):
        raise Refused.parameter("$.xgafv", "The formats of errors are 1 and 2.")


def _language(said: Mapping[str, str]) -> str:
    typed = said.get("languageCode", "").strip()
    if typed and not _TAG.fullmatch(typed):
        field = proto_name("languageCode")
        raise Refused.parameter(field, f"{field} is a BCP-47 tag such as en, not “{told_back(typed)}”.")
    return typed.replace("_", "-").lower()


def _is_true(said: Mapping[str, str], name: str) -> bool:
    typed = said.get(name, "").lower()
    if typed not in (*_TRUE, *_FALSE):
        raise Refused.parameter(proto_name(name), f"{proto_name(name)} is true or false.")
    return typed in _TRUE
