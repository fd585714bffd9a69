"""Publishing: everything readers will see is copied into tables that cannot hold a draft, in one transaction."""

from dataclasses import replace
from datetime import datetime

from django.db import connection
from django.db.models import Max
from django.utils.text import slugify

from claims.models import Claim
from claims.outcomes import set_outcome
from claims.tips import tell_published as tell_those_who_asked
from factcheck.accounts.models import User
from factcheck.core.errors import InvalidTransition
from factcheck.ledger import acts as ledger
from factcheck.ledger.chain import commitment
from reviews.assignment.second_look import open_second_look, second_look_of
from reviews.composing import compose
from reviews.drafting import sign_off
from reviews.gate import check_gate, refuse_unmet
from reviews.gate.overriding import count_overrides
from reviews.models import PublicRevision, PublicSlug, PublicVerdict, VerdictDraft
from reviews.policies.writing import may_publish
from reviews.publication.listing import made_public
from reviews.published import Published, PublishedChange, digest_of
from reviews.scales import publish_scale
from reviews.selectors.changes import lock_public_verdict, rechecks_to_put_right, stands
from reviews.selectors.drafts import last_sign_off, lock_draft
from reviews.selectors.locked import lock_cited_sources
from reviews.selectors.published import path_of
from reviews.selectors.removed_words import removed_from
from reviews.telling import tell_published
from reviews.telling_programs import tell_revision
from reviews.watching.rechecks import finish_correction
from reviews.watching.starting import watch_sources_of

NUMBERS_LOCK = 4_713_003  # the transaction advisory lock of the verdicts' numbers
LONGEST_SLUG = 80


def publish_verdict(*, draft_id: int, by: User, at: datetime) -> PublicRevision:
    """Publish a signed-off draft: as the first revision of a verdict with the next number, or as its next revision.

    The gate is checked again under the locks. A change puts right what editors decided to put right. Raises
    `NotAllowed`, `InvalidTransition` when it is not signed off, published already, or would change what no longer
    stands, `GateNotMet` naming what is missing.
    """
    with ledger.act("publish_verdict", by=by, at=at) as act:
        draft = lock_draft(draft_id, by=by)
        may_publish(by).or_refuse()
        _must_be_signed_off(draft)
        lock_cited_sources(draft)  # a name withheld at this moment is seen now, or waits until this is done
        items = check_gate(draft, at=at)
        refuse_unmet(items)
        revision = (_publish_next if draft.is_change else _publish_first)(draft, by=by, at=at)
        draft.advance("publish", by=by, at=at)
        path = path_of(revision.verdict)
        set_outcome(draft.claim, rating=revision.rating_name, url=path, at=at)
        tell_published(draft, path=path, by=by, at=at)
        watch_sources_of(draft.claim, at=at)
        if draft.is_change:
            _put_right(draft, revision, by=by, at=at)
        elif draft.round.plan.second_look:
            open_second_look(claim_id=draft.claim_id, at=at)
        made_public(revision.verdict, at=at)
        tell_revision(revision, at=at)
        act.about(revision.verdict)
        act.note(number=revision.verdict.number, revision=revision.number)
        act.note(sealed=commitment(revision.content_hash, salt=draft.salt))
        act.note(kind=revision.kind, severity=revision.severity, overridden=count_overrides(items, at=at))
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


def _publish_first(draft: VerdictDraft, *, by: User, at: datetime) -> PublicRevision:
    seen = _as_signed(draft)
    verdict = _new_verdict(draft.claim, slug=slug_of(seen.title), is_early=seen.checking.second_look, at=at)
    revision = _write_revision(verdict, draft, seen, number=1, at=at)
    draft.claim.advance("publish", by=by, at=at)
    tell_those_who_asked(claim_id=draft.claim_id, number=verdict.number, at=at)
    return revision


def _publish_next(draft: VerdictDraft, *, by: User, at: datetime) -> PublicRevision:
    """The next version of a check that stands. What was published before is not touched."""
    verdict = lock_public_verdict(draft.claim_id)
    if not stands(verdict):
        raise InvalidTransition(
            "What no longer stands is not changed.", extra={"status_now": verdict.state if verdict else ""}
        )
    seen = _as_signed(draft)
    revision = _write_revision(verdict, draft, seen, number=verdict.current.number + 1, at=at)
    _move_to(verdict, slug=slug_of(seen.title), at=at)
    return revision


def _as_signed(draft: VerdictDraft) -> Published:
    """What was signed off, with the name of who signed it."""
    seen = compose(draft)
    signed = last_sign_off(draft, draft_hash=seen.digest)
    return replace(seen, signed_off_by=removed_from(draft).hidden(signed.signer.public_name))


def _write_revision(
    verdict: PublicVerdict, draft: VerdictDraft, seen: Published, *, number: int, at: datetime
) -> PublicRevision:
    """A new row, which readers see from now on; and until when they are told nothing of its age."""
    revision = PublicRevision.objects.create(
        verdict=verdict,
        number=number,
        kind=draft.kind,
        scale=publish_scale(draft.round.scale),
        published_at=at,
        **public_columns(seen),
        **told_of(seen.change),
    )
    verdict.current = revision
    verdict.outdated_after, verdict.outdated_at = seen.outdated_after, None
    verdict.save(update_fields=["current", "outdated_after", "outdated_at"])
    return revision


def told_of(change: PublishedChange) -> dict[str, str]:
    """What lists and notices say of a change."""
    return {"note": change.note, "severity": change.severity, "why": change.why, "asked_by": change.asked_by}


def _move_to(verdict: PublicVerdict, *, slug: str, at: datetime) -> None:
    """Its address follows the title; every earlier one leads on to it."""
    if slug == verdict.slug:
        return
    verdict.slug = slug
    verdict.save(update_fields=["slug"])
    PublicSlug.objects.get_or_create(verdict=verdict, slug=slug, defaults={"since": at})


def _put_right(draft: VerdictDraft, revision: PublicRevision, *, by: User, at: datetime) -> None:
    """What waited for this change is done with it: rechecks, and the doubt about an early check."""
    for recheck in rechecks_to_put_right(draft.claim_id):
        done = f"Version {revision.number} was published: {revision.get_kind_display().lower()}."
        finish_correction(recheck_id=recheck.pk, because=done, by=by, at=at)
    verdict, look = revision.verdict, second_look_of(draft.claim)
    if verdict.is_early and look is not None and look.rating_id is not None:
        verdict.is_early = False
        verdict.save(update_fields=["is_early"])


def public_columns(seen: Published) -> dict:
    """What the listing takes from it, and the whole."""
    content = seen.to_json()
    return {
        "title": seen.title,
        "claim_text": seen.claim,
        "claimant": seen.claimant,
        "rating_key": seen.rating.key,
        "rating_name": seen.rating.name,
        "found": seen.found,
        "language": seen.language,
        "topic": seen.topic,
        "content": content,
        "content_hash": digest_of(content),
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
