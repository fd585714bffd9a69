"""The tables of articles, claims and what is known of them, as they were with publication; in place of seven steps."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import pgvector.django.extensions
import pgvector.django.vector
from django.conf import settings
from django.db import migrations, models

# Compressing a million characters takes longer than the whole request may.
KEPT_AS_THEY_ARE = """
ALTER TABLE claims_article ALTER COLUMN text SET STORAGE EXTERNAL;
ALTER TABLE claims_submission ALTER COLUMN received SET STORAGE EXTERNAL;
"""


class Migration(migrations.Migration):
    replaces = [
        ("claims", "0001_claims"),
        ("claims", "0002_large_texts_uncompressed"),
        ("claims", "0003_vector_extension"),
        ("claims", "0004_splitting"),
        ("claims", "0005_steering"),
        ("claims", "0006_evidence"),
        ("claims", "0007_tips"),
    ]

    initial = True

    dependencies = [("accounts", "0001_people_squashed_0004_publication"), ("readers", "0001_readers")]

    operations = [
        pgvector.django.extensions.VectorExtension(),
        migrations.CreateModel(
            name="ImportedCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url_hash", models.CharField(max_length=64, unique=True)),
                ("url", models.CharField(max_length=2000)),
                ("publisher", models.CharField(max_length=200)),
                ("claim_text", models.TextField()),
                ("claimant", models.CharField(blank=True, max_length=200)),
                ("language", models.CharField(blank=True, max_length=12)),
                ("outcome_rating", models.CharField(blank=True, max_length=200)),
                ("outcome_url", models.CharField(blank=True, max_length=2000)),
                ("outcome_at", models.DateTimeField(blank=True, null=True)),
                ("imported_at", models.DateTimeField()),
            ],
            options={"ordering": ["-pk"]},
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True)),
                ("slug", models.SlugField(max_length=80, unique=True)),
            ],
            options={"ordering": ["name"]},
        ),
        migrations.CreateModel(
            name="Claimant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("public_figure", "Public figure"),
                            ("organisation", "Organisation"),
                            ("outlet", "Outlet"),
                            ("private_person", "Private person"),
                            ("anonymous_account", "Anonymous account"),
                            ("unknown", "Unknown"),
                        ],
                        default="unknown",
                        max_length=20,
                    ),
                ),
                ("same_as", models.URLField(blank=True, max_length=500)),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"), name="one_claimant_per_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "public_figure",
                                    "organisation",
                                    "outlet",
                                    "private_person",
                                    "anonymous_account",
                                    "unknown",
                                ],
                            )
                        ),
                        name="claimant_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeskModel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("active", "In use"),
                            ("retired", "No longer in use"),
                            ("refused", "Refused: no better than what was there"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("scheme", models.CharField(max_length=20)),
                ("weights", models.BinaryField()),
                ("learned_through", models.BigIntegerField()),
                ("decisions", models.PositiveIntegerField()),
                ("picks", models.PositiveIntegerField()),
                ("articles", models.PositiveIntegerField()),
                ("figures", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                ("promoted_at", models.DateTimeField(null=True)),
                ("rolled_back_at", models.DateTimeField(null=True)),
                (
                    "rolled_back_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["proposed", "active", "retired", "refused"])),
                        name="desk_model_status_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "active")), fields=("status",), name="one_active_desk_model"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "active"), _negated=True),
                            models.Q(("promoted_at__isnull", False), ("rolled_back_at", None)),
                            _connector="OR",
                        ),
                        name="an_active_desk_model_was_promoted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("fetching", "Being fetched"),
                            ("reading", "Being read"),
                            ("splitting", "Being split"),
                            ("split", "Split into passages"),
                            ("same", "Already here"),
                            ("failed", "Failed"),
                        ],
                        default="received",
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=300)),
                ("text", models.TextField(blank=True)),
                ("text_hash", models.CharField(max_length=64, null=True, unique=True)),
                ("length", models.PositiveIntegerField(default=0)),
                ("caption_spans", models.JSONField(default=list)),
                ("language", models.CharField(blank=True, max_length=12)),
                ("language_given", models.BooleanField(default=False)),
                ("received_at", models.DateTimeField()),
                ("failure", models.TextField(blank=True)),
                ("triage_finished_at", models.DateTimeField(null=True)),
                (
                    "same_as",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="claims.article",
                    ),
                ),
                (
                    "triaged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        models.F("status"), models.OrderBy(models.F("id"), descending=True), name="articles_by_status"
                    ),
                    models.Index(
                        models.F("received_at"),
                        condition=models.Q(("status", "split"), ("triage_finished_at", None)),
                        name="articles_untriaged",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["received", "fetching", "reading", "splitting", "split", "same", "failed"])
                        ),
                        name="article_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "same"), _negated=True), ("same_as__isnull", False), _connector="OR"
                        ),
                        name="an_article_already_here_says_which",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "split"), _negated=True),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_split_article_has_text",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("outlet", models.CharField(blank=True, max_length=200)),
                ("url", models.CharField(blank=True, max_length=2000)),
                ("title", models.CharField(blank=True, max_length=300)),
                ("author", models.CharField(blank=True, max_length=200)),
                ("published_on", models.DateField(blank=True, null=True)),
                ("seen_at", models.DateTimeField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="editions", to="claims.article"
                    ),
                ),
            ],
            options={
                "ordering": ["published_on", "pk"],
                "indexes": [models.Index(fields=["outlet"], name="editions_by_outlet")],
            },
        ),
        migrations.CreateModel(
            name="ExtractionRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("splitter_version", models.CharField(max_length=40)),
                ("language", models.CharField(blank=True, max_length=12)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField()),
                ("passages_found", models.PositiveIntegerField()),
                ("candidates_found", models.PositiveIntegerField()),
                ("truncated", models.BooleanField(default=False)),
                ("notes", models.JSONField(default=list)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="runs", to="claims.article"
                    ),
                ),
            ],
            options={"ordering": ["-pk"]},
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ordinal", models.PositiveIntegerField()),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("headline", "Headline"),
                            ("body", "Body"),
                            ("caption", "Caption"),
                            ("boilerplate", "Boilerplate"),
                            ("artifact", "Artifact"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("set_aside", models.CharField(blank=True, max_length=100)),
                ("unmarked", models.JSONField(default=list)),
                ("text_hash", models.CharField(max_length=64)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="passages", to="claims.article"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="passages", to="claims.extractionrun"
                    ),
                ),
            ],
            options={
                "ordering": ["run", "ordinal"],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "ordinal"), name="one_passage_per_place"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["headline", "body", "caption", "boilerplate", "artifact"])),
                        name="passage_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("start"))), name="passage_not_empty"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PassageRelation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("repeats", "Repeats"),
                            ("paraphrases", "Paraphrases"),
                            ("source_of", "Is the source of"),
                            ("says_more_than", "Says more than"),
                            ("in_tension_with", "Is in tension with"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("suggested", "Suggested"), ("confirmed", "Confirmed"), ("refused", "Refused")],
                        default="suggested",
                        max_length=10,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="relations", to="claims.extractionrun"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="relations", to="claims.passage"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="related_from", to="claims.passage"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("source", "target"), name="one_relation_per_pair"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["repeats", "paraphrases", "source_of", "says_more_than", "in_tension_with"])
                        ),
                        name="passage_relation_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["suggested", "confirmed", "refused"])),
                        name="passage_relation_state_known",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "via",
                    models.CharField(choices=[("desk", "Desk"), ("api", "API"), ("command", "Command")], max_length=10),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                ("url", models.CharField(blank=True, max_length=2000)),
                ("final_url", models.CharField(blank=True, max_length=2000)),
                ("received", models.BinaryField()),
                ("received_as", models.CharField(default="text/plain", max_length=40)),
                ("filename", models.CharField(blank=True, max_length=255)),
                ("encoding", models.CharField(blank=True, max_length=40)),
                ("encoding_guessed", models.BooleanField(default=False)),
                ("reading_notes", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="submissions", to="claims.article"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="submissions",
                        to="claims.edition",
                    ),
                ),
            ],
            options={"ordering": ["-pk"]},
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("candidate", "Proposed"),
                            ("not_picked", "Not picked"),
                            ("dismissed", "Dismissed"),
                            ("duplicate", "Same as another claim"),
                            ("accepted", "Accepted"),
                            ("in_review", "In review"),
                            ("adjudication", "Disagreement to settle"),
                            ("settled", "Ready to write"),
                            ("published", "Published"),
                            ("shelved", "Shelved"),
                            ("divided", "Split into several claims"),
                        ],
                        default="candidate",
                        max_length=12,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("text", "Text"), ("image", "Image"), ("video", "Video"), ("audio", "Audio")],
                        default="text",
                        max_length=8,
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=12)),
                ("types", models.JSONField(default=list)),
                ("type_reasons", models.JSONField(default=list)),
                ("types_by_hand", models.BooleanField(default=False)),
                ("quantities", models.JSONField(default=list)),
                ("context", models.JSONField(default=dict)),
                ("cut_by", models.CharField(blank=True, max_length=40)),
                ("claim_date", models.DateField(blank=True, null=True)),
                ("claim_date_note", models.CharField(blank=True, max_length=200)),
                ("checkworthiness", models.FloatField(null=True)),
                ("prior", models.FloatField(null=True)),
                ("desk_version", models.PositiveIntegerField(null=True)),
                ("traits", models.JSONField(default=list)),
                ("reasons", models.JSONField(default=list)),
                ("splitter_version", models.CharField(blank=True, max_length=40)),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "check_for",
                    models.CharField(
                        choices=[("truth", "Whether it is true"), ("said", "Whether they said it")],
                        default="truth",
                        max_length=10,
                    ),
                ),
                ("priority", models.IntegerField(default=0)),
                ("priority_parts", models.JSONField(default=dict)),
                ("boost", models.IntegerField(default=0)),
                ("boost_because", models.CharField(blank=True, max_length=200)),
                ("reach", models.PositiveIntegerField(blank=True, null=True)),
                ("reviews_wanted", models.PositiveSmallIntegerField(default=0)),
                ("open_slots", models.PositiveSmallIntegerField(default=0)),
                (
                    "accepted_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reach", "Many people have seen it"),
                            ("harm", "It could do harm"),
                            ("public_figure", "A public figure said it"),
                            ("readers_asked", "Readers asked"),
                            ("running_story", "Part of a running story"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "dismissed_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("opinion", "Opinion"),
                            ("prediction", "Prediction"),
                            ("vague", "Too vague"),
                            ("trivial", "Trivial"),
                            ("not_checkable", "Not checkable"),
                            ("already_checked", "Already checked"),
                            ("not_our_beat", "Not our beat"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "shelved_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_stood_up", "It could not be stood up"),
                            ("overtaken", "Events have overtaken it"),
                            ("not_worth", "Not worth publishing"),
                            ("elsewhere", "Asked elsewhere"),
                        ],
                        max_length=20,
                    ),
                ),
                ("risks", models.JSONField(default=list)),
                ("shelved_because", models.CharField(blank=True, max_length=300)),
                ("gone_because", models.CharField(blank=True, max_length=500)),
                ("wake_at", models.DateTimeField(blank=True, null=True)),
                ("woken_at", models.DateTimeField(blank=True, null=True)),
                ("outcome_rating", models.CharField(blank=True, max_length=80)),
                ("outcome_url", models.CharField(blank=True, max_length=300)),
                ("outcome_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="claims.article",
                    ),
                ),
                (
                    "canonical",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duplicates",
                        to="claims.claim",
                    ),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="claims.claim",
                    ),
                ),
                (
                    "split_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="claims.claim",
                    ),
                ),
                (
                    "claimant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="claims.claimant",
                    ),
                ),
                (
                    "last_run",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.extractionrun",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="claims",
                        to="claims.topic",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        models.F("language"),
                        models.OrderBy(models.F("priority"), descending=True),
                        models.F("id"),
                        condition=models.Q(("open_slots__gt", 0)),
                        name="claims_to_hand_out",
                    ),
                    models.Index(
                        models.OrderBy(models.F("priority"), descending=True),
                        models.F("id"),
                        condition=models.Q(("open_slots__gt", 0)),
                        name="claims_in_any_language",
                    ),
                    models.Index(
                        models.F("status"), models.OrderBy(models.F("id"), descending=True), name="claims_by_status"
                    ),
                    models.Index(
                        models.F("status"),
                        models.OrderBy(models.F("priority"), descending=True),
                        models.F("id"),
                        models.F("language"),
                        models.F("topic"),
                        condition=models.Q(("status__in", ["accepted", "in_review", "adjudication", "settled"])),
                        name="claims_on_the_board",
                    ),
                    models.Index(
                        models.F("decided_at"),
                        models.F("id"),
                        condition=models.Q(("open_slots__gt", 0), ("status", "in_review")),
                        name="claims_half_asked",
                    ),
                    models.Index(models.F("article"), models.F("position"), name="claims_in_article_order"),
                    models.Index(
                        models.F("wake_at"),
                        condition=models.Q(("status", "shelved"), ("wake_at__isnull", False), ("woken_at", None)),
                        name="claims_to_wake",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "candidate",
                                    "not_picked",
                                    "dismissed",
                                    "duplicate",
                                    "accepted",
                                    "in_review",
                                    "adjudication",
                                    "settled",
                                    "published",
                                    "shelved",
                                    "divided",
                                ],
                            )
                        ),
                        name="claim_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["text", "image", "video", "audio"])), name="claim_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("open_slots__lte", models.F("reviews_wanted"))),
                        name="no_more_slots_than_reviews_wanted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "duplicate"), _negated=True),
                            ("canonical__isnull", False),
                            _connector="OR",
                        ),
                        name="a_duplicate_says_of_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checkworthiness", None),
                            models.Q(("checkworthiness__gte", 0), ("checkworthiness__lte", 1)),
                            _connector="OR",
                        ),
                        name="checkworthiness_between_0_and_1",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimWording",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                (
                    "change",
                    models.CharField(
                        choices=[
                            ("first", "First wording"),
                            ("spelling", "Spelling only"),
                            ("meaning", "Meaning changed"),
                        ],
                        default="first",
                        max_length=10,
                    ),
                ),
                ("because", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="wordings", to="claims.claim"
                    ),
                ),
            ],
            options={
                "ordering": ["claim", "number"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.search.SearchVector(
                            models.Func(
                                models.F("text"),
                                models.Value(
                                    "[“”„‟«»〝〞「」『』‘’‚‛‹›′″‴`´‐‑‒–—―⁃−·•‣…‥\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u2060\u3000\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069¡¿§¶†‡‰‱©®™°€£¥¢،؛؟۔।॥、。〈〉《》【】〔〕！（），．：；？־׳״]"
                                ),
                                models.Value(" "),
                                models.Value("g"),
                                function="regexp_replace",
                                output_field=models.TextField(),
                            ),
                            config="simple",
                        ),
                        name="wordings_searched",
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("claim", "number"), name="one_wording_per_number")],
            },
        ),
        migrations.CreateModel(
            name="Appearance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("spans", models.JSONField(default=list)),
                ("start", models.PositiveIntegerField(null=True)),
                ("end", models.PositiveIntegerField(null=True)),
                ("text_hash", models.CharField(blank=True, max_length=64)),
                (
                    "manner",
                    models.CharField(
                        choices=[
                            ("asserts", "Asserts it"),
                            ("reports", "Reports it"),
                            ("doubts", "Doubts it"),
                            ("debunks", "Debunks it"),
                            ("satirises", "Satirises it"),
                        ],
                        default="asserts",
                        max_length=10,
                    ),
                ),
                (
                    "media",
                    models.CharField(
                        choices=[("text", "Text"), ("image", "Image"), ("video", "Video"), ("audio", "Audio")],
                        default="text",
                        max_length=8,
                    ),
                ),
                (
                    "found_as",
                    models.CharField(
                        choices=[
                            ("splitter", "Proposed by the splitter"),
                            ("selected", "Words selected by a person"),
                            ("entered", "Entered by hand"),
                            ("matched", "Matched from another article"),
                        ],
                        max_length=10,
                    ),
                ),
                ("rule", models.CharField(blank=True, max_length=60)),
                ("splitter_version", models.CharField(blank=True, max_length=40)),
                ("url", models.CharField(blank=True, max_length=2000)),
                ("said_on", models.DateField(blank=True, null=True)),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appearances",
                        to="claims.article",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="appearances", to="claims.claim"
                    ),
                ),
                ("claimants", models.ManyToManyField(blank=True, related_name="appearances", to="claims.claimant")),
                (
                    "edition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="appearances",
                        to="claims.edition",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.extractionrun",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("found_as", "splitter")),
                        fields=("article", "start", "end", "text_hash"),
                        name="one_candidate_per_span",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("manner__in", ["asserts", "reports", "doubts", "debunks", "satirises"])),
                        name="appearance_manner_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("found_as__in", ["splitter", "selected", "entered", "matched"])),
                        name="appearance_found_as_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimMatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("score", models.FloatField(null=True)),
                ("likely", models.BooleanField(default=False)),
                ("parts", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[("suggested", "Suggested"), ("confirmed", "Confirmed"), ("refused", "Refused")],
                        default="suggested",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="matches", to="claims.claim"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matched_by",
                        to="claims.claim",
                    ),
                ),
                (
                    "imported",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matches",
                        to="claims.importedcheck",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.comparison.Least(models.F("claim"), models.F("other")),
                        django.db.models.functions.comparison.Greatest(models.F("claim"), models.F("other")),
                        condition=models.Q(("other__isnull", False)),
                        name="one_match_per_pair",
                    ),
                    models.UniqueConstraint(fields=("claim", "imported"), name="one_match_per_imported_check"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("imported__isnull", False), ("other__isnull", True)),
                            models.Q(("imported__isnull", True), ("other__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_match_is_with_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("claim", models.F("other")), _negated=True), name="no_claim_matches_itself"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["suggested", "confirmed", "refused"])),
                        name="match_state_known",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="TextVector",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("encoder", models.CharField(max_length=100)),
                ("vector", pgvector.django.vector.VectorField()),
                (
                    "imported",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vector",
                        to="claims.importedcheck",
                    ),
                ),
                (
                    "wording",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vector",
                        to="claims.claimwording",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("imported__isnull", False), ("wording__isnull", True)),
                            models.Q(("imported__isnull", True), ("wording__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_vector_is_of_one_thing",
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="Tip",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField(blank=True)),
                ("url", models.URLField(blank=True, max_length=2000)),
                ("seen_where", models.CharField(blank=True, max_length=300)),
                ("why", models.CharField(blank=True, max_length=1000)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "To be looked at"),
                            ("taken", "We check it"),
                            ("checked", "We had checked it already"),
                            ("left", "Not checked"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("verdict_number", models.PositiveIntegerField(blank=True, null=True)),
                ("answer", models.CharField(blank=True, max_length=1000)),
                ("received_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tips",
                        to="claims.article",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tips",
                        to="claims.claim",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="tips",
                        to="readers.sender",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        models.F("received_at"),
                        models.F("id"),
                        condition=models.Q(("answered_at", None)),
                        name="tips_to_answer",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["received", "taken", "checked", "left"])),
                        name="tip_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("url", ""), ("words", ""), _negated=True), name="a_tip_says_what"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", False), ("status__in", ["taken", "checked", "left"])),
                            models.Q(
                                models.Q(("status__in", ["taken", "checked", "left"]), _negated=True),
                                ("answered_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="an_answered_tip_is_over",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TriageDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(max_length=20)),
                ("reason", models.CharField(blank=True, max_length=40)),
                ("shown", models.JSONField(default=dict)),
                ("before", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="claims.article",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        models.F("article"),
                        models.OrderBy(models.F("id"), descending=True),
                        name="decisions_by_article",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="Article",
            name="current_run",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="claims.extractionrun",
            ),
        ),
        migrations.AddField(
            model_name="Claim",
            name="wording",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.claimwording"
            ),
        ),
        migrations.RunSQL(KEPT_AS_THEY_ARE, migrations.RunSQL.noop),
    ]
