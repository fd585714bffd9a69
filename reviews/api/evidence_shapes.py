"""What the API takes and gives about evidence and its sources."""

from rest_framework import serializers

from factcheck.web.serializers import CleanCharField, StrictSerializer
from reviews.evidence.describing import LONGEST_WHY
from reviews.models import Evidence, Source, SourceAddress
from reviews.states import SourceKind
from reviews.typed import LONGEST_TEXT


class AboutSource(StrictSerializer):
    title = CleanCharField(required=False, allow_blank=True, max_length=300)
    publisher = CleanCharField(required=False, allow_blank=True, max_length=200)
    author = CleanCharField(required=False, allow_blank=True, max_length=200)
    published_on = serializers.DateField(required=False, allow_null=True)
    kind = serializers.ChoiceField(choices=SourceKind.choices, required=False)
    interest = CleanCharField(
        required=False, allow_blank=True, max_length=300, help_text="What the source has to gain in the matter."
    )


class PieceIn(AboutSource):
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


class KnownQuery(StrictSerializer):
    url = CleanCharField(max_length=2000)


class SourcesQuery(StrictSerializer):
    q = CleanCharField(required=False, allow_blank=True, max_length=200)
    withheld = serializers.BooleanField(required=False)
    page_size = serializers.CharField(required=False)
    cursor = serializers.CharField(required=False)


class EvidenceOut(serializers.ModelSerializer):
    """A piece of the file. It says nothing of how anyone reads it, and not who added it."""

    url = serializers.CharField(source="source.url")
    title = serializers.CharField(source="source.title")
    publisher = serializers.CharField(source="source.publisher")
    author = serializers.CharField(source="source.author")
    published_on = serializers.DateField(source="source.published_on")
    archived_url = serializers.CharField(source="source.archived_url")
    kind = serializers.CharField(source="source.kind")
    interest = serializers.CharField(source="source.interest")

    class Meta:
        model = Evidence
        fields = [
            "id", "claim", "source", "url", "title", "publisher", "author", "published_on", "archived_url", "kind",
            "interest", "excerpt", "location", "quotation", "nearest", "selector", "checked_at", "snapshot", "added_at",
        ]  # fmt: skip


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
