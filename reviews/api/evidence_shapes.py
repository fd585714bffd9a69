"""What the API takes and gives about evidence and its sources."""

from collections.abc import Mapping, Sequence
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.web.serializers import CleanCharField, StrictQuery, StrictSerializer
from reviews.evidence.describing import LONGEST_WHY
from reviews.evidence.known import not_taken
from reviews.evidence.translations import LONGEST_TRANSLATOR
from reviews.models import Evidence, Source, SourceAddress
from reviews.selectors.copies import newest_copies
from reviews.selectors.file import is_sealed, name_of
from reviews.states import SourceKind
from reviews.typed import LONGEST_TEXT


class FileQuery(StrictQuery):
    removed = serializers.BooleanField(required=False, help_text="What was taken out of the file instead.")


class CopyFirstIn(StrictSerializer):
    url = CleanCharField(allow_blank=True, max_length=2000)


class AboutSource(StrictSerializer):
    title = CleanCharField(required=False, allow_blank=True, max_length=300)
    publisher = CleanCharField(required=False, allow_blank=True, max_length=200)
    author = CleanCharField(required=False, allow_blank=True, max_length=200)
    published_on = serializers.DateField(required=False, allow_null=True)
    kind = serializers.ChoiceField(choices=SourceKind.choices, required=False)
    interest = CleanCharField(
        required=False, allow_blank=True, max_length=300, help_text="What the source has to gain in the matter."
    )


class TranslationIn(StrictSerializer):
    """Of words in another language than the claim's: all three, or none."""

    language = CleanCharField(required=False, allow_blank=True, max_length=20, help_text="Of the exact words: de, fr.")
    translation = CleanCharField(required=False, allow_blank=True, max_length=LONGEST_TEXT)
    translator = CleanCharField(required=False, allow_blank=True, max_length=LONGEST_TRANSLATOR)


class PieceIn(AboutSource, TranslationIn):
    excerpt = CleanCharField(allow_blank=True, max_length=LONGEST_TEXT, help_text="The exact words.")
    location = CleanCharField(required=False, allow_blank=True, max_length=200, help_text="Page, table, minute.")
    archived_url = CleanCharField(required=False, allow_blank=True, max_length=2000)


class EvidenceIn(PieceIn):
    """A page by its address, or a source the desk knows by its id."""

    url = CleanCharField(required=False, allow_blank=True, max_length=2000)
    source = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class EvidenceFileIn(PieceIn):
    """A file; its type is decided by its content."""

    file = serializers.FileField(allow_empty_file=True, max_length=255)


class DescribeIn(AboutSource):
    """What is left out stays."""

    version = serializers.IntegerField(min_value=0, max_value=2**63 - 1)


class WithholdIn(StrictSerializer):
    because = CleanCharField(allow_blank=True, max_length=LONGEST_WHY, help_text="Readers see it.")


class ArchiveIn(StrictSerializer):
    url = CleanCharField(allow_blank=True, max_length=2000, help_text="Empty takes the note away.")


class KnownQuery(StrictQuery):
    url = CleanCharField(max_length=2000)


class SourcesQuery(StrictQuery):
    q = CleanCharField(required=False, allow_blank=True, max_length=200)
    withheld = serializers.BooleanField(required=False)


class EvidenceOut(serializers.ModelSerializer):
    """A piece of the file. It says nothing of how anyone reads it, and not who added it.

    Shown by `show_evidence`, which knows what the seal lets the user learn.
    """

    url = serializers.CharField(source="source.url")
    title = serializers.CharField(source="source.title")
    publisher = serializers.CharField(source="source.publisher")
    author = serializers.CharField(source="source.author")
    published_on = serializers.DateField(source="source.published_on", allow_null=True)
    archived_url = serializers.CharField(source="source.archived_url")
    kind = serializers.CharField(source="source.kind")
    interest = serializers.CharField(source="source.interest")
    withheld = serializers.BooleanField(source="source.withheld", help_text="Readers do not learn who the source is.")
    language = serializers.CharField(source="quote_language", help_text="Of the exact words, if not the claim's.")
    translation = serializers.CharField(source="quote_translation", help_text="Of the exact words; may be empty.")
    copy = serializers.IntegerField(
        source="snapshot_id", allow_null=True, help_text="The copy the words were looked for in."
    )
    selector = serializers.SerializerMethodField(help_text="Where the words stand in it; null: they were not found.")
    copy_status = serializers.SerializerMethodField(help_text="Of the newest copy of the source; empty: none.")
    after_reviews = serializers.SerializerMethodField(help_text="Came after a review; null while that is sealed.")
    removed_by = serializers.SerializerMethodField(help_text="Empty while the piece is in the file.")

    class Meta:
        model = Evidence
        fields = [
            "id", "claim", "source", "url", "title", "publisher", "author", "published_on", "archived_url", "kind",
            "interest", "excerpt", "language", "translation", "translator", "location", "quotation", "nearest",
            "selector", "checked_at", "copy", "copy_status",
            "withheld", "after_reviews", "added_at", "removed_at", "removed_by", "removed_because",
        ]  # fmt: skip

    @extend_schema_field({"type": ["array", "object", "null"], "items": {}})
    def get_selector(self, evidence: Evidence) -> object:
        return evidence.selector

    def get_copy_status(self, evidence: Evidence) -> str:
        copy = self.context["copies"].get(evidence.source_id)
        return copy.status if copy else ""

    @extend_schema_field({"type": ["boolean", "null"]})
    def get_after_reviews(self, evidence: Evidence) -> bool | None:
        return None if self.context["sealed"] else evidence.after_reviews

    def get_removed_by(self, evidence: Evidence) -> str:
        if evidence.removed_by is None:
            return ""
        return name_of(evidence.removed_by, self.context["user"], sealed=self.context["sealed"])


class LinkedOut(EvidenceOut):
    """A piece just linked."""

    not_taken = serializers.SerializerMethodField(help_text="Of what you said: what the desk says otherwise.")

    class Meta(EvidenceOut.Meta):
        fields = [*EvidenceOut.Meta.fields, "not_taken"]

    def get_not_taken(self, evidence: Evidence) -> list[str]:
        return not_taken(evidence.source, self.context["said"])


def show_evidence(pieces: Sequence[Evidence], claim: Claim, user: User) -> list[dict[str, Any]]:
    """Pieces of one claim's file, as the user may see them."""
    return EvidenceOut(pieces, many=True, context=_seen_by(user, claim, pieces)).data


def show_linked(evidence: Evidence, user: User, said: Mapping[str, object]) -> dict[str, Any]:
    """A piece just linked, and what of `said` was not taken over."""
    return LinkedOut(evidence, context={**_seen_by(user, evidence.claim, [evidence]), "said": said}).data


def _seen_by(user: User, claim: Claim, pieces: Sequence[Evidence]) -> dict[str, Any]:
    sealed = is_sealed(claim) and not user.is_admin
    copies = newest_copies({one.source_id for one in pieces}, user) if pieces else {}
    return {"user": user, "sealed": sealed, "copies": copies}


class AddressOut(serializers.ModelSerializer):
    class Meta:
        model = SourceAddress
        fields = ["url", "how"]


class SourceOut(serializers.ModelSerializer):
    """A source as the desk knows it; who said so is not told."""

    addresses = AddressOut(many=True)
    is_approved = serializers.SerializerMethodField(help_text="An editor agreed that the identity is withheld.")

    class Meta:
        model = Source
        fields = [
            "id", "media", "url", "addresses", "canonical_url", "title", "publisher", "author", "published_on", "kind",
            "interest", "archived_url", "withheld", "withheld_because", "is_approved", "version", "added_at",
        ]  # fmt: skip

    def get_is_approved(self, source: Source) -> bool:
        return source.withheld_approved_at is not None


class UseOut(serializers.Serializer):
    """A published check that cites the source, and how it read these words."""

    claim = serializers.IntegerField(source="claim_id")
    title = serializers.CharField()
    rating = serializers.CharField()
    stance = serializers.CharField()
    excerpt = serializers.CharField()
    published_at = serializers.DateTimeField()
    is_retracted = serializers.BooleanField()


class KnownOut(serializers.Serializer):
    """A source with the published checks it served."""

    source = SourceOut()
    checks = serializers.IntegerField()
    uses = UseOut(many=True)
