"""What readers are told of changes: the ledger of all of them, and one version of a check beside the one before it.

Only the Public… tables are read here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.conf import settings
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from reviews.models import PublicListing, PublicRevision, PublicVerdict
from reviews.published import Published
from reviews.revision_diff import RevisionDifference, compare_revisions
from reviews.selectors.published import Shown
from reviews.states import PublicState, RevisionKind, Severity

KINDS = [kind.value for kind in RevisionKind if kind != RevisionKind.FIRST]
WITHHELD = "withheld"  # no kind of revision: the ledger tells of it without one
MOST_WITHHELD = 100


@dataclass(frozen=True)
class Told:
    """A line of the ledger. Of what is withheld or redacted nothing is said but the public note."""

    revision: PublicRevision

    @property
    def number(self) -> int:
        return self.revision.verdict.number

    @property
    def is_withheld(self) -> bool:
        return self.revision.verdict.state == PublicState.WITHHELD

    @property
    def is_retracted(self) -> bool:
        """Whether the check was retracted, by this change or since."""
        return self.revision.verdict.state == PublicState.RETRACTED

    @property
    def title(self) -> str:
        """What we found, as this version says it; empty where no words of the check may stand."""
        silent = self.is_withheld or self.revision.kind == RevisionKind.REDACTION
        return "" if silent else self.revision.title

    @property
    def note(self) -> str:
        return "" if self.is_withheld else self.revision.note

    @property
    def why(self) -> str:
        silent = self.is_withheld or self.revision.kind == RevisionKind.REDACTION
        return "" if silent else self.revision.why

    @property
    def asked_by(self) -> str:
        return "" if self.is_withheld else self.revision.asked_by

    @property
    def ground(self) -> str:
        """On what ground something was taken from readers."""
        return "" if self.is_withheld else self.revision.ground

    @property
    def removed(self) -> str:
        """What kind of words was removed."""
        return "" if self.is_withheld else self.revision.removed

    @property
    def ratings(self) -> tuple[str, str] | None:
        """The names of the rating before and after, where the change brought another one."""
        before, after = self.revision.rating_before, self.revision.rating_name
        is_another = self.revision.key_before not in (None, self.revision.rating_key)
        return (before, after) if is_another and self.title and not self.is_taken_back else None

    @property
    def is_taken_back(self) -> bool:
        return self.revision.kind == RevisionKind.RETRACTION

    @property
    def path(self) -> str:
        """Where it is told in full; of what is withheld the page that says so."""
        number = self.number
        return f"/verdicts/{number}/" if self.is_withheld or self.is_taken_back else self.revision.address

    @property
    def url(self) -> str:
        return settings.PUBLIC_ORIGIN + self.path


def told_changes(*kinds: str) -> QuerySet[PublicRevision]:
    """Every change readers were told of, or those of some kinds, newest first; for `Told`. An empty kind is none."""
    before = PublicRevision.objects.filter(verdict=OuterRef("verdict"), number=OuterRef("number") - 1)
    rows = PublicRevision.objects.exclude(kind=RevisionKind.FIRST)
    if any(kinds):
        rows = rows.filter(kind__in=kinds)
    found = rows.select_related("verdict").prefetch_related("scale").defer("content", "claim_text", "found")
    return found.annotate(
        key_before=Subquery(before.values("rating_key")), rating_before=Subquery(before.values("rating_name"))
    ).order_by("-pk")


def told(rows: Iterable[PublicRevision]) -> list[Told]:
    return [Told(row) for row in rows]


def told_on_top_of(rows: Iterable[PublicListing]) -> dict[int, Told]:
    """Of each check in a list, by its primary key, the newest change that readers meet before the check itself."""
    changed = [row.pk for row in rows if row.revision > 1]
    if not changed:
        return {}
    found = told_changes().filter(verdict__in=changed).order_by("number")
    return {one.verdict_id: Told(one) for one in found if one.is_told_on_top}


def withheld_now() -> list[PublicVerdict]:
    """Checks that the law or somebody's safety keeps from readers, the newest first. Their words are not read.

    `was_retracted` says of each whether we had taken it back before.
    """
    taken_back = PublicRevision.objects.filter(verdict=OuterRef("pk"), kind=RevisionKind.RETRACTION)
    rows = PublicVerdict.objects.filter(state=PublicState.WITHHELD).annotate(was_retracted=Exists(taken_back))
    rows = rows.only("number", "state", "withheld_since", "withheld_ground")
    return list(rows.order_by(F("withheld_since").desc(nulls_last=True), "-pk")[:MOST_WITHHELD])


class Standing(StrEnum):
    """How far an old version still holds."""

    NOT_OURS = "not_ours"  # it has another rating by now, or was found wrong in substance
    DETAIL = "detail"  # a detail of it was wrong
    UPDATED = "updated"  # something happened since
    SAME = "same"  # more was added, or words were removed


@dataclass(frozen=True)
class Version:
    """One version of a check as it read then, and what it changed."""

    shown: Shown
    revision: PublicRevision

    @classmethod
    def find(cls, shown: Shown, number: int) -> "Version | None":
        """The version of this number with its whole text; None when there is none."""
        revision = next((one for one in shown.revisions if one.number == number), None)
        if revision is None:
            return None
        revision.refresh_from_db(fields=["content"])
        return cls(shown, revision)

    @cached_property
    def seen(self) -> Published:
        return Published.from_json(self.revision.content)

    @property
    def is_present(self) -> bool:
        return self.revision.number == self.shown.current.number

    @cached_property
    def difference(self) -> RevisionDifference | None:
        """What it changed in the version before; None of the first."""
        rows = PublicRevision.objects.filter(verdict=self.shown.verdict, number=self.revision.number - 1)
        before = rows.values_list("content", flat=True).first()
        return compare_revisions(Published.from_json(before), self.seen) if before is not None else None

    @property
    def followers(self) -> list[PublicRevision]:
        """The versions that came after it, the newest first."""
        return [one for one in self.shown.revisions if one.number > self.revision.number]

    @property
    def standing(self) -> str:
        """How far what it says still holds, by what came after it; one of the four values of `Standing`."""
        kinds = {one.kind for one in self.followers}
        weights = {one.severity for one in self.followers}
        is_another = self.revision.rating_key != self.shown.current.rating_key
        if is_another or Severity.SUBSTANTIAL in weights:
            return Standing.NOT_OURS
        if RevisionKind.CORRECTION in kinds:
            return Standing.DETAIL
        return Standing.UPDATED if RevisionKind.UPDATE in kinds else Standing.SAME

    @property
    def earlier(self) -> int | None:
        return self.revision.number - 1 or None

    @property
    def later(self) -> int | None:
        return None if self.is_present else self.revision.number + 1
