"""Redaction: words become █ in every version readers ever had and in everything the desk holds of the check."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from claims.redacting import Cut, redact_claims, topics_of
from factcheck.accounts.models import User
from factcheck.core.blackening import Blackening
from factcheck.ledger import acts as ledger
from factcheck.notices.models import Notice
from factcheck.once.forgetting import blank_answers
from reviews.models import DraftVersion, PublicRevision, PublicSlug, PublicVerdict, Removal, VerdictDraft
from reviews.publication.listing import relist_topics
from reviews.publication.publishing import slug_of
from reviews.publication.removals.content import blacken_content, blacken_markdown
from reviews.publication.removals.copies import redact_sources, settle_copies
from reviews.publication.removals.hashes import drafts_touched, forget_hashes
from reviews.publication.removals.reaching import (
    OF_A_REVISION,
    reaches_of_desk,
    sealed_reaches,
    told_of,
)
from reviews.publication.removals.revising import add_revision
from reviews.published import digest_of
from reviews.selectors.published import path_of
from reviews.states import RevisionKind


def redact(removal: Removal, cut: Cut, *, by: User, at: datetime) -> None:
    """Take the words of the removal out of everything. The caller holds `lock_cut` and the verdict."""
    black, verdict = Blackening(removal.words), removal.verdict
    old = verdict.current_id
    titles_changed = _blacken_revisions(verdict, black)
    _blacken_desk(removal, cut, black, by=by, at=at)
    if titles_changed:
        _readdress(verdict, at=at)
    revision = add_revision(removal, RevisionKind.REDACTION, at=at)
    VerdictDraft.objects.under_way().filter(changes=old).update(changes=revision)
    ledger.record("redact", subject=verdict, by=by, at=at, number=verdict.number, revision=revision.number)


def _blacken_revisions(verdict: PublicVerdict, black: Blackening) -> bool:
    """Every version; whether a title of theirs changed."""
    titles_changed = False
    for revision in PublicRevision.objects.filter(verdict=verdict).order_by("number"):
        after: dict[str, Any] = {name: black.text(getattr(revision, name)) for name in OF_A_REVISION}
        after["content"] = blacken_content(revision.content, black)
        after["content_hash"] = digest_of(after["content"])
        changed = [name for name, value in after.items() if value != getattr(revision, name)]
        for name in changed:
            setattr(revision, name, after[name])
        if changed:
            revision.save(update_fields=changed)
        titles_changed = titles_changed or "title" in changed
    return titles_changed


def _blacken_desk(removal: Removal, cut: Cut, black: Blackening, *, by: User, at: datetime) -> None:
    topics = list(topics_of(cut).values_list("pk", flat=True))
    redact_sources(removal, cut, black, by=by, at=at)
    redact_claims(cut, black)
    blank_answers()
    relist_topics(topics)
    changed = _blacken_rendered(cut, black)
    changed += [
        row
        for reach in (*reaches_of_desk(removal.verdict, cut), *sealed_reaches(cut), *told_of(black))
        for row in reach.blacken(black)
    ]
    settle_copies(cut, changed, black)
    drafts = drafts_touched(removal.verdict.claim_id, changed)
    forget_hashes(changed, drafts, by=by, at=at)
    for draft_id in sorted(drafts):
        _rework(draft_id, by=by, at=at)
    removal.refresh_from_db(fields=["because", "public_note"])


def _blacken_rendered(cut: Cut, black: Blackening) -> list[Model]:
    """The text that markdown is made of, in drafts and their versions: looked at as readers would see it."""
    changed: list[Model] = []
    for draft in VerdictDraft.objects.filter(claim__in=cut.claims).order_by("pk"):
        after = blacken_markdown(draft.explanation, black)
        if after != draft.explanation:
            draft.explanation, draft.version = after, draft.version + 1
            draft.save(update_fields=["explanation", "version"])
            changed.append(draft)
    for kept in DraftVersion.objects.filter(draft__claim__in=cut.claims).order_by("pk"):
        before = kept.content.get("explanation", "")
        after = blacken_markdown(before, black)
        if after != before:
            kept.content["explanation"] = after
            kept.save(update_fields=["content"])
            changed.append(kept)
    return changed


def _rework(draft_id: int, *, by: User, at: datetime) -> None:
    """A text that was handed in or signed off is another one now."""
    draft = VerdictDraft.objects.get(pk=draft_id)
    if draft.may("rework"):
        draft.publish_at = draft.scheduled_by = None
        draft.advance("rework", by=by, at=at, columns=["publish_at", "scheduled_by"])


def _readdress(verdict: PublicVerdict, *, at: datetime) -> None:
    """Addresses are made of titles: a title held the words, so the verdict has one address from now on."""
    title = PublicRevision.objects.filter(verdict=verdict).order_by("-number").values_list("title", flat=True)[0]
    verdict.slug = slug_of(title)
    verdict.save(update_fields=["slug"])
    PublicSlug.objects.filter(verdict=verdict).delete()
    PublicSlug.objects.create(verdict=verdict, slug=verdict.slug, since=at)
    Notice.objects.filter(url__startswith=f"/verdicts/{verdict.number}-").update(url=path_of(verdict))
