"""What the gate asks about, and how one requirement stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from factcheck.accounts.models import User
from reviews.composing import reviews_of
from reviews.gate.requirements import REQUIREMENTS
from reviews.models import Adjudication, GateOverride, Review, SignOff, VerdictDraft
from reviews.published import Published, PublishedEvidence
from reviews.selectors.drafts import last_sign_off


class GateState(StrEnum):
    """How one requirement stands. Only overrides count against the desk."""

    MET = "met"
    MET_BY_NOTE = "met_by_note"
    NOT_MET = "not_met"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True)
class GateItem:
    """How one requirement stands, and what is there or missing.

    `negotiable` is False where only this draft's case forbids an override; `override` is the editor's decision, where
    one counts.
    """

    key: str
    state: GateState
    detail: str = ""
    negotiable: bool = True
    override: GateOverride | None = None

    @property
    def blocks(self) -> bool:
        return self.state == GateState.NOT_MET

    @property
    def words(self) -> str:
        return REQUIREMENTS[self.key].words

    @property
    def criteria(self) -> tuple[str, ...]:
        """The criteria of the fact-checkers' codes that it answers: "IFCN 3.1"."""
        return REQUIREMENTS[self.key].criteria

    @property
    def overridable(self) -> bool:
        """Whether an editor may publish although it is not met."""
        return self.negotiable and REQUIREMENTS[self.key].overridable


def item(key: str, met: bool, detail: str, missing: str, *, negotiable: bool = True) -> GateItem:
    """A requirement that is met, with `detail`, or is not, with what is `missing`."""
    state = GateState.MET if met else GateState.NOT_MET
    return GateItem(key, state, detail if met else missing, negotiable)


def noted(key: str, note: str) -> GateItem:
    """A requirement that a note meets."""
    return GateItem(key, GateState.MET_BY_NOTE, note)


def pieces(count: int) -> str:
    return "1 piece" if count == 1 else f"{count} pieces"


@dataclass(frozen=True)
class Question:
    """A draft as the gate looks at it.

    `signer` is who wants to sign, None to look at the sign-off there is; `at` is when it is to be published, None when
    nobody has said: then what waits for a day is not met.
    """

    draft: VerdictDraft
    seen: Published
    signer: User | None = None
    at: datetime | None = None

    @cached_property
    def reviews(self) -> list[Review]:
        return reviews_of(self.draft.round)

    @cached_property
    def adjudication(self) -> Adjudication | None:
        return Adjudication.objects.filter(round=self.draft.round).select_related("by").first()

    @cached_property
    def signed(self) -> SignOff | None:
        """The sign-off of exactly this text."""
        return last_sign_off(self.draft, draft_hash=self.seen.digest)

    @property
    def named(self) -> list[PublishedEvidence]:
        """The evidence whose source readers are told."""
        return [one for one in self.seen.evidence if not one.withheld]

    @property
    def deciders(self) -> set[int]:
        """Who decided on the rating and on the text, by id."""
        signer = self.signer or (self.signed.signer if self.signed else None)
        return {one.reviewer_id for one in self.reviews} | set(self._ids(signer))

    @property
    def everybody(self) -> set[int]:
        """Who worked on it, by id: reviewed, settled, wrote or signed it."""
        return self.deciders | {self.draft.writer_id, *self.draft.earlier_writers}

    def _ids(self, signer: User | None) -> Iterator[int]:
        if signer is not None:
            yield signer.pk
        if self.adjudication is not None:
            yield self.adjudication.by_id
