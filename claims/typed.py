"""What people type about an article: taken as they meant it, or refused field by field."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from factcheck.core.addresses import problem_with_address
from factcheck.core.errors import FieldError, Invalid
from factcheck.core.text import problem_with

LONGEST = {"title": 300, "outlet": 200, "author": 200, "note": 500}  # characters
FIRST_NEWSPAPER = date(1605, 1, 1)
EARLIEST_CLOCK = timedelta(hours=14)  # how far ahead of UTC the day begins
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")


@dataclass(frozen=True)
class Particulars:
    """What a submitter says of a text: where it was printed, by whom, when, in which language, and why it is sent."""

    title: str = ""
    outlet: str = ""
    url: str = ""
    author: str = ""
    published_on: date | None = None
    language: str = ""
    note: str = ""

    def tidied(self) -> "Particulars":
        """White space as people mean it: none around, one between words."""
        texts = {name: " ".join(getattr(self, name).split()) for name in ("title", "outlet", "author", "note")}
        return replace(self, **texts, url=self.url.strip(), language=self.language.strip().lower())


def refuse(faults: Sequence[FieldError]) -> None:
    """Raise `Invalid` naming every fault, or return when there is none. One fault lends the problem its code."""
    if faults:
        code = faults[0].code if len({fault.code for fault in faults}) == 1 else None
        raise Invalid(" ".join(fault.detail for fault in faults), code=code, errors=faults)


def faults_in(about: Particulars, *, at: datetime) -> Iterator[FieldError]:
    """Every fault in tidied particulars, judged at the moment `at`."""
    problems = {name: _problem_with_line(getattr(about, name), most=most) for name, most in LONGEST.items()}
    problems["url"] = problem_with(about.url) or (problem_with_address(about.url) if about.url else None)
    problems["published_on"] = _problem_with_date(about.published_on, at=at)
    problems["language"] = _problem_with_language(about.language)
    yield from (FieldError(name, *problem) for name, problem in problems.items() if problem)


def usable(about: Particulars, *, at: datetime) -> Particulars:
    """What a file says about itself, without what the desk would refuse from a person."""
    tidied = about.tidied()
    blanks = {fault.field: getattr(Particulars(), fault.field) for fault in faults_in(tidied, at=at)}
    return replace(tidied, **blanks)


def _problem_with_line(text: str, *, most: int) -> tuple[str, str] | None:
    if len(text) > most:
        return "too_long", f"At most {most} characters fit here."
    return problem_with(text)


def is_to_come(day: date, at: datetime) -> bool:
    """Whether the day has begun nowhere on earth yet at the moment `at`."""
    return day > (at + EARLIEST_CLOCK).date()


def _problem_with_date(day: date | None, *, at: datetime) -> tuple[str, str] | None:
    if day is None:
        return None
    # An article from Auckland may carry a date that has not begun at the desk.
    if is_to_come(day, at):
        return "date_in_future", "This date lies in the future. Give the day the article was published."
    if day < FIRST_NEWSPAPER:
        return "date_too_early", "There were no newspapers then. Give the day the article was published."
    return None


def _problem_with_language(code: str) -> tuple[str, str] | None:
    if not code or _LANGUAGE.fullmatch(code):
        return None
    return "unknown_language", "Give the language as a code such as en, de or pt-br, or leave it empty."
