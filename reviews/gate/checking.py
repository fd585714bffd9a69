"""The whole list, in the order a writer meets it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from factcheck.accounts.models import User
from factcheck.core.errors import FieldError, GateNotMet
from reviews.composing import compose
from reviews.gate.change import change, removed
from reviews.gate.claimant import claim_date, dates, reply
from reviews.gate.evidence import (
    archived,
    evidence,
    independent,
    later,
    links,
    other_side,
    primary,
    quotations,
    stances,
)
from reviews.gate.items import GateItem, GateState, Question
from reviews.gate.moment import embargo, holds, settled
from reviews.gate.people import conflicts, reasons, sign_off, two_people
from reviews.gate.wording import advice_in, conclusion, explanation, found, intent, title
from reviews.models import GateOverride, VerdictDraft
from reviews.published import Published

CHECKS = (
    *(settled, reasons, later, title, found, conclusion, explanation, evidence, links, archived, quotations, stances),
    *(
        primary,
        independent,
        other_side,
        claim_date,
        dates,
        reply,
        intent,
        conflicts,
        change,
        removed,
        two_people,
        holds,
        embargo,
    ),
    sign_off,
)


def check_gate(
    draft: VerdictDraft, signer: User | None = None, *, seen: Published | None = None, at: datetime | None = None
) -> list[GateItem]:
    """Every requirement in the order a writer meets them, with what editors decided of those that are not met.

    `at` is when it would be published; `seen` what readers would see, from somebody who has composed it already. A
    fixed number of queries.
    """
    question = Question(draft, compose(draft) if seen is None else seen, signer, at)
    items = [item for check in CHECKS if (item := check(question)) is not None]
    return _with_overrides(draft, items)


def advice_on(draft: VerdictDraft, *, seen: Published | None = None) -> list[str]:
    """What an editor may want to know. Nothing here blocks."""
    return list(advice_in(compose(draft) if seen is None else seen))


def refuse_unmet(items: Sequence[GateItem]) -> None:
    """Raise `GateNotMet` naming each requirement that is not met."""
    unmet = [item for item in items if item.blocks]
    if unmet:
        raise GateNotMet(
            "Before this can be published: " + "; ".join(f"{item.words} – {item.detail}" for item in unmet),
            errors=[FieldError(item.key, "not_met", item.detail) for item in unmet],
        )


def _with_overrides(draft: VerdictDraft, items: list[GateItem]) -> list[GateItem]:
    """An override counts only while its requirement is not met."""
    standing = GateOverride.objects.standing().filter(draft=draft).select_related("by")
    known = {one.key: one for one in standing}
    return [_overridden(item, known[item.key]) if _counts(item) and item.key in known else item for item in items]


def _counts(item: GateItem) -> bool:
    return item.blocks and item.overridable


def _overridden(item: GateItem, override: GateOverride) -> GateItem:
    return replace(item, state=GateState.OVERRIDDEN, override=override)
