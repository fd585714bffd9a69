"""What readers can find. Only the Public… tables and the desk's own row are read here."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.db.models import QuerySet

from factcheck.accounts.models import Desk
from factcheck.core.text import problem_with
from factcheck.web.searching import asked_for
from reviews.models import PublicPage, PublicRevision, PublicScale, PublicVerdict
from reviews.published import Published, PublishedRating
from reviews.states import PublicState, RevisionKind

LONGEST_SEARCH = 200  # characters


def listed_verdicts() -> QuerySet[PublicVerdict]:
    """Verdicts that stand, newest first."""
    live = PublicVerdict.objects.filter(state=PublicState.LIVE, current__isnull=False)
    return live.select_related("current__scale").defer("current__content", "current__search").order_by("-pk")


def search_verdicts(*, words: str = "", rating: str = "", language: str = "") -> QuerySet[PublicVerdict]:
    """Verdicts whose present text holds the words, as a search engine takes them: "a phrase", or, -not."""
    found = listed_verdicts()
    words = words[:LONGEST_SEARCH].strip()
    if words:
        if problem_with(words):
            return found.none()
        found = found.filter(current__search=asked_for(words))
    if rating:
        found = found.filter(current__rating_key=rating)
    if language:
        found = found.filter(current__language=language)
    return found


def present_scale() -> PublicScale | None:
    """The newest scale that a verdict was published on."""
    return PublicScale.objects.order_by("-pk").first()


def the_desk() -> Desk:
    """The desk's name and contact; defaults until someone has set them."""
    return Desk.objects.filter(pk=1).first() or Desk(pk=1)


def find_page(slug: str) -> PublicPage | None:
    return PublicPage.objects.filter(slug=slug).first()


def list_pages() -> list[PublicPage]:
    """The desk's pages about itself, without their texts."""
    return list(PublicPage.objects.defer("text").order_by("pk"))


@dataclass(frozen=True)
class Listed:
    """A verdict in a list: claim, claimant and rating together."""

    verdict: PublicVerdict

    @property
    def current(self) -> PublicRevision:
        return self.verdict.current

    @property
    def rating(self) -> PublishedRating:
        labels = self.current.scale.labels
        return next(PublishedRating.from_json(one) for one in labels if one["key"] == self.current.rating_key)

    @property
    def steps(self) -> list[str]:
        return steps_of(self.current.scale)

    @property
    def path(self) -> str:
        return path_of(self.verdict)

    @property
    def url(self) -> str:
        return settings.PUBLIC_ORIGIN + self.path


def steps_of(scale: PublicScale) -> list[str]:
    """The names of the labels on the scale, truest first."""
    placed = [label for label in scale.labels if label["position"] is not None]
    return [label["name"] for label in sorted(placed, key=lambda label: label["position"])]


def path_of(verdict: PublicVerdict) -> str:
    """Where readers find it, from the root of the site."""
    return f"/verdicts/{verdict.number}-{verdict.slug}/"


@dataclass(frozen=True)
class Shown:
    """A verdict as it is shown: its number and address, the present revision, and what was published before."""

    verdict: PublicVerdict

    @classmethod
    def find(cls, number: int) -> "Shown | None":
        verdict = PublicVerdict.objects.filter(number=number, current__isnull=False).select_related("current").first()
        return cls(verdict) if verdict else None

    @cached_property
    def seen(self) -> Published:
        return Published.from_json(self.verdict.current.content)

    @property
    def current(self) -> PublicRevision:
        return self.verdict.current

    @property
    def number(self) -> int:
        return self.verdict.number

    @property
    def path(self) -> str:
        return path_of(self.verdict)

    @property
    def url(self) -> str:
        """The whole address. It comes from the settings, never from what a request claims our name to be."""
        return settings.PUBLIC_ORIGIN + self.path

    @property
    def is_retracted(self) -> bool:
        return self.verdict.state == PublicState.RETRACTED

    @property
    def is_withheld(self) -> bool:
        return self.verdict.state == PublicState.WITHHELD

    @property
    def first_published_at(self) -> datetime:
        return self.verdict.first_published_at

    @property
    def changed_at(self) -> datetime:
        """When the page last said something else: its revision, or the second opinion that confirmed it."""
        confirmed = self.verdict.confirmed_at
        return max(self.current.published_at, confirmed) if confirmed else self.current.published_at

    @cached_property
    def revisions(self) -> list[PublicRevision]:
        """Newest first, without their whole texts."""
        rows = PublicRevision.objects.filter(verdict=self.verdict).defer("content", "claim_text", "found", "search")
        return list(rows.order_by("-number"))

    @property
    def notice(self) -> PublicRevision | None:
        """The revision to tell of on top of the page: a correction or a retraction."""
        kinds = {RevisionKind.CORRECTION, RevisionKind.RETRACTION, RevisionKind.REDACTION}
        return self.current if self.current.kind in kinds else None
