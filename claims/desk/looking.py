"""How somebody looks at an article in triage. It travels in addresses and forms; the server keeps none of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.http import urlencode

from claims.triage.showing import PAGE, Sight

PANELS = ("who", "wording", "relation")
MOST_MARKED = 100


@dataclass(frozen=True)
class Look:
    """The claim on the card, which proposals, in which order, which part of a long article, what is marked."""

    current: int | None = None
    everything: bool = False
    by_worth: bool = False
    part: int | None = None
    marked: tuple[int, ...] = ()
    panel: str = ""
    came_from: int | None = None  # the claim that was on the card before
    part_shown: int | None = None
    redraw: bool = False

    @classmethod
    def of(cls, request: HttpRequest) -> "Look":
        """As the request says; nonsense is ignored."""
        values = request.POST if request.method == "POST" else request.GET
        marked = [number_in(one) for one in values.get("marked", "").split(",")[:MOST_MARKED]]
        panel = values.get("panel", "")
        return cls(
            current=number_in(values.get("current")),
            everything=values.get("all") == "1",
            by_worth=values.get("order") == "worth",
            part=number_in(values.get("part")),
            marked=tuple(dict.fromkeys(one for one in marked if one)),
            panel=panel if panel in PANELS else "",
            came_from=number_in(values.get("from")),
            part_shown=number_in(values.get("part_shown")),
            redraw=values.get("redraw") == "1",
        )

    def but(self, **changes: object) -> "Look":
        return replace(self, **changes)

    @property
    def values(self) -> dict[str, str]:
        """What an address says: only what differs from the first look."""
        said = {
            "current": self.current or "",
            "all": "1" if self.everything else "",
            "order": "worth" if self.by_worth else "",
            "marked": ",".join(map(str, self.marked)),
            "panel": self.panel,
        }
        return {name: str(value) for name, value in said.items() if value}

    @property
    def kept(self) -> dict[str, str]:
        """What every form carries along, also what is empty."""
        return {
            "all": "1" if self.everything else "0",
            "order": "worth" if self.by_worth else "article",
            "marked": ",".join(map(str, self.marked)),
            "from": str(self.current or ""),
            "part_shown": str(self.part_shown or ""),
        }

    def link(self, **changes: object) -> str:
        """The query of another look, with what the page shows now, so that only what changes is sent."""
        coming = {"from": self.current or "", "part_shown": self.part_shown or ""}
        said = {**self.but(panel="", **changes).values, **coming}
        if changes.get("everything", self.everything) != self.everything:
            said["redraw"] = "1"
        return "?" + urlencode({name: value for name, value in said.items() if value})

    def toggled(self, claim: int) -> tuple[int, ...]:
        """The marks with this claim's mark set or taken away."""
        if claim in self.marked:
            return tuple(one for one in self.marked if one != claim)
        return (*self.marked, claim)


def number_in(value: str | None) -> int | None:
    """The number that was sent; None for anything else."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 19 else None


def typed_spans(values: QueryDict) -> list[list[int]]:
    """What selection.js fills in: "12-40,60-90", or start and end. Nonsense gives nothing."""
    spans = values.get("spans") or f"{values.get('start', '')}-{values.get('end', '')}"
    pairs = [[number_in(end) for end in one.strip().split("-")] for one in spans.split(",")]
    return [pair for pair in pairs if len(pair) == 2 and None not in pair]


def sight_of(request: HttpRequest) -> Sight:
    """How the page showed the article's claims when the key was pressed, as its form says; what, the verb works out."""
    look = Look.of(request)
    seconds = seconds_on_screen(request.POST.get("since", ""), at=timezone.now())
    return Sight(on=PAGE, everything=look.everything, by_worth=look.by_worth, seconds=seconds)


def seconds_on_screen(since: str, *, at: datetime) -> int | None:
    """How long the card was looked at, at most an hour; None when nobody knows."""
    if not (since.isascii() and since.isdigit() and len(since) < 13):
        return None
    return max(0, min(3_600, int(at.timestamp()) - int(since)))
