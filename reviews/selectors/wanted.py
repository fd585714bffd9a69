"""What somebody asks a list of checks for, as addresses tell it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

LONGEST_SEARCH = 200  # characters
DATE, RELEVANCE = "date", "relevance"


@dataclass(frozen=True)
class Wanted:
    """What somebody asks a list for. Text as it was typed, at most so long; a day that cannot be read is no day."""

    q: str = ""
    rating: str = ""
    topic: str = ""  # its slug
    claimant: str = ""  # the key of their page, or words of their name
    outlet: str = ""
    language: str = ""
    since: str = ""
    until: str = ""
    order: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Wanted":
        """From the values of an address."""
        names = {"since": "from", "until": "to"}
        return cls(**{one: asked.get(names.get(one, one), "").strip()[:LONGEST_SEARCH] for one in cls.__annotations__})

    def as_query(self) -> dict[str, str]:
        """The values of the address that asks for the same; what is not asked for is not there."""
        return self.narrowing() | ({"order": self.order} if self.order else {})

    def narrowing(self) -> dict[str, str]:
        """The same without the order: the values that say which checks are in the list."""
        named = {"q": self.q, "rating": self.rating, "topic": self.topic, "claimant": self.claimant}
        named |= {"outlet": self.outlet, "language": self.language, "from": self.since, "to": self.until}
        return {name: value for name, value in named.items() if value}

    @property
    def is_narrowed(self) -> bool:
        return self != Wanted(order=self.order)

    @property
    def by_relevance(self) -> bool:
        """Words are answered by relevance unless asked otherwise; a list without words has none."""
        return bool(self.q) and self.order != DATE

    @property
    def days(self) -> tuple[date | None, date | None]:
        return day_of(self.since), day_of(self.until)

    @property
    def unreadable_days(self) -> dict[str, str]:
        """What was typed for a day and is none, by its name in the address."""
        typed = {"from": self.since, "to": self.until}
        return {name: said for name, said in typed.items() if said and not day_of(said)}

    @property
    def without_unreadable_days(self) -> "Wanted":
        """The same list: it is not narrowed by them."""
        since, until = self.days
        return replace(self, since=self.since if since else "", until=self.until if until else "")


def day_of(typed: str) -> date | None:
    """A day as addresses tell it.

    >>> day_of("2026-05-03"), day_of("3 May")
    (datetime.date(2026, 5, 3), None)
    """
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
