"""Where and when a claim was said, in order, with places on a line to draw. Plain data: no database, no request."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reviews.published import PublishedAppearance

LEFT, RIGHT = 12, 708  # of the line, in the units of its drawing
FEWEST = 3  # sightings with a day; fewer are told better than drawn


@dataclass(frozen=True)
class Sighting:
    """One appearance. `x` is its place on the line; None without a day."""

    place: PublishedAppearance
    x: int | None


@dataclass(frozen=True)
class Timeline:
    """All appearances: by day, those without one last."""

    sightings: tuple[Sighting, ...]

    @property
    def days(self) -> list[date]:
        return [one.place.said_on for one in self.sightings if one.place.said_on]

    @property
    def is_drawn(self) -> bool:
        return len(self.days) >= FEWEST and self.days[0] != self.days[-1]


def timeline_of(places: Iterable[PublishedAppearance]) -> Timeline:
    """The appearances in order.

    >>> said = [PublishedAppearance(outlet=o, said_on=date(2026, 5, d)) for o, d in (("B", 11), ("A", 1), ("C", 21))]
    >>> [(one.place.outlet, one.x) for one in timeline_of(said).sightings]
    [('A', 12), ('B', 360), ('C', 708)]
    """
    ordered = sorted(places, key=lambda place: (place.said_on is None, place.said_on or date.min))
    days = [place.said_on for place in ordered if place.said_on]
    span = (days[-1] - days[0]).days if days else 0
    return Timeline(tuple(Sighting(place, _place_of(place.said_on, days, span)) for place in ordered))


def _place_of(day: date | None, days: list[date], span: int) -> int | None:
    if day is None:
        return None
    return LEFT if span == 0 else LEFT + round((RIGHT - LEFT) * (day - days[0]).days / span)
