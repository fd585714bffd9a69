"""A change as readers are told of it, everywhere in the same words: on the page, in the ledger, in its feed.

What is said is made when it is read: in the language and the time zone that hold then.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from reviews.models import PublicRevision, PublicVerdict
from reviews.public.change_words import asked_in_words, ground_in_words, kind_words, names_of, taken_in_words
from reviews.selectors.corrections import Told
from reviews.selectors.published import Shown
from reviews.states import RevisionKind


@dataclass(frozen=True)
class Change:
    """One change in words; of a first version there is nothing to tell but that it came."""

    told: Told

    @property
    def revision(self) -> PublicRevision:
        return self.told.revision

    @property
    def number(self) -> int:
        """Of the version."""
        return self.revision.number

    @property
    def is_first(self) -> bool:
        return self.revision.kind == RevisionKind.FIRST

    @property
    def at(self) -> datetime:
        return self.revision.published_at

    @property
    def lang(self) -> str:
        """The language of what the desk wrote."""
        return self.revision.language

    @property
    def kind(self) -> str:
        return kind_words(self.revision)

    @property
    def taken(self) -> str:
        """What was taken from readers, when and why; empty of every other change."""
        return taken_in_words(self.revision) if self.told.ground else ""

    @property
    def note(self) -> str:
        return self.told.note

    @property
    def why(self) -> str:
        return self.told.why

    @property
    def ratings(self) -> tuple[str, str] | None:
        """The rating before and after as the page's language calls them, where the change brought another one."""
        if self.told.ratings is None:
            return None
        names = names_of(self.revision.scale, get_language() or "")
        before, after = self.told.ratings
        return names.get(before) or before, names.get(after) or after

    @property
    def rating_stays(self) -> bool:
        """Whether readers are told that something happened and the rating holds."""
        return bool(self.revision.kind == RevisionKind.UPDATE and self.told.title and not self.told.ratings)

    @property
    def asked_by(self) -> str:
        return asked_in_words(self.told.asked_by)


@dataclass(frozen=True)
class Withheld:
    """A check that readers cannot read now. Nothing of it is said but why, and that it was not found wrong."""

    verdict: PublicVerdict

    @property
    def ground(self) -> str:
        return ground_in_words(self.verdict.withheld_ground)

    @property
    def path(self) -> str:
        return f"/verdicts/{self.verdict.number}/"

    @property
    def was_retracted(self) -> bool:
        """Whether we had taken it back before: then nobody may say that it was not wrong."""
        return self.verdict.was_retracted

    @property
    def at(self) -> datetime | None:
        """Since when."""
        return self.verdict.withheld_since


def in_words(rows: Iterable[Told]) -> list[Change]:
    return [Change(row) for row in rows]


def changes_of(shown: Shown) -> list[Change]:
    """Every version of a check, the newest first."""
    return [Change(Told(one)) for one in shown.revisions]


def told_on_top(changes: Iterable[Change]) -> Change | None:
    """What readers are told before the check itself."""
    return next((one for one in changes if one.revision.is_told_on_top), None)
