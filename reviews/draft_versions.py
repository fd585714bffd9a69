"""The versions of a draft that were kept, who has seen which, and what is different now."""

from datetime import datetime

from django.db.models import Max

from factcheck.accounts.models import User
from factcheck.core.errors import NotFound
from reviews.composing import compose
from reviews.draft_difference import DraftDifference, compare_drafts
from reviews.models import DraftEvidence, DraftLook, DraftVersion, VerdictDraft
from reviews.published import Json, Published
from reviews.states import VersionOf


def keep_version(draft: VerdictDraft, *, why: VersionOf, by: User, at: datetime) -> DraftVersion:
    """Keep what readers would have seen at this moment. Inside the act that gives the reason; the draft is locked."""
    seen = compose(draft)
    newest = DraftVersion.objects.filter(draft=draft).aggregate(last=Max("number"))["last"] or 0
    return DraftVersion.objects.create(
        draft=draft,
        number=newest + 1,
        why=why,
        content=content_of(draft, seen),
        digest=seen.digest,
        by=by,
        at=at,
    )


def content_of(draft: VerdictDraft, seen: Published) -> Json:
    """The verdict as JSON, each piece of evidence with its id: words change, the piece stays the same."""
    content = seen.to_json()
    shown = DraftEvidence.objects.filter(draft=draft, evidence__removed_at=None).order_by("weight", "evidence_id")
    ids = shown.values_list("evidence_id", flat=True)
    return {**content, "evidence": [{"id": pk, **one} for pk, one in zip(ids, content["evidence"], strict=True)]}


def versions_of(draft: VerdictDraft) -> list[DraftVersion]:
    """What was kept, the newest first, without its content."""
    return list(DraftVersion.objects.filter(draft=draft).select_related("by").defer("content").order_by("-number"))


def look(draft: VerdictDraft, user: User) -> DraftLook | None:
    """Note that the user has the page before them; None while no version was kept. Viewing is no act of the ledger."""
    newest = DraftVersion.objects.filter(draft=draft).order_by("-number").values_list("pk", flat=True).first()
    if newest is None:
        return None
    seen, is_first = DraftLook.objects.get_or_create(draft=draft, user=user, defaults={"seen_id": newest})
    if not is_first and seen.seen_id != newest:
        seen.before_id, seen.seen_id = seen.seen_id, newest
        seen.save(update_fields=["before", "seen"])
    return seen


def last_seen(draft: VerdictDraft, user: User) -> DraftVersion | None:
    """The version the user saw before the one that is newest now; None at a first look.

    Somebody who looked and to whom nothing new was handed in since saw the newest: the text may have gone on.
    """
    seen = DraftLook.objects.filter(draft=draft, user=user).select_related("before__by", "seen__by").first()
    if seen is None:
        return None
    newest = DraftVersion.objects.filter(draft=draft).aggregate(last=Max("number"))["last"]
    if seen.seen.number < newest:
        return seen.seen  # not looked at the newest yet
    return seen.before or seen.seen


def changed_since(
    draft: VerdictDraft, user: User, *, number: int | None = None, seen: Published | None = None
) -> tuple[DraftVersion, DraftDifference] | None:
    """What readers would see differently now than in a kept version, and which; None when there is none to compare.

    `number` names the version; without it, it is the one the user saw last. `seen` saves composing once more. Raises
    `NotFound` for a number that was not kept.
    """
    version = last_seen(draft, user) if number is None else _version(draft, number)
    if version is None:
        return None
    now = content_of(draft, seen or compose(draft))
    return version, compare_drafts(version.content, now)


def _version(draft: VerdictDraft, number: int) -> DraftVersion:
    version = DraftVersion.objects.filter(draft=draft, number=number).select_related("by").first()
    if version is None:
        raise NotFound
    return version
