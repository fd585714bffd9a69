"""Articles, their editions, who sent them, and what the splitter found in them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.states import ARTICLE_TRANSITIONS, ArticleStatus, PassageKind, RelationKind, Suggestion
from factcheck.ledger.status import Stateful


class ArticleQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ArticleQuerySet":
        """Everyone of the desk sees every article; nobody else sees any."""
        return self if user.is_authenticated and user.is_active else self.none()

    def without_text(self) -> "ArticleQuerySet":
        """For lists: a text may be a million characters."""
        return self.defer("text")


class Article(Stateful):
    """A text, once. `text` is NFC with \\n newlines; offsets are code points into it and never change.

    Empty while an uploaded file waits to be read. Identity is `text_hash`: SHA-256 of the stripped text.
    """

    TRANSITIONS = ARTICLE_TRANSITIONS

    status = models.CharField(max_length=12, choices=ArticleStatus, default=ArticleStatus.RECEIVED)
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    text_hash = models.CharField(max_length=64, null=True, unique=True)
    length = models.PositiveIntegerField(default=0)  # characters
    caption_spans = models.JSONField(default=list)  # [[start, end], …] known from HTML
    language = models.CharField(max_length=12, blank=True)
    language_given = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    failure = models.TextField(blank=True)  # why, in words for the desk, when status is failed
    same_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="copies")
    current_run = models.ForeignKey("ExtractionRun", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    triaged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    triage_finished_at = models.DateTimeField(null=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ArticleStatus.values), name="article_status_known"),
            models.CheckConstraint(
                condition=~Q(status="same") | Q(same_as__isnull=False), name="an_article_already_here_says_which"
            ),
            models.CheckConstraint(condition=~Q(status="split") | ~Q(text=""), name="a_split_article_has_text"),
        ]
        indexes = [
            models.Index(F("status"), F("id").desc(), name="articles_by_status"),
            models.Index(
                F("received_at"), condition=Q(triage_finished_at=None, status="split"), name="articles_untriaged"
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"Article {self.pk}"


class Edition(models.Model):
    """One outlet's printing of an article."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="editions")
    outlet = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    title = models.CharField(max_length=300, blank=True)
    author = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True, blank=True)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["published_on", "pk"]
        indexes = [models.Index(fields=["outlet"], name="editions_by_outlet")]

    def __str__(self) -> str:
        return self.outlet or self.url or f"Edition {self.pk}"


class Submission(models.Model):
    """Who sent an article, why, how, and the bytes as received."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="submissions")
    edition = models.ForeignKey(Edition, null=True, on_delete=models.SET_NULL, related_name="submissions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    via = models.CharField(max_length=10, choices=[("desk", "Desk"), ("api", "API"), ("command", "Command")])
    note = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=2000, blank=True)  # sent as an address; `received` is what stood there
    final_url = models.CharField(max_length=2000, blank=True)  # where its redirects led
    received = models.BinaryField()
    received_as = models.CharField(max_length=40, default="text/plain")
    filename = models.CharField(max_length=255, blank=True)
    encoding = models.CharField(max_length=40, blank=True)
    encoding_guessed = models.BooleanField(default=False)
    reading_notes = models.JSONField(default=list)  # what the desk should know of how the file was read
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Submission {self.pk} of article {self.article_id}"


class ExtractionRun(models.Model):
    """One pass of the splitter over an article."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="runs")
    splitter_version = models.CharField(max_length=40)
    language = models.CharField(max_length=12, blank=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    passages_found = models.PositiveIntegerField()
    candidates_found = models.PositiveIntegerField()
    truncated = models.BooleanField(default=False)  # there were more candidates than an article may have
    notes = models.JSONField(default=list)  # what the desk should know of this run, in plain words

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Run {self.pk} of article {self.article_id}"


class Passage(models.Model):
    """One sentence-sized span of an article. Its text is `article.text[start:end]`."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="passages")
    run = models.ForeignKey(ExtractionRun, on_delete=models.CASCADE, related_name="passages")
    ordinal = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=PassageKind)
    reason = models.CharField(max_length=200, blank=True)
    set_aside = models.CharField(max_length=100, blank=True)  # why no candidate was made of it, if so
    unmarked = models.JSONField(default=list)  # [{start, end, reason, speaker}, …]: may be quotations without marks
    text_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["run", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["run", "ordinal"], name="one_passage_per_place"),
            models.CheckConstraint(condition=Q(kind__in=PassageKind.values), name="passage_kind_known"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="passage_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.start}–{self.end} ({self.kind})"


class PassageRelation(models.Model):
    """How one passage relates to another of the same article."""

    run = models.ForeignKey(ExtractionRun, on_delete=models.CASCADE, related_name="relations")
    source = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="relations")
    target = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="related_from")
    kind = models.CharField(max_length=16, choices=RelationKind)
    state = models.CharField(max_length=10, choices=Suggestion, default=Suggestion.SUGGESTED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="one_relation_per_pair"),
            models.CheckConstraint(condition=Q(kind__in=RelationKind.values), name="passage_relation_kind_known"),
            models.CheckConstraint(condition=Q(state__in=Suggestion.values), name="passage_relation_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"
