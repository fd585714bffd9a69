"""What the API tells anyone about published verdicts."""

from dataclasses import fields

from django.conf import settings
from rest_framework import serializers

from factcheck.accounts.models import Desk
from reviews.markup import claim_review_of
from reviews.public_api.answering import Json
from reviews.public_api.moments import MomentField
from reviews.published import PublishedRating
from reviews.selectors.listings import Listed
from reviews.selectors.published import Shown
from reviews.states import ClosedBecause, PublicState, RevisionKind, Settled, Stance

POSITION = "From 1, the truest, where ClaimReview's `ratingValue` counts up to it; null: outside the order."


class PublishedRatingOut(serializers.Serializer):
    key = serializers.CharField()
    name = serializers.CharField()
    position = serializers.IntegerField(allow_null=True, help_text=POSITION)
    of = serializers.IntegerField(help_text="How many labels the scale has.")
    definition = serializers.CharField()


class VerdictLineOut(serializers.Serializer):
    number = serializers.IntegerField()
    url = serializers.CharField()
    title = serializers.CharField(help_text="What the desk found.")
    claim = serializers.CharField()
    claimant = serializers.CharField(help_text="Empty when it is not known; private people are described, not named.")
    rating = PublishedRatingOut()
    found = serializers.CharField()
    language = serializers.CharField()
    version = serializers.IntegerField()
    first_published_at = MomentField()
    changed_at = MomentField()


class ListedOut(VerdictLineOut):
    """A verdict in the list."""

    claimant_url = serializers.CharField(help_text="The page of what they said; empty for those who have none.")
    topic = serializers.CharField()
    outlets = serializers.ListField(child=serializers.CharField(), help_text="Where it was said.")
    is_early = serializers.BooleanField(help_text="A fast check that no second opinion has confirmed yet.")
    is_outdated = serializers.BooleanField(help_text="Its day has passed; it may be outdated.")


class VerdictListOut(serializers.Serializer):
    next = serializers.CharField(allow_null=True)
    results = ListedOut(many=True)


class VersionOut(serializers.Serializer):
    version = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=RevisionKind.choices)
    published_at = MomentField()
    note = serializers.CharField()


class PublishedEvidenceOut(serializers.Serializer):
    stance = serializers.ChoiceField(choices=Stance.choices)
    excerpt = serializers.CharField()
    url = serializers.CharField()
    title = serializers.CharField()
    publisher = serializers.CharField()
    published_on = serializers.DateField(allow_null=True)
    location = serializers.CharField()
    archived_url = serializers.CharField()
    author = serializers.CharField()
    kind = serializers.CharField(help_text="What the source is; empty where it was not kept.")
    interest = serializers.CharField(help_text="What the source has to gain in the matter.")
    withheld = serializers.CharField(
        help_text="Why readers do not learn who the source is; then its address, title, publisher and author are empty."
    )
    verified = serializers.CharField(
        help_text="The words stand in the desk's own copy: `exact`, or `close` when only marks or spaces differ."
    )
    verified_in = serializers.CharField(
        help_text="`fetched`: in a copy the desk made itself; `handed_in`: in one that it was given; may be empty."
    )
    fragment_url = serializers.CharField(help_text="Leads to the words at the source; may be empty.")


class CheckingOut(serializers.Serializer):
    """How it was checked, in figures and codes."""

    plan = serializers.CharField(help_text="The name of the review plan.")
    opinions = serializers.IntegerField(help_text="People whose review counts.")
    settled = serializers.ChoiceField(choices=Settled.choices, allow_blank=True)
    closed_early = serializers.ChoiceField(
        choices=ClosedBecause.choices, allow_blank=True, help_text="Why not everybody who was asked answered."
    )
    dissent = serializers.BooleanField(help_text="Somebody who reviewed it stayed with another rating.")
    second_look = serializers.BooleanField(help_text="A second opinion is made after publication.")


class VerdictOut(VerdictLineOut):
    """A verdict, whole."""

    state = serializers.ChoiceField(choices=PublicState.choices)
    claim_date = serializers.DateField(allow_null=True)
    rated_as_of = serializers.DateField(allow_null=True)
    evidence_until = serializers.DateField(allow_null=True)
    evidence = PublishedEvidenceOut(many=True)
    explanation = serializers.CharField(help_text="Markdown.")
    not_established = serializers.CharField()
    reply_outcome = serializers.CharField()
    reply = serializers.CharField()
    reviewers = serializers.ListField(child=serializers.CharField())
    how = serializers.CharField()
    checking = CheckingOut()
    is_early = serializers.BooleanField(help_text="A fast check that no second opinion has confirmed yet.")
    confirmed_at = MomentField(allow_null=True, help_text="When the second opinion agreed.")
    writer = serializers.CharField()
    signed_off_by = serializers.CharField()
    versions = VersionOut(many=True)
    claim_review = serializers.DictField(allow_null=True, help_text="schema.org ClaimReview.")


def listed_body(listed: Listed) -> Json:
    """One line of the list."""
    row = listed.row
    body = {
        "number": row.number,
        "url": listed.url,
        "title": row.title,
        "claim": row.claim_text,
        "claimant": row.claimant_name,
        "claimant_url": settings.PUBLIC_ORIGIN + listed.claimant_path if listed.claimant_path else "",
        "rating": _rating(listed.rating, len(listed.steps)),
        "found": row.found,
        "topic": row.topic.name if row.topic else "",
        "outlets": row.outlets,
        "language": row.language,
        "version": row.revision,
        "is_early": row.is_early,
        "is_outdated": row.is_outdated,
        "first_published_at": row.first_published_at,
        "changed_at": row.changed_at,
    }
    return ListedOut(body).data


def verdict_body(shown: Shown, *, desk: Desk) -> Json:
    """The whole of a verdict. A retracted one tells its state and no ClaimReview."""
    seen = shown.seen
    names = set(VerdictOut().fields) & {field.name for field in fields(seen)}
    body = {
        **{name: getattr(seen, name) for name in names},
        **_line(shown, _rating(seen.rating, len(seen.steps))),
        "state": shown.verdict.state,
        "is_early": shown.verdict.is_early,
        "confirmed_at": shown.verdict.confirmed_at,
        "versions": [
            {"version": one.number, "kind": one.kind, "published_at": one.published_at, "note": one.note}
            for one in shown.revisions
        ],
        "claim_review": claim_review_of(shown, desk=desk),
    }
    return VerdictOut(body).data


def _line(item: Shown, rating: Json) -> Json:
    revision = item.current
    return {
        "number": item.verdict.number,
        "url": item.url,
        "title": revision.title,
        "claim": revision.claim_text,
        "claimant": revision.claimant,
        "rating": rating,
        "found": revision.found,
        "language": revision.language,
        "version": revision.number,
        "first_published_at": item.verdict.first_published_at,
        "changed_at": revision.published_at,
    }


def _rating(rating: PublishedRating, steps: int) -> Json:
    return {
        "key": rating.key,
        "name": rating.name,
        "position": rating.position,
        "of": steps,
        "definition": rating.definition,
    }
