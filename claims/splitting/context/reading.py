"""The context card of one claim, put together."""

from collections.abc import Sequence
from datetime import date

from claims.splitting.context.dates import find_dates
from claims.splitting.context.places import find_places
from claims.splitting.context.references import Setting, find_references
from claims.splitting.context.suggestion import suggest
from claims.splitting.shapes import Context, When


def read_context(
    setting: Setting,
    start: int,
    end: int,
    *,
    published_on: date | None,
    stands_for: tuple[int, int] | None = None,
    lacks_subject: bool = False,
) -> Context:
    """When and where the claim ``text[start:end]`` plays, what it refers to, and a wording that stands alone.

    ``stands_for`` is what the "which" or "who" of a part refers to, or with ``lacks_subject`` what it leaves out.
    """
    text = setting.text
    when = find_dates(text, start, end, published_on=published_on)
    references = find_references(setting, start, end, stands_for=stands_for)
    lacking = " ".join(text[slice(*stands_for)].split()) if lacks_subject and stands_for else ""
    return Context(
        when=when,
        where=find_places(text, start, end),
        references=references,
        suggestion=suggest(text, start, end, references, when, lacking=lacking),
        said_on=_said_on(setting, when),
    )


def _said_on(setting: Setting, when: Sequence[When]) -> date | None:
    """The one day that the sentence tells outside of all that was said: "the council said on Monday"."""
    said = [*setting.reported, *((first, last) for first, last, _ in setting.spoken)]
    if not said:
        return None
    outside = [one for one in when if not any(first <= one.start < last for first, last in said)]
    days = {one.first for one in outside if one.first == one.last and one.first}
    return days.pop() if len(days) == 1 else None
