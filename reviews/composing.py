"""From a draft and its claim to what readers will see. What is signed off is the digest of exactly this."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from claims.models import Appearance, Claim, ClaimWording, Edition
from claims.states import AcceptReason, ClaimantKind, Manner
from reviews.how_checked import checking_of, how_it_was_checked
from reviews.models import Adjudication, DraftEvidence, Evidence, Review, Round, VerdictDraft
from reviews.published import (
    Published,
    PublishedAppearance,
    PublishedChange,
    PublishedEvidence,
    PublishedRating,
)
from reviews.selectors.quotations import address_at_words, verified_in
from reviews.selectors.removed_words import RemovedWords, removed_from
from reviews.states import VERIFIED, RatingKind

UNNAMED = {ClaimantKind.PRIVATE_PERSON, ClaimantKind.ANONYMOUS_ACCOUNT}
SPREADS = [Manner.ASSERTS, Manner.REPORTS]  # doubting or debunking a claim does not spread it


def compose(draft: VerdictDraft) -> Published:
    """What readers will see of this draft. The name of whoever signs it off is added at publication."""
    claim, checked = draft.claim, draft.round
    appearances = tuple(appearances_of(claim))
    seen = Published(
        **_written(draft),
        **_checked(checked),
        **_said(claim, appearances),
        claim=wording_of(claim, checked).text,
        writer=draft.writer.public_name,
        evidence=tuple(_evidence(row) for row in _in_order(draft)),
        appearances=appearances,
    )
    return _without_removed_names(seen, removed_from(draft))


def _without_removed_names(seen: Published, removed: RemovedWords) -> Published:
    """Nobody can write a name of ours otherwise: one that was removed is black in every later version too."""
    if not removed:
        return seen
    reviewers = tuple(removed.hidden(name) for name in seen.reviewers)
    names = {name: removed.hidden(getattr(seen, name)) for name in ("writer", "settled_by")}
    return replace(seen, reviewers=reviewers, **names)


def draft_hash(draft: VerdictDraft) -> str:
    """SHA-256 of everything the reader will see, as hex. A sign-off holds for this text and no other."""
    return compose(draft).digest


def wording_of(claim: Claim, checked: Round) -> ClaimWording:
    """The words that were reviewed, or those words with only their spelling corrected since."""
    wording = checked.wording
    for later in ClaimWording.objects.filter(claim=claim, number__gt=wording.number).order_by("number"):
        if later.change != "spelling":
            break
        wording = later
    return wording


def appearances_of(claim: Claim) -> Iterable[PublishedAppearance]:
    """Every place where the claim was made or passed on, each once."""
    seen = set()
    for appearance in Appearance.objects.filter(claim=claim, manner__in=SPREADS).select_related("edition"):
        for place in _places(appearance, unnamed=_is_unnamed(claim)):
            mark = place.url or (place.outlet, place.title)
            if mark not in seen and (place.outlet or place.url):
                seen.add(mark)
                yield place


def _places(appearance: Appearance, *, unnamed: bool) -> list[PublishedAppearance]:
    if appearance.article_id:
        editions = Edition.objects.filter(article_id=appearance.article_id)
        return [_edition(one, appearance.manner) for one in editions]
    # The address of a private person's own post would name them.
    url = "" if unnamed else appearance.url
    return [PublishedAppearance(url=web_address(url), said_on=appearance.said_on, manner=appearance.manner)]


def web_address(url: str) -> str:
    """The address if readers can follow it, else nothing. Whatever got into a row, no other scheme gets out.

    >>> web_address("https://roads.example/"), web_address("javascript:alert(1)")
    ('https://roads.example/', '')
    """
    return url if url.lower().startswith(("http://", "https://")) else ""


def _edition(edition: Edition, manner: str) -> PublishedAppearance:
    return PublishedAppearance(
        outlet=edition.outlet,
        title=edition.title,
        url=web_address(edition.url),
        said_on=edition.published_on,
        manner=manner,
    )


def _written(draft: VerdictDraft) -> dict:
    return {
        "title": draft.title,
        "found": draft.found,
        "explanation": draft.explanation,
        "not_established": draft.not_established,
        "reply_outcome": draft.reply_outcome,
        "reply": draft.reply,
        "against_note": draft.against_note,
        "rated_as_of": draft.rated_as_of or draft.claim.claim_date,
        "evidence_until": draft.evidence_until,
        "short_claim": draft.short_claim,
        "conclusion": draft.conclusion,
        "primary_note": draft.primary_note,
        "independent_note": draft.independent_note,
        "interests": draft.interests,
        "no_interests": draft.no_interests,
        "outdated_after": draft.outdated_after,
        "change": _change(draft),
    }


def _change(draft: VerdictDraft) -> PublishedChange:
    if not draft.is_change:
        return PublishedChange()
    return PublishedChange(draft.kind, draft.severity, draft.change_note, draft.change_why, draft.asked_by)


def _checked(checked: Round) -> dict:
    adjudication = Adjudication.objects.filter(round=checked).select_related("by").first()
    reviews = reviews_of(checked)
    return {
        "rating": _rating(checked),
        "scale": f"{checked.scale.key} {checked.scale.version}",
        "steps": tuple(r.name for r in checked.scale.ratings.all() if r.position is not None),
        "reviewers": tuple(review.reviewer.public_name for review in reviews),
        "how": how_it_was_checked(checked, reviews),
        "checking": checking_of(checked, reviews),
        "settled_by": adjudication.by.public_name if adjudication else "",
    }


def reviews_of(checked: Round) -> list[Review]:
    """The reviews that stand in a settled round, the lead's first; of any other they are not to be told."""
    if checked.rating_id is None:
        return []
    standing = Review.objects.standing().filter(round=checked).select_related("reviewer", "assignment", "rating")
    return sorted(standing, key=lambda review: (not review.assignment.is_lead, review.submitted_at, review.pk))


def _rating(checked: Round) -> PublishedRating:
    rating = checked.rating
    if rating is None:  # the gate lets no text pass whose round is not settled
        return PublishedRating(key="", name="Not settled yet", kind=RatingKind.NONE.value)
    return PublishedRating(
        key=rating.key,
        name=rating.name,
        definition=rating.definition,
        position=rating.position,
        kind=rating.kind,
    )


def _said(claim: Claim, appearances: tuple[PublishedAppearance, ...]) -> dict:
    claimant = claim.claimant
    name = claimant.public_name if claimant else ""
    outlets = [one.outlet for one in appearances if one.outlet and one.outlet != name]
    return {
        "language": claim.language or "en",
        "topic": claim.topic.name if claim.topic else "",
        "because": AcceptReason(claim.accepted_because).label if claim.accepted_because else "",
        "claimant": name,
        "claimant_kind": claimant.kind if claimant else ClaimantKind.UNKNOWN.value,
        "claimant_same_as": web_address(claimant.same_as) if claimant and not _is_unnamed(claim) else "",
        "reported_by": outlets[0] if outlets else "",
        "claim_date": claim.claim_date,
        "claim_date_note": claim.claim_date_note,
    }


def _is_unnamed(claim: Claim) -> bool:
    return claim.claimant is not None and claim.claimant.kind in UNNAMED


def _in_order(draft: VerdictDraft) -> Iterable[DraftEvidence]:
    rows = DraftEvidence.objects.filter(draft=draft, evidence__removed_at=None)
    found = rows.select_related("evidence__source", "evidence__snapshot").order_by("weight", "evidence_id")
    return found.defer("evidence__snapshot__text", "evidence__snapshot__headers")


def _evidence(row: DraftEvidence) -> PublishedEvidence:
    evidence: Evidence = row.evidence
    return PublishedEvidence(
        stance=row.stance,
        excerpt=evidence.excerpt,
        **_told_of(evidence),
        held_on=evidence.snapshot.taken_at.date() if evidence.snapshot and evidence.snapshot.taken_at else None,
        quote_language=evidence.quote_language,
        quote_translation=evidence.quote_translation,
        translator=evidence.translator,
        verified=evidence.quotation if evidence.quotation in VERIFIED else "",
        verified_in=verified_in(evidence),
        kind=evidence.source.kind,
    )


def _told_of(evidence: Evidence) -> dict[str, Any]:
    """Who the source is and where; of one whose identity is withheld only why. An approval is the gate's matter."""
    source = evidence.source
    if source.withheld:
        return {"url": "", "withheld": source.withheld_because}
    return {
        "url": web_address(source.url),
        "title": source.title,
        "publisher": source.publisher,
        "author": source.author,
        "published_on": source.published_on,
        "location": evidence.location,
        "interest": source.interest,
        "archived_url": web_address(source.archived_url),
        "fragment_url": address_at_words(evidence),
    }
