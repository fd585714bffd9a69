"""What the API takes and gives about articles."""

from rest_framework import serializers
from rest_framework.reverse import reverse

from claims.models import Appearance, Article, Claim, Edition, Passage
from claims.selectors.articles import UNTRIAGED
from claims.states import ArticleStatus
from factcheck.web.serializers import CleanCharField, StrictQuery, StrictSerializer

LINE = {"required": False, "allow_blank": True, "default": ""}


class AboutArticleIn(StrictSerializer):
    title = CleanCharField(help_text="Empty: the headline in the text.", **LINE)
    url = CleanCharField(help_text="Where it was published; http or https.", **LINE)
    outlet = CleanCharField(**LINE)
    author = CleanCharField(**LINE)
    published_on = serializers.DateField(required=False, allow_null=True, default=None, input_formats=["iso-8601"])
    language = CleanCharField(help_text="A code such as en or pt-br. Empty: detected.", **LINE)
    note = CleanCharField(help_text="Why it is sent; only the desk reads it.", **LINE)


class ArticleIn(AboutArticleIn):
    """A pasted text. What it may hold is checked by the verb, so that every road answers with the same codes."""

    text = CleanCharField(allow_blank=True, trim_whitespace=False, help_text="Up to 1,000,000 characters.")


class ArticleAddressIn(AboutArticleIn):
    """Where an article stands, and nothing of it: the desk fetches the page."""

    url = CleanCharField(allow_blank=True, help_text="A public http or https address.")


class ArticleFileIn(AboutArticleIn):
    """An uploaded file."""

    file = serializers.FileField(allow_empty_file=True, use_url=False, help_text="A .txt, .md or .html file.")


class ArticleQuery(StrictQuery):
    status = serializers.ChoiceField(choices=[*ArticleStatus.choices, (UNTRIAGED, "To triage")], required=False)
    q = CleanCharField(required=False, allow_blank=True, max_length=200, help_text="Words of the title or outlet.")


class TakenArticleOut(serializers.Serializer):
    id = serializers.IntegerField()
    status = serializers.ChoiceField(choices=ArticleStatus.choices)
    url = serializers.CharField()


class TakenOut(serializers.Serializer):
    """The answer to an article handed in."""

    article = TakenArticleOut()
    submission = serializers.IntegerField(help_text="The id of this submission.")
    already_here = serializers.BooleanField(help_text="Whether the desk had the text before.")


class EditionOut(serializers.ModelSerializer):
    class Meta:
        model = Edition
        fields = ["id", "outlet", "url", "title", "author", "published_on", "seen_at"]


class ArticleOut(serializers.ModelSerializer):
    editions = EditionOut(many=True)
    claims = serializers.SerializerMethodField(help_text="How many claims of each status.")
    passages = serializers.SerializerMethodField(help_text="How many passages the latest run found.")
    splitter_version = serializers.CharField(source="current_run.splitter_version", default="")
    truncated = serializers.BooleanField(source="current_run.truncated", default=False)
    notes = serializers.ListField(source="current_run.notes", child=serializers.CharField(), default=list)
    urls = serializers.SerializerMethodField()

    class Meta:
        model = Article
        fields = [
            "id",
            "status",
            "failure",
            "title",
            "language",
            "length",
            "received_at",
            "same_as",
            "triage_finished_at",
            "splitter_version",
            "truncated",
            "notes",
            "passages",
            "claims",
            "editions",
            "urls",
        ]

    def get_claims(self, article: Article) -> dict[str, int]:
        return dict(self.context["claim_counts"][article.pk])

    def get_passages(self, article: Article) -> int:
        return article.current_run.passages_found if article.current_run else 0

    def get_urls(self, article: Article) -> dict[str, str]:
        names = {"self": "api_article", "passages": "api_article_passages", "claims": "api_article_claims"}
        return {key: reverse(name, args=[article.pk]) for key, name in names.items()} | {
            "desk": reverse("article", args=[article.pk])
        }


class PassageOut(serializers.ModelSerializer):
    text = serializers.SerializerMethodField(help_text="The article's characters from start to end.")

    class Meta:
        model = Passage
        fields = ["id", "ordinal", "start", "end", "kind", "reason", "set_aside", "text"]

    def get_text(self, passage: Passage) -> str:
        return self.context["text"][passage.start : passage.end]


class AppearanceOut(serializers.ModelSerializer):
    claimants = serializers.StringRelatedField(many=True)

    class Meta:
        model = Appearance
        fields = ["id", "start", "end", "spans", "manner", "found_as", "rule", "splitter_version", "claimants"]


class ArticleClaimOut(serializers.ModelSerializer):
    """A claim as it stands in one article."""

    text = serializers.CharField(source="wording.text")
    claimant = serializers.CharField(source="claimant.name", default=None, allow_null=True)
    appearances = AppearanceOut(source="here", many=True)

    class Meta:
        model = Claim
        fields = [
            "id",
            "status",
            "text",
            "language",
            "claimant",
            "claim_date",
            "checkworthiness",
            "reasons",
            "types",
            "version",
            "appearances",
        ]
