"""The tables of checking and publishing, as they were with publication; in place of seven steps."""

import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import factcheck.ledger.chain


class Migration(migrations.Migration):
    replaces = [
        ("reviews", "0001_reviews"),
        ("reviews", "0002_queue"),
        ("reviews", "0003_steering"),
        ("reviews", "0004_evidence"),
        ("reviews", "0005_addresses_of_sources"),
        ("reviews", "0006_publication"),
        ("reviews", "0007_pages_carried_over"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_people_squashed_0004_publication"),
        ("claims", "0001_claims_squashed_0007_tips"),
        ("readers", "0001_readers"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptBytes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("size", models.PositiveBigIntegerField()),
                ("file", models.FileField(max_length=200, upload_to="copies/")),
                ("kept_at", models.DateTimeField()),
            ],
            options={"verbose_name_plural": "kept bytes"},
        ),
        migrations.CreateModel(
            name="LetterTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=100)),
                (
                    "purpose",
                    models.CharField(choices=[("first", "First letter"), ("reminder", "Reminder")], max_length=10),
                ),
                ("subject", models.CharField(max_length=200)),
                ("body", models.TextField()),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={"ordering": ["purpose", "name"]},
        ),
        migrations.CreateModel(
            name="PublicClaimant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.BigIntegerField(unique=True)),
                ("slug", models.SlugField(max_length=120)),
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
                        max_length=20,
                    ),
                ),
                ("same_as", models.URLField(blank=True, max_length=500)),
            ],
        ),
        migrations.CreateModel(
            name="PublicPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("title", models.CharField(max_length=120)),
                ("text", models.TextField()),
                ("changed_at", models.DateTimeField()),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("order", models.PositiveSmallIntegerField(default=0)),
            ],
            options={"ordering": ["order", "pk"]},
        ),
        migrations.CreateModel(
            name="PublicTopic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.BigIntegerField(unique=True)),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("name", models.CharField(max_length=80)),
            ],
        ),
        migrations.CreateModel(
            name="RatingScale",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40)),
                ("version", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("is_current", models.BooleanField(default=False)),
                ("published_on", models.DateField()),
                ("retired", models.JSONField(blank=True, default=list)),
                ("because", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "ordering": ["key", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("key", "version"), name="one_scale_per_version"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)), fields=("is_current",), name="one_current_scale"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40)),
                ("name", models.CharField(max_length=60)),
                ("definition", models.CharField(max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ordinal", "On the scale"),
                            ("context", "Outside the order: context"),
                            ("unproven", "Outside the order: unproven"),
                            ("attribution", "Outside the order: who said it"),
                            ("altered", "Outside the order: altered"),
                            ("satire", "Outside the order: satire"),
                            ("none", "No rating"),
                            ("no_label", "No label fits"),
                        ],
                        default="ordinal",
                        max_length=12,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(null=True)),
                ("names", models.JSONField(blank=True, default=dict)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ratings", to="reviews.ratingscale"
                    ),
                ),
            ],
            options={
                "ordering": ["scale", "order"],
                "constraints": [
                    models.UniqueConstraint(fields=("scale", "key"), name="one_rating_per_key"),
                    models.UniqueConstraint(fields=("scale", "position"), name="one_rating_per_position"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "ordinal",
                                    "context",
                                    "unproven",
                                    "attribution",
                                    "altered",
                                    "satire",
                                    "none",
                                    "no_label",
                                ],
                            )
                        ),
                        name="rating_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "ordinal"), ("position__isnull", False)),
                            models.Q(models.Q(("kind", "ordinal"), _negated=True), ("position__isnull", True)),
                            _connector="OR",
                        ),
                        name="only_labels_on_the_scale_have_a_position",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reviewer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), blank=True, default=list, size=None
                    ),
                ),
                ("capacity", models.PositiveSmallIntegerField(default=16)),
                (
                    "working_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviewer",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AwayPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="away", to="reviews.reviewer"
                    ),
                ),
            ],
            options={
                "ordering": ["from_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gte", models.F("from_on"))), name="away_ends_after_it_begins"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DeclaredInterest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "Person"),
                            ("organisation", "Organisation"),
                            ("publisher", "Publisher"),
                            ("topic", "Topic"),
                        ],
                        max_length=14,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("salt", models.CharField(default=factcheck.ledger.chain.new_salt, max_length=32)),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="interests", to="reviews.reviewer"
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("reviewer"),
                        models.F("kind"),
                        django.db.models.functions.text.Lower("name"),
                        name="one_interest_declared_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewerTopic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.CharField(
                        choices=[("learning", "Learning"), ("able", "Able"), ("expert", "Expert")],
                        default="able",
                        max_length=10,
                    ),
                ),
                ("reviewer", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="reviews.reviewer")),
                ("topic", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="claims.topic")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("reviewer", "topic"), name="one_level_per_topic")]
            },
        ),
        migrations.CreateModel(
            name="ReviewPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("description", models.CharField(max_length=300)),
                ("reviewers", models.PositiveSmallIntegerField()),
                ("has_lead", models.BooleanField(default=False)),
                ("lead_points", models.PositiveSmallIntegerField(default=3)),
                ("points", models.PositiveSmallIntegerField(default=2)),
                ("chosen_for", models.JSONField(default=dict)),
                ("second_look", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("is_default", models.BooleanField(default=False)),
                ("order", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["order"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)), fields=("is_default",), name="one_default_plan"
                    ),
                    models.CheckConstraint(condition=models.Q(("reviewers__gte", 1)), name="a_plan_asks_somebody"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("reviews_wanted", models.PositiveSmallIntegerField(default=1)),
                ("chosen_because", models.CharField(blank=True, max_length=60)),
                ("is_second_look", models.BooleanField(default=False)),
                ("due_by", models.DateTimeField(null=True)),
                ("changed_because", models.CharField(blank=True, max_length=300)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("comparing", "Being compared"),
                            ("settled", "Settled"),
                            ("adjudication", "Disagreement to settle"),
                            ("closed_unread", "Closed unread"),
                            ("set_aside", "Set aside"),
                        ],
                        default="open",
                        max_length=14,
                    ),
                ),
                ("reasons_agree", models.BooleanField(null=True)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "adjudicator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rounds", to="claims.claim"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.reviewplan"
                    ),
                ),
                (
                    "rating",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.rating"
                    ),
                ),
                (
                    "reopens",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.round",
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.ratingscale"
                    ),
                ),
                (
                    "wording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.claimwording"
                    ),
                ),
            ],
            options={
                "ordering": ["claim", "-number"],
                "indexes": [
                    models.Index(
                        models.F("closed_at"),
                        models.F("id"),
                        condition=models.Q(("status", "adjudication")),
                        name="rounds_to_settle",
                    ),
                    models.Index(
                        models.F("opened_at"),
                        models.F("id"),
                        condition=models.Q(("is_second_look", True), ("status", "open")),
                        name="second_looks_open",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("claim", "number"), name="one_round_per_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["open", "comparing", "adjudication"])),
                        fields=("claim",),
                        name="one_round_under_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["open", "comparing", "settled", "adjudication", "closed_unread", "set_aside"],
                            )
                        ),
                        name="round_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "settled"), _negated=True), ("rating__isnull", False), _connector="OR"
                        ),
                        name="a_settled_round_has_a_rating",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoundChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("change_plan", "changed the plan"),
                            ("change_number", "changed the number of reviews"),
                            ("name_adjudicator", "named who settles a disagreement"),
                            ("replace_late_second", "replaced somebody who was late"),
                            ("close_with_one", "closed it with what was in"),
                        ],
                        max_length=24,
                    ),
                ),
                ("because", models.CharField(max_length=500)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("late", "the others did not answer in time"),
                            ("nobody", "nobody else was free to look at it"),
                            ("urgent", "it could not wait"),
                            ("other", "an editor found that enough"),
                        ],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="reviews.round"
                    ),
                ),
            ],
            options={
                "ordering": ["round", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("because", ""), _negated=True), name="a_change_gives_its_reason"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RoundRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("closed_early", models.BooleanField(default=False)),
                ("opened_at", models.DateTimeField()),
                ("first_in_at", models.DateTimeField()),
                ("last_in_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField()),
                ("seconds_waiting", models.PositiveIntegerField()),
                ("ratings", models.JSONField()),
                ("distance", models.PositiveSmallIntegerField(null=True)),
                ("evidence_count", models.PositiveIntegerField()),
                ("changes", models.PositiveSmallIntegerField()),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "settled_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("alone", "One reviewer, as the plan asks"),
                            ("agreement", "All gave the same rating"),
                            ("moved", "They talked, and one moved"),
                            ("majority", "By majority, one step apart"),
                            ("adjudicated", "Somebody else settled it"),
                            ("closed_with_one", "Closed with one review"),
                            ("second_look", "The second look agreed"),
                        ],
                        max_length=16,
                    ),
                ),
                ("settled_on", models.CharField(blank=True, max_length=40)),
                ("second_changed", models.BooleanField(null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.reviewplan"
                    ),
                ),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="record", to="reviews.round"
                    ),
                ),
            ],
            options={
                "ordering": ["-closed_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "settled_how__in",
                                [
                                    "",
                                    "alone",
                                    "agreement",
                                    "moved",
                                    "majority",
                                    "adjudicated",
                                    "closed_with_one",
                                    "second_look",
                                ],
                            )
                        ),
                        name="settled_how_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ShelfSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("url", models.CharField(max_length=2000)),
                ("good_for", models.CharField(blank=True, max_length=300)),
                ("how_to_cite", models.CharField(blank=True, max_length=300)),
                ("search_url", models.CharField(blank=True, max_length=2000)),
                ("order", models.PositiveSmallIntegerField(default=1)),
                ("version", models.PositiveIntegerField(default=1)),
                ("pinned_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "pinned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shelf", to="claims.topic"
                    ),
                ),
            ],
            options={
                "ordering": ["topic", "order", "pk"],
                "indexes": [
                    models.Index(
                        models.F("topic"),
                        models.F("order"),
                        condition=models.Q(("removed_at", None)),
                        name="shelf_by_topic",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="a_pinned_source_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("search_url", ""), ("search_url__contains", "{words}"), _connector="OR"),
                        name="a_search_has_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SkippedClaim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("until", models.DateTimeField()),
                (
                    "claim",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="claims.claim"),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("reviewer", "claim"), name="one_skip_per_claim")]},
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("media", models.CharField(choices=[("page", "Page"), ("file", "File")], default="page", max_length=4)),
                ("url", models.CharField(blank=True, max_length=2000)),
                ("canonical_url", models.CharField(blank=True, max_length=2000)),
                ("title", models.CharField(blank=True, max_length=300)),
                ("publisher", models.CharField(blank=True, max_length=200)),
                ("author", models.CharField(blank=True, max_length=200)),
                ("published_on", models.DateField(blank=True, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("primary", "Primary: the thing itself"),
                            ("secondary", "Secondary: tells of it"),
                            ("expert", "Expert in the field"),
                            ("dataset", "Data as collected"),
                            ("record", "Official record"),
                            ("recording", "Recording of the moment"),
                        ],
                        default="secondary",
                        max_length=10,
                    ),
                ),
                ("interest", models.CharField(blank=True, max_length=300)),
                ("archived_url", models.CharField(blank=True, max_length=2000)),
                ("withheld", models.BooleanField(default=False)),
                ("withheld_because", models.CharField(blank=True, max_length=300)),
                ("withheld_approved_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("added_at", models.DateTimeField()),
                (
                    "withheld_approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withheld_by",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["primary", "secondary", "expert", "dataset", "record", "recording"])
                        ),
                        name="source_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("media", "file"), models.Q(("url", ""), _negated=True), _connector="OR"),
                        name="a_page_has_an_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withheld", False), models.Q(("withheld_because", ""), _negated=True), _connector="OR"
                        ),
                        name="a_withheld_identity_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("waiting", "Waiting to be copied"), ("captured", "Copied"), ("failed", "Not copied")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("fetched", "Fetched by us"),
                            ("uploaded", "Handed in by somebody of the desk"),
                            ("watched", "Fetched when we looked again"),
                        ],
                        default="fetched",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "fault",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("dead", "There is no such page"),
                            ("refused", "The site refused us"),
                            ("site_failed", "The site failed"),
                            ("unreachable", "The site could not be reached"),
                            ("timeout", "The site was too slow"),
                            ("too_large", "It is too large"),
                            ("wrong_type", "It is no page, text, PDF or picture"),
                            ("unreadable", "It could not be read"),
                            ("blocked", "We do not fetch from this address"),
                            ("redirects", "It leads from page to page without end"),
                            ("unsafe", "Its certificate is not valid"),
                            ("gave_up", "Copying it failed again and again"),
                        ],
                        max_length=12,
                    ),
                ),
                ("fault_detail", models.CharField(blank=True, max_length=500)),
                ("taken_at", models.DateTimeField(null=True)),
                ("took_ms", models.PositiveIntegerField(null=True)),
                ("url", models.CharField(blank=True, max_length=2000)),
                ("final_url", models.CharField(blank=True, max_length=2000)),
                ("redirects", models.JSONField(default=list)),
                ("http_status", models.PositiveSmallIntegerField(null=True)),
                ("headers", models.JSONField(default=list)),
                ("filename", models.CharField(blank=True, max_length=255)),
                ("declared_type", models.CharField(blank=True, max_length=100)),
                ("media_type", models.CharField(blank=True, max_length=100)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("size", models.PositiveBigIntegerField(null=True)),
                ("etag", models.CharField(blank=True, max_length=300)),
                ("last_modified", models.CharField(blank=True, max_length=100)),
                ("text", models.TextField(blank=True)),
                ("main_length", models.PositiveIntegerField(null=True)),
                ("text_hash", models.CharField(blank=True, max_length=64)),
                ("pages", models.JSONField(default=list)),
                ("title", models.CharField(blank=True, max_length=300)),
                ("author", models.CharField(blank=True, max_length=200)),
                ("published_on", models.DateField(null=True)),
                ("notes", models.JSONField(default=list)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to="reviews.keptbytes",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="snapshots", to="reviews.source"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        models.F("source"), models.OrderBy(models.F("id"), descending=True), name="copies_by_source"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["waiting", "captured", "failed"])),
                        name="snapshot_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "captured"), _negated=True),
                            models.Q(("kept__isnull", False), ("taken_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_captured_copy_has_bytes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "failed"), _negated=True),
                            models.Q(("fault", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_failed_copy_says_why",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "waiting")),
                        fields=("source",),
                        name="one_copy_under_way_per_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url", models.CharField(max_length=2000)),
                ("url_hash", models.CharField(max_length=64, unique=True)),
                (
                    "how",
                    models.CharField(
                        choices=[("given", "Given"), ("redirect", "It leads here"), ("file", "A file's own words")],
                        max_length=10,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="addresses", to="reviews.source"
                    ),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.CreateModel(
            name="SourceWatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("look_at", models.DateTimeField(null=True)),
                ("every_hours", models.PositiveIntegerField(default=24)),
                ("looked_at", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_yet", "Not looked at yet"),
                            ("same", "Unchanged"),
                            ("changed", "Changed"),
                            ("gone", "Gone"),
                            ("trouble", "Could not be looked at"),
                            ("not_allowed", "The site asks machines to stay away"),
                        ],
                        default="not_yet",
                        max_length=12,
                    ),
                ),
                ("state_detail", models.CharField(blank=True, max_length=300)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("missing_since", models.DateTimeField(null=True)),
                ("etag", models.CharField(blank=True, max_length=300)),
                ("last_modified", models.CharField(blank=True, max_length=100)),
                (
                    "newest",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.snapshot"
                    ),
                ),
                (
                    "source",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="watch", to="reviews.source"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("look_at"), condition=models.Q(("look_at__isnull", False)), name="sources_to_look_at"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["not_yet", "same", "changed", "gone", "trouble", "not_allowed"])
                        ),
                        name="watch_state_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Adjudication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("note", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "rating",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.rating"
                    ),
                ),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="adjudication", to="reviews.round"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="an_adjudication_gives_its_reasons"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_lead", models.BooleanField(default=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("assigned", "Assigned"),
                            ("in_progress", "In progress"),
                            ("waiting", "Waiting"),
                            ("submitted", "Submitted"),
                            ("declined", "Declined"),
                            ("lapsed", "Lapsed"),
                            ("reassigned", "Taken back"),
                            ("ended", "Ended with its round"),
                        ],
                        default="assigned",
                        max_length=12,
                    ),
                ),
                ("points", models.PositiveSmallIntegerField(default=2)),
                ("due_at", models.DateTimeField()),
                ("reminded", models.PositiveSmallIntegerField(default=0)),
                ("pulled_until", models.DateTimeField(null=True)),
                ("overridden_because", models.CharField(blank=True, max_length=300)),
                ("assigned_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("submitted_at", models.DateTimeField(null=True)),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "waiting_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reply", "A reply"),
                            ("records", "Records"),
                            ("expert", "An expert"),
                            ("source", "A source"),
                        ],
                        max_length=10,
                    ),
                ),
                ("waiting_since", models.DateTimeField(null=True)),
                ("wake_at", models.DateTimeField(null=True)),
                ("hand_over", models.TextField(blank=True)),
                ("ended_because", models.CharField(blank=True, max_length=500)),
                (
                    "assigned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "takes_over",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.assignment",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="reviews.round"
                    ),
                ),
            ],
            options={
                "ordering": ["due_at", "pk"],
                "indexes": [
                    models.Index(
                        models.F("reviewer"),
                        models.F("due_at"),
                        condition=models.Q(("status__in", ["assigned", "in_progress", "waiting"])),
                        name="assignments_open",
                    ),
                    models.Index(
                        models.F("pulled_until"),
                        condition=models.Q(
                            ("pulled_until__isnull", False), ("status__in", ["assigned", "in_progress"])
                        ),
                        name="assignments_pulled",
                    ),
                    models.Index(
                        models.F("due_at"),
                        condition=models.Q(("status__in", ["assigned", "in_progress"])),
                        name="assignments_by_due_date",
                    ),
                    models.Index(
                        models.F("due_at"),
                        condition=models.Q(("reminded__lt", 3), ("status__in", ["assigned", "in_progress"])),
                        name="assignments_to_remind",
                    ),
                    models.Index(
                        models.F("wake_at"), condition=models.Q(("status", "waiting")), name="assignments_to_wake"
                    ),
                    models.Index(
                        models.F("reviewer"),
                        models.OrderBy(models.F("submitted_at"), descending=True),
                        condition=models.Q(("status", "submitted")),
                        name="assignments_handed_in",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["assigned", "in_progress", "waiting", "submitted"])),
                        fields=("round", "reviewer"),
                        name="asked_once_per_round",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "assigned",
                                    "in_progress",
                                    "waiting",
                                    "submitted",
                                    "declined",
                                    "lapsed",
                                    "reassigned",
                                    "ended",
                                ],
                            )
                        ),
                        name="assignment_status_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("rationale", models.TextField()),
                ("checklist", models.JSONField(default=dict)),
                ("salt", models.CharField(default=factcheck.ledger.chain.new_salt, max_length=32)),
                ("submitted_at", models.DateTimeField()),
                ("taken_back_at", models.DateTimeField(null=True)),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="reviews.assignment"
                    ),
                ),
                (
                    "rating",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.rating"
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "wording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.claimwording"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="reviews.round"
                    ),
                ),
            ],
            options={
                "ordering": ["round", "submitted_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_at", None)),
                        fields=("round", "reviewer"),
                        name="one_review_per_reviewer_and_round",
                    ),
                    models.UniqueConstraint(fields=("assignment", "version"), name="one_review_per_version"),
                    models.CheckConstraint(
                        condition=models.Q(("rationale", ""), _negated=True), name="a_review_gives_its_reasons"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rationale", models.TextField(blank=True)),
                ("readings", models.JSONField(default=dict)),
                ("checklist", models.JSONField(default=dict)),
                ("note_to_self", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField()),
                (
                    "assignment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="draft", to="reviews.assignment"
                    ),
                ),
                (
                    "rating",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.rating"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ClaimantContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("to_ask", "To be asked"), ("asked", "Asked"), ("closed", "Closed")],
                        default="to_ask",
                        max_length=10,
                    ),
                ),
                ("begun_at", models.DateTimeField(null=True)),
                ("asked_at", models.DateTimeField(null=True)),
                ("deadline_at", models.DateTimeField(null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
                ("told", models.PositiveSmallIntegerField(default=0)),
                ("how", models.CharField(blank=True, max_length=200)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("answered", "They answered"),
                            ("declined", "They declined to answer"),
                            ("no_reply", "No reply by the deadline"),
                            ("not_asked", "Not asked, because"),
                        ],
                        max_length=12,
                    ),
                ),
                ("answer", models.TextField(blank=True)),
                ("salt", models.CharField(default=factcheck.ledger.chain.new_salt, max_length=32)),
                ("answered_on", models.DateField(null=True)),
                ("closed_because", models.CharField(blank=True, max_length=500)),
                ("closed_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contact", to="claims.claim"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "question to the claimant",
                "indexes": [
                    models.Index(
                        models.F("deadline_at"), condition=models.Q(("status", "asked")), name="contacts_asked"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["to_ask", "asked", "closed"])), name="contact_status_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", ""),
                            ("outcome__in", ["answered", "declined", "no_reply", "not_asked"]),
                            _connector="OR",
                        ),
                        name="contact_outcome_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(blank=True, null=True)),
                ("revision", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("error", "Something is wrong"),
                            ("reply", "I want to reply: this is about me"),
                            ("personal_data", "It shows personal data"),
                            ("copyright", "It uses what is mine"),
                            ("legal", "A legal matter"),
                            ("safety", "It endangers somebody"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "writes_as",
                    models.CharField(
                        choices=[
                            ("desk", "We found it ourselves"),
                            ("reader", "A reader"),
                            ("claimant", "The person or organisation whose claim it is"),
                            ("concerned", "Somebody the check is about"),
                            ("source", "A source"),
                            ("expert", "An expert in the field"),
                            ("journalist", "Another newsroom"),
                            ("authority", "A court or an authority"),
                        ],
                        default="reader",
                        max_length=12,
                    ),
                ),
                ("text", models.TextField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("in_hand", "Being looked at"),
                            ("upheld", "Upheld"),
                            ("partly", "Upheld in part"),
                            ("rejected", "Not upheld"),
                        ],
                        default="received",
                        max_length=12,
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("note", models.TextField(blank=True)),
                ("outcome", models.TextField(blank=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("told", models.PositiveSmallIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="complaints",
                        to="readers.sender",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        models.F("due_at"),
                        models.F("id"),
                        condition=models.Q(("closed_at", None)),
                        name="complaints_to_answer",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["error", "reply", "personal_data", "copyright", "legal", "safety"])
                        ),
                        name="complaint_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["received", "in_hand", "upheld", "partly", "rejected"])),
                        name="complaint_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", False), ("status__in", ["upheld", "partly", "rejected"])),
                            models.Q(
                                models.Q(("status__in", ["upheld", "partly", "rejected"]), _negated=True),
                                ("closed_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_closed_complaint_has_an_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(choices=[("first", "First letter"), ("reminder", "Reminder")], max_length=10),
                ),
                ("to", models.CharField(blank=True, max_length=254)),
                ("subject", models.CharField(blank=True, max_length=200)),
                ("body", models.TextField()),
                ("reply_to", models.CharField(blank=True, max_length=254)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("noted", "Sent by hand"),
                            ("waiting", "About to be sent"),
                            ("sent", "Sent"),
                            ("failed", "Could not be sent"),
                        ],
                        max_length=10,
                    ),
                ),
                ("handed_over_at", models.DateTimeField(null=True)),
                ("trouble", models.CharField(blank=True, max_length=300)),
                ("written_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="reviews.claimantcontact",
                    ),
                ),
                (
                    "copied_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="reviews.contactletter",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["noted", "waiting", "sent", "failed"])),
                        name="letter_state_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("excerpt", models.TextField()),
                ("location", models.CharField(blank=True, max_length=200)),
                (
                    "quotation",
                    models.CharField(
                        choices=[
                            ("unchecked", "Not checked yet"),
                            ("exact", "Verified word for word"),
                            ("close", "Verified; only marks, spaces or hyphens differ"),
                            ("not_found", "Not found in our copy"),
                            ("no_text", "Our copy has no text to look in"),
                        ],
                        default="unchecked",
                        max_length=10,
                    ),
                ),
                ("selector", models.JSONField(null=True)),
                ("nearest", models.TextField(blank=True)),
                ("checked_at", models.DateTimeField(null=True)),
                ("quote_language", models.CharField(blank=True, max_length=12)),
                ("quote_translation", models.TextField(blank=True)),
                ("translator", models.CharField(blank=True, max_length=120)),
                ("after_reviews", models.BooleanField(default=False)),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
                ("removed_because", models.CharField(blank=True, max_length=300)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="claims.claim"
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.evidence"
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.snapshot"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="reviews.source"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "ordering": ["claim", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("excerpt", ""), _negated=True), name="evidence_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quotation__in", ["unchecked", "exact", "close", "not_found", "no_text"])),
                        name="quotation_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "because",
                    models.CharField(
                        choices=[
                            ("source_gone", "A source is gone"),
                            ("source_changed", "A source changed"),
                            ("quote_lost", "A quotation is no longer there"),
                            ("expired", "The finding was to be looked at again"),
                            ("complaint", "A reader objected"),
                        ],
                        max_length=14,
                    ),
                ),
                ("detail", models.CharField(blank=True, max_length=500)),
                ("opened_at", models.DateTimeField()),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("keep", "Keep"), ("new_round", "New round"), ("correct", "Correct")],
                        max_length=10,
                    ),
                ),
                ("decided_because", models.CharField(blank=True, max_length=500)),
                ("decided_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("done_because", models.CharField(blank=True, max_length=500)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rechecks", to="claims.claim"
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
                    "evidence",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rechecks",
                        to="reviews.evidence",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rechecks",
                        to="reviews.round",
                    ),
                ),
                (
                    "after",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.snapshot"
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.snapshot"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rechecks",
                        to="reviews.source",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("opened_at"),
                        models.F("id"),
                        condition=models.Q(("decision", "")),
                        name="rechecks_to_decide",
                    ),
                    models.Index(
                        models.F("decided_at"),
                        models.F("id"),
                        condition=models.Q(models.Q(("decision", ""), _negated=True), ("done_at", None)),
                        name="rechecks_to_do",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("because__in", ["source_gone", "source_changed", "quote_lost", "expired", "complaint"])
                        ),
                        name="recheck_reason_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decision", ""), ("decision__in", ["keep", "new_round", "correct"]), _connector="OR"
                        ),
                        name="recheck_decision_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("decision", ""), ("source__isnull", False)),
                        fields=("claim", "source"),
                        name="one_open_recheck_per_claim_and_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stance",
                    models.CharField(
                        choices=[("supports", "Supports"), ("refutes", "Refutes"), ("context", "Context")],
                        max_length=10,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Counts a little"), (2, "Counts much"), (3, "Decides it")], null=True
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="readings", to="reviews.evidence"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="readings", to="reviews.review"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("review", "evidence"), name="one_reading_per_evidence"),
                    models.CheckConstraint(
                        condition=models.Q(("stance__in", ["supports", "refutes", "context"])),
                        name="reading_stance_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weight", None), ("weight__in", [1, 2, 3]), _connector="OR"),
                        name="reading_weight_known",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("two_claims", "This is two claims"),
                            ("unfair_wording", "The wording is unfair"),
                            ("same_claim", "It is the same as another claim"),
                            ("hold", "It should be held back"),
                        ],
                        max_length=16,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                ("raised_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(blank=True, choices=[("done", "Done"), ("left", "Left as it is")], max_length=8),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="flags", to="claims.claim"
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(models.F("claim"), condition=models.Q(("settled_at", None)), name="flags_standing")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("settled_at", None)),
                        fields=("claim", "raised_by", "kind"),
                        name="one_open_flag_per_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["two_claims", "unfair_wording", "same_claim", "hold"])),
                        name="flag_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("settled_at", None), ("outcome__in", ["done", "left"]), _connector="OR"),
                        name="a_settled_flag_has_an_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("legal", "Legal"),
                            ("reply", "Waiting for a reply"),
                            ("safety", "Safety"),
                            ("editorial", "Editorial"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("placed_at", models.DateTimeField()),
                ("released_at", models.DateTimeField(null=True)),
                ("released_because", models.CharField(blank=True, max_length=500)),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holds", to="claims.claim"
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "released_by",
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
                        models.F("until"),
                        condition=models.Q(("released_at", None), ("told_at", None), ("until__isnull", False)),
                        name="holds_to_look_at",
                    ),
                    models.Index(
                        models.F("placed_at"),
                        models.F("id"),
                        condition=models.Q(("released_at", None)),
                        name="holds_standing",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["legal", "reply", "safety", "editorial"])),
                        name="hold_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PointsAgainst",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("because", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("confirmed", "The reviewers confirmed their rating"),
                            ("reopened", "It is checked again"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points_against",
                        to="reviews.evidence",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="points_against", to="reviews.round"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "points against",
                "ordering": ["round", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "evidence"), name="pointed_out_once"),
                    models.CheckConstraint(
                        condition=models.Q(("because", ""), _negated=True), name="pointing_out_gives_its_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RatingConfirmed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to="reviews.pointsagainst",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["point", "pk"],
                "constraints": [models.UniqueConstraint(fields=("point", "reviewer"), name="confirmed_once")],
            },
        ),
        migrations.CreateModel(
            name="PublicPageVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=120)),
                ("text", models.TextField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("published_at", models.DateTimeField()),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="reviews.publicpage"
                    ),
                ),
            ],
            options={
                "ordering": ["page", "-number"],
                "constraints": [models.UniqueConstraint(fields=("page", "number"), name="one_page_version_per_number")],
            },
        ),
        migrations.CreateModel(
            name="PublicScale",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40)),
                ("version", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("labels", models.JSONField()),
                ("retired", models.JSONField(default=list)),
                ("since", models.DateField(null=True)),
                ("because", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("key", "version"), name="one_public_scale_per_version")]
            },
        ),
        migrations.CreateModel(
            name="PublicVerdict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(unique=True)),
                ("claim_id", models.BigIntegerField(unique=True)),
                ("slug", models.SlugField(max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[("live", "Live"), ("retracted", "Retracted"), ("withheld", "Withheld")],
                        default="live",
                        max_length=10,
                    ),
                ),
                ("first_published_at", models.DateTimeField()),
                ("is_early", models.BooleanField(default=False)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("outdated_after", models.DateField(blank=True, null=True)),
                ("outdated_at", models.DateTimeField(blank=True, null=True)),
                ("withheld_since", models.DateTimeField(blank=True, null=True)),
                (
                    "withheld_ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wrong", "it was wrong"),
                            ("legal", "for legal reasons"),
                            ("safety", "for safety"),
                            ("privacy", "to protect somebody’s privacy"),
                            ("copyright", "because of somebody’s rights in it"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
            options={
                "ordering": ["-first_published_at", "-number"],
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("first_published_at"), descending=True),
                        models.OrderBy(models.F("number"), descending=True),
                        name="verdicts_newest_first",
                    ),
                    models.Index(
                        models.F("outdated_after"),
                        condition=models.Q(("outdated_after__isnull", False), ("outdated_at", None), ("state", "live")),
                        name="verdicts_to_grow_old",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["live", "retracted", "withheld"])), name="public_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_early", False), ("confirmed_at__isnull", True), _connector="OR"),
                        name="an_early_check_is_not_confirmed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("first", "First published"),
                            ("addition", "Addition"),
                            ("update", "Update"),
                            ("correction", "Correction"),
                            ("retraction", "Retraction"),
                            ("redaction", "Redaction"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("claim_text", models.TextField()),
                ("claimant", models.CharField(blank=True, max_length=200)),
                ("rating_key", models.SlugField(max_length=40)),
                ("rating_name", models.CharField(max_length=60)),
                ("found", models.TextField()),
                ("language", models.CharField(default="en", max_length=12)),
                ("topic", models.CharField(blank=True, max_length=80)),
                ("content", models.JSONField()),
                ("note", models.TextField(blank=True)),
                (
                    "severity",
                    models.CharField(
                        blank=True, choices=[("minor", "Minor"), ("substantial", "Substantial")], max_length=12
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=500)),
                (
                    "asked_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("desk", "We found it ourselves"),
                            ("reader", "A reader"),
                            ("claimant", "The person or organisation whose claim it is"),
                            ("concerned", "Somebody the check is about"),
                            ("source", "A source"),
                            ("expert", "An expert in the field"),
                            ("journalist", "Another newsroom"),
                            ("authority", "A court or an authority"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wrong", "it was wrong"),
                            ("legal", "for legal reasons"),
                            ("safety", "for safety"),
                            ("privacy", "to protect somebody’s privacy"),
                            ("copyright", "because of somebody’s rights in it"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "removed",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("words", "Words were removed"),
                            ("name", "A name was removed"),
                            ("address", "An address was removed"),
                            ("number", "A number was removed"),
                            ("personal", "Personal details were removed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("content_hash", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField()),
                (
                    "verdict",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="reviews.publicverdict",
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.publicscale"
                    ),
                ),
            ],
            options={
                "ordering": ["verdict", "-number"],
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("published_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="revisions_newest_first",
                    ),
                    models.Index(
                        models.OrderBy(models.F("id"), descending=True),
                        models.F("kind"),
                        condition=models.Q(("kind", "first"), _negated=True),
                        name="changes_newest_first",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("verdict", "number"), name="one_revision_per_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["first", "addition", "update", "correction", "retraction", "redaction"])
                        ),
                        name="revision_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicSlug",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=120)),
                ("since", models.DateTimeField()),
                (
                    "verdict",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="slugs", to="reviews.publicverdict"
                    ),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("verdict", "slug"), name="one_row_per_slug")]},
        ),
        migrations.CreateModel(
            name="Removal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("retraction", "Retract"),
                            ("redaction", "Remove words"),
                            ("withholding", "Withhold"),
                            ("return", "Show again"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("asked", "Waits for a second editor"), ("done", "Done"), ("refused", "Not agreed")],
                        default="asked",
                        max_length=10,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("wrong", "it was wrong"),
                            ("legal", "for legal reasons"),
                            ("safety", "for safety"),
                            ("privacy", "to protect somebody’s privacy"),
                            ("copyright", "because of somebody’s rights in it"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=500), blank=True, default=list, size=None
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("words", "Words were removed"),
                            ("name", "A name was removed"),
                            ("address", "An address was removed"),
                            ("number", "A number was removed"),
                            ("personal", "Personal details were removed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("marks", models.JSONField(blank=True, default=list)),
                ("public_note", models.CharField(blank=True, max_length=500)),
                ("because", models.CharField(max_length=1000)),
                (
                    "asked_kind",
                    models.CharField(
                        choices=[
                            ("desk", "We found it ourselves"),
                            ("reader", "A reader"),
                            ("claimant", "The person or organisation whose claim it is"),
                            ("concerned", "Somebody the check is about"),
                            ("source", "A source"),
                            ("expert", "An expert in the field"),
                            ("journalist", "Another newsroom"),
                            ("authority", "A court or an authority"),
                        ],
                        default="desk",
                        max_length=12,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("refused_because", models.CharField(blank=True, max_length=500)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="removals",
                        to="reviews.complaint",
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
                    "verdict",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="removals", to="reviews.publicverdict"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["retraction", "redaction", "withholding", "return"])),
                        name="removal_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["asked", "done", "refused"])), name="removal_status_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", ["wrong", "legal", "safety", "privacy", "copyright"])),
                        name="removal_ground_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "refused"),
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_agrees_to_their_own_removal",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "asked")),
                        fields=("verdict", "kind"),
                        name="one_open_removal_of_a_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VerdictDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "earlier_writers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("drafting", "Being written"),
                            ("ready", "To sign off"),
                            ("sent_back", "Sent back"),
                            ("signed_off", "Signed off"),
                            ("scheduled", "To be published at its time"),
                            ("published", "Published"),
                            ("dropped", "Given up"),
                        ],
                        default="drafting",
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200)),
                ("found", models.TextField(blank=True)),
                ("explanation", models.TextField(blank=True)),
                ("not_established", models.TextField(blank=True)),
                (
                    "reply_outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("answered", "They answered"),
                            ("declined", "They declined to answer"),
                            ("no_reply", "No reply by the deadline"),
                            ("not_asked", "Not asked, because"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reply", models.TextField(blank=True)),
                ("rated_as_of", models.DateField(blank=True, null=True)),
                ("evidence_until", models.DateField(blank=True, null=True)),
                ("against_note", models.CharField(blank=True, max_length=300)),
                ("primary_note", models.CharField(blank=True, max_length=300)),
                ("independent_note", models.CharField(blank=True, max_length=300)),
                ("intent_note", models.CharField(blank=True, max_length=300)),
                ("short_claim", models.CharField(blank=True, max_length=200)),
                ("conclusion", models.CharField(blank=True, max_length=300)),
                ("interests", models.TextField(blank=True)),
                ("no_interests", models.BooleanField(default=False)),
                ("outdated_after", models.DateField(blank=True, null=True)),
                ("embargo_until", models.DateTimeField(blank=True, null=True)),
                ("publish_at", models.DateTimeField(blank=True, null=True)),
                ("schedule_fault", models.CharField(blank=True, max_length=500)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("first", "First published"),
                            ("addition", "Addition"),
                            ("update", "Update"),
                            ("correction", "Correction"),
                            ("retraction", "Retraction"),
                            ("redaction", "Redaction"),
                        ],
                        default="first",
                        max_length=12,
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        blank=True, choices=[("minor", "Minor"), ("substantial", "Substantial")], max_length=12
                    ),
                ),
                ("change_note", models.TextField(blank=True)),
                ("change_why", models.CharField(blank=True, max_length=500)),
                (
                    "asked_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("desk", "We found it ourselves"),
                            ("reader", "A reader"),
                            ("claimant", "The person or organisation whose claim it is"),
                            ("concerned", "Somebody the check is about"),
                            ("source", "A source"),
                            ("expert", "An expert in the field"),
                            ("journalist", "Another newsroom"),
                            ("authority", "A court or an authority"),
                        ],
                        max_length=12,
                    ),
                ),
                ("sent_back_note", models.TextField(blank=True)),
                (
                    "salt",
                    models.CharField(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.contrib.postgres.functions.RandomUUID(), models.CharField()
                        ),
                        default=factcheck.ledger.chain.new_salt,
                        max_length=64,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("handed_in_at", models.DateTimeField(null=True)),
                (
                    "changes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.publicrevision",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="drafts", to="claims.claim"
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="reviews.complaint",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="drafts", to="reviews.round"
                    ),
                ),
                (
                    "scheduled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="drafts", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "draft",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(models.F("status"), models.F("handed_in_at"), name="drafts_by_status"),
                    models.Index(
                        models.F("publish_at"), condition=models.Q(("status", "scheduled")), name="drafts_to_publish"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["drafting", "ready", "sent_back", "signed_off", "scheduled", "published", "dropped"],
                            )
                        ),
                        name="draft_status_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["published", "dropped"]), _negated=True),
                        fields=("claim",),
                        name="one_draft_under_way_per_claim",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("changes", None), ("kind", "first")),
                            models.Q(("changes__isnull", False), ("kind__in", ["addition", "update", "correction"])),
                            _connector="OR",
                        ),
                        name="a_change_says_what_it_changes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "scheduled"), _negated=True),
                            models.Q(("publish_at__isnull", False), ("scheduled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="what_is_scheduled_has_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignOff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("draft_hash", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "signer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_offs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sign_offs", to="reviews.verdictdraft"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("draft", "draft_hash", "signer"), name="one_sign_off_per_text_and_person"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("part", models.CharField(max_length=40)),
                ("quote", models.CharField(blank=True, max_length=500)),
                ("text", models.CharField(max_length=2000)),
                ("at", models.DateTimeField()),
                ("answer", models.CharField(blank=True, max_length=2000)),
                ("answered_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="reviews.verdictdraft"
                    ),
                ),
            ],
            options={
                "ordering": ["draft", "pk"],
                "indexes": [
                    models.Index(
                        models.F("draft"),
                        models.F("id"),
                        condition=models.Q(("settled_at", None)),
                        name="notes_standing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "why",
                    models.CharField(
                        choices=[("handed_in", "Handed in"), ("sent_back", "Sent back"), ("signed_off", "Signed off")],
                        max_length=12,
                    ),
                ),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="reviews.verdictdraft"
                    ),
                ),
            ],
            options={
                "ordering": ["draft", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("draft", "number"), name="one_draft_version_per_number"),
                    models.CheckConstraint(
                        condition=models.Q(("why__in", ["handed_in", "sent_back", "signed_off"])),
                        name="draft_version_reason_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reviews.draftversion",
                    ),
                ),
                (
                    "seen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="reviews.draftversion"
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="looks", to="reviews.verdictdraft"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("draft", "user"), name="one_look_per_draft_and_person")]
            },
        ),
        migrations.CreateModel(
            name="DraftEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stance",
                    models.CharField(
                        choices=[("supports", "Supports"), ("refutes", "Refutes"), ("context", "Context")],
                        max_length=10,
                    ),
                ),
                ("weight", models.PositiveSmallIntegerField()),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.evidence"
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="evidence", to="reviews.verdictdraft"
                    ),
                ),
            ],
            options={
                "ordering": ["draft", "weight", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("draft", "evidence"), name="evidence_once_per_draft"),
                    models.CheckConstraint(
                        condition=models.Q(("stance__in", ["supports", "refutes", "context"])),
                        name="evidence_stance_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GateOverride",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=30)),
                ("reason", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("counted_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="overrides", to="reviews.verdictdraft"
                    ),
                ),
            ],
            options={
                "ordering": ["draft", "pk"],
                "indexes": [
                    models.Index(
                        models.F("key"), condition=models.Q(("counted_at__isnull", False)), name="overrides_counted"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("draft", "key"),
                        name="one_standing_override_per_requirement",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicListing",
            fields=[
                (
                    "verdict",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="listing",
                        serialize=False,
                        to="reviews.publicverdict",
                    ),
                ),
                ("number", models.PositiveIntegerField(unique=True)),
                ("slug", models.SlugField(max_length=120)),
                ("title", models.CharField(max_length=200)),
                ("claim_text", models.TextField()),
                ("found", models.TextField()),
                ("claimant_name", models.CharField(blank=True, max_length=200)),
                ("rating_key", models.SlugField(max_length=40)),
                ("rating_name", models.CharField(max_length=60)),
                (
                    "outlets",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), default=list, size=None
                    ),
                ),
                (
                    "outlet_keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), default=list, size=None
                    ),
                ),
                ("language", models.CharField(max_length=12)),
                ("conclusion", models.CharField(blank=True, max_length=300)),
                ("is_early", models.BooleanField(default=False)),
                ("is_outdated", models.BooleanField(default=False)),
                ("revision", models.PositiveSmallIntegerField()),
                (
                    "revision_kind",
                    models.CharField(
                        choices=[
                            ("first", "First published"),
                            ("addition", "Addition"),
                            ("update", "Update"),
                            ("correction", "Correction"),
                            ("retraction", "Retraction"),
                            ("redaction", "Redaction"),
                        ],
                        max_length=12,
                    ),
                ),
                ("first_published_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.Func(
                                models.Func(
                                    models.Func(
                                        models.F("language"),
                                        output_field=models.TextField(),
                                        template="CASE split_part(%(expressions)s, '-', 1) WHEN 'ar' THEN 'arabic'::regconfig WHEN 'ca' THEN 'catalan'::regconfig WHEN 'da' THEN 'danish'::regconfig WHEN 'de' THEN 'german'::regconfig WHEN 'el' THEN 'greek'::regconfig WHEN 'en' THEN 'english'::regconfig WHEN 'es' THEN 'spanish'::regconfig WHEN 'eu' THEN 'basque'::regconfig WHEN 'fi' THEN 'finnish'::regconfig WHEN 'fr' THEN 'french'::regconfig WHEN 'ga' THEN 'irish'::regconfig WHEN 'hi' THEN 'hindi'::regconfig WHEN 'hu' THEN 'hungarian'::regconfig WHEN 'hy' THEN 'armenian'::regconfig WHEN 'id' THEN 'indonesian'::regconfig WHEN 'it' THEN 'italian'::regconfig WHEN 'lt' THEN 'lithuanian'::regconfig WHEN 'nb' THEN 'norwegian'::regconfig WHEN 'ne' THEN 'nepali'::regconfig WHEN 'nl' THEN 'dutch'::regconfig WHEN 'nn' THEN 'norwegian'::regconfig WHEN 'no' THEN 'norwegian'::regconfig WHEN 'pt' THEN 'portuguese'::regconfig WHEN 'ro' THEN 'romanian'::regconfig WHEN 'ru' THEN 'russian'::regconfig WHEN 'sr' THEN 'serbian'::regconfig WHEN 'sv' THEN 'swedish'::regconfig WHEN 'ta' THEN 'tamil'::regconfig WHEN 'tr' THEN 'turkish'::regconfig WHEN 'yi' THEN 'yiddish'::regconfig ELSE 'simple'::regconfig END",
                                    ),
                                    models.Func(
                                        models.Func(
                                            "title",
                                            arg_joiner=" || ' ' || ",
                                            output_field=models.TextField(),
                                            template="(%(expressions)s)",
                                        ),
                                        models.Value(
                                            "[“”„‟«»〝〞「」『』‘’‚‛‹›′″‴`´‐‑‒–—―⁃−·•‣…‥\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u2060\u3000\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069¡¿§¶†‡‰‱©®™°€£¥¢،؛؟۔।॥、。〈〉《》【】〔〕！（），．：；？־׳״]"
                                        ),
                                        models.Value(" "),
                                        models.Value("g"),
                                        function="regexp_replace",
                                        output_field=models.TextField(),
                                    ),
                                    function="to_tsvector",
                                    output_field=django.contrib.postgres.search.SearchVectorField(),
                                ),
                                models.Value("A"),
                                function="setweight",
                            ),
                            models.Func(
                                models.Func(
                                    models.Func(
                                        models.F("language"),
                                        output_field=models.TextField(),
                                        template="CASE split_part(%(expressions)s, '-', 1) WHEN 'ar' THEN 'arabic'::regconfig WHEN 'ca' THEN 'catalan'::regconfig WHEN 'da' THEN 'danish'::regconfig WHEN 'de' THEN 'german'::regconfig WHEN 'el' THEN 'greek'::regconfig WHEN 'en' THEN 'english'::regconfig WHEN 'es' THEN 'spanish'::regconfig WHEN 'eu' THEN 'basque'::regconfig WHEN 'fi' THEN 'finnish'::regconfig WHEN 'fr' THEN 'french'::regconfig WHEN 'ga' THEN 'irish'::regconfig WHEN 'hi' THEN 'hindi'::regconfig WHEN 'hu' THEN 'hungarian'::regconfig WHEN 'hy' THEN 'armenian'::regconfig WHEN 'id' THEN 'indonesian'::regconfig WHEN 'it' THEN 'italian'::regconfig WHEN 'lt' THEN 'lithuanian'::regconfig WHEN 'nb' THEN 'norwegian'::regconfig WHEN 'ne' THEN 'nepali'::regconfig WHEN 'nl' THEN 'dutch'::regconfig WHEN 'nn' THEN 'norwegian'::regconfig WHEN 'no' THEN 'norwegian'::regconfig WHEN 'pt' THEN 'portuguese'::regconfig WHEN 'ro' THEN 'romanian'::regconfig WHEN 'ru' THEN 'russian'::regconfig WHEN 'sr' THEN 'serbian'::regconfig WHEN 'sv' THEN 'swedish'::regconfig WHEN 'ta' THEN 'tamil'::regconfig WHEN 'tr' THEN 'turkish'::regconfig WHEN 'yi' THEN 'yiddish'::regconfig ELSE 'simple'::regconfig END",
                                    ),
                                    models.Func(
                                        models.Func(
                                            "claim_text",
                                            "claimant_name",
                                            arg_joiner=" || ' ' || ",
                                            output_field=models.TextField(),
                                            template="(%(expressions)s)",
                                        ),
                                        models.Value(
                                            "[“”„‟«»〝〞「」『』‘’‚‛‹›′″‴`´‐‑‒–—―⁃−·•‣…‥\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u2060\u3000\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069¡¿§¶†‡‰‱©®™°€£¥¢،؛؟۔।॥、。〈〉《》【】〔〕！（），．：；？־׳״]"
                                        ),
                                        models.Value(" "),
                                        models.Value("g"),
                                        function="regexp_replace",
                                        output_field=models.TextField(),
                                    ),
                                    function="to_tsvector",
                                    output_field=django.contrib.postgres.search.SearchVectorField(),
                                ),
                                models.Value("B"),
                                function="setweight",
                            ),
                            models.Func(
                                models.Func(
                                    models.Func(
                                        models.F("language"),
                                        output_field=models.TextField(),
                                        template="CASE split_part(%(expressions)s, '-', 1) WHEN 'ar' THEN 'arabic'::regconfig WHEN 'ca' THEN 'catalan'::regconfig WHEN 'da' THEN 'danish'::regconfig WHEN 'de' THEN 'german'::regconfig WHEN 'el' THEN 'greek'::regconfig WHEN 'en' THEN 'english'::regconfig WHEN 'es' THEN 'spanish'::regconfig WHEN 'eu' THEN 'basque'::regconfig WHEN 'fi' THEN 'finnish'::regconfig WHEN 'fr' THEN 'french'::regconfig WHEN 'ga' THEN 'irish'::regconfig WHEN 'hi' THEN 'hindi'::regconfig WHEN 'hu' THEN 'hungarian'::regconfig WHEN 'hy' THEN 'armenian'::regconfig WHEN 'id' THEN 'indonesian'::regconfig WHEN 'it' THEN 'italian'::regconfig WHEN 'lt' THEN 'lithuanian'::regconfig WHEN 'nb' THEN 'norwegian'::regconfig WHEN 'ne' THEN 'nepali'::regconfig WHEN 'nl' THEN 'dutch'::regconfig WHEN 'nn' THEN 'norwegian'::regconfig WHEN 'no' THEN 'norwegian'::regconfig WHEN 'pt' THEN 'portuguese'::regconfig WHEN 'ro' THEN 'romanian'::regconfig WHEN 'ru' THEN 'russian'::regconfig WHEN 'sr' THEN 'serbian'::regconfig WHEN 'sv' THEN 'swedish'::regconfig WHEN 'ta' THEN 'tamil'::regconfig WHEN 'tr' THEN 'turkish'::regconfig WHEN 'yi' THEN 'yiddish'::regconfig ELSE 'simple'::regconfig END",
                                    ),
                                    models.Func(
                                        models.Func(
                                            "found",
                                            "conclusion",
                                            arg_joiner=" || ' ' || ",
                                            output_field=models.TextField(),
                                            template="(%(expressions)s)",
                                        ),
                                        models.Value(
                                            "[“”„‟«»〝〞「」『』‘’‚‛‹›′″‴`´‐‑‒–—―⁃−·•‣…‥\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u2060\u3000\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069¡¿§¶†‡‰‱©®™°€£¥¢،؛؟۔।॥、。〈〉《》【】〔〕！（），．：；？־׳״]"
                                        ),
                                        models.Value(" "),
                                        models.Value("g"),
                                        function="regexp_replace",
                                        output_field=models.TextField(),
                                    ),
                                    function="to_tsvector",
                                    output_field=django.contrib.postgres.search.SearchVectorField(),
                                ),
                                models.Value("C"),
                                function="setweight",
                            ),
                            models.Func(
                                models.Func(
                                    models.Value("simple"),
                                    models.Func(
                                        models.Func(
                                            "title",
                                            arg_joiner=" || ' ' || ",
                                            output_field=models.TextField(),
                                            template="(%(expressions)s)",
                                        ),
                                        models.Value(
                                            "[“”„‟«»〝〞「」『』‘’‚‛‹›′″‴`´‐‑‒–—―⁃−·•‣…‥\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u2060\u3000\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069¡¿§¶†‡‰‱©®™°€£¥¢،؛؟۔।॥、。〈〉《》【】〔〕！（），．：；？־׳״]"
                                        ),
                                        models.Value(" "),
                                        models.Value("g"),
                                        function="regexp_replace",
                                        output_field=models.TextField(),
                                    ),
                                    function="to_tsvector",
                                    output_field=django.contrib.postgres.search.SearchVectorField(),
                                ),
                                models.Value("A"),
                                function="setweight",
                            ),
                            models.Func(
                                models.Func(
                                    models.Value("simple"),
                                    models.Func(
                                        models.Func(
                                            "claim_text",
                                            "claimant_name",
                                            arg_joiner=" || ' ' || ",
                                            output_field=models.TextField(),
                                            template="(%(expressions)s)",
                                        ),
                                        models.Value(
                                            "[“”„‟«»〝〞「」『』‘’‚‛‹›′″‴`´‐‑‒–—―⁃−·•‣…‥\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u2060\u3000\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069¡¿§¶†‡‰‱©®™°€£¥¢،؛؟۔।॥、。〈〉《》【】〔〕！（），．：；？־׳״]"
                                        ),
                                        models.Value(" "),
                                        models.Value("g"),
                                        function="regexp_replace",
                                        output_field=models.TextField(),
                                    ),
                                    function="to_tsvector",
                                    output_field=django.contrib.postgres.search.SearchVectorField(),
                                ),
                                models.Value("B"),
                                function="setweight",
                            ),
                            models.Func(
                                models.Func(
                                    models.Value("simple"),
                                    models.Func(
                                        models.Func(
                                            "found",
                                            "conclusion",
                                            arg_joiner=" || ' ' || ",
                                            output_field=models.TextField(),
                                            template="(%(expressions)s)",
                                        ),
                                        models.Value(
                                            "[“”„‟«»〝〞「」『』‘’‚‛‹›′″‴`´‐‑‒–—―⁃−·•‣…‥\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u2060\u3000\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069¡¿§¶†‡‰‱©®™°€£¥¢،؛؟۔।॥、。〈〉《》【】〔〕！（），．：；？־׳״]"
                                        ),
                                        models.Value(" "),
                                        models.Value("g"),
                                        function="regexp_replace",
                                        output_field=models.TextField(),
                                    ),
                                    function="to_tsvector",
                                    output_field=django.contrib.postgres.search.SearchVectorField(),
                                ),
                                models.Value("C"),
                                function="setweight",
                            ),
                            arg_joiner=" || ",
                            output_field=django.contrib.postgres.search.SearchVectorField(),
                            template="(%(expressions)s)",
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "claimant",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listings",
                        to="reviews.publicclaimant",
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.publicscale"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listings",
                        to="reviews.publictopic",
                    ),
                ),
            ],
            options={
                "ordering": ["-first_published_at", "-number"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["search"], name="listings_searched"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["outlet_keys"], name="listings_by_outlet"
                    ),
                    models.Index(
                        models.OrderBy(models.F("first_published_at"), descending=True),
                        models.OrderBy(models.F("number"), descending=True),
                        name="listings_newest_first",
                    ),
                    models.Index(
                        models.F("claimant"),
                        models.OrderBy(models.F("first_published_at"), descending=True),
                        models.OrderBy(models.F("number"), descending=True),
                        name="listings_by_claimant",
                    ),
                    models.Index(models.F("claimant"), models.F("rating_key"), name="listings_counted"),
                    models.Index(
                        models.F("topic"),
                        models.OrderBy(models.F("first_published_at"), descending=True),
                        models.OrderBy(models.F("number"), descending=True),
                        name="listings_by_topic",
                    ),
                    models.Index(
                        models.F("rating_key"),
                        models.OrderBy(models.F("first_published_at"), descending=True),
                        models.OrderBy(models.F("number"), descending=True),
                        name="listings_by_rating",
                    ),
                    models.Index(
                        models.F("language"),
                        models.OrderBy(models.F("first_published_at"), descending=True),
                        models.OrderBy(models.F("number"), descending=True),
                        name="listings_by_language",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="PublicVerdict",
            name="current",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.publicrevision"
            ),
        ),
        migrations.AddField(
            model_name="Reviewer",
            name="topics",
            field=models.ManyToManyField(related_name="reviewers", through="reviews.ReviewerTopic", to="claims.topic"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicscale",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="3eb05f34d702ac6d085308d0ba9e484c61f35c37",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changes_d42e3",
                    table="reviews_publicscale",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicscale",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="27c1d1a5f8dbac8d1fb109f32c22b4a4fb32afa8",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_7586f",
                    table="reviews_publicscale",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicscale",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="d8da8f16da07bccf1b14d9442f65ad0230651175",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_80054",
                    table="reviews_publicscale",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicpageversion",
            trigger=pgtrigger.compiler.Trigger(
                name="only_redactable_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."page_id" IS DISTINCT FROM (NEW."page_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="8998f34bed1efe1fc41b94232a102b42ab98e484",
                    operation="UPDATE",
                    pgid="pgtrigger_only_redactable_changes_a65e7",
                    table="reviews_publicpageversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicpageversion",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="8613fd923647ffd4a14ced9a6a9c7c5b4f066662",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_783a5",
                    table="reviews_publicpageversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicpageversion",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="08570b232979e98206d971dd4f79244341659704",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_366fa",
                    table="reviews_publicpageversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="only_redactable_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."verdict_id" IS DISTINCT FROM (NEW."verdict_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."scale_id" IS DISTINCT FROM (NEW."scale_id") OR OLD."rating_key" IS DISTINCT FROM (NEW."rating_key") OR OLD."rating_name" IS DISTINCT FROM (NEW."rating_name") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."severity" IS DISTINCT FROM (NEW."severity") OR OLD."asked_by" IS DISTINCT FROM (NEW."asked_by") OR OLD."ground" IS DISTINCT FROM (NEW."ground") OR OLD."removed" IS DISTINCT FROM (NEW."removed") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="0999f780d423d791a13f1761a2ea2672abd4ad3f",
                    operation="UPDATE",
                    pgid="pgtrigger_only_redactable_changes_52010",
                    table="reviews_publicrevision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="0b5df9ee3ea51411c209e3eb3c53420ccac8d3ff",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_aaa14",
                    table="reviews_publicrevision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="da5ae1548c4d3a12845e2f45308e13587ca3269d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_5e6e9",
                    table="reviews_publicrevision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="only_redactable_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."round_id" IS DISTINCT FROM (NEW."round_id") OR OLD."assignment_id" IS DISTINCT FROM (NEW."assignment_id") OR OLD."reviewer_id" IS DISTINCT FROM (NEW."reviewer_id") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."wording_id" IS DISTINCT FROM (NEW."wording_id") OR OLD."rating_id" IS DISTINCT FROM (NEW."rating_id") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="5f2edb08bc3cff22c7d35b6253a52c8ec0590925",
                    operation="UPDATE",
                    pgid="pgtrigger_only_redactable_changes_5128b",
                    table="reviews_review",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="e86a58beb2a059c16c328e9bacb1537a63dd454e",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_120af",
                    table="reviews_review",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="8cc777271fbe3fd508e3fc13e5bbcd96c8f10f5b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_6c9b9",
                    table="reviews_review",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roundrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="only_redactable_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."round_id" IS DISTINCT FROM (NEW."round_id") OR OLD."plan_id" IS DISTINCT FROM (NEW."plan_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."closed_early" IS DISTINCT FROM (NEW."closed_early") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at") OR OLD."first_in_at" IS DISTINCT FROM (NEW."first_in_at") OR OLD."last_in_at" IS DISTINCT FROM (NEW."last_in_at") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."seconds_waiting" IS DISTINCT FROM (NEW."seconds_waiting") OR OLD."ratings" IS DISTINCT FROM (NEW."ratings") OR OLD."distance" IS DISTINCT FROM (NEW."distance") OR OLD."evidence_count" IS DISTINCT FROM (NEW."evidence_count") OR OLD."changes" IS DISTINCT FROM (NEW."changes"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="4580dcd9b929650d862f3522ba1c8fe9768ad51e",
                    operation="UPDATE",
                    pgid="pgtrigger_only_redactable_changes_b33b4",
                    table="reviews_roundrecord",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roundrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="bdf4972a253f66755d997a2198ac04fce0c8ee29",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_4cdc0",
                    table="reviews_roundrecord",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roundrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="28f082ca64d91929386ea661265e6b0532411776",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_cde27",
                    table="reviews_roundrecord",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signoff",
            trigger=pgtrigger.compiler.Trigger(
                name="only_redactable_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."draft_id" IS DISTINCT FROM (NEW."draft_id") OR OLD."signer_id" IS DISTINCT FROM (NEW."signer_id") OR OLD."at" IS DISTINCT FROM (NEW."at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="501b8d7df8c23ec4ec2e8e8b66f646b8ca2414a9",
                    operation="UPDATE",
                    pgid="pgtrigger_only_redactable_changes_a2bb2",
                    table="reviews_signoff",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signoff",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="1abdf6be95a5260639cb4c469f0bb34837720926",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_0cef4",
                    table="reviews_signoff",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signoff",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="3853632954f01b269ecfd61d205ec1d8f759448a",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_01c05",
                    table="reviews_signoff",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draftversion",
            trigger=pgtrigger.compiler.Trigger(
                name="only_redactable_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."draft_id" IS DISTINCT FROM (NEW."draft_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."why" IS DISTINCT FROM (NEW."why") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."at" IS DISTINCT FROM (NEW."at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="236dbd807eae61cab985e79270dfb4c70f1af928",
                    operation="UPDATE",
                    pgid="pgtrigger_only_redactable_changes_b9d7c",
                    table="reviews_draftversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draftversion",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="8317778ff25a515dc973953832fe32cbeaae9cf8",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_e19d2",
                    table="reviews_draftversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draftversion",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
                    hash="235b7d7c98ee5077a386fef28fe6d22795eedcaa",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_829af",
                    table="reviews_draftversion",
                    when="BEFORE",
                ),
            ),
        ),
    ]
