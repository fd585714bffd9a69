"""What readers can find. Only the Public… tables and the desk's own row are read here."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import zip_longest

from django.conf import settings

from factcheck.accounts.models import Desk
from reviews.models import PublicListing, PublicPage, PublicRevision, PublicScale, PublicVerdict
from reviews.published import Published
from reviews.states import PublicState, RevisionKind

LONGEST_SEARCH = 200  # characters


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
        verdict = (
            PublicVerdict.objects.filter(number=number, current__isnull=False).select_related("current__scale").first()
        )
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
        """Newest first, without their whole texts; each knows its own address and the rating before it.

        `key_before`, `rating_before`: as in the ledger of all changes; None of the first.
        """
        rows = PublicRevision.objects.filter(verdict=self.verdict).defer("content", "claim_text", "found")
        found = list(rows.order_by("-number"))
        for one, before in zip_longest(found, found[1:]):
            one.verdict = self.verdict  # which its address is made of
            one.key_before, one.rating_before = (before.rating_key, before.rating_name) if before else (None, None)
            if one.scale_id == self.current.scale_id:
                one.scale = self.current.scale
        return found

    @cached_property
    def listing(self) -> PublicListing | None:
        """Its claimant and topic, if they have pages; None of what stands in no list."""
        rows = PublicListing.objects.filter(verdict=self.verdict).select_related("claimant", "topic")
        return rows.only("number", "claimant__key", "claimant__slug", "topic__slug", "topic__name").first()

    @property
    def retraction(self) -> PublicRevision | None:
        """The version that took it back, which a redaction may have followed."""
        return next((one for one in self.revisions if one.kind == RevisionKind.RETRACTION), None)

    @cached_property
    def notice(self) -> PublicRevision | None:
        """The newest version to tell of on top of the page: a substantial correction, a retraction, a redaction."""
        return next((one for one in self.revisions if one.is_told_on_top), None)

    @property
    def notes_below(self) -> list[PublicRevision]:
        """Every other change, newest first, to tell of at the bottom."""
        return [one for one in self.revisions if one.kind != RevisionKind.FIRST and one is not self.notice]
