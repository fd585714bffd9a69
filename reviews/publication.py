"""Publishing: everything readers will see is copied into tables that cannot hold a draft, in one transaction."""

from dataclasses import replace
from datetime import datetime

from django.db import connection
from django.db.models import Max
from django.utils.text import slugify

from claims.models import Claim
from claims.outcomes import set_outcome
from factcheck.accounts.models import User
from factcheck.core.errors import InvalidTransition
from factcheck.ledger import acts as ledger
from reviews.assignment.second_look import open_second_look
from reviews.composing import compose
from reviews.drafting import sign_off
from reviews.gate import check_gate, refuse_unmet
from reviews.models import PublicRevision, PublicScale, PublicSlug, PublicVerdict, RatingScale, VerdictDraft
from reviews.policies.writing import may_publish
from reviews.published import Published
from reviews.selectors.drafts import last_sign_off, lock_draft
from reviews.selectors.locked import lock_cited_sources
from reviews.selectors.published import path_of
from reviews.states import RatingKind, RevisionKind
from reviews.telling import tell_published
from reviews.watching.starting import watch_sources_of

NUMBERS_LOCK = 4_713_003  # the transaction advisory lock of the verdicts' numbers
LONGEST_SLUG = 80


def publish_verdict(*, draft_id: int, by: User, at: datetime) -> PublicRevision:
    """Publish a signed-off draft as the first revision of a verdict with the next number.

    The gate is checked again under the locks. Raises `NotAllowed`, `InvalidTransition` when it is not signed off or
    published already, `GateNotMet` naming what is missing.
    """
    with ledger.act("publish_verdict", by=by, at=at) as act:
        draft = lock_draft(draft_id, by=by)
        may_publish(by).or_refuse()
        _must_be_signed_off(draft)
        lock_cited_sources(draft)  # a name withheld at this moment is seen now, or waits until this is done
        refuse_unmet(check_gate(draft))
        revision = _make_public(draft, at=at)
        draft.claim.advance("publish", by=by, at=at)
        draft.advance("publish", by=by, at=at)
        path = path_of(revision.verdict)
        set_outcome(draft.claim, rating=revision.rating_name, url=path, at=at)
        tell_published(draft, path=path, by=by, at=at)
        watch_sources_of(draft.claim, at=at)
        if draft.round.plan.second_look:
            open_second_look(claim_id=draft.claim_id, at=at)
        act.about(revision.verdict)
        act.note(number=revision.verdict.number, revision=revision.number, content_hash=revision.content_hash)
    return revision


def sign_off_and_publish(*, draft_id: int, draft_hash: str, by: User, at: datetime) -> PublicRevision:
    """Sign off exactly this text and publish it, both or neither. Raises as `sign_off` and `publish_verdict`."""
    # One act around both: the ledger's lock is taken last, after the lock of the numbers.
    with ledger.act("sign_off_and_publish", by=by, at=at) as act:
        sign_off(draft_id=draft_id, draft_hash=draft_hash, by=by, at=at)
        revision = publish_verdict(draft_id=draft_id, by=by, at=at)
        act.about(revision.verdict)
    return revision


def slug_of(title: str) -> str:
    """A short address part out of the title: the finding, never the claim.

    >>> slug_of("The tunnel carries 17,000 cars a day, not 40,000")
    'the-tunnel-carries-17000-cars-a-day-not-40000'
    >>> slug_of("Тоннель")
    'fact-check'
    """
    slug = slugify(title)
    if len(slug) > LONGEST_SLUG:
        slug = slug[: LONGEST_SLUG + 1].rpartition("-")[0] or slug[:LONGEST_SLUG]
    return slug or "fact-check"


def _must_be_signed_off(draft: VerdictDraft) -> None:
    if not draft.may("publish"):
        raise InvalidTransition(
            f"A text is published once it is signed off. This one is: {draft.get_status_display().lower()}.",
            extra={"status_now": draft.status},
        )


def _make_public(draft: VerdictDraft, *, at: datetime) -> PublicRevision:
    seen = compose(draft)
    signed = last_sign_off(draft, draft_hash=seen.digest)
    seen = replace(seen, signed_off_by=signed.signer.public_name)
    verdict = _new_verdict(draft.claim, slug=slug_of(seen.title), is_early=seen.checking.second_look, at=at)
    revision = PublicRevision.objects.create(
        verdict=verdict,
        number=1,
        kind=RevisionKind.FIRST,
        scale=public_scale(draft.round.scale),
        published_at=at,
        **public_columns(seen),
    )
    verdict.current = revision
    verdict.save(update_fields=["current"])
    return revision


def public_columns(seen: Published) -> dict:
    """What lists filter, order and search by, and the whole."""
    return {
        "title": seen.title,
        "claim_text": seen.claim,
        "claimant": seen.claimant,
        "rating_key": seen.rating.key,
        "rating_name": seen.rating.name,
        "found": seen.found,
        "language": seen.language,
        "topic": seen.topic,
        "content": seen.to_json(),
        "content_hash": seen.digest,
    }


def _new_verdict(claim: Claim, *, slug: str, is_early: bool, at: datetime) -> PublicVerdict:
    verdict = PublicVerdict.objects.create(
        number=_next_number(), claim_id=claim.pk, slug=slug, first_published_at=at, is_early=is_early
    )
    PublicSlug.objects.create(verdict=verdict, slug=slug, since=at)
    return verdict


def _next_number() -> int:
    """The next number, without gaps: whoever comes second waits here until the first has committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERS_LOCK])
    return (PublicVerdict.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def public_scale(scale: RatingScale) -> PublicScale:
    """The copy of a scale that readers see, made when its first verdict is published."""
    labels = [
        {"key": r.key, "name": r.name, "definition": r.definition, "position": r.position, "kind": r.kind}
        for r in scale.ratings.exclude(kind=RatingKind.NO_LABEL)
    ]
    shown, _ = PublicScale.objects.get_or_create(
        key=scale.key, version=scale.version, defaults={"name": scale.name, "labels": labels}
    )
    return shown
